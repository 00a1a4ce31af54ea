"""What a stated number may stand for, by its digits and its bound."""

import math
from dataclasses import dataclass
from decimal import Decimal

from rarewatch.model import Bound

_MOST_ROUNDED = 0.05
"""How far a number may be rounded, as a part of itself: 5 % lets 160 stand for 157.5, and not 100 for 140."""


@dataclass(frozen=True)
class Interval:
    """The numbers that one stated number may stand for, both ends included."""

    low: float
    high: float

    def meets(self, other: "Interval") -> bool:
        """Whether one number may be meant by both."""
        return self.low <= other.high and other.low <= self.high

    @property
    def width(self) -> float:
        """The distance between its ends."""
        return self.high - self.low


def meant(value: float, bound: Bound) -> Interval:
    """What a number may stand for, by its digits and its bound.

    Zeros at the end of a whole number count as rounding, up to 5 %; "about" doubles the width; "more than"
    and "less than" reach one step of the last digit that counts.

    >>> meant(157.5, Bound.EXACT), meant(160.0, Bound.ABOUT), meant(70.0, Bound.OVER)
    (Interval(low=157.45, high=157.55), Interval(low=150.0, high=170.0), Interval(low=70.0, high=77.0))
    """
    step = min(_last_digit(value), 2 * _MOST_ROUNDED * abs(value))
    if bound in {Bound.OVER, Bound.UNDER}:
        grows = (bound is Bound.OVER) == (value >= 0)
        return Interval(value, value + step) if grows else Interval(value - step, value)
    half = step if bound is Bound.ABOUT else step / 2
    return Interval(round(value - half, 9), round(value + half, 9))


def _last_digit(value: float) -> float:
    """The place value of the last digit that is not a zero at the end: 0.1 for 157.5, 10 for 160, 0 for 0."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return float(10 ** int(exponent)) if int(exponent) >= 0 else float(Decimal(1).scaleb(int(exponent)))
