"""Which part of the page is the article: from its headline on, without other articles, in one container."""

import re
from collections import Counter
from collections.abc import Iterator

from rarewatch.articles.asides import ASIDE, minor, outermost
from rarewatch.articles.clean import plain
from rarewatch.articles.headlines import reads_like_headline
from rarewatch.articles.identity import Identity, is_home
from rarewatch.articles.topics import FEW, differs, telling
from rarewatch.articles.tree import STRANGE, Block, Box, Tree
from rarewatch.articles.words import Words

_MAX_HEADLINE = 300  # characters
_ENOUGH = 250  # characters of running text that make an article
_LEAST = 0.1  # share of the running text that stands after the headline, however much stands before it
_HIDDEN = 0.7  # the same for parts that are not shown at first; some pages show nothing before scripts run
_MOST_HIDDEN = 50  # hidden parts that are asked whether they are the rest of the article
_SOME = 120  # characters of running text that the rest of an article has at least
_AROUND = 3  # elements around a hidden part in which the headline stands
_ALL_TEXT = 0.8  # share of its lines that are running text
_GOES_ON = (
    0.05  # share of telling words that it has in common with what is shown; halves of articles have 6 to 27 %
)
_COLUMN = 3  # paragraphs under a headline that make a column an article of its own
_MAIN = 0.92  # share of the running text that a container must hold to be chosen over the one around it
_HEADLINE_WORDS = 4  # words of a line that opens a story in a hidden part
_NEAR = 8  # blocks after a line that is no heading in which the text must follow that it heads
_COUNT = re.compile(r"^\W*\d{1,2}(?:[:.]\d{2})?\W+")
"""A number or a time before a headline."""
_PARAGRAPHS = ("p", "div")
_LONG_ITEM = 300  # characters of items of a list that are no items of an article
_LISTS = ("ul", "ol", "dl")
_TOLD = 60  # characters of a description that are those of the first paragraph, where it begins so
_TOP = 4  # lines in which an article states its headline and its day


def find_headline(tree: Tree, identity: Identity) -> int | None:
    """The block that is the article's headline; None where no block can be told to be."""
    sums = tree.sums()
    tops = [at for at, block in enumerate(tree.blocks) if block.tag == "h1" and not is_home(block.href)]
    for at in tops:  # the best there can be: with one of them, the other lines need not be looked at
        if (
            _could_name(tree.blocks[at], identity)
            and not _rank(tree, at)
            and _heads(tree, at, sums, identity)
        ):
            return at
    named = [at for at, block in enumerate(tree.blocks) if _could_name(block, identity)]
    named.sort(key=lambda at: (_rank(tree, at), at))
    for lines in (True, False):
        for at in named:
            if _heads(tree, at, sums, identity, lines=lines):
                return at
    wanted = max(min(_ENOUGH, sums[-1] / 4), sums[-1] * _LEAST)
    left = () if named else tops
    return next((at for at in left if sums[-1] - sums[at] >= wanted and not _in_dropped(tree, at)), None)


def _heads(tree: Tree, at: int, sums: list[int], identity: Identity, *, lines: bool = True) -> bool:
    """Whether text enough follows a line that names the article: with `lines`, more under no heading."""
    block = tree.blocks[at]
    near = block.heading or sums[min(at + _NEAR, len(tree.blocks))] > sums[at]
    short = (block.heading or not lines) and identity.holds(_COUNT.sub("", block.text))
    return near and sums[-1] - sums[at] >= min(_SOME if short else _ENOUGH, sums[-1] / 4)


def find_lead(tree: Tree, identity: Identity) -> int | None:
    """The first paragraph of an article whose headline stands nowhere on its page but in its head."""
    if not identity.titles or any(_could_name(block, identity) for block in tree.blocks):
        return None
    texts = [at for at, block in enumerate(tree.blocks) if block.good and not block.cut]
    told = plain(identity.metas.get("og:description") or identity.metas.get("description", ""))[:_TOLD]
    said = (at for at in texts if len(told) == _TOLD and plain(tree.blocks[at].text).startswith(told))
    lead = next(said, texts[0] if texts else 0)
    return None if any(block.tag == "h1" for block in tree.blocks[:lead]) or not texts else lead


def _could_name(block: Block, identity: Identity) -> bool:
    """Whether a line may be this article's headline."""
    return len(block.text) <= _MAX_HEADLINE and identity.names(block.text)


def _rank(tree: Tree, at: int) -> int:
    """Lower is better: an h1, another heading, any line; worse in a dropped part or as a link elsewhere."""
    block = tree.blocks[at]
    rank = 0 if block.tag == "h1" else 1 if block.heading else 2
    aside = any(tree.boxes[box].dropped in ASIDE for box in tree.chain(block.box)[:-1])
    return 4 * rank + 12 * aside + 2 * _in_dropped(tree, at) + 4 * (block.linked > len(block.text) / 2)


def _in_dropped(tree: Tree, at: int) -> bool:
    return any(
        tree.boxes[box].dropped or tree.boxes[box].hidden for box in tree.chain(tree.blocks[at].box)[:-1]
    )


def cut_hidden(tree: Tree, identity: Identity, words: Words) -> None:
    """Cut what is not shown, unless that is most of the page; even then what is about other things.

    The rest of an article that opens at a click, or when it is paid for, is the article's.
    """
    parts = [at for at, box in enumerate(tree.boxes) if box.hidden and at]
    if not parts:
        return
    rest = {at for at in parts[:_MOST_HIDDEN] if _goes_on(tree, at, identity, words)}
    for at in rest:
        tree.boxes[at].dropped = ""  # "read more" is a name of the rest, too
    parts = [at for at in parts if at not in rest]
    for start, stop, _ in minor(tree, {"hidden": parts}, _HIDDEN):
        tree.cut(start, stop, "hidden: hidden")
    left = outermost([(tree.boxes[at].start, tree.boxes[at].stop) for at in parts])
    unseen = {at for start, stop in left for at in range(start, stop)}
    seen = [block for at, block in enumerate(tree.blocks) if at not in unseen and block.good]
    if not left or sum(block.good for block in seen) < _ENOUGH:
        return
    for start, stop in left:
        blocks = tree.blocks[start:stop]
        opens = any(
            len(block.text.split()) >= _HEADLINE_WORDS and reads_like_headline(block, words)
            for block in blocks[:_TOP]
        )
        if opens or _differ(blocks, seen, words):
            tree.cut(start, stop, "hidden: hidden")


def _differ(text: list[Block], article: list[Block], words: Words) -> bool:
    """Whether blocks are about other things than an article, which is not read where they are too few."""
    found = telling(text, words)
    return len(found) >= FEW and differs(found, telling(article, words))


def _goes_on(tree: Tree, part: int, identity: Identity, words: Words) -> bool:
    """Whether a part is text alone, ends this article, and goes on with what is shown of it.

    Text that is set as what is shown needs no more than that; else the words must agree, and it must be some.
    """
    box = tree.boxes[part]
    text = tree.blocks[box.start : box.stop]
    good = [block for block in text if block.good]
    if not good or any(block.good for block in tree.blocks[box.stop : box.stop + 1]):
        return False
    if text[0].heading or any(block.linked and block.heading for block in text):
        return False
    at = _headline_over(tree, part, identity)
    if at is None or any(block.text == good[0].text for block in tree.blocks if block is not good[0]):
        return False
    shown = tree.blocks[at : box.start]
    if _is_set_alike(tree, shown, text) or _is_asked_for(tree, box.start, words):
        return True
    lines = [block for block in text if not block.heading and block.tag not in ("li", "tr")]
    if not text[0].good or len(good) < len(lines) * _ALL_TEXT or tree.good(box.start, box.stop) < _SOME:
        return False
    before = telling(shown, words)
    rest = telling(good, words)
    return min(len(before), len(rest)) >= FEW and not differs(rest, before, _GOES_ON)


def _is_set_alike(tree: Tree, shown: list[Block], text: list[Block]) -> bool:
    """Whether lines are set as the text that is shown, by names that are given to its paragraphs."""
    looks = {tree.look(block.box) for block in shown if block.good}
    good = [block for block in text if block.good and block.tag in _PARAGRAPHS]
    alike = [block for block in good if tree.look(block.box)[1] and tree.look(block.box) in looks]
    return bool(alike) and len(alike) * 2 > len(good)


def _is_asked_for(tree: Tree, start: int, words: Words) -> bool:
    """Whether a line or a button that shows more stands right before a block."""
    before = tree.blocks[start - 1] if start else None
    line = before is not None and not before.good and before.text.casefold().startswith(words.more_starts)
    return line or any(
        at == start and text.casefold().startswith(words.more_starts) for at, text in tree.buttons
    )


def _headline_over(tree: Tree, part: int, identity: Identity) -> int | None:
    """This article's headline before a part, in one of the next elements around it but the body."""
    for outer in tree.chain(part)[1 : _AROUND + 1]:
        for at in range(tree.boxes[part].start - 1, tree.boxes[outer].start - 1, -1):
            if identity.names(tree.blocks[at].text):
                return at if outer or tree.boxes[tree.blocks[at].box].parent == 0 else None
    return None


def cut_translations(tree: Tree, headline: int, identity: Identity) -> None:
    """Cut what is said to be in another language than the page, behind text in its own.

    Enough of it by itself, or as one of several parts with the same names, set beside the text line by line.
    """
    lead = next((at for at in range(headline, len(tree.blocks)) if _runs(tree.blocks[at])), len(tree.blocks))
    strange = [box for box in tree.boxes if box.lang and box.lang != identity.language]
    if not strange or not identity.language or _says_other(tree, lead, identity):
        return
    behind = [box for box in strange if box.start > lead]
    sizes = Counter(box.names for box in behind)
    for box in behind:
        in_columns = box.names and sizes[box.names] >= _COLUMN
        if in_columns or tree.good(box.start, box.stop) >= _ENOUGH:
            tree.cut(box.start, box.stop, f"{STRANGE}: {box.lang}")


def _runs(block: Block) -> bool:
    return bool(block.good and not block.cut)


def _says_other(tree: Tree, at: int, identity: Identity) -> bool:
    """Whether a block is said to be in another language than the page."""
    langs = (tree.boxes[box].lang for box in tree.chain(tree.blocks[at].box)[:-1])
    return next((lang for lang in langs if lang), identity.language) != identity.language


def cut_other_articles(tree: Tree, headline: int | None, identity: Identity) -> None:
    """Cut complete article elements that are not this page's article."""
    articles = [at for at, box in enumerate(tree.boxes) if box.tag == "article" and box.stop > box.start]
    own = _own_article(tree, articles, headline, identity)
    if own is None:
        return
    for at in articles:
        box, main = tree.boxes[at], tree.boxes[own]
        around = at <= own <= box.last
        inside = own < at <= main.last
        section = inside or (
            headline is not None and headline < main.start and tree.look(at) == tree.look(own)
        )
        if around or not _headed_otherwise(tree, at, identity) or (section and not _signed(tree, at)):
            continue
        tree.cut(box.start, box.stop, "another article")


def _own_article(tree: Tree, articles: list[int], headline: int | None, identity: Identity) -> int | None:
    if headline is None:
        return None
    sums = tree.sums()
    for box in tree.chain(tree.blocks[headline].box):
        if box in articles and sums[tree.boxes[box].stop] - sums[headline] >= _ENOUGH:
            return box
    following = (at for at in articles if _follows(tree, at, headline, sums))
    return next((at for at in following if not _headed_otherwise(tree, at, identity)), None)


def _follows(tree: Tree, article: int, headline: int, sums: list[int]) -> bool:
    """An article element right after the headline, with most of the text up to its end."""
    box = tree.boxes[article]
    good, between = sums[box.stop] - sums[box.start], sums[max(box.start, headline)] - sums[headline]
    return box.start > headline and good >= _ENOUGH and good >= between


def _headed_otherwise(tree: Tree, article: int, identity: Identity) -> bool:
    box = tree.boxes[article]
    for block in tree.blocks[box.start : box.stop][:_TOP]:
        if block.heading:
            return not identity.names(block.text)
        if block.good:
            return False
    return False


def _signed(tree: Tree, article: int) -> bool:
    """Whether an article element has what a section has not: a link or address of its own, or a time."""
    box = tree.boxes[article]
    heading = next((block for block in tree.blocks[box.start : box.stop] if block.heading), None)
    timed = any(box.start <= at <= box.start + _TOP for at, _, _ in tree.times if at < box.stop)
    return bool(box.href) or timed or bool(heading and heading.linked)


def cut_before(tree: Tree, headline: int) -> None:
    """Cut what stands before the headline."""
    tree.cut(0, headline, "before the headline")


def cut_around(tree: Tree, headline: int | None, words: Words) -> None:
    """Cut all outside the container that holds the article."""
    sums = tree.sums()
    if headline is not None and sums[-1]:
        tree.cut(_column_end(tree, headline, sums, words), len(tree.blocks), "outside the column")
    box = tree.boxes[_container(tree, tree.sums())]
    if headline is not None and box.tag in _LISTS and _is_apart(tree, headline, box):
        tree.cut(box.start, len(tree.blocks), "a list outside the column")
        return
    opening = _opening(tree, headline, box.start, box.stop) if headline is not None else box.start
    tree.cut(0, opening, "outside the container")
    tree.cut(box.stop, len(tree.blocks), "outside the container")


def _is_apart(tree: Tree, headline: int, box: Box) -> bool:
    """Whether a part stands behind the element that holds the headline and text under it."""
    around = (tree.boxes[at] for at in tree.chain(tree.blocks[headline].box))
    own = next(outer for outer in around if not outer.parent or tree.good(headline, outer.stop) >= _SOME)
    return own.stop <= box.start


def _is_longer(tree: Tree, headline: int, box: int) -> bool:
    """Whether a list has more text than the article before it, and whole paragraphs as its items."""
    start, stop = tree.boxes[box].start, tree.boxes[box].stop
    good, items = tree.good(start, stop), sum(1 for _ in tree.parts(box))
    return good > tree.good(headline, start) and good >= _LONG_ITEM * items


def _opening(tree: Tree, headline: int, start: int, stop: int) -> int:
    """Where the article opens: its first paragraphs may stand before its container, set as those within."""
    looks = {tree.look(block.box) for block in tree.blocks[start:stop] if block.good and not block.cut}
    for at in range(headline + 1, start):
        block = tree.blocks[at]
        if block.good and not block.cut and tree.look(block.box) in looks and block.tag in _PARAGRAPHS:
            return at
    return start


def _container(tree: Tree, sums: list[int]) -> int:
    """The deepest box that holds most of the running text of the box around it."""
    best, at = 0, 0
    while True:
        box = tree.boxes[at]
        least = _MAIN * (sums[box.stop] - sums[box.start])
        if not least or at == box.last:
            return best
        best, at = at, at + 1
        while sums[tree.boxes[at].stop] - sums[tree.boxes[at].start] <= least:
            if tree.boxes[at].last >= box.last:
                return best
            at = tree.boxes[at].last + 1


def _column_end(tree: Tree, headline: int, sums: list[int], words: Words) -> int:
    """Where the article ends: the smallest box around its headline that has enough text, and what goes on."""
    chain = tree.chain(tree.blocks[headline].box)
    stops = [tree.boxes[box].stop for box in chain]
    at = next((at for at, stop in enumerate(stops) if _is_enough(tree, headline, stop, sums)), len(chain) - 1)
    end = stops[at]
    for around in chain[at + 1 :]:
        for start, stop, part in _parts_after(tree, around, end):
            if sums[stop] - sums[start] and _is_stranger(tree, headline, (start, stop, part), chain, words):
                return end
            end = stop
    return end


def _is_enough(tree: Tree, headline: int, stop: int, sums: list[int]) -> bool:
    """Whether what follows a headline can be an article of its own."""
    paragraphs = sum(1 for block in tree.blocks[headline:stop] if not block.cut and block.good)
    return paragraphs >= _COLUMN and sums[stop] - sums[headline] >= _ENOUGH


def _parts_after(tree: Tree, around: int, start: int) -> Iterator[tuple[int, int, int | None]]:
    """What stands in a box behind `start`, part by part: inner boxes, and lines that have none."""
    stop = tree.boxes[around].stop
    while start < stop:
        chain = tree.chain(tree.blocks[start].box)
        inner = chain[chain.index(around) - 1] if chain[0] != around else None
        end = tree.boxes[inner].stop if inner is not None else start + 1
        yield start, end, inner
        start = end


def _is_stranger(
    tree: Tree, headline: int, part: tuple[int, int, int | None], chain: list[int], words: Words
) -> bool:
    """Whether a part behind the article is none of it: named so, or headed and about something else."""
    start, stop, box = part
    if box is not None and tree.boxes[box].dropped:
        return True
    first = next((block for block in tree.blocks[start:stop] if not block.cut), None)
    if first is None:
        return False
    if box is not None and tree.boxes[box].tag in _LISTS and _is_longer(tree, headline, box):
        return True
    if not (first.heading or (not first.good and reads_like_headline(first, words))):
        return False
    if first.linked:
        return True
    article = telling((block for block in tree.blocks[headline:start] if block.good and not block.cut), words)
    text = telling((block for block in tree.blocks[start:stop] if not block.cut), words)
    return differs(text, article)
