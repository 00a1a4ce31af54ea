"""One run at a time on a database; who holds it is told, and the dead hold nothing."""

import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rarewatch.errors import BusyError, StoreError
from rarewatch.store import Holder, holder_of, run_lock

if TYPE_CHECKING:
    from collections.abc import Iterator

SINCE = datetime(2026, 7, 1, 6, 17, tzinfo=UTC)
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from rarewatch.store import Holder, run_lock
with run_lock(Path(sys.argv[1]), Holder.this("rarewatch fetch a", datetime(2026, 7, 1, 6, 17, tzinfo=UTC))):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@contextmanager
def held(path: Path) -> "Iterator[subprocess.Popen[str]]":
    """Another process that holds the lock until it reads a line."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def me(command: str = "rarewatch fetch b") -> Holder:
    return Holder.this(command, SINCE)


def test_who_holds_it_is_told_and_the_second_leaves_at_once(path: Path) -> None:
    with held(path) as process, pytest.raises(BusyError) as caught, run_lock(path, me()):
        pass
    told = str(caught.value)
    assert f"process {process.pid} on {socket.gethostname()}" in told
    assert "`rarewatch fetch a`" in told
    assert "since 2026-07-01T06:17:00+00:00" in told
    assert "--wait" in told
    assert "\n" not in told
    assert caught.value.exit_code == 75


def test_the_lock_of_a_process_that_was_killed_is_taken_over(path: Path) -> None:
    with held(path) as process:
        assert holder_of(path) == Holder(
            process.pid, socket.gethostname(), SINCE.isoformat(), "rarewatch fetch a"
        )
        process.kill()
        process.wait()
        assert holder_of(path) is None
        with run_lock(path, me()):
            left = json.loads(path.with_name("news.db.lock").read_text())
    assert left["pid"] == os.getpid()


def test_the_text_of_a_lock_without_a_process_is_no_lock(path: Path) -> None:
    path.with_name("news.db.lock").write_text('{"pid": 1, "host": "x", "since": "", "command": ""}')
    with run_lock(path, me()):
        pass


def test_who_waits_goes_on_when_the_other_has_ended(path: Path) -> None:
    with held(path) as process:
        waiting = (
            "with run_lock(Path(sys.argv[1]), Holder.this('b', datetime.now(UTC)), wait=True): print('mine')"
        )
        code = HOLD[: HOLD.index("with")] + waiting
        with subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
        ) as second:
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(0.5)
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
            assert second.communicate(timeout=30)[0] == "mine\n"


def test_a_link_to_a_database_has_the_same_lock(path: Path) -> None:
    path.touch()
    link = path.with_name("link.db")
    link.symlink_to(path)
    with held(path), pytest.raises(BusyError), run_lock(link, me()):
        pass


def test_a_lock_is_free_again_after_an_error(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), run_lock(path, me()):
        raise ZeroDivisionError
    assert holder_of(path) is None


def test_a_long_command_is_cut() -> None:
    assert len(me("x" * 999).command) == 200


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreError, match=r"lock file .* cannot be made"),
        run_lock(tmp_path / "file" / "a.db", me()),
    ):
        pass
