"""Collect one URL into a database, in a process that a test may kill.

python -m tests.run_watch URL DATABASE
"""

import sys
from pathlib import Path

from rarewatch.store import Store
from rarewatch.watch import Options, collect, plan
from tests.readers import READER

if __name__ == "__main__":
    with Store.open(Path(sys.argv[2])) as store:
        for result in collect(plan([sys.argv[1]], []), store, READER, Options()):
            sys.stdout.write(f"{result.state} {result.url}\n")
            sys.stdout.flush()
