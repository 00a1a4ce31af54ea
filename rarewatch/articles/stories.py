"""Other stories on the page: which lines open them, and how far they go.

A line opens another story where it stands as the headline does: in a sibling of the headline's own part, in
the same dress, or as a link elsewhere that heads running text. Where the place alone does not settle it, the
words do: a section of an article repeats its words, another story hardly does.

Of a row of parts, one kind of line heads each, whatever source or section stands above it. A short article is
told from long stories by their place, behind the element that holds it; a card between two of its paragraphs
is none of it.
"""

import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, pairwise

from rarewatch.articles.headlines import LINKED, SIGNATURE, leads_elsewhere, on_site, reads_like_headline
from rarewatch.articles.identity import Identity
from rarewatch.articles.signs import LEAST_WORDS, Dress, Signs, length
from rarewatch.articles.tree import Tree
from rarewatch.articles.words import Words

_MIN_BEFORE = 250  # characters of running text that an article has before another story opens
_LEAST_BEFORE = 80  # the same before a row of linked headlines; with less, the article follows behind the row
_ROW = 3  # parts of one kind that are a row
_MOST, _NEARLY_ALL, _ALL = 0.5, 0.7, 0.9
"""Shares of a row that must be strange: of linked headlines, of others, of such that have no parts."""
_SOON = 40  # lines after a headline in which its text begins
_ITEMS = ("li", "p", "td", "dd")  # parts that are items or lines rather than stories
_MIN_STORY = 60  # characters of running text that a story has at least
_MEAN_STORY = 200  # the same on average in a row without links
_KIN = 0.2  # share of telling words, of the shorter text, from which one text goes on with another
"""Below it were one in nine sections of the pages that this was tuned on, and five in six texts of others."""
_FAR = 0.12
"""The same where nothing but a link speaks for another story: one in twenty were below, and two in three."""
_SIGNED = 0.5
"""The same of a story that has its author or its day under its headline, as no section of an article has."""
_KICKERS = 3  # lines like a headline, such as a long source, that may stand above one in its part
FEW, ENOUGH = 8, 30  # telling words below which nothing can be said; from which a difference is certain
_PLENTY = 200  # telling words of a text that are enough to compare it
_DIGIT = re.compile(r"\d")
_TELLING = re.compile(r"\w{5,}")


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
        bool(block.href)
        and len(block.text.split()) >= LEAST_WORDS
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
        opens, self.sources = _openers(tree, words)
        """Short lines that stand on the page several times, as sources do above their stories."""
        self.heads = _next_heads(tree, opens, self.sources)
        """For each block, the next one, itself included, that reads like a headline."""
        self.signs = Signs(tree, headline, words)
        self.dresses: dict[Dress, list[int]] = {}
        """The lines that read like headlines, by how they are set, in the order of the page."""
        for index, head in enumerate(self.heads[:-1]):
            if head == index:
                self.dresses.setdefault(self.signs.dressed(index), []).append(index)
        self.texts: dict[int, set[str]] = {}
        """The telling words of blocks, once worked out."""
        self.article: set[str] = set()
        """The telling words of the article up to block `self.told`."""
        self.told = headline
        self.last = headline
        """The article's last block before the line that is looked at."""
        self.judged: set[int] = set()
        """Boxes that were found to be no stories."""
        self.plain: set[Dress] = set()
        """How lines are set that were found to head no stories."""

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
        if not self.signs.are_headlines([index]):
            return []
        end = tree.boxes[parts[-1] if parts else around].stop
        return [(index, end)] if self._opens_flat(index, last, end, early=before < _MIN_BEFORE) else []

    def _opens_flat(self, index: int, last: int, end: int, *, early: bool) -> bool:
        """Whether a line opens a story that has no part of its own and goes on to `end`.

        Where it is `early`, for an article that has hardly begun, one of several.
        """
        tree, block, dress = self.tree, self.tree.blocks[index], self.signs.dressed(index)
        dressed = self.signs.is_dressed(index)
        set_apart = block.heading or block.bold >= len(block.text) * LINKED
        leads = leads_elsewhere(block, self.identity, self.words)
        linked = set_apart and leads
        signed = self.signs.is_signed_flat(index, last, end)
        sure = dressed or linked or signed
        if not (sure or (not block.heading and dress not in self.plain)) or not _heads(tree, index, end):
            return False
        alike = self.dresses[dress]
        further = range(bisect(alike, index), bisect_left(alike, end))
        following = [alike[at] for at in further if _heads(tree, alike[at], end)]
        others = sum(self.signs.is_signed_flat(at, last, end) for at in following[:_SOON])
        if (signed or leads) and others >= _ROW - 1:
            return self.signs.are_headlines([index])
        if sure:
            share = _SIGNED if signed else _KIN if dressed else _FAR
            spans = list(pairwise([index, *following[:_SOON], end]))
            apart = not early and differs(self._telling(*spans[0]), self._article(index), share)
            return (
                apart
                or (early and dressed and self._is_flat_row([index, *following], last, end))
                or (linked and self._is_row_of_links(spans))
            )
        if self._is_flat_row([index, *following], last, end):
            return True
        self.plain.add(dress)
        return False

    def _is_row_of_links(self, spans: list[tuple[int, int]]) -> bool:
        """Whether each of some texts has a linked headline, and most are about other things."""
        heads = [self.tree.blocks[start] for start, _ in spans]
        if len(spans) < _ROW or not all(leads_elsewhere(head, self.identity, self.words) for head in heads):
            return False
        return self._share_apart(spans[0][0], spans, pairs=False, share=_FAR) > _MOST

    def _is_flat_row(self, lines: list[int], last: int, end: int) -> bool:
        """Whether lines set apart from the article's text head a row of stories that have no parts."""
        tree = self.tree
        if len(lines) < _ROW or tree.good(lines[0], end) < _MEAN_STORY * len(lines):
            return False
        if not self.signs.are_headlines(lines) or self.signs.dressed(lines[0]) == self.signs.dressed(last):
            return False
        if self.signs.are_terms(lines):
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
        if like not in (None, first):
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
        linked = leads_elsewhere(self.tree.blocks[index], self.identity, self.words)
        if self.signs.is_source(index):
            return []
        row = max((self._row(own, index, linked=linked) for own in reversed(parts)), key=len)
        early = before < _MIN_BEFORE
        if early and len(row) < _ROW and not self.signs.is_folded(index):
            return self._amid(index, parts) if linked else []
        spans = [(max(boxes[box].start, index), boxes[box].stop) for box in row]
        if self._are_stories(index, row, spans, before, linked=linked):
            return spans
        self.judged.update(row)
        return []

    def _amid(self, index: int, parts: list[int]) -> list[tuple[int, int]]:
        """The story of a part that stands between two paragraphs of an article that has hardly begun."""
        tree, dress = self.tree, self.signs.dressed(self.last)
        around = tree.boxes[tree.blocks[self.last].box].parent
        for part in parts:
            box = tree.boxes[part]
            following = range(box.stop, min(box.stop + 1, len(tree.blocks)))
            goes_on = any(self.signs.dressed(at) == dress and tree.blocks[at].good for at in following)
            alike = goes_on and tree.boxes[tree.blocks[box.stop].box].parent == around == box.parent
            if alike and differs(self._telling(index, box.stop), self._article(index)):
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
        early = before < _MIN_BEFORE
        size = sum(tree.good(*span) for span in spans)
        listed = tree.boxes[row[0]].tag in _ITEMS and not tree.blocks[index].heading
        items = listed or len(row) < _ROW or size < _MEAN_STORY * len(row)
        folded = self.signs.is_folded(index)
        outside = items and len(row) >= _ROW and self._is_outside(row[0])
        if items and not (linked or dressed or signed or folded or outside):
            return False
        if not self.signs.are_headlines([index, *(self._first(box, index) for box in row[1:])]):
            return False
        if len(row) >= _ROW and (signed or dressed or self._are_told(index, row, linked=linked)):
            return True
        if early and not linked and not folded and not self._are_long(row, size):
            return False
        least, share = _MOST if linked else _NEARLY_ALL, _SIGNED if signed or folded or outside else _KIN
        return (
            before < _LEAST_BEFORE or self._share_apart(index, spans, pairs=not linked, share=share) > least
        )

    def _are_long(self, row: list[int], size: int) -> bool:
        """Whether parts are as long as whole stories, and stand behind the element that holds the article."""
        return size >= 2 * _MEAN_STORY * len(row) and self._is_outside(row[0])

    def _are_told(self, index: int, row: list[int], *, linked: bool) -> bool:
        """Whether links on the site, words above the headlines, or terms tell of stories."""
        return (
            (linked and on_site(self.tree.blocks[index].href, self.identity))
            or all(self._is_kicked(box, index) for box in row)
            or self.signs.are_terms([self._first(box, index) for box in row])
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

    def _opens_story(self, box: int, like: int, *, linked: bool) -> bool:
        """Whether a box opens with a line like a headline, linked as asked, and running text under it."""
        first = self._first(box, like)
        if first < 0 or not _heads(self.tree, first, self.tree.boxes[box].stop):
            return False
        return leads_elsewhere(self.tree.blocks[first], self.identity, self.words) == linked

    def _is_outside(self, box: int) -> bool:
        """Whether a part stands behind the element that holds the article's text."""
        boxes, lead = self.tree.boxes, self.signs.lead
        if lead is None:
            return False
        chain = self.tree.chain(self.tree.blocks[lead].box)
        body = chain[1] if boxes[chain[0]].tag == "p" and len(chain) > 1 else chain[0]
        last = self.last if self.last > lead else lead
        body = next((around for around in chain[chain.index(body) :] if boxes[around].stop > last), 0)
        return body != 0 and boxes[box].start >= boxes[body].stop

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
                return opens and same and _heads(tree, self.headline, tree.boxes[box].stop)
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
        return self._share_apart(index, [(index, box.stop)], pairs=False) > 0

    def _is_in_shadow(self, index: int) -> bool:
        """Whether a line stands in a shadow root."""
        return any(
            self.tree.boxes[box].tag == "template" for box in self.tree.chain(self.tree.blocks[index].box)
        )

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


def _openers(tree: Tree, words: Words) -> tuple[list[bool], set[str]]:
    """For each block, whether it reads like a headline; and the sources among them, each told often."""
    opens = [reads_like_headline(block, words) for block in tree.blocks]
    lines = Counter(
        block.text
        for block in compress(tree.blocks, opens)
        if not block.good and not block.heading and len(block.text) <= SIGNATURE
    )
    return opens, {line for line, count in lines.items() if count >= _ROW}


def _next_heads(tree: Tree, opens: Sequence[bool], sources: Collection[str]) -> list[int]:
    """For each block, and for the end of the page, the next one that opens something; else the end."""
    found = [len(tree.blocks)]
    for index in range(len(tree.blocks) - 1, -1, -1):
        own = opens[index] and tree.blocks[index].text not in sources
        found.append(index if own else found[-1])
    return found[::-1]


def differs(text: set[str], article: set[str], share: float = _KIN) -> bool:
    """Whether two texts, by their telling words, are about different things."""
    least = min(len(text), len(article))
    return least >= FEW and len(text & article) < share * least


def telling(texts: Iterable[str], words: Words) -> set[str]:
    """The longer words of texts, without those that stand in any text."""
    return set().union(*map(_TELLING.findall, map(str.lower, texts))) - words.common
