"""What an article is recognised by though its words were copied, cut or written anew.

Three signs: the shingles of its words (three in a row), the numbers in it, and the sequence of its
figures. A rewrite shares hardly a shingle with its wire copy, but all its numbers in their order. Of the
shingles only those with the smallest hashes are kept: they tell how many two articles have in common.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from string import punctuation
from zlib import crc32

_MARKS = dict.fromkeys(map(ord, punctuation + "–—‘’‚“”„«»…·•"))
"""What outlets set each in its own way: it is taken out, so that 3,188 is 3188."""
_LONGEST = 16_000
"""Letters of a text that are sketched: four times a long article."""

_SHORTEST = 8
"""Words below which a body says nothing about its origin: "Subscribe to read on" stands on many pages."""
_SHORTEST_TO_COMPARE = 40
"""Words below which near-same says nothing: one other number is another story."""
_FEWEST = 8
"""Shingles of which the same is true."""
_NEAR = 0.6
"""The part of all shingles that near-same bodies share: a copy with another first paragraph has about 0.7."""
_WITHIN = 0.85
"""The part of the shorter body's shingles that stand in the longer one, for a copy that was cut."""
_SHORT = 0.3
"""How much shorter a cut copy may be: with less of it, the kept shingles tell too little."""
_HARDLY = 0.2
"""The part of the kept shingles below which neither can be: it spares most of the comparing."""
_SAME_NUMBERS = 0.7
"""The part of the fewer numbers that must be among the others: next month's bulletin has the same words."""
_FIGURES = 3
"""Figures below which a sequence is no sign: any two outlets tell the total before the growth."""
_SAME_FIGURES = 0.9
_SAME_COUNT = 0.6
"""How much of the shorter sequence is in the longer one, and how long it must be against that one."""
_KEPT = 128
"""Shingles and numbers that are kept: what two articles share is then known to about 4 in 100."""
_SHINGLE_KEYS = 6
_FIGURE_KEYS = 4
"""The smallest hashes by which others look for it: with 6 of them, bodies that share 0.6 of their shingles
miss each other about 3 times in 100, and those that share 0.8 never. Each costs a page of SQLite's log."""


@dataclass(frozen=True)
class Sketch:
    """One article's signs, as hashes; 0 stands for none."""

    body: int
    address: int
    """The canonical URL, where it names an article."""
    host: int
    """Where it was had: a site that names another one's article as the canonical one has copied it, while
    pages of one site with one canonical URL are a mistake of that site."""
    count: int
    """How many shingles there are."""
    shingles: tuple[int, ...]
    """Those with the smallest hashes, in order; none of a short text."""
    numbers: tuple[int, ...]
    figures: tuple[int, ...]
    """In the order of the text."""

    @classmethod
    def of(cls, text: str, figures: Iterable[object] = (), address: str = "", host: str = "") -> "Sketch":
        """The sketch of an article; `figures` are as `figures_of` gives them."""
        words = text[:_LONGEST].casefold().translate(_MARKS).split()
        shingles = _shingles(words) if len(words) >= _SHORTEST_TO_COMPARE else []
        numbers = sorted({crc32(word.encode()) for word in words if word[0].isdigit()})
        return cls(
            _hashed("body", str(len(text) > _LONGEST and text), *words) if len(words) >= _SHORTEST else 0,
            hashed("address", address) if address else 0,
            hashed("host", host) if host else 0,
            len(shingles),
            tuple(shingles[:_KEPT]),
            tuple(numbers[:_KEPT]),
            tuple(hashed("figure", figure) for figure in figures),
        )

    @classmethod
    def unpacked(cls, packed: bytes) -> "Sketch":
        """The sketch that was packed."""
        numbers = array("q", packed).tolist()
        body, address, host, count, *sizes = numbers[:_HEAD]
        parts, start = [], _HEAD
        for size in sizes:
            parts.append(tuple(numbers[start : start + size]))
            start += size
        return cls(body, address, host, count, *parts)

    def packed(self) -> bytes:
        """As bytes: eight for each number."""
        parts = (self.shingles, self.numbers, self.figures)
        head = (self.body, self.address, self.host, self.count, *map(len, parts))
        return array("q", (*head, *(number for part in parts for number in part))).tobytes()

    @cached_property
    def keys(self) -> list[int]:
        """What its copies look it up by."""
        rows = zip(self.figures, self.figures[1:], self.figures[2:], strict=False)
        figures = sorted({hashed("figures", *row) for row in rows})
        keys = {self.body, self.address, *self.shingles[:_SHINGLE_KEYS], *figures[:_FIGURE_KEYS]}
        return sorted(keys - {0})

    def copies(self, other: "Sketch", *, at_once: bool = True) -> bool:
        """Whether the two tell one story; figures count only where both were published `at_once`."""
        if self.body and self.body == other.body:
            return True
        if self.address and self.address == other.address and self.host != other.host:
            return True
        if at_once and _same_figures(self.figures, other.figures):
            return True
        return self._same_numbers(other) and self._near(other)

    def _near(self, other: "Sketch") -> bool:
        """By the smallest hashes of both: as many of them are shared as of all."""
        if min(self.count, other.count) < _FEWEST:
            return False
        both = self._shingles.intersection(other.shingles)
        if len(both) < _HARDLY * max(len(self.shingles), len(other.shingles)):
            return False
        kept = sorted(self._shingles.union(other.shingles))[:_KEPT]
        alike = len(both.intersection(kept)) / len(kept)
        shorter, longer = sorted((self.count, other.count))
        shared = alike * (shorter + longer) / (1 + alike)
        return alike >= _NEAR or (shorter >= _SHORT * longer and shared >= _WITHIN * shorter)

    def _same_numbers(self, other: "Sketch") -> bool:
        least = min(len(self.numbers), len(other.numbers))
        return len(self._numbers.intersection(other.numbers)) >= _SAME_NUMBERS * least

    @cached_property
    def _shingles(self) -> frozenset[int]:
        return frozenset(self.shingles)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        return frozenset(self.numbers)


_HEAD = 7
"""Numbers at the start of a packed sketch: those of their own, and the lengths of the rows."""


def figures_of(rows: Sequence[tuple[float, str | None]]) -> tuple[tuple[float, str], ...]:
    """A sequence of value and unit, each once and to three digits, since outlets repeat and round.

    >>> figures_of([(353.0, "t"), (660.0, "%"), (353.0, "t")])
    ((353.0, 't'), (660.0, '%'))
    """
    return tuple(dict.fromkeys((float(f"{value:.3g}"), unit or "") for value, unit in rows))


def hashed(sort: str, *parts: object) -> int:
    """A number of 63 bits, the same in every run."""
    return _hashed(sort, *map(str, parts))


def _hashed(*parts: str) -> int:
    text = "\0".join(parts).encode("utf-8", "replace")
    return int.from_bytes(blake2b(text, digest_size=8).digest()) >> 1


def _shingles(words: list[str]) -> list[int]:
    """Hashes of three words in a row, the smallest first.

    Those alone that start with a word of odd length: half of them tell as much, and cost half.
    """
    rows = zip(words, words[1:], words[2:], strict=False)
    return sorted({crc32(f"{one} {two} {three}".encode()) for one, two, three in rows if len(one) & 1})


def _same_figures(one: Sequence[object], other: Sequence[object]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < max(_FIGURES, _SAME_COUNT * len(longer)):
        return False
    least = _SAME_FIGURES * len(shorter)
    return len({*shorter} & {*longer}) >= least and _common(shorter, longer) >= least


def _common(one: Sequence[object], other: Sequence[object]) -> int:
    """The length of the longest sequence that stands in both, gaps left out.

    >>> _common("abcd", "axbd")
    3
    """
    if one == other:
        return len(one)
    row = [0] * (len(other) + 1)
    for left in one:
        before = 0
        for place, right in enumerate(other, 1):
            above = row[place]
            row[place] = before + 1 if left == right else max(above, row[place - 1])
            before = above
    return row[-1]
