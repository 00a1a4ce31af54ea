"""Whose flow an article's data are of: read off the words of its opening, before anything else is bound."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from rarewatch.figures.ends import ARRIVING
from rarewatch.figures.evidence import BOUGHT, FAINT, LIKELY, SURE, evidence, opens
from rarewatch.figures.frames import FLOW_KINDS, Frame, Walk
from rarewatch.figures.items import PLAIN
from rarewatch.figures.mentions import Row
from rarewatch.figures.roles import BOOKS, OWNING, SITES, TAKERS, owner_of, role_of, verb_after
from rarewatch.figures.sentences import Sentence
from rarewatch.model import Flow
from rarewatch.vocabulary import seat_of

_OPENING = 12
"""Sentences that are looked at: about the first third of a long article."""
_EARLY = 6
"""Sentences in which data that are told of are those of the article, not what these are compared with."""
_LEAD = 4
"""Sentences of the headline and the lead."""
_TITLE = 5
View = tuple[Flow, str]
Votes = Counter[View]


@dataclass(frozen=True)
class Home:
    """The article's own view: flow, reporter, the one partner of the headline, commodity."""

    flow: Flow | None
    reporter: str | None
    scope: str | None
    theme: str | None
    seat: str | None
    """Where the text says it was written."""
    likely: str | None
    """The territory named most often: the reporter where no words say whose flow it is."""


def settle(rows: list[tuple[Sentence, Row]], published: date) -> Home:
    """The view that most words of the opening speak for."""
    nothing = Frame()
    walks = [Walk(row, nothing, published) for _, row in rows[:_OPENING]]
    seat = _dateline(rows)
    poll = _Poll(walks, seat)
    votes = poll.votes
    titled = _titled(walks[0])
    for flow, code in votes:
        votes[flow, code] += SURE * (code == seat and votes[flow, code] > FAINT)
    bought = poll.told is Flow.IMPORT and not votes
    if seat and poll.told and (titled or bought) and not any(code == seat for _, code in votes):
        votes[poll.told, seat] += LIKELY
    poll.count_books()
    likely = poll.names.most_common(1)[0][0] if poll.names else None
    _prefer_countries(votes)
    view: tuple[Flow | None, str | None] = (poll.told, seat if titled else None)
    if votes:
        view = poll.by_book(votes.most_common(1)[0][0])
        view = _of_buyer(walks, view) or view
    traded = poll.titled_flow(walks[0])
    if traded and view[0] not in (Flow.EXPORT, Flow.IMPORT):
        view = (traded, view[1])  # "Antimony exports slump", whose output is told too
    told, reporter = view
    if reporter is None and told in (Flow.EXPORT, Flow.IMPORT):
        reporter = (
            _keeper(rows)
            or poll.keeper()
            or (poll.topic if told is Flow.EXPORT else None)
            or _named_most(poll.names - poll.goals if told is Flow.EXPORT else poll.names)
        )
    made = told is Flow.EXPORT and any("prodv" in walk.kinds for walk in walks[:3])
    if reporter is None and (made or told in (Flow.PRODUCTION, Flow.PROCESSING)):
        reporter = _first_site(walks)
    scope = _in_union(_scope(rows, walks, told, reporter), rows)
    titled_goods = [str(item.value) for item in walks[0].items if item.kind == "commodity"]
    theme = titled_goods[0] if titled_goods else poll.theme()
    return Home(told, _in_union(reporter, rows), scope, theme, seat, likely)


class _Poll:
    """What the words of an opening speak for: views by weight, territories by how often and whose data."""

    def __init__(self, walks: list[Walk], seat: str | None) -> None:
        self.votes: Votes = Counter()
        self.books: Counter[str] = Counter()
        """How often the data of a territory are told of."""
        self.book: str | None = None
        """Whose data are told of last."""
        self.leads: set[str] = set()
        """Whose data the first sentences tell of."""
        self.origins: Counter[str] = Counter()
        """How often goods are said to be of a territory: "Chinese magnets"."""
        self.sold: Counter[str] = Counter()
        """Exports without an owner, by whose data they are of."""
        self.names: Counter[str] = Counter()
        self.goals: Counter[str] = Counter()
        """How often they are named as where something goes."""
        self.told: Flow | None = None
        """The first flow that any word tells of."""
        self.goods: Counter[str] = Counter()
        """How often each commodity is named."""
        self.unowned = 0
        """Imports without an owner."""
        self.topic = _topic(walks[0])
        """Who the headline says does something: what the text says of him at first is its view."""
        self._hear_title(walks[0])
        talked = seat
        for number, walk in enumerate(walks):
            self._hear(walk, max(1, _TITLE - number), talked)
            talked = self._look(walk, late=number > _EARLY) or talked
            if number < _LEAD:
                self.leads = set(self.books)

    def _hear(self, walk: Walk, weight: int, talked: str | None) -> None:
        for flow, code, plainly in evidence(walk, talked):
            sure = plainly + LIKELY * (code is not None and code == self.topic and weight < _TITLE)
            sells = self.told not in (None, Flow.IMPORT) if sure == BOUGHT else self.told is Flow.EXPORT
            taken = sure in {FAINT, BOUGHT} and flow is Flow.IMPORT and sells
            self.told = self.told or flow
            if code and not taken:  # where exports are told, "Japan took 61 t" is of a buyer
                self.votes[flow, code] += sure * weight

    def _hear_title(self, title: Walk) -> None:
        """ "Vietnamese rare earths find few takers": whose goods a headline is of sells them."""
        goods = title.kinds[:1] == ["adjective"] and "commodity" in title.kinds[1:3]
        if goods and {"exp", "imp", "prod", "impv", "expv"}.isdisjoint(title.kinds):
            self.votes[Flow.EXPORT, str(title.items[0].value)] += SURE

    def _look(self, walk: Walk, *, late: bool) -> str | None:
        """Count territories, data and imports; the sentence's first subject."""
        first: str | None = None
        for index, kind in enumerate(walk.kinds):
            if kind in PLAIN:
                continue
            if kind in {"place", "adjective"}:
                code = str(walk.items[index].value)
                self.names[code] += 1
                self.goals[code] += role_of(walk, index) == "to" or _buys(walk, index)
                self.origins[code] += kind == "adjective" and walk.kind(index + 1) == "commodity"
                if not late and _has_books(walk, index):
                    self.books[code] += 1
                    self.book = code
                first = code if opens(walk, index) else first
            elif kind == "office":
                self.books[str(walk.items[index].value)] += not late
            elif kind == "imp":
                self.unowned += owner_of(walk, index) is None
            elif kind == "exp" and self.book and walk.lows[index] not in ARRIVING:
                self.sold[self.book] += owner_of(walk, index) is None
            elif kind == "commodity":
                self.goods[str(walk.items[index].value)] += 1
        return first

    def theme(self) -> str | None:
        """The commodity named most often, the first of those named as often."""
        return self.goods.most_common(1)[0][0] if self.goods else None

    def titled_flow(self, title: Walk) -> Flow | None:
        """The one trade that the headline tells of."""
        flows = {FLOW_KINDS[kind] for kind in title.kinds if kind in {"exp", "imp"}}
        titled = len(flows) == 1 and "commodity" in title.kinds and title.kinds.count("place") == 0
        return flows.pop() if titled else None

    def keeper(self) -> str | None:
        """The one territory whose data are told of."""
        return next(iter(self.books)) if len(self.books) == 1 and self.books.total() else None

    def by_book(self, view: tuple[Flow, str]) -> tuple[Flow, str]:
        """The view of those whose data the lead tells of, where most words are of who is at the other end of
        that trade: "Korea takes more Chinese magnets", by China's customs."""
        keeper = next(iter(self.leads)) if len(self.leads) == 1 else None
        flow, code = view
        if keeper is None or keeper == code or flow not in _OTHER_END:
            return view
        other = _OTHER_END[flow], keeper
        if self.origins[keeper] or (flow is Flow.IMPORT and self.votes[other]):
            return Flow.EXPORT, keeper
        return other if self.votes[other] * 2 > self.votes[view] else view

    def count_books(self) -> None:
        """Whose data are told of has imports that no one else owns; and its views weigh more."""
        sold = self.sold if self.told is Flow.EXPORT else {}
        for code, count in sold.items():
            self.votes[Flow.EXPORT, code] += SURE * min(count, 3)
        for code, count in self.books.items():
            exports = any(flow is Flow.EXPORT and other == code for flow, other in self.votes)
            if count and self.unowned and not exports and not sold:
                self.votes[Flow.IMPORT, code] += SURE * min(self.unowned, 3)
        for flow, code in self.votes:
            self.votes[flow, code] += SURE * self.books[code]


def _of_buyer(walks: list[Walk], view: tuple[Flow | None, str | None]) -> View | None:
    """The imports of whom the first sentence with an amount says that he "imported 5 t from Laos", where most
    words are of Laos, which sells; None where the headline tells of its exports."""
    told = next((walk for walk in walks[1:] if not _WEIGHED.isdisjoint(walk.kinds)), None)
    seller = view[1] if view[0] is Flow.EXPORT else None
    if told is None or seller is None or "exp" in walks[0].kinds:
        return None
    bought = told.kinds[0] == "place" and told.lows[1] == "imported"
    sources = (n for n, low in enumerate(told.lows) if low == "from" and told.kind(n + 1) == "place")
    source = next(sources, None)
    if not bought or source is None or str(told.items[source + 1].value) != seller:
        return None
    return Flow.IMPORT, str(told.items[0].value)


_WEIGHED = frozenset(["mass", "money"])
_OTHER_END = {Flow.IMPORT: Flow.EXPORT, Flow.EXPORT: Flow.IMPORT}
_VOICED = frozenset(["ranked", *FLOW_KINDS])
"""What a headline tells a view by, whoever stands first in it."""


def _topic(title: Walk) -> str | None:
    """The territory that opens a headline as its subject: "Japan leans harder on Chinese rare earths"."""
    opening = title.kinds[:1] == ["place"] and title.text(1) not in {*OWNING, ":", ",", "-"}
    if not _VOICED.isdisjoint(title.kinds):
        return None  # "Vietnam overtakes China as Japan's top source": the headline votes by itself
    return str(title.items[0].value) if opening and "commodity" in title.kinds else None


def _buys(walk: Walk, index: int) -> bool:
    """Whether a territory is told of as a buyer: "Japan took", "Japan was the main destination"."""
    if verb_after(walk, index) == "take":
        return True
    if walk.kinds[index] != "place" or walk.text(index + 1) in OWNING:
        return False
    ranked = next((n for n in range(index + 1, walk.last + 1) if walk.kinds[n] == "ranked"), None)
    return ranked is not None and walk.lows[ranked] in TAKERS


def _has_books(walk: Walk, index: int) -> bool:
    """Whether data of a territory are told of: "Chinese data", "India's trade statistics"."""
    if walk.text(index - 1) in {"of", "from"} and walk.text(index - 2) in BOOKS:
        return True  # "the customs books of China", "trade data from Beijing"
    near = walk.kind(index + 1) in {"word", "town", "same"} or walk.text(index + 1) in OWNING
    index += near and walk.kind(index + 2) == "period"  # "China's June trade data"
    if walk.text(index + 1) == "figures" and walk.text(index + 2) == "among":
        return False  # "China figures among the three main sources"
    if walk.text(index + 1) in BOOKS or (near and walk.text(index + 2) in BOOKS):
        return True
    return near and walk.text(index + 2) in {"trade", "customs"} and walk.text(index + 3) in BOOKS


_DATELINE = re.compile(
    r"([A-Z][A-ZÀ-Ý .’'-]+?|[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+)?(?=,? [^–—:]{0,20}(?:--?|[–—:])\s))"
    r"(?:,(?P<part>[^–—:]{0,40}?))?(?:\s?\([^)]{1,30}\))?\s?(?:--?|[–—:.])(?:\s|$)"
)
"""How a text says where it was written: "COLOMBO: ", "Maputo, 5 May – ", "BOISE, Idaho — ", "BERLIN."."""


def _titled(title: Walk) -> bool:
    """Whether a headline tells of a commodity's trade or output."""
    return "commodity" in title.kinds and not {"exp", "imp", "prod"}.isdisjoint(title.kinds)


def _dateline(rows: list[tuple[Sentence, Row]]) -> str | None:
    """The territory of the place in capitals with which the text opens: "COLOMBO: Exports of …"."""
    body = next((sentence for sentence, _ in rows if sentence.paragraph >= 0), None)
    match = _DATELINE.match(body.text) if body else None
    if match is None:
        return None
    return seat_of(match[1].strip().title()) or seat_of((match["part"] or "").strip())


def _keeper(rows: list[tuple[Sentence, Row]]) -> str | None:
    """Whose office's numbers the article gives, be it only in its last line: "Source: Eurostat"."""
    told = {
        item.value for _, row in rows if "office" in row.kinds for item in row.items if item.kind == "office"
    }
    return str(told.pop()) if len(told) == 1 else None


def _first_site(walks: list[Walk]) -> str | None:
    """Where the first plant or mine stands that is named: whose output is told if no one else's."""
    for walk in walks:
        for index, kind in enumerate(walk.kinds):
            near = {walk.text(index - 2), walk.text(index + 1), walk.text(index + 2)}
            if (
                kind == "town"
                or (kind == "org" and walk.items[index].value)
                or (kind in {"place", "adjective"} and not near.isdisjoint(SITES))
            ):
                return str(walk.items[index].value)
    return None


def _named_most(names: Counter[str]) -> str | None:
    """The territory that is named twice as often as any other."""
    most = names.most_common(2)
    clear = len(most) == 1 or (len(most) > 1 and most[0][1] >= 2 * most[1][1])
    return most[0][0] if clear else None


def _prefer_countries(votes: Votes) -> None:
    """A region counts for less than a country: "African graphite" is Mozambique's where both are told."""
    for flow, code in list(votes):
        if code.isdigit() and code not in {"001", "150"}:
            votes[flow, code] //= 2


def _in_union(code: str | None, rows: list[tuple[Sentence, Row]]) -> str | None:
    """ "Europe" is a loose word for the Union where the article names that too."""
    if code != "150":
        return code
    return (
        "EU"
        if any(item.value == "EU" or item.kind == "bloc" for _, row in rows for item in row.items)
        else code
    )


def _scope(
    rows: list[tuple[Sentence, Row]], walks: list[Walk], flow: Flow | None, reporter: str | None
) -> str | None:
    """The one partner that the headline names: "exports to Japan", "imports from China"."""
    if not rows or rows[0][0].paragraph >= 0 or flow not in (Flow.EXPORT, Flow.IMPORT):
        return None
    walk, found = walks[0], set()
    for index, kind in enumerate(walk.kinds):
        if kind in {"place", "adjective"} and walk.items[index].value != reporter:
            role = role_of(walk, index)
            goods = kind == "adjective" and walk.kind(index + 1) == "commodity"
            if role == ("to" if flow is Flow.EXPORT else "from") or (goods and flow is Flow.IMPORT):
                found.add(str(walk.items[index].value))
    return found.pop() if len(found) == 1 else None
