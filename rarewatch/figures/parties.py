"""Places as they update the frame: who exports, who imports, who makes."""

from rarewatch.figures.frames import FLOW_KINDS, TRADE, Frame, Walk
from rarewatch.figures.mentions import Item
from rarewatch.model import WORLD, Flow


def set_exporter(frame: Frame, subject: str | None) -> None:
    """The exporter of a flow; where imports are told, a foreign seller is the partner."""
    home = frame.home
    if home and home[0] is Flow.IMPORT and subject and subject != home[1]:
        frame.say(flow=Flow.IMPORT, reporter=home[1], partner=subject)
        return
    frame.say(flow=Flow.EXPORT)
    if subject:
        frame.say(reporter=subject)
        frame.partner = WORLD
    elif "partner" not in frame.said:
        frame.partner = WORLD


def owner_of(walk: Walk, index: int) -> str | None:
    """The territory that stands right before a noun as its owner, a few words off at the most."""
    for back in range(1, 6):
        kind = walk.kind(index - back)
        if kind == "adjective" or (kind == "place" and walk.text(index - back + 1) in {"'s", "’s", "'"}):
            return str(walk.items[index - back].value)
        if (
            kind == "place"
            and back <= 2
            and walk.text(index - back - 1) not in {"to", "from", "in", "and", "with"}
        ):
            return str(walk.items[index - back].value)
        if kind not in {"commodity", "word", "period", "same", "all", "up", "more"} and walk.text(
            index - back
        ) not in {"'s", "’s"}:
            return None
    return None


def on_place(walk: Walk, index: int, item: Item) -> None:
    """A territory takes the part that the words around it give."""
    frame, code = walk.frame, str(item.value)
    role = role_of(walk, index)
    if role == "skip":
        return
    if walk.kind(index - 1) == "relies" or (
        walk.text(index - 1) == "the" and walk.kind(index - 2) == "relies"
    ):
        frame.say(partner=code)
        frame.said |= {"relies"}
        return
    frame.joint = (
        role in {"to", "from"} and walk.text(index - 1) in {"and", ",", "the"} and _together(walk, index)
    )
    if role == "to":
        _destination(walk, code, index)
    elif role == "from":
        _origin(walk, code)
    elif role == "of":
        _owned(walk, index, code)
    elif role == "in":
        _where(walk, index, code)
    else:
        _bare(walk, index, code)
    if role == "of":
        frame.opening = frame.opening or frame.subject


_INTO = frozenset(["to", "into", "toward", "towards", "reach", "reached"])
_BOUND_FOR = frozenset(["bound", "destined", "headed", "heading", "left", "leaving"])


def role_of(walk: Walk, index: int) -> str:
    """The part that the words around a territory give it: to, from, of, in, bare, or skip."""
    before = walk.text(index - 1)
    if before in {"the", "neighbouring", "neighboring", "both", "either", "nearby", "mainland"}:
        before = walk.text(index - 2)
    if (
        walk.text(index + 1) == "bound"
        or before in _INTO
        or (before in {"for", "onto"} and any(item.text.lower() in _BOUND_FOR for item in walk.items[:index]))
    ):
        return "to"
    if walk.text(index + 1) in {"'s", "’s", "'", "’"} or walk.kind(index) == "adjective":
        return "to" if before == "to" and walk.kind(index + 1) in {"ranked", "word"} else "of"
    if before not in {"from", "to", "in", "with", "and"} and _before_flow(walk, index):
        return "of"
    return _prepositional(walk, index, before)


def _before_flow(walk: Walk, index: int) -> bool:
    """ "EU exports", "US rare earth imports"."""
    flows = {"exp", "imp", "prod"}
    return walk.kind(index + 1) in flows or (
        walk.kind(index + 1) == "commodity" and walk.kind(index + 2) in flows
    )


def _prepositional(walk: Walk, index: int, before: str) -> str:
    if before == "from" or (before == "of" and walk.text(index - 2) == "out"):
        return "from"
    if before in {"in", "at", "across", "within", "inside", "near", "outside"}:
        return "in"
    if before in {"with", "between"} and walk.kind(index + 1) not in {"mass", "num", "pct"}:
        return "skip"
    return _listed(walk, index) if before in {"and", ","} and index > 1 else "bare"


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


def _destination(walk: Walk, code: str, index: int) -> None:
    frame = walk.frame
    if frame.flow is Flow.IMPORT and walk.text(index - 1) != "into" and frame.home and code == frame.home[1]:
        return
    if (
        frame.flow is Flow.IMPORT
        and walk.text(index - 1) in {"into", "the"}
        and "into" in (walk.text(index - 1), walk.text(index - 2))
    ):
        frame.say(reporter=code)
    elif frame.flow in (Flow.PRODUCTION, Flow.PROCESSING) and "flow" in frame.said:
        return
    elif frame.reporter == code and frame.flow is not Flow.IMPORT:
        if frame.flow is Flow.EXPORT and frame.other and frame.home and frame.home[0] is Flow.IMPORT:
            frame.say(reporter=frame.other, partner=code)
        return
    else:
        if frame.flow is not Flow.EXPORT:
            frame.flow = Flow.EXPORT
            if frame.home and frame.home[0] is Flow.EXPORT:
                frame.reporter = frame.home[1]
        frame.say(partner=code)
        frame.topic = frame.topic or "flow"
    frame.place = code


ARRIVING = frozenset(
    ["shipments", "shipment", "deliveries", "delivery", "consignments", "cargoes", "supplies"]
)
"""Nouns of a flow that may come as well as go: "deliveries from Australia" are imports."""


def _origin(walk: Walk, code: str) -> None:
    frame = walk.frame
    if frame.flow is Flow.IMPORT:
        if code != frame.reporter:
            frame.say(partner=code)
    elif frame.flow is Flow.EXPORT and frame.home and code != frame.home[1] and _arrives(frame):
        frame.say(flow=Flow.IMPORT, reporter=frame.home[1], partner=code)
    elif frame.flow is Flow.EXPORT or frame.flow is not None:
        frame.say(reporter=code)
    frame.place = code


def _arrives(frame: Frame) -> bool:
    """Whether what comes from abroad is an import of the article's own territory."""
    return frame.noun in ARRIVING or (frame.home is not None and frame.home[0] is Flow.IMPORT)


_HEADS = frozenset(["exp", "imp", "prod", "proc", "expv"])


def _owned(walk: Walk, index: int, code: str) -> None:
    """China's exports, Chinese producers, Japan's share, Germany's 764 tonnes."""
    frame = walk.frame
    head = _head(walk, index)
    if head in {"exp", "expv"} or head in {"imp", "prod", "proc"}:
        frame.say(reporter=code)
        frame.subject = code
    elif head == "share" and frame.flow is None:
        frame.subject = code
    elif head == "agent":
        _agent(walk, index, code)
    elif head in {"share", "same", "mass", "pct"} and frame.flow in TRADE:
        frame.say(partner=WORLD if code == frame.reporter else code)
        frame.subject = code
    elif head in {"share", "same", "mass", "pct", "num"} and frame.flow is not None:
        frame.say(reporter=code)
        frame.subject = code
    elif (head == "commodity" and frame.flow is Flow.IMPORT and code != frame.reporter) or (
        not head
        and walk.kind(index) == "adjective"
        and walk.text(index - 1) == "of"
        and frame.flow is Flow.IMPORT
        and code != frame.reporter
    ):
        frame.say(partner=code)
    elif head == "commodity" and frame.reporter is None:
        frame.say(reporter=code)
    elif head == "ranked" and frame.flow is Flow.IMPORT and code != frame.reporter:
        frame.say(partner=code)


def _agent(walk: Walk, index: int, code: str) -> None:
    """Chinese producers, a Thai firm: they act for their territory; "reliance on Chinese suppliers"."""
    frame = walk.frame
    if walk.text(index - 1) == "on" and frame.flow is Flow.IMPORT:
        frame.say(partner=code)
        return
    frame.subject = code
    if frame.flow is None:
        frame.say(reporter=code)


_AGENTS = frozenset(
    [
        "firm",
        "company",
        "producer",
        "exporter",
        "miner",
        "maker",
        "supplier",
        "seller",
        "trader",
        "refiner",
        "producers",
        "exporters",
        "sellers",
        "factories",
        "makers",
        "shippers",
        "companies",
        "traders",
        "firms",
        "miners",
        "plants",
        "mines",
        "refiners",
        "refineries",
        "smelters",
        "manufacturers",
        "suppliers",
        "importers",
        "buyers",
        "customers",
        "users",
        "mills",
        "carmakers",
    ]
)


def _head(walk: Walk, index: int) -> str:
    """What a territory owns: the kind of the noun that its name or adjective belongs to."""
    seen = ""
    for ahead in range(index + 1, min(index + 8, len(walk.items))):
        kind, text = walk.kind(ahead), walk.text(ahead)
        if text in _AGENTS:
            return "agent"
        if kind in {"exp", "imp", "prod"} and walk.kind(ahead + 1) == "not":
            return ""
        if kind in _HEADS or kind in {"share", "same", "mass", "pct", "ranked", "num"}:
            return kind
        if kind == "commodity":
            seen = "commodity"
        elif text in {"of", "to", "from", ",", ".", ";", "in", "and"} or kind in {
            "up",
            "down",
            "compare",
            "not",
        }:
            return seen
    return seen


def _where(walk: Walk, index: int, code: str) -> None:
    """Where something is made; at a sentence's start, whose trade it tells: "Across the EU, imports fell"."""
    frame = walk.frame
    if (
        frame.flow in TRADE
        and index < 4
        and walk.text(index + 1) == ","
        and any(item.kind in {"exp", "imp"} for item in walk.items)
    ):
        frame.say(reporter=code)
        frame.subject = code
    if frame.flow in (Flow.PRODUCTION, Flow.PROCESSING):
        frame.say(reporter=code)


def _bare(walk: Walk, index: int, code: str) -> None:
    """A place by itself: the subject of a verb, or a member of a list."""
    frame = walk.frame
    frame.subject = code
    frame.opening = frame.opening or code
    if _together(walk, index) and (
        walk.kind(index + 1) in {"take", "impv", "expv", "makesup"} or walk.text(index + 1) == "together"
    ):
        rest = [item.kind for item in walk.items[index:]]
        cut = next(
            (n for n, kind in enumerate(rest) if kind in {"compare", "more", "less", "up", "down"}), None
        )
        frame.joint = sum(kind in {"mass", "pct", "money"} for kind in rest[:cut]) < 2
    after = _verb_after(walk, index)
    if after in {"expv", "impv", "take", "prodv", "procv", "relies", "holds"}:
        if after == "relies":
            frame.say(flow=Flow.IMPORT, reporter=code, topic="flow", partner=WORLD)
        elif after == "holds" and frame.flow in (None, Flow.PRODUCTION, Flow.PROCESSING):
            frame.say(reporter=code)
        return
    if frame.flow is None:
        return
    if frame.flow in TRADE:
        if code == frame.reporter and walk.kind(index + 1) not in {"mass", "num"}:
            if after in {"makesup", "share"} or "partner" not in frame.said:
                frame.partner = WORLD
            return
        if after or walk.text(index + 1) in {"(", ":", ",", "at", "with", "and", "|"}:
            frame.say(partner=code)
            frame.place = code
    else:
        frame.say(reporter=code)


_STOPS = frozenset([";", ".", "(", ")", ":", "—", "while", "but", "which"])


def _verb_after(walk: Walk, index: int) -> str:
    """The kind of the first telling item after a place, in its clause."""
    for ahead in range(index + 1, min(index + 9, len(walk.items))):
        kind, text = walk.kind(ahead), walk.text(ahead)
        if text in _STOPS or kind == "commodity":
            return ""
        if kind in {
            "expv",
            "impv",
            "take",
            "prodv",
            "procv",
            "relies",
            "holds",
            "makesup",
            "share",
            "mass",
            "num",
            "pct",
            "ordinal",
            "best",
            "up",
            "down",
            "more",
            "less",
            "zero",
        }:
            return kind
        if kind in {"exp", "imp", "prod", "proc", "not"}:
            return ""
    return ""


def on_country(walk: Walk, index: int, item: Item) -> None:
    """ "The country", "the bloc": the territory spoken of."""
    frame = walk.frame
    verb = FLOW_KINDS.get(_verb_after(walk, index))
    home = frame.home[1] if frame.home and frame.home[0] is verb else None
    frame.subject = home or frame.subject or frame.talked or frame.reporter
    if item.kind == "bloc":
        frame.subject = "EU"
        if walk.text(index - 1) == "to":
            _destination(walk, "EU", index)


def on_town(walk: Walk, index: int, item: Item) -> None:
    """A plant or mine puts out for its territory."""
    frame = walk.frame
    if frame.flow not in TRADE and (frame.flow is not None or _verb_after(walk, index) in {"prodv", "procv"}):
        frame.say(reporter=str(item.value))
        frame.subject = str(item.value)
