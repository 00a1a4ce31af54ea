"""What a page announces, and what it does not."""

from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.errors import ReadError
from rarewatch.links import (
    Shape,
    find_links,
    is_listing,
    is_opaque,
    normal_url,
    shape_of,
    unwrapped,
)
from rarewatch.model import Page

SITE = "https://www.example.org/metals"

LISTING = """<html><head><title>Metals</title></head><body>
<header><a href="/">The Example Daily home page and more</a></header>
<nav class="main-nav"><a href="/world-news">All the news of the whole world today</a></nav>
<main>
  <article class="card"><h2><a href="/2025/07/magnet-exports-recover?utm_source=home#top">
    Magnet exports recover in June</a></h2>
    <time datetime="2025-07-20T08:00:00Z">20 July</time><p>Shipments rose after two slow months.</p></article>
  <article class="card"><a href="/2025/07/magnet-exports-recover"><img src="a.jpg"></a>
    <h2><a href="/2025/07/terbium-price-doubles">Terbium price doubles within a quarter</a></h2>
    <p>Buyers in Europe paid twice as much.</p></article>
  <article class="card"><h2><a href="https://example.org/2025/07/new-mine-opens">
    A new mine opens in the far north</a></h2></article>
  <a class="more" href="/tag/rare-earths">More stories about rare earths and metals</a>
  <a href="https://ads.example.net/buy">Buy a new car at half its price, only today</a>
</main>
<aside class="social-share"><a href="/2025/07/x">Share this page with all of your friends</a></aside>
<footer><a href="/privacy">How we treat the data of our readers</a></footer>
</body></html>"""

RELATED = "".join(
    f'<li><a href="/2025/07/story-number-{n}-of-it">Another story of some length, number {n}</a></li>'
    for n in range(8)
)

ARTICLE = f"""<html><body><article><h1>Magnet exports recover</h1>
{"<p>Exports of magnets rose in June, customs figures showed, after two months of decline.</p>" * 10}
</article><section><h3>Read more</h3>
<ul>{RELATED}</ul></section></body></html>"""

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
<item><title>Exports &amp;amp; &lt;b&gt;imports&lt;/b&gt;</title><link>https://example.org/a?utm_medium=rss</link>
<pubDate>Mon, 21 Jul 2025 23:30:00 -0400</pubDate></item>
<item><title>Without a date</title><guid>https://example.org/b</guid></item>
<item><title>Without a link</title></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>One</title>
<link href="/a"/><updated>2025-07-21T10:00:00Z</updated></entry></feed>"""

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://example.org/a </loc><lastmod>2025-07-22</lastmod>
<n:news><n:publication><n:name>E</n:name></n:publication>
<n:publication_date>2025-07-21T09:00:00+08:00</n:publication_date><n:title>One</n:title></n:news></url>
<url><loc>https://example.org/b?x=1&y=2</loc><lastmod>2025-07-22</lastmod></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.org/sitemap-1.xml</loc></sitemap></sitemapindex>"""


def page(content: str | bytes, url: str = SITE, content_type: str = "") -> Page:
    return Page(url, content.encode() if isinstance(content, str) else content, content_type)


@pytest.mark.parametrize(
    ("shape", "content"),
    [
        (Shape.PAGE, LISTING),
        (Shape.PAGE, "<!DOCTYPE html>\n<p>x"),
        (Shape.PAGE, "Some words, then <p>markup"),
        (Shape.FEED, RSS),
        (Shape.FEED, "\ufeff \n" + ATOM),
        (Shape.FEED, '<rdf:RDF xmlns:rdf="x"></rdf:RDF>'),
        (Shape.SITEMAP, SITEMAP),
        (Shape.SITEMAP, SITEMAP.split("\n", 1)[1].encode("utf-16")),
        (Shape.SITEMAP_INDEX, INDEX),
        (Shape.TEXT, "Exports rose to 353 tons, and 3 < 5."),
        (Shape.TEXT, ""),
    ],
)
def test_a_page_is_told_by_its_content(shape: Shape, content: str | bytes) -> None:
    assert shape_of(page(content, content_type="text/plain")) is shape


def test_the_declared_type_counts_where_the_content_says_nothing() -> None:
    assert shape_of(page("", content_type="application/rss+xml")) is Shape.FEED


def test_a_listing_gives_its_headlines_alone() -> None:
    found = find_links(page(LISTING))
    assert [(link.title, urlsplit(link.url).path) for link in found] == [
        ("Magnet exports recover in June", "/2025/07/magnet-exports-recover"),
        ("Terbium price doubles within a quarter", "/2025/07/terbium-price-doubles"),
        ("A new mine opens in the far north", "/2025/07/new-mine-opens"),
    ]
    assert [link.published is not None for link in found] == [True, False, False]


def test_short_links_of_one_shape_are_a_list_too() -> None:
    items = "".join(f'<li><a href="a{n}.html">Article {n}</a></li>' for n in range(3))
    listing = page(
        f"<nav><a href='/x'>X</a></nav><h1>News</h1><ul>{items}</ul>", "http://127.0.0.1:8000/l.html"
    )
    assert [link.url for link in find_links(listing)] == [
        f"http://127.0.0.1:8000/a{n}.html" for n in range(3)
    ]
    assert is_listing(listing)


def test_a_follow_pattern_decides_alone() -> None:
    found = find_links(page(LISTING), follow=r"/tag/|ads\.")
    assert [link.url for link in found] == [
        "https://www.example.org/tag/rare-earths",
        "https://ads.example.net/buy",
    ]


def test_a_base_element_counts() -> None:
    listing = page(
        '<base href="https://example.org/b/"><li><a href="c">A headline that is long enough</a></li>'
    )
    assert [link.url for link in find_links(listing, follow="c")] == ["https://example.org/b/c"]


@pytest.mark.parametrize("match", ["terbium", "TERBIUM price", r"terbium.price.doubles$"])
def test_match_looks_at_title_and_url(match: str) -> None:
    assert [link.title for link in find_links(page(LISTING), match=match)] == [
        "Terbium price doubles within a quarter"
    ]


def test_hyphens_of_a_url_count_as_blanks() -> None:
    feed = page(RSS.replace("org/b<", "org/rare-earth-sales<"))
    assert [link.title for link in find_links(feed, match="rare earth")] == ["Without a date"]


def test_listings_are_told_from_articles_with_links_to_others() -> None:
    assert is_listing(page(LISTING))
    assert not is_listing(page(ARTICLE))
    assert not is_listing(page("<h1>Exports rise</h1><p>To 353 tons.</p>"))
    assert not is_listing(page(ARTICLE.replace("<p>", "<br>").replace("</p>", "<br>")))
    assert not is_listing(
        page(ARTICLE.replace("magnets rose", "<a href='/m'>magnets of the permanent sort</a> rose"))
    )
    assert not is_listing(page(RSS))


def test_a_short_story_before_many_links_is_no_listing() -> None:
    words = (
        "Exports of magnets rose again in June, customs said. Germany bought most of them, ahead of the US."
    )
    story = f"<h1>Magnet exports recover after two months</h1><p>{words}</p><ul>{RELATED}</ul>"
    assert not is_listing(page(story))
    assert is_listing(page(f"<h1>Magnets</h1><p>{words}</p><ul>{RELATED}</ul>"))


def test_a_list_of_teasers_without_any_blocks_is_a_listing() -> None:
    teasers = "".join(
        f'<div><a href="/2025/07/a-{n}">A headline of some length, number {n}</a>'
        f"<p>{'A few words about it. ' * 8}</p></div>"
        for n in range(20)
    )
    assert is_listing(page(teasers))


def test_a_feed_gives_titles_and_dates_in_their_own_time_zone() -> None:
    first, second = find_links(page(RSS))
    assert (first.url, first.title) == ("https://example.org/a", "Exports & imports")
    assert first.published is not None
    assert first.published.date().isoformat() == "2025-07-21"
    assert (second.url, second.published) == ("https://example.org/b", None)


def test_relative_links_of_a_feed_are_completed() -> None:
    assert [link.url for link in find_links(page(ATOM))] == ["https://www.example.org/a"]


@pytest.mark.parametrize("cut", ["</item>", "</channel>"])
def test_a_feed_that_breaks_off_gives_what_it_has(cut: str) -> None:
    assert find_links(page(RSS[: RSS.index(cut)]))


def test_a_sitemap_gives_news_titles_and_dates_though_an_ampersand_is_bare() -> None:
    first, second = find_links(page(SITEMAP))
    assert (first.url, first.title) == ("https://example.org/a", "One")
    assert first.published is not None
    assert first.published.date().isoformat() == "2025-07-21"
    assert (second.url, second.published) == ("https://example.org/b?x=1&y=2", None)


def test_an_index_gives_its_sitemaps() -> None:
    assert [link.url for link in find_links(page(INDEX))] == ["https://example.org/sitemap-1.xml"]


@pytest.mark.parametrize("root", ["rss", "urlset"])
def test_entities_are_refused(root: str) -> None:
    entities = '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">'
    bomb = f"<!DOCTYPE {root} [{entities}]><{root}><url><loc>&b;</loc></url></{root}>"
    with pytest.raises(ReadError, match="entities"):
        find_links(page(bomb))


def test_a_broken_sitemap_is_an_error_that_names_it() -> None:
    with pytest.raises(ReadError, match=SITE):
        find_links(page("<urlset><<<"))


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://WWW.Example.ORG:443", "https://www.example.org/"),
        ("https://example.org/a?b=2&utm_campaign=x&a=1&fbclid=y#c", "https://example.org/a?b=2&a=1"),
        ("https://example.org/a?", "https://example.org/a"),
        (" /x\n/y ", "https://www.example.org/x/y"),
        ("//other.example/x", "https://other.example/x"),
        ("https://bücher.example/ä ö", "https://xn--bcher-kva.example/%C3%A4%20%C3%B6"),
        ("http://[::1]:80/", "http://[::1]/"),
    ],
)
def test_one_page_has_one_url(url: str, normal: str) -> None:
    assert normal_url(url, SITE) == normal


@pytest.mark.parametrize(
    "url",
    [
        "mailto:a@b.c",
        "javascript:x()",
        "http://",
        "http://user:secret@example.org/",
        "http://[::1",
        "data:text/html,x",
        "http://example.org:99999/",
        "file:///etc/passwd",
        "https://exa mple.org/",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert normal_url(url, SITE) is None


@given(st.text(max_size=60), st.sampled_from(["", SITE, "http://[::1]/"]))
def test_normalising_never_raises_and_is_stable(url: str, base: str) -> None:
    once = normal_url(url, base)
    assert once is None or normal_url(once) == once


@given(st.binary(max_size=300))
def test_any_bytes_have_a_shape_and_links_or_a_read_error(content: bytes) -> None:
    for start in (b"", b"<rss>", b"<urlset>", b"<a href=x>"):
        with suppress(ReadError):
            find_links(page(start + content))


def test_aggregators_are_unwrapped_or_named_opaque() -> None:
    wrapped = (
        "https://www.bing.com/news/apiclick.aspx?ref=a&url=https%3A%2F%2Fexample.org%2Fa%3Futm_source%3Db&c=1"
    )
    assert unwrapped(wrapped) == "https://example.org/a"
    assert (
        unwrapped("https://notbing.com/news/apiclick.aspx?url=x")
        == "https://notbing.com/news/apiclick.aspx?url=x"
    )
    assert is_opaque("https://news.google.com/rss/articles/CBMi?oc=5")
    assert not is_opaque("https://news.google.com/topics/x")
