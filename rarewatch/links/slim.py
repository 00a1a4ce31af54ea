"""As much of a feed as is read: feedparser needs seconds for a MiB, and minutes for some small feeds.

Of each entry what is longer than a few thousand bytes is cut down to title, addresses and dates.
"""

import re
from collections.abc import Iterator
from itertools import islice

from rarewatch.links.xml import is_well_formed

ITEMS = 1_000
"""Entries of one feed that are read; the largest feeds seen hold some hundreds."""
_ITEM = 4_096
"""Bytes of an entry without its text; most have under 1,000."""
_FIELDS = 6
"""Fields that are kept of a longer one."""
_HEAD = 32 * 1024
"""Bytes in front of the first entry, and of a feed without any; most have under 2,000."""
_BROKEN, _SOUND = 256 * 1024, 1024 * 1024
"""Bytes of all entries where the feed is no sound XML, and where it is: about a second's work."""
_BODIES = (b"content:encoded", b"description", b"content", b"summary", b"media:group", b"itunes:summary")
"""Elements that hold the text of an entry: nothing is read out of them, and they are most of a feed."""
_START = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_END = re.compile(rb"</((?:[\w.-]{1,20}:)?(?:item|entry))\s*>", re.IGNORECASE)
_READ = re.compile(
    rb"<(?:[\w.-]{1,20}:)?(title|link|guid|id|pubdate|date|published|updated|issued|modified)(?=[\s>/])[^<>]{0,2100}"
    rb"(?:/>|>[^<]{0,2100}(?:<!\[CDATA\[[^\]<>]{0,2100}\]\]>\s*)?</(?:[\w.-]{1,20}:)?\1\s*>)",
    re.IGNORECASE,
)
_CLOSERS = re.compile(rb"(?:</[\w.:-]{1,40}\s*>\s*){1,9}\Z")


def slim(content: bytes) -> bytes:
    """The feed, cut down where it is larger than feeds are; it stays sound XML where it is."""
    for name in _BODIES:
        content = _without(content, name)
    first = _START.search(content)
    if first is None or first.start() > _HEAD:
        return content[:_HEAD]
    head, entries = content[: first.start()], list(_entries(content, first.start()))
    closers = _CLOSERS.search(content, max(0, len(content) - 500))
    tail = closers[0] if closers else b""
    if not entries:
        return content[:_HEAD]
    whole = _joined(head, entries, tail, _SOUND)
    return whole if is_well_formed(whole) else _joined(head, entries, tail, _BROKEN)


def _joined(head: bytes, entries: list[bytes], tail: bytes, most: int) -> bytes:
    kept, size = [head], 0
    for entry in entries:
        size += len(entry)
        if size > most:
            break
        kept.append(entry)
    return b"".join(kept) + tail


def _entries(content: bytes, position: int) -> Iterator[bytes]:
    """The entries with what stands between them, each cut down where it is long."""
    for _ in range(ITEMS):
        end = _END.search(content, position)
        if end is None:
            if position + _ITEM > len(content):  # the feed breaks off within its last entry
                yield content[position:]
            return
        region, position = content[position : end.end()], end.end()
        yield region if len(region) <= _ITEM else _cut(region, end[1])


def _cut(region: bytes, name: bytes) -> bytes:
    read = b"".join(found[0] for found in islice(_READ.finditer(region), _FIELDS))
    return b"<%b>%b</%b>" % (name, read, name)


def _without(content: bytes, name: bytes) -> bytes:
    """A document without the elements of a name; what never ends stays."""
    opening, closing = re.compile(rb"<%b(?=[\s>])[^<>]*>" % re.escape(name)), b"</%b>" % name
    kept, position = [], 0
    while found := opening.search(content, position):
        end = found.end() if found[0].endswith(b"/>") else content.find(closing, found.end()) + len(closing)
        if end < found.end():
            break
        kept.append(content[position : found.start()])
        position = end
    return b"".join(kept) + content[position:]
