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
ARTICLES = [json.loads(line) for line in (GOLD / "dev.jsonl").read_text("utf-8").splitlines()]
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text("utf-8"))


def found_in(article: dict[str, Any]) -> list[dict[str, Any]]:
    published = date.fromisoformat(article["published"])
    page = Article(title=article["title"], published=published, text=article["text"])
    return [figure.as_dict() for figure in find_figures(page)]


@pytest.fixture(scope="module")
def found() -> dict[str, list[dict[str, Any]]]:
    return {article["id"]: found_in(article) for article in ARTICLES}


@pytest.mark.parametrize("part", ["primary_strict", "all_strict"])
def test_the_score_does_not_sink(part: str, found: dict[str, list[dict[str, Any]]]) -> None:
    """Strict F1: a figure counts where all of its keys are right."""
    score = tallies((article["figures"], found[article["id"]]) for article in ARTICLES)[part].f1
    assert score >= FLOORS[part], f"{part} has sunk to {score:.4f}"


def test_articles_without_figures_stay_silent(found: dict[str, list[dict[str, Any]]]) -> None:
    """False figures there are counted, all articles together."""
    silent = [article["id"] for article in ARTICLES if not article["figures"]]
    assert silent
    assert sum(len(found[name]) for name in silent) <= FLOORS["false_in_silent_articles"]


def test_every_wanted_figure_quotes_its_article() -> None:
    for article in ARTICLES:
        for figure in article["figures"]:
            assert any(
                quote in article["title"] or quote in article["text"] for quote in any_of(figure["quote"])
            )
