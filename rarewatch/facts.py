"""What many articles say together: one statement for the many mentions of one fact.

Mentions are rows as the store gives them (the keys of `model.ROW_KEYS`). Two mentions belong to one
statement when they measure the same thing and their numbers may be one number, rounded differently:
"157.5 %" and "around 160 %" are one fact, "157.5 %" and "75 %" are two.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rarewatch.model import WORLD, Bound, Kind

Row = dict[str, Any]

FACT_KEYS = ("commodity", "flow", "reporter", "partner", "period", "kind", "measure", "unit", "baseline")
"""What two mentions of one fact have in common."""

_PERIOD = FACT_KEYS.index("period")
_KINDS = tuple(Kind)

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


@dataclass(frozen=True)
class Statement:
    """One fact, with every row that states it, the most exact first."""

    mentions: tuple[Row, ...]

    @property
    def row(self) -> Row:
        """The most exact mention."""
        return self.mentions[0]

    @property
    def origins(self) -> int:
        """How many sites say so on their own: copies of one story count as the site that told it first."""
        return len({_origin(row).casefold() for row in self.mentions})

    @property
    def outlets(self) -> int:
        """How many sites say so; one that names no site counts by its address."""
        return len({(row["site"] or row["url"]).casefold() for row in self.mentions})

    def as_row(self) -> Row:
        """The most exact mention with the counts of `mentions`, `outlets` and `origins`."""
        counts = {"mentions": len(self.mentions), "outlets": self.outlets, "origins": self.origins}
        return self.row | counts


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


def statements(rows: Iterable[Row]) -> list[Statement]:
    """The facts that rows state: periods in the order in which they are met, each sorted by series."""
    facts: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        facts.setdefault(tuple(row[key] for key in FACT_KEYS), []).append(row)
    periods = {period: place for place, period in enumerate(dict.fromkeys(key[_PERIOD] for key in facts))}
    found = [statement for mentions in facts.values() for statement in _apart(mentions)]
    return sorted(
        found, key=lambda statement: (periods[statement.row["period"]], *_reading_order(statement.row))
    )


def _origin(row: Row) -> str:
    return row.get("origin") or row["site"] or row["url"] or ""


def _reading_order(row: Row) -> tuple[Any, ...]:
    """Totals before partners, amounts before their growth; larger numbers first, but ranks from the top."""
    partner, kind = row["partner"] or "", row["kind"]
    size = row["value"] if kind == Kind.RANK else -abs(row["value"])
    total = partner in {"", WORLD}
    return (
        row["commodity"],
        row["flow"],
        row["reporter"],
        not total,
        partner,
        _KINDS.index(kind),
        row["measure"],
        size,
    )


def _apart(mentions: list[Row]) -> list[Statement]:
    """Mentions of one series point, parted by number: each rounded one goes to the nearest exact one."""
    heads: list[tuple[Interval, list[Row]]] = []
    for row in sorted(mentions, key=_roughness):
        interval = _interval(row)
        near = [head for head in heads if head[0].meets(interval)]
        if near:
            min(near, key=lambda head: abs(head[1][0]["value"] - row["value"]))[1].append(row)
        else:
            heads.append((interval, [row]))
    return [Statement(tuple(rows)) for _, rows in heads]


def _interval(row: Row) -> Interval:
    if row["unit"] is None:
        return Interval(row["value"], row["value"])
    return meant(row["value"], Bound(row["bound"]))


def _roughness(row: Row) -> tuple[float, bool]:
    """What is stated most exactly comes first: fewest numbers meant, then no bound."""
    return _interval(row).width, row["bound"] != Bound.EXACT


def _last_digit(value: float) -> float:
    """The place value of the last digit that is not a zero at the end: 0.1 for 157.5, 10 for 160, 0 for 0."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return float(10 ** int(exponent)) if int(exponent) >= 0 else float(Decimal(1).scaleb(int(exponent)))
