"""One run from outside: targets in, results out, each target's in their order."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import aclosing, suppress

from rarewatch import links, pages
from rarewatch.errors import FetchError, ReadError
from rarewatch.links import Found
from rarewatch.model import Source
from rarewatch.readers import Reader
from rarewatch.readers.desks import Desks
from rarewatch.watch.options import Options
from rarewatch.watch.order import merged
from rarewatch.watch.results import Result
from rarewatch.watch.run import Run
from rarewatch.watch.shelves import Shelf
from rarewatch.watch.targets import Target
from rarewatch.watch.walk import Walk

_TRIED = 3
"""Sitemaps of an index that are read where a source is only tried."""
_AHEAD = 64
"""Targets that are begun while an earlier one is still at work: more than any list of sources has."""

_Results = asyncio.Queue[Result | None]
"""None at the end."""


def collect(targets: Sequence[Target], shelf: Shelf, reader: Reader, options: Options) -> Iterator[Result]:
    """Visit all targets, store what they hold, and give out a result for each page as it is done.

    One page's failure is a result like others; only StoreError ends a run.
    """
    with asyncio.Runner() as runner:
        results: _Results = asyncio.Queue()
        work = runner.get_loop().create_task(_work(targets, shelf, reader, options, results))
        try:
            while batch := runner.run(_taken(results)):
                yield from batch
            runner.run(_ended(work))
        finally:
            _let_go(runner.get_loop())
            work.cancel()
            with suppress(asyncio.CancelledError):
                runner.run(_ended(work))


def announced(source: Source, delay: float | None = None) -> list[Found]:
    """The links that a source shows, those that a run would follow and the others, each once.

    Raises FetchError or ReadError where its own page fails.
    """
    return asyncio.run(_announced(source, delay))


async def _announced(source: Source, delay: float | None) -> list[Found]:
    walk, found, url = Walk(source, sitemaps=_TRIED), dict[str, Found](), source.url
    async with pages.open_fetcher({pages.host_of(source.url)}, pages.Manners(delay)) as fetcher:
        while url:
            try:
                page = await fetcher.get(url)
                following = (
                    links.following(page, source, walk.count + 2) if walk.count + 1 < source.depth else ""
                )
                survey = walk.read(links.survey(page, source), following or "")
            except (FetchError, ReadError):
                if walk.count == 0:
                    raise
                survey = None
            for entry in survey.found if survey else ():
                found.setdefault(entry.link.url, entry)
            url = walk.next_url() or ""
    return list(found.values())


async def _work(
    targets: Sequence[Target], shelf: Shelf, reader: Reader, options: Options, results: _Results
) -> None:
    """The whole run; what it comes to goes into the queue."""
    hosts = {target.host for target in targets if target.host}
    try:
        async with (
            Desks(reader) as desks,
            pages.open_fetcher(hosts, options.manners, options.limits, shelf) as fetcher,
        ):
            run = Run(fetcher, desks, shelf, options)
            async with aclosing(merged((run.visit(target) for target in targets), _AHEAD)) as found:
                async for result in found:
                    results.put_nowait(result)
    finally:
        results.put_nowait(None)


async def _taken(results: _Results) -> list[Result]:
    """The next result and all that wait behind it; nothing at the end."""
    batch = []
    item = await results.get()
    while item is not None:
        batch.append(item)
        if results.empty():
            return batch
        item = results.get_nowait()
    results.put_nowait(None)
    return batch


def _let_go(loop: asyncio.AbstractEventLoop) -> None:
    """Run what an interrupt of the last wait, as that ended, left behind: a stop that would end the next."""
    loop.call_soon(loop.stop)
    loop.run_forever()


async def _ended(work: "asyncio.Task[None]") -> None:
    await work
