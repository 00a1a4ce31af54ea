"""What is likely wrong with a number that stands against others.

Two families of guesses. A slip of the pen: the number, changed as people err (sign, unit, decimal point,
swapped digits), is what the others say. A mix-up: the number is right and said of another thing (baseline,
span, partner, commodity), which then has it elsewhere in the store, or should have it by what is stated.

Each guess that fits is weighed by how likely it would fit by chance: the more it leaves open, and the more
candidates were tried, the more likely. The guess least likely to fit by chance is made, if it is unlikely.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import combinations
from statistics import median
from typing import Any, NamedTuple

from rarewatch.facts import disputes_mixups as mixups
from rarewatch.facts.disputes_mixups import Known
from rarewatch.facts.intervals import Interval, meant
from rarewatch.facts.statements import Statement
from rarewatch.model import Bound, Kind

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


class Guess(NamedTuple):
    """An error that would explain a number, and how likely it would do so by chance (0 to 1)."""

    chance: float
    error: LikelyError


_LIKELIEST = 0.3
"""A guess that would fit three times in ten by chance is none."""
_POINTS = 100.0
"""Growth is mostly within a range of so many points."""
_RARE = 4.0
"""How much rarer than others these errors are: pounds for tonnes, digits swapped that do not touch, the
number of some other month."""

_THOUSANDS = (1e3, 1e-3)
_RARER_UNITS = (1e6, 1e-6, 2204.62, 1 / 2204.62, 0.907185, 1 / 0.907185)
_TENS = (10.0, 0.1)
_HUNDREDS = (100.0, 0.01)

_MIX_UPS = (
    (LikelyError.BASELINE, mixups.other_baselines, 1.0),
    (LikelyError.PERIOD, mixups.other_spans, 1.0),
    (LikelyError.COMMODITY, mixups.other_commodities, 1.0),
    (LikelyError.PARTNER, mixups.other_partners, 1.0),
    (LikelyError.PERIOD, mixups.other_periods, _RARE),
)


def likely_error(statement: Statement, expected: Sequence[Interval], known: Known) -> Guess | None:
    """The best guess at what went wrong, by what the others expect in its place and by what else is known."""
    room = _room(expected)
    guesses = [*_slips(statement, room), *_mix_ups(statement, known)]
    if room is None:
        guesses += _out_of_line(statement, known)
    best = min(guesses, default=None)
    return best if best and best.chance <= _LIKELIEST else None


def _room(expected: Sequence[Interval]) -> Interval | None:
    """What all others leave for the number; where they do not agree, what the most exact one does."""
    if not expected:
        return None
    low, high = max(one.low for one in expected), min(one.high for one in expected)
    return Interval(low, high) if low <= high else min(expected, key=lambda one: one.width)


def _chance(statement: Statement, one: Interval, other: Interval, tried: float) -> float:
    """How likely one of so many numbers falls together with another by chance."""
    width = one.width + other.width
    middle = abs(one.middle)
    if statement.row["kind"] == Kind.CHANGE:
        return min(1.0, tried * width / max(_POINTS, 2 * middle))
    return min(1.0, tried * width / middle / 2) if 0 < middle < float("inf") else 1.0


# Slips of the pen


def _slips(statement: Statement, room: Interval | None) -> Iterator[Guess]:
    if room is None or statement.row["kind"] == Kind.RANK:
        return
    for error, values, rarity in _variants(statement.row["kind"], statement.row["value"]):
        bound = Bound(statement.row["bound"])
        for value in values:
            read = meant(value, bound)
            if read.meets(room):
                yield Guess(_chance(statement, read, room, rarity * len(values)), error)


def _variants(kind: str, value: float) -> Iterator[tuple[LikelyError, list[float], float]]:
    """The numbers that a slip of each sort makes this one of, and how rare that is."""
    if kind == Kind.CHANGE:
        yield LikelyError.SIGN, [-value], 1.0
    if kind == Kind.LEVEL:
        yield LikelyError.UNIT, _scaled(value, _THOUSANDS), 1.0
        yield LikelyError.UNIT, _scaled(value, _RARER_UNITS), _RARE
    yield LikelyError.DECIMAL, _scaled(value, _TENS), 1.0
    yield LikelyError.DECIMAL, _scaled(value, _HUNDREDS), _RARE
    yield LikelyError.DIGITS, list(_swapped(value, touching=True)), 1.0
    yield LikelyError.DIGITS, list(_swapped(value, touching=False)), _RARE


def _scaled(value: float, factors: Iterable[float]) -> list[float]:
    return [round(value * factor, 9) for factor in factors]


def _swapped(value: float, *, touching: bool) -> Iterator[float]:
    """A number with two of its digits swapped, which stand side by side or do not; a zero that came to stand
    in front by that is not printed.

    >>> sorted(_swapped(3537.0, touching=True)), sorted(_swapped(-38.1, touching=False))
    ([3357.0, 3573.0, 5337.0, 30537.0], [-18.3])
    """
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    if touching and digits[0] != "0":
        yield float(f"{sign}{digits[0]}0{digits[1:]}")
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    for one, other in combinations(range(len(places)), 2):
        first, second = places[one], places[other]
        if text[first] != text[second] and (other - one == 1) == touching:
            letters = list(text)
            letters[first], letters[second] = letters[second], letters[first]
            yield float("".join(letters))


# Mix-ups


def _mix_ups(statement: Statement, known: Known) -> Iterator[Guess]:
    """Other things that have this number."""
    if statement.row["kind"] == Kind.RANK:
        yield from _other_place(statement, known)
        return
    for error, find, rarity in _MIX_UPS:
        candidates = list(find(statement, known))
        for interval in candidates:
            if interval.meets(statement.meant):
                yield Guess(_chance(statement, interval, statement.meant, rarity * len(candidates)), error)


def _other_place(statement: Statement, known: Known) -> Iterator[Guess]:
    """A place is one of few numbers, so that others who have it tell little: another partner least, since two
    in one place are mostly why it is disputed."""
    if any(one.meets(statement.meant) for one in mixups.other_commodities(statement, known)):
        yield Guess(_LIKELIEST / 2, LikelyError.COMMODITY)
    elif any(one.meets(statement.meant) for one in mixups.other_partners(statement, known)):
        yield Guess(_LIKELIEST, LikelyError.PARTNER)


def _out_of_line(statement: Statement, known: Known) -> Iterator[Guess]:
    """A level that is about a thousand, or ten, times those of the same series at other times."""
    row = statement.row
    others = mixups.neighbours(statement, known) if row["kind"] == Kind.LEVEL and row["value"] > 0 else []
    if not others:
        return
    ratio = row["value"] / median(others)
    ratio = max(ratio, 1 / ratio)
    if 200 < ratio < 5000:
        yield Guess(_LIKELIEST / 2, LikelyError.UNIT)
    elif 5 < ratio < 20:
        yield Guess(_LIKELIEST, LikelyError.DECIMAL)
