"""Pages that are stored together come to the same as those that are stored one by one."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rarewatch.errors import StoreError
from rarewatch.model import Bound, Figure, Flow, Kind, Measure, Verdict, Visit
from rarewatch.store import Delivery, Reading, Saved, Store, Trade
from rarewatch.store.schema import migrate
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, article, page

LEFT_OUT = ("articles_fts", "arrivals", "sqlite_", "_sqlite")
"""Tables with the moment of storing, and those of the full text, which are compared by what is found."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def delivery(
    number: int,
    text: str = "353 tons",
    figures: tuple[Figure, ...] = (MAGNETS,),
    visit: Callable[[Saved], Visit] | None = None,
) -> Delivery:
    return Delivery(
        page(f"https://a.example/{number}", text.encode()), Reading(article(text), figures), visit=visit
    )


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
            for name in names
            if not name.startswith(LEFT_OUT)
        }


def found(path: Path, word: str) -> list[int]:
    """The articles that have a word, after a look at whether the index has the words of all, and no more."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        asked = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY 1"
        return [number for (number,) in db.execute(asked, [word])]


figures = st.lists(st.sampled_from([MAGNETS, TOTAL, GROWTH, MINED]), max_size=3).map(tuple)
deliveries = st.builds(
    delivery, st.integers(1, 3), st.sampled_from(["353 tons", "dysprosium rose", "dysprosium fell"]), figures
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(deliveries, max_size=5), max_size=4))
def test_pages_stored_together_are_stored_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, groups: list[list[Delivery]]
) -> None:
    """Also where one page comes twice, changed or read otherwise."""
    folder = tmp_path_factory.mktemp("store")
    with Store.open(folder / "together.db") as together, Store.open(folder / "alone.db") as alone:
        for group in groups:
            assert together.save_all(group) == [saved for one in group for saved in alone.save_all([one])]
    assert tables(folder / "together.db") == tables(folder / "alone.db")
    assert found(folder / "together.db", "dysprosium") == found(folder / "alone.db", "dysprosium")


def test_a_page_that_cannot_be_stored_leaves_nothing_of_those_with_it(path: Path) -> None:
    def fails(_: Saved) -> Visit:
        raise sqlite3.OperationalError("no such disk")

    with Store.open(path) as store:
        store.save_all([delivery(1)])
        before = tables(path)
        with pytest.raises(StoreError, match="no such disk"):
            store.save_all([delivery(2), delivery(3, visit=fails)])
        assert tables(path) == before
        assert store.save_all([delivery(2), delivery(3)]) == [Saved.NEW, Saved.NEW]
    assert found(path, "tons") == [1, 2, 3]


def test_all_choices_of_a_figure_are_those_that_the_schema_names(path: Path) -> None:
    """A writer does not have SQLite check them at each figure; they must hold for whoever looks later."""
    told = [replace(MAGNETS, flow=one) for one in Flow]
    told += [replace(MAGNETS, kind=one) for one in Kind]
    told += [replace(MAGNETS, measure=one) for one in Measure]
    told += [replace(MAGNETS, bound=one) for one in Bound]
    with Store.open(path) as store:
        store.save_all([delivery(1, figures=(*told,))])
        numbers = [row["id"] for row in store.rows()]
        for verdict in Verdict:
            trade = Trade("rare-earth-magnets", "export", "CN", "quantity")
            store.save_verdicts(trade, dict.fromkeys(numbers, verdict))
            with closing(sqlite3.connect(path)) as db:
                assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        store._db.execute("UPDATE figures SET flow = 'smuggling'")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]


def test_a_database_whose_triggers_filled_the_full_text_goes_on(path: Path) -> None:
    """What was found before is found still, and each new article once."""
    Store.open(path).close()
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrate(db, stop_before="full text for many articles at a time")
        db.executescript("""
        INSERT INTO pages (id, url) VALUES (1, 'https://a.example/1');
        INSERT INTO addresses VALUES ('https://a.example/1', 1);
        INSERT INTO articles (id, page_id, url, title, kind, text, hash, reading)
        VALUES (1, 1, 'https://a.example/1', 'Dysprosium', 'article', '353 tons', 'x', 'y');
        """)
    with Store.open(path) as store:
        store.save_all([delivery(1, "dysprosium, 354 tons"), delivery(2)])
    assert found(path, "tons") == [1, 2, 3]
    assert found(path, "dysprosium") == [1, 2]
