"""Lines in capitals throughout, as flashes and headings are set: read as if only names had capitals."""

import re
from collections.abc import Iterator
from functools import cache

from rarewatch.figures import lexicon
from rarewatch.figures.lexicon import Phrases

_LOUD = re.compile(r"[A-Z]{4}")
_QUIET = re.compile(r"[a-z]{3}|[a-z]\s+[a-z]")
"""Letters that no line in capitals has; "t" and "pc" may stand small behind a number."""
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 4
"""Letters from which on a word is no unit."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def calm(text: str) -> str:
    """The text, of the same length, with small letters in the words of a line in capitals that are no names.

    >>> calm("CHINA MAGNET EXPORTS TO THE US ROSE TO 5,577 t IN JUL.")
    'China magnet exports to The US rose to 5,577 t in Jul.'
    >>> calm("The USGS said so.")
    'The USGS said so.'
    """
    if _QUIET.search(text) or not _LOUD.search(text):
        return text
    calmed = _WORD.sub(_calmed, text)
    return calmed if len(calmed) == len(text) else text


def _calmed(match: re.Match[str]) -> str:
    word, before, behind = match[0], match.string[: match.start()], match.string[match.end() :]
    if len(word) == 1:
        return word if behind[:1] == "." else word.lower()  # "U.S.", but "CHINA'S"
    if len(word) < _LONG and before[-2:-1].isdigit():
        return word.lower()  # "30 MT"
    if behind[:1].isdigit() or word in _capitals():
        return word  # "FY25", "US"
    return word.title() if word.title() in _capitals() else word.lower()


@cache
def _capitals() -> frozenset[str]:
    """The words of names, as they are written in them."""
    months = {month[:length] for month in _MONTHS for length in (3, 4, len(month))}
    return frozenset(word for word in _words_of(lexicon.names()) if word[0].isupper()) | months


def _words_of(phrases: Phrases) -> Iterator[str]:
    for word, further in phrases.following.items():
        yield word
        yield from _words_of(further)
