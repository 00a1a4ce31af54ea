"""Titles of listings: without markup, on one line, and with nothing in them that steers a terminal."""

import re

LONGEST_TITLE = 300
"""Characters of a title; a link around a whole card holds more."""
_LOOKED_AT = 4000
"""Characters of markup that are read for a title."""
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control, bidirectional and zero-width characters, and halves of characters that no database takes."""


def title_of(text: str) -> str:
    """A text as a title.

    >>> title_of(" Exports \\x1b[31m rose\\n again ")
    'Exports [31m rose again'
    """
    return " ".join(_UNSEEN.sub("", text[:_LOOKED_AT]).split())[:LONGEST_TITLE].rstrip()


def title_of_markup(markup: str) -> str:
    """A title without its tags and character references."""
    markup = _UNSEEN.sub("", markup[:_LOOKED_AT])
    if "<" in markup or "&" in markup:
        from selectolax.lexbor import LexborHTMLParser

        markup = LexborHTMLParser(markup).text(separator=" ") or markup
    return title_of(markup)
