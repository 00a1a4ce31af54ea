"""What part the words around a territory give it: whence, whither, whose, what it owns or does."""

from functools import cache

from rarewatch.figures.bought import bought_in
from rarewatch.figures.frames import Walk
from rarewatch.vocabulary import table

OWNING = frozenset(["'s", "’s", "'", "’"])

VERBS = frozenset(["expv", "impv", "take", "prodv", "procv", "relies", "holds"])

LABELLED = frozenset(
    [
        "mass",
        "num",
        "pct",
        "money",
        "ordinal",
        "makesup",
        "zero",
        "up",
        "down",
        "multiplied",
        "more",
        "less",
        "share",
        "best",
    ]
)

_INTO = frozenset(["to", "into", "toward", "towards", "reach", "reached", "onto", "reaching", "destination"])

_PAYING = frozenset(["payment", "payments"])

_BOUND_FOR = frozenset(["bound", "destined", "headed", "heading", "left", "leaving", "leave", "intended"])

_GIVING = frozenset(["sent", "sold", "supplied", "shipped", "sends", "delivered"])

IN = frozenset(["in", "at", "across", "within", "inside", "near", "outside", "throughout"])

_ARTICLES = frozenset(
    [
        "the",
        "its",
        "neighbouring",
        "neighboring",
        "both",
        "either",
        "nearby",
        "mainland",
        "entire",
        "whole",
        "all",
        "northern",
        "southern",
        "eastern",
        "western",
    ]
)

_ACCORDING = frozenset(
    ["according", "due", "thanks", "owing", "compared", "close", "next", "closer", "said", "told", "contrast"]
)

BOOKS = frozenset(
    ["data", "records", "statistics", "figures", "customs", "books", "returns", "side", "ministry"]
)
"""Words for whose numbers are told: "American records", "the Japanese side"."""

SITES = frozenset(
    ["mine", "mines", "plant", "plants", "refinery", "smelter", "factory", "works", "mill", "pit", "pits"]
)

SELLERS = frozenset(["supplier", "suppliers", "source", "sources", "origin", "provider", "seller"])
"""Nouns of rank that tell of imports; the others tell of exports."""

TAKERS = frozenset(
    ["buyer", "buyers", "customer", "customers", "destination", "destinations", "market", "markets",
     "recipient", "outlet",
     "taker", "client", "purchaser", "importer", "export market", "export destination"]
)  # fmt: skip
"""Nouns of those who take exports."""

_GOODS = frozenset(
    [
        "material",
        "ore",
        "goods",
        "metal",
        "concentrate",
        "feedstock",
        "flake",
        "product",
        "products",
        "supply",
        "hydroxide",
        "carbonate",
        "carbonates",
        "oxide",
        "oxides",
        "powder",
        "alloy",
        "alloys",
        "compounds",
        "sand",
        "ingot",
        "ingots",
        "sands",
        "cargo",
        "cargoes",
        "tonnes",
        "tons",
    ]
)

_MOVING = frozenset(["up", "down", "multiplied", "take", "impv"])

LEANING = frozenset(["reliance", "dependence", "dependency"])
"""Nouns of an importer's need of one source."""

_HEADS = frozenset(
    ["exp", "imp", "prod", "proc", "expv", "share", "same", "mass", "pct", "ranked", "num", "pronoun"]
)

_ENDS = frozenset(
    ["of", "to", "from", ",", ".", ";", "in", "and", "that", "which", "by", "is", "are", "was", "were"]
)


@cache
def agents() -> frozenset[str]:
    """Nouns of those who act for their territory: "Chinese producers"."""
    return frozenset(table("passing")["agents"])


@cache
def buyers() -> frozenset[str]:
    """Nouns of those whom a seller's territory is not told by: "Japanese carmakers"."""
    return frozenset(table("passing")["buyers"])


@cache
def owners() -> frozenset[str]:
    """Nouns of those who hold a part of a company or a works."""
    return agents() | frozenset(table("passing")["owners"])


def owner_of(walk: Walk, index: int) -> str | None:
    """The territory that stands right before a noun as its owner, a few words off at the most."""
    for back in range(index - 1, index - 7, -1):
        kind = walk.kind(back)
        if walk.text(back) == "bound":
            return None
        if kind == "bloc" and (index - back == 1 or walk.text(back + 1) in OWNING):
            return "EU"
        owns = kind == "place" and (walk.text(back + 1) in OWNING or (back == 0 and walk.text(1) == ":"))
        near = kind == "place" and index - back <= 3 and not _led_elsewhere(walk, back)
        if kind == "adjective" or owns or near:
            return str(walk.items[back].value)
        labels = back == 1 and walk.text(back) == ":"  # "Japan: imports of magnets"
        if kind not in _BETWEEN and walk.text(back) not in OWNING and walk.text(back) != "-" and not labels:
            return None
    return None


def _led_elsewhere(walk: Walk, index: int) -> bool:
    """Whether what stands before a territory makes it no owner: "to Japan", "from Korea, Japan"."""
    before = walk.text(index - 1)
    fronted = before == "," and walk.kind(index - 2) != "place"  # "By Chinese data, US imports rose"
    return before in _NOT_OWNERS and not fronted


_BETWEEN = frozenset(
    ["commodity", "word", "period", "same", "all", "up", "down", "more", "best", "ordinal", "world"]
)

_NOT_OWNERS = frozenset(["to", "from", "in", "and", "with", "into", ",", "for", "by", "than"])


def role_of(walk: Walk, index: int) -> str:
    """The part that the words around a territory give it.

    One of to, from, by, of, in, owner ("76% for Japan"), books ("data from Japan"), bare, or skip.
    """
    roles = walk.row.roles
    if index in roles:
        return roles[index]
    chain: list[int] = []
    place: int | None = index
    role: str | None = None
    while place is not None:
        role = roles.get(place) or _own_role(walk, place)
        if role:
            break
        chain.append(place)
        place = _listed_before(walk, place)
    told = role or "bare"
    if place is not None:
        roles[place] = told
    for member in reversed(chain):
        told = told if told in {"to", "from"} and not _acts(walk, member) else "bare"
        roles[member] = told
    return told


def _own_role(walk: Walk, index: int) -> str | None:
    """The part that the words right around a territory give it; None where the list around it does."""
    back = index - 1
    while walk.text(back) in _ARTICLES:
        back -= 1
    return _role_ahead(walk, index, back) or _role_behind(walk, index, back)


def _role_ahead(walk: Walk, index: int, back: int) -> str:
    """The part that a preposition of place or direction gives, or a verb of giving; else empty."""
    before = walk.text(back)
    if _is_given(walk, index, back):
        return "to"
    paid = before == "paid" and walk.kind(index + 1) == "money"
    if paid or (before == "to" and walk.text(back - 1) in _PAYING):
        return "from"
    if before in _INTO:
        adverbial = walk.text(back - 1) in _ACCORDING
        return "skip" if adverbial or (before == "to" and walk.kind(index + 1) == "expv") else "to"
    if (before == "from" and walk.text(back - 1) in BOOKS) or before == "statistics":
        return "books"
    originated = before == "in" and walk.text(back - 1) in {"originated", "originates", "originating"}
    if originated or before.endswith("from") or (before == "of" and walk.text(back - 1) == "out"):
        owns = walk.text(index + 1) in OWNING and walk.kind(index + 2) not in {"", "word", "ranked"}
        return "of" if owns else "from"
    return ""


def _is_given(walk: Walk, index: int, back: int) -> bool:
    """ "Sent Japan 5 t", "Japan-bound", "bound for Japan"."""
    before, after = walk.text(back), walk.text(index + 1)
    given = walk.kind(index + 1) in {"mass", "num", "zero", "money"} or (
        walk.kind(index + 1) == "commodity" and "mass" in walk.kinds
    )
    if walk.kind(back) == "expv" and (
        (given and before in _GIVING) or before.endswith((" to", " for", " up in"))
    ):
        return True  # "shipped to Japan", "left for Japan"
    if after == "bound" or (after == "-" and walk.text(index + 2) == "bound"):
        return True
    if before not in {"for", "onto"}:
        return False
    if walk.text(back - 1) in {"was", "were"} and walk.kind(back - 2) in {"pct", "mass"}:
        return True  # "of this, a fifth was for Japan"
    return any(low.partition(" ")[0] in _BOUND_FOR for low in walk.lows[:index])


def _role_behind(walk: Walk, index: int, back: int) -> str | None:
    """The part of a territory that no direction leads to: an owner, a place where, a member of a list."""
    before = walk.text(back)
    telling = walk.text(index + 2) if walk.kind(index + 1) == "word" else walk.text(index + 1)
    of_goods = before == "of" and walk.text(index + 1) in _GOODS  # "7,371 t of US ore"
    named = not BOOKS.isdisjoint({walk.text(index + 1), telling})
    if of_goods or named or walk.text(index + 1) in OWNING or walk.kind(index) == "adjective":
        return "of"
    if before == "for" and (walk.kind(back - 1) == "pct" or (back == 0 and "share" in walk.kinds)):
        return "owner"
    if before == "by":
        return "bare" if walk.text(back - 1) in {"followed", "trailed", "led"} else "by"
    if before in IN:
        return _where_role(walk, back)
    joined = before in {"with", "and"}
    if not joined and _before_flow(walk, index):
        return "of"
    return _joined_role(walk, index, before)


def _where_role(walk: Walk, back: int) -> str:
    """The part of a territory behind "in": where it is bought, where it goes, or only where something is."""
    if bought_in(walk, back):
        return "from"
    return "to" if _to_a_site(walk, back) else _through_agent(walk, back) or "in"


def _through_agent(walk: Walk, back: int) -> str:
    """ "Sent to a converter in Indonesia", "paid by buyers in China": the part of who stands before "in"."""
    for ahead in range(back - 1, max(-1, back - 5), -1):
        low = walk.text(ahead)
        if low in {"to", "from", "by"}:
            houses = agents() | SITES | _HOUSES
            named = not houses.isdisjoint(walk.lows[ahead + 1 : back])
            return low if named or walk.text(ahead + 1) in {"a", "an"} else ""
        if walk.kind(ahead) not in {"word", "ranked", "adjective", "commodity", "prodv", "procv", "procs"}:
            return ""
    return ""


_HOUSES = frozenset(
    ["house", "processor", "converter", "importers", "clients", "client", "customer", "merchant"]
)
"""Further nouns of those who trade for the place where they sit."""


def _to_a_site(walk: Walk, back: int) -> bool:
    """ "Went to the company's plant in Malaysia": it goes to where the plant stands."""
    if walk.text(back - 1) not in SITES:
        return False
    for ahead in range(back - 2, max(-1, back - 8), -1):
        if walk.text(ahead) == "to":
            return True
        if walk.kind(ahead) not in {"word", "org", "town"} and walk.text(ahead) not in OWNING:
            return False
    return False


def _joined_role(walk: Walk, index: int, before: str) -> str | None:
    """The part of a territory behind "with", "between", or in a list."""
    bracket = walk.text(index + 1) in {"(", "at"} and walk.kind(index + 2) in {"mass", "pct", "money"}
    doing = {"mass", "num", "pct", "holds", "makesup", "expv", "take"}
    after = walk.kind(index + 2 if walk.text(index + 1) == "alone" else index + 1)
    placed = "ordinal" in walk.kinds[index + 1 : index + 4]  # "with Japan a distant second"
    if before in {"with", "between"} and after not in doing and not (bracket or placed):
        return "skip"
    return None if before in {"and", ",", "or"} and index > 1 else "bare"


def _before_flow(walk: Walk, index: int) -> bool:
    """ "EU exports", "US rare earth imports"."""
    ahead = index + 1
    while walk.kind(ahead) == "commodity" or walk.text(ahead) == "-":
        ahead += 1
    return walk.kind(ahead) in {"exp", "imp", "prod", "proc"} and ahead - index < 5


def _listed_before(walk: Walk, index: int) -> int | None:
    """The place before this one in a list, which does what that one does."""
    back = index - 1
    while back >= 0 and (
        walk.text(back) in {"and", ",", "the", "(", ")", "or"} or walk.kind(back) in {"mass", "pct", "place"}
    ):
        if walk.kind(back) == "place":
            return back
        if walk.kind(back) in {"mass", "pct"}:
            return None
        back -= 1
    return None


def _acts(walk: Walk, index: int) -> bool:
    if walk.kind(index + 1) == "makesup":  # "65% came from China, and Korea made up 10%"
        return walk.text(index - 1) == "and" and walk.text(index - 2) == ","
    return walk.kind(index + 1) in {"expv", "impv", "take", "prodv", "procv", "mass"}


def together(walk: Walk, index: int) -> bool:
    """Whether a place is the second of several that share one number: "from Thailand and Mexico"."""
    back = index - 1
    while walk.text(back) in {"and", ",", "the"}:
        back -= 1
    return walk.kind(back) == "place" and back < index - 1 and walk.text(back + 1) in {"and", ","}


def fronted(walk: Walk, index: int) -> bool:
    """ "To Japan, China shipped none", "65% came in from China, and Korea made up 10%": the place before has
    a part of its own, and none in this one's."""
    before = _listed_before(walk, index)
    return before is not None and role_of(walk, before) in {"to", "from", "in"}


def head_of(walk: Walk, index: int) -> tuple[str, int]:
    """What a territory owns: the kind of the noun that its name or adjective belongs to, and its place."""
    seen, at = "", index
    for ahead in range(index + 1, min(index + 8, walk.last + 1)):
        kind, text = walk.kinds[ahead], walk.lows[ahead]
        named = _named_head(text, ahead - index)
        if named:
            return named, ahead
        if kind in {"exp", "imp", "prod"} and walk.kind(ahead + 1) == "not":
            return "", ahead
        if kind in _MOVING and ahead <= index + 2 and text not in {"cut", "cuts"}:
            return ("up" if kind in {"up", "down", "multiplied"} else seen), ahead
        if kind in _HEADS:
            return kind, ahead
        if kind == "commodity" or text in _GOODS:
            seen, at = "commodity", ahead
        elif text in _ENDS or kind in {"up", "down", "compare", "not"}:
            break
    return seen, at


def _named_head(text: str, far: int) -> str:
    """The kind of a head that is known by its word alone; else empty."""
    if text in agents():
        return "agent"
    if text in LEANING:
        return "leaning"
    if text in BOOKS:
        return "books"
    return "same" if text in {"one", "ones"} and far == 1 else ""


_STOPS = frozenset([";", ".", "(", ")", ":", "—", "while", "but", "which"])


def verb_after(walk: Walk, index: int) -> str:
    """The kind of the first telling item after a place, in its clause."""
    asides = walk.asides()
    ahead, left = index, 9
    while ahead < walk.last and left:
        ahead += 1
        if ahead in asides:
            continue
        left -= 1
        kind, text = walk.kinds[ahead], walk.lows[ahead]
        if text in _STOPS or kind == "commodity":
            return ""
        if kind == "take" and walk.text(ahead + 1) == "over":
            continue  # "Korea took over as the main outlet"
        if kind in VERBS or kind in LABELLED:
            return kind
        if kind in {"exp", "imp", "prod", "proc", "not"} and text != "to be":
            return ""  # "continued to be the main market" tells on
    return ""
