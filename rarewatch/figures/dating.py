"""The period of each number."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from rarewatch.figures.baselines import YEAR, Baselines
from rarewatch.figures.comparisons import compared
from rarewatch.figures.frames import AMOUNTS, Frame
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import OWNING
from rarewatch.figures.rules import Reading
from rarewatch.figures.times import same_again
from rarewatch.model import Flow, Kind, Period
from rarewatch.vocabulary import table


@cache
def _passing() -> frozenset[str]:
    return frozenset(table("passing")["beside"])


_CONCLUDING = frozenset(
    ["now", "so", "thus", "hence", "therefore", "accordingly", "makes", "means", "consequently"]
)
"""Words by which growth follows from an amount of an older time."""
_PAST = frozenset(["came", "was", "were", "had", "accounted for", "made up", "produced", "yielded"])
_HELD_AGAINST = frozenset(["against", "as against", "versus", "compared with", "compared to"])
_NUMBERED = AMOUNTS - {"zero"}
_CLAUSE_REACH = 12
"""Words between a clause's own time and its number."""
_CLAUSES = frozenset(["when", "which"])
PEAKS = frozenset(["peak", "high", "low", "record", "trough", "level"])
"""Nouns for the most and the least, of which an amount is told: "a low of 5 t"."""
_NONE = frozenset(["zero", "exp", "imp", "expv", "impv", "leaves"])
"""What a number that is none stands at: "nothing", "no ore has been landed"."""
_TIMES = frozenset(["rate", "rel", "period"])
_STANDING = frozenset(["holds", "relies", "prodv", "procv", "makesup"])
_SUPPLYING = frozenset(["supplies", "provides"])
"""Verbs of sending that tell a standing share in the present tense: "supplies 90% of the world's magnets"."""
_PRESENT = frozenset(
    ["makes", "mines", "produces", "refines", "supplies", "controls", "is", "are", "relies on", "depends on",
     "accounts for", "processes", "provides", "performs", "dominates", "come", "comes", "gets", "imports",
     "turns out", "digs up", "makes up", "has"]
)  # fmt: skip
_DOING = frozenset(["holds", "relies", "prodv", "procv", "expv", "impv", "take", "makesup"])
_GIVING = frozenset(["gets", "comes", "come", "provides"])
_ITSELF = frozenset(["was", "were", "had", "been", "itself", "already", "by"])
"""What may stand between "which" and a further growth: "which was itself already down"."""
_SEEN = frozenset(["recorded", "seen", "registered", "reported", "posted", "logged", "observed", "noted"])
"""What stands between a growth and its time: "a 6.4% decline recorded in November"."""
_HAILING = frozenset(["dates", "dating", "dated", "stems", "hails"])
"""Verbs of when an amount was reached."""
_STATING = frozenset(["was", "were", "had", "been", "stood", "came", "the", "still", "only", "there"])


def _is_part(main: Period | None, year: Period, published: date) -> bool:
    """ "The first four months: 5 t this year": of the months told, where the year is not over."""
    return main is not None and main.whole_months > 1 and main.start == year.start and year.end > published


class Dating(Baselines):
    """Finds the times that belong to a number."""

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
                and self.sentence.paragraph >= 0
                and self._standing(reading.item, frame)
            )
            return (None if standing else own or main), None
        if "latest" in self.row.lows[max(0, reading.item - 5) : reading.item] and frame.main:
            main, frame.base = frame.main, None
        right = self._right_beside(reading)
        if right:
            amount = self._kind(reading.item + 1) == "word" and self._kind(reading.item + 2) == "mass"
            anchor = frame.anchor if amount else main  # "fell 9% to 5 t in July" as "5 t in July" alone
            main = self.walk.settle(right.value, main, anchor) or main
        span = self._that_is(reading, frame) or self._concluded(reading, frame)
        if span:
            return span
        told = self._told_before(reading.item) or self._itself(reading.item)
        if told and self._text(reading.item - 1) != "(":
            main = self.walk.settle(told.value, main, frame.anchor) or main
        baseline = self._baseline(reading, frame, main)
        again = self._of_told_before(frame, main, baseline)
        if again:
            self.frame.period = again
        return again or main, baseline

    def _of_told_before(self, frame: Frame, main: Period | None, baseline: Period | None) -> Period | None:
        """ "In 2021 it had been 5 t. This was 18% more than in 2020": the time of the amount before.

        Only what is of its length is compared with a year.
        """
        dated = frame.dated
        if not (main and baseline and dated) or self.assumed or "period" in frame.said:
            return None
        alike = baseline.whole_months == dated.whole_months != main.whole_months
        return dated if alike and baseline.end < dated.start and self._speaks_of_told() else None

    def _speaks_of_told(self) -> bool:
        """Whether "this", "that" or "it" opens the sentence, or stands behind its first words."""
        return "pronoun" in self.row.kinds[:4]

    def _that_is(self, reading: Reading, frame: Frame) -> tuple[Period, Period] | None:
        """ "That is a drop of 95%", after an amount of an older time: the growth from there."""
        old, new = frame.period, frame.main
        if old == new:
            old = frame.dated
        goes_on = self._text(0) in {"that", "this"} or (
            self._text(0) == "the" and self._kind(1) in {"up", "down"}
        )
        if not goes_on or "period" in frame.said or reading.item > 8:
            return None
        if self._kind(reading.item + 1) in {"more", "less"} or self._kind(reading.item) in {
            "fold",
            "multiplied",
        }:
            return None
        if not old or not new or old.end >= new.start or old.whole_months != new.whole_months:
            return None
        if not _TIMES.isdisjoint(self.row.kinds):
            return None
        return new, old

    def _concluded(self, reading: Reading, frame: Frame) -> tuple[Period, Period] | None:
        """ "In 2023 it had been 5 t, so that growth was 9%": the growth from the older amount told."""
        old, new = frame.period, frame.main
        if "period" not in frame.said or not old or not new or old.end >= new.start:
            return None
        if old.whole_months != new.whole_months:
            return None
        for back in range(reading.item - 1, max(-1, reading.item - 14), -1):
            if self._kind(back) in {"mass", "money"}:
                between = self.row.lows[back + 1 : reading.item]
                return (new, old) if not _CONCLUDING.isdisjoint(between) else None
        return None

    def _right_beside(self, reading: Reading) -> Item | None:
        """The time right behind a growth rate and its verb: "followed a 4% slide in July"."""
        ahead = reading.item + 1
        while self._kind(ahead) in {"up", "down"} or (
            self._kind(ahead) == "rate" and self._kind(ahead + 1) in {"up", "down"}
        ):
            ahead += 1
        ahead += self._text(ahead) in _SEEN
        if self._kind(ahead) == "rate" and self._text(ahead + 1) == "to":
            ahead += 1
        if self._text(ahead) == "to" and self._kind(ahead + 1) in {"mass", "money"}:
            ahead += 2
        if self._kind(reading.item - 1) == "compare" and self._text(ahead) == "for":
            # "narrowed to 4% from 9% for the first half"
            return self.items[ahead + 1] if self._kind(ahead + 1) == "period" else None
        if (
            self._text(ahead) == "in"
            and self._kind(ahead + 1) == "period"
            and not compared(self.walk, ahead + 1)
        ):
            return self.items[ahead + 1]
        return None

    def _standing(self, index: int, frame: Frame) -> bool:
        """Whether a share is told in the present tense, of no period."""
        near = self.row.lows[max(0, index - 4) : index] + self.row.lows[index + 1 : index + 6]
        if self._text(index - 1) == "for" and self._kind(index - 2) == "place":
            near = self.row.lows[:index]  # "China accounted for 82%, Vietnam for 4%"
        if not _PAST.isdisjoint(near) or self._of_amount(index):
            return False
        beyond = [n for n in range(index + 1, len(self.items)) if self._text(n) in {"is", "are"}]
        origin = any("origin" in self.row.lows[n + 1 : n + 4] for n in beyond)  # "is of Chinese origin"
        return (
            origin
            or frame.flow in (Flow.PRODUCTION, Flow.PROCESSING)
            or any(
                (kind in _STANDING or low in _SUPPLYING)
                and low in _PRESENT
                and place not in self.walk.asides()
                for place, (kind, low) in enumerate(zip(self.row.kinds, self.row.lows, strict=True))
            )
            or not _GIVING.isdisjoint(self.row.lows)
            or (self._text(index + 1) in {"is", "are"} and self._kind(index + 2) == "adjective")
        )

    def _of_amount(self, index: int) -> bool:
        """Whether a share is that of an amount told before it: "270,000 t, or two-thirds"."""
        for back in range(index - 1, -1, -1):
            if self._kind(back) == "mass":
                return not self._yearly(back)
            if self._kind(back) in _DOING:
                return False
        return False

    def _month_in_which(self, index: int) -> Period | None:
        """ "After a May in which nothing left China, it exported 5 t": the time of the first clause."""
        lows = self.row.lows
        for at in range(index - 1, max(1, index - _CLAUSE_REACH), -1):
            if lows[at] == "," or self._kind(at) in _NUMBERED:
                return None
            opens = lows[at - 2] in {"after", "following"} and lows[at - 1] in {"a", "an"}
            clause = lows[at + 1 : at + 2] == ["when"] or lows[at + 1 : at + 3] == ["in", "which"]
            if opens and clause and self._kind(at) == "period":
                return self.walk.settle(self.items[at].value, None, None)
        return None

    def _none_since(self, index: int, frame: Frame) -> Period | None:
        """ "Nothing has gone there since July": the months from August to the latest one told."""
        if self._kind(index) not in _NONE:
            return None
        since = next((n for n in range(index + 1, len(self.items)) if self._since(n)), None)
        perfect = not {"has", "have"}.isdisjoint(self.row.lows[max(0, index - 4) : since])
        if since is None or not perfect or frame.main is None:
            return None
        last = self.walk.settle(self.items[since].value, None, None)
        if last is None or last.whole_months != 1 or last.end >= frame.main.end:
            return None
        return Period(last.end + timedelta(days=1), frame.main.end)

    def _own(self, index: int, main: Period | None, frame: Frame) -> Period | None:
        """The period of one amount: the one beside it, else the one spoken of."""
        plain = frame.cells.get(index) or self._none_since(index, frame) or self._month_in_which(index)
        if plain:
            return plain
        for item in self._beside(index):
            if item.kind == "rel" and not item.value.shift and not item.value.year and frame.named:
                return same_again(frame, item)
            perfect = not {"has", "have"}.isdisjoint(self.row.lows[max(0, index - 3) : index])
            anew = perfect or self._lists_years(index)  # "5 t in 2018 and has added 4 t in the half to June"
            anchor = None if anew else frame.anchor
            spoken = frame.base if item.value.kind == "later" and frame.base else main or frame.period
            period = self.walk.settle(item.value, spoken, anchor)
            if period:
                if main and self._is_base(index):
                    self._keep_rate(main, period)
                return main if _is_part(main, period, self.published) else period
        owner = self._owning(index)
        beside = owner if self._text(index - 1) != "of" else None  # "in which they fell from May's 5 t"
        told = (
            self._dates_from(index) or self._which_was(index) or beside or self._told_before(index) or owner
        )
        if told:
            return self.walk.settle(told.value, main, frame.anchor)
        main = self._then(index, main) or main
        if main is None or ("period" not in frame.said and self._yearly(index)):
            return None
        base = self._is_base(index) and not self._of_another(index)
        return (frame.base or self._compared_period(frame, main)) if base else main

    def _lists_years(self, index: int) -> bool:
        """ "4 t in 2023, 9 t in 2024 and 5 t in the half to June": after last year's comes this one."""
        years = [
            item.value.year
            for item in self.items[:index]
            if item.kind == "period" and item.value.count == YEAR and item.value.year
        ]
        return len(years) > 1 and years == sorted(years) and years[-1] == self.published.year - 1

    def _of_another(self, index: int) -> bool:
        """ "Compared with 5 t from those of Brazil": of the same time, of another territory."""
        return self.row.lows[index + 1 : index + 4] == ["from", "those", "of"] and (
            self._kind(index + 4) == "place"
        )

    def _then(self, index: int, main: Period | None) -> Period | None:
        """ "Rose from 4 t in 2021 to 6 t in 2022 and then slipped to 5 t": of the time after that."""
        opens = self._kind(index - 2) in {"up", "down"} and self._text(index - 3) == "then"
        if not opens or self._text(index - 1) != "to" or main is None:
            return None
        after = main.shifted(main.whole_months)
        return after if after.end < self.published else None

    def _yearly(self, index: int) -> bool:
        """Whether an amount is told as so much a year, of no period: "3,000 t of it a year"."""
        words = [self._text(ahead) for ahead in range(index + 1, index + 6)]
        yearly = {("a", "year"), ("per", "year"), ("every", "year"), ("each", "year")}
        return "annually" in words or any(pair in yearly for pair in pairwise(words))

    def _itself(self, index: int) -> Item | None:
        """The time that a further growth is of: "from 270 t in July, which was itself down 79%"."""
        back = index - 1
        while self._kind(back) in {"up", "down", "more", "less"} or self._text(back) in _ITSELF:
            back -= 1
        clause = self._text(back) == "which" and self._text(back - 1) == ","
        told = "itself" in self.row.lows[back:index] and self._kind(back - 2) == "period"
        return self.items[back - 2] if clause and told else None

    def _dates_from(self, index: int) -> Item | None:
        """ "The record, 13,742 tons, dates from the same quarter of 2024"."""
        for verb in range(index + 1, index + 4):
            if self._text(verb) in _HAILING and self._text(verb + 1) in {"from", "back to", "to"}:
                return self.items[verb + 2] if self._kind(verb + 2) in {"period", "rel"} else None
        return None

    def _which_was(self, index: int) -> Item | None:
        """The time that a clause is of: "those of December, which totalled 5 t"."""
        clause = self._text(index - 2) == "which" and self._text(index - 3) == ","
        return self.items[index - 4] if clause and self._kind(index - 4) == "period" else None

    def _owning(self, index: int) -> Item | None:
        """A time that owns the amount: "May's 1,238 tonnes", "the June volume of 96 kilograms"."""
        before = self._text(index - 1)
        if self._kind(index - 1) == "period":
            return self.items[index - 1]
        if before in {"'s", "’s"} and self._kind(index - 2) == "period":
            return self.items[index - 2]
        peak = before == "of" and self._text(index - 2) in PEAKS and self._text(index - 3) in OWNING
        if peak and self._kind(index - 4) in {"period", "day"}:
            return self.items[index - 4]  # "since June's peak of 5 t"
        named = self._kind(index - 2) == "same" and self._kind(index - 3) in {"period", "rel"}
        return self.items[index - 3] if before == "of" and named else None

    def _told_before(self, index: int) -> Item | None:
        """A time that opens a bracket or a "when" clause: "(2023: 5 t)", "July (5 t)", "May, when 5 t"."""
        marks = {"(", ":", "|"}
        back = index - 1
        while self._text(back) in marks:
            back -= 1
        if back < index - 1 and self._kind(back) in {"period", "rel"}:
            return self.items[back]
        back = index - 1
        while (
            self._text(back) in _STATING
            or self._text(back) in {"'s", "’s", "as", "at", "of"}
            or self._kind(back) in {"pronoun", "same"}
            or (self._kind(back) in {"expv", "impv", "take"} and self._text(back - 1) == "had")
        ):
            back -= 1
        if (
            2 < back < index - 1
            and self._kind(back) == "rel"
            and self._text(back + 1) not in {"to", "as", "at", "of"}
        ):
            return self.items[back]
        if back < index - 2 and self._kind(back) == "period" and "same" in self.row.kinds[back + 1 : index]:
            return self.items[back]
        return self._clause_of(index)

    def _clause_of(self, index: int) -> Item | None:
        """The time that the clause around a number is of: "May, when 5 t", "5 t in May when they fell"."""
        if _CLAUSES.isdisjoint(self.row.lows[:index]):
            return None
        for back in range(index - 1, max(-1, index - 24), -1):
            kind, text = self._kind(back), self._text(back)
            if text == "when" and self._kind(back - 1) == "period" and self._kind(back - 3) == "mass":
                turned = "after" in self.row.lows[back:index]  # "when they soared after plunging by 9%"
                return None if turned else self.items[back - 1]
            if text == "when" and self._text(back - 1) == ",":
                at = back - 3 if self._text(back - 2) in {"level", "levels"} else back - 2
                if self._kind(at) in {"period", "rel"} or self._since(at):
                    return self.items[at]
            if text in {",", ";"} or (back < index - 9 and kind in AMOUNTS):
                return self._in_which(back)
        return None

    def _in_which(self, comma: int) -> Item | None:
        """The time before ", in which it had", ", a month in which": what the clause tells is of it."""
        opens = self.row.lows[comma + 1 : comma + 5]
        clause = opens[:2] == ["in", "which"] or (opens[:1] == ["a"] and opens[2:] == ["in", "which"])
        return self.items[comma - 1] if clause and self._kind(comma - 1) in {"period", "rel"} else None

    def _since(self, index: int) -> bool:
        return self._kind(index) == "day" and self.items[index].value.kind == "since"

    def _is_base(self, index: int) -> bool:
        """Whether another amount is compared with this one: "up from 46 tons", "fewer than the 847 t"."""
        back = index - 1
        while self._text(back) in {"the", "a", "some", "just", "only"}:
            back -= 1
        if self._text(back) in _HELD_AGAINST and self._text(index + 1) in {"from", "to", "for"}:
            return self._kind(index + 2) != "place"  # "410 t from Chile, against 380 t from China"
        more = self._kind(back) in {"more", "less"} and back < index - 1 and self._text(back).endswith("than")
        return more or (
            self._kind(back) == "compare" and self._text(back) not in {"on", "over", "as", "following"}
        )

    def _beside(self, index: int) -> Iterator[Item]:
        """Times right behind an amount: "in May", "a month earlier", "of the previous year"."""
        ahead = index + 1
        if self._is_base(index) or self._kind(index) == "zero":
            yield from self._later(index)
        while (
            self._text(ahead) in _passing()
            or self._kind(ahead) in {"commodity", "pronoun"}
            or self._toward(ahead)
            or (
                self._kind(ahead) in {"expv", "impv", "prodv"}
                and self._text(ahead).partition(" ")[0] in _passing()
            )
        ):
            if self._text(ahead) == "from" and self._kind(ahead + 1) != "rel":
                return
            ahead += 1
        if self._text(ahead) == "," and self._text(ahead + 1) == "in" and self._text(ahead + 3) in {".", ","}:
            ahead += 2  # "the least was 543 t, in August"
        told_next = self._text(ahead + 1) in {":", "|"}
        by = (
            self._kind(ahead) == "day"
            and self.items[ahead].value.kind == "by"
            and ("had" in self.row.lows[:index] or self._text(index - 1) == "to")
        )
        if (self._kind(ahead) in {"period", "rel"} or by) and not told_next:
            yield self.items[ahead]

    def _toward(self, index: int) -> bool:
        """ "5 t to China in May": the words between an amount and its time."""
        return (self._text(index) == "to" and self._kind(index + 1) == "place") or (
            self._kind(index) == "place" and self._text(index - 1) == "to"
        )

    def _later(self, index: int) -> Iterator[Item]:
        """The time that the clause of a compared amount names: "from the 5 t that left the ports in May"."""
        for ahead in range(index + 1, min(index + 12, len(self.items))):
            zero = self._kind(index) == "zero" and self._text(ahead) == "from"
            if (self._kind(ahead) in {"mark", "mass", "money", "pct", "compare"} and not zero) or self._text(
                ahead
            ) in {
                "while",
                "but",
                "and",
            }:
                return
            if self._kind(ahead) in {"period", "rel"}:
                yield self.items[ahead]
                return
