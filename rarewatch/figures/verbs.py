"""The verbs of sellers, makers and refiners, as they update the frame."""

from functools import cache

from rarewatch.figures.ends import sends_home, set_exporter
from rarewatch.figures.flows import goes_on
from rarewatch.figures.frames import FLOW_KINDS, HOLD, TRADE, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import IN
from rarewatch.model import WORLD, Flow
from rarewatch.vocabulary import table


@cache
def _weak() -> frozenset[str]:
    return frozenset(table("passing")["weak"])


def _idle(walk: Walk, index: int, item: Item) -> bool:
    """Whether a verb tells of no flow here: "made in China", a plain form amid quotas."""
    frame = walk.frame
    weak = walk.lows[index] in _weak() and frame.topic in HOLD and not _puts_out(walk, index)
    if weak or describes_priced(walk, index):
        return True
    if _is_noun(walk, index) or _describes_output(walk, index):
        return True
    if item.kind not in {"prodv", "procv"}:
        return False
    named = index > 0 and item.text[0].isupper()  # "Korea Mine Rehabilitation Corp."
    if (
        named
        or walk.text(index - 1) in {"a", "an"}
        or (walk.text(index - 1) == "the" and walk.lows[index] in _DIGGING)
        or (walk.lows[index] in _COMING_TO and walk.text(index + 1) == "for")
        or _causes(walk, index)
    ):
        return True  # "in a separate case", "which makes for growth of 9%"
    if walk.kind(index + 1) == "pct" and not {"imp", "exp"}.isdisjoint(walk.kinds[index + 2 : index + 9]):
        return True
    describes = walk.text(index + 1) in _OF_WHAT and walk.kind(index - 1) in {"word", "mark"}
    placed = walk.kind(index - 1) in {"place", "adjective"} and walk.text(index + 1) in {"", "by", "in"}
    traded = frame.flow in TRADE and "flow" in frame.said
    return (
        placed
        or (describes and walk.lows[index] in _MADE)
        or (traded and walk.kind(index + 1) not in {"mass", "pct", "num"})
    )


def _describes_output(walk: Walk, index: int) -> bool:
    """ "The world's production of high-purity refined gallium": what kind of goods a flow's noun is of."""
    if walk.kind(index + 1) != "commodity" or walk.kinds[index] not in {"prodv", "procv"}:
        return False
    back = index - 1
    while walk.kind(back) == "word" and walk.text(back) != "of" and index - back < _ADJECTIVES:
        back -= 1
    return walk.text(back) == "of" and walk.kind(back - 1) in {"prod", "proc", "exp", "imp"}


_ADJECTIVES = 4


def _puts_out(walk: Walk, index: int) -> bool:
    """ "Its shares rose. The plant made 5 t": an amount, and nothing in the sentence turns it away."""
    plain = walk.lows[index] == "made" and walk.kind(index + 1) == "mass"
    return plain and "held" not in walk.frame.said and walk.text(index - 1) not in BEING


def _causes(walk: Walk, index: int) -> bool:
    """ "The metal makes goggles see in the dark", "That makes 32,054 t since January": nobody puts it out."""
    if walk.lows[index] not in _COMING_TO:
        return False
    goods = walk.kind(index - 1) == "commodity" or walk.text(index - 1) in {"metal", "element", "oxide"}
    sums_up = index == 1 and walk.text(0) in {"that", "this", "which"}
    return sums_up or (goods and walk.kind(index + 1) not in {"mass", "pct", "num"})


def _is_noun(walk: Walk, index: int) -> bool:
    """ "Reduced supply from Chile", "the American mine reopened"."""
    low = walk.lows[index]
    mine = low in {"mine", "mines"} and walk.kind(index - 1) == "adjective"
    return (low == "supply" and walk.text(index + 1) == "from") or (mine and walk.text(index - 2) == "the")


def describes_priced(walk: Walk, index: int) -> bool:
    """ "The price for imported magnets": a participle of the goods that a price, a duty is told of."""
    goods = walk.text(index - 1) in {"for", "of", "on"} and walk.kind(index + 1) == "commodity"
    goods = goods or (walk.text(index - 1) == "for" and walk.kind(index + 1) == "word")
    return goods and walk.frame.topic in HOLD and walk.lows[index].endswith("ed")


_MADE = frozenset(["made", "mined", "produced", "manufactured", "extracted", "refined", "processed"])

_COMING_TO = frozenset(["make", "makes", "made"])

_OF_WHAT = frozenset(["from", "of", "with", "up", "into"])
"""What stands behind a participle that only describes goods: "products made from the metal"."""


def subject_of(walk: Walk, index: int) -> str | None:
    """The territory that does what the verb here says, by name or by pronoun."""
    frame = walk.frame
    before = walk.text(index - 1)
    if before in {"it", "they"} or (
        before in {"had", "has", "have"} and walk.text(index - 2) in {"it", "they"}
    ):
        named = frame.subject or frame.opening or frame.talked
        sent = frame.flow is Flow.EXPORT and named == frame.importer and walk.kinds[index] == "expv"
        return frame.exporter if sent else named
    return frame.subject


def on_verb(walk: Walk, index: int, item: Item) -> None:
    """exported, sold, sent; produced; refined. The subject is the exporter or producer."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    if _idle(walk, index, item):
        return
    if walk.text(index - 1) == "to" and not walk.lows[index].endswith("ed"):
        frame.modal = True
    passive = walk.text(index - 1) in BEING or participle(walk, index)
    subject = None if passive else subject_of(walk, index)
    if walk.lows[index].endswith("the country") and frame.home and frame.home[0] is Flow.EXPORT:
        subject = frame.home[1]  # "Russia took most of it. Of gallium 5 t left the country"
    frame.topic = "flow"
    if flow is Flow.EXPORT and walk.lows[index] in _GIVING and _digs(walk, index):
        flow = Flow.PRODUCTION  # "its mines delivered 5 t"
    if flow is Flow.EXPORT and _adds_to_output(walk, index):
        flow = Flow.PRODUCTION
    if flow is Flow.EXPORT:
        _exports(walk, index, subject)
    else:
        _makes(walk, index, flow, subject, passive=passive)
    frame.measure = "quantity"


def _makes(walk: Walk, index: int, flow: Flow, subject: str | None, *, passive: bool) -> None:
    """What is put out or refined, and by whom."""
    frame = walk.frame
    frame.say(flow=flow)
    frame.said.add("made")
    worldwide = walk.kind(index - 1) == "world" or ("worldwide" in frame.said and not subject)
    if worldwide or (subject is None and "world" in walk.kinds[max(0, index - 4) : index]):
        frame.say(maker=WORLD)
    elif subject and not (frame.site and walk.text(index - 1) == "it"):
        frame.say(maker=subject)
    elif frame.site:
        frame.say(maker=frame.site)
    elif frame.seat and not passive and _of_firm(walk, index):
        frame.say(maker=frame.seat)
    elif frame.maker is None:
        frame.maker = frame.home[1] if frame.home else frame.seat


def _digs(walk: Walk, index: int) -> bool:
    """ "Its mines delivered 5 t", "the Mountain Pass mine in California delivered 5 t"."""
    back = index - 1
    while walk.kind(back) in {"place", "town"} or (
        walk.text(back) in IN or (walk.kind(back) == "word" and walk.items[back].text[:1].isupper())
    ):
        back -= 1
    sold = back < index - 1 and "to" in walk.lows[index + 1 : index + 10]
    return walk.text(back) in _DIGGING and not sold


def _of_firm(walk: Walk, index: int) -> bool:
    """ "The company produced 5 t": the one told of last, where its mines and plants stand."""
    back = index - 1
    while walk.text(back) in {"has", "had", "have", "also", "itself", "only", "still"}:
        back -= 1
    return walk.text(back) in _FIRMS and walk.text(back - 1) == "the"


_FIRMS = frozenset(["company", "miner", "producer", "group", "firm", "refiner", "operator"])


def _adds_to_output(walk: Walk, index: int) -> bool:
    """ "China supplied 5 t" of the world's output, which was told of: what it dug."""
    frame = walk.frame
    told = frame.flow is Flow.PRODUCTION and frame.told_last and "flow" not in frame.said
    return told and walk.lows[index] in _GIVING and "exp" not in walk.kinds and not _names_buyer(walk, index)


def participle(walk: Walk, index: int) -> bool:
    """ "All magnets shipped", "5 t sold": the goods are sold, nobody sells them."""
    text = walk.lows[index]
    past = text.endswith("ed") or text in {"sold", "sent", "bought", "brought in"}
    return past and walk.kind(index - 1) in {"commodity", "mass", "every", "all", "same"} and index > 1


BEING = frozenset(["was", "were", "been", "being", "be", "is", "are"])


def _exports(walk: Walk, index: int, subject: str | None) -> None:
    """An exporter's verb; "Bolivia supplied 10%" of imports that are told is the importer's view."""
    frame = walk.frame
    imports = frame.flow is Flow.IMPORT
    supplies = walk.kind(index + 1) == "pct" or (
        walk.lows[index] not in _ABROAD and not _names_buyer(walk, index)
    )
    if imports and subject and subject != frame.importer and supplies:
        frame.meet(subject)
        frame.say(flow=Flow.IMPORT)
        return
    if imports and walk.lows[index] in _CROSSING:
        return
    if imports and (walk.lows[index] in _LEAVING or subject is None):
        _exports_anyway(walk, index)
        return
    if walk.lows[index] in _ABROAD and subject:
        if frame.flow is not Flow.EXPORT and "importer" not in frame.said:
            frame.importer = WORLD
        frame.flow = Flow.EXPORT
    sent_home = sends_home(frame, subject) and walk.lows[index] not in _ABROAD
    set_exporter(frame, subject)
    frame.acting = subject
    again = "number" in frame.said and walk.text(index - 1) in BEING
    if subject is None and not frame.partner_said() and not again and not goes_on(walk, index):
        frame.reset_partner()
    if "number" not in frame.said and not frame.partner_said() and subject and not sent_home:
        frame.reset_partner()


def _exports_anyway(walk: Walk, index: int) -> None:
    """What goes abroad where imports are told and nobody is named: the importer's, or what it imported."""
    frame, low = walk.frame, walk.lows[index]
    active = low == "exported" and walk.kind(index - 1) in {"town", "word"}
    if low in _EXPORTED and frame.exporter not in {None, WORLD}:
        frame.say(flow=Flow.EXPORT)
    elif low in _EXPORTED or (active and walk.text(index - 1) not in BEING):
        frame.say(flow=Flow.EXPORT, exporter=frame.importer)  # "the refinery at Bergla exported 5 t"
        frame.importer = WORLD
    elif low in _LEAVING:
        before = walk.kinds[:index]
        named = [walk.items[n].value for n, kind in enumerate(before) if kind in {"place", "adjective"}]
        frame.say(flow=Flow.EXPORT, exporter=str(named[-1]) if named else frame.importer)
        frame.importer = WORLD


_CROSSING = frozenset(["cleared customs", "crossed the border"])
"""What imports do as well as exports."""

_EXPORTED = frozenset(["was exported", "were exported"])

_LEAVING = frozenset(
    [
        "left the country",
        "left the union",
        "left the bloc",
        "left the eu",
        "leaving the country",
        "left port",
        "left its ports",
        "went abroad",
    ]
)

_DIGGING = frozenset(["mines", "mine", "pits", "miners"])

_GIVING = frozenset(["delivered", "supplied", "supply", "sent up"])

_ABROAD = frozenset(
    ["exported", "sold abroad", "sent abroad", "shipped abroad", "went abroad", "shipped overseas",
     "sold overseas"]
)  # fmt: skip


def _names_buyer(walk: Walk, index: int) -> bool:
    """Whether "to" a territory stands behind a seller's verb."""
    ahead = walk.kinds[index + 1 : index + 9]
    return any(
        kind in {"place", "country", "bloc"} and walk.text(index + 1 + n - 1) in {"to", "the"}
        for n, kind in enumerate(ahead)
    )


_GATES = frozenset(
    ["port", "ports", "docks", "quays", "harbours", "harbors", "customs", "shores", "soil", "borders",
     "territory", "warehouses", "airports"]
)  # fmt: skip


def on_leaves(walk: Walk, index: int, item: Item) -> None:
    """ "5 t left China": its exports."""
    frame, ahead = walk.frame, index + 1
    while walk.text(ahead) in {"the", "'s", "’s"}:
        ahead += 1
    if walk.kind(ahead) not in {"place", "adjective", "country", "bloc"} or walk.text(ahead + 1) in {
        "as",
        "with",
        "without",
    }:
        return
    if walk.kind(ahead) == "adjective" and walk.text(ahead + 1) not in _GATES:
        return  # "a gain that left the German total 3% short"
    frame.topic = "flow"
    named = {"place": walk.items[ahead].value, "adjective": walk.items[ahead].value, "bloc": "EU"}
    code = named.get(walk.kind(ahead))
    if code is None and frame.flow is Flow.IMPORT:
        code = frame.importer
    if walk.lows[index] == "cleared" and frame.home == (Flow.IMPORT, code):
        return  # "not one carton cleared Indian ports": it came in there
    kept = frame.importer if "importer" in frame.said else WORLD
    again = frame.flow is Flow.EXPORT and code in {None, frame.exporter} and goes_on(walk, index)
    frame.say(flow=Flow.EXPORT)
    if code:
        frame.say(exporter=str(code))
    if not again:
        frame.importer = kept


def on_holds(walk: Walk, index: int, item: Item) -> None:
    """ "China provided 282 tons": a seller's verb before an amount."""
    if (
        walk.kind(index + 1) == "pct"
        and walk.frame.flow is Flow.IMPORT
        and walk.frame.subject not in {None, walk.frame.importer}
    ):
        walk.frame.meet(walk.frame.subject or WORLD)
    elif (
        walk.kind(index + 1) == "pct"
        and walk.frame.flow is Flow.IMPORT
        and "it" in {walk.text(index - 1), walk.text(0)}
    ):
        spoken = (walk.frame.talked, walk.frame.mentioned)  # "There is no way around China. It provided 97%"
        named = next((code for code in spoken if code not in {None, walk.frame.importer}), None)
        walk.frame.meet(named or WORLD)
    free = not walk.frame.turned and walk.frame.topic not in HOLD
    if walk.kind(index + 1) in {"mass", "money"} and walk.frame.subject and free:
        walk.frame.topic = "flow"
        _exports(walk, index, walk.frame.subject)
