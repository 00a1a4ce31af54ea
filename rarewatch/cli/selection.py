"""Which series are meant: what `series` and `chart` ask the store for, as lines through time."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from rarewatch.cli.completing import offer_places
from rarewatch.cli.options import database_path
from rarewatch.model import Frequency, Measure
from rarewatch.store import Query, Store
from rarewatch.vocabulary import country_code

Row = dict[str, Any]

PartnersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--partner",
        metavar="PLACE",
        help="The other end; several may be given, and `world`.",
        autocompletion=offer_places,
    ),
]
ByOption = Annotated[
    Frequency | None,
    typer.Option(
        "--by", help="How long the periods are; months, where there are any. `ytd` is from January on."
    ),
]
MeasureOption = Annotated[Measure | None, typer.Option(help="Weight or money; weight, where there is any.")]


@dataclass(frozen=True)
class Chosen:
    """The lines that were asked for, and what else there is of them."""

    frequency: Frequency
    lines: list[list[Row]]
    """Each with the keys of `model.SERIES_KEYS`; those without an entry left out."""
    also: dict[Frequency, int]
    """How many points have another frequency."""


def chosen_lines(
    query: Query,
    partners: Sequence[str] | None,
    by: Frequency | None,
    measure: Measure | None,
    db: Path | None,
) -> Chosen:
    """Read the figures, and make lines of them.

    What follows from other figures may follow from those of other partners and earlier periods: those are
    read too, and left out again at the end.
    """
    wanted = frozenset(country_code(partner) for partner in partners or ())
    with Store.read(database_path(db)) as store:
        rows = list(store.rows(replace(query, since=None, until=None)))
    return lines_of(rows, query, wanted, by, measure)


def lines_of(
    rows: Iterable[Row],
    query: Query,
    wanted: Set[str] = frozenset(),
    by: Frequency | None = None,
    measure: Measure | None = None,
) -> Chosen:
    """The lines that figures make, of the partners that are wanted (none: all), between the query's days."""
    from rarewatch import facts

    points = facts.measured(facts.points(rows), measure)
    asked = [point for point in points if not wanted or point.series.partner in wanted]
    counted = facts.frequencies(asked)
    frequency = by or next(iter(counted), Frequency.MONTH)
    lines = [
        line.within(query.since, query.until).rows()
        for line in facts.lines(points, facts.derived(points), frequency)
        if not wanted or line.series.partner in wanted
    ]
    others = {other: count for other, count in counted.items() if other is not frequency}
    return Chosen(frequency, [line for line in lines if line], others)


def also(found: Chosen) -> str:
    """What else there is, and how to ask for it."""
    counted = (f"{count} by {frequency} (--by {frequency})" for frequency, count in found.also.items())
    return f"There is more: {', '.join(counted)}." if found.also else ""
