"""Which pages of a source are asked for, one after the other: its listing, where that goes on, its sitemaps.

    walk = Walk(source)
    survey = walk.read(survey, following)       # of the source's own page
    while url := walk.next_url():
        survey = walk.read(...)                 # of the page at that URL

Nothing is fetched here, so that whoever fetches may do it as he likes.
"""

from collections import deque
from dataclasses import dataclass, field

from rarewatch.links import Shape, Survey
from rarewatch.model import Source

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

    def read(self, survey: Survey, following: str) -> Survey:
        """The links of a page that are to be followed, and what follows the page noted.

        An index within an index is left alone; so is what follows a page that shows nothing new.
        """
        self.count += 1
        if survey.shape is Shape.SITEMAP_INDEX:
            if self.count == 1:
                self._index = True
                self._ahead.extend(link.url for link in survey.links[: self.sitemaps])
            return Survey(survey.shape, ())
        urls = {entry.link.url for entry in survey.found}
        if following and urls - self._known and not self._index:
            self._ahead.append(following)
        self._known |= urls
        return survey

    def next_url(self) -> str | None:
        """The next page to ask for; None at the end."""
        return self._ahead.popleft() if self._ahead else None

    def is_end(self, reason: str) -> bool:
        """Whether a failure tells that a list of numbered pages has no further one, which is no fault."""
        gone = any(f"answered {status}" in reason for status in (404, 410))
        return self.count > 0 and gone and bool(self.source.pages)
