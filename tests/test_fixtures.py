"""Every saved page under fixtures/ yields the figures that stand in the JSON file beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from rarewatch import Article, find_figures, read_article
from rarewatch.model import FIGURE_KEYS
from tests.scoring import differences

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = sorted(
    page
    for page in FIXTURES.glob("*/*")
    if page.suffix in {".html", ".txt"}
    and page.with_suffix(".json").exists()
    and page.parent.name != "layouts"
)
"""Those under layouts/ are about what the article is, and say nothing of its figures."""

NOT_YET = {
    "aggregator-before/magnets-september.html": '"followed in that order" and "in fifth place" are no ranks',
    "endless-scroll/after-the-truce.html": 'ranks among buyers, "of which 41%", a joint share',
}
"""Pages that are not yet read in full, and what is missing."""


def name_of(page: Path) -> str:
    return f"{page.parent.name}/{page.name}"


def pages() -> list[Any]:
    marks = {
        page: [pytest.mark.xfail(reason=NOT_YET[name])]
        for page in PAGES
        if (name := name_of(page)) in NOT_YET
    }
    return [pytest.param(page, id=name_of(page), marks=marks.get(page, [])) for page in PAGES]


def wanted_of(page: Path) -> list[dict[str, Any]]:
    wanted: list[dict[str, Any]] = json.loads(page.with_suffix(".json").read_text("utf-8"))["figures"]
    return wanted


def article_of(page: Path) -> Article:
    return read_article(
        page.read_bytes(), content_type="text/plain" if page.suffix == ".txt" else "text/html"
    )


@pytest.mark.parametrize("page", pages())
def test_a_page_yields_its_figures_and_no_other(page: Path) -> None:
    """All keys agree, the bound among them; what other articles on the page report stays out."""
    found = [figure.as_dict() for figure in find_figures(article_of(page))]
    assert differences(wanted_of(page), found) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_figure_of_a_page_quotes_it(page: Path) -> None:
    article = article_of(page)
    quotes = [figure.quote for figure in find_figures(article)]
    assert [quote for quote in quotes if quote not in article.title and quote not in article.text] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_wanted_figures_are_well_formed(page: Path) -> None:
    """They have the keys of a figure, and quote the article."""
    article = article_of(page)
    for figure in wanted_of(page):
        assert tuple(figure) == FIGURE_KEYS
        assert figure["quote"] in article.title or figure["quote"] in article.text


def test_no_known_failure_names_a_page_that_is_gone() -> None:
    assert set(NOT_YET) <= {name_of(page) for page in PAGES}
