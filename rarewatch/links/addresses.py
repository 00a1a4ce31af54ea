"""URLs in one normal form, so that the same page has the same URL wherever it is announced."""

import re
from functools import cache
from urllib.parse import parse_qs, parse_qsl, quote, urljoin, urlsplit, urlunsplit

from rarewatch.vocabulary import table

_PORTS = {"http": 80, "https": 443}
_PATH = "/%:@!$&'()*+,;=~-._"
_QUERY = _PATH + "?[]|"
LONGEST = 2048
"""Characters of a URL: what browsers and proxies agree on; longer ones are traps or data."""


def normal_url(url: str, base: str = "") -> str | None:
    """The absolute URL in normal form, or None where it leads to no web page.

    Scheme and host in lower case, no default port, fragment, user or tracking parameter.

    >>> normal_url("HTTP://Example.org:80/a?utm_source=x&id=7#top")
    'http://example.org/a?id=7'
    >>> normal_url("../b c", "https://example.org/x/y/")
    'https://example.org/x/b%20c'
    >>> normal_url("mailto:me@example.org") is None
    True
    """
    try:
        parts = urlsplit(urljoin(base, re.sub(r"[\x00-\x1f\x7f]", "", url).strip()))
        host, port = _host(parts.hostname or ""), parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        return None
    place = host if port in {None, _PORTS[parts.scheme]} else f"{host}:{port}"
    path, query = quote(parts.path or "/", safe=_PATH), quote(_kept(parts.query), safe=_QUERY)
    whole = urlunsplit((parts.scheme, place, path, query, ""))
    return whole if len(whole) <= LONGEST else None


def unwrapped(url: str) -> str:
    """The address that a Bing News link carries in its `url=` parameter; other URLs as they are.

    >>> unwrapped("http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fexample.org%2fa&c=1")
    'https://example.org/a'
    """
    parts = urlsplit(url)
    if _under(parts.hostname or "", "bing.com") and parts.path.lower().startswith("/news/apiclick"):
        inner = parse_qs(parts.query).get("url", [""])[0]
        return normal_url(inner) or url
    return url


def is_opaque(url: str) -> bool:
    """Whether a link hides the article's address, as those of Google News do.

    >>> is_opaque("https://news.google.com/rss/articles/CBMiX0FVX3lxTE?oc=5"), is_opaque("https://example.org/")
    (True, False)
    """
    parts = urlsplit(url)
    return (
        parts.hostname == "news.google.com"
        and re.match(r"/(?:rss/)?(?:articles|read)/", parts.path) is not None
    )


def same_site(url: str, other: str) -> bool:
    """Whether two URLs belong to one site: equal hosts, `www.` and the like aside, or one within the other.

    >>> same_site("https://www.example.org/a", "https://news.example.org/b")
    True
    >>> same_site("http://127.0.0.1:80/a", "http://127.0.0.1:81/b")
    False
    """
    one, two = urlsplit(url), urlsplit(other)
    if one.netloc == two.netloc:
        return True
    first, second = _bare(one.hostname or ""), _bare(two.hostname or "")
    if not re.search(r"[a-z]", first):  # an IP address: each port is a site of its own
        return False
    return _under(first, second) or _under(second, first)


def _host(host: str) -> str:
    """The host as it is sent over the wire: lower case, ASCII, IPv6 in brackets."""
    host = host.rstrip(".")
    if ":" in host:
        return f"[{host}]"
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    return host if re.fullmatch(r"[a-z0-9._-]+", host) else ""


def _bare(host: str) -> str:
    labels = host.split(".")
    return (
        host.partition(".")[2]
        if labels[0] in {"www", "m", "amp", "news", "rss", "edition"} and labels[2:]
        else host
    )


def _under(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _kept(query: str) -> str:
    """The query without tracking parameters; the rest exactly as written."""
    return "&".join(part for part in query.split("&") if part and not _tracking().fullmatch(_name(part)))


def _name(part: str) -> str:
    found = parse_qsl(part, keep_blank_values=True)
    return found[0][0].lower() if found else ""


@cache
def _tracking() -> re.Pattern[str]:
    names = (re.escape(name).replace(r"\*", ".*") for name in table("links")["tracking"])
    return re.compile("|".join(names))
