"""Commands that answer from what was read: show, extract."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rarewatch import report
from rarewatch.cli import blocks
from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, PublishedOption, database_path
from rarewatch.cli.terminal import console, draw, echo
from rarewatch.errors import UsageError
from rarewatch.report import Format
from rarewatch.store import Query, Store

if TYPE_CHECKING:
    from rarewatch.model import Article, Figure

Row = dict[str, Any]


def add_commands(app: typer.Typer) -> None:
    """Register show and extract."""
    app.command()(show)
    app.command()(extract)


@filtered()
def show(
    query: Query,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")] = False,
    db: DbOption = None,
) -> None:
    """Show stored figures, the newest period first.

    On a terminal: a table with one line a fact, however many sites report it. On a pipe: tab-separated
    lines, one a figure, uncut, as with --json, --jsonl and --csv.

    \b
    Examples:
      rarewatch show --country US
      rarewatch show --reporter China --partner world --commodity magnets --since 2025
      rarewatch show --country Japan --kind level --json | jq '.[].value'
      rarewatch show --csv > figures.csv
    """
    chosen = _format({Format.JSON: as_json, Format.JSONL: as_jsonl, Format.CSV: as_csv})
    limit = query.limit
    asked = replace(query, limit=None) if _folds(chosen) else query
    with Store.read(database_path(db)) as store:
        _show(store.rows(asked), chosen, limit)


def extract(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    target: Annotated[str, typer.Argument(help="A URL, a saved page, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    published: PublishedOption = None,
    as_blocks: Annotated[
        bool, typer.Option("--blocks", help="Show each block of the page, kept or cut, and why.")
    ] = False,
    as_html: Annotated[
        bool, typer.Option("--html", help="Write the same as an HTML page to look at in a browser.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where --html writes.")
    ] = None,
) -> None:
    """Read one page: its article and the figures in it. Nothing is stored.

    With --blocks on a pipe, a line is: state (kept or cut), reason, tag, text, parted by tabs.

    \b
    Examples:
      rarewatch extract https://example.org/article
      rarewatch extract saved.html --json
      pbpaste | rarewatch extract - --published 2025-07-21
      rarewatch extract saved.html --blocks | grep ^cut
      rarewatch extract saved.html --html -o blocks.html
    """
    day = published.date() if published else None
    blocks.check({"--json": as_json, "--blocks": as_blocks, "--html": as_html}, output)
    if as_html:
        blocks.write_page(target, day, output)
    elif as_blocks:
        blocks.show_blocks(target, day, as_json=as_json)
    else:
        _extract(target, day, as_json=as_json)


def _extract(target: str, published: date | None, *, as_json: bool) -> None:
    article, rows = _read(target, published)
    if as_json:
        typer.echo(report.to_json(_as_dict(article, rows), indent=2))
    elif sys.stdout.isatty():
        draw(report.sheet(article, rows, console().width))
    else:
        echo(report.plain_sheet(article, rows))


def _read(target: str, published: date | None) -> "tuple[Article, list[Row]]":
    from rarewatch.cli.reading import reader
    from rarewatch.watch import open_page

    readers, page = reader(), open_page(target)
    article = readers.article(page, published)
    return article, [_row(article, figure) for figure in readers.figures(article)]


def _row(article: "Article", figure: "Figure") -> Row:
    """A figure with its article, under the keys of ROW_KEYS."""
    return figure.as_dict() | {
        "url": article.url,
        "title": article.title,
        "site": article.site,
        "published": article.published.isoformat() if article.published else None,
        "sentence": figure.sentence,
        "rule": figure.rule,
        "assumed": list(figure.assumed),
        "note": figure.note,
        "origin": article.site or article.url,
        "verdict": None,
        "id": None,
    }


def _as_dict(article: "Article", rows: list[Row]) -> Row:
    return {
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "site": article.site,
        "language": article.language,
        "text": article.text,
        "figures": rows,
    }


def _format(wanted: dict[Format, bool]) -> Format | None:
    """The one format asked for; None for a table or tabs, whichever fits the place."""
    chosen = [format_ for format_, on in wanted.items() if on]
    if len(chosen) > 1:
        raise UsageError(f"Choose one of {', '.join(f'--{format_}' for format_ in chosen)}.")
    return chosen[0] if chosen else None


def _folds(chosen: Format | None) -> bool:
    """Whether a person at a terminal reads it: then the many mentions of a fact are one line."""
    return chosen is None and sys.stdout.isatty()


def _show(rows: Iterable[Row], chosen: Format | None, limit: int | None) -> None:
    rows, first = _peek(rows)
    if first is None:
        typer.echo("rarewatch: No figure fits. Ask for less, or `rarewatch fetch` more pages.", err=True)
    if _folds(chosen):
        if lines := _facts(rows, limit):
            draw([report.table(lines, console().width)])
        return
    echo(report.FORMATS[chosen or Format.TSV](rows))


def _peek(rows: Iterable[Row]) -> tuple[Iterator[Row], Row | None]:
    """The same rows, and the first of them, None where there is none."""
    rows = iter(rows)
    first = next(rows, None)
    return chain(() if first is None else (first,), rows), first


def _facts(rows: Iterable[Row], limit: int | None) -> list[Row]:
    """One row a fact, period by period, so that no more is read than is shown."""
    from rarewatch import facts

    periods = groupby(rows, key=lambda row: row["period"])
    stated = chain.from_iterable(facts.statements(group) for _, group in periods)
    return [statement.as_row() for statement in islice(stated, limit)]
