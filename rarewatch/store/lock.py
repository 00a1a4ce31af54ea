"""The run lock: one run a database, held by the operating system so that it ends with its process.

The lock lies on a file of its own beside the database, whose text says who holds it. The file is never
deleted: what a process leaves behind when it dies is text, not a lock, and the next run takes it over.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path

from rarewatch.errors import BusyError, StoreError

_LONGEST_COMMAND = 200
"""Letters of a command that are told: enough for its name and its first targets."""


@dataclass(frozen=True)
class Holder:
    """Who holds a lock."""

    pid: int
    host: str
    since: str
    """ISO 8601 with time zone."""
    command: str

    @classmethod
    def this(cls, command: str, since: datetime) -> "Holder":
        """This process."""
        import socket

        words = command[:_LONGEST_COMMAND]
        return cls(os.getpid(), socket.gethostname(), since.isoformat(timespec="seconds"), words)

    def __str__(self) -> str:
        return f"`{self.command}`, process {self.pid} on {self.host}, since {self.since}"


@contextmanager
def run_lock(path: Path, holder: Holder, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a database; where another run holds it, wait, or raise BusyError at once."""
    with _opened(_lock_file(path)) as file:
        if not _taken(file, wait=wait):
            raise BusyError(_refusal(path, _read(file)))
        with suppress(OSError):  # a full disk may keep the name out, not the lock
            _write(file, json.dumps(asdict(holder)))
        yield
        with suppress(OSError):
            _write(file, "")


def holder_of(path: Path) -> Holder | None:
    """Who holds the lock of a database now; None where nobody does, or where that cannot be told.

    Not to be asked by the process that holds it: POSIX locks end when their file is closed once.
    """
    try:
        with _lock_file(path).open("r+b", buffering=0) as file:
            return None if _taken(file, wait=False) else _read(file)
    except OSError:
        return None


def _lock_file(path: Path) -> Path:
    """Beside the file itself, so that a link to a database has the same lock."""
    file = path.resolve()
    return file.with_name(file.name + ".lock")


def _opened(path: Path) -> FileIO:
    """The file, unbuffered: on a full disk, what a buffer holds would fail once more when it is closed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+")
    except OSError as error:
        raise StoreError(
            f"The lock file {path} cannot be made or written ({error.strerror}). "
            "Check the permissions and the room of its folder."
        ) from error


def _taken(file: FileIO, *, wait: bool) -> bool:
    """Whether the lock is ours now; it is a POSIX lock, which forked workers do not inherit."""
    if sys.platform == "win32":  # no such locks: SQLite's own keep the data whole there
        return True
    import fcntl

    try:
        fcntl.lockf(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except PermissionError:  # POSIX allows EACCES for the same
        return False
    return True


def _write(file: FileIO, text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text.encode())


def _read(file: FileIO) -> Holder | None:
    """The holder by the file's text; None where it has not been written yet."""
    try:
        file.seek(0)
        return Holder(**json.loads(file.read()))
    except (OSError, ValueError, TypeError):
        return None


def _refusal(path: Path, holder: Holder | None) -> str:
    who = f": {holder}" if holder else ""
    return f"Another run is at work on {path}{who}. Try again later, or wait for it with --wait."
