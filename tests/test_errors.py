"""Errors are sentences for people."""

import inspect

import pytest

from rarewatch import errors
from rarewatch.errors import RarewatchError, UnknownNameError, UsageError


def test_every_error_has_one_base_and_stands_in_the_tree() -> None:
    classes = [
        found
        for _, found in inspect.getmembers(errors, inspect.isclass)
        if found.__module__ == errors.__name__
    ]
    assert all(issubclass(found, RarewatchError) for found in classes)
    assert [found.__name__ for found in classes if found.__name__ not in (errors.__doc__ or "")] == []


def test_what_the_user_got_wrong_exits_with_2_and_all_else_with_1() -> None:
    assert UsageError("x").exit_code == UnknownNameError("country", "x", []).exit_code == 2
    assert RarewatchError("x").exit_code == 1


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Germny", " Did you mean Germany?"),
        ("germany ", " Did you mean Germany?"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_an_unknown_name_comes_with_the_nearest_known_ones(name: str, hint: str) -> None:
    assert str(UnknownNameError("country", name, ["Germany", "Japan"])) == f"Unknown country {name!r}.{hint}"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Untied", " Did you mean United Kingdom or United States?"),
        ("Untied States", " Did you mean United States?"),
        ("Koera", " Did you mean South Korea?"),
    ],
)
def test_a_slip_in_one_word_of_a_name_is_seen(name: str, hint: str) -> None:
    known = ["United Kingdom", "United States", "South Korea", "Uganda", "Korfu"]
    assert str(UnknownNameError("country", name, known)) == f"Unknown country {name!r}.{hint}"
