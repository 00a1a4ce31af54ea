"""The door: one open database."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from rarewatch.model import ROW_KEYS, Article, Figure, Page
from rarewatch.store import saving
from rarewatch.store.connection import connect_to_read, connect_to_write, told
from rarewatch.store.query import Query, to_sql
from rarewatch.store.saving import Saved


class Store:
    """An open database; a context manager that closes it. Every method raises StoreError and no other."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self.path = path

    @classmethod
    def open(cls, path: Path, *, busy_seconds: float = 30.0) -> "Store":
        """For writing: the file is made where missing, and an older schema brought up to date."""
        return cls(connect_to_write(path, busy_seconds), path)

    @classmethod
    def read(cls, path: Path, *, busy_seconds: float = 30.0) -> "Store":
        """For reading only; StoreError where there is no database yet."""
        return cls(connect_to_read(path, busy_seconds), path)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def hash_of(self, url: str) -> str | None:
        """SHA-256 of the bytes last stored for an address, asked for or canonical; None where unknown."""
        sql = (
            "SELECT articles.hash FROM addresses JOIN articles USING (page_id) "
            "WHERE addresses.url = ? AND articles.current = 1"
        )
        with told(self.path):
            found = self._db.execute(sql, [url]).fetchone()
        return str(found[0]) if found else None

    def save(self, page: Page, article: Article, figures: Sequence[Figure], source: str = "") -> Saved:
        """Store a page with all that was read from it, or nothing; saving the same again changes nothing."""
        with self._transaction():
            return saving.save(self._db, page, article, figures, source)

    def save_failure(self, url: str, reason: str, when: datetime) -> None:
        """Remember that a page could not be had or read; a later success forgets it."""
        at = when.isoformat()
        sql = (
            "INSERT INTO failures (url, reason, first_failed, last_failed) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (url) DO UPDATE SET reason = excluded.reason, last_failed = excluded.last_failed, "
            "times = times + 1"
        )
        with self._transaction():
            self._db.execute(sql, [url, reason, at, at])

    def is_off_topic(self, url: str) -> bool:
        """Whether a page was read before and names no commodity."""
        with told(self.path):
            found = self._db.execute("SELECT 1 FROM passed_over WHERE url = ?", [url]).fetchone()
        return found is not None

    def save_off_topic(self, page: Page, title: str, source: str, when: datetime) -> None:
        """Remember that a page names no commodity: its address and the hash of its bytes, not the page."""
        row = [page.url, title, "off-topic", saving.content_hash(page.content), source, when.isoformat()]
        with self._transaction():
            self._db.execute("DELETE FROM failures WHERE url = ?", [page.url])
            self._db.execute("INSERT OR REPLACE INTO passed_over VALUES (?, ?, ?, ?, ?, ?)", row)

    def rows(self, query: Query | None = None) -> Iterator[dict[str, Any]]:
        """Figures as dicts with the keys of ROW_KEYS, of the newest version of each page."""
        sql, values = to_sql(query or Query())
        assumed = ROW_KEYS.index("assumed")
        with told(self.path):
            for found in self._db.execute(sql, values):
                row = dict(zip(ROW_KEYS, found, strict=True))
                row["assumed"] = json.loads(found[assumed])
                yield row

    def pages(self) -> Iterator[Page]:
        """The newest version of every page as received, to be read again by later rules; oldest first."""
        sql = (
            "SELECT contents.url, body, content_type, status, fetched, headers FROM articles "
            "JOIN contents ON contents.article_id = articles.id "
            "WHERE articles.current = 1 ORDER BY articles.id"
        )
        with told(self.path):
            for url, body, content_type, status, fetched, headers in self._db.execute(sql):
                at = datetime.fromisoformat(fetched) if fetched else None
                yield Page(url, zlib.decompress(body), content_type, status, at, json.loads(headers))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
