"""The table of places: well formed, complete, free of doubles, and found by any common spelling."""

import pytest
from babel import Locale

from rarewatch import vocabulary
from rarewatch.errors import UnknownNameError

KEYS = ["name", "also", "adjectives", "capitals", "towns", "offices", "firms"]
TERRITORIES = {str(code): str(name) for code, name in Locale("en").territories.items()}
NO_TERRITORY = {"UN", "ZZ", "XA", "XB"}
PART_OF_ANOTHER = {"AC", "CP", "DG", "EA", "EZ", "IC", "QO", "TA", "XK"}
"""Codes that CLDR has beyond ISO 3166-1: the table may hold them, but need not."""

SPELLINGS = {
    "001": ["world", "World", "001"],
    "003": ["North America"],
    "005": ["South American"],
    "035": ["southeast asia", "South-East Asia", "ASEAN"],
    "142": ["Asia", "asian"],
    "145": ["Middle East", "western asia"],
    "150": ["Europe", "europe", "European"],
    "419": ["Latin America"],
    "AE": ["UAE", "u.a.e.", "Emirati"],
    "AU": ["australia", "Australian"],
    "CD": ["Congo", "DRC", "dr congo", "Democratic Republic of the Congo", "Congolese"],
    "CG": ["Republic of the Congo", "congo-brazzaville"],
    "CI": ["Ivory Coast", "Côte d'Ivoire", "Côte d’Ivoire", "cote d'ivoire"],
    "CN": ["cn", "China", "chinese", "PRC", "people's republic of china", "mainland china"],
    "CZ": ["Czechia", "Czech Republic"],
    "DE": ["germany", "German", "DE"],
    "EU": ["EU", "eu", "E.U.", "European Union", "european bloc"],
    "GB": ["UK", "u.k.", "Britain", "great britain", "United Kingdom", "gb", "British"],
    "GE": ["Georgia"],
    "GN": ["Guinea"],
    "HK": ["Hong Kong", "hong kong sar china"],
    "JP": ["Japan", "japanese"],
    "KP": ["North Korea", "DPRK", "n. korea"],
    "KR": ["South Korea", "korea", "S. Korea", "ROK", "Republic of Korea", "South Koreans"],
    "MM": ["Burma", "Myanmar", "Myanmar (Burma)", "burmese"],
    "MO": ["Macau", "macao"],
    "NE": ["Niger"],
    "NG": ["Nigeria"],
    "NL": ["Holland", "the netherlands", "Netherlands", "Dutch"],
    "PG": ["Papua New Guinea", "PNG"],
    "RU": ["Russia", "russian federation"],
    "SZ": ["Eswatini", "Swaziland"],
    "TR": ["Turkey", "Türkiye", "turkiye", "TÜRKIYE"],
    "TW": ["Taiwan", "Chinese Taipei", "republic of china"],
    "US": ["us", "usa", "U.S.", "u.s.", "USA", "U.S.A.", "America", "American", "united states"],
    "VN": ["Vietnam", "viet nam"],
    "ZA": ["South Africa", "south african"],
}


def _words(place: vocabulary.Place) -> list[str]:
    return [
        place.name,
        *place.also,
        *place.adjectives,
        *place.capitals,
        *place.towns,
        *place.offices,
        *place.firms,
    ]


def test_tables_are_sorted_by_code() -> None:
    codes = list(vocabulary.table("places"))
    assert codes == sorted(codes)


def test_tables_hold_only_known_keys_in_their_order() -> None:
    for code, entry in vocabulary.table("places").items():
        assert list(entry) == [key for key in KEYS if key in entry], code
        assert isinstance(entry["name"], str), code
        assert all(entry[key] and isinstance(entry[key], list) for key in entry if key != "name"), code


def test_every_word_stands_once_in_the_whole_table() -> None:
    """A word in two places, or in two lists of one, would be read as whichever came first."""
    owners: dict[str, list[str]] = {}
    for place in vocabulary.places().values():
        for word in _words(place):
            owners.setdefault(word, []).append(place.code)
    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}


def test_no_word_has_stray_blanks_or_is_all_lower_case() -> None:
    """Names are matched with their case, so a word without a capital would match common words."""
    words = [word for place in vocabulary.places().values() for word in _words(place)]
    assert [word for word in words if not word or " ".join(word.split()) != word or word.islower()] == []


def test_names_with_an_apostrophe_stand_with_both_shapes() -> None:
    for place in vocabulary.places().values():
        words = set(_words(place))
        for word in words:
            assert {word.replace("’", "'"), word.replace("'", "’")} <= words, place.code


def test_every_territory_of_two_letters_is_there() -> None:
    wanted = {code for code in TERRITORIES if len(code) == 2} - NO_TERRITORY - PART_OF_ANOTHER
    assert wanted - set(vocabulary.places()) == set()


def test_every_code_is_one_that_cldr_knows_as_a_territory() -> None:
    assert set(vocabulary.places()) - (set(TERRITORIES) - NO_TERRITORY) == set()


def test_the_cldr_name_is_the_name_or_another_name() -> None:
    for place in vocabulary.places().values():
        spelled = {name.casefold() for name in (place.name, *place.also)}
        assert TERRITORIES[place.code].casefold() in spelled, place.code


def test_every_name_and_adjective_finds_its_own_place() -> None:
    """No name is hidden by another place's code or by a spelling that differs in case or dots only."""
    for place in vocabulary.places().values():
        for name in (place.code, place.name, *place.also, *place.adjectives):
            assert vocabulary.country_code(name) == place.code, name


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, names in SPELLINGS.items() for name in names]
)
def test_common_spellings_are_found(code: str, name: str) -> None:
    assert vocabulary.country_code(name) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("Brussels", "EU"), ("White House", "US"), ("Kremlin", "RU"), ("Beijing", "CN"), ("The Hague", "NL")],
)
def test_seats_of_government_stand_for_their_territory(word: str, code: str) -> None:
    assert word in vocabulary.places()[code].capitals


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Germny", "Germany"),
        ("autralia", "Australia"),
        ("Viet-nam", "Vietnam"),
        ("Untied States", "United States"),
    ],
)
def test_an_unknown_name_is_an_error_that_names_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(UnknownNameError, match=meant) as caught:
        vocabulary.country_code(typed)
    assert meant in caught.value.nearest
    assert typed in str(caught.value)


@pytest.mark.parametrize("name", ["", "Atlantis-on-Sea", "42"])
def test_what_is_no_place_is_an_error(name: str) -> None:
    with pytest.raises(UnknownNameError):
        vocabulary.country_code(name)
