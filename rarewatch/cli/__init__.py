"""The command line; the only room that prints."""

import gc
import sys
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rarewatch.cli.commands import Loaded, summary_of
from rarewatch.cli.streams import hush, open_streams
from rarewatch.cli.values import read_plainly
from rarewatch.errors import RarewatchError
from rarewatch.report import plain

_INTERRUPTED = 130
"""What shells expect of a program that was stopped by Ctrl-C."""


class Commands(TyperGroup):
    """Runs a command and tells its errors in a sentence: no traceback for bad input."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = Loaded()  # type: ignore[assignment]

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The names of all commands, without loading any."""
        return list(self.commands)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """What `--help` says of the commands, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name in self.commands if (told := summary_of(name))])

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        """The options before a command, their values read in the quick way."""
        params = super().get_params(ctx)
        read_plainly(params)
        return params

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """A command by its name, its values read in the same way."""
        command = super().get_command(ctx, cmd_name)
        if command:
            read_plainly(command.get_params(ctx))
        return command

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the command; every error of rarewatch ends here."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except RarewatchError as error:
            _tell(str(error))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            raise typer.Exit(_INTERRUPTED) from None
        except BrokenPipeError:  # the reader of our output has seen enough (`| head`)
            hush()
            raise typer.Exit(0) from None
        except OSError as error:
            if error.filename is not None:  # it is about no stream
                raise
            _tell(f"the output could not be written ({error.strerror}).")
            raise typer.Exit(1) from None
        return result


def _tell(text: str) -> None:
    with suppress(OSError):
        typer.echo(f"rarewatch: {plain(text)}", err=True)
    hush()


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the program.

    What is loaded stays to the end: searching it for garbage, now or when Python ends, takes a tenth of the
    time of a short command and finds none.
    """
    gc.freeze()
    open_streams()
    try:
        app(prog_name="rarewatch")
    finally:
        gc.freeze()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rarewatch {_version()}")
        raise typer.Exit


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rarewatch")
    except PackageNotFoundError:
        return "(not installed: run from its source)"


@app.callback()
def _rarewatch(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read rare-earth trade figures out of news pages, and answer questions about them.

    \b
    Start here:
      rarewatch fetch                 collect news from the sources that are on
      rarewatch fetch saved-pages     or a page, a feed, a folder of saved pages
      rarewatch show --country US     what was reported about the United States
      rarewatch extract article.html  read one page and store nothing

    `rarewatch COMMAND --help` explains a command, with examples.
    """
