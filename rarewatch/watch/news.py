"""What is new to a consumer of the news, and that it was told so.

A fact is new where no article told it that had come in before: neither another outlet, nor an earlier version
of the same page, nor in a rounder number. What later rules read out of old pages is no news.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from rarewatch.facts import FACT_KEYS, Statement, Threshold, is_new, statements
from rarewatch.store import Fired, Query, Store

Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What a consumer wants to hear."""

    name: str
    """Who asks."""
    query: Query = field(default_factory=Query)
    since: datetime | None = None
    """From which moment on; None: since this one asked last."""
    everything: bool = False
    """What came in at any time, whoever was told of it."""
    when: Sequence[Threshold] = ()
    """Only facts over one of these, each once for each; all, where there are none."""

    @property
    def moves(self) -> bool:
        """Whether it is marked that this was asked."""
        return self.since is None and not self.everything


@dataclass(frozen=True)
class Item:
    """A new fact, and the thresholds that it is over."""

    statement: Statement
    over: tuple[str, ...] = ()

    def as_row(self) -> Row:
        """The most exact mention, with the counts of `Statement.as_row`, its `sites` and its `thresholds`."""
        sites = sorted({row["site"] or row["url"] or "" for row in self.statement.mentions})
        return self.statement.as_row() | {"sites": sites, "thresholds": list(self.over)}


@dataclass(frozen=True)
class News:
    """What is new, and what to write down once it has been told."""

    items: tuple[Item, ...]
    arrival: int | None
    """Where the mark goes; None where it stays."""
    fired: tuple[Fired, ...] = ()


def news(store: Store, asked: Asked) -> News:
    """What is new to one who asks; nothing is written down."""
    last = store.last_arrival()
    found = tuple(_over(_new(store, asked, last), asked, store))
    fired = tuple(_fired(item.statement, threshold) for item in found for threshold in item.over)
    return News(found, last if asked.moves else None, fired)


def told(store: Store, asked: Asked, done: News, at: datetime) -> None:
    """Write down that the news were delivered."""
    if done.fired or (done.arrival is not None and done.arrival != store.mark(asked.name)):
        store.save_news(asked.name, done.arrival, done.fired, at)


def _new(store: Store, asked: Asked, last: int) -> Iterator[Statement]:
    if asked.everything:
        yield from statements(store.rows(replace(asked.query, arrived=(0, last))))
        return
    after = store.last_arrival(asked.since) if asked.since else store.mark(asked.name)
    if after >= last:
        return
    for statement in statements(store.rows(replace(asked.query, arrived=(after, last)))):
        earlier = (row for mention in statement.mentions for row in store.earlier(mention, after))
        if after == 0 or is_new(statement, earlier):
            yield statement


def _over(new: Iterator[Statement], asked: Asked, store: Store) -> Iterator[Item]:
    """Those over a threshold that they have not been told for yet."""
    if not asked.when:
        yield from map(Item, new)
        return
    known: dict[tuple[str, str], list[Row]] = {}
    for fired in store.fired(asked.name):
        number = {**fired._asdict(), "unit": _unit(fired.fact)}
        known.setdefault((fired.threshold, fired.fact), []).append(number)
    for statement in new:
        fact = _fact(statement.row)
        over = tuple(
            str(threshold)
            for threshold in asked.when
            if threshold.fits(statement.row) and is_new(statement, known.get((str(threshold), fact), ()))
        )
        if over:
            yield Item(statement, over)


def _fired(statement: Statement, threshold: str) -> Fired:
    row = statement.row
    return Fired(threshold, _fact(row), row["value"], row["bound"], row["quote"])


def _fact(row: Row) -> str:
    return json.dumps([row[key] for key in FACT_KEYS])


def _unit(fact: str) -> Any:
    return json.loads(fact)[FACT_KEYS.index("unit")]
