"""Places as they update the frame: who exports, who imports, who makes."""

from rarewatch.figures.ends import (
    ARRIVING,
    BUYING,
    from_abroad,
    home_of,
    label,
    met,
    own_or_label,
    set_exporter,
)
from rarewatch.figures.frames import TRADE, Frame, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.rivals import is_parallel
from rarewatch.figures.roles import (
    BOOKS,
    LABELLED,
    OWNING,
    SELLERS,
    SITES,
    VERBS,
    buyers,
    fronted,
    head_of,
    role_of,
    together,
    verb_after,
)
from rarewatch.figures.seats import (
    SEATED,
    heads_line,
    leaned_on,
    share_one_number,
    sits,
)
from rarewatch.model import WORLD, Flow


def on_place(walk: Walk, index: int, item: Item) -> None:
    """A territory takes the part that the words around it give."""
    frame, code = walk.frame, str(item.value)
    if item.kind == "adjective" and code.isdigit() and walk.text(index + 1) in _A_COUNTRY:
        code = frame.scope or frame.away or code
    role = "skip" if walk.text(index - 1) in {"non", "extra", "outside"} else role_of(walk, index)
    if role == "books":
        frame.book = code
    seated = walk.text(index + 1) in SEATED
    left = seated or walk.kind(index - 2 if walk.text(index - 1) == "the" else index - 1) == "leaves"
    if role == "skip" and head_of(walk, index)[0] == "books":
        frame.say(book=code)  # "according to Chinese customs data"
    if role in {"skip", "books"} or left:
        return
    if leaned_on(walk, index):
        frame.say(exporter=code)
        frame.said.add("relies")
        return
    frame.joint = role in {"to", "from"} and together(walk, index)
    PARTS[role](walk, index, code)
    if code not in {frame.reporter, frame.away}:
        frame.beyond, frame.away = frame.away, code


_A_COUNTRY = frozenset(
    ["country", "nation", "island", "state", "republic", "neighbour", "neighbor", "rival", "ally"]
)
"""Nouns with which the adjective of a region means one country in it: "the African nation"."""


def on_relies(walk: Walk, index: int, item: Item) -> None:
    """ "Japan relies on": an importer and, behind the verb, whence it imports."""
    frame = walk.frame
    subject = frame.subject or frame.talked or (frame.home[1] if frame.home else None)
    frame.say(flow=Flow.IMPORT, topic="flow", leaning=True)
    if subject:
        frame.say(importer=subject)
    frame.reset_partner()


def _destination(walk: Walk, index: int, code: str) -> None:
    """ "To Japan": the importer."""
    frame = walk.frame
    if frame.flow in (Flow.PRODUCTION, Flow.PROCESSING) and "flow" in frame.said:
        return
    if frame.flow is Flow.IMPORT and "book" in frame.said and frame.book not in {None, code}:
        frame.say(flow=Flow.EXPORT, exporter=frame.book)  # "Chinese customs data: 36 t were shipped to Japan"
    before = walk.kinds[:index]
    paid = ("money" in before or "money" in walk.lows[:index]) and "mass" not in before
    if paid and frame.flow is Flow.IMPORT and code != frame.importer:
        met(frame, "exporter", code)  # "of the bill, $5m went to Japan"
        return
    if frame.flow not in TRADE:
        frame.flow = Flow.EXPORT
        if frame.home and frame.home[0] is Flow.EXPORT:
            frame.exporter = frame.home[1]
    if frame.flow is Flow.EXPORT and code == frame.exporter == home_of(frame) and _came(walk, index):
        frame.say(flow=Flow.IMPORT, importer=code, topic="flow")
        frame.exporter = WORLD
        return
    if frame.flow is Flow.EXPORT and code == frame.exporter:
        if frame.away in {None, code} or "exporter" in frame.said:
            return
        frame.exporter = frame.away
    met(frame, "importer", code)
    if frame.topic == "":
        frame.topic = "flow"


def _came(walk: Walk, index: int) -> bool:
    """ "5 t came to China": it comes in, though exports were told."""
    back = index - 2 if walk.text(index - 1) != "the" else index - 3
    return walk.text(back) in {"came", "arrived", "coming", "arriving"} and "mass" in walk.kinds[:back]


def on_origin(walk: Walk, index: int, code: str) -> None:
    """ "From Japan": the exporter; where imports are told, or what comes in, the partner."""
    frame = walk.frame
    if (other := _goes_on_to(walk, index, code)) and (
        frame.home is None or frame.home != (Flow.IMPORT, other)
    ):
        frame.say(flow=Flow.EXPORT, exporter=code)
        met(frame, "importer", other)
        return
    if frame.flow is not Flow.IMPORT and "book" in frame.said and frame.book != code:
        frame.say(flow=Flow.IMPORT, importer=frame.book)  # "Chinese customs recorded 5 t from Myanmar"
    if frame.flow is Flow.IMPORT:
        _comes_from(frame, code, opens=index < 8)
    elif frame.flow is Flow.EXPORT and frame.home and code != frame.home[1] and _arrives(frame, code):
        frame.say(flow=Flow.IMPORT, importer=frame.home[1])
        met(frame, "exporter", code)
    elif frame.flow is Flow.EXPORT:
        if code == frame.exporter and not frame.partner_said():
            frame.reset_partner()  # "shipments from the republic": all of them
        frame.say(exporter=code)
        frame.whence = code
    elif frame.flow is not None:
        frame.say(maker=code)
    elif frame.exporter is None:
        frame.exporter = code


def _goes_on_to(walk: Walk, index: int, code: str) -> str | None:
    """ "5 t went from China to Japan": where what comes from a territory goes."""
    ahead = index + 1
    if walk.text(ahead) != "to" or "up" in walk.kinds[:index] or "down" in walk.kinds[:index]:
        return None
    ahead += 2 if walk.text(ahead + 1) == "the" else 1
    other = str(walk.items[ahead].value) if walk.kind(ahead) == "place" else None
    return other if other != code and "mass" in walk.kinds[:index] else None


def _comes_from(frame: Frame, code: str, *, opens: bool) -> None:
    """Whence imports come; from the importer itself others import, or it exports."""
    if code != frame.importer:
        met(frame, "exporter", code)
    elif "importer" not in frame.said and (other := _other_importer(frame, code)):
        frame.importer = other
        met(frame, "exporter", code)
    elif opens:
        frame.say(flow=Flow.EXPORT, exporter=code)
        frame.importer = WORLD


def _other_importer(frame: Frame, code: str) -> str | None:
    """Who imports from a territory that was taken for the importer: whose data are told."""
    return next(
        (other for other in (frame.book, frame.away, frame.likely) if other not in {None, code, WORLD}), None
    )


def _arrives(frame: Frame, code: str) -> bool:
    """Whether what comes from abroad is an import of the article's own territory; not where that of another
    is spoken of: "Madagascar digs, too. Shipments from the island …"."""
    if frame.home is None or "importer" in frame.said:
        return False
    goes = frame.noun in ARRIVING and "exporter" not in frame.said and code != frame.talked
    return goes or frame.home[0] is Flow.IMPORT


def _agent_of(walk: Walk, index: int, code: str) -> None:
    """ "Bought by Japan", "exports by China"."""
    frame = walk.frame
    verb = _deed_before(walk, index)
    if verb in {"impv", "take"}:
        if frame.home and frame.home[0] is Flow.EXPORT and code != frame.home[1] and verb == "take":
            frame.flow = Flow.EXPORT
        met(frame, "importer", code)
    elif verb in {"exp", "expv"}:
        frame.say(exporter=code)
    elif verb == "imp":
        home = frame.home
        if home and home[0] is Flow.EXPORT and code != home[1] and frame.noun in BUYING:
            set_exporter(frame, home[1])  # "purchases by Japan", in the seller's data
            met(frame, "importer", code)
            return
        frame.say(importer=code)
    elif verb:
        frame.say(maker=code)
    elif walk.kind(index - 2) in {"ordinal", "best", "pct", "mass", "down", "up"} or walk.text(index - 2) in {
        "followed",
        "trailed",
        "those",
    }:
        label(frame, code)


def _deed_before(walk: Walk, index: int) -> str:
    """The kind of the verb or noun that tells what is done by a territory; empty where none stands near."""
    for back in range(index - 1, max(-1, index - 8), -1):
        kind = walk.kind(back)
        if kind in _DOING and (index - back < 5 or kind in {"imp", "exp"}):
            return kind
        if kind == "mark" and index - back > 4:
            return ""
    return ""


_DOING = frozenset(["impv", "take", "exp", "expv", "imp", "prod", "prodv", "proc", "procv"])


def _owned(walk: Walk, index: int, code: str) -> None:
    """China's exports, Chinese producers, Japan's share, Germany's 764 tonnes."""
    frame = walk.frame
    head, at = head_of(walk, index)
    if head == "agent":
        _acting(walk, index, at, code)
    elif head == "ranked":
        _ranking(walk, at, code)
    elif head == "commodity":
        _goods(walk, index, code)
    elif head:
        _owns(frame, "books" if _their_books(walk, index) else head, code, walk.kinds)
    elif walk.text(index + 1) in OWNING and walk.text(index + 2) in _COMING_TO:
        _owns_unsaid(frame, code)
    elif walk.kind(index) == "adjective" and walk.kind(index - 1) == "pct":
        from_abroad(frame, code)  # "22% Belgian"
    elif walk.kind(index) == "adjective" and walk.text(index - 1) in _BEING:
        from_abroad(frame, code)
        if frame.flow not in TRADE and walk.text(index - 1) != "of" and walk.kind(index + 1) in {"mark", ""}:
            frame.maker = code  # "80% of all that is made is Chinese"
    if walk.kind(index) != "adjective" or head == "agent":
        frame.opening = frame.opening or code


def _owns_unsaid(frame: Frame, code: str) -> None:
    """ "Madagascar's was 41% bigger", "China's, by its own count, was 5 t": of what was told last."""
    own_or_label(frame, code)
    if not frame.topic and frame.told_last and frame.flow:
        frame.topic = "again"


_COMING_TO = frozenset(
    ["was", "were", "is", "stood", ",", "to", "came", "amounted", "totalled", "totaled", "reached"]
)
"""What stands behind an owner whose noun is left out: "China's came to 5 t"."""
_BEING = frozenset(["of", "were", "was", "are", "is", "still"])
"""What stands before an adjective that tells whence goods are: "8 t were still Chinese"."""
_TOLD = frozenset(["exp", "imp", "expv", "impv", "take", "commodity", "prod", "prodv", "all"])
"""What a sentence tells a trade of its own with: without it, the other side's books are of the same trade."""


def _their_books(walk: Walk, index: int) -> bool:
    """ "Japan's statistics lump them together. The Chinese ones are detailed": whose data are told of."""
    before = walk.frame.before
    ones = walk.text(index + 1) == "ones" and index < 2
    return ones and before is not None and not BOOKS.isdisjoint(before.lows)


def _owns(frame: Frame, head: str, code: str, kinds: list[str]) -> None:
    """China's exports, Japan's share, Korean data, Europe's reliance."""
    if head == "books":
        frame.say(book=code)
        if frame.flow in TRADE and home_of(frame) == frame.reporter != code and _TOLD.isdisjoint(kinds):
            met(frame, "importer" if frame.flow is Flow.EXPORT else "exporter", code)
        return
    if head == "leaning":
        frame.say(flow=Flow.IMPORT, importer=code, leaning=True)
    elif head in {"share", "same", "mass", "pct", "num", "up", "down", "pronoun"}:
        own_or_label(frame, code)
    frame.subject = code


def _goods(walk: Walk, index: int, code: str) -> None:
    """ "Chinese magnets": they come from there."""
    frame = walk.frame
    if frame.flow is Flow.EXPORT:
        if "exporter" not in frame.said and "flow" in frame.said:
            frame.say(exporter=code)
    elif frame.flow is None:
        frame.exporter = code
    else:
        from_abroad(frame, code)


def _ranking(walk: Walk, at: int, code: str) -> None:
    """ "Germany's main supplier" sells to it, "China's biggest customer" buys from it."""
    frame = walk.frame
    if frame.flow not in TRADE:
        return
    if walk.text(at) == "origin":
        on_origin(walk, at, code)
        return
    if frame.flow is Flow.IMPORT and code != frame.importer and walk.text(at) in SELLERS:
        frame.say(importer=code)


def _acting(walk: Walk, index: int, at: int, code: str) -> None:
    """Chinese producers, a Thai firm: they act for their territory; "reliance on Chinese suppliers"."""
    frame = walk.frame
    before = walk.text(index - 1)
    if walk.text(at) in SITES:
        frame.site = frame.seat = code
        if frame.flow not in TRADE and frame.flow is not None:
            frame.say(maker=code)
    if before in {"to", "into", "for", "by"} and frame.flow in TRADE:
        if before == "by":
            _agent_of(walk, index, code)
        else:
            _destination(walk, index, code)
        return
    if before in {"from", "on"} and frame.flow in TRADE:
        on_origin(walk, index, code)
        return
    frame.subject = code
    if frame.flow is None and walk.text(at) not in buyers():
        frame.exporter = frame.maker = code


_TRADED = frozenset(["exp", "imp", "share"])
"""What tells of trade where a place before a comma opens the sentence: "Across the EU, imports fell"."""


def _where(walk: Walk, index: int, code: str) -> None:
    """Where something is made; at a sentence's start, whose trade it tells: "Across the EU, imports fell"."""
    frame = walk.frame
    if walk.text(index - 2) in SITES or (walk.kind(index - 2) == "town" and walk.text(index - 4) in SITES):
        frame.site = frame.seat = code  # "the plant in Malaysia", "the plant at Kuantan in Malaysia"
    if sits(walk, index):
        frame.subject = code
        frame.opening = frame.opening or code
    opens = index < 4 and walk.text(index + 1) == "," and not _TRADED.isdisjoint(walk.kinds)
    if frame.flow in TRADE and opens:
        frame.own(code)
        frame.subject = code
        frame.reset_partner()
    elif frame.flow is Flow.IMPORT and bought_in(walk, index):
        met(frame, "exporter", code)
    elif frame.flow is Flow.IMPORT and (walk.kind(index - 2) == "imp" or _needs(walk, index)):
        frame.say(importer=code)
    elif frame.flow in (Flow.PRODUCTION, Flow.PROCESSING) or (index < 4 and "prod" in walk.kinds):
        frame.say(maker=code)


def bought_in(walk: Walk, index: int) -> bool:
    """ "Japan met 14% of its imports in Vietnam": where the importer told of finds its seller."""
    back = index - 3 if walk.text(index - 1) == "the" else index - 2
    if walk.kind(back) != "imp" or walk.items[index].value == walk.frame.importer:
        return False
    while walk.kind(back) in {"imp", "commodity"}:
        back -= 1
    return walk.text(back) in {"its", "their"}


def _needs(walk: Walk, index: int) -> bool:
    """ "Dependence on China was 77% in the United States": whose need of a source it is."""
    back = index - 3 if walk.text(index - 2) == "the" or walk.text(index - 1) == "the" else index - 2
    return walk.frame.leaning and walk.kind(back) == "pct"


_AFTER_LABEL = frozenset(["(", ":", "at", "with", "|", "—", "–"])


def _bare(walk: Walk, index: int, code: str) -> None:
    """A place by itself: the subject of a verb, or a member of a list."""
    frame = walk.frame
    frame.subject = code
    frame.opening = frame.opening or code
    if (
        together(walk, index)
        and not fronted(walk, index)
        and (
            walk.kind(index + 1) in {"take", "impv", "expv", "makesup"} or walk.text(index + 1) == "together"
        )
    ):
        frame.joint = share_one_number(walk, index)
    after = verb_after(walk, index)
    if after == "holds" and frame.flow in (None, Flow.PRODUCTION, Flow.PROCESSING):
        frame.say(maker=code)
    elif after in VERBS:
        return
    elif frame.flow in TRADE:
        labelled = after in LABELLED or walk.text(index + 1) in _AFTER_LABEL
        if labelled or _in_list(walk, index) or heads_line(walk, index):
            if _in_turn(walk, index):
                frame.acting = code
                frame.own(code)
            else:
                label(frame, code)
    elif frame.flow is not None:
        frame.say(maker=code)


def _in_turn(walk: Walk, index: int) -> bool:
    """Whether a further territory does what the one before it did: "Germany bought 5 t from China; Italy came
    to 2 t", "Germany bought 5 t, Italy 2 t and Poland 1 t"."""
    frame = walk.frame
    if "number" not in frame.said or not frame.reporter_said() or frame.reporter == home_of(frame):
        return False
    if walk.text(index - 1) in {";", "while", "whereas"} and frame.partner_said():
        return True
    listed = walk.text(index - 1) in {",", "and"} and walk.kind(index + 1) in {"mass", "num", "money"}
    return listed and frame.acting == frame.reporter


def _in_list(walk: Walk, index: int) -> bool:
    """ "Japan, Korea and Vietnam took": the place stands in a list."""
    return walk.text(index + 1) in {",", "and"}


def on_office(walk: Walk, index: int, item: Item) -> None:
    """ "The Census Bureau", "Eurostat": whose statistics are told of."""
    walk.frame.say(book=str(item.value))


def _whose(walk: Walk, index: int, code: str) -> None:
    """ "76.8 percent for the United States": whose imports the share is of."""
    frame = walk.frame
    if frame.flow is Flow.IMPORT and code != frame.exporter and not is_parallel(walk, index):
        frame.say(importer=code)
    else:
        label(frame, code)


PARTS = {
    "owner": _whose,
    "to": _destination,
    "from": on_origin,
    "by": _agent_of,
    "of": _owned,
    "in": _where,
    "bare": _bare,
}
