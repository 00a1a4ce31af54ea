"""Days as pages write them, in machine form or in words. No clock: only 1990 to 2100 counts as a day."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?=T|\d{6}\b|\b)")
_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+|de\s+)?([^\W\d_]{3,10})\.?,?[\s-]+(?:de\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_IN_URL = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_MONTHS_A_YEAR = 12


def day(text: str, months: Mapping[str, int]) -> date | None:
    """The first day named, as stated in its own offset; None where it is none or cannot be told.

    >>> months = {"july": 7, "jul": 7}
    >>> str(day("2025-07-22T23:30:00-05:00", months)), str(day("Tue, 22 Jul 2025 08:00 GMT", months))
    ('2025-07-22', '2025-07-22')
    >>> day("07/08/2025", months) is None  # July 8th or the 7th of August
    True
    """
    for pattern in (_ISO, _ASIAN):
        if match := pattern.search(text):
            return _made(match[1], match[2], match[3])
    for match in _DAY_FIRST.finditer(text):
        if match[2].casefold() in months:
            return _made(match[3], months[match[2].casefold()], match[1])
    for match in _MONTH_FIRST.finditer(text):
        if match[1].casefold() in months:
            return _made(match[3], months[match[1].casefold()], match[2])
    if match := _COMPACT.search(text):
        return _made(match[1], match[2], match[3])
    return _slashed(text)


def first_day(texts: Iterable[str], months: Mapping[str, int]) -> date | None:
    """The day of the first text that names one."""
    return next((found for text in texts if text and (found := day(text[:200], months))), None)


def day_in_url(url: str) -> date | None:
    """The day in a path such as /2025/07/22/."""
    match = _IN_URL.search(url)
    return _made(match[1], match[2], match[3]) if match else None


def _slashed(text: str) -> date | None:
    """Numbers alone: day first with points; with slashes only where one number cannot be a month."""
    match = _SLASHED.search(text)
    if match is None:
        return None
    one, two = int(match[1]), int(match[3])
    if match[2] == "." or one > _MONTHS_A_YEAR or one == two:
        return _made(match[4], two, one)
    return _made(match[4], one, two) if two > _MONTHS_A_YEAR else None


def _made(year: str | int, month: str | int, of_month: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(of_month))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
