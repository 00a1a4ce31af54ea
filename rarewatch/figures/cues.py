"""Words that bring a flow back or turn a sentence away from it, as they update the frame."""

from rarewatch.figures.ends import set_exporter
from rarewatch.figures.firms import on_firm
from rarewatch.figures.frames import AMOUNTS, HOLD, TRADE, Frame, Walk
from rarewatch.figures.goods import RAW, on_goods, on_raw, tells_need
from rarewatch.figures.makers import part_of_whole
from rarewatch.figures.mentions import Item, Row
from rarewatch.figures.pointers import crosses, on_here, on_there
from rarewatch.figures.roles import owner_of
from rarewatch.model import WORLD, Flow

_NEAR = frozenset(["need", "permit", "licensed", "money", "illegal"])
SPEAKING = frozenset(["we", "our", "my"])


def on_all(walk: Walk, index: int, item: Item) -> None:
    """Words for all partners: "worldwide", "total exports", "abroad"."""
    frame, text = walk.frame, walk.lows[index]
    last = text.rpartition(" ")[2]
    if text in _ABROAD:
        if frame.topic in {"", "again"} and frame.flow is not Flow.IMPORT:
            set_exporter(frame, frame.subject)
            frame.topic = "flow"
        if frame.partner_said():
            return
    elif last in _EXPORTS or last in _IMPORTS:
        _whole_flow(walk, index, Flow.EXPORT if last in _EXPORTS else Flow.IMPORT)
    ends = text == "altogether" and walk.text(index - 1) in _ENDING
    if ends or (text in _WORLDWIDE and _made_worldwide(walk, index)):
        return
    if frame.flow in TRADE and part_of_whole(walk, index) and _is_held(frame):
        return
    if frame.flow in TRADE and (
        walk.text(index - 1) == "from"
        or walk.kind(index - 1) == "compare"
        or not (frame.partner_said() and text in _LOOSE)
    ):
        frame.meet(WORLD)
        frame.scope = None


def _made_worldwide(walk: Walk, index: int) -> bool:
    """Whether "Worldwide, 5 t were mined" is told, so that nothing is yet; "81,000 t worldwide" of a mine."""
    frame = walk.frame
    if walk.text(index + 1) == "," and not _MAKING.isdisjoint(walk.kinds[index:]):
        frame.said.add("worldwide")
        return True
    if frame.flow not in TRADE and frame.flow is not None:
        frame.say(maker=WORLD)
    return False


def _whole_flow(walk: Walk, index: int, flow: Flow) -> None:
    """ "China's total exports": a flow, and whose it is."""
    frame = walk.frame
    owner = owner_of(walk, index)
    before = frame.reporter or (frame.home[1] if frame.home else None)
    if walk.lows[index] in {"total shipments", "total sales"} and frame.flow is Flow.IMPORT:
        flow = Flow.IMPORT
    frame.say(flow=flow, topic="flow")
    if owner or (before and frame.reporter is None):
        frame.own(owner or before or "")


_MAKING = frozenset(["prod", "prodv", "proc", "procv"])


def _is_held(frame: Frame) -> bool:
    """ "China's share of total imports", "China accounted for 65% of total imports": whether one holds it."""
    if frame.partner in {None, WORLD} and frame.subject not in {None, frame.reporter}:
        frame.meet(frame.subject or WORLD)
    return frame.partner not in {None, WORLD}


_ENDING = frozenset(["out", "off", "away", "stopped", "ceased", "dried up"])
"""Behind these "altogether" tells of no sum: "ran out altogether"."""
_WORLDWIDE = frozenset(["worldwide", "globally", "world total"])
_ABROAD = frozenset(["abroad", "overseas"])
_LOOSE = frozenset(["overall", "in all", "in total"])
_EXPORTS = frozenset(["exports", "shipments", "sales"])
_IMPORTS = frozenset(["imports", "purchases"])


def on_same(walk: Walk, index: int, item: Item) -> None:
    """ "The total", "the volume": the flow is spoken of again."""
    frame, text = walk.frame, walk.lows[index]
    before = walk.text(index - 1)
    whole = before in {"of", "in"} or (before == "the" and walk.text(index - 2) in {"of", "in"})
    if (
        text in {"total", "totals"}
        and frame.flow in TRADE
        and not whole
        and walk.kind(index + 1) != "commodity"
        and not _adds_up(walk, index)
        and not _of_year_before(walk, index)
    ):
        frame.meet(WORLD)
    of_world = walk.kind(index - 1) == "world" and "mass" in walk.kinds[index + 1 : index + 3]
    if text in {"total", "totals"} and frame.flow not in TRADE and of_world:
        frame.say(maker=WORLD)
    parted = index == 0 or not _PARTING.isdisjoint(walk.lows[frame.held : index])
    anew = text in _VOLUMES and frame.topic in HOLD and parted
    if (anew or not frame.topic) and frame.flow:
        frame.topic = "flow"
    if parted and text in _VOLUMES and frame.measure == "value" and walk.kind(index + 1) in {"up", "down"}:
        frame.measure = "quantity"  # "worth $5m, while the volume went down by 9%"


def _adds_up(walk: Walk, index: int) -> bool:
    """ "Over the April-July period the total was 5 t", behind a month's: of the same partner."""
    frame = walk.frame
    spans = frame.period is not None and frame.period.whole_months > 1 and "period" in walk.kinds[:index]
    monthly = frame.dated is not None and frame.dated.whole_months == 1
    return spans and monthly and frame.going and walk.text(index - 1) == "the"


def _of_year_before(walk: Walk, index: int) -> bool:
    """ "Exports to America climbed to 5 t last year. The total for 2018 was 4 t": of the same partner."""
    frame = walk.frame
    opens = index == 1 and walk.text(0) == "the" and walk.text(2) in {"for", "in"}
    period = walk.when(walk.items[3]) if opens and walk.kind(3) == "period" else None
    alike = period and frame.dated and period.whole_months == frame.dated.whole_months
    return bool(alike) and frame.going and frame.partner == frame.scope


_VOLUMES = frozenset(["volume", "volumes", "tonnage", "tonnages", "the tonnage", "the volume"])
"""Nouns that speak of the flow again, whatever the clause before spoke of."""
_PARTING = frozenset([",", ";", ":", "but", "while", "—"])


def _by_the_way(walk: Walk, index: int, item: Item) -> bool:
    """Whether such a word here turns nothing away."""
    low, before = walk.lows[index], walk.text(index - 1)
    if low == "containing":  # "magnets containing rare earths" is what they are called
        return walk.kind(index - 1) == walk.kind(index + 1) == "commodity"
    if low in SPEAKING:
        return _QUOTES.isdisjoint(walk.row.text)
    if item.value == "price" and walk.kind(index + 1) == "money":
        return bool(walk.items[index + 1].value.value >= _SUM)
    paid = low == "cost" and walk.text(index + 1) in {"it", "them"}  # "cost it 5 million euros"
    acting = low == "companies" and walk.kind(index - 1) in {"adjective", "place"}  # "French companies spent"
    each = item.value == "average" and walk.kind(index + 2) == "price"  # "at an average of $5 a kilo"
    each = each and walk.text(index + 1) == "of"
    staked = low == "stake" and before == "at"
    seized = seizes_power(walk.row, index)
    seized = seized or (low == "able to" and not _WERE.isdisjoint(walk.lows[max(0, index - 3) : index]))
    called = low in {"resource", "resources"} and before in {"strategic", "precious", "valuable"}
    if (
        _concedes(walk, index)
        or called
        or (low == "reckons" and walk.text(index + 1) == ",")  # "5 t, the board reckons, 4% more than"
        or paid
        or acting
        or each
        or staked
        or seized
        or ((item.value == "other" or low == "resources") and _of_a_name(walk, index))
        or (low, before) == ("want", "for")  # "for want of ships"
        or (low == "can" and walk.text(index + 1) in _CAN_MEAN)  # "felt what this can mean"
    ):
        return True
    if low == "to be":
        return before in {"continued", "continues"}
    bought = before == "for" and walk.kind(index - 2) in _BOUGHT
    # "the graphite that Korea imported for batteries"
    return item.value == "other" and (bought or _serves(walk, index))


def seizes_power(row: Row, index: int) -> bool:
    """ "Rebels seized the town", "seized the mines", a chance, power: no goods."""
    taken = row.lows[index] == "seized" and row.lows_around[index + 1] in _TAKEN
    return taken and AMOUNTS.isdisjoint(row.kinds) and "commodity" not in row.kinds[index + 1 : index + 5]


_WERE = frozenset(["was", "were", "been"])
"""What stands before "able to" where they did it: "were still able to import 5 t"."""
_TAKEN = frozenset(["the", "control", "power", "a", "on"])
"""How what is seized begins where it is no goods."""


def _concedes(walk: Walk, index: int) -> bool:
    """ "Below July's volume, if well above June's": an "if" that sets no condition."""
    if walk.lows[index] != "if" or walk.text(index - 1) != ",":
        return False
    bound = walk.kind(index + 1) == "mass" and walk.items[index + 1].bound != "="
    return bound or walk.text(index + 1) in _CONCEDING


_CONCEDING = frozenset(["well", "still", "only", "slightly", "barely", "somewhat"])
"""What stands behind an "if" that sets no condition."""
_SUMS = frozenset(["cost", "revenue", "revenues", "outlay"])
"""Nouns for the value of the trade that is told of, where a sum stands behind them."""


def _is_sum(walk: Walk, index: int) -> bool:
    """ "The cost, $1.02bn,", "the revenue came to $489 million": a sum of trade, where trade is spoken of."""
    frame = walk.frame
    told = frame.going or frame.told_last or "number" in frame.said
    if frame.flow not in TRADE or not told or walk.text(index - 1) not in {"the", ",", "total", ""}:
        return False
    for ahead in range(index + 1, min(index + 5, walk.last)):
        if walk.kinds[ahead] == "money":
            return bool(walk.items[ahead].value.value >= _SUM)
        if walk.lows[ahead] not in {",", "was", "were", "had", "been", "came", "to", "amounted", "at", "of"}:
            return False
    return False


def _of_a_name(walk: Walk, index: int) -> bool:
    """Whether a word only stands in the name of a company or its works: "the Talco Gold plant"."""
    if not 0 < index < walk.last:
        return False
    before, item, after = walk.items[index - 1 : index + 2]
    return (
        before.kind == "word"
        and before.text[:1].isupper()
        and item.text[:1].isupper()
        and after.text.islower()
    )


def on_not(walk: Walk, index: int, item: Item) -> None:
    """Words whose numbers are no trade figures turn the topic away, unless they only describe by the way."""
    frame = walk.frame
    if item.text.lower() in _SUMS and _is_sum(walk, index):
        frame.say(measure="value")
        frame.topic = frame.topic or "flow"
        return
    if _by_the_way(walk, index, item):
        return
    if item.value == "future":
        if item.text.lower() in {
            "if",
            "can",
            "plan",
            "plans",
            "likely",
            "potential",
            "want",
            "wants",
        } and walk.kind(index - 1) in {"exp", "imp"}:
            return
        frame.modal = True
    elif item.value == "need" and tells_need(walk, index):
        frame.topic = "need"
    elif item.value in _NEAR:
        frame.unlawful = frame.unlawful or item.value == "illegal"
        frame.near[item.value] = index
    elif item.value == "average":
        frame.topic = "average"
    else:
        frame.topic = str(item.value)
        frame.held = index
        frame.said.add("held")


_CAN_MEAN = frozenset(["mean", "happen", "hurt", "bite", "matter"])


def _serves(walk: Walk, index: int) -> bool:
    """ "Rare earths – essential for electronics, electric vehicles and missiles – rose": what goods serve."""
    for back in range(index - 1, max(-1, index - 14), -1):
        if walk.text(back) in {"for", "to", "in"} and walk.text(back - 1) in _SERVING:
            return True
        if walk.kind(back) not in {"word", "not"} and walk.text(back) != ",":
            return False
    return False


_SERVING = frozenset(
    ["essential", "crucial", "vital", "key", "critical", "indispensable", "needed", "important", "used"]
)
"""What goods are to those who need them."""
_BOUGHT = frozenset(["impv", "expv", "commodity", "mass"])
_SUM = 1e6
"""Money from here on is no price of a tonne: "the goods fetched $19.9 million"."""
_QUOTES = frozenset('"“”')


def on_mark(walk: Walk, index: int, item: Item) -> None:
    """A semicolon or dash starts the sentence anew."""
    frame = walk.frame
    if item.text == ",":
        smuggled = "illegal" in frame.near and walk.text(index + 1) in _INVOLVING
        needed = frame.near.get("need", index)
        grown = walk.kind(index + 1) == "pct" and not _AMOUNT.isdisjoint(walk.kinds[needed:index])
        frame.near = {"illegal": index} if smuggled else {"need": index} if grown else {}
        if walk.text(index + 1) in _GROUNDS and not _TRADED.isdisjoint(walk.kinds[index + 2 : index + 5]):
            frame.modal = False  # "it would check each box, after exports to the US reached 5 t"
        _resume(walk, index)
    if item.text == ":":
        frame.near = {}  # "what they need they import: 5 t"
    if item.text == ":" and _tells_trade(walk, index):
        frame.modal = False  # "it showed how far things can go: exports rose by 21%"
    if item.text == ":" and frame.topic in HOLD and frame.flow and _moves_goods(walk, index):
        frame.topic = "again"  # "the dearer ones are told in kilograms: 567 kg left the country"
    if item.text in {";", "—", "•"}:
        frame.modal = False
        frame.subject = None
        goods = frame.topic == "other" and (
            "pronoun" in (walk.kind(index + 1), walk.kind(index + 2))
            or _OF_TRADE.isdisjoint(walk.kinds[index + 1 :])
        )
        if frame.topic not in {"", "flow"} | HOLD and not goods:
            frame.topic = "again" if frame.flow else ""


_AMOUNT = frozenset(["mass", "money"])
"""What is needed, whose growth may stand behind a comma: "it used $5m worth, 10% more"."""
_GROUNDS = frozenset(["after", "as", "because"])
_TRADED = frozenset(["exp", "imp", "prod"])
_INVOLVING = frozenset(
    ["involving", "totalling", "totaling", "with", "worth", "up", "down", "against", "compared with", "from",
     "compared to", "after", "or"]
)  # fmt: skip
"""How the amount of what was smuggled is told behind a comma."""


def _moves_goods(walk: Walk, index: int) -> bool:
    """Whether an amount that was shipped is told from here on, and nothing else was before."""
    kinds = walk.kinds[index + 1 :]
    moved = "mass" in kinds and not {"expv", "impv", "leaves"}.isdisjoint(kinds)
    return moved and "not" not in kinds and AMOUNTS.isdisjoint(walk.kinds[:index])


def _tells_trade(walk: Walk, index: int) -> bool:
    """Whether the words behind tell that trade has moved: a noun of a flow with a verb of growth."""
    kinds, lows = walk.kinds[index + 1 :], walk.lows[index + 1 :]
    moves = (low for kind, low in zip(kinds, lows, strict=True) if kind in {"up", "down"})
    return not {"exp", "imp"}.isdisjoint(kinds) and not next(moves, "ing").endswith("ing")


def _resume(walk: Walk, index: int) -> None:
    """ "Japan, which took 5 t in 2010, got 2 t": a time told by the way ends with its clause."""
    frame = walk.frame
    if (
        frame.resumed is not None
        and frame.resumed != frame.period
        and walk.kind(index + 1) not in {"place", "pct"}
    ):
        frame.period, frame.anchor = frame.resumed, None
        frame.said.discard("period")
        frame.resumed = None


_OF_TRADE = frozenset(
    ["commodity", "exp", "imp", "expv", "impv", "take", "same", "mass", "money", "prod", "all"]
)
"""What a clause holds that may be of trade again after one of something else."""


def on_word(walk: Walk, index: int, item: Item) -> None:
    """ "While", "but": as a semicolon."""
    text = walk.lows[index]
    if text == "there":
        on_there(walk, index)
    elif text == "here":
        on_here(walk)
    elif crosses(walk, index):
        on_there(walk, index)
    elif text in {"metal", "element"}:
        on_goods(walk, index)
    elif text in RAW:
        on_raw(walk, index)
    elif text == "but" and walk.kind(index + 1) in {"expv", "impv", "prodv", "procv", "take", "up", "down"}:
        walk.frame.modal = False
        walk.frame.topic = (
            "again" if walk.frame.topic not in {"", "flow"} and walk.frame.flow else walk.frame.topic
        )
    elif text in {"while", "but", "whereas", "although", "though"}:
        on_mark(walk, index, Item("mark", 0, 0, ";"))
    elif (
        text == "and"
        and walk.text(index - 1) == ","
        and walk.kind(index + 1) not in {"mass", "pct", "money"}
        and walk.text(index + 1) != "to"
        and not _names_only(walk, index)
    ):
        walk.frame.modal = False


def _names_only(walk: Walk, index: int) -> bool:
    """ "A may dig 5 t, and B 4 t": whether just a company stands before the next amount, with no verb."""
    ahead = index + 1
    while walk.kind(ahead) == "org":
        ahead += 1
    return ahead > index + 1 and walk.kind(ahead) == "mass"


def on_several(walk: Walk, index: int, item: Item) -> None:
    """ "These three countries": several partners together."""
    if (
        walk.text(index + 1)
        in {"countries", "suppliers", "buyers", "destinations", "markets", "nations", "sources"}
        and walk.text(index - 1) != "only"
    ):
        walk.frame.joint = True


def on_org(walk: Walk, index: int, item: Item) -> None:
    """A company that gains or loses does so on an exchange."""
    ahead = index + 1
    while walk.text(ahead) in _OF_A_NAME or ahead in walk.asides() or _around_aside(walk, ahead):
        ahead += 1
    if walk.kind(ahead) in {"up", "down"}:
        walk.frame.topic = "stock"
    if item.value:
        on_firm(walk, index, str(item.value))


def _around_aside(walk: Walk, index: int) -> bool:
    """Whether a comma stands right before or behind a clause such as ", whose customers are few,"."""
    return walk.text(index) == "," and not walk.asides().isdisjoint({index - 1, index + 1})


_OF_A_NAME = frozenset(
    ["co", "co.", "corp", "corp.", "inc", "inc.", "ltd", "ltd.", ".", "group", "has", "have", "had", "works"]
)


def on_moves(walk: Walk, index: int, item: Item) -> None:
    """A verb of growth with no subject of its own goes on with the flow."""
    frame = walk.frame
    if not frame.topic and frame.flow and frame.commodity and walk.frame.subject is None:
        frame.topic = "again"
