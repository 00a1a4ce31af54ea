"""One run from inside: every target, every link that it announces, each page once."""

from collections.abc import AsyncGenerator, Coroutine, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rarewatch import links, pages
from rarewatch.errors import BlockedError, DisallowedError, FetchError, GivenUpError, LaterError, ReadError
from rarewatch.links import Shape, Survey, Why
from rarewatch.model import ArticleKind, Link, Page, Source, Visit
from rarewatch.readers import Job, Read, Want
from rarewatch.readers.desks import SECONDS, Desks
from rarewatch.readers.jobs import LISTINGS
from rarewatch.report import plain
from rarewatch.store import Delivery, Reading
from rarewatch.watch.intake import Intake
from rarewatch.watch.notes import not_yet, note
from rarewatch.watch.options import Options
from rarewatch.watch.order import in_order
from rarewatch.watch.reading import BLOCKED, saved_page
from rarewatch.watch.results import Result, State
from rarewatch.watch.shelves import Shelf
from rarewatch.watch.targets import Target
from rarewatch.watch.walk import Walk

_AHEAD = 100
"""Links of one listing that are begun while an earlier one is still at work: each waits at little cost,
and a page that takes its full minute holds up no more than the report."""
_LONGEST = 300
"""Characters of a reason: a line or two of a mail."""
_ONCE_READ = {State.LISTED, State.SKIPPED, State.OFF_TOPIC}
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
    intake: Intake = field(init=False)

    def __post_init__(self) -> None:
        self.intake = Intake(self.shelf)

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
        want = Want.LINKS if target.source else Want.ANYTHING
        found = early or await self._open(url, source, want)
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
                read = await self.desks.read(self._job(page, Want.ANYTHING, self.options.published))
            if read.article is None:
                return _saved_listing(page, read)
            return await self._keep(page, read, given=self.options.published)
        except FetchError as error:
            return self._noted(Result(error.url, State.FAILED, error.reason))
        except ReadError as error:
            return self._noted(Result(url, State.FAILED, str(error)))

    def _job(self, page: Page, want: Want, published: date | None) -> Job:
        return Job(page, want, published, keep_all=self.options.keep_all)

    async def _open(self, url: str, source: Source, want: Want, number: int = 1) -> Result | _Listing:
        """What stands at an address: page `number` of a source's listing, or where anything is wanted, an
        article that is kept."""
        if early := self._not_yet(url):
            return early
        with self.fetcher.hand() as hand:
            page = await self._get(url, hand)
            if isinstance(page, Result):
                return page
            try:
                found = await self._read(page, source, want, number)
            except ReadError as error:
                return self._unread(Result(url, State.FAILED, str(error)), page, error)
        if isinstance(found, _Listing):
            return found
        return await self._keep(replace(page, url=url), found, given=self.options.published)

    async def _read(self, page: Page, source: Source, want: Want, number: int) -> Read | _Listing:
        """The article of a page, where one is wanted and it is none that lists others."""
        if want is Want.ANYTHING:
            read = await self.desks.read(self._job(page, want, self.options.published))
            if read.article is not None:
                return read
        job = Job(page, Want.LINKS, source=source, number=number)
        return _Listing(replace(page, content=b""), await self.desks.read(job))

    async def _listing(self, listing: _Listing, source: Source) -> Results:
        """The articles that a page announces, and those of the pages that it leads on to."""
        walk = Walk(source)
        async for result in self._announced(listing, source.url, walk):
            yield result
        while url := walk.next_url():
            if url in self.seen:
                continue
            self.seen.add(url)
            further = await self._open(url, source, Want.LINKS, walk.count + 1)
            if isinstance(further, _Listing):
                async for result in self._announced(further, url, walk):
                    yield result
            elif not walk.is_end(further.reason):
                yield further

    async def _announced(self, listing: _Listing, url: str, walk: Walk) -> Results:
        """The articles of one page of a listing."""
        read = listing.read
        survey = walk.read(read.survey or Survey(read.shape, ()), read.following)
        if trouble := _trouble(read, survey, url, first=walk.count == 1):
            yield self._noted(trouble)
        if trouble or survey.shape is Shape.SITEMAP_INDEX:
            return
        new = sum(link.url not in self.seen for link in survey.links)
        passed = {str(why): count for why, count in survey.passed.items() if why.is_article}
        listed = Result(url, State.LISTED, links=new, passed=passed)
        yield listed
        left = False
        async for result in in_order(self._articles(survey.links, walk.source), _AHEAD):
            left |= result.left
            yield result
        if opaque := survey.passed[Why.OPAQUE]:
            reason = f"{opaque} links hide the article's address (Google News) and cannot be followed"
            yield self._noted(Result(url, State.FAILED, reason))
            return
        self._note(replace(listed, left=left), listing.page)

    def _articles(self, found: Iterable[Link], source: Source) -> Iterator[Coroutine[Any, Any, Result]]:
        for link in found:
            if link.url not in self.seen:
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
                read = titled(await self.desks.read(self._job(page, Want.ARTICLE, published)), link)
            except ReadError as error:
                return self._unread(Result(link.url, State.FAILED, str(error)), page, error)
        return await self._keep(replace(page, url=link.url), read, source.name, published)

    async def _get(self, url: str, hand: pages.Hand, *, announced: bool = False) -> Page | Result:
        """The page at a URL, or what came instead; where a redirect ends counts as seen too."""
        known = self._known(url)
        try:
            page = await self.fetcher.get(url, known, hand, lambda end: self._met(end, url))
        except pages.SeenError as error:
            return Result(url, State.SKIPPED, error.reason)
        except DisallowedError as error:  # no news where a site announced it, but where the user named it
            return Result(url, State.SKIPPED if announced else State.BLOCKED, error.reason)
        except FetchError as error:
            return self._not_had(url, error)
        if page.status == 304 and known:
            state = State(known.state) if known.state in _ONCE_READ else State.UNCHANGED
            result = Result(url, state, known.reason or "not modified since the last visit")
            return self._noted(result, page)
        return page

    def _met(self, end: str, url: str) -> bool:
        """Whether this run has seen where a redirect leads; from now on it has."""
        end = links.normal_url(end) or end
        if end == url or end not in self.seen:
            self.seen.add(end)
            return False
        return True

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
        if known and known.state == State.OFF_TOPIC and self.options.keep_all:
            return None
        if known and (known.state in _ONCE_READ or self.shelf.hash_of(url) is not None):
            return known
        return None

    def _stored(self, url: str) -> Result | None:
        """The result for a page that need not be asked for, since it is stored and not too old."""
        if self.options.force:
            return None
        if self.shelf.hash_of(url) is None:
            known_off = not self.options.keep_all and self.shelf.is_off_topic(url)
            return (
                Result(url, State.OFF_TOPIC, "names no commodity, as an earlier run found")
                if known_off
                else None
            )
        if (longest := self.options.max_age) is not None:
            known = self.shelf.visit(url)
            if known is None or not timedelta() <= datetime.now(UTC) - known.at < longest:
                return None
        return Result(url, State.UNCHANGED, "stored already")

    def _not_yet(self, url: str) -> Result | None:
        """The result for a page that may not be asked for yet."""
        return None if self.options.force else not_yet(url, self.shelf.visit(url), datetime.now(UTC))

    async def _keep(self, page: Page, read: Read, source: str = "", given: date | None = None) -> Result:
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

        if read.off_topic and self.shelf.hash_of(page.url) is None:
            self.shelf.save_off_topic(page, article.title, source, datetime.now(UTC))
            return self._noted(Result(page.url, State.OFF_TOPIC, "names no commodity"), page)
        known = self.shelf.visit(page.url)
        count = len(read.figures)

        def visit(saved: object) -> Visit:
            return note(Result(page.url, State(str(saved))), page, known, datetime.now(UTC))

        noted = visit if page.fetched else None
        reading = Reading(article, read.figures, given, read.claims)
        delivery = Delivery(page, reading, source, noted)
        saved = await self.intake.save(delivery, at_once=self.fetcher.idle)
        return Result(page.url, State(saved.value), figures=count)

    def _unread(self, result: Result, page: Page, error: ReadError) -> Result:
        """The result for a page that could not be read; what that took counts as time spent on its host."""
        if isinstance(error, GivenUpError):
            self.fetcher.spend(page.url, SECONDS)
        return self._noted(result, page)

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


def titled(read: Read, link: Link) -> Read:
    """The same with the title that the listing gave, where the page has none."""
    if read.article is None or read.article.title or not link.title:
        return read
    return replace(read, article=replace(read.article, title=link.title))


def _trouble(read: Read, survey: Survey, url: str, *, first: bool) -> Result | None:
    """Why a page's links are not followed, if they are not."""
    if "nofollow" in read.directives:
        return Result(url, State.BLOCKED, "asks programs not to follow its links (nofollow)")
    found = survey.links or any(why.is_article for why in survey.passed)
    if first and not found and survey.shape not in LISTINGS:
        return Result(url, State.FAILED, "no links to articles were found on this page")
    return None


def _saved_listing(page: Page, read: Read) -> Result:
    name = read.shape if read.shape in LISTINGS else "listing page"
    return Result(page.url, State.SKIPPED, f"is a saved {name}; the links of saved pages are not followed")
