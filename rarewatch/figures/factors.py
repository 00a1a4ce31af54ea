"""Factors: words that every text holds in which a pattern can match, so that most are not searched at all.

A factor is a set of strings of which a match must hold one. They are read off the pattern itself.
"""

import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any

MOST = 16
"""Strings of a factor at the most: with more of them, to look for each would take longer than the search."""
LEAST = 3
"""Characters of a string that tells anything."""
_WIDTHLESS = frozenset([codes.AT, codes.ASSERT, codes.ASSERT_NOT])
_REPEATS = frozenset([codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT])

Strings = frozenset[str]
_EMPTY: Strings = frozenset([""])
_Told = tuple[Strings | None, list[Strings]]
"""All that a piece of a pattern may match where these are few strings, else None; and its factors."""


def factors(pattern: str) -> tuple[Strings, ...]:
    """The factors of a pattern, the most telling first; none where it may match just anything.

    >>> [sorted(factor) for factor in factors("(?:rose|fell) (?:by )?[0-9]+ per(?: )?cent")]
    [[' per cent', ' percent'], ['fell ', 'rose ']]
    """
    whole, found = _sequence(parser.parse(pattern))
    told = {_shortest(factor) for factor in (found if whole is None else [whole])}
    telling = [factor for factor in told if min(map(len, factor)) >= LEAST]
    return tuple(sorted(telling, key=lambda factor: (len(factor), -min(map(len, factor)), sorted(factor))))


def _shortest(factor: Strings) -> Strings:
    """The strings but for those that hold another one."""
    return frozenset(one for one in factor if not any(other != one and other in one for other in factor))


def _sequence(nodes: Iterable[Any]) -> _Told:
    """Pieces one behind the other: strings go on where both are known."""
    strings, found, whole = _EMPTY, [], True
    for code, argument in nodes:
        known, more = _piece(code, argument)
        if known is not None and len(strings) * len(known) <= MOST:
            strings = frozenset(one + other for one in strings for other in known)
            continue
        whole = False
        found += [strings, *more]
        strings = _EMPTY if known is None else known
    return (strings, []) if whole else (None, [*found, strings])


def _piece(code: Any, argument: Any) -> _Told:
    if code in _WIDTHLESS:
        return _EMPTY, []
    if code is codes.LITERAL:
        return frozenset([chr(argument)]), []
    if code is codes.SUBPATTERN:
        return _sequence(argument[-1])
    if code is codes.BRANCH:
        return _either([_sequence(way) for way in argument[1]])
    if code in _REPEATS:
        least, most, nodes = argument
        return _repeated(least, most, _sequence(nodes))
    letters = argument if code is codes.IN else ()
    known = bool(letters) and all(kind is codes.LITERAL for kind, _ in letters)
    return (frozenset(chr(letter) for _, letter in letters) if known else None), []


def _either(ways: list[_Told]) -> _Told:
    """One of several: all their strings, else the best factor of each put together."""
    known = frozenset[str]().union(*(strings or () for strings, _ in ways))
    if all(strings is not None for strings, _ in ways) and len(known) <= MOST:
        return known, []
    best = [strings if strings is not None else _best(found) for strings, found in ways]
    joined = frozenset[str]().union(*best)
    return None, [joined] if len(joined) <= MOST else []


def _best(found: list[Strings]) -> Strings:
    return max(found, key=lambda factor: min(map(len, factor)), default=_EMPTY)


def _repeated(least: int, most: Any, told: _Told) -> _Told:
    """A piece so many times: once at least, or perhaps not at all."""
    strings, found = told
    if least and int(most) > 1:
        return None, found if strings is None else [strings]
    if least:
        return told
    return (strings | _EMPTY, []) if strings is not None and int(most) == 1 else (None, [])
