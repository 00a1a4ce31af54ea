"""Links that lead through an aggregator: the article's address is taken out, or named as hidden."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import SplitResult, parse_qs, urlsplit

from rarewatch.links.addresses import normal_url, under
from rarewatch.vocabulary import table

_LAYERS = 3
"""Wrappers around one address: a mail program's around a search engine's is the most that was seen."""
_NEWS = re.compile(r"/(?:rss/)?(?:articles|read|__i/rss/rd/articles)/([\w=-]*)")
_ADDRESS = re.compile(rb"https?://[!-~]{4,2000}")


@dataclass(frozen=True)
class _Wrapper:
    hosts: Sequence[str]
    path: str
    keys: Sequence[str]

    def inner(self, parts: SplitResult) -> str:
        """The address that a URL carries, or nothing."""
        host = parts.hostname or ""
        if not parts.path.lower().startswith(self.path) or not any(_matches(host, own) for own in self.hosts):
            return ""
        query = parse_qs(parts.query, max_num_fields=100)
        found = (_plain(value) for key in self.keys for value in query.get(key, [])[:1])
        return next((address for address in found if address), "")


def unwrapped(url: str) -> str:
    """The address that a link of Bing, Google, Facebook and the like carries; other URLs as they are.

    >>> unwrapped("http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fexample.org%2fa&c=1")
    'https://example.org/a'
    >>> unwrapped("https://www.google.co.uk/url?sa=t&q=https://example.org/a")
    'https://example.org/a'
    """
    for _ in range(_LAYERS):
        inner = _inner(url) if "?" in url or "://news.google." in url else None
        if inner is None:
            break
        url = inner
    return url


def is_opaque(url: str) -> bool:
    """Whether a link hides the article's address, as those of Google News do.

    >>> is_opaque("https://news.google.com/rss/articles/CBMiX0FVX3lxTE?oc=5"), is_opaque("https://example.org/")
    (True, False)
    """
    parts = urlsplit(url)
    return parts.hostname == "news.google.com" and _NEWS.match(parts.path) is not None


def _inner(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        found = _from_news(parts) or next(filter(None, (entry.inner(parts) for entry in _wrappers())), "")
    except ValueError:
        return None
    return normal_url(found) if found else None


def _from_news(parts: SplitResult) -> str:
    """The address in an older link of Google News, which spells it out; newer ones hold a key to it."""
    if parts.hostname != "news.google.com":
        return ""
    code = _NEWS.match(parts.path)
    return _from_base64(code[1]) if code else ""


def _plain(value: str) -> str:
    if re.match(r"https?://", value, re.IGNORECASE):
        return value
    return _from_base64(value[2:]) if value.startswith("a1") else ""


def _from_base64(code: str) -> str:
    try:
        found = _ADDRESS.search(base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)))
    except (binascii.Error, ValueError):
        return ""
    return found[0].decode("ascii") if found else ""


def _matches(host: str, own: str) -> bool:
    if own.endswith(".*"):
        return re.search(rf"(?:^|\.){re.escape(own[:-2])}(?:\.[a-z]{{2,3}}){{1,2}}$", host) is not None
    return under(host, own)


@cache
def _wrappers() -> list[_Wrapper]:
    return [_Wrapper(**entry) for entry in table("wrappers").values()]
