"""The rules for single sites: one table a host, read strictly, for a wrong rule would show nowhere.

The rules that ship with the package come first; a table of the user's replaces the one for the same host.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from rarewatch.errors import UsageError
from rarewatch.model import SiteRule
from rarewatch.sources.listing import sources_path

_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*")
_KEYS = tuple(field.name for field in fields(SiteRule))


def sites_path() -> Path:
    """Where the user's site rules are or would be: `RAREWATCH_SITES`, else beside his sources file."""
    named = os.environ.get("RAREWATCH_SITES")
    return Path(named) if named else sources_path().with_name("sites.toml")


def load_sites(path: Path | None = None) -> dict[str, SiteRule]:
    """All rules by host, those of the file at `path` (the user's, if left out) over those that ship.

    Raises UsageError for a file that cannot be read, a key that means nothing, a selector that is none.
    """
    shipped = (files("rarewatch") / "data" / "sites.toml").read_text(encoding="utf-8")
    path = path or sites_path()
    return _rules(shipped, "that ship") | _rules(_read(path), str(path))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        if os.environ.get("RAREWATCH_SITES"):
            raise UsageError(f"There is no file {path}, which RAREWATCH_SITES names.") from error
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The site rules {path} cannot be read: {error}.") from error


def _rules(text: str, where: str) -> dict[str, SiteRule]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The site rules {where} are broken: {error}. Correct them there.") from error
    try:
        return {host.lower(): _rule(host, entry) for host, entry in tables.items()}
    except UsageError as error:
        raise UsageError(f"The site rules {where}: {error}") from error


def _rule(host: str, entry: Any) -> SiteRule:
    if not isinstance(entry, Mapping) or any(isinstance(value, Mapping) for value in entry.values()):
        raise UsageError(
            f'{host!r} is no rule. Each rule is a table: ["{host}.example"] in quotes, its keys.'
        )
    if not _HOST.fullmatch(host):
        raise UsageError(f"{host!r} is no host. Write it as in news.example: no https://, no path.")
    for key, value in entry.items():
        _check(host, key, value)
    return SiteRule(**entry)


def _check(host: str, key: str, value: object) -> None:
    if key not in _KEYS:
        raise UsageError(f"{host!r} has a key {key!r}, which means nothing. Known are {', '.join(_KEYS)}.")
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{host!r}: {key} must be a CSS selector in quotes.")
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css(value)
    except SelectolaxError as error:
        raise UsageError(f"{host!r}: {key} is no CSS selector that can be read: {value!r}.") from error
