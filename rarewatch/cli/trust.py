"""What the press contradicts itself about: conflicts."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, SchemaOption, database_path
from rarewatch.store import Query, Store, Trade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rarewatch.facts import Dispute

Row = dict[str, Any]


def add_commands(app: typer.Typer) -> None:
    """Register conflicts."""
    app.command()(conflicts)


@filtered()
def conflicts(
    query: Query,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
    schema: SchemaOption = False,
    db: DbOption = None,
) -> None:
    """Show what the press contradicts itself about, worst first, sentences side by side.

    A number is disputed where another for the same fact, or arithmetic with others, contradicts it beyond
    rounding. Where origins or arithmetic say who is wrong, its mention is marked; --json names it `suspect`.

    \b
    Examples:
      rarewatch conflicts
      rarewatch conflicts --commodity magnets --since 2025
      rarewatch conflicts --json | jq '.[] | select(.likely_error == "unit") | .suspect'
    """
    from rarewatch import report

    with Store.read(database_path(db)) as store:
        found = disputes_of(store, query)[: query.limit]
    if as_json:
        typer.echo(report.to_json([dispute.as_dict() for dispute in found], indent=2))
    else:
        _print(found)


def disputes_of(store: Store, query: Query) -> "list[Dispute]":
    """Disputes of which a disputed figure fits, named with the help of what else is stored."""
    trades = store.disputed()
    asked = replace(query, limit=None)
    fitting: set[int] | None = None
    if trades and asked != Query():
        rows = list(store.rows(asked))
        fitting = {row["id"] for row in rows}
        met = {Trade.of(row) for row in rows}
        trades = [trade for trade in trades if trade in met]
    if not trades:
        return []
    from rarewatch import facts

    akin = dict.fromkeys(other for trade in trades for other in store.akin(trade))
    found = facts.disputes(row for trade in akin for row in store.rows_of_trade(trade))
    if fitting is None:
        return found
    return [dispute for dispute in found if any(row["id"] in fitting for row in dispute.sides)]


def _print(found: "Sequence[Dispute]") -> None:
    from rarewatch import report
    from rarewatch.cli.terminal import console, draw, echo

    if not found:
        typer.echo("rarewatch: No figure is disputed.", err=True)
        return
    rows = [dispute.as_dict() | {"says": [check.says for check in dispute.checks]} for dispute in found]
    if sys.stdout.isatty():
        draw(report.conflict_sheet(rows, console().width))
    else:
        echo(report.conflict_lines(rows))
