"""A sentence walked from left to right: each kind of mention and what it does to the frame."""

from collections.abc import Callable, Iterable, Iterator

from rarewatch.figures.buying import on_buys, on_takes
from rarewatch.figures.countries import on_country
from rarewatch.figures.cues import (
    on_all,
    on_mark,
    on_moves,
    on_not,
    on_org,
    on_same,
    on_several,
    on_word,
)
from rarewatch.figures.firms import on_town
from rarewatch.figures.flows import on_noun
from rarewatch.figures.frames import Walk
from rarewatch.figures.goods import RAW, on_commodity
from rarewatch.figures.mentions import Item
from rarewatch.figures.parties import on_office, on_place, on_relies
from rarewatch.figures.pointers import OCEANS, on_pronoun
from rarewatch.figures.standings import on_makesup, on_ranked
from rarewatch.figures.times import on_period, on_rate, on_rel, on_since
from rarewatch.figures.valuing import on_measure
from rarewatch.figures.verbs import on_holds, on_leaves, on_verb

HANDLERS = {
    "commodity": on_commodity,
    "exp": on_noun, "imp": on_noun, "prod": on_noun, "proc": on_noun,
    "expv": on_verb, "prodv": on_verb, "procv": on_verb,
    "impv": on_buys, "take": on_takes, "holds": on_holds, "leaves": on_leaves,
    "place": on_place, "adjective": on_place,
    "all": on_all, "same": on_same, "pronoun": on_pronoun, "country": on_country, "bloc": on_country,
    "period": on_period, "day": on_since, "rel": on_rel, "rate": on_rate,
    "not": on_not, "invalue": on_measure, "inquantity": on_measure,
    "mark": on_mark, "word": on_word, "up": on_moves, "down": on_moves,
    "share": on_makesup, "ordinal": on_makesup, "org": on_org,
    "makesup": on_makesup, "num": on_several, "town": on_town, "relies": on_relies, "ranked": on_ranked,
    "office": on_office,
}  # fmt: skip


_PLAIN = frozenset(["word", "mark"])
_IN_ASIDES = frozenset(["town", "day"])
"""What is heard even where it is told by the way: "that month" means that of "which took effect on 1 May"."""
_HEARD = frozenset(
    [
        "there",
        *OCEANS,
        "here",
        "but",
        "while",
        "whereas",
        "although",
        "though",
        "and",
        ",",
        ";",
        ":",
        "—",
        "•",
        "metal",
        "element",
        *RAW,
    ]
)
"""The only plain words and marks that handlers do anything about."""
_Step = tuple[int, Item, Callable[[Walk, int, Item], None]]


def steps(walk: Walk, stops: Iterable[int]) -> Iterator[int]:
    """The places of the stops in order, each after the frame has taken in the items up to there."""
    telling, place = _telling(walk), 0
    for stop in stops:
        while place < len(telling) and telling[place][0] <= stop:
            index, item, handler = telling[place]
            handler(walk, index, item)
            place += 1
        yield stop


def _covers(walk: Walk, index: int) -> bool:
    """ "Figures that cover rare earth metals": of what the numbers to come are."""
    return walk.kinds[index] == "commodity" and walk.text(index - 1) in {"cover", "covers", "covered"}


def _telling(walk: Walk) -> list[_Step]:
    """The items that tell anything, each with its handler."""
    items, lows, asides = walk.items, walk.lows, walk.asides()
    return [
        (index, items[index], HANDLERS[kind])
        for index, kind in enumerate(walk.kinds)
        if kind in HANDLERS
        and (kind not in _PLAIN or lows[index] in _HEARD)
        and (index not in asides or kind in _IN_ASIDES or _covers(walk, index))
    ]
