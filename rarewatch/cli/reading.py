"""The readers of pages that the commands hand on, with the user's rules for single sites."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rarewatch.watch import Reader


def reader() -> "Reader":
    """All of them, to be imported by the process that reads; raises UsageError where the rules are broken."""
    from functools import partial

    from rarewatch.deferred import Elsewhere
    from rarewatch.sources import load_sites
    from rarewatch.watch import Reader

    read = partial(Elsewhere("rarewatch.articles", "read_article"), sites=load_sites())
    find, claimed = (Elsewhere("rarewatch.figures", name) for name in ("find_figures", "find_claims"))
    return Reader(read, find, Elsewhere("rarewatch.readers.topics", "on_topic"), claimed=claimed)
