"""The full text of new articles, put into the index for many at a time."""

import sqlite3
from collections.abc import Mapping

BY_HAND = """
-- What is added, the program adds at the end of a transaction: see store/fulltext.py.
DROP TRIGGER articles_fts_insert;
"""


class FullText:
    """Articles that are stored and wait for the end of the transaction to be indexed.

    FTS5 gathers words in memory and writes them down at the end of a transaction, but also before most
    statements that follow on one of its own: as many small pieces, which cost more than all else of an
    article.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._waiting: list[tuple[int, str, str]] = []

    def add(self, article_id: int, row: Mapping[str, str]) -> None:
        """A new version with its `title` and `text`."""
        self._waiting.append((article_id, row["title"], row["text"]))

    def write(self) -> None:
        """Index what waits; before any of it is changed, too, as a trigger then takes the old words out."""
        sql = "INSERT INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)"
        self._db.executemany(sql, self._waiting)
        self._waiting.clear()
