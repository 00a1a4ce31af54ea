"""Running text on a page of HTML: what tells an article from a list of articles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rarewatch.links.listings import HEADLINE, around, is_outside, tree_of
from rarewatch.model import Page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SILENT = {"a", "script", "style", "title", "figcaption", "option"}
_SENTENCE = 60
"""Characters from which a text is a sentence and no caption or byline."""
_LEAD = 100
"""Characters under a headline from which it has a story; the line under a topic's name is mostly shorter."""


def prose_length(page: Page) -> int:
    """Characters of the longest stretch of running text between two headlines: an article's body, if any.

    Text counts in whatever element it stands: old pages part their paragraphs by `<br>` alone.
    """
    longest = current = 0
    for node in _nodes(tree_of(page)):
        current = 0 if _starts_anew(node) else current + _length(node)
        longest = max(longest, current)
    return longest


def opens_with_story(page: Page) -> bool:
    """Whether a page calls itself an article, or a headline that is no link is followed by its text."""
    tree = tree_of(page)
    if tree.css_first('meta[property="og:type"][content="article"], meta[property="article:published_time"]'):
        return True
    lead, headed = 0, False
    for node in _nodes(tree):
        if node.tag == "h1":
            headed = len(node.text().strip()) >= HEADLINE and node.css_first("a") is None
            lead = 0
        elif headed and _starts_anew(node) and node.tag == "a":
            return False
        lead += _length(node) if headed else 0
        if lead >= _LEAD:
            return True
    return False


def _nodes(tree: "LexborHTMLParser") -> Iterator["LexborNode"]:
    return iter(tree.body.traverse(include_text=True) if tree.body else ())


def _length(node: "LexborNode") -> int:
    """Characters of a text that reads like a sentence; 0 for all else."""
    if node.tag != "-text":
        return 0
    length = len(node.text().strip())
    return length if length >= _SENTENCE and _is_prose(node) else 0


def _starts_anew(node: "LexborNode") -> bool:
    """Whether another entry of a list starts here; links within a sentence start none."""
    if node.tag in {"article", "li"}:
        return True
    if node.tag != "a" or len(node.text().strip()) < HEADLINE:
        return False
    return node.parent is None or _running(node.parent) < _SENTENCE


def _is_prose(text: "LexborNode") -> bool:
    return all(block.tag not in _SILENT for block in around(text, 8)) and not is_outside(text)


def _running(block: "LexborNode") -> int:
    """Characters of text directly in an element, that of its child elements left out."""
    return len(block.text(deep=False).strip())
