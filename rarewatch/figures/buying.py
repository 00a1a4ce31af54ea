"""The verbs of buyers, as they update the frame: who imports, or whose exports some territory takes."""

from rarewatch.figures.ends import home_of, set_exporter
from rarewatch.figures.flows import goes_on
from rarewatch.figures.frames import AMOUNTS, TRADE, Frame, Walk
from rarewatch.figures.goods import buys_goods
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import BOOKS, buyers, owner_of
from rarewatch.figures.verbs import BEING, describes_priced, participle, subject_of
from rarewatch.model import WORLD, Flow

_BUYING = frozenset(["bought", "buys", "purchased", "acquired", "paid", "buy"])
"""Verbs whose subject, told of in an exporter's data, is the buyer of its exports."""

_IMPORTING = frozenset(["imported", "procured", "sourced"])
"""Verbs that may tell of all that a territory imports: so where the exporter is named beside them."""

_FOREIGN = frozenset(["overseas customers", "overseas buyers", "foreign customers", "foreign buyers"])
"""Those abroad who buy, in one piece: what they bought are the exports of the article's own territory."""

_COMING = frozenset(["came in", "brought in", "entered", "landed", "paid", "spent", "arrived", "comes in"])


def on_buys(walk: Walk, index: int, item: Item) -> None:
    """imported, bought, brought in: the subject is the importer."""
    frame, text = walk.frame, walk.lows[index]
    if walk.text(index - 1) == "to" and text in {"buy", "get"}:
        frame.modal = True
    coming = text in {"came in", "arrived", "landed", "entered", "comes in"}
    passive = walk.text(index - 1) in BEING or coming or participle(walk, index)
    of_other = walk.kind(index - 1) == "not" and walk.items[index - 1].value == "other"
    of_other = of_other and walk.text(index - 1) != "we"  # "in all, we imported 5 t"
    if of_other or describes_priced(walk, index) or _of_source(walk, index):
        return  # "natural gas brought in $760 million"
    going = frame.going and frame.subject is not None and walk.kind(index + 1) == "money"
    going = going and walk.text(index + 2) != "on"  # "spent $5m on schools"
    spent = text in {"spent", "spends", "spend"} and not buys_goods(walk, index)
    if spent and not going:
        return
    subject = None if passive or _earns(walk, index) else subject_of(walk, index)
    frame.topic = "flow"
    if _from_abroad(walk, index):
        set_exporter(frame, home_of(frame))  # "customers abroad bought 5 t": of the home's exports
        return
    part = walk.lows[0] == "of" and "," not in walk.lows[:index]  # "of the ore that came in, 5 t was Korean"
    left = subject in {None, frame.reporter} and not part
    if frame.flow is Flow.EXPORT and _is_exported(walk, index, passive=passive, coming=coming, own=left):
        return
    if subject and (spent or _is_sale(walk, index)) and (seller := _seller(walk, index, subject)):
        frame.say(flow=Flow.EXPORT, exporter=seller)
        _take(frame, subject)
        return
    _comes_home(walk, index)
    before, own = frame.flow, frame.importer
    protagonist = frame.reporter or home_of(frame)
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


def _of_source(walk: Walk, index: int) -> bool:
    """ "China's second-largest source of imported rare earths": whose imports are told of."""
    told = walk.kind(index - 2) == "ranked" and walk.text(index - 1) == "of"
    whose = owner_of(walk, index - 2) if told and walk.kind(index + 1) == "commodity" else None
    if whose:
        walk.frame.say(flow=Flow.IMPORT, importer=whose, topic="flow")
    return whose is not None


def _comes_home(walk: Walk, index: int) -> None:
    """ "What comes into the country", in an article of another's exports: to the one named most often."""
    frame, home = walk.frame, walk.frame.home
    abroad = home is not None and home[0] is Flow.EXPORT and frame.likely not in {None, home[1], WORLD}
    if abroad and walk.lows[index].endswith("the country"):
        frame.say(flow=Flow.IMPORT, importer=frame.likely)
        frame.reset_partner()


def _from_abroad(walk: Walk, index: int) -> bool:
    """Whether those who buy sit abroad: "overseas customers bought", "customers abroad bought"."""
    who = {"customers", *buyers()}
    abroad = walk.text(index - 1) in {"abroad", "overseas"} and walk.text(index - 2) in who
    return abroad or walk.text(index - 1) in _FOREIGN


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
    brought = walk.lows[index] == "brought in"
    what = brought and walk.text(index - 2) == "what"  # "what they brought in fell by 9%"
    brought = brought and walk.kind(index + 1) == "money"
    return what or (brought and (walk.text(index - 1) in {"it", "they"} or "exp" in walk.kinds[:index]))


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
    parted = "pct" in walk.kinds[index:] and home_of(frame) in walk.named()  # "5 t, of which 33% was Chinese"
    return home is not None and month and "all" not in walk.kinds and not parted


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


def _near_subject(walk: Walk, index: int) -> bool:
    """Whether the subject is only a pronoun: "it bought", which goes on with what was told."""
    back = index - 2 if walk.text(index - 1) in {"had", "has", "have"} else index - 1
    return walk.text(back) in {"it", "they"}


_OF_ITS = (["of", "its"], ["of", "their"])
_TAKING = frozenset([*AMOUNTS, "num", "pronoun", "commodity", "same", "more", "less"])


def on_takes(walk: Walk, index: int, item: Item) -> None:
    """took, received: the subject is the other end of an export, or the importer where imports are told."""
    frame = walk.frame
    if sent_off(walk, index):
        frame.say(flow=Flow.EXPORT, exporter=frame.maker, topic="flow")
        frame.importer = WORLD
        return
    if not _takes_goods(walk, index):
        return
    subject = subject_of(walk, index)
    if frame.flow is Flow.EXPORT and subject == frame.exporter and _near_subject(walk, index):
        subject = frame.away or subject  # "exports to India …. It had received": India
    if frame.topic in {"", "flow"}:
        frame.topic = "flow"
    if subject is None or (subject == frame.reporter and walk.kind(index + 1) == "money"):
        return
    if walk.kind(index + 1) == "pct" and walk.lows[index + 2 : index + 4] in _OF_ITS:
        frame.say(flow=Flow.IMPORT, importer=subject)  # "Europe gets 98 per cent of its magnets from China"
        frame.reset_partner()
        return
    _taken_by(walk, index, subject)


def _taken_by(walk: Walk, index: int, subject: str) -> None:
    """Who takes an amount: the other end of an export, or the importer."""
    frame = walk.frame
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


def _takes_goods(walk: Walk, index: int) -> bool:
    """Whether an amount or goods stand behind; not in "it takes the total for the year to 5 t"."""
    if walk.text(index + 1) in {"the", "its"} and walk.kind(index + 2) == "same":
        return False
    return walk.kind(index + 1) in _TAKING or walk.text(index + 1) in {"the", "delivery", "nearly", "a"}


def sent_off(walk: Walk, index: int) -> bool:
    """ "Some 5 t was shipped to customers", where a mine's output is told: its exports."""
    frame = walk.frame
    made = frame.flow is Flow.PRODUCTION and frame.maker is not None and frame.maker == frame.seat
    return made and walk.lows[index] in _SENT and walk.kind(index - 1) == "mass"


_SENT = frozenset(["was shipped", "were shipped", "was sold", "were sold", "was sent", "were sent"])


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
