"""Every check that figures allow: whether they agree within what their digits and bounds mean."""

from collections.abc import Iterable, Iterator
from typing import Any

from rarewatch.facts.check import Check
from rarewatch.facts.checks_book import Book, books
from rarewatch.facts.checks_growth import growth_checks, share_checks
from rarewatch.facts.checks_ranks import rank_checks, rival_checks
from rarewatch.facts.checks_sums import partner_checks, period_checks

Row = dict[str, Any]

_CHECKS = (rival_checks, growth_checks, share_checks, partner_checks, period_checks, rank_checks)


def checks(rows: Iterable[Row]) -> list[Check]:
    """All checks among figures, trade by trade; `rows` have the keys of `model.ROW_KEYS`."""
    return [check for book in books(rows) for check in checks_of(book)]


def checks_of(book: Book) -> Iterator[Check]:
    """The checks among the statements of one trade."""
    for kind in _CHECKS:
        yield from kind(book)
