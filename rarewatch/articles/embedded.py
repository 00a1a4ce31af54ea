"""The article of a page whose DOM holds no text, out of the data that the page carries for its scripts.

Identity first: a body counts where the innermost object around it that has a headline or an address is this
page's article. What stands under another headline is another article, whatever its place in the data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from rarewatch.articles.bodies import Bodies, text_size
from rarewatch.articles.clean import folded
from rarewatch.articles.dates import first_day
from rarewatch.articles.identity import Identity
from rarewatch.articles.keys import bare, first_values, keys
from rarewatch.articles.payloads import nested, payloads
from rarewatch.articles.words import Words

_LEAST = 120  # characters of text of a body; less is a summary or a caption
_UNNAMED = 500  # characters that a body without headline and address must have
_MOST_NODES = 60_000  # objects and lists looked at in all data of a page
_DEEPEST = 200  # objects around a body that are asked whose it is
_MIN_SLUG = 5  # characters of the last part of an address that can name an article
_AS_LONG = 0.85  # share of the longest body from which another is as good, and may keep more of its markup
_OWN, _OTHER, _UNKNOWN = "own", "other", ""


@dataclass(frozen=True)
class Embedded:
    """An article as a page's data states it."""

    html: str
    title: str = ""
    published: date | None = None


@dataclass(frozen=True)
class _Body:
    """A body whose owner is this page's article, or unknown."""

    html: str
    size: int
    steps: int
    """How many objects lie between it and the object that names the article."""
    owner: dict[str, Any]


@dataclass(frozen=True)
class _Place:
    """An object or list of the data, the place around it, and the key under which it stands there."""

    value: Any
    outer: "_Place | None" = None
    key: str = ""


def read_embedded(parser: LexborHTMLParser, identity: Identity, words: Words) -> Embedded | None:
    """This page's article from its scripts; None where they do not hold it."""
    search = _Search(identity, words)
    search.state(identity.article)
    for data in payloads(parser):
        search.run(data)
    body = search.best()
    if body is None:
        return None
    stated = (value for value in first_values(body.owner, search.keys.published) if isinstance(value, str))
    return Embedded(body.html, next(search.titles(body.owner), ""), first_day(stated, words.months))


class _Search:
    """All bodies found in the data of one page."""

    def __init__(self, identity: Identity, words: Words) -> None:
        self.identity, self.words, self.keys = identity, words, keys()
        self.address = _address(identity.canonical)
        self.path = "/" + self.address.partition("/")[2]
        self.bodies = Bodies(self.keys, words, lambda node: self.verdict(node) == _OWN)
        self.own: list[_Body] = []
        self.unknown: list[_Body] = []
        self.left = _MOST_NODES
        self.seen: set[int] = set()
        self.kept: list[Any] = []
        """Data decoded on the way, kept alive so that no two objects share an id."""

    def state(self, article: dict[str, Any]) -> None:
        """Take the body of the structured data of this page's article."""
        if isinstance(text := article.get("articleBody"), str):
            html = self.bodies.html(text)
            self.own.append(_Body(html, text_size(html), 0, article))

    def run(self, data: Any) -> None:
        """Look for bodies from the outside in; what is read as a body is not searched further."""
        self.kept.append(data)
        queue = [_Place(data)]
        for place in queue:
            self.left -= 1
            if self.left < 0:
                return
            if id(place.value) in self.seen:
                continue
            self.seen.add(id(place.value))
            if isinstance(place.value, dict):
                queue.extend(self.object(place))
            elif isinstance(place.value, list):
                queue.extend(_Place(part, place) for part in place.value if isinstance(part, dict | list))

    def object(self, place: _Place) -> Iterator[_Place]:
        """Take the bodies of an object; gives what else is in it."""
        for key, value in place.value.items():
            name = bare(key)
            if name in self.keys.body and self.take(value, place):
                continue
            inner = nested(value) if isinstance(value, str) and len(value) >= _LEAST else value
            if isinstance(inner, dict | list):
                if inner is not value:
                    self.kept.append(inner)
                yield _Place(inner, place, key)

    def take(self, value: Any, place: _Place) -> bool:
        """Whether a value is a body; it is kept where it can be this article's."""
        if not isinstance(value, str | list | dict) or len(value) < (_LEAST if isinstance(value, str) else 1):
            return False
        owner, steps, owned = self.owner(place)
        html = self.bodies.html(value) if owned != _OTHER else ""
        size = text_size(html)
        if size < _LEAST:
            return False
        found = self.own if owned == _OWN else self.unknown
        found.append(_Body(html, size, steps, owner))
        return True

    def owner(self, place: _Place) -> tuple[dict[str, Any], int, str]:
        """The innermost object that says which article it is, its distance, and whether it is this one."""
        at: _Place | None = place
        for steps in range(_DEEPEST):
            if at is None:
                return place.value, steps, _UNKNOWN
            verdict = self.verdict(at.value) if isinstance(at.value, dict) else _UNKNOWN
            if verdict:
                return at.value, steps, verdict
            if self.aside(at.key) or (isinstance(at.value, list) and len(at.value) > 1):
                break  # one of many are comments, or what is related
            at = at.outer
        return place.value, 0, _OTHER

    def aside(self, key: str) -> bool:
        """Whether the name of a part of the data says that it is no part of the article."""
        return bare(key) in self.keys.aside or any(self.words.hints_of(key[:80]))

    def verdict(self, node: dict[str, Any]) -> str:
        """Whether an object is this page's article, another one, or does not say."""
        titles = list(self.titles(node))
        if any(map(self.identity.names, titles)):
            return _OWN
        links = [link for link in first_values(node, self.keys.address) if isinstance(link, str)]
        if any(map(self.leads_here, links)):
            return _OWN
        return _OTHER if titles else _UNKNOWN

    def titles(self, node: dict[str, Any]) -> Iterator[str]:
        """The headlines of an object: strings, or objects that hold one."""
        for value in first_values(node, self.keys.title):
            inner = value.values() if isinstance(value, dict) else (value,)
            yield from (folded(text) for text in inner if isinstance(text, str) and text.strip())

    def leads_here(self, link: str) -> bool:
        """Whether an address, a path or a slug is this page's."""
        if len(self.path) <= 1:
            return False
        if "//" in link:
            return self.address in (_address(link), _address(link).partition("?")[0])
        bared = "/" + link.strip("/").partition("#")[0]
        return bared == self.path or (
            len(bared) > _MIN_SLUG
            and "/" not in link.strip("/")
            and self.path.endswith((bared, bared + ".html"))
        )

    def best(self) -> _Body | None:
        """The fullest body of the article itself; an unnamed one only as an article's only one."""
        near = min((body.steps > 0 for body in self.own), default=False)
        own = [body for body in self.own if (body.steps > 0) == near]
        if own:
            longest = max(body.size for body in own)
            return max(
                (body for body in own if body.size >= longest * _AS_LONG),
                key=lambda body: (body.html.count("</") > 1, body.size),
            )
        states = self.identity.article or self.identity.metas.get("og:type", "").casefold() == "article"
        texts = {body.html: body for body in self.unknown if body.size >= _UNNAMED}
        return next(iter(texts.values())) if states and len(texts) == 1 else None


def _address(url: str) -> str:
    """An address as it is compared: host and path, and the query where there is one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.netloc or "").lower().removeprefix("www.")
    path = parts.path.rstrip("/")
    return f"{host}{path}?{parts.query}" if parts.query else host + path
