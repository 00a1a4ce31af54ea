"""What a text is speaking of while it is read: commodity, flow, reporter, partner, period.

A sentence is walked from left to right; every mention updates the frame, and the frame at a number tells
what the number is of. What a sentence leaves unsaid stays as the sentence before left it.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from rarewatch.figures.mentions import Item, Row
from rarewatch.figures.timeline import resolve
from rarewatch.model import WORLD, Flow, Period

FLOW_KINDS = {
    "exp": Flow.EXPORT, "expv": Flow.EXPORT, "imp": Flow.IMPORT, "impv": Flow.IMPORT,
    "prod": Flow.PRODUCTION, "prodv": Flow.PRODUCTION, "proc": Flow.PROCESSING, "procv": Flow.PROCESSING,
}  # fmt: skip


HOLD = frozenset(["quota", "capacity", "price", "tariff", "reserve", "stock"])
"""Topics that a flow's noun in the same clause does not end: "a quota for exports"."""
TRADE = (Flow.EXPORT, Flow.IMPORT)


_NEAR_REACH = 5


@dataclass
class Frame:
    """What is being spoken of. `topic` is "flow" or "again" where numbers may be figures, else what bars."""

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
    told: str = "quantity"
    """The measure of the last amount told: what a share or rank goes by where it has no amount beside it."""
    topic: str = ""
    modal: bool = False
    subject: str | None = None
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
    other: str | None = None
    """The last single partner told."""
    named: Period | None = None
    """The last period named at all: what "that month" means."""
    noun: str = ""
    """The flow's noun last said, in lower case."""
    talked: str | None = None
    """The first subject of the sentence before."""
    opening: str | None = None
    """The first subject of this sentence."""
    likely: str | None = None
    """The reporter where no words say whose flow it is."""
    theme: str | None = None
    """The commodity of the headline."""
    listing: bool = False
    """Whether a head with a colon has opened a list of this flow."""
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
        partner = slots.get("partner")
        if isinstance(partner, str) and partner != WORLD:
            self.other = partner
        self.said |= frozenset(slots)


class Walk:
    """A row with the frame that its items update, and how to look around in it."""

    def __init__(self, row: Row, frame: Frame, published: date) -> None:
        self.row, self.items, self.frame, self.published = row, row.items, frame, published

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

    def relative(self) -> frozenset[int]:
        """The places inside ", which … ," clauses."""
        found: set[int] = set()
        start = None
        for index, item in enumerate(self.items):
            if item.text.lower() == "which" and "," in (self.text(index - 1), self.text(index - 2)):
                start = index
            elif item.text == "," and start is not None:
                found.update(range(start, index))
                start = None
        return frozenset(found)

    def when(self, item: Item) -> Period | None:
        """The period that a time stands for here."""
        frame = self.frame
        spoken = frame.period
        if item.value.kind in {"rel", "rate", "run"} and spoken is None:
            spoken = _before(self.published)
        return resolve(item.value, self.published, spoken, frame.anchor)


def _before(day: date) -> Period:
    return Period.months(day.year, day.month - 1)


def blocked(frame: Frame, index: int) -> bool:
    """Whether a number here is of something else: a price, a quota, a plan."""
    near = any(index - place <= _NEAR_REACH for place in frame.near.values())
    return frame.modal or near or frame.topic not in {"flow", "again"}
