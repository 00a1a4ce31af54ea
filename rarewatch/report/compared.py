"""Official figures beside what the press said, as a table.

Rows have the keys of `facts.COMPARED_KEYS`.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from rarewatch.model import Kind
from rarewatch.report import cells
from rarewatch.report.table import Column, Layout, table

if TYPE_CHECKING:
    from rich.table import Table

Row = dict[str, Any]

_STYLES = {"agrees": "green", "differs": "bold red", "not reported": "dim"}


def compared_table(rows: Sequence[Row], width: int) -> "Table":
    """A Rich table of official figures, no wider than `width` characters."""
    return table(_LAYOUT, rows, width)


def compared_summary(rows: Sequence[Row]) -> str:
    """How many agree, and how much earlier the press had them.

    >>> rows = [{"state": "agrees", "days_earlier": 3}, {"state": "not reported", "days_earlier": None}]
    >>> compared_summary(rows)
    '2 figures: 1 agrees, 0 differ, 1 not reported. The press had 1 before its release, by 3 days (median).'
    """
    counts = Counter(row["state"] for row in rows)
    early = [row["days_earlier"] for row in rows if (row["days_earlier"] or 0) > 0]
    agree = f"{counts['agrees']} agree{'s' if counts['agrees'] == 1 else ''}"
    differ = f"{counts['differs']} differ{'s' if counts['differs'] == 1 else ''}"
    figures = f"{len(rows)} figure{'' if len(rows) == 1 else 's'}"
    told = f"{figures}: {agree}, {differ}, {counts['not reported']} not reported."
    if not early:
        return told
    return f"{told} The press had {len(early)} before its release, by {_days(median(early))} (median)."


def _days(number: float) -> str:
    return f"{number:g} day{'' if number == 1 else 's'}"


def _amount(row: Row, key: str) -> str:
    value = row[key]
    if value is None:
        return "–"
    told = {"kind": Kind.LEVEL, "value": value, "unit": row["unit"], "bound": "="}
    return ("≈ " if key == "press" and row["proof"] else "") + cells.amount(told)


def _difference(row: Row) -> str:
    value = row["difference"]
    if value is None:
        return ""
    return f"{'+' if value > 0 else ''}{cells.number(round(value, 3))}"


def _percent(row: Row) -> str:
    return "" if row["percent"] is None else f"{row['percent']:+.2f} %"


def _earlier(row: Row) -> str:
    return "" if row["days_earlier"] is None else f"{row['days_earlier']} d"


def _state(row: Row) -> str:
    return str(row["state"])


def _style(row: Row) -> str:
    return _STYLES[row["state"]]


_LAYOUT = Layout(
    (
        Column("Period", cells.period),
        Column("Commodity", cells.commodity, (lambda row: cells.commodity(row, short=True),), name=True),
        Column("Flow", lambda row: cells.plain(row["flow"])),
        Column("From→to", cells.route, (lambda row: cells.route(row, codes=True),)),
        Column("Official", lambda row: _amount(row, "official"), right=True),
        Column("Press", lambda row: _amount(row, "press"), right=True, style="bold"),
        Column("Difference", _difference, right=True),
        Column("%", _percent, right=True),
        Column("Earlier", _earlier, right=True),
        Column("Verdict", _state, style_of=_style),
    ),
    ("+From→to", "+Commodity", "-Flow", "-Difference", "-Verdict", "-Earlier", "-Commodity", "-Official"),
    "Press",
)
