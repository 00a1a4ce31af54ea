"""What a page asks of programs: meta robots and X-Robots-Tag."""

import re
from collections.abc import Iterator

from rarewatch.links.bounds import tags
from rarewatch.model import Page

_AGENT = "rarewatch"
_META = re.compile(rb"<meta\b[^<>]{0,500}>", re.IGNORECASE)
_VALUED = {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
"""Directives that are followed by a colon, as the names of programs are."""
_HEAD = 256 * 1024
"""Bytes in which the tag is looked for: heads with styles written out have up to 200 KiB."""
_NAMED = re.compile(rf"""\bname\s*=\s*["']?\s*(?:robots|{_AGENT})(?![\w-])""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


def directives(page: Page) -> frozenset[str]:
    """The words that the page has for all programs or for us, in lower case; `none` stands for two words.

    >>> head = b"<meta name=robots content='NOINDEX, follow'>"
    >>> sorted(directives(Page("", head, headers={"x-robots-tag": "bingbot: none"})))
    ['follow', 'noindex']
    """
    said = [_header(line) for line in page.headers.get("x-robots-tag", "").split("\n")]
    head = page.content[:_HEAD]
    low = head.lower()
    if b"robots" in low or _AGENT.encode() in low:
        said += [_meta(tag) for tag in _metas(head)]
    words = {word.strip().lower() for text in said for word in text.split(",")} - {""}
    return frozenset(words | {"noindex", "nofollow"} if "none" in words else words)


def _meta(tag: str) -> str:
    content = _CONTENT.search(tag) if _NAMED.search(tag) else None
    return next(filter(None, content.groups()), "") if content else ""


def _metas(head: bytes) -> Iterator[str]:
    for start, _, name in tags(head):
        if name == b"meta" and (tag := _META.match(head, start)):
            yield tag[0].decode("latin-1")


def _header(value: str) -> str:
    """The words for us: an agent's name with a colon begins the words for that agent alone."""
    kept, ours = [], True
    for word in value.split(","):
        agent, colon, rest = word.partition(":")
        if colon and agent.strip().lower() not in _VALUED:
            ours, word = agent.strip().lower() == _AGENT, rest  # noqa: PLW2901
        if ours:
            kept.append(word)
    return ",".join(kept)
