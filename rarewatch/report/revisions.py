"""Revisions as a table: the old value, the new one, and since when.

Rows have the keys of `facts.REVISION_KEYS`.
"""

from typing import Any

from rarewatch.model import Bound
from rarewatch.report import cells
from rarewatch.report.table import Column, Layout

Row = dict[str, Any]


def _kind(row: Row) -> str:
    against = f" on {cells.period(row, 'baseline')}" if row["baseline"] else ""
    return f"{cells.kind(row)}{against}"


REVISION_LAYOUT = Layout(
    (
        Column("Period", cells.period),
        Column("Commodity", cells.commodity, (lambda row: cells.commodity(row, short=True),), name=True),
        Column("Flow", lambda row: cells.plain(row["flow"])),
        Column("From→to", cells.route, (lambda row: cells.route(row, codes=True),)),
        Column("Kind", _kind),
        Column("Old", lambda row: _amount(row, "old_value"), right=True),
        Column("New", lambda row: _amount(row, "new_value"), right=True, style="bold"),
        Column("Since", lambda row: cells.plain(row["published"])),
        Column("Origins", lambda row: str(row["origins"]), right=True),
    ),
    ("+From→to", "+Commodity", "-Origins", "-Kind", "-Flow", "-Since"),
    "New",
)


def revision_note(row: Row) -> list[str]:
    """The sentence that gave the new value first, and who printed it."""
    return [f"{row['site'] or row['url']}: {row['sentence']}"]


def _amount(row: Row, key: str) -> str:
    return cells.amount(row | {"value": row[key], "bound": str(Bound.EXACT)})
