"""What the commands that look into trades print as JSON is what their JSON Schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner

from rarewatch.cli import app
from rarewatch.facts import COMPARED_KEYS, GAP_KEYS, REVISION_KEYS
from rarewatch.model import CLAIM_KEYS, Order

COMMANDS = ("conflicts", "gaps", "revisions", "claims", "compare")
FIXTURES = Path(__file__).parent.parent / "fixtures"
OFFICIAL = """commodity,flow,reporter,partner,period,value,unit,released
magnets,export,China,US,2025-11,581.6,t,2025-12-20
magnets,export,China,US,2025-10,999,t,
magnets,export,China,US,2019-01,1,t,
"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture pages, and two outlets that later correct what two others said first."""
    folder = tmp_path_factory.mktemp("schemas")
    for number, (day, tons) in enumerate(
        [
            ("2025-07-20", 353),
            ("2025-07-20", 353),
            ("2025-09-20", 361),
            ("2025-09-20", 361),
            ("2025-09-20", 361),
        ]
    ):
        story = f"Outlet {number}: China exported {tons} tons of rare earth magnets to Chile in June 2025."
        page = folder / "pages" / f"{number}.html"
        page.parent.mkdir(exist_ok=True)
        page.write_text(
            f"<html><head><link rel=canonical href='https://outlet{number}.example/a'>"
            f"<meta property='article:published_time' content='{day}'><title>Magnets {number}</title></head>"
            f"<body><article><h1>Magnets {number}</h1><p>{story}</p><p>{'Nothing else was said. ' * 12}</p>"
            "</article></body></html>"
        )
    path = folder / "rarewatch.db"
    fetched = CliRunner().invoke(app, ["fetch", "--db", str(path), str(FIXTURES), str(folder / "pages")])
    assert fetched.exit_code == 0, fetched.output
    return path


def printed(command: str, *words: str) -> list[dict[str, Any]]:
    shown = CliRunner().invoke(app, [command, *words])
    assert shown.exit_code == 0, shown.output
    rows: list[dict[str, Any]] = json.loads(shown.stdout)
    return rows


def schema(command: str) -> dict[str, Any]:
    shown = CliRunner().invoke(app, [command, "--schema"])
    assert shown.exit_code == 0, shown.output
    told: dict[str, Any] = json.loads(shown.stdout)
    return told


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_what_the_schema_says(command: str, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "official.csv"
    file.write_text(OFFICIAL)
    rows = printed(command, *([str(file)] if command == "compare" else []), "--json", "--db", str(db))
    check = Draft202012Validator(schema(command), format_checker=FormatChecker())
    check.check_schema(schema(command))
    check.validate(rows)
    assert rows
    assert not check.is_valid([rows[0] | {"more": 1}])
    for key in rows[0]:
        assert not check.is_valid([{name: value for name, value in rows[0].items() if name != key}])
        assert not check.is_valid([rows[0] | {key: {"no": "such value"}}])


@pytest.mark.parametrize("command", COMMANDS)
def test_each_column_is_told_in_words(command: str) -> None:
    properties = schema(command)["items"]["properties"]
    assert all(entry["description"].endswith(".") for entry in properties.values())


def test_the_columns_are_those_of_the_rows_in_their_order() -> None:
    told = {command: tuple(schema(command)["items"]["properties"]) for command in COMMANDS}
    assert told["revisions"] == REVISION_KEYS
    assert told["compare"] == COMPARED_KEYS
    assert set(CLAIM_KEYS) < set(told["claims"])
    missing = schema("gaps")["items"]["properties"]["missing"]["items"]
    assert tuple(missing["properties"]) == GAP_KEYS
    assert schema("claims")["items"]["properties"]["order"]["enum"] == [str(one) for one in Order]


def test_a_schema_needs_neither_database_nor_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "none.db"))
    for command in (*COMMANDS, "show", "series"):
        assert schema(command)["type"] == "array"
