"""A page read as its source wants it: what to follow, what not and why, where it goes on."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from rarewatch.links.addresses import normal_url, same_site, with_host
from rarewatch.links.feeds import feed_links, feed_next
from rarewatch.links.jsonfeed import json_links, json_next
from rarewatch.links.listings import chosen_links, next_page, sorted_links
from rarewatch.links.passed import Found, Why
from rarewatch.links.shapes import Shape, shape_of
from rarewatch.links.sitemaps import index_links, sitemap_links
from rarewatch.links.wrappers import is_opaque, unwrapped
from rarewatch.model import Link, Page, Source

LINKS_A_PAGE = 5000
"""A news sitemap holds at most 1,000 entries, the largest feeds seen hold some hundreds."""


@dataclass(frozen=True)
class Survey:
    """What one page announces; each URL once, in the page's order."""

    shape: Shape
    found: tuple[Found, ...]

    @property
    def links(self) -> list[Link]:
        """Those that are to be followed."""
        return [found.link for found in self.found if found.why is None]

    @property
    def passed(self) -> Counter[Why]:
        """How many are not, by the reason."""
        return Counter(found.why for found in self.found if found.why is not None)


def survey(page: Page, source: Source) -> Survey:
    """Read a page for its links by a source's rules; those of a sitemap index are its sitemaps.

    Raises ReadError on a feed or sitemap that cannot be read.
    """
    shape = shape_of(page)
    found = _announced(page, shape, source)
    if shape is Shape.SITEMAP_INDEX:
        return Survey(shape, _once(found, page.url))
    hosts = dict(source.hosts)
    found = [replace(entry, link=_settled(entry.link, hosts)) for entry in found]
    return Survey(shape, tuple(_judged(_once(found, with_host(page.url, hosts)), source)))


def following(page: Page, source: Source, number: int) -> str | None:
    """The URL of the next page of a listing: its `number` (the second is 2) in the source's pattern, else
    what the page says; None where there is none.

    >>> source = Source("", "https://example.org/news?tag=x", pages="&page={n}")
    >>> following(Page("https://example.org/news?tag=x", b""), source, 2)
    'https://example.org/news?tag=x&page=2'
    """
    if source.pages:
        part = source.pages.replace("{n}", str(number))
        return normal_url(source.url + part if part.startswith("&") else urljoin(source.url, part))
    url = _next(page)
    return url if url and same_site(url, page.url) else None


def _next(page: Page) -> str | None:
    match shape_of(page):
        case Shape.FEED:
            address = feed_next(page)
        case Shape.JSON_FEED:
            address = json_next(page)
        case Shape.PAGE:
            return next_page(page)
        case _:
            return None
    return normal_url(address, page.url) if address else None


def _announced(page: Page, shape: Shape, source: Source) -> list[Found]:
    match shape:
        case Shape.FEED:
            return list(map(Found, feed_links(page)))
        case Shape.JSON_FEED:
            return list(map(Found, json_links(page)))
        case Shape.SITEMAP:
            return list(map(Found, sitemap_links(page)))
        case Shape.SITEMAP_INDEX:
            return list(map(Found, index_links(page)))
        case Shape.PAGE:
            chosen = source.follow or source.articles
            return chosen_links(page, source.articles) if chosen else sorted_links(page)
        case Shape.TEXT:
            return []


def _settled(link: Link, hosts: dict[str, str]) -> Link:
    """The link to the article itself: out of its wrapper, test hosts folded."""
    return replace(link, url=with_host(unwrapped(link.url), hosts))


def _once(entries: Iterable[Found], own: str) -> tuple[Found, ...]:
    """Each URL once, with the first title and date that any of its links has; the page itself left out.

    A URL is followed where one of its links may be.
    """
    found: dict[str, Found] = {}
    for entry in entries:
        known = found.get(entry.link.url)
        found[entry.link.url] = _joined(known, entry) if known else entry
    found.pop(normal_url(own) or "", None)
    return tuple(found.values())


def _joined(known: Found, other: Found) -> Found:
    if known.why and not other.why:
        known, other = other, known
    link, more = known.link, other.link
    return Found(Link(link.url, link.title or more.title, link.published or more.published), known.why)


def _judged(entries: Iterable[Found], source: Source) -> Iterable[Found]:
    """The links with what the source's patterns and the limit say against them."""
    follow = re.compile(source.follow)
    match = re.compile(source.match, re.IGNORECASE) if source.match else None
    kept = 0
    for entry in entries:
        why = entry.why
        if why is None and not follow.search(entry.link.url):
            why = Why.OFF_FOLLOW
        elif why is None and match and not _matches(entry.link, match):
            why = Why.OFF_MATCH
        elif why is None and is_opaque(entry.link.url):
            why = Why.OPAQUE
        elif why is None and kept >= LINKS_A_PAGE:
            why = Why.LIMIT
        kept += why is None
        yield replace(entry, why=why)


def _matches(link: Link, match: re.Pattern[str]) -> bool:
    """Whether title or URL holds the pattern; hyphens of a URL count as blanks too."""
    spoken = re.sub(r"[-_+/.]+|%20", " ", link.url)
    return match.search(f"{link.title}\n{link.url}\n{spoken}") is not None
