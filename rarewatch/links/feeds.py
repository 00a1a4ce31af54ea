"""RSS and Atom, read by feedparser from bytes that are already here."""

import io
import re
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rarewatch.errors import ReadError
from rarewatch.links.addresses import normal_url
from rarewatch.links.dates import moment
from rarewatch.links.slim import slim
from rarewatch.links.titles import title_of_markup
from rarewatch.links.xml import refuse_entities
from rarewatch.model import Link, Page

_NEXT = re.compile(rb"<(?:[\w.-]{1,20}:)?link\b[^<>]{0,2100}\brel\s*=\s*[\"']next[\"'][^<>]{0,2100}>")
_HEAD = 64 * 1024
"""Bytes in which a feed names its next page; it does so in front of its entries."""


def feed_links(page: Page) -> list[Link]:
    """The entries of a feed; raises ReadError when it cannot be read at all."""
    feed = _parsed(page)
    if feed.bozo and not feed.entries and not feed.version:
        raise ReadError(f"{page.url}: is no proper feed ({feed.bozo_exception}).")
    links = (_link(entry, page) for entry in feed.entries)
    return [link for link in links if link]


def feed_next(page: Page) -> str:
    """The address of the feed's next page (RFC 5005); empty where it names none."""
    found = _NEXT.search(page.content[:_HEAD])
    address = re.search(rb"\bhref\s*=\s*[\"']([^\"'<>]+)", found[0]) if found else None
    return address[1].decode("utf-8", "replace").replace("&amp;", "&") if address else ""


def _parsed(page: Page) -> Any:
    import feedparser

    refuse_entities(page)
    content = _in_utf8(page.content)
    kind = page.content_type if content is page.content else "application/xml; charset=utf-8"
    headers = {"content-type": kind, "content-location": page.url}
    try:
        return feedparser.parse(io.BytesIO(slim(content)), response_headers=headers, sanitize_html=False)
    except Exception as error:  # feedparser promises none, and has raised a dozen kinds on broken feeds
        raise ReadError(f"{page.url}: is no proper feed ({type(error).__name__}: {error}).") from error


def _in_utf8(content: bytes) -> bytes:
    """A feed of two bytes a character in UTF-8, so that its tags can be told."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace").lstrip("\ufeff")
        return re.sub(r"^\s*<\?xml[^>]{0,500}\?>", "", text).encode("utf-8", "replace")
    return content


def _link(entry: Mapping[str, Any], page: Page) -> Link | None:
    address = str(entry.get("link") or _permalink(entry))
    url = normal_url(address, page.url) if address else None
    if url is None:
        return None
    return Link(url, title_of_markup(str(entry.get("title") or "")), _published(entry, page.fetched))


def _permalink(entry: Mapping[str, Any]) -> str:
    """The id of an entry where it is an address: some feeds give no other link."""
    identity = str(entry.get("id") or "")
    return identity if identity.startswith(("http://", "https://")) else ""


def _published(entry: Mapping[str, Any], now: datetime | None) -> datetime | None:
    """When it was published, else updated, as stated; feedparser reads some forms of dates that few write."""
    for name in ("published", "updated"):
        if name not in entry:  # `get` would give the other one
            continue
        stated, parsed = str(entry[name] or ""), entry.get(f"{name}_parsed")
        if found := moment(stated, now) or (moment(_iso(parsed), now) if parsed else None):
            return found
    return None


def _iso(parsed: Any) -> str:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    except (ValueError, OverflowError, OSError, TypeError):
        return ""
