"""Parts of the page beside its article, by their elements and their names: menus, boxes, comments, promos."""

from collections.abc import Iterable

from rarewatch.articles.headlines import heads_text, leads_elsewhere
from rarewatch.articles.identity import Identity
from rarewatch.articles.signs import LEAST_WORDS
from rarewatch.articles.tree import Tree
from rarewatch.articles.words import Words

ASIDE = ("nav", "aside", "footer")
_ENOUGH = 250  # characters of running text that make an article
_MINOR = 0.5  # share of the running text up to which a part with a negative name is dropped
_OPENING = 4  # lines of a part in which the headline of its story stands


def cut_hinted(tree: Tree, headline: int | None) -> None:
    """Cut the parts of `beside`."""
    for start, stop, name in beside(tree, headline):
        tree.cut(start, stop, f"beside the article: {name}")


def beside(tree: Tree, headline: int | None) -> list[tuple[int, int, str]]:
    """Minor parts, block to block, whose element or names say that they are none of the article."""
    parts: dict[str, list[int]] = {}
    for at, box in [(at, box) for at, box in enumerate(tree.boxes) if box.dropped and at]:
        holds = headline is not None and box.start <= headline < box.stop
        if not holds:
            parts.setdefault(box.dropped, []).append(at)
    return minor(tree, parts, _MINOR) + _comments(tree, parts, headline)


def _comments(tree: Tree, parts: dict[str, list[int]], headline: int | None) -> list[tuple[int, int, str]]:
    """Comments on an article that is whole before them, however long they are."""
    found: list[tuple[int, int, str]] = []
    if headline is None:
        return found
    for name in filter(_is_comment, parts):
        spans = [(tree.boxes[box].start, tree.boxes[box].stop) for box in parts[name]]
        if spans[0][0] > headline and tree.good(headline, spans[0][0]) >= _ENOUGH:
            found += [(start, stop, name) for start, stop in outermost(spans)]
    return found


def _is_comment(name: str) -> bool:
    return name.startswith("comment")


def minor(tree: Tree, groups: dict[str, list[int]], share: float) -> list[tuple[int, int, str]]:
    """Parts that are minor, and whose namesakes together are minor: "widget" may be all of a page."""
    found: list[tuple[int, int, str]] = []
    if not groups:
        return found
    sums = tree.sums()
    total = sums[-1]
    for name, parts in groups.items():
        spans = [(tree.boxes[part].start, tree.boxes[part].stop) for part in parts]
        least = 2 * _ENOUGH if _is_comment(name) else _ENOUGH if name == "aside" else total
        most = max(share * total, total - least)
        outer = outermost([span for span in spans if sums[span[1]] - sums[span[0]] <= most])
        if name in ASIDE or sum(sums[stop] - sums[start] for start, stop in outer) <= most:
            found += [(start, stop, name) for start, stop in outer]
    return found


def outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie in no other; spans come in the order of the page and nest."""
    found: list[tuple[int, int]] = []
    for start, stop in spans:
        if not found or start >= found[-1][1]:
            found.append((start, stop))
    return found


def cut_named(
    tree: Tree, headline: int, identity: Identity, words: Words, beside: Iterable[tuple[int, int, str]]
) -> None:
    """Cut the stories in parts that are known by their names."""
    for start, end, name in _promoted(tree, headline, identity, words):
        tree.cut(start, end, f"beside the article: {name}")
    for start, end, name in beside:
        if tree.good(max(start, headline), end):
            linked = [at for at in range(max(start, headline), end) if tree.blocks[at].href]
            if any(_links_to_story(tree, at, end, identity, words) for at in linked):
                tree.cut(start, end, f"beside the article: {name}")


def _promoted(tree: Tree, headline: int, identity: Identity, words: Words) -> list[tuple[int, int, str]]:
    """Parts behind the headline, however long, whose names and whose first headline say: another story.

    The article is what is left without them.
    """
    spans: list[tuple[int, int, str]] = []
    for box in tree.boxes[1:]:
        if box.dropped in words.elsewhere and box.start > headline:
            top = range(box.start, min(box.start + _OPENING, box.stop))
            inner = spans and box.start < spans[-1][1]
            if not inner and any(_links_to_story(tree, at, box.stop, identity, words) for at in top):
                spans.append((box.start, box.stop, box.dropped))
    if not spans:
        return []
    left = tree.good(headline) - sum(tree.good(start, stop) for start, stop, _ in spans)
    return spans if left >= _ENOUGH else []


def _links_to_story(tree: Tree, index: int, end: int, identity: Identity, words: Words) -> bool:
    """Whether a line links to another page and heads some text of it."""
    block = tree.blocks[index]
    return (
        len(block.text.split()) >= LEAST_WORDS
        and leads_elsewhere(block, identity, words)
        and heads_text(tree, index, end)
    )
