"""Checks by growth and share: what a level, its base and the rate between them say of each other.

Levels, growth and shares are factors between amounts, so that any closed round of them must come to one:
level = base x growth, growth over two steps = growth over both, share = level of the partner / total.
"""

from collections.abc import Iterator

from rarewatch.facts import checks_words as words
from rarewatch.facts.check import Check, CheckKind, telling
from rarewatch.facts.checks_book import Book, Node
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.model import WORLD, Period


def growth_checks(book: Book) -> Iterator[Check]:
    """Every growth that stands between two known levels, and between two known growths."""
    for (node, baseline), changes in book.changes.items():
        for change in changes:
            yield from _against_levels(book, node, baseline, change)
            yield from _against_growth(book, node, baseline, change)


def share_checks(book: Book) -> Iterator[Check]:
    """Every share whose part and whole are known."""
    for node, shares in book.shares.items():
        totals = book.levels.get(Node(WORLD, node.period), [])
        if node.partner in {None, WORLD}:
            continue
        for share in shares:
            for part, total in _pairs(book.levels.get(node, []), totals):
                yield _share(share, part, total)


def _against_levels(book: Book, node: Node, baseline: Period, change: Statement) -> Iterator[Check]:
    bases = book.levels.get(Node(node.partner, baseline), [])
    for level, base in _pairs(book.levels.get(node, []), bases):
        yield level_check(level, base, change)


def level_check(level: Statement, base: Statement, change: Statement) -> Check:
    """Whether a level is its base with the growth."""
    expected = base.allowed.times(change.allowed.factor())

    def tell() -> str:
        of = f"{words.dated(base)} {words.growth(change.row)}"
        return _told(words.dated(level), of, expected, level)

    holds = expected.meets(level.allowed)
    return Check(CheckKind.GROWTH, (level, base, change), holds, expected, tell, telling(level, expected))


def _against_growth(book: Book, node: Node, middle: Period, later: Statement) -> Iterator[Check]:
    """Growth over two steps and over both: June on May, May on April, June on April."""
    for before, steps in book.grown.get(Node(node.partner, middle), []):
        for both in book.changes.get((node, before), []):
            for earlier in steps:
                yield _chain(both, earlier, later)


def _chain(both: Statement, earlier: Statement, later: Statement) -> Check:
    factor = earlier.allowed.factor().times(later.allowed.factor())
    expected = Interval((factor.low - 1) * 100, (factor.high - 1) * 100)

    def tell() -> str:
        base = words.when(both.row["baseline"])
        of = f"{base} {words.growth(earlier.row)} and then {words.growth(later.row)}"
        period = words.when(both.row["period"])
        verb = "is" if expected.meets(both.allowed) else "is not"
        return f"{period}, {base} {words.growth(both.row)}, {verb} {of} ({words.between(expected, '%')})"

    holds = expected.meets(both.allowed)
    return Check(CheckKind.CHAIN, (both, earlier, later), holds, expected, tell, telling(both, expected))


def _share(share: Statement, part: Statement, total: Statement) -> Check:
    expected = part.allowed.over(total.allowed).scaled(100)

    def tell() -> str:
        of = f"{words.placed(part)} of {words.dated(total)}"
        return _told(words.amount(share.row), of, expected, share)

    holds = expected.meets(share.allowed)
    return Check(CheckKind.SHARE, (share, part, total), holds, expected, tell, telling(share, expected))


def _pairs(ones: list[Statement], others: list[Statement]) -> Iterator[tuple[Statement, Statement]]:
    for one in ones:
        for other in others:
            if one.row["unit"] == other.row["unit"]:
                yield one, other


def _told(stated: str, of: str, expected: Interval, first: Statement) -> str:
    verb = "is" if expected.meets(first.allowed) else "is not"
    return f"{stated} {verb} {of} ({words.between(expected, first.row['unit'])})"
