"""Articles that were found by their words, with the words marked.

A hit is a row with the keys of `KEYS`; in its title and snippet, what was found stands between two control
characters, `\\x02` and `\\x03`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rarewatch.report.cells import plain

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

Row = dict[str, Any]

KEYS = ("id", "published", "site", "figures", "copies", "url", "title", "snippet")
"""The columns in a pipe, in their order."""

_FOUND = re.compile("\x02([^\x02\x03]*)\x03")


def hit_lines(found: Sequence[Row]) -> Iterator[str]:
    """For a pipe: tab-separated lines after a header; what was found stands in `**`."""
    yield "\t".join(KEYS)
    for hit in found:
        counted = hit | {"copies": len(hit["copies"])}
        cells = ("" if counted[key] is None else str(counted[key]) for key in KEYS)
        yield "\t".join(plain(_FOUND.sub(r"**\1**", cell)) for cell in cells)


def hit_json(hit: Row) -> Row:
    """For programs: title and snippet without marks, and where in the snippet the words are."""
    words, spans = _parted(hit["snippet"])
    title, _ = _parted(hit["title"])
    return {key: hit[key] for key in KEYS} | {"title": title, "snippet": words, "found": spans}


def hits_drawn(found: Sequence[Row]) -> "Iterator[RenderableType]":
    """For a terminal: number and headline, where and when, snippet, address."""
    from rich.text import Text

    for place, hit in enumerate(found):
        if place:
            yield Text()
        yield Text(f"{hit['id']}  ").append_text(_set_off(hit["title"] or "(no headline)", "bold"))
        count = f"{hit['figures']} figure{'' if hit['figures'] == 1 else 's'}"
        yield Text(
            ", ".join(plain(part) for part in (hit["site"], hit["published"], count) if part), style="dim"
        )
        yield _set_off(hit["snippet"])
        yield Text(plain(hit["url"]), style="dim", no_wrap=True)


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}" if count else ""


def _parted(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The words without marks, and where those were.

    >>> _parted("so \\x02it\\x03 is")
    ('so it is', [(3, 5)])
    """
    words, spans, done = "", [], 0
    for match in _FOUND.finditer(text):
        words += text[done : match.start()]
        spans.append((len(words), len(words) + len(match[1])))
        words += match[1]
        done = match.end()
    return words + text[done:], spans


def _set_off(text: str, style: str = "") -> "Text":
    from rich.text import Text

    words, spans = _parted(" ".join(text.split()))
    drawn = Text(style=style)
    done = 0
    for start, end in spans:
        drawn.append(_within(words[done:start]))
        drawn.append(_within(words[start:end]), style="bold underline")
        done = end
    return drawn.append(_within(words[done:]))


def _within(words: str) -> str:
    """Words without what steers a terminal, the blanks at their ends kept."""
    return plain(f"|{words}|")[1:-1]
