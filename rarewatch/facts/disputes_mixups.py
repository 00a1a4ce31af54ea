"""What a number may have been mixed up with: the same kind of number for another thing.

A candidate is stated somewhere, or follows from what is stated by one step of growth or share.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rarewatch.facts.checks_book import Node, Trade, is_country, months_of, period_of, trade_of
from rarewatch.facts.checks_routes import Routes
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.facts.verdicts import Judged
from rarewatch.model import WORLD, Kind, Period, Verdict

Row = dict[str, Any]
Sort = tuple[str, str | None]
"""A kind and a unit."""
Slot = tuple[Node, Period | None]
"""What a number is for: an amount, and the period that it has grown from."""


@dataclass
class Known:
    """All that is stated of all trades, to be searched for what a number is of."""

    slots: dict[Trade, dict[tuple[str, str | None], dict[Slot, list[Statement]]]] = field(
        default_factory=dict
    )
    """By trade, then by sort."""
    routes: dict[Trade, Routes] = field(default_factory=dict)

    @classmethod
    def of(cls, judged: Iterable[Judged]) -> "Known":
        """Sort what has been judged."""
        known = cls()
        for one in judged:
            told = [statement for statement in one.book.statements if statement.row["period"]]
            if not told:
                continue
            trade = trade_of(told[0].row)
            disputed = {each for each, verdict in one.verdicts.items() if verdict is Verdict.DISPUTED}
            known.routes[trade] = Routes.over(one.book, disputed)
            kinds = known.slots.setdefault(trade, {})
            for statement in told:
                slots = kinds.setdefault((statement.row["kind"], statement.row["unit"]), {})
                slots.setdefault(slot_of(statement), []).append(statement)
        return known

    def stated(self, trade: Trade, like: Row) -> Mapping[Slot, list[Statement]]:
        """All numbers of one kind and unit in a trade."""
        return self.slots.get(trade, {}).get((like["kind"], like["unit"]), {})

    def at(self, trade: Trade, slot: Slot, like: Row) -> Iterator[Interval]:
        """What is stated for a slot, else what follows for it."""
        if found := self.stated(trade, like).get(slot):
            for statement in found:
                yield from (_reading(mention, statement) for mention in statement.mentions[:1])
        elif routes := self.routes.get(trade):
            yield from _implied(routes, slot, like)


def slot_of(statement: Statement) -> Slot:
    """What a statement is of."""
    row = statement.row
    baseline = period_of(row["baseline"]) if row["baseline"] else None
    return Node(row["partner"], period_of(row["period"])), baseline


def other_baselines(statement: Statement, known: Known) -> Iterator[Interval]:
    """Growth of the same period from another one, or growth from this period: "in June" for "from June"."""
    row = statement.row
    if row["kind"] != Kind.CHANGE or not row["baseline"]:
        return
    (node, baseline), trade = slot_of(statement), trade_of(row)
    period = node.period
    slots = {(node, period.previous()), (node, period.shifted(-12))}
    for later in (period.shifted(period.whole_months or 12), period.shifted(12)):
        slots.add((node._replace(period=later), period))
    if baseline:
        for earlier in (baseline.previous(), baseline.shifted(-12)):
            slots.add((node._replace(period=baseline), earlier))
    yield from _all(known, trade, slots - {(node, baseline)}, row)


def other_spans(statement: Statement, known: Known) -> Iterator[Interval]:
    """The same over a longer or shorter span that starts or ends with this one: the year to date."""
    row = statement.row
    (node, baseline), trade = slot_of(statement), trade_of(row)
    first, after = months_of(node.period)
    if not after or (baseline and baseline != node.period.shifted(-12)):
        return
    slots = {
        (node._replace(period=span), baseline and span.shifted(-12))
        for span in _spans(first, after)
        if span != node.period
    }
    yield from _all(known, trade, slots, row)


def other_partners(statement: Statement, known: Known) -> Iterator[Interval]:
    """The same of another partner."""
    row = statement.row
    (node, baseline), trade = slot_of(statement), trade_of(row)
    partners = {slot[0].partner for slot in known.stated(trade, row)}
    whole = {WORLD} if row["kind"] != Kind.SHARE else set()
    if routes := known.routes.get(trade):
        partners |= {one.partner for one in routes.steps} | {one.partner for one in routes.book.levels}
    wanted = {one for one in partners if is_country(one)} | whole
    slots = {(node._replace(partner=one), baseline) for one in wanted if one != node.partner}
    yield from _all(known, trade, slots, row)


def other_commodities(statement: Statement, known: Known) -> Iterator[Interval]:
    """The same of another commodity."""
    own = trade_of(statement.row)
    for trade in known.slots:
        if trade[1:] == own[1:] and trade != own:
            yield from known.at(trade, slot_of(statement), statement.row)


def other_periods(statement: Statement, known: Known) -> Iterator[Interval]:
    """The same of another period of the same length."""
    row = statement.row
    node, baseline = slot_of(statement)
    for (other, base), told in known.stated(trade_of(row), row).items():
        same = other.partner == node.partner and other.period.whole_months == node.period.whole_months
        if same and other.period != node.period and (base is None) == (baseline is None):
            for one in told:
                yield _reading(one.row, one)


def neighbours(statement: Statement, known: Known) -> list[float]:
    """The amounts of the same series in other periods of the same length."""
    row = statement.row
    node, _ = slot_of(statement)
    return [
        told[0].row["value"]
        for (other, _), told in known.stated(trade_of(row), row).items()
        if other.partner == node.partner and other.period != node.period
        if other.period.whole_months == node.period.whole_months and told[0].row["value"] > 0
    ]


def _all(known: Known, trade: Trade, slots: Iterable[Slot], like: Row) -> Iterator[Interval]:
    for slot in slots:
        yield from known.at(trade, slot, like)


def _reading(row: Row, statement: Statement) -> Interval:
    return statement.meant if row is statement.row else Interval(row["value"], row["value"])


def _implied(routes: Routes, slot: Slot, like: Row) -> Iterator[Interval]:
    """What a slot should hold by one step from what is stated."""
    node, baseline = slot
    if like["kind"] == Kind.LEVEL:
        if route := routes.near(node, like["unit"]):
            yield route.interval
        yield from _summed(routes, node, like["unit"])
    if like["kind"] == Kind.CHANGE and baseline:
        route = routes.factor(node, node._replace(period=baseline))
        if route:
            yield Interval((route.interval.low - 1) * 100, (route.interval.high - 1) * 100)
    if like["kind"] == Kind.SHARE and (route := routes.factor(node, node._replace(partner=WORLD))):
        yield route.interval.scaled(100)


def _summed(routes: Routes, node: Node, unit: str) -> Iterator[Interval]:
    """A span as the sum of two that make it up, or as what is left of a longer one without its beginning."""
    first, after = months_of(node.period)

    def level(start: int, end: int) -> Interval | None:
        found = routes.stated(Node(node.partner, _period(start, end)), unit)
        return found.allowed if found else None

    for middle in range(first + 1, after):
        head, tail = level(first, middle), level(middle, after)
        if head and tail:
            yield head.plus(tail)
    january = first - first % 12
    whole, head = level(january, after), level(january, first) if january < first else None
    if whole and head:
        yield Interval(max(0.0, whole.low - head.high), max(0.0, whole.high - head.low))


def _period(first: int, after: int) -> Period:
    return Period.months(first // 12, first % 12 + 1, after - first)


def _spans(first: int, after: int) -> Iterator[Period]:
    """The month, quarter, half and year to date that end with a span, and the first month of it."""
    last = after - 1
    year, month = last // 12, last % 12 + 1
    for count in {1, 3, 6, month}:
        yield Period.months(year, month - count + 1, count)
    yield Period.months(first // 12, first % 12 + 1)
