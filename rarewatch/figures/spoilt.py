"""Amounts and rates that the words right beside them make something else: a price, a size, a quota."""

from functools import cache
from itertools import pairwise

from rarewatch.figures.frames import GROUPS, TRADE
from rarewatch.figures.goods import buys_goods
from rarewatch.figures.roles import SITES, agents, owners
from rarewatch.figures.rules import Reading
from rarewatch.figures.several import Several
from rarewatch.figures.times import OUTDOING
from rarewatch.figures.worth import SMALLEST_SUM, TRADING
from rarewatch.model import Kind
from rarewatch.vocabulary import table

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

_WEEKLY = frozenset(
    [("the", "week"), ("a", "week"), ("last", "week"), ("this", "week"), ("week", "on"), ("w", "/")]
)
_BY_WEEK = frozenset(["wow", "w/w"])
"""Words of growth by weeks."""

_BUILT_SITES = frozenset(["plant", "plants", "refinery", "smelter", "factory", "works", "line", "lines"])
_SIZES = frozenset(["scale", "size", "norm"])
_CONTRACTS = frozenset(
    ["contract", "contracts", "agreement", "agreements", "memorandum", "deal", "order", "orders"]
)
"""Papers on goods that are yet to be delivered."""
_TRADED = frozenset(["exp", "imp", "expv", "impv", "take", "prodv", "procv"])

_NAMES = frozenset(["word", "place", "adjective", "period", "rel"])
_OF_GOODS = frozenset(
    ["exp", "imp", "prod", "proc", "same", "commodity", "mass", "expv", "impv", "take", "prodv"]
)
"""What a clause holds that is of goods, not of money."""
_ECONOMY = frozenset(["gdp", "gross domestic product", "gross national product", "national income"])
"""What a loss or a sum is so many per cent of."""

_KINDS = frozenset(["rare", "critical", "strategic", "minor", "raw"])
"""What stands before "metals" and "minerals" where these are many."""

_FOUND = frozenset(
    ["established", "proved", "proven", "identified", "found", "discovered", "inferred", "delineated"]
)


_USUAL = frozenset(["normal", "usual", "typical", "ordinary", "customary"])
"""What a part is of where it is of no amount that is told: "a quarter of the normal amount"."""
_OWNING = frozenset(["holds", "held", "hold", "holding", "owns", "owned"])
_IN_WHICH = frozenset([("in", "which"), ("of", "which")])
"""What stands before an owner and what he holds of it."""
_MADE_OF = frozenset(["goods", "devices", "appliances", "motors", "cars", "vehicles", "phones", "articles"])
"""What traded goods are made into."""
_MOVING = frozenset(["exp", "imp", "expv", "impv", "take", "down", "same", "prodv", "place", "mass"])
"""What a sentence holds besides a "nothing" that is an amount."""


@cache
def bourses() -> frozenset[str]:
    """Towns where shares are traded."""
    return frozenset(table("passing")["bourses"])


@cache
def people() -> frozenset[str]:
    """Words for people who are counted."""
    return frozenset(table("passing")["people"])


_THINKING = frozenset(
    ["report", "reported", "say", "said", "expect", "expected", "plan", "fear", "see", "complain", "want",
     "told"]
)  # fmt: skip
"""What people do, a part of whom is no share of trade."""

_BEHIND_PRICE = frozenset([",", "by", "a", "was", "were", "("])
_EACH = frozenset(["each", "every", "per"])
_NO_SHARES = frozenset(["exp", "imp", "expv", "impv", "take", "same", "mass", "prod", "prodv"])
"""What a sentence on growth holds that is of trade or output, not of shares."""
_MOST_OF_A_YEAR = 1_000_000
"""Tonnes of rare earths that no year of trade or output has, but reserves have: the world mined 390,000 t in
2024, by the Mineral Commodity Summaries of the US Geological Survey."""
_NAMING_TRADE = frozenset(["exp", "imp", "expv", "prodv", "all", "place", "adjective", "office", "ranked"])
"""What tells, where a headline is of smuggling, that a sentence is of a territory's trade."""


_BY_REACH = 6
_LICENCES = frozenset(["licence", "licences", "license", "licenses", "permit", "permits", "approval"])
_LICENCE_REACH = 16
_SHIPPED = frozenset(["expv", "impv", "take", "mass"])


class Spoilt(Several):
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
            or (before == "for" and self._for_site(index))
            or (before == "of" and self._sizes(index, far))
            or before in {*_ASKING, "those", "these"}  # "most of those 5 t": told before
            or self._of_contract(index)
            or ((reading.value > 0 or kind == "zero") and self._in_the_ground(index))
            or (before in {"for", "covering"} and self._licensed(index))
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
        if kind != "money":
            return False
        told = (
            before in {"cost", "costs"}
            and not _PAID_FOR.isdisjoint(self.row.kinds[max(0, index - 5) : index - 1])
        ) or not {"imp", "all"}.isdisjoint(self.row.kinds[:index])
        if (before in _COSTING and not told) or (
            before == "spent"
            and not ((self.frame.going and self._text(index + 1) != "on") or buys_goods(self.walk, index))
        ):
            return True
        each = not _EACH.isdisjoint(self.row.lows[max(0, index - 7) : index])
        each = each or " in the ground" in self.row.text  # "value the ore in the ground at $1bn"
        beyond = index + 1 + (self._text(index + 1) == "for")  # "40,000 yuan for every ton"
        each = each or self._text(beyond) in {"each", "every"}
        sold = self.frame.flow in TRADE and self._worth(reading)
        return each or not (sold or self._is_worth_of_output(index))

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
        """ "Signed a contract for 200 t of oxides and over 500 t a year from 2027": what is yet to come."""
        led = False
        for back in range(index - 1, max(-1, index - 14), -1):
            low = self._text(back)
            led = led or low == "for"
            if led and low in _CONTRACTS:
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

    def _spoiled_rate(self, index: int) -> bool:
        """ "Half of its 420 workers", "soared 28% to $1.20": a share of people, the growth of a price."""
        behind = range(index + 1, min(index + 4, len(self.items)))
        if self._text(index + 1) == "of" and not agents().isdisjoint({self._text(n) for n in behind[1:]}):
            return True
        counted = any(self._kind(n) == "num" for n in behind) or self._of_many(index)
        counted = counted or self._of_goods_made(index) or self._of_people(index)
        counted = counted or not _USUAL.isdisjoint(self.row.lows[index + 2 : index + 4])
        dearer = self._text(index - 1) in {"paid", "pay", "paying"} and self._kind(index + 1) == "more"
        other = dearer or self._of_several(index) or self._is_stake(index) or self._of_revenue(index)
        other = other or self._of_budget(index) or self._of_rival(index) or self._of_all_goods(index)
        counted = counted or self._text(index + 2) in _ECONOMY
        counted = (
            counted
            or (  # "won a $5m order, equal to 18% of its sales"
                self._kind(index - 1) == "makesup" and not _CONTRACTS.isdisjoint(self.row.lows[:index])
            )
        )
        if other or (self._text(index + 1) == "of" and counted):
            return True
        if self._kind(index) == "multiplied" and "share" in {self._kind(index - 1), self._kind(index - 2)}:
            return True  # "Japan's share doubled to 8%"
        dear = self._kind(index) == "fold" and self._text(index - 2) in {"is", "are"}
        dear = dear and self._text(index - 1) == "worth"  # "is worth five times what it was"
        stock = any(
            item.kind == "not" and item.value == "stock" for item in self.items[index + 1 : index + 12]
        )
        if dear or stock:
            return True
        near = range(index + 1, min(index + 5, len(self.items)))
        if any(self._kind(n) == "mass" and self._allotted(n) for n in near):
            return True
        return self._weekly(index) or self._leads_to_price(index)

    def _weekly(self, index: int) -> bool:
        """ "Fell by 2% on the week", "gained 3% w/w": trade is not told by weeks, prices are."""
        ahead = self.row.lows[index + 1 : index + 5]
        return any(pair in _WEEKLY for pair in pairwise(ahead)) or not _BY_WEEK.isdisjoint(ahead[:1])

    def _of_revenue(self, index: int) -> bool:
        """ "Revenue of the materials division was halved to $32 million": the growth of a company's money."""
        if self._text(index + 1) != "to" or self._kind(index + 2) != "money":
            return False
        for back in range(index - 1, max(-1, index - 10), -1):
            if self._kind(back) == "mark":
                return False
            if self._kind(back) == "not":
                return bool(self.items[back].value == "money")
        return False

    def _of_budget(self, index: int) -> bool:
        """ "The budget for stockpiling was cut by a third": the growth of money that is set aside or lent."""
        first = index
        while first > 0 and self._kind(first - 1) != "mark":
            first -= 1
        told = next((n for n in range(first, index) if self._kind(n) not in _NAMES), index)
        money = self._kind(told) == "not" and self.items[told].value == "money"
        return money and _OF_GOODS.isdisjoint(self.row.kinds[first:index])

    def _of_rival(self, index: int) -> bool:
        """ "Little more than a third of what Lynas managed": one company measured by another."""
        what = self._text(index + 1) == "of" and self._text(index + 2) == "what"
        return what and self._kind(index + 3) == "org"

    def _is_stake(self, index: int) -> bool:
        """ "New lines in which a trading house holds 20%": a part of a company, not of a trade."""
        if self._text(index - 1) not in _OWNING or self._text(index + 1) == "of":
            return False
        before = self.row.lows[max(0, index - 10) : index - 1]
        inside = any(pair in _IN_WHICH for pair in pairwise(before))
        return inside or self._text(index - 2) in owners()

    def _of_goods_made(self, index: int) -> bool:
        """ "About 70 per cent of the finished goods are exported": a part of what is made of the goods."""
        ahead = self.row.lows[index + 2 : index + 6]
        made = next((n for n, low in enumerate(ahead) if low in _MADE_OF), None)
        return made is not None and "commodity" not in self.row.kinds[index + 2 : index + 2 + made]

    def _leads_to_price(self, index: int) -> bool:
        """ "Rose by 4% to $95 per kilogram", "soared 28% to $1.20": the growth of a price."""
        after = self._text(index + 1)
        if after == "in" and self._text(index + 2) in bourses() and _NO_SHARES.isdisjoint(self.row.kinds):
            return True  # "a junior with a drill hole rose 340% in Sydney"
        if "price" in self.row.kinds[index + 1 : index + 4] and after in {"to", ","}:
            return True
        if self._kind(index + 1) in {"period", "rel", "rate"} and self._text(index + 2) == "to":
            index += 1  # "has tripled this month to $3,000 a kilogram"
            if self._kind(index + 2) == "price":
                return True
        if self._kind(index) == "pct" and self._behind_price(index):
            return True
        ends = self.items[index + 2].value if self._kind(index + 2) == "money" else None
        return ends is not None and self._text(index + 1) == "to" and bool(ends.value < SMALLEST_SUM)

    def _behind_price(self, index: int) -> bool:
        """ "The average was $18.40 per kilogram, down 11.2%", "$36,000 a tonne in Rotterdam, a third below
        its peak": growth right behind a price."""
        back = index - 1
        while self._kind(back) in {"up", "down", "more", "less"} or self._text(back) in _BEHIND_PRICE:
            back -= 1
        if self._kind(back) in {"town", "place"} and self._text(back - 1) == "in":
            back -= 2
        each = self._kind(back) == "money" and not _EACH.isdisjoint(self.row.lows[max(0, back - 7) : back])
        return back < index - 1 and (each or self._kind(back) == "price")

    def _of_people(self, index: int) -> bool:
        """ "About 420 people work there, 93% of them women", "60% of them say": a part of people."""
        amounts = {"mass", "pct"}.isdisjoint(self.row.kinds[:index])
        of_them = self._text(index + 1) == "of" and self._kind(index + 2) == "pronoun"
        if of_them and self._text(index + 3) in _THINKING:
            return True
        return of_them and amounts and not people().isdisjoint(self.row.lows[:index])

    def _of_many(self, index: int) -> bool:
        """ "More than half of the rare metals that …": a part of more goods than are told of here."""
        ahead = self.row.lows[index + 2 : index + 6]
        listed = any(
            low in {"metals", "minerals", "materials"} and before in _KINDS for before, low in pairwise(ahead)
        )
        return listed and "commodity" not in self.row.kinds[: index + 8]

    def _allotted(self, index: int) -> bool:
        """ "The 22,282 tonnes it allocated": an amount of a quota."""
        behind = self.items[index + 1 : index + 4]
        return any(item.kind == "not" and item.value == "quota" for item in behind)

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
