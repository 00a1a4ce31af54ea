"""Stored articles, found by words, number or address."""

import doctest
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.errors import UsageError
from rarewatch.model import Flow, Kind, Period
from rarewatch.store import Query, Store, names_in, searching
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, article, page


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three pages, the last with two versions."""
    store = Store.open(tmp_path / "x.db")
    store.save(
        page("https://a.example/1"), article("Magnets went to Ohio.", "Trade in June"), [MAGNETS, TOTAL]
    )
    later = replace(article("Gallium, in a word.", "Magnets and magnetism"), published=date(2026, 1, 5))
    store.save(page("https://www.b.example/2"), replace(later, site="Bee"), [MINED])
    undated = replace(page("https://c.example/3"), fetched=datetime(2026, 2, 1, tzinfo=UTC))
    store.save(undated, replace(article("Old words.", "Old"), published=None), [])
    changed = replace(undated, content=b"changed")
    store.save(changed, replace(article("New wörds, o'brien.", "New"), published=None), [GROWTH])
    return store


def found(store: Store, words: str, **asked: object) -> list[int]:
    return [hit.id for hit in store.search(words, Query(**asked))]  # type: ignore[arg-type]


def test_the_examples_hold() -> None:
    failed, tried = doctest.testmod(searching)
    assert (failed, tried) == (0, 1)


def test_a_headline_counts_more_than_the_text(store: Store) -> None:
    assert found(store, "magnets") == [2, 1]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("MAGNETS ohio", [1]),
        ("magnet", []),
        ("magnet*", [2, 1]),
        ('"in june"', [1]),
        ('"june in"', []),
        ('"in a wo"*', [2]),
        ("o'brien", [4]),
        ("words", [4]),
        ("old", []),
        ("magnets AND ohio", []),
    ],
)
def test_all_words_must_occur_in_what_stands_now(store: Store, words: str, ids: list[int]) -> None:
    assert found(store, words) == ids


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"limit": 1}, [2]),
        ({"country": "US"}, [1]),
        ({"commodity": "rare-earths"}, [2]),
        ({"flow": Flow.EXPORT, "kind": Kind.LEVEL, "period": Period.months(2025, 6)}, [1]),
        ({"country": "US", "commodity": "gallium"}, []),
        ({"site": "bee"}, [2]),
        ({"site": "b.example"}, [2]),
        ({"published_since": date(2026, 1, 5)}, [2]),
        ({"published_until": date(2026, 1, 4)}, [1]),
        ({"since": date(2025, 1, 1)}, [1]),
    ],
)
def test_the_filters_say_which_articles(store: Store, asked: dict[str, object], ids: list[int]) -> None:
    assert found(store, "magnets", **asked) == ids


def test_what_states_no_day_is_as_old_as_it_was_fetched(store: Store) -> None:
    assert found(store, "new", published_since=date(2026, 2, 1)) == [4]
    assert found(store, "new", published_since=date(2026, 2, 2)) == []
    since = Query(published_since=date(2026, 2, 1))
    assert [row["value"] for row in store.rows(since)] == [660.0]


def test_a_hit_shows_what_was_found(store: Store) -> None:
    hit = next(iter(store.search("magnets")))
    assert (hit.title, hit.snippet) == ("\x02Magnets\x03 and magnetism", "Gallium, in a word.")
    assert (hit.url, hit.site, hit.published, hit.figures) == (
        "https://www.b.example/2",
        "Bee",
        "2026-01-05",
        1,
    )


def test_copies_of_a_story_are_one_hit(store: Store) -> None:
    story = article(
        "Terbium ran short at makers of motors in the north, as traders told on Monday. " * 3, "Terbium"
    )
    for number in range(3):
        store.save(page(f"https://copy{number}.example/", f"{number}".encode()), story, [MAGNETS])
    store.save(page("https://d.example/"), article("Terbium is dear.", "Prices"), [])
    assert [(hit.id, hit.copies) for hit in store.search("terbium")] == [(5, (6, 7)), (8, ())]
    assert [hit.id for hit in store.search("terbium", Query(limit=1))] == [5]


@pytest.mark.parametrize("words", ["", "  ", '"', "* - ()", '""', "\0"])
def test_nothing_to_search_for_is_told(store: Store, words: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        list(store.search(words))


def test_too_many_words_are_told(store: Store) -> None:
    with pytest.raises(UsageError, match="at most 50"):
        list(store.search("a " * 51))


SYNTAX = [
    "NEAR(",
    "AND",
    "OR",
    "NOT",
    "title:",
    "{title text}:",
    "^",
    "-x",
    "+",
    '"',
    "*",
    "(",
    ")",
    "''",
    ";--",
    "\0",
]


@given(
    st.lists(st.one_of(st.sampled_from(SYNTAX), st.text(max_size=6)), max_size=8), st.sampled_from(["", " "])
)
def test_no_words_whatever_are_an_error_of_sql(parts: list[str], between: str) -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE words USING fts5 (title, text)")
        db.execute("INSERT INTO words VALUES ('a', 'b')")
        try:
            match = searching.to_match(between.join(parts))
        except UsageError:
            return
        db.execute("SELECT * FROM words WHERE words MATCH ?", [match]).fetchall()
    db.close()


def test_a_page_is_found_with_all_its_versions(store: Store) -> None:
    for asked in (3, 4, "https://c.example/3"):
        assert [(one.id, one.current, one.title) for one in store.versions(asked)] == [
            (3, 0, "Old"),
            (4, 1, "New"),
        ]
    assert store.versions(99) == store.versions("https://nowhere.example/") == []


def test_a_figure_is_found_by_its_number(store: Store) -> None:
    row = store.figure(2)
    assert row is not None
    assert (row["value"], row["id"], row["article_id"], row["in_title"], row["position"]) == (
        3188,
        2,
        1,
        0,
        0,
    )
    assert store.figure(99) is None
    version = store.versions(1)[0]
    assert [one["id"] for one in store.rows_in(version)] == [1, 2]


def test_names_are_those_that_there_are(store: Store) -> None:
    assert names_in(store.path, "places") == [("001", "World"), ("CN", "China"), ("US", "United States")]
    assert [key for key, _ in names_in(store.path, "commodities")] == ["rare-earth-magnets", "rare-earths"]
    assert [key for key, _ in names_in(store.path, "sites")] == ["Bee", "a.example", "c.example"]
    assert sorted(key for key, _ in names_in(store.path, "flows")) == ["export", "production"]


def test_no_names_are_no_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("this is no database, though it is long enough to be taken for one" * 9)
    for path in (tmp_path / "none.db", tmp_path, broken):
        assert names_in(path, "places") == []
    assert not (tmp_path / "none.db").exists()
