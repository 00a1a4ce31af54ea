"""What a text is speaking of while it is read: commodity, flow, reporter, partner, period.

A sentence is walked from left to right; every mention updates the frame, and the frame at a number tells
what the number is of. What a sentence leaves unsaid stays as the sentence before left it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from rarewatch.figures.mentions import Item, Row
from rarewatch.figures.periods import When, resolve
from rarewatch.model import WORLD, Flow, Period

FLOW_KINDS = {
    "exp": Flow.EXPORT, "expv": Flow.EXPORT, "imp": Flow.IMPORT, "impv": Flow.IMPORT,
    "prod": Flow.PRODUCTION, "prodv": Flow.PRODUCTION, "proc": Flow.PROCESSING, "procv": Flow.PROCESSING,
}  # fmt: skip
TRADE = (Flow.EXPORT, Flow.IMPORT)
_HOLD = frozenset(["quota", "capacity", "price", "tariff", "reserve", "stock"])
_NEAR = frozenset(["need", "permit", "money", "illegal"])
_NEAR_REACH = 5


@dataclass
class Frame:
    """What is being spoken of. `topic` is "flow" where a number may be a figure, else what stands in its way."""

    commodity: str | None = None
    flow: Flow | None = None
    reporter: str | None = None
    partner: str | None = WORLD
    period: Period | None = None
    anchor: Period | None = None
    base: Period | None = None
    rate: int = 0
    """Months back of the last growth convention said; 0 where none was."""
    measure: str = "quantity"
    topic: str = ""
    modal: bool = False
    subject: str | None = None
    slot: str = "partner"
    """What a bare place in a list is: reporter or partner."""
    place: str | None = None
    """The territory last set as partner or reporter by a bare place."""
    said: frozenset[str] = frozenset()
    """Slots that the sentence itself has filled."""
    joint: bool = False
    """Whether several partners are meant together."""
    held: int = 0
    """Where the last word stands that turned the topic away."""
    near: dict[str, int] = field(default_factory=dict)
    home: tuple[Flow, str] | None = None
    """The article's own view: whose flow its data are of."""
    talked: str | None = None
    """The first subject of the sentence before."""
    opening: str | None = None
    """The first subject of this sentence."""
    theme: str | None = None
    """The commodity of the headline."""
    cells: dict[int, Period] = field(default_factory=dict)
    """Periods of a table row's numbers, by their item."""
    columns: tuple[Period, ...] = ()
    """Periods that a table's head names, in order."""
    unit: float = 0.0
    """Tonnes in the unit of a table's numbers; 0 outside a table."""
    main: Period | None = None
    """The latest period told so far: what a new paragraph speaks of when it names none."""

    def copy(self) -> "Frame":
        """A frame of its own with the same content."""
        return replace(self, near=dict(self.near))

    def say(self, **slots: object) -> None:
        """Set slots that the words fill."""
        for name, value in slots.items():
            setattr(self, name, value)
        self.said |= frozenset(slots)


class Walk:
    """One pass over a row. `steps` yields each item's place after the frame has taken the item in."""

    def __init__(self, row: Row, frame: Frame, published: date) -> None:
        self.row, self.items, self.frame, self.published = row, row.items, frame, published

    def steps(self) -> Iterator[int]:
        """The places of the items, in order."""
        for index, item in enumerate(self.items):
            handler = _HANDLERS.get(item.kind)
            if handler:
                handler(self, index, item)
            yield index

    def around(self, index: int) -> Item | None:
        """The item at a place, None outside the row."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def text(self, index: int) -> str:
        """Its words in lower case, empty outside the row."""
        item = self.around(index)
        return item.text.lower() if item else ""

    def kind(self, index: int) -> str:
        """Its kind, empty outside the row."""
        item = self.around(index)
        return item.kind if item else ""

    def when(self, item: Item) -> Period | None:
        """The period that a time stands for here."""
        frame = self.frame
        spoken = frame.period
        if item.value.kind in {"rel", "rate", "run"} and spoken is None:
            spoken = _before(self.published)
        return resolve(item.value, self.published, spoken, frame.anchor)


def _before(day: date) -> Period:
    return Period.months(day.year, day.month - 1)


# ---------------------------------------------------------------- commodities and flows


def _commodity(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    if frame.topic == "other":
        frame.topic = ""
    if walk.kind(index + 1) == "commodity":
        return
    if "commodity" in frame.said and not _headed(walk, index):
        return
    frame.say(commodity=item.value)
    if not frame.topic and frame.flow and index < 4 and any(other.kind == "mass" for other in walk.items):  # noqa: PLR2004
        frame.topic = "again"


_TELLING = frozenset(["exp", "imp", "prod", "proc", "expv", "impv", "up", "down", "mass", "same", "share", "more", "less", "pct"])


def _headed(walk: Walk, index: int) -> bool:
    """Whether a commodity belongs to a flow or a number: "exports of X", "5 t of X", "X exports", "X fell"."""
    if walk.kind(index + 1) in _TELLING or walk.text(index + 1) in {":", "|"}:
        return True
    if walk.text(index - 1) in {"in", "for"} and walk.text(index + 1) == ",":
        return True
    for back in range(1, 6):
        kind = walk.kind(index - back)
        if kind in _TELLING or (kind == "pronoun" and walk.text(index - back) == "those"):
            return True
        if kind not in {"word", "adjective", "world"} or walk.text(index - back) in {"with", "containing", "by", "as"}:
            return False
    return False


def _noun(walk: Walk, index: int, item: Item) -> None:
    """exports, imports, production, processing."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    if frame.topic in _HOLD and not _clause_starts(walk, index):
        return
    if _of_other_goods(walk, index):
        frame.topic = "other"
        return
    if walk.kind(index + 1) == "not" and walk.items[index + 1].value in _HOLD | {"money", "permit"}:
        return
    if item.kind == "prod" and walk.kind(index + 1) in {"exp", "imp"}:
        return
    owner = _owner(walk, index)
    if flow in TRADE and frame.flow in TRADE and flow is not frame.flow and owner is None:
        frame.say(reporter=frame.reporter)
    again = walk.text(index - 1) in {"such", "those", "these"} or walk.text(index + 1) == "there" or (walk.text(index - 1) == "bound" and walk.kind(index - 2) == "place")
    if not again and not ("relies" in frame.said and flow is Flow.IMPORT):
        frame.partner = WORLD if flow in TRADE else None
        frame.said -= {"partner"}
        frame.place = None
    if again and frame.flow is Flow.IMPORT and item.text.lower() in _GENERIC:
        flow = Flow.IMPORT
    frame.say(flow=flow, topic="flow")
    frame.slot = "partner" if flow in TRADE else "reporter"
    if flow not in TRADE and owner is None and walk.kind(index - 1) == "world":
        frame.say(reporter=WORLD)
    if walk.text(index + 1) == "there" and frame.talked and frame.talked != frame.reporter and flow is Flow.EXPORT:
        frame.say(partner=frame.talked)
    if not again:
        frame.measure = "quantity"
        frame.joint = False


_GENERIC = frozenset(["shipments", "shipment", "deliveries", "delivery", "consignments", "cargoes", "supplies", "sales", "arrivals"])


def _of_other_goods(walk: Walk, index: int) -> bool:
    """Whether a flow is of other goods ("steel shipments") or of all goods ("China's exports as a whole")."""
    if walk.kind(index - 1) == "not" and walk.items[index - 1].value == "other":
        return True
    if "commodity" in walk.frame.said or walk.kind(index - 1) == "commodity" or _owner(walk, index) is None:
        return walk.text(index - 1) == "goods"
    wide = {"overall", "goods", "whole", "merchandise"}
    near = [walk.text(place) for place in (0, index - 1, index - 2, index + 2, index + 3)]
    return any(text in wide for text in near) and all(item.kind != "commodity" for item in walk.items)


def _verb(walk: Walk, index: int, item: Item) -> None:
    """exported, sold, sent; produced; refined. The subject is the exporter or producer."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    text = item.text.lower()
    if item.kind in {"prodv", "procv"} and (walk.kind(index - 1) in {"place", "adjective"} and walk.text(index + 1) in {"", "by", "in"}):
        return
    if text in {"make", "made", "makes", "mine", "process", "separate", "get", "gets", "sources", "produce", "supply", "supplies", "ship", "sold", "buy"} and frame.topic in _HOLD:
        return
    if item.kind in {"prodv", "procv"} and frame.flow in TRADE and "flow" in frame.said and walk.kind(index + 1) not in {"mass", "pct", "num"}:
        return
    if walk.text(index - 1) == "to" and not text.endswith("ed"):
        frame.modal = True
    subject = _subject(walk, index)
    frame.topic = "flow"
    if flow is Flow.EXPORT:
        _exporter(frame, subject)
    else:
        frame.say(flow=flow, partner=None)
        frame.slot = "reporter"
        if subject:
            frame.say(reporter=subject)
    frame.measure = "quantity"


def _exporter(frame: Frame, subject: str | None) -> None:
    home = frame.home
    if home and home[0] is Flow.IMPORT and subject and subject != home[1]:
        frame.say(flow=Flow.IMPORT, reporter=home[1], partner=subject)
        return
    frame.say(flow=Flow.EXPORT)
    frame.slot = "partner"
    if subject:
        frame.say(reporter=subject)
        frame.partner = WORLD
    elif "partner" not in frame.said:
        frame.partner = WORLD


def _buys(walk: Walk, index: int, item: Item) -> None:
    """imported, bought, brought in: the subject is the importer."""
    frame = walk.frame
    if walk.text(index - 1) == "to" and item.text.lower() in {"buy", "get"}:
        frame.modal = True
    subject = _subject(walk, index)
    if item.text.lower() in {"came in", "brought in", "entered", "landed", "paid", "spent"} and frame.flow is Flow.EXPORT and subject in {None, frame.reporter}:
        frame.topic = "flow"
        return
    frame.topic = "flow"
    if frame.flow is not Flow.IMPORT or subject or "partner" not in frame.said:
        frame.partner = WORLD if "partner" not in frame.said or subject else frame.partner
    frame.say(flow=Flow.IMPORT)
    frame.slot = "partner"
    if subject:
        frame.say(reporter=subject)
    frame.measure = "quantity"


def _holds(walk: Walk, index: int, item: Item) -> None:
    """"China provided 282 tons": a seller's verb before an amount."""
    if walk.kind(index + 1) in {"mass", "money"} and walk.frame.subject:
        walk.frame.topic = "flow"
        _exporter(walk.frame, walk.frame.subject)


def _takes(walk: Walk, index: int, item: Item) -> None:
    """took, received: the subject is the other end of an export, or the importer where imports are told."""
    frame = walk.frame
    if walk.kind(index + 1) not in {"mass", "num", "pct", "money", "pronoun", "zero", "commodity"} and walk.text(index + 1) not in {"the", "delivery", "nearly"}:
        return
    subject = _subject(walk, index)
    if frame.topic in {"", "flow"}:
        frame.topic = "flow"
    if subject is None:
        return
    if frame.home and frame.home[0] is Flow.EXPORT and subject != frame.home[1]:
        frame.say(flow=Flow.EXPORT, reporter=frame.home[1], partner=subject)
        frame.slot = "partner"
    elif frame.flow in TRADE and subject != frame.reporter and frame.flow is Flow.EXPORT:
        frame.say(partner=subject)
    else:
        frame.say(flow=Flow.IMPORT, reporter=subject)


def _owner(walk: Walk, index: int) -> str | None:
    """The territory that stands right before a noun as its owner, a few words off at the most."""
    for back in range(1, 6):
        kind = walk.kind(index - back)
        if kind == "adjective" or (kind == "place" and walk.text(index - back + 1) in {"'s", "’s", "'"}):
            return str(walk.items[index - back].value)
        if kind == "place" and back <= 2 and walk.text(index - back - 1) not in {"to", "from", "in", "and", "with"}:  # noqa: PLR2004
            return str(walk.items[index - back].value)
        if kind not in {"commodity", "word", "period", "same", "all", "up", "more"} and walk.text(index - back) not in {"'s", "’s"}:
            return None
    return None


def named(walk: Walk, index: int) -> str | None:
    """The territory that the words at a flow's noun or verb name as its own."""
    kind = walk.kind(index)
    if kind in {"exp", "imp", "prod", "proc"}:
        return _owner(walk, index)
    return walk.frame.subject if kind in {"expv", "impv", "prodv", "procv"} else None


def _subject(walk: Walk, index: int) -> str | None:
    """The territory that does what a verb says: the nearest bare place before it in its clause."""
    return walk.frame.subject


def _clause_starts(walk: Walk, index: int) -> bool:
    """Whether a mark or "while" stands in the few words before."""
    return any(walk.text(back) in {",", ";", "while", "but", "and", "—", "-", ":"} for back in range(walk.frame.held + 1, index))


# ---------------------------------------------------------------- places


def _place(walk: Walk, index: int, item: Item) -> None:
    frame, code = walk.frame, str(item.value)
    role = _role(walk, index)
    if role == "skip":
        return
    if walk.kind(index - 1) == "relies" or (walk.text(index - 1) == "the" and walk.kind(index - 2) == "relies"):
        frame.say(partner=code)
        frame.said |= {"relies"}
        return
    frame.joint = role in {"to", "from"} and walk.text(index - 1) in {"and", ",", "the"} and _together(walk, index)
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


def _role(walk: Walk, index: int) -> str:  # noqa: PLR0911
    before = walk.text(index - 1)
    if before in {"the", "neighbouring", "neighboring", "both", "either", "nearby", "mainland"}:
        before = walk.text(index - 2)
    if walk.text(index + 1) == "bound" or before in {"to", "into", "toward", "towards", "reach", "reached"}:
        return "to"
    if before in {"for", "onto"} and walk.text(index - 2) in {"bound", "destined", "headed", "heading", "left", "leaving"}:
        return "to"
    if walk.text(index + 1) in {"'s", "’s", "'", "’"} or walk.kind(index) == "adjective":
        if before == "to" and walk.kind(index + 1) in {"ranked", "word"}:
            return "to"
        return "of"
    if before not in {"from", "to", "in", "with", "and"} and (walk.kind(index + 1) in {"exp", "imp", "prod"} or (walk.kind(index + 1) == "commodity" and walk.kind(index + 2) in {"exp", "imp", "prod"})):
        return "of"
    if before in {"from", "out of"} or (before == "of" and walk.text(index - 2) == "out"):
        return "from"
    if before in {"in", "at", "across", "within", "inside", "near", "outside"}:
        return "in"
    if before in {"with", "between"} and walk.kind(index + 1) not in {"mass", "num", "pct"}:
        return "skip"
    if before in {"and", ","} and index >= 2:  # noqa: PLR2004
        return _listed(walk, index)
    return "bare"


def _listed(walk: Walk, index: int) -> str:
    """A place after "and" or a comma does what the place before it in the list does."""
    back = index - 1
    while back >= 0 and (walk.text(back) in {"and", ",", "the", "(", ")", "or"} or walk.kind(back) in {"mass", "pct", "place"}):
        if walk.kind(back) == "place":
            role = _role(walk, back)
            return role if role in {"to", "from"} and not _acts(walk, index) else "bare"
        if walk.kind(back) in {"mass", "pct"}:
            return "bare" if walk.text(index - 1) == "," or walk.kind(index + 1) in {"mass", "num"} else "bare"
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
    if frame.flow is Flow.IMPORT and walk.text(index - 1) in {"into", "the"} and "into" in (walk.text(index - 1), walk.text(index - 2)):
        frame.say(reporter=code)
    elif frame.flow in (Flow.PRODUCTION, Flow.PROCESSING) and "flow" in frame.said:
        return
    elif frame.reporter == code and frame.flow is not Flow.IMPORT:
        return
    else:
        if frame.flow is not Flow.EXPORT:
            frame.flow = Flow.EXPORT
            if frame.home and frame.home[0] is Flow.EXPORT:
                frame.reporter = frame.home[1]
        frame.say(partner=code)
        frame.topic = frame.topic or "flow"
    frame.place = code


def _origin(walk: Walk, code: str) -> None:
    frame = walk.frame
    if frame.flow is Flow.IMPORT:
        if code != frame.reporter:
            frame.say(partner=code)
    elif frame.flow is Flow.EXPORT and frame.home and frame.home[0] is Flow.IMPORT and code != frame.home[1]:
        frame.say(flow=Flow.IMPORT, reporter=frame.home[1], partner=code)
    elif frame.flow is Flow.EXPORT:
        frame.say(reporter=code)
    elif frame.flow is not None:
        frame.say(reporter=code)
    frame.place = code


_HEADS = frozenset(["exp", "imp", "prod", "proc", "expv"])


def _owned(walk: Walk, index: int, code: str) -> None:
    """China's exports, Chinese producers, Japan's share, Germany's 764 tonnes."""
    frame = walk.frame
    head = _head(walk, index)
    if head in {"exp", "expv"}:
        frame.say(reporter=code)
        frame.subject = code
    elif head in {"imp", "prod", "proc"}:
        frame.say(reporter=code)
        frame.subject = code
    elif head == "agent":
        frame.subject = code
        if frame.flow is None:
            frame.say(reporter=code)
    elif head in {"share", "same", "mass", "pct"} and frame.flow in TRADE:
        frame.say(partner=WORLD if code == frame.reporter else code)
        frame.subject = code
    elif head in {"share", "same", "mass", "pct", "num"} and frame.flow is not None:
        frame.say(reporter=code)
        frame.subject = code
    elif head == "commodity" and frame.flow is Flow.IMPORT and code != frame.reporter:
        frame.say(partner=code)
    elif not head and walk.kind(index) == "adjective" and walk.text(index - 1) == "of" and frame.flow is Flow.IMPORT and code != frame.reporter:
        frame.say(partner=code)
    elif head == "commodity" and frame.reporter is None:
        frame.say(reporter=code)
    elif head == "ranked" and frame.flow is Flow.IMPORT and code != frame.reporter:
        frame.say(partner=code)


_AGENTS = frozenset(["producers", "exporters", "sellers", "factories", "makers", "shippers", "companies", "traders", "firms", "miners", "plants", "mines", "refiners", "refineries", "smelters", "manufacturers", "suppliers", "importers", "buyers", "customers", "users", "mills", "carmakers"])


def _head(walk: Walk, index: int) -> str:
    """What a territory owns: the kind of the noun that its name or adjective belongs to."""
    seen = ""
    for ahead in range(index + 1, min(index + 8, len(walk.items))):
        kind, text = walk.kind(ahead), walk.text(ahead)
        if text in _AGENTS:
            return "agent"
        if kind in _HEADS or kind in {"share", "same", "mass", "pct", "ranked", "num"}:
            return kind
        if kind == "commodity":
            seen = "commodity"
        elif text in {"of", "to", "from", ",", ".", ";", "in", "and"} or kind in {"up", "down", "compare", "not"}:
            return seen
    return seen


def _where(walk: Walk, index: int, code: str) -> None:
    """"In China": where something is made; opening a sentence, whose trade it tells: "Across the EU, imports fell"."""
    frame = walk.frame
    if frame.flow in TRADE and index < 4 and walk.text(index + 1) == "," and any(item.kind in {"exp", "imp"} for item in walk.items):  # noqa: PLR2004
        frame.say(reporter=code)
        frame.subject = code
    if frame.flow in (Flow.PRODUCTION, Flow.PROCESSING):
        frame.say(reporter=code)


def _bare(walk: Walk, index: int, code: str) -> None:
    """A place by itself: the subject of a verb, or a member of a list."""
    frame = walk.frame
    frame.subject = code
    frame.opening = frame.opening or code
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
            frame.say(**{"partner": code})
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
        if kind in {"expv", "impv", "take", "prodv", "procv", "relies", "holds", "makesup", "share", "mass", "num", "pct", "ordinal", "best", "up", "down", "more", "less", "zero"}:
            return kind
        if kind in {"exp", "imp", "prod", "proc", "not"}:
            return ""
    return ""


# ---------------------------------------------------------------- the rest


def _all(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    if item.text.lower() in {"abroad", "overseas"} and frame.topic in {"", "again"} and frame.flow is not Flow.IMPORT:
        _exporter(frame, frame.subject)
        frame.topic = "flow"
    if frame.flow in TRADE or frame.flow is None:
        if walk.text(index - 1) == "from" or walk.kind(index - 1) == "compare":
            frame.say(partner=WORLD)
        elif not ("partner" in frame.said and item.text.lower() in {"abroad", "overseas", "overall", "in all"}):
            frame.say(partner=WORLD)
    if item.text.lower().startswith("total ") and item.text.lower().split()[-1] in {"exports", "shipments", "sales"}:
        frame.say(flow=Flow.EXPORT, topic="flow")
    elif item.text.lower().split()[-1] in {"exports", "shipments", "imports", "purchases"}:
        flow = Flow.IMPORT if item.text.lower().split()[-1] in {"imports", "purchases"} else Flow.EXPORT
        frame.say(flow=flow, topic="flow")


def _same(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    text = item.text.lower()
    if text in {"total", "totals"} and frame.flow in TRADE and walk.text(index - 1) not in {"of", "the"} or (text == "total" and _clause_starts(walk, index + 1) and index < 4 and frame.flow in TRADE):  # noqa: PLR2004
        frame.say(partner=WORLD)
    if not frame.topic and frame.flow:
        frame.topic = "flow"


def _pronoun(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    if not frame.topic and frame.flow and index < 8 and item.text.lower() not in {"which", "its", "their"}:  # noqa: PLR2004
        frame.topic = "again"


def _country(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    verb = FLOW_KINDS.get(_verb_after(walk, index))
    home = frame.home[1] if frame.home and frame.home[0] is verb else None
    frame.subject = home or frame.subject or frame.talked or frame.reporter
    if item.kind == "bloc":
        frame.subject = "EU"
        if walk.text(index - 1) == "to":
            _destination(walk, "EU", index)


def _period(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    when: When = item.value
    if compared(walk, index):
        frame.base = resolve(when, walk.published, frame.period, _anchor(frame, when))
        return
    period = walk.when(item)
    if period is None or ("period" in frame.said and (_local(walk, index) or _aside(walk, index) or period.end > walk.published)):
        return
    if when.year and when.kind == "span":
        frame.anchor = period if period.end < walk.published else None
    frame.say(period=period)
    frame.base = None


def _anchor(frame: Frame, when: When) -> Period | None:
    """Undated months of a comparison lie before the period spoken of."""
    return frame.period if when.kind == "span" and when.count < 12 and frame.period else frame.anchor  # noqa: PLR2004


def _aside(walk: Walk, index: int) -> bool:
    """A time that belongs to some other noun: "the peak of 2025"."""
    return walk.text(index - 1) == "of" and walk.kind(index - 2) in {"word", "best", "ordinal"}


def compared(walk: Walk, index: int) -> bool:
    """Whether a time is what something is compared with: "than in June", "from May's 5 t", "those of July"."""
    if walk.text(index - 1) in {"from", "over"} and walk.items[index].kind == "period" and walk.items[index].value.count not in {1, 12} and "-" not in walk.text(index):
        return False
    for back in range(1, 6):
        kind, text = walk.kind(index - back), walk.text(index - back)
        if kind in {"fold", "multiplied"}:
            return True
        if kind in {"more", "less"} and (text.endswith("than") or text in {"above", "below", "under", "short of", "behind"}):
            return True
        if kind == "compare" or (kind in {"more", "less"} and back > 1):
            return text not in {"after", "following", "as", "on"} or back == 1 or walk.kind(index - back + 1) in {"mass", "money", "pct"}
        if kind not in {"expv", "impv", "pronoun", "same", "mass", "money", "bound", "word", "rel", "more", "less"} or (
            kind == "word" and text not in {"at", "its", "their", "peak", "tiny", "meagre", "low", "high", "record", "depressed", "in", "the", "that", "of", "a", "for", "during", "seen", "recorded", "back", "all", "whole", "made", "sold", "shipped", "reported", "registered", "some", "just", "'s", "’s", "to"}
        ):
            return False
    return False


def _local(walk: Walk, index: int) -> bool:
    """Whether a time belongs to one number alone: "619 tons in July", "(2023: 5 t)"."""
    before = walk.kind(index - 1)
    if before in {"mass", "money", "num", "pct"}:
        return True
    if walk.text(index - 1) in {"in", "of", "for", "during", "("} and walk.kind(index - 2) in {"mass", "money", "pct", "zero"}:
        return True
    return walk.text(index + 1) in {":", "'s", "’s"} and walk.text(index - 1) == "("


def _rel(walk: Walk, index: int, item: Item) -> None:
    """"a month earlier": the period of the number beside it; by itself at a sentence's start, the period told."""
    frame = walk.frame
    period = walk.when(item)
    if period is None:
        return
    if index <= 1 or (index <= 3 and walk.text(0) in {"in", "but", "and"}):  # noqa: PLR2004
        if item.value.shift:
            frame.say(period=period)
        return
    frame.base = period


def _rate(walk: Walk, index: int, item: Item) -> None:
    walk.frame.rate = item.value.shift


def _not(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    if item.value == "future":
        if item.text.lower() in {"if", "can", "plan", "plans", "likely", "potential", "want", "wants"} and walk.kind(index - 1) in {"exp", "imp"}:
            return
        frame.modal = True
    elif item.value in _NEAR:
        frame.near[item.value] = index
    elif item.value == "average":
        frame.topic = "average"
    else:
        frame.topic = str(item.value)
        frame.held = index


def _measure(walk: Walk, index: int, item: Item) -> None:
    walk.frame.measure = "value" if item.kind == "invalue" else "quantity"
    if item.kind == "invalue" and not walk.frame.topic and walk.frame.flow:
        walk.frame.topic = "flow"


def _mark(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    if item.text in {";", "—", "•"}:
        frame.modal = False
        frame.subject = None
        if frame.topic not in {"", "flow"}:
            frame.topic = "again" if frame.flow else ""


def _word(walk: Walk, index: int, item: Item) -> None:
    if item.text.lower() in {"while", "but", "whereas", "although", "though"}:
        _mark(walk, index, Item("mark", 0, 0, ";"))


def _town(walk: Walk, index: int, item: Item) -> None:
    """A plant or mine puts out for its territory."""
    frame = walk.frame
    if frame.flow not in TRADE and (frame.flow is not None or _verb_after(walk, index) in {"prodv", "procv"}):
        frame.say(reporter=str(item.value))
        frame.subject = str(item.value)


def _makesup(walk: Walk, index: int, item: Item) -> None:
    if not walk.frame.topic and walk.frame.flow:
        walk.frame.topic = "again"


def _several(walk: Walk, index: int, item: Item) -> None:
    if walk.text(index + 1) in {"countries", "suppliers", "buyers", "destinations", "markets", "nations", "sources"} and walk.text(index - 1) != "only":
        walk.frame.joint = True


def _moves(walk: Walk, index: int, item: Item) -> None:
    frame = walk.frame
    if not frame.topic and frame.flow and frame.commodity and walk.frame.subject is None:
        frame.topic = "again"


_HANDLERS = {
    "commodity": _commodity,
    "exp": _noun, "imp": _noun, "prod": _noun, "proc": _noun,
    "expv": _verb, "prodv": _verb, "procv": _verb,
    "impv": _buys, "take": _takes, "holds": _holds,
    "place": _place, "adjective": _place,
    "all": _all, "same": _same, "pronoun": _pronoun, "country": _country, "bloc": _country,
    "period": _period, "rel": _rel, "rate": _rate,
    "not": _not, "invalue": _measure, "inquantity": _measure,
    "mark": _mark, "word": _word, "up": _moves, "down": _moves, "makesup": _makesup, "num": _several, "town": _town, "ranked": _makesup,
}  # fmt: skip


def blocked(frame: Frame, index: int) -> bool:
    """Whether a number here is of something else: a price, a quota, a plan."""
    near = any(index - place <= _NEAR_REACH for place in frame.near.values())
    return frame.modal or near or frame.topic not in {"flow", "again"}
