"""Commands that look at series through time, as a person and as a program use them."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pexpect
import pytest
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.model import Figure, Period
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


@pytest.mark.parametrize("command", ["gaps", "revisions"])
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


@pytest.mark.parametrize("command", ["gaps", "revisions"])
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
