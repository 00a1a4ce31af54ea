"""Pages of plain text: the first line is the headline, each line a paragraph, the same boundaries hold."""

import re
from datetime import date

from rarewatch.articles.boundaries import Tails
from rarewatch.articles.clean import folded
from rarewatch.articles.identity import Identity, http_url
from rarewatch.articles.kinds import kind_of
from rarewatch.articles.published import Asked
from rarewatch.articles.reading import Reading
from rarewatch.articles.select import article_text, cut_lines
from rarewatch.articles.stated import Stated
from rarewatch.articles.tree import Block, Box, Tree
from rarewatch.articles.words import Words
from rarewatch.model import Article, ArticleKind

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|div|p|article|section|main|span|br|a|h[1-6]|table|ul|ol|li|script)"
    r"(?=[\s>/])",
    re.IGNORECASE,
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b",
    re.DOTALL,
)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\ufffd]")
_START = 4000  # characters in which a text says what it is
_MAX_TITLE = 300  # characters
_SENTENCE_ENDS = (".", "!", "?", ";", "。")


def is_markup(text: str, content_type: str = "") -> bool:
    """Whether a text is to be read as HTML."""
    if content_type.split(";", maxsplit=1)[0].strip().lower() == "text/plain":
        return text.lstrip()[:14].lower().startswith(("<!doctype html", "<html"))
    return bool(_MARKUP.search(text)) or bool(_FEED.match(text[:_START]))


def is_foreign(text: str) -> bool:
    """Whether a text is a feed, a sitemap, or no text at all."""
    start = text[:_START]
    return (
        bool(_FEED.match(text[:_START]))
        or text.startswith("%PDF")
        or (start.lstrip()[:1] != "<" and len(_BINARY.findall(start)) * 20 > len(start))
    )


def read_plain(text: str, url: str | None, published: date | None, words: Words, reading: Reading) -> Article:
    """Read a page of plain text. A single line that is a sentence is text without a headline."""
    address = http_url(url or "", None) or None
    if is_foreign(text):
        return Article("", url=address, published=published, kind=ArticleKind.OTHER)
    lines = [line for line in map(folded, text.splitlines()) if line]
    title = ""
    if lines and len(lines[0]) <= _MAX_TITLE and (len(lines) > 1 or not lines[0].endswith(_SENTENCE_ENDS)):
        title = lines.pop(0)
    tree = reading.tree = _tree(lines)
    identity = Identity(titles=(title,) if title else (), canonical=address or "")
    tails = Tails(tree, -1, identity, words)
    tails.cut("strong")
    tails.cut("weak")
    cut_lines(tree, identity, words)
    body = article_text(tree)
    days = Asked(tree, -1, identity, Stated(), words, reading.fetched).days()
    return Article(
        body,
        title=title,
        url=address,
        published=published or days.published,
        modified=days.modified,
        kind=kind_of(tree, body, identity, words),
    )


def _tree(lines: list[str]) -> Tree:
    """A flat page: every line a paragraph of the body."""
    tree = Tree([Block(line, at, "p") for at, line in enumerate(lines, 1)])
    tree.boxes = [Box(0, "body"), *(Box(0, "p") for _ in lines)]
    tree.boxes[0].stop = tree.boxes[0].last = len(lines)
    for at, box in enumerate(tree.boxes[1:]):
        box.start, box.stop, box.last = at, at + 1, at + 1
    return tree
