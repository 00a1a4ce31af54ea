"""Sitemaps, Google-News sitemaps and sitemap indexes (sitemaps.org protocol 0.9)."""

from typing import TYPE_CHECKING

from rarewatch.links.addresses import normal_url
from rarewatch.links.dates import moment
from rarewatch.links.xml import local_name, xml_entries
from rarewatch.model import Link, Page

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def sitemap_links(page: Page) -> list[Link]:
    """The pages of a sitemap, or the sitemaps of an index; dated only where a news entry states its date.

    `lastmod` is no date of publication: sites touch it whenever a template changes.
    """
    links = (_link(entry, page.url) for entry in xml_entries(page, {"url", "sitemap"}))
    return [link for link in links if link]


def _link(entry: "Element", base: str) -> Link | None:
    fields = _fields(entry)
    url = normal_url(fields.get("loc", ""), base) if fields.get("loc") else None
    if url is None:
        return None
    return Link(url, " ".join(fields.get("title", "").split()), moment(fields.get("publication_date", "")))


def _fields(entry: "Element") -> dict[str, str]:
    """The texts of an entry by local name, those of its own level first, then those of its news element."""
    fields: dict[str, str] = {}
    news = [below for child in entry if local_name(child) == "news" for below in child]
    for child in [*entry, *news]:
        fields.setdefault(local_name(child), (child.text or "").strip())
    return fields
