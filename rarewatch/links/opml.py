"""OPML: the list of feeds that a feed reader hands over."""

from rarewatch.links.addresses import normal_url
from rarewatch.links.titles import title_of
from rarewatch.links.xml import xml_entries
from rarewatch.model import Link, Page

FEEDS = 2_000
"""Feeds of one file; the largest lists that people share have some hundreds."""


def opml_feeds(page: Page) -> list[Link]:
    """The feeds of an OPML file with their titles, however deep they stand in folders, each once.

    Raises ReadError where the file cannot be read or declares entities.
    """
    found: dict[str, Link] = {}
    for entry in xml_entries(page, {"outline"}):
        attributes = entry.attributes
        url = normal_url(attributes.get("xmlurl", ""))
        if url and len(found) < FEEDS:
            title = attributes.get("title") or attributes.get("text") or ""
            found.setdefault(url, Link(url, title_of(title)))
    return list(found.values())
