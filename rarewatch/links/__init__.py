"""What a page announces: the articles of a listing page, a feed or a sitemap.

    shape = shape_of(page)             what came back, told by its content
    links = find_links(page, follow=r"/article/\\d+")

Functions of the page alone: nothing is fetched here.
"""

import re
from collections.abc import Iterable

from rarewatch.links.addresses import is_opaque, normal_url, unwrapped
from rarewatch.links.directives import directives
from rarewatch.links.document import Document
from rarewatch.links.feeds import feed_links
from rarewatch.links.listings import all_links, headline_links
from rarewatch.links.prose import opens_with_story, prose_length
from rarewatch.links.shapes import Shape, shape_of
from rarewatch.links.sitemaps import sitemap_links
from rarewatch.model import Link, Page

__all__ = [
    "Shape",
    "directives",
    "find_links",
    "is_listing",
    "is_opaque",
    "matching",
    "normal_url",
    "shape_of",
    "unwrapped",
]

LINKS_A_PAGE = 5000
"""A news sitemap holds at most 1,000 entries, the largest feeds seen hold some hundreds."""

_PROSE = ((1, 80), (2, 250), (3, 600))
"""From so many headlines on, a page is a listing while it holds no more characters of running text than this.
A teaser has 100 to 300 characters, the shortest wire story about 600."""


def find_links(page: Page, follow: str = "", match: str = "") -> list[Link]:
    """The links that a page announces, absolute and normalised, each once, in their order.

    `follow` is a regular expression that a URL must match; without it a listing's article links are told from
    the rest by their look. `match` must be found in title or URL. Of a sitemap index these are the sitemaps.
    Raises ReadError on a feed or sitemap that cannot be read.
    """
    found = _announced(page, follow)
    if follow:
        found = [link for link in found if re.search(follow, link.url)]
    return matching(_once(found, page.url), match)


def matching(links: Iterable[Link], match: str) -> list[Link]:
    """The links whose title or URL holds the pattern, case ignored; hyphens of a URL count as blanks too."""
    if not match:
        return list(links)
    wanted = re.compile(match, re.IGNORECASE)
    return [link for link in links if wanted.search(f"{link.title}\n{link.url}\n{_spoken(link.url)}")]


def is_listing(page: Page) -> bool:
    """Whether an HTML page lists articles and is none itself: headlines that are links, hardly any text."""
    if shape_of(page) is not Shape.PAGE:
        return False
    document = Document(page)
    if opens_with_story(document):
        return False
    headlines, prose = len(headline_links(page, document)), prose_length(document)
    return any(headlines >= least and prose < most for least, most in _PROSE)


def _announced(page: Page, follow: str) -> list[Link]:
    match shape_of(page):
        case Shape.FEED:
            return feed_links(page)
        case Shape.SITEMAP | Shape.SITEMAP_INDEX:
            return sitemap_links(page)
        case Shape.PAGE:
            return all_links(page) if follow else headline_links(page)
        case Shape.TEXT:
            return []


def _once(links: Iterable[Link], own: str) -> list[Link]:
    """Each URL once, with the first title and date that any of its links has; the page itself left out."""
    found: dict[str, Link] = {}
    for link in links:
        known = found.get(link.url)
        if known is None:
            found[link.url] = link
        elif not (known.title and known.published):
            found[link.url] = Link(link.url, known.title or link.title, known.published or link.published)
    found.pop(normal_url(own) or "", None)
    return list(found.values())[:LINKS_A_PAGE]


def _spoken(url: str) -> str:
    return re.sub(r"[-_+/.]+|%20", " ", url)
