"""Which article is this page's: what its head and its structured data say of it."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from math import ceil
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rarewatch.articles.clean import folded, plain
from rarewatch.articles.words import Words

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review)$")
_LANGUAGE = re.compile(r"\s*([a-z]{2,3})(?![a-z])", re.IGNORECASE)
_INNER = ("@graph", "mainEntity", "mainEntityOfPage")
_MAX_NODES = 2000  # of structured data; enough for any article, little enough for a hostile page
_MIN_TITLE = 12  # characters that a headline must have left when a site's name is taken off it
_TELLING = 3  # words that a headline has at least, to be known by most of them
_MOST_LONGER = 3  # times as many characters as a headline has that a line naming it has at most
_SAME = 0.75  # share of common words from which two headlines name the same article
_SITE = re.compile(r"https?://[^/?#]+/?")
_MOST_SITE, _LEAST_HEAD = 4, 5  # words of a site's name in a title; words of the headline beside it
_MOST_HEADINGS = 20  # h1 elements looked at


class Marks:
    """The elements of a page that say which article it is, each kind in the page's order.

    They are found in one pass over the tree: one for each kind would take as long as parsing the page.
    """

    def __init__(self, parser: LexborHTMLParser) -> None:
        found = parser.css('h1,meta[content],script[type="application/ld+json"]')
        tops = [node for node in found if node.tag == "h1"][:_MOST_HEADINGS]
        homes = [_leads_home(node) for node in tops]
        self.headings = [node for node, home in zip(tops, homes, strict=True) if not home]
        self.masthead = next((node.text(deep=True, separator=" ") for node in compress(tops, homes)), "")
        """The site's name, where it is set as a heading that leads to the front page."""
        self.metas = [node for node in found if node.tag == "meta"]
        self.data = [node for node in found if node.tag == "script"]
        """Structured data (JSON-LD)."""


def _leads_home(heading: LexborNode) -> bool:
    """Whether a heading is a link to the front page: then it is the site's name."""
    around = heading.parent
    link = around if around is not None and around.tag == "a" else heading.css_first("a[href]")
    return link is not None and is_home(link.attributes.get("href") or "")


def is_home(link: str) -> bool:
    """Whether a link leads to a front page.

    >>> [is_home(link) for link in ("/", "https://example.org", "./", "/news/1", "#", "")]
    [True, True, True, False, False, False]
    """
    return link in ("/", "./", "/index.html") or (_SITE.fullmatch(link) is not None)


@dataclass(frozen=True)
class Identity:
    """What the page says of its article outside its text. Empty strings where it says nothing."""

    titles: tuple[str, ...] = ()
    """Its headline, as stated in several places, the most trusted first."""
    canonical: str = ""
    site: str = ""
    language: str = ""
    author: str = ""
    article: dict[str, Any] = field(default_factory=dict)
    """The structured data (JSON-LD) of this article."""
    metas: dict[str, str] = field(default_factory=dict)
    free: bool = True
    """False where the page says that not all of it may be read for free."""

    def names(self, line: str) -> bool:
        """Whether a line is this article's headline."""
        shortest, longest, telling = self._looks
        if not shortest <= len(line) <= longest:
            return False
        low = line.casefold()
        for word in telling:
            if word in low:
                spelled = tuple(plain(line).split())
                return any(_same(spelled, title) for title in self._spelled)
        return False

    def holds(self, line: str) -> bool:
        """Whether a line has no word that its headline does not have: one that has, tells more."""
        spelled = set(plain(line).split())
        return any(spelled <= set(title) for title in self._spelled)

    @cached_property
    def _spelled(self) -> list[tuple[str, ...]]:
        return [tuple(plain(title).split()) for title in self.titles]

    @cached_property
    def _looks(self) -> tuple[int, int, frozenset[str]]:
        """What most lines that are no headline lack: some length, not too much, and a telling word."""
        return self._shortest, self._longest, self._telling

    @property
    def _shortest(self) -> int:
        """Characters that a line has at least that names a headline: those of its shorter words."""
        sizes = (sorted(map(len, set(title))) for title in self._spelled)
        return min((sum(size[: ceil(len(size) * _SAME)]) for size in sizes), default=0)

    @property
    def _longest(self) -> int:
        """Characters that a line has at most that names a headline, unless its words are monsters."""
        return _MOST_LONGER * max(map(len, self.titles), default=0)

    @property
    def _telling(self) -> frozenset[str]:
        """The longest words of each headline, so many that a line that names it holds one at least."""
        found: set[str] = set()
        for title in self._spelled:
            words = sorted(set(title), key=len, reverse=True)
            found.update(words[: int(len(title) * (1 - _SAME)) + 1])
        return frozenset(found)


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines name the same article: most of their words are the same."""
    return _same(tuple(plain(one).split()), tuple(plain(other).split()))


def _same(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if not first or not second:
        return False
    if first == second:
        return True
    if not _SAME <= len(first) / len(second) <= 1 / _SAME or len(first) < _TELLING:
        return False
    one, other = set(first), set(second)
    return len(one & other) >= _SAME * max(len(one), len(other))


def read_identity(parser: LexborHTMLParser, marks: Marks, url: str | None, words: Words) -> Identity:
    """Read the head of a page; nothing of it is taken on trust later than needed."""
    metas = _metas(marks.metas)
    canonical = _canonical(parser, metas, url)
    page_title = _first_text(parser, "title")
    site = metas.get("og:site_name") or metas.get("application-name", "")
    stated = [metas.get("og:title", ""), metas.get("twitter:title", "")]
    headings = {plain(node.text(deep=True, separator=" ")) for node in marks.headings} - {""}
    article = _article(marks.data, canonical, [*stated, page_title])
    canonical = canonical or _stated_address(article)
    site = site or _named(article.get("publisher")) or folded(marks.masthead)
    stated.insert(0, folded(str(article.get("headline") or "")))
    titles = [bare_title(title, site, headings, words) for title in (*stated, page_title)]
    titles = titles if any(stated) else [*_without_site(titles[-1], words), titles[-1]]
    return Identity(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        canonical=canonical,
        site=folded(site) or _host(canonical),
        language=_language(parser, metas),
        author=_author(article, metas),
        article=article,
        metas=metas,
        free=str(article.get("isAccessibleForFree", "true")).casefold() != "false",
    )


def bare_title(title: str, site: str, headings: Collection[str], words: Words) -> str:
    """A title without the site's name around it, where one of the `plain` headings or that name shows it."""
    for separator in words.separators:
        if separator not in title:
            continue
        head, _, tail = title.rpartition(separator)
        if len(head) >= _MIN_TITLE and (plain(head) in headings or _is_site(tail, site)):
            return bare_title(head, site, headings, words)
        head, _, tail = title.partition(separator)
        if len(tail) >= _MIN_TITLE and (plain(tail) in headings or _is_site(head, site)):
            return tail
    return title


def _without_site(title: str, words: Words) -> list[str]:
    """The longer part of the only title that a page states, where a short one may be the site's name."""
    for separator in words.separators:
        head, _, tail = title.rpartition(separator)
        if len(head.split()) >= _LEAST_HEAD and len(tail.split()) <= _MOST_SITE:
            return [head]
    return []


def _is_site(part: str, site: str) -> bool:
    name = plain(part).replace(" ", "")
    return bool(site) and name == plain(site).replace(" ", "")


def http_url(link: str, base: str | None) -> str:
    """The absolute http(s) address of a link; empty where it has none."""
    try:
        joined = urljoin(base or "", folded(link).replace(" ", "%20"))
        parts = urlsplit(joined)
        return joined if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _metas(nodes: Iterable[LexborNode]) -> dict[str, str]:
    """The page's meta elements by name, lower case; the first of each name counts."""
    found: dict[str, str] = {}
    for node in nodes:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        name = name or attributes.get("http-equiv")
        content = folded(attributes.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _canonical(parser: LexborHTMLParser, metas: dict[str, str], url: str | None) -> str:
    """What the head says, save where it names the site's front page and the page is not that."""
    node = parser.css_first('link[rel~="canonical"][href]')
    stated = (node.attributes.get("href") or "") if node else ""
    for link in (stated, metas.get("og:url", "")):
        found = http_url(link, url) if link else ""
        if found and (not _is_front(found) or (url and _is_front(url))):
            return found
    return http_url(url or "", None)


def _is_front(url: str) -> bool:
    return urlsplit(url).path in ("", "/")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _language(parser: LexborHTMLParser, metas: dict[str, str]) -> str:
    node = parser.css_first("html[lang]")
    stated = (node.attributes.get("lang") or "") if node else ""
    for value in (stated, *(metas.get(name, "") for name in ("og:locale", "content-language", "language"))):
        if match := _LANGUAGE.match(value):
            return match[1].lower()
    return ""


def _author(article: dict[str, Any], metas: dict[str, str]) -> str:
    stated = article.get("author")
    people = stated if isinstance(stated, list) else [stated]
    joined = ", ".join(dict.fromkeys(filter(None, (folded(_named(person)) for person in people))))
    fallback = metas.get("author") or metas.get("article:author") or metas.get("parsely-author", "")
    found = joined or fallback
    return "" if found.startswith("http") else found[:200]


def _first_text(parser: LexborHTMLParser, selector: str) -> str:
    node = parser.css_first(selector)
    return folded(node.text(deep=True, separator=" ")) if node else ""


def _article(scripts: Iterable[LexborNode], canonical: str, titles: list[str]) -> dict[str, Any]:
    """The structured data of this page's article: by its address, its headline, or as the only one."""
    found = [entry for node in scripts for entry in _entries(node.text())]
    for entry in found:
        if canonical and canonical in _addresses(entry):
            return entry
    for entry in found:
        if any(same_headline(str(entry.get("headline") or ""), title) for title in titles):
            return entry
    return found[0] if len(found) == 1 else {}


def _is_article(types: Any) -> bool:
    kinds = types if isinstance(types, list) else [types]
    return any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds)


def _addresses(entry: dict[str, Any]) -> list[str]:
    """Where an article of structured data says that it is, by its own word first."""
    main = entry.get("mainEntityOfPage")
    page = main.get("@id") if isinstance(main, dict) else main
    return [link for link in (entry.get("url"), page, entry.get("@id")) if isinstance(link, str)]


def _stated_address(entry: dict[str, Any]) -> str:
    """The first of an article's addresses that may be one: many articles name the site's front page."""
    links = (http_url(link, None) for link in _addresses(entry))
    return next((link for link in links if link and not _is_front(link)), "")


def _named(thing: Any) -> str:
    """The name of a person or an organisation in structured data; empty where it has none."""
    name = thing.get("name") if isinstance(thing, dict) else thing
    return name if isinstance(name, str) and not name.startswith("http") else ""


def _entries(source: str) -> Iterator[dict[str, Any]]:
    """All articles in one JSON-LD script, outermost first."""
    return (node for node in linked_nodes(source) if _is_article(node.get("@type")))


def linked_nodes(source: str) -> Iterator[dict[str, Any]]:
    """What one JSON-LD script describes, outermost first; nothing from what cannot be read."""
    try:
        queue: list[Any] = [json.loads(source.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MAX_NODES):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            queue.extend(value for key, value in node.items() if key in _INNER)
