"""Words that point back to what was told: pronouns, "here", "there", as they update the frame."""

from rarewatch.figures import parties
from rarewatch.figures.frames import TRADE, Frame, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import SITES, agents, owner_of
from rarewatch.model import WORLD, Flow


def on_pronoun(walk: Walk, index: int, item: Item) -> None:
    """ "It", "that", "they": the flow is spoken of again."""
    frame, text = walk.frame, walk.lows[index]
    if text == "its" and walk.kind(index + 1) == "share" and frame.flow in TRADE:
        _its_share(frame, walk.text(index + 1))
    if text in {"its", "their"} and walk.text(index + 1) in SITES and frame.subject is None:
        frame.subject = frame.talked or frame.mentioned  # "China. Its mines yielded 5 t"
    if walk.kind(index - 1) == "relies" and frame.talked:
        frame.say(exporter=frame.talked)
        frame.said.add("relies")
    if text == "which" and walk.text(index - 1) == "," and walk.kind(index - 2) == "place":
        frame.resumed = frame.period
    if text == "which" and walk.text(index - 1) == "," and walk.text(index - 2) in agents():
        frame.subject = (
            owner_of(walk, index - 2) or frame.subject
        )  # "to Chinese smelters, which imported 5 t"
    if text == "which" and frame.away and walk.kind(index - 2) == "place":
        frame.subject = str(walk.items[index - 2].value)
    if not frame.topic and frame.flow and index < 8 and text not in {"which", "its", "their"}:
        frame.topic = "again"


def _its_share(frame: Frame, noun: str) -> None:
    """ "Vietnam increased its share", "It cut its reliance": whose share or imports these are."""
    if noun in {"reliance", "dependence", "dependency"}:
        if frame.talked:
            frame.say(flow=Flow.IMPORT, importer=frame.talked)
        return
    spoken = (frame.subject, frame.talked, frame.mentioned)
    holder = next((code for code in spoken if code not in {None, frame.reporter, WORLD}), None)
    if holder:
        frame.meet(holder)


def on_here(walk: Walk) -> None:
    """ "China bought 5 t here": the other end of the trade is where the text was written."""
    frame = walk.frame
    if frame.here not in {None, frame.reporter} and frame.flow in TRADE and "flow" in frame.said:
        frame.meet(frame.here or WORLD)


OCEANS = frozenset(["pacific", "atlantic", "ocean"])
"""What lies between a seller and the territory told last."""


def crosses(walk: Walk, index: int) -> bool:
    """ "46 t made it across the Pacific": to the territory told last."""
    return (
        walk.lows[index] in OCEANS
        and walk.text(index - 1) == "the"
        and walk.text(index - 2).endswith("across")
    )


def on_there(walk: Walk, index: int) -> None:
    """ "From there", "sold there": the territory told last that is not the reporter."""
    frame = walk.frame
    if (
        frame.there is None
        or frame.flow not in TRADE
        or (
            walk.text(index + 1) in {"was", "were", "is", "are", "had", "has", "have"}
            and walk.text(index - 1) not in {"from", "to"}
        )
    ):
        return
    if walk.text(index - 1) == "from":
        parties.on_origin(walk, index, frame.there)
    elif index > 2:
        frame.meet(frame.there)
