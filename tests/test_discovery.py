"""Discovery in a run, against a server: each way in which a source shows articles, and what is left out."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rarewatch.cli import app
from rarewatch.model import Article, Page, Source
from rarewatch.readers.topics import on_topic
from rarewatch.store import Store
from rarewatch.watch import DryShelf, Options, Reader, Result, Shelf, State, Summary, announced, collect, plan
from tests.readers import READER, find, read, story
from tests.server import Site

OTHER = "<h1>Football</h1><p>The home side won by two goals to one on Saturday.</p>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "test.db") as opened:
        yield opened


def run(
    shelf: Shelf, *sources: Source, words: tuple[str, ...] = (), reader: Reader = READER, **options: object
) -> list[Result]:
    return list(collect(plan(words, sources), shelf, reader, Options(**options)))  # type: ignore[arg-type]


def got(results: list[Result]) -> list[str]:
    return [f"{result.state} {result.url.rpartition('/')[2]}" for result in results]


def total(results: list[Result]) -> Summary:
    summary = Summary()
    for result in results:
        summary.add(result)
    return summary


def stories(site: Site, count: int) -> list[str]:
    return [site.add(f"/story-{number}.html", story(number)) for number in range(count)]


def feed(site: Site, urls: list[str], path: str = "/feed") -> str:
    items = "".join(
        f"<item><title>Magnets {n}</title><link>{url}</link></item>" for n, url in enumerate(urls)
    )
    return site.add(path, f"<rss version='2.0'><channel>{items}</channel></rss>")


def test_a_selector_chooses_the_articles(site: Site, store: Store) -> None:
    stories(site, 3)
    cards = "".join(
        f"<h3><a href='/story-{n}.html'>S</a></h3><p><a href='/author/{n}.html'>A</a>" for n in range(3)
    )
    source = Source("cards", site.add("/list", cards), articles="h3")
    assert got(run(store, source)) == ["listed list"] + [f"new story-{n}.html" for n in range(3)]


@pytest.mark.parametrize(("depth", "asked"), [(1, 1), (2, 2), (3, 3), (9, 3)])
def test_a_list_is_followed_from_page_to_page_to_its_depth(
    site: Site, store: Store, depth: int, asked: int
) -> None:
    stories(site, 3)
    for n in range(3):
        further = (
            f"<a rel='next' href='/list-{n + 1}'>Older</a>" if n < 2 else "<a rel='next' href='/list-0'>x</a>"
        )
        site.add(f"/list-{n}", f"<h3><a href='/story-{n}.html'>Story</a></h3>{further}")
    results = run(store, Source("s", site.url("/list-0"), articles="h3", depth=depth))
    assert got(results) == [
        f"{state} {name}"
        for n in range(asked)
        for state, name in (("listed", f"list-{n}"), ("new", f"story-{n}.html"))
    ]


def test_numbered_pages_end_where_there_is_none_or_nothing_new(site: Site, store: Store) -> None:
    stories(site, 2)
    for path, n in (("/list", 0), ("/list?page=2", 1)):
        site.add(path, f"<h3><a href='/story-{n}.html'>Story</a></h3>")
    source = Source("s", site.url("/list"), articles="h3", pages="?page={n}", depth=9)
    assert total(run(store, source)).as_dict()["failed"] == 0
    assert site.asked("/list?page=3") == 1
    site.add("/list?page=3", "<h3><a href='/story-1.html'>Story</a></h3>")
    run(store, source)
    assert (site.asked("/list?page=3"), site.asked("/list?page=4")) == (2, 0)


def test_a_json_feed_is_followed_over_its_pages(site: Site, store: Store) -> None:
    first, second = stories(site, 2)
    version = "https://jsonfeed.org/version/1.1"
    item = {"url": first, "title": "Listed", "date_published": "2025-07-21T23:00:00-04:00"}
    start = {"version": version, "next_url": "/feed2", "items": [item]}
    url = site.add("/feed.json", json.dumps(start), content_type="application/feed+json")
    site.add(
        "/feed2",
        json.dumps({"version": version, "items": [{"url": second}]}),
        content_type="application/json",
    )
    results = run(store, Source("s", url, depth=2))
    assert got(results) == ["listed feed.json", "new story-0.html", "listed feed2", "new story-1.html"]
    assert {row["published"] for row in store.rows()} == {"2025-07-21", None}


def test_a_date_that_lies_ahead_is_not_used(site: Site, store: Store) -> None:
    [url] = stories(site, 1)
    item = f"<item><link>{url}</link><pubDate>Mon, 21 Jul 2098 23:30:00 GMT</pubDate></item>"
    run(store, Source("s", site.add("/feed", f"<rss version='2.0'><channel>{item}</channel></rss>")))
    assert [row["published"] for row in store.rows()] == [None]


def test_a_title_of_the_listing_serves_where_the_page_has_none(site: Site, store: Store) -> None:
    url = site.add("/a", "<p>China exported 5 tons of rare earths.</p>")
    run(store, Source("s", feed(site, [url])))
    assert [row["title"] for row in store.rows()] == ["Magnets 0"]


def test_zipped_sitemaps_of_an_index_are_read_the_newest_first(site: Site, store: Store) -> None:
    urls = stories(site, 2)
    for n, url in enumerate(urls):
        site.add(
            f"/{n}.xml.gz",
            gzip.compress(f"<urlset><url><loc>{url}</loc></url></urlset>".encode()),
            content_type="application/gzip",
        )
    entries = "".join(
        f"<sitemap><loc>/{n}.xml.gz</loc><lastmod>2025-07-0{n + 1}</lastmod></sitemap>" for n in range(2)
    )
    results = run(store, Source("s", site.add("/index.xml", f"<sitemapindex>{entries}</sitemapindex>")))
    assert got(results) == ["listed 1.xml.gz", "new story-1.html", "listed 0.xml.gz", "new story-0.html"]


def test_an_index_of_very_many_sitemaps_is_bounded(site: Site, store: Store) -> None:
    entries = "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in range(200))
    results = run(store, Source("s", site.add("/index.xml", f"<sitemapindex>{entries}</sitemapindex>")))
    assert (len(results), len(site.requests)) == (50, 51)


def test_an_article_is_fetched_once_however_it_is_written(site: Site, store: Store) -> None:
    [url] = stories(site, 1)
    wrapped = f"https://www.bing.com/news/apiclick.aspx?url={url.replace(':', '%3A').replace('/', '%2F')}"
    host = site.url().split("/")[2]
    ways = [
        url + "?utm_source=a",
        url.replace("story", "%73tory") + "#x",
        url.replace("/story", "/./story"),
        wrapped,
    ]
    ways = [way.replace("&", "&amp;") for way in ways]
    sources = (
        Source("feed", feed(site, ways)),
        Source("map", site.add("/map", "<urlset><url><loc>https://test.example/story-0.html</loc></url></urlset>"),
               hosts=(("test.example", host),)),
    )  # fmt: skip
    results = run(store, *sources)
    assert got(results)[:3] == ["listed feed", "new story-0.html", "listed map"]
    assert sum("story" in request.path for request in site.requests) == 1


def test_what_is_skipped_is_counted_by_its_reason(site: Site, store: Store) -> None:
    urls = [*stories(site, 2), "https://news.google.com/rss/articles/CBMiX0FVX3lxTE", site.url("/football")]
    inner = feed(site, [], "/inner")
    source = Source("s", feed(site, [*urls, inner]), match="Magnets [0124]")
    summary = total(run(store, source, max_pages=2))
    assert summary.as_dict()["skipped_why"] == {
        "off the source's match": 1,
        "hides the article's address": 1,
        "left for a later run (--max-pages 2)": 1,
    }
    assert "skipped 1: off the source's match" in summary.reasons().splitlines()
    again = total(run(store, source))
    assert again.as_dict()["skipped_why"]["is a feed, no article"] == 1


def test_a_page_off_topic_is_remembered_and_asked_for_no_more(site: Site, store: Store) -> None:
    reader = Reader(read, find, on_topic)
    urls = [*stories(site, 1), site.add("/football", OTHER)]
    source = Source("s", feed(site, urls))
    assert got(run(store, source, reader=reader)) == ["listed feed", "new story-0.html", "off-topic football"]
    results = run(store, source, reader=reader)
    assert got(results) == ["listed feed", "unchanged story-0.html", "off-topic football"]
    assert site.asked("/football") == 1
    assert str(total(results)) == "0 new, 1 unchanged, 0 failed, 1 off-topic, 0 figures"


def test_keep_all_stores_what_was_off_topic(site: Site, store: Store) -> None:
    reader = Reader(read, find, on_topic)
    source = Source("s", feed(site, [site.add("/football", OTHER, headers={"ETag": '"one"'})]))
    run(store, source, reader=reader)
    assert got(run(store, source, reader=reader, keep_all=True)) == ["listed feed", "new football"]
    assert "If-None-Match" not in site.requests[-1].headers, "all of the page is wanted now"
    assert not store.is_off_topic(site.url("/football"))
    assert got(run(store, source, reader=reader)) == ["listed feed", "unchanged football"]


def test_force_looks_again_at_a_page_off_topic(site: Site, store: Store) -> None:
    reader = Reader(read, find, on_topic)
    source = Source("s", feed(site, [site.add("/football", OTHER)]))
    run(store, source, reader=reader)
    site.add("/football", story(3))
    assert got(run(store, source, reader=reader, force=True)) == ["listed feed", "new football"]
    assert not store.is_off_topic(site.url("/football"))


def test_a_stored_page_that_lost_its_topic_keeps_its_history(site: Site, store: Store) -> None:
    reader = Reader(read, find, on_topic)
    [url] = stories(site, 1)
    run(store, reader=reader, words=(url,))
    site.add("/story-0.html", OTHER)
    assert got(run(store, reader=reader, words=(url,), force=True)) == ["changed story-0.html"]
    assert not store.is_off_topic(url)


def test_an_empty_page_is_blocked_and_never_off_topic(site: Site, store: Store) -> None:
    source = Source("s", feed(site, [site.add("/empty", "")]))
    assert got(run(store, source, reader=Reader(read, find, on_topic))) == ["listed feed", "blocked empty"]
    assert not store.is_off_topic(site.url("/empty"))


def test_a_dry_run_remembers_nothing(site: Site, store: Store) -> None:
    source = Source("s", feed(site, [site.add("/football", OTHER)]))
    assert got(run(DryShelf(store), source, reader=Reader(read, find, on_topic)))[1:] == [
        "off-topic football"
    ]
    assert not store.is_off_topic(site.url("/football"))


def broken(page: Page, article: Article) -> bool:
    raise ZeroDivisionError


def test_a_failing_test_of_the_topic_is_one_failure(site: Site, store: Store) -> None:
    [result] = run(store, words=tuple(stories(site, 1)), reader=Reader(read, find, broken))
    assert (result.state, "ZeroDivisionError" in result.reason) == (State.FAILED, True)


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("Rare earth exports", True),
        ("REEs", True),
        ("Rarely does the earth shake", False),
        ("Used cars", False),
    ],
)
def test_a_topic_is_told_by_the_commodities_named(words: str, about: bool) -> None:
    assert on_topic(Page("", f"<p>{words}</p>".encode()), Article(words, "")) == about


def test_trying_a_source_goes_as_far_as_a_run_and_survives_a_further_page(site: Site) -> None:
    site.add("/list", "<h3><a href='/a'>One</a></h3><a rel='next' href='/list2'>x</a>")
    site.add("/list2", "<h3><a href='/b'>Two</a></h3><a rel='next' href='/missing'>x</a>")
    found = announced(Source("s", site.url("/list"), articles="h3", depth=5))
    assert [entry.link.title for entry in found] == ["One", "Two"]


def test_the_commands_tell_what_is_skipped_and_why(site: Site, tmp_path: Path) -> None:
    def invoke(*words: str) -> str:
        return CliRunner().invoke(app, list(words)).output

    url = site.add(
        "/list", "<nav><a href='/about-us'>About all of us here today</a></nav><h3><a href='/a'>One</a></h3>"
    )
    site.add("/a", OTHER)
    added = invoke("sources", "add", "mine", url, "--articles", "h3", "--pages", "?p={n}", "--depth", "2")
    assert "Added mine" in added
    assert "1 links would be followed." in invoke("sources", "try", "mine")
    invoke("sources", "add", "plain", url)
    assert "1 skipped: a section, a tag or a document" in invoke("sources", "try", "plain")
    skipped = json.loads(CliRunner().invoke(app, ["sources", "try", "plain", "--skipped", "--json"]).stdout)
    assert [row["skipped"] for row in skipped] == ["a section, a tag or a document", None]
    assert "1 off-topic" in invoke("fetch", "-v", "plain")
    assert "1 new" in invoke("fetch", "-v", "plain", "--keep-all")
    assert json.loads(invoke("sources", "--json"))[-2]["depth"] == 2


def test_the_feeds_of_an_opml_file_become_sources(tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text("<opml><body><outline text='My Feed' xmlUrl='https://e.org/rss'/></body></opml>")
    first = CliRunner().invoke(app, ["sources", "import", str(file), "--match", "magnet"])
    assert (first.exit_code, first.stdout) == (0, "my-feed\thttps://e.org/rss\n")
    again = CliRunner().invoke(app, ["sources", "import", str(file), "--json"])
    assert json.loads(again.stdout) == {"added": [], "there": ["https://e.org/rss"]}
    for content, code in (("<opml/>", 2), ("nonsense", 1), ("<!DOCTYPE a [<!ENTITY b 'c'>]><opml/>", 1)):
        file.write_text(content)
        broken = CliRunner().invoke(app, ["sources", "import", str(file)])
        assert (broken.exit_code, "Traceback" in broken.output) == (code, False)
    assert CliRunner().invoke(app, ["sources", "import", str(tmp_path / "none.opml")]).exit_code == 1
