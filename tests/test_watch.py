"""A run: what is followed, what is stored, what is left alone, and what failure costs."""

import asyncio
import io
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from rarewatch.errors import FetchError, UnknownNameError, UsageError
from rarewatch.model import Source
from rarewatch.store import Store
from rarewatch.watch import (
    DryShelf,
    Options,
    Result,
    Shelf,
    State,
    Summary,
    announced,
    collect,
    collecting,
    open_page,
    plan,
)
from tests.readers import READER, story
from tests.server import Site


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "test.db") as opened:
        yield opened


def run(
    shelf: Shelf, *words: str, sources: tuple[Source, ...] = (), options: Options | None = None
) -> list[Result]:
    return list(collect(plan(words, sources), shelf, READER, options or Options()))


def states(results: list[Result]) -> list[str]:
    return [str(result.state) for result in results]


def total(results: list[Result]) -> Summary:
    summary = Summary()
    for result in results:
        summary.add(result)
    return summary


def listing(site: Site, count: int, path: str = "/listing.html") -> str:
    items = "".join(
        f'<li><a href="story/{number}.html?utm_source=l">Story {number}</a></li>' for number in range(count)
    )
    for number in range(count):
        site.add(f"/story/{number}.html", story(number))
    return site.add(path, f"<h2>All stories</h2><ul>{items}</ul>")


def stored(path: Path) -> tuple[int, int, int]:
    counted = (
        "SELECT (SELECT count(*) FROM pages), (SELECT count(*) FROM articles), (SELECT count(*) FROM figures)"
    )
    with closing(sqlite3.connect(path)) as db:
        pages, articles, figures = db.execute(counted).fetchone()
    return pages, articles, figures


def test_a_listing_is_followed_and_a_second_run_asks_for_the_listing_alone(site: Site, store: Store) -> None:
    url = listing(site, 4)
    assert states(run(store, url)) == ["listed"] + ["new"] * 4
    assert str(total(run(store, url))) == "0 new, 4 unchanged, 0 failed, 0 figures"
    assert len(site.requests) == 1 + 4 + 1
    assert stored(store.path) == (4, 4, 4)


def test_force_asks_again_and_still_stores_nothing_twice(site: Site, store: Store) -> None:
    url = listing(site, 2)
    run(store, url)
    site.add("/story/1.html", story(77))
    assert states(run(store, url, options=Options(force=True))) == ["listed", "unchanged", "changed"]


def test_a_feed_hands_its_date_on(site: Site, store: Store) -> None:
    site.add("/story", story(5))
    item = "<item><link>/story</link><pubDate>Mon, 21 Jul 2025 23:30:00 -0400</pubDate></item>"
    url = site.add("/feed", f"<rss version='2.0'><channel>{item}</channel></rss>", content_type="text/plain")
    assert states(run(store, url)) == ["listed", "new"]
    [row] = store.rows()
    assert row["published"] == "2025-07-21"


def test_the_day_that_the_user_gives_serves_where_no_listing_gives_one(site: Site, store: Store) -> None:
    run(store, site.add("/a", story(5)), options=Options(published=date(2025, 7, 1)))
    assert [row["published"] for row in store.rows()] == ["2025-07-01"]


def test_a_sitemap_index_leads_to_its_sitemaps_and_no_further(site: Site, store: Store) -> None:
    site.add("/a", story(1))
    site.add("/1.xml", f"<urlset><url><loc>{site.url('/a')}</loc></url></urlset>")
    index = "<sitemapindex>{}</sitemapindex>".format(
        "".join(
            f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in ("/1.xml", "/index.xml", "/2.xml")
        )
    )
    url = site.add("/index.xml", index)
    site.add("/2.xml", index)
    assert states(run(store, url)) == ["listed", "new"]


def test_each_page_is_fetched_once_however_many_sources_show_it(site: Site, store: Store) -> None:
    urls = [listing(site, 3, path) for path in ("/a.html", "/b.html")]
    results = run(store, *urls, site.url("/story/1.html#part"))
    assert sorted(states(results)) == ["listed", "listed", "new", "new", "new"]
    assert site.asked("/story/1.html") + site.asked("/story/1.html?utm_source=l") == 1


def test_one_failing_page_does_not_stop_the_rest(site: Site, store: Store) -> None:
    url = listing(site, 4)
    del site.answers["/story/0.html"]
    site.add("/story/1.html", "<h1>crash</h1>")
    site.add("/story/2.html", "")
    results = run(store, url)
    assert states(results) == ["listed", "failed", "failed", "blocked", "new"]
    reasons = [result.reason for result in results[1:4]]
    assert reasons[0] == "the server answered 404 Not Found"
    assert "ZeroDivisionError" in reasons[1]
    assert reasons[2] == "the page holds no text"
    assert states(run(store, url))[1:4] == ["failed", "failed", "blocked"]


def test_a_link_to_a_private_address_is_refused_though_the_page_is_on_one(site: Site, store: Store) -> None:
    with Site("127.0.0.2") as other:
        other.add("/secret", story(1))
        links = "".join(f"<url><loc>{url}</loc></url>" for url in (other.url("/secret"), "http://10.0.0.1/"))
        results = run(store, site.add("/map.xml", f"<urlset>{links}</urlset>"))
        assert states(results) == ["listed", "failed", "failed"]
        assert all("private network" in result.reason for result in results[1:])
        assert not other.requests
        assert states(run(store, other.url("/secret"))) == ["new"]


def test_a_redirect_loop_is_one_failure(site: Site, store: Store) -> None:
    [result] = run(store, site.redirect("/loop", "/loop"))
    assert (result.state, "redirects more than" in result.reason) == (State.FAILED, True)


def test_a_redirected_article_is_not_asked_for_in_the_next_run(site: Site, store: Store) -> None:
    site.add("/end", story(1))
    url = site.redirect("/start", "/end")
    run(store, url)
    asked = len(site.requests)
    assert states(run(store, url, site.url("/end"))) == ["unchanged", "unchanged"]
    assert len(site.requests) == asked


def test_a_source_follows_its_pattern_and_counts_what_is_off_its_match(site: Site, store: Store) -> None:
    url = listing(site, 4)
    source = Source("mine", url, follow=r"story/[012]\.html", match="story 1")
    results = run(store, "Mine", sources=(source,))
    assert [(result.links, result.off_match) for result in results] == [(1, 2), (0, 0)]
    assert results[1].url == site.url("/story/1.html")
    shown = announced(source)
    assert [entry.link.url for entry in shown if not entry.why] == [results[1].url]
    assert [str(entry.why) for entry in shown if entry.why] == [
        "off the source's match",
        "off the source's match",
        "off the source's follow",
    ]


def test_a_listing_without_links_is_a_failure_since_its_site_has_changed(site: Site, store: Store) -> None:
    [result] = run(store, "mine", sources=(Source("mine", site.add("/", "<p>New design!</p>")),))
    assert (result.state, result.reason) == (State.FAILED, "no links to articles were found on this page")


def test_opaque_links_are_reported_and_not_asked_for(site: Site, store: Store) -> None:
    item = "<item><link>https://news.google.com/rss/articles/CBMi0?oc=5</link></item>"
    url = site.add("/feed", f"<rss version='2.0'><channel>{item}</channel></rss>")
    results = run(store, url)
    assert states(results) == ["listed", "failed"]
    assert "1 links hide" in results[1].reason


def test_max_pages_leaves_the_rest_for_the_next_run(site: Site, store: Store) -> None:
    url = listing(site, 5)
    assert states(run(store, url, options=Options(max_pages=2)))[1:] == ["new", "new"] + ["skipped"] * 3
    assert states(run(store, url, options=Options(max_pages=2)))[1:] == ["unchanged"] * 2 + ["new"] * 2 + [
        "skipped"
    ]


def test_a_dry_run_stores_nothing(site: Site, store: Store) -> None:
    url = listing(site, 2)
    assert states(run(DryShelf(store), url)) == ["listed", "new", "new"]
    assert stored(store.path) == (0, 0, 0)
    run(store, url)
    site.add("/story/1.html", story(9))
    assert states(run(DryShelf(store), url, options=Options(force=True)))[1:] == ["unchanged", "changed"]


def test_a_folder_is_read_without_any_network(tmp_path: Path, site: Site, store: Store) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.html").write_text(story(1))
    (folder / "b.xml").write_text(f"<urlset><url><loc>{site.url('/x')}</loc></url></urlset>")
    (folder / "c.html").write_bytes(b"%PDF")
    results = run(store, str(folder))
    assert states(results) == ["new", "skipped", "failed"]
    assert not site.requests
    assert states(run(store, str(folder / "a.html"))) == ["unchanged"]


def test_standard_input_is_a_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted in ("new", "unchanged"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(story(3).encode())))
        assert states(run(store, "-")) == [wanted]


def test_no_word_means_all_enabled_sources() -> None:
    sources = (Source("a", "https://a.example/"), Source("b", "https://b.example/", enabled=False))
    assert [target.source for target in plan([], sources)] == [sources[0]]
    assert [target.source for target in plan(["b", "B"], sources)] == [sources[1]]


@pytest.mark.parametrize(
    "word", ["missing.html", "./missing", "www.example.org/x", "ftp://example.org/", "http://"]
)
def test_a_word_that_is_nothing_is_a_usage_error_that_names_it(word: str) -> None:
    with pytest.raises(UsageError) as caught:
        plan([word], [])
    assert repr(word) in str(caught.value)


def test_a_misspelled_source_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean mining-com"):
        plan(["minning-com"], [Source("mining-com", "https://example.org/")])
    assert issubclass(UnknownNameError, UsageError)


def test_an_empty_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no pages"):
        plan([str(tmp_path)], [])


def test_one_page_is_opened_by_url_or_file(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("file")
    assert open_page(site.add("/a", "web")).content == b"web"
    assert open_page(str(tmp_path / "a.html")).content == b"file"
    with pytest.raises(FetchError):
        open_page(site.url("/missing"))


def test_an_interrupt_as_a_wait_ends_is_an_interrupt(
    site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the moment in which a page is done and its wait not yet over leaves nothing behind."""
    taken = collecting._taken

    async def interrupted(results: "asyncio.Queue[Result | None]") -> list[Result]:
        batch = await taken(results)
        asyncio.get_running_loop().call_soon(signal.raise_signal, signal.SIGINT)
        return batch

    monkeypatch.setattr(collecting, "_taken", interrupted)
    urls = [site.add(f"/{number}", story(number), delay=number / 10) for number in range(3)]
    with pytest.raises(KeyboardInterrupt):
        list(collect(plan(urls, []), store, READER, Options()))


def test_a_killed_run_is_completed_by_the_next(site: Site, tmp_path: Path) -> None:
    url, database = listing(site, 12), tmp_path / "killed.db"
    for number in range(12):
        site.add(f"/story/{number}.html", story(number), delay=0.02)
    command = [sys.executable, "-m", "tests.run_watch", url, str(database)]
    for lines in (1, 3, 6):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(lines):
                process.stdout.readline()
            process.kill()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert stored(database) == (12, 12, 12)


def test_several_runs_at_once_neither_fail_nor_double(site: Site, tmp_path: Path) -> None:
    url, database = listing(site, 12), tmp_path / "shared.db"
    command = [sys.executable, "-m", "tests.run_watch", url, str(database)]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(3)]
    errors = [run.communicate()[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], errors
    assert stored(database) == (12, 12, 12)
