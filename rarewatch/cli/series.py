"""The command that shows what was reported of a trade as a table over time: series."""

import sys
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from rarewatch import report
from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, SchemaOption
from rarewatch.cli.selection import ByOption, Chosen, MeasureOption, PartnersOption, also, chosen_lines
from rarewatch.cli.terminal import chosen_format, console, draw, echo, write_file
from rarewatch.report import Format
from rarewatch.store import Query

Row = dict[str, Any]


def add_commands(app: typer.Typer) -> None:
    """Register series."""
    app.command()(series)


@filtered(without=("partner", "kind", "period", "limit"))
def series(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    query: Query,
    partner: PartnersOption = None,
    by: ByOption = None,
    measure: MeasureOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")] = False,
    parquet: Annotated[
        Path | None, typer.Option("--parquet", metavar="FILE", help="Write a Parquet file; needs pyarrow.")
    ] = None,
    schema: SchemaOption = False,
    db: DbOption = None,
) -> None:
    """Show what was reported of a trade as a table over time, the oldest period first.

    One series: amount, growth, outlets and verdict of each period. Several partners: a column each, the
    largest first. Gaps are shown as gaps (\u2013); in brackets stands what nobody reported and what follows
    from other figures, such as the amount before a rise. On a pipe: tab-separated lines, one a period.

    \b
    Examples:
      rarewatch series --commodity magnets --reporter CN --partner US
      rarewatch series --commodity magnets --reporter CN --partner US --partner JP --since 2025
      rarewatch series --commodity "rare earths" --flow production --by year
      rarewatch series --commodity magnets --reporter CN --parquet magnets.parquet
    """
    chosen = chosen_format({Format.JSON: as_json, Format.CSV: as_csv})
    found = chosen_lines(query, partner, by, measure, db)
    if not found.lines:
        typer.echo(f"rarewatch: No series by {found.frequency} fits. {also(found)}".rstrip(), err=True)
    rows = list(chain.from_iterable(found.lines))
    if parquet:
        write_file(parquet, report.series_parquet(rows))
    elif chosen is None and sys.stdout.isatty():
        _draw(found)
    else:
        echo(report.series_lines(chosen or Format.TSV, rows))


def _draw(found: Chosen) -> None:
    from rich.text import Text

    for place, panel in enumerate(report.panels(found.lines)):
        draw([*([Text("")] if place else []), *report.series_table(panel, console().width)])
    if found.lines and found.also:
        typer.echo(f"\n{also(found)}")
