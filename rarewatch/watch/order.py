"""Many things at once, their outcomes in the order in which they were begun."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine, Iterable
from contextlib import aclosing
from typing import Any, TypeVar

T = TypeVar("T")


async def in_order(jobs: Iterable[Coroutine[Any, Any, T]], ahead: int) -> AsyncGenerator[T]:
    """Each job's outcome in turn, while up to `ahead` jobs behind it are at work."""
    tasks: deque[asyncio.Task[T]] = deque()
    try:
        for job in jobs:
            tasks.append(asyncio.create_task(job))
            if len(tasks) > ahead:
                yield await tasks.popleft()
        while tasks:
            yield await tasks.popleft()
    finally:
        await _stopped(tasks)


async def merged(streams: Iterable[AsyncGenerator[T]], ahead: int) -> AsyncGenerator[T]:
    """All that the streams bring, one stream after the other, while up to `ahead` further ones are at
    work."""
    lines: deque[tuple[asyncio.Task[None], asyncio.Queue[T | None]]] = deque()
    try:
        for stream in streams:
            queue: asyncio.Queue[T | None] = asyncio.Queue()
            lines.append((asyncio.create_task(_pump(stream, queue)), queue))
            if len(lines) > ahead:
                async for item in _drained(*lines[0]):
                    yield item
                lines.popleft()
        while lines:
            async for item in _drained(*lines[0]):
                yield item
            lines.popleft()
    finally:
        await _stopped(task for task, _ in lines)


async def _pump(stream: AsyncGenerator[T], queue: "asyncio.Queue[T | None]") -> None:
    try:
        async with aclosing(stream):
            async for item in stream:
                queue.put_nowait(item)
    finally:
        queue.put_nowait(None)


async def _drained(task: "asyncio.Task[None]", queue: "asyncio.Queue[T | None]") -> AsyncIterator[T]:
    while (item := await queue.get()) is not None:
        yield item
    await task


async def _stopped(tasks: Iterable["asyncio.Task[Any]"]) -> None:
    running = list(tasks)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
