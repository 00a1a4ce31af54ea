"""What `extract --blocks` and `extract --html` show: every block of a page, kept or cut, and why."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from rarewatch import report
from rarewatch.cli.terminal import console, draw, echo
from rarewatch.errors import RarewatchError, UsageError

if TYPE_CHECKING:
    from rarewatch.articles import Part
    from rarewatch.model import Article

Row = dict[str, Any]


def show_blocks(target: str, published: date | None, *, as_json: bool) -> None:
    """Print the blocks: a table on a terminal, tab-separated lines on a pipe, or a JSON list."""
    _, rows = _read(target, published)
    if as_json:
        typer.echo(report.to_json(rows, indent=2))
    elif sys.stdout.isatty():
        draw([report.block_table(rows, console().width)])
    else:
        echo(report.block_lines(rows))


def write_page(target: str, published: date | None, output: Path | None) -> None:
    """Write the blocks as an HTML page, to standard output or to a file."""
    lines = report.block_page(*_read(target, published))
    if output is None:
        typer.echo("\n".join(lines))
        return
    try:
        output.write_text("\n".join([*lines, ""]), encoding="utf-8")
    except OSError as error:
        raise RarewatchError(f"The file {output} cannot be written: {error.strerror}.") from error


def check(chosen: dict[str, bool], output: Path | None) -> None:
    """UsageError for options that do not go together."""
    named = [name for name, on in chosen.items() if on]
    if chosen["--html"] and len(named) > 1:
        raise UsageError(f"Choose one of {', '.join(named)}.")
    if output is not None and not chosen["--html"]:
        raise UsageError("--output goes with --html.")


def _read(target: str, published: date | None) -> "tuple[Article, list[Row]]":
    from rarewatch.articles import read_parts
    from rarewatch.sources import load_sites
    from rarewatch.watch import Reader, open_page

    sites = load_sites()
    seen: list[Part] = []

    def read(
        html: bytes | str,
        url: str | None = None,
        *,
        content_type: str = "",
        published: date | None = None,
        fetched: date | None = None,
    ) -> "Article":
        article, parts = read_parts(
            html, url, content_type=content_type, published=published, sites=sites, fetched=fetched
        )
        seen.extend(parts)
        return article

    article = Reader(read, lambda article: []).article(open_page(target), published)
    return article, list(map(_row, seen))


def _row(part: "Part") -> Row:
    return {
        "state": "kept" if part.kept else "cut",
        "reason": part.reason,
        "tag": part.tag,
        "text": part.text,
    }
