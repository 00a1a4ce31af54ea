"""What is likely wrong with a number that stands against others.

Two families of guesses. A slip of the pen: the number, changed as people err (sign, unit, decimal point,
swapped digits), is what the others say. A mix-up: the number is right, and said of another thing; then that
other thing has it in the store (another baseline, period, partner, commodity).

The more exactly a guess must hit, the less likely it does so by chance; so slips come first where the others
say exactly what is right, and mix-ups come first where they only say roughly.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from statistics import median
from typing import Any

from rarewatch.facts.checks_book import months_of, period_of
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.model import Kind

Row = dict[str, Any]


class LikelyError(StrEnum):
    """What likely went wrong with a number."""

    DIGITS = "digits"
    """Two digits stand in each other's place."""
    DECIMAL = "decimal"
    """The decimal point is lost or has moved."""
    SIGN = "sign"
    """A fall is called a rise, or a rise a fall."""
    BASELINE = "baseline"
    """It is growth from another period: "75 % in June" for "75 % from June"."""
    PERIOD = "period"
    """It is the number of another period, such as a month for the year to date."""
    PARTNER = "partner"
    """It is the number of another partner."""
    COMMODITY = "commodity"
    """It is the number of another commodity, such as magnets for all rare earths."""
    UNIT = "unit"
    """Another unit is meant: kilograms or thousands for tonnes, pounds, short tons."""


_EXACT = 0.05
"""Others that leave less than 5 % open say exactly what is right: few slips hit it by chance."""
_TIGHT = 0.01
"""A pound or a short ton is told from a tonne only by numbers that leave less than 1 % open."""
_DIGITS = 3
"""A number of three digits is the same as another by chance in about one case of a hundred."""
_THOUSANDS = (1e3, 1e-3, 1e6, 1e-6, 2204.62, 1 / 2204.62)
_TONS = (0.907185, 1 / 0.907185, 1.01605, 1 / 1.01605)
_TENS = (10.0, 0.1, 100.0, 0.01)


@dataclass
class Known:
    """All statements that a number may have been mixed up with."""

    series: dict[tuple[Any, ...], list[Statement]] = field(default_factory=dict)
    partners: dict[tuple[Any, ...], list[Statement]] = field(default_factory=dict)
    commodities: dict[tuple[Any, ...], list[Statement]] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Iterable[Statement]) -> "Known":
        """Sort statements by what differs between those that are mixed up."""
        known = cls()
        for statement in told:
            for place, key in (
                (known.series, _series),
                (known.partners, _others),
                (known.commodities, _kinds),
            ):
                place.setdefault(key(statement.row), []).append(statement)
        return known


def likely_error(statement: Statement, expected: Sequence[Interval], known: Known) -> LikelyError | None:
    """What went wrong, told by what the others expect in its place and by what else is known."""
    exact = [one for one in expected if _openness(one) <= _EXACT]
    guesses: tuple[Callable[[], LikelyError | None], ...] = (
        lambda: _slip(statement, exact),
        lambda: _mix_up(statement, known, digits=_DIGITS),
        lambda: _slip(statement, expected),
        lambda: _mix_up(statement, known, digits=0),
        lambda: _out_of_line(statement, known),
    )
    return next((found for guess in guesses if (found := guess())), None)


# Slips of the pen


def _slip(statement: Statement, expected: Sequence[Interval]) -> LikelyError | None:
    for guess in (_sign, _unit, _decimal, _digits):
        for interval in expected:
            if found := guess(statement, interval):
                return found
    return None


def _sign(statement: Statement, expected: Interval) -> LikelyError | None:
    turned = Interval(-statement.allowed.high, -statement.allowed.low)
    wrong = statement.row["kind"] == Kind.CHANGE and turned.meets(expected)
    return LikelyError.SIGN if wrong else None


def _unit(statement: Statement, expected: Interval) -> LikelyError | None:
    if statement.row["kind"] != Kind.LEVEL:
        return None
    tight = max(_openness(expected), _openness(statement.allowed)) <= _TIGHT
    factors = (*_THOUSANDS, *(_TONS if tight and statement.row["unit"] == "t" else ()))
    hit = any(statement.allowed.scaled(factor).meets(expected) for factor in factors)
    return LikelyError.UNIT if hit else None


def _decimal(statement: Statement, expected: Interval) -> LikelyError | None:
    if statement.row["kind"] == Kind.RANK:
        return None
    hit = any(statement.meant.scaled(factor).meets(expected) for factor in _TENS)
    return LikelyError.DECIMAL if hit else None


def _digits(statement: Statement, expected: Interval) -> LikelyError | None:
    values = _swapped(statement.row["value"])
    slack = statement.meant.width / 2
    near = Interval(expected.low - slack, expected.high + slack)
    return LikelyError.DIGITS if any(near.low <= value <= near.high for value in values) else None


def _swapped(value: float) -> Iterator[float]:
    """A number with any two of its digits swapped.

    >>> sorted(_swapped(353.0)), sorted(_swapped(-38.1))
    ([335.0, 533.0], [-83.1, -31.8, -18.3])
    """
    text = _written(value)
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    for one, other in combinations(places, 2):
        if text[one] != text[other]:
            letters = list(text)
            letters[one], letters[other] = letters[other], letters[one]
            yield float("".join(letters))


def _written(value: float) -> str:
    text = f"{value:.6f}".rstrip("0")
    return text.rstrip(".")


# Mix-ups


def _mix_up(statement: Statement, known: Known, digits: int) -> LikelyError | None:
    """Something else that has this number, which has so many digits that count."""
    row = statement.row
    if len(re.sub(r"[^0-9]", "", _written(row["value"])).strip("0")) < digits:
        return None
    guesses = [
        (LikelyError.BASELINE, _other_baselines(statement, known)),
        (LikelyError.PERIOD, _other_spans(statement, known)),
        (LikelyError.COMMODITY, known.commodities.get(_kinds(row), ())),
        (LikelyError.PARTNER, known.partners.get(_others(row), ())),
        (LikelyError.PERIOD, known.series.get(_series(row), ())),
    ]
    if row["kind"] == Kind.RANK:
        guesses = [guesses[3], guesses[4]]
    for error, candidates in guesses:
        if any(_same_number(statement, one) for one in candidates if one is not statement):
            return error
    return None


def _other_baselines(statement: Statement, known: Known) -> Iterator[Statement]:
    """Growth of the same period from another one, or from this period or to its base."""
    row = statement.row
    if row["kind"] != Kind.CHANGE or not row["period"]:
        return
    period, baseline = row["period"], row["baseline"]
    for other in known.series.get(_series(row), ()):
        ends = other.row["period"], other.row["baseline"]
        if ends != (period, baseline) and (period in ends or (baseline and baseline == ends[0])):
            yield other


def _other_spans(statement: Statement, known: Known) -> Iterator[Statement]:
    """The same series over a longer or shorter span that ends, or starts, with this one."""
    row = statement.row
    if not row["period"]:
        return
    first, after = months_of(period_of(row["period"]))
    for other in known.series.get(_series(row), ()):
        if other.row["period"] and other.row["period"] != row["period"]:
            start, end = months_of(period_of(other.row["period"]))
            if end - start != after - first and (start <= first < end or first <= start < after):
                yield other


def _same_number(one: Statement, other: Statement) -> bool:
    values = {mention["value"] for mention in other.mentions}
    if any(mention["value"] in values for mention in one.mentions):
        return True
    tight = max(_openness(one.meant), _openness(other.meant)) <= _TIGHT
    return tight and one.meant.meets(other.meant)


def _out_of_line(statement: Statement, known: Known) -> LikelyError | None:
    """A level that is a thousand or ten times those of the same series at other times."""
    row = statement.row
    if row["kind"] != Kind.LEVEL or not row["period"] or row["value"] <= 0:
        return None
    span = period_of(row["period"]).whole_months
    others = [
        other.row["value"]
        for other in known.series.get(_series(row), ())
        if other is not statement and other.row["period"]
        if period_of(other.row["period"]).whole_months == span and other.row["value"] > 0
    ]
    if not others:
        return None
    ratio = row["value"] / median(others)
    ratio = max(ratio, 1 / ratio)
    if 200 < ratio < 5000:
        return LikelyError.UNIT
    return LikelyError.DECIMAL if 5 < ratio <= 200 else None


def _openness(interval: Interval) -> float:
    """How much an interval leaves open, as a part of its middle."""
    return interval.width / abs(interval.middle) if interval.middle else float("inf")


def _series(row: Row) -> tuple[Any, ...]:
    return tuple(row[key] for key in ("commodity", "flow", "reporter", "partner", "measure", "kind", "unit"))


def _others(row: Row) -> tuple[Any, ...]:
    keys = ("commodity", "flow", "reporter", "measure", "kind", "unit", "period", "baseline")
    return tuple(row[key] for key in keys)


def _kinds(row: Row) -> tuple[Any, ...]:
    keys = ("flow", "reporter", "partner", "measure", "kind", "unit", "period", "baseline")
    return tuple(row[key] for key in keys)
