"""Amounts of several territories together, and of parts of one: no figures."""

from functools import cache
from itertools import pairwise

from rarewatch.figures.frames import TRADE
from rarewatch.figures.mentions import Row
from rarewatch.figures.roles import verb_after
from rarewatch.figures.worth import Worth
from rarewatch.vocabulary import table

_PARTS_OF_COUNTRY = frozenset(["province", "prefecture", "county"])
_OTHERS = frozenset(
    ["countries", "nations", "suppliers", "buyers", "markets", "destinations", "sources", "origins",
     "customers"]
)  # fmt: skip
"""Behind "other": several together, who are no partner."""
_PAIRS = frozenset(["pair", "two", "trio", "duo", "three", "couple"])
_ELSE = frozenset(["others", "else", "rest"])
_GIVING = frozenset(["prodv", "procv", "expv", "makesup", "holds"])


@cache
def provinces() -> frozenset[str]:
    """Parts of a territory, in lower case, whose own flows are no figures."""
    return frozenset(table("passing")["provinces"])


def opens_in_province(row: Row) -> bool:
    """ "In Inner Mongolia, 5 t went abroad": whether a sentence begins with where it is of."""
    return row.lows[:1] == ["in"] and row.lows_around[1] in provinces() and row.lows_around[2] == ","


class Several(Worth):
    """Tells what is of several partners together, or of a province."""

    def _of_named_province(self, index: int) -> bool:
        """ "Jiangxi contributed 5 t": what is told of a part of a territory."""
        if provinces().isdisjoint(self.row.lows):
            return False
        if self._opens_with_province(index):
            return True
        for back in range(index - 1, -1, -1):
            if self._kind(back) in {"place", "mass", "pct", "money"} or self._text(back) == ";":
                return False
            if self._text(back) in provinces():
                return back == index - 1 or verb_after(self.walk, back) in _GIVING
        return False

    def _opens_with_province(self, index: int) -> bool:
        """ "Jiangxi, home of the clays, shipped 5 t, up by 9%, and 2 t of others": all that is told of it."""
        if not {"place", "adjective"}.isdisjoint(self.row.kinds[:index]):
            return False
        if opens_in_province(self.row):
            return True
        if self._text(0) not in provinces():
            return False
        beyond = 1 + (self._text(1) in _PARTS_OF_COUNTRY)
        aside = self._text(beyond) == "," and "," in self.row.lows[beyond + 1 : index]
        beyond = self.row.lows.index(",", beyond + 1) + 1 if aside else beyond
        return self._kind(beyond) in _GIVING

    def _of_it(self, index: int) -> bool:
        """ "In Inner Mongolia, 5 t went abroad. About half of it went to Japan": of the same province."""
        told = self.frame.regional and "pronoun" in self.row.kinds[: index + 4]
        return told and {"place", "adjective"}.isdisjoint(self.row.kinds[:index])

    def _of_several(self, index: int) -> bool:
        """ "The ten biggest customers took 73%", "A, B and C have 83% between them": of several together."""
        if "between" in self.row.lows and self._between_them(index):
            return True
        back = index - 1
        while self._text(back) in {"for", "a", "the", "combined", "up"}:
            back -= 1
        if (
            self._kind(back) not in {"take", "makesup", "impv", "expv", "holds"}
            or self._kind(back - 1) != "ranked"
        ):
            return False
        named = {"place", "adjective", "mark", "pct", "mass"}
        near = range(max(0, back - 6), back - 1)
        first = next((n + 1 for n in reversed(near) if self._kind(n) in named), near.start)
        counted = any(self._kind(n) == "num" and self.items[n].value.value > 1 for n in range(first, back))
        return counted and "best" in self.row.kinds[first:back]

    def _between_them(self, index: int) -> bool:
        """ "A, B and C have 83% between them": of several, unless the Union is these."""
        first = next((n + 1 for n in range(index - 1, -1, -1) if self._kind(n) == "mark"), 0)
        last = next((n for n in range(index, len(self.items)) if self._kind(n) == "mark"), len(self.items))
        union = any(item.kind == "bloc" or item.value == "EU" for item in self.items[first:index])
        return ("between", "them") in pairwise(self.row.lows[first:last]) and not union

    def _of_others(self, index: int) -> bool:
        """ "Other countries accounted for 6.5%", "35% came from other countries": of several."""
        if self._of_the_others(index):
            return True
        if "other" not in self.row.lows:
            return False
        for back in range(index - 1, max(0, index - 7), -1):
            if self._kind(back) in {"place", "mark", "pct", "mass"}:
                break
            if self._text(back - 1) == "other" and self._text(back) in _OTHERS:
                return True
        for ahead in range(index + 1, min(index + 8, len(self.items))):
            if self._kind(ahead) in {"place", "mark", "more", "less"} or self._text(ahead) in {"and", "than"}:
                return False
            if self._text(ahead) == "other" and self._text(ahead + 1) in _OTHERS:
                return self._text(ahead - 1) in {"from", "to", "by", "the"}
        return False

    def _of_the_others(self, index: int) -> bool:
        """ "All the others together 10 t", "everyone else combined made 10 t": of several."""
        before = self.row.lows[max(0, index - 5) : index]
        behind = self.row.lows[index + 1 : index + 9]
        if any(one == "the" and two in _PAIRS for one, two in pairwise(behind)) and "from" in behind:
            return True  # "5 t came from the pair of them"
        others = not _ELSE.isdisjoint(before) and "than" not in before and self._text(index - 2) != ","
        return others and not {"together", "combined", "all"}.isdisjoint(before)

    def _of_province(self, index: int) -> bool:
        """ "Jiangxi province exported 5 t", "the local customs said": of a part of a country."""
        if self._of_named_province(index) or self._of_it(index):
            return True
        lows = self.row.lows
        if self.frame.flow not in TRADE or _PARTS_OF_COUNTRY.isdisjoint(lows[:index]):
            return False
        part = next(n for n in range(index) if lows[n] in _PARTS_OF_COUNTRY)
        booked = any(one in {"local", "provincial"} and two == "customs" for one, two in pairwise(lows))
        beyond = part + 1
        while self._text(beyond) in {",", "'s", "’s", "alone"}:
            beyond += 1
        return booked or self._kind(beyond) in {"exp", "expv"}
