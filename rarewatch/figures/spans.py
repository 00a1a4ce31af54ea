"""The period that a clause names only behind its number."""

from rarewatch.figures.comparisons import compared
from rarewatch.figures.frames import Frame, Walk
from rarewatch.figures.sight import Sight
from rarewatch.figures.times import is_aside, is_idle, same_again, superlative, up_to_now
from rarewatch.model import Period

_TURNS = frozenset(
    [";", "—", ":", "(", "while", "but", "although", "when", "before", "because", "until", "having"]
)
_LOOSE = frozenset(["on", "over"])
_COMPARED = frozenset(["mass", "pct"])
"""Amounts that something is compared with: what is told behind them is of them."""
_BEHIND = frozenset(["after", "following", "having"])
_MOVES = frozenset(["up", "down", "multiplied"])
"""What moved before: a time right behind it is of that."""
_BRINGING = frozenset(["brought", "brings", "took", "takes", "lifted", "pushed", "put", "puts", "left"])
"""Verbs of a clause on another total: "to 9,471 t, which brought the ten-month figure to 111,960 t"."""
_EXTREME = frozenset(["most", "least", "first", "lowest", "highest", "fewest", "best", "weakest", "worst"])
"""What is the most or the least since a month is no sum since then."""


class Spans(Sight):
    """Finds the time behind a number: "fell by 16% in May"."""

    def _period_ahead(self, walk: Walk, frame: Frame, start: int) -> None:
        """The period that the clause names only after the number."""
        if self._kind(start - 1) == "compare" and self._text(start - 1) not in {"on", "over", "as"}:
            return
        lows = self.row.lows
        aside = "which" in lows[max(0, start - 4) : start] and "," in lows[max(0, start - 6) : start]
        for index in range(start + 1, len(lows)):
            if (aside and lows[index] == ",") or self._ends_clause(index) or self._goes_back(index):
                return  # "China, which accounts for 48% of it, said last month"
            period = self._again(frame, index) or self._since_then(walk, index, start)
            period = period or self._plain(walk, index, start)
            if period:
                frame.say(period=period)
                return

    def _ends_clause(self, index: int) -> bool:
        """Whether another clause begins, with a time of its own."""
        low, after = self.row.lows[index], self._text(index + 1)
        relative = low in {"which", "whose"} and "," not in self.row.lows[index:]
        brings = low == "which" and after in _BRINGING
        joins = low == "," and after in {"and", "with"}
        turns = low in _TURNS and not self._abbreviates(index)
        return relative or brings or joins or turns or self._kind(index) == "zero"

    def _abbreviates(self, index: int) -> bool:
        """ "Under Harmonized System (HS) code 2504 in May": a bracket that only gives a short name."""
        return self._text(index) == "(" and self._kind(index + 1) == "word" and self._text(index + 2) == ")"

    def _goes_back(self, index: int) -> bool:
        """ "Than the 5 t of May", "after a leap of 75.5% in July": the time behind is of what was before."""
        kinds, low = self.row.kinds, self.row.lows[index]
        against = kinds[index] in {"more", "less"} or (kinds[index] == "compare" and low not in _LOOSE)
        if against and not _COMPARED.isdisjoint(kinds[index + 1 : index + 3]):
            return True
        return low in _BEHIND and not _MOVES.isdisjoint(kinds[index + 1 : index + 4])

    def _again(self, frame: Frame, index: int) -> Period | None:
        """ "In that month", "over the same period": the time told before."""
        low = self.row.lows[index]
        spoken = self._kind(index) == "rel" and low.startswith(("the same", "that ", "those "))
        if not spoken or self._text(index - 1) not in {"in", "over", "during"}:
            return None
        return None if self.items[index].value.shift else same_again(frame, self.items[index])

    def _since_then(self, walk: Walk, index: int, start: int) -> Period | None:
        """ "32,054 t since January": from then on."""
        if index != start + 1 or self._kind(index) != "day" or self._kind(start) not in {"mass", "money"}:
            return None
        sums_up = self.items[index].value.kind == "since" and _EXTREME.isdisjoint(self.row.lows)
        return up_to_now(walk, self.items[index]) if sums_up else None

    def _plain(self, walk: Walk, index: int, start: int) -> Period | None:
        """A time that nothing is compared with, and that is of no other noun or amount."""
        if self._kind(index) != "period" or compared(walk, index):
            return None
        if is_aside(walk, index) or superlative(walk, index) or is_idle(walk, index):
            return None
        period = walk.when(self.items[index])
        return None if self._is_of_amount(index, start) else period

    def _is_of_amount(self, index: int, start: int) -> bool:
        """Whether a time belongs to another amount than the one at `start`: "5 t in May"."""
        if self._kind(index - 1) in {"mass", "money"}:
            return self._text(index - 2) != "to"  # "shrank by a third to 5 t last year"
        beside = self._text(index - 1) in {"in", "of", "for"} and self._kind(index - 2) in {"mass", "money"}
        return beside and index - 2 != start and self._text(index - 3) not in {"to", "at"}
