"""Whose output a noun of production or processing tells."""

from rarewatch.figures.frames import Walk
from rarewatch.figures.roles import OWNING
from rarewatch.model import WORLD, Flow

_DIGGING = frozenset(["mining", "mine output", "mined output", "mine production"])


def make(walk: Walk, index: int, flow: Flow, owner: str | None) -> None:
    """A noun of production or processing: whose it is, and of what; magnets are not mined, their ores are."""
    frame = walk.frame
    of_ore = frame.noun in _DIGGING and "commodity" not in frame.said
    if of_ore and frame.commodity == "rare-earth-magnets":
        frame.commodity = "rare-earths"
    frame.say(flow=flow)
    if owner:
        frame.say(maker=owner)
    elif walk.kind(index - 2) == "town" and walk.text(index - 1) in OWNING:
        frame.say(maker=str(walk.items[index - 2].value))
    elif "worldwide" in frame.said or (_of_world(walk, index) and not _held(walk, index)):
        frame.say(maker=WORLD)
    elif walk.text(index + 1) == "there" and frame.talked:
        frame.say(maker=frame.talked)
    elif frame.maker is None and (firm := _firm_before(walk, index)):
        frame.maker = firm
    elif frame.maker is None:
        spoken = None if "paragraph" in frame.said and frame.home else frame.talked
        frame.maker = frame.subject or spoken or (frame.home[1] if frame.home else None) or frame.seat


def _before_goods(walk: Walk, index: int) -> int:
    """The place before a noun and its goods: of "global" in "global rare earths mining production"."""
    back = index - 1
    while walk.kind(back) == "commodity":
        back -= 1
    return back


def _firm_before(walk: Walk, index: int) -> str | None:
    """ "Lynas, quarterly production": where the company named before digs or refines."""
    firms = (str(item.value) for item in walk.items[:index] if item.kind == "org" and item.value)
    return next(firms, None)


def _of_world(walk: Walk, index: int) -> bool:
    """ "World output", "the world's production"."""
    back = _before_goods(walk, index)
    owned = walk.text(back) in OWNING and walk.kind(back - 1) == "world"
    return owned or walk.kind(back) in {"world", "all"}


def _held(walk: Walk, index: int) -> bool:
    """ "China's share of global output": told of who holds it."""
    frame = walk.frame
    if frame.maker is None and frame.subject is None and "share" in walk.kinds[:index]:
        frame.maker = (
            frame.opening
        )  # "Japan makes magnets, although that means a share in world output of 9%"
    return bool(frame.maker or frame.subject) and part_of_whole(walk, index)


def part_of_whole(walk: Walk, index: int) -> bool:
    """Whether a flow is only the whole of a share: "93% of India's imports", "a share of the exports"."""
    for back in range(index - 1, max(-1, index - 9), -1):
        kind, text = walk.kinds[back], walk.lows[back]
        if kind in {"pct", "share"} and walk.text(back + 1) in {"of", "in"}:
            return True
        if kind == "relies" or (text == "for" and walk.kind(back + 1) == "pct"):
            return True
        if kind in {"mark", "exp", "imp", "up", "down", "mass"}:
            return False
    return False
