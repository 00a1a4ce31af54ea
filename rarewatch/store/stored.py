"""Stored pages with what was read from them, for a reading by later rules."""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rarewatch.errors import ReadError
from rarewatch.model import Page
from rarewatch.store.query import Row, as_row, columns

_AT_ONCE = 50
"""Pages that are looked up in one statement: no cursor stays open while they are written to."""


@dataclass(frozen=True)
class Kept:
    """The newest version of a page as it is stored."""

    article_id: int
    url: str
    title: str
    given: date | None
    """The day of publication that a listing or the user gave."""
    reading: str
    """The hash of what was read from it."""


def kept(db: sqlite3.Connection, since: str | None) -> Iterator[Kept]:
    """The newest version of every page that has its raw form still, in the order of storing."""
    sql = (
        "SELECT articles.id, articles.url, title, given, reading FROM articles "
        "JOIN contents ON contents.article_id = articles.id WHERE articles.id > :after AND current = 1 "
        "AND (:since IS NULL OR coalesce(fetched, published) >= :since) ORDER BY articles.id LIMIT :most"
    )
    after = 0
    while found := db.execute(sql, {"after": after, "since": since, "most": _AT_ONCE}).fetchall():
        for article_id, url, title, given, reading in found:
            day = date.fromisoformat(given) if given else None
            yield Kept(article_id, url, title, day, reading)
        after = found[-1][0]


def pruned(db: sqlite3.Connection, since: str | None) -> int:
    """How many pages have no raw form left."""
    sql = (
        "SELECT count(*) FROM articles WHERE current = 1 AND id NOT IN (SELECT article_id FROM contents) "
        "AND (:since IS NULL OR coalesce(fetched, published) >= :since)"
    )
    return int(db.execute(sql, {"since": since}).fetchone()[0])


def page_of(db: sqlite3.Connection, article_id: int) -> Page:
    """The page as it was received; ReadError where its bytes are damaged."""
    sql = (
        "SELECT contents.url, body, content_type, status, fetched, headers FROM articles "
        "JOIN contents ON contents.article_id = articles.id WHERE articles.id = ?"
    )
    url, body, content_type, status, fetched, headers = db.execute(sql, [article_id]).fetchone()
    at = datetime.fromisoformat(fetched) if fetched else None
    try:
        return Page(url, zlib.decompress(body), content_type, status, at, json.loads(headers))
    except (zlib.error, ValueError) as error:
        raise ReadError(f"the stored page is damaged ({error})") from error


def rows_of(db: sqlite3.Connection, article_id: int) -> list[Row]:
    """The figures of one version, in the order of the text."""
    sql = f"SELECT {columns()} WHERE articles.id = ? ORDER BY in_title DESC, position, figures.id"
    return [as_row(found) for found in db.execute(sql, [article_id])]
