"""Per cents that the words beside them make something else: of people, of a price, of a company."""

from functools import cache
from itertools import pairwise

from rarewatch.figures.roles import agents, owners
from rarewatch.figures.several import Several
from rarewatch.figures.worth import SMALLEST_SUM
from rarewatch.vocabulary import table

_BEHIND_PRICE = frozenset([",", "by", "a", "was", "were", "("])
_BY_WEEK = frozenset(["wow", "w/w"])
"""Words of growth by weeks."""
CONTRACTS = frozenset(
    ["contract", "contracts", "agreement", "agreements", "memorandum", "deal", "order", "orders"]
)
"""Papers on goods that are yet to be delivered."""
_EACH = frozenset(["each", "every", "per"])
_ECONOMY = frozenset(["gdp", "gross domestic product", "gross national product", "national income"])
"""What a loss or a sum is so many per cent of."""
_IN_WHICH = frozenset([("in", "which"), ("of", "which")])
"""What stands before an owner and what he holds of it."""
_KINDS = frozenset(["rare", "critical", "strategic", "minor", "raw"])
"""What stands before "metals" and "minerals" where these are many."""
_MADE_OF = frozenset(["goods", "devices", "appliances", "motors", "cars", "vehicles", "phones", "articles"])
"""What traded goods are made into."""
_NAMES = frozenset(["word", "place", "adjective", "period", "rel"])
_NO_SHARES = frozenset(["exp", "imp", "expv", "impv", "take", "same", "mass", "prod", "prodv"])
"""What a sentence on growth holds that is of trade or output, not of shares."""
_OF_GOODS = frozenset(
    ["exp", "imp", "prod", "proc", "same", "commodity", "mass", "expv", "impv", "take", "prodv"]
)
"""What a clause holds that is of goods, not of money."""
_OWNING = frozenset(["holds", "held", "hold", "holding", "owns", "owned"])
_THINKING = frozenset(
    ["report", "reported", "say", "said", "expect", "expected", "plan", "fear", "see", "complain", "want",
     "told"]
)  # fmt: skip
"""What people do, a part of whom is no share of trade."""
_USUAL = frozenset(["normal", "usual", "typical", "ordinary", "customary"])
"""What a part is of where it is of no amount that is told: "a quarter of the normal amount"."""
_WEEKLY = frozenset(
    [("the", "week"), ("a", "week"), ("last", "week"), ("this", "week"), ("week", "on"), ("w", "/")]
)


@cache
def bourses() -> frozenset[str]:
    """Towns where shares are traded."""
    return frozenset(table("passing")["bourses"])


@cache
def people() -> frozenset[str]:
    """Words for people who are counted."""
    return frozenset(table("passing")["people"])


class Rates(Several):
    """Tells which per cents are no growth of a trade and no share of one."""

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
        other = other or self._of_turnover(index)
        counted = counted or self._text(index + 2) in _ECONOMY
        counted = (
            counted
            or (  # "won a $5m order, equal to 18% of its sales"
                self._kind(index - 1) == "makesup" and not CONTRACTS.isdisjoint(self.row.lows[:index])
            )
        )
        if other or (self._text(index + 1) == "of" and counted):
            return True
        if self._kind(index) == "multiplied" and "share" in {self._kind(index - 1), self._kind(index - 2)}:
            return True  # "Japan's share doubled to 8%"
        dear = self._kind(index) == "fold" and self._text(index - 2) in {"is", "are"}
        dear = dear and self._text(index - 1) == "worth"  # "is worth five times what it was"
        economy = self._text(index + 1) == "of" and self._text(index + 2) in _ECONOMY
        stock = any(
            item.kind == "not" and item.value == "stock" for item in self.items[index + 1 : index + 12]
        )
        if dear or economy or stock:
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

    def _of_turnover(self, index: int) -> bool:
        """ "An order equal to 18.1 percent of its 2024 sales": a part of what a company takes in."""
        behind = self.row.lows[index + 1 : index + 6]
        return behind[:2] in (["of", "its"], ["of", "their"]) and "sales" in behind

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
