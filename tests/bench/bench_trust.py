"""How well contradictions are found and named, and how long checking takes. Run by hand, not by pytest:

python tests/bench/bench_trust.py [SEEDS] [TRIES]

Consistent stories are made by program, one mention at a time is corrupted, and of those that contradict what
the others say (told by `tests/trade_evidence.py`, not by the checks) it is counted how many are flagged.
"""

import sys
import time

from rarewatch import facts
from tests.trade_stories import KINDS, World, rows_of, stories
from tests.trade_trials import Tally, clean_flagged, trials

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)


def main(seeds: int, tries: int) -> None:
    tallies = {kind: Tally() for kind in KINDS}
    told, flagged = 0, 0
    for seed in range(1000, 1000 + seeds):
        one = clean_flagged(seed)
        told, flagged = told + one[0], flagged + one[1]
        for kind, tally in trials(seed, tries).items():
            tallies[kind].add(tally)
    print(f"{'kind':<10} {'tried':>6} {'contradicting':>14} {'flagged':>9} {'suspected':>10} {'named':>8}")
    whole = Tally()
    for kind, tally in tallies.items():
        print(tally.line(kind))
        whole.add(tally)
    print(whole.line("all"))
    print(f"clean stories flagged: {flagged} of {told} ({flagged / told:.2%})\n")
    print(f"{'figures':>8} {'seconds':>8} {'microseconds a figure':>22}")
    for size in SIZES:
        figures, seconds = timed(size)
        print(f"{figures:>8,} {seconds:>8.2f} {seconds / figures * 1e6:>22.1f}")


def timed(size: int) -> tuple[int, float]:
    """So many figures of one trade, and the seconds of processor time that their verdicts take."""
    partners = tuple(f"{one}{other}" for one in "ABCDEFGH" for other in "KLMNOPQR")
    months = max(6, min(360, size // 60))
    world = World(7, months=months, commodities=("rare-earth-magnets",), partners=partners)
    outlets = max(4, size // months // 7)
    rows = rows_of(stories(world, min(outlets, 13)))
    while len(rows) < size:  # more outlets that say the same
        rows += [row | {"id": row["id"] + len(rows), "site": f"{row['site']}{len(rows)}"} for row in rows]
    started = time.process_time()
    facts.verdicts(rows[:size])
    return len(rows[:size]), time.process_time() - started


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["4", "60"][len(sys.argv) - 1 :])))
