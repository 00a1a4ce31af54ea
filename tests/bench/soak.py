"""Whether memory stays flat over many pages. Run by hand, not by pytest:

python tests/bench/soak.py [--pages 10000]

A site on loopback with that many pages of 20 KB is fetched into a new database. The memory of the run with
its workers in the last fifth of the time is compared with that in the first: 10 % more is a failure.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median

from tests.bench.tree import measured

HERE = Path(__file__).parent
MOST = 1.10


def main() -> None:
    """Fetch, and print how memory went."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=10_000)
    pages = options.parse_args().pages
    server = [sys.executable, str(HERE / "news.py"), str(pages), "20", "0", "figures"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(server, stdout=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout
        url = f"http://127.0.0.1:{int(process.stdout.readline())}/index.xml"
        database = f"{folder}/soak.db"
        command = [sys.executable, "-m", "rarewatch", "fetch", "--db", database, "--delay", "0", url]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        try:
            found = measured([*command, "--per-host", "16", "--concurrency", "16"], 0.5, environment)
        finally:
            process.kill()
        with closing(sqlite3.connect(database)) as db:
            (stored,) = db.execute("SELECT count(*) FROM pages").fetchone()
    fifths = [
        found.resident[len(found.resident) * n // 5 : len(found.resident) * (n + 1) // 5] for n in range(5)
    ]
    told = ", ".join(f"{median(fifth):.0f}" for fifth in fifths)
    print(f"{stored} pages in {found.seconds:.0f} s; MB in each fifth of the time: {told}; at most", end=" ")
    print(f"{max(found.resident):.0f}")
    if stored != pages or median(fifths[-1]) > median(fifths[0]) * MOST:
        raise SystemExit("memory grew, or pages are missing")


if __name__ == "__main__":
    main()
