"""The nouns that cross rooms: Source, Link, Page, Article, Figure, Claim, Period; and closed choices."""

from rarewatch.model.choices import (
    WORLD,
    ArticleKind,
    Bound,
    Flow,
    Frequency,
    Kind,
    Measure,
    Order,
    Status,
    Verdict,
)
from rarewatch.model.keys import CLAIM_KEYS, FIGURE_KEYS, POINT_KEYS, ROW_KEYS, SERIES_KEYS
from rarewatch.model.nouns import Article, Claim, Figure, Host, Link, Page, SiteRule, Source, Visit
from rarewatch.model.periods import Period

__all__ = [
    "CLAIM_KEYS",
    "FIGURE_KEYS",
    "POINT_KEYS",
    "ROW_KEYS",
    "SERIES_KEYS",
    "WORLD",
    "Article",
    "ArticleKind",
    "Bound",
    "Claim",
    "Figure",
    "Flow",
    "Frequency",
    "Host",
    "Kind",
    "Link",
    "Measure",
    "Order",
    "Page",
    "Period",
    "SiteRule",
    "Source",
    "Status",
    "Verdict",
    "Visit",
]
