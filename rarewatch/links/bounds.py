"""How much of a page of HTML is looked at, so that a page made to cost time and memory costs neither.

Three kinds of small pages make a parser of HTML work without end: thousands of open elements in each other,
thousands of open `<b>` that each paragraph must open again, and thousands of attributes in one tag.
"""

import re
from collections.abc import Iterator
from itertools import islice

_TAG = re.compile(rb"<(/?)(!--|[a-zA-Z][a-zA-Z0-9]{0,12})")
_ATTRIBUTE = re.compile(rb"[^\s=>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?[\s/]*")
TAGS = 200_000
"""Tags of one page that are looked at; a page of 1 MiB has about 20,000."""
DEPTH = 512
"""Open elements in each other: where browsers stop. Real pages have 20 to 60."""
COPIES = 300_000
"""Elements that a parser adds by itself, to open again what was left open."""
ATTRIBUTES = 500
"""Attributes of one tag; real ones have 30 at most."""
_LONG_TAG = re.compile(rb"<[a-zA-Z][^>]{4096}")
"""How a tag begins that is long enough for its attributes to be counted."""
_EMPTY = frozenset(
    b"area base br col embed hr img input link meta param script source style track wbr".split()
)
_UNCLOSED = frozenset(
    b"a body circle colgroup dd dt head html li line optgroup option p tbody td tfoot th thead tr".split()
)
"""Elements that close by themselves."""
_KEPT_OPEN = frozenset(b"b big code em font i s small strike strong tt u".split())
"""Elements of dress, which a parser opens again in each block until they are closed."""
_RAW_ENDS = {
    b"!--": re.compile(rb"--!?>"),
    b"script": re.compile(rb"</script", re.IGNORECASE),
    b"style": re.compile(rb"</style", re.IGNORECASE),
}
"""What holds no tags, and how it ends."""


def bounded(content: bytes) -> bytes:
    """The page up to where it becomes too much; almost every page as it is.

    >>> len(bounded(b"<div>" * 100_000)) < 20_000, bounded(b"<p>Few words") == b"<p>Few words"
    (True, True)
    """
    content = _uncrowded(content)
    if content.count(b"<") <= DEPTH:
        return content
    depth = dress = copies = 0
    for number, (start, step, name) in enumerate(tags(content)):
        if name in _KEPT_OPEN:
            dress = max(dress + step, 0)
        elif name not in _EMPTY:
            copies += dress
            depth = max(depth + step, 0) if name not in _UNCLOSED else depth
        if number >= TAGS or depth + dress > DEPTH or copies > COPIES:
            return content[:start]
    return content


def tags(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each tag starts, 1 where it opens an element and -1 where it closes one, and its name in lower
    case; not those in comments, scripts and styles."""
    past = 0
    for tag in _TAG.finditer(content):
        start = tag.start()
        if start < past:
            continue
        closing, name = tag.groups()
        name = name.lower()
        if name != b"!--":
            yield start, -1 if closing else 1, name
        if name in _RAW_ENDS and not closing:
            end = _RAW_ENDS[name].search(content, tag.end())
            if end is None:
                return
            past = end.end()


def _uncrowded(content: bytes) -> bytes:
    """The page up to a tag with too many attributes, each of which is compared with all those before it."""
    for tag in _LONG_TAG.finditer(content):
        if _is_crowded(content, tag.start() + 1):
            return content[: tag.start()]
    return content


def _is_crowded(content: bytes, position: int) -> bool:
    attributes = _ATTRIBUTE.finditer(content, position)
    for number, found in enumerate(islice(attributes, ATTRIBUTES + 1)):
        if found.start() != position:
            return False
        if number == ATTRIBUTES:
            return True
        position = found.end()
    return False
