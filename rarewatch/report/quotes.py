"""The sentences of an article that say most, in its own words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

Row = dict[str, Any]

_MOST = 3
"""Sentences that are quoted."""
_LEAD = 0.5
"""The first sentence counts as so many figures: it wins where nothing states more."""
_ENDS = (".", "!", "?", "…", "”", '"', "’")


def key_sentences(sentences: Sequence[str], rows: Iterable[Row], most: int = _MOST) -> list[str]:
    """The sentences that state most figures, and the first of all, in their order; verbatim.

    `sentences` are those of the text without its headline, `rows` the figures that were read from it.

    >>> key_sentences(["June trade", "It rose.", "Rain.", "It was 4 t."], [{"sentence": "It was 4 t."}])
    ['It rose.', 'It was 4 t.']
    """
    stated = Counter(row["sentence"] for row in rows)
    lead = next((place for place, words in enumerate(sentences) if words.endswith(_ENDS)), None)
    weights = {
        place: stated[words] + (_LEAD if place == lead else 0)
        for place, words in enumerate(sentences)
        if stated[words] or place == lead
    }
    best = sorted(weights, key=lambda place: (-weights[place], place))[:most]
    return [sentences[place] for place in sorted(best)]
