"""Which trades have figures that were not checked yet, and the verdicts of checking them.

A trade is commodity, flow, reporter and measure: figures of one trade may prove or contradict each other.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from sys import intern
from typing import Any, NamedTuple

from rarewatch.model import Verdict
from rarewatch.store.query import as_row, columns

Row = dict[str, Any]


_SHARED = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "period",
    "kind",
    "measure",
    "unit",
    "baseline",
    "bound",
    "site",
    "origin",
    "rule",
    "published",
)
_TEXTS = ("sentence", "title", "note")


class Trade(NamedTuple):
    """Whose figures are held against each other."""

    commodity: str
    flow: str
    reporter: str
    measure: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Trade":
        """The trade of a figure, or of anything else with these keys."""
        return cls(row["commodity"], row["flow"], row["reporter"], row["measure"])


def mark(db: sqlite3.Connection, article_id: int) -> None:
    """Have the trades checked that the figures of a version belong to."""
    db.execute(
        "INSERT OR IGNORE INTO unchecked SELECT DISTINCT commodity, flow, reporter, measure FROM figures "
        "WHERE article_id = ?",
        [article_id],
    )


def mark_rows(db: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Have the trades checked that figures belong to, given as rows of their table."""
    trades = {(row["commodity"], row["flow"], row["reporter"], row["measure"]) for row in rows}
    db.executemany("INSERT OR IGNORE INTO unchecked VALUES (?, ?, ?, ?)", sorted(trades))


def unchecked(db: sqlite3.Connection) -> list[Trade]:
    """The trades to check, in a stable order."""
    found = db.execute("SELECT commodity, flow, reporter, measure FROM unchecked ORDER BY 1, 2, 3, 4")
    return [Trade(*row) for row in found]


def mark_story(db: sqlite3.Connection, story: int) -> None:
    """Have the trades checked of all copies of a story: who tells it on his own has changed."""
    db.execute(
        "INSERT OR IGNORE INTO unchecked SELECT DISTINCT commodity, flow, reporter, measure FROM figures "
        "WHERE current = 1 AND article_id IN (SELECT id FROM articles WHERE story = ?)",
        [story],
    )


def disputed(db: sqlite3.Connection) -> list[Trade]:
    """The trades of which a figure is disputed, or was not checked since it changed."""
    found = db.execute(
        "SELECT commodity, flow, reporter, measure FROM figures WHERE current = 1 AND verdict = 'disputed' "
        "UNION SELECT commodity, flow, reporter, measure FROM unchecked ORDER BY 1, 2, 3, 4"
    )
    return [Trade(*row) for row in found]


def akin(db: sqlite3.Connection, trade: Trade) -> list[Trade]:
    """The trades in other commodities, of the same flow, reporter and measure; with the trade itself."""
    found = db.execute(
        "SELECT DISTINCT commodity FROM figures WHERE current = 1 AND flow = ? AND reporter = ? "
        "AND measure = ? ORDER BY 1",
        trade[1:],
    )
    return [trade._replace(commodity=commodity) for (commodity,) in found]


def rows_of(db: sqlite3.Connection, trade: Trade, *, brief: bool = False) -> list[Row]:
    """The figures of a trade, of the newest version of each page, the oldest period first.

    Those of a large trade are many, so strings that many rows share are kept once; `brief` leaves the texts
    out, which no check reads.
    """
    sql = (
        f"SELECT {columns()} WHERE figures.current = 1 AND figures.commodity = ? AND figures.flow = ? "
        "AND figures.reporter = ? AND figures.measure = ? ORDER BY figures.period_end, figures.id"
    )
    left_out: Row = dict.fromkeys(_TEXTS, "") if brief else {}
    return [_slim(as_row(found)) | left_out for found in db.execute(sql, trade)]


def _slim(row: Row) -> Row:
    for key in _SHARED:
        if row[key] is not None:
            row[key] = intern(row[key])
    return row


def save(db: sqlite3.Connection, trade: Trade, verdicts: Mapping[int, Verdict]) -> None:
    """Write down what checking a trade came to; it rests until one of its figures changes."""
    changed: Iterable[tuple[str, int, str]] = ((str(to), number, str(to)) for number, to in verdicts.items())
    db.executemany("UPDATE figures SET verdict = ? WHERE id = ? AND verdict IS NOT ?", changed)
    db.execute(
        "DELETE FROM unchecked WHERE commodity = ? AND flow = ? AND reporter = ? AND measure = ?", trade
    )
