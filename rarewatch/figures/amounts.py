"""Numbers with their unit: weights, money, per cents, parts of a whole, multiples, bare numbers."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from rarewatch.vocabulary import table


@dataclass(slots=True)
class Amount:
    """A number as printed, in the base unit of its kind; not frozen for the sake of speed, as items are not.

    `kind` is mass (tonnes), money (units of the currency), price (money for a unit of weight), pct, points
    (percentage points), fold (times as much) or num. `signed` tells that a plus or minus sign was printed.
    """

    kind: str
    value: float
    unit: str | None = None
    signed: bool = False
    note: str = ""
    printed: str = ""
    """The unit's word as printed."""
    spread: bool = False
    """Whether it stands for a range, of which `value` is the middle."""


_SPACED = r"\d{1,3}(?:[ ]\d{3}){1,6}(?=\s?-?(?:t\b|kt\b|kg\b|ton|metric|kilo|pounds|lb))"
_SLIP = r"\d{1,2},\d{1,2}(?=\s?(?:%|per\s?cent\b))"
"""A decimal comma on a page of decimal points: "18,9%"."""
_PARTED = r"\d{1,3},[ ]000(?=\s?(?:t\b|kg\b|ton|metric|kilo|pounds))"
"""A blank behind the comma: "6, 000 tonnes"."""
NUMBER = rf"{_SLIP}|{_PARTED}|\d{{1,3}}(?:[,\u00a0\u202f\u2009]\d{{3}})+(?:\.\d+)?|{_SPACED}|\d+(?:\.\d+)?"
EUROPEAN = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:[ ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_EUROPEAN_PAGE = re.compile(r"\d{1,3}\.\d{3},\d|(?<![\d,])\d+,\d{1,2}\s?(?:%|per ?cent\b|t\b|tonnes\b)")
_ENGLISH = re.compile(r"(?<![\d.,])\d+\.\d{1,2}\s?(?:%|per ?cent\b)")
"""Decimals with a point, which a page of decimal commas does not hold."""
_DECIMAL = re.compile(r",\d(?:(?<=\.\d{3},\d)|\d?\s?(?:%|per ?cent\b|t\b|tonnes\b))")
"""What every such page holds, from the comma on: found much faster, and most pages hold none."""


def is_european(text: str) -> bool:
    """Whether a text writes its decimals with a comma; a single slip among points makes no such page.

    >>> is_european("1.234,5 t"), is_european("rose 4,5 %"), is_european("1,234.5 t, 12,900 tonnes")
    (True, True, False)
    >>> is_european("up 5.7% to 5,577 tons, after a fall of 18,9%")
    False
    """
    if _DECIMAL.search(text) is None:
        return False
    commas = len(_EUROPEAN_PAGE.findall(text))
    return commas > 0 and commas > len(_ENGLISH.findall(text))


def either(words: Any) -> str:
    """A pattern of any of the words, the longest first; a blank in a word may be a hyphen."""
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in sorted(words, key=len, reverse=True))


@cache
def _units() -> dict[str, Any]:
    return table("units")


_JOINT = r"(?:[\s-]|(?:(?<=hundred)|(?<=thousand))\sand\s)"
"""What joins the words of a number: "one hundred and fifty-two"."""


@cache
def _pattern(european: bool) -> re.Pattern[str]:
    units = _units()
    words = either(units["number"])
    number = EUROPEAN if european else NUMBER
    return re.compile(
        rf"""(?P<sign>[+\-−–](?=\d)|(?:minus|plus)\s(?=\d|(?:{words})\b))?(?P<before>{either(units["before"])})?\s?
        (?P<number>{number}|\b(?i:a\s(?=hundred|dozen))?(?i:{words})(?:{_JOINT}(?:{words}|thousand(?=[\s-](?:{words})))){{0,20}}\b
          |\b(?i:an?)\ssingle(?=\s(?:{either(units["mass"])})\b))(?P<odd>-odd\b)?
        (?:\s?(?:-|–|—|\sto\s)\s?(?:{either(units["before"])})?(?P<second>{number})(?!\d))?
        (?P<half>\sand\sa\shalf(?=\stimes|\smillion|\sbillion|\stonnes|\stons))?
        (?:[\s-]?(?P<scale>{either(units["scale"])})(?![A-Za-z]))?
        (?:[\s-]?(?P<unit>
            (?P<pct>%|per\s?cent\b|percent\b|pc\b|pct\b)(?P<points>[\s-]?points?)?
          | (?P<pp>percentage[\s-]points?|pp\b)
          | (?P<fold>fold\b|times\b|x\b)
          | (?:T?REO\s)?(?P<mass>{either(units["mass"])})(?![A-Za-z\d])
          | (?P<after>{either(units["after"])})(?![A-Za-z])
        ))?
        (?P<per>\s?/\s?(?:kg|t|mt|mtu|lb|tonne|ton)\b
          |\s(?:per|a|an)\s(?:dry\s|metric\s|short\s)?(?:kg|kilo|kilogram|kilogramme|tonne|ton|t|lb|pound|mtu)\b)?""",
        re.VERBOSE,
    )


_ORDINAL = (
    r"(?![\s-](?:largest|biggest|most|main|top|place|(?:month|year|quarter)(?![\s-]o)|week|day|time|straight|consecutive|successive"
    r"|party|parties|country|countries|batch|round|half|supplier|buyer|party's)\b)"
)
"""What follows an ordinal: "a fifth month" is no part of a whole."""


@cache
def _parts() -> re.Pattern[str]:
    parts, words = either(_units()["part"]), either(_units()["number"])
    return re.compile(rf"(?:(?P<count>an?|{words}|\d)[\s-])?(?P<part>{parts})\b{_ORDINAL}", re.IGNORECASE)


@cache
def starters() -> frozenset[str]:
    """Lower-case words at which an amount may start; any digit or currency sign may too."""
    units = _units()
    return frozenset(
        [
            *units["number"],
            *units["part"],
            *(word.lower() for word in units["before"]),
            "a",
            "an",
            "twice",
            "minus",
            "plus",
        ]
    )


@cache
def money_letters() -> frozenset[str]:
    """The letters before the sign in "US$", "C$", "JP¥", in lower case."""
    signs = [sign for sign in _units()["before"] if not sign[-1].isalpha()]
    return frozenset(sign[:-1].lower() for sign in signs if sign[:-1].isalpha())


_GROUPING = re.compile(r"[,\s]")


def to_number(text: str, *, european: bool = False) -> float:
    """The value of a printed number.

    >>> to_number("3,188"), to_number("12 900"), to_number("forty-five"), to_number("1.234,5", european=True)
    (3188.0, 12900.0, 45.0, 1234.5)
    >>> to_number("Fifty-eight thousand one hundred and fifty-two"), to_number("a single")
    (58152.0, 1.0)
    """
    if not text[0].isdigit():
        return _number_of_words(text)
    comma = european or re.fullmatch(r"\d{1,2},\d{1,2}", text) is not None
    plain = text.replace(".", "").replace(",", ".") if comma else text
    return float(_GROUPING.sub("", plain))


def _number_of_words(text: str) -> float:
    thousands = total = 0
    for word in re.split(r"[\s-]+", text.lower()):
        if word == "thousand":
            thousands, total = 1000 * total, 0
        elif word in {"hundred", "dozen"} and total:
            total *= _units()["number"][word]
        elif word in {"a", "an"}:
            total = 1
        elif word not in {"and", "single"}:
            total += _units()["number"][word]
    return float(thousands + total)


def read(text: str, start: int, *, european: bool = False) -> tuple[Amount, int] | None:
    """The amount that starts exactly here, and where it ends; None where there is none.

    >>> read("1.28 million pounds", 0)[0].value
    580.5982336
    >>> [read(words, 0)[0].kind for words in ("$110 per kilogram", "a third", "tenfold", "3 pp")]
    ['price', 'pct', 'fold', 'points']
    """
    if text.startswith(("a", "A"), start) and _idle_article().match(text, start):
        return None
    part = _read_part(text, start) if _MAY_BE_PART.match(text, start) else None
    if part:
        return part
    match = _pattern(european).match(text, start)
    if match is None:
        return None
    said = _Said(*match.group(*_Said._fields))
    number = said.number
    if not number[0].isdigit():
        number = number.lower()
        if number in _ARTICLES or (number in _NO_NUMBERS and not said.mass):
            return None
        if number == "one" and not (said.scale or said.mass or said.pct):
            return None
    return _made(match, said, european)


class _Said(NamedTuple):
    """The pieces of a printed amount, by the names of their groups."""

    number: str
    odd: str | None
    second: str | None
    half: str | None
    scale: str | None
    sign: str | None
    before: str | None
    after: str | None
    mass: str | None
    per: str | None
    unit: str | None
    pct: str | None
    points: str | None
    pp: str | None
    fold: str | None


_ARTICLES = frozenset(["a", "an"])
_NO_NUMBERS = frozenset(["zero", "a dozen"])
"""Words that count weights only."""
_MAY_BE_PART = re.compile(r"[^\W\d]|\d[\s-]")
"""A letter, or a single digit with a word to come: most numbers need not be tried as a part of a whole."""


def _made(match: re.Match[str], said: _Said, european: bool) -> tuple[Amount, int]:
    number, odd, second, half, scale, sign, before, after, mass, per, unit_word, *_ = said
    value = to_number(number, european=european)
    if second:
        value = max(value, (value + to_number(second, european=european)) / 2)
    value += 0.5 if half else 0.0
    spread, end = bool(second or odd), match.end()
    if scale and len(scale) == 1 and not (before or mass or after):
        return Amount("num", value, spread=spread), match.end("number" if scale == "k" else "scale")
    if scale:
        value *= _units()["scale"][scale]
    if sign and sign.strip() not in {"+", "plus"}:
        value = -value
    kind, unit, factor = _kind(said)
    if per and kind == "money":
        kind = "price"
    elif per:
        end = match.start("per")
    note = "tons are taken as metric" if mass and mass in _units()["noted"] else ""
    return Amount(kind, value * factor, unit, bool(sign), note, unit_word or "", spread), end


_BETWEEN_WORDS = re.compile(r"[\s-]+")


def _kind(said: _Said) -> tuple[str, str | None, float]:
    """The kind of amount, its unit, and what its value is multiplied by."""
    if said.pct or said.pp:
        return ("points", None, 1.0) if said.points or said.pp else ("pct", "%", 1.0)
    if said.fold:
        return "fold", None, 1.0
    if said.before:
        return "money", _units()["before"][said.before], 1.0
    if said.after:
        return "money", _units()["after"][_BETWEEN_WORDS.sub(" ", said.after)], 1.0
    if said.mass:
        return "mass", "t", _units()["mass"][_BETWEEN_WORDS.sub(" ", said.mass)]
    return "num", None, 1.0


@cache
def _idle_article() -> re.Pattern[str]:
    """An article without "third", "hundred" and the like, as most are."""
    return re.compile(rf"an?\s(?!{either(_units()['part'])}|hundred|dozen|single)", re.IGNORECASE)


@cache
def _part_of_unit() -> re.Pattern[str]:
    """ "(half) a tonne", "(a quarter) of a tonne", "(half) a million tonnes"."""
    scales = either(word for word in _units()["scale"] if len(word) > 3)
    return re.compile(
        rf"\s(?:of\s)?an?\s(?:(?P<scale>{scales})\s)?(?P<mass>{either(_units()['mass'])})(?![A-Za-z])"
    )


@cache
def _some_of() -> re.Pattern[str]:
    """ "Nine out of ten", "one in three tonnes", "seven tonnes out of ten"."""
    words = either(word for word, value in _units()["number"].items() if 0 < value < 20)
    weight = r"(?:\s(?:tonnes|tons|kilograms))?"
    return re.compile(
        rf"(?P<count>{words}){weight}\s(?:in|out\sof)\s(?:every\s)?(?P<whole>{words}){weight}\b(?![\s-](?:months|days|weeks|years|quarters))",
        re.IGNORECASE,
    )


_FOLD_WORD = re.compile(r"(?P<count>[a-z]+)fold\b|(?P<twice>twice)\b", re.IGNORECASE)


def _read_part(text: str, start: int) -> tuple[Amount, int] | None:
    """Parts of a whole as per cent: "a third", "two-thirds", "half", "nine-tenths"; and "sevenfold"."""
    fold = _FOLD_WORD.match(text, start)
    if fold:
        count = 2 if fold["twice"] else _units()["number"].get(fold["count"].lower())
        return (Amount("fold", float(count)), fold.end()) if count else None
    some = _some_of().match(text, start)
    if some and 0 < (share := to_number(some["count"]) / to_number(some["whole"])) < 1:
        return Amount("pct", round(100 * share, 1), "%", note="stated as a part"), some.end()
    match = _parts().match(text, start)
    if match is None or (match["part"].lower() != "half" and match["count"] is None):
        return None
    count_word = (match["count"] or "one").lower()
    count = 1.0 if count_word in {"a", "an"} else to_number(count_word)
    share = count / _units()["part"][match["part"].lower()]
    whole = _part_of_unit().match(text, match.end())
    if whole:
        note = "tons are taken as metric" if whole["mass"] in _units()["noted"] else ""
        scale = _units()["scale"].get(whole["scale"], 1.0)
        return Amount(
            "mass", share * scale * _units()["mass"][whole["mass"]], "t", note=note, printed=whole["mass"]
        ), whole.end()
    return (
        (Amount("pct", round(100 * share, 1), "%", note="stated as a part"), match.end())
        if 0 < share < 1
        else None
    )
