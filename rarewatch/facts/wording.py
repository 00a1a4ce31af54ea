"""Numbers, amounts and periods in the sentences that give a reason."""

import math

from rarewatch.facts.intervals import Interval
from rarewatch.model import Bound, Period

_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_BOUNDS = {Bound.ABOUT: "about ", Bound.OVER: "more than ", Bound.UNDER: "less than "}


def period_words(period: Period) -> str:
    """A period as a sentence has it.

    >>> [period_words(Period.parse(text)) for text in ("2025-06", "2025", "2025-01/2025-06")]
    ['June 2025', '2025', 'January to June 2025']
    >>> period_words(Period.parse("2024-11/2025-01")), period_words(Period.parse("2025-07-01/2025-07-07"))
    ('November 2024 to January 2025', '2025-07-01 to 2025-07-07')
    """
    if not period.whole_months:
        return f"{period.start} to {period.end}"
    if "/" not in str(period):
        return f"{period.start:%B %Y}" if period.whole_months == 1 else str(period)
    one_year = period.start.year == period.end.year
    return f"{period.start:{'%B' if one_year else '%B %Y'}} to {period.end:%B %Y}"


def amount_words(value: float, unit: str | None, bound: Bound = Bound.EXACT, *, signed: bool = False) -> str:
    """A number with its unit and bound.

    >>> amount_words(3188.0, "t"), amount_words(-38.1, "%", signed=True), amount_words(7.64e8, "USD")
    ('3,188 t', '-38.1 %', '764 million USD')
    >>> amount_words(160.0, "%", Bound.ABOUT)
    'about 160 %'
    """
    scale, name = _scale(value, unit)
    return f"{_BOUNDS.get(bound, '')}{_number(value / scale, 6, signed=signed)}{name} {unit or ''}".rstrip()


def span_words(interval: Interval, unit: str | None, *, signed: bool = False) -> str:
    """The two ends of an interval with their unit, with the digits that tell them apart, and no more.

    >>> span_words(Interval(5141.94, 5158.58), "t"), span_words(Interval(46.08, 46.82), "t")
    ('5,142 to 5,159 t', '46.1 to 46.8 t')
    >>> span_words(Interval(300.0, 300.0), "t"), span_words(Interval(57.43, 57.61), "%", signed=True)
    ('300 t', '+57.43 to +57.61 %')
    """
    scale, name = _scale(interval.high, unit)
    low, high = interval.low / scale, interval.high / scale
    digits = _digits(high - low)
    ends = dict.fromkeys(_number(end, digits, signed=signed) for end in (low, high))
    return f"{' to '.join(ends)}{name} {unit or ''}".rstrip()


def _scale(value: float, unit: str | None) -> tuple[float, str]:
    """Money is told in millions and the like; tonnes and per cent as they are."""
    if unit in {None, "t", "%"}:
        return 1.0, ""
    return next(((size, name) for size, name in _SCALES if abs(value) >= size), (1.0, ""))


def _digits(width: float) -> int:
    """Decimals that show two numbers so far apart as two."""
    if width <= 0:
        return 6
    return max(0, min(6, math.ceil(-math.log10(width / 2))))


def _number(value: float, digits: int, *, signed: bool) -> str:
    text = f"{value:{'+' if signed else ''},.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
