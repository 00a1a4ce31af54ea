"""One mention of consistent stories corrupted at a time: is it flagged, suspected, and named rightly?"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, fields

from rarewatch import facts
from rarewatch.model import Verdict
from tests.trade_evidence import Evidence
from tests.trade_stories import KINDS, Mention, World, corrupted, rows_of, stories


@dataclass
class Tally:
    """Corruptions of one kind, counted."""

    tried: int = 0
    contradicting: int = 0
    flagged: int = 0
    suspected: int = 0
    named: int = 0

    def add(self, other: "Tally") -> None:
        """Count those of another tally too."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def line(self, kind: str) -> str:
        """One line of the table: of those that contradict, how many were flagged and so on."""
        of = max(1, self.contradicting)
        parts = (f"{self.flagged / of:9.1%}", f"{self.suspected / of:10.1%}", f"{self.named / of:8.1%}")
        return f"{kind:<10} {self.tried:>6} {self.contradicting:>14} {' '.join(parts)}"


def trials(seed: int, tries: int, months: int = 30) -> dict[str, Tally]:
    """So many corruptions of each kind in the stories of one world."""
    world = World(seed, months=months)
    mentions = stories(world)
    chance = random.Random(f"trials {seed}")  # noqa: S311
    return {kind: _trials_of(kind, world, mentions, tries, chance) for kind in KINDS}


def clean_flagged(seed: int) -> tuple[int, int]:
    """How many stories a world's outlets tell, and in how many of them anything is disputed."""
    rows = rows_of(stories(World(seed)))
    verdicts = facts.verdicts(rows)
    flagged = {row["url"] for row in rows if verdicts[row["id"]] is Verdict.DISPUTED}
    return len({row["url"] for row in rows}), len(flagged)


def _trials_of(
    kind: str, world: World, mentions: Sequence[Mention], tries: int, chance: random.Random
) -> Tally:
    tally = Tally()
    while tally.tried < tries:
        place = chance.randrange(len(mentions))
        wrong = corrupted(mentions[place], kind, world, chance)
        if wrong is None:
            continue
        tally.tried += 1
        others = [*mentions[:place], *mentions[place + 1 :]]
        about = [one for one in others if one.figure.commodity == wrong.figure.commodity]
        if Evidence.of(about).contradicts(wrong):
            tally.contradicting += 1
            tally.add(_judged(kind, [*mentions[:place], wrong, *mentions[place + 1 :]], place))
    return tally


def _judged(kind: str, mentions: Sequence[Mention], place: int) -> Tally:
    """What is made of stories with one wrong mention."""
    rows = rows_of(mentions)
    wrong = rows[place]
    found = [one for one in facts.disputes(rows) if any(row["id"] == place for row in one.mentions)]
    disputed = facts.verdicts([row for row in rows if row["commodity"] == wrong["commodity"]])[place]
    flagged = bool(found) and disputed is Verdict.DISPUTED
    return Tally(
        flagged=flagged,
        suspected=any(one.suspect == wrong["url"] for one in found),
        named=flagged and any(one.likely_error == kind for one in found),
    )
