"""httpx's transport on connections of our own: checked addresses, and no answer left over for the next.

httpcore keeps the bytes beyond an answer's end and takes them for the next answer on the same connection.
Such a connection is thrown away here instead of being used again.
"""

from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from rarewatch.errors import UsageError
from rarewatch.pages.addresses import Addresses
from rarewatch.pages.limits import Limits
from rarewatch.pages.wire import Backend, PrivateError

_KEPT_SECONDS = 5.0
"""How long an idle connection is kept: common servers close theirs after 5 to 15 seconds."""


class Transport(httpx.AsyncHTTPTransport):
    """Direct connections, or through the proxies of the environment."""

    def __init__(self, addresses: Addresses, limits: Limits, connections: int) -> None:
        self._addresses = addresses
        # What httpx's own __init__ makes is replaced as a whole: its pool, and a TLS context that only
        # https needs.
        self._pool = _Pool(
            max_connections=connections,
            keepalive_expiry=_KEPT_SECONDS,
            http2=True,
            network_backend=Backend(addresses, limits),
        )
        self._proxied = {scheme: _through(scheme, proxy) for scheme, proxy in environment_proxies().items()}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request on its way."""
        proxy = self._proxied.get(request.url.scheme)
        if proxy is None or proxy_bypass(request.url.host):
            return await super().handle_async_request(request)
        await self._check(request.url.host)
        return await proxy.handle_async_request(request)

    async def _check(self, host: str) -> None:
        """What can be told of a host that a proxy will look up: a name unknown here may be known there."""
        try:
            known = await self._addresses.reachable(host)
        except OSError:
            return
        if not known:
            raise httpx.ConnectError("private") from PrivateError(host)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()
        for proxy in self._proxied.values():
            await proxy.aclose()


def environment_proxies() -> dict[str, str]:
    """The proxy for each scheme, by HTTP_PROXY, HTTPS_PROXY and ALL_PROXY."""
    known = getproxies()
    found = {scheme: known.get(scheme) or known.get("all") for scheme in ("http", "https")}
    return {scheme: url if "://" in url else f"http://{url}" for scheme, url in found.items() if url}


def _through(scheme: str, proxy: str) -> httpx.AsyncHTTPTransport:
    """Connections through a proxy; UsageError where that can be none. Its address may hold a password."""
    try:
        return httpx.AsyncHTTPTransport(proxy=proxy, limits=httpx.Limits(max_keepalive_connections=0))
    except (httpx.InvalidURL, ValueError, ImportError) as error:
        name = f"{scheme.upper()}_PROXY or ALL_PROXY"
        raise UsageError(
            f"{name} in the environment is the address of no proxy that can be used. "
            "Write it as http://host:port, or unset it."
        ) from error


class _Pool(httpcore.AsyncConnectionPool):
    def create_connection(self, origin: httpcore.Origin) -> "_Connection":
        if origin.scheme == b"https" and self._ssl_context is None:
            self._ssl_context = httpx.create_ssl_context()
        return _Connection(
            origin=origin,
            ssl_context=self._ssl_context,
            keepalive_expiry=self._keepalive_expiry,
            http2=self._http2,
            network_backend=self._network_backend,
        )


class _Connection(httpcore.AsyncHTTPConnection):
    def has_expired(self) -> bool:
        """Whether to use it no more; also where bytes are left that belong to no answer that was asked
        for."""
        return super().has_expired() or (self.is_idle() and self._dirty())

    def _dirty(self) -> bool:
        inner: Any = self._connection
        if isinstance(inner, httpcore.AsyncHTTP2Connection):
            return False
        state = getattr(inner, "_h11_state", None)
        return state is None or bool(state.trailing_data[0])
