"""The other end: a process that does one job after the other until nobody asks any more.

python -m rarewatch.readers.worker SOCKET SECONDS
"""

import gc
import itertools
import signal
import socket
import sys

from rarewatch.errors import ReadError
from rarewatch.readers.jobs import Job, Reader, do
from rarewatch.readers.messages import HEAD, job_of, message, told_by

_COLLECTED = 20
"""Jobs between two collections of garbage: a tenth less time than when Python chooses the moment."""
_LARGE = 1024**2
"""Bytes of a page before which there is room to be made."""
_MEMORY = 2 * 1024**3
"""Bytes of address space: a page of 10 MiB is read in well under one GiB."""


def main() -> None:
    """Serve until the other end hangs up."""
    _limit()
    seconds = float(sys.argv[2])
    with socket.socket(fileno=int(sys.argv[1])) as line:
        reader: Reader = told_by(_receive(line)[0])
        gc.freeze()
        gc.disable()
        for number in itertools.count(1):
            body, content = _receive(line)
            if not body:
                return
            if number % _COLLECTED == 0 or len(content) > _LARGE:
                gc.collect()
            signal.setitimer(signal.ITIMER_REAL, seconds)  # also ends a worker whose run was killed
            answer = _answer(reader, job_of(body, content))
            signal.setitimer(signal.ITIMER_REAL, 0)
            line.sendall(message(answer))


def _answer(reader: Reader, job: Job) -> object:
    try:
        return do(reader, job)
    except ReadError as error:
        return str(error)


def _receive(line: socket.socket) -> tuple[bytes, bytes]:
    """Both parts of the next message; empty when the other end has hung up."""
    head = _exactly(line, HEAD.size)
    if not head:
        return b"", b""
    size, more = HEAD.unpack(head)
    body, content = _exactly(line, size), _exactly(line, more)
    return (body, content) if len(content) == more else (b"", b"")


def _exactly(line: socket.socket, size: int) -> bytes:
    pieces, left = [], size
    while left:
        piece = line.recv(min(left, 1 << 20), socket.MSG_WAITALL)
        if not piece:
            return b""
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)  # which is the piece itself where there is but one


def _limit() -> None:
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which then hangs up
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
