"""Past runs: when, how long, what became of the pages, and what failed."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rarewatch.store.lock import Holder

Row = dict[str, Any]
_KEYS = ("id", "command", "pid", "host", "started", "noted", "ended", "counts", "error")


def begin(db: sqlite3.Connection, holder: Holder) -> int:
    """Write down that a run has started."""
    sql = "INSERT INTO runs (command, pid, host, started, noted) VALUES (?, ?, ?, ?, ?)"
    values = [holder.command, holder.pid, holder.host, holder.since, holder.since]
    return db.execute(sql, values).lastrowid or 0


def note(
    db: sqlite3.Connection, run: int, at: str, counts: Mapping[str, Any], failures: Sequence[tuple[str, str]]
) -> None:
    """Write down how far a run has come; `failures` are the new ones, as URL and reason."""
    db.execute("UPDATE runs SET noted = ?, counts = ? WHERE id = ?", [at, json.dumps(counts), run])
    db.executemany("INSERT INTO run_failures VALUES (?, ?, ?)", [(run, *failure) for failure in failures])


def end(db: sqlite3.Connection, run: int, at: str, error: str) -> None:
    """Write down that a run has ended, and what ended it early."""
    db.execute("UPDATE runs SET ended = ?, error = ? WHERE id = ?", [at, error, run])


def listed(db: sqlite3.Connection, limit: int | None) -> Iterator[Row]:
    """The runs with their failures, the latest first."""
    sql = f"SELECT {', '.join(_KEYS)} FROM runs ORDER BY id DESC LIMIT ?"  # noqa: S608
    for found in db.execute(sql, [-1 if limit is None else limit]).fetchall():
        row = dict(zip(_KEYS, found, strict=True))
        failed = db.execute(
            "SELECT url, reason FROM run_failures WHERE run_id = ? ORDER BY rowid", [row["id"]]
        )
        failures = [{"url": url, "reason": reason} for url, reason in failed]
        yield row | {"counts": json.loads(row["counts"]), "failures": failures}
