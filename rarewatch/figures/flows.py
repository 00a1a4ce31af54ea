"""Commodities and the nouns and verbs of a flow, as they update the frame."""

from functools import cache

from rarewatch.figures.frames import AMOUNTS, FLOW_KINDS, HOLD, TRADE, Frame, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.parties import ARRIVING, owner_of, set_exporter
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
    if index < 4 and frame.commodity not in {None, item.value} and frame.flow in TRADE and not frame.partner_said():
        frame.reset_partner()
    frame.say(commodity=item.value)
    if not frame.topic and frame.flow and index < 4 and "mass" in walk.kinds:
        frame.topic = "again"


_TELLING = frozenset(
    [
        "exp", "imp", "prod", "proc", "expv", "impv", "up", "down", "mass", "money", "same", "share", "more", "less",
        "pct",
    ]
)  # fmt: skip
_NOT_HEADS = frozenset(["with", "containing", "by", "as"])


def _headed(walk: Walk, index: int) -> bool:
    """Whether a commodity belongs to a flow or a number: "exports of X", "5 t of X", "X fell"."""
    if walk.kind(index + 1) in _TELLING or walk.text(index + 1) in {":", "|"}:
        return True
    if walk.text(index - 1) in {"in", "for"} and walk.text(index + 1) == ",":
        return True
    if walk.text(index - 1) in _STARTS and _has_number(walk, index):
        return True
    for back in range(index - 1, index - 6, -1):
        kind, text = walk.kind(back), walk.text(back)
        if kind in _TELLING or (kind == "pronoun" and text == "those"):
            return True
        if kind not in {"word", "adjective", "world"} and text not in {"on", "for"} or text in _NOT_HEADS:
            return False
    return False


_VALUED = frozenset(["export earnings", "export revenue", "export value", "import bill", "import value"])
"""Nouns of a flow's value, which fall because prices do."""
_STARTS = frozenset(["and", ",", ";", "while", "whereas", "but", "—", "–"])


def _has_number(walk: Walk, index: int) -> bool:
    """Whether a clause that begins with a commodity soon comes to an amount: "and dysprosium amounted to 5 t"."""
    for ahead in range(index + 1, min(index + 6, walk.last + 1)):
        if walk.kinds[ahead] in AMOUNTS:
            return True
        if walk.kinds[ahead] == "commodity" or walk.lows[ahead] in {",", "and", "or", ";", "from"}:
            return False
    return False


def on_noun(walk: Walk, index: int, item: Item) -> None:
    """exports, imports, production, processing."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    if frame.topic in HOLD and walk.lows[index] not in _VALUED and (not _clause_starts(walk, index) or walk.text(index - 1) == "for"):
        return
    if _of_other_goods(walk, index):
        frame.topic = "other"
        return
    if _only_describes(walk, index):
        return
    frame.noun = walk.lows[index]
    owner = owner_of(walk, index) or _unsaid_owner(walk, index)
    if owner is None and flow is Flow.IMPORT and item.kind == "imp" and not frame.reporter_said():
        owner = frame.book
    if flow in TRADE:
        _trade(walk, index, flow, owner)
    else:
        frame.say(flow=flow)
        if owner:
            frame.say(maker=owner)
        elif walk.kind(index - 1) in {"world", "all"}:
            frame.say(maker=WORLD)
        elif walk.text(index + 1) == "there" and frame.talked:
            frame.say(maker=frame.talked)
        elif frame.maker is None:
            frame.maker = frame.subject or frame.talked or (frame.home[1] if frame.home else None) or frame.seat
    frame.topic = "flow"


def _trade(walk: Walk, index: int, flow: Flow, owner: str | None) -> None:
    """A noun of trade: its view, whose it is, and whether it goes on with the partner spoken of."""
    frame = walk.frame
    if frame.noun in ARRIVING and owner and _sent_here(frame, owner):
        frame.say(flow=Flow.IMPORT)
        frame.meet(owner)
        return
    if frame.noun in ARRIVING and _comes_in(walk, index, owner):
        flow = Flow.IMPORT
    before = frame.flow
    if frame.noun in ARRIVING and walk.text(index + 1) == "from":
        both = walk.kind(index + 2) == "place" and "to" in walk.lows[index + 3 : index + 5]
        flow = Flow.EXPORT if both else Flow.IMPORT if owner else flow
        if both:
            owner = str(walk.items[index + 2].value)
    whole = _part_of_whole(walk, index)
    holder = frame.subject if whole else None
    protagonist = frame.reporter or (frame.home[1] if frame.home else None)
    kept = frame.partner if frame.partner_said() and before is flow else None
    went_on = before is flow and not owner and _goes_on(walk, index)
    frame.say(flow=flow)
    if owner:
        changed = owner != frame.reporter
        frame.own(owner)
        frame.subject = frame.subject if whole else owner
        if not whole or changed:
            frame.reset_partner()
            if kept and kept != owner:
                frame.meet(kept)
    elif before is not flow:
        _turn(walk, index, flow, before, protagonist)
    elif not went_on and not whole:
        frame.reset_partner()
        if kept:
            frame.meet(kept)
    mirrored = frame.home and frame.home[0] is Flow.EXPORT and flow is Flow.IMPORT and walk.text(index - 1) == "its"
    mirrored = mirrored or (frame.home and frame.home[0] is Flow.EXPORT and walk.lows[index] in {"purchases", "intake"} and not kept)
    if mirrored and frame.home and owner not in {None, frame.home[1]}:
        frame.meet(frame.home[1])
    ranked = "ranked" in walk.kinds[max(0, index - 5) : index] and owner
    if ranked and frame.opening not in {None, owner}:
        frame.meet(frame.opening or WORLD)
    if whole and holder and holder != frame.reporter:
        frame.meet(holder)
    if walk.text(index + 1) == "there" and frame.away:
        frame.meet(frame.away)
    if "measure" not in frame.said:
        frame.measure = "quantity"


def _turn(walk: Walk, index: int, flow: Flow, before: Flow | None, protagonist: str | None) -> None:
    """From exports to imports, or back from production: whose trade a noun without an owner tells."""
    frame = walk.frame
    if walk.text(index - 1) in {"such", "those", "these"} and frame.reporter:
        return
    home = frame.home[1] if frame.home and (frame.home[0] is flow or before not in TRADE) else None
    own = home or protagonist
    if own:
        frame.own(own)
        frame.said.discard("exporter" if flow is Flow.EXPORT else "importer")
    frame.reset_partner()


def _comes_in(walk: Walk, index: int, owner: str | None) -> bool:
    """Whether shipments or deliveries are imports here: where imports are told, and no other owner is named."""
    frame = walk.frame
    home = frame.home
    view = frame.flow if frame.flow in TRADE else home[0] if home else None
    if view is not Flow.IMPORT:
        return False
    if owner is None:
        return True
    return home is not None and home[0] is Flow.IMPORT and owner == home[1]


def _sent_here(frame: Frame, owner: str) -> bool:
    """ "Malaysian shipments", where the imports of another territory are told."""
    home = frame.home
    return bool(home and home[0] is Flow.IMPORT and frame.flow is Flow.IMPORT and owner not in {home[1], frame.importer})


def _part_of_whole(walk: Walk, index: int) -> bool:
    """Whether a flow is only the whole of a share: "93% of India's imports", "a share of the exports"."""
    for back in range(index - 1, max(-1, index - 9), -1):
        kind, text = walk.kinds[back], walk.lows[back]
        if kind in {"pct", "share"} and walk.text(back + 1) in {"of", "in"}:
            return True
        if kind == "relies" or text == "for" and walk.kind(back + 1) == "pct":
            return True
        if kind in {"mark", "exp", "imp", "up", "down", "mass"}:
            return False
    return False


_WHOLE = frozenset(["total", "overall", "all", "combined", "aggregate", "worldwide", "global", "altogether"])
_ANAPHORIC = frozenset(["such", "those", "these", "the", "this", "that"])


def _goes_on(walk: Walk, index: int) -> bool:
    """Whether a noun without an owner means the flow already spoken of, partner and all."""
    frame = walk.frame
    before = walk.text(index - 1)
    back = index - 2 if walk.kind(index - 1) == "commodity" else index - 1
    if walk.kind(back) in {"all", "same"} or walk.text(back) in _WHOLE:
        return False
    if walk.text(index + 1) == "there":
        return True
    if before in {"such", "those", "these"}:
        return True
    if frame.ends > 1 or walk.text(back) in {"their", "its"}:
        return False
    if "number" in frame.said:  # a number of this sentence has been told of the same flow
        return True
    if frame.noun in ARRIVING and before in _ANAPHORIC:
        return True
    return "paragraph" not in frame.said or (frame.scope is not None and frame.partner == frame.scope)


def _unsaid_owner(walk: Walk, index: int) -> str | None:
    """Whose flow it is in "its exports", and in "did not export"."""
    frame = walk.frame
    back = index - 1
    while walk.kind(back) in {"commodity", "all", "period"} or walk.text(back) in {"own", "total"}:
        back -= 1
    if walk.text(back) == "not":
        return frame.subject
    if back == index - 1 and walk.text(back) == "it":
        return frame.subject or frame.talked
    if walk.text(back) == "its":
        return frame.opening or frame.talked or frame.reporter
    if walk.text(back) == "their":
        return frame.opening
    if walk.text(back) in {"'s", "’s"} and walk.kind(back - 1) == "country":
        return frame.subject
    if walk.text(back) == "with" and frame.subject != frame.partner:
        return frame.subject
    return None


def _only_describes(walk: Walk, index: int) -> bool:
    """Whether a flow's noun only describes the next one: "export quota", "production exports"."""
    if walk.kind(index + 1) == "not":
        return walk.items[index + 1].value in HOLD | {"money", "permit"}
    if walk.kinds[index] in {"prod", "proc"} and walk.text(index + 1) in _works():
        return True
    if walk.text(index + 1) in policies():
        return True
    return walk.kinds[index] == "prod" and walk.kind(index + 1) in {"exp", "imp"}


def _of_other_goods(walk: Walk, index: int) -> bool:
    """Whether a flow is of other goods ("steel shipments") or of all goods ("China's exports as a whole")."""
    if walk.kind(index - 1) == "not" and walk.items[index - 1].value == "other":
        return True
    if (
        "commodity" in walk.frame.said
        or walk.kind(index - 1) == "commodity"
        or owner_of(walk, index) is None
    ):
        return walk.text(index - 1) == "goods"
    near = {walk.text(place) for place in (0, index - 1, index - 2, index + 2, index + 3)}
    return not near.isdisjoint(_WIDE) and "commodity" not in walk.kinds


_WIDE = frozenset(["overall", "goods", "whole", "merchandise"])


@cache
def _works() -> frozenset[str]:
    return frozenset([*table("passing")["works"], *table("passing")["agents"]])


@cache
def policies() -> frozenset[str]:
    """Words before which "export" and "import" only tell of what kind: "export controls"."""
    return frozenset(table("passing")["policies"])


@cache
def _weak() -> frozenset[str]:
    return frozenset(table("passing")["weak"])


def _idle(walk: Walk, index: int, item: Item) -> bool:
    """Whether a verb tells of no flow here: "made in China", a plain form amid quotas."""
    frame = walk.frame
    if walk.lows[index] in _weak() and frame.topic in HOLD:
        return True
    if item.kind not in {"prodv", "procv"}:
        return False
    if walk.kind(index + 1) == "pct" and not {"imp", "exp"}.isdisjoint(walk.kinds[index + 2 : index + 9]):
        return True
    if walk.text(index + 1) in _OF_WHAT and walk.kind(index - 1) == "word" and walk.lows[index] in _MADE:
        return True
    placed = walk.kind(index - 1) in {"place", "adjective"} and walk.text(index + 1) in {"", "by", "in"}
    traded = frame.flow in TRADE and "flow" in frame.said
    return placed or (traded and walk.kind(index + 1) not in {"mass", "pct", "num"})


_MADE = frozenset(["made", "produced", "manufactured", "extracted", "refined", "processed"])
_OF_WHAT = frozenset(["from", "of", "with", "up", "into"])
"""What stands behind a participle that only describes goods: "products made from the metal"."""


def subject_of(walk: Walk, index: int) -> str | None:
    """The territory that does what the verb here says, by name or by pronoun."""
    frame = walk.frame
    before = walk.text(index - 1)
    if before in {"it", "they"} or (before in {"had", "has", "have"} and walk.text(index - 2) in {"it", "they"}):
        return frame.subject or frame.talked
    return frame.subject


def on_verb(walk: Walk, index: int, item: Item) -> None:
    """exported, sold, sent; produced; refined. The subject is the exporter or producer."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    if _idle(walk, index, item):
        return
    if walk.text(index - 1) == "to" and not walk.lows[index].endswith("ed"):
        frame.modal = True
    passive = walk.text(index - 1) in _BEING or _participle(walk, index)
    subject = None if passive else subject_of(walk, index)
    frame.topic = "flow"
    if flow is Flow.EXPORT:
        _exports(walk, index, subject)
    else:
        frame.say(flow=flow)
        if subject is None and "world" in walk.kinds[max(0, index - 4) : index]:
            frame.say(maker=WORLD)
        elif subject and not (frame.site and walk.text(index - 1) == "it"):
            frame.say(maker=subject)
        elif frame.site:
            frame.say(maker=frame.site)
        elif frame.maker is None:
            frame.maker = frame.home[1] if frame.home else frame.seat
    frame.measure = "quantity"


def _participle(walk: Walk, index: int) -> bool:
    """ "All magnets shipped", "5 t sold": the goods are sold, nobody sells them."""
    text = walk.lows[index]
    past = text.endswith("ed") or text in {"sold", "sent", "bought", "brought in"}
    return past and walk.kind(index - 1) in {"commodity", "mass", "every", "all"} and index > 1


_BEING = frozenset(["was", "were", "been", "being", "be", "is", "are"])


def _exports(walk: Walk, index: int, subject: str | None) -> None:
    """An exporter's verb; "Bolivia supplied 10%" of imports that are told is the importer's view."""
    frame = walk.frame
    imports = frame.flow is Flow.IMPORT
    supplies = walk.kind(index + 1) == "pct" or (walk.lows[index] not in _ABROAD and not _names_buyer(walk, index))
    if imports and subject and subject != frame.importer and supplies:
        frame.meet(subject)
        frame.say(flow=Flow.IMPORT)
        return
    if imports and subject is None and walk.lows[index] not in _LEAVING:
        return
    if imports and walk.lows[index] in _LEAVING:
        named = [walk.items[n].value for n, kind in enumerate(walk.kinds[:index]) if kind in {"place", "adjective"}]
        frame.say(flow=Flow.EXPORT, exporter=str(named[-1]) if named else frame.importer)
        frame.importer = WORLD
        return
    if walk.lows[index] in _ABROAD and subject:
        if frame.flow is not Flow.EXPORT and "importer" not in frame.said:
            frame.importer = WORLD
        frame.flow = Flow.EXPORT
    set_exporter(frame, subject)
    again = "number" in frame.said and walk.text(index - 1) in _BEING
    if subject is None and not frame.partner_said() and not again and not _goes_on(walk, index):
        frame.reset_partner()
    if "number" not in frame.said and not frame.partner_said() and subject:
        frame.reset_partner()


_LEAVING = frozenset(["left the country", "left the union", "left the bloc", "left the eu", "leaving the country", "left port", "left its ports", "went abroad"])
_ABROAD = frozenset(["exported", "sold abroad", "sent abroad", "shipped abroad", "went abroad", "shipped overseas", "sold overseas"])


def _names_buyer(walk: Walk, index: int) -> bool:
    """Whether "to" a territory stands behind a seller's verb."""
    ahead = walk.kinds[index + 1 : index + 9]
    return any(
        kind in {"place", "country", "bloc"} and walk.text(index + 1 + n - 1) in {"to", "the"}
        for n, kind in enumerate(ahead)
    )


_BUYING = frozenset(["bought", "buys", "purchased", "acquired", "paid", "buy"])
"""Verbs whose subject, told of in an exporter's data, is the buyer of its exports."""
_COMING = frozenset(["came in", "brought in", "entered", "landed", "paid", "spent", "arrived", "comes in"])


def on_buys(walk: Walk, index: int, item: Item) -> None:
    """imported, bought, brought in: the subject is the importer."""
    frame, text = walk.frame, walk.lows[index]
    if walk.text(index - 1) == "to" and text in {"buy", "get"}:
        frame.modal = True
    coming = text in {"came in", "arrived", "landed", "entered", "comes in"}
    passive = walk.text(index - 1) in _BEING or coming or _participle(walk, index)
    subject = None if passive else subject_of(walk, index)
    frame.topic = "flow"
    if text in _COMING and frame.flow is Flow.EXPORT and subject in {None, frame.reporter}:
        return
    home = frame.home if frame.home and frame.home[0] is Flow.EXPORT else None
    if text in _BUYING and home and subject not in {None, home[1]}:
        frame.say(flow=Flow.EXPORT, exporter=home[1])
        frame.meet(subject or WORLD)
        return
    before, own = frame.flow, frame.importer
    protagonist = frame.reporter or (frame.home[1] if frame.home else None)
    frame.say(flow=Flow.IMPORT)
    if subject:
        frame.say(importer=subject)
    elif before is not Flow.IMPORT and protagonist:
        frame.importer = protagonist
    changed = before is not Flow.IMPORT or (subject is not None and subject != own)
    new = coming and not _goes_on(walk, index)
    if "exporter" not in frame.said and (new or changed or (subject and not _near_subject(walk, index))):
        frame.reset_partner()
    frame.measure = "quantity"


def _near_subject(walk: Walk, index: int) -> bool:
    """Whether the subject is only a pronoun: "it bought", which goes on with what was told."""
    return walk.text(index - 1) in {"it", "they"}


def on_leaves(walk: Walk, index: int, item: Item) -> None:
    """ "5 t left China": its exports."""
    frame, ahead = walk.frame, index + 1
    while walk.text(ahead) in {"the", "'s", "’s"}:
        ahead += 1
    if walk.kind(ahead) not in {"place", "adjective", "country", "bloc"} or walk.text(ahead + 1) in {"as", "with", "without"}:
        return
    frame.topic = "flow"
    named = {"place": walk.items[ahead].value, "adjective": walk.items[ahead].value, "bloc": "EU"}
    code = named.get(walk.kind(ahead))
    if code is None and frame.flow is Flow.IMPORT:
        code = frame.importer
    kept = frame.importer if "importer" in frame.said else WORLD
    again = frame.flow is Flow.EXPORT and code in {None, frame.exporter} and _goes_on(walk, index)
    frame.say(flow=Flow.EXPORT)
    if code:
        frame.say(exporter=str(code))
    if not again:
        frame.importer = kept


def on_holds(walk: Walk, index: int, item: Item) -> None:
    """ "China provided 282 tons": a seller's verb before an amount."""
    if walk.kind(index + 1) == "pct" and walk.frame.flow is Flow.IMPORT and walk.frame.subject not in {None, walk.frame.importer}:
        walk.frame.meet(walk.frame.subject or WORLD)
    if walk.kind(index + 1) in {"mass", "money"} and walk.frame.subject:
        walk.frame.topic = "flow"
        _exports(walk, index, walk.frame.subject)


_TAKING = frozenset([*AMOUNTS, "num", "pronoun", "commodity", "same", "more", "less"])


def on_takes(walk: Walk, index: int, item: Item) -> None:
    """took, received: the subject is the other end of an export, or the importer where imports are told."""
    frame = walk.frame
    if walk.kind(index + 1) not in _TAKING and walk.text(index + 1) not in {"the", "delivery", "nearly", "a"}:
        return
    subject = subject_of(walk, index)
    if frame.topic in {"", "flow"}:
        frame.topic = "flow"
    if subject is None or (subject == frame.reporter and walk.kind(index + 1) == "money"):
        return
    if frame.home and frame.home[0] is Flow.EXPORT and subject != frame.home[1]:
        frame.say(flow=Flow.EXPORT, exporter=frame.home[1])
        _take(frame, subject)
    elif frame.flow is Flow.EXPORT and subject != frame.exporter:
        _take(frame, subject)
    else:
        frame.say(flow=Flow.IMPORT, importer=subject)


def _take(frame: Frame, subject: str) -> None:
    if frame.importer != subject:
        frame.ends += 1
    frame.meet(subject)


def _clause_starts(walk: Walk, index: int) -> bool:
    """Whether a mark or "while" stands in the few words before."""
    return any(walk.text(back) in _CLAUSES for back in range(walk.frame.held + 1, index))


_CLAUSES = frozenset([",", ";", "while", "but", "and", "—", "-", ":"])
