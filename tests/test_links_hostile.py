"""Listings that lie, break off, or are made to cost time: they give what they have, and quickly."""

import json
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rarewatch.errors import ReadError
from rarewatch.links import (
    LINKS_A_PAGE,
    Why,
    find_links,
    following,
    is_listing,
    normal_url,
    opml_feeds,
    survey,
)
from rarewatch.links.bounds import bounded
from rarewatch.links.dates import moment
from rarewatch.links.slim import slim
from rarewatch.links.titles import title_of
from rarewatch.model import Page, Source

SITE = "https://www.example.org/metals"
NOW = datetime(2025, 8, 1, tzinfo=UTC)
SECONDS = 15
"""Each of these takes about one, and hours where a bound is missing; others may use the machine too."""
MIB = 1024 * 1024

FEED = b"<rss version='2.0'><channel><item><title>"
COSTLY = {
    "a million links": b"<ul>" + b"<li><a href=/a/x>x</a></li>" * 380_000,
    "open elements": b"<div>" * 1_000_000,
    "open elements around links": b"<div><a href=/2025/07/a-b-c-d>A headline of some length</a>" * 40_000,
    "open elements of dress": b"".join(b"<b id=%d>" % n for n in range(20_000)) + b"<p>x" * 200_000,
    "tables within tables": b"<table><tr><td><a href=x>" * 40_000,
    "attributes": b"<a " + b"".join(b"x%d=1 " % n for n in range(300_000)) + b">",
    "a feed of 10 MB": b"<rss version='2.0'><channel>"
    + b"".join(b"<item><title>t</title><link>https://e.org/%d</link></item>" % n for n in range(160_000))
    + b"</channel></rss>",
    "a title of 10 MB": FEED + b"<b>x</b> &amp; " * 600_000 + b"</title></item></channel></rss>",
    "elements without end": FEED + b"<x>" * 1_000_000,
    "tags without end": FEED + b"<a " * 1_000_000,
    "a root with many attributes": b"<rss " + b"".join(b"x%d='1' " % n for n in range(300_000)) + b"></rss>",
    "a sitemap of 10 MB": b"<urlset>" + b"<url><loc>https://e.org/?a&b</loc></url>" * 250_000,
    "a deep JSON feed": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * MIB,
    "comments without end": b"<!--" * MIB,
}


def page(content: str | bytes, url: str = SITE, content_type: str = "") -> Page:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return Page(url, data, content_type, fetched=NOW)


@pytest.mark.parametrize("name", COSTLY)
def test_what_is_made_to_cost_time_costs_little(name: str) -> None:
    costly, started = page(COSTLY[name]), time.monotonic()
    for follow in ("", "x"):
        with suppress(ReadError):
            assert len(find_links(costly, follow=follow)) <= LINKS_A_PAGE
    is_listing(costly)
    assert time.monotonic() - started < SECONDS


def test_links_beyond_the_limit_are_counted() -> None:
    entries = "".join(f"<url><loc>https://e.org/{n}</loc></url>" for n in range(LINKS_A_PAGE + 7))
    found = survey(page(f"<urlset>{entries}</urlset>"), Source("", SITE))
    assert (len(found.links), found.passed[Why.LIMIT]) == (LINKS_A_PAGE, 7)


def test_an_archive_gives_its_newest_pages() -> None:
    days = ((n, f"20{n // 1000:02}-01-01") for n in range(12_000))
    entries = "".join(f"<url><loc>https://e.org/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in days)
    assert find_links(page(f"<urlset>{entries}</urlset>"))[0].url == "https://e.org/11000"


def test_common_pages_are_left_whole() -> None:
    article = (
        b"<div class='a'><p><b>Exports</b> rose<br><img src='x.png'></div><script>if(a<b)c<d</script>" * 900
    )
    assert bounded(article) == article


def test_minified_scripts_and_comments_open_nothing() -> None:
    script = (
        b"<script>" + b"a<b;c<div;" * 5_000 + b"</script><!-- " + b"<div>" * 5_000 + b" --><a href=/x>x</a>"
    )
    assert bounded(script) == script


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "mailto:a@b.c",
        "http://user@example.org/",
        "https://" + "a" * 300 + ".example/",
    ],
)
def test_links_to_what_is_no_web_page_are_none(href: str) -> None:
    listing = page(f"<ul><li><a href='{href}'>A headline that is long enough to be one</a></li></ul>")
    assert find_links(listing, follow=".") == []


def test_control_characters_are_taken_out_of_addresses_and_titles() -> None:
    feed = page(
        "<rss version='2.0'><channel><item><title>Ex&#x202e;ports \u200brise\u2069</title>"
        "<link>https://example.org/a\u202e\u200b</link></item></channel></rss>"
    )
    [link] = find_links(feed)
    assert (link.url, link.title) == ("https://example.org/a", "Exports rise")


def test_halves_of_characters_reach_no_title_and_no_address() -> None:
    items = r'[{"url": "/a", "title": "\ud800 x"}, {"url": "/\ud800"}]'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "items": {items}}}'
    assert [(link.url, link.title) for link in find_links(page(feed))] == [("https://www.example.org/a", "x")]


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>',
        '<!DOCTYPE urlset [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><urlset></urlset>',
        '<!DOCTYPE opml [<!ENTITY a SYSTEM "http://127.0.0.1/">]><opml><outline xmlUrl="&a;"/></opml>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(content: str, encoding: str) -> None:
    read = opml_feeds if "opml" in content else find_links
    with pytest.raises(ReadError, match="entities"):
        read(page(content.encode(encoding)))


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "cp1252", "utf-8-sig"])
def test_a_feed_is_read_in_its_encoding(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = f"<?xml version='1.0' encoding='{declared}'?><rss version='2.0'><channel><item>"
    feed = (text + "<title>Übergabe</title><link>https://e.org/a</link></item></channel></rss>").encode(
        encoding
    )
    assert [link.title for link in find_links(page(feed))] == ["Übergabe"]


@pytest.mark.parametrize("declared", ["utf-8", "no-such-encoding", "utf-7"])
def test_a_false_encoding_costs_letters_and_no_links(declared: str) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>".encode()
    sitemap = head + b"<urlset><url><loc>https://e.org/a</loc></url><!-- \xff\xe9 --></urlset>"
    feed = (
        head
        + b"<rss version='2.0'><channel><item><title>\xe9</title><link>https://e.org/a</link></item></channel></rss>"
    )
    for content in (sitemap, feed):
        assert [link.url for link in find_links(page(content))] == ["https://e.org/a"]


def test_one_identity_for_many_entries_hides_none() -> None:
    items = "".join(f"<item><guid>same</guid><link>https://e.org/{n % 3}</link></item>" for n in range(6))
    found = find_links(page(f"<rss version='2.0'><channel>{items}</channel></rss>"))
    assert [link.url for link in found] == [f"https://e.org/{n}" for n in range(3)]


def test_an_entry_of_great_length_keeps_title_address_and_date() -> None:
    long = "<media:thumbnail url='x'/>" * 400
    item = f"<item>{long}<title>One</title><link>https://e.org/a</link><pubDate>2025-07-01</pubDate></item>"
    [link] = find_links(page(f"<rss version='2.0' xmlns:media='m'><channel>{item}</channel></rss>"))
    assert (link.title, link.published) == ("One", datetime(2025, 7, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "day", ["2025-08-04", "2099-01-01", "1970-01-01", "0001-01-01", "9999-12-31T23:59:59-14:00"]
)
def test_dates_that_lie_are_not_used(day: str) -> None:
    rss = f"<rss version='2.0'><channel><item><link>/a</link><pubDate>{day}</pubDate></item></channel></rss>"
    news = f"<urlset><url><loc>/a</loc><news><publication_date>{day}</publication_date></news></url></urlset>"
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"url": "/a", "date_published": day}]}
    listing = f"<h2><a href='/2025/07/a'>A headline of some length</a></h2><time datetime='{day}'>x</time>"
    for content in (rss, news, json.dumps(feed), f"<div>{listing}</div>"):
        [link] = find_links(page(content))
        assert link.published is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mon, 21 Jul 2025 23:30:00 -0400", "2025-07-21"),
        ("21 July 2025", "2025-07-21"),
        ("Monday, 21 July 2025 9:00", "2025-07-21"),
        ("2025-07-21T09:00:00.000Z", "2025-07-21"),
        ("20250721", "2025-07-21"),
    ],
)
def test_dates_are_read_in_the_forms_that_feeds_use(text: str, day: str) -> None:
    found = moment(text, NOW)
    assert found is not None
    assert found.date().isoformat() == day


@given(st.text(max_size=80) | st.from_regex(r"\d{1,4}[-/ ][A-Za-z0-9]{1,9}[-/ ]\d{1,6}.{0,20}"))
def test_reading_a_date_never_raises_and_gives_none_ahead(text: str) -> None:
    found = moment(text, NOW)
    assert found is None or (
        found.tzinfo is not None and found.year >= 1991 and found.date() <= NOW.date().replace(day=2)
    )


@given(st.text(alphabet=st.characters(), max_size=80), st.sampled_from(["", SITE]))
def test_no_text_breaks_an_address_or_a_title(text: str, base: str) -> None:
    for url in (text, f"https://{text}", f"https://example.org/{text}", f"https://example.org/?{text}"):
        once = normal_url(url, base)
        assert once is None or (once.isascii() and normal_url(once) == once)
    assert title_of(title_of(text)) == title_of(text)
    title_of(text).encode()


_MARKS = (
    b"<rss> <channel> <item> </item> <title> </title> <link> </link> <link/> <![CDATA[ ]]> <!-- --> &amp; &"
    b" <urlset> <url> </url> <loc> </loc> http://e.org/a <feed> <entry> </entry> </a> <description> <div>"
    b' </description> { "items": [ ] <?xml ?> <opml> <outline'
).split()
_PIECES = st.lists(
    st.sampled_from([*_MARKS, b"<a href=/x>", b"<outline xmlUrl='http://e.org/'>"]) | st.binary(max_size=6),
    max_size=40,
)


@settings(max_examples=150)
@given(_PIECES)
def test_any_pieces_of_listings_give_links_or_a_read_error(pieces: list[bytes]) -> None:
    content = b" ".join(pieces)
    broken = page(content)
    for read in (find_links, opml_feeds, is_listing, lambda one: following(one, Source("", SITE), 2)):
        with suppress(ReadError):
            read(broken)
    assert len(slim(content)) <= len(content) + 100


def test_an_attribute_of_great_length_is_no_crowd() -> None:
    data = b"<div data-props='" + b'{"a": 1, "b": [2, 3]}, ' * 3_000 + b"'><a href=/x>x</a></div>"
    assert bounded(data) == data
