"""URLs in one normal form, so that the same page has the same URL wherever it is announced."""

import re
import string
from collections.abc import Mapping
from functools import cache
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from rarewatch.vocabulary import table

_PORTS = {"http": 80, "https": 443}
_PATH = "/%:@!$&'()*+,;=~-._"
_QUERY = _PATH + "?[]|"
LONGEST = 2048
"""Characters of a URL: what browsers and proxies agree on; longer ones are traps or data."""
_LONGEST_HOST = 253
"""Characters of a host name in the domain name system."""
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_CODE = re.compile(r"%([0-9a-fA-F]{2})?")
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_SESSION = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)


def normal_url(url: str, base: str = "") -> str | None:
    """The absolute URL in normal form, or None where it leads to no web page.

    Scheme and host in lower case and ASCII; no default port, fragment, user, session or tracking parameter;
    no dot segments; percent codes in capitals, and only where they are needed.

    >>> normal_url("HTTP://Example.org.:80/a/./%7euser?utm_source=x&id=7#top")
    'http://example.org/a/~user?id=7'
    >>> normal_url("../b c", "https://example.org/x/y/")
    'https://example.org/x/b%20c'
    >>> normal_url("mailto:me@example.org") is None
    True
    """
    if len(url) > LONGEST * 2:
        return None
    try:
        return _normal(urljoin(base, _INVISIBLE.sub("", url).strip()))
    except (ValueError, UnicodeError):
        return None


def with_host(url: str, hosts: Mapping[str, str]) -> str:
    """A URL in normal form whose host is folded into another: what a test host shows is the same article.

    >>> with_host("https://staging.example.org/a", {"staging.example.org": "example.org"})
    'https://example.org/a'
    """
    if not hosts:
        return url
    parts = urlsplit(url)
    place = hosts.get(parts.netloc) or hosts.get(parts.hostname or "")
    return (normal_url(urlunsplit(parts._replace(netloc=place))) or url) if place else url


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
    return under(first, second) or under(second, first)


def _normal(url: str) -> str | None:
    parts = urlsplit(url)
    host, port = _host(parts.hostname or ""), parts.port
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        return None
    place = host if port in {None, _PORTS[parts.scheme]} else f"{host}:{port}"
    path = _coded(_without_dots(_SESSION.sub("", parts.path)) or "/", _PATH)
    whole = urlunsplit((parts.scheme, place, path, _coded(_kept(parts.query), _QUERY), ""))
    return whole if len(whole) <= LONGEST else None


def _host(host: str) -> str:
    """The host as it is sent over the wire: lower case, ASCII, IPv6 in brackets."""
    if len(host) > _LONGEST_HOST:
        return ""
    if ":" in host:
        return f"[{host}]"
    host = (host if host.isascii() else _ascii(host)).rstrip(".")
    return host if re.fullmatch(r"[a-z0-9._-]+", host) else ""


def _ascii(host: str) -> str:
    """A name in another script as IDNA 2008 writes it, so that `straße` is not `strasse`."""
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:  # signs that IDNA 2008 has no place for, such as emoji
        return host.encode("idna").decode("ascii")


def _coded(text: str, safe: str) -> str:
    """One spelling for each character: what needs no percent code has none, the codes are in capitals."""
    return quote(_CODE.sub(_code, text), safe=safe)


def _code(found: re.Match[str]) -> str:
    if not found[1]:
        return "%25"
    letter = chr(int(found[1], 16))
    return letter if letter in _UNRESERVED else found[0].upper()


def _without_dots(path: str) -> str:
    """A path without `.` and `..`.

    >>> _without_dots("/a/./b/../c/..")
    '/a/'
    """
    if "/." not in path:
        return path
    kept: list[str] = []
    for part in (parts := path.split("/"))[1:]:
        if part == "..":
            kept = kept[:-1]
        elif part != ".":
            kept.append(part)
    if parts[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _bare(host: str) -> str:
    labels = host.split(".")
    return (
        host.partition(".")[2]
        if labels[0] in {"www", "m", "amp", "news", "rss", "edition"} and labels[2:]
        else host
    )


def under(host: str, domain: str) -> bool:
    """Whether a host is a domain or belongs to it."""
    return host == domain or host.endswith(f".{domain}")


def _kept(query: str) -> str:
    """The query without tracking parameters; the rest exactly as written."""
    return "&".join(part for part in query.split("&") if part and not _tracking().fullmatch(_name(part)))


def _name(part: str) -> str:
    found = parse_qsl(part, keep_blank_values=True)
    return found[0][0].lower() if found else ""


@cache
def _tracking() -> re.Pattern[str]:
    names = (re.escape(name.lower()).replace(r"\*", ".*") for name in table("links")["tracking"])
    return re.compile("|".join(names))
