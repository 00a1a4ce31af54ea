"""The command that draws what was reported of a trade over time: chart."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from rarewatch import report
from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption
from rarewatch.cli.selection import ByOption, Chosen, MeasureOption, PartnersOption, also, chosen_lines
from rarewatch.cli.terminal import console, draw, write_file
from rarewatch.errors import UsageError
from rarewatch.report import Chart
from rarewatch.store import Query

Row = dict[str, Any]

_MOST_PICTURES = 12
"""Charts in one file: more are a book."""


def add_commands(app: typer.Typer) -> None:
    """Register chart."""
    app.command()(chart)


@filtered(without=("partner", "kind", "period", "limit"))
def chart(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    query: Query,
    partner: PartnersOption = None,
    by: ByOption = None,
    measure: MeasureOption = None,
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=1, max=12, help="At most so many lines in a chart.")
    ] = 6,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write a picture or page: .svg, .png or .html."),
    ] = None,
    db: DbOption = None,
) -> None:
    """Draw what was reported of a trade over time: as bars here, or into a file.

    The total over all partners has a chart of its own; the partners share one, the largest first. What
    nobody reported is a gap, not nought; hollow bars and marks follow from other figures, such as the amount
    before a rise.

    \b
    Examples:
      rarewatch chart --commodity magnets --reporter CN --partner US
      rarewatch chart --commodity magnets --reporter CN --partner US --partner JP -o magnets.svg
      rarewatch chart --commodity magnets --reporter CN --since 2025 -o magnets.html
    """
    write = _writer(output)
    found = chosen_lines(query, partner, by, measure, db)
    charts = list(charts_of(found, top))
    if not charts:
        typer.echo(f"rarewatch: No series by {found.frequency} fits. {also(found)}".rstrip(), err=True)
        return
    if output:
        if len(charts) > _MOST_PICTURES:
            raise UsageError(f"That makes {len(charts)} charts. {_choices(charts)}")
        write_file(output, write(charts))
    else:
        _draw(charts)


def charts_of(found: Chosen, top: int = 6) -> Iterator[Chart]:
    """The charts that lines make: of each trade the total by itself, then its partners, at most so many."""
    for whole in report.panels(found.lines):
        for panel, left_out in whole.apart(top):
            if panel.has_amounts:
                smaller = f"Smaller ones left out: {', '.join(left_out)}." if left_out else ""
                note = " ".join(filter(None, (smaller, report.source_note(panel))))
                yield Chart(panel.title, tuple(report.chart_lines(panel)), note)


def _draw(charts: list[Chart]) -> None:
    from rich.text import Text

    width = console().width
    for place, one in enumerate(charts):
        draw([*([Text("")] if place else []), *report.chart_text(one.lines, one.title, one.note, width)])


def _choices(charts: list[Chart]) -> str:
    """How to ask for fewer charts."""
    titles = "; ".join(one.title for one in charts[:3])
    return f"Choose by --commodity, --flow or --reporter, such as: {titles}."


def _writer(output: Path | None) -> Any:
    """What makes a file of the charts, by its ending."""
    writers = {
        ".svg": lambda charts: report.stacked([one.svg() for one in charts]).encode(),
        ".png": lambda charts: report.png(report.stacked([one.svg() for one in charts])),
        ".html": lambda charts: "".join(f"{line}\n" for line in report.chart_page(charts)).encode(),
    }
    ending = output.suffix.lower() if output else ".svg"
    if ending not in writers:
        raise UsageError(f"{output}: the file's ending says what it becomes: .svg, .png or .html.")
    return writers[ending]
