"""Commands that look at series through time: gaps, revisions, claims, compare."""

import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rarewatch import report
from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, SchemaOption, database_path, now
from rarewatch.cli.terminal import chosen_format, console, draw, echo
from rarewatch.errors import UsageError
from rarewatch.model import Period
from rarewatch.report import Format
from rarewatch.store import Query, Store, Trade

if TYPE_CHECKING:
    from rarewatch.facts import Coverage

Row = dict[str, Any]

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")]


def add_commands(app: typer.Typer) -> None:
    """Register gaps, revisions, claims and compare."""
    app.command()(gaps)
    app.command()(revisions)
    app.command()(claims)
    app.command()(compare)


@filtered(without=("kind", "site", "limit"))
def gaps(
    query: Query,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    schema: SchemaOption = False,
    db: DbOption = None,
) -> None:
    """Show which months nobody reported, what is known of them all the same, and when the next figures come.

    A series is looked at from its first month on, to the last that was reported or should be out by now. A
    missing amount may follow from others (≈ 5,442 to 5,464 t), or be part of a longer span that was reported.
    --json has each series with its gaps and the proof of what follows; --csv, and a pipe, a line a month.

    \b
    Examples:
      rarewatch gaps --reporter China --commodity magnets
      rarewatch gaps --partner US --since 2025
      rarewatch gaps --json | jq '.[].next_release'
    """
    chosen = chosen_format({Format.JSON: as_json, Format.CSV: as_csv})
    found = _coverage(query, database_path(db))
    if not found:
        typer.echo("rarewatch: No series of at least two months fits. Ask for less.", err=True)
    if chosen is None and sys.stdout.isatty():
        _draw_gaps(found)
        return
    from rarewatch.facts import GAP_KEYS

    rows = [one.as_dict() for one in found]
    if chosen is not Format.JSON:
        rows = [gap for row in rows for gap in row["missing"]]
    echo(report.ledger_lines(rows, GAP_KEYS, chosen or Format.TSV))


@filtered()
def revisions(
    query: Query,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    schema: SchemaOption = False,
    db: DbOption = None,
) -> None:
    """Show values that later reports replaced: the old one, the new one, and since when.

    A later value is a revision, and no error, where two origins or more agree on it at least a week after the
    old one was reported, and fewer hold on to that. Beneath each stands the sentence that gave it first.

    \b
    Examples:
      rarewatch revisions
      rarewatch revisions --reporter China --since 2025 --json | jq '.[] | [.old_value, .new_value]'
    """
    from rarewatch import facts

    chosen = chosen_format({Format.JSON: as_json, Format.CSV: as_csv})
    with Store.read(database_path(db)) as store:
        found = facts.revisions(store.rows(replace(query, limit=None)))[: query.limit]
    rows = [one.as_dict() for one in found]
    if not rows:
        typer.echo("rarewatch: No value that fits was revised.", err=True)
    if chosen is None and sys.stdout.isatty():
        draw(report.ledger(report.REVISION_LAYOUT, rows, console().width, report.revision_note))
    else:
        echo(report.ledger_lines(rows, facts.REVISION_KEYS, chosen or Format.TSV))


@filtered(without=("kind",))
def claims(
    query: Query,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    schema: SchemaOption = False,
    db: DbOption = None,
) -> None:
    """Show what articles claim of the order of figures, and whether what is stored bears them out.

    Such as "the highest since January", "a seven-month high", "a record", "the first fall in five months",
    "the second-largest buyer". Each holds, fails, or cannot be told, and says why: which month speaks against
    it, or which is not known. What follows from other figures (≈) counts as known.

    \b
    Examples:
      rarewatch claims --reporter China --since 2025
      rarewatch claims --json | jq '.[] | select(.verdict == "fails") | [.url, .quote, .reason]'
    """
    from rarewatch import facts
    from rarewatch.store import STORED_CLAIM_KEYS

    chosen = chosen_format({Format.JSON: as_json, Format.CSV: as_csv})
    with Store.read(database_path(db)) as store:
        found = list(store.claims(query))
        rows = _whole_trades(store, found)
    tested = [one.as_dict() for one in facts.tested(found, facts.points(rows))]
    if not tested:
        typer.echo("rarewatch: No claim fits. Ask for less, or `rarewatch reparse` what is stored.", err=True)
    if chosen is None and sys.stdout.isatty():
        draw(report.ledger(report.CLAIM_LAYOUT, tested, console().width, report.claim_notes))
    else:
        keys = ("verdict", "reason", *STORED_CLAIM_KEYS)
        echo(report.ledger_lines(tested, keys, chosen or Format.TSV))


def compare(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file, or - for standard input.")],
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    schema: SchemaOption = False,
    db: DbOption = None,
) -> None:
    """Hold official figures against what the press said: how far off it was, and how many days earlier.

    The first line of the file names its columns, in any order: commodity, flow, reporter, partner, period,
    value, unit, and if you have it released, the day on which the figure was published. Names and codes are
    those of the filters; a unit is t, kg, kt or a currency. A row says:
    magnets,export,China,world,2025-06,3187.9,t,2025-07-20

    The press agrees where its number, as it is rounded, may stand for the official one. Where it gave none,
    what follows from its other figures (≈) is held against it.

    \b
    Examples:
      rarewatch compare customs.csv
      rarewatch compare customs.csv --json | jq '.[] | select(.state == "differs") | [.period, .percent]'
    """
    from rarewatch import facts

    chosen = chosen_format({Format.JSON: as_json, Format.CSV: as_csv})
    given = facts.references(_text_of(file))
    asked = [vars(one.series) for one in given]
    with Store.read(database_path(db)) as store:
        points = facts.points(_whole_trades(store, asked))
    rows = [one.as_dict() for one in facts.compared(given, points)]
    if not rows:
        typer.echo("rarewatch: No figure stands in the file beneath its first line.", err=True)
    if chosen is None and sys.stdout.isatty() and rows:
        draw([report.compared_table(rows, console().width)])
        typer.echo(textwrap.fill(report.compared_summary(rows), console().width))
    elif chosen or not sys.stdout.isatty():
        echo(report.ledger_lines(rows, facts.COMPARED_KEYS, chosen or Format.TSV))


def _text_of(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}). Name a CSV file.") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not in UTF-8. Save it as CSV UTF-8.") from None


def _whole_trades(store: Store, rows: Iterable[Row]) -> list[Row]:
    """All figures of the trades that some rows are of: also other periods and partners may bear on them."""
    trades = {Trade.of(row) for row in rows}
    return [row for trade in sorted(trades) for row in store.rows_of_trade(trade)]


def _coverage(query: Query, path: Path) -> "list[Coverage]":
    from rarewatch import facts

    since, until = query.since, query.until
    if query.period:
        since, until = query.period.start, query.period.end
    with Store.read(path) as store:
        rows = list(store.rows(replace(query, period=None, since=None, until=None)))
        asked = {facts.Series.of(row) for row in rows}
        whole = _whole_trades(store, rows)
    found = facts.gaps(facts.points(whole), now().date())
    inside = (one.between(since, until) for one in found if one.series in asked)
    return [one for one in inside if one]


def _draw_gaps(found: "list[Coverage]") -> None:
    width = console().width
    rows = [row for one in found for row in _gap_rows(one)]
    if rows:
        draw([report.gap_table(rows, width)])
    elif found:
        typer.echo("No month is missing.")
    releases = dict.fromkeys(report.release_line(one.as_dict()) for one in found if one.next)
    if releases:
        typer.echo("\nNext figures:")
        for line in sorted(releases):
            typer.echo(textwrap.fill(line, width, initial_indent="  ", subsequent_indent="    "))


def _gap_rows(one: "Coverage") -> Iterator[Row]:
    """A row for a table: months in a row are one."""
    for run in one.runs():
        first, last = run[0], run[-1]
        yield first.as_dict() | {
            "period": str(Period(first.month.start, last.month.end)),
            "count": len(run),
            "amount": first.derived.amount if first.derived else "",
            "known": first.within.row if first.within else None,
            "reported": len(one.reported),
            "months": one.months,
        }
