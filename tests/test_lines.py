"""Series through time: one entry a period, gaps among them, what only follows marked as such."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rarewatch import facts
from rarewatch.model import SERIES_KEYS, Bound, Frequency, Kind, Measure, Period
from tests.rows import GROWTH, JUNE, MAGNETS, MINED, TOTAL, row

MONTH, QUARTER, HALF, YEAR, YTD = Frequency


def lines(*figures: Any, by: Frequency = MONTH) -> list[list[dict[str, Any]]]:
    rows = [figure if isinstance(figure, dict) else row(figure) for figure in figures]
    points = facts.points(rows)
    return [line.rows() for line in facts.lines(points, facts.derived(points), by)]


def level(value: float, months: int = 0, **more: Any) -> Any:
    return replace(MAGNETS, value=value, period=JUNE.shifted(months), **more)


def test_each_month_stands_in_order_and_gaps_are_rows() -> None:
    [line] = lines(level(619), level(353, -3))
    assert [(told["period"], told["status"], told["value"]) for told in line] == [
        ("2025-03", "reported", 353),
        ("2025-04", "missing", None),
        ("2025-05", "missing", None),
        ("2025-06", "reported", 619),
    ]
    assert {tuple(told) for told in line} == {SERIES_KEYS}
    assert (line[0]["start"], line[0]["end"]) == ("2025-03-01", "2025-03-31")


def test_what_follows_from_a_growth_rate_is_derived_and_says_from_what() -> None:
    [[may, june]] = lines(MAGNETS, GROWTH)
    assert (may["status"], may["bound"], june["status"]) == ("derived", "~", "reported")
    assert 45.5 < may["low"] < 46.4 < may["value"] < may["high"] < 47.5
    assert "353 t" in may["proof"]
    assert june["proof"] == ""
    assert (june["on_previous"], june["on_previous_status"]) == (660, "reported")


def test_growth_that_nobody_stated_follows_from_two_amounts() -> None:
    [told] = lines(level(619), level(353, -1), level(310, -12))
    june = told[-1]
    assert (june["on_previous"], june["on_previous_status"]) == (pytest.approx(75.35, abs=0.01), "derived")
    assert (june["on_year"], june["on_year_status"]) == (pytest.approx(99.68, abs=0.01), "derived")
    assert (told[0]["on_year"], told[0]["on_year_status"]) == (None, "missing")


def test_periods_of_other_lengths_are_apart() -> None:
    spans = {text: replace(MAGNETS, period=Period.parse(text)) for text in ("2024", "2025-01/2025-06")}
    for by, wanted in (
        (MONTH, "2025-06"),
        (HALF, "2025-01/2025-06"),
        (YEAR, "2024"),
        (YTD, "2025-01/2025-06"),
    ):
        [[told]] = lines(MAGNETS, *spans.values(), by=by)
        assert (told["period"], told["frequency"]) == (wanted, by)
    assert lines(MAGNETS, by=QUARTER) == []
    assert facts.frequencies(facts.points(map(row, spans.values()))) == {HALF: 1, YEAR: 1, YTD: 1}


@pytest.mark.parametrize(
    ("by", "first", "last", "between"),
    [
        (QUARTER, "2024-10/2024-12", "2025-04/2025-06", ["2025-01/2025-03"]),
        (YEAR, "2022", "2025", ["2023", "2024"]),
        (YEAR, "2022-07/2023-06", "2024-07/2025-06", ["2023-07/2024-06"]),
        (YTD, "2025-01/2025-03", "2025-01/2025-09", []),
    ],
)
def test_gaps_are_as_long_as_the_periods(by: Frequency, first: str, last: str, between: list[str]) -> None:
    """Years to date have no rhythm, and so no gaps."""
    ends = [replace(MAGNETS, period=Period.parse(text)) for text in (first, last)]
    [told] = lines(*ends, by=by)
    assert [one["period"] for one in told] == [first, *between, last]


def test_the_total_comes_first_and_then_partners_by_size() -> None:
    found = lines(MAGNETS, replace(MAGNETS, partner="JP", value=900.0), TOTAL)
    assert [line[0]["partner"] for line in found] == ["001", "JP", "US"]


def test_each_currency_is_a_line_and_growth_alone_goes_with_the_usual_unit() -> None:
    money = replace(MAGNETS, measure=Measure.VALUE, unit="USD", value=2e7)
    growth = replace(GROWTH, measure=Measure.VALUE, period=JUNE.shifted(1), baseline=JUNE)
    yuan = replace(money, unit="CNY", value=1.4e8, period=JUNE.shifted(-1))
    found = lines(money, replace(money, period=JUNE.shifted(2)), growth, yuan)
    assert [(line[0]["unit"], len(line)) for line in found] == [("USD", 3), ("CNY", 1)]
    assert found[0][1]["on_previous"] == 660
    assert {line[0]["unit"] for line in lines(GROWTH)} == {"t"}


def test_quantity_is_meant_where_there_is_any() -> None:
    money = replace(MAGNETS, measure=Measure.VALUE, unit="USD", value=2e7)
    other = replace(money, commodity="gallium")
    points = facts.points(map(row, (MAGNETS, money, other)))

    def units(measure: Measure | None) -> list[tuple[str, str]]:
        chosen = facts.measured(points, measure)
        return sorted((point.series.commodity, str(point.series.measure)) for point in chosen)

    assert units(None) == [("gallium", "value"), ("rare-earth-magnets", "quantity")]
    assert units(Measure.VALUE) == [("gallium", "value"), ("rare-earth-magnets", "value")]


def test_what_contradicts_an_amount_stays_beside_it() -> None:
    others = [row(site=site, origin=site, url=f"https://{site}/") for site in ("b", "c")]
    [[told]] = lines(*others, row(replace(MAGNETS, value=335.0), site="d", origin="d", url="https://d/"))
    assert (told["value"], told["dissent"], told["verdict"]) == (353, [335.0], "disputed")
    assert (told["outlets"], told["sites"]) == (2, ["b", "c"])


def test_a_part_of_a_line_ends_with_what_is_known() -> None:
    points = facts.points(map(row, (level(1.0, -4), level(2.0, -2), level(3.0))))
    [line] = facts.lines(points, (), MONTH)
    assert [str(entry.period) for entry in line.within(date(2025, 3, 1), date(2025, 5, 31)).entries] == [
        "2025-04"
    ]
    assert line.within(date(2026, 1, 1), None).entries == ()


def test_a_bound_is_kept_and_an_odd_kind_of_point_makes_no_amount() -> None:
    [[told]] = lines(replace(MAGNETS, bound=Bound.OVER))
    assert (told["bound"], told["low"]) == (">", 353)
    share = replace(MAGNETS, kind=Kind.SHARE, unit="%", value=11.0)
    [[told]] = lines(share)
    assert (told["status"], told["value"], told["outlets"]) == ("missing", None, 1)
    assert lines(MINED) == []
