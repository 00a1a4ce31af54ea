"""Figures in plain English: places, goods, amounts, growth and times, as they stand within a sentence.

No number is rounded: each stands as it was stated, with its bound in words.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rarewatch.model import WORLD, Bound, Flow, Kind, Measure, Period
from rarewatch.report.cells import SYMBOLS, plain
from rarewatch.report.told import Trade, trade_of
from rarewatch.vocabulary import commodities, place_in_words

Row = dict[str, Any]

NOUNS = {
    Flow.EXPORT: "exports",
    Flow.IMPORT: "imports",
    Flow.PRODUCTION: "production",
    Flow.PROCESSING: "processing",
}
"""What each flow is called."""

_BOUNDS = {Bound.EXACT: "", Bound.ABOUT: "about ", Bound.OVER: "more than ", Bound.UNDER: "less than "}
_TIMES = {100.0: "doubled", 200.0: "tripled", -50.0: "halved"}
_BOUNDS_OF_TIMES = {Bound.EXACT: "", Bound.ABOUT: "roughly ", Bound.OVER: "more than "}
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_DECIMALS = 3
"""Decimals that "million" may have; what has more is written out."""
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def place(code: str) -> str:
    """A territory within a sentence.

    >>> place("US"), place("CN"), place("001")
    ('the United States', 'China', 'the world')
    """
    return plain(place_in_words(code))


def of_place(code: str) -> str:
    """The same as an owner.

    >>> of_place("US"), of_place("CN"), of_place("001")
    ("the United States'", "China's", "the world's")
    """
    name = place(code)
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def goods(key: str) -> str:
    """A commodity within a sentence.

    >>> goods("rare-earth-magnets")
    'rare-earth magnets'
    """
    known = commodities().get(key)
    return known.name if known else plain(key.replace("-", " "))


def whole(trade: Trade) -> str:
    """A trade with all partners: `China's exports of gallium`, with the value where it is in money."""
    named = f"{of_place(trade.reporter)} {NOUNS[trade.flow]} of {goods(trade.commodity)}"
    return f"the value of {named}" if trade.measure is Measure.VALUE else named


def is_total(trade: Trade) -> bool:
    """Whether it is a trade with all partners, or what has none."""
    return trade.partner in {None, WORLD}


def of_the_world(trade: Trade) -> str:
    """What a share of the reporter is of: `the world's production of gallium`."""
    named = f"{of_place(WORLD)} {NOUNS[trade.flow]} of {goods(trade.commodity)}"
    return f"the value of {named}" if trade.measure is Measure.VALUE else named


def subject(trade: Trade) -> str:
    """A trade with its partner: `China's exports of gallium to Japan`."""
    if is_total(trade):
        return whole(trade)
    return f"{whole(trade)} {'from' if trade.flow is Flow.IMPORT else 'to'} {place(str(trade.partner))}"


def were(trade: Trade) -> str:
    """`was` or `were`, as the subject wants."""
    several = trade.flow in {Flow.EXPORT, Flow.IMPORT} and trade.measure is Measure.QUANTITY
    return "were" if several else "was"


def matter(trade: Trade, row: Row) -> str:
    """What a figure of a trade is of: `the share of Japan in China's exports of gallium in June 2025`."""
    kind, when = row["kind"], within(Period.parse(row["period"]) if row["period"] else None)
    if kind == Kind.LEVEL:
        return f"{subject(trade)}{when}"
    if kind == Kind.CHANGE:
        return f"the growth of {subject(trade)}{against(row)}{when}"
    if is_total(trade):
        return f"the {kind} of {place(trade.reporter)} in {of_the_world(trade)}{when}"
    return f"the {kind} of {place(str(trade.partner))} in {whole(trade)}{when}"


def number(row: Row) -> str:
    """The number of a figure, whatever its kind.

    >>> number({"kind": "change", "value": -4.5, "bound": "="}), number({"kind": "rank", "value": 1.0})
    ('down 4.5%', 'first')
    """
    kind = row["kind"]
    if kind == Kind.CHANGE:
        return up_or_down(row)
    if kind == Kind.RANK:
        return ordinal(float(row["value"]))
    return percent(row) if kind == Kind.SHARE else amount(row)


def statement(row: Row) -> str:
    """A figure in one line: what it is of, and its number."""
    return f"{sentence(matter(trade_of(row), row))}: {number(row)}"


def digits(value: float) -> str:
    """A number in full, with commas between thousands.

    >>> digits(3188.0), digits(0.023), digits(1e-07)
    ('3,188', '0.023', '0.0000001')
    """
    return f"{value:,.0f}" if value.is_integer() else f"{Decimal(repr(value)):,f}"


def amount(row: Row) -> str:
    """The amount of a level, with its bound.

    >>> amount({"value": 764e6, "unit": "USD", "bound": "~"})
    'about $764 million'
    >>> amount({"value": 23.0, "unit": "t", "bound": "<"})
    'less than 23 t'
    """
    return _BOUNDS[Bound(row["bound"])] + _with_unit(float(row["value"]), row["unit"])


def percent(row: Row) -> str:
    """A growth or share without its sign, with its bound.

    >>> percent({"value": -60.0, "bound": ">"})
    'more than 60%'
    """
    return f"{_BOUNDS[Bound(row['bound'])]}{digits(abs(float(row['value'])))}%"


def grew(row: Row, verb: str) -> str:
    """What became of it; `verb` is was or were.

    >>> grew({"value": -4.5, "bound": "="}, "was"), grew({"value": 100, "bound": ">"}, "was")
    ('fell 4.5%', 'more than doubled')
    """
    value, bound = float(row["value"]), Bound(row["bound"])
    if value == 0:
        return f"{verb} unchanged"
    if value in _TIMES and bound in _BOUNDS_OF_TIMES:
        return _BOUNDS_OF_TIMES[bound] + _TIMES[value]
    return f"{'rose' if value > 0 else 'fell'} {percent(row)}"


def up_or_down(row: Row) -> str:
    """The same as an aside.

    >>> up_or_down({"value": -4.5, "bound": "~"})
    'down about 4.5%'
    """
    value = float(row["value"])
    return f"{'up' if value > 0 else 'down'} {percent(row)}" if value else "unchanged"


def against(row: Row) -> str:
    """What a growth compares with, a blank before it; nothing where its own time is not stated either.

    >>> against({"period": "2025-06", "baseline": "2025-05"}), against({"period": "2025", "baseline": "2024"})
    (' on the month', ' on the year')
    >>> against({"period": "2025-06", "baseline": "2025-01"})
    ' against January 2025'
    """
    if not row["baseline"]:
        return " against a time not stated" if row["period"] else ""
    baseline = Period.parse(row["baseline"])
    if row["period"]:
        period = Period.parse(row["period"])
        if baseline == period.shifted(-12):
            return " on the year"
        span = {1: " on the month", 3: " on the quarter"}.get(period.whole_months)
        if span and baseline == period.previous():
            return span
    return f" against {time(baseline)}"


def within(period: Period | None) -> str:
    """When, as a sentence goes on with it, a blank before it.

    >>> within(Period.parse("2025-06")), within(Period.parse("2024-11/2025-02"))
    (' in June 2025', ' from November 2024 to February 2025')
    >>> within(None)
    ' (at a time not stated)'
    """
    if period is None:
        return " (at a time not stated)"
    if period.start == period.end:
        return f" on {time(period)}"
    named = time(period)
    return f" from {named}" if " to " in named else f" in {named}"


def time(period: Period) -> str:
    """A period by name.

    >>> [time(Period.parse(text)) for text in ("2025", "2025-04/2025-06", "2025-07/2025-12")]
    ['2025', 'the second quarter of 2025', 'the second half of 2025']
    >>> time(Period.parse("2025-01/2025-07")), time(Period.parse("2024-11/2025-02"))
    ('the first seven months of 2025', 'November 2024 to February 2025')
    >>> time(Period.parse("2025-07-01/2025-07-07")), time(Period.parse("2025-07-01/2025-07-01"))
    ('1 July 2025 to 7 July 2025', '1 July 2025')
    """
    start, end, months = period.start, period.end, period.whole_months
    if not months:
        first, last = (f"{day.day} {day:%B %Y}" for day in (start, end))
        return first if first == last else f"{first} to {last}"
    if months % 12 == 0 and start.month == 1:
        return f"{start.year}" if months == 12 else f"{start.year} to {end.year}"
    if months == 1:
        return f"{start:%B %Y}"
    for length, name in ((3, "quarter"), (6, "half")):
        if months == length and start.month % length == 1:
            return f"the {_ORDINALS[end.month // length - 1]} {name} of {end.year}"
    if start.month == 1 and months < 12:
        return f"the first {_COUNTS[months]} months of {start.year}"
    first = f"{start:%B}" if start.year == end.year else f"{start:%B %Y}"
    return f"{first} to {end:%B %Y}"


def ordinal(rank: float) -> str:
    """A place in an order, in words up to ten.

    >>> ordinal(1.0), ordinal(2), ordinal(11), ordinal(22)
    ('first', 'second', '11th', '22nd')
    """
    if 1 <= rank <= len(_ORDINALS) and float(rank).is_integer():
        return _ORDINALS[int(rank) - 1]
    ending = (
        "th" if int(rank) % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(int(rank) % 10, "th")
    )
    return f"{digits(float(rank))}{ending}"


def series(words: Sequence[str], last: str = "and") -> str:
    """Several things in one sentence.

    >>> series(["a"]), series(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def sentence(text: str) -> str:
    """With a capital to begin with."""
    return text[:1].upper() + text[1:]


def _with_unit(value: float, unit: str | None) -> str:
    if unit in {None, "t", "%"}:
        return f"{digits(value)}{'' if unit == '%' else ' '}{unit or ''}".rstrip()
    symbol = SYMBOLS.get(str(unit), f"{plain(str(unit))} ")
    for exponent, name in _SCALES:
        scaled = Decimal(repr(value)).scaleb(-exponent).normalize()
        if abs(scaled) >= 1 and -int(scaled.as_tuple().exponent) <= _DECIMALS:
            return f"{symbol}{scaled:,f} {name}"
    return f"{symbol}{digits(value)}"
