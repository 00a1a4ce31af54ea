"""The data file of the articles' words keeps its order."""

import pytest

from rarewatch import vocabulary
from rarewatch.articles.clean import plain
from rarewatch.articles.words import words

DATA = vocabulary.table("articles")
LISTS = [(part, name) for part in ("boundaries", "hints", "kinds", "lines") for name in DATA[part]]


@pytest.mark.parametrize(("part", "name"), LISTS)
def test_entries_are_unique_lower_case_and_trimmed(part: str, name: str) -> None:
    """No entry stands twice, and none can fail to match for its case or blanks."""
    entries = DATA[part][name]
    assert len(entries) == len(set(entries))
    assert all(entry == entry.lower() and (entry == entry.strip() or name == "bylines") for entry in entries)


def test_no_heading_is_strong_and_weak() -> None:
    """A heading has one meaning."""
    assert not set(DATA["boundaries"]["strong"]) & set(DATA["boundaries"]["weak"])


def test_every_boundary_matches_itself() -> None:
    """As a whole line, or as the beginning of a longer one."""
    found = words()
    for name in ("strong", "weak", "inline"):
        for entry in DATA["boundaries"][name]:
            assert getattr(found, name).match(plain(entry.replace("*", "something")))


def test_hints_are_one_or_two_words() -> None:
    """Longer hints would never be found."""
    assert all(len(entry.split()) <= 2 for name in DATA["hints"] for entry in DATA["hints"][name])


def test_months_are_twelve() -> None:
    """Each name stands for one month."""
    names = [name for month in DATA["dates"]["months"] for name in month]
    assert len(DATA["dates"]["months"]) == 12
    assert len(names) == len(set(names))
