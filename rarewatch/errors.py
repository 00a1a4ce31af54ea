"""Everything that rarewatch itself raises; "nothing found" is None or [], never an error.

The tree:

    RarewatchError
      UsageError            what the user asked for makes no sense as asked (exit code 2)
        UnknownNameError    no such country, commodity or source; names the nearest known ones
      FetchError            a page could not be had (network, status, limits)
        BlockedError        the site turns programs, or those who do not pay or agree, away
          DisallowedError   its robots.txt asks programs not to fetch the page
        LaterError          the page may not be asked for now; says from when on
      ReadError             a page was had, but it cannot be read as anything
        GivenUpError        reading it takes too long
      StoreError            the database cannot be used: no database, newer schema, disk full (exit code 3)
        BusyError           another run is at work on it (exit code 75)
"""

from collections.abc import Iterable, Sequence
from datetime import datetime


class RarewatchError(Exception):
    """Base of all errors; its text is a whole sentence for a person: what, with which input, what to do."""

    exit_code = 1


class UsageError(RarewatchError):
    """The user asked for something that makes no sense as asked."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A name that is in no table; says which known names are nearest."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        self.nearest = _nearest(name, known)
        hint = f" Did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"Unknown {what} {name!r}.{hint}")


class FetchError(RarewatchError):
    """A page could not be had; the text names the URL (or file) and the reason."""

    status = 0
    """The HTTP status that stood for it, if any."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url}: {reason}")


class BlockedError(FetchError):
    """The site turns us away: 401, 403, a wall; not a fault that passes by itself."""


class DisallowedError(BlockedError):
    """robots.txt asks programs not to fetch the page."""


class LaterError(FetchError):
    """Not now: the site's wish (Retry-After, Crawl-delay, robots.txt), or too many failures of late."""

    def __init__(self, url: str, reason: str, until: datetime) -> None:
        self.until = until
        super().__init__(url, reason)


class ReadError(RarewatchError):
    """A page was had, but cannot be read."""


class GivenUpError(ReadError):
    """Reading a page took longer than a page is given."""


class StoreError(RarewatchError):
    """The database cannot be used; what it holds is untouched."""

    exit_code = 3


class BusyError(StoreError):
    """Another run holds the database's lock; nothing was done."""

    exit_code = 75
    """EX_TEMPFAIL of sysexits.h: try again later."""


def _nearest(name: str, known: Sequence[str]) -> list[str]:
    from difflib import get_close_matches

    typed, spelled = name.casefold(), {entry.casefold(): entry for entry in reversed(known)}
    close = get_close_matches(typed, spelled, n=3, cutoff=_CLOSE)
    if not close and (word := get_close_matches(typed, _words(spelled), n=1, cutoff=_CLOSE)):
        close = [entry for entry in reversed(spelled) if word[0] in entry.split()][:3]
    return [spelled[entry] for entry in close or get_close_matches(typed, spelled, n=3, cutoff=0.6)]


def _words(names: Iterable[str]) -> list[str]:
    """The words of names of several: "Untied" is near to the first of "United Kingdom"."""
    return sorted({word for name in names if " " in name for word in name.split()})


_CLOSE = 0.75
"""How much alike two names are that differ by a slip of the finger."""
