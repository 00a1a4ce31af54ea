"""Commands that bring pages in: fetch, sources, where."""

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rarewatch.cli import sourcelist
from rarewatch.cli.options import DbOption, database_path
from rarewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rarewatch.watch import Options, Result, Shelf, Summary, Target

JsonOption = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]


def add_commands(app: typer.Typer) -> None:
    """Register fetch, sources and where."""
    app.command()(fetch)
    app.add_typer(sourcelist.commands(), name="sources")
    app.command()(where)


def fetch(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TARGET",
            help="A URL (article, listing page, feed or sitemap), a saved page, a folder of saved pages, "
            "- for standard input, or the name of a source. Without any, all enabled sources are visited.",
        ),
    ] = None,
    db: DbOption = None,
    as_json: JsonOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Fetch and read, show what would be stored, and store nothing.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say what becomes of every page.")] = False,
    delay: Annotated[
        float | None,
        typer.Option(
            min=0, help="Seconds between two requests to one host (1, and none for this machine itself)."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Fetch articles again that are stored already.")
    ] = False,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DATE", help="Day of publication, for pages that state none."
        ),
    ] = None,
    max_pages: Annotated[
        int | None, typer.Option(min=1, help="Fetch at most so many articles in this run.")
    ] = None,
    keep_all: Annotated[
        bool, typer.Option("--keep-all", help="Store also the articles that name no commodity.")
    ] = False,
) -> None:
    """Collect pages: keep their articles, read the figures, store both.

    What is stored already is not fetched again, nor is what names no commodity (but see --keep-all).
    A page that fails is named, and the rest goes on.
    Exit code: 0 all well, 1 some pages failed, 2 the command makes no sense as given.

    \b
    Examples:
      rarewatch fetch                               all enabled sources
      rarewatch fetch mining-com                    one source
      rarewatch fetch https://example.org/metals    article, listing or feed
      rarewatch fetch saved/ article.html           saved pages
      rarewatch fetch --keep-all dw                 also articles that name no commodity
      curl -s https://example.org/a | rarewatch fetch -
    """
    from rarewatch.watch import Options

    plan = _plan(targets or [])
    day = published.date() if published else None
    options = Options(delay=delay, force=force, published=day, max_pages=max_pages, keep_all=keep_all)
    with _shelf(database_path(db), dry_run=dry_run) as shelf:
        summary = _collect(plan, shelf, options, verbose=verbose or dry_run)
    _finish(summary, as_json=as_json, dry_run=dry_run, verbose=verbose)


def where(
    db: DbOption = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """Show where the database and the sources file are.

    \b
    Example:
      sqlite3 "$(rarewatch where --json | jq -r .database)"
    """
    import json

    from rarewatch.sources import sources_path

    places = {"database": database_path(db), "sources": sources_path()}
    if as_json:
        typer.echo(json.dumps({name: str(path) for name, path in places.items()}, indent=2))
        return
    for name, path in places.items():
        typer.echo(f"{name}: {path}{'' if path.exists() else '  (not there yet)'}")


def _plan(words: list[str]) -> "list[Target]":
    from rarewatch.sources import load, sources_path
    from rarewatch.watch import plan

    targets = plan(words, load(sources_path()))
    if not targets:
        raise UsageError(
            "No source is enabled. `rarewatch sources` lists them; `rarewatch sources enable NAME`."
        )
    return targets


def _shelf(path: Path, *, dry_run: bool) -> "AbstractContextManager[Shelf]":
    from rarewatch.store import Store
    from rarewatch.watch import DryShelf

    if not dry_run:
        return Store.open(path)
    return DryShelf.over(Store.read(path)) if path.exists() else nullcontext(DryShelf())


def _collect(targets: "list[Target]", shelf: "Shelf", options: "Options", *, verbose: bool) -> "Summary":
    from rarewatch.articles import read_article
    from rarewatch.cli.progress import shown
    from rarewatch.figures import find_figures
    from rarewatch.watch import Reader, Summary, collect
    from rarewatch.watch.topics import on_topic

    summary = Summary()
    results: Iterable[Result] = collect(targets, shelf, Reader(read_article, find_figures, on_topic), options)
    with shown(len(targets), verbose=verbose) as show:
        for result in results:
            summary.add(result)
            show(result)
    return summary


def _finish(summary: "Summary", *, as_json: bool, dry_run: bool, verbose: bool) -> None:
    """Print the summary where someone reads it (cron mails whatever is printed), and set the exit code."""
    import json

    if as_json:
        typer.echo(json.dumps(summary.as_dict() | {"dry_run": dry_run}, indent=2, ensure_ascii=False))
    elif verbose or dry_run or sys.stdout.isatty():
        typer.echo(f"{summary}{' (dry run: nothing was stored)' if dry_run else ''}")
    if summary.why and not as_json and (verbose or dry_run):
        typer.echo(summary.reasons())
    if summary.failures:
        raise typer.Exit(1)
