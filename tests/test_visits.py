"""What one run leaves for the next: when to come back, what has not changed, and what is not worth another
look."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rarewatch.errors import GivenUpError, ReadError
from rarewatch.model import Host, Page, Source, Visit
from rarewatch.readers.desks import SECONDS, Desks
from rarewatch.store import Store
from rarewatch.watch import DryShelf, Options, Result, Shelf, State, collect, plan
from rarewatch.watch.notes import NO_ARTICLE, not_yet, note
from rarewatch.watch.run import Run
from tests.readers import BAD_READER, READER, story
from tests.server import Answer, Site

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FOLLOW = Source("mine", "", follow=r"/story/\d")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "test.db") as opened:
        yield opened


def run(shelf: Shelf, *targets: str | Source, reader: object = READER, **options: object) -> list[Result]:
    sources = [target for target in targets if isinstance(target, Source)]
    words = [target.name if isinstance(target, Source) else target for target in targets]
    return list(collect(plan(words, sources), shelf, reader, Options(**options)))  # type: ignore[arg-type]


def states(results: list[Result]) -> list[str]:
    return [str(result.state) for result in results]


def listing(site: Site, count: int, **headers: str) -> Source:
    for number in range(count):
        site.add(f"/story/{number}", story(number))
    links = "".join(f"<li><a href='/story/{number}'>Story {number}</a></li>" for number in range(count))
    return replace(FOLLOW, url=site.add("/news", f"<ul>{links}</ul>", headers=headers))


def age(store: Store, **moments: timedelta) -> None:
    """Let time pass: all moments of the visits lie so much further back."""
    with closing(sqlite3.connect(store.path)) as db, db:
        for url, at, due in db.execute("SELECT url, at, due FROM visits").fetchall():
            for name, value in (("at", at), ("due", due)):
                if value and name in moments:
                    earlier = datetime.fromisoformat(value) - moments[name]
                    sql = f"UPDATE visits SET {name} = ? WHERE url = ?"  # noqa: S608
                    db.execute(sql, [earlier.isoformat(), url])


def test_visits_and_hosts_come_back_as_they_were_saved(store: Store) -> None:
    visit = Visit("https://a.example/", "failed", NOW, "why", NOW + timedelta(hours=1), 3, '"e"', "m")
    host = Host("https://a.example", NOW, "why", 2, "User-agent: *", NOW, robots_open=False)
    store.save_visit(visit)
    store.save_host(host)
    assert (store.visit(visit.url), store.host(host.origin)) == (visit, host)
    assert (store.visit("x"), store.host("x")) == (None, None)


def test_a_listing_that_has_not_changed_is_not_read_again(site: Site, store: Store) -> None:
    source = listing(site, 2, ETag='"one"')
    assert states(run(store, source)) == ["listed", "new", "new"]
    site.first("/news", Answer(status=304))
    assert states(run(store, source)) == ["listed"]
    assert site.requests[-1].headers["If-None-Match"] == '"one"'


def test_a_listing_of_which_something_is_left_is_asked_for_as_a_whole(site: Site, store: Store) -> None:
    source = listing(site, 2, ETag='"one"')
    del site.answers["/story/1"]
    assert states(run(store, source)) == ["listed", "new", "failed"]
    site.add("/story/1", story(1))
    assert states(run(store, source, max_pages=1)) == ["listed", "unchanged", "new"]
    assert "If-None-Match" not in site.requests[-2].headers


def test_a_page_that_waits_for_its_next_try_is_not_lost_though_the_listing_stays(
    site: Site, store: Store
) -> None:
    source = listing(site, 1, ETag='"one"')
    site.add("/story/0", status=500)
    for wanted in ("failed", "failed", "deferred", "deferred"):
        assert states(run(store, source, timeout=5)) == ["listed", wanted]
    assert "If-None-Match" not in site.requests[-1].headers


def test_a_listing_that_is_fresh_is_left_alone_unless_forced(site: Site, store: Store) -> None:
    source = listing(site, 1, **{"Cache-Control": "max-age=600"})
    run(store, source)
    [again] = run(store, source)
    assert (again.state, "still fresh" in again.reason) == (State.DEFERRED, True)
    assert states(run(store, source, force=True)) == ["listed", "unchanged"]
    age(store, due=timedelta(minutes=11))
    assert states(run(store, source)) == ["listed", "unchanged"]


def test_a_stored_article_is_asked_about_when_it_is_old_enough(site: Site, store: Store) -> None:
    url = site.add("/a", story(1), headers={"ETag": '"one"'})
    run(store, url)
    assert states(run(store, url, max_age=timedelta(days=1))) == ["unchanged"]
    assert site.asked("/a") == 1
    age(store, at=timedelta(days=2))
    site.first("/a", Answer(status=304))
    assert states(run(store, url, max_age=timedelta(days=1))) == ["unchanged"]
    assert site.asked("/a") == 2
    site.add("/a", story(2))
    assert states(run(store, url, max_age=timedelta())) == ["changed"]


def test_what_fails_again_and_again_is_tried_less_and_less_often(site: Site, store: Store) -> None:
    url = site.url("/missing")
    assert [states(run(store, url))[0] for _ in range(3)] == ["failed", "failed", "deferred"]
    age(store, due=timedelta(hours=2))
    assert states(run(store, url)) == ["failed"]
    visit = store.visit(url)
    assert visit is not None
    assert visit.due is not None
    assert visit.failures == 3
    assert visit.due - visit.at > timedelta(hours=1.5)
    assert states(run(store, url, force=True)) == ["failed"]
    site.add("/missing", story(1))
    assert states(run(store, url, force=True)) == ["new"]
    assert store.visit(url) is not None
    assert store.visit(url).failures == 0  # type: ignore[union-attr]


def test_a_retry_after_of_hours_is_kept_to_by_the_next_run(site: Site, store: Store) -> None:
    url = site.add("/a", status=503, headers={"Retry-After": "7200"})
    assert states(run(store, url)) == ["deferred"]
    assert states(run(store, url, site.add("/b", story(1)))) == ["deferred", "deferred"]
    assert len(site.requests) == 1


def test_blocks_are_a_state_of_their_own(site: Site, store: Store) -> None:
    urls = [site.add("/401", status=401), site.add("/403", status=403), site.add("/empty", "")]
    results = run(store, *urls)
    assert states(results) == ["blocked"] * 3
    with closing(sqlite3.connect(store.path)) as db:
        kept = db.execute("SELECT count(*) FROM visits WHERE state = 'blocked'").fetchone()
    assert kept == (3,)


def test_what_robots_txt_asks_for_is_news_only_where_the_user_named_it(site: Site, store: Store) -> None:
    site.add("/robots.txt", "User-agent: *\nDisallow: /story/1\n")
    source = listing(site, 2)
    results = run(store, source, site.url("/story/1?x=1"))
    assert states(results) == ["listed", "new", "skipped", "blocked"]
    assert "robots.txt" in results[2].reason
    assert not site.asked("/story/1")


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("word", ["noindex", "none", "NOINDEX, follow"])
def test_a_page_that_asks_not_to_be_indexed_is_not_kept(
    site: Site, store: Store, word: str, *, header: bool
) -> None:
    meta = "" if header else f'<meta name="robots" content="{word}">'
    url = site.add("/a", meta + story(1), headers={"X-Robots-Tag": word} if header else {})
    for _ in range(2):
        [result] = run(store, url)
        assert (result.state, "noindex" in result.reason) == (State.SKIPPED, True)
    assert site.asked("/a") == 1
    assert list(store.rows()) == []


def test_other_programs_directives_and_noarchive_do_not_matter(site: Site, store: Store) -> None:
    headers = {"X-Robots-Tag": "bingbot: noindex, nofollow"}
    url = site.add("/a", "<meta name=robots content=noarchive>" + story(1), headers=headers)
    assert states(run(store, url)) == ["new"]


@pytest.mark.parametrize("around", ["<!-- {} -->", "<script>tag = '{}'</script>", "<style>/* {} */</style>"])
def test_what_is_no_tag_of_the_page_asks_for_nothing(site: Site, store: Store, around: str) -> None:
    url = site.add("/a", around.format("<meta name=robots content=noindex>") + story(1))
    assert states(run(store, url)) == ["new"]


def test_a_moment_noted_by_a_clock_that_was_wrong_does_not_silence_a_source(site: Site, store: Store) -> None:
    source = listing(site, 1, **{"Cache-Control": "max-age=600"})
    run(store, source)
    years = timedelta(days=20_000)
    age(store, at=-years, due=-years)
    run(store, source, max_age=timedelta(days=1))
    assert (site.asked("/news"), site.asked("/story/0")) == (2, 2)


def test_a_listing_that_asks_for_it_is_not_followed(site: Site, store: Store) -> None:
    source = listing(site, 1, **{"X-Robots-Tag": "nofollow"})
    [result] = run(store, source)
    assert (result.state, "nofollow" in result.reason) == (State.BLOCKED, True)


def test_two_links_that_lead_to_one_page_store_it_once(site: Site, store: Store) -> None:
    source = listing(site, 2)
    site.redirect("/story/0", "/story/9")
    site.redirect("/story/1", "/story/9")
    site.add("/story/9", story(9))
    assert sorted(states(run(store, source))) == ["listed", "new", "skipped"]
    assert site.asked("/story/9") == 1


def test_a_link_that_leads_to_another_of_the_list_is_not_followed_to_it(site: Site, store: Store) -> None:
    source = listing(site, 3)
    site.redirect("/story/0", "/story/2")
    assert states(run(store, source)) == ["listed", "skipped", "new", "new"]
    assert site.asked("/story/2") == 1


def test_a_page_that_kills_its_reader_is_a_failure_and_the_rest_goes_on(site: Site, store: Store) -> None:
    source = listing(site, 3)
    site.add("/story/1", "<p>die</p>")
    results = run(store, source, reader=BAD_READER)
    assert states(results) == ["listed", "new", "failed", "new"]
    assert "SIGSEGV" in results[2].reason


def test_a_reason_cannot_steer_the_terminal_and_names_no_address_twice(site: Site, store: Store) -> None:
    url = site.add("/a", "\x1b[31m", headers={"Content-Encoding": "\x1b[31mred"})
    feed = site.add("/feed", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'/>")
    results = run(store, url, feed)
    assert states(results) == ["failed", "failed"]
    assert all(result.reason.isprintable() for result in results)
    assert results[1].reason.startswith("declares XML entities")


def test_a_dry_run_remembers_nothing_and_knows_what_is_there(site: Site, store: Store) -> None:
    url = site.url("/missing")
    run(DryShelf(store), url)
    assert store.visit(url) is None
    run(store, url)
    run(store, url)
    assert states(run(DryShelf(store), url)) == ["deferred"]


def test_many_sources_at_once_come_in_their_order(site: Site, store: Store) -> None:
    urls = [site.add(f"/{number}", story(number), delay=0.1 * (4 - number)) for number in range(4)]
    results = run(store, *urls, per_host=4)
    assert [result.url for result in results] == urls


def test_a_run_that_is_given_up_leaves_no_process_and_no_thread(site: Site, store: Store) -> None:
    results = collect(plan([listing(site, 5).url], []), store, READER, Options())
    next(results)
    results.close()  # type: ignore[attr-defined]


def test_notes_say_when_to_come_back() -> None:
    page = Page("u", b"", headers={"cache-control": "max-age=60", "etag": '"e"'})
    listed = note(Result("u", State.LISTED), page, None, NOW)
    assert (listed.due, listed.etag) == (NOW + timedelta(minutes=1), '"e"')
    assert note(Result("u", State.LISTED, left=True), page, None, NOW).due is None
    assert note(Result("u", State.SKIPPED), page, None, NOW).due == NOW + NO_ARTICLE
    again = note(Result("u", State.UNCHANGED), Page("u", b"", status=304), listed, NOW)
    assert again.etag == '"e"'
    failed = note(Result("u", State.FAILED, "why"), None, listed, NOW)
    assert (failed.failures, failed.due) == (1, None)
    assert not_yet("u", failed, NOW) is None
    assert not_yet("u", listed, NOW) is not None
    assert not_yet("u", listed, NOW + timedelta(minutes=1)) is None


def test_a_page_that_hangs_its_reader_costs_its_host_time(site: Site, store: Store) -> None:
    """Some dozens of such pages are all that a run has time for."""
    url = site.add("/a", story(1))
    spent = list[float]()

    class Slow:
        def spend(self, url: str, seconds: float) -> None:
            spent.append(seconds)

    page = Page(url, b"", fetched=NOW)
    one = Run(Slow(), Desks(READER), DryShelf(store), Options())  # type: ignore[arg-type]
    for error in (ReadError("broken"), GivenUpError("given up")):
        assert one._unread(Result(url, State.FAILED), page, error).state is State.FAILED
    assert spent == [SECONDS]
