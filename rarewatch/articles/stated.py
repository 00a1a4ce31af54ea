"""What a page states of its days in its head: meta elements, structured data, microdata."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rarewatch.articles.clean import folded
from rarewatch.articles.identity import Identity, Marks, linked_nodes
from rarewatch.articles.words import Words

_OWN_TYPES = re.compile(r"(?:Page|CreativeWork|HowTo|Recipe|Episode|Dataset|Article|Posting|Report)$")
_DATED = "[itemprop~=datePublished],[itemprop~=dateModified],[property~=datePublished]"


@dataclass(frozen=True)
class Stated:
    """What a page states of its days outside its lines; read before the walk takes scripts out."""

    locale: str = ""
    """Language and region, lower case, such as "en-us"."""
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()


def read_stated(parser: LexborHTMLParser, marks: Marks, identity: Identity, words: Words) -> Stated:
    """The fields of the page's head, the most trusted first."""
    root = parser.root
    lang = (root.attributes.get("lang") or "") if root else ""
    locale = (lang if "-" in lang or "_" in lang else identity.metas.get("og:locale", "")) or lang
    names = words.published
    published: list[Any] = [identity.metas.get(names[0], ""), identity.article.get("datePublished")]
    published += [identity.metas.get(name, "") for name in names[1:]]
    modified: list[Any] = [identity.metas.get(name, "") for name in words.modified]
    modified.insert(1, identity.article.get("dateModified"))
    if not any(published):
        fields = _fields(parser)
        published += fields["datePublished"][:1] or _linked_data(marks.data, identity.canonical)
        modified += fields["dateModified"][:1]
    return Stated(locale.lower().replace("_", "-"), _texts(published), _texts(modified))


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(folded(value) for value in values if isinstance(value, str) and value)


def _fields(parser: LexborHTMLParser) -> dict[str, list[str]]:
    """Microdata and RDFa of the page, but for that of comments."""
    found: dict[str, list[str]] = {"datePublished": [], "dateModified": []}
    for node in parser.css(_DATED)[:8]:
        attributes = node.attributes
        names = (attributes.get("itemprop") or attributes.get("property") or "").split()
        value = attributes.get("content") or attributes.get("datetime") or node.text(deep=True)
        for name, values in found.items():
            if name in names and not _in_comment(node):
                values.append(value)
    return found


def _in_comment(node: LexborNode) -> bool:
    scope = node.parent
    while scope is not None and "itemscope" not in scope.attributes:
        scope = scope.parent
    return scope is not None and (scope.attributes.get("itemtype") or "").endswith("Comment")


def _linked_data(scripts: Iterable[LexborNode], canonical: str) -> list[str]:
    """Days that the structured data (JSON-LD) states of the page itself, where no article was found in it."""
    found: dict[str, list[str]] = {"own": [], "any": []}
    for node in scripts:
        source = node.text()
        if "datePublished" in source:
            for entry in _nodes(source):
                own = canonical and canonical in (entry.get("url"), entry.get("@id"))
                found["own" if own else "any"].append(str(entry["datePublished"]))
    if found["own"]:
        return found["own"][:1]
    return found["any"] if len({text[:10] for text in found["any"]}) == 1 else []


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    """The pages and works of one JSON-LD script that have a day."""
    for node in linked_nodes(source):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if node.get("datePublished") and any(_OWN_TYPES.search(str(kind)) for kind in kinds):
            yield node
