"""The database keeps every page and its figures, loses nothing, doubles nothing, and says what is wrong."""

import math
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rarewatch.errors import StoreError
from rarewatch.model import ROW_KEYS, Figure, Flow, Kind, Page, Period, Verdict
from rarewatch.store import Query, Saved, Store, Trade, content_hash
from rarewatch.store.connection import connect_to_write
from rarewatch.store.query import to_sql
from rarewatch.store.schema import MIGRATIONS, VERSION, migrate
from tests.rows import GROWTH, JUNE, MAGNETS, MINED, TOTAL, article, page, row


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def values(path: Path, query: Query | None = None) -> list[float]:
    with Store.read(path) as store:
        return [found["value"] for found in store.rows(query)]


def test_a_row_comes_back_as_it_was_saved(path: Path) -> None:
    with Store.open(path) as store:
        assert store.save(page(), article(), [GROWTH]) is Saved.NEW
    with Store.read(path) as store:
        found = list(store.rows())
    assert found == [row(GROWTH, id=1)]
    assert tuple(found[0]) == ROW_KEYS


def test_saving_the_same_again_changes_nothing(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page(), article(), [MAGNETS])
        before = dump(path)
        assert store.save(page(), article(), [MAGNETS]) is Saved.UNCHANGED
    assert dump(path) == before


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_other_bytes_around_the_same_words_change_nothing(path: Path) -> None:
    """Advertisements and tokens differ with every request."""
    with Store.open(path) as store:
        store.save(page(), article(), [MAGNETS])
        before = dump(path)
        assert store.save(page(content=b"other ad"), article(), [MAGNETS]) is Saved.UNCHANGED
    assert dump(path) == before


def test_a_changed_page_keeps_its_earlier_version_with_its_figures(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page(content=b"1"), article("353 tons"), [MAGNETS])
        changed = store.save(page(content=b"2"), article("354 tons"), [replace(MAGNETS, value=354.0)])
        assert changed is Saved.CHANGED
        assert store.hash_of(page().url) == content_hash(b"2")
    assert values(path) == [354.0]
    sql = "SELECT text, value, figures.current FROM figures JOIN articles ON articles.id = article_id"
    assert ask(path, sql) == [("353 tons", 353.0, 0), ("354 tons", 354.0, 1)]


def test_a_page_that_goes_back_to_its_first_words_is_current_once(path: Path) -> None:
    with Store.open(path) as store:
        for text in ("one", "two", "one"):
            store.save(page(content=text.encode()), article(text), [MAGNETS])
    assert values(path) == [353.0]
    assert ask(path, "SELECT text, current FROM articles") == [("one", 0), ("two", 0), ("one", 1)]


def test_a_new_reading_of_the_same_bytes_takes_the_place_of_the_old(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page(), article(), [])
        assert store.save(page(), article("353 tons now"), [MAGNETS, GROWTH]) is Saved.CHANGED
        assert store.save(page(), article("353 tons now"), [MAGNETS]) is Saved.CHANGED
    assert values(path) == [353.0]
    assert ask(path, "SELECT count(*) FROM articles") == [(1,)]
    assert ask(path, "SELECT title FROM articles_fts WHERE articles_fts MATCH 'now'") == [
        ("Magnets to the US",)
    ]


def test_one_article_under_two_addresses_is_one_page(path: Path) -> None:
    canonical = "https://a.example/1"
    with Store.open(path) as store:
        store.save(page(canonical + "?from=feed"), article(url=canonical), [MAGNETS])
        assert store.hash_of(canonical)
        assert store.save(page(canonical + "?amp"), article(url=canonical), [MAGNETS]) is Saved.UNCHANGED
    assert values(path) == [353.0]


def test_pages_that_share_a_wrong_canonical_url_stay_apart(path: Path) -> None:
    """Some sites name their front page as the canonical URL of every page."""
    with Store.open(path) as store:
        for number in (1, 2):
            home = article(title=f"Story {number}", url="https://a.example/")
            assert store.save(page(f"https://a.example/{number}"), home, [MAGNETS]) is Saved.NEW
    assert values(path) == [353.0, 353.0]


def test_the_bytes_received_come_back(path: Path) -> None:
    received = Page(
        "https://a.example/x", b"\x00\xff" * 999, "text/html", 203, datetime(2025, 7, 1, tzinfo=UTC)
    )
    with Store.open(path) as store:
        store.save(received, article(), [])
        assert list(store.pages()) == [received]
    [(size,)] = ask(path, "SELECT length(body) FROM contents")
    assert isinstance(size, int)
    assert size < 100


def test_a_page_is_stored_whole_or_not_at_all(path: Path) -> None:
    """A figure that the schema refuses takes its page with it."""
    with Store.open(path) as store:
        store.save(page("https://a.example/0"), article(), [TOTAL])
        with pytest.raises(StoreError):
            store.save(page(), article(), [MAGNETS, replace(MAGNETS, value=math.nan)])
        assert store.hash_of(page().url) is None
        assert store.save(page(), article(), [MAGNETS]) is Saved.NEW
    assert values(path) == [3188.0, 353.0]


def test_killed_in_the_middle_nothing_is_lost_or_doubled(path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from rarewatch.store import Store
from tests.rows import MAGNETS, article, page
store = Store.open(Path(sys.argv[1]))
store.save(page("https://a.example/0"), article(), [MAGNETS])
store._db.execute("BEGIN IMMEDIATE")
store._db.execute("INSERT INTO pages (url) VALUES ('https://a.example/1')")
os._exit(9)
"""
    ended = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert ended.returncode == 9
    with Store.open(path) as store:
        assert store.save(page("https://a.example/0"), article(), [MAGNETS]) is Saved.UNCHANGED
        assert store.save(page("https://a.example/1"), article(), [MAGNETS]) is Saved.NEW
    assert values(path) == [353.0, 353.0]


def test_failures_are_counted_and_forgotten_after_a_success(path: Path) -> None:
    with Store.open(path) as store:
        for day in (1, 2):
            store.save_failure(page().url, f"status 50{day}", datetime(2025, 7, day, tzinfo=UTC))
        [failure] = ask(path, "SELECT reason, first_failed, last_failed, times FROM failures")
        assert failure == ("status 502", "2025-07-01T00:00:00+00:00", "2025-07-02T00:00:00+00:00", 2)
        store.save(page(), article(), [])
    assert ask(path, "SELECT * FROM failures") == []


def test_articles_are_searched_and_deleted_ones_are_not_found(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page(), article("Dysprosium shipments"), [])
    search = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'dysprosium'"
    assert ask(path, search) == [(1,)]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM pages")
    assert ask(path, search) == []
    assert ask(path, "SELECT count(*) FROM contents") == [(0,)]


def test_a_view_gives_names_in_place_of_codes(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page(), article(), [MAGNETS, MINED])
    found = ask(path, "SELECT commodity, reporter, partner, period, value FROM figures_full ORDER BY id")
    assert found == [
        ("rare-earth magnets", "China", "United States", "2025-06", 353.0),
        ("rare earths", "China", None, None, 70.0),
    ]


def test_all_tables_are_strict_and_their_references_hold(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page(), article(), [MAGNETS])
    loose = "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'"
    names = {str(name) for (name,) in ask(path, loose)}
    assert {name for name in names if not name.startswith(("sqlite_", "_sqlite", "articles_fts"))} == set()
    assert ask(path, "PRAGMA foreign_key_check") == []
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]
    assert {table for (_, _, table, *_) in ask(path, "PRAGMA foreign_key_list(figures)")} == {
        "articles",
        "commodities",
        "places",
    }


# Questions


@pytest.fixture
def stored(path: Path) -> Path:
    """Four figures of two sites."""
    imported = replace(
        MAGNETS, flow=Flow.IMPORT, reporter="US", partner="CN", period=Period.months(2025, 1, 6), value=2.0
    )
    with Store.open(path) as store:
        store.save(page(), article(site="Alpha News"), [MAGNETS, MINED])
        store.save(page("https://www.beta.example/2"), article(), [imported, replace(GROWTH, partner="JP")])
    return path


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (Query(), [353.0, 660.0, 2.0, 70.0]),
        (Query(country="US"), [353.0, 2.0]),
        (Query(country="CN"), [353.0, 660.0, 2.0, 70.0]),
        (Query(reporter="US"), [2.0]),
        (Query(partner="JP"), [660.0]),
        (Query(commodity="rare-earths"), [70.0]),
        (Query(flow=Flow.IMPORT), [2.0]),
        (Query(kind=Kind.CHANGE), [660.0]),
        (Query(period=JUNE), [353.0, 660.0]),
        (Query(period=Period.months(2025, 1, 6)), [2.0]),
        (Query(since=date(2025, 6, 30)), [353.0, 660.0, 2.0]),
        (Query(since=date(2025, 7, 1)), []),
        (Query(until=date(2025, 6, 29)), []),
        (Query(since=date(2025, 6, 1), until=date(2025, 6, 30)), [353.0, 660.0, 2.0]),
        (Query(site="alpha"), [353.0, 70.0]),
        (Query(site="beta.example"), [660.0, 2.0]),
        (Query(site="%"), []),
        (Query(limit=2), [353.0, 660.0]),
        (Query(country="US", kind=Kind.CHANGE), []),
    ],
)
def test_a_question_is_answered_newest_period_first(stored: Path, query: Query, wanted: list[float]) -> None:
    assert values(stored, query) == wanted


def test_a_country_and_a_date_are_looked_up_in_an_index(stored: Path) -> None:
    """On a million figures nothing may be scanned."""
    sql, given = to_sql(Query(country="US", since=date(2025, 1, 1)))
    with closing(sqlite3.connect(stored)) as db:
        plan = " ".join(str(step[-1]) for step in db.execute(f"EXPLAIN QUERY PLAN {sql}", given))
    assert "figures_reporter" in plan
    assert "figures_partner" in plan
    assert "SCAN figures" not in plan


# The file


def test_opening_again_changes_nothing(path: Path) -> None:
    Store.open(path).close()
    before = dump(path)
    Store.open(path).close()
    Store.read(path).close()
    assert dump(path) == before
    assert len(ask(path, "SELECT * FROM _sqlite_migrations")) == len(MIGRATIONS)


OF_THE_FIRST_SCHEMA = """
INSERT INTO places VALUES ('CN', 'China'), ('US', 'United States');
INSERT INTO commodities VALUES ('rare-earth-magnets', 'rare-earth magnets');
INSERT INTO pages (id, url) VALUES (1, 'https://a.example/1');
INSERT INTO addresses VALUES ('https://a.example/1', 1);
INSERT INTO articles (id, page_id, url, title, published, site, kind, text, hash, reading)
VALUES (1, 1, 'https://a.example/1', 'Magnets to the US', '2025-07-21', 'Alpha', 'article',
    '353 tons', 'x', 'y');
INSERT INTO figures (article_id, commodity, flow, reporter, partner, kind, measure, value, unit, bound, quote,
    sentence, rule, in_title, position, assumed, note)
VALUES (1, 'rare-earth-magnets', 'export', 'CN', 'US', 'level', 'quantity', 353.0, 't', '=', '353 tons',
    '353 tons', 'amount', 0, 0, '[]', '');
"""


@pytest.mark.parametrize("applied", range(1, len(MIGRATIONS)))
@pytest.mark.parametrize("opened", [Store.open, Store.read])
def test_old_rows_survive_every_later_migration(path: Path, applied: int, opened: type[Store]) -> None:
    """A file left by any earlier version is brought up to date with all that it holds."""
    Store.open(path).close()
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrate(db, stop_before=MIGRATIONS[applied][0])
        db.executescript(OF_THE_FIRST_SCHEMA)
        assert db.execute("PRAGMA user_version").fetchone() == (applied,)
    opened(path).close()
    assert ask(path, "PRAGMA user_version") == [(VERSION,)]
    assert values(path) == [353.0]
    assert ask(path, "SELECT title FROM articles_fts WHERE articles_fts MATCH 'magnets'")


def test_two_programs_may_make_the_same_file_at_once(path: Path) -> None:
    code = "import sys, pathlib, rarewatch.store as s; s.Store.open(pathlib.Path(sys.argv[1])).close()"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(3)
    ]
    assert [program.communicate()[1] for program in started] == [b"", b"", b""]


def test_a_reader_goes_on_while_a_writer_writes(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page(), article(), [MAGNETS])
        store._db.execute("BEGIN IMMEDIATE")
        assert values(path) == [353.0]
        store._db.execute("ROLLBACK")


def test_no_database_is_told_with_what_to_do(path: Path) -> None:
    with pytest.raises(StoreError, match=r"No database at .*news\.db; run `rarewatch fetch` first\."):
        Store.read(path)
    assert not path.exists()


@pytest.mark.parametrize("opened", [Store.open, Store.read])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, opened: type[Store]) -> None:
    path.write_bytes(b"Dear diary, " * 999)
    with pytest.raises(StoreError, match="is no SQLite database"):
        opened(path)
    assert path.read_bytes() == b"Dear diary, " * 999


@pytest.mark.parametrize("opened", [Store.open, Store.read])
def test_the_database_of_another_program_is_refused_and_left_alone(path: Path, opened: type[Store]) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE pages (mine)")
    with pytest.raises(StoreError, match="another program"):
        opened(path)
    assert ask(path, "SELECT name FROM sqlite_master") == [("pages",)]


@pytest.mark.parametrize("opened", [Store.open, Store.read])
def test_a_newer_schema_is_refused(path: Path, opened: type[Store]) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreError, match=r"newer rarewatch \(schema .*pip install --upgrade"):
        opened(path)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store.read(tmp_path)


def test_a_parent_that_is_a_file_is_told(path: Path) -> None:
    path.write_text("")
    with pytest.raises(StoreError, match=r"folder .* cannot be made"):
        Store.open(path / "news.db")


def test_a_locked_file_is_told(path: Path) -> None:
    with Store.open(path) as store:
        store._db.execute("BEGIN IMMEDIATE")
        with (
            Store.open(path, busy_seconds=0.01) as second,
            pytest.raises(StoreError, match="locked by another"),
        ):
            second.save(page(), article(), [])
        store._db.execute("ROLLBACK")


def test_a_full_disk_is_told_and_what_is_stored_stays(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page("https://a.example/0"), article(), [MAGNETS])
        [(size,)] = store._db.execute("PRAGMA page_count").fetchall()
        store._db.execute(f"PRAGMA max_page_count = {size}")
        with pytest.raises(StoreError, match="No room left"):
            store.save(page(content=os.urandom(99_999)), article(), [MAGNETS])
    assert values(path) == [353.0]


def test_a_store_in_a_folder_that_may_not_be_written_to_is_read(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page(), article(), [MAGNETS])
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert values(path) == [353.0]
    finally:
        path.parent.chmod(0o755)


def test_a_hash_in_the_path_is_no_trap(tmp_path: Path) -> None:
    odd = tmp_path / "a#b?c%20 d.db"
    connect_to_write(odd).close()
    assert odd.exists()


figures = st.lists(st.sampled_from([MAGNETS, TOTAL, GROWTH, MINED]), max_size=3)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=5), figures), max_size=8))
def test_the_store_holds_the_last_reading_of_every_page(
    tmp_path_factory: pytest.TempPathFactory, saves: list[tuple[str, str, list[Figure]]]
) -> None:
    """Whatever is saved in whatever order: one current version a page, with its own figures."""
    path = tmp_path_factory.mktemp("store") / "news.db"
    with Store.open(path) as store:
        for name, text, found in saves:
            bare = text.encode("utf-8", "ignore")
            store.save(page(f"https://{name}.example/", bare), article(bare.decode(), title=name), found)
        last = {name: found for name, _, found in saves}
        wanted = sorted(figure.value for found in last.values() for figure in found)
        assert sorted(found["value"] for found in store.rows()) == wanted


def test_a_trade_is_to_be_checked_when_one_of_its_figures_has_changed(path: Path) -> None:
    trade = Trade("rare-earth-magnets", "export", "CN", "quantity")
    with Store.open(path) as store:
        assert store.unchecked() == []
        store.save(page(), article(), [MAGNETS, MINED])
        assert store.unchecked() == [trade, Trade("rare-earths", "production", "CN", "quantity")]
        rows = store.rows_of_trade(trade)
        assert [found["value"] for found in rows] == [353]
        store.save_verdicts(trade, {rows[0]["id"]: Verdict.PROVED})
        assert [found["verdict"] for found in store.rows_of_trade(trade)] == ["proved"]
        assert trade not in store.unchecked()
        store.save(page(), article(), [MAGNETS, MINED])
        assert trade not in store.unchecked()
        store.save(page(content=b"<p>another</p>"), article("another"), [MINED])
        assert trade in store.unchecked()
        assert store.rows_of_trade(trade) == []
