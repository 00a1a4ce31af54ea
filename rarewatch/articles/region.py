"""Which part of the page is the article: from its headline on, without other articles, in one container."""

from rarewatch.articles.blocks import Block, Tree
from rarewatch.articles.identity import Identity

_HEADLINE_WORDS, _LINE = 4, 120  # words and characters of a line that reads like a headline
_MAX_HEADLINE = 300  # characters
_ENOUGH = 250  # characters of running text that make an article
_MINOR = 0.5  # share of the running text up to which a part with a negative name is dropped
_LEAST = 0.1  # share of the running text that stands after the headline, however much stands before it
_HIDDEN = 0.7  # the same for parts that are not shown at first; some pages show nothing before scripts run
_COLUMN = 3  # paragraphs under a headline that make a column an article of its own
_MAIN = 0.85  # share of the running text that a container must hold to be chosen over the one around it
_ASIDE = ("nav", "aside", "footer")
_TOP = 4  # lines in which an article states its headline and its day


def find_headline(tree: Tree, identity: Identity) -> int | None:
    """The block that is the article's headline; None where no block can be told to be."""
    named = [at for at, block in enumerate(tree.blocks) if _could_name(block) and identity.names(block.text)]
    ranked = sorted(named, key=lambda at: (_rank(tree, at), at))
    if not ranked:
        ranked = [
            at for at, block in enumerate(tree.blocks) if block.tag == "h1" and not _in_dropped(tree, at)
        ]
    sums = tree.sums()
    return next((at for at in ranked if _heads_enough(tree.blocks[at], sums[-1], sums[-1] - sums[at])), None)


def _heads_enough(block: Block, total: int, after: int) -> bool:
    """Whether enough text follows for a headline; a mere line must head most of the page."""
    if block.tag == "h1":
        return after >= min(_ENOUGH, total / 4) and after >= total * _LEAST
    return after >= total * (_LEAST if block.heading else _MINOR)


def _could_name(block: Block) -> bool:
    return len(block.text) <= _MAX_HEADLINE


def _rank(tree: Tree, at: int) -> int:
    """Lower is better: an h1, another heading, any line; worse in a dropped part or as a link elsewhere."""
    block = tree.blocks[at]
    rank = 0 if block.tag == "h1" else 1 if block.heading else 2
    aside = any(tree.boxes[box].dropped in _ASIDE for box in tree.chain(block.box)[:-1])
    return 4 * rank + 12 * aside + 2 * _in_dropped(tree, at) + 4 * (block.linked > len(block.text) / 2)


def _in_dropped(tree: Tree, at: int) -> bool:
    return any(
        tree.boxes[box].dropped or tree.boxes[box].hidden for box in tree.chain(tree.blocks[at].box)[:-1]
    )


def cut_hidden(tree: Tree) -> None:
    """Cut what is not shown, unless that is most of the page."""
    parts = [at for at, box in enumerate(tree.boxes) if box.hidden and at]
    _cut_parts(tree, {"hidden": parts}, _HIDDEN, "hidden")


def cut_hinted(tree: Tree, headline: int | None) -> None:
    """Cut parts whose element or names say that they are none of the article, where they are a minor part."""
    parts: dict[str, list[int]] = {}
    for at, box in enumerate(tree.boxes):
        if not box.dropped or not at:
            continue
        holds = headline is not None and box.start <= headline < box.stop
        if not holds:
            parts.setdefault(box.dropped, []).append(at)
    _cut_parts(tree, parts, _MINOR, "beside the article")


def _cut_parts(tree: Tree, groups: dict[str, list[int]], share: float, why: str) -> None:
    """Cut parts that are minor, and whose namesakes together are minor: "widget" may be all of a page."""
    sums = tree.sums()
    total = sums[-1]
    for name, parts in groups.items():
        spans = [(tree.boxes[part].start, tree.boxes[part].stop) for part in parts]
        most = max(share * total, total - 2 * _ENOUGH) if name.startswith("comment") else share * total
        minor = [span for span in spans if sums[span[1]] - sums[span[0]] <= most]
        outer = _outermost(minor)
        if sum(sums[stop] - sums[start] for start, stop in outer) <= most:
            for start, stop in outer:
                tree.cut(start, stop, f"{why}: {name}")


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie in no other; spans come in the order of the page and nest."""
    found: list[tuple[int, int]] = []
    for start, stop in spans:
        if not found or start >= found[-1][1]:
            found.append((start, stop))
    return found


def cut_other_articles(tree: Tree, headline: int | None, identity: Identity) -> None:
    """Cut complete article elements that are not this page's article."""
    articles = [at for at, box in enumerate(tree.boxes) if box.tag == "article" and box.stop > box.start]
    own = _own_article(tree, articles, headline)
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


def _own_article(tree: Tree, articles: list[int], headline: int | None) -> int | None:
    if headline is None:
        return None
    sums = tree.sums()
    for box in tree.chain(tree.blocks[headline].box):
        if box in articles and sums[tree.boxes[box].stop] - sums[headline] >= _ENOUGH:
            return box
    return next((at for at in articles if _follows(tree, at, headline, sums)), None)


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


def _like_headline(block: Block) -> bool:
    return (
        len(block.text.split()) >= _HEADLINE_WORDS
        and block.text[-1] not in ".,;:"
        and len(block.text) <= _LINE
    )


def cut_around(tree: Tree, headline: int | None) -> None:
    """Cut all outside the container that holds the article."""
    sums = tree.sums()
    box = _container(tree, sums)
    if headline is not None and sums[-1]:
        box = _beside(tree, headline, box, sums)
    start, stop = tree.boxes[box].start, tree.boxes[box].stop
    tree.cut(0, start, "outside the container")
    tree.cut(stop, len(tree.blocks), "outside the container")


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


def _beside(tree: Tree, headline: int, box: int, sums: list[int]) -> int:
    """The column of the headline, where it holds an article of its own and other columns stand beside it."""
    chain = tree.chain(tree.blocks[headline].box)
    if box not in chain:
        return box
    for inner in chain[: chain.index(box)]:
        part = tree.boxes[inner]
        paragraphs = sum(
            1
            for block in tree.blocks[part.start : part.stop]
            if not block.cut and block.good and block.tag == "p"
        )
        good = sums[part.stop] - sums[headline]
        if paragraphs >= _COLUMN and good >= _ENOUGH:
            return inner if _stranger_beside(tree, inner, box, sums) else box
    return box


def _stranger_beside(tree: Tree, column: int, around: int, sums: list[int]) -> bool:
    """Whether the next part with running text opens with its own headline, and is no twin of the column."""
    at = tree.boxes[column].last + 1
    while at <= tree.boxes[around].last:
        box = tree.boxes[at]
        if sums[box.stop] - sums[box.start] >= _ENOUGH:
            first = next((block for block in tree.blocks[box.start : box.stop] if not block.cut), None)
            if first is None or not (first.heading or _like_headline(first)):
                return False
            return bool(first.linked) or tree.look(at) != tree.look(column)
        at = box.last + 1
    return False
