"""How fast answers come, against the tools that one would take instead. Run by hand, not by pytest:

python tests/bench/bench_query.py [--rounds 9] [--only start|million] [--keep FOLDER] [--figures 1000000]

`start` is a small database: `show --json` against `sqlite-utils query` with the same SQL, and `--help`
against `sqlite-utils --help`. `million` is a store of a million figures, which takes some minutes to make:
with --keep it stays in FOLDER and is taken from there the next time. There, `show --country US --since
2025-01` in each of its formats stands against the `sqlite3` command (`apt-get install sqlite3`) on the best
SQL for the same rows.

Programs take turns, so that whatever else the machine does falls on all; each writes into a pipe that is read
to its end, from files that are in memory already. Bytecode is written before, as it is where a program was
installed. What is printed are medians over the rounds, and their ratio.
"""

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import rarewatch
from rarewatch.store import Query, Store
from rarewatch.store.query import to_sql
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, article, page

PACKAGE = Path(rarewatch.__file__).parent
HERE = [sys.executable, "-m", "rarewatch"]
SQLITE_UTILS = [sys.executable, "-m", "sqlite_utils"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
SMALL = 150
"""Figures in the small database."""

Commands = dict[str, list[str]]


def seconds(command: list[str]) -> float:
    """Wall time of a whole process, its output read from a pipe to the end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.PIPE, env=ENVIRONMENT)
    return time.perf_counter() - start


def compare(what: str, ours: list[str], theirs: list[str], rounds: int, most: float) -> None:
    """Run both in turn, each first as often as the other; print medians and ratio."""
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for command in (ours, theirs):
        seconds(command)
    for number in range(rounds):
        pairs = [("ours", ours), ("theirs", theirs)]
        for name, command in pairs[:: 1 if number % 2 else -1]:
            times[name].append(seconds(command))
    own, other = median(times["ours"]), median(times["theirs"])
    told = "as wanted" if own <= most * other else "TOO SLOW"
    print(f"{what:<34} {1e3 * own:>9.0f} {1e3 * other:>9.0f} {own / other:>6.2f} {most:>5.1f}  {told}")


def start(rounds: int) -> None:
    """The small database, and --help."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.db"
        figures = [
            replace(figure, start=at) for at, figure in enumerate((MAGNETS, TOTAL, GROWTH, MINED, MAGNETS))
        ]
        with Store.open(path) as store:
            for number in range(SMALL // len(figures)):
                store.save(page(f"https://a.example/{number}"), article(f"{number} tons"), figures)
        sql, _ = to_sql(Query())
        compare(
            f"show --json, {SMALL} figures",
            [*HERE, "show", "--json", "--db", str(path)],
            [*SQLITE_UTILS, "query", str(path), sql],
            rounds,
            0.7,
        )
    compare("--help", [*HERE, "--help"], [*SQLITE_UTILS, "--help"], rounds, 0.7)


def main() -> None:
    """Measure what is asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=9)
    asked = options.parse_args()
    compileall.compile_dir(str(PACKAGE), quiet=1)
    print(f"{'':<34} {'ours, ms':>9} {'theirs':>9} {'ratio':>6} {'most':>5}")
    start(asked.rounds)


if __name__ == "__main__":
    main()
