"""Where a link may lead: never to a private address, unless the user named that host himself."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

Resolve = Callable[[str], Awaitable[list[str]]]

_NAT64 = bytes.fromhex("0064ff9b0000000000000000")
"""RFC 6052: the well-known prefix under which IPv6 networks reach IPv4 addresses."""

_UNICAST = IPv6Network("2000::/3")
"""What IANA has given out as public addresses; what lies beside it is old, local, or of no use."""


def host_of(url: str) -> str:
    """The host of a URL in lower case without port; empty where there is none.

    >>> host_of("http://Example.ORG:8000/a"), host_of("http://[::1]:80/"), host_of("mailto:me")
    ('example.org', '::1', '')
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


async def resolve(host: str) -> list[str]:
    """All addresses of a host, by the system's resolver; raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Addresses:
    """Decides at which addresses a host may be asked; `named` are the hosts that the user named himself."""

    def __init__(self, named: Collection[str] = (), resolve: Resolve = resolve) -> None:
        self._named = frozenset(host.lower().strip("[]") for host in named)
        self._resolve = resolve
        self._allowed: dict[str, asyncio.Future[bool]] = {}

    async def allowed(self, host: str) -> bool:
        """Whether a host may be asked, looked up once; one that cannot be found may: the request says why
        not."""
        if host not in self._allowed:
            self._allowed[host] = asyncio.ensure_future(self._looked_up(host))
        return await asyncio.shield(self._allowed[host])

    async def _looked_up(self, host: str) -> bool:
        try:
            return bool(await self.reachable(host))
        except (OSError, UnicodeError):
            return True

    async def reachable(self, host: str) -> list[str]:
        """The addresses to connect to; empty where one of them is not public and the user did not name the
        host.

        Raises OSError where the host has no address.
        """
        bare = host.strip("[]").rstrip(".")
        found = [bare] if _literal(bare) else await self._resolve(bare)
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        if bare.lower() in self._named or all(is_public(address.partition("%")[0]) for address in found):
            return found
        return []


def _literal(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    >>> [is_public(text) for text in ("8.8.8.8", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False]
    >>> [is_public(text) for text in ("2606:4700::1111", "::127.0.0.1", "fec0::1", "fe80::1")]
    [True, False, False, False]
    """
    try:
        found = _inner(ip_address(address))
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found not in _UNICAST:
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
