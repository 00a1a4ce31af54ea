"""Companies and their works as they update the frame: they put out for where these stand."""

from rarewatch.figures.ends import met
from rarewatch.figures.frames import AMOUNTS, TRADE, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import VERBS, verb_after
from rarewatch.figures.seats import is_of_company
from rarewatch.model import WORLD, Flow


def on_town(walk: Walk, index: int, item: Item) -> None:
    """A plant or mine puts out for its territory."""
    frame = walk.frame
    if is_of_company(walk, index):
        return
    if frame.flow in TRADE and "mass" in walk.kinds[:index]:
        _through_town(walk, index, str(item.value))
    frame.site = frame.seat = str(item.value)
    if frame.flow not in TRADE and (frame.flow is not None or verb_after(walk, index) in {"prodv", "procv"}):
        frame.say(maker=str(item.value))
        frame.subject = str(item.value)


def on_firm(walk: Walk, index: int, code: str) -> None:
    """A company digs, refines or makes where its mines and plants stand: "Lynas made 5 t"."""
    frame = walk.frame
    if walk.text(index - 1) == "what":
        return  # "a third of what Lynas made"
    if walk.text(index - 1) == "from" and frame.flow is Flow.IMPORT and code != frame.importer:
        met(frame, "exporter", code)  # "5 t came from Lynas"
        return
    frame.site = frame.seat = code
    makes = verb_after(walk, index) in {"prodv", "procv"}
    if _reports(walk, index):
        frame.say(flow=Flow.PRODUCTION, maker=code, topic="flow")
        return
    if frame.flow not in TRADE and (frame.flow is not None or makes):
        frame.say(maker=code)
    if makes:
        frame.subject = code  # who receives and sells is the company, not its country


def _reports(walk: Walk, index: int) -> bool:
    """ "Lynas, the Australian rival, had earlier reported 5 t of NdPr": what it has made."""
    for ahead in range(index + 1, min(index + _NAME_REACH, walk.last)):
        if walk.lows[ahead] in _REPORTING:
            weighed = walk.kinds[ahead + 1] == "mass"
            return weighed and "commodity" in walk.kinds[ahead + 2 : ahead + 6]
        if walk.kinds[ahead] in VERBS or walk.kinds[ahead] in AMOUNTS:
            return False
    return False


_NAME_REACH = 12
_REPORTING = frozenset(["reported", "reports", "posted", "posts", "booked", "logged", "recorded", "managed"])


def _through_town(walk: Walk, index: int, code: str) -> None:
    """ "480 tonnes went from Visakhapatnam to a trading house in Nagoya": towns for their territories."""
    before = walk.lows[max(0, index - 5) : index]
    frame = walk.frame
    if before[-1:] == ["from"] and "to" in walk.lows[index + 1 : index + 3]:
        frame.say(flow=Flow.EXPORT, exporter=code)
        if frame.importer == code:
            frame.importer = WORLD
    elif before[-1:] == ["in"] and "to" in before and "from" in walk.lows[:index] and code != frame.exporter:
        frame.say(importer=code)
