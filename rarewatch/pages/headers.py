"""What a server's headers say about when to come back; functions of their text alone."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(days=7)
"""No header makes us stay away for longer: a typing error must not end a source for ever."""
_DIRECTIVE = re.compile(r'([\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?')
_LONGEST_CONTROL = 2000
"""Characters of a Cache-Control header that are read; real ones have under 200."""
LONGEST_FRESH = timedelta(days=1)
"""Nor is an answer taken as fresh for longer, since news pages with a far date are set up wrongly."""


def retry_after(value: str, now: datetime) -> datetime | None:
    """When a Retry-After header asks us to come back, in seconds or as a date; None where it says nothing.

    >>> now = datetime(2026, 1, 1, tzinfo=UTC)
    >>> retry_after("120", now).isoformat(), retry_after("Thu, 01 Jan 2026 00:01:00 GMT", now).isoformat()
    ('2026-01-01T00:02:00+00:00', '2026-01-01T00:01:00+00:00')
    >>> retry_after("soon", now) is None
    True
    """
    seconds = _seconds(value)
    when = _date(value) if seconds is None else now + timedelta(seconds=seconds)
    return min(max(when, now), now + LONGEST_WAIT) if when else None


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when an answer need not be asked for again: Cache-Control's max-age, less the answer's age.

    >>> now = datetime(2026, 1, 1, tzinfo=UTC)
    >>> fresh_until({"cache-control": "public, max-age=600", "age": "60"}, now).isoformat()
    '2026-01-01T00:09:00+00:00'
    >>> fresh_until({"cache-control": "no-cache, max-age=600"}, now) is None
    True
    """
    said = _directives(headers.get("cache-control", ""))
    longest = _seconds(said.get("max-age", ""))
    if longest is None or "no-store" in said or said.get("no-cache") == "":
        return None
    left = longest - (_seconds(headers.get("age", "")) or 0)
    return now + min(timedelta(seconds=left), LONGEST_FRESH) if left > 0 else None


def _directives(control: str) -> dict[str, str]:
    """The directives of a Cache-Control header with their values; of two alike the first counts.

    >>> _directives('Public, max-age="60", x="max-age=9, no-store", no-cache="set-cookie"')
    {'public': '', 'max-age': '60', 'x': 'max-age=9, no-store', 'no-cache': 'set-cookie'}
    """
    found: dict[str, str] = {}
    for name, quoted, plain in _DIRECTIVE.findall(control[:_LONGEST_CONTROL]):
        found.setdefault(name.lower(), quoted or plain)
    return found


def _seconds(value: str) -> int | None:
    """Whole seconds, at most so many that a date can be made of them."""
    found = re.fullmatch(r"\s*([0-9]{1,99})(?:\.[0-9]{0,99})?\s*", value)
    return min(int(found[1]), 10**9) if found else None


def _date(value: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(value)
        return when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
