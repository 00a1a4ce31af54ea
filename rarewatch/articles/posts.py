"""What readers wrote under an article, told by its shape: a name and an age, then text, over and over.

Comments mostly have names of their own in the page (`comments`), which settle it. Here they have none.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import dropwhile

from rarewatch.articles.dates import day
from rarewatch.articles.headlines import SIGNATURE, reads_like_headline
from rarewatch.articles.tree import Block, Tree
from rarewatch.articles.words import Words

_LEAST = 80  # characters of running text that an article has before anything ends it
_ROW = 3  # posts that are a row
_DISTINCT = 0.5  # share of them that are by others; reporters write more than one part of an article
_MOST = 0.5  # share of lines set alike that are surely those of posts
_NAME = 4  # words of a name
_LABELS = 2  # lines above the first of them: how many there are, by which order
_QUOTE = 3  # elements around a line in which it is quoted
_SHORT_AGE = re.compile(r"(?:^|[\s(·•|,-])\d{1,3} ?(?:d|h|hr|hrs|m|min|mins|mo|w|y)\b\.?\)?$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[\d(·•|].*")


@dataclass
class _Post:
    """A line, or two, that say who and how long ago, with text under it."""

    start: int
    end: int
    name: str
    sure: bool
    """Whether it stands right above text, and under no line that may be a headline which it signs."""


def cut_posts(tree: Tree, headline: int, words: Words, ages: Collection[int]) -> None:
    """Cut what several people wrote, each with a name and an age above it, behind the article's text.

    `ages` are the blocks that tell how old something is.
    """
    rows: dict[tuple[str, str], list[_Post]] = {}
    for at, block in enumerate(tree.blocks[headline + 1 :], headline + 1):
        if block.cut or len(block.text) > SIGNATURE:
            continue
        dated = at in ages or (_DIGIT.search(block.text) and _is_aged(block, words))
        if not dated and not (block.text[0].isdigit() and _is_dated_name(tree, at, words)):
            continue
        if post := _post(tree, at, words):
            rows.setdefault(tree.look(block.box), []).append(post)
    for found in rows.values():
        row = list(dropwhile(lambda post: not _is_behind(tree, headline, post.start), found))
        sure = [post for post in row if post.sure]
        names = {post.name for post in sure}
        distinct = (
            _DISTINCT / 2 if len(row) < len(found) else _DISTINCT
        )  # with the article as the first post of a thread
        if len(sure) < max(_ROW, _MOST * len(row)) or len(names) < distinct * len(sure):
            continue
        _cut_row(tree, row, headline)


def _is_behind(tree: Tree, headline: int, start: int) -> bool:
    """Whether the article has some text before a block."""
    good = 0
    for block in tree.blocks[headline:start]:
        good += 0 if block.cut else block.good
        if good >= _LEAST:
            return True
    return False


def _post(tree: Tree, at: int, words: Words) -> _Post | None:
    """The post that a line signs; its name stands in it, or right above."""
    name, start = _NUMBER.sub("", tree.blocks[at].text).strip(" ,-–—"), at
    if not name and at:
        name, start = tree.blocks[at - 1].text, at - 1
    if not name or len(name.split()) > _NAME:
        return None
    above = tree.blocks[max(start - 1, 0) : start]
    under = at + 2 if tree.blocks[at + 1 : at + 2] and tree.blocks[at + 1].text.isdigit() else at + 1
    sure = _is_text(tree, under, words) and not any(map(_may_be_headline, above))
    return _Post(start, at + 2, name, sure)


def _is_text(tree: Tree, at: int, words: Words) -> bool:
    """Whether a block is text, or what a reader quotes, and no headline."""
    if at >= len(tree.blocks):
        return False
    block = tree.blocks[at]
    quoted = any(tree.boxes[box].tag == "blockquote" for box in tree.chain(block.box)[:_QUOTE])
    return quoted or bool(block.good and not reads_like_headline(block, words))


def _is_aged(block: Block, words: Words) -> bool:
    """Whether a line ends with a short age, or has a day beside a name that is set apart."""
    named = 0 < max(block.bold, block.linked) < len(block.text)
    return bool(_SHORT_AGE.search(block.text)) or (named and day(block.text, words.months) is not None)


def _is_dated_name(tree: Tree, at: int, words: Words) -> bool:
    """Whether a line is a day, with its time or not, under a name that is a link."""
    block, above = tree.blocks[at], tree.blocks[at - 1]
    if not at or above.linked < len(above.text):
        return False
    return len(above.text.split()) <= _NAME and day(block.text, words.months) is not None


def _may_be_headline(block: Block) -> bool:
    """Whether a signed line stands under one that it may sign."""
    return not block.good and (block.heading or block.bold > 0 or len(block.text) > SIGNATURE)


def _cut_row(tree: Tree, row: list[_Post], headline: int) -> None:
    """Cut posts with their parts of the page, and the lines right above them."""
    chains = [tree.chain(tree.blocks[post.start].box) for post in row]
    shared = set(chains[0]).intersection(*chains[1:])
    common = next(box for box in chains[0] if box in shared)
    for post, chain in zip(row, chains, strict=True):
        inner = chain[: chain.index(common)]
        own = tree.boxes[inner[-1]] if inner else None
        start, end = (own.start, own.stop) if own and own.start > headline else (post.start, post.end)
        tree.cut(min(start, post.start), max(end, post.end), "a reader's post")
    for block in tree.blocks[max(headline + 1, row[0].start - _LABELS) : row[0].start]:
        if not block.good and not block.cut and block.short:
            block.cut = "heads readers' posts"
