"""Phrasings: the patterns of rules, compiled, and what a sentence must hold so that one can match at all.

In patterns, `{n:pct}` is a mention of kind pct, named n; `{up|down}` is a mention of either kind; `{fill}`
is what may stand between a verb and its number.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rarewatch.figures.factors import Strings, factors
from rarewatch.figures.items import Row

Match = re.Match[str]

_FILL = r"(?:(?:<rate>|<rel>|<period>|<all>|<invalue>|<inquantity>|by|of|in|sharply|further|again|also|an?|the|even|or|another|an? [a-z]+(?= <(?:pct|fold)>)|steadily|overall|collectively|as|<compare> (?:the )?<(?:rel|period|rate)>|<pronoun>|\w+ly|<exact>|,) ){0,4}"
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


class _Phrasing(NamedTuple):
    """A pattern, and without which strings in the skeleton it need not be searched."""

    number: int
    search: Callable[[str], Iterator[Match]]
    factors: tuple[tuple[str, ...], ...]
    """Of each some string must stand there."""


_KIND = re.compile(r"<(\w+)>")
_READ = re.compile(r"\{n:([a-z|]+)\}")
"""The mention that a rule reads."""
_OFTEN = 3
"""Patterns for which a kind of mention is asked before any skeleton is looked at."""
_MOST_LISTS = 4000
"""Sets of kinds that are kept; the press has fewer."""
_TESTS = 2
"""Factors that are looked for: with more of them, that would take longer than the search."""


class Phrasings:
    """Patterns in their order, of which a row need only be searched for those that can match at all.

    Which they are is told by the kinds of mention in the row, as far as these matter to several patterns:
    a list for each set of them, made when it is first met. What else they need is looked for in the skeleton.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        found = [(_of_number(pattern), compiled(pattern)) for pattern in patterns]
        needed = [[*number, *factors(search.pattern)] for number, search in found]
        named = Counter(
            kind for each in needed for kind in {kind for factor in each for kind in _kinds(factor)}
        )
        read = {kind for number, _ in found for factor in number for kind in _kinds(factor)}
        self._asked = frozenset(kind for kind, count in named.items() if count >= _OFTEN or kind in read)
        self._all = [
            (each, _Phrasing(index, search.finditer, self._looked_for(each)))
            for index, (each, (_, search)) in enumerate(zip(needed, found, strict=True))
        ]
        self._fitting: dict[frozenset[str], list[_Phrasing]] = {}

    def _looked_for(self, needed: list[Strings]) -> tuple[tuple[str, ...], ...]:
        """The factors that the kinds of mention do not tell of."""
        told = {f"<{kind}>" for kind in self._asked}
        others = [tuple(factor) for factor in needed if not {one.strip() for one in factor} <= told]
        return tuple(sorted(others, key=len)[:_TESTS])

    def _may_match(self, kinds: frozenset[str]) -> list[_Phrasing]:
        """The patterns that can match where of the kinds that are asked for these are there."""
        lacking = self._asked - kinds
        return [
            phrasing
            for needed, phrasing in self._all
            if all(any(lacking.isdisjoint(_kinds([one])) for one in factor) for factor in needed)
        ]

    def matches(self, row: Row) -> Iterator[tuple[int, Match]]:
        """Every match, pattern by pattern, with the pattern's number."""
        kinds = self._asked.intersection(row.kinds)
        fitting = self._fitting.get(kinds)
        if fitting is None:
            if len(self._fitting) >= _MOST_LISTS:
                self._fitting.clear()
            fitting = self._fitting[kinds] = self._may_match(kinds)
        skeleton = row.skeleton if fitting else ""
        for number, search, needed in fitting:
            for factor in needed:
                for one in factor:
                    if one in skeleton:
                        break
                else:
                    break
            else:
                for match in search(skeleton):
                    yield number, match


def _of_number(pattern: str) -> list[Strings]:
    """The kinds of number that a pattern reads, as a factor."""
    read = _READ.search(pattern)
    return [frozenset(f"<{kind}>" for kind in read[1].split("|"))] if read else []


def _kinds(strings: Iterable[str]) -> list[str]:
    """The kinds of mention in strings of a skeleton."""
    return [kind for one in strings for kind in _KIND.findall(one)]
