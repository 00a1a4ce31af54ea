"""Statements as points of time series: one point for all that is said of one trade in one period.

A series is what the tables, charts and summaries are made of; its points carry the amount, its growth against
the period before and against the year before, the share and the rank, each with the articles that say so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from rarewatch.facts.statements import Statement, statements
from rarewatch.model import POINT_KEYS, WORLD, Flow, Kind, Measure, Period, Verdict

Row = dict[str, Any]


@dataclass(frozen=True, order=True)
class Series:
    """What is measured, apart from when: the keys that the points of one line in a chart share."""

    commodity: str
    flow: Flow
    reporter: str
    partner: str | None
    measure: Measure

    @classmethod
    def of(cls, row: Row) -> "Series":
        """The series that a figure belongs to."""
        flow, measure = Flow(row["flow"]), Measure(row["measure"])
        return cls(row["commodity"], flow, row["reporter"], row["partner"], measure)


@dataclass(frozen=True)
class Point:
    """All that is said of one series in one period; `period` is None where none is meant.

    Of several numbers for one thing, the best supported stands in `level`, `changes`, `share` or `rank`, and
    the others in `dissent`. A share or a rank may lack, and so may the level.
    """

    series: Series
    period: Period | None
    level: Statement | None = None
    changes: tuple[Statement, ...] = ()
    """Growth, one a baseline."""
    share: Statement | None = None
    rank: Statement | None = None
    dissent: tuple[Statement, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What it is made of, without the dissent."""
        named = (self.level, *self.changes, self.share, self.rank)
        return tuple(statement for statement in named if statement)

    @property
    def on_period(self) -> Statement | None:
        """Growth against the period of the same length before: month on month for a month."""
        return self._against(self.period.previous() if self.period else None)

    @property
    def on_year(self) -> Statement | None:
        """Growth against the same period a year before; for whole years that is `on_period` too."""
        return self._against(self.period.shifted(-12) if self.period else None)

    @property
    def outlets(self) -> int:
        """How many sites say something of it."""
        return len({outlet for statement in self.statements for outlet in statement.outlet_names})

    @property
    def origins(self) -> int:
        """How many of them say so on their own."""
        return len({origin for statement in self.statements for origin in statement.origin_names})

    @property
    def verdict(self) -> Verdict | None:
        """Disputed where any part is; else that of the first part that has one, the amount first."""
        found = [statement.verdict for statement in self.statements if statement.verdict]
        if self.dissent or Verdict.DISPUTED in found:
            return Verdict.DISPUTED
        return found[0] if found else None

    def as_row(self) -> Row:
        """The point under the keys of `model.POINT_KEYS`."""
        on_previous, on_year = self.on_period, self.on_year
        if on_previous is on_year:  # whole years: one growth, named once
            on_previous = None
        others = [one.row for one in self.changes if one is not on_previous and one is not on_year]
        told: dict[str, Any] = {
            "period": str(self.period) if self.period else None,
            "level": _row(self.level),
            "on_previous": _row(on_previous),
            "on_year": _row(on_year),
            "on_others": others,
            "share": _row(self.share),
            "rank": _row(self.rank),
            "dissent": [one.row for one in self.dissent],
            "outlets": self.outlets,
            "origins": self.origins,
            "verdict": self.verdict,
        }
        row = asdict(self.series) | told
        return {key: row[key] for key in POINT_KEYS}

    def _against(self, baseline: Period | None) -> Statement | None:
        wanted = str(baseline) if baseline else None
        return next((change for change in self.changes if change.row["baseline"] == wanted), None)


def points(rows: Iterable[Row]) -> list[Point]:
    """The points that figures make: periods in the order in which they are met, each sorted by series.

    Amounts in a second unit (another currency) make a point of their own. `rows` have the keys of
    `model.ROW_KEYS`.
    """
    told = statements(rows)
    grouped: dict[tuple[str | None, Series], list[Statement]] = {}
    for statement in told:
        grouped.setdefault((statement.row["period"], Series.of(statement.row)), []).append(statement)
    periods = {text: Period.parse(text) if text else None for text, _ in grouped}
    return [
        point
        for (period, series), group in grouped.items()
        for point in _points(series, periods[period], group)
    ]


def in_series(found: Iterable[Point]) -> dict[Series, list[Point]]:
    """The points of each series by time, those without a period last; totals first, then by size."""
    lines: dict[Series, list[Point]] = {}
    for point in found:
        lines.setdefault(point.series, []).append(point)
    ordered = sorted(lines, key=lambda series: (*_place(series), -_size(lines[series])))
    return {series: sorted(lines[series], key=_when) for series in ordered}


def reading_order(found: Iterable[Point]) -> list[Point]:
    """The points of one period as a person reads them: by commodity and flow, the total before the partners,
    these by size."""
    told = list(found)
    sizes: dict[tuple[Any, ...], float] = {}
    for point in told:
        if point.level and point.series.measure is Measure.QUANTITY:
            sizes[_trade(point.series)] = point.level.row["value"]
    return sorted(told, key=lambda point: _reading(point, sizes.get(_trade(point.series), 0.0)))


def best(rivals: Sequence[Statement]) -> Statement:
    """Of statements that contradict each other, the best supported: proved, told by most origins, by most
    outlets, in most articles, most exactly."""
    return max(rivals, key=_support) if len(rivals) > 1 else rivals[0]


def _points(series: Series, period: Period | None, told: Sequence[Statement]) -> Iterable[Point]:
    chosen: list[Statement] = []
    dissent: list[Statement] = []
    for _, group in groupby(sorted(told, key=_thing), _thing):
        rivals = list(group)
        chosen.append(best(rivals))
        dissent += [rival for rival in rivals if rival is not chosen[-1]]
    levels = _of_kind(chosen, Kind.LEVEL)
    if len(levels) > 1:
        levels.sort(key=_support, reverse=True)
    first = next(iter(levels), None)
    share, rank = (next(iter(_of_kind(chosen, kind)), None) for kind in (Kind.SHARE, Kind.RANK))
    unit = first.row["unit"] if first else None
    others = [one for one in dissent if one.row["kind"] != Kind.LEVEL or one.row["unit"] == unit]
    yield Point(series, period, first, tuple(_of_kind(chosen, Kind.CHANGE)), share, rank, tuple(others))
    for level in levels[1:]:
        rest = [one for one in dissent if _thing(one) == _thing(level)]
        yield Point(series, period, level, dissent=tuple(rest))


def _of_kind(chosen: Sequence[Statement], kind: Kind) -> list[Statement]:
    return [statement for statement in chosen if statement.row["kind"] == kind]


def _thing(statement: Statement) -> tuple[str, str, str]:
    """What two statements of one point have in common when they contradict each other."""
    row = statement.row
    return row["kind"], row["unit"] or "", row["baseline"] or ""


def _support(statement: Statement) -> tuple[Any, ...]:
    return (
        statement.verdict is Verdict.PROVED,
        statement.verdict is not Verdict.DISPUTED,
        statement.origins,
        statement.outlets,
        len(statement.mentions),
        -statement.meant.width,
    )


def _row(statement: Statement | None) -> Row | None:
    return statement.row if statement else None


def _trade(series: Series) -> tuple[Any, ...]:
    return series.commodity, series.flow, series.reporter, series.partner or ""


def _reading(point: Point, size: float) -> tuple[Any, ...]:
    series = point.series
    total = series.partner in {None, WORLD}
    unit = point.level.row["unit"] if point.level else ""
    return (*_trade(series)[:3], not total, -size, series.partner or "", series.measure, unit)


def _place(series: Series) -> tuple[Any, ...]:
    total = series.partner in {None, WORLD}
    return series.commodity, series.flow, series.reporter, series.measure, not total


def _size(line: Sequence[Point]) -> float:
    return max((point.level.row["value"] for point in line if point.level), default=0.0)


def _when(point: Point) -> tuple[bool, Any]:
    return point.period is None, (point.period.end, point.period.start) if point.period else ()
