"""What reports need of the facts: the shapes of `facts.Statement`, `facts.Point` and of a check between them.

The rooms stand beside each other, so a report names what it asks of its input, not who makes it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from rarewatch.model import Flow, Measure, Period, Verdict

Row = dict[str, Any]


class Told(Protocol):
    """One fact, with every row that states it, the most exact first."""

    @property
    def mentions(self) -> tuple[Row, ...]:
        """The rows, with the keys of `model.ROW_KEYS`."""

    @property
    def row(self) -> Row:
        """The most exact of them."""

    @property
    def origins(self) -> int:
        """How many sites say so on their own."""

    @property
    def verdict(self) -> Verdict | None:
        """What checking it came to."""


class Trade(Protocol):
    """What is measured, apart from when."""

    @property
    def commodity(self) -> str:
        """Its key."""

    @property
    def flow(self) -> Flow:
        """What moves or is made."""

    @property
    def reporter(self) -> str:
        """Whose flow it is, as a territory code."""

    @property
    def partner(self) -> str | None:
        """The other end."""

    @property
    def measure(self) -> Measure:
        """Net weight or money."""


class _Trade(NamedTuple):
    commodity: str
    flow: Flow
    reporter: str
    partner: str | None
    measure: Measure


def trade_of(row: Row) -> Trade:
    """The trade that a figure is of."""
    flow, measure = Flow(row["flow"]), Measure(row["measure"])
    return _Trade(row["commodity"], flow, row["reporter"], row["partner"], measure)


class TradePoint(Protocol):
    """All that is said of one trade in one period."""

    @property
    def series(self) -> Trade:
        """Of which trade."""

    @property
    def period(self) -> Period | None:
        """When; None where no period is meant."""

    @property
    def level(self) -> Told | None:
        """The amount."""

    @property
    def changes(self) -> Sequence[Told]:
        """Its growth, one a baseline."""

    @property
    def share(self) -> Told | None:
        """Its part of the whole."""

    @property
    def rank(self) -> Told | None:
        """Its place among the partners."""

    @property
    def dissent(self) -> Sequence[Told]:
        """What contradicts these."""


class Tested(Protocol):
    """Two or more facts held against each other."""

    @property
    def holds(self) -> bool:
        """Whether they agree."""

    @property
    def statements(self) -> Sequence[Told]:
        """The facts."""

    @property
    def says(self) -> str:
        """What was found, as a sentence."""
