"""Pages on their way into the store: a few at a time, each told of once it is stored."""

import asyncio
from contextlib import suppress

from rarewatch.errors import StoreError
from rarewatch.store import Delivery, Saved
from rarewatch.watch.shelves import Shelf

_MOMENT = 0.2
"""Seconds that a page waits for others: nothing to who watches a run, and a dozen pages of a fast one."""
_MOST = 32
"""Pages that are stored together; more of them save little."""
_LARGEST = 4 * 1024**2
"""Bytes of pages that wait: those of ordinary size, all that may."""

_Waiting = list[tuple[Delivery, asyncio.Future[Saved]]]


class Intake:
    """Stores pages together that come within a moment: half of what storing one takes is the end of its
    transaction.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._waiting: _Waiting = []
        self._size = 0
        self._timer: asyncio.TimerHandle | None = None

    async def save(self, delivery: Delivery, *, at_once: bool) -> Saved:
        """What saving a page came to, once it is stored; `at_once` where no others are to be waited for.

        Raises StoreError, also where that was the fault of a page that came before.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Saved] = loop.create_future()
        self._waiting.append((delivery, future))
        self._size += len(delivery.page.content)
        if at_once or len(self._waiting) >= _MOST or self._size >= _LARGEST:
            self._store()
        elif self._timer is None:
            self._timer = loop.call_later(_MOMENT, self._store)
        return await future

    def _store(self) -> None:
        """Store what is still waited for; where that fails, one by one until a page fails by itself.

        The largest comes last then, as it may be for want of room.
        """
        if self._timer:
            self._timer.cancel()
        waiting = [one for one in self._waiting if not one[1].done()]
        self._waiting, self._size, self._timer = [], 0, None
        try:
            with suppress(StoreError):
                return self._save(waiting)
            for one in sorted(waiting, key=lambda one: len(one[0].page.content)):
                self._save([one])
        except Exception as error:
            for _, future in waiting:
                if not future.done():
                    future.set_exception(error)

    def _save(self, waiting: _Waiting) -> None:
        saved = self._shelf.save_all([delivery for delivery, _ in waiting])
        for (_, future), one in zip(waiting, saved, strict=True):
            future.set_result(one)
