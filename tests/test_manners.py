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

from rarewatch.errors import BlockedError, DisallowedError, FetchError, LaterError, UsageError
from rarewatch.model import Host, Page, Visit
from rarewatch.pages import Limits, Manners, Pace, ShortMemory, rest
from rarewatch.pages.gate import GIVE_UP, RESTS, WHILE, Gate, origin_of
from rarewatch.pages.headers import LONGEST_WAIT, fresh_until, retry_after
from rarewatch.pages.robots import SIZE, Rules, noted
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


def test_a_huge_crawl_delay_of_one_server_is_not_slept_through_on_the_way_to_another(site: Site) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 100000")
    with Site() as other:
        url = site.redirect("/a", other.add("/b", "x"))
        with pytest.raises(LaterError, match="no more time"):
            Asker().get(url)
        assert (other.robots_asked, other.asked("/b")) == (1, 0)


def test_what_a_host_costs_a_run_adds_up_and_ends() -> None:
    async def ask(url: str) -> tuple[int, bytes, dict[str, str]]:
        return 404, b"", {}

    async def spend() -> float:
        gate = Gate(ShortMemory(), ask)
        gate.spend("http://e.example/a", RESTS - 1)
        assert gate.can_spend("http://e.example:81/b", 1)
        assert not gate.can_spend("http://e.example:81/b", 2)
        asked = await gate.delay("http://e.example/b", "")
        gate.spend("http://e.example/b", 2)
        assert await gate.delay("http://other.example/b", "") == 0
        with pytest.raises(LaterError, match="the server is slow"):
            await gate.delay("http://e.example/c", "")
        return asked

    assert asyncio.run(spend()) == 0


def test_no_host_keeps_a_run_for_longer_than_its_while() -> None:
    async def ask(url: str) -> tuple[int, bytes, dict[str, str]]:
        return 404, b"", {}

    async def spend() -> None:
        now = [NOW]
        gate = Gate(ShortMemory(), ask, now=lambda: now[0])
        await gate.delay("http://e.example/a", "")
        now[0] += WHILE
        await gate.delay("http://e.example/b", "")
        now[0] += timedelta(seconds=1)
        with pytest.raises(LaterError, match="has spent 40 minutes"):
            await gate.delay("http://e.example/c", "")
        await gate.delay("http://other.example/c", "")

    asyncio.run(spend())


def test_a_host_whose_pages_cost_too_much_is_left_to_later_runs(site: Site) -> None:
    url = site.add("/a", "x")

    async def fetch() -> None:
        from rarewatch.pages import open_fetcher

        async with open_fetcher({"127.0.0.1"}) as fetcher:
            await fetcher.get(url)
            fetcher.spend(url, RESTS + 1)
            with pytest.raises(LaterError, match="no more time"):
                await fetcher.get(url)

    asyncio.run(fetch())
    assert site.asked("/a") == 1


def test_a_server_in_trouble_is_not_asked_for_ever_more_pages(site: Site) -> None:
    """Pages that are being tried as it is given up may use up their tries."""
    urls = [site.add(f"/{number}", status=500) for number in range(60)]
    manners = Manners(per_host=2, pauses=(0.01, 0.01))

    async def fetch() -> list[object]:
        from rarewatch.pages import open_fetcher

        async with open_fetcher({"127.0.0.1"}, manners) as fetcher:
            return await asyncio.gather(*map(fetcher.get, urls), return_exceptions=True)

    assert {type(found) for found in asyncio.run(fetch())} == {FetchError, LaterError}
    robots, tries = 1, len(manners.pauses) + 1
    assert len(site.requests) <= robots + tries * (GIVE_UP + manners.per_host - 1)


@pytest.mark.parametrize("name", ["rarewatch/1.0", "RareWatch/0.1 (+https://example.org/)", "rarewatch # us"])
def test_robots_txt_may_name_us_as_our_user_agent_does(name: str) -> None:
    rules = Rules(f"User-agent: *\nAllow: /\n\nUser-agent: {name}\nDisallow: /a\n")
    assert not rules.allow("https://example.org/a")
    assert Rules("User-agent: rarewatch-pro\nDisallow: /a\n").allow("https://example.org/a")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_no_line_of_a_long_robots_txt_is_cut(end: str) -> None:
    head = f"User-agent: *{end}Disallow: /b{end}#"
    line = "Disallow: /a/private"
    text = head + "x" * (SIZE - len(head) - len(end) - len("Disallow: /a")) + end + line
    rules = Rules(noted(Host("o"), 200, text.encode(), {}, NOW).robots)
    assert rules.allow("https://example.org/a")
    assert not rules.allow("https://example.org/b")


def test_the_start_of_an_endless_robots_txt_is_enough(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /b\n" + "# and so on\n" * 100_000)
    asker = Asker(limits=Limits(size=600_000))
    assert asker.get(site.add("/a", "here")).content == b"here"
    with pytest.raises(DisallowedError):
        asker.get(site.add("/b", "x"))


def test_what_was_noted_while_the_clock_was_wrong_does_not_count(site: Site) -> None:
    origin, wrong = origin_of(site.url()), datetime(2099, 1, 1, tzinfo=UTC)
    url = site.add("/a", "here")
    for host in (
        Host(origin, due=wrong, reason="busy"),
        Host(origin, robots="User-agent: *\nDisallow: /\n", robots_until=wrong),
        Host(origin, robots_until=wrong, robots_open=False, failures=3),
    ):
        asker = Asker()
        asker.memory.save_host(host)
        assert asker.get(url).content == b"here"


def test_a_huge_etag_is_not_sent_back(site: Site) -> None:
    known = Visit("", "new", NOW, etag=f'"{"e" * 60_000}"')
    Asker().get(site.add("/a", "x"), known)
    assert "If-None-Match" not in site.requests[-1].headers


def test_a_part_of_a_page_and_a_challenge_are_no_pages(site: Site) -> None:
    with pytest.raises(FetchError, match="206 Partial Content"):
        Asker().get(site.add("/part", "x", status=206))
    with pytest.raises(BlockedError, match="proof"):
        Asker().get(site.add("/wall", "x", headers={"cf-mitigated": "challenge"}))


@pytest.mark.parametrize("proxy", ["nonsense://x:y", "http://x:y", "gopher://127.0.0.1:70"])
def test_a_proxy_that_cannot_be_one_is_told_without_its_address(
    site: Site, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    with pytest.raises(UsageError, match="HTTP_PROXY") as caught:
        Asker().get(site.url("/a"))
    assert proxy not in str(caught.value)


@pytest.mark.parametrize(
    ("control", "fresh"),
    [
        ('public, max-age="60"', True),
        ('no-cache="set-cookie", max-age=60', True),
        ("x-no-store=1, max-age=60", True),
        ('x="a, max-age=60"', False),
        ("max-age=0, max-age=60", False),
        ("No-Store, max-age=60", False),
    ],
)
def test_cache_control_is_read_by_its_directives(control: str, fresh: bool) -> None:
    assert (fresh_until({"cache-control": control}, NOW) is not None) is fresh


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
