"""Moments as feeds and sitemaps write them."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_FIRST_YEAR = 1991
"""No page of the web is older; what says so is a zero that was taken for a date."""
_AHEAD = timedelta(days=1)
"""A clock east of here may be up to 14 hours ahead, and some servers are set wrong by hours."""
_LOCAL = re.compile(r"^(?:[a-z]{2,9}\.?,?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})", re.IGNORECASE)


def moment(text: str, now: datetime | None = None) -> datetime | None:
    """An RFC 822 or ISO 8601 date in its own time zone, UTC where it names none; None where it is neither.

    Dates before the web, and those that lie ahead of `now`, are lies: None too.

    >>> moment("Mon, 21 Jul 2025 23:30:00 -0400").date().isoformat(), moment("2025-07-21").date().isoformat()
    ('2025-07-21', '2025-07-21')
    >>> moment("last week") is None, moment("2031-01-01", now=datetime(2025, 7, 1, tzinfo=UTC)) is None
    (True, True)
    """
    found = _read(text.strip()[:64])
    if found is None or found.year < _FIRST_YEAR:
        return None
    return None if now is not None and found.date() > (now + _AHEAD).date() else found


def _read(text: str) -> datetime | None:
    if not text or not text.isascii():
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime, _local):
        try:
            found = read(text)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _local(text: str) -> datetime:
    """A date with a long name of a month, or a time that cannot be read; ValueError where it is none."""
    found = _LOCAL.match(text)
    return datetime.strptime(" ".join(found.groups()) if found else "", "%d %b %Y").replace(tzinfo=UTC)
