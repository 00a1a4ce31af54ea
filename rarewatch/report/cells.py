"""Single values as a person reads them."""

import math
import unicodedata
from typing import Any

from rarewatch.model import WORLD, Bound, Flow, Kind
from rarewatch.vocabulary import place_name

Row = dict[str, Any]

SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "CNY": "CN¥",
    "AUD": "A$",
    "CAD": "C$",
    "INR": "₹",
}
"""How currencies are written before an amount."""
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that steer a terminal, turn the order of the letters, or do not show."""


def plain(text: str) -> str:
    """One line without a character that steers a terminal; white space of any kind becomes a blank.

    >>> plain("Exports\\x1b[31m\\tup\\u202e!")
    'Exports[31m up!'
    """
    if not text.isprintable():
        shown = (letter for letter in text if letter.isspace() or unicodedata.category(letter) not in _UNSEEN)
        text = "".join(shown)
    return " ".join(text.split())


def number(value: float) -> str:
    """The shortest decimal text of a number, with commas between thousands.

    >>> number(3188.0), number(4343.5), number(-0.25)
    ('3,188', '4,343.5', '-0.25')
    """
    whole = float(value).is_integer()
    return f"{value:,.0f}" if whole else f"{round(value, 6):,}"


def amount(row: Row) -> str:
    """The figure with its unit and bound.

    >>> amount({"kind": "change", "value": 157.5, "unit": "%", "bound": "~"})
    '~+157.5 %'
    >>> amount({"kind": "level", "value": 1.2e9, "unit": "USD", "bound": ">"})
    '>$1.2 bn'
    """
    value: float = row["value"]
    bound: str = row["bound"].replace(Bound.EXACT, "")
    if row["kind"] == Kind.RANK:
        return f"no. {number(value)}"
    if row["kind"] != Kind.CHANGE:
        return bound + _with_unit(value, row["unit"])
    if value < 0:  # the bound is that of the magnitude: a fall by more than 60 % is below -60 %
        bound = {">": "<", "<": ">"}.get(bound, bound)
    return f"{bound}{'+' if value > 0 else ''}{number(value)} %"


def told(row: Row) -> str:
    """The figure with what it is of or against, where its unit does not say so.

    >>> told({"kind": "change", "value": 12.0, "unit": "%", "bound": "=", "baseline": "2019-06"})
    '+12 % on 2019-06'
    """
    if row["kind"] == Kind.CHANGE:
        return f"{amount(row)} on {period(row, 'baseline') or '?'}"
    return f"{amount(row)} share" if row["kind"] == Kind.SHARE else amount(row)


def kind(row: Row) -> str:
    """What sort of number it is, with the measure where the unit does not tell it."""
    told_by_unit = row["kind"] == Kind.LEVEL or row["measure"] == "quantity"
    return str(row["kind"]) if told_by_unit else f"{row['kind']} of value"


def period(row: Row, key: str = "period") -> str:
    """The period (or the baseline, by its key), a span of months within one year shortened.

    >>> period({"period": "2025-01/2025-06"}), period({"period": None})
    ('2025-01/06', '')
    """
    text: str = row[key] or ""
    first, _, last = text.partition("/")
    one_year = len(last) == len("2025-06") and first[:4] == last[:4]
    return f"{first}/{last[5:]}" if one_year else text


def route(row: Row, *, codes: bool = False) -> str:
    """From where to where the goods went, or where they were made."""
    ends = [place(row["reporter"], codes=codes)]
    if row["partner"]:
        ends.append(place(row["partner"], codes=codes))
    return ("→" if codes else " → ").join(reversed(ends) if row["flow"] == Flow.IMPORT else ends)


def place(code: str, *, codes: bool = False) -> str:
    """A place by its name, or by its code.

    >>> place("US"), place("US", codes=True), place("001", codes=True)
    ('United States', 'US', 'world')
    """
    if code == WORLD:
        return "world"
    return plain(code if codes else place_name(code))


def span(low: float, high: float, unit: str | None) -> str:
    """Two ends of an interval with their unit, with the digits that tell them apart.

    >>> span(5141.94, 5158.58, "t"), span(46.08, 46.82, "t"), span(1.214e9, 1.221e9, "USD")
    ('5,142–5,159 t', '46.1–46.8 t', '$1.214 bn–$1.221 bn')
    """
    digits = _digits(low, high)
    ends = [_with_unit(round(end, digits), unit) for end in (low, high)]
    if ends[0] == ends[1]:
        return ends[0]
    return f"{ends[0].removesuffix(' t')}–{ends[1]}"


def rounded(value: float, low: float | None, high: float | None) -> float:
    """A number within an interval, with no more digits than the interval has.

    >>> rounded(590.6489, 589.9, 591.4), rounded(46.45, 46.08, 46.82)
    (591.0, 46.5)
    """
    width = (high or value) - (low or value)
    return round(value, max(-6, min(6, math.ceil(-math.log10(width)))) if width > 0 else 6)


def commodity(row: Row, *, short: bool = False) -> str:
    """The commodity's key in words; short, without the words that most of them share."""
    key = row["commodity"].removeprefix("rare-earth-" if short else "")
    return plain(key.replace("-", " "))


def _with_unit(value: float, unit: str | None) -> str:
    if unit in {None, "t", "%"}:
        return f"{number(value)} {unit or ''}".rstrip()
    scale, name = next(((size, name) for size, name in _SCALES if abs(value) >= size), (1.0, ""))
    symbol = SYMBOLS.get(str(unit), f"{plain(str(unit))} ")
    return f"{symbol}{number(round(value / scale, 3))} {name}".rstrip()


def _digits(low: float, high: float) -> int:
    """Decimals that show two numbers as two; fewer than none where they are millions apart."""
    return 6 if high <= low else max(-6, min(6, math.ceil(-math.log10((high - low) / 2))))
