"""Series as lines through time: one entry a period, gaps among them, what only follows from others marked.

A line has one frequency and one unit: months do not stand among years, nor dollars among tonnes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rarewatch.facts.derived import Derived
from rarewatch.facts.intervals import Interval
from rarewatch.facts.series import Point, Series, in_series
from rarewatch.facts.statements import Statement
from rarewatch.model import SERIES_KEYS, Frequency, Kind, Measure, Period, Status

Row = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One period of a line: what was reported of it, what follows for it, or nothing at all."""

    period: Period
    point: Point | None = None
    amount: Derived | None = None
    """The amount that follows where none was reported."""
    growth: tuple[Derived, ...] = ()
    """Growth that follows where none was reported."""

    @property
    def status(self) -> Status:
        """Where its amount comes from; missing where there is none."""
        if self.point and self.point.level:
            return Status.REPORTED
        return Status.DERIVED if self.amount else Status.MISSING

    @property
    def empty(self) -> bool:
        """Whether nothing is known of it."""
        return not (self.point or self.amount or self.growth)


@dataclass(frozen=True)
class Line:
    """A series in one unit, its entries by time and without a hole."""

    series: Series
    unit: str | None
    frequency: Frequency
    entries: tuple[Entry, ...]

    def rows(self) -> list[Row]:
        """An entry a row, with the keys of `model.SERIES_KEYS`."""
        return [_row(self, entry) for entry in self.entries]

    def within(self, since: date | None, until: date | None) -> "Line":
        """The part of it that ends in or after `since`, and in or before `until`."""
        kept = [entry for entry in self.entries if _between(entry.period.end, since, until)]
        while kept and kept[0].empty:
            del kept[0]
        while kept and kept[-1].empty:
            del kept[-1]
        return Line(self.series, self.unit, self.frequency, tuple(kept))


def lines(found: Sequence[Point], follows: Iterable[Derived], frequency: Frequency) -> list[Line]:
    """The lines that points make at a frequency: of each trade the total first, then partners by size.

    `follows` is what `derived` finds for the same points; it fills in what nobody reported.
    """
    fit = [point for point in found if point.period and frequency.fits(point.period)]
    extra: dict[Series, list[Derived]] = {}
    for one in follows:
        if frequency.fits(one.period):
            extra.setdefault(one.series, []).append(one)
    return [
        Line(series, unit, frequency, tuple(_entries(points, following, frequency)))
        for series, told in in_series(fit).items()
        for unit, points, following in _by_unit(series, told, extra.get(series, []))
    ]


def frequencies(found: Iterable[Point]) -> dict[Frequency, int]:
    """How many points there are of each frequency, in the order of `Frequency`; those with none left out."""
    periods = [point.period for point in found if point.period]
    counted = {frequency: sum(map(frequency.fits, periods)) for frequency in Frequency}
    return {frequency: count for frequency, count in counted.items() if count}


def measured(found: Sequence[Point], measure: Measure | None) -> list[Point]:
    """The points of one measure; where none is asked for, quantity, and value only of trades that have no
    quantity."""
    if measure:
        return [point for point in found if point.series.measure == measure]
    weighed = {_trade(point.series) for point in found if point.series.measure is Measure.QUANTITY}
    return [
        point
        for point in found
        if point.series.measure is Measure.QUANTITY or _trade(point.series) not in weighed
    ]


def _trade(series: Series) -> tuple[Any, ...]:
    return series.commodity, series.flow, series.reporter


def _by_unit(
    series: Series, told: Sequence[Point], following: Sequence[Derived]
) -> Iterator[tuple[str | None, list[Point], list[Derived]]]:
    """The points of one series by the unit of their amounts; growth alone goes with the most common unit."""
    usual = "t" if series.measure is Measure.QUANTITY else None
    counted = Counter(point.level.row["unit"] for point in told if point.level)
    main = counted.most_common(1)[0][0] if counted else usual
    for unit in dict.fromkeys((main, *counted)):
        points = [point for point in told if (point.level.row["unit"] if point.level else main) == unit]
        yield (
            unit,
            points,
            [one for one in following if one.unit == unit or (unit == main and one.unit == "%")],
        )


def _entries(told: Sequence[Point], following: Sequence[Derived], frequency: Frequency) -> Iterator[Entry]:
    points = {point.period: point for point in told if point.period}
    amounts = {one.period: one for one in following if one.kind is Kind.LEVEL}
    growth: dict[Period, list[Derived]] = {}
    for one in following:
        if one.kind is Kind.CHANGE:
            growth.setdefault(one.period, []).append(one)
    known = sorted({*points, *amounts}, key=lambda period: (period.end, period.start))
    for period in _filled(known, frequency):
        yield Entry(period, points.get(period), amounts.get(period), tuple(growth.get(period, ())))


def _filled(known: Sequence[Period], frequency: Frequency) -> Iterator[Period]:
    """The periods with those between them that are missing; years to date have no rhythm of their own."""
    for place, period in enumerate(known):
        yield period
        following = known[place + 1] if place + 1 < len(known) else None
        if following is None or frequency is Frequency.YTD:
            continue
        gap = period.shifted(frequency.months)
        while gap.end < following.start:
            yield gap
            gap = gap.shifted(frequency.months)


def _between(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or day >= since) and (until is None or day <= until)


def _row(line: Line, entry: Entry) -> Row:
    point, series = entry.point, line.series
    told: Row = {
        "commodity": series.commodity,
        "flow": series.flow,
        "reporter": series.reporter,
        "partner": series.partner,
        "measure": series.measure,
        "frequency": line.frequency,
        "period": str(entry.period),
        "start": entry.period.start.isoformat(),
        "end": entry.period.end.isoformat(),
        "status": entry.status,
        "unit": line.unit,
        "dissent": [one.row["value"] for one in point.dissent if one.row["kind"] == Kind.LEVEL]
        if point
        else [],
        "outlets": point.outlets if point else 0,
        "origins": point.origins if point else 0,
        "sites": _sites(point) if point else [],
        "verdict": point.verdict if point else None,
        "proof": entry.amount.sentence if entry.status is Status.DERIVED and entry.amount else "",
    }
    told |= _amount(entry) | _growth(entry, "on_previous") | _growth(entry, "on_year")
    return {key: told[key] for key in SERIES_KEYS}


def _sites(point: Point) -> list[str]:
    """The outlets that say something of it, as they call themselves."""
    rows = (row for statement in point.statements for row in statement.mentions)
    return sorted({row["site"] or row["url"] or "" for row in rows})


def _amount(entry: Entry) -> Row:
    level = entry.point.level if entry.point else None
    if level:
        return {"value": level.row["value"], "bound": level.row["bound"], **_ends(level.meant)}
    if entry.amount:
        return {"value": round(entry.amount.value, 6), "bound": "~", **_ends(entry.amount.interval)}
    return {"value": None, "bound": None, "low": None, "high": None}


def _ends(interval: Interval) -> Row:
    return {"low": round(interval.low, 6), "high": round(interval.high, 6)}


def _growth(entry: Entry, key: str) -> Row:
    baseline = entry.period.previous() if key == "on_previous" else entry.period.shifted(-12)
    said = _said(entry.point, baseline) if entry.point else None
    if said:
        return {key: said.row["value"], f"{key}_status": Status.REPORTED}
    for one in entry.growth:
        if one.baseline == baseline:
            return {key: round(one.value, 2), f"{key}_status": Status.DERIVED}
    return {key: None, f"{key}_status": Status.MISSING}


def _said(point: Point, baseline: Period) -> Statement | None:
    return next((change for change in point.changes if change.row["baseline"] == str(baseline)), None)
