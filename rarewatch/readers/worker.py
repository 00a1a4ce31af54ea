"""The other end: a process that does one job after the other until nobody asks any more.

python -m rarewatch.readers.worker SOCKET SECONDS
"""

import gc
import itertools
import pickle
import signal
import socket
import struct
import sys

from rarewatch.errors import ReadError
from rarewatch.readers.jobs import Job, Reader, do

HEAD = struct.Struct("!Q")
"""The length that stands before each message."""
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
        reader: Reader = pickle.loads(_receive(line))  # noqa: S301
        gc.freeze()
        gc.disable()
        for number in itertools.count(1):
            if not (message := _receive(line)):
                return
            if number % _COLLECTED == 0 or len(message) > _LARGE:
                gc.collect()
            signal.setitimer(signal.ITIMER_REAL, seconds)  # also ends a worker whose run was killed
            answer = _answer(reader, pickle.loads(message))  # noqa: S301
            signal.setitimer(signal.ITIMER_REAL, 0)
            body = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
            line.sendall(HEAD.pack(len(body)) + body)


def _answer(reader: Reader, job: Job) -> object:
    try:
        return do(reader, job)
    except ReadError as error:
        return str(error)


def _receive(line: socket.socket) -> bytes:
    """The next message; empty when the other end has hung up."""
    head = _exactly(line, HEAD.size)
    return _exactly(line, HEAD.unpack(head)[0]) if head else b""


def _exactly(line: socket.socket, size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        piece = line.recv(min(size - len(content), 1 << 20))
        if not piece:
            return b""
        content += piece
    return bytes(content)


def _limit() -> None:
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which then hangs up
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
