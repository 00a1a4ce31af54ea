"""One page by its name: from the web, from a file, or from standard input."""

import asyncio
import sys
from pathlib import Path

from rarewatch import pages
from rarewatch.errors import FetchError, UsageError
from rarewatch.model import ArticleKind, Page
from rarewatch.watch.targets import Target, plan

BLOCKED = {
    ArticleKind.EMPTY: "the page holds no text",
    ArticleKind.CONSENT_WALL: "the page asks for consent to cookies instead of showing the article",
    ArticleKind.PAYWALL_STUB: "the page shows only the start of the article to those who do not pay",
    ArticleKind.REFUSAL: "the site checks who asks, or turns programs away, instead of showing the article",
}
"""Pages that ought to be articles and are not, with what to tell the user."""


def open_page(word: str, delay: float | None = None) -> Page:
    """The one page that a URL, a file or `-` stands for; raises UsageError or FetchError."""
    targets = plan([word], [])
    if len(targets) != 1:
        raise UsageError(f"{word!r} is a folder of {len(targets)} pages; name one of them.")
    target = targets[0]
    if target.file:
        return saved_page(target)
    return asyncio.run(_fetched(target, delay))


async def _fetched(target: Target, delay: float | None) -> Page:
    async with pages.open_fetcher({target.host}, pages.Manners(delay)) as fetcher:
        return await fetcher.get(target.address)


def saved_page(target: Target) -> Page:
    """A file, or standard input; raises FetchError."""
    if target.file != "-":
        return pages.read_file(Path(target.file))
    size = pages.Limits().size
    content = sys.stdin.buffer.read(size + 1)
    if len(content) > size:
        raise FetchError("standard input", f"is larger than {size:,} bytes")
    return pages.page_of(content)
