"""What is new: facts that nobody has told before, however many tell them now."""

from collections.abc import Iterable
from typing import Any

from rarewatch.facts.statements import Statement

Row = dict[str, Any]


def is_new(statement: Statement, earlier: Iterable[Row]) -> bool:
    """Whether none of the earlier mentions of the same thing may mean the same number, rounded differently.

    `earlier` have the keys `value`, `unit`, `bound` and `quote`.
    """
    return not any(statement.meant.meets(Statement((row,)).meant) for row in earlier)
