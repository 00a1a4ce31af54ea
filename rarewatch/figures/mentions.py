"""Mentions: the pieces of a sentence that mean something, each with its exact place.

A sentence becomes a row of items: mentions (amounts, times, places, commodities, words with a part to play)
and plain words between them. Its skeleton writes the row as one line in which each mention is `<kind>`, so
that a rule's pattern reads like the sentence.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from rarewatch.figures import amounts, periods
from rarewatch.vocabulary import commodities, places, table


@dataclass(frozen=True, slots=True)
class Item:
    """A mention, or a plain word (kind "word") or mark (kind "mark"); the span is that in the sentence."""

    kind: str
    start: int
    end: int
    text: str
    value: Any = None
    bound: str = "="
    quote_start: int = -1
    """Where the words of a bounded amount begin."""


@dataclass(frozen=True)
class Row:
    """The items of one sentence and its skeleton; `at` finds an item by its place in the skeleton."""

    text: str
    items: tuple[Item, ...]
    skeleton: str
    at: dict[int, int]
    kinds: list[str]
    """The items' kinds."""
    lows: list[str]
    """The items' words in lower case."""


_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:\.(?=\s[a-z]))?|[’']s\b|\d[\d,.]*\d|\d|[^\s]")
_WORDS = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+|[’']s\b|\d[\d,.]*\d|\d|[^\s\w-]")
_HYPHENS = frozenset("-")
_MARKS = frozenset(';:()–—,.-•|*[]?!"“”')
_OPENERS = re.compile(r"[$€£¥₹₩+\-−–~\d]|US\$|A\$|AU\$|C\$|S\$|R\$|NT\$|HK\$|RM(?=\d)|GBP|JPY|INR|Rs|RMB|USD|CNY|EUR")


def _norm(word: str, exact: bool) -> str:
    return word if exact else word.lower()


Lexicon = dict[str, list[tuple[tuple[str, ...], str, Any]]]


@cache
def _names() -> Lexicon:
    """Names of places, case kept."""
    lexicon: Lexicon = {}
    for place in places().values():
        for kind, names in (
            ("place", (place.name, *place.also)),
            ("adjective", place.adjectives),
            ("place", place.capitals),
            ("town", place.towns),
        ):
            for name in names:
                _enter(lexicon, name, kind, place.code, exact=True)
    for kind, names in table("names").items():
        for name in names:
            _enter(lexicon, name, kind, "001" if kind == "world" else None, exact=True)
    return _sorted(lexicon)


@cache
def _words() -> Lexicon:
    """Words with a part to play, in lower case."""
    lexicon: Lexicon = {}
    for part, lists in table("words").items():
        for name, phrases in lists.items():
            if part in {"multiplied", "ordinal"}:
                _enter(lexicon, name, part, phrases)
                continue
            for phrase in phrases:
                _enter(lexicon, phrase, _kind(part, name), name)
    return _sorted(lexicon)


def _kind(part: str, name: str) -> str:
    return {
        "direction": name,
        "bound": "bound",
        "export": {"nouns": "exp", "leaves": "leaves"}.get(name, "expv"),
        "import": {"nouns": "imp", "verbs": "impv", "takes": "take"}.get(name, name),
        "production": "prod" if name == "nouns" else "prodv",
        "processing": "proc" if name == "nouns" else "procv",
        "flow": {"same": "same", "value": "invalue", "quantity": "inquantity", "all": "all"}.get(name, name),
        "share": {"nouns": "share", "verbs": "makesup", "holds": "holds", "relies": "relies"}.get(name, name),
        "rank": {"best": "best", "nouns": "ranked"}.get(name, name),
        "not": "not",
        "small": name,
    }[part]


def _enter(lexicon: Lexicon, phrase: str, kind: str, value: Any, *, exact: bool = False) -> None:
    words = [_norm(word, exact) for word in _WORDS.findall(phrase)]
    if words:
        lexicon.setdefault(words[0], []).append((tuple(words[1:]), kind, value))


def _sorted(lexicon: Lexicon) -> Lexicon:
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in lexicon.items()}


@cache
def _commodity_pattern() -> re.Pattern[str]:
    """All commodity forms as one pattern; the group's number tells the commodity."""
    parts = []
    for entry in commodities().values():
        element = (
            r"(?:[- ](?:oxides?|metals?|compounds?|alloys?|products?|ores?|concentrates?))*"
            if entry.key not in ("rare-earths", "rare-earth-magnets")
            else ""
        )
        parts.append(f"((?:{'|'.join(entry.forms)}){element})")
    return re.compile(
        rf"(?<![A-Za-z])(?:{'|'.join(parts[1:2] + parts[:1] + parts[2:])})(?![A-Za-z])", re.IGNORECASE
    )


@cache
def _commodity_keys() -> tuple[str, ...]:
    keys = list(commodities())
    return (keys[1], keys[0], *keys[2:])


def find_commodities(text: str) -> list[tuple[int, int, str]]:
    """Start, end and key of every commodity named in a text."""
    found = []
    for match in _commodity_pattern().finditer(text):
        key = _commodity_keys()[(match.lastindex or 1) - 1]
        if match[0].isupper() or not match[0].islower() or len(match[0]) > 4 or key:
            found.append((match.start(), match.end(), key))
    return found


def read(text: str, *, european: bool = False) -> Row:
    """The row of a sentence."""
    items = _loosen(_deal_unit(_repeat_unit(_share_unit(_merge(_scan(text, european))))))
    return row(text, items)


def row(text: str, items: list[Item]) -> Row:
    """Items with the skeleton that shows them to the rules."""
    pieces, at, place = [], {}, 0
    for index, item in enumerate(items):
        piece = item.text.lower() if item.kind in {"word", "mark"} else f"<{item.kind}>"
        at[place] = index
        pieces.append(piece)
        place += len(piece) + 1
    kinds, lows = [item.kind for item in items], [item.text.lower() for item in items]
    return Row(text, tuple(items), " ".join(pieces) + " ", at, kinds, lows)


def _scan(text: str, european: bool) -> list[Item]:
    named = {start: (end, key) for start, end, key in find_commodities(text)}
    tokens = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text)]
    items: list[Item] = []
    index, ends = 0, 0
    while index < len(tokens):
        start, end, token = tokens[index]
        if start < ends:
            index += 1
            continue
        item = (
            _named(text, start, named)
            or _timed(text, start, token)
            or _counted(text, start, token, items, european)
        )
        item = item or _worded(text, tokens, index)
        if item is None:
            kind = "mark" if token in _MARKS else "word"
            item = Item(kind, start, end, token)
        if not (
            item.text in _HYPHENS
            and start > 0
            and not text[start - 1].isspace()
            and text[end : end + 1].isalnum()
        ):
            items.append(item)
        ends = item.end
        index += 1
    return items


def _named(text: str, start: int, named: dict[int, tuple[int, str]]) -> Item | None:
    if start not in named:
        return None
    end, key = named[start]
    return Item("commodity", start, end, text[start:end], key)


def _timed(text: str, start: int, token: str) -> Item | None:
    short = text[start : start + 2].lower()  # H1, Q3
    if not token[0].isdigit() and not {token.lower().rstrip("."), short} & periods.starters():
        return None
    found = periods.read(text, start)
    if found is None or (text[start : found[1]] in {"may", "march"}):
        return None
    when, end = found
    kind = {"rate": "rate", "rel": "rel", "day": "day", "since": "day"}.get(when.kind, "period")
    return Item(kind, start, end, text[start:end], when)


def _counted(text: str, start: int, token: str, items: list[Item], european: bool) -> Item | None:
    if not (
        _OPENERS.match(text, start) or token.lower() in amounts.starters() or token.lower().endswith("fold")
    ):
        return None
    found = amounts.read(text, start, european=european)
    if found is None:
        return None
    amount, end = found
    if amount.spread and items and items[-1].text.lower() == "from":
        amount, end = _first_of_two(text, start, amount, european)
    return Item(amount.kind, start, end, text[start:end], amount)


def _first_of_two(
    text: str, start: int, amount: amounts.Amount, european: bool
) -> tuple[amounts.Amount, int]:
    """ "from 66.0 to 64.7 million euros": the first number alone, in the unit of the second."""
    match = re.compile(r"[^\d]*[\d,.]*\d").match(text, start)
    second = re.compile(r"\s?(?:-|–|—|to)\s?").match(text, match.end()) if match else None
    other = amounts.read(text, second.end(), european=european) if second else None
    if match is None or other is None:
        return amount, start + 1
    printed = amounts.to_number(re.sub(r"^[^\d]+", "", match[0]), european=european)
    second_printed = re.match(r"[^\d]*([\d,.]*\d)", text[second.end() :]) if second else None
    scale = (
        other[0].value / amounts.to_number(second_printed[1], european=european) if second_printed else 1.0
    )
    return replace(other[0], value=printed * scale), match.end()


def _worded(text: str, tokens: list[tuple[int, int, str]], index: int) -> Item | None:
    return _phrase(text, tokens, index, _names(), exact=True) or _phrase(
        text, tokens, index, _words(), exact=False
    )


def _phrase(
    text: str, tokens: list[tuple[int, int, str]], index: int, lexicon: Lexicon, *, exact: bool
) -> Item | None:
    for rest, kind, value in lexicon.get(_norm(tokens[index][2], exact), ()):
        last = _follow(tokens, index, rest, exact)
        if last is not None:
            start, end = tokens[index][0], tokens[last][1]
            return Item(kind, start, end, text[start:end], value)
    return None


def _follow(tokens: list[tuple[int, int, str]], index: int, rest: tuple[str, ...], exact: bool) -> int | None:
    """Index of the phrase's last token where its words follow, hyphens passed over."""
    for word in rest:
        index += 1
        if index < len(tokens) and tokens[index][2] == "-":
            index += 1
        if index >= len(tokens) or _norm(tokens[index][2], exact) != word:
            return None
    return index


_AMOUNTS = frozenset(["mass", "money", "pct", "fold", "num", "multiplied", "price", "points"])


def _merge(items: list[Item]) -> list[Item]:
    """Words of bound and of mere emphasis before an amount become part of it."""
    merged: list[Item] = []
    for item in items:
        if item.kind in _AMOUNTS:
            bound, start = "=", item.start
            while merged and (merged[-1].kind == "bound" or _mere(merged)) and not _comparing(merged):
                said = merged.pop()
                start = said.start
                if _added_up(merged, said):
                    break
                if said.kind == "bound" and bound == "=":
                    bound = {"over": ">", "under": "<", "about": "~", "exact": "="}[said.value]
            merged.append(replace(item, bound=bound, quote_start=start))
        else:
            merged.append(item)
    return merged


_LOOSE = {
    **dict.fromkeys(
        [
            "more than",
            "above",
            "in excess of",
            "exceeding",
            "exceeded",
            "topping",
            "topped",
            "surpassing",
            "surpassed",
            "well above",
            "just above",
            "north of",
        ],
        "more",
    ),
    **dict.fromkeys(
        [
            "less than",
            "fewer than",
            "below",
            "under",
            "short of",
            "shy of",
            "just below",
            "just under",
            "well under",
            "well below",
        ],
        "less",
    ),
    "over": "compare",
    "total": "same",
    "all": "every",
}


def _loosen(items: list[Item]) -> list[Item]:
    """Words of bound that stand before no amount mean something else: "57% more than in June"."""
    return [
        replace(item, kind=_LOOSE.get(item.text.lower(), "word")) if item.kind == "bound" else item
        for item in items
    ]


_SHARING = frozenset(["and", ",", "with", "the", "at", "for"])


def _share_unit(items: list[Item]) -> list[Item]:
    """ "Germany with 5,000 and Japan with 4,007 kilograms": the first number has the unit of the second."""
    for index in range(len(items) - 1, 0, -1):
        item = items[index]
        if item.kind != "num" or (
            items[index - 1].kind not in {"place"} and items[index - 1].text not in {"with", "at"}
        ):
            continue
        ahead, places = index + 1, 0
        while ahead < len(items) and (items[ahead].text.lower() in _SHARING or items[ahead].kind == "place"):
            places += items[ahead].kind == "place"
            ahead += 1
        if places == 1 and ahead < len(items) and items[ahead].kind == "mass":
            factor = _factor(items[ahead])
            value = replace(item.value, value=item.value.value * factor, unit="t", kind="mass")
            items[index] = replace(item, kind="mass", value=value)
    return items


_GIVING = frozenset(["place", "compare", "makesup", "take", "holds", "expv", "impv"])
_AFTER_LISTED = frozenset(["and", "to", "from", "in", "(", ")", ",", ".", ";", "for", "respectively", "while"])


def _repeat_unit(items: list[Item]) -> list[Item]:
    """ "3,400 tonnes from Japan, 2,000 from Korea", "to 2,900 tons from 3,210": a bare number has the unit before it."""
    unit: Item | None = None
    for index, item in enumerate(items):
        if item.kind in {"mass", "money"}:
            unit = item
        elif item.kind == "num" and unit is not None and item.value.value > 1 and _listed(items, index):
            factor = _factor(unit) if unit.kind == "mass" else 1.0
            value = replace(item.value, value=item.value.value * factor, unit=unit.value.unit, kind=unit.kind)
            items[index] = unit = replace(item, kind=unit.kind, value=replace(value, printed=unit.value.printed))
    return items


def _listed(items: list[Item], index: int) -> bool:
    """Whether a bare number stands where an amount would: behind a giver or "with", with no noun of its own."""
    before, after = items[index - 1] if index else None, items[index + 1] if index + 1 < len(items) else None
    if before is None or not (before.kind in _GIVING or before.text.lower() in {"with", "at"}):
        return False
    if before.kind == "compare" and before.text.lower() in {"on", "over", "as in", "following"}:
        return False
    return after is None or after.text.lower() in _AFTER_LISTED


def _deal_unit(items: list[Item]) -> list[Item]:
    """ "5.15 and 8.63 tonnes respectively": all numbers of the list have the unit of the last."""
    respective = any(item.text.lower() == "respectively" for item in items)
    if not respective and sum(item.kind == "place" for item in items) < 2:
        return items
    unit: Item | None = None
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.kind == "mass":
            unit = item
        elif item.kind == "num" and unit is not None:
            value = replace(item.value, value=item.value.value * _factor(unit), unit="t", kind="mass")
            items[index] = replace(item, kind="mass", value=value)
        elif item.text.lower() not in {"and", ","}:
            unit = None
    return items


def _factor(item: Item) -> float:
    """Tonnes in the unit of a weight."""
    return float(table("units")["mass"].get(re.sub(r"[\s-]+", " ", item.value.printed), 1.0))


def _added_up(merged: list[Item], said: Item) -> bool:
    """ "Added up to 816 t": no bound at all."""
    return (
        said.text.lower() == "up to"
        and bool(merged)
        and merged[-1].text.lower() in {"added", "adds", "adding"}
    )


def _comparing(merged: list[Item]) -> bool:
    """ "22% less than the 701 t": the words compare two amounts, and bound neither."""
    at = len(merged) - 1
    while at > 0 and merged[at].kind != "bound":
        at -= 1
    return (
        at > 0
        and merged[at].text.lower() in _LOOSE
        and merged[at].text.lower() not in {"total", "all", "over"}
        and merged[at - 1].kind in {"pct", "fold", "multiplied"}
    )


def _mere(merged: list[Item]) -> bool:
    """An article or adverb between bound and number: "nearly a quarter", "up to the 5 tonnes"."""
    said = merged[-1]
    return (
        said.kind == "word"
        and said.text.lower() in {"a", "an", "the"}
        and len(merged) > 1
        and merged[-2].kind == "bound"
    )
