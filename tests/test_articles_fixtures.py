"""Every saved page under fixtures/ reads as the JSON file beside it says."""

import json
from pathlib import Path

import pytest

from rarewatch import read_article

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = sorted(
    page
    for page in FIXTURES.glob("*/*")
    if page.suffix in {".html", ".txt"} and page.with_suffix(".json").exists()
)


def test_there_are_pages_of_many_shapes() -> None:
    """The folder is walked, so an empty walk would pass in silence."""
    assert len({page.parent for page in PAGES}) >= 8
    assert len([page for page in PAGES if page.parent.name == "layouts"]) >= 24


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_reads_as_expected(page: Path) -> None:
    """Headline, day, address, site, language, kind and every paragraph are the article's own."""
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    content_type = "text/plain" if page.suffix == ".txt" else "text/html"
    article = read_article(page.read_bytes(), content_type=content_type)
    assert article.text.split("\n\n") == expected["text"].split("\n\n")
    found = {
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "site": article.site,
        "language": article.language,
        "kind": article.kind,
    }
    assert found == {key: expected[key] for key in found}
