"""Words that tell whether numbers are of money or of weight, as they update the frame."""

from rarewatch.figures.ends import back_home
from rarewatch.figures.frames import HOLD, TRADE, Frame, Walk
from rarewatch.figures.mentions import Item
from rarewatch.model import WORLD, Flow


def on_measure(walk: Walk, index: int, item: Item) -> None:
    """ "In value terms", "by weight": what growth is of."""
    frame = walk.frame
    if walk.lows[index] == "at a cost of" and _GOODS.isdisjoint(walk.kinds[:index]):
        frame.topic = "money"  # "a shaft is being sunk at a cost of $5 million"
        return
    frame.say(measure="value" if item.kind == "invalue" else "quantity")
    dug = walk.lows[index] == "worth" and "made" in frame.said and "mass" in walk.kinds[:index]
    if item.kind == "invalue" and frame.flow not in TRADE and not dug:  # "mines dug 5 t, worth $2m"
        back_home(frame)
    if walk.lows[index] in _BILLS and frame.flow not in TRADE and frame.importer not in {None, WORLD}:
        frame.say(flow=Flow.IMPORT)  # "at £38m the bill was four times that of 2023"
        frame.reset_partner()
    elif walk.lows[index] == "the bill" and frame.flow not in TRADE:
        _of_bill(frame)
    reopens = frame.topic in HOLD and "," in walk.lows[frame.held : index]
    if item.kind == "invalue" and (not frame.topic or reopens) and frame.flow:
        frame.topic = "flow"


def _of_bill(frame: Frame) -> None:
    """ "In value terms, the bill is modest", where the text is of a maker that imports, too."""
    if frame.maker not in {None, WORLD}:
        frame.say(flow=Flow.IMPORT, importer=frame.maker)
        frame.reset_partner()


_BILLS = frozenset(["bill", "the bill"])
_GOODS = frozenset(["mass", "commodity", "imp", "exp", "impv", "expv", "take"])
"""What a clause holds before a cost that is paid for what is traded."""
