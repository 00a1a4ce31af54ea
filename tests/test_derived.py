"""What follows from figures and was not said: an interval that holds the truth, with its proof."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.facts import Derived, Statement, Way, derived, points
from rarewatch.model import Bound, Figure, Flow, Kind, Measure, Period, Verdict
from tests.rows import GROWTH, JUNE, MAGNETS, TOTAL, row

MAY = JUNE.shifted(-1)
YEAR_AGO = JUNE.shifted(-12)
ON_YEAR = replace(GROWTH, partner="001", value=-38.1, baseline=YEAR_AGO)
SHARE = replace(MAGNETS, kind=Kind.SHARE, unit="%", value=41.0)


def level(period: str, value: float, **more: Any) -> Figure:
    return replace(TOTAL, period=Period.parse(period), value=value, **more)


def found(*figures: Figure, **more: Any) -> list[Derived]:
    return derived(points(row(figure, **more) for figure in figures))


def only(*figures: Figure) -> Derived:
    [one] = found(*figures)
    return one


def test_an_amount_after_a_change_gives_the_amount_before_it() -> None:
    june_2024 = only(TOTAL, ON_YEAR)
    assert (june_2024.period, june_2024.kind, june_2024.unit) == (YEAR_AGO, Kind.LEVEL, "t")
    assert june_2024.sentence == "5,142 to 5,159 t in June 2024: 3,188 t in June 2025 after -38.1 %"
    assert june_2024.value == pytest.approx(5150, abs=1)


def test_may_to_the_us_follows_from_june_and_its_growth() -> None:
    may = only(MAGNETS, GROWTH)
    assert may.period == MAY
    assert may.value == pytest.approx(46.4, abs=0.05)
    assert may.interval.low < 46.4 < may.interval.high
    assert may.series.partner == "US"


def test_an_amount_before_a_change_gives_the_amount_after_it() -> None:
    june = only(level("2024-06", 5150), ON_YEAR)
    assert (june.period, june.way) == (JUNE, Way.GROWN)
    assert june.sentence == "3,182 to 3,194 t in June 2025: 5,150 t in June 2024, then -38.1 %"


def test_a_share_of_the_total_gives_the_partner_and_the_partner_gives_the_total() -> None:
    part = only(TOTAL, SHARE)
    assert (part.series.partner, part.way) == ("US", Way.PART)
    assert part.sentence == "1,275 to 1,339 t in June 2025: 41 % of 3,188 t in all"
    whole = only(MAGNETS, SHARE)
    assert (whole.series.partner, whole.way) == ("001", Way.WHOLE)
    assert whole.sentence == "840 to 882 t in June 2025: 353 t to United States is 41 % of it"


def test_a_month_is_what_a_longer_span_leaves_when_all_else_in_it_is_known() -> None:
    half_year = level("2025-01/2025-06", 22319)
    known = [level("2025-01/2025-02", 8131), level("2025-03", 5043), level("2025-04", 3021)]
    may = next(one for one in found(half_year, *known, TOTAL) if one.way is Way.REST)
    assert (may.period, may.value) == (MAY, 22319 - 8131 - 5043 - 3021 - 3188)
    assert (may.interval.low, may.interval.high) == (2936 - 2.5, 2936 + 2.5)
    assert may.sentence == (
        "2,934 to 2,938 t in May 2025: 22,319 t in January to June 2025 less 8,131 t in January to February"
        " 2025, 5,043 t in March 2025, 3,021 t in April 2025 and 3,188 t in June 2025"
    )


def test_the_difference_of_two_years_to_date_is_a_month() -> None:
    june = only(level("2025-01/2025-06", 22319), level("2025-01/2025-05", 19131))
    assert (june.period, june.value) == (JUNE, 3188)
    assert (june.interval.low, june.interval.high) == (3187, 3189)


def test_two_months_missing_are_not_told_apart() -> None:
    assert found(level("2025-01/2025-03", 15234), level("2025-01", 5111)) == []


def test_growth_between_two_amounts_is_derived_where_nobody_states_it() -> None:
    growth = only(TOTAL, level("2025-05", 1238))
    assert (growth.kind, growth.period, growth.baseline, growth.unit) == (Kind.CHANGE, JUNE, MAY, "%")
    assert growth.sentence == (
        "+157.4 to +157.7 % in June 2025 against May 2025: 3,188 t in June 2025 after 1,238 t in May 2025"
    )
    assert found(TOTAL, level("2025-05", 1238), replace(GROWTH, partner="001", value=157.5)) == []


def test_what_was_reported_is_never_derived() -> None:
    assert found(TOTAL, ON_YEAR, level("2024-06", 5150)) == []


def test_one_derived_figure_leads_to_another_and_the_proof_is_a_tree() -> None:
    before = replace(ON_YEAR, period=YEAR_AGO, value=-1.5, baseline=JUNE.shifted(-13))
    may_2024, june_2024 = sorted(found(TOTAL, ON_YEAR, before), key=lambda one: one.period)
    assert (june_2024.depth, may_2024.depth) == (1, 2)
    assert may_2024.sources[0] == june_2024
    assert [one.row["value"] for one in may_2024.statements] == [3188, -38.1, -1.5]
    assert all(isinstance(one, Statement) for one in may_2024.statements)
    tree = may_2024.as_dict()
    assert tree["sources"][0]["sources"][0]["url"] == "https://a.example/1"


def test_the_chain_ends_before_its_roundings_tell_nothing() -> None:
    changes = [
        replace(ON_YEAR, period=JUNE.shifted(-12 * n), baseline=JUNE.shifted(-12 * n - 12), value=1.0)
        for n in range(9)
    ]
    assert max(one.depth for one in found(TOTAL, *changes)) == 3


def test_of_two_ways_the_narrower_is_taken() -> None:
    """As 41 % of 861 t, June is 344 to 362 t; as 388.3 t after +10.1 %, it is 352 to 353 t."""
    july = JUNE.shifted(1)
    grown = replace(GROWTH, period=july, baseline=JUNE, value=10.1)
    ways = replace(TOTAL, value=861.0), SHARE, grown, replace(MAGNETS, period=july, value=388.3)
    [june] = [one for one in found(*ways) if one.period == JUNE]
    assert june.way is Way.BASE
    assert [one.way for one in found(*ways[:2])] == [Way.PART]


def test_two_ways_that_contradict_each_other_prove_nothing() -> None:
    july = JUNE.shifted(1)
    other = [
        replace(MAGNETS, period=july, value=400.0),
        replace(GROWTH, period=july, baseline=JUNE, value=-50.0),
    ]
    assert [one.period for one in found(TOTAL, SHARE)] == [JUNE]
    assert JUNE not in [one.period for one in found(TOTAL, SHARE, *other) if one.kind is Kind.LEVEL]


@pytest.mark.parametrize("bound", [Bound.OVER, Bound.UNDER])
def test_more_than_and_less_than_have_no_end_to_reckon_with(bound: Bound) -> None:
    assert found(TOTAL, replace(ON_YEAR, bound=bound)) == []
    assert found(replace(TOTAL, bound=bound), ON_YEAR) == []


def test_what_is_disputed_proves_nothing() -> None:
    assert found(TOTAL, ON_YEAR, verdict=Verdict.DISPUTED) == []


@pytest.mark.parametrize(
    "figures",
    [
        (TOTAL, replace(ON_YEAR, value=-100.0)),
        (replace(TOTAL, value=0.0), ON_YEAR),
        (TOTAL, replace(ON_YEAR, baseline=None)),
        (replace(TOTAL, period=None), replace(ON_YEAR, period=None)),
        (TOTAL, replace(SHARE, value=0.0)),
        (replace(TOTAL, partner=None), replace(SHARE, partner=None)),
        (TOTAL, replace(ON_YEAR, value=-80.0, bound=Bound.ABOUT)),
        (),
    ],
)
def test_nothing_follows_from_what_has_no_ground(figures: tuple[Figure, ...]) -> None:
    """A fall to nothing, nothing, no baseline, no period, no share, no partner, too wide, no figure."""
    assert found(*figures) == []


def test_growth_of_amounts_in_two_currencies_is_nobodys() -> None:
    value = replace(TOTAL, measure=Measure.VALUE, unit="USD", value=2.345e7)
    change = replace(ON_YEAR, measure=Measure.VALUE)
    assert [one.unit for one in found(value, change)] == ["USD"]
    assert found(value, replace(value, unit="CNY", value=1.678e8), change) == []


def test_imports_come_from_their_partner() -> None:
    [whole] = found(*(replace(figure, flow=Flow.IMPORT) for figure in (MAGNETS, SHARE)))
    assert "353 t from United States" in whole.sentence


amounts = st.integers(100, 99_999)


@given(amounts, amounts, st.integers(0, 2))
def test_the_truth_is_in_the_interval_however_the_growth_is_rounded(
    before: int, after: int, digits: int
) -> None:
    growth = round((after / before - 1) * 100, digits)
    if growth == 0:
        return
    for one in found(replace(TOTAL, value=float(after)), replace(ON_YEAR, value=growth)):
        assert one.interval.low - 1e-6 <= before <= one.interval.high + 1e-6


@given(st.lists(amounts, min_size=12, max_size=12), st.integers(0, 11))
def test_the_rest_of_a_year_is_the_month_that_was_left_out(months: list[int], left_out: int) -> None:
    year = level("2025", float(sum(months)))
    told = [level(f"2025-{n + 1:02}", float(month)) for n, month in enumerate(months) if n != left_out]
    rests = [one for one in found(year, *told) if one.way is Way.REST]
    assert all(one.period == Period.months(2025, left_out + 1) for one in rests)
    assert all(one.interval.low <= months[left_out] <= one.interval.high for one in rests)
