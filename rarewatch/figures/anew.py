"""Numbers of the trade or output spoken of, though no word right beside them says so."""

from rarewatch.figures.dating import PEAKS, Dating
from rarewatch.figures.frames import TRADE, Frame
from rarewatch.figures.rules import Reading
from rarewatch.figures.worth import TRADING
from rarewatch.model import Flow, Kind

_TELLING = TRADING | {"prod", "proc", "take", "mass", "same", "invalue", "inquantity"}
"""What a sentence holds besides growth that is not of a price."""
_WHOLES = frozenset(["same", "imp", "exp"])
"""What a share is of where it is one of trade."""
_TINY = frozenset(["g", "gram", "grams"])
"""Units of what a device holds, not of what is traded, where no word tells of trade."""
_NAMING = frozenset(["place", "adjective", "period", "rel", "rate", "country"])
_PEAK_REACH = 8
"""Words up to the amount of an opening such as "After a two-year low of"."""


_COMING = frozenset(["N% from", "N% of A and M% of B from P", "N% were Chinese"])
"""Rules for shares that tell whence goods come."""


class Anew(Dating):
    """Tells whether a number goes on with what was told."""

    def _opens_with(self, index: int) -> bool:
        """Whether a number stands before its sentence's flow: "After 4 t in May, 5 t were shipped".

        Or "After a two-year low of 4 t in May".
        """
        peak = self._text(index - 1) == "of" and self._text(index - 2) in PEAKS and index <= _PEAK_REACH
        opens = (index <= 3 or peak) and self._text(0) in {"after", "with", "against", "following", "from"}
        return opens and not TRADING.isdisjoint(self.row.kinds[index:])

    def _amount_of_trade(self, reading: Reading, frame: Frame) -> bool:
        """Whether a number is of the trade that the article tells of, though no word here says so."""
        if (
            frame.turned
            or frame.shady
            or frame.flow not in TRADE
            or (frame.home and frame.home[0] not in TRADE)
        ):
            return False
        weighs = (
            reading.unit == "t" and reading.kind is Kind.LEVEL and self.items[reading.item].kind == "mass"
        )
        named = "commodity" in frame.said or not _NAMING.isdisjoint(self.row.kinds)
        if reading.rule in _COMING and frame.home and frame.home[0] is Flow.IMPORT:
            return True  # "Graphite is no different: 97% came from China", where imports are told of
        if (
            reading.kind is Kind.SHARE
            and named
            and not _WHOLES.isdisjoint(self.row.kinds[reading.item + 1 : reading.item + 8])
        ):
            return True
        if not weighs:
            return frame.going and named
        amount = self.items[reading.item].value
        return named and not self._yearly(reading.item) and amount.printed.lower() not in _TINY

    def _fronts(self, index: int) -> bool:
        """ "They were dearer: at $5m, the import bill was 4% higher": the amount of what stands behind it."""
        starts = self._text(index - 1) == "at" and self._text(index - 2) in {"", ":", ";", "—"}
        told = not TRADING.isdisjoint(self.row.kinds[index + 2 : index + 7])
        return starts and self._text(index + 1) == "," and told

    def _tells_anew(self, reading: Reading, frame: Frame) -> bool:
        """Whether a number is of the trade or output spoken of, though no word before it says so."""
        if self._opens_with(reading.item):
            frame.commodity = frame.commodity or self._next_commodity(reading.item)
            return True
        none = reading.rule == "not one tonne" and frame.flow in TRADE and not frame.turned
        traded = none or self._amount_of_trade(reading, frame)
        return traded or self._of_producer(reading, frame) or self._of_headline(reading, frame)

    def _of_headline(self, reading: Reading, frame: Frame) -> bool:
        """ "And four in five of those kilos went to Japan", right behind a headline on exports."""
        first = frame.before is None and frame.commodity in frame.goods and frame.home is not None
        part = self._text(reading.item + 1) == "of" and self._kind(reading.item + 2) == "pronoun"
        goes = not {"take", "expv", "impv", "place"}.isdisjoint(self.row.kinds[reading.item :])
        return first and part and goes and reading.kind is Kind.SHARE and frame.flow in TRADE

    def _of_producer(self, reading: Reading, frame: Frame) -> bool:
        """Whether an amount is what "the largest producer" puts out, where output is told."""
        before = set(self.row.lows[max(0, reading.item - 5) : reading.item])
        makes = not before.isdisjoint({"producer", "miner"}) and "best" in self.row.kinds[: reading.item]
        return makes and reading.unit == "t" and frame.flow is Flow.PRODUCTION and not frame.turned

    def _of_price(self, frame: Frame) -> bool:
        """Whether growth without any word of a flow or amount is that of a price: "terbium gained 6.5%"."""
        if "price" in self.row.kinds and _TELLING.isdisjoint(self.row.kinds):
            return True  # "Ingot has lost 10.5% since May and costs $40,000 a tonne now"
        if frame.topic != "again" or "commodity" not in frame.said:
            return False
        if any(
            item.kind == "rel" and item.text.lower().startswith(("the same", "same")) for item in self.items
        ):
            return False  # prices are not compared with "the same period"
        if self._text(0) == "those" and self._text(1) == "of" and self._kind(2) == "commodity":
            return False  # "Exports of gallium edged up. Those of germanium were 60% lower"
        return _TELLING.isdisjoint(self.row.kinds)
