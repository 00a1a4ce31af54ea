"""A web server for HTTP/2 and TLS on loopback, with a certificate for 127.0.0.1 that nobody else trusts."""

import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

PEM = Path(__file__).parent / "loopback.pem"
"""Key and certificate: of use to this test alone."""


class SecureServer:
    """Answers each path with itself, in HTTP/2 where it is asked for, else in HTTP/1.1."""

    def __init__(self) -> None:
        self.connections = 0
        self.protocols: list[str | None] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(PEM)
        self._context.set_alpn_protocols(["h2", "http/1.1"])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "SecureServer":
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def url(self, path: str) -> str:
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}{path}"

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(plain,), daemon=True).start()

    def _talk(self, plain: socket.socket) -> None:
        with suppress(OSError), self._context.wrap_socket(plain, server_side=True) as line:
            self.connections += 1
            self.protocols.append(line.selected_alpn_protocol())
            talk = H2Connection(H2Configuration(client_side=False))
            talk.initiate_connection()
            line.sendall(talk.data_to_send())
            while received := line.recv(65536):
                for event in talk.receive_data(received):
                    if isinstance(event, RequestReceived):
                        _answer(talk, event)
                line.sendall(talk.data_to_send())


def _answer(talk: H2Connection, event: RequestReceived) -> None:
    path = dict(event.headers or [])[b":path"]
    talk.send_headers(event.stream_id, [(":status", "404" if path == b"/robots.txt" else "200")])
    talk.send_data(event.stream_id, path, end_stream=True)
