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
from rarewatch.facts.series import Point, Series, in_series, points, reading_order
from rarewatch.facts.statements import FACT_KEYS, Statement, statements
from rarewatch.facts.verdicts import verdicts

__all__ = [
    "FACT_KEYS",
    "Check",
    "CheckKind",
    "Derived",
    "Dispute",
    "Interval",
    "LikelyError",
    "Point",
    "Series",
    "Statement",
    "Way",
    "allowed",
    "checks",
    "derived",
    "disputes",
    "in_series",
    "meant",
    "points",
    "reading_order",
    "statements",
    "verdicts",
]
