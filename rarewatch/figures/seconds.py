"""Seconds: with which letters the second word of a match may begin, given how the first one does.

"The" begins a time only before "month", "first", "year" and the like, so that most need not be tried. What
is told is never too little: a pattern that may end with its first word, or go on with just anything, allows
whatever comes.
"""

import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any

from rarewatch.figures.heads import DIGIT, LENGTH

FIRST = 4
"""Letters of a first word that are told apart: "the" and "then"."""
_WIDTHLESS = frozenset([codes.AT, codes.ASSERT, codes.ASSERT_NOT])
_REPEATS = frozenset([codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT])
_State = tuple[str, bool, str]
"""A match so far: the head of its first word, whether that has ended, the head of the second."""
_BEGUN: _State = ("", False, "")


def seconds(patterns: Iterable[str]) -> dict[str, frozenset[str]]:
    """The heads of second words by that of the first, with which a match of any of the patterns may begin.

    First words are left out behind which anything may come, or nothing.

    >>> told = seconds(["(?:the )?(?:last|past) year|in (?:May|Q1)", "June"])
    >>> {first: sorted(second) for first, second in told.items()}
    {'in': ['may', 'q'], 'last': ['yea'], 'past': ['yea'], 'the': ['las', 'pas']}
    """
    pairs = _Pairs()
    for pattern in patterns:
        pairs.free |= {head for head, _, _ in pairs.walk(parser.parse(pattern), {_BEGUN})}
    told: dict[str, set[str]] = {}
    for head, second in sorted(pairs.found):
        told.setdefault(head, set()).add(second)
    return {head: frozenset(after) for head, after in told.items() if head not in pairs.free}


class _Pairs:
    """Walks a pattern with all the ways in which a match may have begun."""

    def __init__(self) -> None:
        self.found: set[tuple[str, str]] = set()
        self.free: set[str] = set()
        """Heads of first words that anything may follow."""

    def walk(self, nodes: Iterable[Any], begun: set[_State]) -> set[_State]:
        """What the begun matches are after these pieces of the pattern."""
        for code, argument in nodes:
            if code not in _WIDTHLESS:
                begun = self._step(code, argument, begun)
        return begun

    def _step(self, code: Any, argument: Any, begun: set[_State]) -> set[_State]:
        if code is codes.FAILURE:
            return set()
        if code is codes.SUBPATTERN:
            return self.walk(argument[-1], begun)
        if code is codes.BRANCH:
            return set().union(*(self.walk(way, begun) for way in argument[1]))
        if code in _REPEATS:
            return self._repeat(argument, begun)
        members = argument if code is codes.IN else [(code, argument)]
        return {after for state in begun for member in members for after in self._goes_on(state, *member)}

    def _repeat(self, argument: Any, begun: set[_State]) -> set[_State]:
        least, most, nodes = argument
        going = set() if least else set(begun)
        for _ in range(int(most)):
            begun = self.walk(nodes, begun)
            if begun <= going:
                break
            going |= begun
        return going

    def _goes_on(self, state: _State, code: Any, argument: Any) -> Iterable[_State]:
        """One character more."""
        if code is codes.LITERAL:
            return self._character(state, chr(argument))
        if code is codes.RANGE:
            letters = map(chr, range(argument[0], argument[1] + 1))
            return [after for letter in letters for after in self._character(state, letter)]
        if argument in _MARKED:
            return self._character(state, _MARKED[argument])
        self.free.add(state[0])
        return []

    def _character(self, state: _State, character: str) -> Iterable[_State]:
        first, ended, second = state
        letter = character.isalpha() or character == "."
        if letter and not ended:
            return [((first + character.lower())[:FIRST], False, "")]
        if not first:
            self.free.add(DIGIT)  # numbers are told apart elsewhere
            return []
        second += character.lower() if letter else ""
        if (letter and len(second) < LENGTH) or not (second or character.isdecimal()):
            return [(first, True, second)]
        self.found.add((first, second or DIGIT))
        return []


_MARKED = {codes.CATEGORY_DIGIT: DIGIT, codes.CATEGORY_SPACE: " "}
