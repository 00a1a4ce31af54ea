"""What many articles say together: one statement for the many mentions of one fact, series of such facts, and
what comes of holding them against each other: checks, verdicts, disputes.

All of it are functions of rows as the store gives them (the keys of `model.ROW_KEYS`).
"""

from rarewatch.facts.check import Check, CheckKind
from rarewatch.facts.checks import checks
from rarewatch.facts.derived import Derived, Way
from rarewatch.facts.deriving import derived
from rarewatch.facts.disputes import Dispute, disputes
from rarewatch.facts.disputes_errors import LikelyError
from rarewatch.facts.intervals import Interval, allowed, meant
from rarewatch.facts.lines import Entry, Line, frequencies, lines, measured
from rarewatch.facts.news import is_new
from rarewatch.facts.series import Point, Series, in_series, points, reading_order
from rarewatch.facts.statements import FACT_KEYS, Statement, statements
from rarewatch.facts.thresholds import Threshold
from rarewatch.facts.verdicts import verdicts

__all__ = [
    "FACT_KEYS",
    "Check",
    "CheckKind",
    "Derived",
    "Dispute",
    "Entry",
    "Interval",
    "LikelyError",
    "Line",
    "Point",
    "Series",
    "Statement",
    "Threshold",
    "Way",
    "allowed",
    "checks",
    "derived",
    "disputes",
    "frequencies",
    "in_series",
    "is_new",
    "lines",
    "meant",
    "measured",
    "points",
    "reading_order",
    "statements",
    "verdicts",
]
