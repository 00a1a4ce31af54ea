"""report, as its user calls it, and what stands on the page, read without a browser."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from rarewatch import facts
from rarewatch.cli import app
from rarewatch.model import Figure, Verdict
from rarewatch.report.page import Report, report_page
from rarewatch.report.page_sources import is_linked, text
from rarewatch.store import Store
from rarewatch.watch.trust import check
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, article, page, row
from tests.test_readme import terminal


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["report", *words])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database that RAREWATCH_DB names in tests: a total, one partner with its growth, a mine."""
    path = tmp_path / "rarewatch.db"
    keep(path, "https://a.example/1", [MAGNETS, TOTAL, GROWTH, MINED])
    return path


def keep(path: Path, url: str, figures: list[Figure]) -> None:
    with Store.open(path) as store:
        store.save(page(url), article(url=url), figures)


def written(*rows: dict[str, Any], **more: Any) -> str:
    lines = list(facts.in_series(facts.points(rows)).values())
    return "\n".join(report_page(Report(date(2025, 8, 1), rows, lines, **more)))


def words_of(html: str) -> str:
    """The text of a page, its style left out."""
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    inline = re.sub(r"</?(?:span|bdi|q|a|time)\b[^>]*>", "", html)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", inline).split()))


def test_the_page_goes_where_it_is_told_to(path: Path, tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    told = run("-o", str(output))
    assert (told.exit_code, told.output) == (0, "")
    assert run("-o", "-").stdout == run().stdout == output.read_text(encoding="utf-8")


def test_the_filters_say_which_figures_and_stand_on_the_page(path: Path) -> None:
    shown = words_of(run("--country", "US", "--since", "2025").stdout)
    assert "about United States" in shown
    assert "since 2025-01-01" in shown
    assert "China → United States" in shown
    assert "3,188 t" not in shown


def test_every_period_is_told_unless_one_is_asked_for(path: Path) -> None:
    shown = words_of(run().stdout)
    assert "China → world" in shown
    assert "no period" in shown


def test_nothing_found_is_a_page_that_says_so(path: Path) -> None:
    told = run("--country", "Peru")
    assert told.exit_code == 0
    assert "No figure fits what was asked for." in words_of(told.stdout)


def test_no_database_is_told_and_no_page_is_begun(tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    told = run("-o", str(output))
    assert told.exit_code == 3
    assert "rarewatch fetch" in told.stderr
    assert not output.exists()


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(path: Path, tmp_path: Path) -> None:
    told = run("-o", str(tmp_path / "none" / "report.html"))
    assert told.exit_code == 1
    assert "cannot be written: No such file" in told.stderr


def test_a_terminal_is_not_flooded_with_a_page(path: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="Say where to write the page"):
        terminal(["report"], tmp_path)
    assert terminal(["report", "-o", str(tmp_path / "report.html")], tmp_path) == ""


def test_one_line_a_period_tells_all_that_is_said_of_it() -> None:
    share = replace(TOTAL, kind="share", value=41.0, unit="%")
    other = replace(GROWTH, value=-12.0, baseline=None)
    shown = written(row(MAGNETS), row(GROWTH), row(other), row(replace(share, partner="US")))
    [line] = re.findall(r'<tr role="row"><th role="rowheader" .*?</tr>', shown)
    assert words_of(line) == "2025-06 353 t +660 % -12 % on an unnamed period 41 % share [1]"


def test_what_contradicts_a_figure_stands_beside_it() -> None:
    rival = row(
        replace(MAGNETS, value=535.0), url="https://b.example/2", site="b.example", origin="b.example"
    )
    shown = words_of(written(row(MAGNETS), row(MAGNETS, url="https://c.example"), rival))
    assert "others say 535 t ✗ disputed [1] [2] [3]" in shown


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_told_by_a_word_and_not_by_colour_alone(verdict: Verdict) -> None:
    assert re.search(rf"\S {verdict} \[1\]", words_of(written(row(MAGNETS, verdict=str(verdict)))))


def test_a_dispute_shows_the_sentences_side_by_side_and_who_stands_alone() -> None:
    rows = [row(TOTAL), row(replace(TOTAL, value=4343.5), url="https://b.example/2")]
    mentions = [{**one, "sentence": f"Said {number}."} for number, one in enumerate(rows)]
    dispute = {**row(TOTAL), "mentions": mentions, "suspect": "https://b.example/2", "likely_error": "unit"}
    shown = words_of(written(*rows, disputes=[dispute | {"says": ["3 is not 4"]}]))
    assert "rare earth magnets exports, China → world, 2025-06 3 is not 4 level: likely another unit" in shown
    assert "3,188 t Said 0. [1]" in shown
    assert "4,343.5 t Said 1. stands against the others [2]" in shown


def test_a_disputed_store_shows_its_disputes_with_their_sources(tmp_path: Path) -> None:
    """As `conflicts` finds them, also where only one of the two numbers was asked for."""
    path = tmp_path / "rarewatch.db"
    rival = replace(MAGNETS, value=535.0, sentence="It was 535.")
    keep(path, "https://a.example/1", [MAGNETS])
    keep(path, "https://b.example/2", [replace(rival, commodity="rare-earths"), rival])
    with Store.open(path) as store:
        check(store)
    shown = words_of(run("--commodity", "magnets").stdout)
    assert "353 t S. [1]" in shown
    assert "535 t It was 535. stands against the others [2]" in shown
    assert "disputes 1" in shown


def test_a_series_is_drawn_once_it_has_amounts_enough(path: Path) -> None:
    assert "<svg" not in run("--country", "US").stdout
    months = (replace(MAGNETS, period=MAGNETS.period and MAGNETS.period.shifted(-n)) for n in (2, 3))
    keep(path, "https://b.example/2", list(months))
    shown = run("--country", "US", "--kind", "level").stdout
    assert shown.count("<svg") == 2
    assert 'aria-label="Exports of rare earth magnets, China → United States"' in shown


def test_the_summary_stands_first_and_its_words_stay_apart(path: Path) -> None:
    shown = words_of(run("--country", "US").stdout)
    assert re.search(
        r"Summary China's exports of rare-earth magnets to the United States [\w% ]+ \[1\]", shown
    )
    assert shown.index("Summary China") < shown.index("Figures What")


def test_a_source_is_told_once_with_its_sentences_and_whom_it_copies() -> None:
    copy = row(MAGNETS, url="https://b.example/2", site="b.example", title="Copied", origin="a.example")
    shown = words_of(written(row(MAGNETS), row(GROWTH), copy))
    assert shown.count("Magnets to the US") == 1
    assert "Magnets to the US a.example · 2025-07-21 S. (353 t; +660 %)" in shown
    assert "Copied b.example · 2025-07-21 · a copy of a.example S. (353 t)" in shown


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:x", "data:text/html,x", "//a.example"]
)
def test_an_address_that_is_none_of_the_web_is_no_link(url: str) -> None:
    assert not is_linked(url)
    assert 'rel="noopener' not in written(row(MAGNETS, url=url))
    assert text(url) in written(row(MAGNETS, url=url))


@given(st.text())
def test_no_text_is_ever_markup(words: str) -> None:
    shown = text(words)
    assert not re.search("[<>\"']", shown)
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text())
def test_no_address_raises(url: str) -> None:
    assert is_linked(url) in {True, False}
