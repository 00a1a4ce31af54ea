"""Compares figures that were found with those that are wanted.

Both are dicts under the keys of a figure. A wanted value may be a list: any of its members will do. Two
figures are a pair where kind, unit and number agree; a pair is right where all the other keys agree too.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

Row = dict[str, Any]

SLOTS = ("commodity", "flow", "reporter", "partner", "period", "measure", "baseline")
SIDES = ("flow", "reporter", "partner")
"""An export of one is an import of the other, so where these are lists they are read in step."""


class Pairing(NamedTuple):
    """Wanted and found figures side by side, and what is left of both."""

    pairs: list[tuple[Row, Row]]
    missed: list[Row]
    false: list[Row]


class Tally(NamedTuple):
    """Counts behind a score."""

    right: int = 0
    wanted: int = 0
    found: int = 0

    def plus(self, right: int, wanted: int, found: int) -> "Tally":
        return Tally(self.right + right, self.wanted + wanted, self.found + found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing found."""
        total = self.wanted + self.found
        return 2 * self.right / total if total else 1.0


def any_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def same_number(wanted: Row, found: Row) -> bool:
    """Whether they state one number: within half a per cent of it, or six hundredths of a point."""
    if found["kind"] not in any_of(wanted["kind"]) or found["unit"] not in any_of(wanted["unit"]):
        return False
    slack = 0.06 if wanted["unit"] == "%" else 0.0
    return any(
        abs(value - found["value"]) <= max(slack, abs(value) / 200) for value in any_of(wanted["value"])
    )


def wrong_slots(wanted: Row, found: Row) -> set[str]:
    """The keys of a pair that disagree."""
    wrong = {slot for slot in SLOTS if found[slot] not in any_of(wanted[slot])}
    stepped = [slot for slot in SIDES if isinstance(wanted[slot], list)]
    even = len({len(wanted[slot]) for slot in stepped}) == 1
    if even and {"flow", "partner"} <= set(stepped):
        readings = zip(*(wanted[slot] for slot in stepped), strict=True)
        if tuple(found[slot] for slot in stepped) not in readings:
            wrong |= set(stepped)
    return wrong


def pair(wanted: Sequence[Row], found: Sequence[Row]) -> Pairing:
    """Every figure at most once, the pairs that disagree least first."""
    candidates = sorted(
        (len(wrong_slots(one, other)), i, j)
        for i, one in enumerate(wanted)
        for j, other in enumerate(found)
        if same_number(one, other)
    )
    taken: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return Pairing(
        [(wanted[i], found[j]) for i, j in taken.items()],
        [row for i, row in enumerate(wanted) if i not in taken],
        [row for j, row in enumerate(found) if j not in taken.values()],
    )


def is_primary(figure: Row) -> bool:
    """Amounts and growth of exports and imports: what the project is for."""
    kinds, flows = any_of(figure["kind"]), any_of(figure["flow"])
    return set(kinds) <= {"level", "change"} and bool({"export", "import"} & set(flows))


def tallies(articles: Iterable[tuple[Sequence[Row], Sequence[Row]]]) -> dict[str, Tally]:
    """Tally of what matches in every slot, of the primary figures and of all, over (wanted, found)."""
    totals = {"primary_strict": Tally(), "all_strict": Tally()}
    for wanted, found in articles:
        pairing = pair(wanted, found)
        strict = [one for one, other in pairing.pairs if not wrong_slots(one, other)]
        paired = [one for one, _ in pairing.pairs]
        for part, keep in (("primary_strict", is_primary), ("all_strict", bool)):
            lists = strict, wanted, [*paired, *pairing.false]
            totals[part] = totals[part].plus(*(sum(map(keep, rows)) for rows in lists))
    return totals


def differences(wanted: Sequence[Row], found: Sequence[Row]) -> list[str]:
    """In words: what was missed, what is false, and which keys (the bound too) of a pair disagree."""
    pairing = pair(wanted, found)
    wrong = [(one, other, wrong_slots(one, other) | _wrong_bound(one, other)) for one, other in pairing.pairs]
    return [
        *(f"missed {_brief(row)}" for row in pairing.missed),
        *(f"false  {_brief(row)}" for row in pairing.false),
        *(f"{sorted(slots)} of {_brief(one)}: {_brief(other)}" for one, other, slots in wrong if slots),
    ]


def _wrong_bound(wanted: Row, found: Row) -> set[str]:
    return set() if found["bound"] in any_of(wanted["bound"]) else {"bound"}


def _brief(row: Row) -> str:
    told = (row[key] for key in (*SLOTS[:5], "kind", "value", "unit", "baseline", "bound", "quote"))
    return " ".join(str(value) for value in told)
