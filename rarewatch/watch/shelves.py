"""Where a run puts what it has: the store, or nowhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from rarewatch import pages
from rarewatch.model import Page, Visit
from rarewatch.store import Delivery, Saved, Store, content_hash


class Shelf(pages.Memory, Protocol):
    """What a run needs of the store."""

    def hash_of(self, url: str) -> str | None:
        """SHA-256 of what is stored for a URL."""

    def save_all(self, deliveries: Sequence[Delivery]) -> list[Saved]:
        """Store pages, each with all that was read from it and the note on its visit; all, or none."""

    def save_failure(self, url: str, reason: str, when: datetime) -> None:
        """Remember that a page could not be had."""

    def visit(self, url: str) -> Visit | None:
        """What the last visit of a URL left."""

    def is_off_topic(self, url: str) -> bool:
        """Whether a page is known to be about something else."""

    def save_off_topic(self, page: Page, title: str, source: str, when: datetime) -> None:
        """Remember that a page is about something else."""

    def save_visit(self, visit: Visit) -> None:
        """Remember a visit that stored no page."""


class DryShelf(pages.ShortMemory):
    """Says what would be stored, and stores nothing; `shelf` is what is there already, if anything."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        super().__init__(shelf)
        self._shelf = shelf

    @classmethod
    @contextmanager
    def over(cls, store: Store) -> Iterator["DryShelf"]:
        """A shelf over an open store, which is closed in the end."""
        with store:
            yield cls(store)

    def hash_of(self, url: str) -> str | None:
        """SHA-256 of what is stored for a URL."""
        return self._shelf.hash_of(url) if self._shelf else None

    def save_all(self, deliveries: Sequence[Delivery]) -> list[Saved]:
        """What saving would come to, told by the bytes alone."""
        return [self._would_be(one.page) for one in deliveries]

    def _would_be(self, page: Page) -> Saved:
        known = self.hash_of(page.url)
        if known is None:
            return Saved.NEW
        return Saved.UNCHANGED if known == content_hash(page.content) else Saved.CHANGED

    def save_failure(self, url: str, reason: str, when: datetime) -> None:
        """Forget it."""

    def visit(self, url: str) -> Visit | None:
        """What the last visit of a URL left."""
        return self._shelf.visit(url) if self._shelf else None

    def save_visit(self, visit: Visit) -> None:
        """Forget it."""

    def is_off_topic(self, url: str) -> bool:
        """Whether a page is known to be about something else."""
        return self._shelf is not None and self._shelf.is_off_topic(url)

    def save_off_topic(self, page: Page, title: str, source: str, when: datetime) -> None:
        """Forget it."""
