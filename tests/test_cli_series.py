"""series, as a person and as a program use it."""

import csv
import io
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pyarrow import parquet
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.model import SERIES_KEYS, Flow, Frequency, Measure, Period, Status
from rarewatch.store import Store
from tests.desk import FIGURES, HOSTILE, bare, filled, keep, terminal
from tests.rows import MAGNETS

US = ["series", "--commodity", "magnets", "--reporter", "CN", "--partner", "US"]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def rows(*words: str) -> list[dict[str, Any]]:
    shown = run(*words, "--json")
    assert shown.exit_code == 0, shown.stderr
    found: list[dict[str, Any]] = json.loads(shown.stdout)
    return found


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "rarewatch.db"))
    return filled(tmp_path / "rarewatch.db")


@pytest.fixture
def _no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("COLUMNS", raising=False)


def test_json_has_each_month_with_gaps_and_what_follows(path: Path) -> None:
    found = rows(*US)
    assert [(row["period"], row["status"], row["value"]) for row in found] == [
        ("2025-02", "reported", 600),
        ("2025-03", "reported", 210),
        ("2025-04", "missing", None),
        ("2025-05", "derived", pytest.approx(46.4, abs=0.1)),
        ("2025-06", "reported", 353),
    ]
    june = found[-1]
    assert (june["dissent"], june["verdict"], june["sites"]) == (
        [335],
        "disputed",
        ["a.example", "c.example"],
    )


def test_json_is_what_the_schema_says(path: Path) -> None:
    schema = json.loads(run("series", "--schema").stdout)
    check = Draft202012Validator(schema, format_checker=FormatChecker())
    keep(
        path, "https://d.example/", [replace(MAGNETS, measure=Measure.VALUE, unit="USD", value=2e7)], HOSTILE
    )
    for words in ([], ["--measure", "value"]):
        found = rows("series", *words)
        assert found
        check.validate(found)
    for key, wrong in (("value", "353"), ("start", "June"), ("status", "said"), ("more", 1)):
        assert not check.is_valid([found[0] | {key: wrong}])
    told = schema["items"]
    assert tuple(told["properties"]) == tuple(told["required"]) == SERIES_KEYS
    assert told["properties"]["status"]["enum"] == [str(status) for status in Status]
    assert told["properties"]["frequency"]["enum"] == [str(frequency) for frequency in Frequency]
    assert all(entry["description"] for entry in told["properties"].values())


def test_csv_tsv_and_parquet_hold_the_same(path: Path, tmp_path: Path) -> None:
    wanted = rows(*US)
    told = list(csv.DictReader(io.StringIO(run(*US, "--csv").stdout)))
    lines = [line.split("\t") for line in run(*US).stdout.splitlines()]
    assert tuple(lines[0]) == tuple(told[0]) == SERIES_KEYS
    assert [list(row.values()) for row in told] == lines[1:]
    assert [float(row["value"]) if row["value"] else None for row in told] == [row["value"] for row in wanted]
    assert told[-1]["sites"] == "a.example; c.example"
    file = tmp_path / "us.parquet"
    assert run(*US, "--parquet", str(file)).exit_code == 0
    table = parquet.read_table(file)
    assert tuple(table.column_names) == SERIES_KEYS
    assert table.column("value").to_pylist() == [row["value"] for row in wanted]
    assert table.column("start").to_pylist()[0] == date(2025, 2, 1)
    assert table.column("dissent").to_pylist()[-1] == [335.0]


def test_a_dash_is_standard_output(path: Path) -> None:
    shown = run(*US, "--parquet", "-")
    assert shown.exit_code == 0
    assert shown.stdout_bytes.startswith(b"PAR1")


def test_without_pyarrow_it_is_said_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    shown = run(*US, "--parquet", "x.parquet")
    assert shown.exit_code == 2
    assert "pip install 'rarewatch[parquet]'" in shown.stderr
    assert not Path("x.parquet").exists()


def test_a_file_that_cannot_be_written_is_named(path: Path, tmp_path: Path) -> None:
    shown = run(*US, "--parquet", str(tmp_path / "none" / "x.parquet"))
    assert shown.exit_code == 1
    assert "x.parquet cannot be written" in shown.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--partner", "Germny"], "Germany"),
        (["--json", "--csv"], "Choose one of --json, --csv"),
        (["--by", "week"], "month"),
        (["--measure", "price"], "quantity"),
    ],
)
def test_what_makes_no_sense_is_told_with_a_way_out(path: Path, words: list[str], said: str) -> None:
    shown = run("series", *words)
    assert shown.exit_code == 2
    assert said in shown.stderr
    assert "Traceback" not in shown.stderr


def test_several_partners_may_be_named(path: Path) -> None:
    found = rows("series", "--partner", "US", "--partner", "world")
    assert list(dict.fromkeys(row["partner"] for row in found)) == ["001", "US"]


def test_what_follows_from_an_earlier_period_is_there_though_that_is_left_out(path: Path) -> None:
    keep(
        path,
        "https://d.example/1",
        [replace(MAGNETS, partner="VN", period=Period.months(2025, 7), value=9.0)],
    )
    found = rows(*US, "--since", "2025-05", "--until", "2025-05")
    assert [(row["period"], row["status"]) for row in found] == [("2025-05", "derived")]


def test_where_another_length_of_period_has_more_that_is_said(path: Path) -> None:
    keep(path, "https://d.example/1", [replace(MAGNETS, period=Period.parse("2024"))])
    shown = run(*US, "--by", "quarter")
    assert (shown.exit_code, json.loads(run(*US, "--by", "quarter", "--json").stdout)) == (0, [])
    assert "No series by quarter fits. There is more: 3 by month (--by month), 1 by year" in shown.stderr
    assert [row["period"] for row in rows(*US, "--by", "year")] == ["2024"]


def test_years_are_shown_where_there_is_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "years.db"))
    mined = replace(MAGNETS, partner=None, flow=Flow.PRODUCTION, period=Period.parse("2024"))
    keep(tmp_path / "years.db", "https://d.example/1", [mined])
    assert [row["frequency"] for row in rows("series")] == ["year"]


# A real terminal


@pytest.mark.usefixtures("_no_colour")
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_one_series_is_a_line_a_month_that_fits(path: Path, columns: int) -> None:
    lines = terminal(US, columns)
    text = "\n".join(lines)
    assert max(map(len, lines)) <= columns
    months = [line for line in lines if line.startswith("2025-")]
    assert [line.split()[0] for line in months] == [f"2025-0{month}" for month in range(2, 7)]
    assert months[2].split()[1:] == ["–"]
    assert "(45.8–47.1 t)" in months[3]
    assert "353 t ≠335" in months[4]
    assert "follows from" in text
    assert "m/m" in text
    assert ("disputed" in text) == (columns > 40)
    assert ("353 t in June 2025 after +660 %" in text) == (columns > 40)


@pytest.mark.usefixtures("_no_colour")
@pytest.mark.parametrize(
    ("columns", "shown", "left_out"), [(30, ["world", "DE"], ["Japan"]), (80, ["Japan"], [])]
)
def test_partners_stand_side_by_side_and_the_smallest_give_way(
    path: Path, columns: int, shown: list[str], left_out: list[str]
) -> None:
    lines = terminal(["series", "--commodity", "magnets", "--reporter", "CN"], columns)
    assert max(map(len, lines)) <= columns
    heading = next(line for line in lines if line.startswith("Month"))
    assert all(name in heading for name in shown)
    assert not any(name in heading for name in left_out)
    assert all(name in "\n".join(lines) for name in left_out)


@pytest.mark.usefixtures("_no_colour")
def test_an_empty_store_and_hostile_names_harm_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "x.db"))
    Store.open(tmp_path / "x.db").close()
    assert terminal(["series"], 80) == ["rarewatch: No series by month fits."]
    keep(tmp_path / "x.db", "https://a.example/1", FIGURES, HOSTILE)
    seen = (
        "\n".join(terminal(["series"], 80)) + run("series", "--csv").stdout + run("series", "--json").stdout
    )
    assert "353" in seen
    assert not any(letter in seen for letter in "\x1b\u202e\t")


def test_colour_says_nothing_that_words_do_not(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = terminal(US, 80)
    monkeypatch.setenv("NO_COLOR", "1")
    assert bare(coloured) == bare(terminal(US, 80))
    assert any("\x1b[1;31m" in line and "disputed" in line for line in coloured)
