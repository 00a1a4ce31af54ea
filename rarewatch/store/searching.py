"""Stored articles: found by their words, by number or address; with all versions, and with their figures."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, fields, replace
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rarewatch.errors import UsageError
from rarewatch.store.query import Query, Row, as_row, asks_for_figures, columns, conditions, of_articles

MARKS = ("\x02", "\x03")
"""What stands before and behind a word that was found."""

_TITLE_WEIGHT = 5.0
"""A word of the headline counts as much as so many of the text."""
_SNIPPET = 24  # words of the text around what was found, about two lines of a terminal
_TERM = re.compile(r'"([^"]*)(?:"|$)(\*?)|([^\s"]+)')
_MOST_TERMS = 50
"""More words than this are no question; SQLite's parser gives up at some hundreds."""


@dataclass(frozen=True)
class Hit:
    """An article that has the words."""

    id: int
    url: str
    title: str
    """With MARKS around what was found, as in the snippet."""
    site: str | None
    published: str | None
    snippet: str
    figures: int
    """How many figures were read from it."""
    copies: tuple[int, ...] = ()
    """Other articles found that tell the same story, by their numbers."""


@dataclass(frozen=True)
class Version:
    """One version of a page as it was read; the newest is current."""

    id: int
    page_id: int
    current: int
    url: str
    title: str
    published: str | None
    modified: str | None
    site: str | None
    language: str | None
    author: str | None
    kind: str
    text: str
    fetched: str | None
    hash: str


_NAMES = {
    "places": "SELECT code, name FROM places ORDER BY 1",
    "commodities": "SELECT key, name FROM commodities ORDER BY 1",
    "sites": "SELECT DISTINCT site, site FROM articles WHERE current = 1 AND site IS NOT NULL ORDER BY 1",
    # of the first figures only: it must not take longer than a key press
    "flows": "SELECT DISTINCT flow, flow FROM (SELECT flow FROM figures WHERE current = 1 LIMIT 100000) "
    "ORDER BY 1",
}
_FOUND = "FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid"
_HIT = (
    "SELECT articles.id, articles.url, highlight(articles_fts, 0, ?, ?), articles.site, articles.published, "  # noqa: S608
    f"snippet(articles_fts, 1, ?, ?, '…', {_SNIPPET}), "
    "(SELECT count(*) FROM figures WHERE figures.article_id = articles.id) "
    f"{_FOUND} WHERE articles_fts MATCH ? AND articles_fts.rowid = ?"
)
_VERSION = ", ".join(f"articles.{field.name}" for field in fields(Version))


def search(db: sqlite3.Connection, words: str, query: Query) -> Iterator[Hit]:
    """The newest versions of articles that have all the words, the best match first; copies of it go with it.

    UsageError where there is no word in them. See `to_match` for how words are written.
    """
    where, values = conditions(query)
    asked = ["articles_fts MATCH :match", "articles.current = 1", *of_articles(query)]
    if asks_for_figures(query):
        asked.append(
            "articles.id IN (SELECT figures.article_id FROM figures "  # noqa: S608
            f"JOIN articles ON articles.id = figures.article_id WHERE {where})"
        )
    sql = (
        f"SELECT articles.id, articles.story {_FOUND} WHERE {' AND '.join(asked)} "
        f"ORDER BY bm25(articles_fts, {_TITLE_WEIGHT}, 1.0), articles.published DESC, articles.id"
    )
    match = to_match(words)
    told: dict[int | str, list[int]] = {}
    for article, story in db.execute(sql, values | {"match": match}):
        told.setdefault(f"article {article}" if story is None else story, []).append(article)
    for article, *copies in islice(told.values(), query.limit):
        # one by one, as SQLite would cut snippets of what is then left out
        hit = Hit(*db.execute(_HIT, [*MARKS, *MARKS, match, article]).fetchone())
        yield replace(hit, copies=tuple(copies))


def to_match(words: str) -> str:
    """The words in the terms of FTS5, where no letter of theirs is syntax: all of them must occur.

    A phrase stands in quotes, and a star behind a word or phrase stands for any ending.

    >>> to_match('rare earth*'), to_match('"rare earth"* NEAR AND ("'), to_match("o'brien")
    ('"rare" "earth"*', '"rare earth"* "NEAR" "AND"', '"o\\'brien"')
    """
    terms = []
    for phrase, phrase_star, word in _TERM.findall(words.replace("\0", " ")):
        text = phrase or word.rstrip("*")
        star = "*" if phrase_star or (word.endswith("*") and not phrase) else ""
        if any(letter.isalnum() for letter in text):
            terms.append(f'"{text}"{star}')
    if not terms:
        raise UsageError(f"There is no word to search for in {words!r}.")
    if len(terms) > _MOST_TERMS:
        raise UsageError(f"Search for at most {_MOST_TERMS} words at a time.")
    return " ".join(terms)


def versions_of(db: sqlite3.Connection, article: int) -> list[Version]:
    """All versions of the page that an article is a version of, the oldest first."""
    return _versions(db, "articles.page_id = (SELECT page_id FROM articles WHERE id = ?)", article)


def versions_at(db: sqlite3.Connection, url: str) -> list[Version]:
    """All versions of the page at an address, asked for or canonical, the oldest first."""
    page = "articles.page_id = (SELECT page_id FROM addresses WHERE url = ?)"
    return _versions(db, page, url)


def rows_in(db: sqlite3.Connection, article: int) -> list[Row]:
    """The figures of one version in the order of the words; with `in_title` and `position` of the quote."""
    return _rows(db, "articles.id = ? ORDER BY in_title DESC, position, figures.id", article)


def figure(db: sqlite3.Connection, number: int) -> Row | None:
    """One figure by its number, also of an earlier version; with `article_id`, `in_title` and `position`."""
    return next(iter(_rows(db, "figures.id = ?", number)), None)


def names_in(path: Path, what: str) -> list[tuple[str, str]]:
    """What there is of `places`, `commodities`, `sites` or `flows`: what it is asked by, and its name.

    Nothing where it cannot be read at once, for whatever reason: it is asked at a key press.
    """
    try:
        with closing(
            sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=0.1)
        ) as db:
            return [(str(key), str(name)) for key, name in db.execute(_NAMES[what])]
    except (sqlite3.Error, OSError, ValueError):
        return []


def _versions(db: sqlite3.Connection, where: str, value: int | str) -> list[Version]:
    sql = f"SELECT {_VERSION} FROM articles WHERE {where} ORDER BY articles.id"  # noqa: S608
    return [Version(*found) for found in db.execute(sql, [value])]


def _rows(db: sqlite3.Connection, where: str, value: int) -> list[Row]:
    more = ("article_id", "in_title", "position")
    sql = f"SELECT figures.{', figures.'.join(more)}, {columns()} WHERE {where}"
    found: list[Row] = []
    for cells in db.execute(sql, [value]):
        place: dict[str, Any] = dict(zip(more, cells, strict=False))
        found.append(as_row(cells[len(more) :]) | place)
    return found
