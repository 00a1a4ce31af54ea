"""Where the stages meet: targets in, one result for each page out.

    for result in collect(plan([], sources), shelf, Reader(read_article, find_figures), Options()):
        ...

Each page is stored before its result is given out, so that a run may be killed at any moment: the next one
goes on with what is not stored yet.
"""

from rarewatch.readers import Reader
from rarewatch.watch.again import Reread, read_again
from rarewatch.watch.collecting import announced, collect
from rarewatch.watch.journal import counted, journaled
from rarewatch.watch.options import Options
from rarewatch.watch.reading import open_page
from rarewatch.watch.results import Result, State, Summary
from rarewatch.watch.shelves import DryShelf, Shelf
from rarewatch.watch.targets import Target, plan
from rarewatch.watch.trust import check

__all__ = [
    "DryShelf",
    "Options",
    "Reader",
    "Reread",
    "Result",
    "Shelf",
    "State",
    "Summary",
    "Target",
    "announced",
    "check",
    "collect",
    "counted",
    "journaled",
    "open_page",
    "plan",
    "read_again",
]
