"""What marks a line as the headline of a story: how it is set, who or when beside it, how long it is."""

import re
from unicodedata import category

from rarewatch.articles.headlines import LINKED, PLACE, SIGNATURE, is_age, is_signature
from rarewatch.articles.tree import Block, Tree
from rarewatch.articles.words import Words

_ACCORDION, _FOLDS = "amp-accordion", 4  # an element whose parts open at a click; how far around a line it is
TERMS = ("dt", "summary")  # lines with headlines of stories, or with questions
_LEAST_NAMES = 8  # characters of names that say more than how wide or how large a line is
_SIGNED_LINES = 2  # lines under a headline in which they stand
LEAST_WORDS, _LETTERS = 4, 12  # words of one headline; characters that make a word where none are parted
_SEVERAL = 3  # headlines of which the first may be shorter by a word
_MEAN_WORDS = 5.5  # words of the headlines of a row of stories; items of lists have about 3
_LONG_WORDS = 8  # the same of a row of headlines of news, which headings of sections seldom reach
_NUMBERED = re.compile(r"\W*(?:\w{4,11} )?\d{1,2}(?:[.):]|\b(?! ?[%\w]))")
"""The head of an item: "3. Buy in bulk", "Step 1: The plan"."""
_NEXT = ("next:",)
_COUNTED = re.compile(r"\W*\d{1,2}[.)] ")
Dress = tuple[str, tuple[str, str], str, bool]
"""How a line is set, as `Signs.dressed` tells it."""


class Signs:
    """The lines of one page, against its headline."""

    def __init__(self, tree: Tree, headline: int, words: Words, start: int) -> None:
        """`start` is the block from which the article's text may begin."""
        self.tree, self.headline, self.words = tree, headline, words
        self.dresses: dict[int, Dress] = {}
        """How lines are set, once worked out."""
        first = tree.blocks[headline].text[0]
        self.sign = first if category(first) == "So" else ""
        """The sign with which the headline begins, such as a square."""
        self.dress = self.dressed(headline)
        self.numbered = _COUNTED.match(tree.blocks[headline].text) is not None
        """Whether the headline itself is one of a numbered row."""
        texts = (at for at in range(start, len(tree.blocks)) if tree.blocks[at].good)
        self.lead = next((at for at in texts if not tree.blocks[at].cut), None)
        """The first block of the article's text."""
        self.signature = self._names_of_signature()
        """The names of the line under the headline, which says who or when."""

    def dressed(self, index: int) -> Dress:
        """How a line is set: its tag, its element, what marks it in it, and whether it is a link."""
        found = self.dresses.get(index)
        if found is None:
            block = self.tree.blocks[index]
            linked = block.linked >= len(block.text) * LINKED
            found = self.dresses[index] = block.tag, self.tree.look(block.box), self._mark(block), linked
        return found

    def _mark(self, block: Block) -> str:
        """What sets a line apart from text in the same element: bold, capitals, the headline's sign."""
        if block.tag not in TERMS and block.bold >= len(block.text) * LINKED:
            return "bold"
        if block.heading:
            return ""
        first = block.text[0]
        if first == self.sign:
            return first
        return "capitals" if first.isupper() and block.short and block.text.isupper() else ""

    def are_headlines(self, lines: list[int]) -> bool:
        """Whether lines are headlines, which are longer than what heads the items of a list."""
        opened = [self.tree.blocks[line].text for line in lines]
        least = LEAST_WORDS - (len(lines) >= _SEVERAL)
        if length(opened[0]) < least or sum(map(length, opened)) < _MEAN_WORDS * len(opened):
            return False
        labels = {line.partition(" ")[0] for line in opened}
        if len(opened) > 1 and len(labels) == 1 and _is_label(labels.pop()):
            return False
        numbered = sum(1 for line in opened if _NUMBERED.match(line))
        return not numbered or self.numbered or (2 * numbered <= len(opened) and self.are_terms(lines))

    def may_be_headline(self, index: int) -> bool:
        """Whether a line is long enough for a headline, and is not numbered as items are."""
        text = self.tree.blocks[index].text
        return length(text) >= LEAST_WORDS and not _NUMBERED.match(text)

    def are_long(self, lines: list[int], words: int = _LONG_WORDS) -> bool:
        """Whether lines are as long as headlines of news are, which hardly ever ask."""
        sizes = [length(self.tree.blocks[line].text) for line in lines]
        return not self.ask(lines) and sum(sizes) >= words * len(sizes)

    def ask(self, lines: list[int]) -> bool:
        """Whether at least half of some lines are questions."""
        return 2 * sum(1 for line in lines if self.tree.blocks[line].text.endswith("?")) >= len(lines)

    def is_source(self, index: int) -> bool:
        """Whether a line may be a source or a kicker above a headline rather than one."""
        block = self.tree.blocks[index]
        return not block.heading and not block.good and length(block.text) < LEAST_WORDS

    def is_dressed(self, index: int) -> bool:
        """Whether a line is set as the headline is, and not as its text.

        Of two headings, the names settle it where they have any.
        """
        dress = self.dressed(index)
        if self.lead is not None and dress == self.dressed(self.lead):
            return False
        named = len(self.dress[1][1]) >= _LEAST_NAMES and dress[1][1] == self.dress[1][1]
        both = self.tree.blocks[index].heading and self.tree.blocks[self.headline].heading
        return dress == self.dress or (named and both)

    def is_as_text(self, index: int) -> bool:
        """Whether a line is set as the article's text is."""
        if self.lead is None:
            return True
        tag, look, mark, _ = self.dressed(index)
        return not mark and (tag, look) == self.dressed(self.lead)[:2]

    def is_outside(self, box: int, last: int) -> bool:
        """Whether a part stands behind the element that holds the article's text, up to its `last` block."""
        boxes, lead = self.tree.boxes, self.lead
        if lead is None:
            return False
        chain = self.tree.chain(self.tree.blocks[lead].box)
        body = chain[1] if boxes[chain[0]].tag == "p" and len(chain) > 1 else chain[0]
        following = chain[chain.index(body) :]
        body = next((around for around in following if boxes[around].stop > max(last, lead)), 0)
        return body != 0 and boxes[box].start >= boxes[body].stop

    def is_signed(self, index: int, start: int, end: int) -> bool:
        """Whether a line says who or when next to one that heads a story from block `start` to `end`."""
        blocks = self.tree.blocks
        own = blocks[index]
        if not own.good and 0 < own.linked < len(own.text) and self.words.tells_age(own.text[own.linked :]):
            return True
        under = blocks[index + 1 : min(end, index + 1 + _SIGNED_LINES)]
        above = blocks[max(start, index - _SIGNED_LINES) : index]
        return self._any_signs(under) or self._any_signs(above[::-1])

    def is_signed_below(self, start: int, end: int) -> bool:
        """Whether a part from block to block ends with a line that says who or when."""
        return self._any_signs(self.tree.blocks[max(start, end - _SIGNED_LINES) : end][::-1])

    def is_signed_flat(self, index: int, last: int, end: int) -> bool:
        """Whether a line without a part of its own is signed: who or when under it, or an age right above."""
        above = self.tree.blocks[index - 1] if index - 1 > last else None
        aged = above is not None and not above.good and is_age(above.text, self.words)
        listed = self.tree.blocks[index].tag == "li"
        return not listed and (aged or self.is_signed(index, index, end))

    def _any_signs(self, lines: list[Block]) -> bool:
        """Whether one of the lines next to a headline says who or when, text and headings apart."""
        for block in lines:
            if block.good or block.heading or block.cut:
                return False
            names = self.tree.look(block.box)[1]
            if (names and names == self.signature) or (
                len(block.text) <= SIGNATURE and is_signature(block.text, self.words)
            ):
                return True
        return False

    def are_terms(self, lines: list[int]) -> bool:
        """Whether lines are set as terms, or fold up what they head, and are no questions."""
        return all(map(self._folds, lines)) and not self.ask(lines)

    def is_folded(self, index: int) -> bool:
        """Whether a line folds up what it heads, and is no question."""
        return self._folds(index) and not self.tree.blocks[index].text.endswith("?")

    def _folds(self, index: int) -> bool:
        block = self.tree.blocks[index]
        around = self.tree.chain(block.box)[:_FOLDS]
        return block.tag in TERMS or any(self.tree.boxes[box].tag in (*TERMS, _ACCORDION) for box in around)

    def _names_of_signature(self) -> str:
        """The names of the line right under the headline, where no text has them too."""
        under = self.tree.blocks[self.headline + 1 : self.headline + 2]
        if not under or under[0].good or under[0].heading or len(under[0].text) > SIGNATURE:
            return ""
        if PLACE.fullmatch(under[0].text):
            return ""
        names = self.tree.look(under[0].box)[1]
        return "" if self.lead is None or names == self.dressed(self.lead)[1][1] else names


def _is_label(word: str) -> bool:
    """Whether a word names what follows, as records do ("From:"), and does not announce it ("Next:")."""
    return word[-1] == ":" and word.casefold() not in _NEXT


def length(line: str) -> int:
    """How many words a line has, or would have in a language that parts them."""
    return max(len(line.split()), len(line) // _LETTERS)
