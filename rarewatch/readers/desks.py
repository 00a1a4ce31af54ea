"""The desks at which pages are read: worker processes, replaced when they die, hang, or have done enough."""

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from types import TracebackType

from rarewatch.errors import ReadError
from rarewatch.readers.jobs import Job, Read, Reader
from rarewatch.readers.worker import HEAD

SECONDS = 20.0
"""For one page; an article of 100 KB takes some hundredths of one, a page of 10 MiB a few."""
_GRACE = 5.0
"""So much later a worker ends itself, should nobody be left to end it."""
_PAYS = 20
"""Jobs after which a further worker pays: it starts in half a second, its first page takes another."""
_BUFFER = 1024 * 1024
"""Bytes that may wait on the line to a worker: a whole page as a rule, so that it is handed over at once."""
_JOBS = 500
"""Jobs that a worker does before it is replaced, so that no leak of a parser grows with the run."""


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
        self._seats = asyncio.Semaphore(1)
        self._further = (count or default_count()) - 1
        self._done = 0
        self._idle: list[_Desk] = []
        self._all: set[_Desk] = set()

    async def __aenter__(self) -> "Desks":
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
            except _Gone:  # perhaps by no fault of the page
                try:
                    return await self._once(job)
                except _Gone as gone:
                    raise ReadError(f"the page made its reader crash ({_ended(gone.code)})") from gone

    def _count(self) -> None:
        """Make room for one more worker where there is enough to do."""
        self._done += 1
        if self._further and self._done % _PAYS == 0:
            self._further -= 1
            self._seats.release()

    async def _once(self, job: Job) -> Read:
        desk = self._idle.pop() if self._idle else await self._hire()
        try:
            answer = await asyncio.wait_for(desk.ask(job), self._seconds)
        except TimeoutError:
            self._dismiss(desk)
            raise ReadError(
                f"given up: reading the page took longer than {self._seconds:g} seconds"
            ) from None
        except BaseException:
            self._dismiss(desk)
            raise
        if desk.done < _JOBS:
            self._idle.append(desk)
        else:
            self._dismiss(desk)
        if isinstance(answer, Read):
            return answer
        raise ReadError(str(answer))

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
    """One worker and the line to it."""

    process: "subprocess.Popen[bytes]"
    incoming: asyncio.StreamReader
    outgoing: asyncio.StreamWriter
    done: int = 0

    async def ask(self, job: Job) -> object:
        """The worker's answer: a Read, or the text of a ReadError. Raises _Gone."""
        try:
            await self.tell(job)
            (size,) = HEAD.unpack(await self.incoming.readexactly(HEAD.size))
            answer = await self.incoming.readexactly(size)
        except (OSError, EOFError) as error:
            self.close()
            raise _Gone(self.process.returncode or 0) from error
        self.done += 1
        return pickle.loads(answer)  # noqa: S301

    async def tell(self, message: object) -> None:
        body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        self.outgoing.write(HEAD.pack(len(body)) + body)
        await self.outgoing.drain()

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
    await desk.tell(reader)
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
