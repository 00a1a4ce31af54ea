"""How deep the tags of a page are nested, told before it is parsed."""

import re
from collections.abc import Iterable
from itertools import accumulate

DEEPEST = 1000
"""Tags within tags; real pages have under 100, and lexbor takes time by the square of the depth beyond."""

_NAME = re.compile(rb"<(/?[a-zA-Z][a-zA-Z0-9]*)")
_TAG = re.compile(rb"<(/?[a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,5000}?(/?)>")
_VOID = frozenset(b"area base br col embed hr img input link meta source track wbr p li path use".split())
"""Tags that hold nothing, and those that the next of their kind ends."""


def too_deep(content: bytes) -> bool:
    """Whether tags are nested deeper than any page that people made.

    >>> too_deep(b"<div>" * 2000), too_deep(b"<div></div><br>" * 2000)
    (True, False)
    """
    if content.count(b"<") - content.count(b"</") <= DEEPEST:
        return False  # so few are opened altogether
    names = _NAME.findall(content)
    if not (_may_be_deep(names) and _deep(names)):
        return False
    return _deep(name for name, empty in _TAG.findall(content) if not empty)


def _may_be_deep(names: list[bytes]) -> bool:
    """A quick look: tags are nested no deeper than their highest balance stands above their lowest."""
    steps = {name: _step(name) for name in set(names)}
    balances = list(accumulate(map(steps.__getitem__, names), initial=0))
    return max(balances) - min(balances) > DEEPEST


def _step(name: bytes) -> int:
    closes = name.startswith(b"/")
    return 0 if name.removeprefix(b"/") in _VOID else -1 if closes else 1


def _deep(names: Iterable[bytes]) -> bool:
    depth = 0
    for name in names:
        if name.startswith(b"/"):
            depth = depth - 1 if depth and name[1:] not in _VOID else depth
        elif name not in _VOID:
            depth += 1
            if depth > DEEPEST:
                return True
    return False
