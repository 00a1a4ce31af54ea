"""Raw pages that are too old to be kept; what was read from them stays."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

_OLD = "SELECT id FROM articles WHERE coalesce(fetched, published) < ?"
"""Versions by when they were had; a saved page, which was never fetched, is as old as its article."""
_PATIENCE = 2000
"""Milliseconds to wait for readers; where one goes on, the file shrinks when the next run has ended."""


@dataclass(frozen=True)
class Pruned:
    """What pruning took away, or would."""

    pages: int
    """Versions of pages whose raw form goes."""
    size: int
    """Bytes that they take, compressed."""
    before: int
    """Bytes of the database's files before."""
    after: int
    """And after; the same as before in a dry run."""
    held: bool = False
    """Whether a reader kept the file from shrinking yet."""


def found(db: sqlite3.Connection, path: Path, until: str) -> Pruned:
    """What pruning would take away: pages that were had before `until` (ISO 8601 in UTC)."""
    sql = f"SELECT count(*), coalesce(sum(length(body)), 0) FROM contents WHERE article_id IN ({_OLD})"  # noqa: S608
    pages, size = db.execute(sql, [until]).fetchone()
    before = size_of(path)
    return Pruned(pages, size, before, before)


def drop(db: sqlite3.Connection, until: str) -> None:
    """Delete the raw pages; call it inside a transaction."""
    db.execute(f"DELETE FROM contents WHERE article_id IN ({_OLD})", [until])  # noqa: S608


def shrink(db: sqlite3.Connection) -> bool:
    """Give the room that is free in the file back to the disk; whether that went through."""
    db.execute("VACUUM")
    db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    busy, _, _ = db.execute("PRAGMA wal_checkpoint (TRUNCATE)").fetchone()
    return not busy


def size_of(path: Path) -> int:
    """Of the file and its log."""
    files = (path, path.with_name(path.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
