"""Boxes amid an article that offer the reader something: newsletters, mostly.

No single sign settles it. A field or a button within, a place that is set as no other text, and words with
which readers are won count together.
"""

from collections.abc import Collection

from rarewatch.articles.tree import Block, Box, Tree
from rarewatch.articles.words import Words

_LEAST = 3  # signs that make a box an offer, words among them
_STRONG, _WEAK = 2, 2  # what words of each kind count for, at most
_MOST = 400  # characters of running text that an offer has at most
_MOST_LINES = 6  # lines of one, headings and small print among them
_SOME = 80  # characters of running text that an article has at least besides a form
_ENOUGH = 250  # characters of running text that an article has besides


def cut_offers(tree: Tree, headline: int, words: Words) -> None:
    """Cut the offers amid an article, each with its headings and its small print."""
    kept = [at for at in range(headline + 1, len(tree.blocks)) if not tree.blocks[at].cut]
    told = _told(tree, kept, words)
    total = sum(tree.blocks[at].good for at in kept) if told else 0
    for at, found in told.items():
        part = _part(tree, at, headline)
        start, stop = (tree.boxes[part].start, tree.boxes[part].stop) if part else (at, at + 1)
        size = tree.good(start, stop)
        if (
            size
            and total - size >= (_LEAST if _is_form(tree, part) else _ENOUGH)
            and _signs(tree, at, part, kept) + found >= _LEAST
        ):
            tree.cut(start, stop, "an offer to the reader")
            total -= size


def _told(tree: Tree, kept: list[int], words: Words) -> dict[int, int]:
    """What the words of lines count for, where any do; not of lines set as the lead and beside it."""
    lead = next((at for at in kept if tree.blocks[at].good), None)
    if lead is None:
        return {}
    own = tree.boxes[tree.blocks[lead].box]
    short = [at for at in kept if at != lead and len(tree.blocks[at].text) <= _MOST]
    apart = [at for at in short if not _is_beside(tree.boxes[tree.blocks[at].box], own)]
    text = "\n".join([tree.blocks[at].text for at in apart]).casefold()
    strong = [phrase for phrase in words.offers if phrase in text]
    weak = [phrase for phrase in words.weak_offers if phrase in text]
    if not strong and not weak:
        return {}
    counts = ((at, _words(tree.blocks[at], strong, weak)) for at in apart)
    return {at: count for at, count in counts if count}


def _is_beside(box: Box, other: Box) -> bool:
    """Whether two elements stand straight in the same one and have the same names."""
    return box.parent == other.parent and box.names == other.names


def _words(block: Block, strong: Collection[str], weak: Collection[str]) -> int:
    """What the words of a line count for."""
    if block.tag == "tr":
        return 0
    line = block.text.casefold()
    if any(phrase in line for phrase in strong):
        return _STRONG
    return min(_WEAK, sum(phrase in line for phrase in weak))


def _part(tree: Tree, at: int, headline: int) -> int:
    """The largest box around a line that is small enough for an offer; 0 where there is none."""
    found = 0
    for box in tree.chain(tree.blocks[at].box)[:-1]:
        start, stop = tree.boxes[box].start, tree.boxes[box].stop
        if start <= headline or stop - start > _MOST_LINES or tree.good(start, stop) > _MOST:
            break
        found = box
    return found


def _is_form(tree: Tree, part: int) -> bool:
    """Whether something can be filled in or pressed in a box."""
    return part > 0 and any(tree.boxes[box].asks for box in range(part, tree.boxes[part].last + 1))


def _signs(tree: Tree, at: int, part: int, kept: list[int]) -> int:
    """How many signs a box bears: something to fill in or to press, and a place unlike that of other text."""
    if not part:
        return 0
    asks = _is_form(tree, part)
    chain = tree.chain(tree.blocks[at].box)
    own = {tree.look(box) for box in chain[: chain.index(part) + 1]}
    start, stop = tree.boxes[part].start, tree.boxes[part].stop
    for other in kept:
        if not start <= other < stop and tree.blocks[other].good:
            own -= {tree.look(box) for box in tree.chain(tree.blocks[other].box)}
            if not own:
                break
    return asks + bool(own)
