"""How a sentence starts: what it takes over of all that was told before it."""

import re

from rarewatch.figures.frames import GROUPS, TRADE, Frame
from rarewatch.figures.mentions import Row
from rarewatch.model import Flow


def begin(frame: Frame, row: Row, *, new_paragraph: bool) -> None:
    """A new sentence: what was said is now what is left unsaid."""
    frame.said = {"paragraph"} if new_paragraph else set()
    frame.near = {}
    frame.whence = None
    frame.modal = frame.joint = False
    frame.base = frame.resumed = None
    frame.measure = "quantity"
    frame.held = 0
    if frame.period != frame.anchor:
        frame.anchor = None
    frame.leaning = frame.leaning and not new_paragraph and _of_share(row)
    goes_on = _goes_on(row)
    _begin_topic(frame, row, goes_on=goes_on, new_paragraph=new_paragraph)
    _back_to_whole(frame, row)
    if frame.ends > 1 and frame.flow in TRADE:
        frame.reset_partner()
    frame.ends = 0
    if new_paragraph:
        _begin_paragraph(frame, row, goes_on=goes_on)
        if frame.headed:
            frame.maker = frame.headed[0]
    elif row.lows[0] == "here" and frame.spoken:
        frame.commodity = frame.spoken  # "The swing was greatest in cerium. Here China's share rose"
    _meet_spoken_of(frame, row)
    frame.acted = frame.opening
    frame.named_before = None if new_paragraph else frame.opening or frame.mentioned
    frame.talked, frame.opening = frame.opening or frame.mentioned or frame.talked, None
    frame.subject = frame.acting = None
    if frame.shared and frame.part and _of_share(row):
        _go_on_with_share(frame, frame.part, row)


def _go_on_with_share(frame: Frame, part: tuple[Flow, str, str], row: Row) -> None:
    """The flow and the partner of the share told before."""
    frame.flow, reporter, partner = part
    frame.own(reporter)
    frame.meet(partner)
    if row.lows[0] != "for":  # "For germanium it was 49%": other goods, the same partner
        frame.said -= {"exporter", "importer"}


def _meet_spoken_of(frame: Frame, row: Row) -> None:
    """ "The sharpest swing was in the flow to India. At 418 tons it was …": a sentence without a figure that
    names one other territory tells of whom the next one is, where that names none itself."""
    home = frame.home[1] if frame.home else None
    spoken_on = "paragraph" not in frame.said and frame.flow in TRADE and frame.reporter == home
    spoken_on = spoken_on and not (frame.told_last or frame.turned)
    if frame.before is None or not spoken_on or not _OWN_TOPIC.isdisjoint(row.kinds):
        return
    before = frame.before
    named = {
        str(item.value)
        for n, item in enumerate(before.items)
        if item.kind in {"place", "adjective"} and before.lows_around[n - 1] not in {"in", "at"}
    }
    named.discard(str(home))
    if len(named) == 1:
        said = set(frame.said)
        frame.meet(named.pop())
        frame.said = said


_OWN_TOPIC = frozenset(["place", "adjective", "country", "bloc", "all", "world", "exp", "imp", "same"])
"""What a sentence names whose trade it tells by, or the whole of it."""


def _back_to_whole(frame: Frame, row: Row) -> None:
    """The ends of the trade as they were before a share of it was told, if that is spoken of still."""
    if frame.whole is not None and not _of_share(row) and frame.whole_flow is frame.flow:
        frame.exporter, frame.importer = frame.whole
    frame.whole = None


def _of_share(row: Row) -> bool:
    """Whether a sentence tells on of the share told before: "In 2010, it had been 65%"."""
    if "share" in row.kinds[:3] or (row.lows[:1] == ["the"] and row.lows[1:2] in _PARTS):
        return True
    if "share" in row.kinds[:7] and set(row.kinds[: row.kinds.index("share")]) <= _BEFORE_SHARE:
        return True  # "In 2023 the Chinese share had been two-thirds"
    first = row.kinds.index("pct") if "pct" in row.kinds else 0
    if row.kinds_around[first + 1] in {"more", "less", "up", "down"}:
        return False
    bare = _OF_ELSE.isdisjoint(row.kinds[:first])
    return bare and not {"share", "pronoun"}.isdisjoint(row.kinds[:first])


_PARTS = (["volume"], ["amount"], ["quantity"])
"""Nouns of what a share came to: "Chile supplied 75% of it. The volume, 31,000 t, was smaller"."""
_BEFORE_SHARE = frozenset(["word", "period", "rel", "adjective", "mark"])
_OF_ELSE = frozenset(
    ["mass", "money", "place", "adjective", "exp", "imp", "up", "down", "take", "expv", "impv"]
)


def _begin_topic(frame: Frame, row: Row, *, goes_on: bool, new_paragraph: bool) -> None:
    """Whether numbers may be figures before any word of this sentence says so."""
    unlawful, frame.unlawful = frame.unlawful, False
    frame.illicit = not new_paragraph and unlawful and not frame.told_last
    frame.turned = not new_paragraph and (unlawful or frame.topic not in {"", "flow", "again"})
    frame.strayed = not new_paragraph and frame.topic == "other"
    counted = "same" in row.kinds[:6] and "period" in row.kinds[:8] and frame.flow in TRADE
    allots = frame.topic == "quota" and row.lows[0] in {"with", "at"} and row.kinds_around[1] == "mass"
    if allots and not new_paragraph:
        return  # "A second batch was issued. With 5 t of mining, it takes the total to 9 t"
    if counted and goes_on:
        frame.topic = "again"  # "For January-May the total stands at 5 t", whatever was told last
    elif frame.told_last and (goes_on or _ranks_on(row)):
        frame.topic = "again"
    elif frame.topic in {"flow", "again"}:
        frame.topic = "again" if goes_on or not new_paragraph else ""
    elif not goes_on:
        frame.topic = ""


def _begin_paragraph(frame: Frame, row: Row, *, goes_on: bool) -> None:
    """A new paragraph goes back to the article's period, partner and view, unless it speaks on."""
    _forget(frame)
    if row.lows[0] not in {"that", "this", "these", "those"}:
        frame.period, frame.anchor = frame.main, None
    if frame.passing and frame.commodity not in frame.goods:
        frame.commodity = frame.theme  # "Makers of magnets were busy", of which no figure was told
    if frame.section:
        frame.topic = frame.section
    if goes_on and "pronoun" not in row.kinds[:8]:
        _back_to_theme(frame)
    if frame.before and frame.before.text.endswith("?") and "prodv" in frame.before.kinds:
        frame.topic = "again"  # "What does China itself produce?"
        return
    if goes_on:
        counted = "same" in row.kinds[:6] and "period" in row.kinds[:6]
        if counted and frame.flow in TRADE and frame.partner != frame.scope:
            frame.reset_partner()  # "The January-May tally stood at 5 t"
        return
    frame.period, frame.anchor = frame.main, None
    _back_to_theme(frame)
    if frame.flow in TRADE and frame.partner != frame.scope:
        frame.reset_partner()
    home = frame.home[0] if frame.home else frame.flow
    traded = home not in TRADE and frame.flow in TRADE and "ranked" in row.kinds  # customers are of trade
    strayed = home is frame.flow and frame.home is not None and frame.reporter != frame.home[1]
    if frame.home and (home is not frame.flow or strayed) and not traded:
        frame.flow = frame.home[0]
        frame.own(frame.home[1])
        frame.reset_partner()
        frame.said = {"paragraph"}


def _forget(frame: Frame) -> None:
    """What no new paragraph speaks of."""
    frame.told = "quantity"
    if frame.before is None or not frame.before.text.endswith("?"):
        frame.spoken = None  # "Does that cover magnets? No. In May, 5 t of them left the country"
    frame.placed = 0
    frame.since = frame.versus = None
    frame.site = frame.book = None
    frame.going = frame.regional = False


def _back_to_theme(frame: Frame) -> None:
    """From an element told by the way to the rare earths that the article is of."""
    if frame.theme in GROUPS and frame.commodity and frame.commodity not in GROUPS | frame.goods:
        frame.commodity = frame.theme


def _goes_on(row: Row) -> bool:
    """Whether a sentence speaks on of what was told: its first telling words are a pronoun or "the total"."""
    for kind, low in zip(row.kinds[:8], row.lows[:8], strict=True):
        if low in {"the bill", "bill"}:
            return False  # "At £38m the bill was four times that of 2023": for all of it
        if kind in _ANAPHORA:
            return low not in {"which", "such"}
        if kind in _FRESH:
            return False
    return False


def _ranks_on(row: Row) -> bool:
    """Whether a sentence goes on with a list of partners: "Japan came next", "Followed by Korea"."""
    opens = not _NEXT_KINDS.isdisjoint(row.kinds[:2]) or row.lows[0] in {"next", "then", "followed"}
    return opens and _NEXT_ONE.match(row.skeleton) is not None


_NEXT_KINDS = frozenset(["place", "pct"])
_NEXT_ONE = re.compile(
    r"(?:the )?<place> (?:(?:was|is|came|comes|ranked|took) )?(?:in |the )?(?:next|<ordinal>|followed) "
    r"|(?:the )?<place> (?:now |again )?(?:leads|led|follows|tops) "
    r"|(?:next|then|followed) |<pct> (?:was|were|is|are|came|arrived|went) "
)

_ANAPHORA = frozenset(["pronoun", "same", "share", "ordinal"])
_FRESH = frozenset(["exp", "imp", "prod", "proc", "place", "adjective", "commodity", "org"])
