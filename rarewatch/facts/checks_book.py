"""The statements of one trade, laid out so that those which bear on each other are found at once.

A trade is what one commodity, flow, reporter and measure have in common. Of statements that contradict each
other on one point, the best supported few take part in arithmetic: what they come to is judged later.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from rarewatch.facts.revisions import revised
from rarewatch.facts.statements import Statement, statements
from rarewatch.model import WORLD, Kind, Period

Row = dict[str, Any]
Trade = tuple[str, str, str, str]

_RIVALS = 4
"""How many numbers for one thing take part in arithmetic; of more, nobody could tell which is meant."""

_REVISED = 0.1
"""How far a revision moves a number at most, as a part of it; what differs by more is an error of someone."""

_REGIONS = frozenset({"EU", "EZ", "UN", "QO"})
"""Territory codes of two letters that stand for several countries."""


class Node(NamedTuple):
    """An amount: what went to (or came from) a partner in a period."""

    partner: str | None
    period: Period


@dataclass
class Book:
    """The statements of one trade by what they measure; each list has the best supported first."""

    statements: Sequence[Statement]
    levels: dict[Node, list[Statement]] = field(default_factory=dict)
    changes: dict[tuple[Node, Period], list[Statement]] = field(default_factory=dict)
    """By the amount that has grown, and the period that it has grown from."""
    grown: dict[Node, list[tuple[Period, list[Statement]]]] = field(default_factory=dict)
    """The same by the amount alone."""
    shares: dict[Node, list[Statement]] = field(default_factory=dict)
    ranks: dict[Node, list[Statement]] = field(default_factory=dict)
    rivals: list[list[Statement]] = field(default_factory=list)
    """Statements on one thing, wherever there are several."""

    @classmethod
    def of(cls, told: Sequence[Statement]) -> "Book":
        """Lay out the statements of one trade; what names no period takes no part."""
        book = cls(told)
        for _, group in groupby(sorted(told, key=_key), _key):
            rivals = sorted(_in_force(list(group)), key=support, reverse=True)
            if rivals[0].row["period"]:
                book._add(rivals)
        return book

    def _add(self, rivals: list[Statement]) -> None:
        row = rivals[0].row
        node, kind = Node(row["partner"], period_of(row["period"])), Kind(row["kind"])
        if len(rivals) > 1:
            self.rivals.append(rivals)
        if kind is Kind.CHANGE:
            if row["baseline"]:
                baseline = period_of(row["baseline"])
                self.changes[node, baseline] = rivals[:_RIVALS]
                self.grown.setdefault(node, []).append((baseline, rivals[:_RIVALS]))
            return
        place = {Kind.LEVEL: self.levels, Kind.SHARE: self.shares, Kind.RANK: self.ranks}[kind]
        place.setdefault(node, []).extend(rivals[:_RIVALS])


def by_trade(rows: Iterable[Row]) -> dict[Trade, list[Row]]:
    """Rows by trade, in the order in which the trades are met."""
    found: dict[Trade, list[Row]] = {}
    for row in rows:
        found.setdefault(trade_of(row), []).append(row)
    return found


def trade_of(row: Row) -> Trade:
    """What a figure has in common with those that it is held against."""
    return row["commodity"], str(row["flow"]), row["reporter"], str(row["measure"])


def books(rows: Iterable[Row]) -> Iterator[Book]:
    """A book for each trade."""
    for trade_rows in by_trade(rows).values():
        yield Book.of(statements(trade_rows))


def _in_force(rivals: list[Statement]) -> list[Statement]:
    """Without what was revised: several outlets said so first, and several say something near since."""
    agreed = [one for one in rivals if one.origins > 1 and any(row["published"] for row in one.mentions)]
    if len(agreed) < 2 or agreed[0].row["kind"] == Kind.RANK:
        return rivals
    old = [one.old for one in revised(agreed) if _near(one.old, one.new)]
    return [one for one in rivals if one not in old]


def _near(old: Statement, new: Statement) -> bool:
    before, after = float(old.row["value"]), float(new.row["value"])
    return abs(before - after) <= _REVISED * max(abs(before), abs(after))


def support(statement: Statement) -> tuple[int, int, int, float]:
    """How well the sources support it: origins, outlets, articles, and how exact it is."""
    return statement.origins, statement.outlets, len(statement.mentions), -statement.meant.width


def is_country(partner: str | None) -> bool:
    """Whether a partner is one country, so that no other partner can hold it."""
    return partner is not None and partner != WORLD and partner.isalpha() and partner not in _REGIONS


@lru_cache(maxsize=4096)
def period_of(text: str) -> Period:
    """The period that a row writes."""
    return Period.parse(text)


@lru_cache(maxsize=4096)
def months_of(period: Period) -> tuple[int, int]:
    """The first month of a period and the one after its last, counted through the years; (0, 0) where it does
    not consist of whole months."""
    if not period.whole_months:
        return 0, 0
    first = _index(period.start)
    return first, first + period.whole_months


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _key(statement: Statement) -> tuple[str, ...]:
    row = statement.row
    return (
        row["partner"] or "",
        row["period"] or "",
        row["kind"],
        row["unit"] or "",
        row["baseline"] or "",
    )
