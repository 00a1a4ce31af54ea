"""Periods: spans of whole days, most of them of whole months."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from rarewatch.errors import UsageError

_MONTH = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, order=True)
class Period:
    """A span of whole days, first and last included.

    Written as ISO 8601 at month precision: a month, a calendar year, a span of months, or a span of days.

    >>> str(Period.parse("2025-06")), str(Period.parse("2025")), str(Period.parse("2025-01/2025-12"))
    ('2025-06', '2025', '2025')
    >>> str(Period.months(2025, 1, 6)), str(Period.parse("2025-07-01/2025-07-07"))
    ('2025-01/2025-06', '2025-07-01/2025-07-07')
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise UsageError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    @classmethod
    def months(cls, year: int, first: int, count: int = 1) -> "Period":
        """`count` whole months from month `first` (1 is January; others carry into other years)."""
        return _months(year * 12 + first - 1, count)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read what `str` writes; raises UsageError on anything else."""
        first, _, last = text.strip().partition("/")
        return cls(_edge(first, text)[0], _edge(last or first, text)[1])

    @cached_property
    def whole_months(self) -> int:
        """How many months it spans; 0 where it does not consist of whole months."""
        if self.start.day != 1 or (self.end + timedelta(days=1)).day != 1:
            return 0
        return _index(self.end) - _index(self.start) + 1

    def shifted(self, months: int) -> "Period":
        """The same span so many months later (earlier where negative); whole months stay whole months."""
        if self.whole_months:
            return _months(_index(self.start) + months, self.whole_months)
        return Period(_same_day(self.start, months), _same_day(self.end, months))

    def previous(self) -> "Period":
        """The span of the same length that ends where this one starts."""
        if self.whole_months:
            return self.shifted(-self.whole_months)
        days = self.end - self.start + timedelta(days=1)
        return Period(self.start - days, self.end - days)

    def contains(self, other: "Period") -> bool:
        """Whether every day of the other is one of this."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        if not self.whole_months:
            return f"{self.start}/{self.end}"
        first, last = f"{self.start:%Y-%m}", f"{self.end:%Y-%m}"
        if first == last:
            return first
        if self.whole_months == 12 and self.start.month == 1:
            return first[:4]
        return f"{first}/{last}"


@lru_cache(maxsize=1024)
def _months(start: int, count: int) -> Period:
    """So many whole months from one on, counted from the year 0: a text speaks of few, again and again."""
    return Period(_first_day(start), _last_day(start + count - 1))


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def _last_day(index: int) -> date:
    year, month = index // 12, index % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _same_day(day: date, months: int) -> date:
    index = _index(day) + months
    return _first_day(index).replace(day=min(day.day, _last_day(index).day))


def _edge(text: str, whole: str) -> tuple[date, date]:
    """First and last day of a year, month or day."""
    match = _MONTH.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if day:
            return date(year, month, day), date(year, month, day)
        index = year * 12 + (month or 1) - 1
        if month > 12 or match[2] == "00":
            raise ValueError
        return _first_day(index), _last_day(index if month else index + 11)
    except ValueError:
        raise UsageError(
            f"{whole!r} is no period. Write a month (2025-06), a year (2025) or a span (2025-01/2025-06)."
        ) from None
