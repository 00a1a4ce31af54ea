"""How far each consumer of the news has read, and what it was told by a threshold."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

Row = dict[str, Any]

NEWS = """
-- In which order versions of articles came in, and when; a later reading of one does not count.
CREATE TABLE arrivals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE,
    at TEXT NOT NULL -- ISO 8601 in UTC
) STRICT;

CREATE INDEX arrivals_at ON arrivals (at);

INSERT INTO arrivals (article_id, at)
SELECT id, strftime('%Y-%m-%dT%H:%M:%S+00:00', coalesce(fetched, 'now')) FROM articles ORDER BY id;

CREATE TRIGGER articles_arrived AFTER INSERT ON articles BEGIN
    INSERT OR REPLACE INTO arrivals (article_id, at)
    VALUES (new.id, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'));
END;

-- Up to which arrival each consumer of the news was told.
CREATE TABLE marks (
    name TEXT PRIMARY KEY,
    arrival INTEGER NOT NULL,
    at TEXT NOT NULL -- ISO 8601 in UTC
) STRICT, WITHOUT ROWID;

-- What each consumer was told since it went over a threshold; it is not told so again.
CREATE TABLE fired (
    mark TEXT NOT NULL,
    threshold TEXT NOT NULL,
    fact TEXT NOT NULL, -- JSON array of the keys that mentions of one fact have in common
    value REAL NOT NULL,
    bound TEXT NOT NULL,
    quote TEXT NOT NULL, -- the words that stated the number
    at TEXT NOT NULL, -- ISO 8601 in UTC
    PRIMARY KEY (mark, threshold, fact, value, bound)
) STRICT, WITHOUT ROWID;
"""

_SAME = (
    "figures.partner IS :partner AND figures.period_end IS :period_end AND figures.commodity = :commodity "
    "AND figures.flow = :flow AND figures.reporter = :reporter AND figures.kind = :kind "
    "AND figures.measure = :measure AND figures.unit IS :unit AND figures.period IS :period "
    "AND figures.baseline IS :baseline"
)
_ELSEWHERE = (
    f"SELECT value, unit, bound, quote FROM figures JOIN arrivals USING (article_id) "  # noqa: S608
    f"WHERE figures.current = 1 AND arrivals.id <= :after AND {_SAME}"
)
_IN_EARLIER_VERSIONS = (
    "SELECT figures.value, figures.unit, figures.bound, figures.quote FROM figures AS told "  # noqa: S608
    "JOIN articles AS version ON version.id = told.article_id "
    "JOIN articles AS older ON older.page_id = version.page_id "
    "JOIN arrivals ON arrivals.article_id = older.id JOIN figures ON figures.article_id = older.id "
    f"WHERE told.id = :id AND arrivals.id <= :after AND {_SAME}"
)


class Fired(NamedTuple):
    """A fact that was told by a threshold, by the keys of the fact and the number that was told."""

    threshold: str
    fact: str
    value: float
    bound: str
    quote: str


def last_arrival(db: sqlite3.Connection) -> int:
    """The number of the version that came in last; 0 where none has."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM arrivals").fetchone()[0])


def last_before(db: sqlite3.Connection, at: str) -> int:
    """The same of those that had come in before a moment."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM arrivals WHERE at < ?", [at]).fetchone()[0])


def mark(db: sqlite3.Connection, name: str) -> int:
    """Up to which arrival a consumer was told; 0 for one that has never asked."""
    found = db.execute("SELECT arrival FROM marks WHERE name = ?", [name]).fetchone()
    return int(found[0]) if found else 0


def earlier(db: sqlite3.Connection, row: Row, period_end: str | None, after: int) -> list[Row]:
    """Numbers that were told of the same thing up to an arrival: by other pages as they are now, and by
    earlier versions of this one's page."""
    values = row | {"period_end": period_end, "after": after}
    values.pop("assumed")
    found = [*db.execute(_ELSEWHERE, values), *db.execute(_IN_EARLIER_VERSIONS, values)]
    return [dict(zip(("value", "unit", "bound", "quote"), told, strict=True)) for told in found]


def fired(db: sqlite3.Connection, name: str) -> list[Fired]:
    """What a consumer was told by thresholds."""
    sql = "SELECT threshold, fact, value, bound, quote FROM fired WHERE mark = ?"
    return [Fired(*found) for found in db.execute(sql, [name])]


def save(
    db: sqlite3.Connection, name: str, arrival: int | None, told: Iterable[Sequence[Any]], at: str
) -> None:
    """Write down what a consumer was told; an arrival of None moves no mark."""
    if arrival is not None:
        db.execute("INSERT OR REPLACE INTO marks VALUES (?, ?, ?)", [name, arrival, at])
    rows = ((name, *one, at) for one in told)
    db.executemany("INSERT OR IGNORE INTO fired VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
