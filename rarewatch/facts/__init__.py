"""What many articles say together: one statement for the many mentions of one fact, and series of such facts.

All of it are functions of rows as the store gives them (the keys of `model.ROW_KEYS`).
"""

from rarewatch.facts.derived import Derived, Way
from rarewatch.facts.deriving import derived
from rarewatch.facts.intervals import Interval, meant
from rarewatch.facts.lines import Entry, Line, frequencies, lines, measured
from rarewatch.facts.series import Point, Series, in_series, points, reading_order
from rarewatch.facts.statements import FACT_KEYS, Statement, statements

__all__ = [
    "FACT_KEYS",
    "Derived",
    "Entry",
    "Interval",
    "Line",
    "Point",
    "Series",
    "Statement",
    "Way",
    "derived",
    "frequencies",
    "in_series",
    "lines",
    "meant",
    "measured",
    "points",
    "reading_order",
    "statements",
]
