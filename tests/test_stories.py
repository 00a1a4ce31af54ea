"""Copies of one story are one origin; two stories stay two."""

import random
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.facts import statements
from rarewatch.model import Article, Figure, Page
from rarewatch.store import Saved, Store
from rarewatch.store.schema import MIGRATIONS, migrate
from rarewatch.store.sketches import Sketch, figures_of
from tests.rows import GROWTH, MAGNETS, TOTAL, article, page
from tests.test_store import OF_THE_FIRST_SCHEMA

WORDS = [
    "customs", "shipments", "magnets", "exporters", "licence", "beijing", "quarter", "analysts", "demand",
    "orders", "makers", "motors", "supply", "rose", "fell", "steeply", "buyers", "abroad", "traders", "said",
]  # fmt: skip
WIRE = """China shipped 3,188 tonnes of rare earth magnets abroad in June, up 157.5 per cent on the month
before, customs figures showed on Sunday. Of these, 353 tonnes went to the United States, a rise of 660
per cent on May, after the two governments agreed in London to ease the licences that had held up
deliveries since April. Exports to Germany came to 764 tonnes. Makers of electric motors had warned for
weeks that their stocks would not last."""
REWRITE = """After a truce between the capitals, America took 3,188 tonnes? No: that was the whole world,
which received 157.5 per cent more magnets than a month earlier. American firms alone bought 353 tonnes,
and so 660 per cent more than in the spring. German buyers, short of parts since Easter, got 764 tonnes."""
BULLETIN = """China exported {} tonnes of rare earths in {}, {} per cent more than a year earlier, the
General Administration of Customs said on its website. Shipments in the year so far came to {} tonnes, up
{} per cent, at an average price of {} dollars a kilogram. The data do not tell magnets and oxides apart;
details by country follow on the 20th of the month."""
FIGURES = [TOTAL, replace(GROWTH, value=157.5), MAGNETS, GROWTH, replace(MAGNETS, partner="DE", value=764.0)]


def words(seed: int, count: int = 300) -> str:
    drawn = random.Random(seed)  # noqa: S311 - a sequence that repeats
    return " ".join(drawn.choice(WORDS) + str(drawn.randrange(30)) * drawn.randrange(2) for _ in range(count))


def in_order(figures: list[Figure]) -> list[Figure]:
    return [replace(figure, start=10 * place) for place, figure in enumerate(figures)]


class Shelf:
    """A store that is filled in words."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def keep(
        self, address: str, text: str, figures: list[Figure] | None = None, day: int = 20, **more: Any
    ) -> None:
        page = Page(address, (address + text).encode(), fetched=datetime(2025, 7, 25, day % 24, tzinfo=UTC))
        about = {"title": f"Title at {address}", "published": date(2025, 7, day)} | more
        self.store.save(page, Article(text, **about), in_order(figures or []))

    def stories(self) -> list[int]:
        """The story of each current version, in the order of storing, numbered from 0."""
        found = self.store._db.execute("SELECT story FROM articles WHERE current = 1 ORDER BY id").fetchall()
        numbers = list(dict.fromkeys(found))
        return [numbers.index(story) for story in found]

    def firsts(self) -> list[str]:
        sql = "SELECT articles.url FROM stories JOIN articles ON articles.id = article_id ORDER BY stories.id"
        return [url for (url,) in self.store._db.execute(sql)]


@pytest.fixture
def shelf(tmp_path: Path) -> Any:
    with Store.open(tmp_path / "news.db") as store:
        yield Shelf(store)


def test_the_same_body_is_one_story_whose_first_source_is_the_earliest(shelf: Shelf) -> None:
    shelf.keep("https://late.example/1", WIRE, day=21)
    shelf.keep("https://wire.example/1", WIRE, day=20)
    shelf.keep("https://third.example/1", WIRE.replace("\n", "  ").upper(), published=None)
    assert shelf.stories() == [0, 0, 0]
    assert shelf.firsts() == ["https://wire.example/1"]


def test_of_two_on_one_day_the_first_is_the_one_fetched_first(shelf: Shelf) -> None:
    shelf.keep("https://a.example/1", WIRE, day=20)
    page = Page("https://b.example/1", b"b", fetched=datetime(2025, 7, 20, tzinfo=UTC))
    shelf.store.save(page, Article(WIRE, "T", date(2025, 7, 20)), [])
    assert shelf.firsts() == ["https://b.example/1"]


@pytest.mark.parametrize("seed", range(5))
def test_in_whatever_order_copies_come_the_earliest_is_the_first(shelf: Shelf, seed: int) -> None:
    """Also where two stories turn out to be one."""
    draw = random.Random(seed)  # noqa: S311 - the same orders in every run
    days, other = draw.sample(range(1, 25), 9), words(2, 120)
    texts = [WIRE, other, WIRE, other, other, WIRE, f"{WIRE} {other}", WIRE, other]
    for number, (day, text) in enumerate(zip(days, texts, strict=True), 1):
        shelf.keep(f"https://{day}.example/1", text, day=day)
        told = shelf.stories()
        assert len(set(told)) == (1 if number in {1, 7, 8, 9} else 2)
        earliest = {min(day for day, one in zip(days, told, strict=False) if one == story) for story in told}
        assert {*shelf.firsts()} == {f"https://{day}.example/1" for day in earliest}


def test_a_copy_with_another_opening_and_a_copy_that_was_cut_are_found(shelf: Shelf) -> None:
    text = words(1)
    shelf.keep("https://a.example/1", text)
    shelf.keep("https://b.example/1", f"{words(2, 50)} {text}")
    shelf.keep("https://c.example/1", text[: len(text) // 2])
    shelf.keep("https://d.example/1", words(3))
    assert shelf.stories() == [0, 0, 0, 1]


def test_a_rewrite_is_found_by_its_figures_though_it_shares_no_words(shelf: Shelf) -> None:
    one, other = set(Sketch.of(WIRE).shingles), set(Sketch.of(REWRITE).shingles)
    assert len(one & other) / len(one | other) < 0.08
    shelf.keep("https://wire.example/1", WIRE, FIGURES)
    shelf.keep("https://daily.example/1", REWRITE, FIGURES, day=22)
    assert shelf.stories() == [0, 0]
    assert shelf.firsts() == ["https://wire.example/1"]


@pytest.mark.parametrize(
    ("figures", "day", "same"),
    [
        (FIGURES[:-1], 22, True),  # one left out
        (list(reversed(FIGURES)), 22, False),  # in another order
        (FIGURES[:2], 22, False),  # too few to mean anything
        ([replace(figure, value=figure.value * 1.1) for figure in FIGURES], 22, False),
    ],
)
def test_figures_are_a_sign_where_they_are_many_and_in_order(
    shelf: Shelf, figures: list[Figure], day: int, same: bool
) -> None:
    shelf.keep("https://wire.example/1", WIRE, FIGURES)
    shelf.keep("https://daily.example/1", REWRITE, figures, day)
    assert (shelf.stories() == [0, 0]) is same


def test_a_look_back_after_months_is_a_story_of_its_own(shelf: Shelf) -> None:
    shelf.keep("https://wire.example/1", WIRE, FIGURES)
    shelf.keep("https://daily.example/1", REWRITE, FIGURES, published=date(2025, 12, 30))
    assert shelf.stories() == [0, 1]


def test_next_months_bulletin_has_the_same_words_and_is_another_story(shelf: Shelf) -> None:
    shelf.keep("https://a.example/6", BULLETIN.format("7,742", "June", "60.3", "32,569", "11.9", "8.1"))
    shelf.keep("https://a.example/7", BULLETIN.format("5,994", "July", "21.4", "38,563", "13.3", "9.0"))
    assert shelf.stories() == [0, 1]


def test_a_short_notice_on_two_sites_says_nothing(shelf: Shelf) -> None:
    shelf.keep("https://a.example/1", "Subscribe to read on.")
    shelf.keep("https://b.example/1", "Subscribe to read on.")
    assert shelf.stories() == [0, 1]


def test_a_site_that_names_another_ones_article_as_canonical_has_copied_it(shelf: Shelf) -> None:
    shelf.keep("https://wire.example/1", words(1))
    shelf.keep("https://daily.example/x", words(2), url="https://wire.example/1")
    assert shelf.stories() == [0, 0]


@pytest.mark.parametrize(
    "other", ["https://evil.example/1", "http://a.example:81/1", "https://a.example.net/1"]
)
def test_a_page_that_names_another_sites_as_canonical_does_not_take_its_place(
    tmp_path: Path, other: str
) -> None:
    canonical = "https://www.a.example/1"
    with Store.open(tmp_path / "news.db") as store:
        assert store.save(page(other), article(url=canonical), [MAGNETS]) is Saved.NEW
        assert store.hash_of(canonical) is None
        assert store.save(page(canonical), article(url=canonical), [MAGNETS]) is Saved.NEW
        assert store.save(page(f"{other}?again"), article(url=canonical), [MAGNETS]) is Saved.NEW
        assert store.save(page("https://m.a.example/1"), article(url=canonical), [MAGNETS]) is Saved.UNCHANGED


def test_pages_of_one_site_with_one_canonical_url_are_no_copies(shelf: Shelf) -> None:
    for number in (1, 2):
        shelf.keep(f"https://a.example/{number}", words(number), url="https://a.example/news")
        shelf.keep(f"https://{number}.b.example/", words(10 + number), url="https://b.example/")
    assert len(set(shelf.stories())) == 4


def test_a_copy_of_two_stories_makes_them_one(shelf: Shelf) -> None:
    shelf.keep("https://a.example/1", WIRE, day=22)
    shelf.keep("https://b.example/1", REWRITE, FIGURES, day=21)
    shelf.keep("https://c.example/1", WIRE, FIGURES, day=23)
    assert shelf.stories() == [0, 0, 0]
    assert shelf.firsts() == ["https://b.example/1"]


def test_a_changed_page_stays_in_its_story(shelf: Shelf) -> None:
    shelf.keep("https://a.example/1", words(1))
    shelf.keep("https://b.example/1", words(1))
    shelf.keep("https://a.example/1", words(1) + " corrected")
    assert shelf.stories() == [0, 0]


def test_copies_count_as_one_origin_and_the_first_source_is_named(shelf: Shelf) -> None:
    shelf.keep("https://wire.example/1", WIRE, FIGURES, site="The Wire")
    shelf.keep("https://daily.example/1", REWRITE, FIGURES, day=22, site="Daily")
    shelf.keep("https://own.example/1", words(7), [MAGNETS], day=22, site="Own")
    rows = list(shelf.store.rows())
    assert {row["site"]: row["origin"] for row in rows} == {
        "The Wire": "The Wire",
        "Daily": "The Wire",
        "Own": "Own",
    }
    [fact] = [fact for fact in statements(rows) if fact.row["value"] == 353.0]
    assert (fact.outlets, fact.origins) == (3, 2)
    assert fact.as_row()["origins"] == 2


def test_what_an_earlier_schema_stored_is_sorted_in_at_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrate(db, stop_before=MIGRATIONS[3][0])
        db.executescript(OF_THE_FIRST_SCHEMA)
        db.execute("UPDATE articles SET text = ?", [WIRE])
    with Store.read(path) as store:
        assert [row["origin"] for row in store.rows()] == ["Alpha"]
    with Store.open(path) as store:
        shelf = Shelf(store)
        shelf.keep("https://b.example/1", WIRE)
        assert shelf.stories() == [0, 0]


def test_time_grows_with_the_number_of_articles_and_not_with_its_square(tmp_path: Path) -> None:
    """Though each ends with the same words: what many share is looked up among the newest alone."""
    sizes, times = (100, 400), []
    for size in sizes:
        with Store.open(tmp_path / f"{size}.db") as store:
            started = time.process_time()
            for number in range(size):
                Shelf(store).keep(f"https://a.example/{number}", f"{words(number, 60)} {words(-1, 40)}")
            times.append(time.process_time() - started)
            assert len(set(Shelf(store).stories())) == size
    assert times[1] < times[0] * sizes[1] / sizes[0] * 2


@given(st.text(), st.lists(st.tuples(st.floats(allow_nan=False), st.sampled_from(["t", "%", None]))))
def test_any_text_is_sketched_and_long_ones_are_copies_of_themselves(
    text: str, figures: list[tuple[float, str | None]]
) -> None:
    sketch = Sketch.of(text, figures_of(figures))
    assert all(-(2**63) <= key < 2**63 for key in sketch.keys)
    assert Sketch.unpacked(sketch.packed()) == sketch
    assert sketch.copies(sketch) is (sketch.body > 0 or len(sketch.figures) >= 3)
