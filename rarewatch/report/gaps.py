"""The months that lack in series, as a table, and when the next figures come.

Rows have the keys of `facts.GAP_KEYS`; `period` is a span where months in a row are one line. Besides,
`count` says how many those are, `amount` what theirs must be, `known` is the row of the longer span that they
are part of, and `reported` and `months` count those of their series.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rarewatch.model import WORLD, Measure
from rarewatch.report import cells
from rarewatch.report.table import Column, Layout, table
from rarewatch.vocabulary import place_name

if TYPE_CHECKING:
    from rich.table import Table

Row = dict[str, Any]

NARROWING = (
    "+From→to",
    "+Commodity",
    "-Reported",
    "-Of",
    "-Months",
    "+What_is_known",
    "-Flow",
    "+What_is_known",
)
"""What gives way to a narrow terminal, in this order."""


def gap_table(rows: Sequence[Row], width: int) -> "Table":
    """A Rich table of the gaps, no wider than `width` characters."""
    return table(_LAYOUT, rows, width)


def release_line(row: Row) -> str:
    """When the figures of a series come next; `row` has its keys and `next_release`.

    >>> release = {"period": "2025-01/2025-02", "first": "2025-03-07", "last": "2025-03-14"}
    >>> release_line({"reporter": "CN", "partner": "001", "next_release": release})
    'China, totals: 2025-01/02 about 7 to 14 March 2025'
    """
    release, whose = row["next_release"], cells.plain(place_name(row["reporter"]))
    what = "totals" if row["partner"] in {None, WORLD} else "by country"
    return f"{whose}, {what}: {cells.period(release)} about {_days(release['first'], release['last'])}"


def _days(first: str, last: str) -> str:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    days = f"{begin.day} to {end.day}" if begin != end else f"{end.day}"
    return f"{days} {end:%B %Y}"


def _known(row: Row) -> str:
    """The amount that follows, the span that it is in, or that nothing is known."""
    if row["state"] == "derived":
        return f"≈ {row['amount']}"
    if row["known"]:
        return f"in the {cells.amount(row['known'])} of {cells.period(row['known'])}"
    return "nothing"


def _known_shortly(row: Row) -> str:
    return f"in {cells.period(row['known'])}" if row["known"] else _known(row)


def _known_in_a_word(row: Row) -> str:
    if row["state"] == "derived":
        return f"≈ {cells.number(round(row['value']))} {cells.plain(row['unit'])}"
    return "in a span" if row["known"] else "–"


def _of(row: Row) -> str:
    return "value" if row["measure"] == Measure.VALUE else ""


_LAYOUT = Layout(
    (
        Column("Commodity", cells.commodity, (lambda row: cells.commodity(row, short=True),), name=True),
        Column("Flow", lambda row: cells.plain(row["flow"])),
        Column("From→to", cells.route, (lambda row: cells.route(row, codes=True),)),
        Column("Of", _of),
        Column("Reported", lambda row: f"{row['reported']} of {row['months']}", right=True),
        Column("Missing", cells.period),
        Column("Months", lambda row: str(row["count"]), right=True),
        Column("What is known", _known, (_known_shortly, _known_in_a_word), "Known", style="bold"),
    ),
    NARROWING,
    "Missing",
)
