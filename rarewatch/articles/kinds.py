"""What a page turned out to be, where it is no article: states of their own, never taken for an article."""

from rarewatch.articles.blocks import Tree
from rarewatch.articles.identity import Identity
from rarewatch.articles.words import Words
from rarewatch.model import ArticleKind

_SHORT = 1500  # characters of text from which a page is an article whatever else it says
_FEW = 500  # characters of text that a listing's introduction may have
_ANNOUNCED = 25  # characters of a linked line that can be a headline
_TOP = 2000  # characters of a page in which it says that it is not there
_LISTED = 4  # such lines that make a listing


def kind_of(tree: Tree, text: str, identity: Identity, words: Words) -> ArticleKind:
    """The kind of a page whose article was read as `text`."""
    if not tree.blocks:
        return ArticleKind.EMPTY
    if len(text) < _SHORT:
        whole = " ".join(block.text for block in tree.blocks).casefold()
        return _short_kind(tree, text, whole, identity, words)
    return ArticleKind.ARTICLE


def _short_kind(tree: Tree, text: str, whole: str, identity: Identity, words: Words) -> ArticleKind:
    few = len(text) < _FEW
    tests = (
        (few and _says(whole[:_TOP], words.missing), ArticleKind.OTHER),
        (not identity.free or (few and _says(whole, words.paywall)), ArticleKind.PAYWALL_STUB),
        (few and _is_listing(tree), ArticleKind.LISTING),
        (few and len(whole) < 2 * _SHORT and _says(whole, words.consent), ArticleKind.CONSENT_WALL),
        (not text, ArticleKind.OTHER),
    )
    return next((kind for holds, kind in tests if holds), ArticleKind.ARTICLE)


def _says(whole: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in whole for phrase in phrases)


def _is_listing(tree: Tree) -> bool:
    headlines = {
        block.href
        for block in tree.blocks
        if block.href and len(block.text) >= _ANNOUNCED and block.linked >= len(block.text) * 0.7
    }
    return len(headlines) >= _LISTED
