"""Lists that go on behind a number: further territories, further names of the goods."""

from rarewatch.figures.rules import Reading
from rarewatch.figures.sight import Sight
from rarewatch.model import Kind


class Joining(Sight):
    """Tells what "and" and a comma behind a number join to it."""

    def _joins(self, index: int, reading: Reading) -> bool:
        """Whether "and" or a comma behind a place goes on to further ones of the same number."""
        if reading.kind is Kind.RANK:
            return False
        return self._next_place(index) if self._text(index) == "and" else self._lists_places(index)

    def _lists_places(self, index: int) -> bool:
        """Whether a comma goes on to further places of one number: "5 t from Rwanda, Bolivia and the UK"."""
        if self._kind(index + 1) != "place":
            return False
        led = self._text(index - 2) if self._text(index - 2) != "the" else self._text(index - 3)
        if led not in {"from", "to"} or self._text(index + 2) not in {",", "and"}:
            return False
        last = index + 4 if self._text(index + 3) == "the" else index + 3
        return self._kind(last) == "place" and self._text(last + 1) in {".", ",", ";", "in", ""}

    def _pairs_goods(self, index: int) -> bool:
        """Whether "and" joins two names of the goods: "oxides and compounds from Myanmar"."""
        noun = self._kind(index + 1) in {"word", "commodity"} and self._text(index + 2) in {"from", "to"}
        return noun or self._text(index + 1) == "of"

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
