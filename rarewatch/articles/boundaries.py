"""Where the article ends: headings such as "Related Articles", others' headlines, source–age–source lines.

A cut asks for text before it, and is undone where it would take more than it leaves and the words are weak.
"""

import re

from rarewatch.articles.clean import plain
from rarewatch.articles.headlines import LINKED, leads_elsewhere, reads_like_headline
from rarewatch.articles.identity import Identity
from rarewatch.articles.signs import TERMS
from rarewatch.articles.topics import ENOUGH, FEW, differs, telling
from rarewatch.articles.tree import Block, Tree
from rarewatch.articles.words import Words

_MIN_BEFORE = 80  # characters of running text that an article has before anything ends it
_SHARES = {"strong": 0.0, "weak": 0.25}
"""Shares of the text that a boundary must leave; weak are words that stand above articles too."""
_ENOUGH = 250  # characters of running text that make an article
_MAX_SOURCE = 60  # characters of an outlet's name
_HEADLINE_LINES = 5  # lines that a headline, its author, its day and its summary take
_COUNT = re.compile(r"^\d+\s*(?=[^\W\d])|\s*\d+$")


class Tails:
    """What stands under boundaries after block `start`; each line is looked at once."""

    def __init__(self, tree: Tree, start: int, identity: Identity, words: Words) -> None:
        self.tree, self.start, self.identity, self.words = tree, start, identity, words
        short = [at for at, block in enumerate(tree.blocks) if len(block.text) <= _MAX_SOURCE]
        lines = [tree.blocks[at].text for at in short]
        told = words.ages.search("\n".join(lines).casefold())  # on most pages, no line has such a word
        self.ages = {at for at, line in zip(short, lines, strict=True) if told and words.tells_age(line)}
        self.tails = words.tails
        self.found: dict[int, str] = {}

    def cut(self, kind: str) -> None:
        """Cut what stands under the boundaries of a kind, "strong" or "weak"."""
        tree, start = self.tree, max(self.start, 0)
        least = _SHARES[kind] * tree.good(start)
        before = 0
        for index, block in enumerate(tree.blocks[self.start + 1 :], self.start + 1):
            if block.cut:
                continue
            if block.short and (before or block.heading):
                found = self.found.get(index)
                if found is None:
                    found = self.found[index] = self._boundary(index, block)
                if before < _MIN_BEFORE:
                    self._cut_part(index, found)
                    continue
                if found == "inline":
                    block.cut = "leads to another page"
                    self._cut_box(index)
                elif found == kind and before >= least:
                    _cut_under(tree, start, index, kind, self.words)
            before += 0 if block.cut else block.good

    def _cut_part(self, index: int, found: str) -> None:
        """Cut the part that a strong boundary heads right under the headline; the article follows it."""
        tree = self.tree
        box = tree.boxes[tree.boxes[tree.blocks[index].box].parent]
        if (
            found == "strong"
            and box.start == index
            and box.stop > index + 1
            and tree.good(box.stop) >= _ENOUGH
        ):
            tree.cut(index, box.stop, f"under {tree.blocks[index].text!r}")

    def _cut_box(self, index: int) -> None:
        """Cut the box in the middle of an article that opens with such a line and a link to another page."""
        tree = self.tree
        box = tree.boxes[tree.boxes[tree.blocks[index].box].parent]
        opens = box.start == index and box.stop > index + 1
        if opens and leads_elsewhere(tree.blocks[index + 1], self.identity, self.words):
            tree.cut(index, box.stop, f"under {tree.blocks[index].text!r}")

    def _boundary(self, index: int, block: Block) -> str:
        """Whether a line is a boundary: "strong", "weak", "inline", or empty."""
        line = block.plain
        if line[-1:].isdigit() or line[:1].isdigit():
            line = _COUNT.sub("", line)
        found = self._said(index, block, line) if self.tails.match(line) else ""
        if found or not self.ages:
            return found
        if index + 1 in self.ages and _is_source_line(self.tree, index):
            return "strong"
        return "weak" if self._is_aged(index) and _is_other_headline(block, self.identity) else ""

    def _said(self, index: int, block: Block, line: str) -> str:
        """Which boundary the words of a line are, bare of counts; empty where they are a sentence."""
        words = self.words
        running = block.text[-1] in ".,;" and not block.text.endswith("...")
        if words.strong.match(line) and not running:
            return "inline" if ":" in block.text and not block.heading and block.linked else "strong"
        if words.weak.match(line) and not running:
            return "strong" if self._is_aged(index) else "weak"
        return "inline" if words.inline.match(line) else ""

    def _is_aged(self, index: int) -> bool:
        """Whether an age stands right under a line."""
        return any(at in self.ages for at in range(index + 1, index + 4))


def _is_source_line(tree: Tree, index: int) -> bool:
    """The first of three lines such as "Gazette", "24 minutes ago", "- Gazette"."""
    if index + 2 >= len(tree.blocks):
        return False
    source, again = plain(tree.blocks[index].text[:200]), plain(tree.blocks[index + 2].text[:200])
    return bool(source) and len(source) <= _MAX_SOURCE and (source == again or again.endswith(f" {source}"))


def _is_other_headline(block: Block, identity: Identity) -> bool:
    """A headline, with an age under it, that is a link to a page of its own."""
    if not block.heading or not block.href or block.linked < len(block.text) * 0.9:
        return False
    elsewhere = block.href.startswith(("/", "http", ".")) and block.href.rstrip(
        "/"
    ) != identity.canonical.rstrip("/")
    return elsewhere and not identity.names(block.text)


def _cut_under(tree: Tree, start: int, index: int, kind: str, words: Words) -> None:
    """Cut a boundary and what it heads: its own part of the page, or all that follows where it has none."""
    blocks, boxes = tree.blocks, tree.boxes
    body = [at for at in range(start, index) if not blocks[at].cut and blocks[at].good]
    last = body[-1] if body else start
    chain = tree.chain(blocks[index].box)
    outer = next((at for at, box in enumerate(chain) if boxes[box].start <= last), len(chain) - 1)
    own = chain[outer - 1] if outer else chain[0]
    headed = outer > 0 and boxes[own].stop > index + 1
    end = boxes[own].stop if headed else boxes[chain[outer]].stop
    why = f"under {blocks[index].text!r}"
    tree.cut(index, end, why)
    if kind == "strong":
        _cut_strangers(tree, body, end, why, words)


def _place(tree: Tree, index: int) -> int:
    """The box in which a block's line stands."""
    box = tree.blocks[index].box
    return tree.boxes[box].parent


def _cut_strangers(tree: Tree, body: list[int], end: int, why: str, words: Words) -> None:
    """After a boundary, only what stands among the article's own paragraphs goes on with it.

    Where what stands elsewhere speaks of the same things, it is the article that goes on.
    """
    places = {_place(tree, at) for at in body}
    kin = {tree.look(place) for place in places if tree.boxes[place].names}
    blocks = tree.blocks
    left = ((at, _place(tree, at)) for at in range(end, len(blocks)) if not blocks[at].cut)
    strange = [
        at
        for at, place in left
        if place not in places and tree.look(place) not in kin and not _goes_with_kin(tree, at, words)
    ]
    if not strange:
        return
    rest = telling((blocks[at] for at in strange if blocks[at].good), words)
    if len(rest) >= FEW:
        article = telling((blocks[at] for at in body), words)
        if not differs(rest, article) or (len(article) < ENOUGH and blocks[strange[0]].good):
            return
    for index in strange:
        tree.cut(index, index + 1, why)


def _goes_with_kin(tree: Tree, index: int, words: Words) -> bool:
    """Whether a line is a boundary itself, or may be the headline of a story set as the article's text is."""
    return words.strong.match(tree.blocks[index].plain) or _heads_kin(tree, index, words)


def _heads_kin(tree: Tree, index: int, words: Words) -> bool:
    """Whether a line may be the headline of another story, whose text stands among the article's own."""
    block = tree.blocks[index]
    set_apart = block.heading or block.tag in TERMS or block.bold >= len(block.text) * LINKED
    if not set_apart or not reads_like_headline(block, words):
        return False
    return any(block.good and not block.cut for block in tree.blocks[index + 1 : index + 1 + _HEADLINE_LINES])
