"""Which part of the page is the article: from its headline on, without other articles, in one container."""

from itertools import pairwise

from rarewatch.articles.blocks import Block, Tree
from rarewatch.articles.identity import Identity

_MAX_HEADLINE = 300  # characters
_ENOUGH = 250  # characters of running text that make an article
_MINOR = 0.5  # share of the running text up to which a part with a negative name is dropped
_HIDDEN = 0.7  # the same for parts that are not shown at first; some pages show nothing before scripts run
_MAIN = 0.8  # share of the running text that a container must hold to be chosen over the one around it
_BODY_CLASSES = ("article-body", "article__body", "articlebody", "entry-content", "post-content", "story-body")


def find_headline(tree: Tree, identity: Identity) -> int | None:
    """The block that is the article's headline; None where no block can be told to be."""
    named = [at for at, block in enumerate(tree.blocks) if _could_name(block) and identity.names(block.text)]
    ranked = sorted(named, key=lambda at: (_rank(tree, at), at))
    if not ranked:
        ranked = [at for at, block in enumerate(tree.blocks) if block.tag == "h1" and not _in_dropped(tree, at)]
    total = tree.good()
    return next((at for at in ranked if tree.good(at) >= min(_ENOUGH, total / 4)), None)


def _could_name(block: Block) -> bool:
    return len(block.text) <= _MAX_HEADLINE


def _rank(tree: Tree, at: int) -> int:
    """Lower is better: an h1, another heading, any line; worse in a dropped part or as a link elsewhere."""
    block = tree.blocks[at]
    rank = 0 if block.tag == "h1" else 1 if block.heading else 2
    return rank + 3 * _in_dropped(tree, at) + (block.linked > len(block.text) / 2)


def _in_dropped(tree: Tree, at: int) -> bool:
    return any(tree.boxes[box].dropped or tree.boxes[box].hidden for box in tree.chain(tree.blocks[at].box)[:-1])


def cut_hidden(tree: Tree) -> None:
    """Cut what is not shown, unless that is most of the page."""
    _cut_parts(tree, [at for at, box in enumerate(tree.boxes) if box.hidden and at], _HIDDEN, "hidden")


def cut_hinted(tree: Tree, headline: int | None) -> None:
    """Cut parts whose element or names say that they are none of the article, where they are a minor part."""
    parts = []
    for at, box in enumerate(tree.boxes):
        holds = headline is not None and box.start <= headline < box.stop
        if at and box.dropped and not holds:
            parts.append(at)
    _cut_parts(tree, parts, _MINOR, "beside the article")


def _cut_parts(tree: Tree, parts: list[int], share: float, why: str) -> None:
    sums = tree.sums()
    total = sums[-1]
    for part in parts:
        box = tree.boxes[part]
        good = sums[box.stop] - sums[box.start]
        if good <= share * total:
            tree.cut(box.start, box.stop, f"{why}: {box.tag} {box.names}".strip())


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
        if around or (inside and not _headed_otherwise(tree, at, identity)):
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
    headings = [block.text for block in tree.blocks[box.start : box.stop][:4] if block.heading]
    return bool(headings) and not any(identity.names(text) for text in headings)


def cut_before(tree: Tree, headline: int) -> None:
    """Cut what stands before the headline."""
    tree.cut(0, headline, "before the headline")


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
    children: dict[int, list[int]] = {}
    for index, box in enumerate(tree.boxes[1:], 1):
        children.setdefault(box.parent, []).append(index)
    while True:
        total = sums[tree.boxes[at].stop] - sums[tree.boxes[at].start]
        inner = [
            child
            for child in children.get(at, ())
            if sums[tree.boxes[child].stop] - sums[tree.boxes[child].start] > _MAIN * total
        ]
        if not inner or not total:
            return best
        at = inner[0]
        if children.get(at):
            best = at


def _beside(tree: Tree, headline: int, box: int, sums: list[int]) -> int:
    """The column of the headline, where it holds an article of its own and other columns stand beside it."""
    chain = tree.chain(tree.blocks[headline].box)
    if box not in chain:
        return box
    for inner, _outer in pairwise(chain):
        if inner == box:
            break
        part = tree.boxes[inner]
        paragraphs = sum(
            1 for block in tree.blocks[part.start : part.stop] if not block.cut and block.good and block.tag == "p"
        )
        good = sums[part.stop] - sums[headline]
        rest = sums[tree.boxes[box].stop] - sums[part.stop]
        if paragraphs >= 3 and good >= _ENOUGH * 2 and good >= rest / 4:  # noqa: PLR2004
            return inner
    return box
