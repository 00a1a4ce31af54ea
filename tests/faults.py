"""A server on loopback that does to each connection what it is told, however wrong: faults by path.

with FaultServer({"/stall": stalls(b"HTTP/1.1 200")}) as server:
    server.url("/stall")
"""

import socket
import struct
import time
from collections.abc import Callable, Iterator

from tests.loopback import Loopback

Fault = Callable[[socket.socket], None]
"""What is done to a connection after a request on it; it is closed when this returns, unless `Keep` is
raised."""

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PATIENCE = 5.0
"""Seconds for which a stall lasts unless the client hangs up, which it should long before."""


class Keep(Exception):  # noqa: N818
    """The connection stays open for the next request."""


def says(*pieces: bytes) -> Fault:
    """Sends bytes, and closes."""

    def fault(line: socket.socket) -> None:
        for piece in pieces:
            line.sendall(piece)

    return fault


def keeps(*pieces: bytes, pause: float = 0.0) -> Fault:
    """Sends bytes, pausing between them, and waits for the next request."""

    def fault(line: socket.socket) -> None:
        for piece in pieces:
            line.sendall(piece)
            time.sleep(pause)
        raise Keep

    return fault


def stalls(start: bytes = b"") -> Fault:
    """Sends bytes, and then nothing until the client hangs up."""

    def fault(line: socket.socket) -> None:
        line.sendall(start)
        line.settimeout(PATIENCE)
        line.recv(1)

    return fault


def drips(start: bytes, piece: bytes) -> Fault:
    """Sends a piece every twentieth second, for long."""

    def fault(line: socket.socket) -> None:
        line.sendall(start)
        for _ in range(int(PATIENCE * 20)):
            time.sleep(0.05)
            line.sendall(piece)

    return fault


def floods(start: bytes, piece: bytes) -> Fault:
    """Sends a piece again and again as fast as it is taken, up to 200 MB."""

    def fault(line: socket.socket) -> None:
        line.sendall(start)
        block = piece * (65536 // len(piece) + 1)
        for _ in range(3000):
            line.sendall(block)

    return fault


def resets(start: bytes = b"") -> Fault:
    """Sends bytes, and cuts the connection with a reset."""

    def fault(line: socket.socket) -> None:
        line.sendall(start)
        time.sleep(0.02 if start else 0)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return fault


def page(body: bytes, *headers: bytes) -> bytes:
    """A proper answer."""
    lines = b"".join(header + b"\r\n" for header in headers)
    return HEAD + lines + b"Content-Length: %d\r\n\r\n" % len(body) + body


class FaultServer(Loopback):
    """Serves faults by path; all else, such as robots.txt, is not found."""

    def __init__(self, faults: dict[str, Fault] | None = None, host: str = "127.0.0.1") -> None:
        super().__init__(host)
        self.faults = faults or {}
        self.paths: list[str] = []

    def talk(self, line: socket.socket) -> None:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for path in _requests(line):
            self.paths.append(path)
            missing = keeps(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            try:
                self.faults.get(path, missing)(line)
            except Keep:
                continue
            return


def _requests(line: socket.socket) -> Iterator[str]:
    """The paths that are asked for on a connection."""
    received = b""
    while True:
        while b"\r\n\r\n" not in received:
            piece = line.recv(4096)
            if not piece:
                return
            received += piece
        head, _, received = received.partition(b"\r\n\r\n")
        yield head.split(b" ")[1].decode("latin-1")
