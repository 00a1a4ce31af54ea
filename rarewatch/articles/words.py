"""The words of `data/en/articles.toml`, made ready for looking up; read once on first use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rarewatch import vocabulary
from rarewatch.articles.clean import plain


@dataclass(frozen=True)
class Phrases:
    """Headings by their whole text, or by their beginning."""

    whole: frozenset[str]
    starts: tuple[str, ...]

    def match(self, line: str) -> bool:
        """Whether a line, already `plain`, is one of the phrases."""
        return line in self.whole or (bool(self.starts) and line.startswith(self.starts))


@dataclass(frozen=True)
class Words:
    """All the words by which this room decides."""

    strong: Phrases
    weak: Phrases
    inline: Phrases
    drop_hints: re.Pattern[str]
    hidden_hints: re.Pattern[str]
    separators: tuple[str, ...]
    months: dict[str, int]
    published: tuple[str, ...]
    modified: tuple[str, ...]
    consent: tuple[str, ...]
    paywall: tuple[str, ...]
    missing: tuple[str, ...]
    drop_lines: frozenset[str]
    drop_starts: tuple[str, ...]
    ages: re.Pattern[str]


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
        months={name: number for number, names in enumerate(dates["months"], 1) for name in names},
        published=tuple(dates["published"]),
        modified=tuple(dates["modified"]),
        consent=tuple(kinds["consent"]),
        paywall=tuple(kinds["paywall"]),
        missing=tuple(kinds["missing"]),
        drop_lines=frozenset(plain(line) for line in lines["drop"]),
        drop_starts=tuple(lines["drop_starts"]),
        ages=re.compile(rf"\b(?:{'|'.join(map(re.escape, lines['ages']))})\b", re.IGNORECASE),
    )


def _phrases(entries: Iterable[str]) -> Phrases:
    whole = frozenset(plain(entry.removesuffix(" *")) for entry in entries if not entry.endswith(" *"))
    return Phrases(whole, tuple(plain(entry) + " " for entry in entries if entry.endswith(" *")))


def _hints(entries: Iterable[str]) -> re.Pattern[str]:
    """A pattern for class and id names; it expects a blank before each name."""
    names = "|".join(entry.replace(" ", "[-_]*") for entry in entries)
    return re.compile(
        rf"(?:(?<=[\s_-])(?i:{names})(?=[\s_-]|$|(?-i:[A-Z0-9])))|(?<=[a-z])(?:{_camel(entries)})(?![a-z])"
    )


def _camel(entries: Iterable[str]) -> str:
    return "|".join(entry.title().replace(" ", "") for entry in entries)
