"""Commands on stored articles: search, article, why."""

from pathlib import Path

from rarewatch.errors import UsageError
from rarewatch.store import Store, Version


def find(store: Store, target: str) -> list[Version]:
    """All versions of a page by number, address or saved file, the oldest first; UsageError where unknown."""
    number = target.strip().removeprefix("#")
    if number.isdecimal() and len(number) < _LONGEST_NUMBER:
        found = store.versions(int(number))
    else:
        found = next(filter(None, map(store.versions, _addresses(target.strip()))), [])
    if not found:
        raise UsageError(
            f"No article {target!r} is stored. `rarewatch search WORDS` finds the number of one, "
            "`rarewatch fetch ADDRESS` stores one."
        )
    return found


_LONGEST_NUMBER = 19
"""Digits that SQLite's numbers cannot have any more."""


def _addresses(target: str) -> list[str]:
    """How an address may have been stored: as given, as a saved file, and in its normal form."""
    path = Path(target)
    if "://" not in target and path.exists():
        return [target, path.resolve().as_uri()]
    from rarewatch.links.addresses import normal_url

    full = target if "://" in target else f"https://{target}"
    return list(dict.fromkeys([target, normal_url(full) or target]))
