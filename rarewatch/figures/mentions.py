"""Mentions: the pieces of a sentence that mean something, each with its exact place.

A sentence becomes a row of items: mentions (amounts, times, places, commodities, words with a part to play)
and plain words between them. Its skeleton writes the row as one line in which each mention is `<kind>`, so
that a rule's pattern reads like the sentence.

Most words of a text begin no mention, so each is first looked up among those that may.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from operator import sub

from rarewatch.figures import amounts, lexicon, periods
from rarewatch.figures.choices import Choice
from rarewatch.figures.heads import DIGIT, LENGTH
from rarewatch.figures.items import Item, Row, row
from rarewatch.figures.lexicon import Phrases, find_commodities, names_commodity
from rarewatch.figures.neighbours import settled
from rarewatch.figures.shouted import calm

__all__ = ["Item", "Row", "find_commodities", "names_commodity", "read", "row"]

_TOKEN = re.compile(
    r"\s*+(?:[A-Za-z]++(?=[ ,])|(?:[A-Z]\.){2,}|[^\W\d_]+(?:\.(?=\s[a-z]))?|[’']s\b|\d[\d,.]*\d|\d|[^\s])"
)
"""White space, and the word, number or mark behind it; the first way is a short cut that most words take."""
_MARKS = frozenset(';:()–—,.-•|*[]?!"“”')
_SIGNS = frozenset("$€£¥₹₩+-−–~")


@dataclass(slots=True, eq=False)
class _Word:
    """What a word or mark is by itself, and which mentions it may begin."""

    item: Item
    """What it is where it is no mention."""
    commodity: Choice | None
    time: Choice | None
    amount: bool
    name: Phrases | None
    """Where names go on."""
    phrase: Phrases | None
    """Where phrases go on."""
    after: frozenset[str] | None = None
    """How the next word must begin where this one begins a time, so far as that is told."""
    telling: bool = False
    """Whether it begins any mention; most do not."""


class _Words:
    """The words met so far: each means the same wherever it stands."""

    def __init__(self) -> None:
        folds = {f"{count}fold" for count in amounts.starters()}
        self._amounts = amounts.starters() | amounts.money_letters() | _SIGNS | folds | {DIGIT}
        starters = periods.starters()
        self._times = starters | {word[0] for word in starters if word[1:].isdigit()} | {DIGIT}
        self._known: dict[str, _Word] = {}

    def told(self, words: list[str]) -> list[_Word]:
        """What each of the words is."""
        try:
            return list(map(self._known.__getitem__, words))
        except KeyError:
            return [self._known.get(word) or self._new(word) for word in words]

    def _new(self, word: str) -> _Word:
        """A word met for the first time."""
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        made = self._known[word] = self._made(word)
        return made

    def _made(self, word: str) -> _Word:
        low = word.lower()
        like = DIGIT if low[0].isdigit() else low
        made = _Word(
            Item("mark" if word in _MARKS else "word", -1, -1, word, low=low),
            lexicon.commodity_at(low),
            _time_at(low, starts=like in self._times),
            like in self._amounts,
            lexicon.names().following.get(word),
            lexicon.words().following.get(low),
            periods.grammar().followed_by(low),
        )
        made.telling = bool(made.commodity or made.time or made.amount or made.name or made.phrase)
        return made


_MOST_WORDS = 20_000
"""Words that are remembered: the press has few more, and numbers."""


@cache
def _words() -> _Words:
    return _Words()


def _time_at(low: str, *, starts: bool = False) -> Choice | None:
    starters = periods.starters()
    starts = starts or low.rstrip(".") in starters or low[:2] in starters
    return periods.grammar().begun_by(low) if starts else None


def read(text: str, *, european: bool = False) -> Row:
    """The row of a sentence."""
    calmed = calm(text)
    return row(text, settled(_Scan(calmed, european).items(), calmed))


class _Scan:
    """One sentence from left to right: at each word the first kind of mention that begins there."""

    def __init__(self, text: str, european: bool) -> None:
        self.text, self.european = text, european
        pieces = _TOKEN.findall(text)
        self.words = list(map(str.strip, pieces))
        ends = list(accumulate(map(len, pieces)))
        self.starts = list(map(sub, ends, map(len, self.words)))
        self.told = _words().told(self.words)
        self.plain = [word.item for word in self.told]
        self.lows = [item.low for item in self.plain]
        self.found: list[Item] = []
        self.named = 0
        """Where the last commodity ends, within another mention or not: none begins before."""

    def items(self) -> list[Item]:
        """Mentions, and the words and marks between them."""
        told, starts = self.told, self.starts
        past = 0
        for index in [index for index, word in enumerate(told) if word.telling]:
            word = told[index]
            if index < past:
                if word.commodity:
                    self._commodity(starts[index], word.commodity)
                continue
            if past < index:
                self.found += self.plain[past:index]
                past = index
            item = self._mention(index, word)
            if item:
                past = bisect_left(starts, item.end, index + 1)
                self.found.append(item)
            elif word.item.text == "-" and self._is_hyphen(starts[index]):
                past = index + 1
        self.found += self.plain[past:]
        return self.found

    def _is_hyphen(self, start: int) -> bool:
        """Whether a dash stands within a word."""
        around = self.text[start - 1 : start + 2]
        return start > 0 and not around[0].isspace() and around[2:].isalnum()

    def _mention(self, index: int, word: _Word) -> Item | None:
        start = self.starts[index]
        item = self._commodity(start, word.commodity) if word.commodity else None
        if item is None and word.time and (word.after is None or self._leads_on(index, word.after)):
            item = self._time(start, word.time)
        if item is None and word.amount:
            item = self._amount(start)
        if item is None and (word.name or word.phrase):
            item = self._phrase(index, word)
        return item

    def _leads_on(self, index: int, after: frozenset[str]) -> bool:
        """Whether the next word may go on with a time; marks and numbers may."""
        head = self.lows[index + 1][:LENGTH] if index + 1 < len(self.lows) else ""
        return head in after or not head[:1].isalpha()

    def _commodity(self, start: int, part: Choice | None) -> Item | None:
        found = part.find(self.text, start) if part and start >= self.named else None
        if found is None:
            return None
        number, self.named = found
        kind = "org" if _NAMED.match(self.text, self.named) and self.text[start].isupper() else "commodity"
        key = lexicon.commodity_keys()[number] if kind == "commodity" else None
        return Item(kind, start, self.named, self.text[start : self.named], key)

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
            if amount.spread:
                start = text.rindex(self.found.pop().text, 0, start)
        item = Item(amount.kind, start, end, self.text[start:end], amount)
        if amount.spread:
            item.bound = "~"
        return item

    def _phrase(self, index: int, word: _Word) -> Item | None:
        found = word.name.longest(self.words, index) if word.name else None
        if found is None and word.phrase and word.phrase.may_begin(self.lows, index):
            found = word.phrase.longest(self.lows, index)
        if found is None:
            return None
        last, kind, value = found
        start, end = self.starts[index], self.starts[last] + len(self.words[last])
        return Item(kind, start, end, self.text[start:end], value)


_TIMES = {"rate": "rate", "rel": "rel", "month before": "rel", "day": "day", "since": "day", "by": "day"}
"""Kinds of `When` that are a kind of mention of their own."""
_NAMED = re.compile(
    r" (?:Works|Corp(?:oration)?|Co|Company|Inc|Ltd|Limited|Holdings|PLC|Plc|plc|AG|SA|JSC|Association"
    r"|Institute|Group)\b"
)
"""What stands behind a commodity where it is part of a name: "Solikamsk Magnesium Works"."""
_SHOUTED = re.compile(r"\s?[A-Z][A-Za-z]{2}")
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
    """The text with the capitals of words here in lower case: "JUST ONE KILO", "Rise 12 Percent"."""
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
