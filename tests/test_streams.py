"""What is closed, full or read by nobody, and signals: none of it loses a page or brings a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rarewatch.cli.options import database_path
from rarewatch.errors import UsageError
from rarewatch.sources import sources_path
from tests.server import Site
from tests.test_durable import STORIES, ask, html, intact, listing, rarewatch


def redirected(how: str, *words: object) -> "subprocess.CompletedProcess[str]":
    """What a shell makes of a command with its streams redirected so."""
    command = ["sh", "-c", f'exec "$0" "$@" {how}', sys.executable, "-m", "rarewatch", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("how", [">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_a_run_stores_its_pages_whatever_becomes_of_what_it_says(
    site: Site, tmp_path: Path, how: str
) -> None:
    path = tmp_path / "news.db"
    site.add("/gone", status=404)
    site.add("/a", html(1))
    for more in ([], ["--json"], ["-v"]):
        ended = redirected(how, "fetch", "--force", *more, "--db", path, site.url("/gone"), site.url("/a"))
        assert (ended.returncode, "Traceback" in ended.stderr) == (1, False), ended.stderr
    assert ask(path, "SELECT url FROM pages") == [(site.url("/a"),)]
    assert intact(path)
    assert redirected(how, "runs", "--db", path).returncode == 0


@pytest.mark.parametrize("words", [["runs"], ["runs", "--json"], ["show", "--json"], ["sources"]])
def test_output_for_which_there_is_no_room_is_told_in_a_line(
    site: Site, tmp_path: Path, words: list[str]
) -> None:
    path = tmp_path / "news.db"
    assert rarewatch("fetch", "--db", path, site.add("/a", html(1))).returncode == 0
    ended = redirected(">/dev/full", *words, "--db", path)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1), ended.stderr
    assert "could not be written (No space left on device)" in ended.stderr


def test_a_run_goes_on_when_nobody_listens_any_more(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    url = listing(site, html)
    ended = redirected("2>&1 | true", "fetch", "-v", "--db", path, url)
    assert ended.returncode == 0
    assert ask(path, "SELECT count(*) FROM pages") == [(STORIES,)]
    assert ask(path, "SELECT count(*) FROM runs WHERE ended IS NOT NULL AND error = ''") == [(1,)]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_run_that_is_told_to_stop_writes_down_how_far_it_came(
    site: Site, tmp_path: Path, name: str
) -> None:
    path, number = tmp_path / "news.db", getattr(signal, name)
    command = [
        sys.executable,
        "-m",
        "rarewatch",
        "fetch",
        "-v",
        "--db",
        path,
        listing(site, html, delay=0.4),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while not process.stderr.readline().startswith("new "):
            pass
        process.send_signal(number)
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == (130 if name == "SIGINT" else -number)
    assert intact(path)
    assert ask(path, "SELECT ended IS NOT NULL, error FROM runs") == [(1, "told to stop")]
    assert ask(path, "SELECT json_extract(counts, '$.new') > 0 FROM runs") == [(1,)]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_an_encoding_has_no_sign_for_is_a_question_mark(
    site: Site, tmp_path: Path, encoding: str
) -> None:
    path, env = tmp_path / "news.db", os.environ | {"PYTHONIOENCODING": encoding}
    body = html(1).replace("China exported", "China — 稀土 — exported")
    assert rarewatch("fetch", "-v", "--db", path, site.add("/a", body), env=env).returncode == 0
    for words in (["show"], ["show", "--json"], ["article", "1"], ["runs"]):
        ended = rarewatch(*words, "--db", path, env=env)
        assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("word", ["http://[", "file://[", "https://", "http://a b/", "://x", "http://[::1"])
def test_what_is_no_address_is_told_in_a_line(tmp_path: Path, word: str) -> None:
    ended = rarewatch("fetch", "--db", tmp_path / "news.db", word)
    assert ended.returncode in {1, 2}
    assert ended.stderr.startswith("rarewatch: ")
    assert ended.stderr.count("\n") == 1


def test_a_user_without_a_home_is_told_what_to_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.expanduser", str)  # as where the system knows no such user
    for name in ("RAREWATCH_SOURCES", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(UsageError, match="RAREWATCH_SOURCES"):
        sources_path()
    with pytest.raises(UsageError, match="--db"):
        database_path(None)
