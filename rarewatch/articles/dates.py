"""Days as pages write them, in machine form or in words. No clock: only 1990 to 2100 counts as a day."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_BUDDHIST = 543  # years by which Thailand's calendar is ahead of the common one
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
"""Years before the first one of a reign in Japan, or of the republic in Taiwan."""

_NAME = r"((?:[^\W\d_]|[\u0e31-\u0e4e]){2,12})"  # Thai vowels count as no letters
_CLOCK = r"(?:\s+\d\d:\d\d(?::\d\d)?(?:\s+[A-Z]{2,5})?)?"
_HAS_DAY = re.compile(
    r"\d\D{1,24}(?:19|20|25)\d\d(?!\d)|(?:19|20|25)\d\d\D{1,16}\d|(?:19|20)\d{6}|\d\d\.\d\d\.\d\d|[\d元]\s?年"
    r"|٢٠"
)
"""What every text that names a day holds."""
_ISO = re.compile(r"(?<!\d)(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_ASIAN = re.compile(r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_OF_ERA = re.compile(rf"({'|'.join(_ERAS)})\s*(\d{{1,3}}|元)\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?\.?[\s/-]+(?:of\s+|de\s+|d['’])?{_NAME}\.?,?"
    r"[\s/-]+(?:del?\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_]){_NAME}\.?[\s-]+(\d{{1,2}})(?:st|nd|rd|th)?{_CLOCK},?[\s-]+(\d{{4}})(?!\d)"
)
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}})\.?,?[\s-]+(?:m\.\s+)?{_NAME}\.?[\s-]+(\d{{1,2}})(?![\d:])")
_NAMED = ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_FIRST, (1, 2, 3)))
"""With the name of the month: where in a match year, month and day are."""
_NUMBER = re.compile(r"\d+")
_COMPACT_SIZE = 8  # digits of a day without marks between its parts
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?=T|\d{6}\b|\b)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_SHORT = re.compile(r"(?<![\d.])(\d\d)\.(\d\d)\.(\d\d)(?![\d.])")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
_UNIVERSAL = re.compile(r"\d\d:\d\d.*(?:Z|[+-]00:?00|\bGMT|\bUTC)\s*$")
_MONTHS_A_YEAR = 12

_IN_URL = (
    re.compile(r"/((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/+_.-]|$)"),
    re.compile(r"/((?:19|20)\d{2})/?(\d{2})/?(\d{2})/"),
    re.compile(r"[/_-][a-z]?((?:19|20)\d{2})-?(\d{2})-?(\d{2})(?=[/_.-]|$)"),
)
_NAMED_IN_URL = re.compile(r"/((?:19|20)\d{2})/([a-z]{3,9})/(\d{1,2})(?=/|$)")


@dataclass(frozen=True)
class Named:
    """A day that a text names, and where."""

    start: int
    end: int
    day: date


def _unsaid() -> bool | None:
    """Whether days come before months where numbers alone do not tell: not known."""
    return None


Order = Callable[[], bool | None]
"""Asked only for a day such as 07/08/2025: whether its day comes first; None where nothing tells."""


def days_in(text: str, months: Mapping[str, int], day_first: Order = _unsaid) -> list[Named]:
    """All days that a text names, in its order; each as stated in its own offset.

    >>> months = {"july": 7, "jul": 7}
    >>> [str(named.day) for named in days_in("Posted July 4, 2025, updated 9.7.2025", months)]
    ['2025-07-04', '2025-07-09']
    """
    found: list[Named] = []
    if not (names_year(text) or _SHORT.search(text)) or not _HAS_DAY.search(text):
        return found
    for start, end, day in _readings(text, months, day_first):
        if day and all(end <= other.start or start >= other.end for other in found):
            found.append(Named(start, end, day))
    return sorted(found, key=lambda named: named.start)


def day(text: str, months: Mapping[str, int], day_first: Order = _unsaid) -> date | None:
    """The first day named; None where it is none or cannot be told.

    >>> months = {"july": 7, "jul": 7}
    >>> str(day("2025-07-22T23:30:00-05:00", months)), str(day("Tue, 22 Jul 2025 08:00 GMT", months))
    ('2025-07-22', '2025-07-22')
    >>> day("07/08/2025", months) is None  # July 8th or the 7th of August
    True
    >>> str(day("07/08/2025", months, lambda: True)), str(day("令和7年7月22日", months))
    ('2025-08-07', '2025-07-22')
    """
    return next((named.day for named in days_in(text, months, day_first)), None)


def stamped_day(text: str, months: Mapping[str, int], day_first: Order = _unsaid) -> date | None:
    """The day of a field of the page's head, which may also be a count of seconds since 1970."""
    if match := _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        return _made(moment.year, moment.month, moment.day)
    return day(text[:200], months, day_first)


def first_day(texts: Iterable[str], months: Mapping[str, int]) -> date | None:
    """The day of the first field that names one."""
    return next((found for text in texts if text and (found := stamped_day(text, months))), None)


def names_year(text: str) -> bool:
    """Whether a text can hold a year of four digits or of an era: a first look that costs next to nothing."""
    return "20" in text or "19" in text or "25" in text or "年" in text or "٢٠" in text


def is_universal(text: str) -> bool:
    """Whether a moment is stated in universal time, which may be another day than the page's own."""
    return bool(_UNIVERSAL.search(text) or _EPOCH.fullmatch(text))


def day_in_url(url: str, months: Mapping[str, int] | None = None) -> date | None:
    """The day in a path such as /2025/07/22/, /20250722/, /2025/july/22/ or /t20250722_1.html.

    >>> str(day_in_url("https://news.example/202507/t20250722_12.html"))
    '2025-07-22'
    """
    path = url.split("?", 1)[0]
    for pattern in _IN_URL:
        if (match := pattern.search(path)) and (found := _made(*match.groups())):
            return found
    if months and (match := _NAMED_IN_URL.search(path.lower())) and match[2] in months:
        return _made(match[1], months[match[2]], match[3])
    return None


def told_order(text: str) -> bool | None:
    """Whether the day comes first in the numbers of a text, where one of them cannot be a month."""
    for match in _SLASHED.finditer(text):
        one, two = int(match[1]), int(match[3])
        if match[2] != "." and (one > _MONTHS_A_YEAR) != (two > _MONTHS_A_YEAR):
            return one > _MONTHS_A_YEAR
    return None


def _readings(
    text: str, months: Mapping[str, int], day_first: Order
) -> Iterator[tuple[int, int, date | None]]:
    """Every pattern's days; where two overlap, the one that comes first here counts.

    How long a text's numbers are tells which patterns may match at all.
    """
    sizes = set(map(len, _NUMBER.findall(text)))
    years = 4 in sizes and not sizes.isdisjoint((1, 2))
    for match in _ISO.finditer(text) if years else ():
        yield *match.span(), _made(match[1], match[3], match[4])
    if "年" in text or "년" in text:
        yield from _eastern(text)
    for pattern, at in _NAMED if years else ():
        for match in pattern.finditer(text):
            month = months.get(match[at[1]].casefold(), 0)
            yield *match.span(), _made(match[at[0]], month, match[at[2]])
    for match in _COMPACT.finditer(text) if max(sizes, default=0) >= _COMPACT_SIZE else ():
        yield *match.span(), _made(match[1], match[2], match[3])
    for match in _SLASHED.finditer(text) if years else ():
        yield *match.span(), _slashed(match, day_first)
    for match in _SHORT.finditer(text) if 2 in sizes and "." in text else ():
        yield *match.span(), _made(f"20{match[3]}", match[2], match[1])


def _eastern(text: str) -> Iterator[tuple[int, int, date | None]]:
    """Days of China, Japan and Korea."""
    for match in _ASIAN.finditer(text):
        yield *match.span(), _made(match[1], match[2], match[3])
    for match in _OF_ERA.finditer(text):
        of_era = 1 if match[2] == "元" else int(match[2])
        yield *match.span(), _made(_ERAS[match[1]] + of_era, match[3], match[4])


def _slashed(match: re.Match[str], day_first: Order) -> date | None:
    """Numbers alone: day first with points; else where one cannot be a month, or the page tells."""
    one, two = int(match[1]), int(match[3])
    if match[2] == "." or one > _MONTHS_A_YEAR or one == two:
        return _made(match[4], two, one)
    if two > _MONTHS_A_YEAR:
        return _made(match[4], one, two)
    first = day_first()
    if first is None:
        return None
    return _made(match[4], two, one) if first else _made(match[4], one, two)


def _made(year: str | int, month: str | int, of_month: str | int) -> date | None:
    number = int(year)
    if number - _BUDDHIST >= _FIRST_YEAR:
        number -= _BUDDHIST
    try:
        found = date(number, int(month), int(of_month))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
