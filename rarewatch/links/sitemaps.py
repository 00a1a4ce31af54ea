"""Sitemaps, Google-News sitemaps and sitemap indexes (sitemaps.org protocol 0.9)."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rarewatch.links.addresses import normal_url
from rarewatch.links.dates import moment
from rarewatch.links.titles import title_of
from rarewatch.links.xml import Entry, xml_entries
from rarewatch.model import Link, Page

NEWEST = 10_000
"""Entries of one sitemap that are looked at, the last touched: archives start with the oldest."""
_NEVER = datetime(1, 1, 2, tzinfo=UTC)


def sitemap_links(page: Page) -> list[Link]:
    """The pages of a sitemap; dated only where a news entry states its date.

    `lastmod` is no date of publication: sites touch it whenever a template changes.
    """
    entries = xml_entries(page, {"url"})
    if len(entries) > NEWEST:
        entries = newest_first(entries)[:NEWEST]
    links = (_link(entry, page) for entry in entries)
    return [link for link in links if link]


def index_links(page: Page) -> list[Link]:
    """The sitemaps of an index, those that were touched last in front."""
    links = (_link(entry, page) for entry in newest_first(xml_entries(page, {"sitemap"})))
    return [link for link in links if link]


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Entries by when they changed; those alike, and those that do not say, in their own order."""
    return sorted(entries, key=_touched, reverse=True)


def _touched(entry: Entry) -> datetime:
    return moment(_news(entry, "publication_date")) or moment(entry.fields.get("lastmod", "")) or _NEVER


def _news(entry: Entry, name: str) -> str:
    return entry.inner.get(f"news/{name}") or entry.fields.get(name, "")


def _link(entry: Entry, page: Page) -> Link | None:
    address = entry.fields.get("loc")
    url = normal_url(address, page.url) if address else None
    if url is None:
        return None
    return Link(url, title_of(_news(entry, "title")), moment(_news(entry, "publication_date"), page.fetched))
