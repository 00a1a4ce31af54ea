"""One run: every target, every link that it announces, each page once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from rarewatch import links, pages
from rarewatch.errors import FetchError, ReadError
from rarewatch.links import Found, Shape, Survey, Why
from rarewatch.model import Article, ArticleKind, Link, Page, Source
from rarewatch.watch.reading import BLOCKED, Reader, saved_page
from rarewatch.watch.results import Result, State
from rarewatch.watch.shelves import Shelf
from rarewatch.watch.targets import Target
from rarewatch.watch.walk import Walk, titled

_LISTINGS = {Shape.FEED, Shape.JSON_FEED, Shape.SITEMAP, Shape.SITEMAP_INDEX}
_TRIED = 3
"""Sitemaps of an index that are read where a source is only tried."""


@dataclass(frozen=True)
class Options:
    """What the user may ask of a run."""

    delay: float | None = None
    """Seconds between two requests to one host; None: what `pages.Pace` takes by itself."""
    force: bool = False
    """Fetch articles again that are stored already."""
    published: date | None = None
    """Day of publication of pages for which no listing gives one."""
    max_pages: int | None = None
    """Articles that are asked for, at most."""
    keep_all: bool = False
    """Store also what names no commodity."""


def collect(targets: Sequence[Target], shelf: Shelf, reader: Reader, options: Options) -> Iterator[Result]:
    """Visit all targets, store what they hold, and give out a result for each page as it is done.

    One page's failure is a result like others; only StoreError ends a run.
    """
    hosts = {target.host for target in targets if target.host}
    with pages.open_fetcher(hosts, options.delay) as fetcher:
        run = _Run(fetcher, shelf, reader, options)
        for target in targets:
            yield from run.visit(target)


def announced(source: Source, delay: float | None = None) -> list[Found]:
    """The links that a source shows, those that a run would follow and the others, each once.

    Raises FetchError or ReadError where its own page fails.
    """
    walk, found, url = Walk(source, sitemaps=_TRIED), dict[str, Found](), source.url
    with pages.open_fetcher({pages.host_of(source.url)}, delay) as fetcher:
        while url:
            try:
                survey = walk.read(fetcher.get(url))
            except (FetchError, ReadError):
                if walk.count == 0:
                    raise
                survey = None
            for entry in survey.found if survey else ():
                found.setdefault(entry.link.url, entry)
            url = walk.next_url() or ""
    return list(found.values())


@dataclass
class _Run:
    """What one run knows."""

    fetcher: pages.Fetcher
    shelf: Shelf
    reader: Reader
    options: Options
    seen: set[str] = field(default_factory=set)
    asked: int = 0

    def visit(self, target: Target) -> Iterator[Result]:
        """A target and all that it announces."""
        if target.file:
            yield self._file(target)
        elif target.source:
            yield from self._source(target.source)
        else:
            yield from self._address(target.url)

    def _file(self, target: Target) -> Result:
        """A saved page; the links of a saved listing are not followed, so that files need no network."""
        try:
            page = saved_page(target)
            if links.shape_of(page) in _LISTINGS:
                return _saved_listing(page)
            article = self.reader.article(page, self.options.published)
            if _lists(page, article):
                return _saved_listing(page)
            return self._keep(page, article)
        except (FetchError, ReadError) as error:
            return self._failed(getattr(error, "url", target.file), error)

    def _source(self, source: Source) -> Iterator[Result]:
        """A source's page is read for its links whatever it looks like; it is asked for in every run."""
        page = self._get(source.url)
        if isinstance(page, Result):
            yield page
        else:
            yield from self._listing(page, source)

    def _address(self, url: str) -> Iterator[Result]:
        """A URL of the user's: an article or a listing, told by what comes back."""
        if url in self.seen:
            return
        if known := self._stored(url):
            yield known
            return
        page = self._get(url)
        if isinstance(page, Result):
            yield page
        elif links.shape_of(page) in _LISTINGS:
            yield from self._listing(page, Source("", url))
        else:
            yield from self._article_or_listing(page, url)

    def _article_or_listing(self, page: Page, url: str) -> Iterator[Result]:
        try:
            article = self.reader.article(page, self.options.published)
            if _lists(page, article):
                yield from self._listing(page, Source("", url))
            else:
                yield self._keep(replace(page, url=url), article)
        except ReadError as error:
            yield self._failed(url, error)

    def _listing(self, page: Page, source: Source) -> Iterator[Result]:
        """The articles that a page announces, and those of the pages that it leads on to."""
        walk, url = Walk(source), source.url
        yield from self._announced(page, url, walk)
        while next_url := walk.next_url():
            if next_url in self.seen:
                continue
            further = self._get(next_url)
            if isinstance(further, Page):
                yield from self._announced(further, next_url, walk)
            elif not walk.is_end(further.reason):
                yield further

    def _announced(self, page: Page, url: str, walk: Walk) -> Iterator[Result]:
        try:
            survey = walk.read(page)
        except ReadError as error:
            yield self._failed(url, error)
            return
        if survey.shape is Shape.SITEMAP_INDEX:
            return
        if walk.count == 1 and _is_bare(survey):
            yield self._failed(url, ReadError("no links to articles were found on this page"))
            return
        new = [link for link in survey.links if link.url not in self.seen]
        passed = {str(why): count for why, count in survey.passed.items() if why.is_article}
        yield Result(url, State.LISTED, links=len(new), passed=passed)
        yield from self._follow(new, walk.source)
        if opaque := survey.passed[Why.OPAQUE]:
            reason = f"{opaque} links hide the article's address (Google News) and cannot be followed"
            yield self._failed(url, ReadError(reason))

    def _follow(self, found: Iterable[Link], source: Source) -> Iterator[Result]:
        for link in found:
            if link.url not in self.seen:
                yield self._stored(link.url) or self._article(link, source)

    def _article(self, link: Link, source: Source) -> Result:
        """A page that a listing announced: an article, or nothing that is wanted."""
        if self.options.max_pages is not None and self.asked >= self.options.max_pages:
            return Result(
                link.url, State.SKIPPED, f"left for a later run (--max-pages {self.options.max_pages})"
            )
        self.asked += 1
        page = self._get(link.url)
        if isinstance(page, Result):
            return page
        if links.shape_of(page) in _LISTINGS:
            return Result(link.url, State.SKIPPED, f"is a {links.shape_of(page)}, no article")
        published = link.published.date() if link.published else self.options.published
        try:
            article = titled(self.reader.article(page, published), link)
            return self._keep(replace(page, url=link.url), article, source.name)
        except ReadError as error:
            return self._failed(link.url, error)

    def _get(self, url: str) -> Page | Result:
        """The page at a URL, or its failure; where a redirect ends counts as seen too."""
        self.seen.add(url)
        try:
            page = self.fetcher.get(url)
        except FetchError as error:
            return self._failed(url, error)
        self.seen.add(links.normal_url(page.url) or page.url)
        return page

    def _stored(self, url: str) -> Result | None:
        """The result for a page that need not be asked for, since it is stored."""
        if self.options.force:
            return None
        if self.shelf.hash_of(url) is not None:
            self.seen.add(url)
            return Result(url, State.UNCHANGED, "stored already")
        if not self.options.keep_all and self.shelf.is_off_topic(url):
            self.seen.add(url)
            return Result(url, State.OFF_TOPIC, "names no commodity, as an earlier run found")
        return None

    def _keep(self, page: Page, article: Article, source: str = "") -> Result:
        """Store an article with its figures; a page that holds none is not stored."""
        if article.kind in BLOCKED:
            return self._failed(page.url, ReadError(BLOCKED[article.kind]))
        if article.kind is not ArticleKind.ARTICLE:
            return Result(
                page.url,
                State.SKIPPED,
                f"is a {article.kind} page" if _is_listing(article) else "is no article",
            )
        if self._is_off_topic(page, article):
            self.shelf.save_off_topic(page, article.title, source, datetime.now(UTC))
            return Result(page.url, State.OFF_TOPIC, "names no commodity")
        figures = self.reader.figures(page, article)
        saved = self.shelf.save(page, article, figures, source)
        return Result(page.url, State(saved.value), figures=len(figures))

    def _is_off_topic(self, page: Page, article: Article) -> bool:
        """Whether a page is to be remembered only; what is stored already gets its new version."""
        if self.options.keep_all or self.reader.is_on_topic(page, article):
            return False
        return self.shelf.hash_of(page.url) is None

    def _failed(self, url: str, error: FetchError | ReadError) -> Result:
        reason = error.reason if isinstance(error, FetchError) else str(error).removeprefix(f"{url}: ")
        self.shelf.save_failure(url, reason, datetime.now(UTC))
        return Result(url, State.FAILED, reason)


def _is_listing(article: Article) -> bool:
    return article.kind is ArticleKind.LISTING


def _lists(page: Page, article: Article) -> bool:
    """Whether a page is a listing by what its reader says or by its look; a wall is neither."""
    if article.kind in {ArticleKind.CONSENT_WALL, ArticleKind.PAYWALL_STUB}:
        return False
    return _is_listing(article) or links.is_listing(page)


def _is_bare(survey: Survey) -> bool:
    """Whether a page of HTML shows no article: its site has changed, or the source's rules are wrong."""
    found = survey.links or any(why.is_article for why in survey.passed)
    return not found and survey.shape not in _LISTINGS


def _saved_listing(page: Page) -> Result:
    shape = links.shape_of(page)
    name = shape if shape in _LISTINGS else "listing page"
    return Result(page.url, State.SKIPPED, f"is a saved {name}; the links of saved pages are not followed")
