"""How much faster a page is looked at than read. Run by hand, not by pytest:

python tests/bench/bench_scan.py [FOLDER]

Without a folder it takes the saved pages in fixtures/; a folder is searched for *.html and *.html.gz.
"""

import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from rarewatch import mentions_commodity, read_article

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
RUNS = 5
"""Each time is the best of so many runs: the rest is what else the machine did."""


def pages(folder: Path) -> list[bytes]:
    """All saved pages beneath a folder."""
    plain = [path.read_bytes() for path in sorted(folder.rglob("*.html"))]
    return plain + [gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.html.gz"))]


def best(work: Callable[[bytes], object], page: bytes, runs: int = RUNS) -> float:
    """Seconds of the fastest run."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work(page)
        times.append(time.perf_counter() - start)
    return min(times)


def told(name: str, rows: list[tuple[float, float]]) -> None:
    """Print how many times as fast a group of pages is looked at."""
    if rows:
        read, look = (mean(column) for column in zip(*rows, strict=True))
        ratios = [one / other for one, other in rows]
        print(
            f"{name:<8} {len(rows):>6} {1e3 * read:>10.2f} {1e6 * look:>10.1f} {read / look:>10.0f}x"
            f" {median(ratios):>9.0f}x {min(ratios):>9.0f}x"
        )


def main() -> None:
    """Print the ratio for pages that may name a commodity, and for those that do not."""
    found = pages(Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURES)
    for page in found[:3]:  # loads words and patterns, which is not counted
        read_article(page)
        mentions_commodity(page)
    rows = [(best(read_article, page, 2), best(mentions_commodity, page)) for page in found]
    said = [mentions_commodity(page) for page in found]
    heads = ("read, ms", "look, us", "ratio", "median", "least")
    print(f"{'answer':<8} {'pages':>6}", *(f"{head:>10}" for head in heads))
    told("yes", [row for row, yes in zip(rows, said, strict=True) if yes])
    told("no", [row for row, yes in zip(rows, said, strict=True) if not yes])
    told("all", rows)


if __name__ == "__main__":
    main()
