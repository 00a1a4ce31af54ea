"""How fast answers come, against the tools that one would take instead. Run by hand, not by pytest:

python -m tests.bench.bench_query [--rounds 9] [--only start|million] [--keep FOLDER] [--figures 1000000]

`start` is a small database: `show --json` against `sqlite-utils query` with the same SQL, and `--help`
against `sqlite-utils --help`. `million` is a store of a million figures, which takes some minutes to make:
with --keep it stays in FOLDER and is taken from there the next time. There, `show --country US --since
2025-01` in each of its formats stands against the `sqlite3` command (`apt-get install sqlite3`) on the best
SQL for the same rows.

Programs take turns, so that whatever else the machine does falls on all; each writes into a pipe that is read
to its end, from files that are in memory already. Bytecode is written before, as it is where a program was
installed. What is printed are medians over the rounds, and their ratio: by the clock, and by the time of the
processor, which tells more where others are at work on the machine.
"""

import argparse
import compileall
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

import rarewatch
from rarewatch.store import Query, Store
from rarewatch.store.query import to_sql
from tests.bench.million import make
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, article, page

PACKAGE = Path(rarewatch.__file__).parent
HERE = [sys.executable, "-m", "rarewatch"]
SQLITE_UTILS = [sys.executable, "-m", "sqlite_utils"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
SMALL = 150
"""Figures in the small database."""

ASKED = ["--country", "US", "--since", "2025-01"]
MODES = {"--tsv": ".mode tabs", "--csv": ".mode csv", "--json": ".mode json", "--jsonl": ".mode json"}
"""Our formats with what the `sqlite3` command calls them; it has no JSON lines, an array stands for them."""


class Took(NamedTuple):
    """What a whole process took, in seconds."""

    clock: float
    processor: float


def took(command: list[str]) -> Took:
    """Run it, and read its output from a pipe to the end."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.PIPE, env=ENVIRONMENT)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def compare(what: str, ours: list[str], theirs: list[str], rounds: int, most: float) -> None:
    """Run both in turn, each first as often as the other; print medians and ratios."""
    times: dict[str, list[Took]] = {"ours": [], "theirs": []}
    for command in (ours, theirs):
        took(command)
    for number in range(rounds):
        pairs = [("ours", ours), ("theirs", theirs)]
        for name, command in pairs[:: 1 if number % 2 else -1]:
            times[name].append(took(command))
    own, other = (median(one.clock for one in times[name]) for name in times)
    processor = [median(one.processor for one in times[name]) for name in times]
    told = f"{1e3 * own:>9.0f} {1e3 * other:>9.0f} {own / other:>6.2f} {processor[0] / processor[1]:>10.2f}"
    print(f"{what:<34} {told} {most:>5.1f}", flush=True)


def start(rounds: int) -> None:
    """The small database, and --help."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.db"
        kinds = (MAGNETS, TOTAL, GROWTH, MINED, MAGNETS)
        figures = [replace(figure, start=at) for at, figure in enumerate(kinds)]
        with Store.open(path) as store:
            for number in range(SMALL // len(figures)):
                store.save(page(f"https://a.example/{number}"), article(f"{number} tons"), figures)
        ours = [*HERE, "show", "--json", "--db", str(path)]
        theirs = [*SQLITE_UTILS, "query", str(path), to_sql(Query())[0]]
        compare(f"show --json, {SMALL} figures", ours, theirs, rounds, 0.7)
    compare("--help", [*HERE, "--help"], [*SQLITE_UTILS, "--help"], rounds, 0.7)


def million(folder: Path, figures: int, rounds: int) -> None:
    """A store of very many figures, made where it is not there yet."""
    path = folder / f"{figures}.db"
    if not path.exists():
        print(f"making {path}", flush=True)
        make(path, figures)
    sql, values = to_sql(Query(country="US", since=date(2025, 1, 1)))
    for name, value in values.items():
        sql = sql.replace(f":{name}", f"'{value}'")
    for option, mode in MODES.items():
        ours = [*HERE, "show", "--db", str(path), *ASKED, option]
        theirs = ["sqlite3", "-readonly", str(path), ".headers on", mode, sql]
        compare(f"show --country US … {option}", ours, theirs, rounds, 2.0)
    counted = ["sqlite3", str(path), f"SELECT count(*) FROM ({sql})"]  # noqa: S608
    found = int(subprocess.run(counted, capture_output=True, check=True).stdout)
    print(f"{found:,} of {figures:,} figures, in a file of {path.stat().st_size / 1e6:,.0f} MB")


def main() -> None:
    """Measure what is asked for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--only", choices=["start", "million"])
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="where the large store stays")
    options.add_argument("--figures", type=int, default=1_000_000)
    asked = options.parse_args()
    compileall.compile_dir(str(PACKAGE), quiet=1)
    print(f"{'':<34} {'ours, ms':>9} {'theirs':>9} {'ratio':>6} {'processor':>10} {'most':>5}")
    if asked.only != "million":
        start(asked.rounds)
    if asked.only == "start":
        return
    if not shutil.which("sqlite3"):
        raise SystemExit("The sqlite3 command is not installed (apt-get install sqlite3).")
    with nullcontext(asked.keep) if asked.keep else tempfile.TemporaryDirectory() as folder:
        million(Path(folder), asked.figures, asked.rounds)


if __name__ == "__main__":
    main()
