"""Values from the command line: the quick way of reading them gives what Typer gives."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.core import TyperCommand
from typer.testing import CliRunner

from rarewatch.cli.values import read_plainly
from rarewatch.model import Flow

OPTIONS = ("text", "path", "present", "flow", "any-case", "number", "seconds", "day")


class Quick(TyperCommand):
    """A command whose values are read in the quick way."""

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)
        read_plainly(params)
        return params


def outcome(arguments: list[str], kind: type[TyperCommand]) -> tuple[list[Any], int, str]:
    """What a command with a parameter of each kind that ours have was given, its exit code and its words."""
    seen: list[Any] = []
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

    @app.command(cls=kind)
    def command(  # noqa: PLR0913, PLR0917 - a parameter of each kind
        targets: Annotated[list[str] | None, typer.Argument()] = None,
        text: str | None = None,
        path: Path | None = None,
        present: Annotated[Path | None, typer.Option(exists=True)] = None,
        flow: Flow | None = None,
        any_case: Annotated[Flow | None, typer.Option(case_sensitive=False)] = None,
        number: Annotated[int, typer.Option(min=1, max=20)] = 2,
        seconds: Annotated[float | None, typer.Option(min=0)] = None,
        day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
        yes: bool = False,
    ) -> None:
        seen.extend((targets, text, path, present, flow, any_case, number, seconds, day, yes))

    ended = CliRunner().invoke(app, arguments)
    return [(type(value), value) for value in seen], ended.exit_code, ended.stderr


values = st.one_of(
    st.text(max_size=8),
    st.integers(-3, 30).map(str),
    st.sampled_from(
        [
            *map(str, Flow),
            "EXPORT",
            "1e3",
            "٣",
            "²",
            "1_0",
            " 7",
            "007",
            "0.5",
            "5.",
            ".5",
            "2025-06-01",
            ".",
            "/",
        ]
    ),
)


@given(st.dictionaries(st.sampled_from(OPTIONS), values, max_size=3), st.lists(values, max_size=2))
def test_whatever_is_given_the_quick_way_reads_what_typer_reads(
    options: dict[str, str], targets: list[str]
) -> None:
    arguments = [f"--{name}={value}" for name, value in options.items()]
    arguments += ["--yes"] * (len(options) > 1) + ["--", *targets]
    assert outcome(arguments, Quick) == outcome(arguments, TyperCommand)


def test_a_typer_without_such_checks_is_left_as_it_is() -> None:
    plain = object()
    read_plainly([plain])


@pytest.mark.parametrize(
    "words",
    [
        ["show", "--country", "US", "--flow", "export", "--limit", "3"],
        ["fetch", "--delay", "0.5", "nothing.html"],
        ["--version"],
        ["show", "--help"],
    ],
)
def test_plain_values_load_no_validation(tmp_path: Path, words: list[str]) -> None:
    code = f"""
import sys
from rarewatch.cli import app
try:
    app({words!r}, prog_name="rarewatch")
finally:
    print("pydantic" in sys.modules, file=sys.stderr)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stderr.splitlines()[-1] == "False"
