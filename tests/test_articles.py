"""The article, the whole article, and nothing but the article."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.articles import read_article
from rarewatch.model import ArticleKind

TITLE = "Magnet exports to America double in June"
BODY = [
    "China sold 353 tons of rare earth magnets to the United States in June, twice as much as in May.",
    "Total exports came to 3,188 tons, which was 38% lower than in the same month in 2024.",
    "Germany took more than any other country, and Vietnam came third behind the United States.",
    "Licences for seven elements were the reason for the fall in spring, traders said.",
]
OTHERS = [
    (
        "Petition on pesticides nears two million names in a fortnight",
        "The petition had 1.5 million signatures on Monday, far more than the 500,000 that a debate needs.",
    ),
    (
        "Refinery in Estonia ships its first 400 tons of oxides abroad",
        "Estonia exported 400 tons of rare earth oxides in June, 60% of it to the United States, it said.",
    ),
]
MAIN = f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in BODY)
LINKED_DATA = (
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-07-21"}</script>'
)
BAD = {"\0", "\ud800", "\u202e", "\u200b", "\ufeff", "\x1b"}


def related(heading: str = "h3", wrapper: str = "div") -> str:
    return "".join(
        f"<{wrapper}><div>Gazette</div><div>24 minutes ago</div><div>- Gazette</div>"
        f"<{heading}>{title}</{heading}><p>{text}</p></{wrapper}>"
        for title, text in OTHERS
    )


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>{TITLE} - Newsbasket</title>{head}</head><body>{body}</body></html>"


LAYOUTS = {
    "flat paragraphs": "{main}<p>Hashtags</p><p>Comments</p><p>Related Articles</p>{related}",
    "flat headings": "{main}<h2>Hashtags</h2><h2>Comments</h2><h2>Related Articles</h2>{related}",
    "spans in one container": "<div>{main}<span>Comments</span><span>Related Articles</span>{related}</div>",
    "heading in a box": "<main>{main}<div><b>Related Articles</b></div><section>{related}</section></main>",
    "no heading at all": "<div class=a>{main}</div><div class=b>{related}</div>",
    "before": "<div>{related}</div><article>{main}</article>",
    "beside on the right": "<div class=row><div class=l>{main}</div><div class=r>{related}</div></div>",
    "beside on the left": "<div class=row><div class=r>{related}</div><div class=l>{main}</div></div>",
    "aside": "<article>{main}</article><aside>{related}</aside>",
    "hidden": "<article>{main}</article><div style='display: none'>{related}</div><p hidden>x</p>",
    "nested": "<article>{main}<section><h4>Read next</h4>{related}</section></article>",
    "box in the middle": "<div>{first}<div class=x><h4>More on this topic</h4>{related}</div>{second}</div>",
}


@pytest.mark.parametrize("wrapper", ["article", "div", "section"])
@pytest.mark.parametrize("heading", ["h1", "h2", "h3", "div"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_lets_a_related_article_in(layout: str, heading: str, wrapper: str) -> None:
    """Exactly the main article's paragraphs, wherever other complete articles stand."""
    first = f"<h1>{TITLE}</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>"
    second = f"<p>{BODY[2]}</p><p>{BODY[3]}</p>"
    html = LAYOUTS[layout].format(main=MAIN, related=related(heading, wrapper), first=first, second=second)
    article = read_article(page(html), "https://news.example/a")
    assert article.title == TITLE
    assert article.text.split("\n\n") == BODY


def test_plain_text_ends_at_the_same_boundaries() -> None:
    """The first line is the headline, and a source, an age and the source again start another article."""
    text = "\n".join([TITLE, *BODY, "Gazette", "24 minutes ago", "- Gazette", *OTHERS[0]])
    article = read_article(text)
    assert (article.title, article.text.split("\n\n")) == (TITLE, BODY)
    assert read_article(text.encode()).text == article.text


def test_a_single_sentence_is_text() -> None:
    """One line of plain text that ends as a sentence does has no headline."""
    article = read_article("China sold 353 tons of magnets abroad in June 2025.")
    assert (article.title, article.text) == ("", "China sold 353 tons of magnets abroad in June 2025.")


def test_a_boundary_word_in_a_sentence_ends_nothing() -> None:
    """Words such as "comments" within running text are no boundary."""
    lines = [
        *BODY[:2],
        "Comments by the ministry were not to be had on Sunday, which is a holiday in China.",
        BODY[3],
    ]
    article = read_article(page(f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in lines)))
    assert article.text.split("\n\n") == lines


def test_headings_items_and_rows_are_lines_of_their_own() -> None:
    """Figures stand in lists and tables; the cells of a row are parted by a bar."""
    html = page(
        MAIN
        + "<h2>Buyers</h2><table><tr><th>Country<th>Tons</tr><tr><td>Germany<td><p>1,116</p></tr></table>"
        "<ul><li>Net weight<li>May&nbsp;be <b>revised</b></ul>"
    )
    lines = read_article(html).text.split("\n\n")[len(BODY) :]
    assert lines == ["Buyers", "Country | Tons", "Germany | 1,116", "Net weight", "May be revised"]


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta property="article:published_time" content="2025-07-22T23:30-07:00">', "", date(2025, 7, 22)),
        (LINKED_DATA, "", date(2025, 7, 21)),
        ('<meta name="pubdate" content="Tue, 22 Jul 2025 01:00:00 GMT">', "", date(2025, 7, 22)),
        ("", '<time datetime="2025-07-20T10:00">Sunday</time>', date(2025, 7, 20)),
        ("", "<div>Published: July 19, 2025</div>", date(2025, 7, 19)),
        ("", "<div>22. Juli 2025</div>", date(2025, 7, 22)),
        ('<meta name="date" content="0001-01-01">', "", None),
        ("", "<p>It began on 3 May 2019, when the first quota was set by the ministry of land.</p>", None),
    ],
)  # fmt: skip
def test_the_day_is_the_one_that_the_page_states(head: str, body: str, day: date | None) -> None:
    """In the page's own offset, from metadata or near the headline, never out of a sentence."""
    html = page(MAIN.replace("</h1>", f"</h1>{body}") + related("h3", "article"), head)
    assert read_article(html).published == day


def test_a_given_day_wins() -> None:
    """What a listing or the user says stands above what the page says."""
    html = page(MAIN, '<meta property="article:published_time" content="2025-07-22">')
    assert read_article(html, published=date(2025, 7, 23)).published == date(2025, 7, 23)


def test_structured_data_tell_address_and_outlet_where_the_head_is_silent() -> None:
    """Of a saved page; where a page was fetched from is not to be talked away."""
    data = (
        '{"@type":"NewsArticle","url":"https://a.example/magnets","publisher":'
        '{"@type":"Organization","name":"The Ore Gazette"}}'
    )
    page = f'<script type="application/ld+json">{data}</script>{MAIN}'
    saved, fetched = read_article(page), read_article(page, url="https://b.example/x")
    assert (saved.url, saved.site) == ("https://a.example/magnets", "The Ore Gazette")
    assert (fetched.url, fetched.site) == ("https://b.example/x", "The Ore Gazette")
    strange = page.replace('"https://a.example/magnets"', "7").replace('"The Ore Gazette"', "[]")
    assert (read_article(strange).url, read_article(strange).site) == (None, None)
    front = page.replace("https://a.example/magnets", "https://a.example/#/schema/article/7")
    assert read_article(front).url is None


def test_a_front_page_is_no_address_of_an_article() -> None:
    """Whether the page was fetched or saved; all articles of such a site would be one."""
    page = f'<link rel="canonical" href="https://a.example/">{MAIN}'
    assert read_article(page).url is None
    assert read_article(page, url="https://a.example/magnets").url == "https://a.example/magnets"
    assert read_article(page, url="https://a.example/").url == "https://a.example/"


def test_canonical_url_is_absolute_and_of_the_web() -> None:
    """A relative link is joined to the page's address; no other scheme is taken over."""
    link = '<link rel="canonical" href="{}">'
    url = "https://news.example/a?utm_source=x"
    assert read_article(page(MAIN, link.format("/a")), url).url == "https://news.example/a"
    assert read_article(page(MAIN, link.format("javascript:void(0)")), url).url == url
    assert read_article(page(MAIN), "not an address").url is None


def test_site_language_and_author() -> None:
    """Metadata is read; without a name the host is the site."""
    head = '<meta property="og:site_name" content="Newsbasket"><meta name="author" content="A. Writer">'
    article = read_article(
        page(MAIN, head).replace("<html>", '<html lang="en-GB">'), "https://www.news.example/a"
    )
    assert (article.site, article.language, article.author) == ("Newsbasket", "en", "A. Writer")
    assert read_article(page(MAIN), "https://www.news.example/a").site == "news.example"


@pytest.mark.parametrize(
    ("content", "header", "shown"),
    [
        ("Größe 5 €".encode("cp1252"), "text/html; charset=iso-8859-1", "Größe 5 €"),
        ("Größe 5 €".encode("cp1252"), "", "Größe 5 €"),
        ("Größe".encode("utf-16"), "text/html; charset=utf-8", "Größe"),
        (b"\xef\xbb\xbf" + "Größe".encode(), "text/html; charset=iso-8859-1", "Größe"),
        ('<meta charset="gb2312">稀土鎔'.encode("gb18030"), "", "稀土鎔"),
        ("稀土".encode(), "text/html; charset=rot13", "稀土"),
        ("稀土".encode(), "text/html; charset=nonsense", "稀土"),
    ],
)
def test_bytes_are_read_as_a_browser_would(content: bytes, header: str, shown: str) -> None:
    """Byte order mark, header, meta element, then UTF-8 or windows-1252; labels as on the web."""
    from rarewatch.articles.decode import decode

    assert decode(content, header).endswith(shown)


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("", ArticleKind.EMPTY),
        ("<html><body></body></html>", ArticleKind.EMPTY),
        ("%PDF-1.7 \0\1\2", ArticleKind.OTHER),
        ('<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', ArticleKind.OTHER),
        ("<h1>We value your privacy</h1><p>We and our partners use cookies.</p>", ArticleKind.CONSENT_WALL),
        (f"<h1>{TITLE}</h1><p>{BODY[0]}</p><p>Subscribe to continue reading.</p>", ArticleKind.PAYWALL_STUB),
        ("<h1>Page not found</h1><p>We could not find what you asked for.</p>", ArticleKind.OTHER),
        (page(MAIN), ArticleKind.ARTICLE),
    ],
)
def test_a_page_without_an_article_says_what_it_is(html: str, kind: ArticleKind) -> None:
    """Walls, stubs and empty pages are states of their own."""
    assert read_article(html).kind == kind


def test_a_cut_that_would_take_most_of_the_page_is_undone() -> None:
    """A wrapper with a name of a side part is still the article where it holds all of the text."""
    html = page(f"<div class='sidebar widget'>{MAIN}</div>")
    assert read_article(html).text.split("\n\n") == BODY


def test_where_the_own_reading_finds_nothing_another_reader_is_asked() -> None:
    """An article wholly inside an element that never holds one is still found."""
    article = read_article(page(f"<nav>{MAIN}</nav>"))
    assert all(line in article.text for line in BODY)


def test_a_page_nested_deeper_than_the_stack_is_read() -> None:
    """Depth of nesting is no limit."""
    assert read_article("<div>" * 20_000 + MAIN).text.split("\n\n") == BODY


def _is_clean(text: str) -> bool:
    seen = text.replace("\n", "")
    return not BAD & set(text) and not any(unicodedata.category(char) in ("Cc", "Cs") for char in seen)


def test_what_nobody_sees_reaches_neither_title_nor_text() -> None:
    """Controls, zero-width and bidirectional characters are dropped, entities included."""
    html = f"<h1>{TITLE}&#8203;\u202e</h1><p>{BODY[0]}&#xfeff;\0\ud800</p><p>{BODY[1]}&#x1b;</p>"
    article = read_article(html)
    assert (article.title, article.text.split("\n\n")) == (TITLE, BODY[:2])


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "<div>", "</div>", "<h1>", "<a href=x>", "<br>", "<table><tr><td>", "<article>", "<b", "&#0;"]
    )
    | st.text(max_size=30)
).map("".join)


@given(st.binary(max_size=300) | st.text(max_size=300) | MARKUP, st.text(max_size=20), st.text(max_size=20))
def test_never_raises_and_gives_clean_text(content: bytes | str, url: str, content_type: str) -> None:
    """Any bytes, any text, any header: an Article without characters that nobody sees."""
    article = read_article(content, url, content_type=content_type)
    assert _is_clean(article.title)
    assert _is_clean(article.text)


@pytest.mark.parametrize(
    "text", ["", "Exports of magnets rose to 353 tons in June.", "<p>Exports rose in June.</p>"]
)
def test_a_body_that_says_it_is_a_menu_is_read_all_the_same(text: str) -> None:
    """There is nothing else to read: what is outermost is never passed over."""
    article = read_article(f'<body role="navigation">{text}</body>')
    assert article.text == text.removeprefix("<p>").removesuffix("</p>")
