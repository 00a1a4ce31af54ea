"""Amounts: the value wanted, then its phrasings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.figures import amounts

TONNES = {
    3188.0: [
        "3,188 tons", "3,188 tonnes", "3188 tonnes", "3,188 metric tons", "3,188 metric tonnes", "3,188t",
        "3,188 t", "3,188 mt", "3,188 MT", "3.188 kt", "3.188kt", "3.188 thousand tonnes", "3,188-ton",
        "3,188,000 kg", "3,188,000 kilograms", "3.188 million kilograms", "3.188 million kg",
        "3,188,000 kilogrammes", "3 188 t", "3\u00a0188 tonnes", "3\u202f188 t", "3,188.0 tons",
    ],
    1000000.0: [
        "1 million tons", "1 million tonnes", "one million tonnes", "1m tonnes", "1,000 kt", "1mn t",
        "1 Mt",
    ],
    0.5: ["500 kg", "500kg", "500 kilos", "500,000 grams", "0.5 tonnes"],
    17.0: ["seventeen tonnes", "17 tonnes", "17,000 kg"],
    45.0: ["forty-five tons", "forty five tonnes", "45 t"],
    1.0: ["1 tonne", "one tonne", "1,000 kilos"],
    0.0: ["0 tonnes", "0 kg", "0.0 t"],
    0.45359237: ["1,000 pounds", "1,000 lb", "1,000 lbs"],
    580.598234: ["1.28 million pounds", "1,280,000 pounds", "1.28m lb"],
    90.718474: ["100 short tons"],
    101.604691: ["100 long tons"],
}  # fmt: skip
MONEY = {
    (1.2e9, "USD"): [
        "$1.2 billion", "$1.2bn", "$1.2b", "US$1.2 billion", "US$1.2bn", "USD 1.2 billion",
        "1.2 billion dollars", "1.2 billion US dollars", "$1,200 million", "$1,200,000,000",
    ],
    (1.2e9, "CNY"): ["1.2 billion yuan", "RMB 1.2 billion", "CNY 1.2bn", "¥1.2 billion", "1.2bn renminbi"],
    (1.9e9, "EUR"): ["€1.9 billion", "€1.9bn", "EUR 1.9bn", "1.9 billion euros"],
    (3.2e10, "JPY"): ["32 billion yen", "32bn yen", "JPY 32 billion"],
    (1.744e10, "INR"): [
        "Rs 1,744 crore", "₹1,744 crore", "INR 1,744 crore", "Rs. 1,744 crore", "1,744 crore rupees",
    ],
    (8.5e6, "INR"): ["₹85 lakh", "Rs 85 lakh"],
    (2.5e6, "GBP"): ["£2.5 million", "£2.5m"],
}  # fmt: skip
PER_CENT = {
    38.1: ["38.1%", "38.1 %", "38.1 per cent", "38.1 percent", "38.1pc", "38.1 pct"],
    50.0: ["half", "50%", "fifty per cent", "fifty percent"],
    33.3: ["a third", "one third", "one-third"],
    66.7: ["two-thirds", "two thirds"],
    25.0: ["a quarter", "one-quarter", "25%"],
    75.0: ["three quarters", "three-quarters"],
    20.0: ["a fifth", "one fifth", "one-fifth", "twenty per cent"],
    90.0: ["nine-tenths", "nine tenths"],
}
SIGNED = {12.5: ["+12.5%", "+12.5 %"], -12.5: ["-12.5%", "−12.5%", "–12.5%"]}
FOLD = {2.0: ["twofold", "2 times", "two times", "2x", "twice"], 3.0: ["threefold", "three-fold", "3-fold"]}
FOLD |= {27.0: ["27 times", "27-fold", "27x"], 7.0: ["sevenfold", "seven times", "seven-fold"]}
OTHERS = {
    "price": [
        "$500 a tonne",
        "$110 per kilogram",
        "$2,100/t",
        "622,000 yuan a tonne",
        "€126/kg",
        "$9.80 a pound",
    ],
    "points": ["3 percentage points", "3 pp", "3 percentage point", "three percentage points"],
    "num": ["145", "8,000", "60", "twelve", "7.6 million"],
}
EUROPEAN = {
    1234.5: ["1.234,5 t", "1234,5 t", "1.234,5 tonnes"],
    12900.0: ["12.900 t"],
}
RANGES = {
    15.0: ["10-20 tonnes", "10 to 20 tonnes", "10–20 t"],
    7500.0: ["7,000-8,000 tons", "7,000 to 8,000 tons"],
}


def phrasings(table: dict[object, list[str]]) -> list[tuple[object, str]]:
    return [(wanted, words) for wanted, every in table.items() for words in every]


def whole(words: str, *, european: bool = False) -> amounts.Amount:
    """The amount that all of the words make up."""
    found = amounts.read(words, 0, european=european)
    assert found is not None
    assert found[1] == len(words)
    return found[0]


@pytest.mark.parametrize(("tonnes", "words"), phrasings({**TONNES}))
def test_weights_come_out_in_tonnes(tonnes: float, words: str) -> None:
    amount = whole(words)
    assert (amount.kind, amount.unit) == ("mass", "t")
    assert amount.value == pytest.approx(tonnes, rel=1e-6)


@pytest.mark.parametrize(("wanted", "words"), phrasings({**MONEY}))
def test_money_comes_out_in_units_of_its_currency(wanted: tuple[float, str], words: str) -> None:
    amount = whole(words)
    assert (amount.kind, amount.unit) == ("money", wanted[1])
    assert amount.value == pytest.approx(wanted[0])


@pytest.mark.parametrize(("wanted", "words"), phrasings({**PER_CENT}))
def test_parts_of_a_whole_come_out_as_per_cent(wanted: float, words: str) -> None:
    amount = whole(words)
    assert (amount.kind, amount.unit, amount.signed) == ("pct", "%", False)
    assert amount.value == pytest.approx(wanted)


@pytest.mark.parametrize(("wanted", "words"), phrasings({**SIGNED}))
def test_a_printed_sign_is_kept(wanted: float, words: str) -> None:
    amount = whole(words)
    assert (amount.kind, amount.value, amount.signed) == ("pct", wanted, True)


@pytest.mark.parametrize(("wanted", "words"), phrasings({**FOLD}))
def test_multiples_are_so_many_times(wanted: float, words: str) -> None:
    amount = whole(words)
    assert (amount.kind, amount.value) == ("fold", wanted)


@pytest.mark.parametrize(("kind", "words"), phrasings({**OTHERS}))
def test_prices_points_and_bare_numbers_are_kinds_of_their_own(kind: str, words: str) -> None:
    assert whole(words).kind == kind


@pytest.mark.parametrize(("wanted", "words"), phrasings({**EUROPEAN}))
def test_a_european_page_parts_decimals_with_a_comma(wanted: float, words: str) -> None:
    assert whole(words, european=True).value == pytest.approx(wanted)


@pytest.mark.parametrize(("middle", "words"), phrasings({**RANGES}))
def test_a_range_stands_at_its_middle(middle: float, words: str) -> None:
    amount = whole(words)
    assert (amount.value, amount.spread) == (middle, True)


@pytest.mark.parametrize(
    ("text", "european"),
    [
        ("Exports came to 1.234,5 t in May.", True),
        ("Die Ausfuhr stieg um 4,5 % im Mai.", True),
        ("Exports came to 1,234.5 t in May.", False),
        ("Exports came to 12,900 tonnes, up 4.5%.", False),
        ("", False),
    ],
)
def test_a_page_shows_how_it_writes_decimals(text: str, european: bool) -> None:
    assert amounts.is_european(text) is european


def test_bare_tons_are_noted_as_metric_and_tonnes_are_not() -> None:
    assert "metric" in whole("3,188 tons").note
    assert whole("3,188 tonnes").note == ""


@pytest.mark.parametrize("words", ["", "tonnes", "a", "an", "May", "the third", "%", "$", "-", "per cent"])
def test_where_no_number_starts_there_is_none(words: str) -> None:
    assert amounts.read(words, 0) is None


@given(st.text(max_size=60), st.booleans())
def test_no_text_makes_it_stumble_and_it_ends_within_the_text(text: str, european: bool) -> None:
    for start in range(len(text)):
        found = amounts.read(text, start, european=european)
        assert found is None or start < found[1] <= len(text)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_whole_number_reads_the_same_with_and_without_its_commas(number: int) -> None:
    assert whole(f"{number:,} tonnes").value == whole(f"{number} tonnes").value == number
