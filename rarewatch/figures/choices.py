"""Choices: many patterns at one place, of which the first that matches wins, tried all at once.

Each pattern is tried only where its heads allow it; those that remain are one regular expression, which
tells in a single call whether any matches, and which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rarewatch.figures.heads import DIGIT, heads

_NAMED_GROUP = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Choice:
    """The patterns that may match at one head; the group that ends a match tells the pattern's number."""

    either: re.Pattern[str]
    numbers: dict[int | None, int]

    def find(self, text: str, start: int) -> tuple[int, int] | None:
        """The number of the first pattern that matches here, and where the match ends."""
        match = self.either.match(text, start)
        return (self.numbers[match.lastindex], match.end()) if match else None


class Grammar:
    """Patterns in their order.

    >>> grammar = Grammar(["June|July", "Jul(?P<y> 20)?"])
    >>> part = grammar.begun_by("jul")
    >>> part.find("in July 20", 3), part.find("Jul 20", 0), grammar.begun_by("may")
    ((0, 7), (1, 6), None)
    """

    def __init__(self, patterns: Sequence[str], flags: re.RegexFlag = re.NOFLAG) -> None:
        self.patterns = [re.compile(pattern, flags) for pattern in patterns]
        fitting: dict[str, tuple[int, ...]] = {}
        for number, pattern in enumerate(patterns):
            for head in heads(pattern):
                fitting[head] = (*fitting.get(head, ()), number)
        made = {numbers: _choice(patterns, numbers, flags) for numbers in set(fitting.values())}
        self._choices = {head: made[numbers] for head, numbers in fitting.items()}
        self.heads = frozenset(self._choices)

    def begun_by(self, low: str) -> Choice | None:
        """The patterns that a word, in lower case, may begin."""
        return self._choices.get(DIGIT if low[:1].isdigit() else low[:3])


def _choice(patterns: Sequence[str], numbers: tuple[int, ...], flags: re.RegexFlag) -> Choice:
    """The patterns side by side, names of groups left out, each with an empty group at its end."""
    marks: dict[int | None, int] = {}
    ways, mark = [], 0
    for number in numbers:
        way = _NAMED_GROUP.sub("(?:", patterns[number])
        mark += re.compile(way).groups + 1
        marks[mark] = number
        ways.append(f"(?:{way})()")
    return Choice(re.compile("|".join(ways), flags), marks)
