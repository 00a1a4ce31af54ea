"""A small web site on loopback: pages by path, and a log of what was asked for."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


@dataclass(frozen=True)
class Answer:
    """What the server says for one path; an iterable body is sent piece by piece."""

    body: bytes | Callable[[], Iterable[bytes]] = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds of silence before anything is sent."""


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]


class Site:
    """A loopback server; use as a context manager or through the `site` fixture."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.answers: dict[str, Answer] = {}
        self._first: dict[str, list[Answer]] = {}
        self.requests: list[Request] = []
        """All but those for robots.txt."""
        self.robots_asked = 0
        self._server = _Server((host, 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> "Site":
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, path: str = "/") -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}{path}"

    def add(self, path: str, body: str | bytes | Callable[[], Iterable[bytes]] = b"", **more: object) -> str:
        """Serve a body under a path; returns its URL. `more` are the fields of `Answer`."""
        content = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(content, **more)  # type: ignore[arg-type]
        return self.url(path)

    def first(self, path: str, *answers: Answer) -> None:
        """Answer so to the first requests for a path, one after the other, before what `add` says."""
        self._first[path] = list(answers)

    def answer(self, path: str) -> Answer:
        """What is said this time."""
        if first := self._first.get(path):
            return first.pop(0)
        return self.answers.get(path, Answer(b"<h1>Not found</h1>", status=404))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.add(path, status=status, headers={"Location": to})

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.requests)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                site.robots_asked += 1
            else:
                site.requests.append(Request(self.path, dict(self.headers.items())))
            answer = site.answer(self.path)
            time.sleep(answer.delay)
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if isinstance(answer.body, bytes):
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
                return
            self.send_header("Connection", "close")
            self.end_headers()
            for piece in answer.body():
                self.wfile.write(piece)
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler
