"""A sentence with the frame at hand, and how to look around in it."""

from datetime import date

from rarewatch.figures.frames import Frame, Walk
from rarewatch.figures.mentions import Row
from rarewatch.figures.sentences import Sentence


class Sight:
    """One sentence that is being read."""

    def __init__(self, sentence: Sentence, row: Row, frame: Frame, published: date) -> None:
        self.sentence, self.row, self.frame, self.published = sentence, row, frame, published
        self.items = row.items
        self.walk = Walk(row, frame, published)
        self._kind, self._text = self.walk.kind, self.walk.text
        self.assumed: tuple[str, ...] = ()
        """Slots of the figure at hand that only a convention fills."""
