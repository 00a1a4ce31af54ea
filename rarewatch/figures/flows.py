"""The nouns of a flow, as they update the frame."""

from functools import cache

from rarewatch.figures.ends import ARRIVING, home_of
from rarewatch.figures.frames import FLOW_KINDS, HOLD, TRADE, Frame, Walk
from rarewatch.figures.lexicon import policies
from rarewatch.figures.makers import make, part_of_whole
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import OWNING, TAKERS, owner_of
from rarewatch.model import WORLD, Flow
from rarewatch.vocabulary import table

VALUED = frozenset(["export earnings", "export revenue", "export value", "import bill", "import value"])
"""Nouns of a flow's value, which fall because prices do."""

_EACH = frozenset(["monthly", "weekly", "daily", "quarterly", "yearly", "annual"])


def on_noun(walk: Walk, index: int, item: Item) -> None:
    """exports, imports, production, processing."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    if (
        frame.topic in HOLD
        and ("held" in frame.said or frame.section)
        and walk.lows[index] not in VALUED
        and (not _clause_starts(walk, index) or walk.text(index - 1) == "for" or _quota_again(walk, index))
    ):
        return
    if frame.topic == "quota" and walk.text(index - 1) == "of" and walk.kind(index - 2) == "mass":
        return  # "a second batch. With 5 t of mining and 4 t of separation"
    if _of_other_goods(walk, index):
        frame.topic = "other"
        return
    if frame.topic == "average" and walk.text(index - 1) in _EACH and walk.kind(index - 2) == "not":
        return  # "average monthly shipments"
    if _only_describes(walk, index) or _supplies_all(walk, index):
        return
    frame.noun = walk.lows[index]
    owner = owner_of(walk, index) or _unsaid_owner(walk, index)
    if owner is None and ("book" in frame.said or not frame.reporter_said()):
        booked = _booked_owner(walk, index)
        owner = None if _is_told(frame, flow, booked) else booked
    if flow in TRADE:
        _trade(walk, index, flow, owner)
    else:
        make(walk, index, flow, owner)
    frame.topic = "flow"


def _supplies_all(walk: Walk, index: int) -> bool:
    """ "China, which supplies 90% of the world's magnets": it sells to all, whosever imports are told."""
    frame = walk.frame
    share = walk.lows[index] == "supplies" and walk.kind(index + 1) == "pct" and frame.subject is not None
    if not share or "world" not in walk.kinds[index + 2 : index + 6]:
        return False
    frame.say(flow=Flow.EXPORT, exporter=frame.subject, importer=WORLD, topic="flow")
    return True


def _is_told(frame: Frame, flow: Flow, booked: str | None) -> bool:
    """Whether those whose data are told have been told of as this end of the trade already."""
    if flow is frame.flow:
        return booked == frame.reporter
    return booked == frame.importer and _told_from_here(frame, frame.flow, flow)


def _told_from_here(frame: Frame, before: Flow | None, flow: Flow) -> bool:
    """Whether exports to the one partner of the article were told, and now that one's imports are."""
    turned = before is Flow.EXPORT and flow is Flow.IMPORT
    return turned and frame.scope not in {None, WORLD} and frame.importer == frame.scope == frame.acted


def _booked_owner(walk: Walk, index: int) -> str | None:
    """Whose trade a noun without an owner tells where data are told of: "imports were 5 t, says Eurostat"."""
    frame, kind = walk.frame, walk.kinds[index]
    if kind == "imp":
        offices = [str(one.value) for one in walk.items[index:] if one.kind == "office"]
        office = next((code for code in offices if code != frame.reporter), None)
        return frame.book or office
    abroad = frame.home is not None and frame.home[0] is not Flow.EXPORT
    return frame.book if kind == "exp" and abroad and walk.lows[index] not in ARRIVING else None


def _trade(walk: Walk, index: int, flow: Flow, owner: str | None) -> None:
    """A noun of trade: its view, whose it is, and whether it goes on with the partner spoken of."""
    frame = walk.frame
    if (frame.noun in ARRIVING or frame.noun == "arrivals") and owner and _sent_here(frame, owner):
        frame.say(flow=Flow.IMPORT)
        frame.meet(owner)
        return
    if _bought_here(walk, index, owner) or _their_supplies(walk, index):
        return
    before = frame.flow
    flow, owner = _view(walk, index, flow, owner)
    owner = owner or _not_whence(frame, flow)
    whole = part_of_whole(walk, index)
    holder = frame.subject if whole else None
    protagonist = frame.reporter or home_of(frame)
    kept = frame.partner if frame.partner_said() and before is flow and not _anew(walk, index) else None
    went_on = before is flow and not owner and goes_on(walk, index)
    frame.say(flow=flow)
    if owner:
        _own(frame, owner, kept, whole=whole)
    elif before is not flow:
        _turn(walk, index, flow, before, protagonist)
    elif index == 0 and frame.first == WORLD and not kept and not whole:
        frame.reset_partner()  # "Only 190 t left, of which 2 t for Japan. Exports over ten months …"
    elif not went_on and not whole:
        frame.reset_partner()
        if kept:
            frame.meet(kept)
    _meet_other_end(walk, index, owner, kept)
    if whole and holder and holder != frame.reporter:
        frame.meet(holder)
    if "measure" not in frame.said:
        frame.measure = "quantity"


def _anew(walk: Walk, index: int) -> bool:
    """ "Not limited to the U.S. — China's total magnet exports dropped": all partners, in a new clause."""
    back = index - 1
    while walk.kind(back) == "commodity":
        back -= 1
    if walk.text(back) not in {"total", "overall"}:
        return False
    parts = (n for n in range(back) if walk.lows[n] in _BREAKS)
    return any("place" in walk.kinds[:n] for n in parts)


_BREAKS = frozenset(["—", "–", ";", ":", "while", "but", "whereas", "though", "although"])
"""What parts two clauses, each of its own partner."""


def _not_whence(frame: Frame, flow: Flow) -> str | None:
    """ "Worries over supply from Myanmar made buyers stock up, and exports rose": the article's own."""
    if flow is not Flow.EXPORT or frame.noun != "exports":
        return None
    home = frame.home
    strange = frame.whence is not None and frame.whence == frame.exporter
    return home[1] if strange and home and home[0] is Flow.EXPORT and home[1] != frame.whence else None


def _their_supplies(walk: Walk, index: int) -> bool:
    """ "U.S. buyers were sent 5 t. Their supplies had dwindled": of the same partner."""
    frame = walk.frame
    theirs = walk.text(index - 1) == "their" and frame.noun in {"supplies", "deliveries", "supply"}
    told = frame.flow is Flow.EXPORT and frame.partner not in {None, WORLD}
    if not (theirs and index == 1 and told and frame.partner == frame.named_before):
        return False
    frame.say(flow=Flow.EXPORT)
    frame.said.add("importer")
    return True


_FEW_MONTHS = 3


def _bought_here(walk: Walk, index: int, owner: str | None) -> bool:
    """ "Kazakhstan reduced its purchases", "Mexican imports" in an exporter's month: what was sold there."""
    frame, home = walk.frame, walk.frame.home
    if owner is None and frame.flow is Flow.EXPORT and _is_buyer(walk, index):
        frame.meet(frame.subject or WORLD)  # "Germany remained the top destination with 764 t of imports"
        return True
    monthly = frame.period is not None and 1 <= frame.period.whole_months <= _FEW_MONTHS
    told = home is not None and monthly and home[1] not in walk.named()
    bought = frame.noun in {"purchases", "intake", "imports"} and (walk.text(index - 1) == "its" or told)
    if owner is None and told and walk.text(index - 1) == "with":
        owner = frame.subject  # "Germany remains the largest buyer, with imports reaching 5 t"
    bought = bought and not part_of_whole(walk, index)  # "China's share of its imports"
    sourced = walk.text(index + 1) == "from" and walk.kind(index + 2) == "place"
    bought = bought and not (sourced and frame.noun == "imports")  # "its imports from China": in its own data
    if not bought or not home or home[0] is not Flow.EXPORT or owner in {None, home[1]}:
        return False
    frame.say(flow=Flow.EXPORT, exporter=home[1])
    frame.meet(owner or WORLD)
    return True


def _is_buyer(walk: Walk, index: int) -> bool:
    """Whether the subject is told as one to whom the exports spoken of go."""
    frame = walk.frame
    other = frame.subject not in {None, frame.exporter} and frame.exporter not in {None, WORLD}
    outlet = other and not TAKERS.isdisjoint(walk.lows[:index])
    return outlet and "ranked" in walk.kinds[:index] and frame.noun == "imports"


def _view(walk: Walk, index: int, flow: Flow, owner: str | None) -> tuple[Flow, str | None]:
    """The flow that a noun which may tell of either means here ("deliveries from"), and whose it is."""
    if walk.frame.noun not in ARRIVING:
        return flow, owner
    if _comes_in(walk, index, owner):
        flow = Flow.IMPORT
    if walk.text(index + 1) == "from":
        both = walk.kind(index + 2) == "place" and "to" in walk.lows[index + 3 : index + 5]
        if both:
            return Flow.EXPORT, str(walk.items[index + 2].value)
        return (Flow.IMPORT if owner else flow), owner
    return flow, owner


def _own(frame: Frame, owner: str, kept: str | None, *, whole: bool) -> None:
    """A noun with an owner: all partners of that reporter, but for one that the sentence has named."""
    changed = owner != frame.reporter
    frame.own(owner)
    if not whole:
        frame.subject = owner
    if not whole or changed:
        frame.reset_partner()
        if kept and kept != owner:
            frame.meet(kept)


def _meet_other_end(walk: Walk, index: int, owner: str | None, kept: str | None) -> None:
    """The partner where imports are told in an exporter's article, or a rank was: "its purchases"."""
    frame = walk.frame
    home = frame.home
    if home and home[0] is Flow.EXPORT and owner not in {None, home[1]}:
        bought = walk.lows[index] in {"purchases", "intake"} and not kept
        if bought or (frame.flow is Flow.IMPORT and walk.text(index - 1) == "its"):
            frame.meet(home[1])
    if walk.text(index + 1) == "there" and frame.away:
        frame.meet(frame.away)
    ranked = "ranked" in walk.kinds[max(0, index - 5) : index] and owner
    if ranked and frame.opening not in {None, owner}:
        frame.meet(frame.opening or WORLD)


def _turn(walk: Walk, index: int, flow: Flow, before: Flow | None, protagonist: str | None) -> None:
    """From exports to imports, or back from production: whose trade a noun without an owner tells."""
    frame = walk.frame
    if walk.text(index - 1) in {"such", "those", "these"} and frame.reporter not in {None, WORLD}:
        return
    home = frame.home[1] if frame.home and (frame.home[0] is flow or before not in TRADE) else None
    if (
        home is None
        and _told_from_here(frame, before, flow)
        and "from" not in walk.lows[index + 1 : index + 6]
    ):
        return  # "China bought more of it from Myanmar. Imports rose": the same trade, from its other end
    made = before not in TRADE and frame.told_last and "paragraph" not in frame.said
    if made and frame.maker not in {None, WORLD}:
        home = frame.maker  # "In Chile, output was 5 t. Exports were 4 t"
    strange = protagonist == WORLD or protagonist in _origins(walk, index)
    own = home or (frame.home[1] if strange and frame.home else protagonist)
    if own:
        frame.own(own)
        frame.said.discard("exporter" if flow is Flow.EXPORT else "importer")
    frame.reset_partner()


def _origins(walk: Walk, index: int) -> set[str]:
    """ "Imports from the U.S. and Chile": where they come from, which is never whose they are."""
    if walk.text(index + 1) != "from":
        return set()
    found: set[str] = set()
    for ahead in range(index + 2, walk.last):
        if walk.kinds[ahead] == "place":
            found.add(str(walk.items[ahead].value))
        elif walk.lows[ahead] not in {"the", "and", ","}:
            break
    return found


def _comes_in(walk: Walk, index: int, owner: str | None) -> bool:
    """Whether shipments are imports here: imports are told, and no other owner is named."""
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
    return bool(
        home
        and (home[0] is Flow.IMPORT or frame.noun == "arrivals")
        and frame.flow is Flow.IMPORT
        and owner not in {home[1], frame.importer}
    )


_WHOLE = frozenset(
    ["whole", "entire", "total", "overall", "all", "combined", "aggregate", "worldwide", "global",
     "altogether"]
)  # fmt: skip

_ANAPHORIC = frozenset(["such", "those", "these", "the", "this", "that"])


def goes_on(walk: Walk, index: int) -> bool:
    """Whether a noun without an owner means the flow already spoken of, partner and all."""
    frame = walk.frame
    before = walk.text(index - 1)
    back = index - 2 if walk.kind(index - 1) == "commodity" else index - 1
    if walk.kind(back) in {"all", "same"} or walk.text(back) in _WHOLE:
        return False
    if walk.text(index + 1) == "there" or before in {"such", "those", "these"}:
        return True
    if frame.ends > 1 or walk.text(back) in {"their", "its"}:
        return False
    if walk.kind(index - 1) == "word" and before in _KINDS_OF_GOODS:
        return False  # "Oxide exports, though, inched up"
    told = "number" in frame.said  # a number of this sentence has been told of the same flow
    if told or (frame.noun in ARRIVING and before in _ANAPHORIC):
        return True
    bare = frame.flow is Flow.EXPORT and before not in _DETERMINERS
    spoken_on = "paragraph" not in frame.said and not bare
    return spoken_on or (frame.scope is not None and frame.partner == frame.scope)


def _whole_of(walk: Walk, index: int, flow: Flow) -> str | None:
    """ "China made up 72% of the country's imports": whose the whole of a share is, never the one in it."""
    frame = walk.frame
    spoken = frame.reporter if frame.flow is flow else None
    before = (str(walk.items[n].value) for n in range(index - 1, -1, -1) if walk.kinds[n] == "place")
    told = (spoken, *before, frame.acted, frame.named_before, frame.talked, home_of(frame))
    return next((code for code in told if code not in {None, WORLD, frame.subject}), None) or frame.subject


_RECORDING = frozenset(["recorded", "posted", "registered", "logged"])
"""Verbs of those whose own trade stands behind them."""
_DETERMINERS = frozenset(["the", "this", "that", "its", "their"])
"""Words before a noun of exports that speak on of those told before; bare "exports" are all of them."""
_KINDS_OF_GOODS = frozenset(
    ["oxide", "metal", "ore", "concentrate", "alloy", "compound", "trioxide", "powder", "carbonate",
     "hydroxide", "flake", "spherical", "synthetic", "natural", "wrought", "unwrought"]
)  # fmt: skip


def _unsaid_owner(walk: Walk, index: int) -> str | None:
    """Whose flow it is in "its exports", and in "did not export"."""
    frame = walk.frame
    back = index - 1
    while walk.kind(back) in {"commodity", "all", "period"} or walk.text(back) in {"own", "total"}:
        back -= 1
    before = walk.text(back)
    if before in OWNING and walk.kind(back - 1) == "country" and part_of_whole(walk, index):
        return _whole_of(walk, back - 1, FLOW_KINDS[walk.kinds[index]])
    able = before == "able to" and back == index - 1  # "German firms were able to import 5 t"
    if able or before == "not" or (before in OWNING and walk.kind(back - 1) == "country"):
        return frame.subject
    if before == "it" and back == index - 1:
        asked = walk.row.text.endswith("?") and "paragraph" in frame.said  # "What does it import?"
        return frame.home[1] if asked and frame.home else frame.subject or frame.talked
    if before == "its":
        return frame.opening or frame.talked or frame.reporter
    if before == "their":
        return frame.opening
    with_own = before == "with" and (frame.subject != frame.partner or walk.text(index + 1) == "of")
    with_own = with_own or not _RECORDING.isdisjoint(walk.lows[max(0, index - 5) : index])
    return frame.subject if with_own else None


def _only_describes(walk: Walk, index: int) -> bool:
    """Whether a flow's noun only describes the next one: "export quota", "production exports"."""
    if walk.kind(index + 1) == "not":
        return walk.items[index + 1].value in HOLD | {"money", "permit"}
    of_trade = walk.text(index - 1) == "of" and walk.kind(index - 2) in {"exp", "imp"}
    if walk.kinds[index] in {"prod", "proc"} and (of_trade or walk.text(index + 1) in _works()):
        return True  # "exports of separation products"
    if walk.text(index + 1) in policies() or walk.text(index - 1) in _BARRING:
        return True
    if walk.kinds[index] in {"prod", "proc"} and walk.lows[index - 2 : index] == ["for", "the"]:
        return True  # "a hub for the production of drives"
    return walk.kinds[index] == "prod" and walk.kind(index + 1) in {"exp", "imp"}


_BARRING = frozenset(
    ["barred", "bars", "barring", "banned", "banning", "bans", "prohibited", "outlawed", "forbade"]
)
"""Verbs behind which a flow is no longer one."""


def _of_other_goods(walk: Walk, index: int) -> bool:
    """Whether a flow is of other goods ("steel shipments") or of all goods ("China's exports as a whole")."""
    if walk.kind(index - 1) == "not" and walk.items[index - 1].value == "other":
        return True
    if walk.frame.strayed and {"commodity", "mass"}.isdisjoint(walk.kinds) and "money" in walk.kinds:
        return True  # "Sales of soybeans were worth $3bn. Sales to the US dropped by 20%"
    if walk.text(index - 1) == "whose" and "place" not in {walk.kind(index - 2), walk.kind(index - 3)}:
        return True  # "a dealer whose sales have quadrupled"
    if "commodity" in walk.frame.said or walk.kind(index - 1) == "commodity" or owner_of(walk, index) is None:
        return walk.text(index - 1) == "goods"
    near = {walk.text(place) for place in (0, index - 1, index - 2, index + 2, index + 3)}
    return not near.isdisjoint(_WIDE) and "commodity" not in walk.kinds


_WIDE = frozenset(["overall", "goods", "whole", "merchandise"])


@cache
def _works() -> frozenset[str]:
    return frozenset([*table("passing")["works"], *table("passing")["agents"]])


def _clause_starts(walk: Walk, index: int) -> bool:
    """Whether a mark or "while" stands in the few words before."""
    return any(walk.text(back) in _CLAUSES for back in range(walk.frame.held + 1, index))


def _quota_again(walk: Walk, index: int) -> bool:
    """ "A quota of 5 t and that for smelting and separation at 4 t": "that" is a quota as well."""
    back = index - 1
    while walk.kind(back) in {"prod", "proc"} or walk.text(back) == "and":
        back -= 1
    return walk.text(back) == "for" and walk.text(back - 1) in {"that", "those", "the one"}


_CLAUSES = frozenset([",", ";", "while", "but", "and", "—", "-", ":"])
