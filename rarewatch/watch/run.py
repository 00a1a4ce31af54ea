"""One run from inside: every target, every link that it announces, each page once."""

from collections.abc import AsyncGenerator, Coroutine, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from rarewatch import links, pages
from rarewatch.errors import BlockedError, DisallowedError, FetchError, LaterError, ReadError
from rarewatch.links import Shape
from rarewatch.model import ArticleKind, Link, Page, Source, Visit
from rarewatch.readers import Job, Read, Want
from rarewatch.readers.desks import Desks
from rarewatch.readers.jobs import LISTINGS
from rarewatch.report import plain
from rarewatch.watch.notes import not_yet, note
from rarewatch.watch.options import Options
from rarewatch.watch.order import in_order
from rarewatch.watch.reading import BLOCKED, saved_page
from rarewatch.watch.results import Result, State
from rarewatch.watch.shelves import Shelf
from rarewatch.watch.targets import Target

SITEMAPS = 50
"""Sitemaps of one index that are read; news indexes have under 20, and the newest come first."""
_AHEAD = 100
"""Links of one listing that are begun while an earlier one is still at work: each waits at little cost,
and a page that takes its full minute holds up no more than the report."""
_LONGEST = 300
"""Characters of a reason: a line or two of a mail."""
_ONCE_READ = {State.LISTED, State.SKIPPED}
"""What a page came to whose "not modified" needs nothing stored."""

Results = AsyncGenerator[Result]


@dataclass(frozen=True)
class _Listing:
    """A page that announces others; its content is let go."""

    page: Page
    read: Read


@dataclass
class Run:
    """What one run knows."""

    fetcher: pages.Fetcher
    desks: Desks
    shelf: Shelf
    options: Options
    seen: set[str] = field(default_factory=set)
    asked: int = 0

    async def visit(self, target: Target) -> Results:
        """A target and all that it announces."""
        if target.file:
            yield await self._file(target)
            return
        url = target.address
        if url in self.seen and not target.source:
            return
        self.seen.add(url)
        source = target.source or Source("", url)
        early = None if target.source else self._stored(url)
        found = early or await self._open(source, Want.LINKS if target.source else Want.ANYTHING)
        if isinstance(found, Result):
            yield found
            return
        async for result in self._listing(found, source):
            yield result

    async def _file(self, target: Target) -> Result:
        """A saved page; the links of a saved listing are not followed, so that files need no network."""
        url = target.file
        try:
            with self.fetcher.hand() as hand:
                await hand.take()
                page = saved_page(target)
                url = page.url
                read = await self.desks.read(Job(page, Want.ANYTHING, self.options.published))
                if read.article is None:
                    return _saved_listing(page, read)
                return self._keep(page, read, given=self.options.published)
        except FetchError as error:
            return self._noted(Result(error.url, State.FAILED, error.reason))
        except ReadError as error:
            return self._noted(Result(url, State.FAILED, str(error)))

    async def _open(self, source: Source, want: Want) -> Result | _Listing:
        """What stands at a source's address: a listing, or where anything is wanted, an article that is
        kept."""
        if early := self._not_yet(source.url):
            return early
        with self.fetcher.hand() as hand:
            page = await self._get(source.url, hand)
            if isinstance(page, Result):
                return page
            try:
                if want is Want.ANYTHING:
                    read = await self.desks.read(Job(page, want, self.options.published))
                    if read.article is not None:
                        return self._keep(replace(page, url=source.url), read, given=self.options.published)
                job = Job(page, Want.LINKS, follow=source.follow, match=source.match)
                return _Listing(replace(page, content=b""), await self.desks.read(job))
            except ReadError as error:
                return self._noted(Result(source.url, State.FAILED, str(error)))

    async def _listing(self, listing: _Listing, source: Source) -> Results:
        """The articles that a page announces; those of the sitemaps, for a sitemap index."""
        read = listing.read
        if trouble := _trouble(read, source):
            yield self._noted(trouble)
            return
        if read.shape is Shape.SITEMAP_INDEX:
            async for result in self._sitemaps(read, source):
                yield result
            return
        new = sum(link.url not in self.seen for link in read.links)
        listed = Result(source.url, State.LISTED, links=new, off_match=read.found - len(read.links))
        yield listed
        left = False
        async for result in in_order(self._articles(read, source), _AHEAD):
            left |= result.left
            yield result
        opaque = sum(links.is_opaque(link.url) for link in read.links)
        if opaque:
            reason = f"{opaque} links hide the article's address (Google News) and cannot be followed"
            yield self._noted(Result(source.url, State.FAILED, reason))
            return
        self._note(replace(listed, left=left), listing.page)

    async def _sitemaps(self, read: Read, source: Source) -> Results:
        """The sitemaps of an index, one level deep: an index within an index is left alone."""
        for link in islice(read.links, SITEMAPS):
            inner = replace(source, url=link.url)
            self.seen.add(link.url)
            found = await self._open(inner, Want.LINKS)
            if isinstance(found, Result):
                yield found
            elif found.read.shape is not Shape.SITEMAP_INDEX:
                async for result in self._listing(found, inner):
                    yield result

    def _articles(self, read: Read, source: Source) -> Iterator[Coroutine[Any, Any, Result]]:
        for link in read.links:
            if link.url not in self.seen and not links.is_opaque(link.url):
                self.seen.add(link.url)
                yield self._article(link, source)

    async def _article(self, link: Link, source: Source) -> Result:
        """A page that a listing announced: an article, or nothing that is wanted."""
        if early := self._stored(link.url) or self._not_yet(link.url):
            return early
        if self.options.max_pages is not None and self.asked >= self.options.max_pages:
            reason = f"left for a later run (--max-pages {self.options.max_pages})"
            return Result(link.url, State.SKIPPED, reason, left=True)
        self.asked += 1
        with self.fetcher.hand() as hand:
            page = await self._get(link.url, hand, announced=True)
            if isinstance(page, Result):
                return page
            published = link.published.date() if link.published else self.options.published
            try:
                read = await self.desks.read(Job(page, Want.ARTICLE, published))
            except ReadError as error:
                return self._noted(Result(link.url, State.FAILED, str(error)), page)
            return self._keep(replace(page, url=link.url), read, source.name, published)

    async def _get(self, url: str, hand: pages.Hand, *, announced: bool = False) -> Page | Result:
        """The page at a URL, or what came instead; where a redirect ends counts as seen too."""
        known = self._known(url)
        try:
            page = await self.fetcher.get(url, known, hand)
        except DisallowedError as error:  # no news where a site announced it, but where the user named it
            return Result(url, State.SKIPPED if announced else State.BLOCKED, error.reason)
        except FetchError as error:
            return self._not_had(url, error)
        if page.status == 304 and known:
            state = State(known.state) if known.state in _ONCE_READ else State.UNCHANGED
            result = Result(url, state, known.reason or "not modified since the last visit")
            return self._noted(result, page)
        end = links.normal_url(page.url) or page.url
        if end != url and end in self.seen:
            return Result(url, State.SKIPPED, f"leads to {end}, which this run has seen already")
        self.seen.add(end)
        return page

    def _not_had(self, url: str, error: FetchError) -> Result:
        """The result for a page that could not be had."""
        match error:
            case LaterError():
                return Result(url, State.DEFERRED, error.reason, left=True)
            case BlockedError():
                return self._noted(Result(url, State.BLOCKED, error.reason))
        return self._noted(Result(url, State.FAILED, error.reason, left=True))

    def _known(self, url: str) -> Visit | None:
        """What the last visit left, if "not modified" would be answer enough."""
        known = None if self.options.force else self.shelf.visit(url)
        if known and (known.state in _ONCE_READ or self.shelf.hash_of(url) is not None):
            return known
        return None

    def _stored(self, url: str) -> Result | None:
        """The result for a page that need not be asked for, since it is stored and not too old."""
        if self.options.force or self.shelf.hash_of(url) is None:
            return None
        if (longest := self.options.max_age) is not None:
            known = self.shelf.visit(url)
            if known is None or datetime.now(UTC) - known.at >= longest:
                return None
        return Result(url, State.UNCHANGED, "stored already")

    def _not_yet(self, url: str) -> Result | None:
        """The result for a page that may not be asked for yet."""
        return None if self.options.force else not_yet(url, self.shelf.visit(url), datetime.now(UTC))

    def _keep(self, page: Page, read: Read, source: str = "", given: date | None = None) -> Result:
        """Store an article with its figures; a page that holds none is not stored."""
        article = read.article
        if article is None:
            return self._noted(Result(page.url, State.SKIPPED, f"is a {read.shape}, no article"), page)
        if article.kind in BLOCKED:
            return self._noted(Result(page.url, State.BLOCKED, BLOCKED[article.kind]), page)
        if article.kind is not ArticleKind.ARTICLE:
            listing = article.kind is ArticleKind.LISTING
            reason = f"is a {article.kind} page" if listing else "is no article"
            return self._noted(Result(page.url, State.SKIPPED, reason), page)
        if "noindex" in read.directives and page.fetched:
            return self._noted(
                Result(page.url, State.SKIPPED, "asks programs not to keep it (noindex)"), page
            )

        known = self.shelf.visit(page.url)
        count = len(read.figures)

        def visit(saved: object) -> Visit:
            return note(Result(page.url, State(str(saved))), page, known, datetime.now(UTC))

        noted = visit if page.fetched else None
        saved = self.shelf.save(page, article, read.figures, source, noted, given=given)
        return Result(page.url, State(saved.value), figures=count)

    def _noted(self, result: Result, page: Page | None = None) -> Result:
        """The result, remembered for later runs; its reason may quote what a server sent."""
        result = replace(result, reason=plain(result.reason)[:_LONGEST])
        if page is None or page.fetched:
            self._note(result, page)
        if result.state in {State.FAILED, State.BLOCKED}:
            self.shelf.save_failure(result.url, result.reason, datetime.now(UTC))
        return result

    def _note(self, result: Result, page: Page | None) -> None:
        self.shelf.save_visit(note(result, page, self.shelf.visit(result.url), datetime.now(UTC)))


def _trouble(read: Read, source: Source) -> Result | None:
    """Why a page's links are not followed, if they are not."""
    if "nofollow" in read.directives:
        return Result(source.url, State.BLOCKED, "asks programs not to follow its links (nofollow)")
    if not read.found and read.shape not in LISTINGS:
        return Result(source.url, State.FAILED, "no links to articles were found on this page")
    return None


def _saved_listing(page: Page, read: Read) -> Result:
    name = read.shape if read.shape in LISTINGS else "listing page"
    return Result(page.url, State.SKIPPED, f"is a saved {name}; the links of saved pages are not followed")
