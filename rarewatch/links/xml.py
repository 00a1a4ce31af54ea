"""XML from strangers: no entities, no fetching of anything."""

import re
from typing import TYPE_CHECKING

from rarewatch.errors import ReadError
from rarewatch.model import Page

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


def refuse_entities(page: Page) -> None:
    """Raise ReadError where a document declares entities: that is how small files grow without bound."""
    if _ENTITY.search(page.content.replace(b"\0", b"")):
        raise ReadError(f"{page.url}: declares XML entities, which a feed or sitemap never needs; it is not read.")


def xml_entries(page: Page, names: frozenset[str]) -> "list[Element]":
    """All elements of these local names, read as far as the page is well formed; raises ReadError.

    Expat, which reads them, fetches nothing by itself, and entities are refused before.
    """
    from xml.etree.ElementTree import ParseError, XMLPullParser  # noqa: S405

    refuse_entities(page)
    parser = XMLPullParser(["end"])
    reason = ""
    try:
        parser.feed(page.content.strip())
        parser.close()
    except (ParseError, ValueError) as error:
        reason = str(error)
    events = iter(parser.read_events())
    found = []
    while event := _next(events):
        if local_name(event[1]) in names:
            found.append(event[1])
    if reason and not found:
        raise ReadError(f"{page.url}: is no proper XML ({reason}).")
    return found


def local_name(element: "Element") -> str:
    """The name of an element without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower()


def _next(events):
    ...
