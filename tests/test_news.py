"""News: each new fact is told once to each who asks, and only what was delivered counts as told."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pexpect
import pytest
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.model import Bound, Figure
from rarewatch.store import Store
from rarewatch.store.schema import migrate
from tests.rows import GROWTH, JUNE, MAGNETS, MINED, TOTAL, article, page

HOSTILE = "\x1b[2J\x07<b>\u202eevil\n"
MAY = replace(MAGNETS, period=JUNE.previous(), value=46.4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database that RAREWATCH_DB names in tests: one article with an amount and its growth."""
    path = tmp_path / "rarewatch.db"
    keep(path, 1, MAGNETS, GROWTH)
    return path


def keep(path: Path, number: int, *figures: Figure, text: str = "353 tons") -> None:
    """Store an article of a site of its own."""
    url = f"https://site-{number}.example/{number}"
    with Store.open(path) as store:
        store.save(page(url, text.encode()), article(f"{text} ({number})", site=f"site-{number}"), figures)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["news", *words])


def told(*words: str) -> list[float]:
    """The numbers that are told."""
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.stderr
    return [row["value"] for row in json.loads(answer.stdout or "[]")]


def marks(path: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT name, arrival FROM marks ORDER BY name").fetchall()


class Hook(HTTPServer):
    """A webhook on loopback that takes down what it gets and answers as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.got: list[Any] = []
        self.status = 204

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"


class _Post(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        self.server.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@contextmanager
def listening() -> Iterator[Hook]:
    with Hook() as hook:
        thread = threading.Thread(target=hook.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield hook
        finally:
            hook.shutdown()
            thread.join()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with listening() as running:
        yield running


def test_what_is_new_is_told_once_and_then_nothing_at_all(path: Path) -> None:
    assert told("--since-last") == [353, 660]
    silent = run("--since-last")
    assert (silent.exit_code, silent.output) == (0, "")
    keep(path, 2, MAY)
    assert told("--since-last") == [46.4]


def test_ten_outlets_with_one_fact_are_one_entry(path: Path) -> None:
    for number in range(2, 11):
        keep(path, number, MAGNETS)
    [fact, _] = json.loads(run("--since-last", "--json").stdout)
    assert (fact["value"], fact["outlets"], len(fact["sites"])) == (353, 10, 10)
    assert run("--since", "1d").stdout.splitlines()[1] == "  site-1, site-10, site-2 and 7 more; 2025-07-21"


@pytest.mark.parametrize("again", [MAGNETS, replace(MAGNETS, value=350.0, bound=Bound.ABOUT)])
def test_a_fact_that_was_told_is_not_told_again_by_a_further_outlet(path: Path, again: Figure) -> None:
    """Nor in a rounder number."""
    told("--since-last")
    keep(path, 2, again)
    assert run("--since-last").output == ""


def test_a_number_that_contradicts_what_was_told_is_news(path: Path) -> None:
    told("--since-last")
    keep(path, 2, replace(MAGNETS, value=535.0))
    assert told("--since-last") == [535]


def test_a_page_that_was_changed_tells_only_what_it_did_not_say_before(path: Path) -> None:
    told("--since-last")
    keep(path, 1, MAGNETS, MAY, text="353 tons, and more")
    assert told("--since-last") == [46.4]
    keep(path, 1, MAY, text="less again")
    assert told("--since-last") == []


def test_a_later_reading_of_an_old_page_is_no_news(path: Path) -> None:
    told("--since-last")
    with Store.open(path) as store:
        store.save(page("https://site-1.example/1", b"353 tons"), article("353 tons (1)", site="x"), [MAY])
    assert told("--since-last") == []


def test_everyone_who_asks_has_a_mark_of_his_own(path: Path) -> None:
    assert told("--since-last", "--as", "desk") == [353, 660]
    keep(path, 2, MAY)
    assert told("--since-last", "--as", "desk") == [46.4]
    assert told("--since-last") == [353, 660, 46.4]
    assert marks(path) == [("desk", 2), ("news", 2)]


def test_to_look_back_moves_no_mark(path: Path) -> None:
    assert told("--since", "2d") == told("--since", "1h") == [353, 660]
    assert told("--since", "2000-01-01") == [353, 660]
    assert marks(path) == []
    assert told("--since-last") == [353, 660]


def test_to_look_back_tells_what_was_not_told_before_that(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE arrivals SET at = '2020-01-01T00:00:00+00:00'")
    keep(path, 2, MAGNETS, MAY)
    assert told("--since", "1d") == [46.4]
    assert told("--since", "2020-01-01") == [353, 660, 46.4]


def test_the_filters_narrow_what_is_told(path: Path) -> None:
    keep(path, 2, TOTAL, MINED)
    assert told("--since", "1d", "--country", "US") == [353, 660]
    assert told("--since", "1d", "--flow", "production") == [70]


def test_a_threshold_is_told_of_once_for_each_fact(path: Path) -> None:
    over = ("--when", "change > 50 %", "--when", "US magnets < 400 t")
    rows = json.loads(run(*over, "--json").stdout)
    assert [(row["value"], row["thresholds"]) for row in rows] == [
        (353, ["US rare-earth-magnets level < 400 t"]),
        (660, ["change > 50 %"]),
    ]
    assert run(*over).output == ""
    keep(path, 2, MAGNETS, replace(GROWTH, value=700.0, bound=Bound.ABOUT), MAY)
    assert told(*over) == [46.4]
    assert told("--as", "desk", "--when", "US magnets < 400 t", "--since-last") == [353, 46.4]


def test_the_same_threshold_in_other_words_is_the_same(path: Path) -> None:
    assert told("--when", "US magnets < 400 t") == [353]
    assert told("--when", "america magnet level < 0.4 kt") == []


def test_a_look_back_with_a_threshold_is_told_of_once_too(path: Path) -> None:
    assert told("--since", "2d", "--when", "change > 50 %") == [660]
    assert told("--since", "2d", "--when", "change > 50 %") == []
    assert marks(path) == []


def test_a_webhook_gets_all_of_it_and_nothing_is_printed(path: Path, hook: Hook) -> None:
    answer = run("--since-last", "--webhook", hook.url)
    assert (answer.exit_code, answer.output) == (0, "")
    [got] = hook.got
    assert [row["value"] for row in got["news"]] == [353, 660]
    assert got["text"].startswith("2025-06 rare earth magnets, export China → United States: 353 t, +660 %")
    run("--since-last", "--webhook", hook.url)
    assert len(hook.got) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_was_not_delivered_is_told_again(path: Path, hook: Hook, status: int) -> None:
    hook.status = status
    failed = run("--since-last", "--when", "change > 50 %", "--webhook", hook.url)
    assert failed.exit_code == 1
    assert f"HTTP {status}" in failed.stderr
    assert marks(path) == []
    assert told("--since-last", "--when", "change > 50 %") == [660]


def test_a_webhook_that_does_not_answer_is_told_in_a_sentence(path: Path) -> None:
    with listening() as gone:
        url = gone.url
    failed = run("--since-last", "--webhook", url)
    assert failed.exit_code == 1
    assert "could not be delivered" in failed.stderr
    assert marks(path) == []


def test_what_could_not_be_printed_is_told_again(path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        words = [sys.executable, "-m", "rarewatch", "news", "--since-last"]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert marks(path) == []


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:///etc/passwd", "a.example", "https://"])
def test_only_addresses_of_the_web_are_webhooks(path: Path, url: str) -> None:
    answer = run("--since-last", "--webhook", url)
    assert answer.exit_code == 2
    assert "no address for a webhook" in answer.stderr
    assert marks(path) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_apprise_takes_the_news_to_a_messenger(path: Path, hook: Hook) -> None:
    pytest.importorskip("apprise")
    messenger = hook.url.replace("http://", "json://")
    hook.status = 500
    assert run("--since-last", "--apprise", messenger).exit_code == 1
    assert marks(path) == []
    hook.status = 200
    assert run("--since-last", "--apprise", messenger).exit_code == 0
    assert hook.got[-1]["title"] == "rarewatch"
    assert "353 t" in hook.got[-1]["message"]
    assert marks(path) == [("news", 1)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_apprise_does_not_know_is_told(path: Path) -> None:
    pytest.importorskip("apprise")
    answer = run("--since-last", "--apprise", "nonsense")
    assert answer.exit_code == 2
    assert "no address that Apprise knows" in answer.stderr


def test_without_apprise_it_is_said_how_to_get_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    answer = run("--since-last", "--apprise", "json://localhost")
    assert answer.exit_code == 2
    assert "pip install 'rarewatch[apprise]'" in answer.stderr


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "Say since when"),
        (["--since-last", "--since", "2d"], "Say since when"),
        (["--since", "soon"], "'soon' is no age"),
        (["--when", "much"], "'much' is no threshold"),
        (["--since-last", "--json", "--webhook", "https://a.example"], "--json goes with printing"),
    ],
)
def test_nonsense_is_told_in_a_sentence(path: Path, words: list[str], complaint: str) -> None:
    answer = run(*words)
    assert answer.exit_code == 2
    assert complaint in answer.stderr
    assert marks(path) == []


def test_without_a_database_it_is_said_and_none_is_made(tmp_path: Path) -> None:
    answer = run("--since-last")
    assert answer.exit_code == 3
    assert not (tmp_path / "rarewatch.db").exists()


def test_an_empty_store_has_no_news(tmp_path: Path) -> None:
    Store.open(tmp_path / "rarewatch.db").close()
    answer = run("--since-last")
    assert (answer.exit_code, answer.output) == (0, "")


def test_fetch_tells_what_is_new_and_is_silent_otherwise(tmp_path: Path) -> None:
    """From the empty environment that cron gives."""
    (tmp_path / "a.html").write_text(_ARTICLE, encoding="utf-8")
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    words = [sys.executable, "-m", "rarewatch", "fetch", "--notify", "--db", "cron.db", "a.html"]

    def fetch() -> str:
        done = subprocess.run(
            words,
            capture_output=True,
            encoding="utf-8",
            check=True,
            cwd=tmp_path,
            env=environment | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        return done.stdout + done.stderr

    assert "2025-06 rare earth magnets, export China → United States: 353 t" in fetch()
    assert fetch() == ""


_ARTICLE = """<title>Magnets</title><article><h1>Magnet exports</h1><time datetime="2025-07-21"></time>
<p>China exported 353 metric tons of rare earth magnets to the United States in June 2025, customs data
showed, while buyers elsewhere went on waiting for licences that the ministry had promised in spring.</p>
</article>"""


def test_notify_goes_with_what_is_stored_and_printed(tmp_path: Path) -> None:
    for option in ("--dry-run", "--json"):
        answer = CliRunner().invoke(app, ["fetch", "--notify", option, str(tmp_path)])
        assert answer.exit_code == 2


def test_a_store_from_before_there_were_news_takes_what_it_holds_as_arrived(path: Path) -> None:
    old = path.with_name("old.db")
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        migrate(db, stop_before="news")
        db.execute("INSERT INTO pages VALUES (1, 'https://a.example/1', '')")
        columns = "id, page_id, url, title, kind, text, hash, reading"
        db.execute(f"INSERT INTO articles ({columns}) VALUES (1, 1, 'u', 't', 'article', 'x', 'h', 'r')")  # noqa: S608
    with Store.open(old) as store:
        assert store.last_arrival() == 1


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("plainly", [True, False])
def test_a_terminal_shows_it_within_its_width_and_obeys_no_text(
    path: Path, tmp_path: Path, width: int, plainly: bool
) -> None:
    with Store.open(path) as store:
        store.save(page("https://b.example/2"), article(site=HOSTILE, title=HOSTILE), [TOTAL, MAGNETS])
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rarewatch", "news", "--since-last"],
        dimensions=(50, width),
        encoding="utf-8",
        timeout=60,
        env=dict(os.environ) | ({"NO_COLOR": "1"} if plainly else {}),
    )
    seen = child.read()
    child.close()
    assert child.exitstatus == 0
    lines = seen.replace("\r", "").splitlines()
    assert max(map(len, lines)) <= width
    assert "3,188 t" in seen
    assert not {"\x1b", "\x07", "\u202e"} & set(seen)
