"""The article of a page, the whole article, and nothing but the article.

    bytes -> decode -> identity (which article is it?) -> blocks -> cuts -> Article

Every block of a page is kept, or cut for a reason that can be named.
"""

from datetime import date, timedelta

from rarewatch.articles.clean import folded
from rarewatch.articles.decode import decode
from rarewatch.articles.page import read_page
from rarewatch.articles.plain import is_markup, read_plain
from rarewatch.articles.words import words
from rarewatch.model import Article

__all__ = ["read_article"]


def read_article(
    html: bytes | str,
    url: str | None = None,
    *,
    content_type: str = "",
    published: date | None = None,
    fetched: date | None = None,
) -> Article:
    """Read the article of a page, HTML or plain text; never raises.

    `url` is the page's address, `content_type` the HTTP header. `published` is the day that a listing or the
    user gave: it wins over what the page says. `fetched` is the day on which the page was fetched: no day of
    publication is later, save for the next day, which it may be already elsewhere.

    >>> article = read_article("<h1>Magnets</h1><p>Exports rose to 353 tons in June.</p>")
    >>> article.title, article.text
    ('Magnets', 'Exports rose to 353 tons in June.')
    """
    text = decode(html, content_type) if isinstance(html, bytes) else html
    text = text.replace("\0", "")
    address = folded(url) if url else None
    if published and fetched and published > fetched + timedelta(days=1):
        published = None
    if is_markup(text, content_type):
        return read_page(text, address, published, words(), fetched)
    text = text.encode("utf-8", "ignore").decode("utf-8")  # without lone surrogates
    return read_plain(text, address, published, words(), fetched)
