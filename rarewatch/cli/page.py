"""The command report: what was reported, as one page for a browser or a printer."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, database_path, now
from rarewatch.cli.terminal import save
from rarewatch.cli.trust import disputes_of
from rarewatch.errors import UsageError
from rarewatch.report.cells import commodity
from rarewatch.store import Query, Store
from rarewatch.vocabulary import place_name

_SENTENCES = 12
"""Sentences of the summary: as many as are read in a minute."""


def add_commands(app: typer.Typer) -> None:
    """Register report."""
    app.command("report")(write)


@filtered()
def write(
    query: Query,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write; - is standard output."),
    ] = None,
    db: DbOption = None,
) -> None:
    """Write a report as one HTML page: tables, charts, disputes, and every source with its sentences.

    The page is one file. It loads nothing, runs no script, is light or dark as you like it, and prints.

    \b
    Examples:
      rarewatch report -o report.html
      rarewatch report --country US --since 2025 -o us.html
      rarewatch report --commodity magnets -o - | wkhtmltopdf - magnets.pdf
    """
    if output is None and sys.stdout.isatty():
        raise UsageError("Say where to write the page: -o report.html, or -o - for standard output.")
    save(_page(query, database_path(db)), output)


def _page(query: Query, path: Path) -> Iterator[str]:
    from rarewatch import facts
    from rarewatch.report.page import Report, report_page
    from rarewatch.report.summary import summary

    with Store.read(path) as store:
        rows = list(store.rows(query))
        disputes = disputes_of(store, query)
    points = facts.points(rows)
    known = {row["id"] for row in rows}
    report = Report(
        now().date(),
        rows,
        list(facts.in_series(points).values()),
        summary(points, most=_SENTENCES),
        [dispute.as_dict() | {"says": [check.says for check in dispute.checks]} for dispute in disputes],
        [row for dispute in disputes for row in dispute.mentions if row["id"] not in known],
        _asked(query),
    )
    return report_page(report)


def _asked(query: Query) -> list[str]:
    """The filters as phrases."""
    named = {
        "about": query.country and place_name(query.country),
        "reporter": query.reporter and place_name(query.reporter),
        "partner": query.partner and place_name(query.partner),
        "commodity": query.commodity and commodity({"commodity": query.commodity}),
        "flow": query.flow,
        "kind": query.kind,
        "period": query.period,
        "since": query.since,
        "until": query.until,
        "site": query.site,
        "at most": query.limit and f"{query.limit} figures",
    }
    return [f"{name} {value}" for name, value in named.items() if value]
