"""The door: one open database."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rarewatch.model import Article, Claim, Figure, Host, Page, Period, Verdict, Visit
from rarewatch.store import checking, claimed, marks, pruning, runs, searching, stored, visiting
from rarewatch.store.checking import Trade
from rarewatch.store.connection import connect_to_read, connect_to_write, told
from rarewatch.store.lines import Line, Shape, parts
from rarewatch.store.lock import Holder
from rarewatch.store.marks import Fired
from rarewatch.store.pruning import Pruned
from rarewatch.store.query import Query, as_row, columns, to_sql
from rarewatch.store.searching import Hit, Version
from rarewatch.store.stored import Kept

if TYPE_CHECKING:
    from rarewatch.store.saving import Delivery, Reading, Saved

_AT_ONCE = 100
"""Articles in one transaction when many are sorted in."""
_LINES = 200
"""Lines in a batch: one that is out of the ordinary costs little, and so does the batch itself."""


class Store:
    """An open database; a context manager that closes it. Every method raises StoreError and no other."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self.path = path

    @classmethod
    def open(cls, path: Path, *, busy_seconds: float = 30.0) -> "Store":
        """For writing: the file is made where missing, and an older schema brought up to date."""
        store = cls(connect_to_write(path, busy_seconds), path)
        store._sort_in()
        return store

    @classmethod
    def read(cls, path: Path, *, busy_seconds: float = 30.0) -> "Store":
        """For reading only; StoreError where there is no database yet."""
        return cls(connect_to_read(path, busy_seconds), path)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def hash_of(self, url: str) -> str | None:
        """SHA-256 of the bytes last stored for an address, asked for or canonical; None where unknown."""
        sql = (
            "SELECT articles.hash FROM addresses JOIN articles USING (page_id) "
            "WHERE addresses.url = ? AND articles.current = 1"
        )
        with told(self.path):
            found = self._db.execute(sql, [url]).fetchone()
        return str(found[0]) if found else None

    def save(  # noqa: PLR0913 - all that one page comes to, stored at once
        self,
        page: Page,
        article: Article,
        figures: Sequence[Figure],
        source: str = "",
        visit: "Callable[[Saved], Visit] | None" = None,
        *,
        given: date | None = None,
        claims: Sequence[Claim] = (),
    ) -> "Saved":
        """Store a page with all that was read from it, or nothing; saving the same again changes nothing.

        `visit` makes the note on the visit from what saving came to; `given` is the day of publication that a
        listing or the user gave, kept for later readings.
        """
        from rarewatch.store.saving import Delivery, Reading

        reading = Reading(article, figures, given, claims)
        [saved] = self.save_all([Delivery(page, reading, source, visit)])
        return saved

    def save_all(self, deliveries: "Iterable[Delivery]") -> "list[Saved]":
        """Store several pages, or none of them; what saving each came to. It costs half of storing each by
        itself."""
        from rarewatch.store import saving

        with self._transaction():
            return saving.save_all(self._db, deliveries)

    def visit(self, url: str) -> Visit | None:
        """What the last visit of an address left."""
        with told(self.path):
            return visiting.visit(self._db, url)

    def save_visit(self, visit: Visit) -> None:
        """Remember a visit that stored no page; one that failed stands among the failures too."""
        with self._transaction():
            visiting.save(self._db, visit)

    def host(self, origin: str) -> Host | None:
        """What is known of a web server."""
        with told(self.path):
            return visiting.host(self._db, origin)

    def save_host(self, host: Host) -> None:
        """Remember what a web server asks for."""
        with self._transaction():
            visiting.save(self._db, host)

    def save_failure(self, url: str, reason: str, when: datetime) -> None:
        """Remember that a page could not be had or read; a later success forgets it."""
        at = when.isoformat()
        sql = (
            "INSERT INTO failures (url, reason, first_failed, last_failed) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (url) DO UPDATE SET reason = excluded.reason, last_failed = excluded.last_failed, "
            "times = times + 1"
        )
        with self._transaction():
            self._db.execute(sql, [url, reason, at, at])

    def is_off_topic(self, url: str) -> bool:
        """Whether a page was read before and names no commodity."""
        with told(self.path):
            found = self._db.execute("SELECT 1 FROM passed_over WHERE url = ?", [url]).fetchone()
        return found is not None

    def save_off_topic(self, page: Page, title: str, source: str, when: datetime) -> None:
        """Remember that a page names no commodity: its address and the hash of its bytes, not the page."""
        from rarewatch.store.saving import content_hash

        row = [page.url, title, "off-topic", content_hash(page.content), source, when.isoformat()]
        with self._transaction():
            self._db.execute("DELETE FROM failures WHERE url = ?", [page.url])
            self._db.execute("INSERT OR REPLACE INTO passed_over VALUES (?, ?, ?, ?, ?, ?)", row)

    def rows(self, query: Query | None = None) -> Iterator[dict[str, Any]]:
        """Figures as dicts with the keys of ROW_KEYS, of the newest version of each page."""
        sql, values = to_sql(query or Query())
        with told(self.path):
            for found in self._db.execute(sql, values):
                yield as_row(found)

    def lines(self, shape: Shape, query: Query | None = None) -> Iterator[list[Line]]:
        """The same figures as lines of a shape, in batches."""
        sql, values = to_sql(query or Query(), parts(shape))
        with told(self.path):
            found = self._db.execute(sql, values)
            while batch := found.fetchmany(_LINES):
                yield batch

    def row(self, number: int) -> dict[str, Any]:
        """The row that a line stands for, by the figure's number."""
        with told(self.path):
            return as_row(self._db.execute(f"SELECT {columns()} WHERE figures.id = ?", [number]).fetchone())

    def claims(self, query: Query | None = None) -> Iterator[dict[str, Any]]:
        """Claims about order as dicts under STORED_CLAIM_KEYS, of the newest version of each page."""
        with told(self.path):
            yield from claimed.found(self._db, query or Query())

    def search(self, words: str, query: Query | None = None) -> Iterator[Hit]:
        """Articles that have all the words, the best match first; UsageError where there are no words."""
        with told(self.path):
            yield from searching.search(self._db, words, query or Query())

    def versions(self, article: int | str) -> list[Version]:
        """All versions of a page by the number of one of them or by its address, the oldest first."""
        with told(self.path):
            if isinstance(article, int):
                return searching.versions_of(self._db, article)
            return searching.versions_at(self._db, article)

    def rows_in(self, version: Version) -> list[dict[str, Any]]:
        """The figures of one version, in the order of its words, with `in_title` and `position`."""
        with told(self.path):
            return searching.rows_in(self._db, version.id)

    def figure(self, number: int) -> dict[str, Any] | None:
        """One figure, also of an earlier version, with `article_id`, `in_title` and `position`."""
        with told(self.path):
            return searching.figure(self._db, number)

    def pages(self) -> Iterator[Page]:
        """The newest version of every page as received, as far as it is kept; oldest first."""
        for known in self.kept():
            yield self.page_of(known)

    def kept(self, since: date | None = None) -> Iterator[Kept]:
        """The newest version of every page whose raw form is kept, had since a day; it may be written to."""
        with told(self.path):
            yield from stored.kept(self._db, since.isoformat() if since else None)

    def pruned(self, since: date | None = None) -> int:
        """How many pages have no raw form left, so that they cannot be read again."""
        with told(self.path):
            return stored.pruned(self._db, since.isoformat() if since else None)

    def page_of(self, known: Kept) -> Page:
        """A page as it was received; raises ReadError too, where its bytes are damaged."""
        with told(self.path):
            return stored.page_of(self._db, known.article_id)

    def rows_of(self, known: Kept) -> list[dict[str, Any]]:
        """The figures that were read from a version."""
        with told(self.path):
            return stored.rows_of(self._db, known.article_id)

    def read_again(self, known: Kept, page: Page, reading: "Reading") -> None:
        """Put a new reading of a stored version in the place of the old one."""
        from rarewatch.store import saving

        with self._transaction():
            saving.read_again(self._db, known.article_id, page, reading)

    def unchecked(self) -> list[Trade]:
        """The trades whose figures have changed since they were checked."""
        with told(self.path):
            return checking.unchecked(self._db)

    def rows_of_trade(self, trade: Trade, *, brief: bool = False) -> list[dict[str, Any]]:
        """All figures of a trade, to be held against each other; the oldest period first. `brief` leaves
        their texts empty."""
        with told(self.path):
            return checking.rows_of(self._db, trade, brief=brief)

    def disputed(self) -> list[Trade]:
        """The trades of which a figure is disputed, or was not checked since it changed."""
        with told(self.path):
            return checking.disputed(self._db)

    def akin(self, trade: Trade) -> list[Trade]:
        """The trades in any commodity that have the flow, reporter and measure of this one."""
        with told(self.path):
            return checking.akin(self._db, trade)

    def save_verdicts(self, trade: Trade, verdicts: Mapping[int, Verdict]) -> None:
        """Write down what checking a trade came to, by the figures' numbers."""
        with self._transaction():
            checking.save(self._db, trade, verdicts)

    def last_arrival(self, before: datetime | None = None) -> int:
        """The number of the version that came in last, or last before a moment; 0 where none has."""
        with told(self.path):
            if before is None:
                return marks.last_arrival(self._db)
            return marks.last_before(self._db, before.astimezone(UTC).isoformat(timespec="seconds"))

    def mark(self, name: str) -> int:
        """Up to which arrival a consumer of the news was told; 0 for one that has never asked."""
        with told(self.path):
            return marks.mark(self._db, name)

    def earlier(self, row: dict[str, Any], after: int) -> list[dict[str, Any]]:
        """Numbers (`value`, `unit`, `bound`, `quote`) that were told of the same thing up to an arrival."""
        end = Period.parse(row["period"]).end.isoformat() if row["period"] else None
        with told(self.path):
            return marks.earlier(self._db, row, end, after)

    def fired(self, name: str) -> list[Fired]:
        """What a consumer of the news was told by thresholds."""
        with told(self.path):
            return marks.fired(self._db, name)

    def save_news(self, name: str, arrival: int | None, fired: Iterable[Fired], at: datetime) -> None:
        """Write down what a consumer was told, and up to which arrival; None leaves its mark."""
        with self._transaction():
            marks.save(self._db, name, arrival, fired, at.isoformat(timespec="seconds"))

    def prunable(self, until: datetime) -> Pruned:
        """What `prune` would take away."""
        with told(self.path):
            return pruning.found(self._db, self.path, until.isoformat())

    def prune(self, until: datetime) -> Pruned:
        """Drop the raw pages that were had before a time, and give their room back to the disk."""
        pruned = self.prunable(until)
        with self._transaction():
            pruning.drop(self._db, until.isoformat())
        with told(self.path):
            shrunk = pruning.shrink(self._db)
            return replace(pruned, after=pruning.size_of(self.path), held=not shrunk)

    def begin_run(self, holder: Holder) -> int:
        """Write down that a run has started; its number."""
        with self._transaction():
            return runs.begin(self._db, holder)

    def note_run(
        self, run: int, at: datetime, counts: dict[str, Any], failures: list[tuple[str, str]]
    ) -> None:
        """Write down how far a run has come; `failures` are those since the last note, as URL and reason."""
        with self._transaction():
            runs.note(self._db, run, at.isoformat(timespec="seconds"), counts, failures)

    def end_run(self, run: int, at: datetime, error: str = "") -> None:
        """Write down that a run has ended, and what ended it early."""
        with self._transaction():
            runs.end(self._db, run, at.isoformat(timespec="seconds"), error)

    def runs(self, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """Past runs with their counts and failures, the latest first."""
        with told(self.path):
            yield from runs.listed(self._db, limit)

    def _sort_in(self) -> None:
        """Find the stories of what an earlier schema stored, a few at a time so that a kill costs little."""
        from rarewatch.store import stories

        more = True
        while more:
            with told(self.path):
                more = bool(self._db.execute("SELECT 1 FROM unsorted LIMIT 1").fetchone())
            if more:
                with self._transaction():
                    stories.sort_in(self._db, _AT_ONCE)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
