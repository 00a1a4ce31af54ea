"""The house itself: small functions, no stray paths, sound fixtures, and a README that tells every option."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from rarewatch.cli import app

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*ROOT.glob("rarewatch/**/*.py"), *ROOT.glob("tests/**/*.py")])
FIXTURES = ROOT / "fixtures"
LONGEST_FUNCTION, LONGEST_MODULE = 50, 450


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function with its length in lines, docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            told = ast.get_docstring(node) is not None
            docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """A command and all beneath it, each with the words that call it."""
    yield name, command
    for word, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {word}")


COMMANDS = dict(commands(typer.main.get_command(app), "rarewatch"))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_functions_and_modules_are_short_enough_to_be_read(path: Path) -> None:
    too_long = {name: length for name, length in functions(path) if length > LONGEST_FUNCTION}
    assert too_long == {}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_no_file_points_to_a_place_outside_the_project() -> None:
    """No reader could look there."""
    outside = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|tmp/\w+)/|\.\./(?:shared|\w+/gold)")
    kept = {".py", ".table", ".toml", ".md", ".txt", ".json", ".html", ".xml", ".tsv", ".csv", ".yml", ""}
    folders = ("rarewatch", "tests", "fixtures", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    files += [path for path in ROOT.glob("*.*") if path.name != ".git"]  # a file in a second worktree
    texts = [path for path in files if path.is_file() and path.suffix in kept]
    found = {name_of(path) for path in texts if outside.search(path.read_text("utf-8", "replace"))}
    assert found - {name_of(Path(__file__))} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_stands_in_the_readme(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert name in readme
    options = {
        max(parameter.opts, key=len)
        for parameter in COMMANDS[name].params
        if parameter.param_type_name == "option" and not parameter.hidden
    }
    missing = {option for option in options if not re.search(rf"{option}(?![\w-])", readme)}
    assert missing == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    silent = {
        parameter.name
        for parameter in command.params
        if parameter.param_type_name == "option" and not parameter.help
    }
    assert silent == set()


def test_every_command_or_the_group_that_it_is_in_comes_with_an_example() -> None:
    leaves = {name: command for name, command in COMMANDS.items() if not getattr(command, "commands", None)}
    exempt = {name for name in leaves if "Example" in COMMANDS[name.rpartition(" ")[0]].help}
    assert {name for name, command in leaves.items() if "Example" not in command.help} <= exempt


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.json")), ids=name_of)
def test_a_json_fixture_is_json(path: Path) -> None:
    json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path", sorted([*FIXTURES.rglob("*.toml"), *ROOT.glob("rarewatch/data/**/*.toml")]), ids=name_of
)
def test_a_toml_file_is_toml(path: Path) -> None:
    tomllib.loads(path.read_text(encoding="utf-8"))


def test_every_dependency_has_a_lower_bound_that_old_pips_understand() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert [line for line in asked if not re.fullmatch(r"[\w-]+>=[\d.]+", line)] == []
