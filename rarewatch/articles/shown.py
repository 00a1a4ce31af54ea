"""The headline that is plain to see, and the element that is its article's home: asked of the DOM itself.

Where both are found, the rest of the page need not be walked.
"""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from rarewatch.articles.blocks import DROP_ROLES, DROP_TAGS, is_hidden
from rarewatch.articles.identity import Identity
from rarewatch.articles.words import Words

_HOMES = frozenset(("article", "main"))
_ENOUGH = (
    2500  # characters in paragraphs of an element that can be all of an article, with what it relates to
)


def shown_headline(headings: Iterable[LexborNode], identity: Identity, words: Words) -> LexborNode | None:
    """The first h1 that is this article's headline, where nothing bars it."""
    for node in headings:
        if identity.names(node.text(deep=True, separator=" ")):
            return node if _plainly_shown(node, words) else None
    return None


def home(headline: LexborNode) -> LexborNode | None:
    """The article or main element around a headline that holds paragraphs enough to be all of an article."""
    node = headline.parent
    while node is not None and node.tag != "body":
        if (node.tag in _HOMES or node.attributes.get("role") == "main") and _holds_enough(node):
            return node
        node = node.parent
    return None


def _holds_enough(node: LexborNode) -> bool:
    size = 0
    for paragraph in node.css("p"):
        size += len(paragraph.text(deep=True))
        if size >= _ENOUGH:
            return True
    return False


def _plainly_shown(node: LexborNode, words: Words) -> bool:
    """Whether no element around says that it is hidden or beside the article."""
    outer = node.parent
    while outer is not None and outer.tag != "body":
        attributes = outer.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        barred = outer.tag in DROP_TAGS or attributes.get("role") in DROP_ROLES or is_hidden(attributes)
        if barred or any(words.hints_of(names)):
            return False
        outer = outer.parent
    return True
