"""Tab completion, asked for as the shells ask."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from rarewatch.cli import app
from rarewatch.store import Store
from tests.rows import MAGNETS, MINED, TOTAL, article, page

HOSTILE_SITES = ("Evil$(touch x)", "Evil`x`", "Evil; x", 'Evil" x', "Evil\nx", "-Evil", "Evil'x", "Evil|x")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database that RAREWATCH_DB names in tests."""
    path = tmp_path / "rarewatch.db"
    sites = ("Metal Ledger", "Metro", *HOSTILE_SITES)
    with Store.open(path) as store:
        for number, site in enumerate(sites):
            told = replace(article(), site=site)
            store.save(page(f"https://a.example/{number}"), told, [MAGNETS, TOTAL, MINED])
    return path


def offered(line: str, shell: str = "bash") -> list[str]:
    """What is offered where the cursor stands at the end of a line."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1), "_TYPER_COMPLETE_ARGS": line}
    words |= {"_RAREWATCH_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    told = CliRunner().invoke(app, [], prog_name="rarewatch", env=os.environ | words)
    assert told.stderr == ""
    return [line for line in told.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("rarewatch show --country ", ["world", "CN", "US"]),
        ("rarewatch show --country u", ["us"]),
        ("rarewatch show --country U", ["US"]),
        ("rarewatch show --reporter Chi", ["China"]),
        ("rarewatch show --reporter chi", ["china"]),
        ("rarewatch show --partner wo", ["world"]),
        ("rarewatch show --partner united", ["united\\ States"]),
        ("rarewatch show --country germ", []),
        ("rarewatch show --commodity ", ["rare-earth-magnets", "rare-earths"]),
        ("rarewatch show --commodity MAG", ["MAGnets"]),
        ("rarewatch show --commodity rare-earth-", ["rare-earth-magnets"]),
        ("rarewatch show --flow ", ["export", "production"]),
        ("rarewatch show --kind ", ["level", "change", "share", "rank"]),
        ("rarewatch show --site met", ["metal\\ Ledger", "metro"]),
        ("rarewatch summarise --country u", ["us"]),
        ("rarewatch search --commodity mag", ["magnets"]),
        ("rarewatch summ", ["summarise"]),
    ],
)
def test_what_the_database_holds_is_offered(path: Path, line: str, values: list[str]) -> None:
    assert offered(line) == values


def test_the_database_is_that_of_the_line(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAREWATCH_DB")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert offered("rarewatch show --country ") == []
    assert offered(f"rarewatch show --db {path} --country u") == ["us"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_no_site_slips_a_command_into_the_shell(path: Path, shell: str) -> None:
    shown = "\n".join(offered("rarewatch show --site ", shell))
    assert "Metro" in shown
    assert "Evil" not in shown


def test_shells_that_can_show_names_beside_codes(path: Path) -> None:
    assert '"us":"United States"' in "".join(offered("rarewatch show --country u", "zsh"))


@pytest.mark.parametrize(
    "content", [None, "", "no database at all, but long enough to be taken for one" * 20]
)
def test_what_cannot_be_read_offers_nothing_and_makes_nothing(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "rarewatch.db"
    if content is not None:
        path.write_text(content)
    for option in ("--country", "--commodity", "--site", "--flow"):
        assert offered(f"rarewatch show {option} ") == []
    assert path.exists() is (content is not None)


def test_a_key_press_loads_nothing_heavy(path: Path) -> None:
    heavy = ("httpx", "trafilatura", "sqlite_utils", "feedparser", "babel", "selectolax", "lxml", "rich")
    code = f"""
import sys
from rarewatch.cli import main
try:
    main()
finally:
    print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""
    words = {
        "COMP_WORDS": "rarewatch show --country u",
        "COMP_CWORD": "3",
        "_RAREWATCH_COMPLETE": "complete_bash",
    }
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | words, check=True
    )
    assert (ended.stdout, ended.stderr) == ("us\n", "[]\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["shwo"], "Did you mean 'show'?"),
        (["sumarise"], "Did you mean 'summarise'"),
        (["show", "--contry", "US"], "--country"),
        (["show", "--country", "Untied States"], "Did you mean United States"),
        (["show", "--commodity", "galium"], "Did you mean gallium"),
        (["show", "--flow", "exprot"], "export"),
    ],
)
def test_errors_suggest_what_was_meant(words: list[str], said: str) -> None:
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 2
    assert said in told.stderr


def test_every_filter_that_names_something_completes_it() -> None:
    command = typer.main.get_command(app).commands["show"]  # type: ignore[attr-defined]
    options = {option.name: option for option in command.params}
    for name in ("country", "reporter", "partner", "commodity", "flow", "site"):
        assert options[name]._custom_shell_complete is not None, name
