"""show and extract, as a person and as a program use them."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pexpect
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.cli.terminal import pour
from rarewatch.model import ROW_KEYS, Bound, Figure, Flow, Kind, Measure, Verdict
from rarewatch.store import Store
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, article, page

HOSTILE = "\x1b[2J[red]=cmd|' /C calc'!A0[/red]\u202e\t\n, \"x\""


def run(*words: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=stdin)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database that RAREWATCH_DB names in tests: four figures, one of them told by two sites."""
    path = tmp_path / "rarewatch.db"
    keep(path, "https://a.example/1", [MAGNETS, TOTAL, GROWTH, MINED])
    keep(path, "https://b.example/2", [MAGNETS])
    return path


def keep(path: Path, url: str, figures: list[Figure], title: str = "Magnets") -> None:
    with Store.open(path) as store:
        store.save(page(url), article(title=title), figures)


def test_a_pipe_gets_one_tab_separated_line_a_figure_after_a_header(path: Path) -> None:
    lines = run("show").stdout.splitlines()
    assert lines[0].split("\t") == list(ROW_KEYS)
    assert [line.split("\t")[7] for line in lines[1:]] == ["353", "3188", "660", "353", "70"]


def test_json_jsonl_and_csv_hold_the_same_rows(path: Path) -> None:
    rows = json.loads(run("show", "--json").stdout)
    assert [tuple(row) for row in rows] == [ROW_KEYS] * 5
    assert [json.loads(line) for line in run("show", "--jsonl").stdout.splitlines()] == rows
    cells = list(csv.DictReader(io.StringIO(run("show", "--csv").stdout)))
    assert [float(cell["value"]) for cell in cells] == [row["value"] for row in rows]
    assert [cell["quote"] for cell in cells] == [row["quote"] for row in rows]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["--country", "America"], [353, 660, 353]),
        (["--country", "u.s.", "--kind", "level", "--limit", "1"], [353]),
        (["--reporter", "china", "--partner", "world"], [3188]),
        (["--commodity", "Rare Earths"], [70]),
        (["--flow", "production"], [70]),
        (["--period", "2025-06", "--kind", "change"], [660]),
        (["--since", "2025-06"], [353, 3188, 660, 353]),
        (["--since", "2026"], []),
        (["--until", "2025-05-31"], []),
        (["--until", "2025"], [353, 3188, 660, 353]),
        (["--site", "b.example"], [353]),
    ],
)
def test_show_answers_what_is_asked(path: Path, words: list[str], values: list[float]) -> None:
    shown = run("show", *words, "--json")
    assert shown.exit_code == 0
    assert [row["value"] for row in json.loads(shown.stdout)] == values


def test_what_json_holds_is_what_the_schema_says(path: Path) -> None:
    schema = json.loads(run("show", "--schema").stdout)
    check = Draft202012Validator(schema, format_checker=FormatChecker())
    keep(path, "https://c.example/3", [replace(MAGNETS, sentence=HOSTILE, assumed=("flow",))], HOSTILE)
    rows = json.loads(run("show", "--json").stdout)
    assert len(rows) == 6
    check.validate(rows)
    for key, wrong in (("value", "353"), ("period", "June"), ("published", "21 July 2025"), ("more", 1)):
        assert not check.is_valid([rows[0] | {key: wrong}])


def test_the_schema_tells_the_keys_and_words_of_the_model() -> None:
    """With a word on each of them."""
    told = json.loads(run("show", "--schema").stdout)["items"]
    assert tuple(told["properties"]) == tuple(told["required"]) == ROW_KEYS
    closed = {"flow": Flow, "kind": Kind, "measure": Measure, "bound": Bound, "verdict": Verdict}
    for key, choices in closed.items():
        assert [word for word in told["properties"][key]["enum"] if word] == [str(one) for one in choices]
    assert all(entry["description"] for entry in told["properties"].values())


@pytest.mark.parametrize("words", [["--tsv"], ["--markdown"]])
def test_tsv_and_markdown_are_one_line_a_figure(path: Path, words: list[str]) -> None:
    lines = run("show", *words).stdout.splitlines()
    assert len(lines) == 1 + ("--markdown" in words) + 5
    assert [key for key in ROW_KEYS if key not in lines[0]] == []


def test_nothing_found_is_said_and_is_no_failure(path: Path) -> None:
    shown = run("show", "--country", "Peru", "--json")
    assert (shown.exit_code, json.loads(shown.stdout)) == (0, [])
    assert "No figure fits" in shown.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--country", "Untied States"], "United States"),
        (["--partner", "Germny"], "Germany"),
        (["--commodity", "magents"], "magnets"),
        (["--period", "June"], "Write a month (2025-06)"),
        (["--since", "2025-01/2025-06"], "is a span"),
        (["--json", "--csv"], "Choose one of --json, --csv"),
        (["--flow", "theft"], "production"),
        (["--limit", "0"], "greater than or equal to 1"),
    ],
)
def test_what_makes_no_sense_is_told_with_a_way_out(path: Path, words: list[str], said: str) -> None:
    shown = run("show", *words)
    assert shown.exit_code == 2
    assert said in shown.stderr
    assert shown.stdout == ""
    assert "Traceback" not in shown.stderr


def test_without_a_database_show_says_what_to_do(tmp_path: Path) -> None:
    shown = run("show", "--db", str(tmp_path / "none" / "x.db"))
    assert shown.exit_code == 3
    assert shown.stderr.startswith("rarewatch: No database at")
    assert "run `rarewatch fetch` first" in shown.stderr
    assert not (tmp_path / "none").exists()


def test_hostile_words_reach_no_terminal_and_no_spreadsheet(path: Path) -> None:
    keep(path, "https://c.example/3", [replace(MAGNETS, sentence=HOSTILE, quote="=1+1")], HOSTILE)
    for words in ([], ["--json"], ["--jsonl"], ["--csv"]):
        shown = run("show", "--site", "c.example", *words).stdout
        assert not any(letter in shown for letter in "\x1b\u202e\r")
    [cell] = csv.DictReader(io.StringIO(run("show", "--site", "c.example", "--csv").stdout))
    assert cell["quote"] == "'=1+1"
    assert cell["bound"] == "="
    assert cell["value"] == "353"
    [row] = json.loads(run("show", "--site", "c.example", "--json").stdout)
    assert row["title"] == HOSTILE


# A real terminal


def terminal(words: list[str], columns: int) -> str:
    """What a person sees in a terminal of so many columns."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rarewatch", *words],
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=60,
        env=dict(os.environ),  # readline, once loaded, slips a COLUMNS into what is inherited otherwise
    )
    seen: str = child.read()
    child.close()
    assert child.exitstatus == 0, seen
    return seen


@pytest.fixture
def _no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.mark.usefixtures("_no_colour")
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_on_a_terminal_each_point_is_one_line_that_fits(path: Path, columns: int) -> None:
    """The total, the United States with their growth, and what was mined."""
    keep(path, "https://c.example/3", [], HOSTILE)
    lines = [line.rstrip() for line in terminal(["show"], columns).splitlines()]
    assert len(lines) == 1 + 3, lines
    assert max(map(len, lines)) <= columns
    assert all(amount in line for amount, line in zip(("3,188 t", "353 t", "70 t"), lines[1:], strict=True))
    assert ("+660 %" in lines[2]) == (columns > 40)
    if columns == 200:
        assert "China → United States" in lines[2]
        assert lines[2].endswith(" 2")


@pytest.mark.usefixtures("_no_colour")
def test_limit_counts_lines_and_mentions(path: Path) -> None:
    assert len(terminal(["show", "--limit", "2"], 80).splitlines()) == 1 + 2
    seen = terminal(["show", "--mentions", "--limit", "2"], 80)
    assert seen.count("a.example") + seen.count("b.example") == 2


@pytest.mark.usefixtures("_no_colour")
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_every_mention_is_told_with_outlet_date_and_sentence(path: Path, columns: int) -> None:
    long = (
        "Of these, 353 tons went to the United States, "
        + "the customs said in the capital, " * 5
        + "it said."
    )
    keep(path, "https://c.example/3", [replace(MAGNETS, sentence=long + HOSTILE)], "Third")
    lines = [
        line.rstrip() for line in terminal(["show", "--country", "US", "--mentions"], columns).splitlines()
    ]
    assert max(map(len, lines)) <= columns
    assert sum("353 t" in line and "2025-07-21" in line for line in lines) == 3
    assert "+660 % on 2025-05" in "\n".join(lines)
    assert long in " ".join(" ".join(lines).split())
    assert all(f"{site}.example" in "\n".join(lines) for site in "abc")


def test_colour_says_nothing_that_words_do_not(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the same letters are printed; without it, some have a colour."""
    keep(path, "https://b.example/4", [replace(MAGNETS, value=335.0)])
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for words, red in ((["show"], "\x1b[1;31m"), (["show", "--mentions"], "\x1b[31m")):
        coloured = terminal(words, 80)
        monkeypatch.setenv("NO_COLOR", "1")
        bare = terminal(words, 80)
        monkeypatch.delenv("NO_COLOR")
        assert red in coloured
        assert not re.search(r"\x1b\[[0-9;]*3[0-9]", bare)
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == re.sub(r"\x1b\[[0-9;]*m", "", bare)
        assert "≠" in bare


@pytest.mark.usefixtures("_no_colour")
def test_an_empty_store_is_said_to_hold_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "empty.db"))
    Store.open(tmp_path / "empty.db").close()
    for words in (["show"], ["show", "--mentions"]):
        assert "No figure fits" in terminal(words, 80)


@pytest.mark.usefixtures("_no_colour")
def test_a_headline_is_no_markup(path: Path, tmp_path: Path) -> None:
    saved = tmp_path / "a.html"
    saved.write_text(
        "<html><body><article><h1>Prices [bold]up[/nope]</h1><p>Nothing [red]else[/red].</p></article>"
    )
    seen = terminal(["extract", str(saved)], 80)
    assert "Prices [bold]up[/nope]" in seen


def test_a_reader_that_has_seen_enough_is_no_error(path: Path) -> None:
    with Store.open(path) as store:
        store.save(page("https://d.example/"), article(), [MAGNETS] * 20_000)
    line = f"{sys.executable} -m rarewatch show | head -1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[-1] == "0"


# extract

SAVED = """<html lang="en"><head><title>Magnets</title>
<meta property="article:published_time" content="2025-07-21">
<link rel="canonical" href="https://a.example/magnets"></head>
<body><article><h1>China sells more magnets</h1>
<p>China exported 353 tons of rare earth magnets to the United States in June 2025, customs data showed.</p>
<p>Makers of motors had waited for them since the spring, when licences were brought in.</p>
</article></body></html>"""


def test_extract_reads_one_page_as_json(tmp_path: Path) -> None:
    saved = tmp_path / "a.html"
    saved.write_text(SAVED)
    read = json.loads(run("extract", str(saved), "--json").stdout)
    assert list(read) == ["title", "published", "url", "site", "language", "text", "figures"]
    assert (read["title"], read["published"]) == ("China sells more magnets", "2025-07-21")
    assert [(row["value"], row["partner"], row["period"]) for row in read["figures"]] == [
        (353, "US", "2025-06")
    ]
    assert [tuple(row) for row in read["figures"]] == [ROW_KEYS]
    assert not (tmp_path / "rarewatch.db").exists()


def test_extract_reads_standard_input_as_a_sheet() -> None:
    shown = run("extract", "-", stdin=SAVED).stdout
    assert shown.startswith("China sells more magnets\n")
    assert "2025-07-21" in shown.splitlines()[1]
    assert "\nMakers of motors" in shown
    assert shown.splitlines()[-1].split("\t")[7] == "353"


def test_extract_takes_the_day_of_publication() -> None:
    text = "China's exports of rare earth magnets to Japan fell to 99 tons in June."
    read = run("extract", "-", "--json", "--published", "2024-07-21", stdin=text)
    assert [row["period"] for row in json.loads(read.stdout)["figures"]] == ["2024-06"]


def test_a_page_without_figures_is_said_to_have_none() -> None:
    assert "No trade figures found." in run("extract", "-", stdin="It rained all day in the town.").stdout


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    shown = run("extract", str(tmp_path / "none.html"))
    assert shown.exit_code in {1, 2}
    assert shown.stderr.startswith("rarewatch: ")
    assert "none.html" in shown.stderr


# The program


def test_version_and_help_are_told() -> None:
    assert run("--version").stdout.startswith("rarewatch ")
    shown = run("--help").stdout
    assert "rarewatch show --country US" in shown
    assert "--install-completion" in shown
    assert run().stdout == shown or run().exit_code == 2


@pytest.mark.parametrize(
    "words", [["--help"], ["show", "--json"], ["show", "--country", "US"], ["show", "--help"]]
)
def test_reading_loads_nothing_heavy(path: Path, words: list[str]) -> None:
    """What collects pages stays off the way of what answers."""
    heavy = ("httpx", "trafilatura", "sqlite_utils", "feedparser", "babel", "selectolax", "lxml", "rich")
    code = f"""
import sys
from rarewatch.cli import app
from rarewatch.cli.terminal import pour
try:
    app({words!r}, prog_name="rarewatch")
finally:
    print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "[]\n")


def test_python_m_is_the_program() -> None:
    ended = subprocess.run([sys.executable, "-m", "rarewatch", "--version"], capture_output=True, check=True)
    assert ended.stdout.startswith(b"rarewatch ")


def test_ctrl_c_ends_quietly_with_130(tmp_path: Path) -> None:
    """While it waits for standard input, say."""
    child = pexpect.spawn(sys.executable, ["-m", "rarewatch", "extract", "-"], encoding="utf-8", timeout=60)
    child.delaybeforesend = 1.5
    child.sendintr()
    seen = child.read()
    child.close()
    assert "Traceback" not in seen
    assert child.exitstatus == 130 or child.signalstatus == 2


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_batches_go_out_in_the_encoding_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    """As all other words do; UTF-8 without a detour."""
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding=encoding))
    pour(["Zölle\n".encode(), "Übersee\n".encode()])
    assert written.getvalue() == "Zölle\nÜbersee\n".encode(encoding)
