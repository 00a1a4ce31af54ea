"""Commands that look at series through time, as a person and as a program use them."""

import csv
import io
import json
import os
import re
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pexpect
import pytest
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.model import Claim, Figure, Order, Period
from rarewatch.store import Store
from tests.rows import GROWTH, MAGNETS, TOTAL, article, page

HOSTILE = "\x1b[2J[red]=cmd|' /C calc'!A0[/red]\u202e\t\n, \"x\""
WIDTHS = (40, 80, 200)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def keep(path: Path, url: str, figures: Sequence[Figure], title: str = "Magnets", day: str = "") -> None:
    told = article(title=title)
    if day:
        told = replace(told, published=date.fromisoformat(day))
    with Store.open(path) as store:
        store.save(page(url), told, figures)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database that RAREWATCH_DB names in tests: months of a total and of one partner, with gaps."""
    path = tmp_path / "rarewatch.db"
    march, april = (
        replace(TOTAL, period=Period.months(2025, month), value=4001.0 + month) for month in (3, 4)
    )
    to_us = replace(MAGNETS, period=Period.months(2025, 3), value=583.0)
    keep(path, "https://a.example/1", [MAGNETS, TOTAL, GROWTH, march, april, to_us])
    return path


def terminal(*words: str, width: int = 80, colour: bool = False) -> str:
    """What a person sees, with the characters that steer the terminal left in."""
    env = dict(os.environ) | {"TERM": "xterm-256color"}
    env.pop("COLUMNS", None)
    if not colour:
        env["NO_COLOR"] = "1"
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rarewatch", *words],
        dimensions=(50, width),
        encoding="utf-8",
        timeout=60,
        env=env,
    )
    seen: str = child.read()
    child.close()
    assert child.exitstatus == 0, seen
    return seen


def lines_of(seen: str) -> list[str]:
    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", seen).splitlines()]


@pytest.mark.parametrize("width", WIDTHS)
def test_gaps_fit_the_terminal_and_say_what_is_known(path: Path, width: int) -> None:
    lines = lines_of(terminal("gaps", width=width))
    assert max(map(len, lines)) <= width
    may = [line for line in lines if "2025-05" in line]
    assert any("≈ 46" in line or "≈ 45.8 to 47.1 t" in line for line in may)
    assert "Next figures:" in lines
    assert any("China, by country" in line for line in lines)


def test_colour_says_nothing_that_the_words_do_not(path: Path) -> None:
    assert lines_of(terminal("gaps", colour=True)) == lines_of(terminal("gaps"))


def test_gaps_as_json_have_each_series_with_the_proof_of_what_follows(path: Path) -> None:
    shown = run("gaps", "--partner", "US", "--until", "2025-06", "--json")
    [one] = json.loads(shown.stdout)
    assert (one["first"], one["last"], one["months"], one["reported"]) == ("2025-03", "2025-06", 4, 2)
    april, may = one["missing"]
    assert (april["period"], april["state"], april["value"]) == ("2025-04", "unknown", None)
    assert may["state"] == "derived"
    assert may["low"] < 46.4 < may["high"]
    assert may["proof"] == "45.8 to 47.1 t in May 2025: 353 t in June 2025 after +660 %"
    assert may["urls"] == ["https://a.example/1"]
    assert one["next_release"].keys() == {"period", "first", "last"}


def test_gaps_as_csv_have_a_line_a_month(path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("gaps", "--until", "2025-06", "--csv").stdout)))
    assert [(row["partner"], row["period"]) for row in rows] == [
        ("001", "2025-05"),
        ("US", "2025-04"),
        ("US", "2025-05"),
    ]


def test_one_month_can_be_asked_for(path: Path) -> None:
    rows = csv.DictReader(io.StringIO(run("gaps", "--period", "2025-05", "--csv").stdout))
    assert {row["period"] for row in rows} == {"2025-05"}


@pytest.mark.parametrize("command", ["gaps", "revisions", "claims"])
@pytest.mark.parametrize("words", [(), ("--json",), ("--csv",)])
def test_an_empty_store_is_no_failure(tmp_path: Path, command: str, words: tuple[str, ...]) -> None:
    Store.open(tmp_path / "rarewatch.db").close()
    shown = run(command, *words)
    assert (shown.exit_code, shown.stderr.startswith("rarewatch: No ")) == (0, True)
    if "--json" in words:
        assert json.loads(shown.stdout) == []


def test_gaps_of_what_is_not_there_are_said_to_be_none(path: Path) -> None:
    shown = run("gaps", "--country", "Peru")
    assert (shown.exit_code, "No series" in shown.stderr) == (0, True)
    assert lines_of(terminal("gaps", "--country", "Peru"))[0].startswith("rarewatch: No series")


@pytest.mark.parametrize("command", ["gaps", "revisions", "claims"])
def test_of_two_formats_one_is_to_be_chosen(path: Path, command: str) -> None:
    shown = run(command, "--json", "--csv")
    assert (shown.exit_code, "Choose one" in shown.stderr) == (2, True)
    assert shown.stdout == ""


@pytest.fixture
def revised(tmp_path: Path) -> Path:
    """A database in which two sites agree a month later on another value for June."""
    path = tmp_path / "rarewatch.db"
    keep(path, "https://a.example/1", [TOTAL], "June")
    for number, site in enumerate(("b.example", "c.example")):
        new = replace(TOTAL, value=3203.0, sentence=f"June is {HOSTILE} 3,203 tons now.")
        keep(path, f"https://{site}/2", [new, MAGNETS][: 2 - number], f"Story {number}", f"2025-08-2{number}")
    return path


@pytest.mark.parametrize("width", WIDTHS)
def test_a_revision_shows_the_old_value_the_new_one_and_who_gave_it(revised: Path, width: int) -> None:
    lines = lines_of(terminal("revisions", width=width))
    assert max(map(len, lines)) <= width
    assert "3,188 t" in lines[1]
    assert "3,203 t" in lines[1]
    assert lines[2].startswith("  b.example:")
    assert "\u202e" not in "".join(lines)


def test_a_revision_as_json_names_the_figures_that_it_replaces(revised: Path) -> None:
    [one] = json.loads(run("revisions", "--json").stdout)
    assert (one["old_value"], one["new_value"], one["published"]) == (3188, 3203, "2025-08-20")
    shown = json.loads(run("show", "--partner", "world", "--json").stdout)
    assert one["old_ids"] == [row["id"] for row in shown if row["value"] == 3188]
    [row] = csv.DictReader(io.StringIO(run("revisions", "--csv").stdout))
    assert (row["old_value"], row["new_value"]) == ("3188", "3203")


CLAIM = (
    "China exported 5,577 tons of rare earth magnets in July 2025, the largest monthly figure since March. "
    "In June it had been 3,188 tons, in May 1,238 tons, in April 2,626 tons and in March 5,803 tons."
)


@pytest.fixture
def claimed(tmp_path: Path) -> Path:
    """A page with a claim, fetched as a saved page; then one more of a hostile site."""
    page_file = tmp_path / "july.html"
    page_file.write_text(
        f"<html><title>Magnets</title><article><h1>Magnets</h1><p>{CLAIM}</p></article></html>"
    )
    assert run("fetch", "--published", "2025-08-20", str(page_file)).exit_code == 0
    return tmp_path / "rarewatch.db"


def test_a_claim_is_read_stored_and_tested(claimed: Path) -> None:
    [one] = json.loads(run("claims", "--json").stdout)
    assert (one["order"], one["since"], one["period"], one["partner"]) == (
        "high",
        "2025-03",
        "2025-07",
        "001",
    )
    assert (one["verdict"], one["quote"]) == ("holds", "largest monthly figure since March")
    assert one["reason"] == "none of the 3 months before is higher than 5,577 t"
    assert json.loads(run("claims", "--partner", "US", "--json").stdout) == []
    assert len(json.loads(run("claims", "--country", "China", "--json").stdout)) == 1
    [row] = csv.DictReader(io.StringIO(run("claims", "--csv").stdout))
    assert row["verdict"] == "holds"


def test_a_claim_that_is_contradicted_fails_and_says_by_what(claimed: Path) -> None:
    may = replace(TOTAL, period=Period.months(2025, 5), value=6001.0)
    keep(claimed, "https://b.example/1", [may] * 2)
    keep(claimed, "https://c.example/1", [may], "Other")
    [one] = json.loads(run("claims", "--json").stdout)
    assert (one["verdict"], "6,001 t in May 2025" in one["reason"]) == ("fails", True)


@pytest.mark.parametrize("width", WIDTHS)
def test_claims_fit_the_terminal_with_reason_and_sentence_beneath(claimed: Path, width: int) -> None:
    lines = lines_of(terminal("claims", width=width))
    assert max(map(len, lines)) <= width
    assert lines[1].startswith("holds")
    assert "2025-07" in lines[1]
    assert lines[2].startswith("  none of the 3 months before is higher")
    assert lines_of(terminal("claims", width=width, colour=True)) == lines


def test_reading_again_brings_the_claims_that_an_older_reading_lacks(claimed: Path) -> None:
    with sqlite3.connect(claimed) as db:
        db.execute("DELETE FROM claims")
        db.execute("UPDATE articles SET reading = 'older'")
    assert json.loads(run("claims", "--json").stdout) == []
    assert run("reparse").exit_code == 0
    assert len(json.loads(run("claims", "--json").stdout)) == 1


def test_a_claim_goes_with_its_version_and_its_page(claimed: Path) -> None:
    with sqlite3.connect(claimed) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("UPDATE articles SET current = 0")
    assert json.loads(run("claims", "--json").stdout) == []
    with sqlite3.connect(claimed) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM articles")
        assert db.execute("SELECT count(*) FROM claims").fetchone() == (0,)


def test_hostile_words_in_a_claim_steer_no_terminal(claimed: Path) -> None:
    claim = Claim(
        *(TOTAL.commodity, TOTAL.flow, TOTAL.reporter, TOTAL.partner, TOTAL.measure, TOTAL.period),
        order=Order.RECORD_HIGH,
        quote=f"=1+1 {HOSTILE}",
        sentence=HOSTILE,
    )
    with Store.open(claimed) as store:
        store.save(page("https://h.example/1"), article(title="H"), [TOTAL], claims=[claim])
    for seen in (terminal("claims"), run("claims", "--json").stdout, run("claims", "--csv").stdout):
        assert "\x1b[2J" not in seen
        assert "\u202e" not in seen
    rows = csv.DictReader(io.StringIO(run("claims", "--site", "h.example", "--csv").stdout))
    assert [row["quote"][:5] for row in rows] == ["'=1+1"]


OFFICIAL = """commodity,flow,reporter,partner,period,value,unit,released
magnets,export,China,world,2025-06,3187.9,t,2025-07-24
magnets,export,China,US,2025-06,335,t,2025-07-18
magnets,export,China,US,2025-05,46.2,t,
magnets,export,China,Japan,2025-05,46.2,t,
"""


@pytest.fixture
def official(tmp_path: Path) -> str:
    file = tmp_path / "official.csv"
    file.write_text(OFFICIAL)
    return str(file)


@pytest.mark.parametrize("width", WIDTHS)
def test_official_figures_stand_beside_what_the_press_said(path: Path, official: str, width: int) -> None:
    lines = lines_of(terminal("compare", official, width=width))
    assert max(map(len, lines)) <= width
    assert ["3,188 t" in lines[1], "353 t" in lines[2], "≈ 46" in lines[3]] == [True, True, True]
    assert "4 figures: 2 agree, 1 differs, 1 not" in " ".join(lines[5:])
    assert lines_of(terminal("compare", official, width=width, colour=True)) == lines


def test_official_figures_go_out_as_json_and_csv(path: Path, official: str) -> None:
    rows = json.loads(run("compare", official, "--json").stdout)
    assert [(row["state"], row["days_earlier"]) for row in rows] == [
        ("agrees", 3),
        ("differs", -3),
        ("agrees", None),
        ("not reported", None),
    ]
    table = list(csv.DictReader(io.StringIO(run("compare", official, "--csv").stdout)))
    assert [row["percent"] for row in table] == ["0", "5.37", "0.54", ""]
    assert CliRunner().invoke(app, ["compare", "-", "--json"], input=OFFICIAL).stdout == (
        run("compare", official, "--json").stdout
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "is not in UTF-8"),
        (b"", "The file is empty"),
        (OFFICIAL.replace("3187.9", "3.187,9").encode(), "Row 2"),
        (OFFICIAL.replace("magnets", "\x1b[31mmagents").encode(), "Unknown commodity"),
    ],
)
def test_a_bad_file_ends_in_one_line_that_helps(
    path: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    shown = run("compare", str(file))
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert said in shown.stderr
    assert "\x1b" not in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_and_one_without_figures(path: Path, tmp_path: Path) -> None:
    shown = run("compare", str(tmp_path / "none.csv"))
    assert (shown.exit_code, "cannot be read" in shown.stderr) == (2, True)
    file = tmp_path / "heads.csv"
    file.write_text(OFFICIAL.splitlines()[0])
    assert "No figure stands in the file" in run("compare", str(file)).stderr
