"""How deep the tags of a page are nested, told before it is parsed."""

import re

DEEPEST = 1000
"""Tags within tags; real pages have under 100, and lexbor takes time by the square of the depth beyond."""

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,5000}?(/?)>")
_VOID = frozenset(b"area base br col embed hr img input link meta source track wbr p li".split())
"""Tags that hold nothing, and those that the next of their kind ends."""


def too_deep(content: bytes) -> bool:
    """Whether tags are nested deeper than any page that people made.

    >>> too_deep(b"<div>" * 2000), too_deep(b"<div></div><br>" * 2000)
    (True, False)
    """
    if content.count(b"<") < DEEPEST:
        return False
    depth = 0
    for match in _TAG.finditer(content):
        closing, name, empty = match.groups()
        if empty or name.lower() in _VOID:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > DEEPEST:
            return True
    return False
