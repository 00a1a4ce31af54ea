"""Whatever is done to a run or to its database: a clear line, an exit code, and the data intact."""

import ctypes
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from rarewatch.errors import StoreError
from rarewatch.store import Store, connection
from rarewatch.store.schema import VERSION, migrate
from tests.rows import MAGNETS, article, page
from tests.server import Site

ROUNDS = 20
STORIES = 8
ROOT = os.geteuid() == 0


def html(number: int) -> str:
    text = f"China exported {number} tons of rare earths to the United States in June 2025, customs said. "
    body = f"<h1>S{number}</h1>{f'<p>{text}</p>' * 6}"
    return f"<html><head><title>S{number}</title></head><body>{body}</body></html>"


def listing(site: Site, make: Callable[[int], str], delay: float = 0.0) -> str:
    for number in range(1, STORIES + 1):
        site.add(f"/story/{number}.html", make(number), delay=delay)
    items = "".join(f'<li><a href="story/{n}.html">Story {n}</a></li>' for n in range(1, STORIES + 1))
    return site.add("/listing.html", f"<h2>All stories</h2><ul>{items}</ul>")


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def intact(path: Path) -> bool:
    return ask(path, "PRAGMA integrity_check") == [("ok",)] and not ask(path, "PRAGMA foreign_key_check")


def urls(path: Path) -> Counter[object]:
    return Counter(url for (url,) in ask(path, "SELECT url FROM articles"))


def rarewatch(*words: object, **more: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "rarewatch", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **more)  # type: ignore[call-overload,no-any-return]


def one_line(ended: "subprocess.CompletedProcess[str]", code: int, said: str) -> None:
    """One clear line, and no traceback."""
    assert (ended.returncode, ended.stdout) == (code, ""), ended.stderr
    assert said in ended.stderr
    assert ended.stderr.startswith("rarewatch: ")
    assert ended.stderr.count("\n") == 1


# Killed


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """What a run brings that nobody kills: titles with the values of their figures."""
    path = tmp_path_factory.mktemp("undisturbed") / "news.db"
    with Site() as site:
        assert rarewatch("fetch", "--db", path, listing(site, html)).returncode == 0
    found = ask(path, FOUND)
    assert len(found) >= STORIES
    return found


FOUND = "SELECT title, value FROM figures JOIN articles ON articles.id = article_id ORDER BY title, value"


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_at_any_moment_a_rerun_completes_and_doubles_nothing(
    site: Site, tmp_path: Path, seed: int, undisturbed: list[tuple[object, ...]]
) -> None:
    """A real process, killed after some of its pages or while it makes its file; then another goes on."""
    moment = random.Random(seed)  # noqa: S311 - the same moments in every run
    url, path = listing(site, html, delay=0.004), tmp_path / "news.db"
    told = killed(["fetch", "-v", "--db", str(path), url], path, moment)
    before = urls(path) if ask(path, "SELECT 1 FROM sqlite_master WHERE name = 'articles'") else Counter()
    said = {line.split()[1] for line in told if line.startswith("new ") and line.endswith(")\n")}
    assert said <= set(before)  # what was told is stored
    assert rarewatch("fetch", "--db", path, url).returncode == 0
    assert intact(path)
    assert urls(path) == Counter({site.url(f"/story/{number}.html"): 1 for number in range(1, STORIES + 1)})
    assert ask(path, FOUND) == undisturbed
    assert ask(path, "SELECT count(*) FROM articles WHERE story IS NULL") == [(0,)]
    again = [site.asked(str(found).removeprefix(site.url(""))) for found in before]
    assert set(again) <= {1}  # what is stored is not asked for again
    assert ask(path, "SELECT ended IS NOT NULL FROM runs ORDER BY id DESC LIMIT 1") == [(1,)]


def killed(words: list[str], path: Path, moment: random.Random) -> list[str]:
    """What a run said before it was killed, from the making of its file to the last of its pages."""
    command = [sys.executable, "-m", "rarewatch", *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = moment.randrange(STORIES + 2)
        told = [process.stderr.readline() for _ in range(lines)]
        wait_for(path)
        time.sleep(moment.uniform(0, 0.01 if lines else 0.4))
        process.kill()
        return told + process.stderr.readlines()


def wait_for(path: Path) -> None:
    until = time.monotonic() + 30
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.002)


# Several at once


def test_several_fetches_that_wait_all_end_well_and_double_nothing(site: Site, tmp_path: Path) -> None:
    url, path = listing(site, html), tmp_path / "news.db"
    command = [sys.executable, "-m", "rarewatch", "fetch", "--wait", "--json", "--db", str(path), url]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    reports = [json.loads(process.communicate(timeout=60)[0]) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert sorted(report["new"] for report in reports) == [0, 0, STORIES]
    assert set(urls(path).values()) == {1}
    assert intact(path)


def test_a_second_fetch_leaves_at_once_and_readers_are_never_blocked(site: Site, tmp_path: Path) -> None:
    url, path = listing(site, html), tmp_path / "news.db"
    slow = site.add("/slow", html(99), delay=20)
    command = [sys.executable, "-m", "rarewatch", "fetch", "--db", str(path), url, slow]
    with subprocess.Popen(command) as process:
        wait_for(path)
        while site.asked("/slow") == 0 or len(urls(path)) < STORIES:
            assert process.poll() is None
            time.sleep(0.01)
        second = rarewatch("fetch", "--db", path, url)
        one_line(second, 75, f"process {process.pid} on ")
        assert "`rarewatch fetch --db" in second.stderr
        for words in (["prune", "--older-than", "1d"], ["reparse"]):
            assert rarewatch(*words, "--db", path).returncode == 75
        assert len(json.loads(rarewatch("show", "--db", path, "--json").stdout)) >= STORIES
        assert json.loads(rarewatch("runs", "--db", path, "--json").stdout)[0]["state"] == "running"
        assert rarewatch("fetch", "--dry-run", "--db", path, url).returncode == 0
        process.kill()
    assert json.loads(rarewatch("runs", "--db", path, "--json").stdout)[0]["state"] == "killed"
    assert rarewatch("fetch", "--db", path, url).returncode == 0


def test_several_stores_on_one_file_take_turns(tmp_path: Path) -> None:
    """Without the run lock too, as other programs of the user may use the package."""
    code = """
import sys
from pathlib import Path
from rarewatch.store import Store
from tests.rows import MAGNETS, article, page
with Store.open(Path(sys.argv[1])) as store:
    for number in range(30):
        store.save(page(f"https://a.example/{number}"), article(f"text {number}"), [MAGNETS])
"""
    path = tmp_path / "news.db"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(3)
    ]
    assert [process.communicate(timeout=60)[1] for process in started] == [b"", b"", b""]
    assert ask(path, "SELECT count(*) FROM articles") == [(30,)]


def test_who_is_told_at_once_that_a_new_file_is_locked_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite does not wait for others that turn a new file to a log of changes at the same moment."""
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorname = "SQLITE_BUSY"
    refusals = [locked, locked]

    def migrate_later(db: sqlite3.Connection) -> None:
        if refusals:
            raise refusals.pop()
        migrate(db)

    monkeypatch.setattr(connection, "migrate", migrate_later)
    with Store.open(tmp_path / "news.db") as store:
        assert list(store.rows()) == []
    refusals.append(locked)
    with pytest.raises(StoreError, match="locked"):
        Store.open(tmp_path / "other.db", busy_seconds=0)


# A file that cannot be used


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A database of one page, in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    with Store.open(folder / "news.db") as store:
        store.save(page(), article(), [MAGNETS])
    return folder / "news.db"


def values(path: Path) -> list[float]:
    with Store.read(path) as store:
        return [row["value"] for row in store.rows()]


def limited() -> None:
    """No file may grow beyond 400 KB: a write that would fails, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


def test_no_room_for_a_page_ends_the_run_with_what_was_stored_before(site: Site, stored: Path) -> None:
    big = site.add("/big", html(5).encode() + b"<!--" + os.urandom(900_000).hex().encode() + b"-->")
    ended = rarewatch("fetch", "--db", stored, site.add("/a", html(4)), big, preexec_fn=limited)
    one_line(ended, 3, str(stored))
    assert intact(stored)
    assert 353.0 in values(stored)
    assert 4.0 in values(stored)
    assert rarewatch("fetch", "--db", stored, site.url("/a"), big).returncode == 0
    assert 5.0 in values(stored)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    if not ROOT or shutil.which("mount") is None:
        pytest.skip("needs root, to mount a small disk")
    folder.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False
    ).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.mark.parametrize("filled", ["all", "half"])
def test_a_full_disk_is_told_and_the_data_stay(site: Site, tmp_path: Path, filled: str) -> None:
    noise = "<!--" + os.urandom(60_000).hex() + "-->"
    url = listing(site, lambda number: html(number) + noise[: -3 - number] + "-->")
    with small_disk(tmp_path / "disk", "900k") as disk:
        path = disk / "news.db"
        with Store.open(path) as store:
            store.save(page(), article(), [MAGNETS])
        if filled == "all":
            with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
                while filler.write(bytes(4096)):
                    pass
        one_line(rarewatch("fetch", "--db", path, url), 3, "No room left")
        assert 353.0 in values(path)  # readers need no room
        (disk / "filler").unlink(missing_ok=True)
        assert intact(path)


@contextmanager
def modes(wanted: dict[Path, int]) -> Iterator[None]:
    """Other permissions for a while."""
    before = {path: stat.S_IMODE(path.stat().st_mode) for path in wanted}
    for path, mode in wanted.items():
        path.chmod(mode)
    try:
        yield
    finally:
        for path, mode in reversed(before.items()):
            path.chmod(mode)


def without_privilege() -> None:
    """Let permissions hold for root too, by dropping its right to pass over them (CAP_DAC_OVERRIDE)."""
    if ROOT:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_or_folder_that_may_not_be_written_to_is_told(site: Site, stored: Path, what: str) -> None:
    with modes({stored: 0o444, stored.parent: 0o555 if what == "folder" else 0o755}):
        ended = rarewatch("fetch", "--db", stored, site.add("/a", html(4)), preexec_fn=without_privilege)
        one_line(ended, 3, "permissions")
        shown = rarewatch("show", "--db", stored, "--json", preexec_fn=without_privilege)
        assert [row["value"] for row in json.loads(shown.stdout)] == [353]
    assert not site.requests  # told before anything is asked for
    assert values(stored) == [353.0]


COMMANDS = [["fetch"], ["show"], ["runs"], ["reparse"], ["prune", "--older-than", "1d"]]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_file_of_another_kind_is_told_and_left_alone(site: Site, tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "diary.db"
    path.write_bytes(b"Dear diary, " * 999)
    target = [site.add("/a", html(4))] if words == ["fetch"] else []
    one_line(rarewatch(*words, "--db", path, *target), 3, "is no SQLite database")
    assert path.read_bytes() == b"Dear diary, " * 999
    assert not site.requests


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_newer_schema_is_told_and_left_alone(site: Site, stored: Path, words: list[str]) -> None:
    with closing(sqlite3.connect(stored)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    target = [site.add("/a", html(4))] if words == ["fetch"] else []
    one_line(rarewatch(*words, "--db", stored, *target), 3, "newer rarewatch")
    with closing(sqlite3.connect(stored)) as db:
        db.execute(f"PRAGMA user_version = {VERSION}")
    assert values(stored) == [353.0]


def test_a_damaged_file_is_told_with_what_can_be_done(site: Site, stored: Path) -> None:
    content = bytearray(stored.read_bytes())
    content[4096:-4096] = bytes(255 for _ in content[4096:-4096])
    stored.write_bytes(content)
    for words in (["fetch", site.add("/a", html(4))], ["show"], ["runs"], ["reparse"]):
        one_line(rarewatch(*words, "--db", stored), 3, "is damaged")
    assert stored.read_bytes() == content
