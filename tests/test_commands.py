"""The index of commands: nothing is missing in it, and it says what the commands say of themselves."""

import ast
import inspect
from pathlib import Path

import pytest
import typer

from rarewatch.cli import app
from rarewatch.cli.commands import COMMANDS
from tests.test_cli_query import run

ROOM = Path(inspect.getfile(typer.main.get_command(app).__class__)).parent
LOADED = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_every_module_that_registers_commands_is_in_the_index() -> None:
    found = {
        path.stem
        for path in ROOM.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "add_commands"
    }
    assert found == {module for module, _ in COMMANDS.values()}


@pytest.mark.parametrize("module", sorted({module for module, _ in COMMANDS.values()}))
def test_every_command_of_a_module_is_in_the_index(module: str) -> None:
    from rarewatch.cli.commands import _commands_of

    assert set(_commands_of(module)) == {name for name, (place, _) in COMMANDS.items() if place == module}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_the_command_says(name: str) -> None:
    told = COMMANDS[name][1]
    assert bool(told) is not LOADED[name].hidden
    assert " ".join(str(LOADED[name].help).split()).startswith(told.removesuffix("."))


def test_a_command_that_is_not_there_is_told_with_the_nearest() -> None:
    ended = run("shwo")
    assert ended.exit_code == 2
    assert "show" in ended.stderr
