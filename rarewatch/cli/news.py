"""The command news: what is new since it was asked last, for cron, webhooks and messengers."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from rarewatch import report
from rarewatch.cli.filters import filtered
from rarewatch.cli.options import DbOption, database_path, now
from rarewatch.cli.terminal import console, echo
from rarewatch.errors import FetchError, RarewatchError, UsageError
from rarewatch.store import Query, Store

if TYPE_CHECKING:
    from rarewatch.watch.news import Asked

Row = dict[str, Any]

NAME = "news"
"""Who asks, where nobody else is named."""

_AGE = re.compile(r"(\d{1,5})([hdwy])")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7, "y": 24 * 365}


def add_commands(app: typer.Typer) -> None:
    """Register news."""
    app.command("news")(tell)


@filtered(without=("since", "until", "limit"))
def tell(  # noqa: PLR0913, PLR0917 - a command has the options that it has
    query: Query,
    since_last: Annotated[
        bool, typer.Option("--since-last", help="What came in since this was asked last.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="AGE", help="What came in so long ago at most: 12h, 2d, 1w, or since 2025-07-01."
        ),
    ] = None,
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who asks: each has heard what he was told.")
    ] = NAME,
    when: Annotated[
        list[str] | None,
        typer.Option(
            metavar="THRESHOLD",
            help='Only what is over a threshold, each fact once: "change > 50 %", "US magnets < 400 t".',
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
    webhook: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", help="Send the news there as JSON by POST, and print nothing."),
    ] = None,
    apprise: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", help="Send them by Apprise (pip install 'rarewatch[apprise]')."),
    ] = None,
    db: DbOption = None,
) -> None:
    """Tell what is new: facts that nobody had told before, one entry for all who tell them. Else nothing.

    With --since-last, it is marked how far you were told, once that has been delivered; the first time tells
    all that is stored. --since leaves the mark. With --when alone, all that is stored is looked at, and each
    fact is told once for each threshold.

    \b
    A threshold is: [place] [commodity] [flow] [kind] OP number unit
    kind: level, change (up or down, unless the number has a sign), rise, fall, share
    OP: <, <=, >, >=        unit: t, kg, kt, %, USD and other currencies
    Of several thresholds, it is enough that one holds.

    \b
    Examples:
      rarewatch news --since-last
      rarewatch news --since 2d --country US --json
      rarewatch news --when "change > 50 %" --when "US magnets < 400 t"
      rarewatch news --since-last --as desk --webhook https://chat.example.org/hooks/1
      rarewatch news --since-last --as phone --apprise ntfy://my-topic
    """
    from rarewatch.facts import Threshold

    if since_last + bool(since) > 1 or not (since_last or since or when):
        raise UsageError("Say since when: --since-last, --since 2d, or a threshold with --when.")
    start = _start(since) if since else None
    deliver = _delivery(webhook or [], apprise or [], as_json=as_json)
    thresholds = tuple(map(Threshold.parse, when or []))
    hand_on(database_path(db), _asked(name, query, start, since_last, thresholds), deliver)


def hand_on(path: Path, asked: "Asked", deliver: Callable[[list[Row]], None]) -> None:
    """Find what is new, deliver it unless it is nothing, and only then write down that it was told."""
    from rarewatch.watch.news import news, told

    with Store.read(path) as store:
        found = news(store, asked)
    if found.items:
        deliver([item.as_row() for item in found.items])
    if found.fired or found.arrival is not None:
        with Store.open(path) as store:
            told(store, asked, found, now())


def tell_since_last(path: Path) -> None:
    """Print what is new since that was asked last, under the usual name."""
    from rarewatch.watch.news import Asked

    hand_on(path, Asked(NAME), _print)


def _asked(name: str, query: Query, since: datetime | None, since_last: bool, when: Sequence[Any]) -> "Asked":
    from rarewatch.watch.news import Asked

    return Asked(name, query, since, everything=not since_last and since is None, when=when)


def _start(age: str) -> datetime:
    """The moment that `--since` means."""
    if match := _AGE.fullmatch(age.strip()):
        return now() - timedelta(hours=min(int(match[1]) * _HOURS[match[2]], 24 * 36500))
    try:
        return datetime.fromisoformat(age.strip()).astimezone()
    except ValueError:
        raise UsageError(f"{age!r} is no age. Write 12h, 2d, 1w or 1y, or a day (2025-07-01).") from None


def _delivery(webhooks: list[str], messengers: list[str], *, as_json: bool) -> Callable[[list[Row]], None]:
    for url in webhooks:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise UsageError(f"{url!r} is no address for a webhook: it starts with https:// or http://.")
    if not webhooks and not messengers:
        return _print_json if as_json else _print
    if as_json:
        raise UsageError("--json goes with printing; a webhook gets JSON in any case.")
    notify = _messenger(messengers) if messengers else None

    def deliver(rows: list[Row]) -> None:
        from rarewatch.pages.posting import post_json

        text = "\n".join(report.news_lines(rows))
        for url in webhooks:
            post_json(url, report.to_json({"text": text, "news": rows}))
        if notify:
            notify(text)

    return deliver


def _messenger(urls: list[str]) -> Callable[[str], None]:
    try:
        from apprise import Apprise
    except ImportError:
        raise UsageError("--apprise needs Apprise: pip install 'rarewatch[apprise]'.") from None
    messenger = Apprise()
    for url in urls:
        if not messenger.add(url):
            raise UsageError(f"{url!r} is no address that Apprise knows.")

    def notify(text: str) -> None:
        if not messenger.notify(body=text, title="rarewatch"):
            raise FetchError(" ".join(urls), "the news could not be delivered by Apprise")

    return notify


def _print(rows: list[Row]) -> None:
    with _printed():
        echo(report.news_lines(rows, console().width if sys.stdout.isatty() else None))


def _print_json(rows: list[Row]) -> None:
    with _printed():
        typer.echo(report.to_json(rows, indent=2))


@contextmanager
def _printed() -> Iterator[None]:
    """What is still in a buffer has not been told."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RarewatchError(f"The news could not be printed: {error.strerror}.") from error
