"""Words that bring a flow back or turn a sentence away from it, as they update the frame."""

from rarewatch.figures.frames import HOLD, TRADE, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.parties import set_exporter
from rarewatch.model import WORLD, Flow

_NEAR = frozenset(["need", "permit", "money", "illegal"])


def on_all(walk: Walk, index: int, item: Item) -> None:
    """Words for all partners: "worldwide", "total exports", "abroad"."""
    frame = walk.frame
    if (
        item.text.lower() in {"abroad", "overseas"}
        and frame.topic in {"", "again"}
        and frame.flow is not Flow.IMPORT
    ):
        set_exporter(frame, frame.subject)
        frame.topic = "flow"
    if (frame.flow in TRADE or frame.flow is None) and (
        walk.text(index - 1) == "from"
        or walk.kind(index - 1) == "compare"
        or not ("partner" in frame.said and item.text.lower() in {"abroad", "overseas", "overall", "in all"})
    ):
        frame.say(partner=WORLD)
    if item.text.lower().startswith("total ") and item.text.lower().split()[-1] in {
        "exports",
        "shipments",
        "sales",
    }:
        frame.say(flow=Flow.EXPORT, topic="flow")
    elif item.text.lower().split()[-1] in {"exports", "shipments", "imports", "purchases"}:
        flow = Flow.IMPORT if item.text.lower().split()[-1] in {"imports", "purchases"} else Flow.EXPORT
        frame.say(flow=flow, topic="flow")


def on_same(walk: Walk, index: int, item: Item) -> None:
    """ "The total", "the volume": the flow is spoken of again."""
    frame = walk.frame
    text = item.text.lower()
    whole = walk.text(index - 1) == "of" or (walk.text(index - 1) == "the" and walk.text(index - 2) == "of")
    if text in {"total", "totals"} and frame.flow in TRADE and not whole:
        frame.say(partner=WORLD)
    if not frame.topic and frame.flow:
        frame.topic = "flow"


def on_pronoun(walk: Walk, index: int, item: Item) -> None:
    """ "It", "that", "they": the flow is spoken of again."""
    frame = walk.frame
    if (
        item.text.lower() == "its"
        and walk.kind(index + 1) == "share"
        and frame.talked
        and frame.flow in TRADE
    ):
        leaning = walk.text(index + 1) in {"reliance", "dependence", "dependency"}
        if leaning or frame.talked != frame.reporter:
            frame.say(**{"reporter" if leaning else "partner": frame.talked})
    if not frame.topic and frame.flow and index < 8 and item.text.lower() not in {"which", "its", "their"}:
        frame.topic = "again"


def on_not(walk: Walk, index: int, item: Item) -> None:
    """Words whose numbers are no trade figures turn the topic away, unless they only describe by the way."""
    frame = walk.frame
    if index in walk.relative():
        return
    if item.value == "future":
        if item.text.lower() in {
            "if",
            "can",
            "plan",
            "plans",
            "likely",
            "potential",
            "want",
            "wants",
        } and walk.kind(index - 1) in {"exp", "imp"}:
            return
        frame.modal = True
    elif item.value in _NEAR:
        frame.near[item.value] = index
    elif item.value == "average":
        frame.topic = "average"
    else:
        frame.topic = str(item.value)
        frame.held = index


def on_measure(walk: Walk, index: int, item: Item) -> None:
    """ "In value terms", "by weight": what growth is of."""
    frame = walk.frame
    frame.say(measure="value" if item.kind == "invalue" else "quantity")
    if item.kind == "invalue" and frame.flow not in TRADE and frame.home and frame.home[0] in TRADE:
        frame.flow, frame.reporter = frame.home
        frame.partner = WORLD
    if item.kind == "invalue" and not walk.frame.topic and walk.frame.flow:
        walk.frame.topic = "flow"


def on_mark(walk: Walk, index: int, item: Item) -> None:
    """A semicolon or dash starts the sentence anew."""
    frame = walk.frame
    if item.text in {";", "—", "•"}:
        frame.modal = False
        frame.subject = None
        if frame.topic not in {"", "flow"} | HOLD:
            frame.topic = "again" if frame.flow else ""


def on_word(walk: Walk, index: int, item: Item) -> None:
    """ "While", "but": as a semicolon."""
    if item.text.lower() in {"while", "but", "whereas", "although", "though"}:
        on_mark(walk, index, Item("mark", 0, 0, ";"))


def on_makesup(walk: Walk, index: int, item: Item) -> None:
    """ "Accounted for": the flow is spoken of again."""
    if not walk.frame.topic and walk.frame.flow:
        walk.frame.topic = "again"


def on_ranked(walk: Walk, index: int, item: Item) -> None:
    """Buyers and destinations are spoken of where trade is; a destination takes exports."""
    frame = walk.frame
    if frame.flow not in TRADE and frame.home and frame.home[0] in TRADE:
        frame.flow, frame.reporter = frame.home
        frame.partner = WORLD
    if frame.flow is Flow.IMPORT and "destination" in item.text.lower():
        frame.flow = Flow.EXPORT
    on_makesup(walk, index, item)


def on_several(walk: Walk, index: int, item: Item) -> None:
    """ "These three countries": several partners together."""
    if (
        walk.text(index + 1)
        in {"countries", "suppliers", "buyers", "destinations", "markets", "nations", "sources"}
        and walk.text(index - 1) != "only"
    ):
        walk.frame.joint = True


def on_org(walk: Walk, index: int, item: Item) -> None:
    """A company that gains or loses does so on an exchange."""
    if walk.kind(index + 1) in {"up", "down"}:
        walk.frame.topic = "stock"


def on_moves(walk: Walk, index: int, item: Item) -> None:
    """A verb of growth with no subject of its own goes on with the flow."""
    frame = walk.frame
    if not frame.topic and frame.flow and frame.commodity and walk.frame.subject is None:
        frame.topic = "again"
