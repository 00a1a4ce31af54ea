"""A rest between two requests to one host."""

import time
from collections.abc import Callable

from rarewatch.pages.addresses import is_loopback

DELAY = 1.0
"""Seconds between two requests to one host: what crawlers commonly keep to where a site states nothing."""


class Pace:
    """Waits before a request until the host has had its rest.

    `delay` in seconds; None means `DELAY`, and none at all for this machine itself.
    """

    def __init__(
        self,
        delay: float | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay = delay
        self._sleep = sleep
        self._clock = clock
        self._free: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Sleep as long as the host needs, and note that it is asked now."""
        rest = self._free.get(host, 0.0) - self._clock()
        if rest > 0:
            self._sleep(rest)
        self._free[host] = self._clock() + self.delay(host)

    def delay(self, host: str) -> float:
        """Seconds of rest that a host is given."""
        if self._delay is None:
            return 0.0 if is_loopback(host) else DELAY
        return self._delay
