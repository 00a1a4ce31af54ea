"""Commands for what is stored already: reparse, prune, runs."""

import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rarewatch import report
from rarewatch.cli.options import DbOption, WaitOption, database_path, now, this_run
from rarewatch.cli.terminal import console
from rarewatch.errors import UsageError
from rarewatch.report import plain
from rarewatch.report.cells import commodity, kind, period, route
from rarewatch.store import Store

if TYPE_CHECKING:
    from rarewatch.store import Pruned
    from rarewatch.watch import Reread

Row = dict[str, Any]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_AGE = re.compile(r"(\d{1,5})([dwy])")
_DAYS = {"d": 1, "w": 7, "y": 365}
_COUNTS = ("new", "changed", "unchanged", "skipped", "failed", "figures")
_TOLD = {*_COUNTS, "off_match", "listed"}


def add_commands(app: typer.Typer) -> None:
    """Register reparse, prune and runs."""
    app.command()(reparse)
    app.command()(prune)
    app.command("runs")(runs)


def reparse(
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only pages that were fetched since."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what differs, and store nothing.")] = False,
    as_json: JsonOption = False,
    wait: WaitOption = False,
    db: DbOption = None,
) -> None:
    """Read the stored pages again by today's rules, without a network, and show what differs.

    The newest version of each page is read; a page that is no article by today's rules keeps its figures.

    \b
    Examples:
      rarewatch reparse --dry-run
      rarewatch reparse --since 2025-07-01 --json | jq '.articles[].added'
    """
    from rarewatch.cli.reading import reader
    from rarewatch.watch import check, read_again

    day = since.date() if since else None
    with _opened(database_path(db), dry=dry_run, wait=wait) as store:
        done = read_again(store, reader(), day, dry=dry_run)
        if as_json:
            counts = _print_json(done, store.pruned(day), dry=dry_run)
        else:
            counts = _print_lines(done, store.pruned(day), dry=dry_run)
        if not dry_run:
            check(store)
    if counts["failed"]:
        raise typer.Exit(1)


def prune(
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="AGE", help="Age in days, weeks or years: 90d, 12w, 1y.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and drop nothing.")] = False,
    as_json: JsonOption = False,
    wait: WaitOption = False,
    db: DbOption = None,
) -> None:
    """Drop raw pages by age; articles, figures and the sentences that prove them stay.

    A page whose raw form is gone cannot be read again by `rarewatch reparse`.

    \b
    Examples:
      rarewatch prune --older-than 90d --dry-run
      rarewatch prune --older-than 1y
    """
    until = now() - _age(older_than)
    with _opened(database_path(db), dry=dry_run, wait=wait) as store:
        pruned = store.prunable(until) if dry_run else store.prune(until)
    if as_json:
        typer.echo(json.dumps(asdict(pruned) | {"dry_run": dry_run}, indent=2))
    else:
        typer.echo(_told(pruned, dry=dry_run))


def runs(
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many, the latest.")] = 20,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Show past runs of fetch, the latest first: when, how long, what came of the pages, what failed and why.

    \b
    Examples:
      rarewatch runs --limit 5
      rarewatch runs --json | jq '.[0].failures'
    """
    path = database_path(db)
    with Store.read(path) as store:
        found = [_with_state(row, path) for row in store.runs(limit)]
    if as_json:
        typer.echo(report.to_json(found, indent=2))
    else:
        _print_runs(found)


@contextmanager
def _opened(path: Path, *, dry: bool, wait: bool) -> Iterator[Store]:
    """A database that is there already: to read, or to write to alone."""
    from rarewatch.store import run_lock

    with Store.read(path) as store:
        if dry:
            yield store
            return
    with run_lock(path, this_run(), wait=wait), Store.open(path) as store:
        yield store


# reparse


def _print_json(done: "Iterable[Reread]", pruned: int, *, dry: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    articles = []
    for reread in done:
        counts += _counted(reread)
        if reread.changed or reread.failure:
            articles.append(asdict(reread) | {"altered": [_pair(*pair) for pair in reread.altered]})
    totals = {key: counts[key] for key in ("pages", "changed", "added", "removed", "altered", "failed")}
    whole = totals | {"pruned": pruned, "dry_run": dry, "articles": articles}
    typer.echo(report.to_json(whole, indent=2))
    return counts


def _print_lines(done: "Iterable[Reread]", pruned: int, *, dry: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for reread in done:
        counts += _counted(reread)
        if reread.failure:
            typer.echo(plain(f"rarewatch: {reread.url}: {reread.failure}"), err=True)
        elif reread.changed:
            typer.echo("\n".join(_lines(reread)))
    typer.echo(
        f"{counts['pages']} pages read again, {counts['changed']} changed: {counts['added']} figures added, "
        f"{counts['removed']} removed, {counts['altered']} changed; {counts['failed']} failed, "
        f"{pruned} without a raw page{' (dry run: nothing was stored)' if dry else ''}"
    )
    return counts


def _counted(reread: "Reread") -> Counter[str]:
    return Counter(
        pages=1,
        changed=int(reread.changed),
        added=len(reread.added),
        removed=len(reread.removed),
        altered=len(reread.altered),
        failed=int(bool(reread.failure)),
    )


def _lines(reread: "Reread") -> Iterator[str]:
    yield plain(reread.url)
    for row in reread.removed:
        yield f"  - {_figure(row)}"
    for row in reread.added:
        yield f"  + {_figure(row)}"
    for before, after in reread.altered:
        differing = ", ".join(f"{key} {old} → {new}" for key, (old, new) in _differing(before, after).items())
        yield f"  ~ {_figure(before)}: {plain(differing)}"
    if not (reread.removed or reread.added or reread.altered):
        yield "    the same figures in another text"


def _figure(row: Row) -> str:
    cells = (period(row), commodity(row), row["flow"], route(row), kind(row), report.amount(row))
    return "  ".join(plain(str(cell)) for cell in cells if cell)


def _pair(before: Row, after: Row) -> Row:
    return {"before": before, "after": after}


def _differing(before: Row, after: Row) -> dict[str, tuple[object, object]]:
    return {key: (value, after[key]) for key, value in before.items() if value != after[key]}


# prune


def _age(text: str) -> timedelta:
    match = _AGE.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(f"{text!r} is no age. Write days (90d), weeks (12w) or years (1y).")
    return timedelta(days=int(match[1]) * _DAYS[match[2]])


def _told(pruned: "Pruned", *, dry: bool) -> str:
    pages = f"{pruned.pages} raw page{'' if pruned.pages == 1 else 's'} ({_megabytes(pruned.size)})"
    if dry:
        return f"{pages} would be dropped (dry run: nothing was)."
    if pruned.held:
        return f"Dropped {pages}; the database shrinks when those who read it now have ended."
    freed = _megabytes(max(0, pruned.before - pruned.after))
    return (
        f"Dropped {pages}; the database shrank from {_megabytes(pruned.before)} to "
        f"{_megabytes(pruned.after)}: {freed} freed."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


# runs


def _with_state(row: Row, path: Path) -> Row:
    """A run with how long it took and how it ended; one without an end was killed, or goes on."""
    from rarewatch.store import holder_of

    seconds = _seconds(row["started"], row["ended"] or row["noted"])
    if row["ended"]:
        state = "stopped" if row["error"] else "done"
    else:
        holder = holder_of(path)
        same = holder is not None and (holder.pid, holder.since) == (row["pid"], row["started"])
        state = "running" if same else "killed"
    return {"id": row["id"], "started": row["started"], "seconds": seconds, "state": state} | row


def _seconds(start: str, end: str) -> int:
    return round((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds())


_FIRST_TO_GO = ("unchanged", "changed", "took", "skipped", "figures")
"""Columns that a narrow terminal drops, in this order."""


def _print_runs(rows: list[Row]) -> None:
    """A line a run; aligned on a terminal, with what it has to say beneath, parted by tabs on a pipe."""
    heads = ("started", "took", *_COUNTS, "state", "why")
    lines = [heads, *(_cells(row) for row in rows)]
    if not sys.stdout.isatty():
        typer.echo("\n".join("\t".join(line) for line in lines))
        return
    width = console().width
    shown = [(head, *cells) for head, *cells in zip(*lines, strict=True)]
    columns = [(column[0], [cell[:16].replace("T", " ") for cell in column]) for column in shown[:-1]]
    for name in _FIRST_TO_GO:
        if sum(max(map(len, cells)) + 2 for _, cells in columns) > width:
            columns = [(head, cells) for head, cells in columns if head != name]
    widths = [max(map(len, cells)) for _, cells in columns]
    for *cells, why in zip(*(cells for _, cells in columns), ("", *shown[-1][1:]), strict=True):
        typer.echo("  ".join(cell.ljust(size) for cell, size in zip(cells, widths, strict=True)).rstrip())
        for line in textwrap.wrap(why, max(width - 2, 20)):
            typer.echo(f"  {line}")


def _cells(row: Row) -> tuple[str, ...]:
    counts = row["counts"] | {"skipped": row["counts"].get("skipped", 0) + row["counts"].get("off_match", 0)}
    took = str(timedelta(seconds=row["seconds"]))
    numbers = (str(counts.get(name, 0)) for name in _COUNTS)
    return (row["started"], took, *numbers, row["state"], plain(_why(row)))


def _why(row: Row) -> str:
    """What ended a run early, what else became of pages, and why they failed or were skipped."""
    counts = row["counts"]
    more = {name: number for name, number in counts.items() if name not in _TOLD and isinstance(number, int)}
    failed = Counter(failure["reason"] for failure in row["failures"])
    skipped = counts.get("skipped_why", {})
    return "; ".join(
        [
            *([row["error"]] if row["error"] else []),
            *(f"{number} {name}" for name, number in more.items() if number),
            *(f"{number}× {reason}" for reason, number in failed.most_common()),
            *(f"skipped {number}× {reason}" for reason, number in skipped.items() if number),
        ]
    )
