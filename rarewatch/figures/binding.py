"""What each number of a sentence is of: its readings bound to the frame where they stand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rarewatch.figures import flows, parties, ranks
from rarewatch.figures.frames import FLOW_KINDS, TRADE, Frame, Walk, blocked
from rarewatch.figures.mentions import Item, Row
from rarewatch.figures.periods import resolve
from rarewatch.figures.rules import Reading, readings
from rarewatch.figures.sentences import Sentence
from rarewatch.figures.times import compared, is_aside
from rarewatch.figures.walk import steps
from rarewatch.model import WORLD, Bound, Figure, Flow, Kind, Measure, Period

_PRICE = 10_000
"""Money below this is a price: no month of trade in any of the commodities was reported as less."""


_ALL_GOODS = 20e9
"""Dollars above this are the trade in all goods: a year of all rare-earth exports is about 1e9."""


class Binder:
    """The figures of one sentence."""

    def __init__(self, sentence: Sentence, row: Row, frame: Frame, published: date) -> None:
        self.sentence, self.row, self.frame, self.published = sentence, row, frame, published
        self.items = row.items
        self.walk = Walk(row, frame, published)

    def figures(self) -> Iterator[Figure]:
        """Walk the row once; bind each reading where it stands."""
        found = readings(self.row)
        placed = ranks.readings(self.row)
        last = len(self.items) - 1
        for index in steps(self.walk):
            if index in found:
                figure = self._bind(found[index])
                if figure:
                    yield figure
            if index == last:
                for reading in placed.values():
                    figure = self._bind_rank(reading)
                    if figure:
                        yield figure

    def together(self) -> list[Figure]:
        """All figures of the sentence, lists with "respectively" dealt out."""
        found = list(self.figures())
        end = next((n for n, item in enumerate(self.items) if item.text.lower() == "respectively"), None)
        if end is None:
            return found
        place = self.sentence.start + self.items[end].start
        group = [
            figure for figure in found if figure.kind in {Kind.CHANGE, Kind.SHARE} and figure.start < place
        ][-4:]
        first = min((figure.start for figure in group), default=0) - self.sentence.start
        owners = [
            str(item.value)
            for item in self.items
            if item.kind == "place" and item.start < first and item.value != self.frame.reporter
        ]
        owners = list(dict.fromkeys(owners))[-len(group) :] if group else []
        if len(group) < 2 or len(owners) != len(group):  # noqa: PLR2004
            return found
        dealt = {id(figure): owner for figure, owner in zip(group, owners, strict=True)}
        return [
            replace(figure, partner=dealt[id(figure)])
            if id(figure) in dealt and figure.flow in TRADE
            else figure
            for figure in found
        ]

    def _bind(self, reading: Reading) -> Figure | None:
        frame = self._ahead(reading)
        if (
            frame.joint
            or blocked(frame, reading.item)
            or self._spoiled(reading)
            or frame.commodity is None
            or frame.flow is None
        ):
            return None
        if frame.reporter is None and frame.home:
            frame.reporter = frame.home[1]
        if frame.reporter is None:
            return None
        if (
            reading.rule == "relies on"
            and "relies" not in frame.said
            and frame.home
            and frame.home[1] != frame.reporter
        ):
            frame.partner = frame.home[1]
        period, baseline = self._periods(reading, frame)
        measure = self._measure(reading, frame)
        if reading.kind is Kind.LEVEL:
            self.frame.measure = measure
        return self._made(reading, frame, period, baseline, measure)

    def _made(
        self, reading: Reading, frame: Frame, period: Period | None, baseline: Period | None, measure: str
    ) -> Figure:
        partner = frame.partner if frame.flow in TRADE else None
        if frame.flow in TRADE and partner in {frame.reporter, None}:
            partner = WORLD
        return Figure(
            commodity=frame.commodity or "",
            flow=frame.flow or Flow.EXPORT,
            reporter=frame.reporter or "",
            partner=partner,
            period=period,
            kind=reading.kind,
            measure=Measure(measure),
            value=round(reading.value, 6),
            unit=reading.unit,
            baseline=baseline,
            bound=Bound(reading.bound),
            quote=self.row.text[reading.start : reading.end],
            sentence=self.row.text,
            rule=reading.rule,
            in_title=self.sentence.paragraph < 0,
            start=self.sentence.start + reading.start,
            note=getattr(self.items[reading.item].value, "note", "") or "",
        )

    def _bind_rank(self, reading: Reading) -> Figure | None:
        """A rank among the partners of the flow that the sentence, or the article, speaks of."""
        frame = self.frame.copy()
        if frame.flow not in TRADE and frame.home:
            frame.flow, frame.reporter = frame.home
        if (
            frame.flow not in TRADE
            or frame.commodity is None
            or reading.place == frame.reporter
            or frame.reporter is None
        ):
            return None
        frame.partner = reading.place
        frame.topic, frame.modal, frame.near = "flow", False, {}
        return self._made(reading, frame, frame.period, None, frame.measure)

    # ------------------------------------------------------------ to the right of a number

    def _ahead(self, reading: Reading) -> Frame:
        """The frame with what stands behind the number: "353 tons of magnets to the US"."""
        frame = self.frame.copy()
        walk = Walk(self.row, frame, self.published)
        if "period" not in frame.said:
            self._period_ahead(walk, frame, reading.item)
        index = reading.item
        while index + 1 < min(reading.item + 18, len(self.items)):
            index += 1
            item = self.items[index]
            over = self._past_aside(index) if item.text == "," else 0
            if over:
                index = over
                continue
            if (
                item.text.lower() == "and"
                and self._kind(index - 1) == "place"
                and self._next_place(index)
                and reading.kind is not Kind.RANK
            ):
                frame.joint = True
                break
            if item.kind in {"mass", "money", "pct", "num", "mark", "fold"} or item.text.lower() in {
                "and",
                "while",
                "but",
                "which",
                "as",
                "after",
                "or",
            }:
                break
            self._take_in(walk, frame, index, item, reading)
        return frame

    def _past_aside(self, index: int) -> int:
        """Where an aside between commas ends, if the number's own verb comes after it; else 0."""
        for ahead in range(index + 1, min(index + 10, len(self.items) - 1)):
            if self._text(ahead) == ",":
                after = self._kind(ahead + 1) in {"impv", "expv"} or self._text(ahead + 1) in {
                    "came",
                    "went",
                    "were",
                    "was",
                    "of",
                }
                return ahead if after else 0
            if self._kind(ahead) in {"pct"} or self._text(ahead) in {";", "."}:
                return 0
        return 0

    def _next_place(self, index: int) -> bool:
        """Whether "and" joins a further place that has no number of its own."""
        ahead = index + 2 if self._text(index + 1) == "the" else index + 1
        return (
            self._kind(ahead) == "place"
            and self._kind(ahead + 1)
            not in {"mass", "num", "pct", "take", "impv", "expv", "up", "down", "ordinal"}
            and self._text(ahead + 1) not in {"(", "at", "with", ":", "'s"}
            and self._text(index - 2) in {"to", "from", "the"}
        )

    def _period_ahead(self, walk: Walk, frame: Frame, start: int) -> None:
        """The period that the clause names only after the number: "fell by 16% in May"."""
        compares = self._kind(start - 1) == "compare" and self._text(start - 1) not in {"on", "over", "as"}
        if compares:
            return
        for index in range(start + 1, len(self.items)):
            item = self.items[index]
            if (
                item.text in {";", "—"}
                or item.text.lower() in {"while", "but", "although", "when"}
                or (item.text == "," and self._text(index + 1) == "and")
            ):
                return
            if item.kind == "zero":
                return
            if (
                item.kind in {"more", "less"}
                or (item.kind == "compare" and item.text.lower() not in {"on", "over"})
            ) and "mass" in {self._kind(index + 1), self._kind(index + 2)}:
                return
            if item.kind == "period" and not compared(walk, index) and not is_aside(walk, index):
                period = walk.when(item)
                if (
                    period
                    and self._kind(index - 1) not in {"mass", "money"}
                    and not (
                        self._text(index - 1) in {"in", "of", "for"}
                        and self._kind(index - 2) in {"mass", "money"}
                        and index - 2 != start
                        and self._text(index - 3) not in {"to", "at"}
                    )
                ):
                    frame.say(period=period)
                    return

    def _take_in(self, walk: Walk, frame: Frame, index: int, item: Item, reading: Reading) -> None:
        if item.kind == "commodity" and (
            walk.text(index - 1) in {"of", "in"}
            or walk.kind(index - 1) in {"world", "adjective"}
            or index == reading.item + 1
            or walk.text(index - 1) in {"heavy", "natural", "synthetic", "flake", "'s", "refined"}
            or (reading.kind is Kind.SHARE)
        ):
            frame.commodity = item.value
        elif item.kind in {"place", "adjective"}:
            role = parties.role_of(walk, index)
            if role in {"to", "from", "of"}:
                parties.on_place(walk, index, item)
        elif item.kind == "not":
            flows.on_not(walk, index, item)
        elif item.kind in {"exp", "imp", "prod", "proc", "expv", "impv"} and (
            not frame.topic or frame.topic in {"flow", "again"}
        ):
            frame.topic = "flow"
            if reading.kind is Kind.SHARE:
                self._whole(walk, frame, index, item)
            elif frame.flow is None or item.kind in {"expv", "impv"}:
                walk.HANDLERS[item.kind](walk, index, item)
        elif item.kind == "all":
            flows.on_all(walk, index, item)

    def _whole(self, walk: Walk, frame: Frame, index: int, item: Item) -> None:
        """A share's whole: of which flow, and whose."""
        flow = FLOW_KINDS[item.kind]
        owner = parties.owner_of(walk, index)
        holder = frame.subject
        if flow in TRADE and frame.flow not in TRADE:
            frame.partner = WORLD
        frame.flow = flow
        if flow is Flow.IMPORT and item.kind in {"imp", "impv"}:
            importer = owner or (frame.home[1] if frame.home and frame.home[0] is Flow.IMPORT else None)
            if walk.kind(index - 1) == "pronoun" or (
                walk.kind(index - 2) == "pronoun" and walk.kind(index - 1) == "commodity"
            ):
                importer = owner or holder or importer
            if importer:
                frame.reporter = importer
                if holder and holder != importer and "relies" not in frame.said:
                    frame.partner = holder
        elif owner and flow is Flow.EXPORT:
            frame.reporter = owner
            if holder and holder != owner:
                frame.partner = holder
        elif flow not in TRADE and holder and not owner:
            frame.reporter = holder

    def _spoiled(self, reading: Reading) -> bool:
        """Whether the words right beside an amount make it something else."""
        if reading.kind is not Kind.LEVEL:
            return False
        for ahead in range(reading.item + 1, min(reading.item + 4, len(self.items))):
            item = self.items[ahead]
            if item.kind == "not" and item.value in {
                "quota",
                "capacity",
                "reserve",
                "stock",
                "permit",
                "future",
            }:
                return True
            if item.kind in {"more", "less"} and ahead == reading.item + 1:
                return True
            if item.kind == "mark":
                return False
        return self.items[reading.item].kind == "money" and not self._worth(reading)

    def _plausible(self, reading: Reading) -> bool:
        """Whether money is of the size of this trade: neither a price nor the trade in all goods."""
        return (
            _PRICE
            < reading.value
            < (_ALL_GOODS if reading.unit in {"USD", "EUR", "GBP"} else 100 * _ALL_GOODS)
        )

    def _worth(self, reading: Reading) -> bool:
        """Whether money here is the value of a flow."""
        return self._plausible(reading) and any(
            item.kind in {"exp", "imp", "invalue", "same", "expv", "impv", "commodity", "mass"}
            for item in self.items[: reading.item + 6]
        )

    # ------------------------------------------------------------ periods

    def _periods(self, reading: Reading, frame: Frame) -> tuple[Period | None, Period | None]:
        main = frame.period
        if reading.kind is Kind.LEVEL:
            return self._own(reading.item, main, frame), None
        if reading.kind is not Kind.CHANGE:
            own = self._own(reading.item, main if self._is_base(reading.item) else None, frame)
            standing = (
                reading.kind is Kind.SHARE
                and "period" not in frame.said
                and own is None
                and self._standing(frame)
            )
            return (None if standing else own or main), None
        told = self._told_before(reading.item)
        if told and self._text(reading.item - 1) != "(":
            main = resolve(told.value, self.published, main, frame.anchor) or main
        return main, self._baseline(reading, frame, main)

    def _standing(self, frame: Frame) -> bool:
        """Whether a share is told in the present tense, of no period."""
        verbs = {"holds", "relies", "prodv", "procv", "makesup"}
        present = {
            "makes",
            "mines",
            "produces",
            "refines",
            "supplies",
            "controls",
            "is",
            "are",
            "relies on",
            "depends on",
            "accounts for",
            "processes",
            "provides",
            "performs",
            "dominates",
            "come",
            "comes",
            "gets",
            "imports",
            "turns out",
            "digs up",
            "makes up",
            "has",
        }
        return (
            frame.flow in (Flow.PRODUCTION, Flow.PROCESSING)
            or any(item.kind in verbs and item.text.lower() in present for item in self.items)
            or any(item.text.lower() in {"gets", "comes", "come", "provides"} for item in self.items)
        )

    def _own(self, index: int, main: Period | None, frame: Frame) -> Period | None:
        """The period of one amount: the one beside it, else the one spoken of."""
        if index in frame.cells:
            return frame.cells[index]
        for item in self._beside(index):
            period = resolve(item.value, self.published, main or frame.period, frame.anchor)
            if period:
                return period
        before = self._text(index - 1)
        told = self._told_before(index)
        if told:
            return resolve(told.value, self.published, main, frame.anchor)
        if before == "of" and self._kind(index - 2) == "same" and self._kind(index - 3) in {"period", "rel"}:
            return resolve(self.items[index - 3].value, self.published, main, main or frame.anchor)
        if self._kind(index - 1) == "period" or (
            before in {"'s", "’s"} and self._kind(index - 2) == "period"
        ):
            item = self.items[index - 1] if self._kind(index - 1) == "period" else self.items[index - 2]
            return resolve(item.value, self.published, main, frame.anchor)
        if main and self._is_base(index):
            return frame.base or (main.shifted(-frame.rate) if frame.rate else self._convention(main))
        return main

    def _told_before(self, index: int) -> Item | None:
        """A time that opens a bracket or a "when" clause: "(2023: 5 t)", "July 2018 (5 t)", "May, when 5 t"."""
        marks = {"(", ":", "|"}
        back = index - 1
        while self._text(back) in marks:
            back -= 1
        if back < index - 1 and self._kind(back) in {"period", "rel"}:
            return self.items[back]
        for back in range(index - 1, max(-1, index - 9), -1):
            if (
                self._text(back) == "when"
                and self._text(back - 1) == ","
                and self._kind(back - 2) in {"period", "rel"}
            ):
                return self.items[back - 2]
            if self._text(back) in {",", ";"}:
                return None
        return None

    def _is_base(self, index: int) -> bool:
        """Whether an amount is what another one is compared with: "up from 46 tons", "fewer than the 847 t"."""
        back = index - 1
        while self._text(back) in {"the", "a", "some", "just", "only"}:
            back -= 1
        return self._kind(back) == "compare" and self._text(back) not in {"on", "over", "as", "following"}

    def _beside(self, index: int) -> Iterator[Item]:
        """Times right behind an amount: "in May", "a month earlier", "of the previous year"."""
        ahead = index + 1
        if self._is_base(index):
            yield from self._later(index)
        while self._text(ahead) in {
            "in",
            "of",
            "for",
            "during",
            "(",
            "the",
            "that",
            "had",
            "been",
            "seen",
            "recorded",
            "from",
            "sold",
            "shipped",
            "reported",
        } or (self._kind(ahead) in {"commodity", "pronoun"}):
            if self._text(ahead) == "from" and self._kind(ahead + 1) != "rel":
                return
            ahead += 1
        if self._kind(ahead) in {"period", "rel"}:
            yield self.items[ahead]

    def _later(self, index: int) -> Iterator[Item]:
        """The time that the clause of a compared amount names: "from the 5 t that left the ports in May"."""
        for ahead in range(index + 1, min(index + 12, len(self.items))):
            if self._kind(ahead) in {"mark", "mass", "money", "pct", "compare"} or self._text(ahead) in {
                "while",
                "but",
                "and",
            }:
                return
            if self._kind(ahead) in {"period", "rel"}:
                yield self.items[ahead]
                return

    def _baseline(self, reading: Reading, frame: Frame, main: Period | None) -> Period | None:
        if main is None:
            return None
        for item in self._behind(reading.item):
            if item.kind == "rate":
                self.frame.rate = item.value.shift
                return main.shifted(-item.value.shift)
            period = resolve(
                item.value,
                self.published,
                main,
                frame.anchor if item.kind == "rel" else _upto(main, frame.anchor),
            )
            if period and period != main:
                if not period.contains(main):
                    return period
        before = self._said_before(reading.item, main, frame)
        if before:
            return before
        if frame.rate:
            return main.shifted(-frame.rate)
        return self._convention(main)

    def _convention(self, main: Period) -> Period:
        return main.shifted(-1) if main.whole_months == 1 else main.shifted(-12)

    def _behind(self, index: int) -> Iterator[Item]:
        """Times of comparison behind a growth rate, up to the next growth rate or the clause's end."""
        seen = 0
        for ahead in range(index + 1, len(self.items)):
            item = self.items[ahead]
            if item.kind in {"pct", "fold", "multiplied"} or item.text.lower() in {";", "while", "but", "—"}:
                return
            if item.kind in {"mass", "money"}:
                seen += 1
                if seen > 1:
                    return
            if item.kind == "rate":
                yield item
            elif item.kind == "rel":
                yield item
            elif item.kind == "period":
                if compared(self.walk, ahead):
                    yield item

    def _said_before(self, index: int, main: Period, frame: Frame) -> Period | None:
        """A comparison that stands before the growth rate in its clause."""
        for back in range(index - 1, -1, -1):
            item = self.items[back]
            if item.kind == "rate":
                return main.shifted(-item.value.shift)
            if item.text in {";", "—"}:
                break
        return frame.base if frame.base and frame.base != main else None

    # ------------------------------------------------------------ small things

    def _measure(self, reading: Reading, frame: Frame) -> str:
        if reading.kind is Kind.LEVEL:
            return "quantity" if reading.unit == "t" else "value"
        if frame.flow not in TRADE:
            return "quantity"
        return "value" if frame.measure == "value" or self._beside_money(reading.item) else "quantity"

    def _beside_money(self, index: int) -> bool:
        """Whether the amount that a growth rate goes with is money: "grew 9% to $4m", "$4m, up 9%"."""
        for ahead in range(index + 1, min(index + 12, len(self.items))):
            if self._kind(ahead) in {"mass", "money"}:
                return self._kind(ahead) == "money"
            if self._kind(ahead) in {"pct", "fold"} or self._text(ahead) in {";", "while", "but", "and"}:
                break
        for back in range(index - 1, max(-1, index - 12), -1):
            if self._kind(back) in {"mass", "money"}:
                return self._kind(back) == "money"
            if self._kind(back) in {"exp", "imp", "expv", "impv"} or self._text(back) in {
                ";",
                "while",
                "but",
            }:
                return False
        return False

    def _kind(self, index: int) -> str:
        return self.walk.kind(index)

    def _text(self, index: int) -> str:
        return self.walk.text(index)


def _upto(main: Period, anchor: Period | None) -> Period:
    """Undated months of a comparison lie before the period spoken of."""
    return main
