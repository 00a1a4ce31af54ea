"""The time that a clause names only behind a number."""

from rarewatch.figures.comparisons import compared
from rarewatch.figures.frames import Frame, Walk
from rarewatch.figures.sight import Sight
from rarewatch.figures.times import is_aside, is_idle, same_again, superlative

_TURNS = frozenset(
    [";", "—", ":", "(", "while", "but", "although", "when", "before", "because", "until", "having"]
)
_LOOSE = frozenset(["on", "over"])
_COMPARED = frozenset(["mass", "pct"])
"""Amounts that something is compared with: what is told behind them is of them."""
_BEHIND = frozenset(["after", "following", "having"])
_MOVES = frozenset(["up", "down", "multiplied"])


class Later(Sight):
    """Finds the period that stands behind its number: "fell by 16% in May"."""

    def _period_ahead(self, walk: Walk, frame: Frame, start: int) -> None:
        """The period that the clause names only after the number: "fell by 16% in May"."""
        compares = self._kind(start - 1) == "compare" and self._text(start - 1) not in {"on", "over", "as"}
        if compares:
            return
        kinds, lows = self.row.kinds, self.row.lows
        aside = "which" in lows[max(0, start - 4) : start] and "," in lows[max(0, start - 6) : start]
        for index in range(start + 1, len(kinds)):
            kind, low = kinds[index], lows[index]
            relative = low in {"which", "whose"} and "," not in lows[index:]
            if (
                relative
                or (aside and low == ",")  # "China, which accounts for 48% of it, said last month"
                or (low in _TURNS and not self._abbreviates(index))
                or kind == "zero"
                or (low == "," and self._text(index + 1) in {"and", "with"})
            ):
                return
            against = kind in {"more", "less"} or (kind == "compare" and low not in _LOOSE)
            if against and not _COMPARED.isdisjoint(kinds[index + 1 : index + 3]):
                return
            if low in _BEHIND and not _MOVES.isdisjoint(kinds[index + 1 : index + 4]):
                return  # "slipped 4.8% to 589 tons, after a leap of 75.5% in July"
            again = (
                kind == "rel"
                and low.startswith(("the same", "that ", "those "))
                and lows[index - 1] in {"in", "over", "during"}
            )
            if again and not self.items[index].value.shift and (same := same_again(frame, self.items[index])):
                frame.say(period=same)
                return
            if (
                kind == "period"
                and not compared(walk, index)
                and not is_aside(walk, index)
                and not superlative(walk, index)
                and not is_idle(walk, index)
            ):
                period = walk.when(self.items[index])
                if period and not self._is_of_amount(index, start):
                    frame.say(period=period)
                    return

    def _abbreviates(self, index: int) -> bool:
        """ "Under Harmonized System (HS) code 2504 in May": a bracket that only gives a short name."""
        return self._text(index) == "(" and self._kind(index + 1) == "word" and self._text(index + 2) == ")"

    def _is_of_amount(self, index: int, start: int) -> bool:
        """Whether a time belongs to another amount than the one at `start`: "5 t in May"."""
        if self._kind(index - 1) in {"mass", "money"}:
            return self._text(index - 2) != "to"  # "shrank by a third to 5 t last year"
        beside = self._text(index - 1) in {"in", "of", "for"} and self._kind(index - 2) in {"mass", "money"}
        return beside and index - 2 != start and self._text(index - 3) not in {"to", "at"}
