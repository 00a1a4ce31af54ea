"""An HTML page to its Article: one parse, one walk, the cuts, then what the page states of it."""

import re
from datetime import date
from html import escape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rarewatch.articles.blocks import read_blocks
from rarewatch.articles.embedded import Embedded, read_embedded
from rarewatch.articles.identity import Identity, Marks, read_identity
from rarewatch.articles.kinds import kind_of
from rarewatch.articles.payloads import reveal
from rarewatch.articles.plain import is_foreign
from rarewatch.articles.published import Asked
from rarewatch.articles.reading import Reading
from rarewatch.articles.second import is_unsure, second_opinion
from rarewatch.articles.select import article_text, cut_page
from rarewatch.articles.shown import home, shown_headline
from rarewatch.articles.sites import cut_by_rule, mark, rule_for
from rarewatch.articles.stated import read_stated
from rarewatch.articles.tree import Tree
from rarewatch.articles.words import Words
from rarewatch.model import Article, ArticleKind, SiteRule

_ENOUGH = 1500  # characters of running text after a headline that make it the one, and enough for `kinds`
_HOST = re.compile(r" ?:| ?\([\w-]+(?:\.[\w-]+)+\)")
_MAX_SIGN = 8  # characters of a number, a time or a sign before a headline
_TOO_LITTLE = 250  # characters of text below which a page may carry its article as data


def read_page(html: str, url: str | None, published: date | None, words: Words, reading: Reading) -> Article:
    """Read the article of an HTML page; its blocks are left in `reading`."""
    if is_foreign(html):
        return Article("", url=_known(url), published=published, kind=ArticleKind.OTHER)
    parser = LexborHTMLParser(html)
    reveal(parser, html)
    marks = Marks(parser)
    identity = read_identity(parser, marks, url, words)
    stated = read_stated(parser, marks, identity, words)
    rule = rule_for((url, identity.canonical), reading.sites)
    shown = None if reading.whole or rule else shown_headline(marks.headings, identity, words)
    tree, headline = read_tree(parser, identity, words, rule=rule, shown=shown)
    text = article_text(tree)
    found = None if rule or len(text) >= _TOO_LITTLE else _from_data(parser, identity, words, text)
    data, carried = found or (Embedded(""), tree)
    reading.tree = carried
    if found:
        text = article_text(carried)
    elif not rule and is_unsure(html, text, tree):
        text = max(second_opinion(html, tree), text, key=len)
    kind = kind_of(carried, text, identity, words)
    days = Asked(tree, headline, identity, stated, words, reading.fetched).days(data.published)
    return Article(
        text="" if kind is ArticleKind.LISTING else text,
        title=_title(tree, headline, identity) or data.title,
        published=published or days.published,
        url=identity.canonical or _known(url),
        site=identity.site or None,
        language=identity.language or None,
        author=identity.author or None,
        modified=days.modified,
        kind=kind,
    )


def read_tree(
    parser: LexborHTMLParser,
    identity: Identity,
    words: Words,
    *,
    rule: SiteRule | None = None,
    shown: LexborNode | None = None,
) -> tuple[Tree, int | None]:
    """The page's blocks, each kept or cut, and where the headline stands.

    A page whose headline is plain to see (`shown`) is read from there on. Where that gives little text, all
    of it is read: a headline may head nothing. `rule` is the site's own.
    """
    if rule:
        mark(parser, rule)
    tree = read_blocks(parser, words, shown, home(shown) if shown else None)
    if rule:
        cut_by_rule(tree, rule)
    headline = cut_page(tree, identity, words)
    if shown and tree.good() < _ENOUGH:
        return read_tree(parser, identity, words)
    return tree, headline


def _from_data(
    parser: LexborHTMLParser, identity: Identity, words: Words, shown: str
) -> tuple[Embedded, Tree] | None:
    """The article in the data that the page carries for its scripts, where that holds more than it shows.

    Not where the page says that its text may not be read for free.
    """
    data = read_embedded(parser, identity, words) if identity.free else None
    if data is None:
        return None
    title = escape(identity.titles[0] if identity.titles else data.title)
    tree, _ = read_tree(LexborHTMLParser(f"<h1>{title}</h1>{data.html}"), identity, words)
    return (data, tree) if len(article_text(tree)) > len(shown) else None


def _known(url: str | None) -> str | None:
    return url if url and _is_web(url) else None


def _is_web(url: str) -> bool:
    """Whether an address is http(s)."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _adds_sign(printed: str, title: str) -> bool:
    """Whether a printed headline only adds a number, a time or a sign in front, or a host behind."""
    if printed.startswith(title) and _HOST.fullmatch(printed, len(title)):
        return True
    return (
        printed.endswith(title)
        and 0 < len(printed) - len(title) <= _MAX_SIGN
        and not any(map(str.isalpha, printed[: -len(title)]))
    )


def _title(tree: Tree, headline: int | None, identity: Identity) -> str:
    """The headline as the page prints it; else as its head states it."""
    if headline is not None:
        block = tree.blocks[headline]
        cells = block.text.split(" | ") if block.tag == "tr" else ()
        printed = next(filter(identity.names, cells), block.text)
        return next((title for title in identity.titles if _adds_sign(printed, title)), printed)
    return identity.titles[0] if identity.titles else ""
