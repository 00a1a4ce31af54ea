"""Commands that answer from what was read: show, extract."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from rarewatch import report
from rarewatch.cli import blocks
from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, PublishedOption, SchemaOption, database_path
from rarewatch.cli.terminal import chosen_format, console, draw, echo, pour
from rarewatch.report import Format
from rarewatch.store import Line, Query, Shape, Store

if TYPE_CHECKING:
    from rarewatch.facts import Point
    from rarewatch.model import Article, Figure

Row = dict[str, Any]
Found = TypeVar("Found", Row, list[Line])


def add_commands(app: typer.Typer) -> None:
    """Register show and extract."""
    app.command()(show)
    app.command()(extract)


@filtered()
def show(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    query: Query,
    mentions: Annotated[
        bool,
        typer.Option(
            "--mentions", help="Every single mention: outlet, date and sentence (as a pipe has anyway)."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")] = False,
    as_tsv: Annotated[bool, typer.Option("--tsv", help="Print tab-separated lines, as on a pipe.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    schema: SchemaOption = False,
    db: DbOption = None,
) -> None:
    """Show stored figures, the newest period first.

    On a terminal: one line for all that is said of one trade in one period, however many sites report it:
    the amount, its growth on the month and on the year before, how many outlets say so (in brackets: how
    many on their own), and whether the rest of what is stored proves or disputes it (353 t ≠335). On a pipe:
    tab-separated lines, one a figure, uncut, as with --json, --jsonl, --csv, --tsv and --markdown.

    \b
    Examples:
      rarewatch show --country US
      rarewatch show --reporter China --partner world --commodity magnets --since 2025
      rarewatch show --country US --period 2025-06 --mentions
      rarewatch show --country Japan --kind level --json | jq '.[].value'
      rarewatch show --csv > figures.csv
    """
    chosen = chosen_format(
        {
            Format.JSON: as_json,
            Format.JSONL: as_jsonl,
            Format.CSV: as_csv,
            Format.TSV: as_tsv,
            Format.MARKDOWN: as_markdown,
        }
    )
    with Store.read(database_path(db)) as store:
        if chosen is None and sys.stdout.isatty():
            _draw(_seen(store.rows(replace(query, limit=None))), query.limit, mentions=mentions)
        else:
            _hand_on(store, query, chosen or Format.TSV)


def _hand_on(store: Store, query: Query, chosen: Format) -> None:
    """What a program gets, by way of lines that the store has written where there is a way."""
    if chosen in report.OF_CELLS:
        pour(report.OF_CELLS[chosen](_seen(store.lines(Shape.CELLS, query)), store.row))
    elif chosen in report.OF_OBJECTS:
        pour(report.OF_OBJECTS[chosen](_seen(store.lines(Shape.OBJECT, query))))
    else:
        echo(report.FORMATS[chosen](_seen(store.rows(query))))


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
        draw(report.article_sheet(article, rows, console().width))
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


def _draw(rows: Iterable[Row], limit: int | None, *, mentions: bool) -> None:
    found = _points(rows)
    if mentions:
        draw(report.mention_list(_mentioned(found, limit), console().width))
    elif lines := [point.as_row() for point in islice(found, limit)]:
        draw([report.point_table(lines, console().width)])


def _points(rows: Iterable[Row]) -> "Iterator[Point]":
    """The points in reading order, period by period, so that no more is read than is shown."""
    from rarewatch import facts

    for _, group in groupby(rows, key=lambda row: row["period"]):
        yield from facts.reading_order(facts.points(group))


def _mentioned(found: "Iterable[Point]", limit: int | None) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Each point with its mentions and those that contradict it, at most so many in all."""
    left = sys.maxsize if limit is None else limit
    for point in found:
        said = [row for statement in point.statements for row in statement.mentions][:left]
        against = [row for statement in point.dissent for row in statement.mentions][: left - len(said)]
        yield point.as_row(), said, against
        left -= len(said) + len(against)
        if not left:
            return


def _seen(rows: "Iterable[Found]") -> "Iterator[Found]":
    """The same rows; where there is none, that is said."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        typer.echo("rarewatch: No figure fits. Ask for less, or `rarewatch fetch` more pages.", err=True)
        return iter(())
    return chain((first,), rows)
