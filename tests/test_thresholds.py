"""Thresholds: what a person types is understood as meant, or told what is wrong with it."""

import doctest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.errors import UsageError
from rarewatch.facts import Threshold, thresholds
from rarewatch.model import Kind
from tests.rows import GROWTH, MAGNETS, TOTAL, row


def test_the_examples_hold() -> None:
    assert doctest.testmod(thresholds).failed == 0


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("us magnets<400t", "US rare-earth-magnets level < 400 t"),
        ("magnets exports level >= 1,200.5 tonnes", "rare-earth-magnets export level >= 1200.5 t"),
        ("> 2 kt", "level > 2000 t"),
        ("> 500 kg", "level > 0.5 t"),
        ("> 0.5 m USD", "level > 500000 USD"),
        ("China imports < 3 bn cny", "CN import level < 3000000000 CNY"),
        ("world rare earths rise >= 10%", "001 rare-earths rise >= 10 %"),
        ("fall > 30 %", "fall > 30 %"),
        ("> 5 %", "change > 5 %"),
        ("change > +5 %", "change > +5 %"),
        ("SHARE > 60 %", "share > 60 %"),
        ("Democratic Republic of Congo < 1 t", "CD level < 1 t"),
    ],
)
def test_what_is_typed_is_understood(text: str, understood: str) -> None:
    assert str(Threshold.parse(text)) == understood


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is no threshold. Write it as"),
        ("magnets", "is no threshold"),
        ("magnets = 4 t", "is no threshold"),
        ("magnets > 4", "is no threshold"),
        ("magnets > four t", "is no threshold"),
        ("Chnia magnets > 4 t", "Unknown country 'chnia'. Did you mean China"),
        ("China magnetz > 4 t", "Unknown commodity 'magnetz'. Did you mean magnets"),
        ("level > 50 %", "a level is measured in an amount"),
        ("change > 50 t", "a change is measured in per cent"),
        ("fall > 50 t", "a change is measured in per cent"),
        ("magnets > 50 pints", "PINTS is no unit"),
        ("magnets > -50 t", "only a change may have a sign"),
        ("fall > -50 %", "only a change may have a sign"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint.replace(".", r"\.")):
        Threshold.parse(text)


def growth(value: float, bound: str = "=") -> dict[str, Any]:
    return row(GROWTH) | {"value": value, "bound": bound}


@pytest.mark.parametrize(
    ("text", "fits", "not_so"),
    [
        ("US < 400 t", row(MAGNETS), row(TOTAL)),
        ("China < 400 t", row(MAGNETS), row(TOTAL)),
        ("world > 400 t", row(TOTAL), row(MAGNETS)),
        ("magnets imports <= 353 t", row(MAGNETS, flow="import"), row(MAGNETS)),
        ("<= 353 t", row(MAGNETS), row(TOTAL)),
        ("< 354 t", row(MAGNETS), row(MAGNETS, value=354.0)),
        ("< 400 t", row(MAGNETS), row(MAGNETS, unit="USD")),
        ("change > 50 %", growth(-60), growth(-50)),
        ("rise > 50 %", growth(60), growth(-60)),
        ("fall > 50 %", growth(-60), growth(60)),
        ("change < -50 %", growth(-60), growth(-40)),
        ("change < +5 %", growth(-60), growth(6)),
        ("change > 50 %", growth(50, ">"), growth(50, "~")),
        ("change > 50 %", growth(-50, ">"), growth(50, "<")),
        ("change < -50 %", growth(-50, ">"), growth(-50, "<")),
        ("share > 60 %", row(GROWTH, kind=str(Kind.SHARE)), row(GROWTH)),
    ],
)
def test_a_threshold_fits_what_it_names(text: str, fits: dict[str, Any], not_so: dict[str, Any]) -> None:
    threshold = Threshold.parse(text)
    assert threshold.fits(fits)
    assert not threshold.fits(not_so)


@given(st.text(alphabet="USmagnets <>=0123456789.,%t+-", max_size=30))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        threshold = Threshold.parse(text)
    except UsageError:
        return
    assert threshold.fits(row(MAGNETS)) in {True, False}
