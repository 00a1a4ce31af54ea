"""XML from strangers: no entities, no fetching of anything, no tree that grows with the file."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rarewatch.errors import ReadError
from rarewatch.model import Page

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

ENTRIES = 50_000
"""Entries of one file: what the protocol of sitemaps allows."""
_DEPTH = 1_000
"""Elements in each other; a sitemap has four, a list of feeds ten."""
_TEXT = 4_096
"""Characters of one text; addresses have at most 2,048."""
_CHUNK = 64 * 1024
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)")
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,500}\?>")
_FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")


class _EntityError(Exception):
    """A document declares an entity."""


class _EnoughError(Exception):
    """As many entries as are wanted."""


class _DeepError(Exception):
    """Elements are nested too deep."""


@dataclass
class Entry:
    """One element of a wanted name, with its attributes and the texts of the elements in it."""

    name: str
    attributes: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)
    """By local name; of two alike the first counts."""
    inner: dict[str, str] = field(default_factory=dict)
    """Those that stand deeper, with the element that they stand in: `news/title`."""


def refuse_entities(page: Page) -> None:
    """Raise ReadError where a document declares entities: that is how small files grow without bound."""
    if _ENTITY.search(page.content.replace(b"\0", b"") if b"\0" in page.content else page.content):
        raise _entities(page)


def xml_entries(page: Page, names: Collection[str]) -> list[Entry]:
    """All elements of these local names, read as far as the page is well formed; raises ReadError.

    Expat, which reads them, fetches nothing by itself, and entities are refused.
    """
    refuse_entities(page)
    content = page.content.strip()
    try:
        found, trouble = _read(content, names)
        if trouble:
            repaired, _ = _read(_repaired(content), names)
            found = repaired if len(repaired) >= len(found) else found
    except _EntityError:
        raise _entities(page) from None
    if trouble and not found:
        raise ReadError(f"{page.url}: is no proper XML ({trouble}).")
    return found


def is_well_formed(content: bytes) -> bool:
    """Whether XML can be read to its end."""
    try:
        return not _read(content, ())[1]
    except _EntityError:
        return False


def _entities(page: Page) -> ReadError:
    return ReadError(f"{page.url}: declares XML entities, which a feed or sitemap never needs.")


def _repaired(content: bytes) -> bytes:
    """What is wrong most often, put right: a bare & in an address, a false encoding, control characters."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content
    text = _DECLARATION.sub(b"", content).translate(None, _FORBIDDEN).decode("utf-8", "replace").encode()
    return _BARE_AMPERSAND.sub(b"&amp;", text)


def _read(content: bytes, names: Collection[str]) -> tuple[list[Entry], str]:
    """The entries, and what was wrong with the document, if anything."""
    from xml.parsers.expat import ExpatError, ParserCreate

    parser = ParserCreate()
    reading = _Reading(names)
    reading.listen(parser)
    try:
        for piece in _pieces(content):
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes no keywords
        parser.Parse(b"", True)  # noqa: FBT003
    except _EnoughError:
        return reading.found, ""
    except _DeepError:
        return reading.found, f"it is nested more than {_DEPTH} deep"
    except (ExpatError, ValueError, LookupError) as error:
        return reading.found, str(error)
    return reading.found, ""


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK))


class _Reading:
    """What is heard while a document is read."""

    def __init__(self, names: Collection[str]) -> None:
        self.found: list[Entry] = []
        self._names = names
        self._open: list[str] = []
        self._entry: Entry | None = None
        self._at = 0
        self._text: list[str] = []
        self._length = 0

    def listen(self, parser: "XMLParserType") -> None:
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        self._open.append(name)
        self._text, self._length = [], 0
        if len(self._open) > _DEPTH:
            raise _DeepError
        if len(self.found) >= ENTRIES:
            raise _EnoughError
        if name in self._names:
            own = {_local(key): value[:_TEXT] for key, value in attributes.items()}
            self._entry, self._at = Entry(name, own), len(self._open)
            self.found.append(self._entry)

    def _end(self, name: str) -> None:
        depth = len(self._open)
        self._open.pop()
        if self._entry is None or depth <= self._at:
            self._entry = None
            return
        text = "".join(self._text).strip()
        if depth == self._at + 1:
            self._entry.fields.setdefault(_local(name), text)
        else:
            self._entry.inner.setdefault(f"{self._open[-1]}/{_local(name)}", text)
        self._text, self._length = [], 0

    def _characters(self, text: str) -> None:
        if self._entry is not None and self._length < _TEXT:
            self._text.append(text[:_TEXT])
            self._length += len(text)

    def _entity(self, *_: Any) -> None:
        raise _EntityError


def _local(name: str) -> str:
    """A name without its prefix, in lower case."""
    return name.rpartition(":")[2].lower()
