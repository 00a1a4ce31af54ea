"""How fast figures are stored, against `sqlite-utils insert` of the same rows. Run by hand, not by pytest:

python tests/bench/bench_store.py [FIGURES]

The store does more for a figure than an insert: pages and articles with full text, indexes, and the story
that an article tells. Pages are stored as many at a time as by a run that has as many waiting.
"""

import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rarewatch.store import Delivery, Reading, Store
from tests.rows import MAGNETS, article, page

PER_ARTICLE = 10
WORDS = 400
"""An article of the trade press."""
TOGETHER = 32
"""As in watch/intake.py."""


def stored(path: Path, texts: list[str]) -> float:
    """Seconds to store an article for each text."""
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
        started = time.perf_counter()
        for first in range(0, len(deliveries), TOGETHER):
            store.save_all(deliveries[first : first + TOGETHER])
        return time.perf_counter() - started


def inserted(path: Path, rows: Path) -> float:
    """Seconds for `sqlite-utils insert`, without the start of Python."""
    command = [sys.executable, "-m", "sqlite_utils"]
    started = time.perf_counter()
    subprocess.run([*command, "--version"], check=True, stdout=subprocess.DEVNULL)
    start = time.perf_counter() - started
    started = time.perf_counter()
    subprocess.run([*command, "insert", str(path), "figures", str(rows), "--nl", "--pk", "id"], check=True)
    return time.perf_counter() - started - start


def dumped(path: Path, to: Path) -> None:
    """The figures of a database as JSON lines."""
    with Store.read(path) as store:
        found = store._db.execute("SELECT * FROM figures")
        names = [column[0] for column in found.description]
        lines = (json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in found)
        to.write_text("".join(lines))


def main(count: int) -> None:
    """Measure both."""
    draw = random.Random(1)  # noqa: S311 - the same texts in every run
    words = [f"word{number}" for number in range(5000)]
    texts = [" ".join(draw.choices(words, k=WORDS)) for _ in range(count // PER_ARTICLE)]
    with TemporaryDirectory() as folder:
        ours, theirs, rows = (Path(folder) / name for name in ("ours.db", "theirs.db", "rows.jsonl"))
        took = stored(ours, texts)
        dumped(ours, rows)
        other = inserted(theirs, rows)
    print(f"store: {count / took:,.0f} figures/s; sqlite-utils insert: {count / other:,.0f} figures/s")
    print(f"{other / took:.2f} times its speed per figure")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
