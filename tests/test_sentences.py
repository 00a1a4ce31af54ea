"""Sentences of trade news read as fixtures/sentences.toml says; its head explains the file."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from rarewatch import Article, find_figures

FILE = Path(__file__).parent.parent / "fixtures" / "sentences.toml"
PUBLISHED = datetime.date(2025, 7, 22)
GROUPS: dict[str, list[dict[str, Any]]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
KEYS = {"text", "title", "published", "figures", "fails"}
SLOTS = ["commodity", "flow", "reporter", "partner", "period", "kind", "measure", "value", "unit"]
SLOTS += ["baseline", "bound"]


def cases() -> list[Any]:
    """Every sentence under the name of its group and its place there; known failures are expected to fail."""
    return [
        pytest.param(
            sentence,
            id=f"{group}-{number}",
            marks=[pytest.mark.xfail(reason=sentence["fails"])] if "fails" in sentence else [],
        )
        for group, sentences in GROUPS.items()
        for number, sentence in enumerate(sentences, 1)
    ]


def holds(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether a figure has all that is wanted of it; numbers to a thousandth."""
    for key, value in wanted.items():
        choices = [
            choice if choice != "" else None for choice in (value if isinstance(value, list) else [value])
        ]
        if key == "value":
            if not any(found[key] == pytest.approx(choice, rel=1e-3, abs=1e-9) for choice in choices):
                return False
        elif found[key] not in choices:
            return False
    return True


def left_over(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """What was wanted but not found, and what was found but not wanted."""
    missed, false = [], list(found)
    for one in wanted:
        match = next((other for other in false if holds(one, other)), None)
        if match is None:
            missed.append(one)
        else:
            false.remove(match)
    return missed, false


@pytest.mark.parametrize("sentence", cases())
def test_a_sentence_gives_the_figures_that_an_analyst_takes_from_it(sentence: dict[str, Any]) -> None:
    """All that it states, and nothing else."""
    article = Article(
        title=sentence.get("title", ""),
        published=sentence.get("published", PUBLISHED),
        text=sentence["text"],
    )
    found = [figure.as_dict() for figure in find_figures(article)]
    assert left_over(sentence["figures"], found) == ([], [])


def test_the_file_holds_many_sentences_each_once_and_well_formed() -> None:
    every = [sentence for sentences in GROUPS.values() for sentence in sentences]
    assert len(every) >= 600
    told = [(sentence.get("title"), sentence["text"], sentence.get("published")) for sentence in every]
    assert len(set(told)) == len(told)
    assert all(set(sentence) <= KEYS for sentence in every)
    assert all(set(figure) <= set(SLOTS) for sentence in every for figure in sentence["figures"])
