"""The sources file: read, and edited so that a person's comments survive.

The user's file is the whole list. While he has none, the list that ships with the package counts; the first
change copies it, comments and all, to his config folder.
"""

import os
import re
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rarewatch.errors import RarewatchError, UnknownNameError, UsageError
from rarewatch.model import Source

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_TYPES = {"url": str, "enabled": bool, "follow": str, "match": str, "note": str}
_NAME = re.compile(r"[\w][\w .&'+-]*")
_PATTERNS = ("follow", "match")


def sources_path() -> Path:
    """Where the user's sources file is or would be: `RAREWATCH_SOURCES`, else his config folder."""
    if named := os.environ.get("RAREWATCH_SOURCES"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("rarewatch", appauthor=False) / "sources.toml"


def load(path: Path) -> list[Source]:
    """All sources in the order of the file, or the shipped ones while there is none; raises UsageError."""
    return _sources(_read(path), path)


def named(sources: Sequence[Source], name: str) -> Source:
    """The source of that name, case ignored; UnknownNameError names the nearest."""
    for source in sources:
        if source.name.casefold() == name.casefold():
            return source
    raise UnknownNameError("source", name, [source.name for source in sources])


def checked(source: Source) -> Source:
    """The source itself; UsageError where it could never work."""
    if not _NAME.fullmatch(source.name):
        raise UsageError(f"{source.name!r} is no name for a source. Use letters, digits, hyphens and dots.")
    try:
        parts = urlsplit(source.url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(
            f"Source {source.name!r}: {source.url!r} is no web address. It must start with https://"
        )
    for key in _PATTERNS:
        _check_pattern(source.name, key, getattr(source, key))
    return source


def add(path: Path, source: Source) -> None:
    """Write a further source; UsageError where the name is taken."""
    text = _read(path)
    if any(known.name.casefold() == source.name.casefold() for known in _sources(text, path)):
        raise UsageError(f"There is a source {source.name!r} already. Remove it first, or take another name.")
    document = _document(text)
    document.add(checked(source).name, _table(source))
    _write(path, document.as_string())


def remove(path: Path, name: str) -> None:
    """Delete a source; comments above other sources stay."""
    text = _read(path)
    known = named(_sources(text, path), name)
    _write(path, _without(text, known.name))


def set_enabled(path: Path, name: str, enabled: bool) -> None:
    """Turn a source on or off."""
    text = _read(path)
    known = named(_sources(text, path), name)
    document = _document(text)
    document[known.name]["enabled"] = enabled
    _write(path, document.as_string())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return (files("rarewatch") / "data" / "sources.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The sources file {path} cannot be read: {error}.") from error


def _sources(text: str, path: Path) -> list[Source]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The sources file {path} is broken: {error}. Correct it there.") from error
    try:
        return [_source(name, entry) for name, entry in document.items()]
    except UsageError as error:
        line = _line_of(text, document, error)
        raise UsageError(f"The sources file {path}, line {line}: {error}") from error


class _EntryError(UsageError):
    """What is wrong with the source of a name."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        super().__init__(text)


def _source(name: str, entry: object) -> Source:
    if not isinstance(entry, dict):
        raise _EntryError(
            name, f"{name!r} stands outside of any source. Each source is a table: [name], then its keys."
        )
    for key, value in entry.items():
        _check_key(name, key, value)
    if "url" not in entry:
        raise _EntryError(name, f"Source {name!r} has no url.")
    try:
        return checked(Source(name, **entry))
    except UsageError as error:
        raise _EntryError(name, str(error)) from error


def _check_key(name: str, key: str, value: object) -> None:
    if key not in _TYPES:
        known = ", ".join(_TYPES)
        raise _EntryError(name, f"Source {name!r} has a key {key!r}, which means nothing. Known are {known}.")
    if not isinstance(value, _TYPES[key]):
        wanted = "true or false" if _TYPES[key] is bool else "text in quotes"
        raise _EntryError(name, f"Source {name!r}: {key} must be {wanted}.")


def _check_pattern(name: str, key: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise UsageError(f"Source {name!r}: {key} is no regular expression ({error}): {pattern!r}") from error


def _line_of(text: str, document: Mapping[str, Any], error: UsageError) -> int:
    """The line, from 1 on, at which the source in question starts."""
    name = error.name if isinstance(error, _EntryError) else ""
    for number, line in enumerate(text.splitlines(), 1):
        if _header_of(line) == name or re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line):
            return number
    return 1


def _header_of(line: str) -> str | None:
    """The name in a table header, or None where the line is none."""
    found = re.match(r"\s*\[\s*(?:\"([^\"]+)\"|'([^']+)'|([\w-]+))\s*\]\s*(?:#.*)?$", line)
    return next(group for group in found.groups() if group) if found else None


def _document(text: str) -> "TOMLDocument":
    import tomlkit

    return tomlkit.parse(text)


def _table(source: Source) -> Any:
    """A TOML table of what differs from the default."""
    import tomlkit

    table = tomlkit.table()
    for field in fields(Source)[1:]:
        value = getattr(source, field.name)
        if value != field.default:
            table[field.name] = value
    return table


def _without(text: str, name: str) -> str:
    """The file less one table: its lines go, the comment block above the next header stays.

    Where lines alone do not tell (a table spread over the file), tomlkit removes it.
    """
    lines = text.splitlines(keepends=True)
    headers = [number for number, line in enumerate(lines) if _header_of(line) is not None]
    start = next((number for number in headers if _header_of(lines[number]) == name), len(lines))
    end = next((number for number in headers if number > start), len(lines))
    while end - 1 > start and lines[end - 1].lstrip().startswith("#"):
        end -= 1
    shorter = "".join(lines[:start] + lines[end:])
    wanted = {key: entry for key, entry in tomllib.loads(text).items() if key != name}
    if _loads(shorter) == wanted:
        return shorter
    document = _document(text)
    document.remove(name)
    return document.as_string()


def _loads(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _write(path: Path, text: str) -> None:
    """Replace the file in one step: a crash leaves the old or the new one, never half."""
    _sources(text, path)
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    except OSError as error:
        raise RarewatchError(f"The sources file {path} cannot be written: {error.strerror}.") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode if path.exists() else 0o644)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RarewatchError(f"The sources file {path} cannot be written: {error.strerror}.") from error
