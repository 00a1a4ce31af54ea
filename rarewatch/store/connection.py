"""Connections to the database file, and SQLite's errors told in words for people."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage
from urllib.parse import quote

from rarewatch.errors import StoreError
from rarewatch.store.schema import APPLICATION_ID, VERSION, migrate

_BUSY_SECONDS = 30.0
"""How long to wait for another writer: longer than any page takes, shorter than a cron interval."""

_AGAIN = 0.02
"""Seconds until a new file that others open, too, is tried once more."""

_LOG_PAGES = 4000
"""Pages of the log before they go into the file (16 MB): articles change the same ones over and over."""

_CACHE = 8 * 1024
"""KiB of the file that a writer keeps in memory: with a quarter, as is usual, twice as much is read anew."""

_LEAST_ROOM = 65_536
"""Bytes: the index of a log needs half of it, and less than that is no room for anything."""

_FOR_WRITING = (
    "synchronous = NORMAL",
    f"wal_autocheckpoint = {_LOG_PAGES}",
    f"cache_size = -{_CACHE}",
    "foreign_keys = ON",
    # The choices that CHECK allows are our enums: to ask once more is two fifths of what a figure takes.
    "ignore_check_constraints = ON",
)

_REASONS = {
    "SQLITE_NOTADB": "{path} is no SQLite database. Choose another file with --db.",
    "SQLITE_CORRUPT": "{path} is damaged. Restore a copy, or save what is left: `sqlite3 {path} .recover`.",
    "SQLITE_BUSY": "{path} is locked by another program. Try again when that has ended.",
    "SQLITE_LOCKED": "{path} is locked by another program. Try again when that has ended.",
    "SQLITE_FULL": "No room left on the disk of {path}. What was stored stays; make room and run it again.",
    "SQLITE_READONLY": "{path} may not be written to. Check its permissions and those of its folder.",
    "SQLITE_CANTOPEN": "{path} cannot be opened. Check that it is a file and may be read.",
    "SQLITE_IOERR": "The disk of {path} failed to read or write ({error}).",
}
"""What a person should know, by the beginning of SQLite's name for the error."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        name = "SQLITE_FULL" if _is_full(error, path) else _name(error)
        reason = next((text for key, text in _REASONS.items() if name.startswith(key)), "{path}: {error}.")
        raise StoreError(reason.format(path=path, error=error)) from error


def connect_to_write(path: Path, busy_seconds: float = _BUSY_SECONDS) -> sqlite3.Connection:
    """Open the file, made with its folder if missing, and bring its schema up to date."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {path.parent} cannot be made ({error.strerror}).") from error
    with told(path):
        db = _connection(path, "rwc", busy_seconds)
        try:
            _prepare(db, path, time.monotonic() + busy_seconds)
            for setting in _FOR_WRITING:
                db.execute(f"PRAGMA {setting}")
        except BaseException:
            db.close()
            raise
        return db


def _prepare(db: sqlite3.Connection, path: Path, until: float) -> None:
    """Bring the schema up to date. SQLite does not wait for others who open a new file, too: who turns it to
    a log of changes is told at once that it is locked."""
    while True:
        try:
            if _checked_version(db, path) < VERSION:
                db.execute("PRAGMA journal_mode = WAL")
                migrate(db)
        except sqlite3.OperationalError as error:
            if not _name(error).startswith("SQLITE_BUSY") or time.monotonic() >= until:
                raise
            time.sleep(_AGAIN)
        else:
            return


def connect_to_read(path: Path, busy_seconds: float = _BUSY_SECONDS) -> sqlite3.Connection:
    """Open an existing file for reading only; one with an older schema is first brought up to date."""
    if not path.exists():
        raise StoreError(f"No database at {path}; run `rarewatch fetch` first.")
    with told(path):
        db = _connection(path, "ro", busy_seconds)
        try:
            if _checked_version(db, path) < VERSION:
                connect_to_write(path, busy_seconds).close()
            return db
        except sqlite3.OperationalError as error:
            db.close()
            if not (_cannot_open(error) or _is_full(error, path)) or _has_log(path):
                raise
            return _connection(path, "ro&immutable=1", busy_seconds)
        except BaseException:
            db.close()
            raise


def _connection(path: Path, mode: str, busy_seconds: float) -> sqlite3.Connection:
    if path.is_dir():
        raise StoreError(f"{path} is a folder. Name a file in it.")
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)


def _cannot_open(error: sqlite3.Error) -> bool:
    """A file in WAL mode, in a folder that may not be written to: SQLite wants to put an index beside it."""
    return _name(error).startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))


def _has_log(path: Path) -> bool:
    """Whether there is something in its log that a reader must not miss."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _is_full(error: sqlite3.Error, path: Path) -> bool:
    """Whether it is for want of room that SQLite failed: it says so of the file, not of its index."""
    with suppress(OSError):
        return _name(error).startswith("SQLITE_IOERR") and disk_usage(path.parent).free < _LEAST_ROOM
    return False


def _name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", None) or ""


def _checked_version(db: sqlite3.Connection, path: Path) -> int:
    """The schema's version, 0 for an empty file; StoreError where the file is not for this program."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID and _holds_tables(db):
        raise StoreError(f"{path} is the database of another program. Choose another file with --db.")
    if version > VERSION:
        raise StoreError(
            f"{path} was written by a newer rarewatch (schema {version}, this one knows {VERSION}). "
            "Upgrade with `pip install --upgrade rarewatch`."
        )
    return int(version)


def _holds_tables(db: sqlite3.Connection) -> bool:
    found = "SELECT 1 FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT 1"
    return db.execute(found).fetchone() is not None
