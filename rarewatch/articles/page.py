"""An HTML page to its Article: one parse, one walk, the cuts, then what the page states of it."""

from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from rarewatch.articles.blocks import Tree, read_blocks
from rarewatch.articles.clean import folded
from rarewatch.articles.dates import day_in_url, first_day
from rarewatch.articles.identity import Identity, read_identity
from rarewatch.articles.kinds import kind_of
from rarewatch.articles.plain import is_foreign
from rarewatch.articles.reading import Reading
from rarewatch.articles.second import is_unsure, second_opinion
from rarewatch.articles.select import article_text, cut_page
from rarewatch.articles.sites import cut_by_rule, mark, rule_for
from rarewatch.articles.words import Words
from rarewatch.model import Article, ArticleKind

_NEAR = 8  # blocks before and after the headline in which a day stands
_MAX_DATELINE = 120  # characters of a line that states a day


def read_page(html: str, url: str | None, published: date | None, words: Words, reading: Reading) -> Article:
    """Read the article of an HTML page; its blocks are left in `reading`."""
    if is_foreign(html):
        return Article("", url=_known(url), published=published, kind=ArticleKind.OTHER)
    parser = LexborHTMLParser(html)
    identity = read_identity(parser, url, words)
    microdata = _microdata(parser)
    rule = rule_for((url, identity.canonical), reading.sites)
    if rule:
        mark(parser, rule)
    tree = reading.tree = read_blocks(parser, words)
    if rule:
        cut_by_rule(tree, rule)
    headline = cut_page(tree, identity, words)
    text = article_text(tree)
    if not rule and is_unsure(html, text, tree):
        text = max(second_opinion(html, tree), text, key=len)
    kind = kind_of(tree, text, identity, words)
    return Article(
        text="" if kind is ArticleKind.LISTING else text,
        title=_title(tree, headline, identity),
        published=published or _published(tree, headline, identity, microdata, words),
        url=identity.canonical or _known(url),
        site=identity.site or None,
        language=identity.language or None,
        author=identity.author or None,
        modified=_modified(identity, words),
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


def _microdata(parser: LexborHTMLParser) -> list[str]:
    found = []
    for node in parser.css('[itemprop~="datePublished"]')[:3]:
        attributes = node.attributes
        found.append(attributes.get("content") or attributes.get("datetime") or folded(node.text(deep=True)))
    return found[:1]


def _published(
    tree: Tree, headline: int | None, identity: Identity, microdata: list[str], words: Words
) -> date | None:
    metas = [identity.metas.get(name, "") for name in words.published]
    stated = [metas[0], str(identity.article.get("datePublished") or ""), *metas[1:], *microdata]
    found = first_day((folded(text) for text in stated), words.months)
    return found or _visible(tree, headline, words) or day_in_url(identity.canonical)


def _visible(tree: Tree, headline: int | None, words: Words) -> date | None:
    """The day of a time element or a short line near the headline."""
    if headline is None:
        return None
    first, last = max(0, headline - _NEAR // 2), headline + _NEAR
    times = [text for at, stated, shown in tree.times if first <= at <= last for text in (stated, shown)]
    lines = [
        block.text
        for block in tree.blocks[first : last + 1]
        if len(block.text) <= _MAX_DATELINE
        and not block.good
        and not block.cut.startswith(("another article", "under "))
    ]
    return first_day(times, words.months) or first_day(lines, words.months)


def _modified(identity: Identity, words: Words) -> date | None:
    stated = [identity.metas.get(name, "") for name in words.modified]
    stated.insert(1, str(identity.article.get("dateModified") or ""))
    return first_day((folded(text) for text in stated), words.months)
