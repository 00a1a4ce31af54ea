"""A fetcher for tests: each call is a run of its own, and needs no event loop."""

import asyncio
from dataclasses import dataclass, field

from rarewatch.model import Page, Visit
from rarewatch.pages import Limits, Manners, ShortMemory, open_fetcher
from rarewatch.pages.addresses import Resolve, resolve

SMALL = Limits(connect=2, read=0.4, head=0.6, total=0.8, size=20_000, head_size=20_000, redirects=3)
"""Limits that a test can wait for."""


@dataclass
class Asker:
    """Fetches from 127.0.0.1, which counts as named by the user."""

    limits: Limits = SMALL
    manners: Manners = field(default_factory=lambda: Manners(pauses=(0, 0)))
    memory: ShortMemory = field(default_factory=ShortMemory)
    named: tuple[str, ...] = ("127.0.0.1",)
    resolve: Resolve = resolve

    def get(self, url: str, known: Visit | None = None) -> Page:
        [page] = self.get_all(url, known=known)
        return page

    def get_all(self, *urls: str, known: Visit | None = None) -> list[Page]:
        """One page after the other, by one fetcher."""

        async def fetch() -> list[Page]:
            async with open_fetcher(
                self.named, self.manners, self.limits, self.memory, self.resolve
            ) as fetcher:
                return [await fetcher.get(url, known) for url in urls]

        return asyncio.run(fetch())
