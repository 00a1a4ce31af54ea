"""The user's own files: the list of sources, and the rules for single sites.

Each is read from his config folder, and ships with rarewatch for as long as he has none there.
"""

from rarewatch.sources.listing import add, add_feeds, checked, load, named, remove, set_enabled, sources_path
from rarewatch.sources.sites import load_sites, sites_path

__all__ = [
    "add",
    "add_feeds",
    "checked",
    "load",
    "load_sites",
    "named",
    "remove",
    "set_enabled",
    "sites_path",
    "sources_path",
]
