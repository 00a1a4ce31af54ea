"""XML from strangers: no entities, no fetching of anything."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from rarewatch.errors import ReadError
from rarewatch.model import Page

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BARE_AMPERSAND = re.compile(rb"&(?!#?\w+;)")
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


def refuse_entities(page: Page) -> None:
    """Raise ReadError where a document declares entities: that is how small files grow without bound."""
    if _ENTITY.search(page.content.replace(b"\0", b"")):
        raise ReadError(f"{page.url}: declares XML entities, which a feed or sitemap never needs.")


def xml_entries(page: Page, names: Collection[str]) -> "list[Element]":
    """All elements of these local names, read as far as the page is well formed; raises ReadError.

    Expat, which reads them, fetches nothing by itself, and entities are refused before.
    """
    refuse_entities(page)
    found, trouble = _read(page.content.strip(), names)
    if trouble:  # most often a bare & in an address
        repaired, _ = _read(_BARE_AMPERSAND.sub(b"&amp;", page.content.strip()), names)
        found = max(found, repaired, key=len)
    if trouble and not found:
        raise ReadError(f"{page.url}: is no proper XML ({trouble}).")
    return found


def local_name(element: "Element") -> str:
    """The name of an element without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower()


def _read(content: bytes, names: Collection[str]) -> "tuple[list[Element], str]":
    from xml.etree.ElementTree import Element, ParseError, XMLPullParser

    parser: XMLPullParser[Element] = XMLPullParser(["end"])
    found: list[Element] = []
    try:
        parser.feed(content)
        for event in parser.read_events():
            element = event[-1]
            if isinstance(element, Element) and local_name(element) in names:
                found.append(element)
        parser.close()
    except (ParseError, ValueError, LookupError) as error:
        return found, str(error)
    return found, ""
