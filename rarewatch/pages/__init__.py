"""The door to the network and to saved pages: an address or a file goes in, a `Page` comes out.

    async with open_fetcher(named={"www.example.org"}) as fetcher:
        page = await fetcher.get("https://www.example.org/rare-earths")

Nothing else in rarewatch opens a connection. httpx is imported only when a fetcher is opened.
"""

from rarewatch.pages.addresses import Addresses, host_of
from rarewatch.pages.backoff import FURTHEST, rest
from rarewatch.pages.fetcher import Fetcher, Manners, SeenError, open_fetcher, user_agent
from rarewatch.pages.files import SUFFIXES, page_of, read_file, saved_pages
from rarewatch.pages.gate import origin_of
from rarewatch.pages.headers import fresh_until
from rarewatch.pages.limits import Limits
from rarewatch.pages.memory import Memory, ShortMemory
from rarewatch.pages.pace import Hand, Pace

__all__ = [
    "FURTHEST",
    "SUFFIXES",
    "Addresses",
    "Fetcher",
    "Hand",
    "Limits",
    "Manners",
    "Memory",
    "Pace",
    "SeenError",
    "ShortMemory",
    "fresh_until",
    "host_of",
    "open_fetcher",
    "origin_of",
    "page_of",
    "read_file",
    "rest",
    "saved_pages",
    "user_agent",
]
