"""How the commands print: lines for a pipe, Rich's parts for a terminal."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rarewatch.errors import RarewatchError, UsageError
from rarewatch.report import Format

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

STDOUT = Path("-")
"""What stands for standard output where a file is to be named."""


def echo(lines: Iterator[str]) -> None:
    """Print lines, many at a time: one by one, most of the time would go into printing."""
    while batch := list(islice(lines, 1000)):
        typer.echo("\n".join(batch))


def pour(batches: Iterable[bytes]) -> None:
    """Print batches of lines that are UTF-8 already, as they are where that is what goes out."""
    import sys

    utf8 = getattr(sys.stdout, "encoding", None) in {"utf-8", "UTF-8"}
    for batch in batches:
        typer.echo(batch if utf8 else batch.decode(), nl=False)


def save(lines: Iterable[str], output: Path | None) -> None:
    """Write lines to a file, or print them where it is None or `-`."""
    if output is None or output == STDOUT:
        echo(iter(lines))
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise RarewatchError(f"The file {output} cannot be written: {error.strerror}.") from error


def console() -> "Console":
    """The terminal, as wide as it is."""
    import shutil

    from rich.console import Console

    width, height = shutil.get_terminal_size()  # Rich takes 80 by 25 for a terminal that it calls dumb
    return Console(width=width, height=height, highlight=False, markup=False, emoji=False)


def draw(parts: "Iterable[RenderableType]") -> None:
    """Print what is made for a terminal."""
    drawn = console()
    for part in parts:
        drawn.print(part)


def chosen_format(wanted: dict[Format, bool]) -> Format | None:
    """The one format asked for, None where none is; UsageError where several are."""
    chosen = [format_ for format_, on in wanted.items() if on]
    if len(chosen) > 1:
        raise UsageError(f"Choose one of {', '.join(f'--{format_}' for format_ in chosen)}.")
    return chosen[0] if chosen else None


def write_file(path: Path, content: bytes) -> None:
    """Write a whole file (`-` is standard output); RarewatchError where that cannot be."""
    if path == STDOUT:
        typer.echo(content, nl=False)
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RarewatchError(f"The file {path} cannot be written: {error.strerror}.") from error
