"""Claims about order: read from the words, tied to a figure, and tested against what is known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch import facts
from rarewatch.figures import find_claims, find_figures
from rarewatch.figures.orders import PHRASINGS, Phrasing, said
from rarewatch.model import CLAIM_KEYS, Article, Claim, Figure, Order, Period
from rarewatch.vocabulary import table
from tests.rows import GROWTH, JUNE, MAGNETS, TOTAL, row


def claims(text: str, title: str = "", published: str = "2025-08-20") -> list[Claim]:
    article = Article(text, title=title, published=date.fromisoformat(published))
    return find_claims(article, find_figures(article))


def told(claim: Claim) -> tuple[Any, ...]:
    back = str(claim.since) if claim.since else claim.months or claim.place
    return str(claim.order), back, claim.partner, str(claim.period)


@pytest.mark.parametrize("phrasing", PHRASINGS, ids=lambda phrasing: phrasing.name)
def test_a_phrasing_reads_its_example_and_not_its_near_miss(phrasing: Phrasing) -> None:
    assert len(list(said(phrasing.example))) == 1
    assert list(said(phrasing.near_miss)) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "China sold 5,577 tons of rare earth magnets abroad in July, a jump of 75% from 3,188 tons in"
            " June and the largest monthly figure since January.",
            ("high", "2025-01", "001", "2025-07"),
        ),
        (
            "China exported 3,188 tons of rare earth magnets in June, the lowest level since February 2020.",
            ("low", "2020-02", "001", "2025-06"),
        ),
        (
            "China's exports of rare earth magnets rose to 5,577 tons in July, a seven-month high.",
            ("high", 7, "001", "2025-07"),
        ),
        (
            "China exported a record 6,357 tons of rare earth magnets in January.",
            ("record high", None, "001", "2025-01"),
        ),
        (
            "China's exports of rare earth magnets to Japan fell to 3 tons in July, the least on record.",
            ("record low", None, "JP", "2025-07"),
        ),
        (
            "China's exports of rare earths rose 7.3% to 52,307 tonnes in 2024, the highest annual figure"
            " since 2018.",
            ("high", "2018", "001", "2024"),
        ),
        (
            "China's exports of rare earth magnets fell 6% to 5,577 tons in July, the first fall in"
            " five months.",
            ("first fall", 5, "001", "2025-07"),
        ),
        (
            "China's exports of rare earth magnets rose 6% to 5,577 tons in July, the first rise"
            " since March.",
            ("first rise", "2025-03", "001", "2025-07"),
        ),
        (
            "China exported 619 tons of rare earth magnets to the United States in July, while Germany took"
            " 1,116 tons, the most since November.",
            ("high", "2024-11", "DE", "2025-07"),
        ),
        (
            "China exported 5,577 tons of rare earth magnets in July. That was the highest since January.",
            ("high", "2025-01", "001", "2025-07"),
        ),
        (
            "China exported 6,146 tons of rare earth magnets in August 2025, a new high for the year.",
            ("high", "2024-12", "001", "2025-08"),
        ),
        (
            "China exported 6,217 tons of rare earths in May, more than in any earlier month.",
            ("record high", None, "001", "2025-05"),
        ),
        (
            "China exported 619 tons of rare earth magnets to the United States in July, the most since June"
            " last year.",
            ("high", "2024-06", "US", "2025-07"),
        ),
    ],
)
def test_a_claim_takes_its_series_and_period_from_the_figure_beside_it(
    text: str, claim: tuple[Any, ...]
) -> None:
    assert claim in [told(one) for one in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "China exported 5,577 tons of rare earth magnets in July, the fastest growth since January.",
        "China's exports of rare earth magnets fell 7% to 5,774 tons in September from August's"
        " seven-month high.",
        "China exported 5,577 tons of rare earth magnets in July, records show.",
        "China exported 5,577 tons of rare earth magnets in July as prices reached a two-year high.",
        "China exported 5,577 tons of rare earth magnets in July. Prices are the highest since January.",
        "China exported 5,577 tons of rare earth magnets in July, a record increase.",
        "The stock market hit a seven-month high.",
    ],
)
def test_what_is_claimed_of_something_else_is_not_read(text: str) -> None:
    assert [told(one) for one in claims(text)] == []


def test_a_place_among_partners_is_a_claim() -> None:
    text = (
        "China exported 1,116 tons of rare earth magnets to Germany in July. The United States was the"
        " second-largest destination."
    )
    ranks = [one for one in claims(text) if one.order is Order.RANK]
    assert [told(one) for one in ranks] == [("rank", 2, "US", "2025-07")]


def test_a_claim_quotes_the_text_and_tells_its_place() -> None:
    text = "In short. China exported 5,577 tons of rare earth magnets in July, the highest since January."
    [one] = claims(text)
    assert text[one.start :].startswith(one.quote)
    assert one.quote in one.sentence
    assert tuple(one.as_dict()) == CLAIM_KEYS
    [title] = claims("Nothing.", title=text)
    assert title.in_title


@given(st.text(st.sampled_from("a record high since January first fall in five months .\n5%"), max_size=300))
def test_any_text_is_read(text: str) -> None:
    figures = [replace(TOTAL, start=start, quote="5") for start in (0, 40)]
    article = Article(text, title="A record 5 tons")
    for one in find_claims(article, [*figures, replace(TOTAL, in_title=True)]):
        assert (article.title if one.in_title else article.text)[one.start :].startswith(one.quote)


def test_the_words_of_claims_are_in_small_letters_and_each_stands_once() -> None:
    for part in table("claims").values():
        words = [word for listed in part.values() for word in listed]
        assert words == [word.strip().lower() for word in words]
        assert len(words) == len(set(words))


# testing


def claim(order: Order, period: Period | None = JUNE, **more: Any) -> dict[str, Any]:
    keys = (TOTAL.commodity, TOTAL.flow, TOTAL.reporter, TOTAL.partner, TOTAL.measure)
    return Claim(*keys, period, order, **more).as_dict()


def months(*values: float | None, figure: Figure = TOTAL) -> list[dict[str, Any]]:
    """Amounts of the months up to June 2025; None where nobody reported it."""
    first = JUNE.shifted(1 - len(values))
    return [
        row(replace(figure, period=first.shifted(number), value=value))
        for number, value in enumerate(values)
        if value is not None
    ]


def verdict(one: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[str, str]:
    [found] = facts.tested([one], facts.points(rows))
    return str(found.outcome), found.reason


RISING = tuple(range(1003, 5003, 112))
JANUARY = Period.months(2025, 1)
HIGH = claim(Order.HIGH, since=JANUARY)


@pytest.mark.parametrize(
    ("one", "values", "outcome"),
    [
        (HIGH, (6357, 4001, 5002, 3003, 1238, 5577), "holds"),
        (HIGH, (None, 4001, 5002, 3003, 1238, 5577), "holds"),
        (HIGH, (6357, 4001, 5802, 3003, 1238, 5577), "fails"),
        (HIGH, (6357, 4001, None, 3003, 1238, 5577), "cannot tell"),
        (HIGH, (6357, None, 5802, 3003, 1238, 5577), "fails"),
        (HIGH, (5111, 4001, 5002, 3003, 1238, 5577), "fails"),
        (HIGH, (6357, 4001, 5577, 3003, 1238, 5577), "cannot tell"),
        (HIGH, (6357, 4001, 5002, 3003, 1238, None), "cannot tell"),
        (claim(Order.LOW, since=JANUARY), (1111, 4001, 5002, 3003, 2238, 1238), "holds"),
        (claim(Order.LOW, since=JANUARY), (1111, 4001, 5002, 1003, 2238, 1238), "fails"),
        (claim(Order.HIGH, months=3), (9999, 9999, 9999, 3003, 1238, 5577), "holds"),
        (claim(Order.HIGH, months=4), (9999, 9999, 9999, 3003, 1238, 5577), "fails"),
        (claim(Order.HIGH, months=9), (9, 8, 7, 6, 5, 5577), "cannot tell"),
        (claim(Order.HIGH, None, months=9), (9, 8, 7, 6, 5, 5577), "cannot tell"),
        (claim(Order.HIGH), (9, 8, 7, 6, 5, 5577), "cannot tell"),
        (claim(Order.RECORD_HIGH), RISING, "holds"),
        (claim(Order.RECORD_HIGH), (9999, *RISING), "fails"),
        (claim(Order.RECORD_HIGH), (1001, 1002), "cannot tell"),
        (claim(Order.RECORD_LOW), RISING[::-1], "holds"),
    ],
)
def test_the_highest_or_lowest_is_tested_against_every_month_between(
    one: dict[str, Any], values: tuple[float | None, ...], outcome: str
) -> None:
    found, reason = verdict(one, months(*values))
    assert found == outcome, reason
    assert reason


def test_a_reason_names_what_speaks_against_a_claim_and_what_is_missing() -> None:
    assert verdict(HIGH, months(6357, 4001, 5802, 3003, 1238, 5577))[1] == (
        "5,802 t in March 2025 is higher than 5,577 t in June 2025"
    )
    assert verdict(HIGH, months(6357, None, 5002, None, 1238, 5577))[1] == (
        "February 2025, April 2025 are not known"
    )


def test_what_follows_from_other_figures_counts_too() -> None:
    growth = row(replace(GROWTH, partner="001", value=-38.1, baseline=JUNE.shifted(-1)))
    found, reason = verdict(claim(Order.HIGH, months=2), [*months(3188), growth])
    assert (found, "≈ 5,142 to 5,159 t in May 2025" in reason) == ("fails", True)


def changes(*values: float | None) -> list[dict[str, Any]]:
    first = JUNE.shifted(1 - len(values))
    figure = replace(GROWTH, partner="001")
    told = [(first.shifted(number), value) for number, value in enumerate(values)]
    return [
        row(replace(figure, period=period, value=value, baseline=period.previous()))
        for period, value in told
        if value is not None
    ]


@pytest.mark.parametrize(
    ("order", "values", "outcome"),
    [
        (Order.FIRST_FALL, (5.1, 2.3, 3.4, 7.7, -3.2), "holds"),
        (Order.FIRST_FALL, (5.1, -2.3, 3.4, 7.7, -3.2), "fails"),
        (Order.FIRST_FALL, (5.1, 2.3, 3.4, 7.7, 3.2), "fails"),
        (Order.FIRST_FALL, (5.1, None, 3.4, 7.7, -3.2), "cannot tell"),
        (Order.FIRST_FALL, (None, None, None, None, None), "cannot tell"),
        (Order.FIRST_RISE, (-5.1, -2.3, -3.4, -7.7, 3.2), "holds"),
    ],
)
def test_a_first_fall_is_tested_against_the_growth_of_the_months_before(
    order: Order, values: tuple[float | None, ...], outcome: str
) -> None:
    found, reason = verdict(claim(order, months=5), changes(*values))
    assert found == outcome, reason


def partners(total: float | None, **values: float) -> list[dict[str, Any]]:
    rows = [row(replace(MAGNETS, partner=code, value=value)) for code, value in values.items()]
    return rows if total is None else [*rows, row(replace(TOTAL, value=total))]


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        (partners(1803, DE=1101, US=401, JP=201), "holds"),
        (partners(1903, DE=301, US=401, JP=901, KR=291), "holds"),
        (partners(3003, DE=1101, US=401, JP=901), "fails"),
        (partners(903, DE=301, US=401, JP=191), "fails"),
        (partners(3003, DE=1101, US=401, JP=201), "cannot tell"),
        (partners(None, DE=1101, US=401, JP=201), "cannot tell"),
        (partners(1803, DE=1101, US=401, JP=401), "cannot tell"),
        (partners(1803, DE=1101), "cannot tell"),
    ],
)
def test_a_place_is_tested_against_the_other_partners_and_what_the_total_leaves(
    rows: list[dict[str, Any]], outcome: str
) -> None:
    found, reason = verdict(claim(Order.RANK, place=2) | {"partner": "US"}, rows)
    assert found == outcome, reason


def test_every_order_has_a_test() -> None:
    for order in Order:
        assert verdict(claim(order), [])[0] == "cannot tell"


@given(st.lists(st.integers(1, 99_999), min_size=2, max_size=14), st.integers(2, 14))
def test_a_claim_holds_or_fails_as_the_true_amounts_have_it(values: list[int], span: int) -> None:
    """Amounts ending in zeros may stand for others, so they may leave it open."""
    found, _ = verdict(claim(Order.HIGH, months=span), months(*map(float, values)))
    truth = max(values[-span:-1], default=0) < values[-1]
    assert found == "cannot tell" or (found == "holds") == truth
