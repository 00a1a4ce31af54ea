"""The verbs of a flow, as they update the frame."""

from functools import cache

from rarewatch.figures.ends import home_of, sends_home, set_exporter
from rarewatch.figures.flows import goes_on
from rarewatch.figures.frames import AMOUNTS, FLOW_KINDS, HOLD, TRADE, Frame, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import BOOKS, SITES
from rarewatch.model import WORLD, Flow
from rarewatch.vocabulary import table


@cache
def _weak() -> frozenset[str]:
    return frozenset(table("passing")["weak"])


def _idle(walk: Walk, index: int, item: Item) -> bool:
    """Whether a verb tells of no flow here: "made in China", a plain form amid quotas."""
    frame = walk.frame
    if (walk.lows[index] in _weak() and frame.topic in HOLD) or _describes_priced(walk, index):
        return True
    if walk.lows[index] == "supply" and walk.text(index + 1) == "from":
        return True  # "reduced supply from the United States"
    if item.kind not in {"prodv", "procv"}:
        return False
    named = index > 0 and item.text[0].isupper()  # "Korea Mine Rehabilitation Corp."
    if (
        named
        or walk.text(index - 1) in {"a", "an"}
        or (walk.text(index - 1) == "the" and walk.lows[index] in _DIGGING)
        or (walk.lows[index] in _COMING_TO and walk.text(index + 1) == "for")
    ):
        return True  # "in a separate case", "which makes for growth of 9%"
    if walk.kind(index + 1) == "pct" and not {"imp", "exp"}.isdisjoint(walk.kinds[index + 2 : index + 9]):
        return True
    describes = walk.text(index + 1) in _OF_WHAT and walk.kind(index - 1) in {"word", "mark"}
    placed = walk.kind(index - 1) in {"place", "adjective"} and walk.text(index + 1) in {"", "by", "in"}
    traded = frame.flow in TRADE and "flow" in frame.said
    return (
        placed
        or (describes and walk.lows[index] in _MADE)
        or (traded and walk.kind(index + 1) not in {"mass", "pct", "num"})
    )


def _describes_priced(walk: Walk, index: int) -> bool:
    """ "The price for imported magnets": a participle of the goods that a price, a duty is told of."""
    goods = walk.text(index - 1) in {"for", "of", "on"} and walk.kind(index + 1) == "commodity"
    goods = goods or (walk.text(index - 1) == "for" and walk.kind(index + 1) == "word")
    return goods and walk.frame.topic in HOLD and walk.lows[index].endswith("ed")


_MADE = frozenset(["made", "mined", "produced", "manufactured", "extracted", "refined", "processed"])

_COMING_TO = frozenset(["make", "makes", "made"])

_OF_WHAT = frozenset(["from", "of", "with", "up", "into"])
"""What stands behind a participle that only describes goods: "products made from the metal"."""


def subject_of(walk: Walk, index: int) -> str | None:
    """The territory that does what the verb here says, by name or by pronoun."""
    frame = walk.frame
    before = walk.text(index - 1)
    if before in {"it", "they"} or (
        before in {"had", "has", "have"} and walk.text(index - 2) in {"it", "they"}
    ):
        named = frame.subject or frame.opening or frame.talked
        sent = frame.flow is Flow.EXPORT and named == frame.importer and walk.kinds[index] == "expv"
        return frame.exporter if sent else named
    return frame.subject


def on_verb(walk: Walk, index: int, item: Item) -> None:
    """exported, sold, sent; produced; refined. The subject is the exporter or producer."""
    frame, flow = walk.frame, FLOW_KINDS[item.kind]
    if _idle(walk, index, item):
        return
    if walk.text(index - 1) == "to" and not walk.lows[index].endswith("ed"):
        frame.modal = True
    passive = walk.text(index - 1) in _BEING or _participle(walk, index)
    subject = None if passive else subject_of(walk, index)
    frame.topic = "flow"
    if flow is Flow.EXPORT and walk.text(index - 1) in _DIGGING and walk.lows[index] in _GIVING:
        flow = Flow.PRODUCTION  # "its mines delivered 5 t"
    if flow is Flow.EXPORT and _adds_to_output(walk, index):
        flow = Flow.PRODUCTION
    if flow is Flow.EXPORT:
        _exports(walk, index, subject)
    else:
        frame.say(flow=flow)
        frame.said.add("made")
        worldwide = walk.kind(index - 1) == "world"
        if worldwide or (subject is None and "world" in walk.kinds[max(0, index - 4) : index]):
            frame.say(maker=WORLD)
        elif subject and not (frame.site and walk.text(index - 1) == "it"):
            frame.say(maker=subject)
        elif frame.site:
            frame.say(maker=frame.site)
        elif frame.maker is None:
            frame.maker = frame.home[1] if frame.home else frame.seat
    frame.measure = "quantity"


def _adds_to_output(walk: Walk, index: int) -> bool:
    """ "China supplied 5 t" of the world's output, which was told of: what it dug."""
    frame = walk.frame
    told = frame.flow is Flow.PRODUCTION and frame.told_last and "made" not in frame.said
    return told and walk.lows[index] in _GIVING and "exp" not in walk.kinds and not _names_buyer(walk, index)


def _participle(walk: Walk, index: int) -> bool:
    """ "All magnets shipped", "5 t sold": the goods are sold, nobody sells them."""
    text = walk.lows[index]
    past = text.endswith("ed") or text in {"sold", "sent", "bought", "brought in"}
    return past and walk.kind(index - 1) in {"commodity", "mass", "every", "all", "same"} and index > 1


_BEING = frozenset(["was", "were", "been", "being", "be", "is", "are"])


def _exports(walk: Walk, index: int, subject: str | None) -> None:
    """An exporter's verb; "Bolivia supplied 10%" of imports that are told is the importer's view."""
    frame = walk.frame
    imports = frame.flow is Flow.IMPORT
    supplies = walk.kind(index + 1) == "pct" or (
        walk.lows[index] not in _ABROAD and not _names_buyer(walk, index)
    )
    if imports and subject and subject != frame.importer and supplies:
        frame.meet(subject)
        frame.say(flow=Flow.IMPORT)
        return
    if imports and walk.lows[index] in _CROSSING:
        return
    if imports and (walk.lows[index] in _LEAVING or subject is None):
        _exports_anyway(walk, index)
        return
    if walk.lows[index] in _ABROAD and subject:
        if frame.flow is not Flow.EXPORT and "importer" not in frame.said:
            frame.importer = WORLD
        frame.flow = Flow.EXPORT
    sent_home = sends_home(frame, subject) and walk.lows[index] not in _ABROAD
    set_exporter(frame, subject)
    frame.acting = subject
    again = "number" in frame.said and walk.text(index - 1) in _BEING
    if subject is None and not frame.partner_said() and not again and not goes_on(walk, index):
        frame.reset_partner()
    if "number" not in frame.said and not frame.partner_said() and subject and not sent_home:
        frame.reset_partner()


def _exports_anyway(walk: Walk, index: int) -> None:
    """What goes abroad where imports are told and nobody is named: the importer's, or what it imported."""
    frame, low = walk.frame, walk.lows[index]
    active = low == "exported" and walk.kind(index - 1) in {"town", "word"}
    if low in _EXPORTED and frame.exporter not in {None, WORLD}:
        frame.say(flow=Flow.EXPORT)
    elif low in _EXPORTED or (active and walk.text(index - 1) not in _BEING):
        frame.say(flow=Flow.EXPORT, exporter=frame.importer)  # "the refinery at Bergla exported 5 t"
        frame.importer = WORLD
    elif low in _LEAVING:
        before = walk.kinds[:index]
        named = [walk.items[n].value for n, kind in enumerate(before) if kind in {"place", "adjective"}]
        frame.say(flow=Flow.EXPORT, exporter=str(named[-1]) if named else frame.importer)
        frame.importer = WORLD


_CROSSING = frozenset(["cleared customs", "crossed the border"])
"""What imports do as well as exports."""

_EXPORTED = frozenset(["was exported", "were exported"])

_LEAVING = frozenset(
    [
        "left the country",
        "left the union",
        "left the bloc",
        "left the eu",
        "leaving the country",
        "left port",
        "left its ports",
        "went abroad",
    ]
)

_DIGGING = frozenset(["mines", "mine", "pits", "miners"])

_GIVING = frozenset(["delivered", "supplied", "supply", "sent up"])

_ABROAD = frozenset(
    ["exported", "sold abroad", "sent abroad", "shipped abroad", "went abroad", "shipped overseas",
     "sold overseas"]
)  # fmt: skip


def _names_buyer(walk: Walk, index: int) -> bool:
    """Whether "to" a territory stands behind a seller's verb."""
    ahead = walk.kinds[index + 1 : index + 9]
    return any(
        kind in {"place", "country", "bloc"} and walk.text(index + 1 + n - 1) in {"to", "the"}
        for n, kind in enumerate(ahead)
    )


_BUYING = frozenset(["bought", "buys", "purchased", "acquired", "paid", "buy"])
"""Verbs whose subject, told of in an exporter's data, is the buyer of its exports."""

_IMPORTING = frozenset(["imported", "procured", "sourced"])
"""Verbs that may tell of all that a territory imports: so where the exporter is named beside them."""

_COMING = frozenset(["came in", "brought in", "entered", "landed", "paid", "spent", "arrived", "comes in"])


def on_buys(walk: Walk, index: int, item: Item) -> None:
    """imported, bought, brought in: the subject is the importer."""
    frame, text = walk.frame, walk.lows[index]
    if walk.text(index - 1) == "to" and text in {"buy", "get"}:
        frame.modal = True
    coming = text in {"came in", "arrived", "landed", "entered", "comes in"}
    passive = walk.text(index - 1) in _BEING or coming or _participle(walk, index)
    of_other = walk.kind(index - 1) == "not" and walk.items[index - 1].value == "other"
    of_other = of_other and walk.text(index - 1) != "we"  # "in all, we imported 5 t"
    if of_other or _describes_priced(walk, index):
        return  # "natural gas brought in $760 million"
    going = frame.going and frame.subject is not None and walk.kind(index + 1) == "money"
    going = going and walk.text(index + 2) != "on"  # "spent $5m on schools"
    spent = text in {"spent", "spends", "spend"} and not buys_goods(walk, index)
    if spent and not going:
        return
    subject = None if passive or _earns(walk, index) else subject_of(walk, index)
    frame.topic = "flow"
    part = walk.lows[0] == "of" and "," not in walk.lows[:index]  # "of the ore that came in, 5 t was Korean"
    left = subject in {None, frame.reporter} and not part
    if frame.flow is Flow.EXPORT and _is_exported(walk, index, passive=passive, coming=coming, own=left):
        return
    if subject and (spent or _is_sale(walk, index)) and (seller := _seller(walk, index, subject)):
        frame.say(flow=Flow.EXPORT, exporter=seller)
        _take(frame, subject)
        return
    before, own = frame.flow, frame.importer
    protagonist = frame.reporter or (frame.home[1] if frame.home else None)
    frame.say(flow=Flow.IMPORT)
    if subject:
        frame.acting = subject
        frame.say(importer=subject)
    elif before is not Flow.IMPORT and protagonist:
        frame.importer = protagonist
    _in_books(frame, subject)
    changed = before is not Flow.IMPORT or (subject is not None and subject != own)
    new = coming and not goes_on(walk, index)
    new = new or part
    if "exporter" not in frame.said and (new or changed or (subject and not _near_subject(walk, index))):
        frame.reset_partner()
    frame.measure = "quantity"


def _is_exported(walk: Walk, index: int, *, passive: bool, coming: bool, own: bool) -> bool:
    """Whether a buyer's verb leaves it at the exports that are told, or at where they come in."""
    frame = walk.frame
    if passive and walk.text(index + 1) == "by":
        return True  # "29% was bought by Japan"
    place = _lands_in(walk, index) if coming else None
    if place and place != frame.exporter:
        frame.say(flow=Flow.IMPORT, importer=place)
        return True
    return own and walk.lows[index] in _COMING


def _earns(walk: Walk, index: int) -> bool:
    """ "It brought in $5m": what goods earn, not who buys."""
    brought = walk.lows[index] == "brought in" and walk.kind(index + 1) == "money"
    return brought and (walk.text(index - 1) in {"it", "they"} or "exp" in walk.kinds[:index])


def _is_sale(walk: Walk, index: int) -> bool:
    """Whether what is bought may be told from the seller's side."""
    text = walk.lows[index]
    if text == "brought in":
        return home_of(walk.frame) in walk.named()
    return text in _BUYING or (text in _IMPORTING and _of_month(walk, index))


def _seller(walk: Walk, index: int, buyer: str) -> str | None:
    """The exporter whose data the article gives, where a buyer is told of in these."""
    home = walk.frame.home
    if home is None or home[0] is not Flow.EXPORT or buyer == home[1]:
        return None
    return None if _from_elsewhere(walk, index, home[1]) or _by_own_books(walk, buyer) else home[1]


def _of_month(walk: Walk, index: int) -> bool:
    """Whether "Japan imported 5 t", among an exporter's numbers of a month, is told of these."""
    frame, home = walk.frame, walk.frame.home
    period = frame.period
    later = [walk.when(walk.items[n]) for n in range(index, walk.last) if walk.kinds[n] == "period"]
    period = next((one for one in later if one), period)
    month = period is None or period.whole_months < 12
    return home is not None and month and "all" not in walk.kinds


def _from_elsewhere(walk: Walk, index: int, exporter: str) -> bool:
    """Whether what is bought comes from another territory: "The EU bought 4,000 t from Russia"."""
    for ahead in range(index + 1, min(index + 10, walk.last + 1)):
        if walk.lows[ahead] in {",", ";", "and"}:
            return False
        if walk.kinds[ahead] == "place" and walk.text(ahead - 1) in {"from", "in"}:
            return str(walk.items[ahead].value) != exporter
    return False


def _by_own_books(walk: Walk, buyer: str) -> bool:
    """Whether the buyer's own data tell of what it bought: "its customs data show"."""
    its = [n for n, low in enumerate(walk.lows) if low == "its"]
    if any(item.kind == "office" and str(item.value) == buyer for item in walk.items):
        return True  # "Germany imported 5 t, the Federal Statistical Office said"
    return any(not BOOKS.isdisjoint(walk.lows[n + 1 : n + 3]) for n in its)


def _lands_in(walk: Walk, index: int) -> str | None:
    """Where something comes in: "311 tonnes arrived in China"."""
    if walk.text(index + 1) in {"in", "at"} and walk.kind(index + 2) in {"place", "adjective"}:
        return str(walk.items[index + 2].value)
    return None


def buys_goods(walk: Walk, index: int) -> bool:
    """Whether money is spent on what is traded: "spent $5m on magnets", "on imports", "on them"."""
    for ahead in range(index + 1, min(index + 9, walk.last + 1)):
        works = walk.kinds[ahead] == "commodity" and walk.text(ahead + 1) in SITES
        if walk.kinds[ahead] in {"commodity", "imp"} or walk.lows[ahead] in {"them", "those"}:
            return not works  # "spent $5m on a road to its magnet plant"
        if walk.lows[ahead] == ",":
            return False
    return False


def _near_subject(walk: Walk, index: int) -> bool:
    """Whether the subject is only a pronoun: "it bought", which goes on with what was told."""
    back = index - 2 if walk.text(index - 1) in {"had", "has", "have"} else index - 1
    return walk.text(back) in {"it", "they"}


_GATES = frozenset(
    ["port", "ports", "docks", "quays", "harbours", "harbors", "customs", "shores", "soil", "borders",
     "territory", "warehouses", "airports"]
)  # fmt: skip


def on_leaves(walk: Walk, index: int, item: Item) -> None:
    """ "5 t left China": its exports."""
    frame, ahead = walk.frame, index + 1
    while walk.text(ahead) in {"the", "'s", "’s"}:
        ahead += 1
    if walk.kind(ahead) not in {"place", "adjective", "country", "bloc"} or walk.text(ahead + 1) in {
        "as",
        "with",
        "without",
    }:
        return
    if walk.kind(ahead) == "adjective" and walk.text(ahead + 1) not in _GATES:
        return  # "a gain that left the German total 3% short"
    frame.topic = "flow"
    named = {"place": walk.items[ahead].value, "adjective": walk.items[ahead].value, "bloc": "EU"}
    code = named.get(walk.kind(ahead))
    if code is None and frame.flow is Flow.IMPORT:
        code = frame.importer
    if walk.lows[index] == "cleared" and frame.home == (Flow.IMPORT, code):
        return  # "not one carton cleared Indian ports": it came in there
    kept = frame.importer if "importer" in frame.said else WORLD
    again = frame.flow is Flow.EXPORT and code in {None, frame.exporter} and goes_on(walk, index)
    frame.say(flow=Flow.EXPORT)
    if code:
        frame.say(exporter=str(code))
    if not again:
        frame.importer = kept


def on_holds(walk: Walk, index: int, item: Item) -> None:
    """ "China provided 282 tons": a seller's verb before an amount."""
    if (
        walk.kind(index + 1) == "pct"
        and walk.frame.flow is Flow.IMPORT
        and walk.frame.subject not in {None, walk.frame.importer}
    ):
        walk.frame.meet(walk.frame.subject or WORLD)
    elif (
        walk.kind(index + 1) == "pct"
        and walk.frame.flow is Flow.IMPORT
        and "it" in {walk.text(index - 1), walk.text(0)}
    ):
        spoken = (walk.frame.talked, walk.frame.mentioned)  # "There is no way around China. It provided 97%"
        named = next((code for code in spoken if code not in {None, walk.frame.importer}), None)
        walk.frame.meet(named or WORLD)
    free = not walk.frame.turned and walk.frame.topic not in HOLD
    if walk.kind(index + 1) in {"mass", "money"} and walk.frame.subject and free:
        walk.frame.topic = "flow"
        _exports(walk, index, walk.frame.subject)


_TAKING = frozenset([*AMOUNTS, "num", "pronoun", "commodity", "same", "more", "less"])


def on_takes(walk: Walk, index: int, item: Item) -> None:
    """took, received: the subject is the other end of an export, or the importer where imports are told."""
    frame = walk.frame
    if walk.kind(index + 1) not in _TAKING and walk.text(index + 1) not in {"the", "delivery", "nearly", "a"}:
        return
    subject = subject_of(walk, index)
    if frame.flow is Flow.EXPORT and subject == frame.exporter and _near_subject(walk, index):
        subject = frame.away or subject  # "exports to India …. It had received": India
    if frame.topic in {"", "flow"}:
        frame.topic = "flow"
    if subject is None or (subject == frame.reporter and walk.kind(index + 1) == "money"):
        return
    home = frame.home
    if home and home[0] is Flow.EXPORT and subject != home[1]:
        source = home[1] if frame.book in {None, subject} else frame.book
        frame.say(flow=Flow.EXPORT, exporter=source)
        _take(frame, subject)
    elif frame.flow is Flow.EXPORT and subject != frame.exporter:
        _take(frame, subject)
    elif frame.flow not in TRADE and home and home[0] not in TRADE and subject != home[1]:
        frame.say(flow=Flow.EXPORT, exporter=home[1])  # what a maker's customers take
        _take(frame, subject)
    else:
        new = subject == frame.importer and not _near_subject(walk, index) and "exporter" not in frame.said
        frame.say(flow=Flow.IMPORT, importer=subject)
        if new and not _in_books(frame, subject):
            frame.reset_partner()


def _in_books(frame: Frame, subject: str | None) -> bool:
    """ "Chinese statistics show that Japan received 5 t": from whose books these are."""
    if "book" not in frame.said or subject is None or frame.book in {None, subject}:
        return False
    if "exporter" not in frame.said:
        frame.meet(frame.book or WORLD)
    return True


def _take(frame: Frame, subject: str) -> None:
    if frame.importer != subject:
        frame.ends += 1
    frame.meet(subject)
