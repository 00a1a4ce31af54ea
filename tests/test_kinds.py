"""What is no article is never taken for one in silence, and no short article is lost."""

import re
import tomllib
from pathlib import Path

import pytest

from rarewatch.articles import read_article
from rarewatch.model import ArticleKind

DATA = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
PAGES = {page["name"]: page for page in DATA["page"]}
PARTS = DATA["parts"] | {
    "teasers": "".join(
        f'<div class="card"><h3><a href="/more/{number}">Traders tell of a slow week ({number})</a></h3>'
        f"<p>In week {number} there was news. [teaser]</p></div>"
        for number in range(20)
    )
}
PART = re.compile(r"\[([a-z][a-z0-9 ]*)\]")
URL = "https://www.lodestone.example/business/magnets"


def filled(html: str) -> str:
    """A page with its parts put in."""
    while found := PART.search(html):
        html = html.replace(found[0], PARTS[found[1]].strip())
    return html


def test_every_state_has_pages() -> None:
    """The file is read, so an empty one would pass in silence."""
    kinds = [page["kind"] for page in PAGES.values()]
    assert len(kinds) >= 25
    assert {str(kind) for kind in ArticleKind} == set(kinds)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_it_is(name: str) -> None:
    """An article, however short it is and whatever stands around it; or a wall, a stub, a listing."""
    page = PAGES[name]
    article = read_article(f"<html><body>{filled(page['html'])}</body></html>", URL)
    assert article.kind == page["kind"]
    assert article.text or page["kind"] != "article"
