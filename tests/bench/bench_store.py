"""How fast figures are stored, against `sqlite-utils insert` of the same rows. Run by hand, not by pytest:

python -m tests.bench.bench_store [--figures 100000] [--rounds 3]

The store does more for a figure than an insert: pages and articles with full text, indexes, and the story
that an article tells. Pages are stored as many at a time as by a run that has as many waiting. Speeds are
told by the clock, and by the time of the processor, which tells more where others are at work on the machine.
"""

import argparse
import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rarewatch.store import Delivery, Reading, Store
from tests.bench.bench_query import Took, took
from tests.rows import MAGNETS, article, page

PER_ARTICLE = 10
WORDS = 400
"""An article of the trade press."""
TOGETHER = 32
"""As in watch/intake.py."""
SQLITE_UTILS = [sys.executable, "-m", "sqlite_utils"]


def stored(path: Path, texts: list[str]) -> Took:
    """What it takes to store an article for each text."""
    figures = [replace(MAGNETS, start=40 * place) for place in range(PER_ARTICLE)]
    deliveries = [
        Delivery(
            page(f"https://a.example/{number}", text.encode()),
            Reading(
                article(text), [replace(figure, value=float(number + 7 * figure.start)) for figure in figures]
            ),
        )
        for number, text in enumerate(texts)
    ]
    with Store.open(path) as store:
        clock, processor = time.perf_counter(), time.process_time()
        for first in range(0, len(deliveries), TOGETHER):
            store.save_all(deliveries[first : first + TOGETHER])
        return Took(time.perf_counter() - clock, time.process_time() - processor)


def inserted(path: Path, rows: Path) -> Took:
    """What `sqlite-utils insert` takes, without the start of Python."""
    start = took([*SQLITE_UTILS, "--version"])
    whole = took([*SQLITE_UTILS, "insert", str(path), "figures", str(rows), "--nl", "--pk", "id"])
    return Took(whole.clock - start.clock, whole.processor - start.processor)


def dumped(path: Path, to: Path) -> None:
    """The figures of a database as JSON lines."""
    with Store.read(path) as store:
        found = store._db.execute("SELECT * FROM figures")
        names = [column[0] for column in found.description]
        lines = (json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in found)
        to.write_text("".join(lines))


def compare(texts: list[str]) -> tuple[float, float]:
    """One round of both: our speed against theirs by clock and processor."""
    with TemporaryDirectory() as folder:
        ours, theirs, rows = (Path(folder) / name for name in ("ours.db", "theirs.db", "rows.jsonl"))
        own = stored(ours, texts)
        dumped(ours, rows)
        other = inserted(theirs, rows)
    count = len(texts) * PER_ARTICLE
    print(f"store: {count / own.clock:,.0f} figures/s", end="; ")
    print(f"sqlite-utils insert: {count / other.clock:,.0f} figures/s", end="; ")
    ratios = other.clock / own.clock, other.processor / own.processor
    print(f"{ratios[0]:.2f} times its speed, {ratios[1]:.2f} by processor time", flush=True)
    return ratios


def main() -> None:
    """Measure both in turn."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--figures", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    draw = random.Random(1)  # noqa: S311 - the same texts in every run
    words = [f"word{number}" for number in range(5000)]
    texts = [" ".join(draw.choices(words, k=WORDS)) for _ in range(asked.figures // PER_ARTICLE)]
    clock, processor = zip(*(compare(texts) for _ in range(asked.rounds)), strict=True)
    print(f"median: {median(clock):.2f} times its speed, {median(processor):.2f} by processor time")


if __name__ == "__main__":
    main()
