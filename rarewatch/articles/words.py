"""The words of `data/en/articles.toml`, made ready for looking up; read once on first use."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from rarewatch import vocabulary
from rarewatch.articles.clean import plain

_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_DIGIT = re.compile(r"\d")
_MAX_AGE = 60  # characters of a line that tells an age without a number
_SPACED = bytes(code if chr(code).isalpha() else 32 for code in range(128)) + b" " * 128
"""Everything in ASCII that is no letter, to a blank: bytes are changed much faster than characters."""


@dataclass(frozen=True)
class Phrases:
    """Headings by their whole text, or by their beginning."""

    whole: frozenset[str]
    starts: tuple[str, ...]

    def match(self, line: str) -> bool:
        """Whether a line, already `plain`, is one of the phrases."""
        return line in self.whole or (bool(self.starts) and line.startswith(self.starts))


@dataclass(frozen=True)
class Hints:
    """Parts of class and id names: single words, and two in a row."""

    single: frozenset[str]
    double: frozenset[tuple[str, str]]

    def find(self, parts: Sequence[str]) -> str:
        """The first hint among the parts of class and id names; empty where there is none.

        >>> hints = Hints(frozenset({"related"}), frozenset({("side", "bar")}))
        >>> [hints.find(name_parts(names)) for names in ("box relatedPosts", "left side-bar", "unrelated")]
        ['related', 'side bar', '']
        """
        if not self.single.isdisjoint(parts):
            return next(filter(self.single.__contains__, parts))
        if self.double.isdisjoint(pairwise(parts)):
            return ""
        return " ".join(next(filter(self.double.__contains__, pairwise(parts))))

    @property
    def starts(self) -> frozenset[str]:
        """Words one of which every hint starts with."""
        return self.single.union(first for first, _ in self.double)


def name_parts(names: str) -> list[str]:
    """The words of class and id names, in lower case.

    >>> name_parts("entry-content  relatedPosts2 XMLBox")
    ['entry', 'content', 'related', 'posts', 'xml', 'box']
    """
    if names.islower() and names.isascii():
        return names.encode().translate(_SPACED).decode().split()
    return [part.lower() for part in _NAME_PART.findall(names)]


@dataclass(frozen=True)
class Words:
    """All the words by which this room decides."""

    strong: Phrases
    weak: Phrases
    inline: Phrases
    drop_hints: Hints
    hidden_hints: Hints
    separators: tuple[str, ...]
    months: dict[str, int]
    published: tuple[str, ...]
    modified: tuple[str, ...]
    day_words: re.Pattern[str]
    """Words beside a day, in the groups "published", "updated" and "other"; for lines in lower case."""
    elsewhere: frozenset[str]
    mastheads: frozenset[str]
    month_first: frozenset[str]
    month_first_hosts: tuple[str, ...]
    day_first_hosts: tuple[str, ...]
    consent: tuple[str, ...]
    paywall: tuple[str, ...]
    missing: tuple[str, ...]
    refusals: tuple[str, ...]
    consent_about: tuple[str, ...]
    shells: tuple[str, ...]
    drop_lines: frozenset[str]
    drop_starts: tuple[str, ...]
    ages: re.Pattern[str]
    """For lines in lower case."""
    lone_ages: tuple[str, ...]
    bylines: tuple[str, ...]
    closing_starts: tuple[str, ...]
    author_verbs: tuple[str, ...]
    disclaimers: tuple[str, ...]
    more_starts: tuple[str, ...]
    offers: tuple[str, ...]
    weak_offers: tuple[str, ...]
    common: frozenset[str]

    @cached_property
    def tails(self) -> Phrases:
        """All that ends an article or leads away from it."""
        kinds = self.strong, self.weak, self.inline
        whole = frozenset().union(*(phrases.whole for phrases in kinds))
        return Phrases(whole, tuple(start for phrases in kinds for start in phrases.starts))

    @cached_property
    def _telling(self) -> frozenset[str]:
        """Words one of which names have that say anything."""
        return self.drop_hints.starts | self.hidden_hints.starts

    @cached_property
    def _hiding(self) -> frozenset[str]:
        return self.hidden_hints.starts

    def tells_age(self, line: str) -> bool:
        """Whether a line says how old something is.

        >>> [words().tells_age(line) for line in ("24 minutes ago", "An hour ago", "Long ago")]
        [True, True, False]
        """
        low = line.casefold()
        if not self.ages.search(low):
            return False
        return bool(_DIGIT.search(line)) or (
            len(line) <= _MAX_AGE and any(age in low for age in self.lone_ages)
        )

    def hints_of(self, names: str) -> tuple[bool, str]:
        """Whether class and id names say that nobody sees the element, and by which hint it is dropped."""
        parts = name_parts(names)
        told = self._telling.intersection(parts)
        if not told:
            return False, ""
        hidden = not self._hiding.isdisjoint(told) and bool(self.hidden_hints.find(parts))
        return hidden, self.drop_hints.find(parts)


@cache
def words() -> Words:
    """The words of the data file; they never change while the program runs."""
    data = vocabulary.table("articles")
    boundaries, hints, lines = data["boundaries"], data["hints"], data["lines"]
    kinds, dates = data["kinds"], data["dates"]
    return Words(
        strong=_phrases(boundaries["strong"]),
        weak=_phrases(boundaries["weak"]),
        inline=_phrases(boundaries["inline"]),
        drop_hints=_hints(hints["drop"]),
        hidden_hints=_hints(hints["hidden"]),
        separators=tuple(data["titles"]["separators"]),
        months={name.casefold(): number for number, of in enumerate(dates["months"], 1) for name in of},
        published=tuple(dates["published"]),
        modified=tuple(dates["modified"]),
        day_words=_day_words(dates),
        elsewhere=frozenset(dates["elsewhere"]),
        mastheads=frozenset(dates["mastheads"]),
        month_first=frozenset(dates["month_first"]),
        month_first_hosts=tuple(dates["month_first_hosts"]),
        day_first_hosts=tuple(dates["day_first_hosts"]),
        consent=tuple(kinds["consent"]),
        paywall=tuple(kinds["paywall"]),
        missing=tuple(kinds["missing"]),
        refusals=tuple(kinds["refusals"]),
        consent_about=tuple(kinds["consent_about"]),
        shells=tuple(kinds["shells"]),
        drop_lines=frozenset(plain(line) for line in lines["drop"]),
        drop_starts=tuple(lines["drop_starts"]),
        ages=re.compile("|".join(map(_whole, map(re.escape, lines["ages"])))),
        lone_ages=tuple(lines["lone_ages"]),
        bylines=tuple(lines["bylines"]),
        closing_starts=tuple(lines["closing_starts"]),
        author_verbs=tuple(lines["author_verbs"]),
        disclaimers=tuple(lines["disclaimers"]),
        more_starts=tuple(lines["more_starts"]),
        offers=tuple(lines["offers"]),
        weak_offers=tuple(lines["weak_offers"]),
        common=frozenset(data["common"]["words"]),
    )


def _whole(word: str) -> str:
    """A word that no other letters touch; what may stand before it is looked at last, which is faster."""
    return rf"{word}(?<!\w{word})(?!\w)"


def _day_words(dates: dict[str, list[str]]) -> re.Pattern[str]:
    """For lines in lower case; words start where no letter of an alphabet stands before them."""
    groups = (
        f"(?P<{name}>{'|'.join(map(re.escape, dates[f'{name}_words']))})"
        for name in ("updated", "other", "published")
    )
    return re.compile(rf"(?<![a-z\u00df-\u06ff])(?:{'|'.join(groups)})")


def _phrases(entries: Iterable[str]) -> Phrases:
    whole = frozenset(plain(entry.removesuffix(" *")) for entry in entries if not entry.endswith(" *"))
    return Phrases(whole, tuple(plain(entry) + " " for entry in entries if entry.endswith(" *")))


def _hints(entries: Iterable[str]) -> Hints:
    split = [tuple(entry.split()) for entry in entries]
    return Hints(
        frozenset(parts[0] for parts in split if len(parts) == 1),
        frozenset((parts[0], parts[1]) for parts in split if len(parts) > 1),
    )
