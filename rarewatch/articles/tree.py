"""What a page is once it was walked: lines as blocks, elements as boxes, both in the order of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from rarewatch.articles.clean import plain

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
STRANGE = "in another language"
"""How the reason begins for which a block in another language than the page is cut."""
_NUMBERS = re.compile(r"\d+")
_MAX_LINE = 80  # characters of a line that can be a heading, a control or a credit
_MAX_LINKED = 0.4  # share of link text from which a block counts as navigation
_SHORT_SENTENCE, _LONG_LINE = 25, 70  # characters: with closing punctuation, without


class Box:
    """An element that starts a line of its own: its blocks are start..stop, its inner boxes end at last.

    A plain class with defaults of its own, as `Block`: they are made by the hundred, and a dataclass takes
    twice as long.
    """

    start: int = 0
    stop: int = 0
    last: int = 0
    names: str = ""
    """Its class and id."""
    href: str = ""
    """The address that it states for itself."""
    lang: str = ""
    """The language that it states for its text: the first part of the tag, lower case."""
    hidden: bool = False
    asks: bool = False
    """Whether something can be filled in or pressed straight within."""
    dropped: str = ""
    """The name by which it is no part of an article; empty where it may be."""

    def __init__(self, parent: int, tag: str) -> None:
        self.parent, self.tag = parent, tag


class Block:
    """One line or paragraph of the page: its text, its box, its tag, and where its first link leads."""

    cut: str = ""
    """Why it is no part of the article; empty where it is kept."""
    good: int = 0
    """How many characters of running text it counts for; 0 for headings, controls and link lists."""

    bold: int = 0
    """How many of its characters are set in bold."""
    telling: frozenset[str] | None = None
    """Its telling words (`topics`), once they were asked for."""
    _plain: str | None = None
    opens: bool | None = None
    """Whether it reads like a headline (`headlines`), once that was asked."""

    def __init__(self, text: str, box: int, tag: str, linked: int = 0, href: str = "") -> None:
        self.text, self.box, self.tag, self.href = text, box, tag, href
        self.linked = linked
        """How many of its characters stand in links."""
        self.heading = tag in HEADINGS
        size = len(text)
        self.short = size <= _MAX_LINE
        """Whether it can be a heading, a control or a credit."""
        if (
            size >= _SHORT_SENTENCE
            and not self.heading
            and linked <= size * _MAX_LINKED
            and (size >= _LONG_LINE or text[-1] in ".!?:;…\"'”’»)。")
        ):
            self.good = size

    @property
    def plain(self) -> str:
        """Its text as it is compared; kept, as many questions need it."""
        if self._plain is None:
            self._plain = plain(self.text)
        return self._plain


@dataclass
class Tree:
    """A page's blocks and boxes; box 0 is the body."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    looks: dict[str, str] = field(default_factory=dict)
    """Names of elements without their numbers, once worked out."""
    buttons: list[tuple[int, str]] = field(default_factory=list)
    """Buttons: the number of the block that follows, the text."""
    rules: set[int] = field(default_factory=set)
    """Blocks that stand right under a horizontal rule."""
    times: list[tuple[int, str, str]] = field(default_factory=list)
    """Time elements: the number of the block that follows, the datetime attribute, the text."""

    def good(self, start: int = 0, stop: int | None = None) -> int:
        """Characters of running text not cut, from block to block."""
        return sum([block.good for block in self.blocks[start:stop] if not block.cut])

    def paragraphs(self, start: int, stop: int) -> int:
        """How many paragraphs of running text there are from block to block, cut or not."""
        return sum(1 for block in self.blocks[start:stop] if block.good)

    def sums(self) -> list[int]:
        """Running totals of good text: the good text of blocks a..b is sums[b] - sums[a]."""
        return list(accumulate([0 if block.cut else block.good for block in self.blocks], initial=0))

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
        names = self.boxes[box].names
        if names and names not in self.looks:
            self.looks[names] = _NUMBERS.sub("", names)
        return self.boxes[box].tag, self.looks[names] if names else ""

    def parts(self, around: int) -> Iterator[int]:
        """The boxes straight in a box."""
        at = around + 1
        while at <= self.boxes[around].last:
            yield at
            at = self.boxes[at].last + 1

    def siblings(self, box: int) -> Iterator[int]:
        """The boxes behind a box, in the same box around, that look like it."""
        parent = self.boxes[self.boxes[box].parent]
        look, at = self.look(box), self.boxes[box].last + 1
        while at <= parent.last:
            if self.look(at) == look:
                yield at
            at = self.boxes[at].last + 1
