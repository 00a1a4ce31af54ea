"""What a source's rules make of a page: what is followed, what is not and why, and where it goes on."""

import json
from collections import Counter

import pytest

from rarewatch.errors import ReadError
from rarewatch.links import (
    Shape,
    Why,
    find_links,
    following,
    is_opaque,
    normal_url,
    opml_feeds,
    shape_of,
    survey,
    unwrapped,
)
from rarewatch.links.addresses import with_host
from rarewatch.model import Page, Source
from rarewatch.vocabulary import table

SITE = "https://www.example.org/metals"

LISTING = """<html><head><link rel="next" href="/metals?page=2"></head><body>
<nav><a href="/world-news">All the news of the whole world today</a></nav>
<div class="card"><h3><a href="/2025/07/magnet-exports-recover">Magnet exports recover in June</a></h3>
  <a class="more" href="/2025/07/magnet-exports-recover#more">Read more</a></div>
<div class="card"><h3><a href="/2025/07/terbium-price-doubles">Terbium price doubles in June</a></h3></div>
<a href="/tag/metals">More stories about metals of all sorts</a>
<a href="https://other.example.net/x">A story of another site that is far away</a>
<p><a href="/x">x</a></p></body></html>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "next_url": "https://www.example.org/feed?page=2",
    "items": [
        {
            "id": "1",
            "url": "/a?utm_source=x",
            "title": "One <b>story</b>",
            "date_published": "2025-07-21T10:00:00+08:00",
        },
        {"id": "https://www.example.org/b", "title": None, "date_modified": "2025-07-22"},
        {"id": "3", "external_url": "https://other.example/c"},
        {"id": "4"},
        "nonsense",
    ],
}


def page(content: str | bytes, url: str = SITE, content_type: str = "") -> Page:
    return Page(url, content.encode() if isinstance(content, str) else content, content_type)


def source(**keys: object) -> Source:
    return Source("s", SITE, **keys)  # type: ignore[arg-type]


def test_every_link_is_followed_or_has_a_reason() -> None:
    found = survey(page(LISTING), source(match="terbium"))
    assert [link.title for link in found.links] == ["Terbium price doubles in June"]
    assert found.passed == Counter([Why.FRAME, Why.OFF_MATCH, Why.SECTION, Why.OTHER_SITE, Why.NO_HEADLINE])
    assert sum(why.is_article for why in found.passed) == 1


@pytest.mark.parametrize("selector", ["h3 a", "h3", ".card", "div.card > h3"])
def test_a_selector_names_the_articles_or_what_holds_them(selector: str) -> None:
    assert [
        link.url.rpartition("/")[2] for link in survey(page(LISTING), source(articles=selector)).links
    ] == [
        "magnet-exports-recover",
        "terbium-price-doubles",
    ]


def test_selector_and_pattern_must_both_hold() -> None:
    found = survey(page(LISTING), source(articles=".card", follow="terbium"))
    assert len(found.links) == 1
    assert found.passed == {Why.OFF_FOLLOW: 1}


def test_a_json_feed_is_told_and_read() -> None:
    feed = page(json.dumps(JSON_FEED))
    assert shape_of(feed) is Shape.JSON_FEED
    assert [
        (link.url, link.title, link.published and link.published.date().isoformat())
        for link in find_links(feed)
    ] == [
        ("https://www.example.org/a", "One story", "2025-07-21"),
        ("https://www.example.org/b", "", "2025-07-22"),
        ("https://other.example/c", "", None),
    ]


@pytest.mark.parametrize(
    "content", ['{"version":"https:\\/\\/jsonfeed.org\\/version\\/1"', "[1]", "{}", "{", ""]
)
def test_a_broken_json_feed_is_an_error(content: str) -> None:
    feed = page(content or "\ufeff{]", content_type="application/feed+json")
    if shape_of(feed) is Shape.JSON_FEED and content != "{}":
        with pytest.raises(ReadError, match="JSON Feed"):
            find_links(feed)
    else:
        assert find_links(feed) == []


def test_the_next_page_is_the_one_that_the_page_names() -> None:
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='/feed?p=2&amp;x=1'/></feed>"
    assert following(page(LISTING), source(), 2) == "https://www.example.org/metals?page=2"
    assert following(page(json.dumps(JSON_FEED)), source(), 2) == "https://www.example.org/feed?page=2"
    assert following(page(atom), source(), 2) == "https://www.example.org/feed?p=2&x=1"
    assert following(page("<p>x"), source(), 2) is None


def test_the_next_page_is_on_the_same_site() -> None:
    assert following(page("<a rel='nofollow next' href='https://evil.example/2'>2</a>"), source(), 2) is None
    assert following(page("<a rel='next' href='javascript:x'>2</a>"), source(), 2) is None


@pytest.mark.parametrize(
    ("pattern", "url", "second"),
    [
        ("?page={n}", SITE, SITE + "?page=2"),
        ("&page={n}", SITE + "?tag=x", SITE + "?tag=x&page=2"),
        ("/archive/{n}", SITE, "https://www.example.org/archive/2"),
        ("page/{n}/", SITE + "/", SITE + "/page/2/"),
    ],
)
def test_a_pattern_makes_the_addresses_of_further_pages(pattern: str, url: str, second: str) -> None:
    assert following(page("", url), Source("s", url, pages=pattern), 2) == second


def test_a_test_host_is_folded_into_the_real_one() -> None:
    hosts = (("staging.example.org", "example.org"), ("127.0.0.1:8000", "example.org"))
    links = "".join(
        f"<url><loc>{base}/a</loc></url>"
        for base in ("https://staging.example.org", "https://example.org", "https://127.0.0.1:8000")
    )
    found = survey(page(f"<urlset>{links}</urlset>"), source(hosts=hosts))
    assert [link.url for link in found.links] == ["https://example.org/a"]
    assert with_host("https://example.org/a", {}) == "https://example.org/a"


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org.:443/a", "https://example.org/a"),
        ("https://example.org/%7euser/%c3%a4%2f", "https://example.org/~user/%C3%A4%2F"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a/../b/./c", "https://example.org/b/c"),
        ("https://example.org/../../a", "https://example.org/a"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://ＥＸＡＭＰＬＥ．org/", "https://example.org/"),
        ("https://example.org/a;jsessionid=1F?PHPSESSID=2&id=3", "https://example.org/a?id=3"),
        ("https://example.org/a?at_medium=RSS&_hsenc=x&CMPID=y", "https://example.org/a"),
    ],
)
def test_one_page_has_one_url(url: str, normal: str) -> None:
    assert normal_url(url) == normal


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.bing.com/news/apiclick.aspx?ref=a&url=https%3A%2F%2Fexample.org%2Fa%3Futm_source%3Db",
        "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9leGFtcGxlLm9yZy9h&ntb=1",
        "https://www.google.com/url?q=https://example.org/a&sa=U",
        "https://google.co.uk/url?url=https%3A%2F%2Fexample.org%2Fa",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Ffbclid%3Dx&h=AT1",
        "https://www.msn.com/r/redirect?url=https%3A%2F%2Fexample.org%2Fa",
        "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fexample.org%252Fa",
        "https://news.google.com/rss/articles/CBMiFWh0dHBzOi8vZXhhbXBsZS5vcmcvYdIBAA?oc=5",
    ],
)
def test_an_address_is_taken_out_of_its_wrapper(wrapped: str) -> None:
    assert unwrapped(wrapped) == "https://example.org/a"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://evilgoogle.com/url?q=https://example.org/a",
        "https://example.org/url?q=https://example.org/a",
        "https://www.bing.com/ck/a?u=a1%FF%FF",
        "https://www.bing.com/news/apiclick.aspx?" + "&" * 500 + "url=",
        "https://news.google.com/rss/articles/CBMiX0FVX3lxTE?oc=5",
    ],
)
def test_what_is_no_wrapper_stays(url: str) -> None:
    assert unwrapped(url) == url


def test_google_news_is_opaque_where_it_hides_the_address() -> None:
    entries = (
        "https://news.google.com/rss/articles/CBMiX0FVX3lxTE?oc=5",
        "https://news.google.com/rss/articles/CBMiFWh0dHBzOi8vZXhhbXBsZS5vcmcvYdIBAA?oc=5",
    )
    items = "".join(f"<item><link>{url}</link></item>" for url in entries)
    found = survey(page(f"<rss version='2.0'><channel>{items}</channel></rss>"), source())
    assert ([link.url for link in found.links], found.passed) == (["https://example.org/a"], {Why.OPAQUE: 1})
    assert is_opaque(entries[0])


def test_an_index_gives_the_sitemaps_that_changed_last_first() -> None:
    entries = "".join(
        f"<sitemap><loc>/{n}.xml</loc>{f'<lastmod>2025-07-0{n}</lastmod>' if n else ''}</sitemap>"
        for n in range(4)
    )
    found = find_links(page(f"<sitemapindex>{entries}</sitemapindex>"))
    assert [link.url[-5] for link in found] == ["3", "2", "1", "0"]


def test_a_news_title_is_not_that_of_a_picture() -> None:
    news = "<n:news><n:title>The story</n:title></n:news>"
    entry = (
        f"<url><loc>/a</loc><i:image><i:loc>/p.png</i:loc><i:title>A picture</i:title></i:image>{news}</url>"
    )
    sitemap = f"<urlset xmlns:n='n' xmlns:i='i'>{entry}</urlset>"
    assert [(link.url, link.title) for link in find_links(page(sitemap))] == [
        ("https://www.example.org/a", "The story")
    ]


def test_opml_gives_the_feeds_of_all_folders_each_once() -> None:
    opml = page(
        "<opml version='2.0'><head><title>T</title></head><body><outline text='Metals'>"
        "<outline type='rss' text='One &amp; all' xmlUrl='https://e.org/1.rss'/><outline>"
        "<outline title='Two' text='x' XMLURL='https://e.org/2.rss'/></outline></outline><outline xmlUrl='https://e.org/1.rss'/>"
        "<outline xmlUrl='javascript:x'/><outline text='nothing'/></body></opml>"
    )
    assert [(feed.url, feed.title) for feed in opml_feeds(opml)] == [
        ("https://e.org/1.rss", "One & all"),
        ("https://e.org/2.rss", "Two"),
    ]


def test_deep_opml_is_read_as_far_as_lists_go() -> None:
    deep = "<opml><outline xmlUrl='https://e.org/1'>" + "<outline>" * 100_000
    assert [feed.url for feed in opml_feeds(page(deep))] == ["https://e.org/1"]


def test_the_wrappers_are_sorted_and_whole() -> None:
    wrappers = table("wrappers")
    assert list(wrappers) == sorted(wrappers)
    assert all(set(entry) == {"hosts", "path", "keys"} for entry in wrappers.values())
    assert all(
        entry["path"].startswith("/") and entry["keys"] and entry["hosts"] for entry in wrappers.values()
    )
