"""Rules for single sites, as `data/sites.toml` explains them.

A rule speaks of elements, the cuts of blocks. So the elements are marked in the document before the walk, by
empty boxes before and after them; in the walk's order these tell where each element's blocks begin and end.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rarewatch.articles.blocks import MARKER
from rarewatch.articles.tree import Tree
from rarewatch.model import SiteRule

_BEGIN, _END, _STOP = f"{MARKER}keep-begin", f"{MARKER}keep-end", f"{MARKER}stop"


def rule_for(addresses: Iterable[str | None], sites: Mapping[str, SiteRule]) -> SiteRule | None:
    """The rule for the first address that has one: that of its host, or of a domain that the host is in.

    >>> rule_for(["https://www.news.example/a"], {"news.example": SiteRule(drop="aside")})
    SiteRule(keep='', drop='aside', stop='')
    """
    for address in addresses if sites else ():
        labels = _host(address or "").split(".")
        for at in range(len(labels)):
            if rule := sites.get(".".join(labels[at:])):
                return rule
    return None


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def mark(parser: LexborHTMLParser, rule: SiteRule) -> None:
    """Take out what the rule drops, and mark what it keeps and where it stops."""
    for node in _outermost(parser.css(rule.drop) if rule.drop else []):
        node.decompose()
    for node in parser.css(rule.keep) if rule.keep else []:
        node.insert_before(_marker(_BEGIN))
        node.insert_after(_marker(_END))
    first = parser.css_first(rule.stop) if rule.stop else None
    if first is not None:
        first.insert_before(_marker(_STOP))


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """The nodes that are in no other; what is in a dropped one goes with it."""
    known = {node.mem_id for node in nodes}
    return [node for node in nodes if not _is_within(node, known)]


def _is_within(node: LexborNode, known: set[int]) -> bool:
    outer = node.parent
    while outer is not None:
        if outer.mem_id in known:
            return True
        outer = outer.parent
    return False


def _marker(name: str) -> LexborNode:
    node = LexborHTMLParser(f'<div class="{name}"></div>').css_first("div")
    assert node is not None  # noqa: S101 - it stands in the line above
    return node


def cut_by_rule(tree: Tree, rule: SiteRule) -> None:
    """Cut what the rule leaves out; a rule that would leave no text is passed over."""
    stop = next((box.start for box in tree.boxes if box.names == _STOP), len(tree.blocks))
    if tree.good(0, stop):
        tree.cut(stop, len(tree.blocks), f"site rule: stop {rule.stop!r}")
    kept = _kept(tree)
    if any(tree.good(start, end) for start, end in kept):
        gaps = zip([0, *(end for _, end in kept)], [*(start for start, _ in kept), stop], strict=True)
        for start, end in gaps:
            tree.cut(start, end, f"site rule: outside of {rule.keep!r}")


def _kept(tree: Tree) -> list[tuple[int, int]]:
    """From where to where the kept elements go, in the order of the page; one within another goes with it."""
    found, depth, start = [], 0, 0
    for box in tree.boxes:
        if box.names == _BEGIN:
            start = start if depth else box.start
            depth += 1
        elif box.names == _END and depth:
            depth -= 1
            if not depth:
                found.append((start, box.start))
    return found
