"""Values that later reports replaced: a revision is no error.

Customs offices correct what they published, and the press gives the corrected value as the base of the next
figures. So where two numbers for one fact contradict each other, the later one is a revision if two origins
or more say so on their own, if it came up in a later release, and if fewer held on to the old one since.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from rarewatch.facts.statements import FACT_KEYS, Statement, statements
from rarewatch.model import Kind

Row = dict[str, Any]

_LATER = timedelta(days=7)
"""How much later a revision comes at the least: within a week, outlets report one and the same release."""

_AGREE = 2
"""Origins that must say so on their own."""

REVISION_KEYS = (
    *FACT_KEYS,
    *(
        "old_value",
        "new_value",
        "old_published",
        "published",
        "origins",
        "url",
        "site",
        "sentence",
        "old_ids",
    ),
)
"""The keys of a revision, in their order."""


@dataclass(frozen=True)
class Revision:
    """One fact with the value that was reported first and the one that took its place."""

    old: Statement
    new: Statement

    @property
    def first(self) -> Row:
        """The first report of the new value."""
        return min(self.new.mentions, key=_when)

    @property
    def since(self) -> date:
        """When the new value was first reported."""
        return date.fromisoformat(self.first["published"])

    @property
    def old_ids(self) -> tuple[int, ...]:
        """The numbers of the figures that state the old value."""
        return tuple(row["id"] for row in self.old.mentions if row["id"] is not None)

    def as_dict(self) -> dict[str, Any]:
        """Plain values under REVISION_KEYS; `url`, `site` and `sentence` gave the new one first."""
        facts = {key: None if self.new.row[key] is None else str(self.new.row[key]) for key in FACT_KEYS}
        return facts | {
            "old_value": self.old.row["value"],
            "new_value": self.new.row["value"],
            "old_published": min(self.old.mentions, key=_when)["published"],
            "published": self.first["published"],
            "origins": self.new.origins,
            "url": self.first["url"],
            "site": self.first["site"],
            "sentence": self.first["sentence"],
            "old_ids": list(self.old_ids),
        }


def revisions(rows: Iterable[Row]) -> list[Revision]:
    """What later reports revised, the latest revision first.

    `rows` have the keys of `model.ROW_KEYS`; those without a day of publication tell no order.
    """
    facts: dict[tuple[Any, ...], list[Statement]] = {}
    for statement in statements(rows):
        if statement.row["kind"] != Kind.RANK and any(row["published"] for row in statement.mentions):
            facts.setdefault(tuple(statement.row[key] for key in FACT_KEYS), []).append(statement)
    found = [revision for rivals in facts.values() if len(rivals) > 1 for revision in revised(rivals)]
    return sorted(found, key=lambda revision: revision.since, reverse=True)


def revised(rivals: list[Statement]) -> Iterator[Revision]:
    """Each value with the next that replaced it; what one origin alone says takes no part."""
    in_order = sorted(rivals, key=_first)
    told = [one for place, one in enumerate(in_order) if place == 0 or one.origins >= _AGREE]
    for old, new in pairwise(told):
        since = _first(new)
        if since - _first(old) >= _LATER and _origins(new, since) > _origins(old, since):
            yield Revision(old, new)


def _origins(statement: Statement, since: date) -> int:
    """How many origins say so since a day."""
    return Statement(tuple(row for row in statement.mentions if _when(row) >= since.isoformat())).origins


def _first(statement: Statement) -> date:
    return date.fromisoformat(min(map(_when, statement.mentions)))


def _when(row: Row) -> str:
    return str(row["published"] or "9999-12-31")
