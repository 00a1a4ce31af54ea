"""A sentence walked from left to right: each kind of mention and what it does to the frame."""

from collections.abc import Iterator

from rarewatch.figures.cues import (
    on_all,
    on_makesup,
    on_mark,
    on_measure,
    on_moves,
    on_not,
    on_org,
    on_pronoun,
    on_ranked,
    on_same,
    on_several,
    on_word,
)
from rarewatch.figures.flows import on_commodity, on_noun
from rarewatch.figures.frames import Walk
from rarewatch.figures.parties import on_country, on_place, on_relies, on_town
from rarewatch.figures.times import on_period, on_rate, on_rel
from rarewatch.figures.verbs import on_buys, on_holds, on_leaves, on_takes, on_verb

HANDLERS = {
    "commodity": on_commodity,
    "exp": on_noun, "imp": on_noun, "prod": on_noun, "proc": on_noun,
    "expv": on_verb, "prodv": on_verb, "procv": on_verb,
    "impv": on_buys, "take": on_takes, "holds": on_holds, "leaves": on_leaves,
    "place": on_place, "adjective": on_place,
    "all": on_all, "same": on_same, "pronoun": on_pronoun, "country": on_country, "bloc": on_country,
    "period": on_period, "rel": on_rel, "rate": on_rate,
    "not": on_not, "invalue": on_measure, "inquantity": on_measure,
    "mark": on_mark, "word": on_word, "up": on_moves, "down": on_moves,
    "share": on_makesup, "ordinal": on_makesup, "org": on_org,
    "makesup": on_makesup, "num": on_several, "town": on_town, "relies": on_relies, "ranked": on_ranked,
}  # fmt: skip


def steps(walk: Walk) -> Iterator[int]:
    """The places of the items in order, each after the frame has taken the item in."""
    asides = walk.asides()
    for index, item in enumerate(walk.items):
        handler = HANDLERS.get(item.kind)
        if handler and index not in asides:
            handler(walk, index, item)
        yield index
