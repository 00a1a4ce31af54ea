"""The article links of a listing page, told from all its other links by their look."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rarewatch.links.addresses import normal_url, same_site
from rarewatch.links.document import HEADLINE, Document, around, words
from rarewatch.model import Link, Page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = {"h1", "h2", "h3", "h4", "h5"}
_LONGEST = 300
"""Characters of a title; a link around a whole card holds more."""


@dataclass(frozen=True)
class _Candidate:
    link: Link
    shape: str
    """The elements around the link: links of one list share it."""
    heading: bool
    article: bool
    """Whether its address reads like that of an article."""


def all_links(page: Page) -> list[Link]:
    """Every link to a web page, in order, with the text that names it best."""
    document = Document(page)
    return [Link(url, _title(anchor), document.date_beside(anchor)) for anchor, url in document.anchors()]


def headline_links(page: Page, document: Document | None = None) -> list[Link]:
    """The links that look like the headlines of a list: same site, repeated blocks, no menus and tag pages.

    Where no link is long enough for a headline, the largest group of links of one shape is the list.
    """
    candidates = list(_candidates(page, document or Document(page)))
    sizes = Counter(shape for shape, _ in {(entry.shape, entry.link.url) for entry in candidates})
    titles = [entry for entry in candidates if len(entry.link.title) >= HEADLINE or entry.heading]
    found = [entry.link for entry in titles if sizes[entry.shape] > 1 or entry.heading or entry.article]
    if found or not sizes:
        return found
    largest = max(sizes, key=lambda shape: sizes[shape])
    return [entry.link for entry in candidates if entry.shape == largest]


def _candidates(page: Page, document: Document) -> Iterator[_Candidate]:
    own = normal_url(page.url) or page.url
    for anchor, url in document.anchors():
        if not same_site(url, own) or not _may_be_article(url) or document.is_outside(anchor):
            continue
        if title := _title(anchor):
            shape = f"{_shape(anchor)} {_section(url)}"
            link = Link(url, title, document.date_beside(anchor))
            yield _Candidate(link, shape, _in_heading(anchor), _reads_like_article(url))


def _title(anchor: "LexborNode") -> str:
    """The headline within a link, else its text, else the words that stand in for it."""
    heading = anchor.css_first("h1, h2, h3, h4, h5")
    spoken = anchor.attributes.get("title") or anchor.attributes.get("aria-label") or ""
    text = " ".join((heading or anchor).text(separator=" ").split()) or " ".join(spoken.split())
    return text[:_LONGEST]


def _in_heading(anchor: "LexborNode") -> bool:
    within = anchor.css_first("h1, h2, h3, h4, h5") is not None
    return within or any(block.tag in _HEADINGS for block in around(anchor, 3))


def _shape(anchor: "LexborNode") -> str:
    """The nearest four elements around a link with their first class."""
    return " ".join(f"{block.tag}.{_first_class(block)}" for block in around(anchor, 4))


def _first_class(block: "LexborNode") -> str:
    return ((block.attributes.get("class") or "").split() or [""])[0]


def _section(url: str) -> str:
    """The first part of a URL's path, digits aside: a list rarely mixes sections of a site by chance."""
    parts = urlsplit(url).path.split("/")
    return re.sub(r"\d+", "0", parts[1]) if len(parts) > 2 else ""


def _reads_like_article(url: str) -> bool:
    """A date, a long number or a slug of four words in the path.

    >>> _reads_like_article("https://e.org/2025/07/21/x"), _reads_like_article("https://e.org/rare-earths")
    (True, False)
    """
    path = urlsplit(url).path
    return re.search(r"/20\d\d/\d\d?/|\d{6}|[0-9a-f]{16}|(?:[^/-]+-){3}[^/-]", path) is not None


def _may_be_article(url: str) -> bool:
    parts = [part for part in urlsplit(url).path.lower().split("/") if part]
    if not parts or parts[-1].endswith(tuple(words("documents"))):
        return False
    return words("sections").isdisjoint(parts)
