"""Official figures beside what the press said: how far off, how much earlier, and errors that help."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.errors import RarewatchError, UsageError
from rarewatch.facts import COMPARED_KEYS, Compared, compared, points, references
from rarewatch.model import Bound, Flow, Measure, Period
from tests.rows import GROWTH, JUNE, MAGNETS, TOTAL, row

HEAD = "commodity,flow,reporter,partner,period,value,unit"
JUNE_TOTAL = "magnets,export,China,world,2025-06,3188,t"


def read(*lines: str, head: str = HEAD) -> Any:
    return references("\n".join((head, *lines)))


def held(line: str, *rows: dict[str, Any], head: str = HEAD) -> Compared:
    [one] = compared(read(line, head=head), points(rows))
    return one


def test_names_and_codes_are_those_of_the_filters() -> None:
    [one] = read('Rare earth magnets,EXPORTS,cn,World,2025-06,"3,188.5",t')
    assert (one.series.commodity, one.series.flow, one.series.reporter) == (
        "rare-earth-magnets",
        Flow.EXPORT,
        "CN",
    )
    assert (one.series.partner, one.period, one.value, one.unit, one.row) == ("001", JUNE, 3188.5, "t", 2)


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        ("3188", "t", (3188, "t")),
        ("3188000", "kg", (3188, "t")),
        ("3.188", "kt", (3188, "t")),
        ("7e6", "USD", (7e6, "USD")),
    ],
)
def test_weights_are_brought_to_tonnes(value: str, unit: str, wanted: tuple[float, str]) -> None:
    [one] = read(f"magnets,export,China,world,2025-06,{value},{unit}")
    assert (pytest.approx(one.value), one.unit) == wanted
    assert (one.series.measure is Measure.VALUE) == (unit == "USD")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_come_in_any_order_and_are_parted_as_spreadsheets_part_them(mark: str) -> None:
    heads = "\ufeffUnit,Value,Period,Partner,Note,Reporter,Flow,Commodity"
    text = f"{heads}\n\nt,3188,2025-06,US,x,China,export,magnets\n"
    [one] = references(text.replace(",", mark))
    assert (one.series.partner, one.value, one.row) == ("US", 3188, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty"),
        ("  \n\n", "The file is empty"),
        ("commodity,flow\nmagnets,export", "no columns reporter, partner, period, value, unit"),
        (f"{HEAD},unit\n{JUNE_TOTAL},t", "names unit twice"),
        (f"{HEAD}\n{JUNE_TOTAL},5", 'in quotes: "3,188"'),
        (f"{HEAD}\n{JUNE_TOTAL}\n{JUNE_TOTAL}", "Row 3 gives the same figure as row 2"),
        (f"{HEAD}\nmagents,export,China,world,2025-06,1,t", "Row 2, column commodity: Unknown commodity"),
        (f"{HEAD}\nmagnets,theft,China,world,2025-06,1,t", "column flow: 'theft' is no flow. Write export"),
        (
            f"{HEAD}\nmagnets,export,Chna,world,2025-06,1,t",
            "column reporter: Unknown country 'Chna'.",
        ),
        (
            f"{HEAD}\nmagnets,export,China,,2025-06,1,t",
            "column partner: it is empty. Write a",
        ),
        (f"{HEAD}\nmagnets,export,China,world,June,1,t", "column period: 'June' is no period. Write a month"),
        (f"{HEAD}\nmagnets,export,China,world,2025-06,lots,t", "column value: 'lots' is no amount"),
        (f"{HEAD}\nmagnets,export,China,world,2025-06,-1,t", "column value: '-1' is no amount"),
        (f"{HEAD}\nmagnets,export,China,world,2025-06,nan,t", "is no amount"),
        (f"{HEAD}\nmagnets,export,China,world,2025-06,9e99,t", "more than any trade"),
        (f"{HEAD}\nmagnets,export,China,world,2025-06,1,lbs", "column unit: 'lbs' is no unit. Write t, kg"),
        (f"{HEAD}\nmagnets,export", "Row 2, column unit: it is empty"),
        (f"{HEAD},measure\n{JUNE_TOTAL},value", "column unit: it does not go with the measure"),
        (f"{HEAD},measure\n{JUNE_TOTAL},length", "column measure: 'length' is no measure"),
        (
            f"{HEAD},released\n{JUNE_TOTAL},20 July",
            "column released: '20 July' is no day. Write",
        ),
        (f'{HEAD}\n"magnets', "is no CSV"),
    ],
)
def test_a_bad_file_is_told_with_row_column_and_what_to_write(text: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        references(text)
    assert said in str(error.value)


@given(st.text(max_size=300))
def test_no_text_ends_in_another_error(text: str) -> None:
    for whole in (text, f"{HEAD}\n{text}", f"{HEAD}\n{JUNE_TOTAL}{text}"):
        try:
            found = references(whole)
        except RarewatchError:
            continue
        assert all(one.value >= 0 for one in found)


def test_the_difference_is_in_the_unit_and_in_per_cent() -> None:
    one = held("magnets,export,China,world,2025-06,3200,t", row(TOTAL))
    assert (one.press, one.difference, one.percent) == (3188, -12, pytest.approx(-0.375))
    assert one.state == "differs"
    assert tuple(one.as_dict()) == COMPARED_KEYS


@pytest.mark.parametrize(
    ("value", "bound", "state"),
    [(3188.0, Bound.EXACT, "agrees"), (3200.0, Bound.ABOUT, "agrees"), (3189.0, Bound.EXACT, "differs")],
)
def test_the_press_agrees_where_its_digits_may_stand_for_the_official_number(
    value: float, bound: Bound, state: str
) -> None:
    told = row(replace(TOTAL, value=value, bound=bound))
    assert held("magnets,export,China,world,2025-06,3187.62,t", told).state == state


def test_the_first_published_report_says_how_much_earlier_the_press_had_it() -> None:
    days = ("2025-07-22", "2025-07-20", None)
    rows = [row(TOTAL, published=day, url=f"https://{n}.example/") for n, day in enumerate(days)]
    one = held(f"{JUNE_TOTAL},2025-07-23", *rows, head=f"{HEAD},released")
    assert (one.days_earlier, one.as_dict()["url"]) == (3, "https://1.example/")
    late = held(f"{JUNE_TOTAL},2025-07-18", *rows, head=f"{HEAD},released")
    assert late.days_earlier == -2
    assert held(JUNE_TOTAL, *rows).days_earlier is None


def test_what_nobody_reported_is_said_to_be_so() -> None:
    for rows in ([], [row(MAGNETS)], [row(replace(TOTAL, period=Period.months(2025, 5)))], [row(GROWTH)]):
        one = held(JUNE_TOTAL, *rows)
        assert (one.state, one.press, one.difference, one.percent) == ("not reported", None, None, None)


def test_what_follows_from_other_figures_stands_in_for_what_nobody_reported() -> None:
    growth = row(replace(GROWTH, partner="001", value=-38.1, baseline=JUNE.shifted(-12)))
    one = held("magnets,export,China,world,2024-06,5150.2,t", row(TOTAL), growth)
    assert (one.state, one.told) == ("agrees", None)
    assert one.as_dict()["proof"].startswith("5,142 to 5,159 t in June 2024")


def test_other_numbers_of_the_press_are_named() -> None:
    rivals = [row(replace(TOTAL, value=3818.0), site="x", origin="x")]
    rows = [row(TOTAL, site=site, origin=site) for site in ("a", "b")]
    assert held(JUNE_TOTAL, *rows, *rivals).as_dict()["others"] == [3818]


def test_an_official_nothing_has_no_per_cent() -> None:
    one = held("magnets,export,China,world,2025-06,0,t", row(TOTAL))
    assert (one.difference, one.percent) == (3188, None)
