"""Checks by longer rounds: what a number should be by way of other periods, the total, or both.

Only for numbers that no shorter check has reached: June's level by way of May's base and last year's growth.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rarewatch.facts import checks_words as words
from rarewatch.facts.check import Check, CheckKind, telling
from rarewatch.facts.checks_book import Book, Node, period_of
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.model import WORLD, Kind

_STEPS = 3
"""Growths and shares that one round goes along: each adds its rounding, so that more would tell nothing."""
_ONE = Interval(1.0, 1.0)


class Route(NamedTuple):
    """A way to an amount, or a factor between two, with the statements that it goes along."""

    interval: Interval
    along: tuple[Statement, ...]

    @property
    def openness(self) -> float:
        """How much it leaves open, as a part of its middle."""
        return self.interval.openness


@dataclass
class Routes:
    """The ways between the amounts of one trade."""

    book: Book
    doubtful: Container[Statement]
    """Statements that no way goes along."""
    steps: dict[Node, list[tuple[Node, Interval, Statement]]] = field(default_factory=dict)
    """From each amount: to the amount that it follows from, by which factor, and who says so."""

    @classmethod
    def over(cls, book: Book, doubtful: Container[Statement]) -> "Routes":
        """Lay out the growths and shares of a trade."""
        routes = cls(book, doubtful)
        for (node, baseline), changes in book.changes.items():
            if change := routes._trusted(changes):
                routes._lay(node, Node(node.partner, baseline), change.allowed.factor(), change)
        for node, shares in book.shares.items():
            if node.partner not in {None, WORLD} and (share := routes._trusted(shares)):
                routes._lay(node, Node(WORLD, node.period), share.allowed.scaled(0.01), share)
        return routes

    def check(self, statement: Statement) -> Check | None:
        """What the longer way says of a statement; None where there is none."""
        row = statement.row
        node = Node(row["partner"], period_of(row["period"]))
        if row["kind"] == Kind.LEVEL:
            route = self.level(node, row["unit"], statement)
        elif row["kind"] == Kind.CHANGE and row["baseline"]:
            base = Node(row["partner"], period_of(row["baseline"]))
            route = self._percent(self.factor(node, base, statement), less=1.0)
        elif row["kind"] == Kind.SHARE and row["partner"] not in {None, WORLD}:
            route = self._percent(self.factor(node, Node(WORLD, node.period), statement), less=0.0)
        else:
            route = None
        return _check(statement, route) if route else None

    def level(self, node: Node, unit: str, without: Statement | None = None) -> Route | None:
        """The narrowest way to an amount from a level elsewhere."""
        found = (
            Route(level.allowed.times(way.interval), (level, *way.along))
            for end, way in self._ways(node, without, _STEPS)
            if end != node and (level := self.stated(end, unit, without))
        )
        return min(found, key=lambda route: route.openness, default=None)

    def factor(self, node: Node, base: Node, without: Statement | None = None) -> Route | None:
        """The narrowest way between two amounts: along growths, or by levels near both."""
        found = [way for end, way in self._ways(node, without, _STEPS) if end == base]
        found += self._by_levels(node, base, without)
        return min(found, key=lambda route: route.openness, default=None)

    def _by_levels(self, node: Node, base: Node, without: Statement | None = None) -> Iterator[Route]:
        for unit in {level.row["unit"] for level in self.book.levels.get(node, ())} | {"t"}:
            first, second = (self.near(end, unit, without) for end in (node, base))
            if first and second and not set(first.along) & set(second.along):
                yield Route(first.interval.over(second.interval), first.along + second.along)

    def near(self, node: Node, unit: str, without: Statement | None = None) -> Route | None:
        """A level, or what it is by one step."""
        if level := self.stated(node, unit, without):
            return Route(level.allowed, (level,))
        found = (
            Route(level.allowed.times(way.interval), (level, *way.along))
            for end, way in self._ways(node, without, 1)
            if (level := self.stated(end, unit, without))
        )
        return min(found, key=lambda route: route.openness, default=None)

    def _ways(self, node: Node, without: Statement | None, most: int) -> Iterator[tuple[Node, Route]]:
        """Every amount within so many steps, and the factor by which this one follows from it."""
        ways: list[tuple[Node, Route, tuple[Node, ...]]] = [(node, Route(_ONE, ()), (node,))]
        for _ in range(most):
            further = []
            for end, way, passed in ways:
                for onward, factor, statement in self.steps.get(end, ()):
                    if statement is not without and onward not in passed:
                        route = Route(way.interval.times(factor), (*way.along, statement))
                        further.append((onward, route, (*passed, onward)))
            yield from ((end, way) for end, way, _ in further)
            ways = further

    def stated(self, node: Node, unit: str, without: Statement | None = None) -> Statement | None:
        """The level that is stated and not in doubt."""
        levels = [level for level in self.book.levels.get(node, ()) if level.row["unit"] == unit]
        trusted = self._trusted(levels)
        return trusted if trusted is not without else None

    def _trusted(self, rivals: list[Statement]) -> Statement | None:
        return next((one for one in rivals if one not in self.doubtful), None)

    def _lay(self, node: Node, base: Node, factor: Interval, statement: Statement) -> None:
        self.steps.setdefault(node, []).append((base, factor, statement))
        self.steps.setdefault(base, []).append((node, _ONE.over(factor), statement))

    def _percent(self, route: Route | None, less: float) -> Route | None:
        if route is None:
            return None
        low, high = ((end - less) * 100 for end in (route.interval.low, route.interval.high))
        return Route(Interval(low, high), route.along)


def _check(statement: Statement, route: Route) -> Check:
    holds = route.interval.meets(statement.allowed)

    def tell() -> str:
        verb = "agrees with" if holds else "does not agree with"
        by = words.listed([words.stated(one) for one in route.along])
        unit = statement.row["unit"]
        return f"{words.stated(statement)} {verb} {by} ({words.between(route.interval, unit)})"

    proves = telling(statement, route.interval)
    return Check(CheckKind.ROUND, (statement, *route.along), holds, route.interval, tell, proves)
