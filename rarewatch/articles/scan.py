"""A look at a page's bytes: may it name a commodity at all? For whoever must choose among very many pages.

"No" is sure: no figure can be read there. "Yes" is a guess, and the answer wherever the bytes leave doubt.
What is looked for follows from the forms in `data/en/commodities.toml`: letters that each form needs.

    bytes -> the head as it is -> markup off -> text, character references resolved -> plain letters
"""

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import chain

from rarewatch.articles.decode import decode
from rarewatch.articles.plain import is_markup
from rarewatch.vocabulary import commodities

_HEAD = 8192  # bytes in which most pages on the subject name it: title, description, headline
_SHORT = 4  # letters up to which a form stands for a word of its own ("REE"), or too much would hold it
_SHARED = 3  # letters of the one ending that most names of elements share

_HIDDEN = (
    rb"!--(?:-?>|.*?--!?>|.*)"
    rb"|(?:script(?![^>]*json)|style)[^>]*>[^<]*(?:<(?!/[a-z]|script|style)[^<]*)*</(?:script|style)[^>]*>"
)
"""What follows the "<" of comments, styles, and scripts without a "</" in them; others are looked through."""
_ANY_TAG = rb"(?!meta|\?xml)[a-z/!?][^>]*(?:>|\Z)"
_MARKUP = re.compile(rb"<(?:%b|%b)" % (_HIDDEN, _ANY_TAG), re.IGNORECASE | re.DOTALL)
_QUOTE_LEFT = re.compile(rb">(?<=[\"']>)[a-z<&\\]", re.IGNORECASE)
_REMNANT = re.compile(rb"<[^<\"']{0,999}[\"'][^<>]{0,999}>")
"""What is left of a tag with a ">" in an attribute, and how it shows."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_STRANGE = (b"\0", b"\x1b")
"""Bytes of UTF-16, UTF-32 and ISO-2022: their letters need not stand as they are read."""
_SWITCHED = (b"~{", b"~}", b"~\n")
"""The same for HZ."""
_FOUR_BYTES = re.compile(rb"[\x81-\xfe]\d[\x81-\xfe]\d[a-z]", re.IGNORECASE)
"""A character of GB 18030 before a letter: it may be one that nobody sees, within a word."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")

_LETTERS = bytes(letter if chr(letter).isalpha() else 32 for letter in bytes(range(128)).lower()) + b" " * 128
_PARTED = b"".join(b"<" if at in b"<?" else _LETTERS[at : at + 1] for at in range(256))
"""Small letters, and a blank for all else; "<" stays, and so does "?", which stands for what is not ASCII."""
_UNSEEN = bytes([*range(9), *range(14, 28), 127])
_OTHER_CASES = (("\u017f", "s"), ("\u212a", "k"), ("\u0131", "i"), ("\u0130", "i"))
"""Letters that regular expressions take for another one when they ignore case."""


@dataclass(frozen=True)
class _Needles:
    """What to look for in small letters and blanks; of what stands in one tuple, all must be there."""

    first: tuple[tuple[bytes, ...], ...]
    """Of the two series that most pages tell of."""
    ending: bytes
    ended: tuple[bytes, ...]
    """Names with that ending."""
    others: tuple[tuple[bytes, ...], ...]
    words: tuple[bytes, ...]
    """Short words, with the blanks around them."""
    split: re.Pattern[bytes]
    """A short word with one or more "<" in it."""

    def long_in(self, text: bytes) -> bool:
        """Whether any form but the short ones may be there."""
        return _any(self.first, text) or self._ended(text) or _any(self.others, text)

    def short_in(self, text: bytes) -> bool:
        """Whether a short form may be there, in a text with "<" for what may be nothing or part words."""
        parted = text.replace(b"<", b" ")
        return any(word in parted for word in self.words) or bool(self.split.search(text))

    def _ended(self, text: bytes) -> bool:
        at = text.find(self.ending)
        while at >= 0:
            end = at + len(self.ending)
            if text.endswith(self.ended, 0, end):
                return True
            at = text.find(self.ending, end)
        return False


def mentions_commodity(html: bytes) -> bool:
    """Whether a page may name a commodity, told from its bytes alone, much faster than by reading it.

    False is sure: `find_figures` finds nothing in such a page. True is a guess.

    >>> mentions_commodity(b"<p>Rare&nbsp;ear<b>th</b> exports"), mentions_commodity(b"<p>Used cars")
    (True, False)
    """
    if _any(_needles().first, html[:_HEAD].lower()) or _is_strange(html):
        return True
    bare = _MARKUP.sub(b"<", html) if _is_markup(html) else html
    if _may_be_odd(bare) or _is_named(bare):
        return True
    return bool(_QUOTE_LEFT.search(bare)) and _is_named(_REMNANT.sub(b"<", bare))


def _any(needles: tuple[tuple[bytes, ...], ...], text: bytes) -> bool:
    return any(all(part in text for part in needle) for needle in needles)


def _is_strange(html: bytes) -> bool:
    return html.startswith(_WIDE) or any(mark in html for mark in _STRANGE)


def _is_markup(html: bytes) -> bool:
    return is_markup(html[:_HEAD].decode("latin-1")) or is_markup(html.decode("latin-1"))


def _may_be_odd(bare: bytes) -> bool:
    """Whether the bytes may be letters other than those that they look like: in doubt they are."""
    if b"~" in bare and any(mark in bare for mark in _SWITCHED):
        return True
    try:
        bare.decode("utf-8")
    except UnicodeDecodeError:
        return b" " not in bare or bool(_FOUR_BYTES.search(bare))
    return False


def _resolved(bare: bytes) -> str:
    """The text that the bytes stand for."""
    text = decode(bare)
    if "\\u" in text:
        text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    if "&" in text:
        text = unescape(text)
    return text


def _is_named(bare: bytes) -> bool:
    """Whether a text, in which "<" stands for each tag, may name a commodity.

    A letter that is another one when case is ignored may also be the mark before a short word.
    """
    text = other = _resolved(bare)
    if not text.isascii():
        for letter, plain in _OTHER_CASES:
            other = other.replace(letter, plain)
    return _is_named_in(other) or (other != text and _is_named_in(text))


def _is_named_in(text: str) -> bool:
    """Tags and what is not ASCII may stand within a word, or part two: it is read both ways."""
    needles = _needles()
    joined = text.encode("ascii", "ignore").translate(_LETTERS, _UNSEEN + b"<")
    if needles.long_in(joined):
        return True
    parted = text.encode("ascii", "replace").translate(_PARTED, _UNSEEN)
    return needles.short_in(b" %b " % parted)


@cache
def _needles() -> _Needles:
    """What all forms of all commodities need."""
    first, second, *others = ([_needed(form) for form in entry.forms] for entry in commodities().values())
    found = set(chain.from_iterable((*first[1:], *second[1:], *chain.from_iterable(others))))
    words = tuple(sorted(needle[0] for needle in found if needle[0].startswith(b" ")))
    long = {needle for needle in found if needle[0] not in words}
    single = {needle[0] for needle in (first[0][0], second[0][0], *long) if len(needle) == 1}
    ending = Counter(word[-_SHARED:] for word in single).most_common(1)[0][0]
    ended = tuple(sorted(word for word in single if word.endswith(ending)))
    others_left = {needle for needle in long if len(needle) == 1 or single.isdisjoint(needle)}
    return _Needles(
        first=(first[0][0], second[0][0]),
        ending=ending,
        ended=ended,
        others=tuple(sorted(needle for needle in others_left if needle[0] not in ended)),
        words=words,
        split=_split(words),
    )


def _split(words: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """What stands around the first "<" in a word; it is tried only where one of its letters may follow."""
    after = b"".join(sorted({word.strip()[at:][:1] for word in words for at in range(1, len(word) - 2)}))
    ways = b"|".join(chain.from_iterable(map(_splits, words)))
    return re.compile(rb"<(?<!<<)(?=<*[%b])(?:%b)" % (after, ways))


def _splits(word: bytes) -> Iterator[bytes]:
    letters = [bytes([letter]) for letter in word.strip()]
    for at in range(1, len(letters)):
        rest = b"<*".join(letters[at:])
        yield rb"(?<=[^a-z]%b<)<*%b(?![a-z])" % (b"".join(letters[:at]), rest)


def _needed(form: str) -> list[tuple[bytes, ...]]:
    """What a form needs: each way of being written has runs of letters that must all be there.

    >>> _needed("rare[- ]?earths?(?: ores)?"), _needed("REEs?")
    ([(b'rare', b'earth')], [(b' ree ',), (b' rees ',)])
    """
    if short := re.fullmatch(rf"([A-Za-z]{{1,{_SHORT}}})(s\?)?", form):
        word = short[1].lower().encode()
        return [(b" %b " % word,), *([(b" %bs " % word,)] if short[2] else [])]
    shown = (chr(value) if code is codes.LITERAL else " " for code, value in parser.parse(form))
    runs = [run.lower().encode() for run in re.findall(r"[A-Za-z]{3,}", "".join(shown))]
    if not runs:
        raise ValueError(f"no letters are sure to stand in what the form {form!r} matches")
    return [tuple(runs)]
