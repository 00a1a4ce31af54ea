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
    """The text in lower case."""

    def __post_init__(self) -> None:
        self.low = self.text.lower()


_AROUND = [""] * 40
"""What stands around a row, on either side: an index below zero counts from the end. Nothing looks so far."""
_PLAIN = frozenset(["word", "mark"])
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

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each item begins and ends in the sentence."""
        spans, past = [], 0
        text = self.text.lower()
        text, shouted = (text, True) if len(text) == len(self.text) else (self.text, False)
        for item in self.items:
            start = item.start if item.start >= 0 else text.find(item.low if shouted else item.text, past)
            past = item.end if item.end >= 0 else start + len(item.text)
            spans.append((start, past))
        return spans

    @cached_property
    def _pieces(self) -> list[str]:
        """How each item stands in the skeleton."""
        pairs = zip(self.kinds, self.lows, strict=True)
        return [low if kind in _PLAIN else f"<{kind}>" for kind, low in pairs]

    @cached_property
    def skeleton(self) -> str:
        """The row as one line in which each mention is `<kind>`."""
        return " ".join(self._pieces) + " "

    @cached_property
    def at(self) -> dict[int, int]:
        """Finds an item by its place in the skeleton."""
        lengths = accumulate(map(len, self._pieces), initial=0)
        return {length + index: index for index, length in zip(range(len(self.items)), lengths, strict=False)}


def row(text: str, items: list[Item]) -> Row:
    """Items with what the rules see of them; the skeleton is made only where a rule asks for it."""
    kinds, lows = [item.kind for item in items], [item.low for item in items]
    return Row(text, tuple(items), kinds, lows, kinds + _AROUND, lows + _AROUND)
