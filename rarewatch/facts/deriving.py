"""How figures that were not said are found: amounts before and after a change, parts and wholes of a share,
the month that is left of a longer span, the change between two amounts.

What a statement goes in with:

- a number stands for those that its digits and its "about" allow (`facts.intervals.meant`); besides, a growth
  rate or a share may be a whole step of its last digit off the amount as printed, since the press cuts as
  often as it rounds: -38.1 % and 3,188 t are 38.0 to 38.2 % below what was;
- "more than" and "less than" have no end to reckon with, and what is disputed proves nothing: both stay out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rarewatch.facts.derived import Derived, Way
from rarewatch.facts.intervals import Interval
from rarewatch.facts.remainders import remainders
from rarewatch.facts.series import Point, Series
from rarewatch.facts.statements import Statement
from rarewatch.model import WORLD, Bound, Kind, Period, Verdict

_DEEPEST = 3
"""Steps from what was reported: after three, three roundings stand between a number and its sources."""

_WIDEST = 0.25
"""How wide an interval may be, as a part of the number in it: beyond a quarter it tells little."""

_Place = tuple[Period, str]
"""Period and unit: where an amount of a series stands."""


class _Known(NamedTuple):
    """A number to reckon with."""

    value: float
    interval: Interval
    """What it may stand for, rounded."""
    printed: Interval
    """The number alone, where one was printed without an "about"; else the same."""
    cut: Interval
    """What it may stand for if its last digits were cut instead."""
    source: Statement | Derived


class _Line:
    """All that is known of one series while figures are derived."""

    def __init__(self, series: Series) -> None:
        self.series = series
        self.total = replace(series, partner=WORLD)
        self.reported: dict[_Place, _Known | None] = {}
        """Amounts that were reported; None where they cannot be reckoned with."""
        self.derived: dict[_Place, Derived] = {}
        self.refused: set[_Place] = set()
        """Amounts of which two ways contradict each other."""
        self.factors: dict[tuple[Period, Period], _Known | None] = {}
        """Growth by period and baseline, as the factor between the two amounts."""
        self.shares: dict[Period, _Known] = {}
        """Shares of the total, as parts of one."""
        self.units: dict[Period, tuple[str, ...]] = {}
        """In which units amounts are known."""

    def amounts(self) -> Iterator[tuple[_Place, _Known]]:
        """Every amount, reported or derived."""
        yield from ((place, known) for place, known in self.reported.items() if known)
        yield from ((place, _known(found)) for place, found in self.derived.items())

    def amount(self, place: _Place) -> _Known | None:
        """The amount at a place."""
        if place in self.reported:
            return self.reported[place]
        return _known(self.derived[place]) if place in self.derived else None

    def wants(self, place: _Place) -> bool:
        """Whether an amount there would be news."""
        return place not in self.reported and place not in self.refused

    def knows(self, place: _Place) -> None:
        """Note in which unit an amount of a period is known."""
        period, unit = place
        told = self.units.get(period, ())
        if unit not in told:
            self.units[period] = (*told, unit)


def derived(points: Iterable[Point]) -> list[Derived]:
    """What follows from the points and was not reported, by series and time; of several ways the narrowest.

    Where two ways to one amount contradict each other, nothing follows. The time it takes grows with the
    number of points.
    """
    lines = _lines(points)
    changed = {*lines}
    for _ in range(_DEEPEST):
        again = [line for line in lines.values() if line.series in changed or line.total in changed]
        changed = _taken([one for line in again for one in _amounts(line, lines)], lines)
    amounts = [one for line in lines.values() for one in line.derived.values()]
    changes = [one for line in lines.values() for one in _changes(line)]
    return sorted((*amounts, *changes), key=_order)


def _lines(points: Iterable[Point]) -> dict[Series, _Line]:
    lines: dict[Series, _Line] = {}
    for point in points:
        line = lines.setdefault(point.series, _Line(point.series))
        if point.period is None:
            continue
        if point.level:
            place = point.period, point.level.row["unit"]
            line.reported[place] = _level(point.level)
            line.knows(place)
        for change in point.changes:
            if change.row["baseline"]:
                line.factors[point.period, _period(change.row["baseline"])] = _part(change, plus=1)
        if point.share and point.series.partner not in {None, WORLD}:
            lines.setdefault(line.total, _Line(line.total))
            if share := _part(point.share):
                line.shares[point.period] = share
    return lines


def _level(statement: Statement) -> _Known | None:
    value: float = statement.row["value"]
    return _said(statement, value, statement.meant) if value > 0 and _usable(statement) else None


def _part(statement: Statement, plus: int = 0) -> _Known | None:
    """Per cent as a part of one; None where nothing follows from it."""
    if not _usable(statement):
        return None
    meant = statement.meant
    rounded = Interval(plus + meant.low / 100, plus + meant.high / 100)
    known = _said(statement, plus + statement.row["value"] / 100, rounded)
    return known if known.cut.low > 0 else None


def _said(statement: Statement, value: float, rounded: Interval) -> _Known:
    if statement.row["bound"] != Bound.EXACT:
        return _Known(value, rounded, rounded, rounded, statement)
    half = rounded.width / 2
    cut = Interval(rounded.low - half, rounded.high + half)
    return _Known(value, rounded, Interval(value, value), cut, statement)


def _usable(statement: Statement) -> bool:
    return statement.row["bound"] in {Bound.EXACT, Bound.ABOUT} and statement.verdict is not Verdict.DISPUTED


def _known(found: Derived) -> _Known:
    return _Known(found.value, found.interval, found.interval, found.interval, found)


def _taken(found: Sequence[Derived], lines: dict[Series, _Line]) -> set[Series]:
    """Keep what is new or narrower, and nothing where two contradict each other; the series that changed."""
    changed = set()
    for one in found:
        line, place = lines[one.series], (one.period, one.unit)
        rival = line.derived.get(place)
        if not line.wants(place):
            continue
        if rival and not rival.interval.meets(one.interval):
            line.refused.add(place)
            del line.derived[place]
            changed.add(one.series)
        elif rival is None or one.interval.width < 0.999 * rival.interval.width:
            line.derived[place] = one
            line.knows(place)
            changed.add(one.series)
    return changed


def _amounts(line: _Line, lines: dict[Series, _Line]) -> Iterator[Derived]:
    """Every amount that follows in one step and is known closely enough."""
    for one in (*_by_change(line), *_by_share(line, lines), *_by_rest(line)):
        close = one.interval.low > 0 and one.interval.width <= _WIDEST * one.value
        if close and one.depth <= _DEEPEST:
            yield one


def _by_change(line: _Line) -> Iterator[Derived]:
    """The amount before a growth rate from that after it, and the other way round.

    Where amounts are in two units, nothing tells of which the growth is.
    """
    for (period, baseline), factor in line.factors.items():
        units = {*line.units.get(period, ()), *line.units.get(baseline, ())}
        if factor is None or len(units) != 1:
            continue
        [unit] = units
        if line.wants((baseline, unit)) and (after := line.amount((period, unit))):
            yield _following(line.series, (baseline, unit), Way.BASE, after, factor)
        if line.wants((period, unit)) and (before := line.amount((baseline, unit))):
            yield _following(line.series, (period, unit), Way.GROWN, before, factor)


def _by_share(line: _Line, lines: dict[Series, _Line]) -> Iterator[Derived]:
    """A partner's amount from the total over all partners, and the total from the partner's."""
    if not line.shares:
        return
    total = lines[line.total]
    for period, share in line.shares.items():
        for unit in total.units.get(period, ()):
            if line.wants((period, unit)) and (whole := total.amount((period, unit))):
                yield _following(line.series, (period, unit), Way.PART, whole, share)
        for unit in line.units.get(period, ()):
            if total.wants((period, unit)) and (part := line.amount((period, unit))):
                yield _following(total.series, (period, unit), Way.WHOLE, part, share)


def _by_rest(line: _Line) -> Iterator[Derived]:
    """A month from a longer span and all else in that."""
    told: dict[str, dict[Period, _Known]] = {}
    for (period, unit), known in line.amounts():
        told.setdefault(unit, {})[period] = known
    for unit, amounts in told.items():
        said = {period for period, in_unit in line.reported if in_unit == unit}
        widths = {period: known.interval.width for period, known in amounts.items()}
        for month, span, others in remainders(widths, said):
            whole, parts = amounts[span], [amounts[other] for other in others]
            low = whole.interval.low - sum(part.interval.high for part in parts)
            high = whole.interval.high - sum(part.interval.low for part in parts)
            value = whole.value - sum(part.value for part in parts)
            sources = (whole.source, *(part.source for part in parts))
            yield Derived(line.series, month, Kind.LEVEL, unit, Interval(low, high), value, Way.REST, sources)


def _following(series: Series, place: _Place, way: Way, amount: _Known, factor: _Known) -> Derived:
    """An amount times a factor, or over it: both rounded, or the amount as printed and the factor cut."""
    if way in {Way.GROWN, Way.PART}:
        value = amount.value * factor.value
        spans = amount.interval.times(factor.interval), amount.printed.times(factor.cut)
    else:
        value = amount.value / factor.value
        spans = amount.interval.over(factor.interval), amount.printed.over(factor.cut)
    span = Interval(min(one.low for one in spans), max(one.high for one in spans))
    period, unit = place
    return Derived(series, period, Kind.LEVEL, unit, span, value, way, (amount.source, factor.source))


def _changes(line: _Line) -> Iterator[Derived]:
    """Growth against the period before and the year before, where nobody stated it."""
    for (period, unit), after in line.amounts():
        for baseline in _baselines(period):
            before = line.amount((baseline, unit))
            if before is None or (period, baseline) in line.factors:
                continue
            factor, value = after.interval.over(before.interval), after.value / before.value
            if factor.width <= _WIDEST * value:
                growth = Interval(100 * (factor.low - 1), 100 * (factor.high - 1))
                sources = (after.source, before.source)
                yield Derived(
                    *(line.series, period, Kind.CHANGE, "%", growth, 100 * (value - 1), Way.CHANGE, sources),
                    baseline=baseline,
                )


@lru_cache(maxsize=4096)
def _baselines(period: Period) -> tuple[Period, ...]:
    """The period before and the same a year before; kept, since few periods have many figures."""
    return tuple(dict.fromkeys((period.previous(), period.shifted(-12))))


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    return Period.parse(text)


def _order(one: Derived) -> tuple[object, ...]:
    series = one.series
    keys = (series.commodity, series.flow, series.reporter, series.partner or "", series.measure)
    return (*keys, one.period, one.kind, one.unit, one.baseline or one.period)
