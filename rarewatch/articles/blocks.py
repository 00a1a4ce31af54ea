"""One walk over a page: its text as blocks, its elements as boxes, both in the order of the page.

All that follows (cuts, container, dates) is computed on these two lists; the DOM is not asked again.
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rarewatch.articles.clean import folded
from rarewatch.articles.words import Words

INERT = (
    "script,style,noscript,template,svg,math,iframe,object,embed,canvas,video,audio,picture,select,option,datalist,"
    "textarea,button,input,map,link,nav,body>footer,[role=navigation]"
)
"""What never holds text of an article; taken out before the walk."""

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark "  # noqa: SIM905
    "nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr amp-img g".split()
)
_CONTAINERS = frozenset(("body", "div", "section", "article", "main"))
_DROP_TAGS = frozenset(("nav", "footer", "aside", "menu", "dialog"))
_DROP_ROLES = frozenset(
    ("navigation", "complementary", "contentinfo", "search", "dialog", "banner", "alert", "menu")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_RUNS_ON = re.compile(r"(?:[^\W\d_],|\b[a-z]{1,3}|[^.!?:;\"”’)…]\n(?=[a-z\d]))(?:\n|(?<=\n))")
"""A comma or a short word before the break, or a small letter or digit after it."""
_NUMBERS = re.compile(r"\d+")
_WORD = re.compile(r"\w")
_MAX_CELL = 300  # characters; a longer cell belongs to a table that only lays out the page
_MAX_LINKED = 0.4  # share of link text from which a block counts as navigation
_SHORT_SENTENCE, _LONG_LINE = 25, 70  # characters: with closing punctuation, without


@dataclass(slots=True)
class Box:
    """An element that starts a line of its own: its blocks are start..stop, its inner boxes end at last."""

    parent: int
    tag: str
    names: str
    href: str
    start: int
    hidden: bool = False
    dropped: str = ""
    """The name by which it is no part of an article; empty where it may be."""
    stop: int = 0
    last: int = 0


@dataclass(slots=True)
class Block:
    """One line or paragraph of the page."""

    text: str
    box: int
    tag: str
    linked: int = 0
    """How many of its characters stand in links."""
    href: str = ""
    """Where its first link leads."""
    cut: str = ""
    """Why it is no part of the article; empty where it is kept."""
    good: int = 0
    """How many characters of running text it counts for; 0 for headings, controls and link lists."""
    heading: bool = False

    def __post_init__(self) -> None:
        self.heading = self.tag in _HEADINGS
        self.good = self._running()

    def _running(self) -> int:
        size = len(self.text)
        if self.heading or size < _SHORT_SENTENCE or self.linked > size * _MAX_LINKED:
            return 0
        return size if size >= _LONG_LINE or self.text[-1] in ".!?:;…\"'”’»)。" else 0


@dataclass
class Tree:
    """A page's blocks and boxes; box 0 is the body."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    times: list[tuple[int, str, str]] = field(default_factory=list)
    """Time elements: the number of the block that follows, the datetime attribute, the text."""

    def good(self, start: int = 0, stop: int | None = None) -> int:
        """Characters of running text not cut, from block to block."""
        return sum(block.good for block in self.blocks[start:stop] if not block.cut)

    def sums(self) -> list[int]:
        """Running totals of good text: the good text of blocks a..b is sums[b] - sums[a]."""
        return list(accumulate((0 if block.cut else block.good for block in self.blocks), initial=0))

    def cut(self, start: int, stop: int, why: str) -> None:
        """Cut all blocks from start up to stop that are not cut yet."""
        for block in self.blocks[start:stop]:
            block.cut = block.cut or why

    def chain(self, box: int) -> list[int]:
        """The box and all boxes around it, from the inside out."""
        found = [box]
        while found[-1] > 0:
            found.append(self.boxes[found[-1]].parent)
        return found

    def look(self, box: int) -> tuple[str, str]:
        """Tag and names of an element without their numbers: what siblings of one kind have in common."""
        return self.boxes[box].tag, _NUMBERS.sub("", self.boxes[box].names)


def read_blocks(parser: LexborHTMLParser, words: Words) -> Tree:
    """Walk the body once. Changes the parser's document: inert elements are removed."""
    root = parser.body or parser.root
    if root is None:
        return Tree()
    for node in root.css(INERT):
        node.decompose()
    walk = _Walk(words)
    walk.run(root)
    return walk.tree


class _Walk:
    """The state of one walk: open boxes and the line being gathered."""

    def __init__(self, words: Words) -> None:
        self.tree = Tree()
        self.words = words
        self.open: list[int] = []
        self.pieces: list[str] = []
        self.links = 0
        self.linked = 0
        self.href = ""
        self.hints: dict[str, tuple[bool, str]] = {}

    def run(self, root: LexborNode) -> None:
        """Depth first without recursion: pages nest deeper than Python's stack."""
        node: LexborNode | None = root
        self.enter(root, "body")
        stack: list[tuple[LexborNode | None, str]] = [(root, "body")]
        node = root.first_child
        while stack:
            while node is None:
                parent, tag = stack.pop()
                self.leave(tag)
                if not stack or parent is None:
                    return
                node = parent.next
            if node.is_text_node:
                self.text(node.text_content or "")
            elif node.is_element_node:
                tag = node.tag or ""
                if self.element(node, tag):
                    stack.append((node, tag))
                    node = node.first_child
                    continue
            node = node.next

    def element(self, node: LexborNode, tag: str) -> bool:
        """Take one element; whether the walk goes into it."""
        if tag == "br":
            if self.pieces:
                self.pieces.append("\n")
            return False
        if tag == "hr":
            self.flush()
            return False
        if tag == "tr" and self.row(node):
            return False
        self.enter(node, tag)
        return True

    def text(self, content: str) -> None:
        if content.isspace():
            if self.pieces:
                self.pieces.append(" ")
            return
        preformatted = self.tree.boxes[self.open[-1]].tag == "pre"
        self.pieces.append(content if preformatted else content.replace("\n", " "))
        if self.links:
            self.linked += len(content.strip())

    def enter(self, node: LexborNode, tag: str) -> None:
        if tag in _INLINE:
            if tag == "span" and self.abuts(node):
                self.flush()
            if tag == "a":
                self.links += 1
                self.href = self.href or (node.attributes.get("href") or "#")
            elif tag == "time":
                self.tree.times.append(
                    (len(self.tree.blocks), node.attributes.get("datetime") or "", node.text(deep=True))
                )
            return
        self.flush()
        box = self.box(node, tag)
        self.open.append(len(self.tree.boxes))
        self.tree.boxes.append(box)

    def abuts(self, node: LexborNode) -> bool:
        """A span right after a span, without a blank, straight in a container: two lines."""
        before = node.prev
        return (
            before is not None
            and before.tag == "span"
            and bool(self.pieces)
            and self.tree.boxes[self.open[-1]].tag in _CONTAINERS
            and self.pieces[-1][-1:].strip() != ""
        )

    def leave(self, tag: str) -> None:
        if tag in _INLINE:
            self.links -= tag == "a"
            return
        self.flush()
        box = self.tree.boxes[self.open.pop()]
        box.stop, box.last = len(self.tree.blocks), len(self.tree.boxes) - 1

    def box(self, node: LexborNode, tag: str) -> Box:
        attributes = node.attributes if tag != "p" else {}
        parent = self.open[-1] if self.open else 0
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
        box = Box(parent, tag, names, "", len(self.tree.blocks))
        box.hidden, box.dropped = self.hinted(names) if names else (False, "")
        if tag in _DROP_TAGS:
            box.dropped = tag
        if attributes:
            if attributes.get("role") in _DROP_ROLES:
                box.dropped = attributes.get("role") or ""
            box.hidden |= _is_hidden(attributes)
            box.href = attributes.get("data-url") or attributes.get("data-href") or ""
        return box

    def hinted(self, names: str) -> tuple[bool, str]:
        if names not in self.hints:
            hidden = bool(self.words.hidden_hints.find(names))
            self.hints[names] = hidden, self.words.drop_hints.find(names)
        return self.hints[names]

    def row(self, node: LexborNode) -> bool:
        """A row of data becomes one block, its cells parted by " | "; one that lays out the page does not."""
        cells = [child for child in node.iter() if child.tag in ("td", "th")]
        texts = [folded(cell.text(deep=True, separator=" ")) for cell in cells]
        if len(cells) <= 1 or max(map(len, texts)) > _MAX_CELL or node.css_first("table,h1,h2,ul,ol,form"):
            return False
        self.flush()
        linked = sum(len(link.text(deep=True).strip()) for link in node.css("a"))
        self.add(" | ".join(texts) if any(texts) else "", "tr", linked)
        return True

    def flush(self) -> None:
        """End the line being gathered."""
        if not self.pieces:
            return
        joined, linked, href = "".join(self.pieces), self.linked, self.href
        self.pieces, self.linked, self.href = [], 0, ""
        tag = self.tree.boxes[self.open[-1]].tag if self.open else "body"
        lines = _lines(joined) if "\n" in joined else [folded(joined)]
        for line in lines:
            self.add(line, tag, min(linked, len(line)), href)
        if self.links and any(lines):
            self.href = href

    def add(self, text: str, tag: str, linked: int, href: str = "") -> None:
        if _WORD.search(text):
            box = self.open[-1] if self.open else 0
            if tag not in _HEADINGS and tag != "tr":
                tag = self.owner(box, tag)
            self.tree.blocks.append(Block(text, box, tag, linked, href))

    def owner(self, box: int, tag: str) -> str:
        """A div or span within a heading or list item is that heading or list item."""
        for outer in self.tree.chain(box)[:4]:
            if self.tree.boxes[outer].tag in _HEADINGS or self.tree.boxes[outer].tag == "li":
                return self.tree.boxes[outer].tag
        return tag


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _lines(text: str) -> list[str]:
    """Line breaks within a paragraph part it, but where a sentence plainly runs on over a single one."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = folded(part)
        if lines and lines[-1] and line and _RUNS_ON.search(f"{lines[-1][-8:]}\n{line[:1]}"):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines
