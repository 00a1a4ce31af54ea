"""Whether a server may be asked now: its robots.txt, its own wish, and whether it answers at all."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from rarewatch.errors import DisallowedError, FetchError, LaterError
from rarewatch.model import Host
from rarewatch.pages import backoff
from rarewatch.pages.addresses import host_of
from rarewatch.pages.memory import Memory
from rarewatch.pages.robots import KEPT, Rules, noted

Answer = tuple[int, bytes, Mapping[str, str]]
"""Status, body, headers."""

_CLOSED = "the site's robots.txt cannot be had"

GIVE_UP = 5
"""Failures in a row after which a server is left alone for the rest of a run: a site of 100 pages that
hangs would otherwise cost an hour and a half."""
RESTS = 600.0
"""Seconds that a run spends on one host's Crawl-delay, Retry-After and slowness, so that none of them can
hold it up for days."""

WHILE = timedelta(minutes=40)
"""What a run has for one host: with an endless sitemap a site could otherwise keep all others waiting for
days, and an hourly run ends before the next begins."""


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


class Gate:
    """Knows the servers of a run.

    `ask` fetches a robots.txt and raises FetchError where no answer comes; `insist` forgets the rests that
    earlier failures cost, though not those that a server asked for.
    """

    def __init__(
        self,
        memory: Memory,
        ask: Callable[[str], Awaitable[Answer]],
        *,
        insist: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._memory = memory
        self._ask = ask
        self._insist = insist
        self._now = now
        self._known: dict[str, asyncio.Future[Rules]] = {}
        self._hosts: dict[str, Host] = {}
        self._failures: Counter[str] = Counter()
        self._rests: dict[str, float] = defaultdict(float)
        self._since: dict[str, datetime] = {}

    async def delay(self, url: str, start: str) -> float:
        """The rest that the server asks for between requests, where a URL may be asked for now.

        Raises DisallowedError or LaterError, which name the URL `start` that led here.
        """
        origin = origin_of(url)
        self.check(url, start)
        rules = await self._rules(origin, start)
        if not rules.allow(url):
            raise DisallowedError(start, "the site's robots.txt asks programs not to fetch this page")
        self._check_rests(origin, rules.delay, start)
        return rules.delay

    def spend(self, url: str, seconds: float) -> None:
        """Count what a host has cost the run beyond what is usual."""
        self._rests[host_of(url)] += max(seconds, 0.0)

    def can_spend(self, url: str, seconds: float) -> bool:
        """Whether the run has so many seconds left for a host."""
        return self._rests[host_of(url)] + seconds <= RESTS

    def hold(self, origin: str, until: datetime, reason: str) -> None:
        """Leave a server alone until then, in this run and later ones."""
        self._save(replace(self._host(origin), due=until, reason=reason))

    def answered(self, origin: str) -> None:
        """It is up."""
        self._failures.pop(origin, None)
        host = self._host(origin)
        if host.failures and host.robots_open:
            self._save(replace(host, failures=0, reason=""))

    def failed(self, origin: str, reason: str) -> None:
        """It did not answer, or was in trouble."""
        self._failures[origin] += 1
        if self._failures[origin] == GIVE_UP:
            failures = self._host(origin).failures + 1
            until = self._now() + backoff.rest(failures)
            why = f"{GIVE_UP} failures in a row; the last: {reason}"
            self._save(replace(self._host(origin), failures=failures, due=until, reason=why))

    def check(self, url: str, start: str) -> None:
        """Raise LaterError, which names the URL `start`, where a server is to be left alone by now."""
        origin = origin_of(url)
        host = self._host(origin)
        if host.due and host.due > self._now():
            raise LaterError(
                start, f"the server is left alone until {_told(host.due)} ({host.reason})", host.due
            )
        if self._failures[origin] >= GIVE_UP:
            raise LaterError(start, f"the server is left alone in this run ({host.reason})", self._now())
        if self._now() - self._since.setdefault(host_of(url), self._now()) > WHILE:
            minutes = WHILE // timedelta(minutes=1)
            raise LaterError(start, f"this run has spent {minutes} minutes on the server", self._now())

    def _check_rests(self, origin: str, delay: float, start: str) -> None:
        if not self.can_spend(origin, 0):
            until = self._now() + timedelta(seconds=min(delay, 10**6))
            why = f"the site asks for {delay:g} seconds between requests" if delay else "the server is slow"
            raise LaterError(start, f"{why}, and this run has no more time for it", until)
        self.spend(origin, delay)

    async def _rules(self, origin: str, start: str) -> Rules:
        if origin not in self._known:
            self._known[origin] = asyncio.ensure_future(self._learn(origin))
        try:
            rules = await asyncio.shield(self._known[origin])
        except FetchError as error:
            raise FetchError(start, error.reason) from error
        host = self._host(origin)
        if not host.robots_open:
            until = host.robots_until or self._now()
            raise LaterError(start, f"{_CLOSED}, so nothing is fetched there for now", until)
        return rules

    async def _learn(self, origin: str) -> Rules:
        host = self._host(origin)
        if host.robots_until is None or host.robots_until <= self._now():
            status, body, headers = await self._ask(f"{origin}/robots.txt")
            self._save(noted(self._host(origin), status, body, headers, self._now()))
        return Rules(self._host(origin).robots)

    def _host(self, origin: str) -> Host:
        if origin not in self._hosts:
            known = _believed(self._memory.host(origin) or Host(origin), self._now())
            self._hosts[origin] = _rested(known) if self._insist else known
        return self._hosts[origin]

    def _save(self, host: Host) -> None:
        self._hosts[host.origin] = host
        self._memory.save_host(host)


def _believed(host: Host, now: datetime) -> Host:
    """The host without what was noted while the clock was wrong."""
    kept = KEPT if host.robots_open else backoff.FURTHEST
    return replace(
        host,
        due=None if host.due and host.due > now + backoff.FURTHEST else host.due,
        robots_until=None if host.robots_until and host.robots_until > now + kept else host.robots_until,
    )


def _rested(host: Host) -> Host:
    """The host as if it had had its rest; a wish of its own (no failures counted) stays."""
    return replace(
        host,
        due=None if host.failures else host.due,
        robots_until=host.robots_until if host.robots_open else None,
    )


def _told(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"
