"""Checks by order: places against the levels of the partners, and against each other."""

from collections.abc import Iterator
from itertools import pairwise

from rarewatch.facts import checks_words as words
from rarewatch.facts.check import Check, CheckKind
from rarewatch.facts.checks_book import Book, Node, is_country
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.model import Period


def rank_checks(book: Book) -> Iterator[Check]:
    """Every place of a partner, against who is known to have more and who stands before or behind it."""
    levels = _by_period(book.levels)
    for period, ranks in _by_period(book.ranks).items():
        known = levels.get(period, {})
        for partner, rank in ranks.items():
            if level := known.get(partner):
                yield from _against_larger(rank, level, known)
        yield from _in_order(ranks, known)
        yield from _same_place(ranks)


def rival_checks(book: Book) -> Iterator[Check]:
    """Two numbers for one thing: the best supported against each of the others."""
    for rivals in book.rivals:
        for other in rivals[1:]:
            if not other.allowed.meets(rivals[0].allowed):
                yield _rivals(rivals[0], other)


_ByPartner = dict[str, Statement]


def _by_period(places: dict[Node, list[Statement]]) -> dict[Period, _ByPartner]:
    """The best supported statement of each country, by period."""
    found: dict[Period, _ByPartner] = {}
    for (partner, period), statements in places.items():
        if partner and is_country(partner):
            found.setdefault(period, {})[partner] = statements[0]
    return found


def _against_larger(rank: Statement, level: Statement, known: _ByPartner) -> Iterator[Check]:
    """The third has two before it: with more than two known to have more, it cannot be the third."""
    before = int(rank.row["value"]) - 1
    unit = level.row["unit"]
    others = [one for one in known.values() if one is not level and one.row["unit"] == unit]
    larger = [one for one in others if one.allowed.low > level.allowed.high]
    holds = len(larger) <= before
    if not others:
        return

    def tell() -> str:
        names = words.listed([words.placed(one) for one in larger[: before + 1]] or ["nobody"])
        verb = "has" if len(larger) < 2 else "have"
        more = f"{names} {verb} more than {words.placed(level)}"
        place = f"{words.amount(rank.row)} {words.where(rank)}"
        return f"{place} {'stands' if holds else 'does not stand'}: {more}"

    least = Interval(float(len(larger)) + 1, float("inf"))
    proves = len(larger) == before and len(others) > len(larger)
    yield Check(CheckKind.RANK, (rank, level, *larger), holds, least, tell, proves)


def _in_order(ranks: _ByPartner, known: _ByPartner) -> Iterator[Check]:
    """Each place against the next that is known: the former has no less."""
    placed = sorted(
        ((rank.row["value"], partner) for partner, rank in ranks.items() if partner in known),
    )
    for (one, before), (other, behind) in pairwise(placed):
        levels = known[before], known[behind]
        if one != other and levels[0].row["unit"] == levels[1].row["unit"]:
            yield _ordered(ranks[before], ranks[behind], *levels)


def _ordered(one: Statement, other: Statement, before: Statement, behind: Statement) -> Check:
    holds = before.allowed.high >= behind.allowed.low

    def tell() -> str:
        verb = "is no less than" if holds else "is less than"
        places = f"{words.amount(one.row)} and {words.amount(other.row)}"
        return f"{words.placed(before)} {verb} {words.placed(behind)}, which have {places}"

    expected = Interval(behind.allowed.low, float("inf"))
    return Check(CheckKind.RANK, (before, behind, one, other), holds, expected, tell, proves=False)


def _same_place(ranks: _ByPartner) -> Iterator[Check]:
    """Two partners in one place."""
    held: dict[float, Statement] = {}
    for rank in ranks.values():
        first = held.setdefault(rank.row["value"], rank)
        if first is not rank:
            yield _one_place(first, rank)


def _one_place(first: Statement, rank: Statement) -> Check:
    def tell() -> str:
        ends = f"{words.where(first)} and {words.where(rank)}"
        return f"{words.amount(rank.row)} is given twice: {ends}"

    return Check(CheckKind.RANK, (first, rank), False, first.allowed, tell, proves=False)  # noqa: FBT003


def _rivals(best: Statement, other: Statement) -> Check:
    def tell() -> str:
        return f"{words.sourced(other)} is not {words.sourced(best)}"

    return Check(CheckKind.RIVALS, (other, best), False, best.allowed, tell)  # noqa: FBT003
