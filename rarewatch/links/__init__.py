"""What a page announces: the articles of a listing page, a feed or a sitemap.

    shape = shape_of(page)             what came back, told by its content
    found = survey(page, source)       what to follow, and what not and why
    links = find_links(page, follow=r"/article/\\d+")

Functions of the page alone: nothing is fetched here.
"""

from rarewatch.links.addresses import normal_url
from rarewatch.links.directives import directives
from rarewatch.links.document import Document
from rarewatch.links.listings import headline_links
from rarewatch.links.opml import opml_feeds
from rarewatch.links.passed import Found, Why
from rarewatch.links.prose import opens_with_story, prose_length
from rarewatch.links.shapes import Shape, shape_of
from rarewatch.links.survey import LINKS_A_PAGE, Survey, following, survey
from rarewatch.links.wrappers import is_opaque, unwrapped
from rarewatch.model import Link, Page, Source

__all__ = [
    "LINKS_A_PAGE",
    "Found",
    "Shape",
    "Survey",
    "Why",
    "directives",
    "find_links",
    "following",
    "is_listing",
    "is_opaque",
    "normal_url",
    "opml_feeds",
    "shape_of",
    "survey",
    "unwrapped",
]

_PROSE = ((1, 80), (2, 250), (3, 600))
"""From so many headlines on, a page is a listing while it holds no more characters of running text than this.
A teaser has 100 to 300 characters, the shortest wire story about 600."""


def find_links(page: Page, follow: str = "", match: str = "") -> list[Link]:
    """The links that a page announces, absolute and normalised, each once, in their order.

    `follow` is a regular expression that a URL must match; without it a listing's article links are told from
    the rest by their look. `match` must be found in title or URL. Of a sitemap index these are the sitemaps.
    Raises ReadError on a feed or sitemap that cannot be read.
    """
    return survey(page, Source("", page.url, follow=follow, match=match)).links


def is_listing(page: Page) -> bool:
    """Whether an HTML page lists articles and is none itself: headlines that are links, hardly any text."""
    if shape_of(page) is not Shape.PAGE:
        return False
    document = Document(page)
    if opens_with_story(document):
        return False
    headlines, prose = len(headline_links(page, document)), prose_length(document)
    return any(headlines >= least and prose < most for least, most in _PROSE)
