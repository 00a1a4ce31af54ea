"""A sentence as a row of items, and the skeleton that shows it to the rules."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any


@dataclass(slots=True)
class Item:
    """A mention, or a plain word (kind "word") or mark (kind "mark"); the span is that in the sentence.

    A plain one is the same object wherever the word stands, and has no span: `Row.spans` tells its place.
    Not frozen, for an article has hundreds, and a frozen one takes five times as long to make; yet nobody
    changes one.
    """

    kind: str
    start: int
    end: int
    text: str
    value: Any = None
    bound: str = "="
    quote_start: int = -1
    """Where the words of a bounded amount begin."""
    low: str = ""
    """The text of a plain one in lower case."""


_AROUND = [""] * 40
"""What stands around a row, on either side: an index below zero counts from the end. Nothing looks so far."""
PLAIN = frozenset(["word", "mark"])
"""Kinds that stand in the skeleton as they are written."""


@dataclass
class Row:
    """The items of one sentence; not frozen for the same reason."""

    text: str
    items: tuple[Item, ...]
    kinds: list[str]
    """The items' kinds."""
    lows: list[str]
    """The items' words in lower case."""
    kinds_around: list[str]
    lows_around: list[str]
    """Both with nothing around them, so that one may look beyond the ends."""
    roles: dict[int, str] = field(default_factory=dict, compare=False)
    """Parts of its territories, as far as they are known: each is asked for several times."""
    asides: frozenset[int] | None = field(default=None, compare=False)
    """The places in clauses told by the way, once they are known."""
    _shown: tuple[str, dict[int, int]] | None = field(default=None, compare=False)

    def span(self, index: int) -> tuple[int, int]:
        """Where an item begins and ends in the sentence."""
        item = self.items[index]
        return (item.start, item.end) if item.start >= 0 else self.spans[index]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each item begins and ends: a plain one right behind what stands before it."""
        spans, past = [], 0
        low = self.text.lower()
        alike = len(low) == len(self.text)
        for item in self.items:
            start = item.start
            if start < 0:  # a line in capitals may have been read in small letters
                start = low.find(item.low, past) if alike else self.text.find(item.text, past)
            past = item.end if item.end >= 0 else start + len(item.text)
            spans.append((start, past))
        return spans

    def shown(self) -> tuple[str, dict[int, int]]:
        """The skeleton and the items by their places in it."""
        if self._shown is None:
            pairs = zip(self.kinds, self.lows, strict=True)
            pieces = [low if kind in PLAIN else f"<{kind}>" for kind, low in pairs]
            starts = accumulate([len(piece) + 1 for piece in pieces[:-1]], initial=0)
            self._shown = " ".join(pieces) + " ", dict(zip(starts, range(len(pieces)), strict=True))
        return self._shown

    @property
    def skeleton(self) -> str:
        """The row as one line in which each mention is `<kind>`."""
        return self.shown()[0]

    @property
    def at(self) -> dict[int, int]:
        """Finds an item by its place in the skeleton."""
        return self.shown()[1]


def row(text: str, items: list[Item]) -> Row:
    """Items with what the rules see of them; the skeleton is made only where a rule asks for it."""
    kinds, lows = [item.kind for item in items], [item.low or item.text.lower() for item in items]
    return Row(text, tuple(items), kinds, lows, kinds + _AROUND, lows + _AROUND)
