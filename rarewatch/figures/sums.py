"""Growth held against the amounts that an article tells: what fits them tells what the words left open.

"Imports fell 8.4%", and in the next sentence "to $187.2 million from $204.4 million": the growth is of money.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from rarewatch.figures.frames import TRADE
from rarewatch.model import Bound, Figure, Kind, Measure, Period

_SLACK = 0.06
"""Points by which growth printed with one decimal may be off the amounts, these being exact."""
_Subject = tuple[object, ...]
_Amounts = dict[_Subject, dict[Period, float]]


def reconciled(figures: list[Figure]) -> list[Figure]:
    """The figures, in which growth that fits no amounts as it was bound is bound as it fits some."""
    amounts: _Amounts = defaultdict(dict)
    beside: dict[str, _Amounts] = defaultdict(lambda: defaultdict(dict))
    for figure in figures:
        if figure.kind is Kind.LEVEL and figure.period and figure.value > 0:
            amounts[_of(figure, figure.measure)].setdefault(figure.period, figure.value)
            beside[figure.sentence][_of(figure, figure.measure)].setdefault(figure.period, figure.value)
    return [
        _fitted(figure, amounts, beside[figure.sentence]) if _is_exact(figure) else figure
        for figure in figures
    ]


def _is_exact(figure: Figure) -> bool:
    """Whether growth is told so exactly that it can be held against amounts."""
    told = figure.kind is Kind.CHANGE and figure.bound is Bound.EXACT and figure.value != 0
    return told and not figure.note and figure.period is not None and figure.baseline is not None


def _of(figure: Figure, measure: Measure) -> _Subject:
    return figure.commodity, figure.flow, figure.reporter, figure.partner, measure


def _fitted(figure: Figure, amounts: _Amounts, beside: _Amounts) -> Figure:
    for measure, period, baseline in _ways(figure, beside):
        told = amounts.get(_of(figure, measure), {})
        if _fits(figure.value, told.get(period), told.get(baseline)):
            return replace(figure, measure=measure, period=period, baseline=baseline)
    return figure


def _ways(figure: Figure, beside: _Amounts) -> Iterator[tuple[Measure, Period, Period]]:
    """How growth may be bound: as it was; of the other measure; against another time that is compared with,
    where none is said; or between two times of its own sentence."""
    period, baseline = figure.period, figure.baseline
    if period is None or baseline is None:
        return
    measures = [figure.measure]
    if figure.flow in TRADE:
        measures.append(Measure.VALUE if figure.measure is Measure.QUANTITY else Measure.QUANTITY)
    for measure in measures:
        yield measure, period, baseline
    if "baseline" in figure.assumed:
        for measure in measures:
            for back in (1, 12):
                yield measure, period, period.shifted(-back)
    for measure in measures:
        times = sorted(beside.get(_of(figure, measure), {}), key=lambda one: one.end)
        if len(times) == 2 and times[0].whole_months == times[1].whole_months:
            yield measure, times[1], times[0]


def _fits(growth: float, new: float | None, old: float | None) -> bool:
    """Whether growth in per cent is that from one amount to another, as far as their digits tell."""
    if not new or not old:
        return False
    slack = _SLACK if growth % 1 else 10 * _SLACK
    rounding = (100 + growth) * (_rounding(new) + _rounding(old))
    return abs(100 * (new / old - 1) - growth) <= slack + rounding


def _rounding(amount: float) -> float:
    """By which part of it a printed amount may be off: half of its last digit, of two or more."""
    digits = f"{amount:.10g}".replace(".", "").strip("0")
    return 0.5 / max(float(digits), 10.0)
