"""What the press said, held against official figures: how far off it was, and how much earlier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rarewatch.facts.derived import Derived
from rarewatch.facts.deriving import derived
from rarewatch.facts.references import Reference
from rarewatch.facts.series import Point, Series
from rarewatch.facts.statements import Statement
from rarewatch.model import Kind, Period

COMPARED_KEYS = (
    *("commodity", "flow", "reporter", "partner", "period", "measure", "unit", "official", "press"),
    *("difference", "percent", "state", "origins", "others"),
    *("first_published", "released", "days_earlier", "url", "site", "sentence", "proof", "row"),
)
"""The keys of an official figure beside what the press said, in their order."""


class Agreement(StrEnum):
    """How an official figure and the press go together."""

    AGREES = "agrees"
    """The press may mean it, by the digits it printed."""
    DIFFERS = "differs"
    UNREPORTED = "not reported"


@dataclass(frozen=True)
class Compared:
    """An official amount, and the best supported one of the press."""

    reference: Reference
    told: Statement | None = None
    others: tuple[Statement, ...] = ()
    """Other numbers that the press gave for it."""
    follows: Derived | None = None
    """What follows from other figures, where the press did not give it."""

    @property
    def press(self) -> float | None:
        """The press's number; None where it gave none and none follows."""
        if self.told:
            return float(self.told.row["value"])
        return self.follows.value if self.follows else None

    @property
    def difference(self) -> float | None:
        """The press's number less the official one, in the unit."""
        return None if self.press is None else self.press - self.reference.value

    @property
    def percent(self) -> float | None:
        """The difference in per cent of the official number; None of nothing."""
        known = self.difference is not None and self.reference.value
        return 100 * (self.difference or 0.0) / self.reference.value if known else None

    @property
    def state(self) -> Agreement:
        """Whether the press may mean the official number."""
        one = self.told.meant if self.told else self.follows.interval if self.follows else None
        if one is None:
            return Agreement.UNREPORTED
        inside = one.low - _SLACK * abs(one.low) <= self.reference.value <= one.high + _SLACK * abs(one.high)
        return Agreement.AGREES if inside else Agreement.DIFFERS

    @property
    def first(self) -> dict[str, Any] | None:
        """The first published report of the press's number."""
        dated = [row for row in self.told.mentions if row["published"]] if self.told else []
        return min(dated, key=lambda row: str(row["published"]), default=None)

    @property
    def days_earlier(self) -> int | None:
        """How many days before its release the press had it; below zero where it came later."""
        if self.first is None or self.reference.released is None:
            return None
        return (self.reference.released - date.fromisoformat(self.first["published"])).days

    def as_dict(self) -> dict[str, Any]:
        """Plain values under COMPARED_KEYS."""
        series, first = self.reference.series, self.first or (self.told.row if self.told else {})
        released = self.reference.released
        return {
            "commodity": series.commodity,
            "flow": str(series.flow),
            "reporter": series.reporter,
            "partner": series.partner,
            "period": str(self.reference.period),
            "measure": str(series.measure),
            "unit": self.reference.unit,
            "official": _rounded(self.reference.value),
            "press": _rounded(self.press),
            "difference": _rounded(self.difference),
            "percent": _rounded(self.percent, 2),
            "state": str(self.state),
            "origins": self.told.origins if self.told else 0,
            "others": [_rounded(one.row["value"]) for one in self.others],
            "first_published": first.get("published"),
            "released": str(released) if released else None,
            "days_earlier": self.days_earlier,
            "url": first.get("url"),
            "site": first.get("site"),
            "sentence": first.get("sentence"),
            "proof": self.follows.sentence if self.follows and not self.told else None,
            "row": self.reference.row,
        }


_SLACK = 1e-9
"""What reckoning with fractions may be off."""


def compared(references: Iterable[Reference], points: Iterable[Point]) -> list[Compared]:
    """Each official figure beside what the press said of it, in the order of the file.

    `points` hold the whole trades that the figures are of.
    """
    told = list(points)
    levels = {
        (point.series, point.period, point.level.row["unit"]): point
        for point in told
        if point.period and point.level
    }
    follows: dict[tuple[Series, Period, str], Derived] = {
        (one.series, one.period, one.unit): one for one in derived(told) if one.kind is Kind.LEVEL
    }
    found = []
    for one in references:
        key = one.series, one.period, one.unit
        point = levels.get(key)
        others = tuple(rival for rival in point.dissent if rival.row["kind"] == Kind.LEVEL) if point else ()
        found.append(Compared(one, point.level if point else None, others, follows.get(key)))
    return found


def _rounded(value: float | None, digits: int = 6) -> float | None:
    return None if value is None else round(value, digits)
