"""What stands to the right of a number and still belongs to it."""

from rarewatch.figures import cues, ends, firms, parties, pointers
from rarewatch.figures.buying import on_takes, sent_off
from rarewatch.figures.ends import members
from rarewatch.figures.frames import FLOW_KINDS, TRADE, Frame, Walk
from rarewatch.figures.goods import RAW, on_raw
from rarewatch.figures.joining import Joining
from rarewatch.figures.mentions import Item
from rarewatch.figures.rivals import is_parallel
from rarewatch.figures.roles import OWNING, owner_of, role_of
from rarewatch.figures.rules import Reading
from rarewatch.figures.spans import Spans
from rarewatch.figures.walk import HANDLERS
from rarewatch.model import WORLD, Flow, Kind

_VERBS = frozenset(
    ["came", "went", "were", "was", "of", "had", "has", "have", "are", "is", "originated", "headed"]
)


_MOSTLY = frozenset(["mostly", "mainly", "chiefly", "largely", "primarily", "principally", "predominantly"])
"""What goes to a territory only for the greater part is no amount of that one's."""
_GOING = frozenset(["came", "went", "was", "were", "had"])
_REACH = 18
"""Items behind a number that may still belong to it."""
_NEAR_BEHIND = 9
"""Items behind a number of which one may turn it away."""
_LISTING = frozenset([",", "and"])
_AGAINST = frozenset(["against", "as against", "versus", "compared with", "compared to"])
_RESTATING = frozenset(["or", "equal to", "equivalent to", "accounting for", "representing", "making up"])
"""What opens an aside that tells an amount again as a share: "5 t, equal to 43% of it, went to Japan"."""
_PASSED = frozenset([",", "and", "(", ")", "or"])
_ENDING = frozenset(["mass", "money", "pct", "num", "mark", "fold"])
_ENDS = frozenset(
    ["and", "while", "but", "which", "as", "after", "or", "owing", "because", "amid", "thanks", "due"]
)
_CAUSED = frozenset(
    ["driven", "fuelled", "fueled", "powered", "spurred", "helped", "supported", "led", "owed", "owes",
     "owing", "caused", "buoyed", "boosted", "courtesy"]
)  # fmt: skip
"""Verbs behind which stands who or what made a trade grow: "13.6% that owed everything to Asia"."""
_DUMB = frozenset(
    ["word", "period", "rel", "rate", "pronoun", "up", "down", "compare", "share", "more", "less"]
)
"""Kinds that tell nothing behind a number; most items are of these."""
_POINTING = frozenset(["there", "here", "them", "those", *pointers.OCEANS])


class Ahead(Joining, Spans):
    """Reads on from a number: "353 tons of magnets to the US in June"."""

    def _ahead(self, reading: Reading) -> Frame:
        """The frame with what stands behind the number: "353 tons of magnets to the US"."""
        frame = self.frame.copy()
        walk = self.walk.beside(frame)
        if "period" not in frame.said and not {"period", "rel"}.isdisjoint(self.row.kinds):
            self._period_ahead(walk, frame, reading.item)
        kinds, lows = self.row.kinds, self.row.lows
        index, last = reading.item, min(reading.item + _REACH, len(self.items)) - 1
        while index < last:
            index += 1
            kind, low = kinds[index], lows[index]
            if low in _LISTING and kinds[index - 1] == "place" and self._joins(index, reading):
                frame.joint = True
                break
            if low in _PASSED and (over := self._past(index, low)):
                index = over
                continue
            if kind == "invalue" and kinds[index + 1 : index + 2] == ["money"]:
                index += 1  # "5 t worth $2m to China"
                continue
            if kind == "num" and kinds[index + 1 : index + 2] == ["adjective"]:
                continue  # "at its two Congolese pits"
            of_which = low == "which" and index == reading.item + 2 and lows[index - 1] == "of"
            rival = low in _AGAINST and reading.kind is Kind.LEVEL and self._text(index + 2) in OWNING
            caused = reading.kind is Kind.CHANGE and low in _CAUSED and frame.topic != ""
            if kind in _ENDING or rival or caused or (low in _ENDS and not of_which):
                self._shared_goods(frame, reading, index)
                self._shared_seat(frame, reading, index)
                break
            if index == reading.item + 2 and low in RAW and lows[index - 1] == "of":
                on_raw(walk, index)
                self.frame.commodity = frame.commodity
            elif kind not in _DUMB or low in _POINTING:
                self._take_in(walk, frame, index, self.items[index], reading)
        return frame

    def _shared_goods(self, frame: Frame, reading: Reading, index: int) -> None:
        """ "2,500 and 2,100 kilograms of gallium": what stands behind the last amount is of both."""
        joined = index == reading.item + 1 and self._text(index) == "and" and reading.kind is Kind.LEVEL
        beside = self._kind(index + 1) == self._kind(reading.item) and self._text(index + 2) == "of"
        if joined and beside and self._kind(index + 3) == "commodity":
            frame.commodity = str(self.items[index + 3].value)

    def _shared_seat(self, frame: Frame, reading: Reading, index: int) -> None:
        """ "60% of mining and 80% of processing take place in China": where the last is done, all is."""
        made = reading.kind is Kind.SHARE and frame.flow in (Flow.PRODUCTION, Flow.PROCESSING)
        if not made or self._text(index) != "and" or self._kind(index + 1) != "pct":
            return
        for ahead in range(index + 2, min(index + 10, len(self.items))):
            if self._kind(ahead) == "place":
                if self._text(ahead - 1) == "in":
                    frame.own(str(self.items[ahead].value))
                return
            if self._kind(ahead) == "mark":
                return

    def _past(self, index: int, low: str) -> int:
        """Where what only stands between a number and its words ends; 0 where these words end with it."""
        if low == ",":
            return self._past_aside(index)
        if low == "and":
            return index if self._pairs_goods(index) else 0
        return self._past_bracket(index)

    def _past_bracket(self, index: int) -> int:
        """Where a bracket that holds the same amount again ends; else 0."""
        if (
            self._text(index) == "("
            and self._kind(index + 1) in {"mass", "pct", "money"}
            and self._text(index + 2) == ")"
        ):
            return index + 2
        if self._text(index) == "or" and self._kind(index + 1) == "pct":
            return index + 1
        if self._text(index) == "(" and self._kind(index + 1) == "num" and self._text(index + 3) == ")":
            return index + 3  # "360 t (397 st) were shipped to Japan"
        closes = self._text(index) == ")" and self._kind(index - 1) == "pct" and self._text(index - 2) == "("
        return index if closes else 0

    def _past_aside(self, index: int) -> int:
        """Where an aside between commas ends, if the number's own verb comes after it; else 0."""
        if self._all_of_it(index + 1):
            return index
        for ahead in range(index + 1, min(index + 10, len(self.items) - 1)):
            goes = self._text(ahead) in _GOING or self._text(ahead).startswith(("was ", "were "))
            if ahead == index + 1 and goes:
                return index
            if self._text(ahead) == ",":
                after = self._kind(ahead + 1) in {"impv", "expv", "take"} or self._text(ahead + 1) in _VERBS
                return ahead if after else 0
            rate = self._kind(ahead) == "pct" and self._text(index + 1) not in _RESTATING
            if rate or self._text(ahead) in {";", "."}:
                return 0
        return 0

    def _all_of_it(self, index: int) -> bool:
        """ "5 t, all of them to France": all of the amount before goes where the words behind it tell."""
        ahead = index + 1
        if self._text(index) not in {"all", "every", "entirely", "exclusively", "solely"}:
            return False
        ahead += self._text(index) == "every"
        if self._text(ahead) == "of" and self._kind(ahead + 1) == "pronoun":
            ahead += 2
        return self._text(ahead) in {"to", "from"} and self._kind(ahead + 1) == "place"

    def _take_in(self, walk: Walk, frame: Frame, index: int, item: Item, reading: Reading) -> None:
        """What one mention behind a number tells of it."""
        if item.kind in {"commodity", "pronoun"}:
            self._goods_ahead(walk, index, item, reading)
        elif item.kind in {"place", "adjective"}:
            self._place_ahead(walk, index, item, reading)
        elif item.kind == "world" or (item.kind == "town" and frame.flow in TRADE):
            self._worldwide(walk, index, reading)
        elif item.kind == "not":
            self._turn_ahead(walk, index, item, reading)
        elif item.kind in FLOW_KINDS:
            if frame.topic in {"", "flow", "again"}:
                self._flow_ahead(walk, index, item, reading)
        elif item.kind in _PLAIN:
            HANDLERS[item.kind](walk, index, item)
        else:
            self._point(walk, index, item)

    def _point(self, walk: Walk, index: int, item: Item) -> None:
        """A company, or a word that stands for a territory: "came from Lynas", "sold there"."""
        frame = walk.frame
        if item.kind == "org" and item.value and self._text(index - 1) == "from":
            firms.on_firm(walk, index, str(item.value))
        elif item.kind == "take" and sent_off(walk, index):
            on_takes(walk, index, item)
        else:
            self._points_ahead(walk, frame, index)

    def _points_ahead(self, walk: Walk, frame: Frame, index: int) -> None:
        """ "5 t here", "5 t went there", "5 t made it across the Pacific"."""
        if self._text(index) == "here":
            pointers.on_here(walk)
            return
        there = self._text(index) == "there" or pointers.crosses(walk, index)
        if not there or frame.flow not in TRADE:
            return
        if frame.there:
            frame.meet(frame.there)
        frame.joint = frame.joint or (frame.there is None and self._text(index - 1) == "from")

    def _turn_ahead(self, walk: Walk, index: int, item: Item, reading: Reading) -> None:
        """A word behind a number that turns it away; not what growth is only likened to.

        That is so in "a rise of 25% that mirrors the quota".
        """
        likened = self._text(reading.item + 1) == "that" and reading.kind is Kind.CHANGE
        if index < reading.item + _NEAR_BEHIND and not likened:
            cues.on_not(walk, index, item)

    def _goods_ahead(self, walk: Walk, index: int, item: Item, reading: Reading) -> None:
        """What a number is of, by name or as "5 t of them"."""
        frame = walk.frame
        if item.kind == "commodity":
            own = reading.kind is Kind.SHARE or _is_its_commodity(walk, index, reading.item)
            frame.commodity = item.value if own or frame.commodity is None else frame.commodity
        elif (
            index == reading.item + 2 and self._text(index - 1) == "of" and reading.kind is Kind.LEVEL
        ) and frame.spoken:
            frame.commodity = self.frame.commodity = frame.spoken

    def _place_ahead(self, walk: Walk, index: int, item: Item, reading: Reading) -> None:
        """A territory behind a number: its other end, or whose whole a share is of."""
        frame, role = walk.frame, role_of(walk, index)
        mostly = reading.kind is Kind.LEVEL and self._text(index - 2) in _MOSTLY and role in {"to", "from"}
        if mostly or self._made_there(frame, index, reading):
            return  # "210 tonnes, which went mostly to Japan"
        before = self._text(index - 2) if self._text(index - 1) == "the" else self._text(index - 1)
        if self._of_those(index, reading):
            ends.from_abroad(frame, str(item.value))  # "94% of them Chinese"
        elif role in {"to", "from", "of", "by"}:
            parties.on_place(walk, index, item)
        elif role == "in" and reading.kind is Kind.LEVEL:
            self._amount_in(frame, index, reading)
        elif reading.kind is Kind.SHARE:
            self._whose_share(walk, index, given=before == "for", within=role == "in")

    def _whose_share(self, walk: Walk, index: int, *, given: bool, within: bool) -> None:
        """ "77% for Japan", "14% of its imports in Vietnam", "60% in China": whose whole or part it is."""
        frame, code = walk.frame, str(self.items[index].value)
        imported = given and frame.flow is Flow.IMPORT
        if within and parties.bought_in(walk, index):
            frame.meet(code)
        elif imported and is_parallel(walk, index):
            ends.label(frame, code)
        elif imported or (within and (frame.leaning or frame.flow not in TRADE)):
            frame.own(code)

    def _worldwide(self, walk: Walk, index: int, reading: Reading) -> None:
        """ "390,000 t mined worldwide": what all dig; "20 t to Baltimore": what goes to its country."""
        if self._kind(index) == "town":
            code, sent = (
                str(self.items[index].value),
                index == reading.item + 2 and self._text(index - 1) == "to",
            )
            if sent and walk.frame.flow is Flow.EXPORT and code != walk.frame.exporter:
                walk.frame.meet(code)
            return
        made = index == reading.item + 2 and self._kind(index - 1) in {"prodv", "procv"}
        beside = index == reading.item + 1 or made
        if beside and reading.kind is Kind.LEVEL and walk.frame.flow not in TRADE:
            walk.frame.say(maker=WORLD)

    def _amount_in(self, frame: Frame, index: int, reading: Reading) -> None:
        """Where an amount is taken in, dug or ends up: "2,980 tonnes in Germany", "no mining in Spain"."""
        code = str(self.items[index].value)
        beside = index - reading.item == 2 + (self._text(index - 1) == "the")
        made = beside and frame.flow is not None and frame.flow not in TRADE
        if made or (frame.reporter == "EU" and code in members()):
            frame.own(code)  # "240,000 t were mined, of which 140,000 t in China"
        elif beside and self._ends_up(reading):
            ends.label(frame, code)

    def _ends_up(self, reading: Reading) -> bool:
        """ "2,100 t ended up in the EU, 656 t in the US": a further place of those that the verb has."""
        verbs = zip(self.row.kinds[: reading.item], self.row.lows[: reading.item], strict=True)
        return any(kind == "expv" and low.endswith(" in") for kind, low in verbs)

    def _made_there(self, frame: Frame, index: int, reading: Reading) -> bool:
        """ "Compared with 5 t from those of Brazil", "the 5 t that China produced", "of which 5 t in China":
        whose an amount of mines is."""
        between = self.row.lows[reading.item + 1 : index]
        those = between == ["from", "those", "of"]
        those = those or (between == ["in"] and self._text(reading.item - 1) == "which")
        clause = between in (["that"], ["which"]) and self._kind(index + 1) in {"prodv", "procv"}
        made = ((those and frame.flow not in TRADE) or clause) and reading.kind is Kind.LEVEL
        if made:
            frame.own(str(self.items[index].value))
        return made

    def _of_those(self, index: int, reading: Reading) -> bool:
        """ "94% of them Chinese": an adjective for what the part of the goods is."""
        bare = self._kind(index) == "adjective" and self._kind(index + 1) in {"mark", ""}
        ends = self._text(index + 1) in {",", ".", ";", "and", ""}
        beside = index == reading.item + 1 and reading.kind is Kind.LEVEL  # "290 tonnes Japanese"
        if beside and ends and self._kind(index) == "adjective":
            return True
        of_them = self._text(reading.item + 1) == "of" and self._kind(index - 1) == "pronoun"
        return (bare or (self._kind(index) == "adjective" and ends)) and of_them and index == reading.item + 3

    def _flow_ahead(self, walk: Walk, index: int, item: Item, reading: Reading) -> None:
        """A flow behind a number: a share's whole, or what "5 t were sold" tells."""
        frame, shared = walk.frame, reading.kind is Kind.SHARE
        if self._kind(index - 1) == "place" and item.kind in {"impv", "expv"} and reading.kind is Kind.LEVEL:
            frame.subject = str(self.items[index - 1].value)  # "the 5 t of magnets that the EU imported"
        frame.topic = "flow"
        if reading.kind is Kind.CHANGE and self._grows_its_own(walk, index, reading):
            return
        bought = item.kind == "impv" and reading.kind is not Kind.CHANGE
        if bought and (buyer := self._bought_by(index, reading)):
            holder = self.frame.subject if shared else WORLD
            frame.say(flow=Flow.IMPORT, importer=buyer)
            if holder not in {None, buyer} and not frame.partner_said():
                frame.meet(holder or WORLD)
        elif shared and (item.kind not in {"expv", "impv"} or self._of_supply(index)):
            self._whole(walk, frame, index, item)
        elif (
            frame.flow is None
            or (item.kind in {"expv", "impv"} and not shared)
            or self._made_passive(index, reading)
            or self._is_of_noun(index, reading)
        ):
            HANDLERS[item.kind](walk, index, item)

    def _bought_by(self, index: int, reading: Reading) -> str | None:
        """ "47.5% of the rare earths that Korea imported", "of its imported magnets": whose a share is of."""
        if self._text(index - 1) in {"its", "their"} and index == reading.item + 3:
            return self.frame.subject
        if self._text(reading.item + 1) != "of" or "that" not in self.row.lows[reading.item : index]:
            return None
        back = index - 1 if self._kind(index - 1) == "place" else index - 2
        named = self._kind(back) == "place" and self._text(index - 1) not in {"was", "were"}
        return str(self.items[back].value) if named else None

    def _grows_its_own(self, walk: Walk, index: int, reading: Reading) -> bool:
        """ "Argentina doubled its carbonate exports": the subject's own flow."""
        frame, near = walk.frame, self.row.lows[reading.item + 1 : index]
        if not near or len(near) > 4 or near[0] != "its" or self._kind(index) not in {"exp", "imp", "prod"}:
            return False
        home = frame.home[1] if frame.home else None
        of_either = self._text(index) in ends.ARRIVING | ends.BUYING and home != frame.subject
        if of_either or frame.subject in {None, frame.reporter}:
            return False
        for one in (frame, self.frame):
            one.flow = FLOW_KINDS[self._kind(index)]
            one.own(frame.subject or "")
            one.reset_partner()
        return True

    def _made_passive(self, index: int, reading: Reading) -> bool:
        """ "None was mined", "5 t were refined", "the 5 t that the world made"."""
        made = self._kind(index) == "prodv" and self._kind(index - 1) == "world"
        passive = self._text(index - 1) in {"was", "were"} or made
        return index <= reading.item + 6 and passive

    def _is_of_noun(self, index: int, reading: Reading) -> bool:
        """ "1,790 tonnes of tungsten imports": the flow that an amount is of."""
        level = reading.kind is Kind.LEVEL and self._kind(index) in {"exp", "imp"}
        return level and index <= reading.item + 3 and self._text(reading.item + 1) == "of"

    def _of_supply(self, index: int) -> bool:
        """ "Half of global supply": what the world puts out."""
        return self._text(index) == "supply" and self._kind(index - 1) == "world"

    def _whole(self, walk: Walk, frame: Frame, index: int, item: Item) -> None:
        """A share's whole: of which flow, and whose."""
        flow = FLOW_KINDS[item.kind]
        if self._of_supply(index):
            flow = frame.flow if frame.flow and frame.flow not in TRADE else Flow.PRODUCTION
        if frame.flow is Flow.IMPORT and item.text.lower() in ends.ARRIVING:
            flow = Flow.IMPORT
        owner = owner_of(walk, index)
        holder = self.frame.subject
        if flow in TRADE and frame.flow not in TRADE:
            frame.exporter = frame.importer = WORLD
        elif flow in TRADE and frame.flow is not flow:
            frame.importer, frame.exporter = frame.exporter, frame.importer
            frame.reset_partner()
        frame.flow = flow
        if flow is Flow.IMPORT and item.kind == "imp":
            owner = self._importer(walk, index, owner)
        elif flow not in TRADE:
            owner = None if owner else holder
        if owner:
            frame.own(owner)
            if holder and holder != owner and flow in TRADE and "relies" not in frame.said:
                frame.meet(holder)

    def _importer(self, walk: Walk, index: int, owner: str | None) -> str | None:
        """Whose imports a share is of: their owner's, the subject's, else the article's own."""
        frame, holder = walk.frame, self.frame.subject
        home = frame.home[1] if frame.home and frame.home[0] is Flow.IMPORT else None
        named = index - 2 if walk.kind(index - 1) == "commodity" else index - 1
        if walk.text(named) in {"these", "those", "such"} and frame.importer:
            return owner or frame.importer
        if walk.kind(named) == "pronoun":
            return owner or holder or home
        return owner or home or (frame.reporter if frame.reporter != holder else None)


_PLAIN = frozenset(["all", "town", "leaves", "country"])
"""Kinds of mention that tell behind a number what they tell before one."""


def _is_its_commodity(walk: Walk, index: int, number: int) -> bool:
    """Whether a commodity behind a number is what the number is of: "5 t of X", "5 t X", "of Chinese X"."""
    before = walk.text(index - 1)
    if before == "of" and walk.kind(index - 2) == "commodity":
        return False  # "5 t of permanent magnets of rare earth metals"
    if index == number + 1 or before in {"of", "in"} or before in _SORTS:
        return True
    dealt = [n for n in range(1, walk.last + 1) if walk.kinds[n] == "commodity" and walk.lows[n - 1] == "for"]
    if before == "for" and index == number + 2 and len(dealt) > 1:
        return True  # "5 t for X and 4 t for Y"
    if walk.kind(index - 1) in {"more", "less"} and index == number + 2:
        return True  # "11 percent more germanium and 412 percent more gallium"
    if before == "on" and index == number + 2 and walk.kind(number) == "money":
        return "impv" in walk.kinds[:number]  # "spent $5m on X and $3m on Y"
    of_word = walk.text(index - 2) == "of" and walk.kind(index - 1) == "word"
    return of_word or walk.kind(index - 1) in {"world", "adjective"}


_SORTS = frozenset(["heavy", "natural", "synthetic", "flake", "'s", "refined"])
