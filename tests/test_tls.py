"""HTTP/2 over TLS, certificates that are not to be trusted, and servers that abuse either."""

import socket
import ssl
import time
import tracemalloc
from contextlib import suppress

import pytest
from hpack import Encoder
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    Frame,
    GoAwayFrame,
    HeadersFrame,
    PingFrame,
    RstStreamFrame,
    SettingsFrame,
    WindowUpdateFrame,
)

from rarewatch.errors import FetchError
from tests.faults import PATIENCE
from tests.fetching import Asker
from tests.loopback import Loopback
from tests.tls import PEM, Fault, SecureServer


def test_http_2_is_used_where_it_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    with SecureServer() as server:
        pages = Asker().get_all(server.url("/a"), server.url("/b"))
        assert [page.content for page in pages] == [b"/a", b"/b"]
        assert server.protocols == ["h2"]


def test_an_unknown_certificate_is_a_failure_with_its_reason() -> None:
    with SecureServer() as server, pytest.raises(FetchError, match="cannot be trusted"):
        Asker().get(server.url("/a"))


class Says(Loopback):
    """Takes a connection, says something that is no TLS, or nothing at all, and waits to be hung up on."""

    scheme = "https"

    def __init__(self, words: bytes) -> None:
        super().__init__()
        self._words = words

    def talk(self, line: socket.socket) -> None:
        line.sendall(self._words)
        line.settimeout(PATIENCE)
        while line.recv(4096):
            pass


@pytest.mark.parametrize("words", [b"", b"220 mail.example.org ESMTP\r\n", b"\x16\x03\x03", bytes(9000)])
def test_a_server_that_does_not_shake_hands_is_one_failure_soon(words: bytes) -> None:
    with Says(words) as server, pytest.raises(FetchError) as caught:
        Asker().get(server.url("/a"))
    assert "answer made no sense" not in caught.value.reason
    assert server.connections == 1


def sends(*made: Frame, times: int = 1, pause: float = 0.0) -> Fault:
    """Sends frames, again and again where asked, as the answer to a stream; then waits to be hung up on."""

    def fault(line: ssl.SSLSocket, stream: int) -> None:
        for frame in made:
            frame.stream_id = stream if frame.stream_association == "has-stream" else frame.stream_id
        block = b"".join(frame.serialize() for frame in made)
        many = 1 if pause else min(times, 65536 // len(block) + 1)
        for _ in range(times // many):
            line.sendall(block * many)
            time.sleep(pause)
        line.settimeout(PATIENCE)
        while line.recv(65536):
            pass

    return fault


def headers(*pairs: tuple[str, str], end: bool = True) -> HeadersFrame:
    frame = HeadersFrame(1, data=Encoder().encode(pairs))
    frame.flags |= {"END_HEADERS"} if end else set()
    return frame


STATUS = (":status", "200")
LARGE = b"x" * 16_000
FAULTS: dict[str, tuple[Fault, str]] = {
    "pings once and says nothing": (sends(PingFrame(0)), "silent"),
    "pings without end": (sends(PingFrame(0), times=10**6), ""),
    "drips pings": (sends(PingFrame(0), times=100, pause=0.05), "headers were not complete"),
    "settings without end": (sends(SettingsFrame(0), times=10**6), ""),
    "continues its headers without end": (
        sends(headers(STATUS, end=False), *(ContinuationFrame(1, data=LARGE) for _ in range(200))),
        "",
    ),
    "has a thousand headers": (sends(headers(STATUS, *((f"x-{n}", "y" * 90) for n in range(1000)))), ""),
    "has no status": (sends(headers(("x", "y"))), ""),
    "sends a body without headers": (sends(DataFrame(1, data=LARGE)), ""),
    "stalls in the body": (sends(headers(STATUS), DataFrame(1, data=b"abc")), "silent"),
    "has a body without end": (
        sends(headers(STATUS), *(DataFrame(1, data=LARGE) for _ in range(4))),
        "larger",
    ),
    "resets the stream": (sends(RstStreamFrame(1, error_code=2)), ""),
    "goes away": (sends(GoAwayFrame(0, last_stream_id=0, error_code=0)), ""),
    "opens the window beyond number": (sends(WindowUpdateFrame(0, window_increment=2**31 - 1), times=3), ""),
    "answers a stream nobody opened": (sends(HeadersFrame(99, data=b"")), ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_abuse_of_http_2_is_one_failure_with_a_reason(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    fault, reason = FAULTS[name]

    def unless_cut(line: ssl.SSLSocket, stream: int) -> None:
        with suppress(ssl.SSLError):
            fault(line, stream)

    with SecureServer(unless_cut) as server:
        tracemalloc.start()
        try:
            with pytest.raises(FetchError) as caught:
                Asker().get(server.url("/a"))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert reason in caught.value.reason
    assert "answer made no sense" not in caught.value.reason
    assert peak < 20_000_000
