"""Commands on stored articles: search, article, why."""

import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rarewatch import report
from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, database_path, now
from rarewatch.cli.published import PublishedSinceOption, PublishedUntilOption, published
from rarewatch.cli.terminal import console, echo
from rarewatch.errors import UsageError
from rarewatch.store import Query, Store, Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from rarewatch.facts import Check
    from rarewatch.report.marked import Changes, Sheet
    from rarewatch.report.proof import Proof

Row = dict[str, Any]

_MOST_HITS = 10
"""Articles found, unless told otherwise: about a screen of them."""
_LONGEST_NUMBER = 18
"""Digits of the largest numbers that SQLite holds for sure."""

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_commands(app: typer.Typer) -> None:
    """Register search, article and why."""
    app.command()(search)
    app.command()(article)
    app.command()(why)


@filtered(without=("since", "until", "limit"))
def search(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    query: Query,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS…", help='Words; "a phrase"; a star for any ending: magnet*.')
    ],
    since: PublishedSinceOption = None,
    until: PublishedUntilOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many articles.")] = _MOST_HITS,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Find stored articles by their words, the best match first.

    All words must occur; a word of the headline counts most. The other filters leave the articles that have
    such figures. --since and --until are days of publication here.

    \b
    Examples:
      rarewatch search myanmar border
      rarewatch search '"rare earth magnets"' licen* --since 2026
      rarewatch search dysprosium --country Japan --json | jq -r '.[].url'
    """
    from rarewatch.report import hits

    asked = replace(published(query, since, until, now().date()), limit=limit)
    with Store.read(database_path(db)) as store:
        found = [vars(hit) for hit in store.search(" ".join(words), asked)]
    if not found:
        typer.echo(
            "rarewatch: No article has all of these words. Try fewer, or `magnet*` for any ending.", err=True
        )
    if as_json:
        typer.echo(report.to_json(list(map(hits.hit_json, found)), indent=2))
    elif sys.stdout.isatty():
        draw_whole(hits.hits_drawn(found))
    else:
        echo(hits.hit_lines(found))


def article(
    target: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE", help="Its number, as search shows it, its address, or a saved file."
        ),
    ],
    version: Annotated[
        int | None,
        typer.Option(
            "--version", metavar="N", min=1, help="Another version than the newest: 1 is the first."
        ),
    ] = None,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Show one stored article as clean text, with its figures marked in it and listed below.

    A number after # is that of a figure, for `rarewatch why`. Where a page has changed, what is new and what
    is gone stands at the end.

    \b
    Examples:
      rarewatch article 12
      rarewatch article https://example.org/article
      rarewatch article 12 --version 1
    """
    with Store.read(database_path(db)) as store:
        versions = find(store, target)
        place = _place(versions, target, version)
        sheet = _sheet(store, versions, place)
    if as_json:
        typer.echo(report.to_json(_as_dict(sheet, versions[place], versions), indent=2))
        return
    from rarewatch.report import marked

    if sys.stdout.isatty():
        draw_whole(marked.sheet_drawn(sheet))
    else:
        echo(marked.sheet_lines(sheet))


def why(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID…", help="Numbers of figures: the `id` of show --json.")
    ],
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Tell why figures are believed: the words that state them, the rule, the page, and what bears on them.

    \b
    Examples:
      rarewatch why 12
      rarewatch show --country US --json | jq '.[].id' | xargs rarewatch why
      rarewatch why 12 13 --json
    """
    from rarewatch.report import proof

    with Store.read(database_path(db)) as store:
        proofs = [_proof(store, text) for text in ids]
    if as_json:
        typer.echo(report.to_json([proof.proof_json(one) for one in proofs], indent=2))
        return
    for place, one in enumerate(proofs):
        if place:
            typer.echo()
        if sys.stdout.isatty():
            draw_whole(proof.proof_drawn(one))
        else:
            echo(proof.proof_lines(one))


def find(store: Store, target: str) -> list[Version]:
    """All versions of a page by number, address or saved file, the oldest first; UsageError where unknown."""
    number = _number(target)
    if number is not None:
        found = store.versions(number)
    else:
        found = next(filter(None, map(store.versions, _addresses(target.strip()))), [])
    if not found:
        raise UsageError(
            f"No article {target!r} is stored. `rarewatch search WORDS` finds the number of one, "
            "`rarewatch fetch ADDRESS` stores one."
        )
    return found


def _addresses(target: str) -> list[str]:
    """How an address may have been stored: as given, as a saved file, and in its normal form."""
    path = Path(target)
    if "://" not in target and path.exists():
        return [target, path.resolve().as_uri()]
    from rarewatch.links.addresses import normal_url

    full = target if "://" in target else f"https://{target}"
    return list(dict.fromkeys([target, normal_url(full) or target]))


def _number(text: str) -> int | None:
    bare = text.strip().removeprefix("#")
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) <= _LONGEST_NUMBER else None


def draw_whole(parts: "Iterable[RenderableType]") -> None:
    """Print what is made for a terminal; text that may not be broken runs on, so that it can be copied."""
    terminal = console()
    for part in parts:
        terminal.print(part, soft_wrap=bool(getattr(part, "no_wrap", False)))


def _place(versions: list[Version], target: str, wanted: int | None) -> int:
    """Which of the versions is meant: the one asked for, the one whose number was given, the newest."""
    if wanted is not None:
        if wanted > len(versions):
            raise UsageError(f"There is no version {wanted}; the page has {len(versions)}.")
        return wanted - 1
    number = _number(target)
    return next((place for place, one in enumerate(versions) if one.id == number), len(versions) - 1)


def _sheet(store: Store, versions: list[Version], place: int) -> "Sheet":
    from rarewatch.report.marked import Sheet

    one = versions[place]
    about = [part for part in (one.site, one.published, one.author) if part]
    changes = _changes(store, versions[place - 1], one) if place else None
    return Sheet(
        one.id, one.title, one.text, about, one.url, store.rows_in(one), place + 1, len(versions), changes
    )


def _changes(store: Store, before: Version, after: Version) -> "Changes":
    from rarewatch.figures.sentences import sentences
    from rarewatch.report.marked import changes

    old, new = (
        ([sentence.text for sentence in sentences(one.title, one.text)], store.rows_in(one))
        for one in (before, after)
    )
    return changes(old, new)


def _as_dict(sheet: "Sheet", shown: Version, versions: list[Version]) -> Row:
    keys = ("id", "url", "title", "site", "published", "modified", "author", "language", "fetched")
    return {
        **{key: getattr(shown, key) for key in keys},
        "sha256": shown.hash,
        "version": sheet.version,
        "versions": [{"id": one.id, "fetched": one.fetched, "title": one.title} for one in versions],
        "text": shown.text,
        "figures": [{key: value for key, value in row.items() if key != "article_id"} for row in sheet.rows],
        "changes": asdict(sheet.changes) if sheet.changes else None,
    }


def _proof(store: Store, text: str) -> "Proof":
    from rarewatch.report.proof import Proof

    number = _number(text)
    row = store.figure(number) if number is not None else None
    if row is None:
        raise UsageError(
            f"No figure {text!r} is stored. `rarewatch show --json` gives each its `id`, and "
            "`rarewatch article` shows it after #; a page that is read again gets new ones."
        )
    versions = store.versions(row["article_id"])
    place = next(place for place, one in enumerate(versions) if one.id == row["article_id"])
    one = versions[place]
    others, checks = _bearing(store, row)
    example = _example(row["rule"])
    return Proof(row, one.id, place + 1, len(versions), one.fetched, one.hash, example, others, checks)


def _example(rule: str) -> str:
    """A sentence that the rule reads; none for those that read tables and lists."""
    from rarewatch.figures.placings import RANKS
    from rarewatch.figures.readings import RULES

    return next((one.example for one in (*RULES, *RANKS) if one.name == rule), "")


def _bearing(store: Store, row: Row) -> "tuple[list[Row], list[Check]]":
    """What else states the same fact, and what it was held against, contradictions first."""
    from rarewatch import facts
    from rarewatch.store import Trade

    rows = list(store.rows_of_trade(Trade.of(row)))
    own = [one for one in facts.statements(rows) if _states(one.mentions, row)]
    others = [mention for one in own for mention in one.mentions if mention["id"] != row["id"]]
    checks = [
        check for check in facts.checks(rows) if any(_states(one.mentions, row) for one in check.statements)
    ]
    return others, sorted(checks, key=lambda check: check.holds)


def _states(mentions: "Iterable[Row]", row: Row) -> bool:
    return any(mention["id"] == row["id"] for mention in mentions)
