"""What test servers share: a listener on loopback, and a thread for each connection."""

import socket
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from types import TracebackType
from typing import Self


class Loopback(ABC):
    """A server for as long as its block lasts; what is done with a connection is `talk`'s to say."""

    scheme = "http"

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.connections = 0
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family, backlog=64)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @abstractmethod
    def talk(self, line: socket.socket) -> None:
        """Do with a new connection what the server is for; it is closed afterwards."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def url(self, path: str) -> str:
        host, port = self._listener.getsockname()[:2]
        return f"{self.scheme}://{f'[{host}]' if ':' in host else host}:{port}{path}"

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listener.accept()
                self.connections += 1
                threading.Thread(target=self._with, args=(line,), daemon=True).start()

    def _with(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            self.talk(line)
