"""The door to the network and to saved pages: an address or a file goes in, a `Page` comes out.

    with open_fetcher(named={"www.example.org"}) as fetcher:
        page = fetcher.get("https://www.example.org/rare-earths")

Nothing else in rarewatch opens a connection. httpx is imported only when a fetcher is opened.
"""

from rarewatch.pages.addresses import Addresses, host_of
from rarewatch.pages.fetcher import Fetcher, open_fetcher, user_agent
from rarewatch.pages.files import SUFFIXES, page_of, read_file, saved_pages
from rarewatch.pages.limits import Limits
from rarewatch.pages.pace import Pace

__all__ = [
    "SUFFIXES",
    "Addresses",
    "Fetcher",
    "Limits",
    "Pace",
    "host_of",
    "open_fetcher",
    "page_of",
    "read_file",
    "saved_pages",
    "user_agent",
]
