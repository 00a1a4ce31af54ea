"""Sitemaps, Google-News sitemaps and sitemap indexes (sitemaps.org protocol 0.9)."""

from typing import TYPE_CHECKING

from rarewatch.links.addresses import normal_url
from rarewatch.links.dates import moment
from rarewatch.links.xml import xml_root
from rarewatch.model import Link, Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENTRIES = {"url", "sitemap"}


def sitemap_links(page: Page) -> list[Link]:
    """The pages of a sitemap, or the sitemaps of an index; a date is given only where a news entry states one.

    `lastmod` is no date of publication: sites touch it whenever a template changes.
    """
    entries = (child for child in xml_root(page) if _name(child) in _ENTRIES)
    links = (_link(entry, page.url) for entry in entries)
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
    news = [below for child in entry if _name(child) == "news" for below in child]
    for child in [*entry, *news]:
        fields.setdefault(_name(child), (child.text or "").strip())
    return fields


def _name(element: "Element") -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
