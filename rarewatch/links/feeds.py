"""RSS and Atom, read by feedparser from bytes that are already here."""

import io
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rarewatch.errors import ReadError
from rarewatch.links.addresses import normal_url, unwrapped
from rarewatch.links.dates import moment
from rarewatch.links.xml import refuse_entities
from rarewatch.model import Link, Page


def feed_links(page: Page) -> list[Link]:
    """The entries of a feed; raises ReadError when it cannot be read at all."""
    import feedparser

    refuse_entities(page)
    headers = {"content-type": page.content_type, "content-location": page.url}
    feed = feedparser.parse(io.BytesIO(page.content), response_headers=headers, sanitize_html=False)
    if feed.bozo and not feed.entries and not feed.version:
        raise ReadError(f"{page.url}: is no proper feed ({feed.bozo_exception}).")
    links = (_link(entry, page.url) for entry in feed.entries)
    return [link for link in links if link]


def _link(entry: Mapping[str, Any], base: str) -> Link | None:
    address = str(entry.get("link") or _permalink(entry))
    url = normal_url(address, base) if address else None
    if url is None:
        return None
    return Link(unwrapped(url), _text(str(entry.get("title") or "")), _published(entry))


def _permalink(entry: Mapping[str, Any]) -> str:
    """The id of an entry where it is an address: some feeds give no other link."""
    identity = str(entry.get("id") or "")
    return identity if identity.startswith(("http://", "https://")) else ""


def _published(entry: Mapping[str, Any]) -> datetime | None:
    for name in ("published", "updated"):
        if found := moment(str(entry.get(name) or "")):
            return found
        parsed = entry.get(f"{name}_parsed")
        if parsed:
            return datetime.fromtimestamp(timegm(parsed), UTC)
    return None


def _text(markup: str) -> str:
    """A title without tags, on one line."""
    if "<" in markup or "&" in markup:
        from selectolax.lexbor import LexborHTMLParser

        markup = LexborHTMLParser(markup).text(separator=" ") or markup
    return " ".join(markup.split())
