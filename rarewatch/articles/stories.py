"""Other stories on the page: which lines open them, and how far they go.

A line opens another story where it stands as the headline does: in a sibling of the headline's own part, in
the same dress, or as a link elsewhere that heads running text. Where the place alone does not settle it, the
words do: a section of an article repeats its words, another story hardly does.

Of a row of parts, one kind of line heads each, whatever source or section stands above it. A short article is
told from long stories by their place, behind the element that holds it; a card between two of its paragraphs
is none of it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence

from rarewatch.articles.asides import cut_named
from rarewatch.articles.flat import APART, LONG_ROW, MANY_WORDS, MEAN_STORY, MOST, ROW, SIGNED, Flat
from rarewatch.articles.headlines import (
    SIGNATURE,
    heads_text,
    leads_elsewhere,
    links_elsewhere,
    next_heads,
    on_site,
    openers,
)
from rarewatch.articles.identity import Identity
from rarewatch.articles.records import cut_records
from rarewatch.articles.signs import LEAST_WORDS, Dress, Signs, length
from rarewatch.articles.topics import KIN, Texts, differs
from rarewatch.articles.tree import Tree
from rarewatch.articles.words import Words

_MIN_BEFORE = 250  # characters of running text that an article has before another story opens
_LEAST_BEFORE = 80  # the same before a row of linked headlines; with less, the article follows behind the row
_NEARLY_ALL = 0.7  # share of a row of parts without links that must be strange
_PARAGRAPHS = 2  # paragraphs of items that are whole stories, on average
_ITEMS = ("li", "p", "td", "dd")  # parts that are items or lines rather than stories
_KICKERS = 3  # lines like a headline, such as a long source, that may stand above one in its part
_CLOSING = 0.5  # share of link text in the line under a story that leads to it
_STORY = "another story"
_DIGIT = re.compile(r"\d")


def cut_stories(
    tree: Tree, headline: int, identity: Identity, words: Words, beside: Sequence[tuple[int, int, str]] = ()
) -> None:
    """Cut the other stories behind the headline; parts `beside` the article are known by their names."""
    cut_named(tree, headline, identity, words, beside)
    aside = {at for start, end, _ in beside for at in range(start, end)}
    page = _Page(tree, headline, identity, words, aside)
    page.cut_closed()
    cut_records(tree, page.signs)
    before, last = tree.blocks[headline].good if page.unheaded else 0, headline
    for index, block in enumerate(tree.blocks[headline + 1 :], headline + 1):
        if block.cut or index in aside:
            continue
        if page.heads[index] == index:
            for start, end in page.stories_at(index, last, before):
                page.cut(start, end)
            if tree.blocks[index].cut:
                _cut_heads(tree, last + 1, index)
        if block.good and not tree.blocks[index].cut:
            before, last = before + block.good, index
    page.cut_alike()


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
        opens, self.sources = openers(tree, headline, words)
        """Short lines that stand on the page several times, as sources do above their stories."""
        self.heads = next_heads(tree, opens, self.sources)
        """For each block, the next one, itself included, that reads like a headline."""
        first = tree.blocks[headline]
        self.unheaded = bool(first.good and not identity.names(first.text))
        """Whether the article begins with its text, as the page shows no headline."""
        self.signs = Signs(tree, headline, words, headline if self.unheaded else headline + 1)
        self.mean = MEAN_STORY * (2 if self.unheaded else 1)
        """Characters of running text that the stories of a row have on average; more without a headline."""
        self.dresses: dict[Dress, list[int]] = {}
        """The lines that read like headlines, by how they are set, in the order of the page."""
        for index, head in enumerate(self.heads[:-1]):
            if head == index:
                self.dresses.setdefault(self.signs.dressed(index), []).append(index)
        self.texts = Texts(tree, headline, aside, words)
        self.flat = Flat(self.signs, self.texts, self.dresses, identity)
        self.last = headline
        """The article's last block before the line that is looked at."""
        self.judged: set[int] = set()
        """Boxes that were found to be no stories."""
        self.rows: set[tuple[int, tuple[str, str]]] = set()
        """Rows of parts that are stories: the element around them, and how they look."""
        self.opened: Counter[Dress] = Counter()
        """How often lines so set were found to open stories."""

    def cut(self, start: int, end: int) -> None:
        """Cut a story, from block to block."""
        if self.heads[start] < end:
            dress = self.signs.dressed(self.heads[start])
            alike = self.dresses[dress]
            self.opened[dress] += bisect_left(alike, end) - bisect_left(alike, start)
        self.tree.cut(start, end, f"{_STORY}: {self.tree.blocks[start].text[:60]!r}")

    def cut_closed(self) -> None:
        """Cut rows of parts that each end with the link that leads to their story, behind the article."""
        rows: dict[tuple[int, tuple[str, str]], list[tuple[int, int]]] = {}
        blocks, sums = self.tree.blocks, self.tree.sums()
        linked = (at for at in range(self.headline + 1, len(blocks)) if blocks[at].href)
        for index in linked:
            opens = self.heads[index] == index and not blocks[index].cut
            for part in self._closes(index, sums) if opens else ():
                key = self.tree.boxes[part].parent, self.tree.look(part)
                rows.setdefault(key, []).append((part, index))
        for row in rows.values():
            lines = [index for _, index in row]
            if len(row) >= ROW and self.signs.are_headlines(lines) and self.signs.are_long(lines):
                spans = [(self.tree.boxes[part].start, self.tree.boxes[part].stop) for part, _ in row]
                least = 2 * MEAN_STORY * len(row)
                if (
                    self.signs.is_outside(row[0][0], self.last)
                    and sum(sums[stop] - sums[start] for start, stop in spans) >= least
                ):
                    for span in spans:
                        self.cut(*span)

    def _closes(self, index: int, sums: list[int]) -> list[int]:
        """The boxes behind the headline that open with text and close with a link to another page."""
        block = self.tree.blocks[index]
        linked = block.linked >= len(block.text) * _CLOSING
        if not linked or not links_elsewhere(block, self.identity):
            return []
        boxes, parts = self.tree.boxes, []
        for box in self.tree.chain(block.box):
            if boxes[box].stop != index + 1 or boxes[box].start <= self.headline:
                break
            opens_text = self.tree.blocks[boxes[box].start].good
            if opens_text and sums[index] - sums[boxes[box].start] >= MEAN_STORY // 2:
                parts.append(box)
        return parts

    def cut_alike(self) -> None:
        """Cut what opens with lines set as those that opened other stories, and is one by a further sign."""
        alike = (dress for dress, count in list(self.opened.items()) if count >= ROW)
        for index in [at for dress in alike for at in self.dresses[dress] if at > self.headline]:
            block = self.tree.blocks[index]
            item = block.tag == "li" and not block.linked
            if not block.cut and not item and not self.identity.names(block.text):
                end = self._end_of(index)
                if end > index:
                    self.cut(index, end)
        for around, look in self.rows:
            self._cut_rest(around, look)

    def _cut_rest(self, around: int, look: tuple[str, str]) -> None:
        """Cut the parts of a row of stories that have no headline; not where the article stands in it."""
        tree, boxes = self.tree, self.tree.boxes
        lead = self.signs.lead
        own = tree.chain(tree.blocks[lead].box) if lead is not None else []
        if not look[1] or any(boxes[at].parent == around and tree.look(at) == look for at in own):
            return
        opened = False
        for at in tree.parts(around):
            box = boxes[at]
            if tree.look(at) == look and box.start > self.headline:
                first = tree.blocks[box.start]
                opened = opened or first.cut.startswith(_STORY)
                if opened and not first.heading:
                    tree.cut(box.start, box.stop, f"{_STORY}: in a row of them")

    def _end_of(self, index: int) -> int:
        """Where a story ends whose headline is set as those of others; `index` where it is none.

        It has its part in their row, or links to another page. Without a part, it is about other things, is
        marked as a story, and ends where the next one begins.
        """
        tree, boxes = self.tree, self.tree.boxes
        for box in tree.chain(tree.blocks[index].box)[:-1]:
            if (boxes[box].parent, tree.look(box)) in self.rows and boxes[box].start > self.headline:
                return boxes[box].stop
        if leads_elsewhere(tree.blocks[index], self.identity, self.words):
            near = max(self.headline, index - 1 - _KICKERS)
            above = (at for at in range(index - 1, near, -1) if tree.blocks[at].good)
            part = next(iter(self._part(index, next(above, near))[0]), None)
            return index if part is None else boxes[part].stop
        if self.signs.is_as_text(index):
            return index
        following = range(index + 1, len(tree.blocks))
        end = next((at for at in following if tree.blocks[at].cut.startswith(_STORY)), index)
        own = self.texts.telling(self.headline, index)
        apart = differs(self.texts.telling(index, end), own)
        return end if apart and self._is_marked(index, end) else index

    def _is_marked(self, index: int, end: int) -> bool:
        """Whether a text up to `end` is signed, closes with a link to its page, or has a headline of news."""
        closed = links_elsewhere(self.tree.blocks[end - 1], self.identity)
        if closed or self.signs.is_signed_flat(index, index, end):
            return True
        runs = self.tree.blocks[index].good  # as text that is broken into lines does
        return not runs and self.signs.are_headlines([index]) and self.signs.are_long([index])

    def stories_at(self, index: int, last: int, before: int) -> list[tuple[int, int]]:
        """The stories, from block to block, that a line opens behind the article's `last` block.

        `before` is how many characters of running text the article has so far.
        """
        tree, block = self.tree, self.tree.blocks[index]
        self.last = last
        if self.identity.names(block.text) or (before < _LEAST_BEFORE and not block.linked):
            return []
        parts, around = self._part(index, last)
        if parts and (found := self._parts(index, parts, before)):
            return found
        end = tree.boxes[parts[-1] if parts else around].stop
        leads_away = block.linked and block.text.casefold().startswith(self.words.drop_starts)
        if leads_away or not self._may_open(index, last, end):
            return []
        return [(index, end)] if self.flat.opens(index, last, end, early=before < _MIN_BEFORE) else []

    def _may_open(self, index: int, last: int, end: int) -> bool:
        """Whether a line is as long as headlines are; signed, or under a rule, it may be shorter."""
        if self.signs.are_headlines([index]):
            return True
        if not self.signs.may_be_headline(index):
            return False
        ruled = index in self.tree.rules and self.signs.is_dressed(index)
        return ruled or self.signs.is_signed_flat(index, last, end)

    def _part(self, index: int, last: int) -> tuple[list[int], int]:
        """The boxes that a line opens and heads behind the `last` block, and the box that holds both."""
        boxes, at = self.tree.boxes, self.tree.blocks[index].box
        parts: list[int] = []
        while (box := boxes[at]).start > last:
            first = self.heads[box.start] == index or self._first(at, index) == index
            if first and (parts or heads_text(self.tree, index, box.stop)):
                parts.append(at)
            at = box.parent
        return parts, at

    def _first(self, box: int, like: int | None = None) -> int:
        """The first line of a box that reads like a headline, or -1; a source or an age may stand above.

        Where a line is set as one that it is `like`, it is that one, whatever stands above.
        """
        start, stop = self.tree.boxes[box].start, self.tree.boxes[box].stop
        first = self.heads[start]
        if like is not None and like != first:
            dress, at = self.signs.dressed(like), first
            for _ in range(_KICKERS):
                if at >= stop or self.signs.dressed(at) == dress:
                    break
                if self.tree.blocks[at].heading or len(self.tree.blocks[at].text) > SIGNATURE:
                    return first if first < stop else -1
                at = self.heads[at + 1]
            first = at if at < stop and self.signs.dressed(at) == dress else first
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
        return [] if self.signs.is_source(index) else self._row_of(index, parts, before)

    def _row_of(self, index: int, parts: list[int], before: int) -> list[tuple[int, int]]:
        """The stories in a row of siblings; a row too short for one may be a story amid the article."""
        boxes = self.tree.boxes
        linked = leads_elsewhere(self.tree.blocks[index], self.identity, self.words)
        row = max((self._row(own, index, linked=linked) for own in reversed(parts)), key=len)
        early = before < _MIN_BEFORE
        few = len(row) < ROW
        near = early or on_site(self.tree.blocks[index].href, self.identity)
        if few and linked and near and (found := self._amid(index, parts)):
            return found
        if few and early and not self.signs.is_folded(index):
            return []
        spans = [(max(boxes[box].start, index), boxes[box].stop) for box in row]
        if self._are_stories(index, row, spans, before, linked=linked):
            if len(row) >= ROW:
                self.rows.add((boxes[row[0]].parent, self.tree.look(row[0])))
            return spans
        self.judged.update(row)
        return []

    def _amid(self, index: int, parts: list[int]) -> list[tuple[int, int]]:
        """The story of a part that stands between two paragraphs of an article, beside them.

        It is about other things, or has a headline, several paragraphs and a place as no part of the article.
        """
        tree, dress = self.tree, self.signs.dressed(self.last)
        around = tree.boxes[tree.blocks[self.last].box].parent
        for part in parts:
            box = tree.boxes[part]
            following = range(box.stop, min(box.stop + 1, len(tree.blocks)))
            goes_on = any(self.signs.dressed(at) == dress and tree.blocks[at].good for at in following)
            alike = goes_on and tree.boxes[tree.blocks[box.stop].box].parent == around == box.parent
            if not alike:
                continue
            several = sum(1 for block in tree.blocks[index : box.stop] if block.good) > 1
            if several and self.signs.are_headlines([index]):
                return [(index, box.stop)]
            if differs(self.texts.telling(index, box.stop), self.texts.article(index)):
                return [(index, box.stop)]
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
        dressed = self.signs.is_dressed(index)
        signed = self.signs.is_signed(index, tree.boxes[row[0]].start, spans[0][1])
        if not signed and len(row) >= ROW:
            signed = all(self.signs.is_signed_below(*span) for span in spans[:ROW])
        early = before < _MIN_BEFORE
        size = sum(tree.good(*span) for span in spans)
        item = tree.boxes[row[0]].tag in _ITEMS and not tree.blocks[index].heading
        listed = item and sum(tree.paragraphs(*span) for span in spans) < _PARAGRAPHS * len(row)
        items = listed or len(row) < ROW or size < self.mean * len(row)
        folded = self.signs.is_folded(index)
        outside = items and len(row) >= ROW and self.signs.is_outside(row[0], self.last)
        if items and not (linked or dressed or signed or folded or outside):
            return False
        if not self.signs.are_headlines([index, *(self._first(box, index) for box in row[1:])]):
            return False
        told = len(row) >= ROW and (signed or dressed or self._are_told(index, row, linked=linked))
        if told or self._is_row_behind(index, row, spans, size):
            return True
        if early and not linked and not folded and not self._are_long(index, row, size):
            return False
        least, share = MOST if linked else _NEARLY_ALL, SIGNED if signed or folded or outside else KIN
        return before < _LEAST_BEFORE or self.texts.are_apart(
            index, spans, least, pairs=not linked, share=share
        )

    def _is_row_behind(self, index: int, row: list[int], spans: list[tuple[int, int]], size: int) -> bool:
        """Whether many long parts behind the article, each with a long headline, have little in common."""
        if (
            len(row) < LONG_ROW
            or not self.signs.is_outside(row[0], self.last)
            or size < 2 * MEAN_STORY * len(row)
        ):
            return False
        heads = [index, *(self._first(box, index) for box in row[1:])]
        if not self.tree.blocks[index].heading and self.signs.are_long(heads, MANY_WORDS):
            return True  # a section has a heading, and a shorter one
        return self.signs.are_long(heads) and self.texts.mean_share(index, spans) <= APART

    def _are_long(self, index: int, row: list[int], size: int) -> bool:
        """Whether parts are as long as whole stories, and stand behind the element that holds the article.

        Many parts, with headlines as long as those of news are, may stand anywhere.
        """
        if size < 2 * MEAN_STORY * len(row):
            return False
        heads = [index, *(self._first(box, index) for box in row[1:])]
        return self.signs.is_outside(row[0], self.last) or (
            len(row) >= LONG_ROW and self.signs.are_long(heads)
        )

    def _are_told(self, index: int, row: list[int], *, linked: bool) -> bool:
        """Whether links on the site, words above the headlines, or terms tell of stories."""
        return (
            (linked and on_site(self.tree.blocks[index].href, self.identity))
            or all(self._is_kicked(box, index) for box in row)
            or self.signs.are_terms([self._first(box, index) for box in row])
        )

    def _row(self, own: int, index: int, *, linked: bool) -> list[int]:
        """A box and its siblings of one kind that open as it does."""
        siblings = self.tree.siblings(own)
        return [own, *(box for box in siblings if self._opens_story(box, index, linked=linked))]

    def _opens_story(self, box: int, like: int, *, linked: bool) -> bool:
        """Whether a box opens with a line like a headline, linked as asked, and running text under it."""
        first = self._first(box, like)
        if first < 0 or not heads_text(self.tree, first, self.tree.boxes[box].stop):
            return False
        return leads_elsewhere(self.tree.blocks[first], self.identity, self.words) == linked

    def _is_kicked(self, box: int, like: int) -> bool:
        """Whether a part has a word of its own above its headline, such as "Business"."""
        start, first = self.tree.boxes[box].start, self._first(box, like)
        lines = [block.text for block in self.tree.blocks[start:first]]
        named = (line in self.sources or length(line) < LEAST_WORDS for line in lines)
        return bool(lines) and all(named) and not any(map(_DIGIT.search, lines))

    def _is_peer(self, own: int, index: int) -> bool:
        """Whether a part looks like the one that the headline opens, and opens in the same way."""
        tree = self.tree
        around = tree.boxes[own].parent
        for box in tree.chain(tree.blocks[self.headline].box):
            if tree.boxes[box].parent == around and box != around:
                opens = self._first(own) == index and self._first(box) == self.headline
                same = tree.look(box) == tree.look(own)
                return opens and same and heads_text(tree, self.headline, tree.boxes[box].stop)
        return False

    def _is_shadow(self, own: int, index: int) -> bool:
        """Whether a part is a shadow root, which a component of the page fills, about other things.

        Several headlines in such roots are those of other stories, whatever they are about.
        """
        box = self.tree.boxes[own]
        if box.tag != "template":
            return False
        lines = list(filter(self._is_in_shadow, self.dresses[self.signs.dressed(index)]))
        if len(lines) > 1 and self.signs.are_headlines(lines):
            return True
        return self.texts.are_apart(index, [(index, box.stop)], 0, pairs=False)

    def _is_in_shadow(self, index: int) -> bool:
        """Whether a line stands in a shadow root."""
        return any(
            self.tree.boxes[box].tag == "template" for box in self.tree.chain(self.tree.blocks[index].box)
        )
