"""A page of HTML as a tree, with what is asked again and again of its elements remembered."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from rarewatch.links.addresses import normal_url
from rarewatch.links.bounds import bounded
from rarewatch.links.dates import moment
from rarewatch.model import Page
from rarewatch.vocabulary import table

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

HEADLINE = 25
"""Characters from which a link's text reads as a headline; menu items rarely have more than 20."""
ANCHORS = 5000
"""Links of one page that are looked at; the largest archive pages seen have about 1,500."""
NODES = 200_000
"""Nodes of one page that are looked at; a page of 1 MiB has about 20,000."""
LOOKS = 40_000
"""Links looked at in search of dates beside them; a large page needs 20,000, four blocks around each link."""
_DEPTH = 60
"""Ancestors that are looked at; real pages nest 20 to 40 deep."""
_FRAME = {"nav", "footer", "form", "dialog", "noscript", "template", "button", "select"}


class Document:
    """The tree of one page; `base` is the URL to which its links are relative."""

    def __init__(self, page: Page) -> None:
        from selectolax.lexbor import LexborHTMLParser

        self.tree = LexborHTMLParser(bounded(page.content))
        base = self.tree.css_first("base[href]")
        self.base = (base and normal_url(base.attributes.get("href") or "", page.url)) or page.url
        self._framed: dict[int, bool] = {}
        self._looks = LOOKS
        self._now = page.fetched
        self._dates: dict[int, tuple[bool, datetime | None]] = {}

    def anchors(self) -> Iterator[tuple["LexborNode", str]]:
        """The links to web pages with their normal URLs, in order."""
        for anchor in self.all_anchors():
            if url := normal_url(anchor.attributes.get("href") or "", self.base):
                yield anchor, url

    def all_anchors(self, within: str = "") -> Iterator["LexborNode"]:
        """The links in order, or those in the elements that a CSS selector names; each once."""
        roots = self.tree.css(within) if within else [self.tree.body] if self.tree.body else []
        seen: set[int] = set()
        for node in islice((node for root in roots for node in root.traverse()), NODES):
            if node.tag == "a" and node.mem_id not in seen and "href" in node.attributes:
                seen.add(node.mem_id)
                yield node
                if len(seen) >= ANCHORS:
                    return

    def next_page(self) -> str | None:
        """The URL of the page that goes on with this list, where it says which (`rel=next`)."""
        for node in self.tree.css("link[rel~=next][href], a[rel~=next][href]")[:1]:
            return normal_url(node.attributes.get("href") or "", self.base)
        return None

    def nodes(self) -> Iterator["LexborNode"]:
        """Elements and texts of the body, in order."""
        return islice(self.tree.body.traverse(include_text=True) if self.tree.body else (), NODES)

    def is_outside(self, node: "LexborNode") -> bool:
        """Whether a node belongs to the page's frame: menus, footers, forms, tag lists."""
        return any(self._is_frame(block) for block in around(node))

    def date_beside(self, anchor: "LexborNode") -> datetime | None:
        """The date of the nearest block around a headline that has one and holds no other headline."""
        for block in around(anchor, 4):
            final, found = self._date_of(block)
            if final:
                return found
        return None

    def _is_frame(self, block: "LexborNode") -> bool:
        if block.mem_id not in self._framed:
            self._framed[block.mem_id] = block.tag in _FRAME or _framed(block) or _page_header(block)
        return self._framed[block.mem_id]

    def _date_of(self, block: "LexborNode") -> tuple[bool, datetime | None]:
        """Whether a block settles the date of the headline in it, and that date."""
        if block.mem_id not in self._dates:
            anchors = block.css("a[href]") if self._looks > 0 else []
            self._looks -= len(anchors)
            titles = (anchor for anchor in anchors if len(anchor.text().strip()) >= HEADLINE)
            others = len({anchor.attributes.get("href") for anchor in titles}) > 1
            times = [] if others or not anchors else block.css("time[datetime]")
            found = moment(times[0].attributes.get("datetime") or "", self._now) if len(times) == 1 else None
            self._dates[block.mem_id] = others or bool(times), found
        return self._dates[block.mem_id]


def around(node: "LexborNode", most: int = _DEPTH) -> Iterator["LexborNode"]:
    """The elements around a node, the nearest first; the body and what is above it left out."""
    parent = node.parent
    while parent is not None and most > 0 and parent.tag not in {"body", "html"}:
        yield parent
        parent, most = parent.parent, most - 1


def words(name: str) -> frozenset[str]:
    """One of the word lists about links."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in table("links").items()}


def _framed(block: "LexborNode") -> bool:
    names = (block.attributes.get(name) or "" for name in ("class", "id", "role"))
    return not words("outside").isdisjoint(re.split(r"[^a-z]+", " ".join(names).lower()))


def _page_header(block: "LexborNode") -> bool:
    """A header of the whole page; the header of one card of a list holds its headline."""
    parent = block.parent
    return block.tag == "header" and parent is not None and parent.tag == "body"
