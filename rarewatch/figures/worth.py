"""Whether money is the value of a trade, and not a price, a cost or the trade in all goods."""

from functools import cache

from rarewatch.figures.roles import agents
from rarewatch.figures.rules import Reading
from rarewatch.figures.sight import Sight
from rarewatch.vocabulary import table

TRADING = frozenset(["exp", "imp", "expv", "impv"])
"""Kinds of mention that tell of trade."""
SMALLEST_SUM = 10_000
"""Money below this is a price: no month of trade in any of the commodities was reported as less."""


_FIRMS = frozenset(
    [
        "company",
        "firm",
        "group",
        "maker",
        "manufacturer",
        "factory",
        "plant",
        "carmaker",
        "supplier",
        "he",
        "she",
    ]
)
"""Who pays for a cargo of its own."""


_ALL_GOODS = 20e9
"""Dollars above this are the trade in all goods: a year of all rare-earth exports is about 1e9."""


@cache
def _dollars() -> dict[str, float]:
    """What a unit of a currency is worth, roughly."""
    return dict(table("units")["dollars"])


_BUILT = frozenset(["project", "projects", "plant", "factory", "facility", "deal", "refinery", "smelter"])
"""What money stands beside where it is not of trade: "a project worth $350 million"."""


_WORKS = frozenset(["line", "lines", "expansion", "complex", "mine", "upgrade", "hub", "venture", "smelter"])
"""What is put up for the sum before it: "a RM500 million line"."""


_SUMS = frozenset(["bill", "the bill", "cost", "value", "worth", "sum"])
"""What is asked for before a sum of trade is told."""

_PAPERS = frozenset(["contract", "contracts", "deal", "order", "loan", "grant", "stake", "fund", "scheme"])
"""Nouns that a sum before them is the size of: "a $94 million contract"."""


_GOODS = frozenset(["exp", "imp", "expv", "impv", "commodity", "mass", "same", "take"])
"""What a clause holds that is of traded goods, be it under a contract."""


class Worth(Sight):
    """Weighs money."""

    def _plausible(self, reading: Reading) -> bool:
        """Whether money is of the size of this trade: neither a price nor the trade in all goods."""
        dollars = reading.value * _dollars().get(reading.unit or "", 1.0)
        return reading.value > SMALLEST_SUM and dollars < _ALL_GOODS

    def _of_all_goods(self, index: int) -> bool:
        """ "Exports to China fell 7.5% to $47.7 billion": growth of a sum that is the trade in all goods."""
        for ahead in range(index + 1, min(index + 14, len(self.items))):
            if self._kind(ahead) == "money":
                amount = self.items[ahead].value
                return float(amount.value) * _dollars().get(amount.unit or "", 1.0) >= _ALL_GOODS
            if self._kind(ahead) in {"mass", "pct", "fold"} or self._text(ahead) in {";", "while", "and"}:
                return False
        return False

    def _is_built(self, index: int) -> bool:
        """ "A project worth $350 million", "setting up an anode plant at a cost of $2 million"."""
        one = any(low.startswith("a single") for low in self.row.lows[:index])
        if one or self._text(index + 1) in _PAPERS | _BUILT | _WORKS or self._of_company(index):
            return True  # "a single ton brought in $31,000"
        before = self.row.lows[max(0, index - 6) : index]
        if before[-1:] == ["at a cost of"]:
            return not _BUILT.isdisjoint(before)
        if self._of_papers(index) or self._of_takeover(before):
            return True
        if before[-1:] != ["worth"]:
            return False
        return not _BUILT.isdisjoint(before[-2:-1])

    def _of_takeover(self, before: list[str]) -> bool:
        """ "Bought by the state federation for $37 million": the price of a plant."""
        return before[-1:] == ["for"] and "by" in before and "bought" in self.row.lows[:1]

    def _of_company(self, index: int) -> bool:
        """ "A firm with annual sales of 20 million euros": the size of a company."""
        before = self.row.lows[max(0, index - 8) : index]
        sized = before[-2:] == ["sales", "of"] and "with" in before
        return sized and not agents().isdisjoint(before[: before.index("with")])

    def _of_papers(self, index: int) -> bool:
        """ "Its contract is worth $50 million", "a deal with a carmaker is valued at $50 million"."""
        if self._text(index - 1) not in {"worth", "at"} and self._kind(index - 1) != "invalue":
            return False
        first = index
        while first > 0 and self._kind(first - 1) != "mark":
            first -= 1
        told = not _PAPERS.isdisjoint(self.row.lows[first:index])
        return told and _GOODS.isdisjoint(self.row.kinds[first:index])

    def _of_payer(self, index: int) -> bool:
        """ "The company paid $14,000": a sum that a firm pays."""
        return self._text(index - 1) in {"paid", "spent"} and self._text(index - 2) in _FIRMS

    def _worth(self, reading: Reading) -> bool:
        """Whether money here is the value of a flow."""
        before = "money" in self.row.kinds[: reading.item]
        asked = self.frame.before and self.frame.before.text.endswith("?") and reading.item == 0
        if asked and self.frame.before and not _SUMS.isdisjoint(self.frame.before.lows):
            return self._plausible(reading)  # "The bill for it all? £118 million"
        listed = self.frame.listing and "place" in self.row.kinds[:3]
        valued = self.frame.measure == "value" and "measure" in self.frame.said
        cost = self._text(reading.item - 2) == "cost" and self._kind(reading.item - 1) == "pronoun"
        told_money = listed or valued or cost or (self.frame.paid and (self.frame.going or before))
        if self._is_built(reading.item) or self._of_payer(reading.item):
            return False
        near = self.row.kinds[max(0, reading.item - 3) : reading.item]
        if told_money or (
            not {"impv", "expv"}.isdisjoint(near)
            and "," not in self.row.lows[max(0, reading.item - 3) : reading.item]
        ):
            return self._plausible(reading)
        return self._plausible(reading) and any(
            item.kind in {"exp", "imp", "invalue", "mass", "all", "ranked", "best", "ordinal"}
            or item.text.lower() in {"them", "they"}
            for item in self.items[: reading.item + 6]
        )
