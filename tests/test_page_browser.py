"""The report page in a browser: it asks for nothing, runs nothing, fits, prints and can be read."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rarewatch import facts
from rarewatch.report.charts import Chart, ChartLine, ChartPoint
from rarewatch.report.page import Report, report_page
from rarewatch.report.page_table import name_of
from rarewatch.report.summary import summary
from tests.browser import Browser, chromium
from tests.rows import GROWTH, JUNE, MAGNETS, MINED, TOTAL, row

LURE = (
    "<script>document.title='run'</script>\"><img src=x onerror=\"document.title='run'\">\u202e<b onclick=x>"
)
LONG = "Seltene-Erden-Magnet-Ausfuhrgenehmigungsverfahren" * 4

_CONTRASTS = """
const rgb = css => (css.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const behind = element => {
    for (let at = element; at; at = at.parentElement) {
        const found = rgb(getComputedStyle(at).backgroundColor);
        if (found.length === 3 || found[3] === 1) return found;
    }
    return null;
};
return [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => !e.closest('svg') || e.tagName === 'text')
    .map(e => {
        const chart = e.closest('svg');
        const ink = chart ? getComputedStyle(e).fill : getComputedStyle(e).color;
        const ground = chart ? rgb(getComputedStyle(chart.querySelector('.paper')).fill) : behind(e);
        const [a, b] = [light(rgb(ink)), light(ground)].sort((x, y) => y - x);
        return [(a + .05) / (b + .05), e.tagName, e.getAttribute('class')];
    });
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a dispute, hostile words wherever words of others stand, and addresses that would run."""
    lured = {"title": LURE, "site": LURE, "sentence": LURE, "origin": LURE}
    rows = [
        row(TOTAL, verdict="proved"),
        row(replace(TOTAL, value=4343.5), url="https://b.example/2?a=1&b=\"'>", **lured),
        row(MAGNETS, url="javascript:document.title='run'", title=LONG, verdict="alone"),
        row(GROWTH, url="data:text/html,<script>alert(1)</script>", **lured),
        row(replace(MINED, commodity="<i>rare</i>"), title=""),
    ]
    mentions = [
        {"url": one["url"], "value": one["value"], "unit": "t", "sentence": one["sentence"]}
        for one in rows[:2]
    ]
    dispute = {
        **rows[0],
        "mentions": mentions,
        "suspect": rows[1]["url"],
        "likely_error": "commodity",
        "says": [LURE],
    }
    points = facts.points(rows)
    lines = list(facts.in_series(points).values())
    path = tmp_path_factory.mktemp("page") / "report.html"
    amounts = tuple(ChartPoint(JUNE.shifted(months), 10.0 * months, text=LURE) for months in range(3))
    charts = {name_of(points[0]): [Chart(LURE, (ChartLine(LURE, "t", amounts),), LURE)]}
    report = Report(date(2025, 8, 1), rows, lines, summary(points), [dispute], [], [f"site {LURE}"], charts)
    path.write_text("\n".join(report_page(report)), encoding="utf-8")
    return path


def test_a_page_asks_for_nothing_and_breaks_none_of_its_own_rules(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.requests() == [page.as_uri()]
    assert browser.complaints() == []


def test_what_a_headline_holds_does_nothing_and_is_shown_as_text(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.ask("return document.title").startswith("Rare-earth trade")
    assert (
        browser.ask("return document.querySelectorAll('script, img, b, i, [onclick], [onerror]').length") == 0
    )
    shown = browser.ask("return document.querySelector('.sources').innerText")
    assert "<script>document.title='run'</script>\"><img" in shown
    assert "\u202e" not in shown


def test_only_addresses_of_the_web_are_links_and_they_tell_nothing(browser: Browser, page: Path) -> None:
    browser.open(page)
    links = browser.ask("return [...document.links].map(a => [a.protocol, a.rel, a.hash])")
    assert {protocol for protocol, _, place in links if not place} == {"https:"}
    assert {rel for _, rel, place in links if not place} == {"noopener noreferrer"}
    assert "javascript:document.title='run'" in browser.ask("return document.body.innerText")


def test_every_reference_leads_to_a_place_on_the_page(browser: Browser, page: Path) -> None:
    browser.open(page)
    lost = "return [...document.links].filter(a => a.hash && !document.querySelector(a.hash)).length"
    assert browser.ask(lost) == 0
    assert browser.ask("return document.querySelectorAll('td.refs a').length") >= 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, page: Path, scheme: str) -> None:
    """WCAG 2 asks for a contrast of 4.5."""
    browser.open(page, scheme=scheme)
    contrasts = browser.ask(_CONTRASTS)
    assert len(contrasts) > 50
    assert "text" in {name for _, name, _ in contrasts}, "the words of charts are looked at too"
    assert [one for one in contrasts if one[0] < 4.5] == []


@pytest.mark.parametrize(("width", "kind"), [(360, "slim"), (1200, "wide")])
def test_each_window_has_a_chart_whose_words_keep_their_size(
    browser: Browser, page: Path, width: int, kind: str
) -> None:
    browser.open(page, width=width)
    seen = "return [...document.querySelectorAll('figure')].filter(f => f.checkVisibility())"
    assert browser.ask(f"{seen}.map(f => f.className)") == [kind]
    [drawn, natural] = browser.ask(
        f"const [svg] = {seen[7:]}.map(f => f.querySelector('svg'));"
        "return [svg.getBoundingClientRect().width, +svg.getAttribute('width')]"
    )
    assert 0.85 < drawn / natural < 1.2


def test_light_and_dark_differ(browser: Browser, page: Path) -> None:
    def ground(scheme: str) -> Any:
        browser.open(page, scheme=scheme)
        return browser.ask("return getComputedStyle(document.body).backgroundColor")

    assert ground("light") != ground("dark")


@pytest.mark.parametrize("width", [320, 360, 700, 710, 1200])
def test_a_page_is_never_wider_than_its_window(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width=width)
    assert browser.ask("return document.documentElement.scrollWidth") <= width


def test_a_page_prints_dark_on_white_without_its_menu(browser: Browser, page: Path) -> None:
    browser.open(page, scheme="dark", media="print")
    assert browser.ask("return getComputedStyle(document.querySelector('nav')).display") == "none"
    assert browser.ask("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert [one for one in browser.ask(_CONTRASTS) if one[0] < 4.5] == []
    printed = base64.b64decode(browser.cdp("Page.printToPDF")["data"])
    assert printed.startswith(b"%PDF-")


def test_headings_go_down_step_by_step_and_tables_are_named(browser: Browser, page: Path) -> None:
    browser.open(page)
    levels = browser.ask("return [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert levels.count(1) == 1
    unnamed = (
        "return [...document.querySelectorAll('table')].filter(t => !t.caption?.innerText.trim()).length"
    )
    assert browser.ask(unnamed) == 0


def test_a_page_that_breaks_the_rules_would_be_found_out(browser: Browser, tmp_path: Path) -> None:
    """The other way round: what the tests above look at does tell of such a page."""
    bad = tmp_path / "bad.html"
    rule = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    bad.write_text(f"{rule}<img src='x.png'><script>1</script><p style='color: #777'>grey", encoding="utf-8")
    browser.open(bad)
    assert len(browser.complaints()) >= 3
    bad.write_text("<img src='x.png'>", encoding="utf-8")
    browser.open(bad)
    assert len(browser.requests()) == 2
    bad.write_text("<body style='background: #fff'><p style='color: #888'>grey", encoding="utf-8")
    browser.open(bad)
    assert [contrast < 4.5 for contrast, *_ in browser.ask(_CONTRASTS)] == [True]
