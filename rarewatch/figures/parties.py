"""Places as they update the frame: who exports, who imports, who makes."""

from functools import cache

from rarewatch.figures.frames import FLOW_KINDS, TRADE, Frame, Walk
from rarewatch.figures.mentions import Item
from rarewatch.model import WORLD, Flow
from rarewatch.vocabulary import table

OWNING = frozenset(["'s", "’s", "'", "’"])
_VERBS = frozenset(["expv", "impv", "take", "prodv", "procv", "relies", "holds"])
_INTO = frozenset(["to", "into", "toward", "towards", "reach", "reached", "onto", "reaching", "destination"])
_BOUND_FOR = frozenset(["bound", "destined", "headed", "heading", "left", "leaving", "leave", "intended"])
_GIVING = frozenset(["sent", "sold", "supplied", "shipped", "sends", "delivered"])
_IN = frozenset(["in", "at", "across", "within", "inside", "near", "outside", "throughout"])
_ARTICLES = frozenset(["the", "its", "neighbouring", "neighboring", "both", "either", "nearby", "mainland", "all"])
_ACCORDING = frozenset(["according", "due", "thanks", "owing", "compared", "close", "next", "closer", "said", "told", "contrast"])


@cache
def _agents() -> frozenset[str]:
    return frozenset(table("passing")["agents"])


@cache
def _buyers() -> frozenset[str]:
    return frozenset(table("passing")["buyers"])


def owner_of(walk: Walk, index: int) -> str | None:
    """The territory that stands right before a noun as its owner, a few words off at the most."""
    for back in range(index - 1, index - 7, -1):
        kind = walk.kind(back)
        if walk.text(back) == "bound":
            return None
        if kind == "bloc" and (index - back == 1 or walk.text(back + 1) in OWNING):
            return "EU"
        if kind == "adjective" or (kind == "place" and walk.text(back + 1) in OWNING):
            return str(walk.items[back].value)
        if kind == "place" and index - back <= 3 and walk.text(back - 1) not in _NOT_OWNERS:
            return str(walk.items[back].value)
        if kind not in _BETWEEN and walk.text(back) not in OWNING and walk.text(back) != "-":
            return None
    return None


_BETWEEN = frozenset(["commodity", "word", "period", "same", "all", "up", "down", "more", "best", "world"])
_NOT_OWNERS = frozenset(["to", "from", "in", "and", "with", "into", ",", "for", "by", "than"])


def on_place(walk: Walk, index: int, item: Item) -> None:
    """A territory takes the part that the words around it give."""
    frame, code = walk.frame, str(item.value)
    if item.kind == "adjective" and code.isdigit() and walk.text(index + 1) in {"country", "nation", "island", "state", "republic"}:
        code = frame.scope or frame.away or code
    role = role_of(walk, index)
    if role == "skip" or walk.kind(index - 1) == "leaves" or (walk.kind(index - 2) == "leaves" and walk.text(index - 1) == "the"):
        return
    if _leaned_on(walk, index):
        frame.say(exporter=code)
        frame.said.add("relies")
        return
    frame.joint = role in {"to", "from"} and _together(walk, index)
    _PARTS[role](walk, index, code)
    if code != frame.reporter:
        frame.away = code


def _leaned_on(walk: Walk, index: int) -> bool:
    """Whether the words "relies on" stand right before a territory."""
    back = index - 1
    while walk.text(back) in {"the", "its", "neighbouring", "heavily", "imports", "from", "supplies"} or walk.kind(back) == "imp":
        back -= 1
    return walk.kind(back) == "relies"


def on_relies(walk: Walk, index: int, item: Item) -> None:
    """ "Japan relies on": an importer and, behind the verb, whence it imports."""
    frame = walk.frame
    subject = frame.subject or frame.talked or (frame.home[1] if frame.home else None)
    frame.say(flow=Flow.IMPORT, topic="flow")
    if subject:
        frame.say(importer=subject)
    frame.reset_partner()


def role_of(walk: Walk, index: int) -> str:
    """The part that the words around a territory give it: to, from, by, of, in, bare, or skip."""
    back = index - 1
    while walk.text(back) in _ARTICLES:
        back -= 1
    before, after = walk.text(back), walk.text(index + 1)
    given = walk.kind(index + 1) in {"mass", "num", "zero"} or (walk.kind(index + 1) == "commodity" and "mass" in walk.kinds)
    if walk.kind(back) == "expv" and given and before in _GIVING:
        return "to"
    if after == "bound" or (after == "-" and walk.text(index + 2) == "bound"):
        return "to"
    if before in _INTO:
        return "skip" if walk.text(back - 1) in _ACCORDING or before == "to" and walk.kind(index + 1) == "expv" else "to"
    if before in {"for", "onto"} and not _BOUND_FOR.isdisjoint(walk.lows[:index]):
        return "to"
    if walk.text(back) == "paid" and walk.kind(index + 1) == "money":
        return "from"
    if before == "from" and walk.text(back - 1) in BOOKS:
        walk.frame.book = str(walk.items[index].value) if walk.kind(index) in {"place", "adjective"} else walk.frame.book
        return "skip"
    if before == "from" or (before == "of" and walk.text(back - 1) == "out"):
        return "from" if after not in OWNING or walk.kind(index + 2) in {"", "word", "ranked"} else "of"
    if after in OWNING or walk.kind(index) == "adjective":
        return "of"
    if before == "for" and walk.kind(back - 1) == "pct":
        return "owner"
    if before == "by":
        return "bare" if walk.text(back - 1) in {"followed", "trailed", "led"} else "by"
    if before not in {"with", "and", *_IN} and _before_flow(walk, index):
        return "of"
    if before in _IN:
        return "in"
    if before in {"with", "between"} and walk.kind(index + 1) not in {"mass", "num", "pct"}:
        return "skip"
    return _listed(walk, index) if before in {"and", ",", "or"} and index > 1 else "bare"


def _before_flow(walk: Walk, index: int) -> bool:
    """ "EU exports", "US rare earth imports"."""
    ahead = index + 1
    while walk.kind(ahead) == "commodity" or walk.text(ahead) == "-":
        ahead += 1
    return walk.kind(ahead) in {"exp", "imp", "prod", "proc"} and ahead - index < 5


def _listed(walk: Walk, index: int) -> str:
    """A place after "and" or a comma does what the place before it in the list does."""
    back = index - 1
    while back >= 0 and (
        walk.text(back) in {"and", ",", "the", "(", ")", "or"} or walk.kind(back) in {"mass", "pct", "place"}
    ):
        if walk.kind(back) == "place":
            role = role_of(walk, back)
            return role if role in {"to", "from"} and not _acts(walk, index) else "bare"
        if walk.kind(back) in {"mass", "pct"}:
            return "bare"
        back -= 1
    return "bare"


def _together(walk: Walk, index: int) -> bool:
    """Whether a place is the second of several that share one number: "from Thailand and Mexico"."""
    back = index - 1
    while walk.text(back) in {"and", ",", "the"}:
        back -= 1
    return walk.kind(back) == "place" and back < index - 1 and walk.text(back + 1) in {"and", ","}


def _acts(walk: Walk, index: int) -> bool:
    return walk.kind(index + 1) in {"expv", "impv", "take", "prodv", "procv", "mass"}


def _destination(walk: Walk, index: int, code: str) -> None:
    """ "To Japan": the importer."""
    frame = walk.frame
    if frame.flow in (Flow.PRODUCTION, Flow.PROCESSING) and "flow" in frame.said:
        return
    if frame.flow not in TRADE:
        frame.flow = Flow.EXPORT
        if frame.home and frame.home[0] is Flow.EXPORT:
            frame.exporter = frame.home[1]
    if frame.flow is Flow.EXPORT and code == frame.exporter:
        if frame.away in {None, code} or "exporter" in frame.said:
            return
        frame.exporter = frame.away
    _met(frame, "importer", code)
    if frame.topic == "":
        frame.topic = "flow"


def _met(frame: Frame, end: str, code: str) -> None:
    if getattr(frame, end) != code:
        frame.ends += 1
    frame.say(**{end: code})


ARRIVING = frozenset(
    ["shipments", "shipment", "deliveries", "delivery", "consignments", "cargoes", "supplies", "sales"]
)
"""Nouns of a flow that may come as well as go: "deliveries from Australia" are imports."""


def on_origin(walk: Walk, index: int, code: str) -> None:
    """ "From Japan": the exporter; where imports are told, or what comes in, the partner."""
    frame = walk.frame
    if frame.flow is Flow.IMPORT:
        if code != frame.importer:
            _met(frame, "exporter", code)
        elif "importer" not in frame.said and (other := _other_importer(frame, code)):
            frame.importer = other
            _met(frame, "exporter", code)
        elif index < 8:
            frame.say(flow=Flow.EXPORT, exporter=code)
            frame.importer = WORLD
    elif frame.flow is Flow.EXPORT and frame.home and code != frame.home[1] and _arrives(frame):
        frame.say(flow=Flow.IMPORT, importer=frame.home[1])
        _met(frame, "exporter", code)
    elif frame.flow is Flow.EXPORT:
        frame.say(exporter=code)
    elif frame.flow is not None:
        frame.say(maker=code)


def _other_importer(frame: Frame, code: str) -> str | None:
    """Who imports from a territory that was taken for the importer: whose books are told, or whom the text names."""
    return next((other for other in (frame.book, frame.away, frame.likely) if other not in {None, code, WORLD}), None)


def _arrives(frame: Frame) -> bool:
    """Whether what comes from abroad is an import of the article's own territory."""
    if frame.home is None or "importer" in frame.said:
        return False
    return (frame.noun in ARRIVING and "exporter" not in frame.said) or frame.home[0] is Flow.IMPORT


def _agent_of(walk: Walk, index: int, code: str) -> None:
    """ "Bought by Japan", "exports by China"."""
    frame = walk.frame
    verb = next((walk.kind(back) for back in range(index - 1, max(-1, index - 5), -1) if walk.kind(back) in _DOING), "")
    if verb in {"impv", "take"}:
        if frame.home and frame.home[0] is Flow.EXPORT and code != frame.home[1] and verb == "take":
            frame.flow = Flow.EXPORT
        _met(frame, "importer", code)
    elif verb in {"exp", "expv"}:
        frame.say(exporter=code)
    elif verb == "imp":
        frame.say(importer=code)
    elif verb:
        frame.say(maker=code)
    elif walk.kind(index - 2) in {"ordinal", "best", "pct", "mass", "down", "up"} or walk.text(index - 2) in {"followed", "trailed"}:
        label(frame, code)


_DOING = frozenset(["impv", "take", "exp", "expv", "imp", "prod", "prodv", "proc", "procv"])


def label(frame: Frame, code: str) -> None:
    """A territory that a number is told of: the other end of the trade, or the maker."""
    if frame.flow in TRADE:
        if code != frame.reporter:
            if code != frame.partner:
                frame.ends += 1
            frame.meet(code)
        elif not frame.partner_said():
            frame.reset_partner()
    elif frame.flow is not None:
        frame.say(maker=code)


def _owned(walk: Walk, index: int, code: str) -> None:
    """China's exports, Chinese producers, Japan's share, Germany's 764 tonnes."""
    frame = walk.frame
    head, at = _head(walk, index)
    if head in {"exp", "expv", "imp", "prod", "proc"}:
        frame.subject = code
    elif head == "agent":
        _acting(walk, index, at, code)
    elif head == "books":
        frame.book = code
    elif head == "leaning":
        frame.say(flow=Flow.IMPORT, importer=code)
        frame.subject = code
    elif head in {"share", "same", "mass", "pct", "num", "up", "down", "pronoun"}:
        label(frame, code)
        frame.subject = code
    elif head == "ranked":
        _ranking(walk, at, code)
    elif head == "commodity":
        _goods(walk, index, code)
    elif not head and walk.kind(index) == "adjective" and walk.text(index - 1) in {"of", "were", "was", "are", "is"}:
        if frame.flow is Flow.IMPORT and code != frame.importer:
            frame.meet(code)
    if not walk.kind(index) == "adjective" or head == "agent":
        frame.opening = frame.opening or code


def _goods(walk: Walk, index: int, code: str) -> None:
    """ "Chinese magnets": they come from there."""
    frame = walk.frame
    if frame.flow is Flow.IMPORT:
        if code != frame.importer:
            frame.meet(code)
    elif frame.flow is Flow.EXPORT:
        if "exporter" not in frame.said and "flow" in frame.said:
            frame.say(exporter=code)
    elif frame.flow is None:
        frame.exporter = code


def _ranking(walk: Walk, at: int, code: str) -> None:
    """ "Germany's main supplier" sells to it, "China's biggest customer" buys from it."""
    frame = walk.frame
    if frame.flow not in TRADE:
        return
    if walk.text(at) == "origin":
        on_origin(walk, at, code)
        return
    if frame.flow is Flow.IMPORT and code != frame.importer and walk.text(at) in _SELLERS:
        frame.say(importer=code)


_SELLERS = frozenset(["supplier", "suppliers", "source", "sources", "origin", "provider", "seller"])


def _acting(walk: Walk, index: int, at: int, code: str) -> None:
    """Chinese producers, a Thai firm: they act for their territory; "reliance on Chinese suppliers"."""
    frame = walk.frame
    before = walk.text(index - 1)
    if walk.text(at) in _SITES:
        frame.site = frame.seat = code
        if frame.flow not in TRADE and frame.flow is not None:
            frame.say(maker=code)
    if before in {"to", "into", "for", "by"} and frame.flow in TRADE:
        if before == "by":
            _agent_of(walk, index, code)
        else:
            _destination(walk, index, code)
        return
    if before in {"from", "on"} and frame.flow in TRADE:
        on_origin(walk, index, code)
        return
    frame.subject = code
    if frame.flow is None and walk.text(at) not in _buyers():
        frame.exporter = frame.maker = code


BOOKS = frozenset(["data", "records", "statistics", "figures", "customs", "books", "returns", "side", "ministry"])
"""Words for whose numbers are told: "American records", "the Japanese side"."""
_GOODS = frozenset(["material", "ore", "goods", "metal", "concentrate", "feedstock", "flake", "product", "products", "supply"])
_MOVING = frozenset(["up", "down", "multiplied", "take", "impv"])
_SITES = frozenset(["mine", "mines", "plant", "plants", "refinery", "smelter", "factory", "works", "mill", "pit"])
_LEANING = frozenset(["reliance", "dependence", "dependency"])
_HEADS = frozenset(["exp", "imp", "prod", "proc", "expv", "share", "same", "mass", "pct", "ranked", "num", "pronoun"])


def _head(walk: Walk, index: int) -> tuple[str, int]:
    """What a territory owns: the kind of the noun that its name or adjective belongs to, and its place."""
    seen, at = "", index
    for ahead in range(index + 1, min(index + 8, walk.last + 1)):
        kind, text = walk.kinds[ahead], walk.lows[ahead]
        if text in _agents():
            return "agent", ahead
        if text in _LEANING:
            return "leaning", ahead
        if text in BOOKS:
            return "books", ahead
        if kind in {"exp", "imp", "prod"} and walk.kind(ahead + 1) == "not":
            return "", ahead
        if kind in _MOVING and ahead <= index + 2 and text not in {"cut", "cuts"}:
            return ("up" if kind in {"up", "down", "multiplied"} else ""), ahead
        if text == "one" and ahead == index + 1:
            return "same", ahead
        if kind in _HEADS:
            return kind, ahead
        if kind == "commodity" or text in _GOODS:
            seen, at = "commodity", ahead
        elif text in _ENDS or kind in {"up", "down", "compare", "not"}:
            return seen, at
    return seen, at


_ENDS = frozenset(["of", "to", "from", ",", ".", ";", "in", "and", "that", "which", "by", "is", "are", "was", "were"])


def _sits(walk: Walk, index: int) -> bool:
    """Whether who acts is told before "in": "customers in Japan"."""
    back = index - 2 if walk.text(index - 1) in _IN else index - 3
    return walk.text(back) in _agents() and walk.text(back) not in _SITES


def _where(walk: Walk, index: int, code: str) -> None:
    """Where something is made; at a sentence's start, whose trade it tells: "Across the EU, imports fell"."""
    frame = walk.frame
    if _sits(walk, index):
        frame.subject = code
        frame.opening = frame.opening or code
    opens = index < 4 and walk.text(index + 1) == "," and ("exp" in walk.kinds or "imp" in walk.kinds)
    if frame.flow in TRADE and opens:
        frame.own(code)
        frame.subject = code
        frame.reset_partner()
    elif frame.flow is Flow.IMPORT and walk.kind(index - 2) == "imp":
        frame.say(importer=code)
    elif frame.flow in (Flow.PRODUCTION, Flow.PROCESSING):
        frame.say(maker=code)


_LABELLED = frozenset(["mass", "num", "pct", "money", "ordinal", "makesup", "zero", "up", "down", "more", "less", "share", "best"])
_AFTER_LABEL = frozenset(["(", ":", "at", "with", "|", "—", "–"])


def _bare(walk: Walk, index: int, code: str) -> None:
    """A place by itself: the subject of a verb, or a member of a list."""
    frame = walk.frame
    frame.subject = code
    frame.opening = frame.opening or code
    if _together(walk, index) and (
        walk.kind(index + 1) in {"take", "impv", "expv", "makesup"} or walk.text(index + 1) == "together"
    ):
        frame.joint = _share_one_number(walk, index)
    after = verb_after(walk, index)
    if after == "holds" and frame.flow in (None, Flow.PRODUCTION, Flow.PROCESSING):
        frame.say(maker=code)
    elif after in _VERBS:
        return
    elif frame.flow in TRADE:
        if after in _LABELLED or walk.text(index + 1) in _AFTER_LABEL or _in_list(walk, index):
            label(frame, code)
    elif frame.flow is not None:
        frame.say(maker=code)


def _in_list(walk: Walk, index: int) -> bool:
    """ "Japan, Korea and Vietnam took": the place stands in a list."""
    return walk.text(index + 1) in {",", "and"}


def _share_one_number(walk: Walk, index: int) -> bool:
    """Whether several places are followed by one number only."""
    rest = walk.kinds[index:]
    cut = next((n for n, kind in enumerate(rest) if kind in {"compare", "more", "less", "up", "down"}), None)
    return sum(kind in {"mass", "pct", "money"} for kind in rest[:cut]) < 2


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
        if kind in _VERBS or kind in _LABELLED:
            return kind
        if kind in {"exp", "imp", "prod", "proc", "not"}:
            return ""
    return ""


def on_country(walk: Walk, index: int, item: Item) -> None:
    """ "The country", "the bloc", "its neighbour", "there": a territory spoken of before."""
    frame = walk.frame
    text = item.text.lower()
    if item.kind == "bloc":
        code: str | None = "EU"
    elif "neighb" in text or "there" in text:
        code = frame.away
    else:
        told = frame.named_before
        verb = FLOW_KINDS.get(verb_after(walk, index))
        own = frame.home[1] if frame.home and frame.home[0] is verb else None
        code = frame.subject or _place_before(walk, index) or own or told or _at_home(frame)
    if code is not None and code == frame.reporter and role_of(walk, index) == "to":
        code = frame.away
    if item.kind == "country" and any(walk.items[n].value == code for n in range(index + 1, walk.last + 1) if walk.kinds[n] == "place"):
        code = frame.away or code
    if code is None:
        return
    if _leaned_on(walk, index):
        frame.say(exporter=code)
        frame.said.add("relies")
        return
    role = role_of(walk, index)
    if role in {"to", "from", "by"}:
        _PARTS[role](walk, index, code)
    elif role == "in" and frame.flow not in TRADE and frame.flow is not None:
        frame.say(maker=code)
    else:
        frame.subject = code
        frame.opening = frame.opening or code


def _place_before(walk: Walk, index: int) -> str | None:
    """The territory named last before, in this sentence."""
    for back in range(index - 1, -1, -1):
        if walk.kinds[back] == "place":
            return str(walk.items[back].value)
    return None


def _at_home(frame: Frame) -> str | None:
    return (frame.home[1] if frame.home else None) or frame.talked or frame.reporter


def on_town(walk: Walk, index: int, item: Item) -> None:
    """A plant or mine puts out for its territory."""
    frame = walk.frame
    frame.site = frame.seat = str(item.value)
    if frame.flow not in TRADE and (frame.flow is not None or verb_after(walk, index) in {"prodv", "procv"}):
        frame.say(maker=str(item.value))
        frame.subject = str(item.value)


def _whose(walk: Walk, index: int, code: str) -> None:
    """ "76.8 percent for the United States": whose imports the share is of."""
    if walk.frame.flow is Flow.IMPORT:
        walk.frame.say(importer=code)
    else:
        label(walk.frame, code)


_PARTS = {"owner": _whose, "to": _destination, "from": on_origin, "by": _agent_of, "of": _owned, "in": _where, "bare": _bare}


def set_exporter(frame: Frame, subject: str | None) -> None:
    """The exporter of a flow; where imports are told, a foreign seller is the partner."""
    home = frame.home
    if home and home[0] is Flow.IMPORT and subject and subject != home[1] and frame.flow is not Flow.EXPORT:
        frame.say(flow=Flow.IMPORT, importer=home[1])
        frame.meet(subject)
        return
    changed = frame.flow is not Flow.EXPORT or (subject and subject != frame.exporter)
    kept = frame.importer if "importer" in frame.said else None
    frame.say(flow=Flow.EXPORT)
    if subject:
        frame.say(exporter=subject)
    if changed:
        frame.importer = kept or WORLD
