"""The door to the data files: places, commodities, units and words, each read once on first use.

Words live in `rarewatch/data/en/*.toml`; each file explains its grammar in its head.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rarewatch.errors import UnknownNameError

_DATA = Path(__file__).with_name("data")
_WITH_THE = re.compile(
    r"(?:United|Democratic|Republic|Isle|European Union|Middle|Caribbean|Turks)\b.*"
    r"|.*\b(?:Islands|Territor(?:y|ies)|Republic|Netherlands|Emirates)"
    r"|Bahamas|Comoros|Eurozone|Gambia|Maldives|Philippines|Seychelles|World",
)
"""Territories whose names have an article."""
_SMALL = {"World": "world", "Eurozone": "eurozone"}


@dataclass(frozen=True)
class Place:
    """A territory, with all that the press calls it. `code` is a Unicode CLDR territory code."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Commodity:
    """A commodity series, with all that the press calls it; `forms` are regular expressions, case ignored."""

    key: str
    name: str
    also: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


def table(name: str, language: str = "en") -> dict[str, Any]:
    """One data file as plain dicts, lists and strings; `name` without its ending."""
    import tomllib

    path = _DATA / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def schema(name: str) -> str:
    """The text of a JSON Schema that ships with the package; `name` is the command whose JSON it tells."""
    return (_DATA / f"{name}.schema.json").read_text(encoding="utf-8")


@cache
def places() -> dict[str, Place]:
    """All territories, by code."""
    return {code: Place(code, **_tuples(entry)) for code, entry in table("places").items()}


@cache
def commodities() -> dict[str, Commodity]:
    """All commodities, by key, in the order of the file."""
    return {key: Commodity(key, **_tuples(entry)) for key, entry in table("commodities").items()}


def country_code(name: str) -> str:
    """The territory code of a country by any name or code, case ignored; UnknownNameError otherwise.

    >>> country_code("usa"), country_code("America"), country_code("cn"), country_code("World")
    ('US', 'US', 'CN', '001')
    """
    known = _place_names()
    try:
        return known[_plain(name)]
    except KeyError:
        raise UnknownNameError("country", name, [place.name for place in places().values()]) from None


def seat_of(town: str) -> str | None:
    """The territory whose capital or town this is, as it is written; None where it is unknown.

    >>> seat_of("Colombo"), seat_of("Nowhere")
    ('LK', None)
    """
    return _seats().get(town)


def commodity_key(name: str) -> str:
    """The key of a commodity by any name, case and number ignored; UnknownNameError otherwise.

    >>> commodity_key("magnets"), commodity_key("Rare earth"), commodity_key("dysprosium oxide")
    ('rare-earth-magnets', 'rare-earths', 'dysprosium')
    """
    known = _commodity_names()
    plain = _plain(name).replace("-", " ")
    for spelled in (plain, plain.removesuffix("s"), plain.rpartition(" ")[0]):
        if spelled in known:
            return known[spelled]
    typed = [
        known_name for entry in commodities().values() for known_name in (entry.key, entry.name, *entry.also)
    ]
    raise UnknownNameError("commodity", name, typed)


def place_name(code: str) -> str:
    """What a person calls the territory; the code itself where it is in no table."""
    place = places().get(code)
    return place.name if place else code


def place_in_words(code: str) -> str:
    """A territory within a sentence.

    >>> place_in_words("US"), place_in_words("CN"), place_in_words("001")
    ('the United States', 'China', 'the world')
    """
    name = place_name(code)
    shown = _SMALL.get(name, name)
    return f"the {shown}" if _WITH_THE.fullmatch(name) else shown


@cache
def _seats() -> dict[str, str]:
    return {town: place.code for place in places().values() for town in (*place.capitals, *place.towns)}


@cache
def _place_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for place in places().values():
        for name in (place.code, place.name, *place.also, *place.adjectives):
            names.setdefault(_plain(name), place.code)
    return names


@cache
def _commodity_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in commodities().values():
        for name in (entry.key, entry.name, *entry.also):
            plain = _plain(name).replace("-", " ")
            names.setdefault(plain, entry.key)
            names.setdefault(plain.removesuffix("s"), entry.key)
    return names


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(".", "").split())


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
