"""The annotated articles in fixtures/gold/: how much of them is read, with floors that are only raised."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rarewatch import Article, find_figures
from tests.scoring import any_of, tallies

GOLD = Path(__file__).parent.parent / "fixtures" / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text("utf-8"))
ARTICLES = {
    name: [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for name in FLOORS
}


def found_in(article: dict[str, Any]) -> list[dict[str, Any]]:
    published = date.fromisoformat(article["published"])
    page = Article(title=article["title"], published=published, text=article["text"])
    return [figure.as_dict() for figure in find_figures(page)]


@pytest.fixture(scope="module")
def found() -> dict[str, list[dict[str, Any]]]:
    return {article["id"]: found_in(article) for articles in ARTICLES.values() for article in articles}


def test_every_annotated_set_has_its_floors() -> None:
    assert {path.stem for path in GOLD.glob("*.jsonl")} == set(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
@pytest.mark.parametrize("part", ["primary_strict", "all_strict"])
def test_the_score_does_not_sink(part: str, name: str, found: dict[str, list[dict[str, Any]]]) -> None:
    """Strict F1: a figure counts where all of its keys are right."""
    score = tallies((article["figures"], found[article["id"]]) for article in ARTICLES[name])[part].f1
    assert score >= FLOORS[name][part], f"{part} of {name} has sunk to {score:.4f}"


@pytest.mark.parametrize("name", FLOORS)
def test_articles_without_figures_stay_silent(name: str, found: dict[str, list[dict[str, Any]]]) -> None:
    """False figures there are counted, all articles of a set together."""
    silent = [article["id"] for article in ARTICLES[name] if not article["figures"]]
    assert silent
    assert sum(len(found[key]) for key in silent) <= FLOORS[name]["false_in_silent_articles"]


def test_every_wanted_figure_quotes_its_article() -> None:
    for article in (article for articles in ARTICLES.values() for article in articles):
        for figure in article["figures"]:
            assert any(
                quote in article["title"] or quote in article["text"] for quote in any_of(figure["quote"])
            )
