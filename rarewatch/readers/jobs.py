"""What is done with one page: told what it is, its article and figures read, or its links found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Protocol

from rarewatch import links
from rarewatch.errors import ReadError
from rarewatch.links import Shape, Survey
from rarewatch.model import Article, ArticleKind, Claim, Figure, Page, Source
from rarewatch.readers.depth import DEEPEST, too_deep
from rarewatch.readers.topics import any_topic

LISTINGS = frozenset({Shape.FEED, Shape.JSON_FEED, Shape.SITEMAP, Shape.SITEMAP_INDEX})


class ReadArticle(Protocol):
    """How `articles.read_article` is called."""

    def __call__(
        self,
        html: bytes | str,
        url: str | None = None,
        *,
        content_type: str = "",
        published: date | None = None,
        fetched: date | None = None,
    ) -> Article:
        """Read the article of a page."""


def _now() -> datetime:
    return datetime.now(UTC)


def _nothing(article: Article, figures: Sequence[Figure]) -> Sequence[Claim]:
    """No claims, for who does not ask for them."""
    return ()


@dataclass(frozen=True)
class Reader:
    """The readers of a page, passed in; functions of a module, so that another process finds them."""

    read: ReadArticle
    find: Callable[[Article], Sequence[Figure]]
    about: Callable[[Page, Article], bool] = any_topic
    """Whether an article is about what is collected; what is not, is remembered and not stored."""
    now: Callable[[], datetime] = _now
    """A saved page was not written later than now."""
    claimed: Callable[[Article, Sequence[Figure]], Sequence[Claim]] = _nothing
    """What an article claims of the order of its figures."""

    def article(self, page: Page, published: date | None = None) -> Article:
        """The article of a page; ReadError when the page is too much for the reader.

        No day is taken that had not come when the page was fetched; and that day itself is never assumed.
        """
        fetched = (page.fetched or self.now()).date()
        url = page.url if page.url.startswith(("http://", "https://")) else None
        try:
            return self.read(
                page.content, url, content_type=page.content_type, published=published, fetched=fetched
            )
        except Exception as error:
            raise _unreadable("the article", error) from error

    def is_on_topic(self, page: Page, article: Article) -> bool:
        """Whether an article is about what is collected; ReadError when it is too much for the rules."""
        try:
            return self.about(page, article)
        except Exception as error:
            raise _unreadable("the topic", error) from error

    def figures(self, article: Article) -> tuple[Figure, ...]:
        """The figures of an article; ReadError when it is too much for the rules."""
        try:
            return tuple(self.find(article))
        except Exception as error:
            raise _unreadable("the figures", error) from error

    def claims(self, article: Article, figures: Sequence[Figure]) -> tuple[Claim, ...]:
        """What is claimed of the order of figures; ReadError when it is too much for the rules."""
        try:
            return tuple(self.claimed(article, figures))
        except Exception as error:
            raise _unreadable("the claims", error) from error


class Want(StrEnum):
    """What is wanted of a page."""

    ARTICLE = "article"
    ANYTHING = "anything"
    """Its article, unless it looks like a listing page."""
    LINKS = "links"


_ANY = Source("", "")
"""No source's rules."""


@dataclass(frozen=True)
class Job:
    """A page and what is wanted of it."""

    page: Page
    want: Want = Want.ARTICLE
    published: date | None = None
    source: Source = _ANY
    """By whose rules links are looked for."""
    number: int = 1
    """Which page of the source's listing it is."""
    keep_all: bool = False
    """Whether what names no commodity is wanted too."""


@dataclass(frozen=True)
class Read:
    """What a page came to: an article with its figures, or links."""

    shape: Shape
    directives: frozenset[str] = frozenset()
    article: Article | None = None
    """None where the page is a listing of any kind."""
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    off_topic: bool = False
    """Whether the article is about something else, and its figures were not looked for."""
    survey: Survey | None = None
    """The links of a listing."""
    following: str = ""
    """Where the listing goes on, if it does."""


def do(reader: Reader, job: Job) -> Read:
    """Do one job; raises ReadError and no other."""
    try:
        if too_deep(job.page.content):
            raise ReadError(f"its tags are nested more than {DEEPEST} deep")
        read = Read(links.shape_of(job.page), links.directives(job.page))
        if job.want is Want.LINKS:
            return _links(job, read)
        return read if read.shape in LISTINGS else _article(reader, job, read)
    except ReadError as error:
        raise ReadError(str(error).removeprefix(f"{job.page.url}: ")) from error
    except Exception as error:
        raise _unreadable("the page", error) from error


def _links(job: Job, read: Read) -> Read:
    survey = links.survey(job.page, job.source)
    goes_on = survey.shape is not Shape.SITEMAP_INDEX and job.number < job.source.depth
    following = links.following(job.page, job.source, job.number + 1) if goes_on else None
    return Read(read.shape, read.directives, survey=survey, following=following or "")


def _article(reader: Reader, job: Job, read: Read) -> Read:
    article = reader.article(job.page, job.published)
    if job.want is Want.ANYTHING and _lists(job.page, article):
        return read
    if article.kind is not ArticleKind.ARTICLE:
        return Read(read.shape, read.directives, article)
    if not (job.keep_all or reader.is_on_topic(job.page, article)):
        return Read(read.shape, read.directives, article, off_topic=True)
    figures = reader.figures(article)
    return Read(read.shape, read.directives, article, figures, reader.claims(article, figures))


def _lists(page: Page, article: Article) -> bool:
    """Whether a page is a listing by what its reader says or by its look; a wall is neither."""
    if article.kind in {ArticleKind.CONSENT_WALL, ArticleKind.PAYWALL_STUB, ArticleKind.REFUSAL}:
        return False
    return article.kind is ArticleKind.LISTING or links.is_listing(page)


def _unreadable(what: str, error: Exception) -> ReadError:
    """One broken page must not end a run over hundreds; the reason names the error for a report."""
    if isinstance(error, ReadError):
        return error
    if isinstance(error, MemoryError):
        return ReadError(f"{what} could not be read: it needs more memory than a page is given")
    return ReadError(f"{what} could not be read ({type(error).__name__}: {error})")
