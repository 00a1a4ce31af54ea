"""The desks at which pages are read: worker processes, replaced when they die, hang, or have done enough."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

from rarewatch.errors import GivenUpError, ReadError
from rarewatch.readers.jobs import Job, Read, Reader
from rarewatch.readers.messages import HEAD, job_message, message, told_by

SECONDS = 20.0
"""For one page; an article of 100 KB takes some hundredths of one, a page of 10 MiB a few."""
_GRACE = 5.0
"""So much later a worker ends itself, should nobody be left to end it."""
_PAYS = 20
"""Jobs after which a further worker pays: it starts in half a second, its first page takes another."""
_WAITING = 2
"""Pages at a worker at a time: the next one lies there already when one is done."""
_BUFFER = 1024 * 1024
"""Bytes that may wait on the line to a worker: a whole page as a rule, so that it is handed over at once."""
_JOBS = 2000
"""Jobs that a worker does before it is replaced, so that no leak of a parser grows with the run: a thousand
articles leave 0.3 MB behind, and its successor takes half a second of processor time."""


class _Gone(Exception):  # noqa: N818
    """The worker is no more; `code` is how it ended."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class Desks:
    """Reads pages in at most `count` processes; a context manager that ends them."""

    def __init__(self, reader: Reader, count: int | None = None, seconds: float = SECONDS) -> None:
        self._reader = reader
        self._seconds = seconds
        self._seats = asyncio.Semaphore(_WAITING)
        self._further = (count or default_count()) - 1
        self._done = 0
        self._hiring = asyncio.Lock()
        self._all: set[_Desk] = set()

    async def __aenter__(self) -> "Desks":
        with suppress(ReadError):  # told of the first page, should it fail once more
            await self._hire()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for desk in list(self._all):
            self._dismiss(desk)

    async def read(self, job: Job) -> Read:
        """What a page comes to. Raises ReadError, also for a page that hangs or crashes its reader."""
        async with self._seats:
            self._count()
            try:
                return await self._once(job)
            except _Gone:  # perhaps by the fault of the page before it
                return await self._alone(job)

    async def _alone(self, job: Job) -> Read:
        """Read a page at a desk of its own, so that it is certain whose fault it is."""
        desk = await self._hire()
        desk.done = _JOBS  # nobody else sits down there
        desk.waiting = 1
        try:
            return await self._asked(desk, job)
        except _Gone as gone:
            raise ReadError(f"the page made its reader crash ({_ended(gone.code)})") from gone

    def _count(self) -> None:
        """Make room for one more worker where there is enough to do."""
        self._done += 1
        if self._further and self._done % _PAYS == 0:
            self._further -= 1
            for _ in range(_WAITING):
                self._seats.release()

    async def _once(self, job: Job) -> Read:
        return await self._asked(await self._free_desk(), job)

    async def _asked(self, desk: "_Desk", job: Job) -> Read:
        try:
            answer = await desk.ask(job, self._seconds)
        except TimeoutError:
            self._dismiss(desk)
            raise GivenUpError(
                f"given up: reading the page took longer than {self._seconds:g} seconds"
            ) from None
        except BaseException:
            self._dismiss(desk)
            raise
        finally:
            desk.waiting -= 1
        if desk.done >= _JOBS and not desk.waiting:
            self._dismiss(desk)
        if isinstance(answer, Read):
            return answer
        raise ReadError(str(answer))

    async def _free_desk(self) -> "_Desk":
        """The desk with the least to do, or a new one."""
        async with self._hiring:
            open_desks = [desk for desk in self._all if desk.waiting < _WAITING and desk.done < _JOBS]
            desk = min(open_desks, key=lambda desk: desk.waiting, default=None) or await self._hire()
            desk.waiting += 1
            return desk

    async def _hire(self) -> "_Desk":
        try:
            desk = await _open_desk(self._reader, self._seconds + _GRACE)
        except OSError as error:
            raise ReadError(f"no process to read it in could be started ({error})") from error
        self._all.add(desk)
        return desk

    def _dismiss(self, desk: "_Desk") -> None:
        self._all.discard(desk)
        desk.close()


@dataclass(eq=False)
class _Desk:
    """One worker and the line to it: jobs wait on the line, and their answers come in the same order."""

    process: "subprocess.Popen[bytes]"
    incoming: asyncio.StreamReader
    outgoing: asyncio.StreamWriter
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    done: int = 0

    async def ask(self, job: Job, seconds: float) -> object:
        """The worker's answer: a Read, or the text of a ReadError. Raises _Gone, or TimeoutError when the
        worker took longer for this job alone.
        """
        self.outgoing.write(job_message(job))
        async with self.turn:
            try:
                async with asyncio.timeout(seconds):
                    size, _ = HEAD.unpack(await self.incoming.readexactly(HEAD.size))
                    answer = await self.incoming.readexactly(size)
            except TimeoutError:
                raise
            except (OSError, EOFError) as error:
                self.close()
                raise _Gone(self.process.returncode or 0) from error
        self.done += 1
        return told_by(answer)

    def close(self) -> None:
        """End the worker, whatever it does."""
        self.outgoing.transport.abort()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


async def _open_desk(reader: Reader, seconds: float) -> _Desk:
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
    with theirs:
        command = [sys.executable, "-m", "rarewatch.readers.worker", str(theirs.fileno()), str(seconds)]
        process = subprocess.Popen(  # noqa: ASYNC220, S603, RUF100 - it starts in a millisecond
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(entry or "." for entry in sys.path)},
        )
    desk = _Desk(process, *await asyncio.open_connection(sock=ours))
    desk.outgoing.write(message(reader))
    return desk


def default_count() -> int:
    """Workers: one a processor beside the run itself, which has enough to do: on two processors a second
    worker was no faster and took 35 MB. No more than three, since a run's network is slower than those.
    """
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(max(processors - 1, 1), 3)


def _ended(code: int) -> str:
    """How a process ended, in words."""
    try:
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"
    except ValueError:
        return f"signal {-code}"
