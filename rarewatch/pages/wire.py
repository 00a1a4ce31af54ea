"""Connections: to an address that was checked, with an end to what comes before an answer's body."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpcore

from rarewatch.pages.addresses import Addresses
from rarewatch.pages.limits import Limits

_BUFFER = 64 * 1024


class PrivateError(httpcore.ConnectError):
    """A host that leads to an address which no page may lead to."""


class HeadError(httpcore.ReadError):
    """More bytes than allowed before an answer's headers are complete."""


class LeftoverError(httpcore.ReadError):
    """Bytes that nobody asked for stand on a connection which was to be used again."""


class BodyError(httpcore.ReadError):
    """More bytes on the wire than a page of the allowed size takes."""


class Wire(httpcore.AsyncNetworkStream):
    """One connection, with an end to what an answer may bring over it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limits: Limits) -> None:
        self._reader = reader
        self._writer = writer
        self._limits = limits
        self._too_long: httpcore.ReadError = BodyError()
        self._left: float = 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; empty at the end."""
        if self._left <= 0 and not self._many:
            raise self._too_long
        async with _told(timeout, httpcore.ReadTimeout, httpcore.ReadError):
            data = await self._reader.read(max_bytes)
        self._left -= len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes; nothing may have come from a server that was not asked yet (HTTP/1.1)."""
        if not buffer:
            return
        if not self._many and self._waiting:
            raise LeftoverError("bytes beyond the end of an answer")
        self._left, self._too_long = (
            self._limits.head_size,
            HeadError(f"more than {self._limits.head_size:,} bytes"),
        )
        async with _told(timeout, httpcore.WriteTimeout, httpcore.WriteError):
            self._writer.write(buffer)
            await self._writer.drain()

    def answered(self) -> None:
        """The headers are complete: what comes now is the body, in pieces that may have headings of their
        own."""
        self._left, self._too_long = self._limits.size + self._limits.head_size, BodyError("too long")

    async def aclose(self) -> None:
        """Close at once; what is not sent yet is of no use to anyone."""
        self._writer.transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "Wire":
        """The same connection under TLS."""
        async with _told(timeout, httpcore.ConnectTimeout, httpcore.ConnectError):
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        return self

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks for: whether an idle connection has ended or holds what nobody asked for."""
        if info == "is_readable":
            return self._waiting or self._reader.at_eof() or self._writer.is_closing()
        return self._writer.get_extra_info("peername" if info == "server_addr" else info)

    @property
    def _waiting(self) -> bool:
        buffer: bytearray = getattr(self._reader, "_buffer")  # noqa: B009 - no public name says it
        return bool(buffer)

    @property
    def _many(self) -> bool:
        """Whether several answers share the connection (HTTP/2)."""
        secure = self._writer.get_extra_info("ssl_object")
        return secure is not None and secure.selected_alpn_protocol() == "h2"


class Backend(httpcore.AsyncNetworkBackend):
    """Opens connections to addresses that were checked, and to no others, so that a name cannot change its
    mind between the check and the connection.
    """

    def __init__(self, addresses: Addresses, limits: Limits) -> None:
        self._addresses = addresses
        self._limits = limits

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> Wire:
        """A connection to the first of the host's addresses that answers."""
        async with _told(timeout, httpcore.ConnectTimeout, httpcore.ConnectError):
            addresses = await self._addresses.reachable(host)
            if not addresses:
                raise PrivateError(f"{host} is on a private network")
            return await self._first(addresses, port)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _first(self, addresses: list[str], port: int) -> Wire:
        """Each address gets its share of the time, so that a dead IPv6 does not use up that of IPv4."""
        share = self._limits.connect / len(addresses)
        for address in addresses[:-1]:
            try:
                async with asyncio.timeout(share):
                    return await self._open(address, port)
            except OSError:  # also a timeout
                continue
        return await self._open(addresses[-1], port)

    async def _open(self, address: str, port: int) -> Wire:
        reader, writer = await asyncio.open_connection(address, port, limit=_BUFFER)
        return Wire(reader, writer, self._limits)


@asynccontextmanager
async def _told(
    timeout: float | None, late: type[httpcore.TimeoutException], broken: type[httpcore.NetworkError]
) -> AsyncIterator[None]:
    """Turn what the system raises into what httpcore expects, its cause kept."""
    try:
        async with asyncio.timeout(timeout):
            yield
    except TimeoutError as error:
        raise late(str(error)) from error
    except (OSError, ssl.SSLError, UnicodeError, RuntimeError) as error:
        raise broken(str(error)) from error
