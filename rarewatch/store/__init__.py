"""The SQLite database: every page as received, the article and the figures read from it, and what failed.

Writing goes through `Store.open`, reading through `Store.read`, which needs the standard library alone.
"""

from rarewatch.store.query import Query
from rarewatch.store.saving import Saved, content_hash
from rarewatch.store.store import Store

__all__ = ["Query", "Saved", "Store", "content_hash"]
