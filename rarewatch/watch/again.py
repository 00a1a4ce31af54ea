"""Stored pages read again by today's rules, and how that differs from what was read before."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rarewatch.errors import ReadError
from rarewatch.model import FIGURE_KEYS, ROW_KEYS, Article, ArticleKind, Figure
from rarewatch.readers import Job, Read, Reader
from rarewatch.readers.desks import SECONDS, Desks
from rarewatch.store import Kept, Reading, Store, reading_hash

Row = dict[str, Any]
_OF_FIGURE = (*FIGURE_KEYS, "sentence", "rule", "assumed", "note")
_KEYS = tuple(key for key in ROW_KEYS if key in _OF_FIGURE)


@dataclass(frozen=True)
class Reread:
    """What reading a stored page again came to."""

    url: str
    title: str
    changed: bool = False
    """Whether anything differs, be it only a word of the text."""
    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    altered: tuple[tuple[Row, Row], ...] = ()
    """Figures that the same words state now in other terms: before, after."""
    failure: str = ""
    """Why the earlier reading stays: what is wrong with the page by today's rules."""


def read_again(
    store: Store, reader: Reader, since: date | None = None, *, dry: bool, seconds: float = SECONDS
) -> Iterator[Reread]:
    """Read every stored page again, and store what differs, unless `dry`; needs no network.

    Pages are read in a process of their own, so that one that crashes its reader, or keeps it for longer
    than `seconds`, ends nothing. Such a page keeps its earlier reading, and so does one that today's rules
    take for no article.
    """
    with asyncio.Runner() as runner:
        desks = runner.run(Desks(reader, seconds=seconds).__aenter__())
        try:
            for known in store.kept(since):
                try:
                    yield _one(store, runner, desks, known, dry=dry)
                except ReadError as error:
                    yield Reread(known.url, known.title, failure=str(error))
        finally:
            runner.run(desks.__aexit__(None, None, None))


def _one(store: Store, runner: asyncio.Runner, desks: Desks, known: Kept, *, dry: bool) -> Reread:
    page = store.page_of(known)
    asked = replace(page, url=known.url)  # where a redirect had ended
    read = runner.run(desks.read(Job(asked, published=known.given, keep_all=True)))
    if read.article is None or read.article.kind is not ArticleKind.ARTICLE:
        raise ReadError(f"by today's rules this is no article ({_kind(read)})")
    reading = Reading(read.article, read.figures, known.given, read.claims)
    if reading_hash(reading) == known.reading:
        return Reread(known.url, known.title)
    before = [{key: row[key] for key in _KEYS} for row in store.rows_of(known)]
    if not dry:
        store.read_again(known, page, reading)
    return _differing(known, before, [_row(figure) for figure in _in_order(read.article, reading.figures)])


def _kind(read: Read) -> str:
    return str(read.article.kind) if read.article else str(read.shape)


def _differing(known: Kept, before: list[Row], after: list[Row]) -> Reread:
    removed, added = _without(before, after), _without(after, before)
    altered = []
    for row in list(removed):
        same = next((new for new in added if _words(new) == _words(row)), None)
        if same is not None:
            altered.append((row, same))
            removed.remove(row)
            added.remove(same)
    return Reread(known.url, known.title, True, tuple(added), tuple(removed), tuple(altered))  # noqa: FBT003


def _without(rows: list[Row], others: list[Row]) -> list[Row]:
    """The rows that do not stand among the others, one for one."""
    left, others = [], list(others)
    for row in rows:
        if row in others:
            others.remove(row)
        else:
            left.append(row)
    return left


def _words(row: Row) -> tuple[str, str, str]:
    """What states a figure: a change is another reading of the same words, of the same kind."""
    return row["quote"], row["sentence"], row["kind"]


def _in_order(article: Article, figures: Sequence[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: (not figure.in_title, figure.start))


def _row(figure: Figure) -> Row:
    """A figure as the store gives it."""
    more = {"sentence": figure.sentence, "rule": figure.rule, "assumed": list(figure.assumed)}
    return {key: (figure.as_dict() | more | {"note": figure.note})[key] for key in _KEYS}
