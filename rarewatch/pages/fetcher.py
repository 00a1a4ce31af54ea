"""One request after the other, within limits, to where it may go."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from rarewatch.errors import FetchError
from rarewatch.model import Page
from rarewatch.pages.addresses import Addresses, host_of
from rarewatch.pages.limits import Limits
from rarewatch.pages.pace import Pace
from rarewatch.pages.reasons import reason_of, status_reason
from rarewatch.pages.unpack import BrokenError, TooLargeError, Unpacker, unpack

if TYPE_CHECKING:
    import httpx

_REDIRECTS = {301, 302, 303, 307, 308}


def user_agent() -> str:
    """Who asks, with an address where a webmaster finds out more."""
    try:
        package = metadata("rarewatch")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "rarewatch (+https://github.com/rarewatch/rarewatch)"
    home = str(package["Project-URL"] or "").partition(", ")[2]
    return f"rarewatch/{package['Version']} (+{home})"


@contextmanager
def open_fetcher(
    named: Collection[str] = (), delay: float | None = None, limits: Limits | None = None
) -> Iterator["Fetcher"]:
    """A fetcher with a connection of its own; `named` are the hosts that the user named himself."""
    import httpx

    limits = limits or Limits()
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    headers = {"User-Agent": user_agent(), "Accept-Encoding": "gzip"}
    with httpx.Client(headers=headers, timeout=timeout, follow_redirects=False) as client:
        yield Fetcher(client, addresses=Addresses(named), pace=Pace(delay), limits=limits)


class Fetcher:
    """Gets pages with a client that is passed in; every redirect is checked like a first request."""

    def __init__(
        self,
        client: "httpx.Client",
        *,
        addresses: Addresses,
        pace: Pace,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._addresses = addresses
        self._pace = pace
        self._limits = limits or Limits()
        self._clock = clock

    def get(self, url: str) -> Page:
        """The page at a URL, its redirects followed; its `url` is where it was found in the end.

        Raises FetchError with the URL that was asked for and one clear reason.
        """
        start = url
        spent = 0.0
        for _ in range(self._limits.redirects + 1):
            self._check(url, start)
            self._pace.wait(host_of(url))
            began = self._clock()
            answer = self._ask(url, start, began + self._limits.total - spent)
            spent += self._clock() - began
            if isinstance(answer, Page):
                return answer
            url = answer
        raise FetchError(start, f"redirects more than {self._limits.redirects} times")

    def _check(self, url: str, start: str) -> None:
        """Refuse what may not be asked for; `start` is the URL that led here."""
        via = "" if url == start else " that it redirects to"
        if _scheme(url) not in {"http", "https"} or not host_of(url):
            raise FetchError(start, f"only http and https can be fetched, not {url[:100]!r}{via}")
        if not self._addresses.allowed(host_of(url)):
            raise FetchError(
                start, f"the host {host_of(url)}{via} is on a private network, which no page may lead to"
            )

    def _ask(self, url: str, start: str, deadline: float) -> Page | str:
        """The page, or the URL that it redirects to."""
        import httpx

        try:
            with self._client.stream("GET", url) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return urljoin(url, response.headers["location"].strip())
                if not response.is_success:
                    raise FetchError(start, status_reason(response.status_code))
                return self._page(url, response, deadline)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise FetchError(start, reason_of(error, self._limits)) from error
        except TooLargeError:
            raise FetchError(start, f"the page is larger than {self._limits.size:,} bytes") from None
        except BrokenError as error:
            raise FetchError(start, str(error)) from error

    def _page(self, url: str, response: "httpx.Response", deadline: float) -> Page:
        content = unpack(self._content(response, deadline), self._limits.size)
        headers = dict(response.headers.items())
        content_type = headers.get("content-type", "")
        return Page(url, content, content_type, response.status_code, datetime.now(UTC), headers)

    def _content(self, response: "httpx.Response", deadline: float) -> bytes:
        import httpx

        length = response.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > self._limits.size:
            raise TooLargeError
        unpacker = Unpacker(response.headers.get("content-encoding", ""), self._limits.size)
        for piece in response.iter_raw():
            if self._clock() > deadline:
                raise httpx.ReadTimeout("total")
            unpacker.feed(piece)
        return unpacker.close()


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""
