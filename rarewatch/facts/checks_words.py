"""Numbers and periods in plain words, for the sentences that say what a check came to."""

import calendar
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rarewatch.facts.checks_book import period_of
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.model import WORLD, Bound, Flow, Kind, Period
from rarewatch.vocabulary import place_name

Row = dict[str, Any]
Teller = Callable[[Statement], str]

_BOUNDS = {Bound.ABOUT: "around ", Bound.OVER: "more than ", Bound.UNDER: "less than "}
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}


def number(value: float, digits: int = 2) -> str:
    """A number with commas between thousands and no more than so many decimals.

    >>> number(3188.0), number(46.4473), number(-0.5)
    ('3,188', '46.45', '-0.5')
    """
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(row: Row) -> str:
    """What a row states: "around 160 %", "353 t", "2nd place"; growth without its sign."""
    value, unit = row["value"], row["unit"]
    if row["kind"] == Kind.RANK:
        return f"{_NTH.get(int(value), number(value))} place"
    bound = _BOUNDS.get(Bound(row["bound"]), "")
    return bound + number(abs(value) if row["kind"] == Kind.CHANGE else value) + (f" {unit}" if unit else "")


def growth(row: Row) -> str:
    """Growth as a step from its base: "plus 660 %", "minus around 38 %"."""
    return f"{'minus' if row['value'] < 0 else 'plus'} {amount(row)}"


def between(interval: Interval, unit: str) -> str:
    """An interval in words, with no more digits than tell its ends apart.

    >>> between(Interval(46.38, 46.512), "t"), between(Interval(200, 200), "t")
    ('46.4 to 46.5 t', '200 t')
    """
    digits = next((one for one in range(3) if interval.width >= 10**-one / 2), 2)
    low, high = number(interval.low, digits), number(interval.high, digits)
    if high == "inf":
        return f"at least {low} {unit}"
    return f"{low} {unit}" if low == high else f"{low} to {high} {unit}"


@lru_cache(maxsize=4096)
def when(period: Period) -> str:
    """A period as people write it.

    >>> [when(Period.parse(text)) for text in ("2025-06", "2025", "2025-01/2025-06", "2024-12/2025-02")]
    ['June 2025', '2025', 'January to June 2025', 'December 2024 to February 2025']
    """
    count = period.whole_months
    if not count:
        return str(period).replace("/", " to ")
    first, last = _month(period.start.month), _month(period.end.month)
    if count == 1:
        return f"{first} {period.start.year}"
    if count == 12 and period.start.month == 1:
        return str(period.start.year)
    if period.start.year == period.end.year:
        return f"{first} to {last} {period.end.year}"
    return f"{first} {period.start.year} to {last} {period.end.year}"


def where(statement: Statement) -> str:
    """The other end of a flow: "to Germany", "from Myanmar", "in total"."""
    row = statement.row
    if row["partner"] in {None, WORLD}:
        return "in total"
    return f"{'from' if row['flow'] == Flow.IMPORT else 'to'} {place_name(row['partner'])}"


def dated(statement: Statement) -> str:
    """The amount with its period: "353 t in June 2025"."""
    return f"{amount(statement.row)} in {when(period_of(statement.row['period']))}"


def placed(statement: Statement) -> str:
    """The amount with its partner: "353 t to the United States"."""
    return f"{amount(statement.row)} {where(statement)}"


def listed(parts: list[str]) -> str:
    """Parts of a sentence, joined as people do.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _month(number_of: int) -> str:
    return calendar.month_name[number_of]
