"""One page, its article and its figures into the tables."""

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from rarewatch import vocabulary
from rarewatch.model import Article, Claim, Figure, Page
from rarewatch.store import checking, claimed, stories

Row = dict[str, Any]

_PACKED = 1
"""How hard zlib tries: a fifth of the usual time for a fifth more bytes, and old pages are pruned."""


class Saved(StrEnum):
    """What saving a page came to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def content_hash(content: bytes) -> str:
    """SHA-256 of the bytes received, in hexadecimal."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Reading:
    """What was read from a page."""

    article: Article
    figures: Sequence[Figure]
    given: date | None = None
    """The day of publication that a listing or the user gave."""
    claims: Sequence[Claim] = ()
    """What it says of the order of its figures, each of a series that one of them has."""


def save(db: sqlite3.Connection, page: Page, reading: Reading, source: str) -> Saved:
    """Store a page; call it inside a transaction.

    Where the words that count are the same as before, nothing changes, though the bytes around them may.
    Where the same bytes are read otherwise than before (by newer rules), the new reading takes the place
    of the old; where the page itself changed, the old version stays beside the new one.
    """
    article, given = reading.article, reading.given
    rows = _Rows.of(reading)
    row = _article_row(page, article) | {"given": given.isoformat() if given else None}
    row |= {"hash": content_hash(page.content), "reading": rows.hash(article)}
    db.execute("DELETE FROM failures WHERE url = ?", [page.url])
    page_id = _find_page(db, page, article)
    saved = Saved.NEW if page_id is None else Saved.CHANGED
    if page_id is None:
        page_id = _insert(db, "pages", {"url": page.url, "source": source})
    _add_addresses(db, page_id, page, article)
    known = _current(db, page_id)
    if known and known["reading"] == row["reading"]:
        return Saved.UNCHANGED
    _insert_names(db, (*rows.figures, *rows.claims))
    if known and known["hash"] == row["hash"]:
        _replace_reading(db, known["id"], row, rows)
    else:
        if known:
            checking.mark(db, known["id"])
        _insert_version(db, page_id, page, row, rows)
    return saved


def read_again(db: sqlite3.Connection, article_id: int, page: Page, reading: Reading) -> None:
    """Put a new reading of a stored version in the place of the old one."""
    rows = _Rows.of(reading)
    row = _article_row(page, reading.article) | {"reading": rows.hash(reading.article)}
    _insert_names(db, (*rows.figures, *rows.claims))
    _replace_reading(db, article_id, row, rows)


def reading_hash(reading: Reading) -> str:
    """SHA-256 of a reading: the same for the same words, figures and claims."""
    return _Rows.of(reading).hash(reading.article)


@dataclass(frozen=True)
class _Rows:
    """What was read from a page, as rows of the tables."""

    figures: list[Row]
    claims: list[Row]

    @classmethod
    def of(cls, reading: Reading) -> "_Rows":
        figures = [_without_nul(_figure_row(figure)) for figure in reading.figures]
        return cls(figures, [*map(claimed.row_of, reading.claims)])

    def hash(self, article: Article) -> str:
        """SHA-256 of a reading; claims count where there are any, so that readings before there were stay."""
        read = [vars(article), self.figures, *([self.claims] if self.claims else [])]
        return content_hash(json.dumps(read, default=str, sort_keys=True).encode())


def _find_page(db: sqlite3.Connection, page: Page, article: Article) -> int | None:
    """The page known under this address; else one known under its canonical URL with the same headline.

    The headline is asked for because some sites give one canonical URL to all their pages.
    """
    found = db.execute("SELECT page_id FROM addresses WHERE url = ?", [page.url]).fetchone()
    if found is None and (canonical := _canonical(page, article)) and article.title:
        found = db.execute(
            "SELECT articles.page_id FROM addresses JOIN articles USING (page_id) "
            "WHERE addresses.url = ? AND articles.current = 1 AND articles.title = ?",
            [canonical, article.title],
        ).fetchone()
    return int(found[0]) if found else None


def _add_addresses(db: sqlite3.Connection, page_id: int, page: Page, article: Article) -> None:
    urls = {page.url, _canonical(page, article) or page.url}
    db.executemany("INSERT OR IGNORE INTO addresses VALUES (?, ?)", [(url, page_id) for url in sorted(urls)])


def _canonical(page: Page, article: Article) -> str:
    """The canonical URL that a page names where that is of its own site, or the page is a saved one.

    A copy names another site's, and so may who wants to stand in its place: that one is still to be fetched.
    """
    own, named = (urlsplit(url).netloc.lower().removeprefix("www.") for url in (page.url, article.url or ""))
    within = own == named or own.endswith(f".{named}") or named.endswith(f".{own}")
    return article.url if article.url and (within or not page.url.startswith("http")) else ""


def _current(db: sqlite3.Connection, page_id: int) -> Row | None:
    found = db.execute(
        "SELECT id, hash, reading FROM articles WHERE page_id = ? AND current = 1", [page_id]
    ).fetchone()
    return dict(zip(("id", "hash", "reading"), found, strict=True)) if found else None


def _replace_reading(db: sqlite3.Connection, article_id: int, row: Row, rows: _Rows) -> None:
    slots = ", ".join(f"{name} = ?" for name in row)
    db.execute(f"UPDATE articles SET {slots} WHERE id = ?", [*row.values(), article_id])  # noqa: S608
    checking.mark(db, article_id)
    db.execute("DELETE FROM figures WHERE article_id = ?", [article_id])
    _insert_figures(db, article_id, rows.figures)
    claimed.put(db, article_id, rows.claims)
    checking.mark(db, article_id)
    stories.assign(db, article_id)


def _insert_version(db: sqlite3.Connection, page_id: int, page: Page, row: Row, rows: _Rows) -> None:
    db.execute("UPDATE articles SET current = 0 WHERE page_id = ? AND current = 1", [page_id])
    article_id = _insert(db, "articles", row | {"page_id": page_id})
    _insert(db, "contents", _content_row(page, article_id))
    _insert_figures(db, article_id, rows.figures)
    claimed.put(db, article_id, rows.claims)
    checking.mark(db, article_id)
    stories.assign(db, article_id)


def _article_row(page: Page, article: Article) -> Row:
    url = article.url or page.url
    row = {
        "url": url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "site": article.site or _host(url),
        "language": article.language,
        "author": article.author,
        "kind": str(article.kind),
        "text": article.text,
        "fetched": page.fetched.isoformat() if page.fetched else None,
    }
    return _without_nul(row)


def _without_nul(row: Row) -> Row:
    """NUL ends a text for much of SQLite; it becomes what HTML makes of it. No page that was read has one."""
    for key, value in row.items():
        if isinstance(value, str) and "\0" in value:
            row[key] = value.replace("\0", "\ufffd")
    return row


def _content_row(page: Page, article_id: int) -> Row:
    return {
        "article_id": article_id,
        "url": page.url,
        "content_type": page.content_type,
        "status": page.status,
        "headers": json.dumps(page.headers),
        "body": zlib.compress(page.content, _PACKED),
    }


def _insert_figures(db: sqlite3.Connection, article_id: int, rows: list[Row]) -> None:
    if rows:
        sql = _insert_sql("figures", ["article_id", *rows[0]])
        db.executemany(sql, [(article_id, *row.values()) for row in rows])


def _insert_names(db: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """The rows that places and commodities of figures and claims point to."""
    codes = {code for row in rows for code in (row["reporter"], row["partner"]) if code}
    places = [(code, vocabulary.place_name(code)) for code in sorted(codes)]
    db.executemany("INSERT OR IGNORE INTO places VALUES (?, ?)", places)
    known = vocabulary.commodities()
    keys = sorted({row["commodity"] for row in rows})
    names = [(key, known[key].name if key in known else key) for key in keys]
    db.executemany("INSERT OR IGNORE INTO commodities VALUES (?, ?)", names)


def _figure_row(figure: Figure) -> Row:
    period, baseline = figure.period, figure.baseline
    return {
        "commodity": figure.commodity,
        "flow": figure.flow.value,
        "reporter": figure.reporter,
        "partner": figure.partner,
        "period": str(period) if period else None,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "kind": figure.kind.value,
        "measure": figure.measure.value,
        "value": figure.value,
        "unit": figure.unit,
        "baseline": str(baseline) if baseline else None,
        "bound": figure.bound.value,
        "quote": figure.quote,
        "sentence": figure.sentence,
        "rule": figure.rule,
        "in_title": int(figure.in_title),
        "position": figure.start,
        "assumed": json.dumps(figure.assumed),
        "note": figure.note,
    }


def _insert(db: sqlite3.Connection, table: str, row: Row) -> int:
    return db.execute(_insert_sql(table, list(row)), list(row.values())).lastrowid or 0


def _insert_sql(table: str, names: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608


def _host(url: str) -> str | None:
    """The site's host where the page names no site."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
