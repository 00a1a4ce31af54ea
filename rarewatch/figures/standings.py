"""Shares and ranks as they update the frame: who accounts for what, whose largest supplier or customer."""

from rarewatch.figures.ends import back_home
from rarewatch.figures.frames import TRADE, Frame, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import LEANING, OWNING, TAKERS
from rarewatch.model import WORLD, Flow


def on_makesup(walk: Walk, index: int, item: Item) -> None:
    """ "Accounted for": the flow is spoken of again; "dependence on" tells of imports, whosever they are."""
    source = index + (3 if walk.text(index + 2) == "the" else 2)
    if walk.lows[index] in LEANING and walk.text(index + 1) == "on" and walk.kind(source) == "place":
        walk.frame.say(flow=Flow.IMPORT, leaning=True)
    if not walk.frame.topic and walk.frame.flow:
        walk.frame.topic = "again"


def on_ranked(walk: Walk, index: int, item: Item) -> None:
    """Buyers and destinations are spoken of where trade is; a destination takes exports."""
    frame, text = walk.frame, walk.lows[index]
    if (buyer := _supplied(walk, index)) and (
        frame.home is None or frame.home != (Flow.EXPORT, frame.subject)
    ):
        frame.say(flow=Flow.IMPORT, importer=buyer, exporter=frame.subject, topic="flow")
        return
    if frame.flow not in TRADE:
        back_home(frame)
    at_home = frame.home and frame.home[0] is Flow.IMPORT
    if frame.flow is Flow.IMPORT and text in _OUTLETS and "flow" not in frame.said and not at_home:
        own = frame.importer
        frame.flow = Flow.EXPORT
        frame.own(own or WORLD)
        frame.reset_partner()
        if frame.subject not in {None, own} and walk.kind(index - 1) in {"best", "ordinal"}:
            frame.meet(frame.subject or WORLD)
    if frame.flow not in TRADE and "best" in walk.kinds[max(0, index - 3) : index]:
        _trade_of(frame, text)
    on_makesup(walk, index, item)


def _supplied(walk: Walk, index: int) -> str | None:
    """ "China is the largest supplier of magnets to India": whom the subject supplies."""
    subject = walk.frame.subject
    if walk.lows[index] not in {"supplier", "source", "provider", "seller"} or subject is None:
        return None
    if "makesup" in walk.kinds[index:] and (owner := _owner_of_rank(walk, index)):
        return owner if owner != subject else None
    for ahead in range(index + 1, min(index + 9, walk.last)):
        if walk.kinds[ahead] == "mark":
            return None
        if walk.kinds[ahead] == "place":
            code = str(walk.items[ahead].value)
            before = walk.text(ahead - 2) if walk.text(ahead - 1) == "the" else walk.text(ahead - 1)
            led = before in {"to", "for"} or (before == "in" and not code.isdigit())
            return code if led and code != subject else None
    return None


def _owner_of_rank(walk: Walk, index: int) -> str | None:
    """ "Myanmar is China's biggest source, accounting for half of its supplies": whose supplier it is."""
    back = index - 1
    while walk.kind(back) in {"best", "ordinal", "commodity"}:
        back -= 1
    owns = walk.text(back) in OWNING and walk.kind(back - 1) == "place" and back < index - 1
    return str(walk.items[back - 1].value) if owns else None


def _trade_of(frame: Frame, noun: str) -> None:
    """The trade spoken of before production was: customers take exports, suppliers send imports."""
    own = frame.exporter or frame.maker if noun in TAKERS else frame.importer or frame.maker
    if own and own != WORLD and (frame.exporter or frame.importer):
        frame.flow = Flow.EXPORT if noun in TAKERS else Flow.IMPORT
        frame.own(own)
        frame.said -= {"exporter", "importer"}
        frame.reset_partner()


_OUTLETS = frozenset(
    ["customer", "customers", "destination", "destinations", "taker", "takers", "outlet", "outlets"]
)
"""Nouns that tell of exports, whatever was spoken of before."""
