"""Running text on a page of HTML: what tells an article from a list of articles."""

from typing import TYPE_CHECKING

from rarewatch.links.document import HEADLINE, Document, around

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SILENT = {"a", "script", "style", "title", "figcaption", "option"}
_SENTENCE = 60
"""Characters from which a text is a sentence and no caption or byline."""
_LEAD = 90
"""Characters under a headline from which it has a story; the line under a topic's name is mostly shorter."""
_BETWEEN = 15
"""Characters beside a link from which it stands within a sentence; dates and bylines are mostly shorter."""
_ARTICLE = 'meta[property="og:type"][content="article"], meta[property="article:published_time"]'


def prose_length(document: Document) -> int:
    """Characters of the longest stretch of running text between two headlines: an article's body, if any.

    Text counts in whatever element it stands: old pages part their paragraphs by `<br>` alone.
    """
    longest = current = 0
    for node in document.nodes():
        current = 0 if _starts_anew(node) else current + _length(node, document)
        longest = max(longest, current)
    return longest


def opens_with_story(document: Document) -> bool:
    """Whether a page calls itself an article, or a headline that is no link is followed by its text."""
    if document.tree.css_first(_ARTICLE):
        return True
    lead, headed = 0, False
    for node in document.nodes():
        if node.tag == "h1":
            headed = len(node.text().strip()) >= HEADLINE and node.css_first("a") is None
            lead = 0
        elif headed and node.tag == "a" and _starts_anew(node):
            return False
        lead += _length(node, document) if headed else 0
        if lead >= _LEAD:
            return True
    return False


def _length(node: "LexborNode", document: Document) -> int:
    """Characters of a text that reads like a sentence; 0 for all else."""
    if node.tag != "-text":
        return 0
    length = len(node.text().strip())
    if length < _SENTENCE or any(block.tag in _SILENT for block in around(node, 8)):
        return 0
    return 0 if document.is_outside(node) else length


def _starts_anew(node: "LexborNode") -> bool:
    """Whether another entry of a list starts here; links within a sentence start none."""
    if node.tag in {"article", "li"}:
        return True
    if node.tag != "a" or len(node.text().strip()) < HEADLINE:
        return False
    beside = (other for other in (node.prev, node.next) if other is not None and other.tag == "-text")
    return all(len(other.text().strip()) < _BETWEEN for other in beside)
