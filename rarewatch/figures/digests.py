"""Digests: weeklies, tickers and letters whose items may each tell of another territory's trade."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from rarewatch.figures.evidence import SURE, evidence
from rarewatch.figures.frames import TRADE, Frame, Walk
from rarewatch.figures.mentions import Row
from rarewatch.figures.sentences import Sentence
from rarewatch.model import Flow

Rows = list[tuple[Sentence, Row]]
View = tuple[Flow, str]
"""Flow and whose it is."""
_FEWEST = 2
"""Items of a digest."""
_LEAST_SENTENCES = 3
"""Sentences of a paragraph that is an item; what is shorter is a row of a list."""
_LONGEST_HEADING = 6
"""Items of the words over it behind a mark: "• Two-for-one.", "1. Yttrium."."""
_LONGEST_TOPIC = 3
"""Items of such words without a mark: "Tungsten.", "Trade policy."; "DUSHANBE, 2 May." has more."""
_BULLETS = frozenset("•▪◦■*-–—")


def views(rows: Rows, published: date) -> dict[int, View]:
    """Whose trade each item of a digest plainly tells of, by the number of its paragraph.

    Items open with a heading in the line; one whose words leave it open is left out, and goes by the whole.
    """
    paragraphs = groupby(rows, key=lambda pair: pair[0].paragraph)
    every = {number: [row for _, row in group] for number, group in paragraphs if number >= 0}
    items = {number: item for number, item in every.items() if _is_headed(item)}
    if len(items) < _FEWEST:
        return {}
    told = {number: next(_told(item, published), None) for number, item in items.items()}
    return {number: view for number, view in told.items() if view}


def _is_headed(item: list[Row]) -> bool:
    """Whether a paragraph opens with a heading: a few words and a full stop, or a colon behind a bullet."""
    first = item[0]
    if len(item) < _LEAST_SENTENCES:
        return False
    marked = first.text[0] in _BULLETS or first.text[:3].rstrip(".) ").isdigit()
    longest = _LONGEST_HEADING if marked else _LONGEST_TOPIC
    if len(first.items) <= longest and first.text.endswith("."):
        return True
    return marked and ":" in first.lows[: _LONGEST_HEADING + 1]


def _told(item: list[Row], published: date) -> Iterator[View]:
    """The trade that sure words of its first sentences tell of, with its owner."""
    talked: str | None = None
    for row in item[:_LEAST_SENTENCES]:
        walk = Walk(row, Frame(), published)
        for flow, code, sure in evidence(walk, talked):
            if code and sure >= SURE and flow in TRADE:
                yield flow, code
        named = [str(one.value) for one in row.items if one.kind in {"place", "adjective"}]
        talked = named[0] if named else talked
