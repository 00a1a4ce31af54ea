"""What many articles say together: one statement for the many mentions of one fact.

Mentions are rows as the store gives them (the keys of `model.ROW_KEYS`). Two mentions belong to one
statement when they measure the same thing and their numbers may be one number, rounded differently:
"157.5 %" and "around 160 %" are one fact, "157.5 %" and "75 %" are two.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rarewatch.facts.intervals import Interval, allowed, meant, worded
from rarewatch.model import WORLD, Bound, Kind, Verdict

Row = dict[str, Any]

FACT_KEYS = ("commodity", "flow", "reporter", "partner", "period", "kind", "measure", "unit", "baseline")
"""What two mentions of one fact have in common."""

_PERIOD = FACT_KEYS.index("period")
_KINDS = tuple(Kind)


@dataclass(frozen=True, eq=False)
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
        return len(self.origin_names)

    @property
    def outlets(self) -> int:
        """How many sites say so; one that names no site counts by its address."""
        return len(self.outlet_names)

    @cached_property
    def origin_names(self) -> frozenset[str]:
        """Who says so on his own, in small letters."""
        return frozenset(_origin(row).casefold() for row in self.mentions)

    @cached_property
    def outlet_names(self) -> frozenset[str]:
        """The sites that say so, in small letters."""
        return frozenset((row["site"] or row["url"] or "").casefold() for row in self.mentions)

    @cached_property
    def meant(self) -> Interval:
        """The numbers that its most exact mention may stand for."""
        return _interval(self.row)

    @cached_property
    def allowed(self) -> Interval:
        """All that its most exact mention may honestly stand for: what lies outside contradicts it."""
        return _allowed(self.row)

    @property
    def verdict(self) -> Verdict | None:
        """What checking it came to; None where it was not checked yet."""
        found = self.row.get("verdict")
        return Verdict(found) if found else None

    def as_row(self) -> Row:
        """The most exact mention with the counts of `mentions`, `outlets` and `origins`."""
        counts = {"mentions": len(self.mentions), "outlets": self.outlets, "origins": self.origins}
        return self.row | counts


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
    heads: list[tuple[float, Interval, list[Row]]] = []
    for row in sorted(mentions, key=_roughness):
        interval, value = _interval(row), row["value"]
        place = bisect_left(heads, value, key=_value)
        near = _nearest(heads, place, value, 2 * interval.width)
        home = next((rows for _, known, rows in near if known.meets(interval)), None)
        if home is None:
            heads.insert(place, (value, interval, [row]))
        else:
            home.append(row)
    return [Statement(tuple(rows)) for _, _, rows in heads]


_Head = tuple[float, Interval, list[Row]]


def _value(head: _Head) -> float:
    return head[0]


def _nearest(heads: list[_Head], place: int, value: float, reach: float) -> Iterator[_Head]:
    """Heads by their distance from a value, which has its place among them; none beyond reach."""
    before, after = place - 1, place
    while before >= 0 or after < len(heads):
        down = value - heads[before][0] if before >= 0 else None
        up = heads[after][0] - value if after < len(heads) else None
        if up is None or (down is not None and down <= up):
            chosen, distance, before = heads[before], down or 0.0, before - 1
        else:
            chosen, distance, after = heads[after], up, after + 1
        if distance > reach:
            return
        yield chosen


def _interval(row: Row) -> Interval:
    if row["unit"] is None:
        return Interval(row["value"], row["value"])
    if _in_words(row) and row["bound"] in {Bound.EXACT, Bound.ABOUT}:
        return worded(row["value"])
    return meant(row["value"], Bound(row["bound"]))


def _allowed(row: Row) -> Interval:
    if row["unit"] is None:
        return Interval(row["value"], row["value"])
    widest = allowed(row["value"], Bound(row["bound"]))
    if not _in_words(row):
        return widest
    words = worded(row["value"])
    return Interval(min(widest.low, words.low), max(widest.high, words.high))


def _in_words(row: Row) -> bool:
    """Whether the number is a word ("a third", "doubled"), and no digit stands for it."""
    return bool(row["quote"]) and not any(letter.isdigit() for letter in row["quote"])


def _roughness(row: Row) -> tuple[float, bool]:
    """What is stated most exactly comes first: fewest numbers meant, then no bound."""
    return _interval(row).width, row["bound"] != Bound.EXACT
