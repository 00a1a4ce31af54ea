"""What is collected and read: sources, links, pages, articles, figures and claims."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from rarewatch.model.choices import ArticleKind, Bound, Flow, Kind, Measure, Order
from rarewatch.model.keys import CLAIM_KEYS, FIGURE_KEYS
from rarewatch.model.periods import Period


@dataclass(frozen=True)
class Source:
    """A place on the web where articles are announced: a listing page, a feed or a sitemap."""

    name: str
    url: str
    enabled: bool = True
    follow: str = ""
    """Regular expression that an article's URL must match; empty: any."""
    match: str = ""
    """Regular expression that an article's title or URL must hold, case ignored; empty: any."""
    note: str = ""
    articles: str = ""
    """CSS selector of the links to articles, or of what they stand in; empty: told by their look."""
    pages: str = ""
    """How the address of a listing's further pages is made, `{n}` being the page's number: `?page={n}`."""
    depth: int = 1
    """How many pages of a listing are read."""
    hosts: tuple[tuple[str, str], ...] = ()
    """Hosts whose links are taken for those of another: a test host and the real one."""


@dataclass(frozen=True)
class SiteRule:
    """What is an article on one site's pages: CSS selectors, empty where the site needs none."""

    keep: str = ""
    """Only what is inside these elements is the article."""
    drop: str = ""
    """These elements are taken out."""
    stop: str = ""
    """The first of these elements ends the article."""


@dataclass(frozen=True)
class Link:
    """An article announced by a source."""

    url: str
    title: str = ""
    published: datetime | None = None


@dataclass(frozen=True)
class Page:
    """The answer to one request, or one file: the bytes exactly as received (after content decoding)."""

    url: str
    content: bytes
    content_type: str = ""
    status: int = 200
    fetched: datetime | None = None
    """When it was fetched, with time zone; None for what was never on the network."""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """What is remembered of a URL between runs: what its last visit came to, and when it may be asked
    again."""

    url: str
    state: str
    """What became of it, in the words of a run's report."""
    at: datetime
    reason: str = ""
    due: datetime | None = None
    """Not to be asked for before."""
    failures: int = 0
    """How often in a row it failed."""
    etag: str = ""
    modified: str = ""
    """The Last-Modified header, verbatim."""


@dataclass(frozen=True)
class Host:
    """What is remembered of a web server between runs; `origin` is scheme, host and port."""

    origin: str
    due: datetime | None = None
    """Nothing is asked of it before."""
    reason: str = ""
    failures: int = 0
    """How often in a row it could not be reached."""
    robots: str = ""
    """Its robots.txt, empty where it has none."""
    robots_until: datetime | None = None
    """When robots.txt is to be asked for again."""
    robots_open: bool = True
    """False while robots.txt cannot be had (RFC 9309: then nothing may be asked for)."""


@dataclass(frozen=True)
class Article:
    """What a reader of a page would call its article, and nothing else of that page.

    `text` holds the body without the headline, paragraphs parted by a blank line; headings, list items and
    table rows are lines of their own.
    """

    text: str
    title: str = ""
    published: date | None = None
    """The day on which it was published, as the page states it, else that of its last change as it shows it;
    None where it shows neither."""
    url: str | None = None
    """Canonical URL."""
    site: str | None = None
    language: str | None = None
    author: str | None = None
    modified: date | None = None
    kind: ArticleKind = ArticleKind.ARTICLE


@dataclass(frozen=True)
class Figure:
    """One number of an article, with what it measures.

    Keys and values are those of trade statistics: `reporter` and `partner` are Unicode CLDR territory codes
    (`001` the world), `value` is in `unit` (`t` metric tonnes, an ISO 4217 currency, `%`; None for a rank),
    `period` and `baseline` are `Period`s or None.
    """

    commodity: str
    flow: Flow
    reporter: str
    partner: str | None
    period: Period | None
    kind: Kind
    measure: Measure
    value: float
    unit: str | None
    baseline: Period | None = None
    bound: Bound = Bound.EXACT
    quote: str = ""
    """The words that state the number, verbatim."""
    sentence: str = ""
    """The sentence that proves it, verbatim from title or text."""
    rule: str = ""
    """Name of the rule that read it."""
    in_title: bool = False
    start: int = 0
    """Where the quote starts in the title or the text, in characters."""
    assumed: tuple[str, ...] = ()
    """Slots that no words state and a convention filled."""
    note: str = ""
    """What a person should know before citing it, such as a bare "tons" taken as metric."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values under the keys of trade statistics, in a fixed order; periods as ISO 8601 text."""
        row = {key: value for key, value in asdict(self).items() if key in FIGURE_KEYS}
        row["period"] = str(self.period) if self.period else None
        row["baseline"] = str(self.baseline) if self.baseline else None
        return {key: str(row[key]) if isinstance(row[key], StrEnum) else row[key] for key in FIGURE_KEYS}


@dataclass(frozen=True)
class Claim:
    """What an article says of the place of an amount among others: "the highest since January".

    The keys are those of the figure that it is said of. How far back it holds is in `since` (the month or
    year that is named, itself not included) or in `months` (so many, the period's own included); of a rank,
    `place` says which; of a record, nothing.
    """

    commodity: str
    flow: Flow
    reporter: str
    partner: str | None
    measure: Measure
    period: Period | None
    order: Order
    since: Period | None = None
    months: int | None = None
    place: int | None = None
    quote: str = ""
    """The words that claim it, verbatim."""
    sentence: str = ""
    in_title: bool = False
    start: int = 0
    """Where the quote starts in the title or the text, in characters."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values under CLAIM_KEYS; periods as ISO 8601 text."""
        row = {key: value for key, value in asdict(self).items() if key in CLAIM_KEYS}
        row["period"] = str(self.period) if self.period else None
        row["since"] = str(self.since) if self.since else None
        return {key: str(row[key]) if isinstance(row[key], StrEnum) else row[key] for key in CLAIM_KEYS}
