"""Lexicon: names and words with a part to play, found by their first word, and commodities by their forms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rarewatch.figures.choices import Grammar
from rarewatch.vocabulary import commodities, places, table


@dataclass(slots=True)
class Phrases:
    """Phrases as a tree of words: what may come next, and what is said if the phrase ends here."""

    following: dict[str, "Phrases"] = field(default_factory=dict)
    kind: str = ""
    value: Any = None

    def enter(self, words: Iterable[str], kind: str, value: Any) -> None:
        """Add a phrase; of two alike the first stands."""
        node = self
        for word in words:
            node = node.following.setdefault(word, Phrases())
        if node is not self and not node.kind:
            node.kind, node.value = kind, value

    def longest(self, words: list[str], index: int) -> tuple[int, str, Any] | None:
        """The longest phrase whose first word, at `index`, leads here: its last word's index, kind and value.

        A hyphen before a word is passed over.
        """
        node: Phrases | None = self
        found = None
        while node is not None:
            if node.kind:
                found = index, node.kind, node.value
            index += 1
            if index < len(words) and words[index] == "-":
                index += 1
            node = node.following.get(words[index]) if index < len(words) else None
        return found


_WORDS = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+|[’']s\b|\d[\d,.]*\d|\d|[^\s\w-]")


@cache
def names() -> Phrases:
    """Names of places, case kept."""
    phrases = Phrases()
    for place in places().values():
        for kind, called in (
            ("place", (place.name, *place.also)),
            ("adjective", place.adjectives),
            ("place", place.capitals),
            ("town", place.towns),
        ):
            for name in called:
                phrases.enter(_WORDS.findall(name), kind, place.code)
    for kind, called in table("names").items():
        for name in called:
            phrases.enter(_WORDS.findall(name), kind, "001" if kind == "world" else None)
    return phrases


@cache
def words() -> Phrases:
    """Words with a part to play, in lower case."""
    phrases = Phrases()
    for part, lists in table("words").items():
        for name, told in lists.items():
            if part in {"multiplied", "ordinal"}:
                phrases.enter(_lower_words(name), part, told)
                continue
            for phrase in told:
                phrases.enter(_lower_words(phrase), _kind(part, name), name)
    return phrases


def _lower_words(phrase: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(phrase)]


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


_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]+")
_PRODUCT = r"(?:[- ](?:oxides?|metals?|compounds?|alloys?|products?|ores?|concentrates?))*"


@cache
def _commodities() -> tuple[tuple[str, ...], Grammar]:
    """The keys in the order in which they are tried, magnets before the earths in them; their patterns."""
    first, second, *others = commodities()
    keys = (second, first, *others)
    patterns = [f"(?:{'|'.join(commodities()[key].forms)}){_product(key)}(?![A-Za-z])" for key in keys]
    return keys, Grammar(patterns, re.IGNORECASE)


def _product(key: str) -> str:
    return "" if key in ("rare-earths", "rare-earth-magnets") else _PRODUCT


def commodity_heads() -> frozenset[str]:
    """How a word must begin where a commodity may be named."""
    return _commodities()[1].heads


def find_commodities(text: str) -> list[tuple[int, int, str]]:
    """Start, end and key of every commodity named in a text."""
    return [(start, end, key) for start, (end, key) in commodities_at(text, _commodity_words(text)).items()]


def names_commodity(text: str) -> bool:
    """Whether a text names any commodity; it is read up to the first."""
    return any(commodities_at(text, [word]) for word in _commodity_words(text))


def _commodity_words(text: str) -> Iterator[tuple[int, str]]:
    known = commodity_heads()
    for word in _WORD.finditer(text):
        low = word[0].lower()
        if low[:3] in known:
            yield word.start(), low


def commodities_at(text: str, words: Iterable[tuple[int, str]]) -> dict[int, tuple[int, str]]:
    """End and key of the commodities that are named at these words, by their place; none within another."""
    found: dict[int, tuple[int, str]] = {}
    past = 0
    keys, grammar = _commodities()
    for start, low in words:
        part = grammar.begun_by(low) if start >= past else None
        match = part.find(text, start) if part else None
        if match:
            number, past = match
            found[start] = past, keys[number]
    return found
