"""The baseline of each growth rate: the time that it is compared with."""

from collections.abc import Iterator

from rarewatch.figures.comparisons import compared
from rarewatch.figures.frames import Frame
from rarewatch.figures.mentions import Item
from rarewatch.figures.roles import OWNING
from rarewatch.figures.rules import OUTDONE, Reading
from rarewatch.figures.sight import Sight
from rarewatch.figures.timeline import compared_with
from rarewatch.model import Period

YEAR = 12
_WHOLLY = ("whole of ", "all of ", "entire ")
"""What stands before a year of which every month is meant."""


class Baselines(Sight):
    """Finds the times that growth is compared with."""

    def _baseline(self, reading: Reading, frame: Frame, main: Period | None) -> Period | None:
        if main is None:
            return None
        if reading.rule == OUTDONE:
            times = [item for item in self.items[: reading.item] if item.kind in {"period", "rel"}]
            period = self.walk.settle(times[-1].value, main, main)
            if period and period != main:
                return period
        over = self._moved_over(reading.item)
        first = reading.item + 2 * (reading.rule == "N% and N% more")
        for item in [over] if over else self._behind(first):
            if item.kind == "rate":
                self.frame.rate = max(item.value.shift, 0)
                return compared_with(main, item.value.shift)
            period = self.walk.settle(
                item.value,
                main,
                frame.anchor if item.kind == "rel" else main,
            )
            if period and period.whole_months == YEAR > main.whole_months and self._alike(item, main):
                period = main.shifted(YEAR * (period.end.year - main.end.year))  # over the same months
            if period and period != main and not period.contains(main):
                self._keep_rate(main, period)
                return period
        before = self._said_before(reading.item, main, frame)
        if before:
            return before
        self.assumed = ("baseline",)
        return self._compared_period(frame, main)

    def _moved_over(self, index: int) -> Item | None:
        """ "The increase over July was 10%, and that over August 15%": the time between growth and number."""
        for back in range(index - 1, max(0, index - 6), -1):
            kind = self._kind(back)
            if kind == "period" and self._kind(back - 1) == "compare":
                moved = self._kind(back - 2) in {"up", "down"} or self._text(back - 2) == "that"
                return self.items[back] if moved else None
            if kind != "word":
                return None
        return None

    def _alike(self, item: Item, main: Period) -> bool:
        """Whether a year that several months are held against means the same months of it: "last year's",
        "that of 2024", "45% fewer than last year"."""
        before = self.row.text[: item.start].lower()
        if main.whole_months > 1 and item.value.kind == "ago" and not before.endswith(_WHOLLY):
            return True
        owns = self.row.text[item.end : item.end + 2] in OWNING
        return owns or before.endswith((" that of ", " those of "))

    def _keep_rate(self, main: Period, baseline: Period) -> None:
        """What growth was compared with here is the convention for the next rate that names no baseline."""
        for months in (1, 3, 12):
            if main.shifted(-months) == baseline and (months != 3 or main.whole_months == 3):
                if months < 12 or main.whole_months == 1:
                    self.frame.rate = months
                elif self.frame.rate == 3:
                    self.frame.rate = 0  # a half year is held against no other, which tells nothing of months
                return

    def _compared_period(self, frame: Frame, main: Period) -> Period:
        """The baseline by the convention last told: "on the month" says nothing of half years."""
        shorter = 0 < frame.rate < main.whole_months and frame.rate < 12
        return compared_with(main, frame.rate) if frame.rate and not shorter else self._convention(main)

    def _convention(self, main: Period) -> Period:
        return main.shifted(-1) if main.whole_months == 1 else main.shifted(-12)

    def _behind(self, index: int) -> Iterator[Item]:
        """Times of comparison behind a growth rate, up to the next growth rate or the clause's end."""
        seen = 0
        kinds, lows = self.row.kinds, self.row.lows
        for ahead in range(index + 1, len(kinds)):
            kind = kinds[ahead]
            if kind in {"pct", "fold", "multiplied"} or lows[ahead] in {";", "while", "but", "yet", "—"}:
                return
            if kind in {"mass", "money"}:
                seen += 1
                if seen > 1:
                    return
            halved = lows[ahead - 1] == "of" and kinds[ahead - 2] == "mass" and lows[ahead - 3] == "the"
            near = kinds[ahead - 2] in {"pct", "same"} and ahead <= index + 4  # "half the volume of June"
            halved = halved or (lows[ahead - 1] == "of" and near)
            halved = halved or (kinds[ahead - 2] == "pronoun" and ahead == index + 4)  # "half of that of May"
            if kind in {"rate", "rel"} or (kind == "period" and (halved or compared(self.walk, ahead))):
                yield self.items[ahead]

    def _said_before(self, index: int, main: Period, frame: Frame) -> Period | None:
        """A comparison that stands before the growth rate in its clause."""
        for back in range(index - 1, -1, -1):
            if self.row.kinds[back] == "rate":
                return compared_with(main, self.items[back].value.shift)
            if self.row.lows[back] in {";", "—"}:
                break
        base = frame.base
        if base is None or base == main or base.start >= main.end:  # "after plunging by 97% in October"
            return None
        if base.whole_months == YEAR > main.whole_months and base.end < main.start:
            return main.shifted(YEAR * (base.end.year - main.end.year))  # "the tally trails that of 2024"
        return base
