"""Words for a territory told before: "the country", "the bloc", "its neighbour", "the latter"."""

from itertools import pairwise

from rarewatch.figures.frames import FLOW_KINDS, TRADE, Frame, Walk
from rarewatch.figures.mentions import Item, Row
from rarewatch.figures.parties import PARTS
from rarewatch.figures.roles import OWNING, role_of, verb_after
from rarewatch.figures.seats import leaned_on
from rarewatch.model import WORLD, Flow


def _on_two(walk: Walk, index: int, text: str) -> None:
    """ "The former", "the latter": of two territories or goods that the sentence before named."""
    frame = walk.frame
    pair = _pair(frame.before) if frame.before else None
    last = _last_goods(frame.before) if frame.before and text == "the latter" else None
    if last and (pair is None or pair[1][:1].islower()):
        frame.say(commodity=last)
    elif pair:
        _of_two(walk, index, pair[_OF_TWO.index(text)])


def on_country(walk: Walk, index: int, item: Item) -> None:
    """ "The country", "the bloc", "its neighbour", "there": a territory spoken of before."""
    frame = walk.frame
    text = item.text.lower()
    if text in _OF_TWO:
        _on_two(walk, index, text)
        return
    code = "EU" if item.kind == "bloc" else _meant(walk, index, _spoken_of(walk, index, text))
    if walk.kind(index - 1) == "leaves" and frame.home and frame.home[0] is Flow.EXPORT:
        code = frame.home[1]  # "Russia took most of it. Of gallium 5 t left the country"
    if code is None:
        return
    if leaned_on(walk, index):
        frame.say(exporter=code)
        frame.said.add("relies")
        return
    role = role_of(walk, index)
    if role == "from":
        code = _whence(frame, code)
    if role in {"to", "from", "by"}:
        PARTS[role](walk, index, code)
    elif role == "in" and frame.flow not in TRADE and frame.flow is not None:
        frame.say(maker=code)
    else:
        frame.subject = code
        frame.opening = frame.opening or code


def _whence(frame: Frame, code: str) -> str:
    """Who sends what comes "from the country": never who imports it."""
    if frame.flow is Flow.IMPORT and code == frame.importer:
        others = [item.value for item in frame.before.items if item.kind == "place"] if frame.before else []
        other = next((str(value) for value in others if value != code), None)
        code = frame.partner if frame.partner not in {None, WORLD} else other or frame.there or code
    if frame.flow is Flow.EXPORT and code != frame.acted:
        code = frame.exporter or code  # "shipments from the republic"
    return code


def _meant(walk: Walk, index: int, code: str | None) -> str | None:
    """The other end of the trade, where "the country" can hardly be the one spoken of."""
    frame = walk.frame
    if code is None:
        return None
    if code == frame.reporter and frame.flow is not Flow.IMPORT and role_of(walk, index) == "to":
        code = frame.acted if frame.acted not in {None, code} else frame.there
    later = {walk.items[n].value for n in range(index + 1, walk.last + 1) if walk.kinds[n] == "place"}
    if code in later:
        code = frame.away or code
    if frame.flow is Flow.IMPORT and code == frame.exporter and walk.kind(index + 1) == "impv":
        return frame.importer  # "China provided 59% of the metal that the country imported"
    return code


_OF_TWO = ("the former", "the latter")


def _pair(row: Row) -> tuple[str, str] | None:
    """The two territories, or goods, that a sentence names side by side, or by themselves."""
    for kind in ("place", "commodity"):
        told = [index for index, other in enumerate(row.kinds) if other == kind]
        beside = [pair for pair in pairwise(told) if "and" in row.lows[pair[0] + 1 : pair[1]][:1]]
        if beside or len(told) == 2:
            one, other = beside[0] if beside else told
            return str(row.items[one].value), str(row.items[other].value)
    return None


def _last_goods(row: Row) -> str | None:
    """The goods that a sentence names last: "Gallium falls under it, as do magnets with some rare earths"."""
    told = [n for n, kind in enumerate(row.kinds) if kind == "commodity"]
    own = [n for n in told if {"with", "containing", "in"}.isdisjoint(row.lows[max(0, n - 2) : n])]
    return str(row.items[own[-1]].value) if own else None


def _of_two(walk: Walk, index: int, named: str) -> None:
    """ "The former", "the latter": one of two territories, or of two commodities, told before."""
    if named[:1].islower():
        walk.frame.say(commodity=named)
        return
    role = role_of(walk, index)
    PARTS[role if role in PARTS else "bare"](walk, index, named)


def _spoken_of(walk: Walk, index: int, text: str) -> str | None:
    """The territory that "the country" or "its neighbour" stands for."""
    frame = walk.frame
    if text.startswith("that "):
        return frame.there or frame.mentioned
    if "neighb" in text or "there" in text:
        acting = {frame.subject, frame.opening} if "neighb" in text else set()
        ends = (frame.there, frame.reporter, frame.home[1] if frame.home else None)
        return next((code for code in ends if code not in acting), None)
    if _of_maker(walk, index):
        return frame.talked  # "Myanmar was the origin of 75%. The country's output reached 38,000 tons"
    verb = FLOW_KINDS.get(verb_after(walk, index))
    own = frame.home[1] if frame.home and frame.home[0] is verb else None
    spoken = frame.named_before if text in _SPECIAL else None
    before = spoken or own or frame.named_before
    return frame.subject or _place_before(walk, index) or before or _at_home(frame)


def _of_maker(walk: Walk, index: int) -> bool:
    """Whether a new paragraph is of the output of another territory than that whose trade is told of."""
    frame = walk.frame
    owns = walk.text(index + 1) in OWNING and walk.kind(index + 2) in {"prod", "proc"}
    abroad = frame.home is not None and frame.home[0] in TRADE and frame.talked not in {None, frame.home[1]}
    return owns and abroad and "paragraph" in frame.said and index < 3


_SPECIAL = frozenset(["their country", "the island", "the kingdom", "the continent", "the peninsula"])
"""What few territories are: rather the one just told of than the article's own."""


def _place_before(walk: Walk, index: int) -> str | None:
    """The territory named last before, in this sentence."""
    for back in range(index - 1, -1, -1):
        if walk.kinds[back] == "place":
            return str(walk.items[back].value)
    return None


def _at_home(frame: Frame) -> str | None:
    here = frame.here if frame.at_home else None  # "a trader in London says": of a country far away
    return here or (frame.home[1] if frame.home else None) or frame.talked or frame.reporter
