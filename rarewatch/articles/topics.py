"""What texts are about: whether two of them are about the same things, by the words that tell."""

import re
from collections.abc import Collection, Iterable
from itertools import pairwise
from statistics import mean

from rarewatch.articles.tree import Block, Tree
from rarewatch.articles.words import Words

KIN = 0.2  # share of telling words, of the shorter text, from which one text goes on with another
"""Below it were one in nine sections of the pages that this was tuned on, and five in six texts of others."""
FEW, ENOUGH = 8, 30  # telling words below which nothing can be said; from which a difference is certain
_PLENTY = 200  # telling words of a text that are enough to compare it
_TELLING = re.compile(r"\w{5,}")
_TELLING_ASCII = re.compile(_TELLING.pattern, re.ASCII)
"""The same in plain ASCII, where it is found faster."""


def differs(text: set[str], article: set[str], share: float = KIN) -> bool:
    """Whether two texts, by their telling words, are about different things."""
    least = min(len(text), len(article))
    return least >= FEW and len(text & article) < share * least


def telling(blocks: Iterable[Block], words: Words) -> set[str]:
    """The longer words of blocks, without those that stand in any text; looked for once in each block."""
    return set().union(*[_told(block, words) for block in blocks])


def _told(block: Block, words: Words) -> frozenset[str]:
    if block.telling is None:
        pattern = _TELLING_ASCII if block.text.isascii() else _TELLING
        block.telling = frozenset(pattern.findall(block.text.lower())) - words.common
    return block.telling


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


class Texts:
    """The texts of one page, by their telling words; blocks `aside` belong to none of them."""

    def __init__(self, tree: Tree, start: int, aside: Collection[int], words: Words) -> None:
        self.tree, self.aside, self.words = tree, aside, words
        self.own: set[str] = set()
        """The telling words of the article from block `start` up to block `told`."""
        self.told = start

    def article(self, index: int) -> set[str]:
        """The telling words of the article before a line."""
        if len(self.own) < _PLENTY:
            self.own |= self.telling(self.told, index)
        self.told = index
        return self.own

    def telling(self, start: int, end: int) -> set[str]:
        """The telling words of what is kept from block to block."""
        found: set[str] = set()
        for index in range(start, end):
            block = self.tree.blocks[index]
            if block.cut in ("", "headline") and index not in self.aside:
                found |= _told(block, self.words)
                if len(found) >= _PLENTY:
                    break
        return found

    def mean_share(self, index: int, spans: list[tuple[int, int]]) -> float:
        """The mean share of telling words that texts have in common, with each other or with the article.

        A few words of an article say nothing.
        """
        article = self.article(index)
        texts = [self.telling(*span) for span in spans]
        pairs = mean([_share(one, other) for one, other in pairwise(texts)])
        return pairs if len(article) < ENOUGH else max(pairs, mean([_share(text, article) for text in texts]))

    def are_apart(
        self, index: int, spans: list[tuple[int, int]], least: float, *, pairs: bool, share: float = KIN
    ) -> bool:
        """Whether more than this share of texts are about other things than the article before `index`.

        With `pairs`, each is also compared with the one before it. Once too many are kin, no more are read.
        """
        article = self.article(index)
        count = 2 * len(spans) - 1 if pairs else len(spans)
        apart, before = count, None
        for span in spans:
            text = self.telling(*span)
            apart -= not differs(text, article, share)
            if pairs and before is not None:
                apart -= not differs(before, text, share)
            if apart / count <= least:
                return False
            before = text
        return True
