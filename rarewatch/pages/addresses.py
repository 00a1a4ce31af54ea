"""Where a link may lead: never to a private address, unless the user named that host himself."""

import socket
from collections.abc import Callable, Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

Resolve = Callable[[str], Iterable[str]]

_NAT64 = bytes.fromhex("0064ff9b0000000000000000")
"""RFC 6052: the well-known prefix under which IPv6 networks reach IPv4 addresses."""


def host_of(url: str) -> str:
    """The host of a URL in lower case without port; empty where there is none.

    >>> host_of("http://Example.ORG:8000/a"), host_of("http://[::1]:80/"), host_of("mailto:me")
    ('example.org', '::1', '')
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def resolve(host: str) -> list[str]:
    """All addresses of a host, by the system's resolver; raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(entry[4][0]).partition("%")[0] for entry in found]


class Addresses:
    """Decides whether a host may be asked."""

    def __init__(self, named: Collection[str] = (), resolve: Resolve = resolve) -> None:
        self._named = frozenset(host.lower().strip("[]") for host in named)
        self._resolve = resolve
        self._known: dict[str, bool] = {}

    def allowed(self, host: str) -> bool:
        """Whether the user named the host, or all its addresses are public.

        A host that cannot be resolved is allowed: the request itself then fails and says why.
        """
        if host in self._named:
            return True
        if host not in self._known:
            self._known[host] = self._public(host)
        return self._known[host]

    def _public(self, host: str) -> bool:
        try:
            found = list(self._resolve(host))
        except (OSError, UnicodeError):
            return True
        return all(is_public(address) for address in found)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    >>> [is_public(text) for text in ("8.8.8.8", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False]
    """
    try:
        found = _inner(ip_address(address))
    except ValueError:
        return False
    return found.is_global and not found.is_multicast


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for (mapped, 6to4, NAT64), or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.packed.startswith(_NAT64):
        return IPv4Address(address.packed[12:])
    return address.ipv4_mapped or address.sixtofour or address
