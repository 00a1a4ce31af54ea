"""HTTP/2 over TLS, and certificates that are not to be trusted."""

import pytest

from rarewatch.errors import FetchError
from tests.fetching import Asker
from tests.tls import PEM, SecureServer


def test_http_2_is_used_where_it_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    with SecureServer() as server:
        pages = Asker().get_all(server.url("/a"), server.url("/b"))
        assert [page.content for page in pages] == [b"/a", b"/b"]
        assert server.protocols == ["h2"]


def test_an_unknown_certificate_is_a_failure_with_its_reason() -> None:
    with SecureServer() as server, pytest.raises(FetchError, match="cannot be trusted"):
        Asker().get(server.url("/a"))
