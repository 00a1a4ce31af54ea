"""From a page to its article and figures, whatever the page does to the readers."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from rarewatch import pages
from rarewatch.errors import FetchError, ReadError, UsageError
from rarewatch.model import Article, ArticleKind, Figure, Page
from rarewatch.watch.targets import Target, plan
from rarewatch.watch.topics import any_topic

BLOCKED = {
    ArticleKind.EMPTY: "the page holds no text",
    ArticleKind.CONSENT_WALL: "the page asks for consent to cookies instead of showing the article",
    ArticleKind.PAYWALL_STUB: "the page shows only the start of the article to those who do not pay",
}
"""Pages that ought to be articles and are not: failures, with what to tell the user."""


class ReadArticle(Protocol):
    """How `articles.read_article` is called."""

    def __call__(
        self,
        html: bytes | str,
        url: str | None = None,
        *,
        content_type: str = "",
        published: date | None = None,
    ) -> Article:
        """Read the article of a page."""


@dataclass(frozen=True)
class Reader:
    """The readers of a page, passed in."""

    read: ReadArticle
    find: Callable[[Article], Sequence[Figure]]
    about: Callable[[Page, Article], bool] = any_topic
    """Whether an article is about what is collected; what is not, is remembered and not stored."""

    def article(self, page: Page, published: date | None = None) -> Article:
        """The article of a page; ReadError when the page is too much for the reader."""
        url = page.url if page.url.startswith(("http://", "https://")) else None
        try:
            return self.read(page.content, url, content_type=page.content_type, published=published)
        except Exception as error:
            raise _unreadable("the article", page, error) from error

    def is_on_topic(self, page: Page, article: Article) -> bool:
        """Whether an article is about what is collected; ReadError when it is too much for the rules."""
        try:
            return self.about(page, article)
        except Exception as error:
            raise _unreadable("the topic", page, error) from error

    def figures(self, page: Page, article: Article) -> Sequence[Figure]:
        """The figures of a page's article; ReadError when it is too much for the rules."""
        try:
            return self.find(article)
        except Exception as error:
            raise _unreadable("the figures", page, error) from error


def open_page(word: str, delay: float | None = None) -> Page:
    """The one page that a URL, a file or `-` stands for; raises UsageError or FetchError."""
    targets = plan([word], [])
    if len(targets) != 1:
        raise UsageError(f"{word!r} is a folder of {len(targets)} pages; name one of them.")
    target = targets[0]
    if target.file:
        return saved_page(target)
    with pages.open_fetcher({target.host}, delay) as fetcher:
        return fetcher.get(target.url)


def saved_page(target: Target) -> Page:
    """A file, or standard input; raises FetchError."""
    if target.file != "-":
        return pages.read_file(Path(target.file))
    size = pages.Limits().size
    content = sys.stdin.buffer.read(size + 1)
    if len(content) > size:
        raise FetchError("standard input", f"is larger than {size:,} bytes")
    return pages.page_of(content)


def _unreadable(what: str, page: Page, error: Exception) -> ReadError:
    """One broken page must not end a run over hundreds; the reason names the error for a report."""
    if isinstance(error, ReadError):
        return error
    return ReadError(f"{what} could not be read ({type(error).__name__}: {error})")
