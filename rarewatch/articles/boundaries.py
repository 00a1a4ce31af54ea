"""Where the article ends: headings such as "Related Articles", others' headlines, source–age–source lines.

A cut asks for text before it, and is undone where it would take more than it leaves and the words are weak.
"""

import re
from collections.abc import Collection

from rarewatch.articles.blocks import Block, Tree
from rarewatch.articles.clean import plain
from rarewatch.articles.identity import Identity
from rarewatch.articles.words import Words

_MIN_BEFORE = 120  # characters of running text that an article has before anything ends it
_LEAST = 0.05  # share of the text that any boundary must leave
_ENOUGH = 0.25  # share of the text that a weak or doubtful boundary must leave
_MAX_SOURCE = 60  # characters of an outlet's name
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"\s*\d+$")


def cut_tails(tree: Tree, start: int, identity: Identity, words: Words) -> None:
    """Cut what stands under the boundaries after block `start`."""
    ages = {at for at, block in enumerate(tree.blocks) if _is_age(block.text, words)}
    found: dict[int, str] = {}
    for kind, share in (("strong", _LEAST), ("weak", _ENOUGH)):
        least = max(_MIN_BEFORE, share * tree.good(max(start, 0)))
        before = 0
        for index in range(start + 1, len(tree.blocks)):
            block = tree.blocks[index]
            if block.cut:
                continue
            if before >= least and block.short:
                if index not in found:
                    found[index] = _boundary(tree, index, ages, identity, words)
                if found[index] == "inline":
                    block.cut = "leads to another page"
                elif found[index] == kind:
                    _cut_under(tree, max(start, 0), index, kind)
            before += 0 if block.cut else block.good


def _boundary(tree: Tree, index: int, ages: Collection[int], identity: Identity, words: Words) -> str:
    """Whether a block is a boundary: "strong", "weak", "inline", or empty. `ages` are the blocks that are ages."""
    block = tree.blocks[index]
    line = plain(block.text)
    if line[-1:].isdigit():
        line = _COUNT.sub("", line)
    if words.tails.match(line):
        running = block.text[-1] in ".,;" and not block.text.endswith("...")
        if words.strong.match(line) and not running:
            return "inline" if ":" in block.text and not block.heading and block.linked else "strong"
        if words.weak.match(line) and not running:
            return "weak"
        if words.inline.match(line):
            return "inline"
    if index + 1 in ages and _is_source_line(tree, index):
        return "strong"
    aged = any(at in ages for at in range(index + 1, index + 4))
    return "weak" if aged and _is_other_headline(block, identity) else ""


def _is_source_line(tree: Tree, index: int) -> bool:
    """The first of three lines such as "Gazette", "24 minutes ago", "- Gazette"."""
    if index + 2 >= len(tree.blocks):
        return False
    source, again = plain(tree.blocks[index].text[:200]), plain(tree.blocks[index + 2].text[:200])
    return bool(source) and len(source) <= _MAX_SOURCE and (source == again or again.endswith(f" {source}"))


def _is_age(line: str, words: Words) -> bool:
    """A line such as "24 minutes ago"."""
    return len(line) <= _MAX_SOURCE and bool(_DIGIT.search(line) and words.ages.search(line))


def _is_other_headline(block: Block, identity: Identity) -> bool:
    """A headline, with an age under it, that is a link to a page of its own."""
    if not block.heading or not block.href or block.linked < len(block.text) * 0.9:
        return False
    elsewhere = block.href.startswith(("/", "http", ".")) and block.href.rstrip(
        "/"
    ) != identity.canonical.rstrip("/")
    return elsewhere and not identity.names(block.text)


def _cut_under(tree: Tree, start: int, index: int, kind: str) -> None:
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
        _cut_strangers(tree, {_place(tree, at) for at in body}, end, why)


def _place(tree: Tree, index: int) -> int:
    """The box in which a block's line stands."""
    box = tree.blocks[index].box
    return tree.boxes[box].parent


def _cut_strangers(tree: Tree, places: set[int], end: int, why: str) -> None:
    """After a boundary, only what stands among the article's own paragraphs goes on with it."""
    kin = {tree.look(place) for place in places if tree.boxes[place].names}
    for index in range(end, len(tree.blocks)):
        place = _place(tree, index)
        if place not in places and tree.look(place) not in kin:
            tree.cut(index, index + 1, why)
