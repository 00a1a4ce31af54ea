"""Evidence: what the words of an opening tell of whose flow an article's data are of, and how plainly."""

from collections.abc import Iterator
from functools import cache

from rarewatch.figures.ends import ARRIVING, BUYING
from rarewatch.figures.frames import FLOW_KINDS, HOLD, Walk
from rarewatch.figures.items import PLAIN
from rarewatch.figures.lexicon import policies
from rarewatch.figures.roles import LEANING, OWNING, SITES, TAKERS, buyers, head_of, owner_of, role_of
from rarewatch.model import Flow
from rarewatch.vocabulary import table

SURE, LIKELY, BOUGHT, FAINT = 8, 4, 3, 2
"""Weight of the headline (later sentences count less), and of words by how plainly they tell."""
_STRONG = frozenset(
    ["exported", "imported", "exports", "imports", "was imported", "were imported", "exporting"]
)
"""Verbs that tell of whose trade it is; the others ("bought", "sold") are said of either end."""
_BUYING = frozenset(["bought", "purchased"])
"""Verbs of buyers, be it in the seller's numbers: where exports or output are told they vote for nobody."""
_CLAUSE = frozenset([";", ":", "while", "but", "whereas", "(", ")"])


def opens(walk: Walk, index: int) -> bool:
    """Whether a territory is the first subject of its sentence."""
    if not {"place", "adjective"}.isdisjoint(walk.kinds[:index]):
        return False
    if walk.kinds[index] == "adjective" or walk.text(index + 1) in OWNING:
        return head_of(walk, index)[0] == "agent"
    loose = walk.kind(index - 1) == "relies" or walk.text(index - 1) in {
        "on",
        "not",
        "via",
        "of",
        "as",
        "than",
    }
    return role_of(walk, index) == "bare" and not loose


def evidence(walk: Walk, talked: str | None) -> Iterator[tuple[Flow, str | None, int]]:
    """Flow, its reporter if told, and how sure the words are."""
    for index, kind in [(n, kind) for n, kind in enumerate(walk.kinds) if kind not in PLAIN]:
        if kind == "commodity":
            yield from _of_goods(walk, index)
        elif kind == "ranked":
            yield from _of_ranking(walk, index)
        elif kind in {"place", "adjective", "leaves"}:
            yield from _of_crossing(walk, index)
        elif kind == "take" and walk.text(index + 1) not in _IDLE and walk.text(index + 3) != "its":
            subject = _actor(walk, index, talked)
            if subject:
                yield Flow.IMPORT, subject, BOUGHT if walk.lows[index] in _TAKING_IN else FAINT
        elif kind in {"relies", "share"} and (leaning := _leaning(walk, index, talked)):
            yield Flow.IMPORT, leaning, SURE
        elif kind in FLOW_KINDS:
            yield from _weighed(walk, index, talked)


def _leaning(walk: Walk, index: int, talked: str | None) -> str | None:
    """ "Japan relies on", "Japan's dependence on Chinese graphite": who needs what comes from abroad."""
    if walk.kinds[index] == "relies":
        return _actor(walk, index, talked)
    told = walk.lows[index] in LEANING and walk.text(index + 1) in {"on", "upon"}
    return owner_of(walk, index) if told else None


def _of_crossing(walk: Walk, index: int) -> Iterator[tuple[Flow, str | None, int]]:
    """ "Graphite floods into Korea", "what left China"."""
    owned = walk.kinds[index] == "adjective" or walk.text(index + 1) in OWNING
    at = index + 1 + (walk.kinds[index] == "place")
    if owned and walk.text(at) in _TRADERS:
        yield _TRADERS[walk.text(at)], str(walk.items[index].value), LIKELY
    elif walk.kinds[index] == "adjective":
        return
    elif walk.kinds[index] == "place":
        if walk.text(index - 1) == "into" and "commodity" in walk.kinds:
            yield Flow.IMPORT, str(walk.items[index].value), LIKELY
    elif walk.kind(index + 1) in {"place", "adjective"} and walk.text(index + 2) != "as":
        yield Flow.EXPORT, str(walk.items[index + 1].value), SURE


_TRADERS = {
    "exporters": Flow.EXPORT,
    "exporter": Flow.EXPORT,
    "importers": Flow.IMPORT,
    "importer": Flow.IMPORT,
}
"""Those who trade for their territory: "China's exporters of magnets"."""
_IDLE = frozenset(
    ["action", "advantage", "aim", "charge", "effect", "hold", "note", "off", "office", "over", "part",
     "place", "shape", "steps"]
)  # fmt: skip
"""What is taken where nothing is bought: "the tariff took effect"."""
_TAKING_IN = frozenset(["took in", "received", "took delivery of", "obtained"])
"""Verbs of those whose own numbers are told, rather than of a customer."""


def _of_ranking(walk: Walk, index: int) -> Iterator[tuple[Flow, str | None, int]]:
    """ "Japan's top source", "the main supplier of Germany's magnets": whose imports are told of."""
    best = not {"best", "ordinal"}.isdisjoint(walk.kinds[max(0, index - 2) : index])
    if best and walk.lows[index] == "exporter" and (subject := _actor(walk, index, None)):
        yield Flow.EXPORT, subject, SURE  # "Malaysia has become the second-largest exporter"
    if walk.lows[index] in _SELLERS and walk.text(index + 1) == "to" and walk.kind(index + 2) == "place":
        yield Flow.IMPORT, str(walk.items[index + 2].value), SURE  # "as magnet supplier to Japan"
    if not best or walk.lows[index] not in _SELLERS:
        return
    whose = index + 2 if walk.text(index + 1) == "of" else index
    before = range(max(0, index - 4), index) if whose == index else range(whose, whose + 1)
    for place in before:
        owned = walk.kind(place) == "adjective" or walk.text(place + 1) in OWNING
        if owned and walk.kind(place) in {"place", "adjective"}:
            yield Flow.IMPORT, str(walk.items[place].value), SURE


_SELLERS = frozenset(["supplier", "suppliers", "source", "sources"])


def _of_goods(walk: Walk, index: int) -> Iterator[tuple[Flow, str | None, int]]:
    """What a commodity tells by whose it is, or whence."""
    seller = _seller(walk, index)
    if walk.text(index + 1) == "bill":
        yield Flow.IMPORT, owner_of(walk, index), SURE  # "Korea's rare earth bill"
    elif needing := _provided(walk, index):
        yield Flow.IMPORT, needing, SURE
    elif seller:
        yield Flow.EXPORT, seller, SURE if _ranks_buyers(walk, index) else LIKELY
    if walk.text(index + 1) == "from" and walk.kind(index + 2) == "place":
        yield Flow.EXPORT, str(walk.items[index + 2].value), FAINT


def _provided(walk: Walk, index: int) -> str | None:
    """ "China provides half of Japan's rare earths": who gets them from abroad."""
    owner = index - 2 if walk.text(index - 1) in OWNING else index - 1
    owned = walk.kind(owner) == ("place" if owner == index - 2 else "adjective")
    part = walk.text(owner - 1) == "of" and walk.kind(owner - 2) in {"pct", "best"}
    gives = any(low in _PROVIDING for low in walk.lows[:owner])
    return str(walk.items[owner].value) if owned and part and gives else None


_PROVIDING = frozenset(["provides", "provided", "supplies", "supplied", "delivers", "delivered", "sells"])
"""Verbs of whom a territory gets a part of its goods from."""


def _weighed(walk: Walk, index: int, talked: str | None) -> Iterator[tuple[Flow, str | None, int]]:
    """What a flow's word tells; little where the flow is only forbidden or licensed."""
    if _is_of_policy(walk, index):
        subject = owner_of(walk, index) or _actor(walk, index, talked)
        if subject and walk.kinds[index] == "exp":
            yield Flow.EXPORT, subject, 1
        return
    barred = _is_barred(walk, index)
    for flow, code, plainly in _of_flow(walk, index, talked):
        yield flow, code, FAINT if barred else plainly


def _is_of_policy(walk: Walk, index: int) -> bool:
    """Whether a flow's word only tells of what kind a rule or quota is: "export controls"."""
    held = walk.kind(index + 1) == "not" and walk.items[index + 1].value in HOLD
    taxed = "not" in walk.kinds and any(
        walk.kinds[back] == "not" and walk.items[back].value == "tariff" and walk.text(back + 1) == "on"
        for back in range(max(0, index - 5), index)
    )
    return walk.text(index + 1) in policies() or held or taxed  # "export controls", "tariffs on imports"


def _is_barred(walk: Walk, index: int) -> bool:
    """Whether a flow is only forbidden: "forbade exports", "a ban on exports"."""
    before = walk.text(index - 2 if walk.text(index - 1) in {"on", "of", "the", "its", "all"} else index - 1)
    return before in policies() | barring()


@cache
def barring() -> frozenset[str]:
    """Verbs of those who forbid a trade: that tells of no data on it."""
    return frozenset(table("passing")["barring"])


def _of_flow(walk: Walk, index: int, talked: str | None) -> Iterator[tuple[Flow, str | None, int]]:
    """What a noun or verb of a flow tells."""
    kind = walk.kinds[index]
    flow = FLOW_KINDS[kind]
    if kind in {"exp", "imp", "prod", "proc"}:
        yield _noun(walk, index, flow, talked)
    elif kind == "impv" and (into := _into(walk, index)):
        yield Flow.IMPORT, into, SURE
    elif walk.text(index - 1) not in {"their", "its", "the", "of"}:
        subject = _actor(walk, index, talked)
        if subject:
            sure = walk.lows[index] in _STRONG or (kind == "expv" and _goes_abroad(walk, index))
            bought = BOUGHT if walk.lows[index] in _BUYING else LIKELY
            yield flow, subject, SURE if sure else bought


def _goes_abroad(walk: Walk, index: int) -> bool:
    """ "Sold 5 t of magnets abroad": exports, in the seller's own numbers."""
    return not {"abroad", "overseas"}.isdisjoint(walk.lows[index + 1 : index + 7])


def _seller(walk: Walk, index: int) -> str | None:
    """ "Chinese antimony … to America", "the buyer of China's antimony": whose goods go abroad."""
    back = index - 1 - (walk.text(index - 1) in OWNING)
    if walk.text(index + 1) in buyers():
        return None  # "Europe's magnet buyers return to China"
    if walk.kind(back) not in {"adjective", "place"} or (walk.kind(back) == "place" and back == index - 1):
        return None
    goes = any(
        walk.lows[n] == "to" and walk.kind(n + 1) == "place"
        for n in range(index + 1, min(index + 8, walk.last))
    )
    bought = walk.kind(back - 2) == "ranked" and walk.text(back - 2) in TAKERS
    return str(walk.items[back].value) if goes or bought else None


def _ranks_buyers(walk: Walk, index: int) -> bool:
    """Whether a buyer is placed among those of a seller's goods: only the seller's data tell that."""
    return walk.kind(index - 3) == "ranked" and not {"best", "ordinal"}.isdisjoint(
        walk.kinds[max(0, index - 6) : index - 3]
    )


def _into(walk: Walk, index: int) -> str | None:
    """The territory that something is imported into, or by."""
    for place in range(index + 1, min(walk.last + 1, index + 5)):
        if walk.kinds[place] == "place":
            near = not {"into", "by"}.isdisjoint({walk.text(place - 1), walk.text(place - 2)})
            near = near or (walk.lows[index].endswith(_LANDING) and walk.text(place - 1) in {"in", "at"})
            return str(walk.items[place].value) if near else None
    return None


_LANDING = ("landed", "arrived", "unloaded", "came in")
"""Verbs of what comes in where they say: "ore landed in China"."""


def _noun(walk: Walk, index: int, flow: Flow, talked: str | None) -> tuple[Flow, str | None, int]:
    """A flow's noun with its owner; without one, the origin of exports or the one place before."""
    generic = walk.lows[index] in ARRIVING
    owner = owner_of(walk, index)
    if generic and walk.text(index + 1) == "from" and owner:
        flow = Flow.IMPORT
    if owner is None and "country" in walk.kinds[max(0, index - 3) : index]:
        owner = talked or opening(walk, index)
    if owner:
        return flow, owner, LIKELY if generic or walk.lows[index] in BUYING else SURE
    named, plainly = _beside(walk, index, flow)
    return flow, named, plainly


def _beside(walk: Walk, index: int, flow: Flow) -> tuple[str | None, int]:
    """The territory that a flow's noun without an owner is of, by the words on either side."""
    generic = walk.lows[index] in ARRIVING
    before: list[str] = []
    behind: list[str] = []
    for place in range(max(0, index - 9), min(walk.last + 1, index + 8)):
        site = _is_site(walk, place) and flow not in (Flow.EXPORT, Flow.IMPORT)
        if site:
            before.append(str(walk.items[place].value))
        if walk.kinds[place] not in {"place", "adjective"} or walk.kind(place - 1) == "relies":
            continue
        role = role_of(walk, place)
        if flow is Flow.IMPORT and place > index and _is_origin(walk, place):
            continue  # "purchases of Chinese tungsten"
        if flow is Flow.IMPORT and role == "by" and place > index:
            return str(walk.items[place].value), LIKELY
        if flow is Flow.EXPORT and role == "from" and place > index:
            return str(walk.items[place].value), FAINT if generic else LIKELY
        if (
            role == "bare"
            or (role == "of" and walk.kind(place + 1) in {"commodity", "exp", "imp"})
            or (role in {"in", "by"} and flow not in (Flow.EXPORT, Flow.IMPORT))
        ):
            (before if place < index else behind).append(str(walk.items[place].value))
        elif flow is Flow.IMPORT and walk.text(place - 1) == "into":
            return str(walk.items[place].value), LIKELY
    nearest = (before[-1:] or behind[:1]) if not generic else []
    return nearest[0] if nearest else None, FAINT


def _is_site(walk: Walk, place: int) -> bool:
    """Whether a town is named, or a company of which it is known where it digs."""
    return walk.kinds[place] == "town" or (walk.kinds[place] == "org" and bool(walk.items[place].value))


def _is_origin(walk: Walk, place: int) -> bool:
    """Whether a territory's adjective tells whence goods are: "of Chinese tungsten"."""
    return walk.kinds[place] == "adjective" and walk.kind(place + 1) == "commodity"


def opening(walk: Walk, index: int) -> str | None:
    """The first subject of the sentence, if it stands before: "Taiwan says that the nation's imports …"."""
    first = next((n for n, kind in enumerate(walk.kinds[:index]) if kind in {"place", "adjective"}), None)
    return str(walk.items[first].value) if first is not None and opens(walk, first) else None


def _actor(walk: Walk, index: int, talked: str | None) -> str | None:
    """The territory that stands before a verb as its subject, in its clause."""
    for back in range(index - 1, max(-1, index - 9), -1):
        kind, text = walk.kinds[back], walk.lows[back]
        if text in _CLAUSE or kind in FLOW_KINDS or kind in {"mass", "money", "pct", "up", "down"}:
            return None
        if kind == "country":
            return talked or opening(walk, back)
        traded = FLOW_KINDS.get(walk.kinds[index]) in (Flow.EXPORT, Flow.IMPORT)
        acts = kind == "town" or walk.kinds[index] in {"prodv", "procv"}
        if _is_site(walk, back) and acts and (not traded or walk.text(back + 1) in SITES):
            return str(walk.items[back].value)
        if (
            kind in {"place", "adjective"}
            and role_of(walk, back) in {"bare", "of"}
            and walk.text(back + 1) not in OWNING
        ):
            return str(walk.items[back].value)
    return None
