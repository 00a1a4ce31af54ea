"""One request and its answer, within limits of time and size."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rarewatch.model import Visit
from rarewatch.pages.limits import Limits
from rarewatch.pages.reasons import is_passing, reason_of
from rarewatch.pages.unpack import BrokenError, TooLargeError, Unpacker, unpack

if TYPE_CHECKING:
    import httpx


_SMALL = 16 * 1024
"""Bytes of a refusal that are read and let go, so that the connection can be used again."""

_PIECES = 50_000
"""Pieces in which a page may come, a second's work: 10 MiB in pieces of a byte would take a minute."""
_LONGEST_VALUE = 1024
"""Characters of an ETag or a date that are sent back; servers refuse requests of more than 8 KiB."""
_TAG = "x-robots-tag"


@dataclass(frozen=True)
class Answer:
    """What a server said; the content of what is no page is left unread."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    at: datetime


class AskError(Exception):
    """No answer that is of use; `passing` where it may pass by itself, `down` where the server seems in
    trouble."""

    def __init__(self, reason: str, *, passing: bool = False, down: bool = False) -> None:
        self.reason = reason
        self.passing = passing
        self.down = down
        super().__init__(reason)


async def ask(
    client: "httpx.AsyncClient", url: str, limits: Limits, seconds: float, known: Visit | None = None
) -> Answer:
    """The answer for a URL, within so many seconds; raises AskError and no other."""
    import httpx

    try:
        async with asyncio.timeout(max(seconds, 0.001)):
            async with _response(client, url, limits, known) as response:
                return await _answer(response, limits)
    except AskError:
        raise
    except TimeoutError:
        raise AskError(f"took longer than {limits.total:g} seconds altogether", down=True) from None
    except TooLargeError:
        raise AskError(f"the page is larger than {limits.size:,} bytes") from None
    except BrokenError as error:
        raise AskError(str(error)) from error
    except (httpx.InvalidURL, ValueError) as error:
        raise AskError(reason_of(error, limits)) from error
    except httpx.HTTPError as error:
        raise AskError(reason_of(error, limits), passing=is_passing(error), down=True) from error
    except Exception as error:  # a server may bring a library to anything
        raise AskError(f"the answer made no sense ({type(error).__name__}: {error})", down=True) from error


@asynccontextmanager
async def _response(
    client: "httpx.AsyncClient", url: str, limits: Limits, known: Visit | None
) -> "AsyncIterator[httpx.Response]":
    """An answer's headers, its body still to be read."""
    request = client.build_request("GET", url, headers=_conditions(known))
    try:
        async with asyncio.timeout(limits.head):
            response = await client.send(request, stream=True)
    except TimeoutError:
        reason = f"the headers were not complete within {limits.head:g} seconds"
        raise AskError(reason, down=True) from None
    try:
        if answered := getattr(response.extensions.get("network_stream"), "answered", None):
            answered()
        yield response
    finally:
        await response.aclose()


def _conditions(known: Visit | None) -> dict[str, str]:
    """The headers that ask for a page only if it has changed; only what may stand in a header."""
    if known is None:
        return {}
    stated = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in stated.items() if value and _may_be_sent(value)}


def _may_be_sent(value: str) -> bool:
    return len(value) <= _LONGEST_VALUE and value.isascii() and value.isprintable()


async def _answer(response: "httpx.Response", limits: Limits) -> Answer:
    content = b""
    if response.is_success:
        content = await _content(response, limits)
        content = content if limits.enough else unpack(content, limits.size)
    elif _length(response) <= _SMALL or response.status_code == 304:
        async for _ in response.aiter_raw():
            pass
    return Answer(response.status_code, _headers(response), content, datetime.now(UTC))


def _headers(response: "httpx.Response") -> dict[str, str]:
    """The headers by name, in lower case; each X-Robots-Tag is a line of its own, since it may be for one
    program alone."""
    tags = response.headers.get_list(_TAG)
    return dict(response.headers.items()) | ({_TAG: "\n".join(tags)} if tags else {})


async def _content(response: "httpx.Response", limits: Limits) -> bytes:
    if limits.size < _length(response) < float("inf") and not limits.enough:
        raise TooLargeError
    unpacker = Unpacker(response.headers.get("content-encoding", ""), limits.size)
    pieces = 0
    async for piece in response.aiter_raw():
        pieces += 1
        if pieces > _PIECES:
            raise AskError(f"the page comes in more than {_PIECES:,} pieces")
        try:
            unpacker.feed(piece)
        except TooLargeError:
            if not limits.enough:
                raise
        if 0 < limits.enough <= len(unpacker):
            return unpacker.so_far()
    return unpacker.close()


def _length(response: "httpx.Response") -> float:
    """The length of a body as its headers have it; without end where they do not say."""
    stated = response.headers.get("content-length", "")
    return float(stated[:20]) if stated.isascii() and stated.isdigit() else float("inf")
