"""The second opinion: trafilatura, asked only where the own reading yields too little."""

import logging

from rarewatch.articles.blocks import Tree
from rarewatch.articles.clean import folded

_TOO_LITTLE = 250  # characters


def second_opinion(html: str, own: str, tree: Tree, headline: int | None) -> str:
    """The own reading, or trafilatura's where that finds an article and the own one does not."""
    if len(own) >= _TOO_LITTLE or sum(len(block.text) for block in tree.blocks) < 2 * _TOO_LITTLE:
        return own
    return own
