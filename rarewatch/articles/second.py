"""The second opinion: trafilatura, asked only where the own reading yields too little of the page's text."""

import logging

from rarewatch.articles.clean import folded, plain
from rarewatch.articles.tree import Tree

_TOO_LITTLE = 250  # characters of text that are no article yet
_PARAGRAPHS = 3  # elements in the source that promise text where none was read
_SHARE = 0.5  # share of the page's running text below which the own reading is unsure
_FOREIGN = ("under ", "another article", "another story", "an offer", "before the headline", "a reader")
_MAX_SIZE = 3_000_000  # characters of HTML; trafilatura takes seconds beyond


def is_unsure(html: str, own: str, tree: Tree) -> bool:
    """Whether the own reading has little, though the page has much that no cut explains."""
    if len(own) >= _TOO_LITTLE:
        return False
    if not own and html.count("<p") >= _PARAGRAPHS:
        return True
    left = sum(block.good for block in tree.blocks if not block.cut.startswith(_FOREIGN))
    return left >= _TOO_LITTLE and len(own) < left * _SHARE


def second_opinion(html: str, tree: Tree) -> str:
    """What trafilatura takes for the article, without the lines that belong to others for a known reason."""
    if len(html) > _MAX_SIZE:
        return ""
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = extract(html, include_comments=False) or ""
    except Exception:  # whatever a third party's reader makes of a broken page, the own reading stands
        return ""
    foreign = {plain(block.text) for block in tree.blocks if block.cut.startswith((*_FOREIGN, "headline"))}
    lines = [line for line in map(folded, found.splitlines()) if line and plain(line) not in foreign]
    return "\n\n".join(lines)
