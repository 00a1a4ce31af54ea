"""The sources file: read, and edited so that a person's comments survive.

The user's file is the whole list. While he has none, the list that ships with the package counts; the first
change copies it, comments and all, to his config folder.
"""

import os
import re
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rarewatch.errors import RarewatchError, UnknownNameError, UsageError
from rarewatch.model import Link, Source

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_KEYS = {
    "url": "text in quotes",
    "enabled": "true or false",
    "follow": "text in quotes",
    "match": "text in quotes, or a list of words in quotes",
    "note": "text in quotes",
    "articles": "text in quotes",
    "pages": "text in quotes",
    "depth": "a whole number",
    "hosts": 'a table of hosts in quotes: { "test.example.org" = "example.org" }',
}
"""The keys of a source, and what each must be."""
DEEPEST = 100
"""Pages of one listing that a source may ask for; beyond lies the archive, which a sitemap lists better."""
_HOST = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?")
_LONGEST_NAME = 40
"""Characters of a name that is made out of a title."""
_NAME = re.compile(r"[\w][\w .&'+-]*")
_PATTERNS = ("follow", "match")


def sources_path() -> Path:
    """Where the user's sources file is or would be: `RAREWATCH_SOURCES`, else his config folder."""
    if named := os.environ.get("RAREWATCH_SOURCES"):
        return Path(named)
    from platformdirs import user_config_path

    try:
        return user_config_path("rarewatch", appauthor=False) / "sources.toml"
    except RuntimeError:  # a user without a home
        raise UsageError(
            "It cannot be told where your home is. Set HOME, or name the sources file in RAREWATCH_SOURCES."
        ) from None


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
    _check_pages(source)
    return source


def add(path: Path, source: Source) -> None:
    """Write a further source; UsageError where the name is taken."""
    text = _read(path)
    if any(known.name.casefold() == source.name.casefold() for known in _sources(text, path)):
        raise UsageError(f"There is a source {source.name!r} already. Remove it first, or take another name.")
    _append(path, text, [checked(source)])


def add_feeds(path: Path, feeds: Iterable[Link], match: str = "") -> tuple[list[Source], list[Link]]:
    """Write a source for each feed, named after its title; those whose address is there already are left.

    Returns what was added and what was there.
    """
    text = _read(path)
    known = _sources(text, path)
    names, urls = {source.name.casefold() for source in known}, {source.url for source in known}
    added: list[Source] = []
    there: list[Link] = []
    for feed in feeds:
        if feed.url in urls:
            there.append(feed)
            continue
        name = _free_name(feed, names)
        names.add(name.casefold())
        urls.add(feed.url)
        added.append(checked(Source(name, feed.url, match=match)))
    if added:
        _append(path, text, added)
    return added, there


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
        return checked(Source(name, **{key: _value(value) for key, value in entry.items()}))
    except UsageError as error:
        raise _EntryError(name, str(error)) from error


def _check_key(name: str, key: str, value: object) -> None:
    if key not in _KEYS:
        known = ", ".join(_KEYS)
        raise _EntryError(name, f"Source {name!r} has a key {key!r}, which means nothing. Known are {known}.")
    if not _fits(key, value):
        raise _EntryError(name, f"Source {name!r}: {key} must be {_KEYS[key]}.")


def _fits(key: str, value: object) -> bool:
    """Whether a value is of the sort that its key asks for."""
    if key == "enabled":
        return isinstance(value, bool)
    if key == "depth":
        return isinstance(value, int) and not isinstance(value, bool)
    if key == "hosts":
        return isinstance(value, dict) and all(isinstance(host, str) for host in value.values())
    if key == "match" and isinstance(value, list):
        return bool(value) and all(isinstance(word, str) and word.strip() for word in value)
    return isinstance(value, str)


def _value(value: Any) -> Any:
    """A value as a Source has it.

    >>> _value(["rare earths", "magnet"])
    '(?<!\\\\w)(?:rare[\\\\W_]+earths|magnet)(?!\\\\w)'
    """
    if isinstance(value, dict):
        return tuple(value.items())
    if isinstance(value, list):
        words = (r"[\W_]+".join(map(re.escape, word.split())) for word in value)
        return rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"
    return value


def _check_pages(source: Source) -> None:
    """The keys about what a listing page holds, and where it goes on."""
    if source.pages and "{n}" not in source.pages:
        raise UsageError(f"Source {source.name!r}: pages must hold {{n}}, the page's number: '?page={{n}}'.")
    if not 1 <= source.depth <= DEEPEST:
        raise UsageError(f"Source {source.name!r}: depth must be a number from 1 to {DEEPEST}.")
    for host in (host for pair in source.hosts for host in pair):
        if not _HOST.fullmatch(host):
            raise UsageError(
                f"Source {source.name!r}: {host!r} is no host. Write it as in news.example, without https://."
            )
    if source.articles:
        _check_selector(source)


def _check_selector(source: Source) -> None:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css(source.articles)
    except SelectolaxError as error:
        raise UsageError(
            f"Source {source.name!r}: articles is no CSS selector that can be read: {source.articles!r}."
        ) from error


def _free_name(feed: Link, taken: Collection[str]) -> str:
    """A name for a feed that no other source has, out of its title or its host."""
    title = "-".join(re.findall(r"\w+", feed.title.lower()))[:_LONGEST_NAME].strip("-_")
    name = title or (urlsplit(feed.url).hostname or "feed").removeprefix("www.")
    if not _NAME.fullmatch(name):
        name = "feed"
    further = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(spare for spare in further if spare not in taken)


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


def _append(path: Path, text: str, sources: Iterable[Source]) -> None:
    document = _document(text)
    for source in sources:
        document.add(source.name, _table(source))
    _write(path, document.as_string())


def _table(source: Source) -> Any:
    """A TOML table of what differs from the default."""
    import tomlkit

    table = tomlkit.table()
    for field in fields(Source)[1:]:
        value = getattr(source, field.name)
        if value != field.default:
            table[field.name] = _hosts(value) if field.name == "hosts" else value
    return table


def _hosts(hosts: Iterable[tuple[str, str]]) -> Any:
    import tomlkit

    table = tomlkit.inline_table()
    table.update(dict(hosts))
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
