"""The readers of pages that the commands hand on, with the user's rules for single sites."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rarewatch.watch import Reader


def reader() -> "Reader":
    """All of them; raises UsageError where the rules are broken."""
    from functools import partial

    from rarewatch.articles import read_article
    from rarewatch.figures import find_claims, find_figures
    from rarewatch.readers.topics import on_topic
    from rarewatch.sources import load_sites
    from rarewatch.watch import Reader

    read = partial(read_article, sites=load_sites())
    return Reader(read, find_figures, on_topic, claimed=find_claims)
