"""Goods, by name and as "the metal", as they update the frame; what is only needed, what is paid for."""

from rarewatch.figures.frames import AMOUNTS, GROUPS, TRADE, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import SITES, agents


def on_commodity(walk: Walk, index: int, item: Item) -> None:
    """A commodity: the series spoken of, where it heads a flow or a number or is the first one said."""
    frame = walk.frame
    if frame.topic == "other":
        frame.topic = ""
    if item.value not in GROUPS:
        frame.element = item.value
    of_makers = walk.text(index - 1) == "of" and walk.text(index - 2) in agents() - SITES
    if of_makers and walk.text(index - 2).endswith("s") and "mass" not in walk.kinds:
        return  # "makers of magnets have been busy"
    if walk.kind(index + 1) == "commodity" or (
        walk.text(index + 1) in agents() and item.value != frame.theme and "mass" not in walk.kinds
    ):
        return  # "demand from magnet makers" speaks of no magnets
    if "commodity" in frame.said and not _headed(walk, index):
        return
    if frame.element and _means_element(walk, index):
        frame.say(commodity=frame.element)
        return
    if (
        index < 4
        and frame.commodity not in {None, item.value}
        and frame.flow in TRADE
        and not frame.partner_said()
    ):
        frame.reset_partner()
    frame.say(commodity=item.value)
    if not frame.topic and frame.flow and index < 4 and "mass" in walk.kinds:
        frame.topic = "again"


def _means_element(walk: Walk, index: int) -> bool:
    """ "Exports of the rare earth fell": of the one named last."""
    one = walk.lows[index] == "rare earth" and walk.text(index - 1) in {"the", "this"}
    return one and (walk.kind(index + 1) in _AFTER_ONE or walk.text(index + 1) in _VERBS)


_AFTER_ONE = frozenset(["up", "down", "mark", "expv", "impv", "period", "rel"])
_VERBS = frozenset(["was", "were", "had", "has", "have", "came", "to", "from", "in"])
"""What may stand behind "the rare earth" where that is a noun of its own."""
_TELLING = frozenset(
    [
        "exp", "imp", "prod", "proc", "expv", "impv", "up", "down", "mass", "money", "same",
        "share", "more", "less",
        "pct",
    ]
)  # fmt: skip

_NOT_HEADS = frozenset(["with", "containing", "by", "as"])


def _headed(walk: Walk, index: int) -> bool:
    """Whether a commodity belongs to a flow or a number: "exports of X", "5 t of X", "X fell"."""
    if walk.kind(index + 1) in _TELLING or walk.text(index + 1) in {":", "|"}:
        return True
    if _fronted(walk, index) or _parted(walk, index):
        return True
    if walk.text(index - 1) in _STARTS and _has_number(walk, index):
        return True
    for back in range(index - 1, index - 6, -1):
        kind, text = walk.kind(back), walk.text(back)
        if kind in _TELLING or (kind == "pronoun" and text == "those"):
            return True
        if (kind not in {"word", "adjective", "world"} and text not in {"on", "for"}) or text in _NOT_HEADS:
            return False
    return False


def _fronted(walk: Walk, index: int) -> bool:
    """ "In yttrium, the share was 99%", "for yttrium it was 99%"; not "fed demand for yttrium,"."""
    before = walk.text(index - 1)
    parted = before in {"in", "for", "of"} and walk.text(index + 1) == "," and walk.kind(index - 2) != "not"
    return parted or (before == "for" and walk.kind(index + 1) == "pronoun")


def _parted(walk: Walk, index: int) -> bool:
    """ "Of the magnets it imports, 98% are Chinese": what the share behind the clause is of."""
    opens = (
        walk.text(index - 1) == "the"
        and walk.text(index - 2) == "of"
        and walk.kind(index - 3) in {"", "mark"}
    )
    ends = next((n for n in range(index + 1, min(index + 7, walk.last)) if walk.lows[n] == ","), None)
    return opens and ends is not None and walk.kind(ends + 1) == "pct"


_STARTS = frozenset(["and", ",", ";", "while", "whereas", "but", "—", "–"])


def _has_number(walk: Walk, index: int) -> bool:
    """Whether a clause that begins with a commodity soon has an amount: "and dysprosium came to 5 t"."""
    for ahead in range(index + 1, min(index + 6, walk.last + 1)):
        if walk.kinds[ahead] in AMOUNTS:
            return True
        if walk.kinds[ahead] == "commodity" or walk.lows[ahead] in {",", "and", "or", ";", "from"}:
            return False
    return False


def on_goods(walk: Walk, index: int) -> None:
    """ "The metal", "the element": what was named last, no group; as a subject, all of its trade."""
    frame = walk.frame
    if walk.text(index - 1) not in {"the", "this"} or "commodity" in frame.said:
        return
    if frame.element:
        frame.commodity = frame.element
    fresh = index < 6 and AMOUNTS.isdisjoint(walk.kinds[:index])
    if fresh and walk.text(index - 2) not in {"of", "in", "for"} and not frame.partner_said():
        frame.reset_partner()


RAW = frozenset(
    ["oxides", "ore", "ores", "concentrate", "concentrates", "carbonate", "carbonates", "compounds",
     "materials", "products"]
)  # fmt: skip


_SORTED = {"materials": frozenset(["raw"]), "products": frozenset(["separation", "separated"])}
"""Nouns that are raw only behind such words."""


def on_raw(walk: Walk, index: int) -> None:
    """Oxides and ores that a noun or amount is of are no magnets, whatever the headline is of."""
    frame = walk.frame
    first = index
    if walk.lows[index] in _SORTED:
        first = index - 1  # "raw materials", "separation products"
        if walk.text(first) not in _SORTED[walk.lows[index]]:
            return
    told = walk.kind(first - 2) in {"exp", "imp", "mass"} and walk.text(first - 1) == "of"
    before = told or (walk.kind(first - 2) == "same" and walk.text(first - 1) == "for")
    if before and frame.commodity == "rare-earth-magnets" and "commodity" not in frame.said:
        frame.commodity = "rare-earths"
        frame.said.add("raw")


def tells_need(walk: Walk, index: int) -> bool:
    """Whether a clause is of what is needed: "Consumption of magnets has grown from 5 t"."""
    if _puts_need(walk, index):
        return True
    if walk.lows[index] not in _NEEDS:
        return False
    first = index
    while first > 0 and walk.kinds[first - 1] != "mark":
        first -= 1
    clause = zip(walk.kinds[first:index], walk.lows[first:index], strict=True)
    named = all(kind in _NAMES or low in _OWNERS for kind, low in clause)
    return named and (first == 0 or _tells_weight(walk, index))


def _puts_need(walk: Walk, index: int) -> bool:
    """ "Puts the need of carmakers at 5 t", "estimated its requirement at 4 t": what may be needed."""
    if (
        not _PUTTING.isdisjoint(walk.lows[index + 1 : index + 9])
        and "at" in walk.lows[index + 2 : index + 10]
    ):
        return walk.lows[index] in _NEEDS  # "demand for magnets, pegged at 4,000 tonnes a year"
    put = not _PUTTING.isdisjoint(walk.lows[max(0, index - 5) : index])
    return put and "at" in walk.lows[index + 1 : index + 8] and AMOUNTS.isdisjoint(walk.kinds[:index])


_PUTTING = frozenset(["put", "puts", "putting", "estimates", "estimated", "pegs", "pegged"])
"""Verbs of those who guess at an amount."""


def _tells_weight(walk: Walk, index: int) -> bool:
    """Whether a clause gives an amount: "demand is put at 5 t"."""
    kinds, lows = walk.kinds[index:], walk.lows[index:]
    ends = next((n for n, low in enumerate(lows) if low in {",", "and", ";", "."}), len(lows))
    return "mass" in kinds[:ends]


_NEEDS = frozenset(["consumption", "demand"])
_NAMES = frozenset(["place", "adjective", "commodity", "world"])
_OWNERS = frozenset(["the", "'s", "’s"])


def buys_goods(walk: Walk, index: int) -> bool:
    """Whether money is spent on what is traded: "spent $5m on magnets", "on imports", "on them"."""
    for ahead in range(index + 1, min(index + 9, walk.last + 1)):
        works = walk.kinds[ahead] == "commodity" and walk.text(ahead + 1) in SITES
        if walk.kinds[ahead] in {"commodity", "imp"} or walk.lows[ahead] in {"them", "those"}:
            return not works  # "spent $5m on a road to its magnet plant"
        if walk.lows[ahead] == ",":
            return False
    return False
