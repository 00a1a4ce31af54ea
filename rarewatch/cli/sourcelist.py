"""The commands under `rarewatch sources`."""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from rarewatch.cli.options import DbOption, database_path
from rarewatch.errors import UsageError
from rarewatch.report import plain

if TYPE_CHECKING:
    from rarewatch.links import Found
    from rarewatch.model import Host, Source, Visit

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
NameArgument = Annotated[str, typer.Argument(help="Name of the source, as `rarewatch sources` lists it.")]


class _Notes(NamedTuple):
    """What is remembered of a source: its last visit, and its server where that is left alone for now."""

    visit: "Visit | None" = None
    host: "Host | None" = None


def commands() -> typer.Typer:
    """The sub-commands; without any, the sources are listed."""
    app = typer.Typer(invoke_without_command=True, no_args_is_help=False)
    app.callback()(listed)
    app.command()(add)
    app.command("import")(bring)
    app.command()(remove)
    app.command()(enable)
    app.command()(disable)
    app.command("try")(attempt)
    return app


def listed(context: typer.Context, as_json: JsonOption = False, db: DbOption = None) -> None:
    """List, add, remove, enable, disable or try the sources that `rarewatch fetch` visits.

    They are kept in a file that you can edit by hand; `rarewatch where` shows where it is. A source that
    failed when it was last visited says why, and when it is tried again: the more often it fails, the later.

    \b
    Examples:
      rarewatch sources
      rarewatch sources add my-feed https://example.org/mining.rss --match "rare.?earth"
      rarewatch sources add agency https://example.org/news --articles "h3 a" --pages "?page={n}" --depth 3
      rarewatch sources import feeds.opml --match "rare.?earth|magnet"
      rarewatch sources try mining-com
      rarewatch sources disable dw
    """
    if context.invoked_subcommand is None:
        sources = _load()
        _print_sources(sources, _notes(sources, database_path(db)), as_json=as_json)


def add(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    name: Annotated[str, typer.Argument(help="A name of your own for it.")],
    url: Annotated[str, typer.Argument(help="Address of a listing page, a feed or a sitemap.")],
    follow: Annotated[str, typer.Option(help="Regular expression that an article's URL must match.")] = "",
    match: Annotated[
        str, typer.Option(help="Regular expression that title or URL must hold, case ignored.")
    ] = "",
    note: Annotated[str, typer.Option(help="A word for whoever reads the list.")] = "",
    articles: Annotated[
        str,
        typer.Option(
            metavar="SELECTOR", help="CSS selector of the links to articles, or of what holds them."
        ),
    ] = "",
    pages: Annotated[
        str,
        typer.Option(metavar="PATTERN", help="Address of further pages, {n} being the number: '?page={n}'."),
    ] = "",
    depth: Annotated[int, typer.Option(min=1, help="How many pages of a listing are read.")] = 1,
) -> None:
    """Add a source; it is visited from the next fetch on.

    What is an article on a listing page is told by its look, where neither --follow nor --articles says it.
    """
    from rarewatch.model import Source
    from rarewatch.sources import add as add_source
    from rarewatch.sources import sources_path

    add_source(
        sources_path(),
        Source(name, url, follow=follow, match=match, note=note, articles=articles, pages=pages, depth=depth),
    )
    typer.echo(f"Added {name}. See what it would bring: rarewatch sources try {name}")


def bring(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, as feed readers export it.")],
    match: Annotated[str, typer.Option(help="Regular expression for each of them, as for add.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Add the feeds of an OPML file, each named after its title; those that are there already are left.

    \b
    Example:
      rarewatch sources import feeds.opml --match "rare.?earth|magnet"
    """
    from rarewatch.links import opml_feeds
    from rarewatch.pages import read_file
    from rarewatch.sources import add_feeds, sources_path

    feeds = opml_feeds(read_file(file))
    if not feeds:
        raise UsageError(f"{str(file)!r} lists no feeds. An OPML file has them as <outline xmlUrl=...>.")
    added, there = add_feeds(sources_path(), feeds, match)
    if as_json:
        told = {"added": [_plain_source(source) for source in added], "there": [feed.url for feed in there]}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for source in added:
        typer.echo("\t".join((plain(source.name), plain(source.url))))
    typer.echo(f"{len(added)} added, {len(there)} there already.", err=True)


def remove(name: NameArgument) -> None:
    """Remove a source from the file."""
    from rarewatch.sources import remove as remove_source
    from rarewatch.sources import sources_path

    remove_source(sources_path(), name)
    typer.echo(f"Removed {name}.")


def enable(name: NameArgument) -> None:
    """Let `rarewatch fetch` visit a source."""
    from rarewatch.sources import set_enabled, sources_path

    set_enabled(sources_path(), name, enabled=True)
    typer.echo(f"Enabled {name}.")


def disable(name: NameArgument) -> None:
    """Keep a source, but visit it only when it is named."""
    from rarewatch.sources import set_enabled, sources_path

    set_enabled(sources_path(), name, enabled=False)
    typer.echo(f"Disabled {name}.")


def attempt(
    name: NameArgument,
    skipped: Annotated[
        bool, typer.Option("--skipped", help="Show the other links of the page too, each with the reason.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch a source's page and show which articles would be followed, and why others not; nothing is stored.

    \b
    Examples:
      rarewatch sources try mining-com
      rarewatch sources try northern-miner --skipped
    """
    from rarewatch.sources import named
    from rarewatch.watch import announced

    source = named(_load(), name)
    _print_links(announced(source), skipped=skipped, as_json=as_json)


def _load() -> "list[Source]":
    from rarewatch.sources import load, sources_path

    return load(sources_path())


def _notes(sources: "Sequence[Source]", path: Path) -> "dict[str, _Notes]":
    """What is remembered of each source and its server, by its address; nothing without a database."""
    from rarewatch.pages import origin_of
    from rarewatch.store import Store

    if not path.exists():
        return {}
    now = datetime.now(UTC)
    with Store.read(path) as store:
        found = {
            source.url: (store.visit(source.url), store.host(origin_of(source.url))) for source in sources
        }
    return {
        url: _Notes(visit, host if host and host.due and host.due > now else None)
        for url, (visit, host) in found.items()
    }


def _plain_source(source: "Source") -> dict[str, object]:
    return asdict(source) | {"hosts": dict(source.hosts)}


def _print_sources(sources: "Sequence[Source]", notes: "Mapping[str, _Notes]", *, as_json: bool) -> None:
    known = [notes.get(source.url, _Notes()) for source in sources]
    if as_json:
        rows = [_plain_source(source) | _row_of(one) for source, one in zip(sources, known, strict=True)]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    width = max((len(source.name) for source in sources), default=0)
    for source, one in zip(sources, known, strict=True):
        state = "on " if source.enabled else "off"
        note = plain("; ".join(filter(None, (source.note, _troubles(one.visit), _rest(one.host)))))
        if sys.stdout.isatty():  # the address last and unbroken, so that it can be copied
            told = f"  ({note})" if note else ""
            typer.echo(f"{state}  {source.name:{width}}  {plain(source.url)}{told}")
        else:
            typer.echo("\t".join((source.name, state.strip(), plain(source.url), note)))


def _row_of(notes: "_Notes") -> dict[str, object]:
    """The last visit for JSON, and until when its server rests; nulls where there is none."""
    visit, host = notes.visit, notes.host
    return {
        "visited": visit.at.isoformat() if visit else None,
        "state": visit.state if visit else None,
        "failures": visit.failures if visit else 0,
        "reason": visit.reason if visit else "",
        "due": visit.due.isoformat() if visit and visit.due else None,
        "host_due": host.due.isoformat() if host and host.due else None,
        "host_reason": host.reason if host else "",
    }


def _troubles(visit: "Visit | None") -> str:
    """How a source fails, and when it is tried again."""
    if visit is None or not visit.failures:
        return ""
    times = "once" if visit.failures == 1 else f"{visit.failures} times in a row"
    again = f"{visit.due:%Y-%m-%d %H:%M} UTC" if visit.due else "in the next run"
    return f"{visit.state} {times}: {visit.reason}; tried again {'from ' if visit.due else ''}{again}"


def _rest(host: "Host | None") -> str:
    """Until when a server is left alone, and why."""
    return f"its server is not asked before {host.due:%Y-%m-%d %H:%M} UTC: {host.reason}" if host else ""


def _print_links(found: "Sequence[Found]", *, skipped: bool, as_json: bool) -> None:
    from rarewatch.links import Why

    shown = [entry for entry in found if skipped or entry.why in {None, Why.OPAQUE}]
    rows = [_row(entry) for entry in shown]
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    _print_rows(("published", "title", "url"), [_cells(row) for row in rows])
    followed = sum(entry.why is None for entry in found)
    typer.echo(f"{followed} links would be followed." if followed else "No link would be followed.", err=True)
    for why, count in Counter(entry.why for entry in found if entry.why).most_common():
        typer.echo(f"{count} skipped: {why}", err=True)


def _row(entry: "Found") -> dict[str, object]:
    from rarewatch.links import Why

    link = entry.link
    return {
        "published": link.published.isoformat() if link.published else None,
        "title": link.title,
        "url": link.url,
        "opaque": entry.why is Why.OPAQUE,
        "skipped": str(entry.why) if entry.why else None,
    }


def _cells(row: Mapping[str, object]) -> tuple[str, ...]:
    hidden = f"  ({row['skipped']})" if row["skipped"] else ""
    return str(row["published"] or "")[:10], str(row["title"]), f"{row['url']}{hidden}"


def _print_rows(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on a terminal; on a pipe one line for each row, uncut, its cells parted by tabs."""
    if not sys.stdout.isatty():
        for row in rows:
            typer.echo("\t".join(plain(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    Console().print(table)
