"""What a text is speaking of while it is read: commodity, flow, exporter, importer, maker, period.

A sentence is walked from left to right; every mention updates the frame, and the frame at a number tells
what the number is of. What a sentence leaves unsaid stays as the sentence before left it. Trade has two
ends, whichever of them reports it: words tell who exports and who imports, and only the flow spoken of
tells which of the two is the reporter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from rarewatch.figures.mentions import Item, Row
from rarewatch.figures.timeline import resolve
from rarewatch.figures.whens import When
from rarewatch.model import WORLD, Flow, Period

FLOW_KINDS = {
    "exp": Flow.EXPORT, "expv": Flow.EXPORT, "imp": Flow.IMPORT, "impv": Flow.IMPORT,
    "prod": Flow.PRODUCTION, "prodv": Flow.PRODUCTION, "proc": Flow.PROCESSING, "procv": Flow.PROCESSING,
}  # fmt: skip
_EXPORT, _IMPORT = Flow.EXPORT, Flow.IMPORT
"""Here by themselves, for they are asked for at every word and an enumeration looks its members up slowly."""
TRADE = (_EXPORT, _IMPORT)
HOLD = frozenset(["quota", "capacity", "price", "tariff", "reserve", "stock"])
"""Topics that a flow's noun in the same clause does not end: "a quota for exports"."""
GROUPS = frozenset(["rare-earths", "rare-earth-magnets"])
"""Commodities that single elements are a part of."""
AMOUNTS = frozenset(["mass", "money", "pct", "fold", "multiplied", "zero"])
"""Kinds of mention that may become a figure's number."""
_NEAR_REACH = 5
"""Items to the left of a number within which a word such as "permit" turns it away."""


@dataclass
class Frame:
    """What is being spoken of. `topic` is "flow" or "again" where numbers may be figures, else what bars."""

    commodity: str | None = None
    element: str | None = None
    """The commodity last named that is no group: what "the metal" means."""
    flow: Flow | None = None
    exporter: str | None = None
    importer: str | None = None
    maker: str | None = None
    whence: str | None = None
    """Where goods are said to come from, which alone does not make it the exporter that is told of."""
    period: Period | None = None
    anchor: Period | None = None
    resumed: Period | None = None
    """What is spoken of again behind a clause such as ", which took 5 t in 2010,"."""
    base: Period | None = None
    rate: int = 0
    """Months back of the last growth convention said; 0 where none was."""
    measure: str = "quantity"
    told: str = "quantity"
    """The measure of the last amount told: what a share or rank goes by where it has no amount beside it."""
    shared: bool = False
    """Whether the last figure of the sentence before was a share."""
    dated: Period | None = None
    """The period of the last amount of the sentence before."""
    placed: int = 0
    """The last rank that the sentence before told, in this paragraph."""
    first: str | None = None
    """The partner of the first amount that the sentence before told."""
    part: tuple[Flow, str, str] | None = None
    """Flow, reporter and partner of that share."""
    leaning: bool = False
    """Whether a share is told as a need of one source: whoever else is named needs that source, too."""
    paid: bool = False
    """Whether the last amount told was money."""
    weighed: bool = False
    """Whether any amount told so far was a weight."""
    topic: str = ""
    modal: bool = False
    held: int = 0
    """Where the last word stands that turned the topic away."""
    near: dict[str, int] = field(default_factory=dict)
    subject: str | None = None
    """The territory that does what the next verb says."""
    opening: str | None = None
    """The first subject of this sentence."""
    before: Row | None = None
    """The sentence before: of it are "the former" and "the latter"."""
    acted: str | None = None
    """The first subject of the very sentence before, if it had one."""
    talked: str | None = None
    """The first subject of the sentence before."""
    mentioned: str | None = None
    """The territory that the sentence before named last."""
    named_before: str | None = None
    """The first subject of the very sentence before, in this paragraph."""
    away: str | None = None
    """The last territory told that is not the reporter: "there", "its neighbour"."""
    beyond: str | None = None
    """The one told before that: what "there" means where `away` has become the reporter."""
    acting: str | None = None
    """The reporter that a verb of this sentence is told of: "Germany bought", which others may do in turn."""
    said: set[str] = field(default_factory=set)
    """Slots that the sentence itself has filled."""
    joint: bool = False
    """Whether several partners are meant together."""
    ends: int = 0
    """How many partners the sentence has told apart."""
    home: tuple[Flow, str] | None = None
    """The article's own view: whose flow its data are of."""
    scope: str | None = None
    """The partner that the article is about, until a total over all partners is told."""
    parted: bool = False
    """Whether the headline tells of a part of the trade."""
    goods: frozenset[str] = frozenset()
    """The commodities of the headline."""
    likely: str | None = None
    """The reporter where no words say whose flow it is."""
    at_home: bool = False
    """Whether the article is of that territory, too: it names it otherwise than where it was written."""
    here: str | None = None
    """Where the text was written: "here"."""
    spoken: str | None = None
    """The commodity that the sentence before named last: what "5 t of them" means."""
    theme: str | None = None
    """The commodity of the headline."""
    named: Period | None = None
    """The last period named at all: what "that month" means."""
    told_of: str | None = None
    """The commodity of the last figure."""
    passing: bool = False
    """Whether the sentence before, no heading, named another one of which no figure has been told yet."""
    since: Period | None = None
    """The month since which something was the most or the least: "at that time" means it."""
    versus: Period | None = None
    """What was compared with last: "in that month they had tripled" means it."""
    main: Period | None = None
    """The latest period told so far: what a new paragraph speaks of when it names none."""
    whole: tuple[str | None, str | None] | None = None
    """Exporter and importer before a share was told: the next sentence speaks of the whole again."""
    whole_flow: Flow | None = None
    """The flow that these are the ends of."""
    regional: bool = False
    """Whether the sentence before, in this paragraph, told of a province alone."""
    unlawful: bool = False
    """Whether the sentence names smuggled or seized goods."""
    illicit: bool = False
    """Whether the sentence before, in this paragraph, named such goods: "it" means those."""
    shady: bool = False
    """Whether the headline is of smuggling and the like: tonnes without a word of trade are no trade then."""
    allotted: bool = False
    """Whether the headline is of quotas: output is told then only by a verb such as "mined"."""
    told_last: bool = False
    """Whether the sentence before told a figure, be it in this paragraph or not."""
    turned: bool = False
    """Whether the sentence before, in this paragraph, spoke of a quota, a price, other goods."""
    strayed: bool = False
    """Whether the sentence before, in this paragraph, ended with other goods."""
    going: bool = False
    """Whether the sentence before, in this paragraph, told a figure."""
    book: str | None = None
    """Whose statistics the paragraph tells of, where it says so."""
    seat: str | None = None
    """Where the last plant or mine of the article stands."""
    site: str | None = None
    """Where the plant or mine stands that is spoken of."""
    noun: str = ""
    """The flow's noun last said, in lower case."""
    section: str = ""
    """What the heading above is of, where that is a price, a quota and the like."""
    headed: tuple[str, ...] = ()
    """The territories of the heading above, where it names nothing else: whose output is told under it."""
    listing: bool = False
    """Whether a head with a colon has opened a list of this flow."""
    cells: dict[int, Period] = field(default_factory=dict)
    """Periods of a table row's numbers, by their item."""
    columns: tuple[Period, ...] = ()
    """Periods that a table's head names, in order."""
    unit: float = 0.0
    """Tonnes in the unit of a table's numbers; 0 outside a table."""

    def copy(self) -> "Frame":
        """A frame of its own with the same content."""
        twin = Frame.__new__(Frame)
        twin.__dict__.update(self.__dict__)
        twin.near, twin.said = dict(self.near), set(self.said)
        return twin

    def say(self, **slots: object) -> None:
        """Set slots that the words fill."""
        self.__dict__.update(slots)
        self.said.update(slots)

    @property
    def reporter(self) -> str | None:
        """Whose flow it is."""
        flow = self.flow
        return self.exporter if flow is _EXPORT else self.importer if flow is _IMPORT else self.maker

    @property
    def partner(self) -> str | None:
        """The other end of trade; None for production and processing."""
        flow = self.flow
        return self.importer if flow is _EXPORT else self.exporter if flow is _IMPORT else None

    def own(self, code: str) -> None:
        """The territory whose flow it is."""
        slot = _OWN.get(self.flow, "maker")
        self.__dict__[slot] = code
        self.said.add(slot)

    def meet(self, code: str) -> None:
        """The territory at the other end of trade."""
        slot = _OTHER.get(self.flow)
        if slot:
            self.__dict__[slot] = code
            self.said.add(slot)
            if code != WORLD:
                self.away = code

    def reset_partner(self) -> None:
        """All partners, without the words saying so."""
        slot = _OTHER.get(self.flow)
        if slot:
            self.__dict__[slot] = WORLD
            self.said.discard(slot)

    @property
    def there(self) -> str | None:
        """The last territory told that is not the reporter now."""
        away = self.away
        return away if away != self.reporter else self.beyond

    def partner_said(self) -> bool:
        """Whether the sentence names the other end."""
        return _OTHER.get(self.flow) in self.said

    def reporter_said(self) -> bool:
        """Whether the sentence names whose flow it is."""
        return _OWN.get(self.flow, "maker") in self.said


_OWN: dict[Flow | None, str] = {Flow.EXPORT: "exporter", Flow.IMPORT: "importer"}
_OTHER: dict[Flow | None, str] = {Flow.EXPORT: "importer", Flow.IMPORT: "exporter"}


REACHING = frozenset(["reached", "entered", "left"])
"""What goods do where they come in or go out."""


class Walk:
    """A row with the frame that its items update, and how to look around in it."""

    def __init__(self, row: Row, frame: Frame, published: date) -> None:
        self.row, self.items, self.frame, self.published = row, row.items, frame, published
        self.kinds, self.lows, self.last = row.kinds, row.lows, len(row.items) - 1
        self.kind: Callable[[int], str] = row.kinds_around.__getitem__
        """The kind of the item at a place, empty outside the row."""
        self.text: Callable[[int], str] = row.lows_around.__getitem__
        """Its words in lower case, empty outside the row."""

    def beside(self, frame: Frame) -> "Walk":
        """A walk along the same row with another frame."""
        return Walk(self.row, frame, self.published)

    def named(self) -> set[str]:
        """The territories that the row names."""
        return {str(item.value) for item in self.items if item.kind in {"place", "adjective"}}

    def asides(self) -> frozenset[int]:
        """The places inside clauses such as ", which …", without an amount, up to a comma."""
        asides = self.row.asides
        if asides is None:
            told = not _OPENERS.isdisjoint(self.lows)
            asides = self.row.asides = frozenset(self._find_asides() if told else ())
        return asides

    def _find_asides(self) -> Iterator[int]:
        start: int | None = None
        for index, text in enumerate(self.lows):
            if start is None and text not in _OPENERS:
                continue
            if (start is None and (text in _RELATIVE or (text == "that" and self._restricts(index)))) or (
                start is None and text == "," and index > 0 and self._apart(index)
            ):
                start = index
            elif start is not None and (text in _CLOSERS or index == self.last):
                kinds = self.kinds[start : index + 1]
                parts = all(self._is_part(n) for n in range(start, index + 1) if self.kinds[n] in AMOUNTS)
                done = text == "," and self.kind(index + 1) in _DOING and AMOUNTS.isdisjoint(kinds)
                parts = parts or (self._of_duty(start, index) and _TRADED.isdisjoint(kinds))
                if done or (parts and not ("place" in kinds and not _TOLD.isdisjoint(kinds))):
                    yield from range(start, index if text in _CLOSERS else index + 1)
                start = None

    def _of_duty(self, start: int, stop: int) -> bool:
        """ ", which led to tariffs of up to 145 percent,": whether a clause tells of duties."""
        clause = self.items[start : stop + 1]
        return any(item.kind == "not" and item.value == "tariff" for item in clause)

    def _is_part(self, index: int) -> bool:
        """Whether a per cent is only "half" or "a third" in words."""
        return self.kinds[index] == "pct" and self.items[index].value.note == "stated as a part"

    def _apart(self, index: int) -> bool:
        """Whether words between commas part noun from verb: "imports, mostly from Malaysia, rose"."""
        for ahead in range(index + 1, min(index + 18, self.last)):
            if self.kinds[ahead] in AMOUNTS or self.kinds[ahead] == "num":
                return False
            if self.lows[ahead] == ",":
                moved = ahead + 1 + (self.text(ahead + 1) in {"have", "has", "had"})
                verb = self.kind(moved) in {"up", "down", "multiplied"} or self.lows[ahead + 1] in _COMING_TO
                if self.kinds[index - 1] not in _HEADS:  # "The mine, opened in 2023, delivered 5 t"
                    verb = verb or self.kinds[ahead + 1] in _DOING
                    verb = verb and self.lows[index + 1] in _PARTICIPLES
                return ahead > index + 2 and verb
        return False

    def _restricts(self, index: int) -> bool:
        """Whether "that" opens a relative clause: "data that start in 2012", not "says that".

        In "Of the 5 t that came in, 2 t were Chinese" the clause tells of what all that follows is a part.
        """
        if self.lows[0] == "of" and "," not in self.lows[:index]:
            return False
        before, after = self.kind(index - 1), self.kind(index + 1)
        if self.text(index + 1) in {"of", "from", "to"}:
            return False  # "whereas that of exports rose"
        if self.text(index + 1) in REACHING and self.kind(index + 2) == "place":
            return False  # "of the ore that reached Germany in May, 65% was Chinese" tells of trade
        noun = before in {"commodity", "not", "ranked"} or (
            before == "word" and self.text(index - 1) not in _SAYING
        )
        return noun and after in {"word", "expv", "impv", "prodv", "procv", "take"}

    def when(self, item: Item) -> Period | None:
        """The period that a time stands for here."""
        spoken = self.frame.named if item.value.kind == "nth" else self.frame.period
        if item.value.kind in {"rel", "rate", "run", "enclosing"} and spoken is None:
            spoken = _before(self.published)
        if item.value.kind == "later" and self.frame.base:
            spoken = self.frame.base  # "from 1,073 t in May to nothing the month after"
        return self.settle(item.value, spoken, self.frame.anchor)

    def settle(self, when: When, spoken_of: Period | None, anchor: Period | None) -> Period | None:
        """A time against the day of publication and the period spoken of, by the reporter's fiscal year."""
        main = self.frame.main
        if (
            when.kind == "run"
            and main
            and main.whole_months == when.count != (spoken_of and spoken_of.whole_months)
        ):
            return main  # "in the nine months", whatever month was named by the way
        if when.kind in {"run", "enclosing"} and spoken_of and spoken_of.whole_months > when.count:
            named = self.frame.named  # "the December quarter" of the year spoken of: "in the quarter"
            if named and named.whole_months == when.count and spoken_of.contains(named):
                return named
        home = self.frame.home[1] if self.frame.home else ""
        fiscal = _FISCAL.get(home, 4)
        if when.kind == "fiscal" and when.shift and when.year and home in _BY_FIRST:
            when = replace(when, year=when.year + 1)
        return resolve(when, self.published, spoken_of, anchor, fiscal)


_BY_FIRST = frozenset(["JP"])
"""Whose fiscal years are called after the year in which they begin: "fiscal 2024" ends in March 2025."""
_FISCAL = {"AU": 7, "MY": 7, "NZ": 7, "PK": 7, "BD": 7, "EG": 7, "US": 10}
"""First month of the fiscal year where it is not April, by territory; Malaysia's is its refiner's."""
_COMING_TO = frozenset(
    ["reached", "amounted", "came", "totalled", "totaled", "stood", "were", "was", "hit", "grew"]
)
"""Verbs behind an aside: "Imports, mostly of concentrate, amounted to 5 t"."""
_TOLD = frozenset(["imp", "impv", "exp", "expv"])
_PARTICIPLES = frozenset(
    ["opened", "founded", "owned", "led", "run", "operated", "based", "built", "started", "launched",
     "non", "absent", "unknown", "once", "mostly", "mainly", "chiefly", "largely",
     "restarted", "reopened", "listed", "as"]
)  # fmt: skip
"""How an aside on a subject begins."""
_DOING = frozenset(["impv", "expv", "take", "prodv", "up", "down", "makesup"])
"""The verb of a territory behind a clause on it: "Japan, which has accused Beijing, bought half of it"."""
_HEADS = frozenset(["exp", "imp", "same", "all", "commodity"])
_RELATIVE = frozenset(["which", "who", "whose", "where", "because"])
_TRADED = frozenset(
    ["exp", "expv", "imp", "impv", "take", "prod", "prodv", "proc", "procv", "mass", "holds", "share"]
)
"""What a clause by the way holds where its per cents are of a flow."""
_OPENERS = _RELATIVE | {"that", ","}
_CLOSERS = frozenset([",", ";", "—", ")"])
_SAYING = frozenset(
    [
        "said", "says", "say", "showed", "show", "shows", "reported", "told", "fact", "so", "means",
        "meant", "think", "thinks",
        "believes", "believe", "noted", "notes", "found", "added", "after", "before", "than", "at", "in",
        "by", "of", "to",
        "suggest", "suggests", "shown", "and", "but", "was", "is", "were", "reckons", "estimates",
        "estimated", "from", "during",
    ]
)  # fmt: skip


def _before(day: date) -> Period:
    return Period.months(day.year, day.month - 1)


def blocked(frame: Frame, index: int, *, weighs: bool) -> bool:
    """Whether a number here is of a price, a quota, a plan. Permits are counted, not weighed."""
    near = bool(frame.near) and any(
        index - place <= _NEAR_REACH and not (weighs and word == "permit")
        for word, place in frame.near.items()
    )
    shady = (frame.shady or frame.illicit) and "flow" not in frame.said
    allotted = frame.allotted and frame.flow not in TRADE and "made" not in frame.said
    return frame.modal or near or shady or allotted or frame.topic not in {"flow", "again"}
