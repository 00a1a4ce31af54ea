"""Other stories that have no part of the page to themselves: headlines and texts, one after another.

How a headline is set, who or when stands beside it, and what the words are about settle it together.
"""

from bisect import bisect, bisect_left
from itertools import pairwise

from rarewatch.articles.headlines import LINKED, heads_text, leads_elsewhere
from rarewatch.articles.identity import Identity
from rarewatch.articles.signs import Dress, Signs, length
from rarewatch.articles.topics import KIN, Texts, differs

ROW = 3  # headlines, or parts of one kind, that are a row
MOST = 0.5  # share of a row of linked headlines that must be strange
_ALL = 0.9  # the same of headlines without links
MEAN_STORY = 200  # characters of running text that a story has on average in a row without links
MANY_WORDS = 9  # words of the headlines of such a row, on average
_LONG, _LONGER = 6, 8  # words of a heading that is a headline; whatever is under it, in a long row
APART = 0.17
"""Mean share of telling words up to which a long row is one of stories: those on one topic have 0.14; of 25
articles with long headings 2 had less than 0.2."""
_NO_LINES = ("li", "figcaption", "pre")  # what is no headline, however long it is
LONG_ROW = 5  # long headlines that are a row under a text that has hardly begun
_MOST_LINES = 40  # further lines that are looked at, set as the one that opens a story
_FAR = 0.12
"""Share of telling words from which a text goes on with another, where nothing but a link speaks for another
story: one in twenty were below, and two in three of other stories."""
SIGNED = 0.5
"""The same of a story that has its author or its day under its headline, as no section of an article has."""


class Flat:
    """The lines of one page that may open stories without a part of their own.

    `dresses` are the lines that read like headlines, by how they are set, in the order of the page.
    """

    def __init__(
        self, signs: Signs, texts: Texts, dresses: dict[Dress, list[int]], identity: Identity
    ) -> None:
        self.tree, self.signs, self.texts, self.dresses = signs.tree, signs, texts, dresses
        self.identity = identity
        self.plain: set[Dress] = set()
        """How lines are set that were found to head no stories."""

    def opens(self, index: int, last: int, end: int, *, early: bool) -> bool:
        """Whether a line opens a story that has no part of its own and goes on to `end`.

        Where it is `early`, for an article that has hardly begun, one of several.
        """
        tree, block, dress = self.tree, self.tree.blocks[index], self.signs.dressed(index)
        if not heads_text(tree, index, end):
            return False
        dressed = self.signs.is_dressed(index)
        set_apart = block.heading or block.bold >= len(block.text) * LINKED
        leads = leads_elsewhere(block, self.identity, self.signs.words)
        linked = set_apart and leads
        signed = self.signs.is_signed_flat(index, last, end)
        sure = dressed or linked or signed
        if not sure and self._is_plain(index):
            return False
        alike = self.dresses[dress]
        further = range(bisect(alike, index), bisect_left(alike, end))
        if not sure and block.heading:
            further = further[:_MOST_LINES]
        following = [alike[at] for at in further if heads_text(tree, alike[at], end)]
        if signed or leads:
            others = [at for at in following[:_MOST_LINES] if self.signs.is_signed_flat(at, last, end)]
            if len(others) >= ROW - 1:
                return self.signs.are_headlines([index, *others])
        lines = [index, *following]
        if dressed and self._is_row_of_headlines(lines, last, end):
            return True
        if sure:
            share = SIGNED if signed else KIN if dressed else _FAR
            spans = list(pairwise([*lines[: _MOST_LINES + 1], end]))
            apart = not early and differs(self.texts.telling(*spans[0]), self.texts.article(index), share)
            in_row = early and dressed and self._is_flat_row(lines, last, end)
            return apart or in_row or (linked and self._is_row_of_links(spans))
        return self._opens_plain(lines, last, end, early=early)

    def _is_plain(self, index: int) -> bool:
        """Whether a line that nothing marks opens no story: a short heading, or set as such that did not."""
        block = self.tree.blocks[index]
        return length(block.text) < _LONG if block.heading else self.signs.dressed(index) in self.plain

    def _opens_plain(self, lines: list[int], last: int, end: int, *, early: bool) -> bool:
        """Whether the first of some lines set alike, which nothing else marks, opens a row of stories."""
        first = lines[0]
        if self.tree.blocks[first].heading:
            return self._opens_row(lines[: _MOST_LINES + 1], last, end, early=early)
        row = lines[: _MOST_LINES + 1]
        no_line = self.tree.blocks[first].tag in _NO_LINES
        if self._is_flat_row(lines, last, end) or (
            not no_line and self._opens_row(row, last, end, early=early)
        ):
            return True
        self.plain.add(self.signs.dressed(first))
        return False

    def _is_row_of_headlines(self, lines: list[int], last: int, end: int) -> bool:
        """Whether lines that head text are as long as headlines of news are, and hardly any asks."""
        if len(lines) < ROW or self.signs.dressed(lines[0]) == self.signs.dressed(last):
            return False
        as_headline = len(lines) >= LONG_ROW and self.signs.is_dressed(lines[0])
        least = _LONG if as_headline else _LONGER
        if not (self.signs.are_headlines(lines) and self.signs.are_long(lines, least)):
            return False
        return self.tree.good(lines[0], min(end, lines[-1] + _MOST_LINES)) >= 2 * MEAN_STORY * len(lines)

    def _opens_row(self, lines: list[int], last: int, end: int, *, early: bool) -> bool:
        """Whether a heading opens a row of stories under the article's own sections, set as these are.

        A section has a shorter heading and goes on with the article. Many stories on one topic still have
        less in common than the sections of one article.
        """
        words = length(self.tree.blocks[lines[0]].text)
        if len(lines) < (LONG_ROW if early else ROW) or words < _LONG:
            return False
        if not self._is_row_of_headlines(lines, last, end):
            return False
        spans = list(pairwise([*lines, end]))
        many = len(lines) >= LONG_ROW and self.signs.are_long(lines, MANY_WORDS)
        many = many and self.texts.mean_share(lines[0], spans) <= APART
        if not differs(self.texts.telling(*spans[0]), self.texts.article(lines[0])):
            return many and words >= _LONGER
        return many or self.texts.are_apart(lines[0], spans, _ALL, pairs=True)

    def _is_row_of_links(self, spans: list[tuple[int, int]]) -> bool:
        """Whether each of some texts has a linked headline, and most are about other things."""
        heads = [self.tree.blocks[start] for start, _ in spans]
        linked = (leads_elsewhere(head, self.identity, self.signs.words) for head in heads)
        if len(spans) < ROW or not all(linked):
            return False
        return self.texts.are_apart(spans[0][0], spans, MOST, pairs=False, share=_FAR)

    def _is_flat_row(self, lines: list[int], last: int, end: int) -> bool:
        """Whether lines set apart from the article's text head a row of stories that have no parts."""
        tree = self.tree
        if len(lines) < ROW or tree.good(lines[0], end) < MEAN_STORY * len(lines):
            return False
        if not self.signs.are_headlines(lines) or self.signs.dressed(lines[0]) == self.signs.dressed(last):
            return False
        if self.signs.are_terms(lines):
            return True
        if self.signs.ask(lines):
            return False
        return self.texts.are_apart(lines[0], list(pairwise([*lines, end])), _ALL, pairs=True)
