"""The command report: what was reported, as one page for a browser or a printer."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, database_path, now
from rarewatch.cli.terminal import save
from rarewatch.cli.trust import disputes_of
from rarewatch.errors import UsageError
from rarewatch.report.cells import commodity
from rarewatch.store import Query, Store
from rarewatch.vocabulary import place_name

if TYPE_CHECKING:
    from rarewatch.facts import Point
    from rarewatch.report import Chart

_SENTENCES = 12
"""Sentences of the summary: as many as are read in a minute."""


_LINES = 6
"""Partners in one chart: as many as are told apart at a glance."""
_LEAST = 3
"""Amounts in a chart: two are told faster by the table."""


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
      rarewatch report --commodity magnets -o - | gzip > magnets.html.gz
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
        made=now().date(),
        rows=rows,
        lines=list(facts.in_series(points).values()),
        sentences=summary(points, most=_SENTENCES),
        disputes=[one.as_dict() | {"says": [check.says for check in one.checks]} for one in disputes],
        further=[row for dispute in disputes for row in dispute.mentions if row["id"] not in known],
        asked=_asked(query),
        charts=_charts(points),
    )
    return report_page(report)


def _charts(points: "Iterable[Point]") -> "dict[str, list[Chart]]":
    """The charts of each trade: the total, then the largest partners."""
    from rarewatch.report.page_table import name_of

    trades: dict[str, list[Point]] = {}
    for point in points:
        trades.setdefault(name_of(point), []).append(point)
    drawn = {name: list(_charts_of(trade)) for name, trade in trades.items()}
    return {name: charts for name, charts in drawn.items() if charts}


def _charts_of(trade: "Sequence[Point]") -> "Iterator[Chart]":
    """Those of one trade, by months or whatever period most is told of."""
    from rarewatch import facts, report

    if not (counted := facts.frequencies(trade)):
        return
    by = max(counted, key=lambda frequency: counted[frequency])
    lines = [line.rows() for line in facts.lines(trade, facts.derived(trade), by)]
    for panel in report.panels([line for line in lines if line]):
        for part, _ in panel.apart(_LINES):
            drawn = tuple(report.chart_lines(part))
            if sum(len(line.known) for line in drawn) >= _LEAST:
                yield report.Chart(part.title, drawn, report.source_note(part))


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
