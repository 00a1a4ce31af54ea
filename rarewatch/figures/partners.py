"""The other end of a trade where the number itself tells it: a whole, a part, one that is placed."""

from itertools import pairwise

from rarewatch.figures.ends import turned_to
from rarewatch.figures.frames import TRADE, Frame
from rarewatch.figures.makers import part_of_whole
from rarewatch.figures.roles import OWNING, SELLERS
from rarewatch.figures.rules import Reading
from rarewatch.figures.sight import Sight
from rarewatch.model import WORLD, Flow, Kind

_OWNERS = frozenset(["place", "adjective", "country", "bloc", "town", "org"])
"""Who may have made an amount."""
_WORLDWIDE = frozenset(["worldwide", "globally"])
_AMOUNTING = frozenset(
    ["stood", "at", "came", "to", "amounted", "totalled", "totaled", "reached", "were", "was"]
)
_AMOUNTS = frozenset(["mass", "num"])


class Partners(Sight):
    """Finds the partner of a number."""

    _share: tuple[int, Frame] | None = None
    """The place of the sentence's last share, and its frame: "65% (3,400 t) of imports came from China"."""

    _met: str | None = None
    """The partner of the sentence's last amount: what "5 t, or 83%, came from Chile" is of, too."""

    def _settle_partner(self, reading: Reading, frame: Frame) -> None:
        """All partners for a whole; for a share right behind its amount, the partner of that."""
        if reading.kind is Kind.SHARE:
            self._share = reading.item, frame
            turned_to(self.walk, reading.item, frame)
        if frame.flow not in TRADE:
            if reading.kind is Kind.LEVEL and self._of_world(reading.item):
                frame.maker = WORLD
        elif reading.kind is Kind.LEVEL:
            self._settle_whole(reading.item, frame)
            self._met = frame.partner
        elif reading.kind is Kind.SHARE and self._share_of_amount(reading.item) and frame.partner == WORLD:
            frame.meet(self._met or WORLD)
        elif reading.rule == "N% of A and M% of B from P" and frame.flow is Flow.IMPORT:
            self._meet_behind(reading.item, frame)
        elif reading.rule == "the leading supplier with N%" and frame.partner == WORLD:
            frame.meet(frame.subject or WORLD)

    def _settle_whole(self, index: int, frame: Frame) -> None:
        """The partner of an amount: of one in brackets that of its share, of a whole all of them."""
        if self._share and self._text(index - 1) == "(" and self._share[0] == index - 2:
            self._like_share(frame, self._share[1])
        if frame.partner == WORLD and self._of_ranked(index):
            frame.meet(self._spoken_place(frame) or WORLD)
        if self._whole_clause(index):
            self.frame.reset_partner()
            frame.reset_partner()
        elif self._is_whole(index) or self._has_part(index, frame):
            frame.reset_partner()

    def _of_world(self, index: int) -> bool:
        """ "Worldwide, 5 t were mined", "of the world's 5 t", "of the 5 t that were mined, China contributed
        4 t": an amount of output that is all the world's."""
        if self._text(index - 1) in OWNING and self._kind(index - 2) == "world":
            return True
        if self._text(0) in _WORLDWIDE and not _AMOUNTS.intersection(self.row.kinds[:index]):
            return True
        whole = self._text(index - 1) == "the" and self._text(index - 2) == "of"
        if not whole or not (index == 2 or self._kind(index - 3) in {"pct", "num", "mass"}):
            return False
        ends = next((n for n in range(index, len(self.items)) if self._kind(n) == "mark"), len(self.items))
        clause = self.row.kinds[index:ends]
        if "world" in clause:
            return True
        others = self.row.kinds[ends:] if index == 2 else self.row.kinds[:index]
        made = "prodv" in clause and "there" not in self.row.lows[index:ends]
        return made and "place" in others and _OWNERS.isdisjoint(clause)

    def _like_share(self, frame: Frame, share: Frame) -> None:
        """An amount in brackets right behind a share is of what that share is of."""
        frame.flow, frame.exporter, frame.importer = share.flow, share.exporter, share.importer

    def _has_part(self, index: int, frame: Frame) -> bool:
        """ "53,748 t, of which 50,000 t were Chinese": the whole of what is told of one partner."""
        behind = self.row.lows[index + 1 : index + 12]
        part = next((n for n, pair in enumerate(pairwise(behind)) if pair == ("of", "which")), None)
        if part is None or frame.flow is not Flow.IMPORT or frame.partner == WORLD:
            return False
        told = self.items[index + part + 2 : index + part + 12]
        return any(item.kind in {"adjective", "place"} and item.value == frame.partner for item in told)

    def _of_ranked(self, index: int) -> bool:
        """ "It was the largest customer in May, at almost nine tonnes": what the one placed has got."""
        opens = self._text(0) == "it" and self._text(1) in {"was", "is", "remained", "became"}
        before = self.row.kinds[:index]
        alone = "place" not in before and "mass" not in before and self._text(index - 1) in {"at", "with"}
        return opens and alone and "best" in before[:6] and "ranked" in before

    def _meet_behind(self, index: int, frame: Frame) -> None:
        """ "71% of its gallium and 45% of its germanium from China": the next territory is the partner."""
        code = next((str(item.value) for item in self.items[index:] if item.kind == "place"), None)
        if code not in {None, frame.reporter}:
            frame.meet(code or WORLD)

    def _is_whole(self, index: int) -> bool:
        """ "14% of exports of 690 tonnes", "208 out of 220 tonnes": the amount of the whole of a share."""
        told = self._text(index - 1) == "," == self._text(index + 1) and "share" in self.row.kinds[:index]
        if told and not {"every", "all"}.isdisjoint(self.row.kinds[:index]):
            return True  # "Japan's share of all that China sold, 6,150 t, was 5%"
        if self._text(index - 1) == "the" and self._text(index - 2) == "of":
            return self._kind(index - 3) == "pct"  # "88 percent of the 1,750 tons that Korea bought"
        if self._text(index - 1) != "of":
            return False
        noun = self._kind(index - 2) in {"exp", "imp", "all", "invalue"}
        near = range(max(0, index - 9), index - 2)
        weighed = any(self._kind(n) == "mass" and self._text(n + 1) == "of" for n in near)
        whole = noun and (weighed or part_of_whole(self.walk, index - 2))
        part = self._kind(index - 2) == "mass"  # "2,989 of 3,963 tonnes"
        in_all = self._kind(index + 1) == "all"  # "of 220 tonnes in all, 208 tonnes"
        return whole or part or in_all or self._text(index - 2) == "out"

    def _whole_clause(self, index: int) -> bool:
        """ "36% of total exports, which stood at 690 tonnes": what follows is of the whole."""
        back = index - 1
        while self._text(back) in _AMOUNTING:
            back -= 1
        told = self._text(back) == "which" and self._text(back - 1) == "," and back < index - 1
        return told and self._kind(back - 2) in {"exp", "imp", "all"} and part_of_whole(self.walk, back - 2)

    def _spoken_place(self, frame: Frame) -> str | None:
        """ "It was the largest buyer": the territory told before, if such a noun goes with the flow told."""
        sells = any(item.kind == "ranked" and item.text.lower() in SELLERS for item in self.items)
        if sells is not (frame.flow is Flow.IMPORT):
            return None
        spoken = (frame.acted, frame.mentioned, frame.partner, frame.there)
        return next((code for code in spoken if code not in {None, WORLD, frame.reporter}), None)
