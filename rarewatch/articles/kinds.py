"""What a page turned out to be, where it is no article: states of their own, never taken for an article."""

from rarewatch.articles.blocks import Tree
from rarewatch.articles.identity import Identity
from rarewatch.articles.words import Words
from rarewatch.model import ArticleKind

_SHORT = 1500  # characters of text from which a page is an article whatever else it says
_FEW = 500  # characters of text that a listing's introduction may have
_ANNOUNCED = 25  # characters of a linked line that can be a headline
_LISTED = 4  # such lines that make a listing


def kind_of(tree: Tree, text: str, identity: Identity, words: Words) -> ArticleKind:
    """The kind of a page whose article was read as `text`."""
    if not tree.blocks:
        return ArticleKind.EMPTY
    whole = " ".join(block.text for block in tree.blocks).casefold() if len(text) < _SHORT else ""
    if whole and len(text) < _FEW and any(phrase in whole[:3000] for phrase in words.missing):
        return ArticleKind.OTHER
    if whole and _says(whole, words.paywall) and (len(text) < _FEW or not identity.free):
        return ArticleKind.PAYWALL_STUB
    if whole and not identity.free:
        return ArticleKind.PAYWALL_STUB
    if len(text) < _FEW and _is_listing(tree, text):
        return ArticleKind.LISTING
    if whole and len(whole) < 2 * _SHORT and _says(whole, words.consent) and not tree.good(): 
        return ArticleKind.CONSENT_WALL
    if text:
        return ArticleKind.ARTICLE
    return ArticleKind.CONSENT_WALL if _says(whole, words.consent) else ArticleKind.OTHER


def _says(whole: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in whole for phrase in phrases)


def _is_listing(tree: Tree, text: str) -> bool:
    headlines = {
        block.href
        for block in tree.blocks
        if block.href and len(block.text) >= _ANNOUNCED and block.linked >= len(block.text) * 0.7
    }
    return len(headlines) >= _LISTED and len(text) < _FEW
