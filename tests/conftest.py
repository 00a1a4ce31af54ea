"""What all tests may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback, empty at first: `site.add("/a.html", "<p>…</p>")` returns the page's URL."""
    with Site() as running:
        yield running


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the database and the sources of the person who runs it."""
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "rarewatch.db"))
    monkeypatch.setenv("RAREWATCH_SOURCES", str(tmp_path / "sources.toml"))
