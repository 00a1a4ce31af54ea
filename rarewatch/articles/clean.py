"""Text as a person sees it: white space folded, and no character that hides, steers or cannot be printed."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e007f\U0001fffe\U0001ffff]"
)
"""Controls, zero-width and bidirectional marks, soft hyphens, lone surrogates, tags, non-characters."""
_WORDS = re.compile(r"\w+").findall
_SPACED = bytes(code if chr(code).isalnum() or code == ord("_") else 32 for code in range(128)) + b" " * 128
"""Everything in ASCII that stands in no word, to a blank: bytes are parted much faster than characters."""


def folded(text: str) -> str:
    """One line of visible text: every run of white space is one blank.

    >>> folded(" rare\\u200b  earths\\n in\\xa0June ")
    'rare earths in June'
    """
    line = text.strip()
    if line.isprintable() and "  " not in line:  # most lines: no white space but single blanks
        return line
    line = " ".join(line.split())
    return line if line.isprintable() else " ".join(_UNSEEN.sub("", line).split())


def plain(text: str) -> str:
    """A line as it is compared: lower case, letters and digits only.

    >>> plain("Related Articles:") == plain("  related articles ")
    True
    """
    line = text.casefold()
    if line.isascii():
        return b" ".join(line.encode().translate(_SPACED).split()).decode()
    return " ".join(_WORDS(line))
