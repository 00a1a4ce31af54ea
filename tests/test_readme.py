"""What the README tells a newcomer to type works, and prints what stands there."""

import os
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
import typer

from rarewatch.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINKED = re.findall(r"\]\((rarewatch/[\w/]+\.md)\)", README)
"""The pages that the README leads on to."""
GUIDE = README + "".join((ROOT / page).read_text(encoding="utf-8") for page in LINKED)


def blocks(*languages: str) -> list[str]:
    """The fenced blocks of these languages, in their order; those without a language have the empty one."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    return [text for language, text in fenced if language in languages]


def calls() -> list[str]:
    """Every call of rarewatch in a block, without what it is chained or piped to, and without its comment."""
    lines = "".join(blocks("sh", "console", "")).splitlines()
    steps = (step for line in lines for step in re.split(r" && | \| | > |  +# ", line))
    found = (re.search(r"(?:^|[/\s])rarewatch (.+)", step) for step in steps)
    return [call[1].strip() for call in found if call]


def terminal(words: list[str], folder: Path) -> str:
    """What a person sees in a terminal of 80 columns."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rarewatch", *words],
        dimensions=(50, 80),
        encoding="utf-8",
        timeout=60,
        cwd=str(folder),
        env=dict(os.environ),  # readline, once loaded, slips a COLUMNS into what is inherited otherwise
    )
    seen: str = child.read()
    child.close()
    assert child.exitstatus == 0, seen
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", seen)


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command that the words call, and the words that are left for it."""
    command: Any = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    return command, words


def test_the_run_shown_prints_what_stands_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this fails after a change, paste what is printed into the README. Blank lines may be left out."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("COLUMNS", raising=False)
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    for step in re.split(r"^\$ rarewatch ", "".join(blocks("console")), flags=re.MULTILINE)[1:]:
        words, _, shown = step.partition("\n")
        lines = [line.rstrip() for line in terminal(shlex.split(words), tmp_path).splitlines()]
        assert [line for line in lines if line] == [line for line in shown.splitlines() if line]


@pytest.mark.parametrize("call", calls())
def test_every_call_is_understood(call: str) -> None:
    """No option stands there that is none."""
    command, words = command_of(shlex.split(call))
    assert not getattr(command, "commands", {}), f"{call} names no command"
    with command.make_context("rarewatch", words):
        pass


def test_calls_are_found() -> None:
    """The calls are taken out of the text, so an empty list would pass in silence."""
    assert len(calls()) >= 10


def test_the_python_block_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(blocks("python")[0], "README.md", "exec"), {})  # noqa: S102 - our own words
    assert "'commodity': 'rare-earth-magnets'" in capsys.readouterr().out


def test_the_test_command_is_that_of_the_checks() -> None:
    """The same two steps, in an environment that is thrown away."""
    checks = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    line = next(line for line in "".join(blocks("sh")).splitlines() if line.endswith("pytest"))
    for step in line.split(" && ")[1:]:
        program, *rest = shlex.split(step)
        assert Path(program).name in checks
        assert all(word in checks for word in rest)


def test_every_file_named_is_there() -> None:
    named = re.findall(r"`((?:rarewatch|tests|fixtures|\.ci)/[\w./-]*)`", GUIDE)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_page_beside_the_code_is_led_to() -> None:
    pages = {str(path.relative_to(ROOT)) for path in (ROOT / "rarewatch").rglob("*.md")}
    assert pages == set(LINKED)


def test_every_room_is_named() -> None:
    inner = (ROOT / "rarewatch").iterdir()
    rooms = {path.stem for path in inner if path.suffix == ".py" or (path / "__init__.py").exists()}
    missing = {room for room in rooms if not re.search(rf"`{room}`|\b{room} ->|-> {room}\b", README)}
    assert missing - {"__init__", "__main__"} == set()


def test_it_can_be_read_in_a_sitting() -> None:
    """What not every user needs stands on a page of its own, beside the code that it tells of."""
    assert len(README.splitlines()) <= 520
