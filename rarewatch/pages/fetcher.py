"""Pages, many at once, from where they may be had, at a pace that sites can bear."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, metadata
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from rarewatch.errors import BlockedError, FetchError, LaterError
from rarewatch.model import Page, Visit
from rarewatch.pages.addresses import Addresses, Resolve, host_of, resolve
from rarewatch.pages.asking import Answer, AskError, ask
from rarewatch.pages.backoff import WITHIN_RUN, pause
from rarewatch.pages.gate import Gate, origin_of
from rarewatch.pages.headers import retry_after
from rarewatch.pages.limits import Limits
from rarewatch.pages.memory import Memory, ShortMemory
from rarewatch.pages.pace import PER_HOST, Hand, Pace, Places
from rarewatch.pages.reasons import CHALLENGED, PRIVATE, status_reason
from rarewatch.pages.robots import SIZE as ROBOTS_SIZE

if TYPE_CHECKING:
    import httpx

_REDIRECTS = {301, 302, 303, 307, 308}
_BLOCKS = {401, 402, 403, 451}
_PART = 206
"""A part of a page, which nobody asked for."""
_PASSING = {408, 429, 500, 502, 503, 504}
"""What may pass by itself."""
PATIENCE = 30.0
"""Seconds that a server may ask us to wait within a run; for longer, the page is left to a later run."""

_USUAL = 5.0
"""Seconds that an answer may take at no cost to its host: a slow page out of no cache needs as many."""


@dataclass(frozen=True)
class Manners:
    """How servers are treated."""

    delay: float | None = None
    """Seconds between two requests to one host; None: what `Pace` takes by itself."""
    per_host: int = PER_HOST
    concurrency: int = 8
    """Requests under way at a time: more is no faster on a home line, and holds more pages in memory."""
    pauses: tuple[float, ...] = WITHIN_RUN
    """Seconds before each further try of what may pass by itself."""
    insist: bool = False
    """Ask also where earlier failures would cost a rest."""


Seen = Callable[[str], bool]
"""Whether a page that a redirect leads to has been had already, so that it is not fetched again."""


def _unseen(_: str) -> bool:
    return False


class SeenError(FetchError):
    """A redirect leads to a page that has been had already; `end` is its URL."""

    def __init__(self, url: str, end: str) -> None:
        self.end = end
        super().__init__(url, f"leads to {end}, which this run has seen already")


class _PassingError(Exception):
    """A failure that may pass by itself within the run, after `wait` seconds if the server named them."""

    def __init__(self, error: FetchError, wait: float | None = None) -> None:
        self.error = error
        self.wait = wait
        super().__init__(str(error))


def user_agent() -> str:
    """Who asks, with an address where a webmaster finds out more."""
    try:
        package = metadata("rarewatch")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "rarewatch (+https://github.com/rarewatch/rarewatch)"
    home = str(package["Project-URL"] or "").partition(", ")[2]
    return f"rarewatch/{package['Version']} (+{home})"


@asynccontextmanager
async def open_fetcher(
    named: Collection[str] = (),
    manners: Manners | None = None,
    limits: Limits | None = None,
    memory: Memory | None = None,
    resolve: Resolve = resolve,
) -> AsyncIterator["Fetcher"]:
    """A fetcher with connections of its own; `named` are the hosts that the user named himself."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx

    from rarewatch.pages.transport import Transport

    limits, manners = limits or Limits(), manners or Manners()
    addresses = Addresses(named, resolve)
    async with httpx.AsyncClient(
        transport=Transport(addresses, limits, connections=manners.concurrency),
        headers={"User-Agent": user_agent(), "Accept-Encoding": "gzip"},
        timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
    ) as client:
        pace = Pace(manners.delay, manners.per_host)
        yield Fetcher(client, addresses, pace, limits, memory, manners=manners)


class Fetcher:
    """Gets pages with a client that is passed in; every redirect is checked like a first request."""

    def __init__(  # noqa: PLR0913 - what talks to the world is passed in
        self,
        client: "httpx.AsyncClient",
        addresses: Addresses,
        pace: Pace,
        limits: Limits | None = None,
        memory: Memory | None = None,
        *,
        manners: Manners | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._addresses = addresses
        self._pace = pace
        self._limits = limits or Limits()
        self._manners = manners or Manners()
        self._gate = Gate(memory or ShortMemory(), self._robots, insist=self._manners.insist)
        self._places = Places(self._manners.concurrency)
        self._clock = clock

    @contextmanager
    def hand(self) -> Iterator[Hand]:
        """A place for a page; hand it to `get`, and keep it until the page is put away."""
        hand = Hand(self._places)
        try:
            yield hand
        finally:
            hand.give()

    @property
    def idle(self) -> bool:
        """Whether no page is in anybody's hand."""
        return self._places.all_free

    def spend(self, url: str, seconds: float) -> None:
        """Count what a page has cost beside its answer; a host that costs too much is left to later runs."""
        self._gate.spend(url, seconds)

    async def get(
        self, url: str, known: Visit | None = None, hand: Hand | None = None, seen: Seen = _unseen
    ) -> Page:
        """The page at a URL, its redirects followed; its `url` is where it was found in the end.

        `known` is what the last visit left: the page is then asked for only if it has changed, and comes with
        status 304 and no content if not. What may pass by itself is tried again. Raises FetchError with
        the URL
        that was asked for and one clear reason; LaterError and BlockedError where it is no fault of the page.
        """
        if hand is not None:
            return await self._follow(url, known, hand, seen)
        with self.hand() as own:
            return await self._follow(url, known, own, seen)

    async def _follow(self, start: str, known: Visit | None, hand: Hand | None, seen: Seen = _unseen) -> Page:
        """The page behind all redirects; without a hand it is a robots.txt, which no rules are asked for."""
        url, spent = start, 0.0
        for _ in range(self._limits.redirects + 1):
            await self._check(url, start)
            if hand:
                self._pace.ask_for(host_of(url), await self._gate.delay(url, start))
            async with self._pace.turn(host_of(url)):
                answer, took = await self._trying(url, start, self._limits.total - spent, known, hand)
            spent += took
            if answer.status not in _REDIRECTS:
                return Page(
                    url,
                    answer.content,
                    answer.headers.get("content-type", ""),
                    answer.status,
                    answer.at,
                    dict(answer.headers),
                )
            url, known = _joined(url, answer.headers["location"], start), None
            if hand and seen(url):
                raise SeenError(start, url)
        endless = FetchError(start, f"redirects more than {self._limits.redirects} times")
        endless.status = answer.status
        raise endless

    async def _trying(
        self, url: str, start: str, seconds: float, known: Visit | None, hand: Hand | None
    ) -> tuple[Answer, float]:
        """The answer for a URL, and how long it took. What may pass by itself is tried again.

        The host's place is kept until then, so that a server in trouble is not asked for ever more pages.
        """
        for tries in count(1):
            await self._rested(url, start, hand)
            began = self._clock()
            try:
                answer = await self._ask(url, start, seconds, known, whole=hand is not None)
            except _PassingError as passing:
                wait = pause(tries, self._manners.pauses)
                if wait is None:
                    self._gate.failed(origin_of(url), passing.error.reason)
                    raise passing.error from passing
                if hand:
                    hand.give()
                await asyncio.sleep(wait if passing.wait is None else 0)
            else:
                return answer, self._clock() - began
        raise AssertionError

    async def _rested(self, url: str, start: str, hand: Hand | None) -> None:
        """Wait until a URL may be asked for; its server may have asked to be left alone meanwhile."""
        if hand is None:
            await self._pace.rest(host_of(url), page=False)
            return
        self._gate.check(url, start)
        await self._pace.rest(host_of(url))
        await hand.take()
        self._gate.check(url, start)

    async def _check(self, url: str, start: str) -> None:
        """Refuse what may not be asked for; `start` is the URL that led here.

        The address is checked once more when it is connected to; here it is checked so that the reason is
        told before robots.txt is asked for.
        """
        via = "" if url == start else " that it redirects to"
        if _scheme(url) not in {"http", "https"} or not host_of(url):
            raise FetchError(start, f"only http and https can be fetched, not {url[:100]!r}{via}")
        try:
            async with asyncio.timeout(self._limits.connect):
                allowed = await self._addresses.allowed(host_of(url))
        except TimeoutError:
            reason = f"the host's address was not found within {self._limits.connect:g} seconds (DNS)"
            raise FetchError(start, reason) from None
        if not allowed:
            raise FetchError(start, PRIVATE if url == start else f"redirects to {host_of(url)}: {PRIVATE}")

    async def _ask(self, url: str, start: str, seconds: float, known: Visit | None, *, whole: bool) -> Answer:
        """A page, a redirect or 304; everything else is raised."""
        origin, began = origin_of(url), self._clock()
        limits = self._limits if whole else replace(self._limits, enough=ROBOTS_SIZE)
        try:
            answer = await ask(self._client, url, limits, seconds, known)
        except AskError as error:
            failure = FetchError(start, error.reason)
            if error.passing:
                raise _PassingError(failure) from error
            if error.down:
                self._gate.failed(origin, error.reason)
            raise failure from error
        finally:
            self._gate.spend(url, self._clock() - began - _USUAL)
        if answer.status in _PASSING:
            raise self._passing(answer, url, start)
        self._gate.answered(origin)
        _judge(answer, start, asked_if_changed=known is not None)
        return answer

    def _passing(self, answer: Answer, url: str, start: str) -> Exception:
        """What to do about a server in trouble: what it asks for, else try again."""
        failure = FetchError(start, status_reason(answer.status))
        failure.status = answer.status
        until = retry_after(answer.headers.get("retry-after", ""), answer.at)
        if until is None:
            return _PassingError(failure)
        wait = (until - datetime.now(UTC)).total_seconds()
        if wait <= PATIENCE and self._gate.can_spend(url, wait):
            self._gate.spend(url, wait)
            self._pace.hold(host_of(url), wait)
            return _PassingError(failure, wait)
        reason = f"{failure.reason} and asks to come back later"
        self._gate.hold(origin_of(url), until, reason)
        later = LaterError(start, reason, until)
        later.status = answer.status
        return later

    async def _robots(self, url: str) -> tuple[int, bytes, dict[str, str]]:
        """The answer for a robots.txt; raises FetchError where none comes."""
        try:
            page = await self._follow(url, None, None)
        except LaterError as later:
            seconds = max((later.until - datetime.now(UTC)) / timedelta(seconds=1), 0)
            return later.status, b"", {"retry-after": f"{seconds:.0f}"}
        except FetchError as error:
            if not error.status:
                raise
            return error.status, b"", {}
        return page.status, page.content, page.headers


def _judge(answer: Answer, start: str, *, asked_if_changed: bool) -> None:
    """Raise what a status stands for, unless it brings a page, or leads to one."""
    status = answer.status
    if answer.headers.get("cf-mitigated") == "challenge":
        raise BlockedError(start, CHALLENGED)
    located = status in _REDIRECTS and "location" in answer.headers
    if (200 <= status < 300 and status != _PART) or (status == 304 and asked_if_changed) or located:
        return
    kind = BlockedError if status in _BLOCKS else FetchError
    error = kind(start, status_reason(status))
    error.status = status
    raise error


def _joined(base: str, location: str, start: str) -> str:
    """Where a redirect leads; a user and password in it are not ours to send."""
    try:
        url = urljoin(base, location.strip())
        parts = urlsplit(url)
        return (
            urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url
        )
    except ValueError:
        raise FetchError(start, f"redirects to {location[:100]!r}, which is no proper URL") from None


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""
