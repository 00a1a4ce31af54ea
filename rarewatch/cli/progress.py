"""What a run shows while it goes on: a bar on a terminal, failures always, all else when asked."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from rarewatch.cli.streams import hush
from rarewatch.report import plain

if TYPE_CHECKING:
    from rich.console import Console

    from rarewatch.watch import Result


@contextmanager
def shown(targets: int, *, verbose: bool) -> Iterator["Callable[[Result], None]"]:
    """A function that takes each result; everything goes to standard error."""
    if sys.stderr.isatty():
        with _bar(targets, _console(), verbose=verbose) as show:
            yield show
        return
    console = cache(_console)  # most runs by a timer have nothing to tell

    def show_plainly(result: "Result") -> None:
        if text := _line(result, verbose=verbose):
            _print(console(), text)

    yield show_plainly


@contextmanager
def _bar(targets: int, console: "Console", *, verbose: bool) -> Iterator["Callable[[Result], None]"]:
    """The same with a bar beneath all that is told."""
    from rich.progress import Progress

    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Reading pages", total=targets)
        total = targets

        def show(result: "Result") -> None:
            nonlocal total
            total += result.links
            progress.update(task, advance=1, total=total)
            if text := _line(result, verbose=verbose):
                _print(console, text)

        yield show


def _console() -> "Console":
    """Standard error."""
    from rich.console import Console

    class Errors(Console):
        def on_broken_pipe(self) -> None:
            """Nobody listens any more, which is no reason to collect nothing more."""
            self.quiet = True
            hush()

    return Errors(stderr=True)


def _print(console: "Console", text: str) -> None:
    try:
        console.print(text, markup=False, highlight=False, soft_wrap=True, emoji=False)
    except OSError:  # no room for it: the run goes on
        console.on_broken_pipe()


def _line(result: "Result", *, verbose: bool) -> str:
    """What to print about a result; empty for nothing."""
    from rarewatch.watch import State

    if result.state in {State.FAILED, State.BLOCKED}:
        return plain(f"rarewatch: {result.url}: {result.reason}")
    if not verbose:
        return ""
    about = result.reason
    if result.state is State.LISTED:
        passed = "".join(f", {count} {why}" for why, count in result.passed.items())
        about = f"{result.links} links to follow{passed}"
    elif result.state in {State.NEW, State.CHANGED}:
        about = f"figures: {result.figures}"
    return plain(f"{result.state:<9} {result.url}{f'  ({about})' if about else ''}")
