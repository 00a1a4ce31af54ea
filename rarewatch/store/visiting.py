"""What is remembered of addresses and servers between runs, in the tables `visits` and `hosts`."""

import sqlite3
from dataclasses import fields
from datetime import datetime
from typing import Any

from rarewatch.model import Host, Visit

_MOMENTS = ("at", "due", "robots_until")


def visit(db: sqlite3.Connection, url: str) -> Visit | None:
    """What the last visit of an address left."""
    row = _row(db, "visits", Visit, "url", url)
    return Visit(**row) if row else None


def host(db: sqlite3.Connection, origin: str) -> Host | None:
    """What is known of a server."""
    row = _row(db, "hosts", Host, "origin", origin)
    return Host(**row | {"robots_open": bool(row["robots_open"])}) if row else None


def save(db: sqlite3.Connection, noted: Visit | Host) -> None:
    """Put a note in the place of the one before; call it inside a transaction."""
    table = "visits" if isinstance(noted, Visit) else "hosts"
    row = {name: _plain(value) for name, value in vars(noted).items()}
    slots = ", ".join("?" * len(row))
    sql = f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({slots})"  # noqa: S608
    db.execute(sql, list(row.values()))


def _row(db: sqlite3.Connection, table: str, kind: type[Any], key: str, value: str) -> dict[str, Any]:
    names = [field.name for field in fields(kind)]
    sql = f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ?"  # noqa: S608
    found: tuple[Any, ...] | None = db.execute(sql, [value]).fetchone()
    if found is None:
        return {}
    row = dict(zip(names, found, strict=True))
    return row | {name: datetime.fromisoformat(row[name]) for name in _MOMENTS if row.get(name)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
