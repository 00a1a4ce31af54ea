"""The SQLite database: every page as received, the article and the figures read from it, and what failed.

Writing goes through `Store.open`, reading through `Store.read`, which needs the standard library alone.
"""

from typing import TYPE_CHECKING

from rarewatch.deferred import deferred
from rarewatch.store.lines import Line, Shape
from rarewatch.store.query import Query
from rarewatch.store.store import Store

if TYPE_CHECKING:
    from rarewatch.store.checking import Trade
    from rarewatch.store.claimed import STORED_CLAIM_KEYS
    from rarewatch.store.lock import Holder, holder_of, run_lock
    from rarewatch.store.marks import Fired
    from rarewatch.store.pruning import Pruned
    from rarewatch.store.saving import Delivery, Reading, Saved, content_hash, reading_hash
    from rarewatch.store.searching import Hit, Version, names_in
    from rarewatch.store.stored import Kept

__all__ = [
    "STORED_CLAIM_KEYS",
    "Delivery",
    "Fired",
    "Hit",
    "Holder",
    "Kept",
    "Line",
    "Pruned",
    "Query",
    "Reading",
    "Saved",
    "Shape",
    "Store",
    "Trade",
    "Version",
    "content_hash",
    "holder_of",
    "names_in",
    "reading_hash",
    "run_lock",
]

_LATER = {
    "STORED_CLAIM_KEYS": "claimed",
    "Holder": "lock",
    "holder_of": "lock",
    "run_lock": "lock",
    "Delivery": "saving",
    "Reading": "saving",
    "Saved": "saving",
    "content_hash": "saving",
    "reading_hash": "saving",
    "Fired": "marks",
    "Hit": "searching",
    "Kept": "stored",
    "Pruned": "pruning",
    "Trade": "checking",
    "Version": "searching",
    "names_in": "searching",
}

__getattr__ = deferred(__name__, _LATER)
