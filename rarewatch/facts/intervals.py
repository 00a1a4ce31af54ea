"""What a stated number may stand for, by its digits and its bound, and sums with such numbers.

Two readings of one number: `meant` is what it most likely stands for, and joins mentions of one fact;
`allowed` is all that an honest desk could print so, and only what lies outside of it contradicts.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rarewatch.model import Bound

_MOST_ROUNDED = 0.05
"""How far zeros at the end may round, as a part of it: 5 % lets 160 stand for 157.5, and not 100 for 140."""
_FIVES = 0.15
"""How far "about" a number that ends in 5 may reach, as a part of it: 55 is then one of 50, 55, 60."""
_ROUGHEST = 0.25
"""How far "about" a number with one digit may reach at most: "about 20" is said of 23, and not of 30."""
_WORDED = 0.1
"""How far a number in words may be off, as a part of it: "a third" is said of 31 %, "doubled" of 94 %."""
_FAR = 2.0
""""More than 70" is not said of more than twice as much, nor "less than 70" of less than half."""


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

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.low + self.high) / 2

    @property
    def openness(self) -> float:
        """How much it leaves open, as a part of its middle: 0.02 for 99 to 101."""
        return self.width / abs(self.middle) if self.middle else math.inf

    def plus(self, other: "Interval") -> "Interval":
        """What the sum of two numbers may be.

        >>> Interval(1, 2).plus(Interval(10, 20))
        Interval(low=11, high=22)
        """
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, other: "Interval") -> "Interval":
        """What the product of two numbers, none of them negative, may be."""
        return Interval(self.low * other.low, self.high * other.high)

    def over(self, other: "Interval") -> "Interval":
        """What the quotient of two numbers, none of them negative, may be.

        >>> Interval(1, 2).over(Interval(2, 4)), Interval(1, 2).over(Interval(0, 1))
        (Interval(low=0.25, high=1.0), Interval(low=1.0, high=inf))
        """
        low = self.low / other.high if other.high > 0 else math.inf
        return Interval(low, self.high / other.low if other.low > 0 else math.inf)

    def factor(self) -> "Interval":
        """Growth in per cent as a factor of its base; nothing falls by more than all of it.

        >>> Interval(150, 160).factor()
        Interval(low=2.5, high=2.6)
        """
        return Interval(max(0.0, 1 + self.low / 100), max(0.0, 1 + self.high / 100))

    def scaled(self, by: float) -> "Interval":
        """The same numbers, each so many times as large."""
        return Interval(self.low * by, self.high * by)


@lru_cache(maxsize=65536)
def meant(value: float, bound: Bound) -> Interval:
    """What a number most likely stands for, by its digits and its bound.

    Zeros at the end of a whole number count as rounding, up to 5 %; "about" doubles the width; "more than"
    and "less than" reach one step of the last digit that counts.

    >>> meant(157.5, Bound.EXACT), meant(160.0, Bound.ABOUT), meant(70.0, Bound.OVER)
    (Interval(low=157.45, high=157.55), Interval(low=150.0, high=170.0), Interval(low=70.0, high=77.0))
    """
    step = _step(value)
    if bound in {Bound.OVER, Bound.UNDER}:
        grows = (bound is Bound.OVER) == (value >= 0)
        return Interval(value, value + step) if grows else Interval(value - step, value)
    half = _about(value, step) if bound is Bound.ABOUT else step / 2
    return Interval(round(value - half, 9), round(value + half, 9))


@lru_cache(maxsize=65536)
def allowed(value: float, bound: Bound) -> Interval:
    """All that an honest desk could print so: digits may be cut off, and "more than" may be by much.

    >>> allowed(157.0, Bound.EXACT), allowed(70.0, Bound.OVER), allowed(-60.0, Bound.OVER)
    (Interval(low=156.5, high=158.0), Interval(low=70.0, high=140.0), Interval(low=-120.0, high=-60.0))
    """
    size = abs(value)
    if bound is Bound.OVER:
        found = Interval(size, size * _FAR)
    elif bound is Bound.UNDER:
        found = Interval(size / _FAR, size)
    else:
        step = _step(value) or 1.0
        about = min(_last_digit(value) / 2, _ROUGHEST * size)
        half = max(_about(value, step), about) if bound is Bound.ABOUT else step / 2
        cut = half if _last_digit(value) > 1 else step
        found = Interval(round(size - half, 9), round(size + max(half, cut), 9))
    return found if value >= 0 else Interval(-found.high, -found.low)


def worded(value: float) -> Interval:
    """What a number given in words alone ("a third", "doubled") may stand for.

    >>> worded(-50.0)
    Interval(low=-55.0, high=-45.0)
    """
    reach = abs(value) * _WORDED
    return Interval(value - reach, value + reach)


def _about(value: float, step: float) -> float:
    """How far "about" reaches to each side: one step, and two and a half where the last digit is a 5.

    >>> _about(160.0, 10.0), _about(55.0, 1.0), _about(7500.0, 100.0), _about(5.0, 1.0)
    (10.0, 2.5, 250.0, 1.0)
    """
    last = _last_digit(value)
    in_fives = last > 0 and round(abs(value) / last) % 10 == 5
    return max(step, min(2.5 * step, _FIVES * abs(value))) if in_fives else step


def _step(value: float) -> float:
    """The place value of the last digit that counts; zeros at the end of a whole number do, beyond 5 %."""
    last = _last_digit(value)
    return min(last, max(1.0, 2 * _MOST_ROUNDED * abs(value))) if last > 1 else last


def _last_digit(value: float) -> float:
    """The place value of the last digit that is not a zero at the end: 0.1 for 157.5, 10 for 160, 0 for 0."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return float(10 ** int(exponent)) if int(exponent) >= 0 else float(Decimal(1).scaleb(int(exponent)))
