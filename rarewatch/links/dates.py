"""Moments as feeds and sitemaps write them."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def moment(text: str) -> datetime | None:
    """An RFC 822 or ISO 8601 date in its own time zone, UTC where it names none; None where it is neither.

    >>> moment("Mon, 21 Jul 2025 23:30:00 -0400").date().isoformat(), moment("2025-07-21").date().isoformat()
    ('2025-07-21', '2025-07-21')
    >>> moment("last week") is None
    True
    """
    text = text.strip()[:64]
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
