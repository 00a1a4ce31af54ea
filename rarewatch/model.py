"""The nouns that cross rooms: Source, Link, Page, Article, Figure, Claim, Period; and closed choices."""

import calendar
import re
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from rarewatch.errors import UsageError

WORLD = "001"
"""Unicode CLDR territory code of the world: the partner where the total over all partners is meant."""


class Flow(StrEnum):
    """What moves or is made, in terms of trade statistics."""

    EXPORT = "export"
    IMPORT = "import"
    PRODUCTION = "production"
    PROCESSING = "processing"


class Kind(StrEnum):
    """What sort of number a figure is."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    RANK = "rank"


class Measure(StrEnum):
    """What the amount, growth, share or rank is of: net weight, or trade value in money."""

    QUANTITY = "quantity"
    VALUE = "value"


class Bound(StrEnum):
    """How exactly the press stated a number; it follows the magnitude as worded."""

    EXACT = "="
    ABOUT = "~"
    OVER = ">"
    UNDER = "<"


class Frequency(StrEnum):
    """How long the periods of a series are; `ytd` is from January on."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YTD = "ytd"

    @property
    def months(self) -> int:
        """How many months lie between two periods that follow each other."""
        return {"quarter": 3, "half": 6, "year": 12}.get(self, 1)

    def fits(self, period: "Period") -> bool:
        """Whether a series of this frequency has such a period; years may be fiscal ones.

        >>> [str(one) for one in Frequency if one.fits(Period.parse("2025-01/2025-06"))]
        ['half', 'ytd']
        """
        months, first = period.whole_months, period.start.month
        if self is Frequency.YTD:
            return first == 1 and 1 < months < 12
        return months == self.months and (self is Frequency.YEAR or (first - 1) % self.months == 0)


class Status(StrEnum):
    """Where a number of a series comes from."""

    REPORTED = "reported"
    DERIVED = "derived"
    """It follows from other figures; nobody has said it."""
    MISSING = "missing"


class Verdict(StrEnum):
    """What comes of holding a figure against all others that are stored."""

    PROVED = "proved"
    """Others agree: arithmetic within the rounding of their digits, or a second origin."""
    DISPUTED = "disputed"
    """Others contradict it, and neither the sum nor the sources say that it is they who are wrong."""
    ALONE = "alone"
    """Nothing that is stored bears on it."""


class Order(StrEnum):
    """What sort of place a claim gives a figure among others."""

    HIGH = "high"
    LOW = "low"
    RECORD_HIGH = "record high"
    RECORD_LOW = "record low"
    RANK = "rank"
    """A place among partners: the second-largest destination."""
    FIRST_RISE = "first rise"
    FIRST_FALL = "first fall"


class ArticleKind(StrEnum):
    """What a page turned out to be."""

    ARTICLE = "article"
    LISTING = "listing"
    CONSENT_WALL = "consent wall"
    PAYWALL_STUB = "paywall stub"
    EMPTY = "empty"
    OTHER = "not an article"


_MONTH = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, order=True)
class Period:
    """A span of whole days, first and last included.

    Written as ISO 8601 at month precision: a month, a calendar year, a span of months, or a span of days.

    >>> str(Period.parse("2025-06")), str(Period.parse("2025")), str(Period.parse("2025-01/2025-12"))
    ('2025-06', '2025', '2025')
    >>> str(Period.months(2025, 1, 6)), str(Period.parse("2025-07-01/2025-07-07"))
    ('2025-01/2025-06', '2025-07-01/2025-07-07')
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise UsageError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    @classmethod
    def months(cls, year: int, first: int, count: int = 1) -> "Period":
        """`count` whole months from month `first` (1 is January; others carry into other years)."""
        start, end = year * 12 + first - 1, year * 12 + first + count - 2
        return cls(_first_day(start), _last_day(end))

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read what `str` writes; raises UsageError on anything else."""
        first, _, last = text.strip().partition("/")
        return cls(_edge(first, text)[0], _edge(last or first, text)[1])

    @property
    def whole_months(self) -> int:
        """How many months it spans; 0 where it does not consist of whole months."""
        if self.start.day != 1 or (self.end + timedelta(days=1)).day != 1:
            return 0
        return _index(self.end) - _index(self.start) + 1

    def shifted(self, months: int) -> "Period":
        """The same span so many months later (earlier where negative); whole months stay whole months."""
        if self.whole_months:
            return Period(_first_day(_index(self.start) + months), _last_day(_index(self.end) + months))
        return Period(_same_day(self.start, months), _same_day(self.end, months))

    def previous(self) -> "Period":
        """The span of the same length that ends where this one starts."""
        if self.whole_months:
            return self.shifted(-self.whole_months)
        days = self.end - self.start + timedelta(days=1)
        return Period(self.start - days, self.end - days)

    def contains(self, other: "Period") -> bool:
        """Whether every day of the other is one of this."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        if not self.whole_months:
            return f"{self.start}/{self.end}"
        first, last = f"{self.start:%Y-%m}", f"{self.end:%Y-%m}"
        if first == last:
            return first
        if self.whole_months == 12 and self.start.month == 1:
            return first[:4]
        return f"{first}/{last}"


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def _last_day(index: int) -> date:
    year, month = index // 12, index % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _same_day(day: date, months: int) -> date:
    index = _index(day) + months
    return _first_day(index).replace(day=min(day.day, _last_day(index).day))


def _edge(text: str, whole: str) -> tuple[date, date]:
    """First and last day of a year, month or day."""
    match = _MONTH.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if day:
            return date(year, month, day), date(year, month, day)
        index = year * 12 + (month or 1) - 1
        if month > 12 or match[2] == "00":
            raise ValueError
        return _first_day(index), _last_day(index if month else index + 11)
    except ValueError:
        raise UsageError(
            f"{whole!r} is no period. Write a month (2025-06), a year (2025) or a span (2025-01/2025-06)."
        ) from None


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


CLAIM_KEYS = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "measure",
    "period",
    "order",
    "since",
    "months",
    "place",
    "quote",
    "sentence",
)
"""The keys of a claim that other tools see, in their order."""

FIGURE_KEYS = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "period",
    "kind",
    "measure",
    "value",
    "unit",
    "baseline",
    "bound",
    "quote",
)
"""The keys of a figure that other tools see, in their order."""

_ARTICLE_KEYS = ("url", "title", "site", "published", "sentence", "rule", "assumed", "note", "origin")
_STORED_KEYS = ("verdict", "id")
ROW_KEYS = (*FIGURE_KEYS, *_ARTICLE_KEYS, *_STORED_KEYS)
"""The columns of a figure with its article, as `show` and `extract` hand them on.

`origin` is the site that told the story first; copies of one story share it. `verdict` is a `Verdict`, None
before the figure was checked; `id` is its number in the database. Both are None for what is not stored."""

POINT_KEYS = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "measure",
    "period",
    "level",
    "on_previous",
    "on_year",
    "on_others",
    "share",
    "rank",
    "dissent",
    "outlets",
    "origins",
    "verdict",
)
"""All that is said of one trade in one period, as a line of a table shows it.

`level`, `on_previous` (growth on the period before), `on_year` (on the year before), `share` and `rank` are
rows or None; `on_others` (growth on any other period) and `dissent` (what contradicts one of the former) are
lists of rows; `outlets` and `origins` are counts."""

SERIES_KEYS = (
    "commodity",
    "flow",
    "reporter",
    "partner",
    "measure",
    "frequency",
    "period",
    "start",
    "end",
    "status",
    "value",
    "unit",
    "bound",
    "low",
    "high",
    "on_previous",
    "on_previous_status",
    "on_year",
    "on_year_status",
    "dissent",
    "outlets",
    "origins",
    "sites",
    "verdict",
    "proof",
)
"""The columns of one period of a series, as `series` hands it on: gaps are rows too.

`start` and `end` are its first and last day; `status`, `on_previous_status` and `on_year_status` are of
`Status`; `low` and `high` are the numbers that `value` may stand for; growth is in per cent; `dissent` lists
the amounts that contradict `value`, `sites` the outlets by name; `proof` says what a derived amount follows
from."""
