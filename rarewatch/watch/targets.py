"""What a person may name: a URL, a file, a folder, `-`, or a source."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from rarewatch import pages
from rarewatch.errors import UsageError
from rarewatch.links import normal_url
from rarewatch.model import Source
from rarewatch.sources import named


@dataclass(frozen=True)
class Target:
    """One thing to visit: a source, a URL, or a file (`-` is standard input); just one of them is set."""

    url: str = ""
    file: str = ""
    source: Source | None = None

    @property
    def address(self) -> str:
        """The URL to ask for; empty for a file."""
        return self.source.url if self.source else self.url

    @property
    def host(self) -> str:
        """The host that the user named with it; empty for a file."""
        return pages.host_of(self.address)


def plan(words: Sequence[str], sources: Sequence[Source]) -> list[Target]:
    """What the words of a command mean; none means every enabled source. Raises UsageError."""
    if not words:
        return [Target(source=source) for source in sources if source.enabled]
    found = (target for word in words for target in _targets(word, sources))
    return list(dict.fromkeys(found))


def _targets(word: str, sources: Sequence[Source]) -> list[Target]:
    if word == "-":
        return [Target(file="-")]
    if "://" in word:
        return [_web(word)]
    known = [source for source in sources if source.name.casefold() == word.casefold()]
    if known:
        return [Target(source=known[0])]
    path = Path(word).expanduser()
    if path.is_dir():
        return _folder(path)
    if path.exists():
        return [Target(file=str(path))]
    raise _unknown(word, sources)


def _folder(path: Path) -> list[Target]:
    found = [Target(file=str(page)) for page in pages.saved_pages(path)]
    if not found:
        raise UsageError(f"The folder {str(path)!r} holds no pages ({', '.join(pages.SUFFIXES)}).")
    return found


def _web(word: str) -> Target:
    scheme, _, rest = word.partition("://")
    if scheme.lower() == "file":
        return Target(file=unquote(f"/{rest.partition('/')[2]}"))
    url = normal_url(word)
    if url is None:
        raise UsageError(f"{word!r} cannot be fetched: only http:// and https:// addresses can.")
    return Target(url=url)


def _unknown(word: str, sources: Sequence[Source]) -> UsageError:
    """The error for a word that is nothing: by its look it was meant as a file, an address or a source."""
    if Path(word).suffix.lower() in pages.SUFFIXES or word.startswith((".", "/", "~")):
        return UsageError(f"There is no file or folder {word!r}.")
    if "." in word.partition("/")[0]:
        return UsageError(f"There is no file or source {word!r}. For an address, write https://{word}")
    try:
        named(sources, word)
    except UsageError as error:
        return UsageError(
            f"{error} (No file, folder or address either; `rarewatch sources` lists all sources.)"
        )
    raise AssertionError(word)
