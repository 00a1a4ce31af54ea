"""Every check among near figures: whether they agree within what their digits and bounds mean."""

from collections.abc import Iterator

from rarewatch.facts.check import Check
from rarewatch.facts.checks_book import Book
from rarewatch.facts.checks_growth import growth_checks, share_checks
from rarewatch.facts.checks_ranks import rank_checks, rival_checks
from rarewatch.facts.checks_sums import partner_checks, period_checks

_CHECKS = (rival_checks, growth_checks, share_checks, partner_checks, period_checks, rank_checks)


def checks_of(book: Book) -> Iterator[Check]:
    """The checks among the statements of one trade."""
    for kind in _CHECKS:
        yield from kind(book)
