"""What servers ask for is done: robots.txt, pauses, later times, and no page that has not changed."""

import asyncio
import doctest
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib import import_module

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rarewatch.errors import BlockedError, DisallowedError, FetchError, LaterError
from rarewatch.model import Host, Page, Visit
from rarewatch.pages import Manners, Pace, ShortMemory, rest
from rarewatch.pages.gate import GIVE_UP, origin_of
from rarewatch.pages.headers import LONGEST_WAIT, fresh_until, retry_after
from rarewatch.pages.robots import Rules, noted
from tests.fetching import SMALL, Asker
from tests.server import Answer, Site

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RULES = "User-agent: *\nDisallow: /private\n\nUser-agent: rarewatch\nDisallow: /secret\nCrawl-delay: 2\n"


def robots(site: Site, text: str = RULES, **more: object) -> None:
    site.add("/robots.txt", text, content_type="text/plain", **more)


def test_robots_txt_holds_for_its_own_group_also_for_pages_that_the_user_named(site: Site) -> None:
    robots(site)
    url = site.add("/secret/a", "x")
    with pytest.raises(DisallowedError, match=r"robots\.txt"):
        Asker().get(url)
    assert not site.requests
    Asker().get(site.add("/private/a", "x"))


def test_robots_txt_holds_behind_redirects(site: Site) -> None:
    robots(site)
    site.add("/secret/a", "x")
    with pytest.raises(DisallowedError):
        Asker().get(site.redirect("/open", "/secret/a"))
    assert not site.asked("/secret/a")


def test_robots_txt_is_asked_for_once_and_remembered(site: Site) -> None:
    robots(site, "")
    asker, url = Asker(), site.add("/a", "x")
    asker.get_all(url, url)
    asker.get(url)
    assert site.robots_asked == 1
    host = asker.memory.host(origin_of(url))
    assert host is not None
    assert host.robots_until is not None
    asker.memory.save_host(Host(host.origin, robots_until=datetime.now(UTC)))
    asker.get(url)
    assert site.robots_asked == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_refused_sets_no_rules(site: Site, status: int) -> None:
    robots(site, "User-agent: *\nDisallow: /", status=status)
    assert Asker().get(site.add("/a", "x")).content == b"x"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_with_its_robots_txt_is_left_alone(site: Site, status: int) -> None:
    robots(site, status=status)
    with pytest.raises(LaterError, match=r"robots\.txt cannot be had"):
        Asker().get(site.add("/a", "x"))
    assert not site.requests


def test_a_robots_txt_that_redirects_without_end_sets_no_rules(site: Site) -> None:
    site.redirect("/robots.txt", "/robots.txt")
    assert Asker().get(site.add("/a", "x")).content == b"x"


@given(st.text(max_size=300), st.text(alphabet="abc/%*?=&", max_size=30))
def test_any_text_is_a_robots_txt(text: str, path: str) -> None:
    rules = Rules(text)
    assert rules.allow(f"https://example.org/{path}") in {True, False}
    assert rules.delay >= 0


def test_a_copy_of_robots_txt_has_its_own_expiry() -> None:
    host = Host("https://example.org")
    for age, kept in ((0, 1), (7200, 2), (10**9, 24)):
        found = noted(host, 200, b"", {"cache-control": f"max-age={age}"}, NOW)
        assert found.robots_until == NOW + timedelta(hours=kept if age else 24)


def test_crawl_delay_is_kept_to_also_where_the_user_wants_none() -> None:
    pace = Pace(0)
    pace.ask_for("example.org", Rules(RULES).delay)
    assert pace.delay("example.org") == 2


def test_a_huge_crawl_delay_leaves_pages_to_later_runs_instead_of_waiting(site: Site) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 100000")
    url = site.add("/a", "x")
    asker = Asker()

    with pytest.raises(LaterError, match="100000 seconds between requests"):
        asker.get_all(url, url)
    assert site.asked("/a") == 1


@pytest.mark.parametrize("after", ["0", "", "soon"])
@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_short_trouble_is_waited_for(site: Site, status: int, after: str) -> None:
    url = site.add("/a", "here")
    site.first("/a", Answer(b"", status=status, headers={"Retry-After": after}))
    assert Asker().get(url).content == b"here"
    assert site.asked("/a") == 2


@pytest.mark.parametrize("as_date", [True, False])
@pytest.mark.parametrize("status", [429, 503])
def test_a_long_retry_after_holds_for_the_whole_server_and_the_next_run(
    site: Site, status: int, *, as_date: bool
) -> None:
    when = datetime.now(UTC) + timedelta(hours=2)
    value = format_datetime(when, usegmt=True) if as_date else "7200"
    url = site.add("/a", "x", status=status, headers={"Retry-After": value})
    asker = Asker()
    for path in ("/a", "/b", "/a"):
        with pytest.raises(LaterError) as caught:
            asker.get(site.url(path))
        assert abs(caught.value.until - when) < timedelta(seconds=10)
    assert len(site.requests) == 1
    with pytest.raises(LaterError):
        Asker(manners=Manners(insist=True), memory=asker.memory).get(url)


def test_trouble_that_stays_is_a_failure_after_three_tries(site: Site) -> None:
    with pytest.raises(FetchError, match="502 Bad Gateway"):
        Asker().get(site.add("/a", status=502))
    assert site.asked("/a") == 3


def test_a_server_that_fails_again_and_again_is_left_alone_for_the_run(site: Site) -> None:
    urls = [site.add(f"/{number}", status=500) for number in range(GIVE_UP + 2)]

    async def fetch() -> list[type]:
        from rarewatch.pages import open_fetcher

        found = []
        async with open_fetcher({"127.0.0.1"}, Manners(pauses=())) as fetcher:
            for url in urls:
                with pytest.raises(FetchError) as caught:
                    await fetcher.get(url)
                found.append(caught.type)
        return found

    assert asyncio.run(fetch()) == [FetchError] * GIVE_UP + [LaterError] * 2
    assert len(site.requests) == GIVE_UP


@pytest.mark.parametrize("status", [401, 402, 403, 451])
def test_a_refusal_is_a_block(site: Site, status: int) -> None:
    with pytest.raises(BlockedError, match=str(status)):
        Asker().get(site.add("/a", status=status))
    assert site.asked("/a") == 1


def test_a_page_is_asked_for_only_if_it_has_changed(site: Site) -> None:
    known = Visit("", "new", NOW, etag='"abc"', modified="Thu, 01 Jan 2026 00:00:00 GMT")
    page = Asker().get(site.add("/a", status=304), known)
    assert (page.status, page.content) == (304, b"")
    headers = site.requests[0].headers
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == (known.etag, known.modified)


def test_a_stored_etag_that_may_not_stand_in_a_header_is_left_out(site: Site) -> None:
    Asker().get(site.add("/a", "x"), Visit("", "new", NOW, etag='"a\r\nX-Evil: b"'))
    assert not {"If-None-Match", "X-Evil"} & set(site.requests[0].headers)


def test_cookies_are_not_kept(site: Site) -> None:
    url = site.add("/a", "x", headers={"Set-Cookie": "id=1; Path=/"})
    Asker().get_all(url, url)
    assert "Cookie" not in site.requests[1].headers


def test_names_are_checked_at_the_address_that_is_connected_to(site: Site) -> None:
    looked_up = iter([["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"]])

    async def rebinding(_: str) -> list[str]:
        return next(looked_up)

    url = site.add("/a", "x").replace("127.0.0.1", "news.example")
    with pytest.raises(FetchError, match="private network"):
        Asker(resolve=rebinding).get(url)
    assert not site.requests
    assert not site.robots_asked


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", "0.0.0.0"])  # noqa: S104
def test_a_name_for_a_private_address_is_refused_on_every_hop(site: Site, private: str) -> None:
    async def resolve(host: str) -> list[str]:
        return [private] if host == "inside.example" else ["127.0.0.1"]

    url = site.redirect("/a", site.url("/b").replace("127.0.0.1", "inside.example"))
    site.add("/b", "secret")
    with pytest.raises(FetchError, match="private network"):
        Asker(resolve=resolve).get(url)
    assert not site.asked("/b")


def test_a_name_that_is_never_found_is_given_up(site: Site) -> None:
    async def resolve(_: str) -> list[str]:
        await asyncio.sleep(60)
        return []

    limits = replace(SMALL, connect=0.2)
    with pytest.raises(FetchError, match="not found within"):
        Asker(limits, resolve=resolve).get("http://slow.example/")


def test_a_host_that_the_user_named_may_be_private(site: Site) -> None:
    async def resolve(_: str) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]  # the first of them refuses

    url = site.add("/a", "x").replace("127.0.0.1", "intranet.example")
    assert Asker(named=("intranet.example",), resolve=resolve).get(url).content == b"x"


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "localhost", "[::ffff:127.0.0.1]"])
def test_other_spellings_of_this_machine_are_refused(site: Site, host: str) -> None:
    url = site.redirect("/a", site.url("/b").replace("127.0.0.1", host))
    with pytest.raises(FetchError):
        Asker().get(url)
    assert not site.asked("/b")


def test_a_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.add("http://news.example/a", "by proxy")
    monkeypatch.setenv("http_proxy", site.url("").rstrip("/"))

    async def resolve(_: str) -> list[str]:
        raise OSError

    assert Asker(resolve=resolve).get("http://news.example/a").content == b"by proxy"


def test_through_a_proxy_private_addresses_are_refused_too(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", site.url("").rstrip("/"))
    with pytest.raises(FetchError, match="private network"):
        Asker().get("http://10.0.0.1/")
    assert not site.requests


@given(st.text(max_size=40) | st.integers().map(str))
def test_any_retry_after_gives_a_moment_within_bounds_or_none(value: str) -> None:
    when = retry_after(value, NOW)
    assert when is None or NOW <= when <= NOW + LONGEST_WAIT


@given(st.text(max_size=40), st.text(max_size=20))
@example("86400000000000", "")
@example("9" * 5000, "9" * 5000)
def test_any_cache_control_gives_a_later_moment_or_none(control: str, age: str) -> None:
    for value in (control, f"max-age={control}"):
        when = fresh_until({"cache-control": value, "age": age}, NOW)
        assert when is None or NOW < when <= NOW + timedelta(days=1)


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_rests_grow_and_end(failures: int, chance: float) -> None:
    assert timedelta() <= rest(failures, lambda: chance) <= timedelta(days=8)
    assert rest(failures, lambda: 0.5) <= rest(failures + 1, lambda: 0.5)


def test_notes_for_a_run_leave_those_beneath_alone() -> None:
    beneath = ShortMemory()
    beneath.save_host(Host("a"))
    above = ShortMemory(beneath)
    above.save_host(Host("a", failures=1))
    assert (beneath.host("a"), above.host("a")) == (Host("a"), Host("a", failures=1))
    assert Page("", b"").status == 200


@pytest.mark.parametrize(
    "name",
    ["links.directives", "readers.depth"]
    + [f"pages.{name}" for name in ("addresses", "backoff", "headers", "reasons", "unpack")],
)
def test_examples_in_docstrings_hold(name: str) -> None:
    failed, tried = doctest.testmod(import_module(f"rarewatch.{name}"))
    assert (failed, tried > 0) == (0, True)
