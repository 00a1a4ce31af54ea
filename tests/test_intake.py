"""Pages on their way into the store: together where they come together, and told of once they are stored."""

import asyncio
from collections.abc import Sequence

import pytest

from rarewatch.errors import StoreError
from rarewatch.store import Delivery, Reading, Saved
from rarewatch.watch import DryShelf
from rarewatch.watch.intake import Intake
from tests.rows import article, page


class Shelf(DryShelf):
    """Writes down the sizes of the pages that it is given together; has no room for those of `most` bytes."""

    def __init__(self, most: int = 10**9) -> None:
        super().__init__()
        self.most = most
        self.stored: list[list[int]] = []

    def save_all(self, deliveries: Sequence[Delivery]) -> list[Saved]:
        sizes = [len(one.page.content) for one in deliveries]
        if max(sizes, default=0) >= self.most:
            raise StoreError("No room left")
        self.stored.append(sizes)
        return [Saved.NEW for _ in sizes]


def brought(shelf: Shelf, sizes: Sequence[int], *, last_at_once: bool = True) -> list[Saved | BaseException]:
    """What each page is told that is brought while the others wait."""

    async def bring() -> list[Saved | BaseException]:
        intake, last = Intake(shelf), len(sizes) - 1
        return await asyncio.gather(
            *(
                intake.save(
                    Delivery(page(content=bytes(size)), Reading(article(), [])),
                    at_once=last_at_once and number == last,
                )
                for number, size in enumerate(sizes)
            ),
            return_exceptions=True,
        )

    return asyncio.run(bring())


@pytest.mark.parametrize("last_at_once", [True, False])
def test_pages_that_come_together_are_stored_together(last_at_once: bool) -> None:
    """When nobody else is to be waited for, or when a moment has passed."""
    shelf = Shelf()
    assert brought(shelf, [1, 2, 3], last_at_once=last_at_once) == [Saved.NEW] * 3
    assert shelf.stored == [[1, 2, 3]]


def test_neither_many_pages_nor_large_ones_pile_up() -> None:
    shelf = Shelf()
    brought(shelf, [1] * 100)
    assert max(map(len, shelf.stored)) < 50
    shelf = Shelf()
    brought(shelf, [1, 10**7, 2, 3])
    assert shelf.stored == [[1, 10**7], [2, 3]]


def test_a_page_that_finds_no_room_takes_no_other_with_it() -> None:
    shelf = Shelf(most=100)
    first, large, last = brought(shelf, [1, 100, 2])
    assert isinstance(large, StoreError)
    assert (first, last) == (Saved.NEW, Saved.NEW)
    assert shelf.stored == [[1], [2]]


def test_a_page_that_is_not_waited_for_any_more_is_not_stored() -> None:
    """A run that is stopped tells no more of it."""
    shelf = Shelf()

    async def bring() -> None:
        intake = Intake(shelf)
        let_go = asyncio.create_task(
            intake.save(Delivery(page(content=b"1"), Reading(article(), [])), at_once=False)
        )
        await asyncio.sleep(0)
        let_go.cancel()
        await asyncio.gather(let_go, return_exceptions=True)
        await intake.save(Delivery(page(content=b"22"), Reading(article(), [])), at_once=True)

    asyncio.run(bring())
    assert shelf.stored == [[2]]
