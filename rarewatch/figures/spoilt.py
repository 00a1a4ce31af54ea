"""Amounts and rates that the words right beside them make something else: a price, a size, a quota."""

from rarewatch.figures.comparisons import OUTDOING
from rarewatch.figures.frames import GROUPS, TRADE
from rarewatch.figures.goods import buys_goods
from rarewatch.figures.rates import CONTRACTS, Rates
from rarewatch.figures.roles import SITES, agents
from rarewatch.figures.rules import Reading
from rarewatch.figures.worth import TRADING
from rarewatch.model import Kind

_UNITS = 0.02
"""How far two units of one amount may be off by rounding."""

_MARKS = frozenset(["mark", "threshold", "milestone", "barrier"])
"""What is only passed: "the 2,000-tonne mark"."""

_TURNING = frozenset(["quota", "capacity", "reserve", "stock", "permit", "future"])

_COSTING = frozenset(["lost", "cost", "costs", "costing", "raised", "borrowed", "invested", "owed"])
"""Verbs whose money is no trade."""

_PAID_FOR = frozenset(["pronoun", "commodity", "impv"])
"""What costs money where that is trade: "the magnets brought in from abroad cost $291 million"."""

_ASKING = frozenset(["ordered", "offered", "requested", "bid"])
"""Verbs of goods that are yet to change hands: "was offered 200 kg"."""

_STAGES = frozenset(["phase", "expansion", "line", "lines", "project", "facility", "complex", "module"])
"""Further nouns of what is built for so many tonnes."""


_BUILT_SITES = frozenset(["plant", "plants", "refinery", "smelter", "factory", "works", "line", "lines"])
_SIZES = frozenset(["scale", "size", "norm"])
_TRADED = frozenset(["exp", "imp", "expv", "impv", "take", "prodv", "procv"])


_FOUND = frozenset(
    ["established", "proved", "proven", "identified", "found", "discovered", "inferred", "delineated"]
)


_MOVING = frozenset(["exp", "imp", "expv", "impv", "take", "down", "same", "prodv", "place", "mass"])
"""What a sentence holds besides a "nothing" that is an amount."""


_EACH = frozenset(["each", "every", "per"])
_TAKINGS = frozenset(["profit", "profits", "loss", "losses", "net loss", "net profit"])
"""What a company earns or loses."""
_MOST_OF_A_YEAR = 1_000_000
"""Tonnes of rare earths that no year of trade or output has, but reserves have: the world mined 390,000 t in
2024, by the Mineral Commodity Summaries of the US Geological Survey."""
_NAMING_TRADE = frozenset(["exp", "imp", "expv", "prodv", "all", "place", "adjective", "office", "ranked"])
"""What tells, where a headline is of smuggling, that a sentence is of a territory's trade."""


_BY_REACH = 6
_LICENCES = frozenset(["licence", "licences", "license", "licenses", "permit", "permits", "approval"])
_LICENCE_REACH = 16
_SHIPPED = frozenset(["expv", "impv", "take", "mass"])


class Spoilt(Rates):
    """Tells what is no figure by the words beside it."""

    def _spoiled(self, reading: Reading) -> bool:
        """Whether the words right beside an amount make it something else."""
        if reading.kind is not Kind.LEVEL:
            several = self._of_others(reading.item) or self._of_province(reading.item)
            return several or self._spoiled_rate(reading.item)
        index = reading.item
        kind, before, far = self.items[index].kind, self._text(index - 1), self._text(index - 2)
        beside = (
            (before == "(" and self._kind(index - 2) == "money")
            or (before in {"in", "every"} and far in {"one", "of", "out of"})  # "one in three tonnes"
            or (self._kind(index - 1) == "compare" and far == "revised")
            or (before == "but" and far == "all")  # "all but 5 t": the rest is told of
            or (
                self.items[index].bound == "=" and not _MARKS.isdisjoint(self.row.lows[index + 1 : index + 3])
            )
            or (before == "for" and (self._for_site(index) or self._licensed(index)))
            or (before == "of" and self._sizes(index, far))
            or before in {*_ASKING, "those", "these"}  # "most of those 5 t": told before
            or self._of_contract(index)
            or ((reading.value > 0 or kind == "zero") and self._in_the_ground(index))
            or self._of_several(index)
            or (before == "by" and self._is_difference(index))
            or self._of_province(index)
            or self._is_price_of_one(index)
            or self._of_offenders()
            or self._of_firms(index)
            or self._is_size(index)
        )
        if beside or self._of_others(index) or self._told_twice(index) or self._turned(index):
            return True
        if kind == "zero":
            told = self.frame.going and not {"period", "rel"}.isdisjoint(self.row.kinds)
            return before == "gets" or (not told and _MOVING.isdisjoint(self.row.kinds))
        return kind == "money" and self._spoiled_money(reading)

    def _of_takings(self, index: int) -> bool:
        """ "Its net profit had shrunk by 19 percent to 1.6 billion yuan": what a company earns."""
        for back in range(index - 1, -1, -1):
            kind = self._kind(back)
            if kind == "mark" or kind in _TRADED:
                return False
            if self._text(back) in _TAKINGS:
                return True
        return False

    def _spoiled_money(self, reading: Reading) -> bool:
        """Whether the words beside a sum make it no value of trade: a price, a cost, a plant."""
        index, before = reading.item, self._text(reading.item - 1)
        if self._of_takings(index):
            return True
        told = (
            before in {"cost", "costs"}
            and not _PAID_FOR.isdisjoint(self.row.kinds[max(0, index - 5) : index - 1])
        ) or not {"imp", "all"}.isdisjoint(self.row.kinds[:index])
        if (before in _COSTING and not told) or (
            before == "spent"
            and not ((self.frame.going and self._text(index + 1) != "on") or buys_goods(self.walk, index))
        ):
            return True
        each = self._of_each(index) or " in the ground" in self.row.text  # "the ore in the ground at $1bn"
        sold = self.frame.flow in TRADE and self._worth(reading)
        return each or not (sold or self._is_worth_of_output(index))

    def _of_each(self, index: int) -> bool:
        """ "40,000 yuan for every ton", "each ton brought $40,000": what one costs."""
        beyond = index + 1 + (self._text(index + 1) == "for")
        before = self.row.lows[max(0, index - 7) : index]
        return not _EACH.isdisjoint(before) or self._text(beyond) in {"each", "every"}

    def _is_worth_of_output(self, index: int) -> bool:
        """ "The output was worth $260 million": what was dug, in money."""
        worth = self._kind(index - 1) == "invalue" or self._text(index - 1) in {"at", "worth"}
        made = self.frame.flow is not None and self.frame.flow not in TRADE
        if made and self._kind(index - 1) == "invalue" and {"prodv", "mass"} <= set(self.row.kinds[:index]):
            return True  # "mines produced 45,000 t, worth about $260 million"
        return made and worth and "prod" in self.row.kinds[max(0, index - 5) : index]

    def _is_difference(self, index: int) -> bool:
        """ "Rose by 3,000 tonnes": how much more it was, not how much."""
        near = range(max(0, index - _BY_REACH), index - 1)
        last = next((n for n in reversed(near) if self._text(n) in {"followed", ",", ";", "and"}), -1)
        return any(self._kind(n) in {"up", "down"} or self._text(n) in OUTDOING for n in near if n > last)

    def _licensed(self, index: int) -> bool:
        """ "A licence, the first since May, for 20 t was issued": what may be shipped."""
        lows = self.row.lows[max(0, index - _LICENCE_REACH) : index]
        last = next((n for n in range(len(lows) - 1, -1, -1) if lows[n] in _LICENCES), None)
        first = index - len(lows)
        return last is not None and _SHIPPED.isdisjoint(self.row.kinds[first + last : index])

    def _in_the_ground(self, index: int) -> bool:
        """ "India has 5 t in its sands", "5 t has been found", "5 t lie there": what nobody has mined yet."""
        behind = self.row.lows[index + 1 : index + 6]
        before = self._text(index - 1)
        goods = self.frame.commodity in {*GROUPS, None}
        if goods and self.items[index].kind == "mass" and self.items[index].value.value > _MOST_OF_A_YEAR:
            return True
        has = (
            before in {"has", "have", "holds", "hold", "held", "possesses", "hosts"} and "been" not in behind
        )
        found = before in _FOUND and self._text(index - 2) in {"had", "has", "have"}
        ground = "in the ground" in " ".join(self.row.lows[index + 1 : index + 8])
        lies = ground or not {"lie", "lies"}.isdisjoint(self.row.lows[index + 1 : index + 8])
        return has or found or lies or ("been" in behind and not _FOUND.isdisjoint(behind))

    def _of_offenders(self) -> bool:
        """ "The group bought ingots and moved 5 t", where the headline is of smuggling."""
        return self.frame.shady and _NAMING_TRADE.isdisjoint(self.row.kinds)

    def _of_firms(self, index: int) -> bool:
        """ "Four other miners have no sales at all": what firms do not sell is no trade of a territory."""
        return self._text(index) == "sales" and not agents().isdisjoint(self.row.lows[:index])

    def _is_price_of_one(self, index: int) -> bool:
        """ "A single ton sold in May brought in $31,000": one unit that money is told of."""
        one = self.items[index].text.lower().startswith(("a single", "one"))
        return one and "money" in self.row.kinds[index + 1 :]

    def _sizes(self, index: int, noun: str) -> bool:
        """ "Five plants of 1,200 t each", "a scale of 3,000 t": what is built for so much."""
        built = noun in SITES or noun in _STAGES or noun in _SIZES
        return built and _TRADED.isdisjoint(self.row.kinds[:index]) and "prod" not in self.row.kinds[:index]

    def _of_contract(self, index: int) -> bool:
        """ "Signed a contract in May for 200 t and over 500 t a year from 2027": what is yet to come."""
        led = False
        for back in range(index - 1, max(-1, index - 14), -1):
            low = self._text(back)
            led = led or low == "for"
            if led and low in CONTRACTS:
                return True
            if self._kind(back) == "mark" or self._kind(back) in _TRADED:
                return False
        return False

    def _for_site(self, index: int) -> bool:
        """ "A plant for 5 t": what it is built for."""
        if self._text(index - 2) in {"built", "designed", "sized", "laid out"}:
            return True  # "it is built for 350,000 t a year"
        near = range(max(0, index - 5), index)
        sites = not (SITES | _STAGES).isdisjoint({self._text(back) for back in near})
        return sites and TRADING.isdisjoint({self._kind(back) for back in near})

    def _is_size(self, index: int) -> bool:
        """ "A 20,000-tonne anode plant", "640,000 t/yr": how much a plant can put through."""
        item = self.items[index]
        built = not (SITES | _STAGES).isdisjoint(self.row.lows[index + 1 : index + 5])
        hyphen = "-" in item.text and built
        rate = self._text(index + 1) == "/" and self._text(index + 2) in {"yr", "year", "y", "a", "d", "day"}
        sized = self._text(index - 1) == "of" and self._text(index - 2) in _BUILT_SITES
        return hyphen or rate or sized  # "a factory of 3,000 tons"

    def _told_twice(self, index: int) -> bool:
        """Whether an amount stands again in brackets, in tonnes: "672,000 pounds (305 tons)"."""
        again = self._kind(index) == "mass" == self._kind(index + 2)
        if not again or (self._text(index + 1), self._text(index + 3)) != ("(", ")"):
            return False
        one, other = self.items[index].value, self.items[index + 2].value
        close = abs(one.value - other.value) <= _UNITS * one.value
        return close and not one.printed.lower().startswith(("t", "metric"))

    def _turned(self, index: int) -> bool:
        """Whether the words behind an amount turn it away: "30,000 t of quota", "5 t more"."""
        if self._kind(index + 1) in {"more", "less"}:
            return True
        for ahead in range(index + 1, min(index + 6, len(self.items))):
            item = self.items[ahead]
            if item.kind == "not" and item.value in _TURNING and ahead < index + 4:
                return True
            if item.text in {",", "and"} or self._kind(ahead) in {"mass", "pct"}:
                return False
            if item.text.lower() in {"month", "day", "week", "month's"} and self._text(ahead - 1) in {
                "a",
                "per",
            }:
                return True
            if item.kind == "mark":
                return False
        return False
