"""A figure that follows from what was said and was not said itself, with its proof.

What follows is kept apart from what was reported: it is an interval with its sources, never a row. How such
figures are found is in `facts.deriving`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from rarewatch.facts.intervals import Interval
from rarewatch.facts.series import Series
from rarewatch.facts.statements import Statement
from rarewatch.facts.wording import amount_words, period_words, span_words
from rarewatch.model import Bound, Flow, Kind, Period
from rarewatch.vocabulary import place_name


class Way(StrEnum):
    """How one figure follows from others."""

    BASE = "before a change"
    GROWN = "after a change"
    PART = "share of a total"
    WHOLE = "total of a share"
    REST = "rest of a span"
    CHANGE = "change between two"


@dataclass(frozen=True)
class Derived:
    """A figure that follows from others: an amount (`Kind.LEVEL`) or a growth rate (`Kind.CHANGE`, in %).

    `value` is what the numbers as printed come to; the truth lies in `interval` if they are right.
    """

    series: Series
    period: Period
    kind: Kind
    unit: str
    interval: Interval
    value: float
    way: Way
    sources: "tuple[Statement | Derived, ...]"
    """What it came from, in the order in which the sentence names them: its proof, as a tree."""
    baseline: Period | None = None

    @cached_property
    def depth(self) -> int:
        """Steps from what was reported: 1 where it came from statements alone."""
        return 1 + max((source.depth for source in self.sources if isinstance(source, Derived)), default=0)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that was reported and that it rests on, each once."""
        found: dict[int, Statement] = {}
        for source in self.sources:
            for one in source.statements if isinstance(source, Derived) else (source,):
                found[id(one)] = one
        return tuple(found.values())

    @property
    def amount(self) -> str:
        """Its interval in words, such as "5,142 to 5,159 t"."""
        return span_words(self.interval, self.unit, signed=self.kind is Kind.CHANGE)

    @property
    def sentence(self) -> str:
        """The last step in words: "5,142 to 5,159 t in June 2024: 3,188 t in June 2025 after -38.1 %"."""
        against = f" against {period_words(self.baseline)}" if self.baseline else ""
        return f"{self.amount} in {period_words(self.period)}{against}: {_reason(self)}"

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the keys of trade statistics; a reported source is the row of its statement."""
        return {
            "commodity": self.series.commodity,
            "flow": str(self.series.flow),
            "reporter": self.series.reporter,
            "partner": self.series.partner,
            "period": str(self.period),
            "kind": str(self.kind),
            "measure": str(self.series.measure),
            "value": round(self.value, 6),
            "low": round(self.interval.low, 6),
            "high": round(self.interval.high, 6),
            "unit": self.unit,
            "baseline": str(self.baseline) if self.baseline else None,
            "way": str(self.way),
            "proof": self.sentence,
            "sources": [
                source.as_dict() if isinstance(source, Derived) else source.as_row()
                for source in self.sources
            ],
        }


def _reason(found: Derived) -> str:
    first, second, *_ = found.sources
    match found.way:
        case Way.BASE:
            return f"{_dated(first)} after {_stated(second)}"
        case Way.GROWN:
            return f"{_dated(first)}, then {_stated(second)}"
        case Way.PART:
            return f"{_stated(second)} of {_stated(first)} in all"
        case Way.WHOLE:
            return f"{_stated(first)} {_end(second)} is {_stated(second)} of it"
        case Way.REST:
            return f"{_dated(first)} less {_listed([*map(_dated, found.sources[1:])])}"
        case Way.CHANGE:
            return f"{_dated(first)} after {_dated(second)}"


def _stated(source: Statement | Derived) -> str:
    """A source as it was printed; a derived one by its interval."""
    if isinstance(source, Derived):
        return source.amount
    row = source.row
    return amount_words(row["value"], row["unit"], Bound(row["bound"]), signed=row["kind"] == Kind.CHANGE)


def _dated(source: Statement | Derived) -> str:
    period = source.period if isinstance(source, Derived) else Period.parse(source.row["period"])
    return f"{_stated(source)} in {period_words(period)}"


def _listed(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _end(source: Statement | Derived) -> str:
    """Where the partner's amount goes, or whence it comes."""
    series = source.series if isinstance(source, Derived) else Series.of(source.row)
    name = place_name(series.partner or "")
    return f"{'from' if series.flow is Flow.IMPORT else 'to'} {name}"
