"""One page, its article and its figures into the tables."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from rarewatch import vocabulary
from rarewatch.model import Article, Claim, Figure, Page, Period, Visit
from rarewatch.store import checking, claimed, stories, visiting
from rarewatch.store.fulltext import FullText

Row = dict[str, Any]

_NUL = "\\u0000"
"""In JSON."""
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


@dataclass(frozen=True)
class Delivery:
    """A page with all that was read from it, to be stored."""

    page: Page
    reading: Reading
    source: str = ""
    """Name of the source that announced it."""
    visit: Callable[[Saved], Visit] | None = None
    """Makes the note on the visit from what saving came to."""


def save_all(db: sqlite3.Connection, deliveries: Iterable[Delivery]) -> list[Saved]:
    """Store pages one after the other, each with the note on its visit; call it inside a transaction."""
    texts, came_to = FullText(db), []
    for one in deliveries:
        saved = _save(db, one, texts)
        if one.visit:
            visiting.save(db, one.visit(saved))
        came_to.append(saved)
    texts.write()
    return came_to


def _save(db: sqlite3.Connection, delivery: Delivery, texts: FullText) -> Saved:
    """Store a page; its full text waits.

    Where the words that count are the same as before, nothing changes, though the bytes around them may.
    Where the same bytes are read otherwise than before (by newer rules), the new reading takes the place
    of the old; where the page itself changed, the old version stays beside the new one.
    """
    page, reading = delivery.page, delivery.reading
    rows = _Rows.of(page, reading)
    given = reading.given.isoformat() if reading.given else None
    row = rows.article | {"given": given, "hash": content_hash(page.content), "reading": rows.hash}
    db.execute("DELETE FROM failures WHERE url = ?", [page.url])
    page_id = _find_page(db, page, reading.article)
    if page_id is None:
        page_id = _insert(db, "pages", {"url": page.url, "source": delivery.source})
        _add_addresses(db, page_id, page, reading.article)
        article_id = _insert_version(db, page_id, page, row, rows)
        stories.assign_new(db, article_id, page.url, row, rows.figures)
        texts.add(article_id, row)
        return Saved.NEW
    _add_addresses(db, page_id, page, reading.article)
    known = _current(db, page_id)
    if known and known["reading"] == row["reading"]:
        return Saved.UNCHANGED
    if known and known["hash"] == row["hash"]:
        texts.write()
        _replace_reading(db, known["id"], row, rows)
        return Saved.CHANGED
    if known:
        checking.mark(db, known["id"])
        db.execute("UPDATE articles SET current = 0 WHERE id = ?", [known["id"]])
    article_id = _insert_version(db, page_id, page, row, rows)
    stories.assign(db, article_id)
    texts.add(article_id, row)
    return Saved.CHANGED


def read_again(db: sqlite3.Connection, article_id: int, page: Page, reading: Reading) -> None:
    """Put a new reading of a stored version in the place of the old one."""
    rows = _Rows.of(page, reading)
    _replace_reading(db, article_id, rows.article | {"reading": rows.hash}, rows)


def reading_hash(reading: Reading) -> str:
    """SHA-256 of a reading: the same for the same words, figures and claims."""
    return content_hash(_as_json(reading, *_read_rows(reading)).encode())


@dataclass(frozen=True)
class _Rows:
    """What was read from a page, as rows of the tables, and the hash of it."""

    article: Row
    figures: list[Row]
    claims: list[Row]
    hash: str

    @classmethod
    def of(cls, page: Page, reading: Reading) -> "_Rows":
        article, (figures, claims) = _article_row(page, reading.article), _read_rows(reading)
        read = _as_json(reading, figures, claims)
        if _NUL in read:
            for row in (article, *figures, *claims):
                _replace_nul(row)
        return cls(article, figures, claims, content_hash(read.encode()))


def _read_rows(reading: Reading) -> tuple[list[Row], list[Row]]:
    return [*map(_figure_row, reading.figures)], [*map(claimed.row_of, reading.claims)]


def _as_json(reading: Reading, figures: list[Row], claims: list[Row]) -> str:
    """All that counts of a reading; claims where there are any, so that readings before there were stay."""
    read = [vars(reading.article), figures, *([claims] if claims else [])]
    return json.dumps(read, default=str, sort_keys=True)


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
    db.execute("DELETE FROM claims WHERE article_id = ?", [article_id])
    _insert_read(db, article_id, rows)
    stories.assign(db, article_id)


def _insert_version(db: sqlite3.Connection, page_id: int, page: Page, row: Row, rows: _Rows) -> int:
    """A version of a page with all that was read from it; its number."""
    article_id = _insert(db, "articles", row | {"page_id": page_id})
    _insert(db, "contents", _content_row(page, article_id))
    _insert_read(db, article_id, rows)
    return article_id


def _insert_read(db: sqlite3.Connection, article_id: int, rows: _Rows) -> None:
    """Figures and claims of a version that has none, and their trades to be checked."""
    _insert_names(db, (*rows.figures, *rows.claims))
    _insert_many(db, "figures", article_id, rows.figures)
    _insert_many(db, "claims", article_id, rows.claims)
    checking.mark_rows(db, rows.figures)


def _article_row(page: Page, article: Article) -> Row:
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


def _replace_nul(row: Row) -> None:
    """NUL ends a text for much of SQLite; it becomes what HTML makes of it. No page that was read has one."""
    for key, value in row.items():
        if isinstance(value, str):
            row[key] = value.replace("\0", "\ufffd")


def _content_row(page: Page, article_id: int) -> Row:
    return {
        "article_id": article_id,
        "url": page.url,
        "content_type": page.content_type,
        "status": page.status,
        "headers": json.dumps(page.headers),
        "body": zlib.compress(page.content, _PACKED),
    }


def _insert_many(db: sqlite3.Connection, table: str, article_id: int, rows: list[Row]) -> None:
    if rows:
        sql = _insert_sql(table, ("article_id", *rows[0]))
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
    period, start, end = _period_cells(figure.period)
    return {
        "commodity": figure.commodity,
        "flow": figure.flow.value,
        "reporter": figure.reporter,
        "partner": figure.partner,
        "period": period,
        "period_start": start,
        "period_end": end,
        "kind": figure.kind.value,
        "measure": figure.measure.value,
        "value": figure.value,
        "unit": figure.unit,
        "baseline": _period_cells(figure.baseline)[0],
        "bound": figure.bound.value,
        "quote": figure.quote,
        "sentence": figure.sentence,
        "rule": figure.rule,
        "in_title": int(figure.in_title),
        "position": figure.start,
        "assumed": json.dumps(figure.assumed) if figure.assumed else "[]",
        "note": figure.note,
    }


@lru_cache(512)
def _period_cells(period: Period | None) -> tuple[str | None, str | None, str | None]:
    """A period, its first and its last day: those of an article are few."""
    return (str(period), period.start.isoformat(), period.end.isoformat()) if period else (None, None, None)


def _insert(db: sqlite3.Connection, table: str, row: Row) -> int:
    return db.execute(_insert_sql(table, tuple(row)), tuple(row.values())).lastrowid or 0


@cache
def _insert_sql(table: str, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608


def _host(url: str) -> str | None:
    """The site's host where the page names no site."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
