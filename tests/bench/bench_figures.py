"""How fast figures are read, and how time grows with the text. Run by hand, not by pytest:

python tests/bench/bench_figures.py

The comparison needs quantulum3 (`pip install quantulum3`). Both read the sentences of the same articles in
one run: `find_figures` whole articles, so that it has the context that it is made for, quantulum3 sentence by
sentence, without its optional classifier (scikit-learn), which would only slow it down.
"""

import json
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from rarewatch import Article, find_figures
from rarewatch.figures.sentences import sentences

GOLD = Path(__file__).parent.parent.parent / "fixtures" / "gold" / "dev.jsonl"
RUNS = 3
"""Each time is the best of so many runs: the rest is what else the machine did."""
WORDS = 400
COUNTS = (1, 10, 100, 1000)
"""Articles in one run."""
SIZES = (1, 10, 100)
"""Kilobytes of one article."""


def articles() -> list[Article]:
    """The annotated articles."""
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return [
        Article(title=row["title"], text=row["text"], published=date.fromisoformat(row["published"]))
        for row in rows
    ]


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds of the fastest run."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def read(texts: Sequence[Article]) -> None:
    """Read all articles."""
    for article in texts:
        find_figures(article)


def long_article(texts: Sequence[Article], size: int) -> Article:
    """One article of `size` characters, made of the texts in turn."""
    joined = "\n\n".join(article.text for article in texts)
    times = size // len(joined) + 1
    return replace(texts[0], text="\n\n".join([joined] * times)[:size])


def of_words(texts: Sequence[Article], count: int) -> list[Article]:
    """Articles of `count` words each, cut from all the texts in turn at a word."""
    found, words = [], 0
    parts: list[str] = []
    for article in texts:
        parts.append(article.text)
        words += len(article.text.split())
        if words >= count:
            kept = _first_words("\n\n".join(parts), count)
            found.append(replace(article, text=kept))
            parts, words = [], 0
    return found


def _first_words(text: str, count: int) -> str:
    """The text up to the end of its word number `count`, its white space kept."""
    end = 0
    for word in text.split()[:count]:
        end = text.index(word, end) + len(word)
    return text[:end]


def quantulum(lines: Sequence[str]) -> float | None:
    """Seconds that quantulum3 takes for the sentences; None where it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says at import that its classifier is absent
        try:
            from quantulum3 import parser
        except ImportError:
            return None
        parser.parse("It sold 5 tons.")  # loads its units, which is not counted

        def work() -> None:
            for line in lines:
                parser.parse(line)

        return best(work)


def compare(texts: Sequence[Article]) -> None:
    """Print sentences a second of both."""
    lines = [sentence.text for article in texts for sentence in sentences(article.title, article.text)]
    ours = best(lambda: read(texts))
    print(f"{len(texts)} articles, {len(lines)} sentences")
    print(f"find_figures  {len(lines) / ours:8,.0f} sentences/s")
    theirs = quantulum(lines)
    if theirs is None:
        print("quantulum3    not installed: pip install quantulum3")
    else:
        print(f"quantulum3    {len(lines) / theirs:8,.0f} sentences/s")
        print(f"find_figures is {theirs / ours:.1f} times as fast")


def growth(texts: Sequence[Article]) -> None:
    """Print how time grows with the number of articles and with the size of one."""
    print(f"\n{'articles':>10} {'ms':>10} {'ms each':>10}")
    for count in COUNTS:
        many = [texts[number % len(texts)] for number in range(count)]
        # a short run is repeated over all the texts, as one article is not like another
        groups = [[article] for article in texts] if count == 1 else [many]
        spent = best(lambda groups=groups: [read(group) for group in groups]) / len(groups)
        print(f"{count:>10,} {1e3 * spent:>10.2f} {1e3 * spent / count:>10.2f}")
    print(f"\n{'KB':>10} {'ms':>10} {'ms per KB':>10} {'growth':>10}")
    before = 0.0
    for size in SIZES:
        article = long_article(texts, 1000 * size)
        spent = best(lambda article=article: find_figures(article))
        ratio = f"{spent / before:.1f}x" if before else ""
        print(f"{size:>10,} {1e3 * spent:>10.2f} {1e3 * spent / size:>10.2f} {ratio:>10}")
        before = spent


def main() -> None:
    """Run all of it."""
    texts = articles()
    read(texts)  # loads words and patterns, which is not counted
    compare(texts)
    cut = of_words(texts, WORDS)
    spent = best(lambda: read(cut)) / len(cut)
    print(f"\n{1e3 * spent:.2f} ms for an article of {WORDS} words (mean of {len(cut)})")
    growth(texts)


if __name__ == "__main__":
    main()
