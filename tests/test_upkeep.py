"""reparse, prune and runs, as a person and as a program use them."""

import json
import socket
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rarewatch import watch
from rarewatch.articles import read_article
from rarewatch.cli import app
from rarewatch.errors import StoreError
from rarewatch.figures import find_figures
from rarewatch.model import Figure, Page
from rarewatch.store import Holder, Store
from rarewatch.watch import Reader, State, Summary, journaled, read_again
from tests.readers import BAD_READER, story
from tests.rows import MAGNETS, article
from tests.server import Site

TEXT = "China exported 353 tons of rare earth magnets to the United States in June 2025, data showed. "
BODY = f"<h1>Magnets</h1>{f'<p>{TEXT}</p>' * 4}"
HTML = f"<html><head><title>Magnets</title></head><body>{BODY}</body></html>".encode()
OLD = datetime(2025, 7, 1, tzinfo=UTC)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database that RAREWATCH_DB names in tests."""
    return tmp_path / "rarewatch.db"


def keep(
    path: Path, url: str, figures: Sequence[Figure] = (), content: bytes = HTML, at: datetime = OLD
) -> None:
    """A page as it was stored by earlier rules, which read what is given here."""
    with Store.open(path) as store:
        store.save(Page(url, content, "text/html", fetched=at), article(), figures)


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


# reparse


def test_what_earlier_rules_missed_is_added_and_told(path: Path) -> None:
    keep(path, "https://a.example/1")
    shown = run("reparse")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "https://a.example/1"
    assert lines[1] == "  + 2025-06  rare earth magnets  export  China → United States  level  353 t"
    assert lines[-1].startswith("1 pages read again, 1 changed: ")
    assert [row["value"] for row in json.loads(run("show", "--json").stdout)] == [353] * len(lines[1:-1])
    again = run("reparse")
    assert again.stdout.startswith("1 pages read again, 0 changed: 0 figures added, 0 removed, 0 changed;")


def test_a_dry_run_shows_the_same_and_stores_nothing(path: Path) -> None:
    keep(path, "https://a.example/1")
    before = ask(path, "SELECT reading FROM articles")
    report = json.loads(run("reparse", "--dry-run", "--json").stdout)
    assert (report["dry_run"], report["changed"], ask(path, "SELECT count(*) FROM figures")) == (
        True,
        1,
        [(0,)],
    )
    assert ask(path, "SELECT reading FROM articles") == before
    again = json.loads(run("reparse", "--json").stdout)
    assert again["articles"] == report["articles"]


def test_json_tells_added_removed_and_changed_figures(path: Path) -> None:
    sentence = TEXT.strip()
    other = replace(MAGNETS, value=999.0, quote="999 tons", sentence="It was never said.")
    wrong = replace(MAGNETS, partner="JP", quote="353 tons", sentence=sentence, note="wrong")
    keep(path, "https://a.example/1", [wrong, other])
    [changed] = json.loads(run("reparse", "--json").stdout)["articles"]
    assert [row["value"] for row in changed["removed"]] == [999.0]
    [pair] = changed["altered"]
    assert (pair["before"]["partner"], pair["after"]["partner"]) == ("JP", "US")
    shown = [row["partner"] for row in json.loads(run("show", "--json").stdout)]
    assert set(shown) == {"US"}


def test_since_leaves_out_what_was_fetched_before(path: Path) -> None:
    keep(path, "https://a.example/1")
    keep(path, "https://b.example/1", content=HTML + b" ", at=OLD + timedelta(days=30))
    assert json.loads(run("reparse", "--since", "2025-07-02", "--json").stdout)["pages"] == 1
    assert json.loads(run("reparse", "--since", "2025-07-01", "--json").stdout)["pages"] == 2


def test_the_day_that_a_listing_gave_is_kept_for_later_readings(path: Path) -> None:
    content = HTML.replace(b"in June 2025", b"last month")
    day = date(2025, 7, 21)
    first = read_article(content, "https://a.example/1", published=day)
    with Store.open(path) as store:
        page = Page("https://a.example/1", content, "text/html", fetched=OLD + timedelta(days=30))
        store.save(page, first, find_figures(first), given=day)
        assert [row.changed for row in read_again(store, Reader(read_article, find_figures), dry=False)] == [
            False
        ]
        store.save(page, first, [], given=day)
        list(read_again(store, Reader(read_article, find_figures), dry=False))
        assert {row["period"] for row in store.rows()} == {"2025-06"}


def test_a_page_that_was_redirected_or_names_another_address_reads_the_same(path: Path, site: Site) -> None:
    canonical = HTML.replace(b"</title>", b"</title><link rel=canonical href='/canonical'>")
    site.add("/end", HTML)
    run("fetch", site.redirect("/start", "/end"), site.add("/a", canonical))
    urls = ask(path, "SELECT url FROM articles ORDER BY url")
    assert urls == [(site.url("/canonical"),), (site.url("/end"),)]
    report = json.loads(run("reparse", "--json").stdout)
    assert (report["pages"], report["changed"]) == (2, 0)


def test_a_page_that_is_no_article_any_more_keeps_its_figures_and_is_told(path: Path) -> None:
    keep(path, "https://a.example/1", [MAGNETS], content=b"")
    keep(path, "https://b.example/1", [MAGNETS])
    shown = run("reparse")
    assert shown.exit_code == 1
    assert shown.stderr.startswith("rarewatch: https://a.example/1: by today's rules this is no article")
    assert (353.0,) in ask(path, "SELECT value FROM figures WHERE article_id = 1")


def test_a_damaged_raw_page_costs_only_itself(path: Path) -> None:
    keep(path, "https://a.example/1", [MAGNETS])
    keep(path, "https://b.example/1")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE contents SET body = x'00' WHERE article_id = 1")
    shown = run("reparse")
    assert "the stored page is damaged" in shown.stderr
    assert "2 pages read again, 1 changed" in shown.stdout


@pytest.mark.parametrize(
    ("word", "failure"),
    [("crash", "ZeroDivisionError"), ("die", "SIGSEGV"), ("hang", "took longer than 8 seconds")],
)
def test_a_page_that_breaks_its_reader_costs_only_itself(path: Path, word: str, failure: str) -> None:
    keep(path, "https://a.example/1", [MAGNETS], content=f"<p>{word}</p>".encode())
    keep(path, "https://b.example/1", content=story(7).encode())
    with Store.open(path) as store:
        broken, sound = read_again(store, BAD_READER, dry=False, seconds=8)
        assert failure in broken.failure
        assert [row["value"] for row in sound.added] == [7]
        assert sorted(row["value"] for row in store.rows()) == [7.0, 353.0]


def test_the_rules_for_single_sites_hold_in_a_later_reading_too(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    promo = "<p class=promo>China exported 999 tons of rare earth magnets to Japan in June 2025.</p>"
    keep(path, "https://a.example/1", content=HTML.replace(b"</body>", f"{promo}</body>".encode()))
    rules = tmp_path / "sites.toml"
    monkeypatch.setenv("RAREWATCH_SITES", str(rules))
    rules.write_text("")
    run("reparse")
    assert (999.0,) in ask(path, "SELECT value FROM figures")
    rules.write_text('["a.example"]\ndrop = ".promo"\n')
    run("reparse")
    assert (999.0,) not in ask(path, "SELECT value FROM figures")


def test_only_the_newest_version_is_read_again(path: Path) -> None:
    keep(path, "https://a.example/1", [MAGNETS], content=b"<p>one</p>")
    with Store.open(path) as store:
        store.save(Page("https://a.example/1", HTML, "text/html", fetched=OLD), article("other words"), [])
    assert json.loads(run("reparse", "--json").stdout)["pages"] == 1
    assert (353.0, 0) in ask(path, "SELECT value, current FROM figures WHERE article_id = 1")


# prune


def test_old_raw_pages_go_and_figures_with_their_evidence_stay(path: Path) -> None:
    noise = bytes(range(256)) * 40
    for number in range(30):
        body = b"".join(bytes([byte ^ number]) for byte in noise) + str(number).encode() * 9999
        keep(path, f"https://a.example/{number}", [replace(MAGNETS, sentence="S.")], content=body)
    keep(path, "https://a.example/young", [MAGNETS], at=datetime.now(UTC))
    shown = json.loads(run("show", "--json").stdout)
    would = run("prune", "--older-than", "90d", "--dry-run").stdout
    assert would.startswith("30 raw pages (")
    assert ask(path, "SELECT count(*) FROM contents") == [(31,)]
    report = json.loads(run("prune", "--older-than", "90d", "--json").stdout)
    assert report["pages"] == 30
    assert report["after"] < report["before"]
    assert path.stat().st_size == report["after"]
    assert ask(path, "SELECT count(*) FROM contents") == [(1,)]
    assert json.loads(run("show", "--json").stdout) == shown
    assert "30 without a raw page" in run("reparse", "--dry-run").stdout


def test_what_prune_frees_is_said(path: Path) -> None:
    keep(path, "https://a.example/1", content=bytes(99))
    said = run("prune", "--older-than", "1w").stdout
    assert said.startswith("Dropped 1 raw page (0.0 MB); the database shrank from 0.")
    assert said.endswith(" MB freed.\n")


def test_a_reader_neither_stops_prune_nor_is_stopped(path: Path) -> None:
    for number in range(3):
        keep(path, f"https://a.example/{number}", [MAGNETS], content=HTML + str(number).encode())
    with Store.read(path) as store:
        rows = store.rows()
        next(rows)
        said = run("prune", "--older-than", "1d")
        assert said.stdout.endswith("the database shrinks when those who read it now have ended.\n")
        assert len(list(rows)) == 2
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_pruned_page_is_still_known_and_not_doubled(path: Path, site: Site) -> None:
    url = site.add("/a", HTML)
    assert json.loads(run("fetch", url, "--json").stdout)["new"] == 1
    run("prune", "--older-than", "0d")
    assert json.loads(run("fetch", url, "--json").stdout)["unchanged"] == 1
    assert json.loads(run("fetch", "--force", url, "--json").stdout)["unchanged"] == 1
    assert site.asked("/a") == 2


@pytest.mark.parametrize("age", ["90", "d", "3m", "-1d", "soon", ""])
def test_an_age_that_is_none_is_told(path: Path, age: str) -> None:
    shown = run("prune", f"--older-than={age}")
    assert shown.exit_code == 2
    assert "Write days (90d)" in shown.stderr


@pytest.mark.parametrize("words", [["reparse"], ["prune", "--older-than", "1d"], ["runs"]])
def test_without_a_database_none_is_made(path: Path, words: list[str]) -> None:
    shown = run(*words)
    assert shown.exit_code == 3
    assert shown.stderr.startswith("rarewatch: No database at")
    assert not list(path.parent.iterdir())


# runs


def test_runs_are_listed_with_what_failed_and_why(path: Path, site: Site) -> None:
    url = site.add("/a", HTML)
    run("fetch", url, site.url("/missing"), site.url("/gone"))
    run("fetch", url)
    latest, first = json.loads(run("runs", "--json").stdout)
    assert (latest["counts"]["unchanged"], latest["failures"], latest["state"]) == (1, [], "done")
    assert (first["counts"]["new"], first["counts"]["failed"]) == (1, 2)
    assert [row["url"] for row in first["failures"]] == [site.url("/missing"), site.url("/gone")]
    assert first["host"] == socket.gethostname()
    head, *lines = (line.split("\t") for line in run("runs").stdout.splitlines())
    assert head[2:] == ["new", "changed", "unchanged", "skipped", "failed", "figures", "state", "why"]
    assert [line[2:7] for line in lines] == [["0", "0", "1", "0", "0"], ["1", "0", "0", "0", "2"]]
    assert lines[1][-1] == "2× the server answered 404 Not Found"
    assert len(run("runs", "--limit", "1").stdout.splitlines()) == 2


def test_a_dry_run_leaves_no_trace(path: Path, site: Site) -> None:
    run("fetch", site.add("/a", HTML))
    run("fetch", "--dry-run", site.url("/a"))
    assert ask(path, "SELECT count(*) FROM runs") == [(1,)]


HOLDER = Holder(1, "host", OLD.isoformat(), "rarewatch fetch")


def test_a_run_that_was_killed_is_told_from_one_that_has_ended(path: Path) -> None:
    with Store.open(path) as store:
        store.begin_run(HOLDER)
    assert json.loads(run("runs", "--json").stdout)[0]["state"] == "killed"


def test_other_states_and_why_pages_were_skipped_are_told_too(path: Path) -> None:
    """Whatever a summary counts: `runs` knows no list of states."""
    counts = {"new": 1, "skipped": 3, "off_match": 2, "blocked": 2, "deferred": 0, "listed": 4}
    with Store.open(path) as store:
        number = store.begin_run(HOLDER)
        store.note_run(
            number, OLD, counts | {"skipped_why": {"is no article": 3}}, [("https://a.example/", "no")]
        )
        store.end_run(number, OLD)
    line = run("runs").stdout.splitlines()[1].split("\t")
    assert line[5] == "5"
    assert line[-1] == "2 blocked; 1× no; skipped 3× is no article"


def test_a_run_is_written_down_while_it_goes_on(path: Path) -> None:
    moments = iter(OLD + timedelta(seconds=3 * number) for number in range(99))
    results = (watch.Result(f"https://a.example/{number}", State.FAILED, "no") for number in range(4))
    with Store.open(path) as store:
        seen = []
        for _ in journaled(results, Summary(), store, HOLDER, lambda: next(moments)):
            [row] = store.runs()
            seen.append((row["counts"].get("failed", 0), len(row["failures"]), row["ended"]))
        assert seen == [(0, 0, None), (2, 2, None), (2, 2, None), (4, 4, None)]
        [row] = store.runs()
    assert (row["counts"]["failed"], len(row["failures"]), row["error"]) == (4, 4, "")
    assert row["ended"] > row["started"]


def test_what_ends_a_run_early_is_written_down(path: Path) -> None:
    def results() -> "list[watch.Result]":
        yield watch.Result("https://a.example/", State.NEW)
        raise StoreError("No room left.")

    with Store.open(path) as store:
        with pytest.raises(StoreError):
            list(journaled(results(), Summary(), store, HOLDER, lambda: OLD))
        [row] = store.runs()
    assert (row["error"], row["counts"]["new"]) == ("No room left.", 1)
    assert json.loads(run("runs", "--json").stdout)[0]["state"] == "stopped"
