"""Goods told of without their name: "the metal", "oxides"; and what is only needed, not traded."""

from rarewatch.figures.frames import AMOUNTS, Walk


def on_goods(walk: Walk, index: int) -> None:
    """ "The metal", "the element": what was named last, no group; as a subject, all of its trade."""
    frame = walk.frame
    if walk.text(index - 1) not in {"the", "this"} or "commodity" in frame.said:
        return
    if frame.element:
        frame.commodity = frame.element
    fresh = index < 6 and AMOUNTS.isdisjoint(walk.kinds[:index])
    if fresh and walk.text(index - 2) not in {"of", "in", "for"} and not frame.partner_said():
        frame.reset_partner()


RAW = frozenset(
    ["oxides", "ore", "ores", "concentrate", "concentrates", "carbonate", "carbonates", "compounds"]
)


def on_raw(walk: Walk, index: int) -> None:
    """Oxides and ores that a noun or amount is of are no magnets, whatever the headline is of."""
    frame = walk.frame
    before = walk.kind(index - 2) in {"exp", "imp", "mass"} and walk.text(index - 1) == "of"
    if before and frame.commodity == "rare-earth-magnets" and "commodity" not in frame.said:
        frame.commodity = "rare-earths"


def is_subject(walk: Walk, index: int) -> bool:
    """Whether a clause is of what is needed: "Consumption of magnets has grown from 5 t"."""
    if walk.lows[index] not in _NEEDS:
        return False
    first = index
    while first > 0 and walk.kinds[first - 1] != "mark":
        first -= 1
    clause = zip(walk.kinds[first:index], walk.lows[first:index], strict=True)
    named = all(kind in _NAMES or low in _OWNERS for kind, low in clause)
    return named and (first == 0 or _tells_weight(walk, index))


def _tells_weight(walk: Walk, index: int) -> bool:
    """Whether a clause gives an amount: "demand is put at 5 t"."""
    kinds, lows = walk.kinds[index:], walk.lows[index:]
    ends = next((n for n, low in enumerate(lows) if low in {",", "and", ";", "."}), len(lows))
    return "mass" in kinds[:ends]


_NEEDS = frozenset(["consumption", "demand"])
_NAMES = frozenset(["place", "adjective", "commodity", "world"])
_OWNERS = frozenset(["the", "'s", "’s"])
