"""Articles read by rarewatch and by trafilatura, side by side. Run by hand, not by pytest:

python tests/bench/bench_articles.py --data FOLDER      (or RAREWATCH_BENCH=FOLDER)

The folder is laid out as that of WCXB, the Web Content eXtraction Benchmark: dev/html/*.html.gz, and with the
same names dev/ground-truth/*.json, which may be absent. Both readers get the same page one after the other,
taking turns in who is first, so that whatever else the machine does falls on both. Scores are the mean over
pages of F1 of bags of words, as that benchmark has it; its texts begin with the headline, so ours does too.
"""

import argparse
import gzip
import json
import logging
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

from trafilatura import extract

from rarewatch import read_article
from rarewatch.articles import read_parts

VARIABLE = "RAREWATCH_BENCH"
WARM = 5
"""Pages read before the clock counts."""
WORST = 10


@dataclass
class Page:
    """A saved page with the text that people took for its article, where they did."""

    name: str
    html: str
    url: str | None = None
    truth: str | None = None


@dataclass
class Run:
    """What one reader took, and how well it did."""

    seconds: list[float] = field(default_factory=list)
    scores: list[tuple[float, str]] = field(default_factory=list)


def ours(page: Page) -> str:
    """Headline and text."""
    article = read_article(page.html, page.url)
    return f"{article.title}\n\n{article.text}"


def theirs(page: Page) -> str:
    """The text without comments."""
    return extract(page.html, url=page.url, include_comments=False) or ""


READERS: dict[str, Callable[[Page], str]] = {"rarewatch": ours, "trafilatura": theirs}


def pages(folder: Path, limit: int | None) -> Iterator[Page]:
    """The pages of the development split, in the order of their names."""
    for saved in sorted((folder / "dev" / "html").glob("*.html.gz"))[:limit]:
        name = saved.name.removesuffix(".html.gz")
        html = gzip.decompress(saved.read_bytes()).decode("utf-8", "replace")
        told = folder / "dev" / "ground-truth" / f"{name}.json"
        truth: dict[str, Any] = json.loads(told.read_text("utf-8")) if told.exists() else {}
        text = (truth.get("ground_truth") or {}).get("main_content") if truth else None
        yield Page(name, html, truth.get("url"), text)


def f1(found: str, wanted: str) -> float:
    """How much two texts share of their words, counted with their repetitions."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def compare(found: Sequence[Page]) -> dict[str, Run]:
    """Read every page with both, taking turns in who is first."""
    runs = {name: Run() for name in READERS}
    for page in found[:WARM]:
        for reader in READERS.values():
            reader(page)
    for number, page in enumerate(found):
        for name in list(READERS)[:: 1 if number % 2 else -1]:
            start = time.perf_counter()
            text = READERS[name](page)
            runs[name].seconds.append(time.perf_counter() - start)
            if page.truth is not None:
                runs[name].scores.append((f1(text, page.truth), page.name))
    return runs


def told(runs: dict[str, Run]) -> None:
    """Print times, ratio and scores."""
    print(f"{'':<12} {'p50, ms':>9} {'p99, ms':>9} {'mean, ms':>9} {'F1':>7}")
    for name, run in runs.items():
        times = sorted(1e3 * seconds for seconds in run.seconds)
        last = times[min(len(times) - 1, int(len(times) * 0.99))]
        score = f"{mean(score for score, _ in run.scores):7.3f}" if run.scores else "      -"
        print(f"{name:<12} {median(times):>9.2f} {last:>9.2f} {mean(times):>9.2f} {score}")
    own, other = (sum(runs[name].seconds) for name in READERS)
    print(f"rarewatch is {other / own:.1f} times as fast")


def second(found: Sequence[Page]) -> float:
    """The share of pages whose text is that of the second opinion."""
    parts = (read_parts(page.html, page.url)[1] for page in found)
    asked = sum(any("another reader" in part.reason for part in each) for each in parts)
    return asked / len(found)


def main() -> None:
    """Run all of it, or say that there is nothing to run it on."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, default=os.environ.get(VARIABLE), help="the benchmark's folder")
    options.add_argument("--limit", type=int, help="read only so many pages")
    asked = options.parse_args()
    logging.disable(logging.CRITICAL)
    found = list(pages(Path(asked.data), asked.limit)) if asked.data else []
    if not found:
        where = f"in {asked.data}" if asked.data else f"named (--data FOLDER or {VARIABLE})"
        raise SystemExit(f"No benchmark data {where}: dev/html/*.html.gz is what is looked for.")
    runs = compare(found)
    print(f"{len(found)} pages")
    told(runs)
    print(f"{100 * second(found):.1f} % of the pages fell back to the second opinion")
    for score, name in sorted(runs["rarewatch"].scores)[:WORST]:
        print(f"{score:7.3f}  {name}")


if __name__ == "__main__":
    main()
