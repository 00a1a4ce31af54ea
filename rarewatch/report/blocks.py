"""The blocks of a page, kept and cut: a table for a terminal, tabs for a pipe, a page for a browser.

Each row has the keys of `KEYS`. All of it comes from a page of the web, so nothing of it is markup here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rarewatch.model import Article
from rarewatch.report.cells import plain

if TYPE_CHECKING:
    from rich.table import Table

Row = dict[str, Any]

KEYS = ("state", "reason", "tag", "text")
_NARROW = 70  # columns below which there is no room for the tag
_LINES = 3  # lines of a block's text that a person needs to know it again
_WHY_SHARE = 4  # the reason has a part of the width in so many
_LEAST_WHY = 10  # columns, the length of its usual words

_STYLE = """
body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 1em/1.5 system-ui, sans-serif; }
article > div { margin: .4em 0; padding: .2em .8em; border-left: .3em solid; }
.kept { border-color: #2a7; background: #f1faf5; color: #111; }
.cut { border-color: #ccc; color: #777; }
.heading { font-weight: bold; }
small { display: block; font-size: .75em; }
"""


def block_table(rows: Sequence[Row], width: int) -> "Table":
    """A Rich table no wider than `width`; long texts are cut after a few lines."""
    from rich.table import Table
    from rich.text import Text

    tags = width >= _NARROW
    why = max(_LEAST_WHY, width // _WHY_SHARE)
    tag_width = max((min(len(plain(row["tag"])), 8) for row in rows), default=3) if tags else 0
    room = max(1, width - len("state") - why - 2 * (2 + tags) - max(3, tag_width) * tags)
    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), width=width)
    drawn.add_column("State", width=len("state"), no_wrap=True)
    drawn.add_column("Why", width=why, overflow="fold")
    if tags:
        drawn.add_column("Tag", width=max(3, tag_width), no_wrap=True, overflow="ellipsis")
    drawn.add_column("Text", width=room, overflow="fold")
    for row in rows:
        style = "" if row["state"] == "kept" else "dim"
        texts = [row["state"], row["reason"], *([row["tag"]] if tags else []), _shortened(row["text"], room)]
        drawn.add_row(*(Text(plain(text), style=style) for text in texts))
    return drawn


def _shortened(text: str, width: int) -> str:
    most = _LINES * width
    shown = plain(text)
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def block_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The same, uncut, as tab-separated lines."""
    for row in rows:
        yield "\t".join(plain(row[key]) for key in KEYS)


def block_page(article: Article, rows: Sequence[Row]) -> Iterator[str]:
    """The lines of an HTML page that shows the blocks; it loads nothing, runs nothing and links nowhere."""
    import base64
    import hashlib
    from html import escape

    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(plain(article.title) or "(no headline)")
    kept = sum(row["state"] == "kept" for row in rows)
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>rarewatch: {title}</title>"
    yield f"<style>{_STYLE}</style></head><body>"
    yield f"<h1>{title}</h1>"
    yield f"<p>{escape(_about(article))}</p>"
    yield f"<p>{kept} of {len(rows)} blocks are kept.</p>"
    yield "<article>"
    yield from map(_shown, rows)
    yield "</article></body></html>"


def _about(article: Article) -> str:
    day = article.published.isoformat() if article.published else "no day stated"
    return ", ".join(plain(part) for part in (str(article.kind), article.site, day, article.url) if part)


def _shown(row: Row) -> str:
    from html import escape

    state, reason, tag, text = (escape(plain(row[key])) for key in KEYS)
    look = f"{state} heading" if row["tag"] in {"h1", "h2", "h3", "h4", "h5", "h6"} else state
    label = f"{state}: {reason}" + (f" &lt;{tag}&gt;" if tag else "")
    return f'<div class="{look}" title="{state}: {reason}"><small>{label}</small>{text}</div>'
