"""One page, its article and its figures into the tables."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from rarewatch import vocabulary
from rarewatch.model import Article, Figure, Page, Period


class Saved(StrEnum):
    """What saving a page came to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def content_hash(content: bytes) -> str:
    """SHA-256 of the bytes received, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def save(
    db: sqlite3.Connection, page: Page, article: Article, figures: Sequence[Figure], source: str
) -> Saved:
    """Store a page; call it inside a transaction.

    Where the words that count are the same as before, nothing changes, though the bytes around them may.
    Where the same bytes are read otherwise than before (by newer rules), the new reading takes the place
    of the old; where the page itself changed, the old version stays beside the new one.
    """
    content, reading = content_hash(page.content), _reading_hash(article, figures)
    db.execute("DELETE FROM failures WHERE url = ?", [page.url])
    page_id = _find_page(db, page, article)
    saved = Saved.NEW if page_id is None else Saved.CHANGED
    if page_id is None:
        page_id = _insert(db, "pages", {"url": page.url, "source": source})
    _add_addresses(db, page_id, page, article)
    known = _current(db, page_id)
    if known and known["reading"] == reading:
        return Saved.UNCHANGED
    if known and known["hash"] == content:
        _replace_reading(db, known["id"], _article_row(page, article), reading, figures)
        return saved
    db.execute("UPDATE articles SET current = 0 WHERE page_id = ? AND current = 1", [page_id])
    row = _article_row(page, article) | {"page_id": page_id, "hash": content, "reading": reading}
    article_id = _insert(db, "articles", row)
    _insert(db, "contents", _content_row(page, article_id))
    _insert_figures(db, article_id, figures)
    return saved


def _find_page(db: sqlite3.Connection, page: Page, article: Article) -> int | None:
    """The page known under this address; else one known under its canonical URL with the same headline.

    The headline is asked for because some sites give one canonical URL to all their pages.
    """
    found = db.execute("SELECT page_id FROM addresses WHERE url = ?", [page.url]).fetchone()
    if found is None and article.url and article.title:
        found = db.execute(
            "SELECT articles.page_id FROM addresses JOIN articles USING (page_id) "
            "WHERE addresses.url = ? AND articles.current = 1 AND articles.title = ?",
            [article.url, article.title],
        ).fetchone()
    return int(found[0]) if found else None


def _add_addresses(db: sqlite3.Connection, page_id: int, page: Page, article: Article) -> None:
    urls = {page.url, article.url or page.url}
    db.executemany("INSERT OR IGNORE INTO addresses VALUES (?, ?)", [(url, page_id) for url in sorted(urls)])


def _current(db: sqlite3.Connection, page_id: int) -> dict[str, Any] | None:
    found = db.execute(
        "SELECT id, hash, reading FROM articles WHERE page_id = ? AND current = 1", [page_id]
    ).fetchone()
    return dict(zip(("id", "hash", "reading"), found, strict=True)) if found else None


def _replace_reading(
    db: sqlite3.Connection, article_id: int, row: dict[str, Any], reading: str, figures: Sequence[Figure]
) -> None:
    row = row | {"reading": reading}
    slots = ", ".join(f"{name} = ?" for name in row)
    db.execute(f"UPDATE articles SET {slots} WHERE id = ?", [*row.values(), article_id])  # noqa: S608
    db.execute("DELETE FROM figures WHERE article_id = ?", [article_id])
    _insert_figures(db, article_id, figures)


def _article_row(page: Page, article: Article) -> dict[str, Any]:
    url = article.url or page.url
    return {
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


def _content_row(page: Page, article_id: int) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "url": page.url,
        "content_type": page.content_type,
        "status": page.status,
        "headers": json.dumps(page.headers),
        "body": zlib.compress(page.content),
    }


def _insert_figures(db: sqlite3.Connection, article_id: int, figures: Sequence[Figure]) -> None:
    _insert_names(db, figures)
    rows = [_figure_row(article_id, figure) for figure in figures]
    if rows:
        db.executemany(_insert_sql("figures", rows[0]), [list(row.values()) for row in rows])


def _insert_names(db: sqlite3.Connection, figures: Sequence[Figure]) -> None:
    """The rows that places and commodities of the figures point to."""
    codes = {code for figure in figures for code in (figure.reporter, figure.partner) if code}
    places = [(code, vocabulary.place_name(code)) for code in sorted(codes)]
    db.executemany("INSERT OR IGNORE INTO places VALUES (?, ?)", places)
    known = vocabulary.commodities()
    keys = sorted({figure.commodity for figure in figures})
    names = [(key, known[key].name if key in known else key) for key in keys]
    db.executemany("INSERT OR IGNORE INTO commodities VALUES (?, ?)", names)


def _figure_row(article_id: int, figure: Figure) -> dict[str, Any]:
    return figure.as_dict() | {
        "article_id": article_id,
        **_days(figure.period),
        "sentence": figure.sentence,
        "rule": figure.rule,
        "in_title": int(figure.in_title),
        "position": figure.start,
        "assumed": json.dumps(figure.assumed),
        "note": figure.note,
    }


def _days(period: Period | None) -> dict[str, str | None]:
    return {
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
    }


def _reading_hash(article: Article, figures: Sequence[Figure]) -> str:
    read = [asdict(article), *(asdict(figure) for figure in figures)]
    return content_hash(json.dumps(read, default=str, sort_keys=True).encode())


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> int:
    return db.execute(_insert_sql(table, row), list(row.values())).lastrowid or 0


def _insert_sql(table: str, row: dict[str, Any]) -> str:
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608


def _host(url: str) -> str | None:
    """The site's host where the page names no site."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
