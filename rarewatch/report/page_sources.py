"""The sources of a report page: each article once, with a number that everything told from it links to."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from rarewatch.report.cells import amount, plain

Row = dict[str, Any]

_LINKED = frozenset({"http", "https"})
"""What an address must begin with to be a link: `javascript:` and `data:` would run in the reader's name."""


def text(value: object) -> str:
    """Text from anywhere as text of the page: never markup, never steering the direction of other text."""
    return escape(plain(str(value)))


def link(url: str, shown: str) -> str:
    """A link that tells its site nothing of this page; an address that is none of the web stays text."""
    name = f"<bdi>{text(shown)}</bdi>"
    if not is_linked(url):
        return name
    return f'<a href="{text(url)}" rel="noopener noreferrer">{name}</a>'


def is_linked(url: str) -> bool:
    """Whether an address may be a link.

    >>> is_linked("https://a.example/1"), is_linked("javascript:alert(1)"), is_linked("//a.example")
    (True, False, False)
    """
    try:
        parts = urlsplit(plain(url))
    except ValueError:
        return False
    return parts.scheme in _LINKED and bool(parts.hostname)


class Sources:
    """The articles that a page tells from, numbered in the order of their first figures."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: dict[str, list[Row]] = {}
        for row in rows:
            self.rows.setdefault(row["url"] or row["site"] or "", []).append(row)
        self._numbers = {url: number for number, url in enumerate(self.rows, 1)}

    def refer(self, urls: Iterable[str]) -> str:
        """References to articles as links within the page; an address that is none of them is left out."""
        found = sorted({self._numbers[url] for url in urls if url in self._numbers})
        return " ".join(f'<a href="#source-{number}">[{number}]</a>' for number in found)

    def items(self) -> Iterator[str]:
        """The list of all of them: headline, site, day, and each sentence with what it states."""
        yield '<ol class="sources">'
        for number, (url, rows) in enumerate(self.rows.items(), 1):
            yield f'<li id="source-{number}">'
            yield from _source(url, rows)
            yield "</li>"
        yield "</ol>"


def _source(url: str, rows: Sequence[Row]) -> Iterator[str]:
    first = rows[0]
    yield f'<div class="headline">{link(url, first["title"] or url)}</div>'
    site, origin = first["site"] or "", first["origin"] or ""
    told = [site, first["published"] or "no day stated"]
    if origin and origin.casefold() != site.casefold():
        told.append(f"a copy of {origin}")
    if not is_linked(url):
        told.append(url)
    yield f'<div class="soft">{" · ".join(text(part) for part in told if part)}</div>'
    yield '<ul class="proofs">'
    for sentence, numbers in _proofs(rows).items():
        yield f"<li><q><bdi>{text(sentence)}</bdi></q> ({'; '.join(numbers)})</li>"
    yield "</ul>"


def _proofs(rows: Iterable[Row]) -> dict[str, list[str]]:
    """What each sentence states, in the order of the figures."""
    found: dict[str, list[str]] = {}
    for row in rows:
        stated = found.setdefault(row["sentence"], [])
        if (shown := f'<span class="whole">{text(amount(row))}</span>') not in stated:
            stated.append(shown)
    return found
