"""Many mentions of one fact become one statement; two facts stay two."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.facts import FACT_KEYS, meant, statements
from rarewatch.model import Bound, Flow, Kind, Measure, Period
from tests.rows import GROWTH, JUNE, MAGNETS, MINED, TOTAL, row

EXACT, ABOUT, OVER, UNDER = Bound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((157.5, EXACT), (160.0, ABOUT)),
        ((157.5, EXACT), (157.0, ABOUT)),
        ((157.5, EXACT), (157.5, EXACT)),
        ((-38.1, EXACT), (-38.0, EXACT)),
        ((3188.0, EXACT), (3200.0, ABOUT)),
        ((3188.0, EXACT), (3190.0, EXACT)),
        ((72.0, EXACT), (70.0, OVER)),
        ((-62.3, EXACT), (-60.0, OVER)),
        ((-58.0, EXACT), (-60.0, UNDER)),
        ((1.23e9, EXACT), (1.2e9, EXACT)),
        ((0.0, EXACT), (0.0, EXACT)),
    ],
)
def test_numbers_that_may_be_one_number_are_one_fact(
    one: tuple[float, Bound], other: tuple[float, Bound]
) -> None:
    assert meant(*one).meets(meant(*other))
    assert meant(*other).meets(meant(*one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((157.5, EXACT), (75.0, EXACT)),
        ((353.0, EXACT), (335.0, EXACT)),
        ((353.0, EXACT), (353000.0, EXACT)),
        ((100.0, EXACT), (140.0, EXACT)),
        ((38.0, EXACT), (-38.0, EXACT)),
        ((69.0, EXACT), (70.0, OVER)),
        ((95.0, EXACT), (70.0, OVER)),
        ((0.0, EXACT), (1.0, EXACT)),
    ],
)
def test_numbers_that_cannot_be_one_number_are_two_facts(
    one: tuple[float, Bound], other: tuple[float, Bound]
) -> None:
    assert not meant(*one).meets(meant(*other))


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(list(Bound)))
def test_a_number_is_among_those_it_stands_for(value: float, bound: Bound) -> None:
    interval = meant(value, bound)
    slack = 1e-8 + abs(value) * 1e-12
    assert interval.low - slack <= value <= interval.high + slack


def test_outlets_that_round_differently_say_one_thing_and_the_most_exact_speaks() -> None:
    rows = [
        row(replace(GROWTH, value=160.0, bound=ABOUT), site="One"),
        row(replace(GROWTH, value=157.5), site="Two"),
        row(replace(GROWTH, value=157.5), site="two"),
    ]
    for order in permutations(rows):
        [statement] = statements(order)
        assert statement.row["value"] == 157.5
        assert statement.outlets == 2
        assert statement.as_row()["mentions"] == 3


def test_a_rounded_number_goes_to_the_nearest_exact_one() -> None:
    values = [(3188.0, EXACT), (3230.0, EXACT), (3200.0, ABOUT)]
    found = statements(row(replace(MAGNETS, value=value, bound=bound)) for value, bound in values)
    assert [[mention["value"] for mention in fact.mentions] for fact in found] == [[3230.0], [3188.0, 3200.0]]


@pytest.mark.parametrize(
    "other",
    [
        replace(MAGNETS, commodity="rare-earths"),
        replace(MAGNETS, flow=Flow.IMPORT),
        replace(MAGNETS, reporter="MY"),
        replace(MAGNETS, partner="JP"),
        replace(MAGNETS, period=Period.months(2025, 5)),
        replace(MAGNETS, period=None),
        replace(MAGNETS, kind=Kind.SHARE),
        replace(MAGNETS, measure=Measure.VALUE),
        replace(MAGNETS, unit="USD"),
        replace(MAGNETS, baseline=JUNE),
    ],
)
def test_what_measures_something_else_is_another_fact(other: object) -> None:
    assert len(statements([row(MAGNETS), row(other)])) == 2  # type: ignore[arg-type]


def test_ranks_are_the_same_or_not() -> None:
    second = replace(MAGNETS, kind=Kind.RANK, unit=None, value=2.0)
    assert len(statements([row(second), row(second), row(replace(second, value=3.0))])) == 2


def test_within_a_period_totals_come_before_partners_and_amounts_before_growth() -> None:
    may = replace(TOTAL, period=Period.months(2025, 5))
    rows = [row(figure) for figure in (GROWTH, MAGNETS, TOTAL, may, MINED)]
    kinds = [(fact.row["period"], fact.row["partner"], str(fact.row["kind"])) for fact in statements(rows)]
    assert kinds == [
        ("2025-06", "001", "level"),
        ("2025-06", "US", "level"),
        ("2025-06", "US", "change"),
        ("2025-05", "001", "level"),
        (None, None, "level"),
    ]


numbers = st.floats(min_value=-1e6, max_value=1e6).map(lambda value: round(value, 1))


@given(st.lists(st.tuples(numbers, st.sampled_from(list(Bound))), max_size=12))
def test_every_mention_stands_in_one_statement(values: list[tuple[float, Bound]]) -> None:
    rows = [row(replace(MAGNETS, value=value, bound=bound)) for value, bound in values]
    found = statements(rows)
    assert sorted(id(mention) for fact in found for mention in fact.mentions) == sorted(map(id, rows))
    assert all(
        fact.row[key] == mention[key] for fact in found for mention in fact.mentions for key in FACT_KEYS
    )
