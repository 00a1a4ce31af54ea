"""Proved, disputed or alone: what comes of holding every figure of a trade against all others.

A figure is proved where arithmetic with other figures agrees within rounding, or two origins say it; disputed
where another number or a check contradicts it and it is not clearly the supported side; else it is alone.

Where a check is contradicted, the one at fault is the one that most contradictions have in common, less what
speaks for it: each further origin and each check that agrees counts as much as one contradiction, and copies
of one story a little.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Any

from rarewatch.facts.check import Check, CheckKind
from rarewatch.facts.checks import checks_of
from rarewatch.facts.checks_book import Book, books
from rarewatch.facts.checks_routes import Routes
from rarewatch.facts.statements import Statement
from rarewatch.model import Verdict

Row = dict[str, Any]


Tie = tuple[Check, tuple[Statement, ...]]
"""A contradiction that nobody can decide, with those who may be wrong."""


_COPIES = 9
"""Copies of one story that count, all of them for less than one origin: a copy that says otherwise than the
others has likely erred."""


@dataclass(frozen=True)
class Judged:
    """What became of the statements of one trade."""

    book: Book
    checks: Sequence[Check]
    blamed: Mapping[Statement, Sequence[Check]]
    """Who is clearly at fault, with the contradictions that it explains."""
    tied: Sequence[Tie]
    verdicts: Mapping[Statement, Verdict]


def verdicts(rows: Iterable[Row]) -> dict[int, Verdict]:
    """The verdict of every stored figure, by its number; `rows` have the keys of `model.ROW_KEYS`."""
    return {
        row["id"]: verdict
        for judged in judgements(rows)
        for statement, verdict in judged.verdicts.items()
        for row in statement.mentions
    }


def checks(rows: Iterable[Row]) -> list[Check]:
    """All checks among figures, trade by trade; `rows` have the keys of `model.ROW_KEYS`."""
    return [check for judged in judgements(rows) for check in judged.checks]


def judgements(rows: Iterable[Row]) -> Iterator[Judged]:
    """Each trade judged by itself."""
    return map(judge, books(rows))


def judge(book: Book) -> Judged:
    """Hold the statements of a trade against each other, at last by longer rounds."""
    found = list(checks_of(book))
    blamed, tied = _Blame.over(found).settled()
    if further := list(_further(book, found, _disputed(blamed, tied))):
        found += further
        blamed, tied = _Blame.over(found).settled()
    disputed = _disputed(blamed, tied)
    proved = {
        statement for check in found if disputed.isdisjoint(check.statements) for statement in check.proven
    }
    given = {statement: _verdict(statement, disputed, proved) for statement in book.statements}
    return Judged(book, found, blamed, tied, given)


def _further(book: Book, found: Sequence[Check], disputed: set[Statement]) -> Iterator[Check]:
    """Longer rounds for statements of one origin that no check has reached but such as set a bound."""
    reached = {statement for check in found if not check.bounded for statement in check.statements}
    routes = Routes.over(book, disputed)
    for statement in book.statements:
        lonely = statement not in reached and statement.origins == 1
        if lonely and statement.row["period"] and (check := routes.check(statement)):
            yield check


def _disputed(blamed: Mapping[Statement, Sequence[Check]], tied: Sequence[Tie]) -> set[Statement]:
    return set(blamed).union(*(ones for _, ones in tied))


def _verdict(statement: Statement, disputed: set[Statement], proved: set[Statement]) -> Verdict:
    if statement in disputed:
        return Verdict.DISPUTED
    return Verdict.PROVED if statement in proved or statement.origins > 1 else Verdict.ALONE


@dataclass
class _Blame:
    """Contradictions that wait to be explained."""

    waiting: dict[Statement, list[Check]] = field(default_factory=dict)
    against: Counter[Statement] = field(default_factory=Counter)
    rivals: Counter[Statement] = field(default_factory=Counter)
    """Other numbers for the same thing: many of them say no more than one, since only one can be right."""
    supported: Counter[Statement] = field(default_factory=Counter)
    explained: set[Check] = field(default_factory=set)

    @classmethod
    def over(cls, checks: Iterable[Check]) -> "_Blame":
        """Weigh all checks."""
        blame = cls()
        for check in checks:
            if check.holds:
                blame.supported.update(check.proven)
                continue
            blame._counter(check).update(check.blamable)
            for statement in check.blamable:
                blame.waiting.setdefault(statement, []).append(check)
        return blame

    def settled(self) -> tuple[dict[Statement, list[Check]], list[Tie]]:
        """Who is at fault, the one with most against it first; and what is tied."""
        blamed: dict[Statement, list[Check]] = {}
        tied: list[Tie] = []
        places = {statement: place for place, statement in enumerate(self.waiting)}
        heap = [(-self._weight(statement), place, statement) for statement, place in places.items()]
        heapify(heap)
        while heap:
            noted, place, statement = heappop(heap)
            weight = self._weight(statement)
            left = [check for check in self.waiting[statement] if check not in self.explained]
            if left and weight < -noted:
                heappush(heap, (-weight, place, statement))
                continue
            for check in left:
                level = tuple(one for one in check.blamable if self._weight(one) >= weight)
                if level == (statement,):
                    blamed.setdefault(statement, []).append(check)
                else:
                    tied.append((check, level))
            self._explain(left)
        return blamed, tied

    def _explain(self, checks: list[Check]) -> None:
        self.explained.update(checks)
        for check in checks:
            self._counter(check).subtract(check.blamable)

    def _counter(self, check: Check) -> Counter[Statement]:
        return self.rivals if check.kind is CheckKind.RIVALS else self.against

    def _weight(self, statement: Statement) -> float:
        """How much speaks against a statement, less what speaks for it."""
        against = self.against[statement] + min(1, self.rivals[statement])
        copies = max(0, min(_COPIES, statement.outlets - statement.origins)) / (_COPIES + 1)
        return against - self.supported[statement] - (statement.origins - 1) - copies
