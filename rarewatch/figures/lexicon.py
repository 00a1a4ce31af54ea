"""Lexicon: names and words with a part to play, found by their first word, and commodities by their forms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from rarewatch.figures.choices import Choice, Grammar
from rarewatch.figures.heads import LENGTH
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

    def may_begin(self, words: list[str], index: int) -> bool:
        """Whether the first word, at `index`, is a phrase by itself or the next one goes on with it."""
        ahead = words[index + 1] if index + 1 < len(words) else ""
        return bool(self.kind) or ahead in self.following or ahead == "-"

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
            ("office", place.offices),
            ("org", place.firms),
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


@cache
def policies() -> frozenset[str]:
    """Words before which "export" and "import" only tell of what kind: "export controls"."""
    return frozenset(table("passing")["policies"])


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


_PRODUCT = r"(?:[- ](?:oxides?|metals?|compounds?|alloys?|products?|ores?|concentrates?))*"


@cache
def commodity_keys() -> tuple[str, ...]:
    """The keys in the order in which they are tried: magnets before the earths that they are made of."""
    first, second, *others = commodities()
    return (second, first, *others)


@cache
def _commodities() -> Grammar:
    """The forms of each commodity, in the order of the keys."""
    return Grammar([_form(key) for key in commodity_keys()], re.IGNORECASE)


def _form(key: str) -> str:
    product = "" if key in ("rare-earths", "rare-earth-magnets") else _PRODUCT
    return f"(?:{'|'.join(commodities()[key].forms)}){product}(?![A-Za-z])"


def commodity_heads() -> frozenset[str]:
    """How a word must begin where a commodity may be named."""
    return _commodities().heads


def commodity_at(low: str) -> Choice | None:
    """The commodities that may be named where this word, in lower case, stands; numbered as the keys."""
    return _commodities().begun_by(low)


def find_commodities(text: str) -> list[tuple[int, int, str]]:
    """Start, end and key of every commodity named in a text."""
    return list(_find_commodities(text))


def names_commodity(text: str) -> bool:
    """Whether a text names any commodity; it is read up to the first."""
    return any(_find_commodities(text))


def _find_commodities(text: str) -> Iterator[tuple[int, int, str]]:
    small, past = text.encode("ascii", "replace").lower(), 0  # a byte a character
    for word in _headed().finditer(small):
        part = commodity_at(word[0].decode("ascii")) if word.start() >= past else None
        found = part.find(text, word.start()) if part else None
        if found:
            number, past = found
            yield word.start(), past, commodity_keys()[number]


@cache
def _headed() -> re.Pattern[bytes]:
    """Where a word begins, in small letters, as one that names a commodity must; most begin otherwise."""
    known = sorted(head for head in commodity_heads() if head.isalpha())
    by_letter = groupby(known, lambda head: head[0])
    ways = (f"{letter}(?:{'|'.join(map(_rest, heads))})" for letter, heads in by_letter)
    return re.compile(f"(?<![a-z])(?:{'|'.join(ways)})".encode("ascii"))


def _rest(head: str) -> str:
    """What follows the first letter of a head; one that is shorter than others is a whole word."""
    return head[1:] if len(head) == LENGTH else f"{head[1:]}(?![a-z])"
