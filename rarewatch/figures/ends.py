"""The two ends of a trade in the frame: who sells, who buys, and which of them the numbers are told of."""

from functools import cache

from rarewatch.figures.frames import TRADE, Frame, Walk
from rarewatch.model import WORLD, Flow
from rarewatch.vocabulary import table

ARRIVING = frozenset(
    ["shipments", "shipment", "deliveries", "delivery", "consignments", "cargoes", "supplies", "sales"]
)
"""Nouns of a flow that may come as well as go: "deliveries from Australia" are imports."""


BUYING = frozenset(["purchases", "intake"])
"""Nouns of what a territory buys, in whosever data."""


def met(frame: Frame, end: str, code: str) -> None:
    """Name one end, counting those that the sentence has told apart."""
    if getattr(frame, end) != code:
        frame.ends += 1
    frame.say(**{end: code})


@cache
def members() -> frozenset[str]:
    """The member states of the Union: no partners of its trade with others."""
    return frozenset(table("passing")["union"])


def label(frame: Frame, code: str) -> None:
    """A territory that a number is told of: the other end of the trade, the maker, or a member of the Union
    whose trade is told."""
    union = frame.home is not None and frame.home[1] == "EU" and frame.home[0] is frame.flow
    if union and frame.flow in TRADE and code in members():
        frame.own(code)
    elif frame.flow in TRADE:
        if code != frame.reporter:
            if code != frame.partner:
                frame.ends += 1
            frame.meet(code)
        elif not frame.partner_said():
            frame.reset_partner()
    elif frame.flow is not None:
        frame.say(maker=code)


def own_or_label(frame: Frame, code: str) -> None:
    """A territory that a share belongs to: "Japan's 31%". Where a need of one source is told, its need."""
    if frame.leaning and frame.flow is Flow.IMPORT and frame.partner_said() and code != frame.partner:
        frame.own(code)  # "Korea's dependence on China is 88%, Japan's 31%"
    else:
        label(frame, code)


def from_abroad(frame: Frame, code: str) -> None:
    """Where imports are told, what is of another territory comes from there."""
    if frame.flow is Flow.IMPORT and code != frame.importer:
        frame.meet(code)


def home_of(frame: Frame) -> str | None:
    """Whose trade the article's data are of."""
    return frame.home[1] if frame.home else None


def sends_home(frame: Frame, subject: str | None) -> bool:
    """Whether one more territory sends its goods to where the article's numbers are from: "Malaysia's exports
    to China fell …; Vietnam sent 5 t", by Chinese customs."""
    home = frame.home
    imports = home is not None and home[0] is Flow.IMPORT and frame.importer == home[1] != subject
    return imports and frame.flow is Flow.EXPORT and frame.exporter != subject


def set_exporter(frame: Frame, subject: str | None) -> None:
    """The exporter of a flow; where imports are told, a foreign seller is the partner."""
    home = frame.home
    if home and home[0] is Flow.IMPORT and subject and subject != home[1] and frame.flow is not Flow.EXPORT:
        frame.say(flow=Flow.IMPORT, importer=home[1])
        frame.meet(subject)
        return
    changed = frame.flow is not Flow.EXPORT or (subject and subject != frame.exporter)
    told = "importer" in frame.said or sends_home(frame, subject)
    kept = frame.importer if told and frame.importer != subject else None
    frame.say(flow=Flow.EXPORT)
    if subject:
        frame.say(exporter=subject)
    if changed or frame.importer == subject:
        frame.importer = kept or WORLD


def back_home(frame: Frame) -> None:
    """The trade that the article's data are of, with all partners."""
    if frame.home and frame.home[0] in TRADE:
        frame.flow = frame.home[0]
        frame.own(frame.home[1])
        frame.said -= {"exporter", "importer"}
        frame.reset_partner()


def turned_to(walk: Walk, index: int, frame: Frame) -> None:
    """The partner of "turned to Vietnam for a third of its imports", "with Vietnam, at 32%, second"."""
    back = index - 1
    while walk.text(back) in {"for", "a", "an", "the", "at", ","}:
        back -= 1
    code = str(walk.items[back].value) if back >= 1 and walk.kind(back) == "place" else None
    if code is None or code == frame.reporter or frame.flow is not Flow.IMPORT:
        return
    before = back - 1 - (walk.text(back - 1) == "the")
    turned = walk.text(back + 1) == "for" and walk.text(before - 1) in _TURNING
    if (turned and walk.text(before) == "to") or (walk.text(before) == "with" and walk.text(back + 1) == ","):
        frame.meet(code)


_TURNING = frozenset(["turned", "turns", "turn", "looked", "looks", "look", "turning", "looking"])
"""Verbs of whom goods are had from, as in "turned to Vietnam for a third of its imports"."""
