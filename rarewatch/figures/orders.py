"""What claims an order among amounts: "the highest since January", "a seven-month high", "a record", "the first
fall in five months".

Phrasings are code, their words are in `data/en/claims.toml`. In patterns, `{TOP}` is a superlative, `{SIDE}` a
high or a low, `{THING}` what may follow either ("monthly figure"), `{SINCE}` and `{SPAN}` how far back it holds.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rarewatch.figures.whens import MONTHS, NUMBERS
from rarewatch.model import Order
from rarewatch.vocabulary import table

Match = re.Match[str]


@dataclass(frozen=True)
class Since:
    """A time as it is named: a month, perhaps with its year, or a year alone."""

    month: int | None
    year: int | None
    last_year: bool = False


@dataclass(frozen=True)
class Said:
    """What a phrasing says: an order, and how far back it holds; without either end, for all time."""

    order: Order
    since: Since | None = None
    months: int | None = None


@dataclass(frozen=True)
class Phrasing:
    """One way to claim an order; `example` is read by it, and of `near_miss` nothing is."""

    name: str
    word: str
    """What stands in every such claim, in small letters: a quick look spares most sentences the pattern."""
    pattern: str
    make: Callable[[Match], Said | None]
    example: str
    near_miss: str


def said(text: str) -> Iterator[tuple[int, int, Said]]:
    """Every claim in a sentence: where it starts and ends, and what it says; the first phrasing wins.

    >>> [(start, end, what.order.value, what.months) for start, end, what in said("Down to a seven-month low.")]
    [(10, 25, 'low', 7)]
    """
    taken: list[tuple[int, int]] = []
    low = text.casefold()
    for phrasing in (one for one in PHRASINGS if one.word in low):
        for match in _compiled(phrasing.pattern).finditer(text):
            start, end = match.span()
            free = all(end <= begun or start >= ended for begun, ended in taken)
            if free and (what := phrasing.make(match)):
                taken.append((start, end))
                yield start, end, what


def may_claim(text: str) -> bool:
    """Whether any word in a text could claim an order; a quick search that spares most sentences the rest."""
    return _cue().search(text) is not None


def speaks_back(text: str) -> bool:
    """Whether a sentence speaks of the figure before it: "It was the highest since January."."""
    return text.casefold().startswith(_words("back"))


@cache
def _cue() -> re.Pattern[str]:
    sides = (*_words("side", "high"), *_words("side", "low"))
    tops = [word for word in sides if word.endswith("st")]
    rest = [word for word in sides if word not in tops]
    return re.compile(
        rf"\b(?:{_any(tops)}|record|all-time|first|than in any)\b|[- ](?:{_any(rest)})\b", re.IGNORECASE
    )


@cache
def other_words() -> re.Pattern[str]:
    """What makes a clause one of prices and the like."""
    return re.compile(rf"\b(?:{_any(_words('other'))})(?![\w-])", re.IGNORECASE)


def _top(match: Match) -> Said:
    """The highest or lowest since a time, or in so many months; since records began is for all time."""
    groups = match.groupdict()
    if groups.get("n"):
        return Said(_side(match), months=_count(match))
    return _record(match) if groups.get("began") else Said(_side(match), since=_since(match))


def _this_year(match: Match) -> Said:
    """The highest or lowest since the last December."""
    return Said(_side(match), since=Since(12, None))


def _record(match: Match) -> Said:
    high = not match.groupdict().get("side") or _side(match) is Order.HIGH
    return Said(Order.RECORD_HIGH if high else Order.RECORD_LOW)


def _first(match: Match) -> Said | None:
    """The first rise or fall since a time, or in so many months."""
    rises = match["move"].casefold() in _moves()["up"]
    order = Order.FIRST_RISE if rises else Order.FIRST_FALL
    if match.groupdict().get("n"):
        return Said(order, months=_count(match))
    return None if match["began"] else Said(order, since=_since(match))


def _since(match: Match) -> Since:
    year = match["year"] or match["only"]
    month = MONTHS.index(match["month"][:3].casefold()) + 1 if match["month"] else None
    return Since(month, int(year) if year else None, match["rel"] is not None)


def _count(match: Match) -> int:
    """So many months: a quarter is three, a decade ten years."""
    number = (match["n"] or "a").casefold()
    count = int(number) if number.isdigit() else NUMBERS.get(number, 1)
    return count * next(size for unit, size in _SIZES.items() if match["unit"].casefold().startswith(unit))


def _side(match: Match) -> Order:
    return Order.HIGH if match["side"].casefold() in _words("side", "high") else Order.LOW


@cache
def _moves() -> dict[str, list[str]]:
    """Verbs and nouns of growth and decline, in `data/en/words.toml`."""
    direction = table("words")["direction"]
    return {way: [word for word in direction[way] if " " not in word] for way in ("up", "down")}


@cache
def _words(part: str, key: str = "words") -> tuple[str, ...]:
    return tuple(table("claims")[part][key])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    sides = (*_words("side", "high"), *_words("side", "low"))
    tops = [word for word in sides if word.endswith("st")]
    pieces = {
        "{TOP}": rf"\b(?P<side>{_any(tops)})\b",
        "{SIDE}": rf"(?P<side>{_any([word for word in sides if word not in tops])})\b",
        "{THING}": rf"(?:[- ](?:{_any(_words('thing'))})\b){{0,3}}",
        "{GROWTH}": rf"(?:{_any(_words('growth'))})\b",
        "{MOVE}": rf"(?:{_any([*_moves()['up'], *_moves()['down']])})\b",
        "{SINCE}": _SINCE,
        "{SPAN}": _SPAN,
        "{NUMBER}": _NUMBER,
    }
    for name, piece in pieces.items():
        pattern = pattern.replace(name, piece)
    return re.compile(pattern, re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[- ]") for word in longest)


_SIZES = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_NUMBER = r"\d{1,2}|an?|" + "|".join(NUMBERS)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\.(?= (?:19|20)))?"
_SINCE = (
    r"since (?:at least |the (?:start|beginning|end) of |as far back as |back in |in )?"
    rf"(?:(?P<month>{_MONTH})(?![\w])(?:,? (?:of )?(?P<year>(?:19|20)\d\d)\b|,? (?:of )?(?P<rel>last year))?"
    r"|(?P<only>(?:19|20)\d\d)\b|(?P<began>(?:the )?(?:records?|data|series|statistics) (?:beg[ai]n|start)\w*))"
)
_SPAN = (
    r"(?:in|for|over) (?:the (?:last|past) )?(?:more than |over |at least |nearly |almost |about )?"
    rf"(?:(?P<n>{_NUMBER}) )(?P<unit>months?|quarters?|years?|decades?)\b"
)

PHRASINGS: tuple[Phrasing, ...] = (
    Phrasing(
        "highest since",
        " since ",
        "{TOP}{THING},? {SINCE}",
        _top,
        "Exports came to 5,577 tons, the largest monthly figure since January.",
        "Exports rose to 5,577 tons, the biggest monthly increase since January.",
    ),
    Phrasing(
        "highest in",
        "",
        "{TOP}{THING} {SPAN}",
        _top,
        "Shipments fell to 3,188 tons, the lowest level in more than five years.",
        "Exports took the shortest route in five years.",
    ),
    Phrasing(
        "N-month high",
        "",
        r"\b(?P<n>{NUMBER})[- ](?P<unit>month|quarter|year|decade)s?[- ]{SIDE}(?![- ]?\w*tech)",
        _top,
        "All told, 6,146 tons were exported, a seven-month high.",
        "They signed a seven-year high-tech pact.",
    ),
    Phrasing(
        "highest on record",
        "",
        r"{TOP}{THING} (?:on record|ever\b|in (?:the )?(?:data|history)\b)",
        _record,
        "China sold 6,357 tons, the most on record.",
        "China sold 6,357 tons, its records show.",
    ),
    Phrasing(
        "highest this year",
        "year",
        r"{TOP}{THING} (?:so far )?(?:this year|of the year)\b",
        _this_year,
        "Exports came to 5,577 tons, the highest monthly figure so far this year.",
        "Exports came to 5,577 tons, the most important news of the year.",
    ),
    Phrasing(
        "a new high for the year",
        "year",
        r"\b(?:new|fresh)[- ]{SIDE} (?:for|of) the year\b",
        _this_year,
        "Exports came to 6,146 tons, a new high for the year.",
        "Exports came to 6,146 tons, a new plan for the year.",
    ),
    Phrasing(
        "more than in any month",
        " any ",
        r"\bmore than in any (?:other|earlier|previous) (?:single )?(?:month|quarter|year)\b(?: on record)?",
        _record,
        "Exports came to 6,217 tons, more than in any earlier month on record.",
        "Exports came to 6,217 tons, more than in any other country.",
    ),
    Phrasing(
        "record high",
        "",
        r"\b(?:all-time|historical?|record)[- ](?:monthly )?{SIDE}",
        _record,
        "Exports fell to 1,238 tons, a record low.",
        "Exports fell to 1,238 tons, a record loss.",
    ),
    Phrasing(
        "a record",
        "record",
        r"\b(?:an?|the|another|its|their|new|fresh|monthly)(?: (?:new|fresh|monthly|all-time|quarterly|annual))* "
        r"record(?![-\w])(?!(?: \w+)? {GROWTH})",
        _record,
        "Lynas produced a record 2,080 tonnes of oxide.",
        "Exports rose to 5,577 tons, a record increase.",
    ),
    Phrasing(
        "first fall in",
        "first ",
        r"\bfirst(?: (?:monthly|annual|yearly|year-on-year|month-on-month|such))? (?P<move>{MOVE}) {SPAN}",
        _first,
        "Exports dropped 3% to 5,500 tons, the first fall in five months.",
        "It was the first cargo in five months.",
    ),
    Phrasing(
        "first fall since",
        " since ",
        r"\bfirst(?: (?:monthly|annual|yearly|year-on-year|month-on-month|such))? (?P<move>{MOVE}) {SINCE}",
        _first,
        "Exports dropped 3% to 5,500 tons, the first decline since March.",
        "It was the first cargo since March.",
    ),
    Phrasing(
        "for the first time in",
        "first time",
        r"\b(?P<move>{MOVE})(?: [^;\s]+){0,8}? for the first time {SPAN}",
        _first,
        "Exports fell 3% for the first time in five months.",
        "China exported 5 tons for the first time in five months.",
    ),
    Phrasing(
        "for the first time since",
        "first time",
        r"\b(?P<move>{MOVE})(?: [^;\s]+){0,8}? for the first time {SINCE}",
        _first,
        "Exports rose 3% to 5,577 tons for the first time since March.",
        "China exported 5 tons for the first time since March.",
    ),
)
"""Every phrasing; the first that reads a place wins."""
