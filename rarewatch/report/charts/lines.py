"""What a chart is made of, and the scales on which it is drawn."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rarewatch.model import Period, Status, Verdict
from rarewatch.report import cells
from rarewatch.report.series import Panel, amount

Row = dict[str, Any]

_LEAST = 1e-6
"""A gram, in tonnes: a chart of less has the axis of nothing."""

_NAMED = 4
"""Outlets that a note names; the others are counted."""


@dataclass(frozen=True)
class ChartPoint:
    """One period of a line; without a value it is a gap, which is not zero."""

    period: Period
    value: float | None
    derived: bool = False
    """Whether it follows from other figures and was not reported: drawn hollow."""
    disputed: bool = False
    low: float | None = None
    high: float | None = None
    """The numbers that the value may stand for."""
    text: str = ""
    """The value as a person reads it, such as "353 t"."""


@dataclass(frozen=True)
class ChartLine:
    """A line of a chart: its name among the others, its unit (`t`, a currency), its points by time."""

    label: str
    unit: str | None
    points: tuple[ChartPoint, ...]

    @property
    def known(self) -> list[ChartPoint]:
        """The points that have a value."""
        return [point for point in self.points if point.value is not None]


def chart_lines(panel: Panel) -> list[ChartLine]:
    """The lines of a panel, from the first to the last amount that any of them has."""
    ends = [row["end"] for line in panel.lines for row in line if row["value"] is not None]
    lines = [[row for row in line if ends and min(ends) <= row["end"] <= max(ends)] for line in panel.lines]
    return [
        ChartLine(label, panel.row["unit"], tuple(map(_point, line)))
        for label, line in zip(panel.labels, lines, strict=True)
    ]


def _point(row: Row) -> ChartPoint:
    derived = row["status"] == Status.DERIVED
    disputed = bool(row["dissent"]) or row["verdict"] == Verdict.DISPUTED
    text = amount(row) if row["value"] is not None else ""
    if disputed and text and "≠" not in text:
        text += " ≠"
    period = Period.parse(row["period"])
    return ChartPoint(period, row["value"], derived, disputed, row["low"], row["high"], text)


def source_note(panel: Panel) -> str:
    """Who reported the amounts of a panel, the most frequent first."""
    counted = Counter(site for line in panel.lines for row in line for site in row["sites"])
    if not counted:
        return ""
    named = [cells.plain(site) for site, _ in counted.most_common(_NAMED)]
    more = f" and {len(counted) - _NAMED} more" if len(counted) > _NAMED else ""
    return f"Source: {', '.join(named)}{more}, as read by rarewatch."


def ticks(highest: float, most: int = 5) -> list[float]:
    """Round numbers from zero to at least the highest, at most so many steps.

    >>> ticks(353.0), ticks(0.0)
    ([0.0, 100.0, 200.0, 300.0, 400.0], [0.0, 1.0])
    """
    if highest < _LEAST or not math.isfinite(highest):
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(highest / most))
    step = next(size * power for size in (1, 2, 2.5, 5, 10, 20) if highest <= size * power * most)
    return [round(place * step, 10) for place in range(math.ceil(highest / step - 1e-9) + 1)]


@dataclass(frozen=True)
class Calendar:
    """The periods of a chart as places of one width, from the first to the last, gaps among them.

    Periods that overlap, such as years to date, have no gaps: they stand next to each other.
    """

    ends: tuple[int, ...]
    """The last month of the period at each place, in months since the year 0."""
    step: int
    """Months from one period to the next."""

    @classmethod
    def of(cls, lines: Sequence[ChartLine]) -> "Calendar":
        """The calendar of some lines; one place where there is no point."""
        periods = [point.period for line in lines for point in line.points]
        ends = sorted({*map(_month, periods)})
        step = math.gcd(*(end - ends[0] for end in ends)) or 1 if ends else 1
        if len(ends) < 2 or max(period.whole_months for period in periods) > step:
            return cls(tuple(ends) or (0,), step)
        return cls(tuple(range(ends[0], ends[-1] + 1, step)), step)

    @property
    def slots(self) -> int:
        """How many places there are."""
        return len(self.ends)

    def slot(self, period: Period) -> int:
        """The place of a period, the first is 0."""
        return bisect_left(self.ends, _month(period))

    def periods(self, lines: Sequence[ChartLine]) -> list[Period]:
        """The period at each place: that of a point, else one of their length."""
        found = {self.slot(point.period): point.period for line in lines for point in line.points}
        first, known = next(iter(found.items()))
        return [found.get(slot) or known.shifted((slot - first) * self.step) for slot in range(self.slots)]

    def place(self, slot: int) -> int:
        """The number of a period since the year 0: a whole number of years for January, Q1 or H1."""
        return self.ends[slot] // self.step


def _month(period: Period) -> int:
    return period.end.year * 12 + period.end.month - 1


def period_labels(period: Period) -> tuple[str, str]:
    """A period on an axis: what it is called within its year, and the year.

    >>> [period_labels(Period.parse(text)) for text in ("2025-06", "2025-04/2025-06", "2025-01/2025-06")]
    [('Jun', '2025'), ('Q2', '2025'), ('H1', '2025')]
    >>> [period_labels(Period.parse(text)) for text in ("2025", "2025-01/2025-09", "2024-07/2025-06")]
    [('', '2025'), ('to Sep', '2025'), ('', '2024/25')]
    """
    months, first = period.whole_months, period.start.month
    year = str(period.start.year)
    if months == 12:
        return "", year if first == 1 else f"{year}/{period.end:%y}"
    if months == 3 and first % 3 == 1:
        return f"Q{first // 3 + 1}", year
    if months == 6 and first in {1, 7}:
        return f"H{1 + first // 7}", year
    return ("" if months == 1 else "to ") + f"{period.end:%b}", str(period.end.year)


def axis_number(value: float, unit: str | None) -> str:
    """A number on the axis: money with its currency and scale, weight without its unit."""
    if unit in {"t", None}:
        return cells.number(value)
    return cells.amount({"kind": "level", "value": value, "unit": unit, "bound": "="})
