"""Which pages of a source are asked for, one after the other: its listing, where that goes on, its sitemaps.

    walk = Walk(source)
    survey = walk.read(page)        # of the source's own page
    while url := walk.next_url():
        survey = walk.read(...)     # of the page at that URL

Nothing is fetched here, so that whoever fetches may do it as he likes.
"""

from collections import deque
from dataclasses import dataclass, field, replace

from rarewatch import links
from rarewatch.links import Shape, Survey
from rarewatch.model import Article, Link, Page, Source

SITEMAPS = 50
"""Sitemaps of one index that are read; news indexes have under 20, and the newest come first."""


@dataclass
class Walk:
    """What is known of one source's listing while it is read page by page."""

    source: Source
    sitemaps: int = SITEMAPS
    count: int = 0
    """How many pages were read."""
    _ahead: deque[str] = field(default_factory=deque)
    _known: set[str] = field(default_factory=set)
    _index: bool = False

    def read(self, page: Page) -> Survey:
        """The links of a page, and what follows it noted; raises ReadError.

        An index within an index is left alone; so is what follows a page that shows nothing new.
        """
        found = links.survey(page, self.source)
        self.count += 1
        if found.shape is Shape.SITEMAP_INDEX:
            if self.count == 1:
                self._index = True
                self._ahead.extend(link.url for link in found.links[: self.sitemaps])
            return Survey(found.shape, ())
        urls = {entry.link.url for entry in found.found}
        if urls - self._known and self.count < self.source.depth and not self._index:
            url = links.following(page, self.source, self.count + 1)
            self._ahead.extend([url] if url else [])
        self._known |= urls
        return found

    def next_url(self) -> str | None:
        """The next page to ask for; None at the end."""
        return self._ahead.popleft() if self._ahead else None

    def is_end(self, reason: str) -> bool:
        """Whether a failure tells that a list of numbered pages has no further one, which is no fault."""
        gone = any(f"answered {status}" in reason for status in (404, 410))
        return self.count > 0 and gone and bool(self.source.pages)


def titled(article: Article, link: Link) -> Article:
    """The article with the title that the listing gave, where the page has none."""
    return article if article.title or not link.title else replace(article, title=link.title)
