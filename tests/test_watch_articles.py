"""A run with the package's own readers: only articles are stored, and with no day that had not come."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rarewatch.articles import read_article
from rarewatch.cli import app
from rarewatch.figures import find_figures
from rarewatch.store import Store
from rarewatch.watch import Options, Reader, State, collect, plan
from rarewatch.watch.reading import saved_page
from tests.test_kinds import PAGES, filled

NOW = datetime(2025, 7, 21, 12, tzinfo=UTC)


def now() -> datetime:
    return NOW


READER = Reader(read_article, find_figures, now=now)
STORY = (
    "<h1>China's exports of magnets to America double</h1>"
    "<p>China exported 353 tons of rare earth magnets to the United States in June.</p>"
)
META = '<meta property="article:published_time" content="{}">'


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page["kind"] != "article"])
def test_what_is_no_article_is_not_stored(name: str, tmp_path: Path) -> None:
    """A wall, a stub, a listing or an error is a failure or is skipped, and says so."""
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{filled(PAGES[name]['html'])}</body></html>", "utf-8")
    with Store.open(tmp_path / "test.db") as store:
        results = list(collect(plan([str(page)], []), store, READER, Options()))
    assert len(results) == 1
    assert results[0].state in (State.FAILED, State.BLOCKED, State.SKIPPED)
    assert results[0].reason


@pytest.mark.parametrize(
    ("stated", "day"),
    [("2025-07-20", "2025-07-20"), ("2025-07-22", "2025-07-22"), ("2025-07-23", None), ("", None)],
)
def test_no_day_is_stored_that_had_not_come(stated: str, day: str | None, tmp_path: Path) -> None:
    """Nor is the day of fetching put in its place."""
    saved = tmp_path / "page.html"
    saved.write_text((META.format(stated) if stated else "") + STORY, "utf-8")
    page = plan([str(saved)], [])[0]
    article = READER.article(saved_page(page))
    assert (article.published.isoformat() if article.published else None) == day
    fetched = replace(saved_page(page), fetched=datetime(2025, 7, 25, tzinfo=UTC))
    assert READER.article(fetched).published is not None or not stated


def test_a_day_that_is_not_stated_is_shown_as_none_and_what_hangs_on_it_as_assumed(tmp_path: Path) -> None:
    """In what `extract` prints, and in what `show` answers."""
    saved = tmp_path / "page.html"
    saved.write_text(STORY, "utf-8")
    told = json.loads(CliRunner().invoke(app, ["extract", str(saved), "--json"]).stdout)
    assert told["published"] is None
    assert {"published" in figure["assumed"] for figure in told["figures"]} == {True}
    db = str(tmp_path / "test.db")
    assert CliRunner().invoke(app, ["fetch", str(saved), "--db", db]).exit_code == 0
    shown = json.loads(CliRunner().invoke(app, ["show", "--json", "--db", db]).stdout)
    assert {(row["published"], "published" in row["assumed"]) for row in shown} == {(None, True)}


def test_a_day_of_the_users_that_has_not_come_makes_no_sense(tmp_path: Path) -> None:
    """It is refused, not passed over."""
    saved = tmp_path / "page.html"
    saved.write_text(STORY, "utf-8")
    result = CliRunner().invoke(app, ["extract", str(saved), "--published", "2998-01-01"])
    assert result.exit_code == 2
