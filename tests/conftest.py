"""What all tests may use."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.server import Site

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("same")
"""The same examples in every run, so that a change is judged by itself; for others and many more of them:
`pytest --hypothesis-profile=search`. What that finds is mended, and kept as an example of its own."""


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback, empty at first: `site.add("/a.html", "<p>…</p>")` returns the page's URL."""
    with Site() as running:
        yield running


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the database and the sources of the person who runs it, or his terminal."""
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "rarewatch.db"))
    monkeypatch.setenv("RAREWATCH_SOURCES", str(tmp_path / "sources.toml"))
    monkeypatch.delenv("COLUMNS", raising=False)  # a terminal that a test opens is as wide as it says


for number, usual in ((signal.SIGHUP, signal.SIG_DFL), (signal.SIGINT, signal.default_int_handler)):
    if signal.getsignal(number) is signal.SIG_IGN:  # of nohup, or of a shell's background job
        signal.signal(number, usual)
