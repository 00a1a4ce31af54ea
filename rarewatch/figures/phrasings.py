"""Phrasings: the patterns of rules, compiled, and what a sentence must hold so that one can match at all.

In patterns, `{n:pct}` is a mention of kind pct, named n; `{up|down}` is a mention of either kind; `{fill}`
is what may stand between a verb and its number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rarewatch.figures.items import Row

Match = re.Match[str]

_FILL = r"(?:(?:<rate>|<rel>|<period>|<all>|<invalue>|<inquantity>|by|of|in|sharply|further|again|also|an?|the|even|or|another|steadily|overall|collectively|as|<compare> (?:the )?<(?:rel|period|rate)>|<pronoun>|\w+ly|<exact>|,) ){0,4}"
_MENTION = re.compile(r"\{(?:(\w+):)?([a-z|]+)\}")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A rule's pattern over skeletons as a regular expression that begins at an item.

    A mention always does, and without the look behind, its brackets are searched for much faster.
    """

    def expand(match: Match) -> str:
        name, kinds = match.groups()
        body = f"<(?:{kinds})>" if "|" in kinds else f"<{kinds}>"
        return f"(?P<{name}>{body})" if name else body

    begin = "" if _MENTION.match(pattern) else r"(?<![^\s])"
    return re.compile(begin + _MENTION.sub(expand, pattern.replace("{fill}", _FILL)))


@dataclass(frozen=True, slots=True)
class Needs:
    """Without which a pattern cannot match: a mention of each of these sets of kinds, each of these words."""

    kinds: tuple[frozenset[str], ...]
    """That of the number first."""
    words: tuple[str, ...]


def needs(pattern: str) -> Needs:
    """What stands in a pattern outside of all groups, and so in every match.

    >>> [sorted(kinds) for kinds in needs("{d:up|down} (?:in {rate} )?not {n:pct}(?! {share})").kinds]
    [['pct'], ['down', 'up']]
    >>> needs("(?:did|has) not (?:yet )?{n:exp}").words
    ('not',)
    """
    plain = _CHARACTER.sub("_", pattern.replace("{fill}", ""))
    outside = "".join(_outside_groups(plain))
    said = [match for match in _MENTION.finditer(outside) if outside[match.end() :][:1] not in _QUANTIFIERS]
    words = _MENTION.sub("<>", outside)
    if "|" in words:
        return Needs((), ())
    said.sort(key=lambda match: match[1] != _NUMBER)
    kinds = dict.fromkeys(frozenset(match[2].split("|")) for match in said)
    return Needs(tuple(kinds), tuple(re.findall(r"(?:^|(?<= ))[a-z]+(?= (?![?*{]))", words)))


_NUMBER = "n"
"""The name of the mention that a rule reads."""
_CHARACTER = re.compile(r"\\.|\[[^\]]*\]")
_QUANTIFIERS = frozenset("?*{")


def _outside_groups(pattern: str) -> Iterator[str]:
    """The characters of a pattern that stand in no group; of a group its last bracket."""
    depth = 0
    for character in pattern:
        depth += character == "("
        depth -= character == ")"
        if depth == 0:
            yield character


class Phrasings:
    """Patterns in their order, of which a row need only be matched against those whose needs it meets."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._entries: list[tuple[Needs, re.Pattern[str]]] = []
        self._always: set[int] = set()
        self._by_kind: dict[str, list[int]] = {}
        for index, pattern in enumerate(patterns):
            needed = needs(pattern)
            for kind in needed.kinds[0] if needed.kinds else ():
                self._by_kind.setdefault(kind, []).append(index)
            if not needed.kinds:
                self._always.add(index)
            self._entries.append((Needs(needed.kinds[1:], needed.words), compiled(pattern)))

    def matches(self, row: Row) -> Iterator[tuple[int, Match]]:
        """Every match, pattern by pattern, with the pattern's number."""
        kinds, lows = set(row.kinds), set(row.lows)
        indexes = self._always.union(*[self._by_kind[kind] for kind in kinds if kind in self._by_kind])
        for index in sorted(indexes):
            needed, pattern = self._entries[index]
            for either in needed.kinds:
                if either.isdisjoint(kinds):
                    break
            else:
                if not needed.words or lows.issuperset(needed.words):
                    for match in pattern.finditer(row.skeleton):
                        yield index, match
