"""What contradicts is laid side by side, the one at fault is named, and so is the likely error."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.facts import Dispute, disputes, verdicts
from rarewatch.facts.disputes import DISPUTE_KEYS, MENTION_KEYS
from rarewatch.model import WORLD, Bound, Figure, Flow, Kind, Measure, Period, Verdict
from tests.rows import GROWTH, JUNE, MAGNETS, TOTAL, row
from tests.trade_trials import Tally, clean_flagged, trials

MAY, JULY, HALF = Period.months(2025, 5), Period.months(2025, 7), Period.months(2025, 1, 6)
DAYS = Period.parse("2025-06-01/2025-06-07")
ON_MONTH = replace(TOTAL, kind=Kind.CHANGE, value=157.5, unit="%", baseline=MAY)
HONEST = (
    TOTAL,
    replace(TOTAL, value=1238.0, period=MAY),
    ON_MONTH,
    MAGNETS,
    GROWTH,
    replace(MAGNETS, value=764.0, partner="DE"),
    replace(TOTAL, value=22319.0, period=HALF),
    replace(TOTAL, value=5577.0, period=JULY),
    replace(ON_MONTH, value=74.9, period=JULY, baseline=JUNE),
    replace(TOTAL, value=7742.2, commodity="rare-earths"),
)
"""What two outlets print each."""


def told(*wrong: Figure, honest: tuple[Figure, ...] = HONEST, outlets: int = 2) -> list[dict[str, Any]]:
    """The honest figures from so many outlets, and wrong ones from the site wrong.example."""
    named = [(figure, f"site{site}.example") for site in range(outlets) for figure in honest]
    named += [(figure, "wrong.example") for figure in wrong]
    return [
        row(
            figure,
            id=place,
            site=site,
            origin=site,
            url=f"https://{site}/1",
            sentence=f"It is {figure.value}.",
        )
        for place, (figure, site) in enumerate(named)
    ]


def only(*wrong: Figure, outlets: int = 2) -> Dispute:
    [dispute] = disputes(told(*wrong, outlets=outlets))
    return dispute


def test_where_all_agree_there_is_no_dispute() -> None:
    assert disputes(told()) == []
    assert disputes([]) == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (replace(MAGNETS, value=533.0), "digits"),
        (replace(MAGNETS, value=335.0), "digits"),
        (replace(TOTAL, value=1388.0, period=MAY), None),
        (replace(MAGNETS, value=64.0, partner="DE"), None),
        (replace(ON_MONTH, value=1575.0), "decimal"),
        (replace(MAGNETS, value=35.3), "decimal"),
        (replace(ON_MONTH, value=-157.5), "sign"),
        (replace(ON_MONTH, value=74.9), "baseline"),
        (replace(TOTAL, period=HALF), "period"),
        (replace(TOTAL, value=22319.0), "period"),
        (replace(MAGNETS, value=764.0), "partner"),
        (replace(MAGNETS, partner="DE"), "partner"),
        (replace(TOTAL, value=7742.2), "commodity"),
        (replace(MAGNETS, value=353000.0), "unit"),
        (replace(TOTAL, value=3.188), "unit"),
        (replace(TOTAL, value=7028337.0), "unit"),
        (replace(TOTAL, value=4096.0), None),
    ],
)
def test_the_one_against_the_others_and_its_likely_error_are_named(wrong: Figure, error: str | None) -> None:
    dispute = only(wrong)
    assert dispute.suspect == "https://wrong.example/1"
    assert dispute.statement.row["value"] == wrong.value
    assert (dispute.likely_error and str(dispute.likely_error)) == error


def test_of_one_against_one_an_error_that_fits_one_of_them_tells_who_is_wrong() -> None:
    """The total of all rare earths, called that of magnets: two numbers from one outlet each."""
    dispute = only(replace(TOTAL, value=7742.2), outlets=1)
    assert (dispute.suspect, dispute.likely_error) == ("https://wrong.example/1", "commodity")


def test_of_one_against_one_with_nothing_else_nobody_is_suspected() -> None:
    [dispute] = disputes(told(replace(MAGNETS, value=335.0), honest=(MAGNETS,), outlets=1))
    assert (dispute.suspect, dispute.likely_error) == (None, "digits")
    assert {mention["value"] for mention in dispute.mentions} == {353.0, 335.0}


def test_a_number_that_breaks_arithmetic_alone_is_found() -> None:
    """More to one partner than to the world, and nobody else names that partner."""
    [dispute] = disputes(told(replace(MAGNETS, value=402000.0, partner="VN")))
    assert dispute.suspect == "https://wrong.example/1"


def test_a_dispute_as_a_dict_has_the_keys_that_other_tools_read() -> None:
    found = only(replace(MAGNETS, value=533.0)).as_dict()
    assert tuple(found) == (*DISPUTE_KEYS, "mentions", "suspect", "likely_error")
    assert (found["commodity"], found["partner"], found["period"]) == ("rare-earth-magnets", "US", "2025-06")
    assert (found["kind"], found["measure"], found["baseline"]) == ("level", "quantity", None)
    assert all(tuple(mention) == MENTION_KEYS for mention in found["mentions"])
    wrong = {"url": "https://wrong.example/1", "value": 533, "unit": "t", "sentence": "It is 533.0."}
    assert found["mentions"][0] == wrong


def test_the_numbers_furthest_apart_come_first() -> None:
    found = disputes(told(replace(MAGNETS, value=335.0), replace(TOTAL, value=3188000.0)))
    assert [dispute.statement.row["value"] for dispute in found] == [3188000.0, 335.0]


def test_many_numbers_for_one_thing_take_no_longer_than_they_are_many() -> None:
    rows = told(*(replace(TOTAL, value=float(7 * number)) for number in range(1, 3000)))
    assert len(disputes(rows)) > 2500


def test_a_partner_is_not_taken_for_the_world() -> None:
    assert only(replace(MAGNETS, partner=WORLD)).likely_error == "partner"


def test_a_zero_that_was_swapped_to_the_front_is_missed() -> None:
    """ "051 tons" for 501 tons is read as 51 tons."""
    honest = (*HONEST, replace(MAGNETS, value=501.0, partner="JP"))
    [dispute] = disputes(told(replace(MAGNETS, value=51.0, partner="JP"), honest=honest))
    assert dispute.likely_error == "digits"


figures = st.builds(
    Figure,
    commodity=st.sampled_from(["rare-earths", "rare-earth-magnets"]),
    flow=st.sampled_from(Flow),
    reporter=st.just("CN"),
    partner=st.sampled_from([None, "001", "US", "DE", "EU"]),
    period=st.sampled_from([None, JUNE, MAY, HALF, Period.parse("1900"), Period.parse("2099-12"), DAYS]),
    kind=st.sampled_from(Kind),
    measure=st.just(Measure.QUANTITY),
    value=st.sampled_from([0.0, -0.0, 1.0, 353.0, 660.0, -38.1, -100.0, -250.0, 1e15, 1e-9, 0.5]),
    unit=st.sampled_from([None, "t", "%", "USD"]),
    baseline=st.sampled_from([None, MAY, JUNE, Period.parse("1900"), DAYS]),
    bound=st.sampled_from(Bound),
    quote=st.sampled_from(["", "doubled", "353"]),
)


@given(st.lists(figures, max_size=8))
def test_whatever_figures_say_they_are_judged(found: list[Figure]) -> None:
    """What rules read out of a page may be any nonsense."""
    rows = told(*found, honest=())
    given_out = verdicts(rows)
    assert set(given_out) == {one["id"] for one in rows}
    for dispute in disputes(rows):
        json.dumps(dispute.as_dict(), allow_nan=False)
        assert all(check.says for check in dispute.checks)
        assert any(given_out[mention["id"]] is Verdict.DISPUTED for mention in dispute.mentions)


# Stories made by program


@pytest.fixture(scope="module")
def tally() -> Tally:
    """Corruptions of every kind in two small worlds, together."""
    whole = Tally()
    for seed in (1, 2):
        for one in trials(seed, 10, months=14).values():
            whole.add(one)
    return whole


def test_clean_stories_are_not_flagged() -> None:
    counts = [clean_flagged(seed) for seed in range(3)]
    told_in_all, flagged = (sum(count) for count in zip(*counts, strict=True))
    assert told_in_all > 500
    assert flagged < 0.01 * told_in_all


def test_what_contradicts_is_flagged_and_named(tally: Tally) -> None:
    assert tally.contradicting > 50
    assert tally.flagged >= 0.95 * tally.contradicting
    assert tally.named >= 0.8 * tally.contradicting
