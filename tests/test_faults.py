"""Servers that stall, lie, flood and cut: each costs one failure with a reason, soon, and little memory."""

import gzip
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from rarewatch.errors import FetchError
from rarewatch.links import directives
from rarewatch.pages import Limits, Manners
from rarewatch.store import Store
from rarewatch.watch import Options, State, collect, plan
from tests.faults import HEAD, Fault, FaultServer, drips, floods, keeps, page, resets, says, stalls
from tests.fetching import Asker
from tests.readers import READER, story

LONG = b"x" * 200_000
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
GZIP = HEAD + b"Content-Encoding: gzip\r\n\r\n"

FAULTS: dict[str, tuple[Fault, str]] = {
    "says nothing": (stalls(), "silent"),
    "stalls in the status line": (stalls(b"HTTP/1.1 20"), "silent"),
    "stalls in the headers": (stalls(HEAD + b"X-A: b"), "silent"),
    "stalls before the body": (stalls(HEAD + b"Content-Length: 9\r\n\r\n"), "silent"),
    "stalls in the body": (stalls(HEAD + b"Content-Length: 9\r\n\r\nabc"), "silent"),
    "stalls in a chunk": (stalls(CHUNKED + b"5\r\nab"), "silent"),
    "drips the status line": (drips(b"HTTP/1.1 200 ", b"O"), "headers were not complete"),
    "drips headers": (drips(HEAD, b"X-A: b\r\n"), "headers were not complete"),
    "drips interim answers": (drips(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"), "headers were not complete"),
    "drips the body": (drips(HEAD + b"\r\n", b"x"), "altogether"),
    "drips chunks": (drips(CHUNKED, b"1\r\nx\r\n"), "altogether"),
    "resets at once": (resets(), "cut by the server"),
    "resets in the headers": (resets(HEAD), "cut by the server"),
    "resets in the body": (resets(HEAD + b"Content-Length: 9\r\n\r\nabc"), "cut by the server"),
    "closes without a word": (says(), "proper HTTP"),
    "closes in the headers": (says(HEAD), "proper HTTP"),
    "closes before the promised end": (says(HEAD + b"Content-Length: 9\r\n\r\nabc"), "proper HTTP"),
    "closes in a chunk": (says(CHUNKED + b"9\r\nabc"), "proper HTTP"),
    "speaks another protocol": (says(b"220 mail.example.org ESMTP\r\n"), "proper HTTP"),
    "sends noise": (says(bytes(range(256)) * 9), "proper HTTP"),
    "sends only a body": (says(b"<html><p>Hello</p></html>"), "proper HTTP"),
    "has no status": (says(b"HTTP/1.1 \r\n\r\n"), "proper HTTP"),
    "has a status of four digits": (says(b"HTTP/1.1 2000 OK\r\n\r\n"), "proper HTTP"),
    "has a header without colon": (says(HEAD + b"nonsense\r\n\r\n"), "proper HTTP"),
    "has a zero byte in a header": (says(HEAD + b"X: a\0b\r\n\r\n"), "proper HTTP"),
    "has a negative length": (says(HEAD + b"Content-Length: -5\r\n\r\nabc"), "proper HTTP"),
    "has a length of words": (says(HEAD + b"Content-Length: five\r\n\r\nabc"), "proper HTTP"),
    "has two lengths": (says(HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"), "proper HTTP"),
    "has a length beyond number": (says(HEAD + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n"), ""),
    "has a chunk size of words": (says(CHUNKED + b"abcxyz\r\n"), "proper HTTP"),
    "has a chunk size beyond number": (says(CHUNKED + b"F" * 30 + b"\r\nabc"), "proper HTTP"),
    "has an unknown transfer coding": (says(HEAD + b"Transfer-Encoding: magic\r\n\r\nabc"), "proper HTTP"),
    "has one huge header": (says(HEAD + b"X: " + LONG + b"\r\n\r\n"), ""),
    "has headers without end": (floods(HEAD, b"X-A: b\r\n"), "headers are too long"),
    "has one header without end": (floods(HEAD + b"X: ", b"x"), "headers are too long"),
    "floods interim answers": (floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "headers are too long"),
    "switches protocols": (says(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), ""),
    "has a body without end": (floods(HEAD + b"\r\n", b"x"), "larger than 20,000"),
    "has chunks without end": (floods(CHUNKED, b"1\r\nx\r\n"), ""),
    "has one chunk after the other with much around it": (
        floods(CHUNKED, b"1;" + b"a" * 900 + b"\r\nx\r\n"),
        "on the wire",
    ),
    "has trailers without end": (floods(CHUNKED + b"1\r\nx\r\n0\r\n", b"X-A: b\r\n"), ""),
    "has chunk extensions without end": (floods(CHUNKED + b"1", b";a=b"), ""),
    "sends a bomb": (says(GZIP + gzip.compress(b"\0" * 50_000_000)), "larger than 20,000"),
    "sends a bomb in a bomb": (says(GZIP + gzip.compress(gzip.compress(b"\0" * 50_000_000))), "larger than"),
    "sends half a gzip": (says(GZIP + gzip.compress(b"x" * 9_000)[:30]), "broke off"),
    "redirects to nonsense": (says(b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n"), "proper HTTP"),
    "redirects nowhere": (says(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"), "302"),
    "redirects to a file": (says(b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"), "only http"),
    "redirects by ftp": (says(b"HTTP/1.1 302 Found\r\nLocation: ftp://a.example/\r\n\r\n"), "only http"),
    "redirects to metadata": (
        says(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n"),
        "private network",
    ),
    "says not modified though nobody asked": (says(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "304"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    faults = {f"/{name.replace(' ', '-')}": fault for name, (fault, _) in FAULTS.items()}
    with FaultServer(faults) as running:
        yield running


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_failure_with_a_reason(server: FaultServer, name: str) -> None:
    url = server.url(f"/{name.replace(' ', '-')}")
    tracemalloc.start()
    try:
        with pytest.raises(FetchError) as caught:
            Asker().get(url)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert FAULTS[name][1] in caught.value.reason
    assert caught.value.url == url
    assert peak < 20_000_000


LEAK = page(b"LEAK")
LEFTOVERS: dict[str, Fault] = {
    "a whole answer": keeps(page(b"first") + LEAK),
    "a whole answer after chunks": keeps(CHUNKED + b"5\r\nfirst\r\n0\r\n\r\n" + LEAK),
    "a whole answer, later": keeps(page(b"first"), LEAK, pause=0.05),
    "a body longer than said": keeps(page(b"first") + b"and more"),
    "half an answer": keeps(page(b"first") + HEAD),
    "a body where none may be": keeps(b"HTTP/1.1 204 No Content\r\n\r\n" + LEAK),
}


@pytest.mark.parametrize("name", LEFTOVERS)
def test_bytes_beyond_an_answer_are_never_the_next_answer(name: str) -> None:
    with FaultServer({"/a": LEFTOVERS[name], "/b": keeps(page(b"second"))}) as server:
        asker = Asker(manners=Manners(delay=0.15, pauses=(0, 0)))
        pages = asker.get_all(server.url("/a"), server.url("/b"), server.url("/b"))
    assert [got.content for got in pages[1:]] == [b"second"] * 2
    assert pages[0].content in {b"first", b""}


def test_a_page_in_pieces_of_a_byte_is_given_up_before_it_has_cost_a_minute() -> None:
    with (
        FaultServer({"/a": floods(CHUNKED, b"1\r\nx\r\n")}) as server,
        pytest.raises(FetchError, match="pieces"),
    ):
        Asker(limits=Limits()).get(server.url("/a"))


def test_each_line_of_x_robots_tag_is_for_itself() -> None:
    words = (b"X-Robots-Tag: otherbot: none", b"X-Robots-Tag: max-video-preview: -1, noindex")
    with FaultServer({"/a": keeps(page(b"x", *words))}) as server:
        assert directives(Asker().get(server.url("/a"))) >= {"noindex"}
    with FaultServer({"/a": keeps(page(b"x", *words[:1]))}) as server:
        assert directives(Asker().get(server.url("/a"))) == set()


def test_a_sound_connection_is_used_again() -> None:
    with FaultServer({"/a": keeps(page(b"a")), "/b": keeps(CHUNKED + b"1\r\nb\r\n0\r\n\r\n")}) as server:
        Asker().get_all(*map(server.url, ("/a", "/b", "/a")))
        assert server.connections == 1


@pytest.mark.parametrize("fault", [resets(), resets(HEAD), says(), says(b"noise\r\n\r\n")])
def test_what_passes_by_itself_is_recovered_within_the_run(fault: Fault) -> None:
    with FaultServer() as server:

        def once(line: object) -> None:
            server.faults["/a"] = keeps(page(b"here"))
            fault(line)  # type: ignore[arg-type]

        server.faults["/a"] = once
        assert Asker().get(server.url("/a")).content == b"here"
        assert server.paths.count("/a") == 2


def test_ipv6_serves_as_well() -> None:
    try:
        server = FaultServer({"/a": keeps(page(b"six"))}, host="::1")
    except OSError:
        pytest.skip("no IPv6 on this machine")
    with server:
        assert Asker(named=("::1",)).get(server.url("/a")).content == b"six"


def test_a_run_over_every_fault_ends_with_a_result_for_each(server: FaultServer, tmp_path: Path) -> None:
    server.faults["/sound"] = keeps(page(story(1).encode()))
    urls = [server.url("/sound"), *(server.url(path) for path in server.faults)]
    options = Options(delay=0, timeout=1, per_host=8)
    with Store.open(tmp_path / "faults.db") as store:
        results = list(collect(plan(urls, []), store, READER, options))
    assert [result.url for result in results] == list(dict.fromkeys(urls))
    assert results[0].state is State.NEW
    broken = {State.FAILED, State.DEFERRED, State.BLOCKED, State.SKIPPED}
    assert {result.state for result in results[1:]} <= broken
    assert all(result.reason for result in results[1:])


def test_silence_is_not_waited_for_twice() -> None:
    with FaultServer({"/a": stalls()}) as server:
        began = time.monotonic()
        with pytest.raises(FetchError, match="silent"):
            Asker().get(server.url("/a"))
        assert server.paths.count("/a") == 1
        assert time.monotonic() - began < 10
