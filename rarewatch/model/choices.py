"""Closed choices: flows, kinds of numbers, verdicts and the like, and the code of the world."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rarewatch.model.periods import Period

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

        >>> from rarewatch.model import Period
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
    REFUSAL = "refusal"
    """The site checks or turns away whoever asks, in a page that answers as if all were well."""
    EMPTY = "empty"
    OTHER = "not an article"
