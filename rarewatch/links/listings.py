"""The article links of a listing page, told from all its other links by their look."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rarewatch.links.addresses import normal_url, same_site
from rarewatch.links.document import HEADLINE, Document, around, words
from rarewatch.links.passed import Found, Why
from rarewatch.links.titles import title_of
from rarewatch.model import Link, Page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = {"h1", "h2", "h3", "h4", "h5"}


@dataclass(frozen=True)
class _Candidate:
    link: Link
    shape: str = ""
    """The elements around the link: links of one list share it."""
    heading: bool = False
    article: bool = False
    """Whether its address reads like that of an article."""
    why: Why | None = None


def chosen_links(page: Page, articles: str = "") -> list[Found]:
    """Every link to a web page, or every one in the elements that `articles` selects; none is sorted out."""
    document = Document(page)
    return [
        Found(Link(url, _title(anchor), document.date_beside(anchor)))
        for anchor, url in _addressed(document, articles)
    ]


def sorted_links(page: Page, document: Document | None = None) -> list[Found]:
    """Every link, told by its look: the headlines of a list have no reason against them.

    They are of the same site, stand in repeated blocks, and lead to no tag or section. Where no link is long
    enough for a headline, the largest group of links of one shape is the list.
    """
    seen = list(_candidates(page, document or Document(page)))
    candidates = [entry for entry in seen if entry.why is None]
    sizes = Counter(shape for shape, _ in {(entry.shape, entry.link.url) for entry in candidates})
    wanted = [entry for entry in candidates if _is_headline(entry, sizes)]
    if not wanted and sizes:
        largest = max(sizes, key=lambda shape: sizes[shape])
        wanted = [entry for entry in candidates if entry.shape == largest]
    kept = set(map(id, wanted))
    return [Found(entry.link, None if id(entry) in kept else entry.why or Why.NO_HEADLINE) for entry in seen]


def headline_links(page: Page, document: Document | None = None) -> list[Link]:
    """The links that look like the headlines of a list."""
    return [found.link for found in sorted_links(page, document) if found.why is None]


def next_page(page: Page) -> str | None:
    """The URL of the page that goes on with this one, where it says which."""
    return Document(page).next_page()


def _is_headline(entry: _Candidate, sizes: Counter[str]) -> bool:
    long = len(entry.link.title) >= HEADLINE or entry.heading
    return long and (sizes[entry.shape] > 1 or entry.heading or entry.article)


def _candidates(page: Page, document: Document) -> Iterator[_Candidate]:
    own = normal_url(page.url) or page.url
    for anchor, url in document.anchors():
        title = _title(anchor)
        link = Link(url, title)
        if why := _against(anchor, url, own, document):
            yield _Candidate(link, why=why)
        elif title:
            shape = f"{_shape(anchor)} {_section(url)}"
            link = Link(url, title, document.date_beside(anchor))
            yield _Candidate(link, shape, _in_heading(anchor), _reads_like_article(url))


def _against(anchor: "LexborNode", url: str, own: str, document: Document) -> Why | None:
    """What speaks against a link being that of an article."""
    if not same_site(url, own):
        return Why.OTHER_SITE
    if not _may_be_article(url):
        return Why.SECTION
    return Why.FRAME if document.is_outside(anchor) else None


def _addressed(document: Document, articles: str) -> Iterator[tuple["LexborNode", str]]:
    for anchor in document.all_anchors(articles):
        if url := normal_url(anchor.attributes.get("href") or "", document.base):
            yield anchor, url


def _title(anchor: "LexborNode") -> str:
    """The headline within a link, else its text, else the words that stand in for it."""
    heading = anchor.css_first("h1, h2, h3, h4, h5")
    spoken = anchor.attributes.get("title") or anchor.attributes.get("aria-label") or ""
    return title_of((heading or anchor).text(separator=" ")) or title_of(spoken)


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
