"""What leaves a territory and what it provides: further verbs of sellers, as they update the frame."""

from rarewatch.figures.flows import goes_on
from rarewatch.figures.frames import HOLD, Walk
from rarewatch.figures.mentions import Item
from rarewatch.figures.verbs import exports
from rarewatch.model import WORLD, Flow

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
        exports(walk, index, walk.frame.subject)
