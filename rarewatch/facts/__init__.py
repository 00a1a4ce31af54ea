"""What many articles say together: one statement for the many mentions of one fact, series of such facts, and
what comes of holding them against each other: checks, verdicts, disputes.

All of it are functions of rows as the store gives them (the keys of `model.ROW_KEYS`).
"""

from rarewatch.facts.check import Check, CheckKind
from rarewatch.facts.claims import Outcome, Tested, tested
from rarewatch.facts.compare import COMPARED_KEYS, Agreement, Compared, compared
from rarewatch.facts.derived import Derived, Way
from rarewatch.facts.deriving import derived
from rarewatch.facts.disputes import Dispute, disputes
from rarewatch.facts.disputes_errors import LikelyError
from rarewatch.facts.gaps import GAP_KEYS, Coverage, Gap, gaps
from rarewatch.facts.intervals import Interval, allowed, meant
from rarewatch.facts.lines import Entry, Line, frequencies, lines, measured
from rarewatch.facts.news import is_new
from rarewatch.facts.references import Reference, references
from rarewatch.facts.revisions import REVISION_KEYS, Revision, revisions
from rarewatch.facts.series import Point, Series, in_series, points, reading_order
from rarewatch.facts.statements import FACT_KEYS, Statement, statements
from rarewatch.facts.thresholds import Threshold
from rarewatch.facts.verdicts import checks, verdicts

__all__ = [
    "COMPARED_KEYS",
    "FACT_KEYS",
    "GAP_KEYS",
    "REVISION_KEYS",
    "Agreement",
    "Check",
    "CheckKind",
    "Compared",
    "Coverage",
    "Derived",
    "Dispute",
    "Entry",
    "Gap",
    "Interval",
    "LikelyError",
    "Line",
    "Outcome",
    "Point",
    "Reference",
    "Revision",
    "Series",
    "Statement",
    "Tested",
    "Threshold",
    "Way",
    "allowed",
    "checks",
    "compared",
    "derived",
    "disputes",
    "frequencies",
    "gaps",
    "in_series",
    "is_new",
    "lines",
    "meant",
    "measured",
    "points",
    "reading_order",
    "references",
    "revisions",
    "statements",
    "tested",
    "verdicts",
]
