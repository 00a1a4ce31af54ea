"""Getting pages: what is kept, what is refused, and in which words."""

import asyncio
import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.errors import FetchError
from rarewatch.pages import Addresses, Fetcher, Limits, Pace, page_of, read_file, saved_pages
from rarewatch.pages.addresses import is_public
from rarewatch.pages.unpack import BrokenError, TooLargeError, Unpacker, unpack
from tests.fetching import Asker
from tests.server import Site


@pytest.fixture
def fetcher() -> Asker:
    return Asker()


def test_a_page_keeps_its_bytes_type_and_moment(site: Site, fetcher: Asker) -> None:
    url = site.add("/a.html", b"<p>caf\xe9</p>", content_type="text/html; charset=latin-1")
    page = fetcher.get(url)
    assert (page.url, page.content, page.content_type) == (
        url,
        b"<p>caf\xe9</p>",
        "text/html; charset=latin-1",
    )
    assert page.fetched is not None
    assert page.fetched.tzinfo is not None


def test_requests_say_who_asks_and_take_gzip_alone(site: Site, fetcher: Asker) -> None:
    fetcher.get(site.add("/a"))
    headers = site.requests[0].headers
    assert headers["User-Agent"].startswith("rarewatch")
    assert "(+https://" in headers["User-Agent"]
    assert headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"text" * 99, mtime=0)),
        ("x-gzip", gzip.compress(b"text" * 50, mtime=0) + gzip.compress(b"text" * 49, mtime=0)),
        ("deflate", zlib.compress(b"text" * 99)),
        ("", gzip.compress(b"text" * 99, mtime=0)),  # a sitemap.xml.gz
    ],
)
def test_packed_answers_are_unpacked(site: Site, fetcher: Asker, coding: str, packed: bytes) -> None:
    headers = {"Content-Encoding": coding} if coding else {}
    assert fetcher.get(site.add("/a", packed, headers=headers)).content == b"text" * 99


def _reason(fetcher: Asker, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert str(caught.value) == f"{caught.value.url}: {caught.value.reason}"
    assert caught.value.url == url
    return caught.value.reason


def test_a_refusal_is_told_with_its_status(site: Site, fetcher: Asker) -> None:
    assert _reason(fetcher, site.url("/missing")) == "the server answered 404 Not Found"


def test_a_silent_server_is_given_up(site: Site, fetcher: Asker) -> None:
    assert "silent for 0.4 seconds" in _reason(fetcher, site.add("/slow", delay=1.5))


def test_a_server_that_drips_is_given_up(site: Site, fetcher: Asker) -> None:
    def drip() -> Iterable[bytes]:
        import time

        for _ in range(30):
            time.sleep(0.1)
            yield b"x"

    assert "longer than 0.8 seconds" in _reason(fetcher, site.add("/drip", drip))


@pytest.mark.parametrize("declared", [True, False])
def test_a_page_beyond_the_limit_is_refused(site: Site, fetcher: Asker, *, declared: bool) -> None:
    body = b"x" * 30_000
    url = site.add("/big", body if declared else lambda: [body])
    assert _reason(fetcher, url) == "the page is larger than 20,000 bytes"


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {}])
def test_a_bomb_is_refused(site: Site, fetcher: Asker, headers: dict[str, str]) -> None:
    url = site.add("/bomb", gzip.compress(b"\0" * 10_000_000, mtime=0), headers=headers)
    assert _reason(fetcher, url) == "the page is larger than 20,000 bytes"


@pytest.mark.parametrize("body", [gzip.compress(b"text" * 999, mtime=0)[:-20], b"no gzip at all"])
def test_a_broken_packing_is_refused(site: Site, fetcher: Asker, body: bytes) -> None:
    assert _reason(fetcher, site.add("/a", body, headers={"Content-Encoding": "gzip"}))


def test_a_packing_nobody_asked_for_is_named(site: Site, fetcher: Asker) -> None:
    assert "'br'" in _reason(fetcher, site.add("/a", b"x", headers={"Content-Encoding": "br"}))


def test_redirects_are_followed_to_where_the_page_is(site: Site, fetcher: Asker) -> None:
    end = site.add("/end", "here")
    site.redirect("/middle", "end")
    page = fetcher.get(site.redirect("/start", "/middle"))
    assert (page.url, page.content) == (end, b"here")


def test_a_redirect_cannot_make_us_log_in(site: Site, fetcher: Asker) -> None:
    there = site.add("/there", "x").replace("http://", "http://user:secret@")
    assert fetcher.get(site.redirect("/a", there)).content == b"x"
    assert "Authorization" not in site.requests[-1].headers


def test_redirects_in_a_circle_end(site: Site, fetcher: Asker) -> None:
    assert _reason(fetcher, site.redirect("/loop", "/loop")) == "redirects more than 3 times"
    assert site.asked("/loop") == 4


@pytest.mark.parametrize(
    "to", ["http://127.0.0.2/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/"]
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, fetcher: Asker, to: str) -> None:
    assert "private network" in _reason(fetcher, site.redirect("/out", to))


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/", "javascript:1", "http:///nowhere"]
)
def test_a_redirect_out_of_the_web_is_refused(site: Site, fetcher: Asker, to: str) -> None:
    assert _reason(fetcher, site.redirect("/out", to))


def test_a_refused_connection_is_told(fetcher: Asker) -> None:
    with Site() as gone:
        url = gone.url("/")
    assert _reason(fetcher, url) == "the connection was refused"


def test_an_unknown_host_is_told(fetcher: Asker) -> None:
    assert "DNS" in _reason(fetcher, "http://nowhere.invalid/")


def test_plain_http_where_tls_is_wanted_is_told(site: Site, fetcher: Asker) -> None:
    assert "secure connection" in _reason(fetcher, site.url("/").replace("http:", "https:"))


def test_any_transport_serves_since_the_client_is_passed_in() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        found = request.url.path == "/a"
        return httpx.Response(200 if found else 404, stream=httpx.ByteStream(b"/a"))

    async def fetch() -> bytes:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            page = await Fetcher(client, Addresses(["example.org"]), Pace(0)).get("https://example.org/a")
            return page.content

    assert asyncio.run(fetch()) == b"/a"


def test_one_host_is_asked_at_its_pace_and_others_do_not_wait() -> None:
    now, slept = [0.0], list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def ask() -> None:
        pace = Pace(2.0, sleep=sleep, clock=lambda: now[0])
        for host, moment in (("a.example", 0.0), ("b.example", 0.5), ("a.example", 0.5)):
            now[0] = moment
            async with pace.turn(host):
                await pace.rest(host)

    asyncio.run(ask())
    assert slept == [1.5]


def test_this_machine_needs_no_rest_unless_asked_for() -> None:
    assert [Pace().delay("127.0.0.1"), Pace().delay("example.org"), Pace(3).delay("127.0.0.1")] == [0, 1, 3]


def test_public_addresses_are_told_from_others() -> None:
    public = "8.8.8.8 2001:4860:4860::8888"
    private = (
        "10.1.2.3 100.64.0.1 0.0.0.0 224.0.0.1 ::1 fe80::1 fd00::1 2002:7f00:1:: ::ffff:127.0.0.1 nonsense"
    )
    assert all(is_public(address) for address in public.split())
    assert not any(is_public(address) for address in private.split())


def test_a_host_with_one_private_address_among_public_ones_is_refused() -> None:
    async def resolve(_: str) -> list[str]:
        return ["8.8.8.8", "10.0.0.1"]

    assert not asyncio.run(Addresses(resolve=resolve).allowed("example.org"))


@given(st.lists(st.binary(max_size=300)), st.integers(1, 50))
def test_unpacking_never_yields_more_than_the_limit(pieces: list[bytes], limit: int) -> None:
    unpacker = Unpacker("gzip", limit)
    try:
        for piece in pieces:
            unpacker.feed(piece)
        assert len(unpacker.close()) <= limit
    except (TooLargeError, BrokenError):
        pass


@given(st.binary(max_size=500), st.integers(1, 40))
def test_what_was_packed_comes_back_in_pieces_of_any_size(content: bytes, step: int) -> None:
    packed = gzip.compress(content, mtime=0)
    unpacker = Unpacker("gzip", 1000)
    for start in range(0, len(packed), step):
        unpacker.feed(packed[start : start + step])
    assert unpacker.close() == content == unpack(packed, 1000)


def test_a_folder_gives_its_pages_in_order(tmp_path: Path) -> None:
    for name in ("b.htm", "a/c.TXT", "a/d.json", ".git/e.html", "f.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [str(path.relative_to(tmp_path)) for path in saved_pages(tmp_path)] == [
        "a/c.TXT",
        "b.htm",
        "f.xml",
    ]


def test_a_file_becomes_a_page(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_bytes(b"text")
    page = read_file(tmp_path / "a b.txt")
    assert (page.url, page.content, page.content_type) == (
        f"file://{tmp_path}/a%20b.txt",
        b"text",
        "text/plain",
    )


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"a\0b", b"x" * 21])
def test_a_file_that_is_no_page_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(content)
    with pytest.raises(FetchError, match=r"a\.html"):
        read_file(path, Limits(size=20))


def test_standard_input_is_named_after_its_content() -> None:
    assert page_of(b"a").url == page_of(b"a").url != page_of(b"b").url
