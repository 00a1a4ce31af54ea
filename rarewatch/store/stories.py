"""Copies of one story: which version belongs to which, and who told it first.

Each new version is compared only with those that share a key with it (see `sketches`), so that a store of n
articles costs n log n. A story's number is the id of the version that was stored first.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from rarewatch.store import checking
from rarewatch.store.sketches import Sketch, figures_of

_PER_KEY = 50
"""The newest holders of a key that are looked at: a phrase that a site prints under all its articles is a key
of thousands, and the copies among them share other keys too."""
_COMPARED = 8
"""How many others a version is compared with, those that share most keys first."""
_DAYS = 31
"""How far apart two articles may be published so that the same figures make them one story: a look back at
the year states the numbers of January too, and is a story of its own."""


@dataclass(frozen=True)
class _Version:
    """A stored version with what it is compared by."""

    story: int | None
    published: date | None
    sketch: Sketch


def assign(db: sqlite3.Connection, article_id: int) -> None:
    """Find the story of a version that has just been stored or read again; call it inside a transaction."""
    version = _sketched(db, article_id)
    keys = version.sketch.keys
    db.execute("DELETE FROM story_keys WHERE article_id = ?", [article_id])
    found = sorted({*_matches(db, version, keys), version.story or article_id})
    db.executemany("INSERT INTO story_keys VALUES (?, ?)", [(key, article_id) for key in keys])
    db.execute("INSERT OR REPLACE INTO sketches VALUES (?, ?)", [article_id, version.sketch.packed()])
    db.execute("DELETE FROM unsorted WHERE article_id = ?", [article_id])
    db.execute("UPDATE articles SET story = ? WHERE id = ?", [found[0], article_id])
    _join(db, found[0], found[1:])


def sort_in(db: sqlite3.Connection, limit: int) -> int:
    """Find the stories of versions that are stored without one; says how many there were."""
    waiting = db.execute("SELECT article_id FROM unsorted LIMIT ?", [limit]).fetchall()
    for (article_id,) in waiting:
        assign(db, article_id)
    return len(waiting)


def _matches(db: sqlite3.Connection, version: _Version, keys: list[int]) -> Iterator[int]:
    """The stories that a version tells; each is compared by its versions until one matches."""
    told: set[int | None] = {None, version.story}
    for article_id in _candidates(db, keys):
        (story,) = db.execute("SELECT story FROM articles WHERE id = ?", [article_id]).fetchone()
        if story not in told and _tell_one(version, _known(db, article_id)):
            told.add(story)
            yield story


def _candidates(db: sqlite3.Connection, keys: list[int]) -> list[int]:
    """Versions that share keys, those with the most first."""
    sql = (
        "SELECT held.article_id FROM json_each(:keys) AS asked "
        "JOIN story_keys AS held ON held.key = asked.value AND held.article_id IN "
        "(SELECT article_id FROM story_keys WHERE key = asked.value ORDER BY article_id DESC LIMIT :most) "
        "GROUP BY held.article_id ORDER BY count(*) DESC, held.article_id LIMIT :compared"
    )
    values = {"keys": json.dumps(keys), "most": _PER_KEY, "compared": _COMPARED}
    return [article_id for (article_id,) in db.execute(sql, values)]


def _tell_one(one: _Version, other: _Version) -> bool:
    dated = one.published is not None and other.published is not None
    apart = abs((one.published - other.published).days) if dated else 0  # type: ignore[operator]
    return one.sketch.copies(other.sketch, at_once=apart <= _DAYS)


def _join(db: sqlite3.Connection, story: int, others: list[int]) -> None:
    """Make stories one, and name its first source anew."""
    before = _first(db, story)
    for other in others:
        db.execute("UPDATE articles SET story = ? WHERE story = ?", [story, other])
        db.execute("DELETE FROM stories WHERE id = ?", [other])
    db.execute(
        "INSERT OR REPLACE INTO stories SELECT story, id FROM articles WHERE story = ? "
        "ORDER BY published IS NULL, published, fetched IS NULL, fetched, id LIMIT 1",
        [story],
    )
    if len(others) > 1 or _first(db, story) != before:
        checking.mark_story(db, story)


def _first(db: sqlite3.Connection, story: int) -> int | None:
    found = db.execute("SELECT article_id FROM stories WHERE id = ?", [story]).fetchone()
    return int(found[0]) if found else None


def _sketched(db: sqlite3.Connection, article_id: int) -> _Version:
    """A version with its sketch drawn anew."""
    sql = (
        "SELECT story, published, text, articles.url, pages.url "
        "FROM articles JOIN pages ON pages.id = page_id WHERE articles.id = ?"
    )
    story, published, text, url, address = db.execute(sql, [article_id]).fetchone()
    figures = db.execute(
        "SELECT value, unit FROM figures WHERE article_id = ? AND in_title = 0 ORDER BY position, id",
        [article_id],
    ).fetchall()
    sketch = Sketch.of(text, figures_of(figures), _of_article(url), _host(address))
    return _Version(story, _day(published), sketch)


def _known(db: sqlite3.Connection, article_id: int) -> _Version:
    """A version with the sketch that was drawn when it was stored."""
    sql = (
        "SELECT story, published, sketch FROM articles "
        "JOIN sketches ON sketches.article_id = articles.id WHERE articles.id = ?"
    )
    story, published, packed = db.execute(sql, [article_id]).fetchone()
    return _Version(story, _day(published), Sketch.unpacked(packed))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _of_article(canonical: str) -> str:
    """The canonical URL, unless it names a whole site."""
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return ""
    return canonical if parts.path.strip("/") or parts.query else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
