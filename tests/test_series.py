"""Statements as points of series: one point for all that is said of one trade in one period."""

from dataclasses import replace

from rarewatch.facts import Series, in_series, points
from rarewatch.model import Kind, Measure, Period, Verdict
from tests.rows import GROWTH, JUNE, MAGNETS, MINED, TOTAL, row

ON_YEAR = replace(GROWTH, value=-52.9, baseline=Period.months(2024, 6))
ON_OTHER = replace(GROWTH, value=12.0, baseline=Period.months(2019, 6))
SHARE = replace(MAGNETS, kind=Kind.SHARE, unit="%", value=11.0)
SECOND = replace(MAGNETS, kind=Kind.RANK, unit=None, value=2.0)


def test_all_that_is_said_of_one_trade_in_one_period_is_one_point() -> None:
    found = points(map(row, (MAGNETS, GROWTH, ON_YEAR, ON_OTHER, SHARE, SECOND)))
    assert len(found) == 1
    point = found[0]
    assert (point.series, point.period) == (Series.of(row(MAGNETS)), JUNE)
    assert point.level
    assert point.level.row["value"] == 353
    assert point.on_period
    assert point.on_period.row["value"] == 660
    assert point.on_year
    assert point.on_year.row["value"] == -52.9
    assert point.share
    assert point.share.row["value"] == 11
    assert point.rank
    assert point.rank.row["value"] == 2
    assert len(point.changes) == 3


def test_value_and_quantity_are_two_series_and_each_currency_is_a_point() -> None:
    value = replace(MAGNETS, measure=Measure.VALUE, unit="USD", value=2e7)
    found = points(map(row, (MAGNETS, value, replace(value, unit="CNY", value=1.4e8))))
    assert sorted(str(point.level and point.level.row["unit"]) for point in found) == ["CNY", "USD", "t"]
    assert len({point.series for point in found}) == 2


def test_of_two_numbers_the_better_supported_stands_and_the_other_is_dissent() -> None:
    others = [row(url=f"https://{site}.example/1", site=site, origin=site) for site in ("b", "c")]
    wrong = row(replace(MAGNETS, value=335.0), url="https://d.example/1", site="d", origin="d")
    point = points([wrong, *others])[0]
    assert point.level
    assert point.level.row["value"] == 353
    assert [statement.row["value"] for statement in point.dissent] == [335]
    assert point.verdict is Verdict.DISPUTED
    assert (point.outlets, point.origins) == (2, 2)


def test_what_is_proved_stands_against_what_more_say() -> None:
    proved = row(replace(MAGNETS, value=335.0), verdict="proved", site="d", origin="d")
    others = [row(verdict="disputed", site=site, origin=site) for site in ("b", "c")]
    point = points([*others, proved])[0]
    assert point.level
    assert point.level.row["value"] == 335


def test_a_series_runs_through_time_and_totals_come_first() -> None:
    may, april = (replace(MAGNETS, period=JUNE.shifted(-months)) for months in (1, 2))
    japan = replace(MAGNETS, partner="JP", value=500.0)
    lines = in_series(points(map(row, (MAGNETS, may, april, japan, TOTAL, MINED))))
    assert [series.partner for series in lines if series.commodity == MAGNETS.commodity] == [
        "001",
        "JP",
        "US",
    ]
    assert [str(point.period) for point in lines[Series.of(row(MAGNETS))]] == [
        "2025-04",
        "2025-05",
        "2025-06",
    ]
    assert [point.period for point in lines[Series.of(row(MINED))]] == [None]


def test_an_unchecked_point_has_no_verdict() -> None:
    assert points([row()])[0].verdict is None
