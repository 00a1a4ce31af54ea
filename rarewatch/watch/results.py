"""What became of each page, and of a whole run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rarewatch.links import Why


class State(StrEnum):
    """What became of a page."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    """It is no article, or could not be followed for a reason that is nobody's fault."""
    DEFERRED = "deferred"
    """Not asked for in this run: its server said so, or it failed too often of late; a later run will."""
    BLOCKED = "blocked"
    """The site turns programs, or those who do not pay or agree, away; or the page is empty."""
    FAILED = "failed"
    OFF_TOPIC = "off-topic"
    """An article that names no commodity: remembered, and read no further."""
    LISTED = "listed"
    """A listing page, feed or sitemap that was read for its links."""


@dataclass(frozen=True)
class Result:
    """One page's outcome; `reason` is for a person, `figures` and `links` are counts."""

    url: str
    state: State
    reason: str = ""
    figures: int = 0
    links: int = 0
    """How many of a listing's links are followed."""
    left: bool = False
    """Whether work was left for a later run."""
    passed: Mapping[str, int] = field(default_factory=dict)
    """How many links of a listing are articles and not followed, by the reason."""

    @property
    def off_match(self) -> int:
        """How many of a listing's links its source's `match` leaves out."""
        return self.passed.get(Why.OFF_MATCH, 0)


@dataclass
class Summary:
    """A run in numbers; `add` each result."""

    states: Counter[State] = field(default_factory=Counter)
    figures: int = 0
    why: Counter[str] = field(default_factory=Counter)
    """How many articles were skipped, by the reason."""
    failures: list[Result] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count a result."""
        self.states[result.state] += 1
        self.figures += result.figures if result.state in {State.NEW, State.CHANGED} else 0
        self.why.update(result.passed)
        if result.state is State.SKIPPED:
            self.why[result.reason] += 1
        if result.state in {State.FAILED, State.BLOCKED}:
            self.failures.append(result)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; `figures` are those of new and changed articles."""
        counts = {str(state): self.states[state] for state in State}
        failures = [
            {"url": result.url, "state": str(result.state), "reason": result.reason}
            for result in self.failures
        ]
        counted = {"off_match": self.why[Why.OFF_MATCH], "skipped_why": dict(self.why.most_common())}
        return counts | counted | {"figures": self.figures, "failures": failures}

    def reasons(self) -> str:
        """What was skipped, a line for each reason; empty where nothing was."""
        return "\n".join(f"skipped {count}: {reason}" for reason, count in self.why.most_common())

    def __str__(self) -> str:
        counts = {state: self.states[state] for state in State if state is not State.LISTED}
        counts[State.SKIPPED] += self.why[Why.OFF_MATCH] + self.why[Why.LIMIT]
        rare = {State.CHANGED, State.SKIPPED, State.DEFERRED, State.BLOCKED, State.OFF_TOPIC}
        parts = [f"{count} {state}" for state, count in counts.items() if count or state not in rare]
        return f"{', '.join(parts)}, {self.figures} figure{'' if self.figures == 1 else 's'}"
