"""Mentions: the pieces of a sentence that mean something, each with its exact place.

A sentence becomes a row of items: mentions (amounts, times, places, commodities, words with a part to play)
and plain words between them. Its skeleton writes the row as one line in which each mention is `<kind>`, so
that a rule's pattern reads like the sentence.

Most words of a text begin no mention, so each is first looked up among those that may.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from rarewatch.figures import amounts, lexicon, periods
from rarewatch.figures.choices import Choice
from rarewatch.figures.heads import DIGIT
from rarewatch.figures.items import Item, Row, row
from rarewatch.figures.lexicon import Phrases, find_commodities, names_commodity
from rarewatch.figures.neighbours import settled

__all__ = ["Item", "Row", "find_commodities", "names_commodity", "read", "row"]

_TOKEN = re.compile(
    r" ?([A-Za-z]++(?=[ ,])|(?:[A-Z]\.){2,}|[^\W\d_]+(?:\.(?=\s[a-z]))?|[’']s\b|\d[\d,.]*\d|\d|[^\s])"
)
"""A word, number or mark; the first way is a short cut that most words take."""
_MARKS = frozenset(';:()–—,.-•|*[]?!"“”')
_STILL = frozenset(["'s", "’s", "'", "’", "%", "/"])
"""Other marks that are frequent and begin nothing."""
_SIGNS = frozenset("$€£¥₹₩+-−–~")


@dataclass(frozen=True, slots=True)
class _Opening:
    """Which mentions a word may begin."""

    commodity: Choice | None = None
    time: Choice | None = None
    amount: bool = False
    names: dict[str, Phrases] = field(default_factory=dict)
    """Where names go on, by their first word in its case."""
    phrases: Phrases | None = None
    """Where phrases go on."""

    @property
    def silent(self) -> bool:
        """Whether it begins no mention at all, as most marks."""
        return not (self.commodity or self.time or self.amount or self.names or self.phrases)


@cache
def _openings() -> dict[str, _Opening]:
    """What each known word may begin, in lower case."""
    names, phrases = lexicon.names().following, lexicon.words().following
    cased: dict[str, dict[str, Phrases]] = {}
    for name, node in names.items():
        cased.setdefault(name.lower(), {})[name] = node
    folds = {f"{count}fold" for count in amounts.starters()}
    amount = amounts.starters() | amounts.money_letters() | _SIGNS | folds | {DIGIT}
    times = periods.starters() | {word[0] for word in periods.starters() if word[1:].isdigit()} | {DIGIT}
    known = amount | times | cased.keys() | phrases.keys() | _MARKS | _STILL
    return {
        word: _Opening(
            lexicon.commodity_at(word),
            _time_at(word, starts=word in times),
            word in amount,
            cased.get(word, {}),
            phrases.get(word),
        )
        for word in known
    }


@cache
def _silent() -> frozenset[str]:
    """The known words and marks that begin no mention."""
    return frozenset(word for word, opening in _openings().items() if opening.silent)


def _opening(low: str) -> _Opening:
    """What a word may begin that is in no list."""
    return _openings()[DIGIT] if low[0].isdigit() else _Opening(lexicon.commodity_at(low), _time_at(low))


def _time_at(low: str, *, starts: bool = False) -> Choice | None:
    starters = periods.starters()
    starts = starts or low.rstrip(".") in starters or low[:2] in starters
    return periods.grammar().begun_by(low) if starts else None


@cache
def _heads() -> frozenset[str]:
    """The first letters of commodities, and of times whose words are in no list."""
    starters = periods.starters()
    return lexicon.commodity_heads() | {head for head in periods.grammar().heads if head[:2] in starters}


def read(text: str, *, european: bool = False) -> Row:
    """The row of a sentence."""
    return row(text, settled(_Scan(text, european).items()))


class _Scan:
    """One sentence from left to right: at each word the first kind of mention that begins there."""

    def __init__(self, text: str, european: bool) -> None:
        self.text, self.european = text, european
        self.words: list[str] = _TOKEN.findall(text)
        self.lows = " ".join(self.words).lower().split()
        self.starts = self._starts()
        self.found: list[Item] = []
        self.named = 0
        """Where the last commodity ends, within another mention or not: none begins before."""

    def _starts(self) -> list[int]:
        """Where each word stands: right behind the one before it but for white space."""
        starts, end, find = [], 0, self.text.find
        for word in self.words:
            start = find(word, end)
            starts.append(start)
            end = start + len(word)
        return starts

    def items(self) -> list[Item]:
        """Mentions, and the words and marks between them."""
        openings, silent, heads, add = _openings(), _silent(), _heads(), self.found.append
        past = 0
        for index, (word, low, start) in enumerate(zip(self.words, self.lows, self.starts, strict=True)):
            if start < past:
                if low[:3] in heads:
                    self._commodity(start, lexicon.commodity_at(low))
                continue
            past = start + len(word)
            opening = openings.get(low)
            if opening is None and (low[:3] in heads or not low.isalpha()):
                opening = _opening(low)
            if opening is None or low in silent:
                add(Item("mark" if word in _MARKS else "word", start, past, word))
                continue
            item = self._mention(index, start, opening)
            if item:
                past = item.end
                add(item)
            elif not (word == "-" and self._is_hyphen(start)):
                add(Item("mark" if word in _MARKS else "word", start, past, word))
        return self.found

    def _is_hyphen(self, start: int) -> bool:
        """Whether a dash stands within a word."""
        around = self.text[start - 1 : start + 2]
        return start > 0 and not around[0].isspace() and around[2:].isalnum()

    def _mention(self, index: int, start: int, opening: _Opening) -> Item | None:
        item = self._commodity(start, opening.commodity) if opening.commodity else None
        if item is None and opening.time:
            item = self._time(start, opening.time)
        if item is None and opening.amount:
            item = self._amount(start)
        if item is None and (opening.names or opening.phrases):
            item = self._phrase(index, opening)
        return item

    def _commodity(self, start: int, part: Choice | None) -> Item | None:
        found = part.find(self.text, start) if part and start >= self.named else None
        if found is None:
            return None
        number, self.named = found
        kind = "org" if _NAMED.match(self.text, self.named) and self.text[start].isupper() else "commodity"
        return Item(kind, start, self.named, self.text[start : self.named], lexicon.commodity_keys()[number])

    def _time(self, start: int, part: Choice) -> Item | None:
        found = periods.read(self.text, start, part)
        if found is None or (self.text[start : found[1]] in {"may", "march"}):
            return None
        when, end = found
        return Item(_TIMES.get(when.kind, "period"), start, end, self.text[start:end], when)

    def _amount(self, start: int) -> Item | None:
        text = self.text
        found = amounts.read(text, start, european=self.european)
        at = found[1] if found and found[0].kind == "num" else start
        if (found is None or at > start) and _SHOUTED.match(text, at):
            found = amounts.read(_spoken(text, at), start, european=self.european) or found
        if found is None:
            return None
        amount, end = found
        before = self.found[-1].text.lower() if self.found else ""
        if amount.spread and before == "from":
            amount, end = _first_of_two(text, start, amount, self.european)
        elif before == "between":
            amount, end = _middle_of_two(text, start, (amount, end), self.european)
            start = self.found.pop().start if amount.spread else start
        item = Item(amount.kind, start, end, self.text[start:end], amount)
        if amount.spread:
            item.bound = "~"
        return item

    def _phrase(self, index: int, opening: _Opening) -> Item | None:
        name = opening.names.get(self.words[index]) if opening.names else None
        found = name.longest(self.words, index) if name else None
        if found is None and opening.phrases and opening.phrases.may_begin(self.lows, index):
            found = opening.phrases.longest(self.lows, index)
        if found is None:
            return None
        last, kind, value = found
        start, end = self.starts[index], self.starts[last] + len(self.words[last])
        return Item(kind, start, end, self.text[start:end], value)


_TIMES = {"rate": "rate", "rel": "rel", "day": "day", "since": "day", "by": "day"}
"""Kinds of `When` that are a kind of mention of their own."""
_NAMED = re.compile(
    r" (?:Works|Corp(?:oration)?|Co|Company|Inc|Ltd|Limited|Holdings|PLC|Plc|plc|AG|SA|JSC|Association"
    r"|Institute|Group)\b"
)
"""What stands behind a commodity where it is part of a name: "Solikamsk Magnesium Works"."""
_SHOUTED = re.compile(r"\s?[A-Z]{3}")
_LONGEST = 60
"""More characters than the words of an amount take."""
_PRINTED = re.compile(r"[^\d]*([\d,.]*\d)")
_BETWEEN = re.compile(r"\s?(?:-|–|—|to)\s?")


def _middle_of_two(
    text: str, start: int, one: tuple[amounts.Amount, int], european: bool
) -> tuple[amounts.Amount, int]:
    """ "Between 40 and 50 tonnes": the middle of the two, in the unit of the second."""
    other = amounts.read(text, one[1] + 5, european=european) if text.startswith(" and ", one[1]) else None
    if other is None or other[0].kind not in {"mass", "money", "pct"}:
        return one
    first, second = one[0].value, other[0].value
    if one[0].kind == "num":
        printed = _PRINTED.match(text, one[1] + 5)
        number = amounts.to_number(printed[1], european=european) if printed else 0.0
        first *= second / number if number else 1.0
    elif one[0].kind != other[0].kind:
        return one
    return replace(other[0], value=(first + second) / 2, spread=True), other[1]


def _spoken(text: str, start: int) -> str:
    """The text with words shouted here in lower case: "JUST ONE KILO"."""
    end = start + _LONGEST
    shouted = text[start:end].lower()
    return text[:start] + shouted + text[end:] if len(shouted) == len(text[start:end]) else text


def _first_of_two(
    text: str, start: int, amount: amounts.Amount, european: bool
) -> tuple[amounts.Amount, int]:
    """ "From 66.0 to 64.7 million euros": the first number alone, in the unit of the second."""
    first = _PRINTED.match(text, start)
    between = _BETWEEN.match(text, first.end()) if first else None
    second = between and _PRINTED.match(text, between.end())
    other = between and amounts.read(text, between.end(), european=european)
    if not (first and second and other):
        return amount, start + 1
    printed = amounts.to_number(second[1], european=european)
    scale = other[0].value / printed if printed else 1.0
    return replace(other[0], value=amounts.to_number(first[1], european=european) * scale), first.end()
