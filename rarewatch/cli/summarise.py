"""The command that sums up what was reported: summarise, also called summary."""

import sys
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rarewatch import report
from rarewatch.cli.articles import draw_whole, find
from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, database_path, now
from rarewatch.cli.published import PublishedSinceOption, PublishedUntilOption, published
from rarewatch.cli.terminal import echo
from rarewatch.errors import UsageError
from rarewatch.model import Verdict
from rarewatch.store import Query, Store, Trade, Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rarewatch.facts import Check
    from rarewatch.report.briefing import Briefing

Row = dict[str, Any]

_MOST = 12
"""Sentences of a summary unless told otherwise: as many as are read in a minute."""
_NEWEST = 5_000
"""Figures that a summary looks at, the newest periods first: no older one would find room in it."""
_TRADES = 5
"""Trades whose disputes are looked into, each a part of a second: more than that many find no room either."""
_LONG = 2000
"""Characters from which an article is long, about 300 words: shorter ones are their own summary."""


def add_commands(app: typer.Typer) -> None:
    """Register summarise, and summary for the same."""
    app.command()(summarise)
    app.command("summary", hidden=True)(summarise)


@filtered(without=("since", "until", "limit"))
def summarise(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    query: Query,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="ARTICLE", help="One article only: its address or its number.", show_default=False
        ),
    ] = None,
    since: PublishedSinceOption = None,
    until: PublishedUntilOption = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="At most so many sentences (12; of an article all)."),
    ] = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    as_html: Annotated[bool, typer.Option("--html", help="Print a page for a browser.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    db: DbOption = None,
) -> None:
    """Sum up what was reported, in sentences made of the figures: totals, moves, partners, disputes.

    Each sentence cites the articles that state its numbers. Every number stands as it was stated.
    --since and --until are days of publication here; --period is the figures' own.

    \b
    Examples:
      rarewatch summarise --since 7d
      rarewatch summarise --country US --period 2025-06
      rarewatch summarise https://example.org/article
      rarewatch summarise --commodity magnets --since 2025-06 --markdown
    """
    wanted = {"--markdown": as_markdown, "--html": as_html, "--json": as_json}
    chosen = [name for name, on in wanted.items() if on]
    if len(chosen) > 1:
        raise UsageError(f"Choose one of {', '.join(chosen)}.")
    asked = published(query, since, until, now().date())
    with Store.read(database_path(db)) as store:
        version = find(store, target)[-1] if target else None
        briefing = _of_article(store, asked, version, limit) if version else _of_many(store, asked, limit)
    if not briefing.sentences:
        typer.echo("rarewatch: No figure fits. Ask for less, or `rarewatch fetch` more pages.", err=True)
    _print(briefing, chosen[0] if chosen else "")


def _of_many(store: Store, query: Query, limit: int | None) -> "Briefing":
    from rarewatch import facts
    from rarewatch.report.briefing import Briefing
    from rarewatch.report.summary import summary

    most = limit or _MOST
    rows = list(store.rows(replace(query, limit=_NEWEST)))
    checks = _contradicted(store, rows, most)
    return Briefing(_heading(query), summary(facts.points(rows), checks, most=most))


def _of_article(store: Store, query: Query, version: Version, limit: int | None) -> "Briefing":
    from rarewatch import facts
    from rarewatch.report.briefing import Briefing
    from rarewatch.report.quotes import key_sentences
    from rarewatch.report.summary import summary

    rows = list(store.rows(replace(query, article=version.id)))
    sentences = summary(facts.points(rows), _contradicted(store, rows, _MOST), most=limit)
    quotes = key_sentences(_sentences(version.text), rows) if len(version.text) >= _LONG or not rows else []
    about = ", ".join(part for part in (version.site, version.published) if part)
    heading = version.title or "(no headline)"
    return Briefing(heading, sentences, quotes, about, version.url)


def _contradicted(store: Store, rows: list[Row], most: int) -> "list[Check]":
    """For what is disputed among the rows, what speaks against it: one of them, or else what is stored."""
    disputed: dict[Trade, set[int]] = {}
    for row in rows:
        if row["verdict"] == Verdict.DISPUTED:
            disputed.setdefault(Trade.of(row), set()).add(row["id"])
    found: list[Check] = []
    for trade, ids in islice(disputed.items(), _TRADES):
        if len(found) < most:
            at_hand = [row for row in rows if Trade.of(row) == trade]
            found += _against(at_hand, ids) or _against(store.rows_of_trade(trade), ids)
    return found


def _against(rows: "Iterable[Row]", ids: set[int]) -> "list[Check]":
    """For each figure of those, one check that contradicts it, if there is any."""
    from rarewatch import facts

    found: list[Check] = []
    left = set(ids)
    for check in facts.checks(rows):
        if not check.holds:
            told = {row["id"] for one in check.statements for row in one.mentions}
            found += [check] if told & left else []
            left -= told
    return found


def _sentences(text: str) -> list[str]:
    from rarewatch.figures.sentences import sentences

    return [sentence.text for sentence in sentences("", text)]


def _heading(query: Query) -> str:
    """What was asked for, in words."""
    from rarewatch.report import english

    places = [english.place(code) for code in (query.country, query.reporter, query.partner) if code]
    named = [
        english.goods(query.commodity) if query.commodity else "",
        query.flow and english.NOUNS[query.flow],
        query.kind and f"{query.kind}s only",
        *places,
        query.period and english.time(query.period),
        query.site and f"by {query.site}",
        query.published_since and f"published since {query.published_since}",
        query.published_until and f"published until {query.published_until}",
    ]
    return english.sentence(", ".join(str(name) for name in named if name) or "all that was reported")


def _print(briefing: "Briefing", chosen: str) -> None:
    from rarewatch.report import briefing as forms

    if chosen == "--json":
        typer.echo(report.to_json(forms.as_json(briefing), indent=2))
    elif chosen:
        echo(forms.as_html(briefing) if chosen == "--html" else forms.as_markdown(briefing))
    elif briefing.sentences or briefing.quotes:
        _tell(briefing)


def _tell(briefing: "Briefing") -> None:
    from rarewatch.report import briefing as forms

    if not sys.stdout.isatty():
        echo(forms.as_lines(briefing))
        return
    draw_whole(forms.as_drawn(briefing))
