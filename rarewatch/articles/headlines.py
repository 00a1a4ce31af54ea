"""Lines that may open a story: what reads like a headline, what signs it, and where it leads."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import compress
from urllib.parse import urlsplit

from rarewatch.articles.dates import day
from rarewatch.articles.identity import Identity
from rarewatch.articles.tree import STRANGE, Block, Tree
from rarewatch.articles.words import Words

SIGNATURE = 45  # characters of a line that says who or when
LINKED = 0.8  # share of link text from which a whole line is a link
_LINKED_ITEM = 0.6  # the same of an item, which may go on with its source and its age
_HEADLINE_WORDS, _LINE = 3, 160  # words and characters of a line that reads like a headline
_LETTERS = 24  # characters that make as many words where none are parted
_SOON = 40  # lines after a headline in which its text begins
_MIN_STORY = 60  # characters of running text that a story has at least
_OFTEN = 3  # times that a source stands on a page
_DIGIT = re.compile(r"\d")
PLACE = re.compile(r"\d{1,3} ?/ ?\d{1,3}")
"""Which of how many: "12/18"."""
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?", re.IGNORECASE)
"""A time of day that is a line of its own: "21:12 CET"."""
_AGE = re.compile(r"\d{1,3} ?(?:d|h|hr|hrs|m|min|mins|w)", re.IGNORECASE)
"""An age that is a line of its own: "2h"."""


def reads_like_headline(block: Block, words: Words) -> bool:
    """Whether a line may be a headline: some words, not too many, no end of a sentence, no source or day."""
    if block.opens is None:
        block.opens = _reads_like_headline(block, words)
    return block.opens


def _reads_like_headline(block: Block, words: Words) -> bool:
    text = block.text.rstrip("\"'”’»)")
    if not text or len(text) > _LINE or block.tag == "tr":
        return False
    if text[0].isdigit() and CLOCK.fullmatch(text):
        return False
    if text[-1] in ".,;:" and not text.endswith("..."):
        return False
    if text[0].islower() and not block.heading and not block.href:
        return False
    if not block.heading and text.count(" ") < _HEADLINE_WORDS - 1 and len(text) <= _LETTERS:
        return False
    return len(text) > SIGNATURE or not is_signature(text, words)


def is_age(text: str, words: Words) -> bool:
    """A short line with an age: "Gazette, 24 minutes ago"."""
    return len(text) <= SIGNATURE and words.tells_age(text)


def is_signature(text: str, words: Words) -> bool:
    """A line that says who wrote a story, or when: "Gazette, 24 minutes ago"."""
    if text.casefold().startswith(words.bylines):
        return True
    if _AGE.fullmatch(text):
        return True
    if words.tells_age(text):
        return True
    return bool(_DIGIT.search(text)) and not PLACE.fullmatch(text) and day(text, words.months) is not None


def leads_elsewhere(block: Block, identity: Identity, words: Words) -> bool:
    """Whether a whole line is a link to another page."""
    size = len(block.text)
    if block.linked < size * _LINKED_ITEM or not links_elsewhere(block, identity):
        return False
    return block.linked >= size * LINKED or (block.tag == "li" and is_signature(block.text, words))


def links_elsewhere(block: Block, identity: Identity) -> bool:
    """Whether a line has a link to another page."""
    if not block.href:
        return False
    target = block.href.rstrip("/")
    own = identity.canonical.rstrip("/")
    return target.startswith(("/", "http", ".")) and target != own and not own.endswith(target.lstrip("."))


def on_site(href: str, identity: Identity) -> bool:
    """Whether a link leads to a page of the same site."""
    try:
        host, target = urlsplit(identity.canonical).netloc, urlsplit(href).netloc
    except ValueError:
        return False
    return not target or target == host


def heads_text(tree: Tree, index: int, stop: int) -> bool:
    """Whether running text follows a line, up to `stop`."""
    good = 0
    for block in tree.blocks[index + 1 : min(stop, index + _SOON)]:
        good += 0 if block.cut else block.good
        if good >= _MIN_STORY:
            return True
    return False


def openers(tree: Tree, start: int, words: Words) -> tuple[list[bool], set[str]]:
    """For each block, whether it reads like a headline; and the sources among them, each told often.

    Blocks before `start` open nothing.
    """
    opens = [False] * start
    behind = tree.blocks[start:]
    colon = bool(behind) and behind[0].text[-1] == ":"  # as the page's own headline has it
    if colon:
        for block in behind:
            if block.text[-1] == ":" and block.bold == len(block.text):
                block.opens = len(block.text) <= _LINE and block.text.count(" ") >= _HEADLINE_WORDS - 1
    opens += [reads_like_headline(block, words) and block.cut[: len(STRANGE)] != STRANGE for block in behind]
    lines = Counter(block.text for block in compress(tree.blocks, opens) if _may_be_source(block))
    lines.update(block.text for block in tree.blocks[:start] if block.text in lines and _may_be_source(block))
    return opens, {line for line, count in lines.items() if count >= _OFTEN}


def _may_be_source(block: Block) -> bool:
    return not block.good and not block.heading and len(block.text) <= SIGNATURE


def next_heads(tree: Tree, opens: Sequence[bool], sources: Collection[str]) -> list[int]:
    """For each block, and for the end of the page, the next one that opens something; else the end."""
    found = [len(tree.blocks)]
    for index in range(len(tree.blocks) - 1, -1, -1):
        own = opens[index] and tree.blocks[index].text not in sources
        found.append(index if own else found[-1])
    return found[::-1]
