"""Where a company or a buyer sits, and what a territory is told of by the words around it."""

from rarewatch.figures.frames import Walk
from rarewatch.figures.roles import IN, LEANING, SITES, agents

SEATED = frozenset(
    ["listed", "based", "headquartered", "owned", "backed", "controlled", "funded", "financed", "invested"]
)
"""What stands behind a place where a company only sits, or whose it is: "Toronto-listed", "Chinese-owned"."""


def leaned_on(walk: Walk, index: int) -> bool:
    """Whether the words "relies on", "reliance on" stand right before a territory."""
    back = index - 1
    if walk.text(back) in {"on", "upon"} and walk.text(back - 1) in LEANING:
        return walk.kinds[index] == "place"
    while (
        walk.text(back) in {"the", "its", "neighbouring", "heavily", "imports", "from", "supplies"}
        or walk.kind(back) == "imp"
    ):
        back -= 1
    return walk.kind(back) == "relies"


def sits(walk: Walk, index: int) -> bool:
    """Whether who acts is told before "in": "customers in Japan"."""
    back = index - 2 if walk.text(index - 1) in IN else index - 3
    return walk.text(back) in agents() and walk.text(back) not in SITES


def heads_line(walk: Walk, index: int) -> bool:
    """ "India went the other way: 1,020 t": a number behind a colon is of whom the few words before tell."""
    colon = next((n for n in range(index + 1, min(index + 8, walk.last)) if walk.lows[n] == ":"), None)
    if colon is None or index > 1 or walk.kinds[colon + 1] not in {"mass", "money", "pct", "zero"}:
        return False
    return set(walk.kinds[index + 1 : colon]) <= {"word", "up", "down", "same"}


def share_one_number(walk: Walk, index: int) -> bool:
    """Whether several places are followed by one number only."""
    rest = walk.kinds[index:]
    cut = next((n for n, kind in enumerate(rest) if kind in {"compare", "more", "less", "up", "down"}), None)
    return sum(kind in {"mass", "pct", "money"} for kind in rest[:cut]) < 2


def is_of_company(walk: Walk, index: int) -> bool:
    """Whether a town only tells where a company sits: "Sydney-listed", "Syrah Resources of Melbourne"."""
    owner = walk.text(index - 1) == "of" and walk.kind(index - 2) == "org"
    return owner or walk.text(index + 1) in SEATED
