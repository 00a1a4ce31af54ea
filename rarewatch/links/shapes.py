"""What came back, told by its content first and its declared type second."""

import re
from enum import StrEnum

from rarewatch.model import Page


class Shape(StrEnum):
    """What a page is made for."""

    PAGE = "page"
    """HTML: an article or a listing page."""
    FEED = "feed"
    """RSS or Atom."""
    JSON_FEED = "JSON feed"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap index"
    TEXT = "text"


_ROOTS = {
    "rss": Shape.FEED,
    "feed": Shape.FEED,
    "rdf": Shape.FEED,
    "urlset": Shape.SITEMAP,
    "sitemapindex": Shape.SITEMAP_INDEX,
}
_HEAD = 16 * 1024
"""Bytes in which the first element must stand; comments of licence text in front of it have 1 or 2 KiB."""
_BEFORE_ROOT = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([a-zA-Z][\w.-]*)")
_JSON_FEED = re.compile(rb"\"version\"\s{0,20}:\s{0,20}\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version")


def shape_of(page: Page) -> Shape:
    """What a page is; an unknown XML document counts as a page."""
    head = _head(page.content)
    if head.lstrip().startswith("{") and _is_json_feed(page):
        return Shape.JSON_FEED
    root = _root(head)
    if root:
        return _ROOTS.get(root, Shape.PAGE)
    if re.search(r"<(?:p|a|div|body|h1|title|br)\b[^<>]*>", head, re.IGNORECASE):
        return Shape.PAGE
    return _by_type(page.content_type)


def _is_json_feed(page: Page) -> bool:
    return "feed+json" in page.content_type or _JSON_FEED.search(page.content) is not None


def _root(head: str) -> str:
    """The name of the first element without its prefix, in lower case; empty where none comes first."""
    position = 0
    while match := _BEFORE_ROOT.match(head, position):
        position = match.end()
    found = _ROOT.match(head, position)
    return found[1].lower() if found else ""


def _by_type(content_type: str) -> Shape:
    if re.search(r"\b(?:rss|atom)\b", content_type):
        return Shape.FEED
    return Shape.PAGE if "html" in content_type else Shape.TEXT


def _head(content: bytes) -> str:
    start = content[:_HEAD]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", errors="ignore").lstrip("\ufeff")
    return start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
