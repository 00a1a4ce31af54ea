"""Commands that bring pages in: fetch, sources, where."""

import sys
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rarewatch.cli import sourcelist
from rarewatch.cli.ending import ended_by_signals
from rarewatch.cli.news import tell_since_last
from rarewatch.cli.options import (
    ConcurrencyOption,
    DbOption,
    DelayOption,
    ForceOption,
    MaxAgeOption,
    MaxPagesOption,
    PerHostOption,
    PublishedOption,
    TimeoutOption,
    WaitOption,
    database_path,
    now,
    this_run,
)
from rarewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from rarewatch.watch import Options, Result, Shelf, Summary, Target

    Kept = Callable[[Iterator[Result], Summary], Generator[Result]]

TargetsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TARGET",
        help="A URL (article, listing page, feed or sitemap), a saved page, a folder of saved pages, "
        "- for standard input, or the name of a source. Without any, all enabled sources are visited.",
    ),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say what becomes of every page.")]
NotifyOption = Annotated[
    bool, typer.Option("--notify", help="Then tell what is new, as `rarewatch news --since-last` does.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]


def add_commands(app: typer.Typer) -> None:
    """Register fetch, sources and where."""
    app.command()(fetch)
    app.add_typer(sourcelist.commands(), name="sources")
    app.command()(where)


def fetch(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    targets: TargetsArgument = None,
    db: DbOption = None,
    as_json: JsonOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Fetch and read, show what would be stored, and store nothing.")
    ] = False,
    verbose: VerboseOption = False,
    delay: DelayOption = None,
    per_host: PerHostOption = 2,
    concurrency: ConcurrencyOption = 8,
    timeout: TimeoutOption = None,
    force: ForceOption = False,
    max_age: MaxAgeOption = None,
    published: PublishedOption = None,
    max_pages: MaxPagesOption = None,
    keep_all: Annotated[
        bool, typer.Option("--keep-all", help="Store also the articles that name no commodity.")
    ] = False,
    notify: NotifyOption = False,
    wait: WaitOption = False,
) -> None:
    """Collect pages: keep their articles, read the figures, store both.

    What is stored already is not fetched again, nor is what names no commodity (but see --keep-all).
    A page that fails is named, and the rest goes on.
    robots.txt holds for every page, and a server that asks to come back later is left alone until then.
    Exit code: 0 all well, 1 some pages failed or were blocked, 2 the command makes no sense as given, 3 the
    database cannot be used, 75 another run is at work on it.

    \b
    Examples:
      rarewatch fetch                               all enabled sources
      rarewatch fetch mining-com                    one source
      rarewatch fetch https://example.org/metals    article, listing or feed
      rarewatch fetch saved/ article.html           saved pages
      rarewatch fetch --keep-all dw                 also articles that name no commodity
      rarewatch fetch --notify                      and tell what is new, or nothing
      curl -s https://example.org/a | rarewatch fetch -
    """
    from rarewatch.watch import Options

    _check_notify(on=notify, dry_run=dry_run, as_json=as_json)
    plan = _plan(targets or [])
    options = Options(
        delay=delay,
        force=force,
        published=published.date() if published else None,
        max_pages=max_pages,
        max_age=None if max_age is None else timedelta(days=min(max_age, 36500)),
        per_host=per_host,
        concurrency=concurrency,
        timeout=timeout,
        keep_all=keep_all,
    )
    run = _Run(plan, options, verbose or dry_run)
    with ended_by_signals():
        summary = _dry(run, database_path(db)) if dry_run else _locked(run, database_path(db), wait=wait)
    if notify:
        tell_since_last(database_path(db))
    _finish(summary, as_json=as_json, dry_run=dry_run, verbose=verbose)


def _check_notify(*, on: bool, dry_run: bool, as_json: bool) -> None:
    if on and (dry_run or as_json):
        raise UsageError(
            "--notify tells what was stored, as text: it goes with neither --dry-run nor --json."
        )


def where(
    db: DbOption = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """Show where the database, the sources file and the rules for single sites are.

    \b
    Example:
      sqlite3 "$(rarewatch where --json | jq -r .database)"
    """
    import json

    from rarewatch.sources import sites_path, sources_path

    places = {"database": database_path(db), "sources": sources_path(), "sites": sites_path()}
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


def _dry_shelf(path: Path) -> "AbstractContextManager[Shelf]":
    from rarewatch.store import Store
    from rarewatch.watch import DryShelf

    return DryShelf.over(Store.read(path)) if path.exists() else nullcontext(DryShelf())


def _dry(run: "_Run", path: Path) -> "Summary":
    with _dry_shelf(path) as shelf:
        return run.collect(shelf)


def _locked(run: "_Run", path: Path, *, wait: bool) -> "Summary":
    """A run that stores, alone on its database, and writes itself down."""
    from rarewatch.store import Store, run_lock
    from rarewatch.watch import check, journaled

    holder = this_run()
    with run_lock(path, holder, wait=wait), Store.open(path) as store:
        summary = run.collect(store, lambda results, summary: journaled(results, summary, store, holder, now))
        check(store)
        return summary


@dataclass(frozen=True)
class _Run:
    """What one call of fetch is to do."""

    targets: "list[Target]"
    options: "Options"
    verbose: bool

    def collect(self, shelf: "Shelf", kept: "Kept | None" = None) -> "Summary":
        """Do it, and show each result; `kept` adds the results to the summary and writes them down."""
        from rarewatch.cli.progress import shown
        from rarewatch.cli.reading import reader
        from rarewatch.watch import Summary, collect, counted

        summary = Summary()
        results = collect(self.targets, shelf, reader(), self.options)
        with (
            shown(len(self.targets), verbose=self.verbose) as show,
            closing((kept or counted)(results, summary)) as found,
        ):
            for result in found:
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
