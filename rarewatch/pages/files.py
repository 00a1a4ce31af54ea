"""Saved pages: files, folders and standard input, read into the same `Page` as an answer from the web."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from rarewatch.errors import FetchError
from rarewatch.model import Page
from rarewatch.pages.limits import Limits

SUFFIXES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
"""Files of a folder that are pages, and what they are."""

_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"SQLite format 3\x00", b"\x7fELF", b"GIF8")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16, the one text encoding that holds zero bytes."""


def saved_pages(folder: Path) -> Iterator[Path]:
    """All pages of a folder and the folders in it, in the order of their names; hidden ones are left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path


def read_file(path: Path, limits: Limits | None = None) -> Page:
    """One saved page; its URL is that of the file. Raises FetchError."""
    size = (limits or Limits()).size
    try:
        with path.open("rb") as file:
            content = file.read(size + 1)
        url = path.resolve().as_uri()
    except OSError as error:
        raise FetchError(str(path), f"cannot be read ({error.strerror or error})") from error
    if len(content) > size:
        raise FetchError(str(path), f"is larger than {size:,} bytes")
    return page_of(content, url, SUFFIXES.get(path.suffix.lower(), ""), name=str(path))


def page_of(content: bytes, url: str = "", content_type: str = "", *, name: str = "standard input") -> Page:
    """A page of bytes at hand; without a URL it is named after its content, so that the same is the same."""
    if content.startswith(_BINARY) or (b"\0" in content[:4096] and not content.startswith(_WIDE)):
        raise FetchError(name, "is no page of text (it is a binary file)")
    return Page(url or f"stdin:{hashlib.sha256(content).hexdigest()[:16]}", content, content_type)
