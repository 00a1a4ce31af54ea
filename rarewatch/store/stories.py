"""Copies of one story: which version belongs to which, and who told it first.

Each new version is compared only with those that share a key with it (see `sketches`), so that a store of n
articles costs n log n. A story's number is the id of the version that was stored first.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any
from urllib.parse import urlsplit

from rarewatch.store import checking
from rarewatch.store.sketches import Sketch, figures_of

Row = dict[str, Any]

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
    """Find the story of a version that is stored already; call it inside a transaction."""
    version = _stored(db, article_id)
    db.execute("DELETE FROM story_keys WHERE article_id = ?", [article_id])
    db.execute("DELETE FROM unsorted WHERE article_id = ?", [article_id])
    story, *others = _told(db, article_id, version)
    _join(db, story, others)


def assign_new(
    db: sqlite3.Connection, article_id: int, page_url: str, row: Row, figures: Sequence[Row]
) -> None:
    """The same for the first version of a page, given as it has just been stored and marked to be checked."""
    told = sorted((one for one in figures if not one["in_title"]), key=itemgetter("position"))
    version = _version(None, row, page_url, [(one["value"], one["unit"]) for one in told])
    story, *others = _told(db, article_id, version)
    if others:
        _join(db, story, others, article_id)
    else:
        db.execute("INSERT OR REPLACE INTO stories VALUES (?, ?)", [article_id, article_id])


def sort_in(db: sqlite3.Connection, limit: int) -> int:
    """Find the stories of versions that are stored without one; says how many there were."""
    waiting = db.execute("SELECT article_id FROM unsorted LIMIT ?", [limit]).fetchall()
    for (article_id,) in waiting:
        assign(db, article_id)
    return len(waiting)


def _told(db: sqlite3.Connection, article_id: int, version: _Version) -> list[int]:
    """Put down what a version is compared by, and the story that it tells with all that are one with it: the
    version has the first of them now."""
    keys = version.sketch.keys
    found = sorted({*_matches(db, version, keys), version.story or article_id})
    db.executemany("INSERT INTO story_keys VALUES (?, ?)", [(key, article_id) for key in keys])
    db.execute("INSERT OR REPLACE INTO sketches VALUES (?, ?)", [article_id, version.sketch.packed()])
    db.execute("UPDATE articles SET story = ? WHERE id = ?", [found[0], article_id])
    return found


def _matches(db: sqlite3.Connection, version: _Version, keys: list[int]) -> Iterator[int]:
    """The stories that a version tells; each is compared by its versions until one matches."""
    told: set[int | None] = {None, version.story}
    for story, published, packed in _candidates(db, keys):
        if story not in told and _tell_one(
            version, _Version(story, _day(published), Sketch.unpacked(packed))
        ):
            told.add(story)
            yield story


def _candidates(db: sqlite3.Connection, keys: list[int]) -> list[tuple[int, str | None, bytes]]:
    """Story, day and sketch of versions that share keys, those with the most first."""
    holders = db.execute(_holders(len(keys)), keys) if keys else ()
    shared = Counter(article_id for (article_id,) in holders)
    most = sorted(shared, key=lambda article_id: (-shared[article_id], article_id))[:_COMPARED]
    sql = (
        "SELECT articles.id, story, published, sketch FROM articles "  # noqa: S608
        "JOIN sketches ON sketches.article_id = articles.id "
        f"WHERE articles.id IN ({', '.join('?' * len(most))})"
    )
    known = {article_id: tuple(known) for article_id, *known in db.execute(sql, most)} if most else {}
    return [known[article_id] for article_id in most]


@cache
def _holders(keys: int) -> str:
    """The newest holders of each of so many keys."""
    one = f"SELECT article_id FROM story_keys WHERE key = ? ORDER BY article_id DESC LIMIT {_PER_KEY}"  # noqa: S608
    return " UNION ALL ".join([f"SELECT * FROM ({one})"] * keys)  # noqa: S608


def _tell_one(one: _Version, other: _Version) -> bool:
    dated = one.published is not None and other.published is not None
    apart = abs((one.published - other.published).days) if dated else 0  # type: ignore[operator]
    return one.sketch.copies(other.sketch, at_once=apart <= _DAYS)


def _join(db: sqlite3.Connection, story: int, others: list[int], newcomer: int | None = None) -> None:
    """Make stories one, and name its first source anew.

    A newcomer is new in all of them, so that only who was the first of each needs to be looked at.
    """
    known = [one for one in (story, *others) if one != newcomer]
    firsts = [_first(db, one) for one in known]
    for other in known[1:]:
        db.execute("UPDATE articles SET story = ? WHERE story = ?", [story, other])
        db.execute("DELETE FROM stories WHERE id = ?", [other])
    if newcomer is None or None in firsts:
        first = _earliest(db, "story = ?", [story])
    else:
        among = [*firsts, newcomer]
        first = _earliest(db, f"id IN ({', '.join('?' * len(among))})", among)
    if first != firsts[0]:
        db.execute("INSERT OR REPLACE INTO stories VALUES (?, ?)", [story, first])
    if len(others) > 1 or first != firsts[0]:
        checking.mark_story(db, story)


def _earliest(db: sqlite3.Connection, where: str, values: Sequence[int | None]) -> int:
    """Who told it first: the earliest published, then the earliest fetched, then the first stored."""
    sql = (
        f"SELECT id FROM articles WHERE {where} "  # noqa: S608
        "ORDER BY published IS NULL, published, fetched IS NULL, fetched, id LIMIT 1"
    )
    return int(db.execute(sql, values).fetchone()[0])


def _first(db: sqlite3.Connection, story: int) -> int | None:
    found = db.execute("SELECT article_id FROM stories WHERE id = ?", [story]).fetchone()
    return int(found[0]) if found else None


def _stored(db: sqlite3.Connection, article_id: int) -> _Version:
    """A version with its sketch drawn anew."""
    sql = (
        "SELECT story, published, text, articles.url, pages.url "
        "FROM articles JOIN pages ON pages.id = page_id WHERE articles.id = ?"
    )
    story, published, text, url, page_url = db.execute(sql, [article_id]).fetchone()
    figures = db.execute(
        "SELECT value, unit FROM figures WHERE article_id = ? AND in_title = 0 ORDER BY position, id",
        [article_id],
    ).fetchall()
    return _version(story, {"published": published, "text": text, "url": url}, page_url, figures)


def _version(
    story: int | None, row: Row, page_url: str, figures: Sequence[tuple[float, str | None]]
) -> _Version:
    """A version with its sketch; `row` has its day, text and canonical URL."""
    sketch = Sketch.of(row["text"], figures_of(figures), _of_article(row["url"]), _host(page_url))
    return _Version(story, _day(row["published"]), sketch)


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
