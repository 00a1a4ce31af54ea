"""The names of `data/en/embedded.toml`, made ready for looking up; read once on first use."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rarewatch import vocabulary
from rarewatch.articles.words import Words, name_parts

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_LEVEL = re.compile(r"h[1-6]")
_MAX_KIND = 60  # characters of a name of a block; longer ones are no names


@dataclass(frozen=True)
class Keys:
    """The keys by which the parts of an article are found, the most telling first."""

    title: tuple[str, ...]
    address: tuple[str, ...]
    body: tuple[str, ...]
    inner: tuple[str, ...]
    kind: tuple[str, ...]
    header: tuple[str, ...]
    published: tuple[str, ...]
    card: frozenset[str]
    aside: frozenset[str]
    kinds: dict[str, frozenset[str]]

    def tag(self, node: dict[str, Any], words: Words) -> str:
        """The element that a block becomes; "skip" for none at all, empty where its names do not say.

        >>> from rarewatch.articles.words import words
        >>> [keys().tag({"type": kind}, words()) for kind in ("list-item", "Heading2Block", "image", "text")]
        ['li', 'h2', 'skip', '']
        """
        names = [name for name in first_values(node, self.kind) if isinstance(name, str)]
        names = [name for name in names if len(name) <= _MAX_KIND and " " not in name]
        parts = frozenset(part for name in names for part in name_parts(name))
        if parts & self.kinds["break"] and len(parts) < 3:
            return "br" if parts != {"break"} else "skip"
        if parts & self.kinds["skip"] or any(words.hints_of(name)[1] for name in names):
            return "skip"
        if "tr" in parts or "row" in parts:
            return "tr"
        if parts & self.kinds["item"]:
            return "li"
        return self._block_tag(names, parts)

    def _block_tag(self, names: list[str], parts: frozenset[str]) -> str:
        if parts & self.kinds["table"]:
            return "table"
        if parts & self.kinds["list"]:
            return "ul"
        if parts & self.kinds["heading"] or any(_LEVEL.fullmatch(name.lower()) for name in names):
            return "h2"
        return "p" if parts & self.kinds["paragraph"] or parts == {"block"} else ""


@lru_cache(maxsize=4096)
def bare(key: str) -> str:
    """A key as it is compared; what stands in brackets is an argument of a query.

    >>> [bare(key) for key in ("bodyHtml", "body_html", 'content({"as":"HTML"})')]
    ['bodyhtml', 'bodyhtml', 'content']
    """
    return _NO_LETTER.sub("", key[:80].partition("(")[0].lower())


def first_values(node: dict[str, Any], names: Iterable[str]) -> Iterator[Any]:
    """The values of an object under these names, in their order."""
    spelled: dict[str, Any] = {}
    for key, value in node.items():
        if value is not None and value != "":
            spelled.setdefault(bare(key), value)
    return (spelled[name] for name in names if name in spelled)


@cache
def keys() -> Keys:
    """The names of the data file; they never change while the program runs."""
    data = vocabulary.table("embedded")
    found = data["keys"]
    return Keys(
        **{
            name: tuple(found[name])
            for name in ("title", "address", "body", "inner", "kind", "header", "published")
        },
        card=frozenset(found["card"]),
        aside=frozenset(found["aside"]),
        kinds={name: frozenset(entries) for name, entries in data["kinds"].items()},
    )
