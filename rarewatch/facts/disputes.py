"""What the press contradicts itself about: sentences side by side, who stands against the others, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rarewatch.facts.check import Check, CheckKind
from rarewatch.facts.checks_solve import expected
from rarewatch.facts.disputes_errors import LikelyError, likely_error
from rarewatch.facts.disputes_mixups import Known
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import FACT_KEYS, Statement
from rarewatch.facts.verdicts import Judged, judgements
from rarewatch.model import Kind

Row = dict[str, Any]

DISPUTE_KEYS = ("commodity", "flow", "reporter", "partner", "period", "kind", "measure", "baseline")
"""What a dispute is about."""
MENTION_KEYS = ("url", "value", "unit", "sentence")
"""What is told of each of its mentions."""

_SHOWN = 20
"""Mentions of one number that a dispute holds: who else says the same changes nothing."""


_SURE = 3.0
"""How much less likely by chance a guess must be than the next, to tell who is wrong."""


@dataclass(frozen=True)
class Dispute:
    """One contradiction."""

    statement: Statement
    """The number that stands against the others, or one of those that nobody can decide between."""
    mentions: tuple[Row, ...]
    """Every row that takes part, those of the statement first."""
    suspect: str | None
    """URL of the mention that stands against the others."""
    likely_error: LikelyError | None
    checks: tuple[Check, ...]
    """The contradicted checks."""
    gap: float
    """How far apart the numbers are, as a part of the larger one."""

    @property
    def sides(self) -> tuple[Row, ...]:
        """The mentions that say something of the very fact, on either side."""
        fact = tuple(self.statement.row[key] for key in FACT_KEYS)
        return tuple(row for row in self.mentions if tuple(row[key] for key in FACT_KEYS) == fact)

    def as_dict(self) -> dict[str, Any]:
        """Plain values: what it is about, its mentions, the suspect and the likely error."""
        row = self.statement.row
        keys = {key: None if row[key] is None else str(row[key]) for key in DISPUTE_KEYS}
        mentions = [{key: _plain(mention[key]) for key in MENTION_KEYS} for mention in self.mentions]
        error = str(self.likely_error) if self.likely_error else None
        return keys | {"mentions": mentions, "suspect": self.suspect, "likely_error": error}


def disputes(rows: Iterable[Row]) -> list[Dispute]:
    """Every contradiction among figures, the numbers furthest apart first.

    `rows` have the keys of `model.ROW_KEYS`; those of other partners and commodities help to name errors.
    """
    judged = list(judgements(rows))
    known = Known.of(judged)
    found = [dispute for one in judged for dispute in _of_trade(one, known)]
    return sorted(found, key=lambda dispute: (-dispute.gap, -len(dispute.mentions)))


def _of_trade(judged: Judged, known: Known) -> Iterator[Dispute]:
    for statement, checks in judged.blamed.items():
        guess = likely_error(statement, _expected(statement, checks), known)
        yield _dispute(statement, checks, guess.error if guess else None, statement)
    for checks, candidates in _tied(judged):
        yield _undecided(checks, candidates, known)


def _undecided(checks: list[Check], candidates: list[Statement], known: Known) -> Dispute:
    """Where the sources cannot tell who is wrong, an error that fits one of them far better can."""
    guesses = [(one, likely_error(one, _expected(one, checks), known)) for one in candidates]
    named = sorted(((guess, one) for one, guess in guesses if guess), key=lambda each: each[0])
    if not named:
        first = next((one for one in candidates if one.row["kind"] == Kind.CHANGE), candidates[0])
        return _dispute(first, checks, None, None)
    (guess, first), *others = named
    sure = all(guess.chance * _SURE <= other.chance for other, _ in others)
    return _dispute(first, checks, guess.error, first if sure else None)


def _tied(judged: Judged) -> Iterator[tuple[list[Check], list[Statement]]]:
    """Undecided contradictions, those about the same statements together."""
    home: dict[Statement, int] = {}
    groups: dict[int, tuple[list[Check], dict[Statement, None]]] = {}
    for number, (check, candidates) in enumerate(judged.tied):
        into = next((home[one] for one in candidates if one in home), number)
        checks, members = groups.setdefault(into, ([], {}))
        checks.append(check)
        for one in candidates:
            members[one] = None
            home[one] = into
    for checks, members in groups.values():
        yield checks, list(members)


def _dispute(
    statement: Statement, checks: Sequence[Check], error: LikelyError | None, suspect: Statement | None
) -> Dispute:
    url = min(suspect.mentions, key=_told_first)["url"] if suspect else None
    gap = max((_gap(statement, one) for one in _expected(statement, checks)), default=0.0)
    return Dispute(statement, tuple(_side_by_side(statement, checks)), url, error, tuple(checks), gap)


def _side_by_side(statement: Statement, checks: Sequence[Check]) -> Iterator[Row]:
    """The mentions of the statement, of its rivals, and of what else the checks hold against it."""
    yield from statement.mentions[:_SHOWN]
    told = {statement}
    for check in sorted(checks, key=lambda check: check.kind is not CheckKind.RIVALS):
        for one in check.statements:
            if one not in told:
                told.add(one)
                yield from one.mentions[: _SHOWN if check.kind is CheckKind.RIVALS else 1]


def _expected(statement: Statement, checks: Sequence[Check]) -> list[Interval]:
    """What the contradicted checks say should stand in its place, the most exact first."""
    found = [expected(check, statement) for check in checks if statement in check.statements]
    return sorted((one for one in found if one), key=lambda one: one.width)


def _gap(statement: Statement, other: Interval) -> float:
    value: float = statement.row["value"]
    near = min(max(value, other.low), other.high)
    return abs(value - near) / max(abs(value), abs(near), 1e-9)


def _plain(value: Any) -> Any:
    """Whole numbers without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _told_first(row: Row) -> tuple[bool, str]:
    return row["published"] is None, row["published"] or ""
