"""Heads: with which letters a match of a pattern may begin, so that only patterns that can match are tried.

A head is the first three letters, in lower case, of what a pattern may match (a full stop counts as one);
fewer where another character follows. `DIGIT` stands for a number.
"""

import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from string import ascii_letters
from typing import Any

LENGTH = 3
"""Letters that tell words well enough apart: "jan", "the", "sam"; with four, "the" would gain nothing."""
DIGIT = "0"
_LETTERS = frozenset(ascii_letters + ".")
_WIDTHLESS = frozenset([codes.AT, codes.ASSERT, codes.ASSERT_NOT])
_REPEATS = frozenset([codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT])


def heads(pattern: str) -> frozenset[str]:
    """The heads of a pattern; ValueError where it may begin with just anything, or be shorter than a head.

    >>> sorted(heads(r"(?:the )?(?:Jan|Mar)[- ]quarter|H[12]|20\\d\\d"))
    ['0', 'h', 'jan', 'mar', 'the']
    """
    done, begun = _walk(parser.parse(pattern), {""})
    if begun:
        raise ValueError(f"the pattern {pattern!r} may be a mere {begun.pop()!r}, which tells too little")
    return frozenset(done)


def _anything(what: Any) -> ValueError:
    return ValueError(f"a pattern must begin with letters or digits that it names, not with {what}")


def _walk(nodes: Iterable[Any], begun: set[str]) -> tuple[set[str], set[str]]:
    """Heads that are complete, and those that what follows goes on with."""
    done: set[str] = set()
    for code, argument in nodes:
        if not begun:
            break
        complete, begun = _step(code, argument, begun)
        done |= complete
    return done, begun


def _step(code: Any, argument: Any, begun: set[str]) -> tuple[set[str], set[str]]:
    if code in _WIDTHLESS:
        return set(), begun
    if code is codes.FAILURE:
        return set(), set()
    if code is codes.SUBPATTERN:
        return _walk(argument[-1], begun)
    if code is codes.BRANCH:
        return _either(argument[1], begun)
    if code in _REPEATS:
        least, most, nodes = argument
        return _repeat(least, most, nodes, begun)
    return _add(_characters(argument if code is codes.IN else [(code, argument)]), begun)


def _either(ways: Iterable[Any], begun: set[str]) -> tuple[set[str], set[str]]:
    walked = [_walk(way, begun) for way in ways]
    return set().union(*(done for done, _ in walked)), set().union(*(going for _, going in walked))


def _repeat(least: int, most: Any, nodes: Any, begun: set[str]) -> tuple[set[str], set[str]]:
    """After `LENGTH` times a head is complete at the latest."""
    done: set[str] = set()
    going = set() if least else set(begun)
    for _ in range(min(int(most), LENGTH)):
        complete, begun = _walk(nodes, begun)
        done |= complete
        going |= begun
    return done, going


def _add(characters: Iterable[str], begun: set[str]) -> tuple[set[str], set[str]]:
    done: set[str] = set()
    going: set[str] = set()
    for character in characters:
        if character.isalpha() and not character.isascii():
            raise _anything(character)
        for head in begun:
            if character in _LETTERS:
                longer = head + character.lower()
                (done if len(longer) == LENGTH else going).add(longer)
            if character not in ascii_letters:
                done.add(head or (DIGIT if character.isdecimal() else character))
    return done, going


def _characters(members: Iterable[Any]) -> list[str]:
    found: list[str] = []
    for code, argument in members:
        if code is codes.LITERAL:
            found.append(chr(argument))
        elif code is codes.RANGE:
            found += map(chr, range(argument[0], argument[1] + 1))
        elif argument is codes.CATEGORY_DIGIT:
            found.append(DIGIT)
        elif argument is codes.CATEGORY_SPACE:
            found.append(" ")
        else:
            raise _anything(code)
    return found
