"""Where a buyer buys: a territory behind "in" whence goods come."""

from rarewatch.figures.frames import Walk


def bought_in(walk: Walk, back: int) -> bool:
    """ "Bought 60% of its rare earths in China", "met 14% of its needs in Vietnam": whence it comes."""
    if walk.text(back) != "in":
        return False
    if walk.kind(back - 1) == "pct" and walk.text(back - 2) in {"and", ","}:  # "and 10% in Japan"
        before = next((n for n in range(back - 2, 0, -1) if walk.kinds[n] == "place"), 0)
        return bought_in(walk, before - 1)
    amounts = False
    for ahead in range(back - 1, max(-1, back - 10), -1):
        kind, low = walk.kinds[ahead], walk.lows[ahead]
        if kind in {"impv", "holds", "take"}:
            return amounts and low in _BUYING
        amounts = amounts or kind in {"pct", "mass"}
        if kind not in _OF_BOUGHT:
            return False
    return False


_BUYING = frozenset(
    [
        "bought",
        "buys",
        "buy",
        "purchased",
        "sourced",
        "sources",
        "procured",
        "met",
        "meets",
        "covers",
        "found",
    ]
)
_OF_BOUGHT = frozenset(
    ["pct", "mass", "word", "pronoun", "commodity", "imp", "adjective", "all", "same", "not"]
)
"""What stands between the verb of a buyer and where he buys."""
