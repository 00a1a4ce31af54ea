"""What many articles say together: one statement for the many mentions of one fact, and series of such facts.

All of it are functions of rows as the store gives them (the keys of `model.ROW_KEYS`).
"""

from rarewatch.facts.intervals import Interval, meant
from rarewatch.facts.news import is_new
from rarewatch.facts.series import Point, Series, in_series, points
from rarewatch.facts.statements import FACT_KEYS, Statement, statements
from rarewatch.facts.thresholds import Threshold

__all__ = [
    "FACT_KEYS",
    "Interval",
    "Point",
    "Series",
    "Statement",
    "Threshold",
    "in_series",
    "is_new",
    "meant",
    "points",
    "statements",
]
