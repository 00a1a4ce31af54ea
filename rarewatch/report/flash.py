"""News as lines for a mail or a message: what, of whom, when; beneath it who says so, and where."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from rarewatch.model import Kind, Measure
from rarewatch.report.cells import amount, commodity, period, plain, route

Row = dict[str, Any]

_SITES = 3
"""So many outlets are named; others are counted."""


def news_lines(rows: Iterable[Row], width: int | None = None) -> Iterator[str]:
    """A few lines for all that one article says of one trade in one period; never cut, and folded to a width
    where one is given, in characters.

    Rows have the keys of `model.ROW_KEYS`, `sites` who say so, and `thresholds` that the fact is over.
    """
    for _, group in groupby(rows, key=_subject):
        told = list(group)
        yield from _folded(_what(told), width, "")
        yield from _folded(_who(told), width, "  ")
        if told[0]["url"]:
            yield f"  {plain(told[0]['url'])}"


def _subject(row: Row) -> tuple[Any, ...]:
    keys = ("period", "commodity", "flow", "reporter", "partner", "url")
    return (*(row[key] for key in keys), tuple(row["sites"]))


def _what(rows: Sequence[Row]) -> str:
    """The facts in one line."""
    first = rows[0]
    about = f"{period(first) or 'no period'} {commodity(first)}, {first['flow']} {route(first)}"
    return f"{about}: {', '.join(map(_stated, rows))}"


def _stated(row: Row) -> str:
    """The number, with what it is of where its look does not tell."""
    of = " of the whole" if row["kind"] == Kind.SHARE else ""
    by_value = " by value" if row["kind"] != Kind.LEVEL and row["measure"] == Measure.VALUE else ""
    against = f" on {period(row, 'baseline')}" if row["baseline"] else ""
    return f"{amount(row)}{of}{by_value}{against}"


def _who(rows: Sequence[Row]) -> str:
    first = rows[0]
    verdicts = dict.fromkeys(plain(row["verdict"]) for row in rows if row.get("verdict"))
    thresholds = dict.fromkeys(plain(threshold) for row in rows for threshold in row["thresholds"])
    named = "" if first["sites"] == [first["url"]] else _named(first["sites"])
    parts = [named, first["published"] or "", *verdicts, *thresholds]
    return "; ".join(part for part in parts if part)


def _named(sites: Sequence[str]) -> str:
    named = ", ".join(plain(site) for site in sites[:_SITES])
    return f"{named} and {len(sites) - _SITES} more" if len(sites) > _SITES else named


def _folded(text: str, width: int | None, indent: str) -> Iterator[str]:
    if width is None:
        yield indent + text
        return
    yield from wrap(text, max(width, 20), initial_indent=indent, subsequent_indent=indent or "  ")
