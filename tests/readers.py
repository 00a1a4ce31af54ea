"""Simple readers of pages, so that tests of a run depend on no rule: a headline, paragraphs, and tons."""

import os
import re
import signal
import sys
import time
from datetime import date

from rarewatch.model import Article, ArticleKind, Figure, Flow, Kind, Measure
from rarewatch.watch import Reader


def read(
    html: bytes | str,
    url: str | None = None,
    *,
    content_type: str = "",
    published: date | None = None,
    fetched: date | None = None,
) -> Article:
    page = html.decode() if isinstance(html, bytes) else html
    if "crash" in page:
        raise ZeroDivisionError("crash")
    title = "".join(re.findall(r"<h1>(.*?)</h1>", page))
    text = "\n\n".join(re.findall(r"<p>(.*?)</p>", page))
    kind = ArticleKind.ARTICLE if text else ArticleKind.EMPTY
    return Article(text, title, published, url, kind=kind)


def find(article: Article) -> list[Figure]:
    found = re.finditer(r"(\d+) tons", article.text)
    return [
        Figure(
            "rare-earths", Flow.EXPORT, "CN", None, None, Kind.LEVEL, Measure.QUANTITY, float(match[1]), "t",
            quote=match[0], sentence=article.text, rule="stand-in", start=match.start(),
        )
        for match in found
    ]  # fmt: skip


READER = Reader(read, find)


def story(number: int) -> str:
    return f"<h1>Story {number}</h1><p>China exported {number} tons of rare earths.</p>"


def hang_or_die(
    html: bytes | str,
    url: str | None = None,
    *,
    content_type: str = "",
    published: date | None = None,
    fetched: date | None = None,
) -> Article:
    """A reader that some pages kill in the ways that a parser in C can."""
    text = html.decode() if isinstance(html, bytes) else html
    if "hang" in text:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)
    if "die" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "leave" in text:
        os._exit(3)
    if "eat" in text:
        return Article("x" * 8 * 1024**3)
    if "recurse" in text:
        return hang_or_die(html)
    if "print" in text:
        sys.stdout.write("noise")
        os.write(1, b"noise")
    return read(html, url, content_type=content_type, published=published)


BAD_READER = Reader(hang_or_die, find)
