"""Commodities and the nouns and verbs of a flow, as they update the frame."""

from functools import cache

from rarewatch.figures.frames import FLOW_KINDS, HOLD, TRADE, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.parties import owner_of, set_exporter
from rarewatch.model import WORLD, Flow
from rarewatch.vocabulary import table


def on_commodity(walk: Walk, index: int, item: Item) -> None:
    """A commodity: the series spoken of, where it heads a flow or a number or is the first one said."""
    frame = walk.frame
    if frame.topic == "other":
        frame.topic = ""
    if walk.kind(index + 1) == "commodity":
        return
    if "commodity" in frame.said and not _headed(walk, index):
        return
    frame.say(commodity=item.value)
    if not frame.topic and frame.flow and index < 4 and any(other.kind == "mass" for other in walk.items):
        frame.topic = "again"


_TELLING = frozenset(
    [
        "exp",
        "imp",
        "prod",
        "proc",
        "expv",
        "impv",
        "up",
        "down",
        "mass",
        "same",
        "share",
        "more",
        "less",
        "pct",
    ]
)


def _headed(walk: Walk, index: int) -> bool:
    """Whether a commodity belongs to a flow or a number: "exports of X", "5 t of X", "X fell"."""
    if walk.kind(index + 1) in _TELLING or walk.text(index + 1) in {":", "|"}:
        return True
    if walk.text(index - 1) in {"in", "for"} and walk.text(index + 1) == ",":
        return True
    for back in range(1, 6):
        kind = walk.kind(index - back)
        if kind in _TELLING or (kind == "pronoun" and walk.text(index - back) == "those"):
            return True
        if kind not in {"word", "adjective", "world"} or walk.text(index - back) in {
            "with",
            "containing",
            "by",
            "as",
        }:
            return False
    return False


def on_noun(walk: Walk, index: int, item: Item) -> None:
    """exports, imports, production, processing."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    if frame.topic in HOLD and not _clause_starts(walk, index):
        return
    if _of_other_goods(walk, index):
        frame.topic = "other"
        return
    if _only_describes(walk, index):
        return
    owner = owner_of(walk, index)
    frame.noun = item.text.lower()
    unsaid = _unsaid_owner(walk, index) if owner is None else None
    if unsaid:
        frame.say(reporter=unsaid)
    again = _spoken_of(walk, index)
    if not again:
        _renew(walk, index, flow)
    elif frame.flow is Flow.IMPORT and frame.noun in _GENERIC:
        flow = Flow.IMPORT
    frame.say(flow=flow, topic="flow")
    if flow in TRADE:
        _other_end(walk, index, owner, unsaid)
    if flow not in TRADE and owner is None and walk.kind(index - 1) in {"world", "all"}:
        frame.say(reporter=WORLD)
    there = (frame.opening or frame.talked) if walk.text(index + 1) == "there" else None
    if flow is Flow.EXPORT and there not in {None, frame.reporter}:
        frame.say(partner=there)


def _renew(walk: Walk, index: int, flow: Flow) -> None:
    """A flow newly told is that with all partners, of quantity, until the words say otherwise."""
    frame = walk.frame
    shared = any(walk.kind(index - back) == "share" for back in range(1, 5))
    if not shared and not ("relies" in frame.said and flow is Flow.IMPORT):
        frame.partner = WORLD if flow in TRADE else None
        frame.said -= {"partner"}
        frame.place = None
    if "measure" not in frame.said:
        frame.measure = "quantity"
        frame.joint = False


def _unsaid_owner(walk: Walk, index: int) -> str | None:
    """Whose flow it is in "its exports", and in "did not export"."""
    frame = walk.frame
    if walk.text(index - 1) == "not":
        return frame.subject
    return frame.opening or frame.talked if _possessed(walk, index) else None


def _other_end(walk: Walk, index: int, owner: str | None, unsaid: str | None) -> None:
    """The partner that a trade noun's owner brings with it."""
    frame = walk.frame
    if unsaid and frame.flow is Flow.IMPORT and frame.home and frame.home[0] is Flow.EXPORT:
        frame.say(partner=frame.home[1])
    if owner:
        _shared(walk, index, owner)


def _shared(walk: Walk, index: int, owner: str) -> None:
    """ "China's share of India's imports": the share is the first one's in the second one's flow."""
    holder = walk.frame.opening
    if holder not in {None, owner} and any(walk.kind(index - back) == "share" for back in range(1, 9)):
        walk.frame.say(partner=holder)


def _only_describes(walk: Walk, index: int) -> bool:
    """Whether a flow's noun only describes the next one: "export quota", "production exports"."""
    if walk.kind(index + 1) == "not":
        return walk.items[index + 1].value in HOLD | {"money", "permit"}
    return walk.kind(index) == "prod" and walk.kind(index + 1) in {"exp", "imp"}


def _possessed(walk: Walk, index: int) -> bool:
    """ "Its exports", "its rare earth imports": those of the territory that the sentence is about."""
    back = index - 2 if walk.kind(index - 1) == "commodity" else index - 1
    return walk.text(back) == "its"


def _spoken_of(walk: Walk, index: int) -> bool:
    """Whether a noun means the flow already spoken of: "such shipments", "sales there"."""
    if walk.text(index - 1) in {"such", "those", "these"} or walk.text(index + 1) == "there":
        return True
    if walk.text(index - 1) == "no" and walk.text(index) in _GENERIC and walk.frame.flow is Flow.IMPORT:
        return True
    return walk.text(index - 1) == "bound" and walk.kind(index - 2) == "place"


_GENERIC = frozenset(
    [
        "shipments",
        "shipment",
        "deliveries",
        "delivery",
        "consignments",
        "cargoes",
        "supplies",
        "sales",
        "arrivals",
    ]
)


def _of_other_goods(walk: Walk, index: int) -> bool:
    """Whether a flow is of other goods ("steel shipments") or of all goods ("China's exports as a whole")."""
    if walk.kind(index - 1) == "not" and walk.items[index - 1].value == "other":
        return True
    if "commodity" in walk.frame.said or walk.kind(index - 1) == "commodity" or owner_of(walk, index) is None:
        return walk.text(index - 1) == "goods"
    wide = {"overall", "goods", "whole", "merchandise"}
    near = [walk.text(place) for place in (0, index - 1, index - 2, index + 2, index + 3)]
    return any(text in wide for text in near) and all(item.kind != "commodity" for item in walk.items)


def _sells_share(walk: Walk, index: int, flow: Flow) -> bool:
    """ "Bolivia supplied 10%", where imports are told: of these."""
    return flow is Flow.EXPORT and walk.kind(index + 1) == "pct" and walk.frame.flow is Flow.IMPORT


@cache
def _weak() -> frozenset[str]:
    return frozenset(table("passing")["weak"])


def _idle(walk: Walk, index: int, item: Item) -> bool:
    """Whether a verb tells of no flow here: "made in China", a plain form amid quotas."""
    frame = walk.frame
    if item.text.lower() in _weak() and frame.topic in HOLD:
        return True
    if item.kind not in {"prodv", "procv"}:
        return False
    placed = walk.kind(index - 1) in {"place", "adjective"} and walk.text(index + 1) in {"", "by", "in"}
    traded = frame.flow in TRADE and "flow" in frame.said
    return placed or (traded and walk.kind(index + 1) not in {"mass", "pct", "num"})


def on_verb(walk: Walk, index: int, item: Item) -> None:
    """exported, sold, sent; produced; refined. The subject is the exporter or producer."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    if _idle(walk, index, item):
        return
    if walk.text(index - 1) == "to" and not item.text.lower().endswith("ed"):
        frame.modal = True
    subject = _subject(walk, index)
    frame.topic = "flow"
    if _sells_share(walk, index, flow) and subject and subject != frame.reporter:
        frame.say(partner=subject)
        return
    if flow is Flow.EXPORT:
        set_exporter(frame, subject)
    else:
        frame.say(flow=flow, partner=None)
        if subject:
            frame.say(reporter=subject)
    frame.measure = "quantity"


_BUYING = frozenset(["bought", "buys", "purchased", "acquired", "paid"])
"""Verbs whose subject, told of in an exporter's data, is the buyer of its exports."""


def on_buys(walk: Walk, index: int, item: Item) -> None:
    """imported, bought, brought in: the subject is the importer."""
    frame = walk.frame
    if walk.text(index - 1) == "to" and item.text.lower() in {"buy", "get"}:
        frame.modal = True
    subject = _subject(walk, index)
    if (
        item.text.lower() in {"came in", "brought in", "entered", "landed", "paid", "spent"}
        and frame.flow is Flow.EXPORT
        and subject in {None, frame.reporter}
    ):
        frame.topic = "flow"
        return
    frame.topic = "flow"
    home = frame.home if frame.home and frame.home[0] is Flow.EXPORT else None
    if item.text.lower() in _BUYING and home and subject not in {None, home[1]}:
        frame.say(flow=Flow.EXPORT, reporter=home[1], partner=subject)
        return
    if frame.flow is not Flow.IMPORT or subject or "partner" not in frame.said:
        frame.partner = WORLD if "partner" not in frame.said or subject else frame.partner
    frame.say(flow=Flow.IMPORT)
    if subject:
        frame.say(reporter=subject)
    frame.measure = "quantity"


def on_holds(walk: Walk, index: int, item: Item) -> None:
    """ "China provided 282 tons": a seller's verb before an amount."""
    if walk.kind(index + 1) in {"mass", "money"} and walk.frame.subject:
        walk.frame.topic = "flow"
        set_exporter(walk.frame, walk.frame.subject)


def on_takes(walk: Walk, index: int, item: Item) -> None:
    """took, received: the subject is the other end of an export, or the importer where imports are told."""
    frame = walk.frame
    if walk.kind(index + 1) not in {
        "mass",
        "num",
        "pct",
        "money",
        "pronoun",
        "zero",
        "commodity",
    } and walk.text(index + 1) not in {"the", "delivery", "nearly"}:
        return
    subject = _subject(walk, index) or (frame.talked if walk.text(index - 1) == "it" else None)
    if frame.topic in {"", "flow"}:
        frame.topic = "flow"
    if subject is None or (subject == frame.reporter and walk.kind(index + 1) == "money"):
        return
    if frame.home and frame.home[0] is Flow.EXPORT and subject != frame.home[1]:
        frame.say(flow=Flow.EXPORT, reporter=frame.home[1], partner=subject)
    elif frame.flow in TRADE and subject != frame.reporter and frame.flow is Flow.EXPORT:
        frame.say(partner=subject)
    else:
        frame.say(flow=Flow.IMPORT, reporter=subject)


def named(walk: Walk, index: int) -> str | None:
    """The territory that the words at a flow's noun or verb name as its own."""
    kind = walk.kind(index)
    if kind in {"exp", "imp", "prod", "proc"}:
        return owner_of(walk, index)
    return walk.frame.subject if kind in {"expv", "impv", "prodv", "procv"} else None


def _subject(walk: Walk, index: int) -> str | None:
    """The territory that does what a verb says: the nearest bare place before it in its clause."""
    return walk.frame.subject


def _clause_starts(walk: Walk, index: int) -> bool:
    """Whether a mark or "while" stands in the few words before."""
    return any(
        walk.text(back) in {",", ";", "while", "but", "and", "—", "-", ":"}
        for back in range(walk.frame.held + 1, index)
    )
