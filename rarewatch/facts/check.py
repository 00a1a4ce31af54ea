"""What a check is: statements that bear on each other, and whether they agree."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.model import Kind

_OPEN = 0.25
"""What leaves more than a quarter of a number open is no proof of it."""
_POINTS = 10.0
"""Nor what leaves open more than so many points of growth, where that is small."""


class CheckKind(StrEnum):
    """What a check holds against each other."""

    RIVALS = "rivals"
    """Two numbers for one thing."""
    GROWTH = "growth"
    """A level, its base and the growth between them."""
    CHAIN = "chain"
    """Growth over one step and the next, against growth over both."""
    ROUND = "round"
    """A number, against what a longer way by other periods or the total makes of it."""
    SHARE = "share"
    """A partner's level and the total, against the share."""
    PARTNERS = "partners"
    """What went to the partners, against the total."""
    PERIODS = "periods"
    """Months, against the quarter, half year, year to date or year."""
    RANK = "rank"
    """Places in an order, against levels."""


@dataclass(frozen=True, eq=False)
class Check:
    """Statements that bear on each other, and whether they agree within the rounding of their digits."""

    kind: CheckKind
    statements: tuple[Statement, ...]
    """What it joins; the one that the others say something of comes first."""
    holds: bool
    expected: Interval
    """What the first may be by the others."""
    tell: Callable[[], str]
    """Makes the sentence, when it is asked for."""
    proves: bool = True
    """Whether agreement is proof: that a part is no more than its whole shows nothing."""

    able: tuple[Statement, ...] = ()
    """Where it is contradicted: those that may be wrong, if not any of them."""

    @property
    def bounded(self) -> bool:
        """Whether it sets but a bound, as a total does to its parts."""
        return self.kind in {CheckKind.RANK, CheckKind.PARTNERS} or self.expected.high == math.inf

    @property
    def proven(self) -> tuple[Statement, ...]:
        """Whom agreement proves: a place follows from levels, but levels do not from a place."""
        if not (self.holds and self.proves):
            return ()
        return self.statements[:1] if self.kind is CheckKind.RANK else self.statements

    @property
    def blamable(self) -> tuple[Statement, ...]:
        """Who may be wrong where it is contradicted."""
        return self.able or self.statements

    @property
    def says(self) -> str:
        """The numbers in a sentence, as in "353 t in June 2025 is 46.4 t in May 2025 plus 660 %"."""
        return self.tell()


def telling(statement: Statement, expected: Interval) -> bool:
    """Whether it shows anything that a statement lies in an interval: not where that is wide."""
    if statement.row["kind"] == Kind.CHANGE:
        return expected.width <= max(_POINTS, _OPEN * abs(float(statement.row["value"])))
    return expected.openness <= _OPEN
