"""The article of a page, the whole article, and nothing but the article.

    bytes -> decode -> identity (which article is it?) -> blocks -> cuts -> Article

Every block of a page is kept, or cut for a reason that can be named.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from rarewatch.articles.clean import folded
from rarewatch.articles.decode import decode
from rarewatch.articles.page import read_page
from rarewatch.articles.parts import Part, parts_of
from rarewatch.articles.plain import is_markup, read_plain
from rarewatch.articles.reading import Reading
from rarewatch.articles.scan import mentions_commodity
from rarewatch.articles.words import words
from rarewatch.model import Article, SiteRule

__all__ = ["Part", "mentions_commodity", "read_article", "read_parts"]


def read_article(  # noqa: PLR0913 - what is known of a page, each with a default
    html: bytes | str,
    url: str | None = None,
    *,
    content_type: str = "",
    published: date | None = None,
    sites: Mapping[str, SiteRule] | None = None,
    fetched: date | None = None,
) -> Article:
    """Read the article of a page, HTML or plain text; never raises.

    `url` is the page's address, `content_type` the HTTP header. `published` is the day that a listing or the
    user gave: it wins over what the page says. `sites` are rules for single sites, by host. `fetched` is the
    day on which the page was fetched: no day of publication is later, save for the next day, which it may be
    already elsewhere.

    >>> article = read_article("<h1>Magnets</h1><p>Exports rose to 353 tons in June.</p>")
    >>> article.title, article.text
    ('Magnets', 'Exports rose to 353 tons in June.')
    """
    return _read(html, url, content_type, published, Reading(sites or {}, fetched))


def read_parts(  # noqa: PLR0913 - as above
    html: bytes | str,
    url: str | None = None,
    *,
    content_type: str = "",
    published: date | None = None,
    sites: Mapping[str, SiteRule] | None = None,
    fetched: date | None = None,
) -> tuple[Article, list[Part]]:
    """Read the article as `read_article` does, and tell of every block why it was kept or cut.

    >>> article, parts = read_parts("<h1>Magnets</h1><p>Exports rose to 353 tons in June.</p><p>Share</p>")
    >>> [(part.kept, part.reason, part.text) for part in parts if part.tag == "p"]
    [(True, 'running text', 'Exports rose to 353 tons in June.'), (False, 'a control of the page', 'Share')]
    """
    reading = Reading(sites or {}, fetched, whole=True)
    article = _read(html, url, content_type, published, reading)
    return article, parts_of(article, reading.tree)


def _read(
    html: bytes | str, url: str | None, content_type: str, published: date | None, reading: Reading
) -> Article:
    text = decode(html, content_type) if isinstance(html, bytes) else html
    zeros = b"\0" in html if isinstance(html, bytes) else "\0" in html
    if zeros:
        text = text.replace("\0", "")
    address = folded(url) if url else None
    if published and reading.fetched and published > reading.fetched + timedelta(days=1):
        published = None
    if is_markup(text, content_type):
        return read_page(text, address, published, words(), reading)
    text = text.encode("utf-8", "ignore").decode("utf-8")  # without lone surrogates
    return read_plain(text, address, published, words(), reading)
