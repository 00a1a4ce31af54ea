"""Thresholds: what a person wants to be told of, as a line such as "US magnets < 400 t".

    [PLACE] [COMMODITY] [FLOW] [level|change|rise|fall|share] OP NUMBER UNIT

OP is one of `<`, `<=`, `>`, `>=`. The unit is `t` (also `kg`, `kt` and the word tonnes), `%`, or a currency
by its code (`USD`); `k`, `m` and `bn` may stand before it as words of their own. What is left out is not
asked for. The place is either end of a trade. A change is meant by its size, up or down, unless the number
has a sign.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rarewatch.errors import UnknownNameError, UsageError
from rarewatch.model import Bound, Flow, Kind
from rarewatch.vocabulary import commodity_key, country_code

Row = dict[str, Any]

_FLOWS = {word: flow for flow in Flow for word in (str(flow), f"{flow}s")}
_KINDS = {"level": Kind.LEVEL, "change": Kind.CHANGE, "share": Kind.SHARE}
_TESTS = re.compile(
    r"(?P<words>[^<>=]*)(?P<op>[<>]=?)\s*(?P<number>[+-]?[\d,]*\.?\d+)\s*"
    r"(?:(?P<scale>k|m|bn)\s+)?(?P<unit>%|[a-z]+)",
    re.IGNORECASE,
)
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9}
_TONNES = {"t": 1.0, "ton": 1.0, "tons": 1.0, "tonne": 1.0, "tonnes": 1.0, "kg": 1e-3, "kt": 1e3}
_LONGEST_NAME = 6
"""Words of the longest name of a place."""
_SHOWN = 'Write it as "US magnets < 400 t" or "China exports change > 50 %".'


class Direction(StrEnum):
    """Which changes are meant."""

    EITHER = "change"
    """By their size, up or down."""
    UP = "rise"
    DOWN = "fall"
    SIGNED = "signed"
    """By the number as it is, falls below zero."""


@dataclass(frozen=True)
class Threshold:
    """What a figure must be to be told of; what is None is not asked for. Its text reads as itself."""

    kind: Kind
    over: bool
    """Whether the figure must be larger than `number`; else smaller."""
    reached: bool
    """Whether the same number will do."""
    number: float
    unit: str
    direction: Direction = Direction.EITHER
    place: str | None = None
    commodity: str | None = None
    flow: Flow | None = None

    @classmethod
    def parse(cls, text: str) -> "Threshold":
        """Read one; UsageError says what is wrong with it.

        >>> str(Threshold.parse("US magnets < 400 t"))
        'US rare-earth-magnets level < 400 t'
        >>> str(Threshold.parse("change > 50 %")), str(Threshold.parse("South Korea exports rise >= 0.5%"))
        ('change > 50 %', 'KR export rise >= 0.5 %')
        >>> str(Threshold.parse("china rare earths import share > 60 %"))
        'CN rare-earths import share > 60 %'
        >>> str(Threshold.parse("imports > 1.2 bn USD")), str(Threshold.parse("change < -50 %"))
        ('import level > 1200000000 USD', 'change < -50 %')
        """
        match = _TESTS.fullmatch(" ".join(text.split()))
        if match is None:
            raise UsageError(f"{text!r} is no threshold. {_SHOWN}")
        words = match["words"].casefold().replace(",", " ").split()
        kind, direction = _kind(words, match["unit"])
        flow = _FLOWS[words.pop()] if words and words[-1] in _FLOWS else None
        place, commodity = _names(words)
        number, unit = _number(match)
        if match["number"][0] in "+-":
            if kind is not Kind.CHANGE or direction is not Direction.EITHER:
                raise UsageError(f"In {text!r}, only a change may have a sign. {_SHOWN}")
            direction = Direction.SIGNED
        _check(text, kind, unit)
        over, reached = match["op"][0] == ">", match["op"][1:] == "="
        return cls(kind, over, reached, number, unit, direction, place, commodity, flow)

    def fits(self, row: Row) -> bool:
        """Whether a figure, with the keys of `model.ROW_KEYS`, is what was asked for.

        "More than 50 %" is over 50 %, though its number is not.
        """
        asked = (
            row["kind"] == self.kind
            and row["unit"] == self.unit
            and self.place in {None, row["reporter"], row["partner"]}
            and self.commodity in {None, row["commodity"]}
            and self.flow in {None, row["flow"]}
        )
        return asked and self._goes_so(row["value"]) and self._is_beyond(row["value"], row["bound"])

    def _goes_so(self, value: float) -> bool:
        return {Direction.UP: value > 0, Direction.DOWN: value < 0}.get(self.direction, True)

    def _is_beyond(self, value: float, bound: str) -> bool:
        if self.direction is not Direction.SIGNED:
            value = abs(value)
        elif value < 0:  # a bound is that of the size
            bound = {Bound.OVER: Bound.UNDER, Bound.UNDER: Bound.OVER}.get(Bound(bound), bound)
        if value == self.number:
            return self.reached or bound == (Bound.OVER if self.over else Bound.UNDER)
        return (value > self.number) is self.over

    def __str__(self) -> str:
        kind = self.direction if self.direction in {Direction.UP, Direction.DOWN} else self.kind
        op = f"{'>' if self.over else '<'}{'=' if self.reached else ''}"
        sign = "+" if self.direction is Direction.SIGNED and self.number >= 0 else ""
        words = (self.place, self.commodity, self.flow, kind, op, f"{sign}{_plain(self.number)}", self.unit)
        return " ".join(str(word) for word in words if word)


def _kind(words: list[str], unit: str) -> tuple[Kind, Direction]:
    """The kind that the last word names, which is taken away, else the one that goes with the unit."""
    last = words.pop() if words and words[-1] in {*_KINDS, Direction.UP, Direction.DOWN} else ""
    if last in {Direction.UP, Direction.DOWN}:
        return Kind.CHANGE, Direction(last)
    return _KINDS.get(last, Kind.CHANGE if unit == "%" else Kind.LEVEL), Direction.EITHER


def _names(words: Sequence[str]) -> tuple[str | None, str | None]:
    """The place and the commodity that words name, in this order."""
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        if (place := _known(country_code, words[:count])) is not None:
            rest = " ".join(words[count:])
            return place, commodity_key(rest) if rest else None
    if not words:
        return None, None
    for count in range(1, len(words)):
        if _known(commodity_key, words[count:]) is not None:
            return country_code(" ".join(words[:count])), None  # which tells the names that are nearest
    return None, commodity_key(" ".join(words))


def _known(read: Any, words: Sequence[str]) -> str | None:
    try:
        return str(read(" ".join(words)))
    except UnknownNameError:
        return None


def _number(match: re.Match[str]) -> tuple[float, str]:
    number = float(match["number"].replace(",", "")) * _SCALES[(match["scale"] or "").casefold()]
    unit = match["unit"]
    if unit.casefold() in _TONNES:
        return number * _TONNES[unit.casefold()], "t"
    return number, unit.upper()


def _check(text: str, kind: Kind, unit: str) -> None:
    """UsageError where kind and unit do not go together."""
    if (kind is Kind.LEVEL) == (unit == "%"):
        wanted = "an amount, such as 400 t" if kind is Kind.LEVEL else "per cent"
        raise UsageError(f"In {text!r}, a {kind} is measured in {wanted}. {_SHOWN}")
    if unit not in {"t", "%"} and len(unit) != 3:
        raise UsageError(f"In {text!r}, {unit} is no unit: write t, kg, kt, %, or a currency's code (USD).")


def _plain(number: float) -> str:
    return f"{number:.0f}" if number.is_integer() else repr(number)
