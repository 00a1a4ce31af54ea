"""Points of series as lines of a table: what stands in fixtures/reports is what a terminal shows."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch import facts, report
from rarewatch.model import POINT_KEYS, Bound, Kind, Measure, Period
from rarewatch.report.points import NARROWING, layout
from rarewatch.report.table import fitted
from tests.drawing import drawn
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, row

REPORTS = Path(__file__).parent.parent / "fixtures" / "reports"
FIGURES: list[dict[str, Any]] = json.loads((REPORTS / "rows.json").read_text(encoding="utf-8"))
ON_YEAR = replace(GROWTH, value=-52.9, baseline=Period.months(2024, 6))
ON_OTHER = replace(GROWTH, value=12.0, baseline=Period.months(2019, 6))
SHARE = replace(MAGNETS, kind=Kind.SHARE, unit="%", value=11.0)
SECOND = replace(MAGNETS, kind=Kind.RANK, unit=None, value=2.0)
HALF = replace(MAGNETS, period=Period.months(2025, 1, 6))


def points(*figures: Any) -> list[dict[str, Any]]:
    """Lines of a table, of figures that as many sites tell as they are named."""
    rows = [figure if isinstance(figure, dict) else row(figure) for figure in figures]
    return [point.as_row() for point in facts.reading_order(facts.points(rows))]


def seen(width: int, *figures: Any) -> str:
    return drawn(report.point_table(points(*figures), width), width)


def told_by(site: str, figure: Any, **more: Any) -> dict[str, Any]:
    return row(figure, site=site, origin=site, url=f"https://{site}/1", **more)


ALL = points(*FIGURES)


@pytest.mark.parametrize("wanted", sorted(REPORTS.glob("width-*.table")), ids=lambda path: path.stem)
def test_a_table_of_some_width_is_what_stands_in_its_fixture(wanted: Path) -> None:
    width = int(wanted.stem.removeprefix("width-"))
    assert drawn(report.point_table(ALL, width), width) == wanted.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100, 132, 200])
def test_a_table_never_wraps_and_never_cuts_an_amount(width: int) -> None:
    lines = drawn(report.point_table(ALL, width), width).splitlines()
    assert len(lines) == 1 + len(ALL)
    assert max(map(len, lines)) <= width
    if width >= 30:
        assert all(amount in "\n".join(lines) for amount in ("3,188 t", "353 t", "~$12.5 m"))


def test_the_keys_of_a_line_are_those_of_the_model() -> None:
    assert {tuple(line) for line in ALL} == {POINT_KEYS}


def test_columns_give_way_in_the_stated_order() -> None:
    """A narrower terminal never shows what a wider one left out."""
    full = points(MAGNETS, GROWTH, ON_YEAR, ON_OTHER, SHARE, SECOND, row(TOTAL, verdict="proved"))
    order = [word[1:].replace("_", " ") for step in NARROWING for word in step.split() if word[0] == "-"]
    gone: set[str] = set()
    for width in range(220, 20, -1):
        shown = {column.called for column in fitted(layout(full), full, width)[0]}
        left_out = {called for called in order if called not in shown}
        assert gone <= left_out
        assert left_out == set(order[: len(left_out)])
        gone = left_out
    assert gone == set(order)
    assert shown == {"Period", "Commodity", "From→to", "Amount"}


def test_one_line_tells_amount_growth_share_rank_outlets_and_verdict() -> None:
    told = (row(figure, verdict="proved") for figure in (MAGNETS, GROWTH, ON_YEAR, ON_OTHER, SHARE, SECOND))
    heading, line = seen(200, *told).splitlines()
    assert " ".join(heading.split()) == (
        "Period Flow Commodity From→to Amount m/m y/y Other growth Share Rank Outlets Verdict"
    )
    assert " ".join(line.split()) == (
        "2025-06 export rare earth magnets China → United States 353 t +660 % -52.9 % +12 % on 2019-06 "
        "11 % no. 2 1 proved"
    )


def test_a_column_that_would_be_empty_is_left_out() -> None:
    heading, _ = seen(200, MAGNETS).splitlines()
    assert heading.split() == ["Period", "Flow", "Commodity", "From→to", "Amount", "Outlets"]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_disputed_amount_shows_what_contradicts_it(width: int) -> None:
    rivals = [told_by(site, MAGNETS) for site in ("b", "c")]
    text = seen(width, *rivals, told_by("d", replace(MAGNETS, value=335.0)))
    assert "353 t ≠335" in text
    assert ("disputed" in text) == (width > 40)


def test_copies_count_as_one_voice() -> None:
    copy = row(MAGNETS, site="b", url="https://b/1", origin="a.example")
    assert seen(200, MAGNETS, copy).splitlines()[1].endswith(" 2 (1)")


def test_growth_on_the_period_before_is_called_by_its_right_name() -> None:
    half = replace(HALF, kind=Kind.CHANGE, unit="%", value=4.0, baseline=Period.months(2024, 7, 6))
    assert " m/m" in seen(200, MAGNETS, GROWTH)
    assert " On prev." in seen(200, MAGNETS, GROWTH, HALF, half)
    assert " m/m" not in seen(200, MAGNETS, GROWTH, HALF, half)


def test_growth_of_a_year_is_told_once() -> None:
    year = replace(GROWTH, period=Period.parse("2025"), baseline=Period.parse("2024"))
    heading, line = seen(200, year).splitlines()
    assert ("y/y" in heading, "m/m" in heading) == (True, False)
    assert line.count("+660 %") == 1


@pytest.mark.parametrize(
    ("figure", "wide", "narrow"),
    [
        (GROWTH, "+660 %", "+660 % m/m"),
        (ON_YEAR, "-52.9 %", "-52.9 % y/y"),
        (ON_OTHER, "+12 % on 2019-06", "+12 % on 2019-06"),
        (replace(ON_OTHER, baseline=None), "+12 % on ?", "+12 % on ?"),
        (SHARE, "11 %", "11 % share"),
        (SECOND, "no. 2", "no. 2"),
    ],
)
def test_a_line_without_an_amount_says_the_rest_in_its_place_where_room_lacks(
    figure: Any, wide: str, narrow: str
) -> None:
    assert wide in seen(200, TOTAL, figure)
    line = next(line for line in seen(45, TOTAL, figure).splitlines() if "US" in line)
    assert line.endswith(narrow)


def test_growth_of_value_is_told_from_growth_of_quantity() -> None:
    assert "export value" in seen(200, replace(GROWTH, measure=Measure.VALUE))
    assert "exp value" in seen(60, TOTAL, replace(GROWTH, measure=Measure.VALUE))


def test_within_a_period_the_total_comes_before_the_partners_and_these_by_size() -> None:
    japan, money = replace(MAGNETS, partner="JP", value=500.0), replace(MAGNETS, measure=Measure.VALUE)
    lines = points(MAGNETS, replace(money, unit="USD", value=9e6), SECOND, japan, TOTAL, MINED)
    assert [(line["partner"], str(line["measure"])) for line in lines] == [
        ("001", "quantity"),
        ("JP", "quantity"),
        ("US", "quantity"),
        ("US", "value"),
        (None, "quantity"),
    ]


numbers = st.floats(min_value=-1e6, max_value=1e6).map(lambda value: round(value, 1))
words = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.tuples(numbers, st.sampled_from(list(Bound)), st.sampled_from(["US", "JP"]))), words)
def test_whatever_is_reported_stands_on_lines_that_fit(told: list[Any], words: str) -> None:
    figures = [replace(MAGNETS, value=value, bound=bound, partner=partner) for value, bound, partner in told]
    found = points(*figures, replace(MAGNETS, reporter=f"[red]{words}[/nope]"), TOTAL)
    for width in (50, 200):
        lines = drawn(report.point_table(found, width), width).splitlines()
        assert len(lines) == 1 + len(found)
