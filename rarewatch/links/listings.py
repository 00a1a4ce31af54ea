"""The article links of a listing page, told from all its other links by their look."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rarewatch.links.addresses import normal_url, same_site
from rarewatch.links.dates import moment
from rarewatch.model import Link, Page
from rarewatch.vocabulary import table

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HEADLINE = 25
"""Characters from which a link's text reads as a headline; menu items rarely have more than 20."""
_DEPTH = 60
"""Ancestors that are looked at; real pages nest 20 to 40 deep."""
_OUTSIDE_TAGS = {"nav", "footer", "form", "dialog", "noscript", "template", "button", "select"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5"}


@dataclass(frozen=True)
class _Candidate:
    link: Link
    shape: str
    """The elements around the link: links of one list share it."""
    heading: bool
    articles: bool
    """Whether its address reads like that of an article."""


def all_links(page: Page) -> list[Link]:
    """Every link to a web page, in order, with the text that names it best."""
    tree = tree_of(page)
    base = _base(tree, page)
    found = (
        (anchor, normal_url(anchor.attributes.get("href") or "", base)) for anchor in tree.css("a[href]")
    )
    return [Link(url, _title(anchor), _date(anchor)) for anchor, url in found if url]


def headline_links(page: Page) -> list[Link]:
    """The links that look like the headlines of a list: same site, repeated blocks, no menus and tag pages.

    Where no link is long enough for a headline, the largest group of links of one shape is the list.
    """
    candidates = list(_candidates(page))
    sizes = Counter(shape for shape, _ in {(entry.shape, entry.link.url) for entry in candidates})
    titles = [entry for entry in candidates if len(entry.link.title) >= HEADLINE or entry.heading]
    found = [entry.link for entry in titles if sizes[entry.shape] > 1 or entry.heading or entry.articles]
    if found or not sizes:
        return found
    largest, _ = sizes.most_common(1)[0]
    return [entry.link for entry in candidates if entry.shape == largest]


def _candidates(page: Page) -> Iterator[_Candidate]:
    tree = tree_of(page)
    base, own = _base(tree, page), normal_url(page.url) or page.url
    for anchor in tree.css("a[href]"):
        url = normal_url(anchor.attributes.get("href") or "", base)
        if url is None or not same_site(url, own) or not _may_be_article(url) or is_outside(anchor):
            continue
        if title := _title(anchor):
            shape = f"{_shape(anchor)} {_pattern(url)}"
            yield _Candidate(
                Link(url, title, _date(anchor)), shape, _in_heading(anchor), _reads_like_article(url)
            )


def tree_of(page: Page) -> "LexborHTMLParser":
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(page.content)


def _base(tree: "LexborHTMLParser", page: Page) -> str:
    element = tree.css_first("base[href]")
    return (element and normal_url(element.attributes.get("href") or "", page.url)) or page.url


def _title(anchor: "LexborNode") -> str:
    """The headline within a link, else its text, else the words that stand in for it."""
    heading = anchor.css_first("h1, h2, h3, h4, h5")
    spoken = anchor.attributes.get("title") or anchor.attributes.get("aria-label") or ""
    text = (heading or anchor).text(separator=" ") or spoken
    return " ".join(text.split())[:300] or " ".join(spoken.split())[:300]


def _date(anchor: "LexborNode") -> datetime | None:
    """The date beside a link: the only one of the nearest block that has any and holds no other headline."""
    href = anchor.attributes.get("href")
    for block in around(anchor, 4):
        titles = (other for other in block.css("a[href]") if len(other.text().strip()) >= HEADLINE)
        if any(other.attributes.get("href") != href for other in titles):
            return None
        if times := block.css("time[datetime]"):
            return moment(times[0].attributes.get("datetime") or "") if len(times) == 1 else None
    return None


def around(node: "LexborNode", most: int = _DEPTH) -> Iterator["LexborNode"]:
    """The elements around a node, the nearest first, the body and what is above it left out."""
    parent = node.parent
    while parent is not None and most > 0 and parent.tag not in {"body", "html"}:
        yield parent
        parent, most = parent.parent, most - 1


def is_outside(node: "LexborNode") -> bool:
    """Whether an element belongs to the page's frame: menus, footers, forms, tag lists."""
    return any(block.tag in _OUTSIDE_TAGS or _framed(block) or _page_header(block) for block in around(node))


def _framed(block: "LexborNode") -> bool:
    names = (block.attributes.get(name) or "" for name in ("class", "id", "role"))
    words = set(re.split(r"[^a-z]+", " ".join(names).lower()))
    return not words.isdisjoint(_words("outside"))


def _page_header(block: "LexborNode") -> bool:
    """A header of the whole page; the header of one card of a list holds its headline."""
    parent = block.parent
    return block.tag == "header" and parent is not None and parent.tag == "body"


def _in_heading(anchor: "LexborNode") -> bool:
    return anchor.css_first("h1, h2, h3, h4, h5") is not None or any(
        block.tag in _HEADINGS for block in around(anchor, 3)
    )


def _shape(anchor: "LexborNode") -> str:
    """The nearest four elements around a link with their first class."""
    return " ".join(f"{block.tag}.{_first_class(block)}" for block in around(anchor, 4))


def _first_class(block: "LexborNode") -> str:
    return ((block.attributes.get("class") or "").split() or [""])[0]


def _pattern(url: str) -> str:
    """The first part of a URL's path, figures aside: lists rarely mix sections of a site by chance."""
    return re.sub(r"\d+", "0", urlsplit(url).path.split("/")[1]) if urlsplit(url).path.count("/") > 1 else ""


def _reads_like_article(url: str) -> bool:
    """A date, a long number or a slug of four words in the path.

    >>> _reads_like_article("https://e.org/2025/07/21/x"), _reads_like_article("https://e.org/rare-earths")
    (True, False)
    """
    path = urlsplit(url).path
    return re.search(r"/20\d\d/\d\d?/|\d{6}|[0-9a-f]{16}|(?:[^/-]+-){3}[^/-]", path) is not None


def _may_be_article(url: str) -> bool:
    parts = [part for part in urlsplit(url).path.lower().split("/") if part]
    if not parts or parts[-1].endswith(_endings()):
        return False
    return _words("sections").isdisjoint(parts)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("links")[name])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(table("links")["documents"])
