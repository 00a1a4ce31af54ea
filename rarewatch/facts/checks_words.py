"""Statements in plain words, for the sentences that say what a check came to."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rarewatch.facts.checks_book import period_of
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.facts.wording import amount_words, period_words, span_words
from rarewatch.model import WORLD, Bound, Flow, Kind
from rarewatch.vocabulary import place_in_words

Row = dict[str, Any]
Teller = Callable[[Statement], str]

_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def amount(row: Row) -> str:
    """What a row states: "about 160 %", "353 t", "second place"; growth without its sign."""
    value: float = row["value"]
    if row["kind"] == Kind.RANK:
        place = int(value)
        return f"{_NTH[place - 1] if 0 < place <= len(_NTH) else f'no. {place}'} place"
    shown = abs(value) if row["kind"] == Kind.CHANGE else value
    return amount_words(shown, row["unit"], Bound(row["bound"]))


def growth(row: Row) -> str:
    """Growth as a step from its base: "plus 660 %", "minus about 38 %"."""
    return f"{'minus' if row['value'] < 0 else 'plus'} {amount(row)}"


def between(interval: Interval, unit: str | None) -> str:
    """An interval in words, which may have no upper end.

    >>> between(Interval(46.38, 46.512), "t"), between(Interval(200.0, float("inf")), "t")
    ('46.38 to 46.51 t', 'at least 200 t')
    """
    if interval.high == float("inf"):
        return f"at least {amount_words(interval.low, unit)}"
    return span_words(interval, unit)


@lru_cache(maxsize=4096)
def when(text: str) -> str:
    """A period as a row writes it, as people do."""
    return period_words(period_of(text))


def where(statement: Statement) -> str:
    """The other end of a flow: "to Germany", "from Myanmar", "in total"."""
    row = statement.row
    if row["partner"] in {None, WORLD}:
        return "in total"
    return f"{'from' if row['flow'] == Flow.IMPORT else 'to'} {place_in_words(row['partner'])}"


def value(statement: Statement) -> str:
    """What it states, growth with its direction."""
    row = statement.row
    return growth(row) if row["kind"] == Kind.CHANGE else amount(row)


def dated(statement: Statement) -> str:
    """The amount with its period: "353 t in June 2025"."""
    return f"{amount(statement.row)} in {when(statement.row['period'])}"


def stated(statement: Statement) -> str:
    """All that it says: "353 t to Germany in June 2025", "plus 12 % in total in June 2025 on May 2025"."""
    row = statement.row
    told = f"{value(statement)}{' of all' if row['kind'] == Kind.SHARE else ''} {where(statement)}"
    on = f" on {when(row['baseline'])}" if row["baseline"] else ""
    return f"{told} in {when(row['period'])}{on}"


def placed(statement: Statement) -> str:
    """The amount with its partner: "353 t to the United States"."""
    return f"{amount(statement.row)} {where(statement)}"


def sourced(statement: Statement) -> str:
    """The amount with how many say so: "353 t (2 origins)"."""
    count = statement.origins
    return f"{value(statement)} ({count} origin{'' if count == 1 else 's'})"


def listed(parts: list[str]) -> str:
    """Parts of a sentence, joined as people do.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
