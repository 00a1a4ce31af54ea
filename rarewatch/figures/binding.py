"""What each number of a sentence is of: its readings bound to the frame where they stand."""

from collections.abc import Iterator, Set
from itertools import pairwise

from rarewatch.figures import ranks
from rarewatch.figures.ahead import Ahead
from rarewatch.figures.anew import Anew
from rarewatch.figures.ends import label, members
from rarewatch.figures.frames import TRADE, Frame, blocked
from rarewatch.figures.lists import dealt, each_of, none_for_all, respectively, shared_out
from rarewatch.figures.measures import Measuring
from rarewatch.figures.partners import Partners
from rarewatch.figures.readings import carried, parted, readings
from rarewatch.figures.roles import OWNING, SELLERS
from rarewatch.figures.rules import Reading
from rarewatch.figures.spoilt import Spoilt
from rarewatch.figures.walk import steps
from rarewatch.model import WORLD, Bound, Figure, Flow, Kind, Measure, Period

_MEASURES = {measure.value: measure for measure in Measure}
_BOUNDS = {bound.value: bound for bound in Bound}
_GETTING = frozenset(["got none", "went without", "went away empty-handed", "dropped out", "drew a blank"])
"""Rules for none at all that are told of who gets it."""
_BESIDE = frozenset(
    ["period", "rel", "up", "down", "more", "less", "invalue", "money", "multiplied", "in", "for", ",",
     "and", "or", "the", "a", "an"]
)  # fmt: skip
"""What stands between an amount and growth that is told right behind it."""
_COMING = frozenset(["N% from", "N% of A and M% of B from P", "N% were Chinese"])
"""Rules for shares that are of imports, where these are told of."""
_PLACING = frozenset(["came second", "and C third", "came next", "followed by"])
"""Rules that place anything, producers too: they give a rank only where trade is told."""


def in_union(frame: Frame, code: str | None) -> str | None:
    """ "Europe" is a loose word for the Union where the article's trade is with that, or its own."""
    if code != "150":
        return code
    return "EU" if "EU" in {frame.scope, frame.home[1] if frame.home else None} else code


class Binder(Ahead, Anew, Measuring, Partners, Spoilt):
    """The figures of one sentence."""

    _ranked: Set[str | None] = frozenset()
    """The territories that the sentence places: none of them has the trade in which they are placed."""

    _worth_of: Period | None = None
    """The period of the sentence's last weight: what "worth $5m" behind it is of, too."""

    _leveled: tuple[int, Period | None] | None = None
    """Where the last amount stands that others are not compared with, and its period."""

    _began: Period | None = None
    """The period spoken of as the sentence begins."""

    def figures(self) -> Iterator[Figure]:
        """Walk the row once; bind each reading where it stands."""
        found = self._readings()
        placed = ranks.readings(self.row, self.frame.placed)
        last = len(self.items) - 1
        self._began = self.frame.period
        heads = [index for index in found if index <= 1 and self._text(index + 1) == ":"]
        for index in steps(self.walk, sorted({*found, last})):
            if index == last and heads:
                self.frame.near.clear()
                if self.frame.whole:  # "5.8 t: China's exports, of which 3 t went to Germany"
                    self.frame.exporter, self.frame.importer = self.frame.whole
            for place in ([index] if index in found and index not in heads else []) + (
                heads if index == last else []
            ):
                self._keep_whole(found[place])
                figure = self._bind(found[place])
                if figure:
                    yield figure
            if index == last:
                self._ranked = {reading.place for reading in placed.values()}
                for reading in placed.values():
                    figure = self._bind_rank(reading)
                    if figure:
                        yield figure

    def _readings(self) -> dict[int, Reading]:
        """What each number is, by the words of this sentence and what the one before told."""
        found = readings(self.row)
        if self.frame.shared:
            found |= carried(self.row, found)
        elif self.frame.going and self.frame.before and self.frame.before.lows[0] == "of":
            found |= parted(self.row, found)
        return found

    def _keep_whole(self, reading: Reading) -> None:
        """Remember the ends of trade as a share finds them: a part of it goes to one territory."""
        frame = self.frame
        frame.said.add("number")
        share = reading.kind is Kind.SHARE and self._text(reading.item + 1) == "of"
        share = share or (reading.kind is Kind.SHARE and self._of_which(reading.item))
        part = share or (reading.kind is Kind.LEVEL and self._part_of_told(reading.item))
        if part and frame.flow in TRADE and frame.whole is None:
            frame.whole, frame.whole_flow = (frame.exporter, frame.importer), frame.flow

    def _of_which(self, index: int) -> bool:
        """ "5 t, of which Chile supplied 99%": a part of the amount before."""
        words = self.row.lows[max(0, index - 7) : index]
        return any(pair == ("of", "which") for pair in pairwise(words))

    def _part_of_told(self, index: int) -> bool:
        """ "Of that, 5 t went to Japan", "5 t of that went to Japan": a part of what was told."""
        if self._text(index + 1) == "of" and self._text(index + 2) in {
            "that",
            "them",
            "those",
            "it",
            "which",
        }:
            return True
        for back in range(index - 1, max(-1, index - 5), -1):
            if self._text(back) == "of":
                amounts = self._text(back + 1) == "the" and self._kind(back + 2) != "commodity"
                return amounts or self._kind(back + 1) == "pronoun" or self._text(back + 1) == "which"
        return False

    def together(self) -> list[Figure]:
        """All figures of the sentence, lists with "respectively" dealt out."""
        told = dealt(list(self.figures()), self.row, self.sentence.start)
        return none_for_all(shared_out(told, self.row, self.sentence.start), self.row)

    def _bind(self, reading: Reading) -> Figure | None:
        frame = self._ahead(reading)
        if self._of_else(reading, frame):
            return None
        if getter := self._getter(reading, frame):
            label(frame, getter)
        if self._text(0) in {"with", "at"} and reading.item < 4:
            self._owner_behind(frame, reading.item)
        if self._fronts(reading.item):
            frame.topic = self.frame.topic = "again"
        if not frame.topic and self._tells_anew(reading, frame):
            frame.topic = self.frame.topic = "again"
        if not self._is_told(reading, frame):
            return None
        self.assumed = ()
        self._attach(reading, frame)
        period, baseline = self._periods(reading, frame)
        self._settle_partner(reading, frame)
        if reading.kind is Kind.LEVEL:
            period = self._keep_period(reading, period)
        measure = self._measure(reading, frame)
        self._keep_measure(reading, measure)
        return self._made(reading, frame, period, baseline, measure)

    def _getter(self, reading: Reading, frame: Frame) -> str | None:
        """Who it is that "got none", "went away empty-handed, as did Korea"."""
        if reading.rule == "as did P":
            return str(self.items[reading.item].value)
        return frame.subject if reading.rule in _GETTING else None

    def _keep_period(self, reading: Reading, period: Period | None) -> Period | None:
        """The period of an amount, kept for its worth and for growth that is told right behind it."""
        if self._kind(reading.item - 1) == "invalue":
            period = self._worth_of or period
        elif reading.unit == "t":
            self._worth_of = period
        before = self.row.kinds[max(0, reading.item - 4) : reading.item]
        based = self._is_base(reading.item) or self._of_base(reading.item)
        if {"multiplied", "fold"}.isdisjoint(before) and not based:
            self._leveled = reading.item, period
        return period

    def _of_base(self, index: int) -> bool:
        """ "Up 10.2% on July's 5,577 tons and 15.4% above": an amount of a time that is compared with."""
        at = index - 2 if self._text(index - 1) in OWNING else index - 1
        return self._kind(at) == "period" and self._kind(at - 1) == "compare"

    def _attach(self, reading: Reading, frame: Frame) -> None:
        """ "To 2,290 t in May, more than triple the April volume", "5 t in 2023 and double the 2 t of 2021":
        growth right behind an amount is of its time."""
        if self._leveled is None or frame.period is not self.frame.period or reading.kind is Kind.SHARE:
            return
        item, period = self._leveled
        between = range(item + 1, reading.item)
        grows = reading.kind is Kind.CHANGE or "multiplied" in self.row.kinds[item : reading.item]
        if grows and all(self._kind(n) in _BESIDE or self._text(n) in _BESIDE for n in between):
            frame.period = period

    def _of_else(self, reading: Reading, frame: Frame) -> bool:
        """Growth of a price, or a share of nobody: "the party, which backed the mine, got 29 percent"."""
        more = (
            self._kind(reading.item + 2) == "commodity"
        )  # "12% more gallium": of the goods, not their price
        if reading.kind is Kind.CHANGE and not more and self._of_price(frame):
            return True
        return reading.rule == "took N%" and not (frame.partner_said() or frame.reporter_said())

    def _keep_measure(self, reading: Reading, measure: str) -> None:
        """What later numbers without a measure of their own go by."""
        frame = self.frame
        if reading.kind is Kind.LEVEL:
            frame.measure = measure
            if measure == "quantity" or "mass" not in self.row.kinds[: reading.item]:
                frame.told = measure  # of "5 t worth $2m" the weight
            frame.paid = measure == "value"
            frame.weighed = frame.weighed or measure == "quantity"
        elif reading.kind is Kind.SHARE and self._measure_said(reading):
            frame.told = measure

    def _is_told(self, reading: Reading, frame: Frame) -> bool:
        """Whether the frame tells all that a figure needs and nothing turns the number away."""
        if reading.rule == "neither A nor B left":
            frame.commodity = str(self.items[reading.item].value)
        joint = frame.joint and not (reading.value == 0 or self._dealt_out(reading.item))
        joint = joint or self._combined(reading.item)
        if joint or blocked(frame, reading.item, weighs=reading.unit == "t") or self._spoiled(reading):
            return False
        if frame.commodity is None or frame.flow is None:
            return False
        home = frame.home[1] if frame.home else None
        if frame.reporter == WORLD and frame.flow in TRADE:
            frame.own(self._trader(frame))
        if frame.reporter is None:
            likely = home or self._likely(frame)
            if likely is None:
                return False
            frame.own(likely)
        if reading.rule == "relies on" and "relies" not in frame.said and home not in {None, frame.reporter}:
            frame.meet(home or WORLD)
        return True

    def _trader(self, frame: Frame) -> str:
        """Whose trade it is, where all that the words leave is the whole world's."""
        home = frame.home[1] if frame.home and frame.home[0] is frame.flow else None
        others = (frame.subject, frame.acted, frame.named_before, home, frame.talked, frame.likely)
        return next((code for code in others if code not in {None, WORLD, frame.partner}), None) or WORLD

    def _dealt_out(self, index: int) -> bool:
        """Whether each of several territories has a number of its own, or the same one."""
        return respectively(self.row) is not None or index in each_of(self.row)

    def _made(
        self, reading: Reading, frame: Frame, period: Period | None, baseline: Period | None, measure: str
    ) -> Figure:
        partner = frame.partner if frame.flow in TRADE else None
        if frame.flow in TRADE and partner in {frame.reporter, None}:
            partner = WORLD
        return Figure(
            commodity=frame.commodity or "",
            flow=frame.flow or Flow.EXPORT,
            reporter=in_union(frame, frame.reporter) or "",
            partner=in_union(frame, partner),
            period=period,
            kind=reading.kind,
            measure=_MEASURES[measure],
            value=round(reading.value, 6),
            unit=self._currency(reading, frame),
            baseline=baseline,
            bound=_BOUNDS[reading.bound],
            quote=self.row.text[reading.start : reading.end],
            sentence=self.row.text,
            rule=reading.rule,
            in_title=self.sentence.paragraph < 0,
            start=self.sentence.start + reading.start,
            assumed=self.assumed if reading.kind is Kind.CHANGE else (),
            note=getattr(self.items[reading.item].value, "note", "") or "",
        )

    def _currency(self, reading: Reading, frame: Frame) -> str | None:
        """The unit; the sign of yen and yuan means yen in what Japan reports."""
        yen = self.items[reading.item].text.startswith("¥") and frame.reporter == "JP"
        return "JPY" if yen else reading.unit

    def _likely(self, frame: Frame) -> str | None:
        """Whose exports or imports a sentence tells that names them without an owner."""
        told = frame.flow in TRADE and ("exp" in self.row.kinds or "imp" in self.row.kinds)
        return frame.likely if told and frame.likely != frame.partner else None

    def _owner_behind(self, frame: Frame, index: int) -> None:
        """ "With 46% of the total, China was the chief source": the number is of the place behind it."""
        for item in self.items[index + 1 :]:
            if item.kind == "place":
                if frame.flow in TRADE and item.value != frame.reporter:
                    frame.meet(str(item.value))
                return

    def _bind_rank(self, reading: Reading) -> Figure | None:
        """A rank among the partners of the flow that the sentence, or the article, speaks of."""
        frame = self.frame.copy()
        if reading.place is None:
            reading.place = self._spoken_place(frame)
        if frame.flow not in TRADE and frame.home:
            if reading.rule in _PLACING:
                return None
            frame.flow = frame.home[0]
            frame.own(frame.home[1])
        if frame.flow not in TRADE:
            self._placed(reading, frame)
        if (
            frame.flow not in TRADE
            or frame.commodity is None
            or reading.place in {None, frame.reporter}
            or (frame.reporter == "EU" and reading.place in members())
            or frame.reporter is None
        ):
            return None
        frame.meet(str(reading.place))
        frame.topic, frame.modal, frame.near = "flow", False, {}
        period = self._began if self._dated_later(reading.item) else frame.period
        return self._made(reading, frame, period, None, self._measure(reading, frame))

    def _dated_later(self, index: int) -> bool:
        """ "It was the main supplier; in May it sent none": a time that is named in the next clause."""
        if ";" not in self.row.lows[index:]:
            return False
        clause = self.row.lows.index(";", index)
        return "period" not in self.row.kinds[:clause] and "period" in self.row.kinds[clause:]

    def _placed(self, reading: Reading, frame: Frame) -> None:
        """A rank where no flow is told: "the top buyer of Chinese magnets", "Japan's main source"."""
        places = [str(item.value) for item in self.items if item.kind in {"place", "adjective"}]
        others = [code for code in places if code not in self._ranked] or [
            code for code in places if code != reading.place
        ]
        nouns = {item.text.lower() for item in self.items if item.kind == "ranked"}
        known = "world" in self.row.kinds and bool(
            nouns & SELLERS
        )  # "the world's second-biggest known source"
        if others and nouns and not known:
            frame.flow = Flow.IMPORT if nouns & SELLERS else Flow.EXPORT
            frame.own(others[0])
