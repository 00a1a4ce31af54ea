"""A rest between two requests to one host, and not too many at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rarewatch.pages.addresses import is_loopback

DELAY = 1.0
"""Seconds between two requests to one host: what crawlers commonly keep to where a site states nothing."""
PER_HOST = 2
"""Requests to one host that may be under way at a time: a slow answer must not hold up all others."""


class Places:
    """Room for so many pages that are asked for and not yet put away: so pages never pile up."""

    def __init__(self, count: int) -> None:
        self._free = asyncio.Semaphore(count)
        self._taken = 0

    @property
    def all_free(self) -> bool:
        """Whether no page is under way."""
        return self._taken == 0

    async def take(self) -> None:
        """Wait for a place."""
        await self._free.acquire()
        self._taken += 1

    def give(self) -> None:
        """Give one back."""
        self._taken -= 1
        self._free.release()


class Hand:
    """One of the places, taken at the last moment before the request, and given back by whoever has done with
    the page.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._taken = False

    async def take(self) -> None:
        """Wait for a place, unless it is taken already."""
        if not self._taken:
            await self._places.take()
            self._taken = True

    def give(self) -> None:
        """Give the place back, if it is taken."""
        if self._taken:
            self._taken = False
            self._places.give()


@dataclass
class _Lane:
    """What is known of one host's traffic."""

    slots: asyncio.Semaphore
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free: float = 0.0
    rested: float = 0.0
    """When the rest that the host itself asks for is over; its robots.txt need not wait for that."""
    own: float = 0.0
    """That rest, in seconds."""


class Pace:
    """Makes requests wait until their host has had its rest.

    `delay` in seconds; None means `DELAY`, and none at all for this machine itself. A host that asks for a
    longer rest (Crawl-delay) gets it.
    """

    def __init__(
        self,
        delay: float | None = None,
        per_host: int = PER_HOST,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay = delay
        self._per_host = per_host
        self._sleep = sleep
        self._clock = clock
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a free place; inside, each request is made after a `rest`."""
        async with self._lane(host).slots:
            yield

    async def rest(self, host: str, *, page: bool = True) -> None:
        """Wait until the host has had its rest; a robots.txt, no `page`, need not wait for Crawl-delay."""
        lane = self._lane(host)
        async with lane.turn:
            left = (max(lane.free, lane.rested) if page else lane.free) - self._clock()
            if left > 0:
                await self._sleep(left)
            now = self._clock()
            lane.free = now + self._usual(host)
            if page:
                lane.rested = now + lane.own

    def ask_for(self, host: str, seconds: float) -> None:
        """Note the rest that a host asks for."""
        self._lane(host).own = seconds

    def hold(self, host: str, seconds: float) -> None:
        """Let a host rest for so long from now on."""
        lane = self._lane(host)
        lane.free = max(lane.free, self._clock() + seconds)

    def delay(self, host: str) -> float:
        """Seconds of rest that a host is given."""
        lane = self._lanes.get(host)
        return max(lane.own if lane else 0.0, self._usual(host))

    def _usual(self, host: str) -> float:
        """The rest that we give it ourselves."""
        if self._delay is None:
            return 0.0 if is_loopback(host) else DELAY
        return self._delay

    def _lane(self, host: str) -> _Lane:
        if host not in self._lanes:
            self._lanes[host] = _Lane(asyncio.Semaphore(self._per_host))
        return self._lanes[host]
