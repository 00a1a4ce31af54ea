"""An HTML page to its Article: one parse, one walk, the cuts, then what the page states of it."""

from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from rarewatch.articles.blocks import Tree, read_blocks
from rarewatch.articles.identity import Identity, read_identity
from rarewatch.articles.kinds import kind_of
from rarewatch.articles.plain import is_foreign
from rarewatch.articles.published import Reading
from rarewatch.articles.second import is_unsure, second_opinion
from rarewatch.articles.select import article_text, cut_page
from rarewatch.articles.stated import read_stated
from rarewatch.articles.words import Words
from rarewatch.model import Article, ArticleKind


def read_page(
    html: str, url: str | None, published: date | None, words: Words, fetched: date | None = None
) -> Article:
    """Read the article of an HTML page."""
    if is_foreign(html):
        return Article("", url=_known(url), published=published, kind=ArticleKind.OTHER)
    parser = LexborHTMLParser(html)
    identity = read_identity(parser, url, words)
    stated = read_stated(parser, identity, words)
    tree = read_blocks(parser, words)
    headline = cut_page(tree, identity, words)
    text = article_text(tree)
    if is_unsure(html, text, tree):
        text = max(second_opinion(html, tree), text, key=len)
    kind = kind_of(tree, text, identity, words)
    days = Reading(tree, headline, identity, stated, words, fetched).days()
    return Article(
        text="" if kind is ArticleKind.LISTING else text,
        title=_title(tree, headline, identity),
        published=published or days.published,
        url=identity.canonical or _known(url),
        site=identity.site or None,
        language=identity.language or None,
        author=identity.author or None,
        modified=days.modified,
        kind=kind,
    )


def _known(url: str | None) -> str | None:
    return url if url and _is_web(url) else None


def _is_web(url: str) -> bool:
    """Whether an address is http(s)."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _title(tree: Tree, headline: int | None, identity: Identity) -> str:
    """The headline as the page prints it; else as its head states it."""
    if headline is not None:
        return tree.blocks[headline].text
    return identity.titles[0] if identity.titles else ""
