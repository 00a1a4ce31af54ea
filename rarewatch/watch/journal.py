"""What a run leaves behind about itself: its counts, written down while it goes on."""

from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

from rarewatch.errors import StoreError
from rarewatch.store import Holder
from rarewatch.watch.results import Result, Summary

_OFTEN = timedelta(seconds=5)
"""How old the counts of a run that goes on may be: a killed run is told about up to there."""


def counted(results: Iterable[Result], summary: Summary) -> Generator[Result]:
    """The same results, each added to the summary."""
    for result in results:
        summary.add(result)
        yield result


class RunLog(Protocol):
    """What a journal needs of the store."""

    def begin_run(self, holder: Holder) -> int:
        """Write down that a run has started."""

    def note_run(
        self, run: int, at: datetime, counts: dict[str, Any], failures: list[tuple[str, str]]
    ) -> None:
        """Write down how far it has come."""

    def end_run(self, run: int, at: datetime, error: str = "") -> None:
        """Write down that it has ended."""


def journaled(
    results: Iterable[Result], summary: Summary, log: RunLog, holder: Holder, clock: Callable[[], datetime]
) -> Generator[Result]:
    """The same results, each added to the summary, and the run written down; what ends it early is told."""
    journal = _Journal(log, log.begin_run(holder), summary, clock())
    try:
        for result in counted(results, summary):
            if clock() - journal.noted >= _OFTEN:
                journal.note(clock())
            yield result
    except BaseException as raised:
        with suppress(StoreError):  # of two errors, the first is told
            journal.end(clock(), _told(raised))
        raise
    journal.end(clock())


def _told(raised: BaseException) -> str:
    """What ended a run, in words."""
    if isinstance(raised, KeyboardInterrupt | GeneratorExit):
        return "told to stop"
    return str(raised) or type(raised).__name__


class _Journal:
    """How much of a run is written down."""

    def __init__(self, log: RunLog, run: int, summary: Summary, started: datetime) -> None:
        self.run = run
        self.noted = started
        self._log = log
        self._summary = summary
        self._failures = 0

    def note(self, at: datetime) -> None:
        """Write down what is new."""
        counts = self._summary.as_dict()
        failures = [(row["url"], row["reason"]) for row in counts.pop("failures")[self._failures :]]
        self._log.note_run(self.run, at, counts, failures)
        self._failures += len(failures)
        self.noted = at

    def end(self, at: datetime, error: str = "") -> None:
        """Write down what is new, and that it was all."""
        self.note(at)
        self._log.end_run(self.run, at, error)
