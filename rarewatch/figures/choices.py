"""Choices: many patterns at one place, of which the first that matches wins, tried all at once.

Each pattern is tried only where its heads allow it; those that remain are one regular expression, which
tells in a single call whether any matches, and which.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from rarewatch.figures.heads import DIGIT, heads
from rarewatch.figures.seconds import FIRST, seconds

_NAMED_GROUP = re.compile(r"\(\?P<\w+>")


class Choice:
    """The patterns that may match at one head, side by side; put together when first asked for."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], numbers: tuple[int, ...]) -> None:
        self._ways = [(number, patterns[number]) for number in numbers]
        self._numbers: dict[int | None, int] = {}

    @cached_property
    def _either(self) -> re.Pattern[str]:
        """All patterns, names of groups left out; the empty group that ends a match tells its pattern."""
        ways, mark = [], 0
        for number, pattern in self._ways:
            mark += pattern.groups - len(pattern.groupindex) + 1
            self._numbers[mark] = number
            ways.append(f"(?:{_NAMED_GROUP.sub('(?:', pattern.pattern)})()")
        return re.compile("|".join(ways), self._ways[0][1].flags)

    def find(self, text: str, start: int) -> tuple[int, int] | None:
        """The number of the first pattern that matches here, and where the match ends."""
        match = self._either.match(text, start)
        return (self._numbers[match.lastindex], match.end()) if match else None


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
        made = {numbers: Choice(self.patterns, numbers) for numbers in set(fitting.values())}
        self._choices = {head: made[numbers] for head, numbers in fitting.items()}
        self.heads = frozenset(self._choices)
        self._seconds = seconds(patterns)

    def begun_by(self, low: str) -> Choice | None:
        """The patterns that a word, in lower case, may begin."""
        return self._choices.get(DIGIT if low[:1].isdigit() else low[:3])

    def followed_by(self, low: str) -> frozenset[str] | None:
        """How the next word must begin if this one, in lower case, begins a match; None: as it likes."""
        return self._seconds.get(low[:FIRST])
