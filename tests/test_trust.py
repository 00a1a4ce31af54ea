"""Every figure is held against all others: what agrees is proved, what contradicts is disputed."""

import doctest
from dataclasses import replace
from itertools import permutations
from types import ModuleType
from typing import Any

import pytest

from rarewatch.facts import CheckKind, allowed, checks, checks_words, disputes_errors, verdicts
from rarewatch.model import Bound, Figure, Flow, Kind, Measure, Period, Verdict
from tests.rows import GROWTH, JUNE, MAGNETS, TOTAL, row

MAY, LAST_JUNE = Period.months(2025, 5), Period.months(2024, 6)
ON_YEAR = replace(TOTAL, kind=Kind.CHANGE, value=-38.1, unit="%", baseline=LAST_JUNE)
ON_MONTH = replace(ON_YEAR, value=157.5, baseline=MAY)
SHARE = replace(MAGNETS, kind=Kind.SHARE, value=11.1, unit="%")
SECOND = replace(MAGNETS, kind=Kind.RANK, value=2.0, unit=None)
HALF = Period.months(2025, 1, 6)
PROVED, DISPUTED, ALONE = Verdict


def rows_of(*figures: Figure | tuple[Figure, str]) -> list[dict[str, Any]]:
    """A row for each figure, from a site of its own unless one is named."""
    named = [one if isinstance(one, tuple) else (one, f"site{place}") for place, one in enumerate(figures)]
    return [
        row(figure, id=place, site=site, origin=site, url=f"https://{site}.example/1")
        for place, (figure, site) in enumerate(named)
    ]


def judged(*figures: Figure | tuple[Figure, str]) -> list[Verdict]:
    """The verdict of each figure, in their order."""
    found = verdicts(rows_of(*figures))
    return [found[place] for place in range(len(figures))]


def level(value: float, figure: Figure = TOTAL, **other: Any) -> Figure:
    return replace(figure, value=value, **other)


# Verdicts


def test_a_figure_on_which_nothing_bears_is_alone() -> None:
    assert judged(TOTAL) == [ALONE]
    assert judged(TOTAL, level(1238.0, period=MAY), ON_YEAR) == [ALONE] * 3


def test_two_origins_prove_and_copies_of_one_story_do_not() -> None:
    assert judged(TOTAL, TOTAL) == [PROVED] * 2
    assert judged((TOTAL, "wire"), (TOTAL, "wire")) == [ALONE] * 2


def test_level_base_and_growth_prove_each_other_even_in_one_article() -> None:
    told = [(TOTAL, "a"), (level(1238.0, period=MAY), "a"), (ON_MONTH, "a")]
    assert judged(*told) == [PROVED] * 3


def test_roundings_of_one_fact_are_one_fact() -> None:
    """157.5 %, 157 % and "around 160 %" support each other."""
    about = replace(ON_MONTH, value=160.0, bound=Bound.ABOUT)
    assert judged(ON_MONTH, replace(ON_MONTH, value=157.0), about) == [PROVED] * 3


def test_the_seed_story_is_proved() -> None:
    """June 2025: 3,188 t, 157.5 % or around 160 % above May's 1,238 t; 353 t to the US, 660 % above 46 t."""
    about = replace(ON_MONTH, value=160.0, bound=Bound.ABOUT)
    june_before = level(5150.0, period=LAST_JUNE)
    to_us = level(46.0, MAGNETS, period=MAY)
    told = (TOTAL, ON_MONTH, about, level(1238.0, period=MAY), ON_YEAR, june_before, MAGNETS, GROWTH, to_us)
    assert judged(*told) == [PROVED] * len(told)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_lone_dissenter_is_disputed_and_the_supported_number_stays_proved(order: tuple[int, ...]) -> None:
    told = [MAGNETS, MAGNETS, replace(MAGNETS, value=335.0)]
    found = judged(*(told[place] for place in order))
    assert [found[order.index(place)] for place in range(3)] == [PROVED, PROVED, DISPUTED]


def test_a_copy_that_says_otherwise_than_the_others_is_disputed_alone() -> None:
    """The others are not proved by it: they are one source."""
    found = verdicts(
        row(
            replace(MAGNETS, value=value),
            id=place,
            site=f"s{place}",
            origin="wire",
            url=f"https://s{place}.x/",
        )
        for place, value in enumerate((353.0, 335.0, 353.0))
    )
    assert [found[place] for place in range(3)] == [ALONE, DISPUTED, ALONE]


def test_a_base_that_outlets_agree_to_have_been_revised_is_no_error() -> None:
    told = [(1238.0, "2025-06-20"), (1238.0, "2025-06-21"), (1246.0, "2025-07-20"), (1246.0, "2025-07-21")]

    def found(values: list[tuple[float, str]]) -> set[Verdict]:
        rows = rows_of(*(level(value, period=MAY) for value, _ in values))
        dated = [one | {"published": day} for one, (_, day) in zip(rows, values, strict=True)]
        return set(verdicts(dated).values())

    assert found(told) == {PROVED}
    assert DISPUTED in found(told[1:]), "one origin alone may have erred"
    assert DISPUTED in found([(1238.0, "2025-07-20")] * 2 + [(1246.0, "2025-07-20")] * 2)
    assert DISPUTED in found([*told[:2], (2138.0, "2025-07-20"), (2138.0, "2025-07-21")])


def test_of_one_against_one_nobody_is_believed() -> None:
    assert judged(MAGNETS, replace(MAGNETS, value=335.0)) == [DISPUTED] * 2


def test_arithmetic_stands_against_a_number_that_more_outlets_copied() -> None:
    """335 t from two origins; 353 t agrees with its base, its growth, its share and next month's growth."""
    july = Period.months(2025, 7)
    told = [
        *[replace(MAGNETS, value=335.0)] * 2,
        MAGNETS,
        GROWTH,
        level(46.4, MAGNETS, period=MAY),
        SHARE,
        TOTAL,
        level(619.0, MAGNETS, period=july),
        replace(GROWTH, period=july, value=75.4, baseline=JUNE),
    ]
    assert judged(*told)[:3] == [DISPUTED, DISPUTED, PROVED]


def test_a_change_that_does_not_fit_its_level_and_base_is_disputed() -> None:
    """ "75 % in June" for "75 % from June": nobody else names the growth, but the levels do."""
    base = level(1238.0, period=MAY)
    told = [TOTAL, TOTAL, base, base, replace(ON_MONTH, value=75.0)]
    assert judged(*told) == [*[PROVED] * 4, DISPUTED]


@pytest.mark.parametrize(
    "other",
    [
        level(3000.0, bound=Bound.OVER),
        level(3200.0, bound=Bound.UNDER),
        level(3200.0, bound=Bound.ABOUT),
        level(3187.6),
        level(3190.0),
        replace(TOTAL, value=2000.0, unit="USD", measure=Measure.VALUE),
        replace(TOTAL, value=5000.0, commodity="rare-earths"),
        replace(TOTAL, value=99.0, flow=Flow.IMPORT),
        replace(TOTAL, value=99.0, period=None),
    ],
)
def test_honest_rounding_and_other_things_contradict_nothing(other: Figure) -> None:
    assert DISPUTED not in judged(TOTAL, other, ON_MONTH)


def test_growth_in_words_is_rough() -> None:
    """ "Fell by a third" is said of 31.9 %."""
    third = replace(ON_YEAR, value=-33.3, quote="fell by a third")
    assert DISPUTED not in judged(third, replace(ON_YEAR, value=-31.9))
    assert DISPUTED in judged(replace(third, quote="fell by 33.3%"), replace(ON_YEAR, value=-31.9))


@pytest.mark.parametrize("module", [checks_words, disputes_errors])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried
    assert not failed


# Checks


def only(*figures: Figure) -> tuple[CheckKind, bool]:
    [check] = checks(rows_of(*figures))
    return check.kind, check.holds


@pytest.mark.parametrize(
    ("told", "kind", "holds"),
    [
        ((MAGNETS, GROWTH, level(46.0, MAGNETS, period=MAY)), CheckKind.GROWTH, True),
        ((MAGNETS, GROWTH, level(64.0, MAGNETS, period=MAY)), CheckKind.GROWTH, False),
        ((MAGNETS, SHARE, TOTAL), CheckKind.SHARE, True),
        ((MAGNETS, replace(SHARE, value=21.1), TOTAL), CheckKind.SHARE, False),
        ((MAGNETS, TOTAL, level(2900.0, MAGNETS, partner="DE")), CheckKind.PARTNERS, False),
        ((MAGNETS, TOTAL, level(2700.0, MAGNETS, partner="DE")), CheckKind.PARTNERS, True),
        ((level(9000.0, MAGNETS), TOTAL), CheckKind.PARTNERS, False),
        ((TOTAL, level(3000.0, period=HALF)), CheckKind.PERIODS, False),
        (
            (
                level(1000.0, period=Period.months(2025, 1, 3)),
                level(2000.0, period=Period.months(2025, 4, 3)),
                level(3000.0, period=HALF),
            ),
            CheckKind.PERIODS,
            True,
        ),
        (
            (
                level(1001.0, period=Period.months(2025, 1, 3)),
                level(2222.0, period=Period.months(2025, 4, 3)),
                level(3333.0, period=HALF),
            ),
            CheckKind.PERIODS,
            False,
        ),
        ((MAGNETS, replace(SECOND, value=1.0), level(764.0, MAGNETS, partner="DE")), CheckKind.RANK, False),
        ((MAGNETS, SECOND, level(764.0, MAGNETS, partner="DE")), CheckKind.RANK, True),
        ((SECOND, replace(SECOND, partner="DE")), CheckKind.RANK, False),
        ((MAGNETS, replace(MAGNETS, value=335.0)), CheckKind.RIVALS, False),
    ],
)
def test_each_kind_of_arithmetic_is_checked(told: tuple[Figure, ...], kind: CheckKind, holds: bool) -> None:
    found = {(check.kind, check.holds) for check in checks(rows_of(*told))}
    assert (kind, holds) in found


def test_growth_over_two_months_is_that_of_one_and_the_other() -> None:
    april = Period.months(2025, 4)
    steps = replace(GROWTH, period=MAY, baseline=april, value=-50.0), replace(GROWTH, value=100.0)
    assert only(*steps, replace(GROWTH, baseline=april, value=0.5)) == (CheckKind.CHAIN, True)
    assert only(*steps, replace(GROWTH, baseline=april, value=50.0)) == (CheckKind.CHAIN, False)


def test_a_lonely_number_is_held_against_a_longer_way() -> None:
    """June 2025 by way of June 2024, which only its own growth from May 2024 gives."""
    told = [
        MAGNETS,
        replace(GROWTH, value=-40.0, baseline=LAST_JUNE),
        replace(GROWTH, period=LAST_JUNE, value=10.0, baseline=Period.months(2024, 5)),
        level(535.0, MAGNETS, period=Period.months(2024, 5)),
    ]
    found = checks(rows_of(*told))
    assert {check.kind for check in found} == {CheckKind.ROUND}
    assert all(check.holds for check in found)
    wrong = checks(rows_of(level(533.0, MAGNETS), *told[1:]))
    assert not any(check.holds for check in wrong)


def test_countries_are_summed_up_and_regions_are_not() -> None:
    """What went to the EU went to Germany too."""
    told = [level(1700.0, MAGNETS, partner=partner) for partner in ("EU", "DE")]
    assert all(check.holds for check in checks(rows_of(TOTAL, *told)))


def test_a_check_says_its_numbers_in_a_sentence() -> None:
    [check] = checks(rows_of(MAGNETS, GROWTH, level(46.0, MAGNETS, period=MAY)))
    assert check.says == "353 t in June 2025 is 46 t in May 2025 plus 660 % (344 to 360 t)"
    [check] = checks(rows_of(level(4000.0, MAGNETS), TOTAL))
    assert check.says == "4,000 t to the United States exceeds the whole: 3,188 t in June 2025 in total"


def test_what_shows_nothing_proves_nothing() -> None:
    """A part that is no more than its whole, and a bound so wide that all fits."""
    assert judged(MAGNETS, TOTAL) == [ALONE] * 2
    over = replace(ON_MONTH, value=100.0, bound=Bound.OVER)
    assert judged(TOTAL, over, level(1238.0, period=MAY)) == [ALONE] * 3


@pytest.mark.parametrize(
    ("value", "bound", "true"),
    [
        (157.0, Bound.EXACT, 157.9),
        (20.0, Bound.ABOUT, 23.0),
        (55.0, Bound.ABOUT, 57.0),
        (70.0, Bound.OVER, 95.0),
        (70.0, Bound.UNDER, 61.0),
        (-60.0, Bound.OVER, -75.0),
        (7.0, Bound.EXACT, 7.4),
    ],
)
def test_what_an_honest_desk_may_print_is_allowed(value: float, bound: Bound, true: float) -> None:
    found = allowed(value, bound)
    assert found.low <= true <= found.high
