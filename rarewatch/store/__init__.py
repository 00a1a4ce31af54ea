"""The SQLite database: every page as received, the article and the figures read from it, and what failed.

Writing goes through `Store.open`, reading through `Store.read`, which needs the standard library alone.
"""

from rarewatch.store.checking import Trade
from rarewatch.store.lock import Holder, holder_of, run_lock
from rarewatch.store.pruning import Pruned
from rarewatch.store.query import Query
from rarewatch.store.saving import Reading, Saved, content_hash, reading_hash
from rarewatch.store.searching import Hit, Version
from rarewatch.store.store import Store
from rarewatch.store.stored import Kept

__all__ = [
    "Hit",
    "Holder",
    "Kept",
    "Pruned",
    "Query",
    "Reading",
    "Saved",
    "Store",
    "Trade",
    "Version",
    "content_hash",
    "holder_of",
    "reading_hash",
    "run_lock",
]
