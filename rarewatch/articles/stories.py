"""Other stories on the page: which lines open them, and how far they go.

A line opens another story where it stands as the headline does: in a sibling of the headline's own part, in
the same dress, or as a link elsewhere that heads running text. Where the place alone does not settle it, the
words do: a section of an article repeats its words, another story hardly does.
"""

import re
from bisect import bisect, bisect_left
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from rarewatch.articles.headlines import (
    LINKED,
    SIGNATURE,
    is_age,
    is_signature,
    leads_elsewhere,
    on_site,
    reads_like_headline,
)
from rarewatch.articles.identity import Identity
from rarewatch.articles.tree import Block, Tree
from rarewatch.articles.words import Words

_MIN_BEFORE = 250  # characters of running text that an article has before another story opens
_LEAST_BEFORE = 80  # the same before a row of linked headlines; with less, the article follows behind the row
_ROW = 3  # parts of one kind that are a row
_MOST, _NEARLY_ALL, _ALL = 0.5, 0.7, 0.9
"""Shares of a row that must be strange: of linked headlines, of others, of such that have no parts."""
_SOON = 40  # lines after a headline in which its text begins
_ITEMS = ("li", "p", "td", "dd")  # parts that are items or lines rather than stories
_ACCORDION, _FOLDS = "amp-accordion", 4  # an element whose parts open at a click; how far around a line it is
TERMS = ("dt", "summary")  # lines with headlines of stories, or with questions
_MIN_STORY = 60  # characters of running text that a story has at least
_MEAN_STORY = 200  # the same on average in a row without links
_KIN = 0.2  # share of telling words, of the shorter text, from which one text goes on with another
"""Below it were one in nine sections of the pages that this was tuned on, and five in six texts of others."""
_FAR = 0.12
"""The same where nothing but a link speaks for another story: one in twenty were below, and two in three."""
_SIGNED = 0.5
"""The same of a story that has its author or its day under its headline, as no section of an article has."""
_KICKERS = 3  # lines like a headline, such as a long source, that may stand above one in its part
_LEAST_NAMES = 8  # characters of names that say more than how wide or how large a line is
_SIGNED_LINES = 2  # lines under a headline in which they stand
FEW, ENOUGH = 8, 30  # telling words below which nothing can be said; from which a difference is certain
_PLENTY = 200  # telling words of a text that are enough to compare it
_LEAST_WORDS, _LETTERS = 4, 12  # words of one headline; characters that make a word where none are parted
_MEAN_WORDS = 5.5  # words of the headlines of a row of stories; items of lists have about 3
_NUMBERED = re.compile(r"\W*(?:\w{4,6} )?\d{1,2}(?:[.):]|\b(?! ?[%\w]))")
"""The head of an item: "3. Buy in bulk", "Step 1: The plan"."""
_DIGIT = re.compile(r"\d")
_TELLING = re.compile(r"\w{5,}")


_Dress = tuple[str, tuple[str, str], bool, bool]


def cut_stories(
    tree: Tree, headline: int, identity: Identity, words: Words, beside: Iterable[tuple[int, int, str]] = ()
) -> None:
    """Cut the other stories behind the headline; parts `beside` the article are known by their names."""
    aside: set[int] = set()
    for start, end, name in beside:
        if any(_links_to_story(tree, at, end, identity, words) for at in range(max(start, headline), end)):
            tree.cut(start, end, f"beside the article: {name}")
        aside.update(range(start, end))
    page = _Page(tree, headline, identity, words, aside)
    before, last = 0, headline
    for index in range(headline + 1, len(tree.blocks)):
        block = tree.blocks[index]
        if block.cut or index in aside:
            continue
        if page.heads[index] == index:
            for start, end in page.stories_at(index, last, before):
                tree.cut(start, end, f"another story: {tree.blocks[start].text[:60]!r}")
            if tree.blocks[index].cut:
                _cut_heads(tree, last + 1, index)
        if not tree.blocks[index].cut and block.good:
            before, last = before + block.good, index


def _links_to_story(tree: Tree, index: int, end: int, identity: Identity, words: Words) -> bool:
    """Whether a line links to another page and heads some text of it."""
    block = tree.blocks[index]
    return (
        len(block.text.split()) >= _LEAST_WORDS
        and leads_elsewhere(block, identity, words)
        and _heads(tree, index, end)
    )


def _cut_heads(tree: Tree, start: int, stop: int) -> None:
    """Cut the short lines between the article and other stories: "Other news of the day"."""
    for block in tree.blocks[start:stop]:
        ends = (
            block.text[0].islower() and block.text[-1] in ".!?"
        )  # a line that ends a sentence of the article
        if not ends and not block.good and not block.cut and block.tag not in ("tr", "li"):
            block.cut = "heads other stories"


class _Page:
    """A page while its other stories are looked for."""

    def __init__(
        self, tree: Tree, headline: int, identity: Identity, words: Words, aside: Collection[int]
    ) -> None:
        self.tree, self.headline, self.identity, self.words = tree, headline, identity, words
        self.aside = aside
        self.heads = _next_heads(tree, words)
        """For each block, the next one, itself included, that reads like a headline."""
        self.dress = _dress(tree, headline)
        self.dresses: dict[_Dress, list[int]] = {}
        """The lines that read like headlines, by how they are set, in the order of the page."""
        for index, head in enumerate(self.heads[:-1]):
            if head == index:
                self.dresses.setdefault(_dress(tree, index), []).append(index)
        texts = (at for at in range(headline, len(tree.blocks)) if tree.blocks[at].good)
        self.lead = next((at for at in texts if not tree.blocks[at].cut), None)
        """The first block of the article's text."""
        self.signature = self._names_of_signature()
        """The names of the line under the headline, which says who or when."""
        self.texts: dict[int, set[str]] = {}
        """The telling words of blocks, once worked out."""
        self.article: set[str] = set()
        """The telling words of the article up to block `self.told`."""
        self.told = headline
        self.judged: set[int] = set()
        """Boxes that were found to be no stories."""
        self.plain: set[_Dress] = set()
        """How lines are set that were found to head no stories."""

    def stories_at(self, index: int, last: int, before: int) -> list[tuple[int, int]]:
        """The stories, from block to block, that a line opens behind the article's `last` block.

        `before` is how many characters of running text the article has so far.
        """
        tree, block = self.tree, self.tree.blocks[index]
        if self.identity.names(block.text) or (before < _LEAST_BEFORE and not block.linked):
            return []
        parts, around = self._part(index, last)
        if parts and (found := self._parts(index, parts, before)):
            return found
        if before < _MIN_BEFORE or not self._are_headlines([index]):
            return []
        end = tree.boxes[around].stop
        return [(index, end)] if self._opens_flat(index, last, end) else []

    def _opens_flat(self, index: int, last: int, end: int) -> bool:
        """Whether a line opens a story that has no part of its own and goes on to `end`."""
        tree, block, dress = self.tree, self.tree.blocks[index], _dress(self.tree, index)
        dressed = self._is_dressed(index)
        set_apart = block.heading or block.bold >= len(block.text) * LINKED
        linked = set_apart and leads_elsewhere(block, self.identity, self.words)
        signed = self._is_signed_flat(index, last, end)
        sure = dressed or linked or signed
        if not (sure or (not block.heading and dress not in self.plain)) or not _heads(tree, index, end):
            return False
        alike = self.dresses[dress]
        further = range(bisect(alike, index), bisect_left(alike, end))
        following = [alike[at] for at in further if _heads(tree, alike[at], end)]
        if signed and sum(self._is_signed_flat(at, last, end) for at in following[:_SOON]) >= _ROW - 1:
            return self._are_headlines([index])
        if sure:
            share = _SIGNED if signed else _KIN if dressed else _FAR
            spans = list(pairwise([index, *following[:_SOON], end]))
            if differs(self._telling(*spans[0]), self._article(index), share):
                return True
            links = linked and all(leads_elsewhere(tree.blocks[at], self.identity, self.words) for at in following)
            return links and len(spans) >= _ROW and self._share_apart(index, spans, pairs=False, share=share) > _MOST
        if self._is_flat_row([index, *following], last, end):
            return True
        self.plain.add(dress)
        return False

    def _is_flat_row(self, lines: list[int], last: int, end: int) -> bool:
        """Whether lines set apart from the article's text head a row of stories that have no parts."""
        tree = self.tree
        if len(lines) < _ROW or tree.good(lines[0], end) < _MEAN_STORY * len(lines):
            return False
        if not self._are_headlines(lines) or _dress(tree, lines[0]) == _dress(tree, last):
            return False
        if self._are_terms(lines):
            return True
        return self._share_apart(lines[0], list(pairwise([*lines, end])), pairs=True) > _ALL

    def _part(self, index: int, last: int) -> tuple[list[int], int]:
        """The boxes that a line opens and heads behind the `last` block, and the box that holds both."""
        tree = self.tree
        parts: list[int] = []
        for box in tree.chain(tree.blocks[index].box):
            if tree.boxes[box].start <= last:
                return parts, box
            if self._first(box, index) == index and _heads(tree, index, tree.boxes[box].stop):
                parts.append(box)
        return parts, 0

    def _first(self, box: int, like: int | None = None) -> int:
        """The first line of a box that reads like a headline, or -1; a source or an age may stand above.

        Where a line is set as one that it is `like`, it is that one, whatever stands above.
        """
        start, stop = self.tree.boxes[box].start, self.tree.boxes[box].stop
        first = self.heads[start]
        if like is not None:
            dress, at = _dress(self.tree, like), first
            for _ in range(_KICKERS):
                if at >= stop or _dress(self.tree, at) == dress:
                    break
                if self.tree.blocks[at].heading or len(self.tree.blocks[at].text) > SIGNATURE:
                    return first if first < stop else -1
                at = self.heads[at + 1]
            first = at if at < stop and _dress(self.tree, at) == dress else first
        return first if first < stop else -1

    def _parts(self, index: int, parts: list[int], before: int) -> list[tuple[int, int]]:
        """The stories in a part of their own and in its siblings, where they are stories.

        `parts` are the boxes that the line opens, from the inside out: the one with most siblings counts.
        """
        boxes = self.tree.boxes
        if not self.judged.isdisjoint(parts):
            return []
        peer = next((own for own in parts if self._is_peer(own, index) or self._is_shadow(own, index)), None)
        if peer is not None:
            return [(index, boxes[peer].stop)]
        linked = leads_elsewhere(self.tree.blocks[index], self.identity, self.words)
        if (before < _MIN_BEFORE and not linked) or self._is_source(index):
            return []
        row = max((self._row(own, index, linked=linked) for own in reversed(parts)), key=len)
        if before < _MIN_BEFORE and len(row) < _ROW:
            return []
        spans = [(max(boxes[box].start, index), boxes[box].stop) for box in row]
        if self._are_stories(index, row, spans, before, linked=linked):
            return spans
        self.judged.update(row)
        return []

    def _are_stories(
        self,
        index: int,
        row: list[int],
        spans: list[tuple[int, int]],
        before: int,
        *,
        linked: bool,
    ) -> bool:
        """Whether a row of parts is one of stories: by their size, their headlines and their words.

        Before an article stand only rows of links, and the article follows them.
        """
        tree = self.tree
        if before < _LEAST_BEFORE and tree.good(spans[-1][1]) < _MIN_BEFORE:
            return False
        dressed = self._is_dressed(index)
        signed = self._is_signed(index, tree.boxes[row[0]].start, spans[0][1])
        size = sum(tree.good(*span) for span in spans)
        listed = tree.boxes[row[0]].tag in _ITEMS and not tree.blocks[index].heading
        items = listed or len(row) < _ROW or size < _MEAN_STORY * len(row)
        folded = self._is_folded(index)
        if items and not (linked or dressed or signed or folded):
            return False
        if not self._are_headlines([index, *(self._first(box, index) for box in row[1:])]):
            return False
        if len(row) >= _ROW and (signed or dressed or self._are_told(index, row, linked=linked)):
            return True
        least, share = _MOST if linked else _NEARLY_ALL, _SIGNED if signed or folded else _KIN
        return (
            before < _LEAST_BEFORE or self._share_apart(index, spans, pairs=not linked, share=share) > least
        )

    def _are_told(self, index: int, row: list[int], *, linked: bool) -> bool:
        """Whether links on the site, words above the headlines, or terms tell of stories."""
        return (
            (linked and on_site(self.tree.blocks[index].href, self.identity))
            or all(self._is_kicked(box, index) for box in row)
            or self._are_terms([self._first(box, index) for box in row])
        )

    def _row(self, own: int, index: int, *, linked: bool) -> list[int]:
        """A box and its siblings of one kind that open as it does."""
        siblings = _siblings(self.tree, own)
        return [own, *(box for box in siblings if self._opens_story(box, index, linked=linked))]

    def _share_apart(
        self, index: int, spans: list[tuple[int, int]], *, pairs: bool, share: float = _KIN
    ) -> float:
        """The share of texts that are about other things than the article before `index`, or each other."""
        article = self._article(index)
        texts = [self._telling(*span) for span in spans]
        apart = [differs(text, article, share) for text in texts]
        if pairs:
            apart += [differs(one, other, share) for one, other in pairwise(texts)]
        return sum(apart) / len(apart)

    def _are_headlines(self, lines: list[int]) -> bool:
        """Whether lines are headlines, which are longer than what heads the items of a list."""
        opened = [self.tree.blocks[line].text for line in lines]
        counts = [_length(line) for line in opened]
        numbered = sum(1 for line in opened if _NUMBERED.match(line))
        most = len(opened) / 2 if self._are_terms(lines) else 0
        labels = {line.partition(" ")[0] for line in opened}
        if len(opened) > 1 and len(labels) == 1 and labels.pop()[-1] == ":":
            return False
        return numbered <= most and counts[0] >= _LEAST_WORDS and sum(counts) >= _MEAN_WORDS * len(counts)

    def _opens_story(self, box: int, like: int, *, linked: bool) -> bool:
        """Whether a box opens with a line like a headline, linked as asked, and running text under it."""
        first = self._first(box, like)
        if first < 0 or not _heads(self.tree, first, self.tree.boxes[box].stop):
            return False
        return leads_elsewhere(self.tree.blocks[first], self.identity, self.words) == linked

    def _is_source(self, index: int) -> bool:
        """Whether a line may be a source or a kicker above a headline rather than one."""
        block = self.tree.blocks[index]
        return not block.heading and not block.good and _length(block.text) < _LEAST_WORDS

    def _names_of_signature(self) -> str:
        """The names of the line right under the headline, where no text has them too."""
        under = self.tree.blocks[self.headline + 1 : self.headline + 2]
        if not under or under[0].good or under[0].heading or len(under[0].text) > SIGNATURE:
            return ""
        names = self.tree.look(under[0].box)[1]
        return "" if self.lead is None or names == _dress(self.tree, self.lead)[1][1] else names

    def _is_dressed(self, index: int) -> bool:
        """Whether a line is set as the headline is, and not as its text.

        Of two headings, the names settle it where they have any.
        """
        dress = _dress(self.tree, index)
        if self.lead is not None and dress == _dress(self.tree, self.lead):
            return False
        named = len(self.dress[1][1]) >= _LEAST_NAMES and dress[1][1] == self.dress[1][1]
        both = self.tree.blocks[index].heading and self.tree.blocks[self.headline].heading
        return dress == self.dress or (named and both)

    def _is_signed(self, index: int, start: int, end: int) -> bool:
        """Whether a line says who or when next to one that heads a story from block `start` to `end`."""
        blocks = self.tree.blocks
        own = blocks[index]
        if not own.good and 0 < own.linked < len(own.text) and self.words.tells_age(own.text[own.linked :]):
            return True
        under = blocks[index + 1 : min(end, index + 1 + _SIGNED_LINES)]
        above = blocks[max(start, index - _SIGNED_LINES) : index]
        return self._any_signs(under) or self._any_signs(above[::-1])

    def _is_signed_flat(self, index: int, last: int, end: int) -> bool:
        """Whether a line without a part of its own is signed: who or when under it, or an age right above."""
        above = self.tree.blocks[index - 1] if index - 1 > last else None
        aged = above is not None and not above.good and is_age(above.text, self.words)
        listed = self.tree.blocks[index].tag in _ITEMS[:1]
        return not listed and (aged or self._is_signed(index, index, end))

    def _any_signs(self, lines: list[Block]) -> bool:
        """Whether one of the lines next to a headline says who or when, text and headings apart."""
        for block in lines:
            if block.good or block.heading:
                return False
            names = self.tree.look(block.box)[1]
            if (names and names == self.signature) or (
                len(block.text) <= SIGNATURE and is_signature(block.text, self.words)
            ):
                return True
        return False

    def _are_terms(self, lines: list[int]) -> bool:
        """Whether lines are set as terms, or fold up what they head, and are no questions."""
        blocks = [self.tree.blocks[line] for line in lines]
        asked = sum(1 for block in blocks if block.text.endswith("?"))
        return all(block.tag in TERMS for block in blocks) and 2 * asked < len(lines)

    def _is_folded(self, index: int) -> bool:
        """Whether a line folds up what it heads, and is no question."""
        block = self.tree.blocks[index]
        around = self.tree.chain(block.box)[:_FOLDS]
        folds = block.tag in TERMS or any(self.tree.boxes[box].tag == _ACCORDION for box in around)
        return folds and not block.text.endswith("?")

    def _is_kicked(self, box: int, like: int) -> bool:
        """Whether a part has a word of its own above its headline, such as "Business"."""
        start, first = self.tree.boxes[box].start, self._first(box, like)
        lines = [block.text for block in self.tree.blocks[start:first]]
        return bool(lines) and not any(_DIGIT.search(line) or _length(line) >= _LEAST_WORDS for line in lines)

    def _is_peer(self, own: int, index: int) -> bool:
        """Whether a part looks like the one that the headline opens, and opens in the same way."""
        tree = self.tree
        around = tree.boxes[own].parent
        for box in tree.chain(tree.blocks[self.headline].box):
            if tree.boxes[box].parent == around and box != around:
                opens = self._first(own) == index and self._first(box) == self.headline
                same = tree.look(box) == tree.look(own)
                return opens and same and _heads(tree, self.headline, tree.boxes[box].stop)
        return False

    def _is_shadow(self, own: int, index: int) -> bool:
        """Whether a part is a shadow root, which a component of the page fills, about other things.

        Two headlines in it are those of other stories, whatever they are about.
        """
        box = self.tree.boxes[own]
        if box.tag != "template":
            return False
        alike = self.dresses[_dress(self.tree, index)]
        lines = [at for at in alike if index <= at < box.stop and _heads(self.tree, at, box.stop)]
        if len(lines) > 1 and self._are_headlines(lines):
            return True
        return self._share_apart(index, [(index, box.stop)], pairs=False) > 0

    def _article(self, index: int) -> set[str]:
        """The telling words of the article before a line."""
        if len(self.article) < _PLENTY:
            self.article |= self._telling(self.told, index)
        self.told = index
        return self.article

    def _telling(self, start: int, end: int) -> set[str]:
        """The telling words of what is kept from block to block."""
        found: set[str] = set()
        for index in range(start, end):
            block = self.tree.blocks[index]
            if block.cut in ("", "headline") and index not in self.aside:
                if index not in self.texts:
                    self.texts[index] = telling([block.text], self.words)
                found |= self.texts[index]
                if len(found) >= _PLENTY:
                    break
        return found


def _length(line: str) -> int:
    """How many words a line has, or would have in a language that parts them."""
    return max(len(line.split()), len(line) // _LETTERS)


def _heads(tree: Tree, index: int, stop: int) -> bool:
    """Whether running text follows a line, up to `stop`."""
    good = 0
    for block in tree.blocks[index + 1 : min(stop, index + _SOON)]:
        good += 0 if block.cut else block.good
        if good >= _MIN_STORY:
            return True
    return False


def _siblings(tree: Tree, box: int) -> Iterator[int]:
    """The boxes behind a box, in the same box around, that look like it."""
    parent = tree.boxes[tree.boxes[box].parent]
    look, at = tree.look(box), tree.boxes[box].last + 1
    while at <= parent.last:
        if tree.look(at) == look:
            yield at
        at = tree.boxes[at].last + 1


def _next_heads(tree: Tree, words: Words) -> list[int]:
    """For each block, and for the end of the page, the next one that reads like a headline; else the end."""
    found = [len(tree.blocks)]
    for index in range(len(tree.blocks) - 1, -1, -1):
        found.append(index if reads_like_headline(tree.blocks[index], words) else found[-1])
    return found[::-1]


def _dress(tree: Tree, index: int) -> _Dress:
    """How a line is set: its tag, its element, whether it is bold and whether it is a link."""
    block = tree.blocks[index]
    size = len(block.text) * LINKED
    return block.tag, tree.look(block.box), block.tag not in TERMS and block.bold >= size, block.linked >= size


def differs(text: set[str], article: set[str], share: float = _KIN) -> bool:
    """Whether two texts, by their telling words, are about different things."""
    least = min(len(text), len(article))
    return least >= FEW and len(text & article) < share * least


def telling(texts: Iterable[str], words: Words) -> set[str]:
    """The longer words of texts, without those that stand in any text."""
    return {word for text in texts for word in _TELLING.findall(text.lower())} - words.common
