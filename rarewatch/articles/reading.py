"""One reading of a page: the rules that it goes by, and what it saw on its way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rarewatch.articles.tree import Tree
from rarewatch.model import SiteRule


@dataclass
class Reading:
    """What comes with a page besides its text, and the blocks that were found in it."""

    sites: Mapping[str, SiteRule] = field(default_factory=dict)
    """Rules for single sites, by host."""
    fetched: date | None = None
    """The day of fetching: no later day is one of publication."""
    whole: bool = False
    """Whether every block is wanted, those well before a plain headline too."""
    tree: Tree = field(default_factory=Tree)
    """The blocks after all cuts; none where a page was not taken for text."""
