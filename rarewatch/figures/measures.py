"""Whether growth, a share or a rank is of weight or of money."""

from rarewatch.figures.flows import VALUED
from rarewatch.figures.frames import TRADE, Frame
from rarewatch.figures.rules import Reading
from rarewatch.figures.sight import Sight
from rarewatch.model import Kind

_WEIGHING = frozenset(["tonnage", "weight", "volume", "volumes", "quantity", "total weight", "total volume"])
_MOVES = frozenset(["up", "down"])
_EARNING = frozenset(["earned", "earn", "earning", "fetched", "grossed"])
"""Verbs of money: "they earned 18 percent more"."""
_GOODS = frozenset(["metal", "material", "ore", "oxide", "concentrate", "tonnes", "tons"])
_WEIGHED = frozenset(["mass", "money", "inquantity"])


class Measuring(Sight):
    """Finds what a number measures."""

    def _measure(self, reading: Reading, frame: Frame) -> str:
        if reading.kind is Kind.LEVEL:
            return "quantity" if reading.unit == "t" else "value"
        if frame.flow not in TRADE:
            return "quantity"
        said = self._measure_held(reading) or self._measure_said(reading) or self._measure_dealt(reading.item)
        if said:
            return said
        parts = reading.kind in {Kind.SHARE, Kind.RANK} and {"invalue", "money"}.isdisjoint(self.row.kinds)
        if parts and not _WEIGHING.isdisjoint(self.row.lows):
            return "quantity"
        if frame.measure == "value" or self._beside_money(reading.item) or self._grows_paid(reading, frame):
            return "value"
        amounts = not _WEIGHED.isdisjoint(self.row.kinds)
        return frame.told if reading.kind in {Kind.SHARE, Kind.RANK} and not amounts else "quantity"

    def _grows_paid(self, reading: Reading, frame: Frame) -> bool:
        """Whether growth is of the money told last: "That was 72% below", or no weight was told so far."""
        if reading.kind is not Kind.CHANGE or "measure" in frame.said or "mass" in self.row.kinds:
            return False
        weighs = not _WEIGHING.isdisjoint(self.row.lows[: reading.item])
        return frame.paid and not weighs and (self._speaks_on() or not frame.weighed)

    def _speaks_on(self) -> bool:
        """Whether a sentence begins with what was told: "That was 72% below", "The amount was"."""
        return self._kind(0) == "pronoun" or (
            self._text(0) == "the" and self._kind(1) == "same" and self._text(1) not in _WEIGHING
        )

    def _quantity_moved(self, index: int) -> bool:
        """ "The value fell by 18.5%, the quantity went down by 29.3%": the noun right before its verb."""
        verb = next((n for n in range(index - 1, max(-1, index - 4), -1) if self._kind(n) in _MOVES), None)
        return verb is not None and self._text(verb - 1) in _WEIGHING and self._kind(verb - 1) == "same"

    def _measure_dealt(self, index: int) -> str:
        """ "$5m on 30 tonnes, rises of 8% and 5% respectively": the measure of the amount in its place."""
        if "respectively" not in self.row.lows[index:]:
            return ""
        amounts = [kind for kind in self.row.kinds if kind in {"mass", "money"}]
        rates = [n for n, kind in enumerate(self.row.kinds) if kind == "pct"]
        if len(set(amounts)) < 2 or len(amounts) != len(rates) or index not in rates:
            return ""
        return "value" if amounts[rates.index(index)] == "money" else "quantity"

    def _measure_held(self, reading: Reading) -> str:
        """ "More than double the 5 t of May": the measure of the amount that is compared with."""
        fewer = reading.kind is Kind.CHANGE and self._kind(reading.item + 1) in {"more", "less"}
        if fewer and (self._text(reading.item + 2) in _GOODS or self._kind(reading.item + 2) == "commodity"):
            return "quantity"  # "though 11 per cent less metal came in"
        base = self._kind(reading.item + 1 + (self._text(reading.item + 1) == "the"))
        held = reading.kind is Kind.CHANGE and base in {"mass", "money"}
        return ("quantity" if base == "mass" else "value") if held else ""

    def _measure_said(self, reading: Reading) -> str:
        """ "17.6% in terms of quantity", "66% of the total by weight": the words behind a rate."""
        reach = 9 if reading.kind is not Kind.CHANGE else 2 + (self._text(reading.item + 1) == "the")
        for ahead in range(reading.item + 1, min(reading.item + reach, len(self.items))):
            if self._kind(ahead) in {"pct", "mass", "money"} or self._text(ahead) in {",", ";", "and"}:
                return ""
            if self._kind(ahead) == "invalue" or self._text(ahead) in VALUED:
                return "value"
            if self._kind(ahead) == "inquantity" or self._text(ahead) in _WEIGHING:
                return "quantity"
        if reading.kind is Kind.CHANGE and self._quantity_moved(reading.item):
            return "quantity"
        if reading.kind is Kind.CHANGE and not _EARNING.isdisjoint(
            self.row.lows[max(0, reading.item - 2) : reading.item]
        ):
            return "value"
        before = self.row.lows[max(0, reading.item - 4) : reading.item]
        opens = reading.kind is Kind.SHARE and before[:1] == ["of"] and not _WEIGHING.isdisjoint(before)
        return "quantity" if opens else ""
