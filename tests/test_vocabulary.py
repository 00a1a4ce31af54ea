"""Names as people type them, and the data files behind them."""

import re

import pytest

from rarewatch.errors import UnknownNameError
from rarewatch.vocabulary import commodities, commodity_key, country_code, place_name, places


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (
            "US",
            ["US", "us", "usa", "U.S.", "U.S.A.", "United States", "united  states", "America", "American"],
        ),
        ("CN", ["CN", "China", "Chinese", "PRC"]),
        ("GB", ["UK", "Britain", "United Kingdom", "GB"]),
        ("KR", ["South Korea", "KR"]),
        ("VN", ["Vietnam", "Viet Nam"]),
        ("EU", ["EU", "European Union"]),
        ("001", ["World", "001"]),
    ],
)
def test_a_country_is_known_by_any_name_or_code(code: str, names: list[str]) -> None:
    assert {country_code(name) for name in names} == {code}


@pytest.mark.parametrize(
    ("typed", "nearest"), [("Chnia", "China"), ("Grmany", "Germany"), ("Untied States", "United States")]
)
def test_an_unknown_country_is_an_error_that_names_the_nearest(typed: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError, match=nearest):
        country_code(typed)


def test_every_country_is_found_under_its_own_code_and_name() -> None:
    for code, place in places().items():
        assert country_code(code) == code
        assert country_code(place.name) == code


def test_a_code_that_is_in_no_table_is_its_own_name() -> None:
    assert place_name("ZZ") == "ZZ"


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (
            "rare-earth-magnets",
            ["magnets", "Magnet", "rare earth magnets", "permanent-magnets", "NdFeB magnets"],
        ),
        ("rare-earths", ["rare earths", "Rare-Earth", "REE", "rare earth oxides"]),
        ("dysprosium", ["dysprosium", "Dysprosium oxide"]),
        ("gallium", ["gallium"]),
    ],
)
def test_a_commodity_is_known_by_any_name(key: str, names: list[str]) -> None:
    assert {commodity_key(name) for name in names} == {key}


def test_an_unknown_commodity_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="dysprosium"):
        commodity_key("disprosium")


def test_every_commodity_is_found_under_its_own_key_and_name() -> None:
    for key, commodity in commodities().items():
        assert commodity_key(key) == commodity_key(commodity.name) == key


def test_the_forms_of_a_commodity_are_regular_expressions_that_match_its_name() -> None:
    """A pattern that does not compile or never matches would only show in a missing figure."""
    for commodity in commodities().values():
        assert any(re.fullmatch(form, commodity.name, re.IGNORECASE) for form in commodity.forms), (
            commodity.key
        )
