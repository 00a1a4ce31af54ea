"""Datasette opens the database as it is: names in place of codes, search, views, and what is told of it."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.model import Kind, Verdict
from rarewatch.store import Store, Trade
from rarewatch.vocabulary import table
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, article, page

TOLD = table("datasette")
LURE = "<script>alert(1)</script>"

_ASK = """
import asyncio, json, sys
from datasette.app import Datasette
database, metadata, *paths = sys.argv[1:]
shown = Datasette([database], metadata=json.load(open(metadata)), pdb=False)
async def ask():
    answers = [await shown.client.get(path) for path in paths]
    print(json.dumps([[answer.status_code, answer.text] for answer in answers]))
asyncio.run(ask())
"""


def fill(path: Path) -> None:
    """A total, a partner told by two sites of which one copies, growth that is disputed, a mine."""
    with Store.open(path) as store:
        store.save(page(), article("Dysprosium magnets, 353 tons"), [MAGNETS, TOTAL, GROWTH, MINED])
        may = replace(MAGNETS, period=MAGNETS.period and MAGNETS.period.previous(), value=46.0)
        store.save(page("https://b.example/2"), article(title=LURE, site="b.example"), [MAGNETS, may])
        trade = Trade("rare-earth-magnets", "export", "CN", "quantity")
        store.save_verdicts(trade, {1: Verdict.PROVED, 3: Verdict.DISPUTED})


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The database and the metadata that its owner has written."""
    folder = tmp_path_factory.mktemp("datasette")
    path, told = folder / "news.db", folder / "metadata.json"
    fill(path)
    assert run("--db", str(path), "-o", str(told)).exit_code == 0
    return path, told


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["datasette-metadata", *words])


def python(*words: str | Path) -> str:
    """What a Python prints that lets no warning pass."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *words], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def ask(files: tuple[Path, Path], *paths: str) -> list[Any]:
    """The answers to several addresses, as JSON where they are."""
    answers = json.loads(python("-c", _ASK, *files, *paths))
    assert [(path, text) for path, (status, text) in zip(paths, answers, strict=True) if status != 200] == []
    return [json.loads(text) if text[:1] in "{[" else text for _, text in answers]


def test_datasette_opens_the_database_without_being_told_anything(files: tuple[Path, Path]) -> None:
    got = python("-m", "datasette", files[0], "--get", "/news/series_points.json?_shape=array")
    assert {row["value"] for row in json.loads(got)} == {46, 70, 353, 660, 3188}


def test_codes_are_shown_as_names_and_a_figure_leads_to_its_article(files: tuple[Path, Path]) -> None:
    [found] = ask(files, "/news/figures.json?_labels=on&_shape=objects&id=1")
    [figure] = found["rows"]
    assert figure["reporter"] == {"value": "CN", "label": "China"}
    assert figure["commodity"] == {"value": "rare-earth-magnets", "label": "rare-earth magnets"}
    assert figure["article_id"]["label"] == "Magnets to the US"


def test_articles_are_searched_in_full(files: tuple[Path, Path]) -> None:
    [found] = ask(files, "/news/articles.json?_search=dysprosium&_shape=array")
    assert [row["title"] for row in found] == ["Magnets to the US"]


def test_views_tell_points_latest_and_disputed(files: tuple[Path, Path]) -> None:
    shape = "_shape=array&kind=level&partner_code=US"
    points, latest, disputed = ask(
        files,
        f"/news/series_points.json?{shape}&_sort=period_end",
        f"/news/latest.json?{shape}",
        "/news/disputed.json?_shape=array",
    )
    told = [(row["period"], row["value"], row["outlets"], row["verdict"]) for row in points]
    assert told == [("2025-05", 46, 1, None), ("2025-06", 353, 2, "proved")]
    assert [(row["period"], row["partner"]) for row in latest] == [("2025-06", "United States")]
    assert [(row["value"], row["sentence"]) for row in disputed] == [(660, "S.")]


def test_the_ready_made_queries_answer(files: tuple[Path, Path]) -> None:
    wanted = {
        "magnets_to.json?country=us": [46, 353],
        "magnets_to.json?country=united+states": [46, 353],
        "trade_of.json?country=China": [660, 353, 3188, 46, 70],
        "largest_moves.json?since=2025-06-01": [660],
        "largest_moves.json?since=2025-07-01": [],
        "who_says.json?period=2025-05": [46],
    }
    found = ask(files, *(f"/news/{asked}&_shape=array" for asked in wanted))
    assert [[row["value"] for row in rows] for rows in found] == list(wanted.values())


def test_every_page_is_shown_with_its_words_and_nothing_of_the_web_is_markup(
    files: tuple[Path, Path],
) -> None:
    views = [*TOLD["tables"], *TOLD["queries"]]
    home, database, *pages = ask(files, "/", "/news", *(f"/news/{name}" for name in views))
    assert TOLD["title"] in home
    assert TOLD["description"] in database
    assert all(query["title"] in database.replace("&#39;", "'") for query in TOLD["queries"].values())
    titles = [one.get("title", "") for part in ("tables", "queries") for one in TOLD[part].values()]
    for title, shown in zip(titles, pages, strict=True):
        assert title in shown.replace("&#39;", "'")
        assert LURE not in shown


def test_what_is_told_is_of_what_is_there(files: tuple[Path, Path]) -> None:
    """No table, view or column that is none; each view and each table that is shown is described."""
    with closing(sqlite3.connect(files[0])) as db:
        sql = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"
        kinds = dict(db.execute(sql).fetchall())
        for name, told in TOLD["tables"].items():
            columns = {column[1] for column in db.execute(f"PRAGMA table_info({name})")}
            named = {*told.get("columns", ()), *told.get("facets", ()), *told.get("sortable_columns", ())}
            assert named <= columns, name
            assert name in kinds
            assert told.get("hidden") or told["description"]
    assert {name for name, kind in kinds.items() if kind == "view"} <= set(TOLD["tables"])
    assert not [told for told in TOLD["tables"].values() if "`" in json.dumps(told)]


def test_the_metadata_are_printed_for_the_database_that_is_meant(tmp_path: Path) -> None:
    shown = json.loads(run("--db", str(tmp_path / "rare.earths.db")).stdout)
    assert set(shown["databases"]) == {"rare.earths"}
    assert json.loads(run("-o", "-").stdout)["databases"].keys() == {"rarewatch"}


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    told = run("-o", str(tmp_path))
    assert told.exit_code == 1
    assert re.search(r"cannot be written: Is a directory", told.stderr)


def test_a_kind_in_the_words_is_one() -> None:
    assert all(kind in TOLD["tables"]["series_points"]["columns"]["kind"] for kind in Kind)
