"""The day on which an article was published: as its page states it, and never a guess."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.articles import read_article
from rarewatch.articles.dates import day, day_in_url
from rarewatch.articles.words import words

TITLE = "Magnet exports to America double in June"
BODY = (
    "<p>China sold 353 tons of rare earth magnets to the United States in June, twice as much as in May.</p>"
    "<p>Total exports came to 3,188 tons, which was 38% lower than in the same month in 2024.</p>"
    "<p>Germany took more than any other country, and Vietnam came third behind the United States.</p>"
)
META = '<meta property="article:published_time" content="{}">'
LINKED = '<script type="application/ld+json">{}</script>'
PAGE = '{"@graph": [{"@type": "WebPage", "@id": "https://n.example/a", "datePublished": "2025-07-21"}]}'
TWO = (
    '[{"@type": "NewsArticle", "headline": "Other news", "datePublished": "2019-01-01"},'
    f' {{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2025-07-21",'
    ' "dateModified": "2025-08-01"}]'
)
CARD = "<article><h3><a href='/b'>Refinery ships oxides</a></h3><time datetime='2019-01-01'></time></article>"
COMMENT = (
    "<div itemscope itemtype='//schema.org/Comment'><time itemprop='datePublished'>2019-01-01</time></div>"
)


def published(under: str = "", head: str = "", *, lang: str = "", url: str = "https://n.example/a") -> str:
    """The two days of a page, with this under its headline."""
    html = f"<html lang='{lang}'><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{under}"
    return _days(html, url)


def _days(html: str, url: str = "https://n.example/a") -> str:
    html = html if BODY in html else html + BODY
    found = read_article(html, url)
    return f"{found.published or ''} {found.modified or ''}".strip()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-07-22", "2025-07-22"),
        ("2025-07-22T23:30:00-07:00", "2025-07-22"),
        ("20250722T103000Z", "2025-07-22"),
        ("2025. 7. 22.", "2025-07-22"),
        ("Tue, 22 Jul 2025 08:00:00 GMT", "2025-07-22"),
        ("Tue Jul 22 10:30:00 GMT 2025", "2025-07-22"),
        ("July 22nd, 2025", "2025-07-22"),
        ("22-Jul-2025", "2025-07-22"),
        ("2025 Jul 22", "2025-07-22"),
        ("22. Juli 2025", "2025-07-22"),
        ("1er août 2025", "2025-08-01"),
        ("22 de julio de 2025", "2025-07-22"),
        ("22 de março de 2025", "2025-03-22"),
        ("22 lipca 2025", "2025-07-22"),
        ("22. července 2025", "2025-07-22"),
        ("2025. július 22.", "2025-07-22"),
        ("22 июля 2025", "2025-07-22"),
        ("22 Temmuz 2025", "2025-07-22"),
        ("22 Ιουλίου 2025", "2025-07-22"),
        ("22 يوليو 2025", "2025-07-22"),
        ("22 กุมภาพันธ์ 2568", "2025-02-22"),
        ("2025年7月22日", "2025-07-22"),
        ("令和7年7月22日", "2025-07-22"),
        ("2025년 7월 22일", "2025-07-22"),
        ("22.07.2025", "2025-07-22"),
        ("22.07.25", "2025-07-22"),
        ("7/22/2025", "2025-07-22"),
        ("07/08/2025", "None"),
        ("3 hours ago", "None"),
        ("vor 3 Stunden", "None"),
        ("22 July", "None"),
        ("© 2025", "None"),
        ("2025-13-40", "None"),
        ("In 2025, 12 tons", "None"),
    ],
)
def test_days_as_pages_write_them(text: str, wanted: str) -> None:
    """In machine form, in words of many languages, in numbers that leave no doubt."""
    assert str(day(text, words().months)) == wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/2025/07/22/magnets", "2025-07-22"),
        ("/2025-07-22-magnets", "2025-07-22"),
        ("/20250722/magnets.html", "2025-07-22"),
        ("/202507/t20250722_1234.html", "2025-07-22"),
        ("/2025/0722/c90000-1.html", "2025-07-22"),
        ("/blog/2025/july/22/magnets", "2025-07-22"),
        ("/2025/07/magnets", "None"),
        ("/story-20259922", "None"),
        ("/a?day=2025-07-22", "None"),
    ],
)
def test_days_in_addresses(path: str, wanted: str) -> None:
    """Only where year, month and day stand in the path."""
    assert str(day_in_url(f"https://n.example{path}", words().months)) == wanted


@pytest.mark.parametrize(
    ("under", "head", "wanted"),
    [
        # in the head
        ("", META.format("2025-07-21T10:00+02:00"), "2025-07-21"),
        ("", META.format("1753093800"), "2025-07-21"),
        ("", LINKED.format(PAGE), "2025-07-21"),
        ("", LINKED.format(TWO), "2025-07-21 2025-08-01"),
        ("", '<meta name="last-modified" content="2025-08-01">', "2025-08-01"),
        # near the headline
        ("<p>July 21, 2025</p>", "", "2025-07-21"),
        ("<p>Published July 21, 2025 | Updated July 23, 2025</p>", "", "2025-07-21 2025-07-23"),
        ("<p>Updated July 23, 2025</p><p>Published July 21, 2025</p>", "", "2025-07-21 2025-07-23"),
        ("<p>2025/07/21 公開 2025/07/23 更新</p>", "", "2025-07-21 2025-07-23"),
        ("<p>입력 2025.07.21 10:30 수정 2025.07.23 09:00</p>", "", "2025-07-21 2025-07-23"),
        ("<h4>Published</h4><p>21 July 2025</p><b>Reviewed</b><p>23/7/2025</p>", "", "2025-07-21 2025-07-23"),
        ("<p>Published on July 21, 2025 Updated on July 23, 2025</p>", "", "2025-07-21 2025-07-23"),
        ("<p>July 21, 2025 · Updated July 23, 2025</p>", "", "2025-07-21 2025-07-23"),
        ("<p>Last updated: July 23, 2025</p>", "", "2025-07-23 2025-07-23"),
        ("<p><time datetime='2025-07-21T09:00'>3 hours ago</time></p>", "", "2025-07-21"),
        ("<p>BEIJING, July 21, 2025 (Wire) -- Exports of magnets rose in June.</p>", "", "2025-07-21"),
        # what is no day of publication
        ("<p>3 hours ago</p>", "", ""),
        ("<p>Accessed July 21, 2025</p>", "", ""),
        ("<p>© July 21, 2025 Lodestone</p>", "", ""),
        ("<p>It began on 3 May 2019, when the first quota was set by the ministry of land.</p>", "", ""),
        # the head against the lines
        ("<p>Updated July 23, 2025</p>", META.format("2025-07-21"), "2025-07-21 2025-07-23"),
        ("<p>July 23, 2025</p>", META.format("2025-07-21"), "2025-07-21"),
        ("<p>Published Apr 26, 2023</p>", META.format("2025-07-21"), "2023-04-26"),
        ("<p>July 20, 2025</p>", META.format("2025-07-21T02:30:00Z"), "2025-07-20"),
        ("<p>July 22, 2025</p>", META.format("2025-07-21T20:30:00+00:00"), "2025-07-22"),
        ("", META.format("2025-07-21") + '<meta name="lastmod" content="2025-07-01">', "2025-07-21"),
    ],
)  # fmt: skip
def test_published_and_modified(under: str, head: str, wanted: str) -> None:
    """Published beats updated, and what stands beside the headline tells the page's own day."""
    assert published(under, head) == wanted


@pytest.mark.parametrize(
    ("lang", "url", "end", "wanted"),
    [
        ("en-US", "https://n.example/a", "", "2025-03-04"),
        ("en-GB", "https://n.example/a", "", "2025-04-03"),
        ("de", "https://n.example/a", "", "2025-04-03"),
        ("en", "https://n.co.uk/a", "", "2025-04-03"),
        ("en", "https://n.gov/a", "", "2025-03-04"),
        ("en", "https://n.example/a", "", ""),
        ("en-US", "https://n.example/a", "<footer><p>Next: 25/12/2025</p></footer>", "2025-03-04"),
        ("en-US", "https://n.example/a", "<div><p>Talk on 25/12/2025</p></div>", "2025-04-03"),
    ],
)
def test_numbers_are_read_as_the_page_writes_them(lang: str, url: str, end: str, wanted: str) -> None:
    """By other days of the page, the country of its host, its language; else not at all."""
    assert published(f"<p>03/04/2025</p>{BODY}{end}", lang=lang, url=url) == wanted


def test_days_of_other_articles_and_of_mastheads_are_none() -> None:
    """Neither a list of other articles nor a comment nor the clock above the headline states a day."""
    article = f"<h1>{TITLE}</h1>{BODY}"
    assert _days(f"{article}<h3>Related</h3>{CARD}{CARD}") == ""
    assert _days(f"{article}<div class='comments'>{COMMENT}</div>") == ""
    assert _days(f"<header><p>Tuesday, November 24, 2026</p></header>{article}") == ""
    assert _days(f"{article}<p>Posted on April 13, 2023</p>") == "2023-04-13"


@pytest.mark.parametrize(
    ("stated", "fetched", "wanted"),
    [
        ("2025-07-21", date(2025, 7, 21), date(2025, 7, 21)),
        ("2025-07-22", date(2025, 7, 21), date(2025, 7, 22)),
        ("2025-07-23", date(2025, 7, 21), None),
        ("2099-01-01", None, date(2099, 1, 1)),
    ],
)
def test_no_day_is_later_than_the_fetch(stated: str, fetched: date | None, wanted: date | None) -> None:
    """But for the next day, which has come already elsewhere; nor is a given one."""
    page = f"<head>{META.format(stated)}</head><h1>{TITLE}</h1>{BODY}"
    given = date.fromisoformat(stated)
    assert read_article(page, fetched=fetched).published == wanted
    assert read_article(f"<h1>{TITLE}</h1>{BODY}", published=given, fetched=fetched).published == wanted
    plain = (
        f"{TITLE}\nPublished {stated}\nExports rose to 353 tons in June, the customs office said on Sunday."
    )
    assert read_article(plain, fetched=fetched).published == wanted


def test_the_day_of_fetching_is_never_assumed() -> None:
    """A page that states no day has none, and a clock above its headline gives none."""
    clock = f"<div><p>Monday, July 21, 2025</p></div><h1>{TITLE}</h1>{BODY}"
    assert read_article(clock, fetched=date(2025, 7, 21)).published is None


MONTHS = (
    "July {0}, {1}",
    "{0} July {1}",
    "{1}-07-{0:02}",
    "{0}. Juli {1}",
    "{1}年7月{0}日",
    "{0} de julio de {1}",
)


@given(st.integers(1, 31), st.integers(1990, 2099), st.sampled_from(MONTHS), st.text(" .,|·", max_size=5))
def test_any_day_is_found_in_its_line(of_month: int, year: int, form: str, around: str) -> None:
    """Whatever punctuation stands around it."""
    text = f"Posted{around or ' '}{form.format(of_month, year)} {around}"
    assert day(text, words().months) == date(year, 7, of_month)
