"""Numbers of a part of a territory, which are no figures: "Jiangxi province exported 5 t"."""

from functools import cache
from itertools import pairwise

from rarewatch.figures.frames import TRADE
from rarewatch.figures.mentions import Row
from rarewatch.figures.roles import verb_after
from rarewatch.figures.worth import Worth
from rarewatch.vocabulary import table

_GIVING = frozenset(["prodv", "procv", "expv", "makesup", "holds"])
_PARTS_OF_COUNTRY = frozenset(["province", "prefecture", "county"])


@cache
def provinces() -> frozenset[str]:
    """Parts of a territory, in lower case, whose own flows are no figures."""
    return frozenset(table("passing")["provinces"])


def opens_in_province(row: Row) -> bool:
    """ "In Inner Mongolia, 5 t went abroad": whether a sentence begins with where it is of."""
    return row.lows[:1] == ["in"] and row.lows_around[1] in provinces() and row.lows_around[2] == ","


class Regional(Worth):
    """Tells what is of a province."""

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
