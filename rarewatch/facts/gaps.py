"""Which months of a series nobody reported: those that follow from others, and those that nothing tells.

A series is looked at from its first month on, to the last that was reported or should be out by a day. A
month is reported where its amount is; growth alone is not enough, though its amount may follow.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from rarewatch.facts.derived import Derived
from rarewatch.facts.deriving import derived
from rarewatch.facts.releases import Release, last_out, next_out
from rarewatch.facts.series import Point, Series
from rarewatch.facts.statements import Statement
from rarewatch.model import WORLD, Kind, Period

_FEWEST = 2
"""Months that make a series: one alone is a remark, and all that came after it would be a gap. Of a partner,
one is enough where the total is a series."""

_LONGEST = 12
"""Months in a span that tells something of a month in it."""

GAP_KEYS = (
    *("commodity", "flow", "reporter", "partner", "measure", "period"),
    *("state", "value", "low", "high", "unit", "within", "proof", "urls"),
)
"""The keys of a missing month, in their order."""


class Missing(StrEnum):
    """What is known of a month whose amount nobody reported."""

    DERIVED = "derived"
    """Its amount follows from what was reported."""
    WITHIN = "within a span"
    """It is part of a longer span that was reported."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Gap:
    """A month whose amount nobody reported."""

    series: Series
    month: Period
    unit: str | None
    derived: Derived | None = None
    within: Statement | None = None
    """The shortest span around it whose amount was reported, where nothing follows."""

    @property
    def state(self) -> Missing:
        """What is known of it."""
        if self.derived:
            return Missing.DERIVED
        return Missing.WITHIN if self.within else Missing.UNKNOWN

    def goes_on(self, before: "Gap") -> bool:
        """Whether it is the next month, and the same is known of both."""
        follows = before.month.shifted(1) == self.month
        return follows and not (before.derived or self.derived) and before.within == self.within

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the keys of trade statistics; `low` to `high` is where the amount must lie."""
        found = self.derived
        return _keys(self.series) | {
            "period": str(self.month),
            "state": str(self.state),
            "value": round(found.value, 3) if found else None,
            "low": round(found.interval.low, 3) if found else None,
            "high": round(found.interval.high, 3) if found else None,
            "unit": self.unit,
            "within": self.within.row["period"] if self.within else None,
            "proof": found.sentence if found else None,
            "urls": sorted({one.row["url"] for one in found.statements}) if found else [],
        }


@dataclass(frozen=True)
class Coverage:
    """One series by months: which were reported, which lack, and what comes next."""

    series: Series
    first: Period
    last: Period
    """The last month that was reported or should be out."""
    reported: tuple[Period, ...]
    gaps: tuple[Gap, ...]
    next: Release | None
    """The next release of such figures; None where nobody knows the calendar."""

    @property
    def months(self) -> int:
        """How many months it should have."""
        return len(self.reported) + len(self.gaps)

    def between(self, since: date | None, until: date | None) -> "Coverage | None":
        """What there is of it between two days, both included; None where that is no month."""
        inside = Period(since or date.min, until or date.max).contains
        reported = tuple(filter(inside, self.reported))
        lacking = tuple(gap for gap in self.gaps if inside(gap.month))
        months = sorted((*reported, *(gap.month for gap in lacking)))
        if not months:
            return None
        return replace(self, first=months[0], last=months[-1], reported=reported, gaps=lacking)

    def runs(self) -> list[tuple[Gap, ...]]:
        """The gaps in order; months in a row of which the same is known are taken together."""
        found: list[tuple[Gap, ...]] = []
        for gap in self.gaps:
            if found and gap.goes_on(found[-1][-1]):
                found[-1] += (gap,)
            else:
                found.append((gap,))
        return found

    def as_dict(self) -> dict[str, Any]:
        """Plain values, the gaps and the next release nested."""
        return _keys(self.series) | {
            "first": str(self.first),
            "last": str(self.last),
            "months": self.months,
            "reported": len(self.reported),
            "missing": [gap.as_dict() for gap in self.gaps],
            "next_release": self.next.as_dict() if self.next else None,
        }


def gaps(points: Iterable[Point], today: date) -> list[Coverage]:
    """Every series of at least two reported months, or of one where its total has two, sorted by series.

    `points` hold all of the trades that are looked at, also other periods and partners: a missing month may
    follow from them.
    """
    told = list(points)
    follows = {(one.series, one.period, one.unit): one for one in derived(told) if one.kind is Kind.LEVEL}
    lines: dict[Series, dict[Period, Statement]] = {}
    for point in told:
        if point.period and point.level and point.period.whole_months:
            lines.setdefault(point.series, {}).setdefault(point.period, point.level)
    counts = {series: sum(period.whole_months == 1 for period in line) for series, line in lines.items()}
    found = [
        _coverage(series, lines[series], follows, today)
        for series, count in counts.items()
        if count >= _FEWEST or (count and counts.get(replace(series, partner=WORLD), 0) >= _FEWEST)
    ]
    return sorted(found, key=lambda one: _order(one.series))


def _coverage(
    series: Series,
    line: Mapping[Period, Statement],
    follows: Mapping[tuple[Series, Period, str], Derived],
    today: date,
) -> Coverage:
    months = sorted(period for period in line if period.whole_months == 1)
    out, around = last_out(series, today), _spans(line)
    first, last = months[0], max(months[-1], out) if out else months[-1]
    [(unit, _)] = Counter(line[month].row["unit"] for month in months).most_common(1)
    missing = []
    for month in _through(first, last):
        if month not in line:
            found = follows.get((series, month, unit))
            missing.append(Gap(series, month, unit, found, None if found else around.get(month)))
    return Coverage(series, first, last, tuple(months), tuple(missing), next_out(series, months[-1], today))


def _spans(line: Mapping[Period, Statement]) -> dict[Period, Statement]:
    """The shortest span around each month."""
    found: dict[Period, Statement] = {}
    for span in sorted(line, key=lambda one: one.whole_months, reverse=True):
        if 1 < span.whole_months <= _LONGEST:
            first = Period.months(span.start.year, span.start.month)
            for more in range(span.whole_months):
                found[first.shifted(more)] = line[span]
    return found


def _through(first: Period, last: Period) -> Iterator[Period]:
    month = first
    while month <= last:
        yield month
        month = month.shifted(1)


def _keys(series: Series) -> dict[str, Any]:
    return {
        "commodity": series.commodity,
        "flow": str(series.flow),
        "reporter": series.reporter,
        "partner": series.partner,
        "measure": str(series.measure),
    }


def _order(series: Series) -> tuple[Any, ...]:
    total = series.partner in {None, WORLD}
    return series.commodity, series.flow, series.reporter, series.measure, not total, series.partner or ""
