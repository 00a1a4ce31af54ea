"""A web server for HTTP/2 and TLS on loopback, with a certificate for 127.0.0.1 that nobody else trusts."""

import socket
import ssl
from collections.abc import Callable
from pathlib import Path

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from tests.loopback import Loopback

PEM = Path(__file__).parent / "loopback.pem"
"""Key and certificate: of use to this test alone."""

Fault = Callable[[ssl.SSLSocket, int], None]
"""What is done to a connection in place of an answer to the request on a stream of that number."""


class SecureServer(Loopback):
    """Answers each path with itself in HTTP/2, or does what is wrong."""

    scheme = "https"

    def __init__(self, fault: Fault | None = None) -> None:
        super().__init__()
        self.protocols: list[str | None] = []
        self._fault = fault
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(PEM)
        self._context.set_alpn_protocols(["h2", "http/1.1"])

    def talk(self, line: socket.socket) -> None:
        with self._context.wrap_socket(line, server_side=True) as secure:
            self.protocols.append(secure.selected_alpn_protocol())
            talk = H2Connection(H2Configuration(client_side=False))
            talk.initiate_connection()
            secure.sendall(talk.data_to_send())
            while received := secure.recv(65536):
                for event in talk.receive_data(received):
                    if isinstance(event, RequestReceived):
                        self._answer(secure, talk, event)
                secure.sendall(talk.data_to_send())

    def _answer(self, secure: ssl.SSLSocket, talk: H2Connection, event: RequestReceived) -> None:
        path = dict(event.headers or [])[b":path"]
        if self._fault and path != b"/robots.txt":
            secure.sendall(talk.data_to_send())
            self._fault(secure, event.stream_id or 0)
        talk.send_headers(event.stream_id, [(":status", "404" if path == b"/robots.txt" else "200")])
        talk.send_data(event.stream_id, path, end_stream=True)
