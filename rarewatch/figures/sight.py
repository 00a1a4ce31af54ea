"""A sentence with the frame at hand, and how to look around in it."""

from datetime import date

from rarewatch.figures.frames import Frame, Walk
from rarewatch.figures.mentions import Row
from rarewatch.figures.roles import together
from rarewatch.figures.sentences import Sentence

_TOGETHER = frozenset(["collectively", "jointly", "together"])
"""Words by which one number is of several territories."""


class Sight:
    """One sentence that is being read."""

    def __init__(self, sentence: Sentence, row: Row, frame: Frame, published: date) -> None:
        self.sentence, self.row, self.frame, self.published = sentence, row, frame, published
        self.items = row.items
        self.walk = Walk(row, frame, published)
        self._kind, self._text = self.walk.kind, self.walk.text
        self.assumed: tuple[str, ...] = ()
        """Slots of the figure at hand that only a convention fills."""

    def _beside_money(self, index: int) -> bool:
        """Whether the amount that a growth rate goes with is money: "grew 9% to $4m", "$4m, up 9%"."""
        beside = self._amount_reached(index) or self._amount_before(index) or self._amount_behind(index)
        return beside == "money"

    def _amount_reached(self, index: int) -> str:
        """ "By 9% to $4m": the kind of the amount that growth leads to."""
        for ahead in range(index + 1, min(index + 7, len(self.items))):
            if self._text(ahead) in {",", ";", "while", "but", "and", "("} or self._kind(ahead) in {
                "pct",
                "fold",
            }:
                return ""
            if self._kind(ahead) in {"mass", "money"}:
                return self._kind(ahead) if self._text(ahead - 1) in {"to", "at", "from"} else ""
        return ""

    def _amount_before(self, index: int) -> str:
        for back in range(index - 1, max(-1, index - 12), -1):
            kind = self._kind(back)
            if kind in {"mass", "money"}:
                return kind
            named = back > 0 and self.items[back].text[:1].isupper()  # "the Export Development Board"
            flow = kind in {"exp", "imp", "inquantity", "invalue"} and not named
            if flow or self._text(back) in {";", "while", "but"}:
                return ""
        return ""

    def _amount_behind(self, index: int) -> str:
        for ahead in range(index + 1, min(index + 12, len(self.items))):
            kind = self._kind(ahead)
            if kind in {"mass", "money"}:
                return kind
            if kind in {"pct", "fold"} or self._text(ahead) in {";", "while", "but", "and"}:
                return ""
        return ""

    def _share_of_amount(self, index: int) -> bool:
        """ "5 t, or 83%", "5 t (83%)": a share right behind its amount."""
        back = index - 1
        while self._text(back) in {",", "or", "("}:
            back -= 1
        whole = self._kind(index + 2) == "pronoun" and self._kind(index + 3) in {"exp", "imp"}
        apart = self._text(index - 1) == "," and self._text(index + 1) == "of" and whole
        return apart or (back < index - 1 and self._kind(back) == "mass")

    def _combined(self, index: int) -> bool:
        """ "Thailand and Malaysia followed with a combined 7%": one number of several territories."""
        item = self.items[index]
        last = next((n for n in range(index - 1, 1, -1) if self._kind(n) == "place"), 0)
        if last == 0 or not together(self.walk, last):
            return False
        said = self.row.text[item.quote_start : item.start].lower() if item.quote_start >= 0 else ""
        return "combined" in said or not _TOGETHER.isdisjoint(self.row.lows[last:index])

    def _next_commodity(self, index: int) -> str | None:
        """The commodity named first behind a number."""
        named = (item.value for item in self.items[index:] if item.kind == "commodity")
        return next(map(str, named), None)
