"""The nouns that cross rooms."""

import doctest
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.errors import UsageError
from rarewatch.model import FIGURE_KEYS, ROW_KEYS, Period
from tests.rows import GROWTH, MAGNETS

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
months = st.builds(Period.months, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 60))
spans = st.builds(
    lambda start, count: Period(start, start + timedelta(days=count)), days, st.integers(0, 999)
)


@given(st.one_of(months, spans))
def test_a_period_is_written_and_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(months, st.integers(-40, 40))
def test_months_shifted_there_and_back_are_the_same_months(period: Period, count: int) -> None:
    shifted = period.shifted(count)
    assert shifted.whole_months == period.whole_months
    assert shifted.shifted(-count) == period


@given(st.one_of(months, spans))
def test_the_previous_period_ends_the_day_before(period: Period) -> None:
    assert period.previous().end + timedelta(days=1) == period.start
    assert not period.contains(period.previous())
    assert period.contains(period)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-01/2025-06", date(2025, 1, 1), date(2025, 6, 30)),
        ("2024/2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2025-07-01/2025-07-07", date(2025, 7, 1), date(2025, 7, 7)),
        ("2025-07-01", date(2025, 7, 1), date(2025, 7, 1)),
    ],
)
def test_a_period_spans_whole_days(text: str, start: date, end: date) -> None:
    assert Period.parse(text) == Period(start, end)


@pytest.mark.parametrize(
    "text", ["", "June", "2025-13", "2025-00", "2025-02-30", "25-06", "2025-06-01T00", "/"]
)
def test_what_is_no_period_is_an_error_that_shows_how_to_write_one(text: str) -> None:
    with pytest.raises(UsageError, match=r"is no period\. Write a month \(2025-06\)"):
        Period.parse(text)


def test_a_period_that_ends_before_it_starts_is_an_error() -> None:
    with pytest.raises(UsageError, match="cannot end"):
        Period.parse("2025-06/2025-05")


def test_a_figure_as_a_dict_holds_plain_values_under_the_keys_of_trade_statistics() -> None:
    found = GROWTH.as_dict()
    assert tuple(found) == FIGURE_KEYS == ROW_KEYS[: len(FIGURE_KEYS)]
    assert found["period"], found["baseline"] == ("2025-06", "2025-05")
    assert {type(value) for value in found.values()} <= {str, float, type(None)}
    assert replace(MAGNETS, period=None).as_dict()["period"] is None


@pytest.mark.parametrize(
    "name",
    [
        "facts.intervals",
        "model.choices",
        "model.periods",
        "report.cells",
        "report.charts.lines",
        "report.points",
        "report.series",
        "vocabulary",
    ],
)
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    failed, tried = doctest.testmod(import_module(f"rarewatch.{name}"))
    assert tried
    assert not failed
