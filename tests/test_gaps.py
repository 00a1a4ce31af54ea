"""Which months of a series lack, what is known of them, and when the next figures come."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch import report
from rarewatch.facts import Coverage, Series, gaps, points
from rarewatch.facts.releases import last_out, next_out, release_of
from rarewatch.model import Figure, Flow, Measure, Period
from tests.drawing import drawn
from tests.rows import GROWTH, JUNE, MAGNETS, TOTAL, row

CHINA = Series.of(row(TOTAL))
TO_US = Series.of(row(MAGNETS))


def level(period: str, value: float, figure: Figure = TOTAL) -> Figure:
    return replace(figure, period=Period.parse(period), value=value)


def covered(*figures: Figure, today: str = "2025-07-15") -> list[Coverage]:
    return gaps(points(map(row, figures)), date.fromisoformat(today))


def states(one: Coverage) -> list[tuple[str, str]]:
    return [(str(gap.month), str(gap.state)) for gap in one.gaps]


JANUARY, APRIL = level("2025-01", 5111), level("2025-04", 3021)


def test_the_months_between_the_first_and_the_last_that_nobody_reported_lack() -> None:
    [one] = covered(JANUARY, APRIL, TOTAL)
    assert states(one) == [("2025-02", "unknown"), ("2025-03", "unknown"), ("2025-05", "unknown")]
    assert (str(one.first), str(one.last), len(one.reported), one.months) == ("2025-01", "2025-06", 3, 6)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        ("2025-05-13", "2025-04"),
        ("2025-06-13", "2025-04"),
        ("2025-06-14", "2025-05"),
        ("2025-12-31", "2025-11"),
    ],
)
def test_a_month_lacks_once_its_figures_should_be_out(today: str, last: str) -> None:
    [one] = covered(JANUARY, APRIL, today=today)
    assert str(one.last) == last


def test_without_a_known_calendar_nothing_after_the_last_month_lacks() -> None:
    [one] = covered(*(replace(figure, reporter="MY") for figure in (JANUARY, APRIL)), today="2030-01-01")
    assert str(one.last) == "2025-04"
    assert one.next is None


def test_a_month_that_follows_from_others_says_what_it_must_be() -> None:
    half_year = level("2025-01/2025-06", 22319)
    known = level("2025-01/2025-02", 8131), level("2025-03", 5043), APRIL, TOTAL
    [one] = covered(half_year, *known)
    assert states(one) == [("2025-05", "derived")]
    assert one.gaps[0].as_dict()["value"] == 2936
    assert one.gaps[0].as_dict()["urls"] == ["https://a.example/1"]


def test_a_month_follows_from_the_growth_that_was_reported_of_another() -> None:
    [one] = covered(MAGNETS, GROWTH, level("2025-04", 101, MAGNETS))
    assert states(one) == [("2025-05", "derived")]
    assert one.gaps[0].derived
    assert one.gaps[0].derived.value == pytest.approx(46.4, abs=0.05)


def test_months_that_come_together_are_part_of_their_span() -> None:
    [one] = covered(level("2024-12", 4001), level("2025-01/2025-02", 8131), level("2025", 51111), APRIL)
    assert [(str(gap.month), gap.within and gap.within.row["period"]) for gap in one.gaps[:3]] == [
        ("2025-01", "2025-01/2025-02"),
        ("2025-02", "2025-01/2025-02"),
        ("2025-03", "2025"),
    ]
    assert [len(run) for run in one.runs()] == [2, 1, 2]


def test_one_month_alone_is_no_series_and_neither_is_growth() -> None:
    assert covered(TOTAL) == []
    assert covered(TOTAL, replace(GROWTH, partner="001", period=JUNE.shifted(-3))) == []
    assert covered(level("2023", 51111), level("2024", 52222)) == []


def test_of_a_partner_one_month_is_enough_where_the_total_is_a_series() -> None:
    to_us = level("2025-04", 101, MAGNETS)
    assert [one.series for one in covered(JANUARY, APRIL, to_us)] == [CHINA, TO_US]
    assert covered(JANUARY, to_us) == []


def test_each_partner_is_a_series_and_the_total_comes_first() -> None:
    found = covered(JANUARY, APRIL, MAGNETS, level("2025-04", 101, MAGNETS))
    assert [one.series for one in found] == [CHINA, TO_US]


def test_what_was_made_has_no_calendar() -> None:
    made = (replace(figure, flow=Flow.PRODUCTION, partner=None) for figure in (JANUARY, APRIL))
    [one] = covered(*made, today="2030-01-01")
    assert (str(one.last), one.next) == ("2025-04", None)


def test_only_the_months_asked_for_are_counted() -> None:
    [one] = covered(JANUARY, APRIL, TOTAL)
    inner = one.between(date(2025, 3, 1), date(2025, 5, 31))
    assert inner
    assert (str(inner.first), str(inner.last), len(inner.reported), len(inner.gaps)) == (
        "2025-03",
        "2025-05",
        1,
        2,
    )
    assert one.between(date(2026, 1, 1), None) is None


@pytest.mark.parametrize(
    ("series", "month", "first", "last"),
    [
        (CHINA, "2025-06", "2025-07-07", "2025-07-14"),
        (TO_US, "2025-06", "2025-07-18", "2025-07-20"),
        (CHINA, "2025-12", "2026-01-07", "2026-01-14"),
        (CHINA, "2025-01", "2025-03-07", "2025-03-14"),
        (TO_US, "2025-02", "2025-03-18", "2025-03-20"),
        (replace(TO_US, reporter="US"), "2025-12", "2026-02-03", "2026-02-09"),
        (replace(TO_US, reporter="JP"), "2025-01", "2025-02-27", "2025-02-28"),
    ],
)
def test_totals_come_early_in_the_month_countries_about_the_20th(
    series: Series, month: str, first: str, last: str
) -> None:
    release = release_of(series, Period.parse(month))
    assert release
    assert (str(release.first), str(release.last)) == (first, last)


def test_january_and_february_come_in_march_together() -> None:
    assert str(last_out(CHINA, date(2025, 3, 13))) == "2024-12"
    assert str(last_out(CHINA, date(2025, 3, 14))) == "2025-02"
    release = next_out(CHINA, None, date(2025, 2, 20))
    assert release
    assert release.as_dict() == {"period": "2025-01/2025-02", "first": "2025-03-07", "last": "2025-03-14"}


def test_what_is_known_already_is_not_announced_again() -> None:
    early = next_out(CHINA, Period.parse("2025-07"), date(2025, 8, 3))
    assert early
    assert str(early.period) == "2025-08"


@given(st.sets(st.integers(0, 40), min_size=2), st.integers(0, 1500))
def test_a_month_is_reported_or_lacks_and_never_both(months: set[int], days: int) -> None:
    today = date.fromordinal(date(2024, 1, 1).toordinal() + days)
    told = [row(replace(TOTAL, period=JUNE.shifted(month), value=float(1001 + month))) for month in months]
    [one] = gaps(points(told), today)
    listed = sorted([*one.reported, *(gap.month for gap in one.gaps)])
    assert listed == [one.first.shifted(month) for month in range(len(listed))]
    assert listed[-1] == one.last
    assert sum(map(len, one.runs())) == len(one.gaps)


def table_rows(*more: Any) -> list[dict[str, Any]]:
    keys = {"count": 1, "amount": "5,442 to 5,464 t", "known": None, "reported": 3, "months": 12}
    first = covered(JANUARY, APRIL)[0].gaps[0].as_dict() | keys
    return [first, *(first | one for one in more)]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_table_fits_and_names_the_trade(width: int) -> None:
    rows = table_rows(
        {"state": "derived", "value": 5453.0, "period": "2025-10"},
        {"known": row(TOTAL), "period": "2024-12/2025-11", "measure": Measure.VALUE, "partner": "US"},
    )
    lines = drawn(report.gap_table(rows, width), width).splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) == 4
    assert all("2025" in line and "CN" in line.replace("China", "CN") for line in lines[1:])
    assert "≈ 5,4" in lines[2]


def test_hostile_names_steer_no_terminal() -> None:
    rows = table_rows({"reporter": "\x1b[2J[red]\u202e", "commodity": "x\x1b]0;y\x07", "unit": "\x1b[1m"})
    assert "\x1b" not in drawn(report.gap_table(rows, 80), 80)
