"""Periods: the time meant, then its phrasings, resolved against the day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.figures import periods, timeline
from rarewatch.model import Period

PUBLISHED = date(2025, 7, 22)
JUNE = Period.parse("2025-06")

NAMED = {
    "2025-06": [
        "June", "June 2025", "June, 2025", "June of 2025", "June this year", "Jun 2025", "Jun. 2025",
        "last month",
    ],
    "2024-06": ["June 2024", "June last year", "June of last year", "Jun 2024"],
    "2024-12": ["December", "December 2024", "Dec 2024", "Dec. 2024", "December last year"],
    "2024-09": ["September", "Sept 2024", "Sept. 2024", "Sep 2024", "September of last year"],
    "2025-01": ["January", "January this year", "Jan. 2025"],
    "2024": ["2024", "last year"],
    "2018": ["2018"],
    "2025": ["this year"],
    "2025-01/2025-06": [
        "first half", "the first half", "first half of 2025", "the first half of this year", "H1",
        "H1 2025", "first six months", "the first six months of 2025", "the first 6 months",
        "January-June", "January–June", "January to June", "January through June", "Jan-Jun 2025",
        "Jan. to June", "January to June 2025",
    ],
    "2024-07/2024-12": [
        "H2 2024", "the second half of 2024", "second half of last year", "July to December 2024",
        "second half",
    ],
    "2025-01/2025-03": [
        "first quarter", "the first quarter of 2025", "Q1", "Q1 2025", "the first three months of 2025",
    ],
    "2025-04/2025-06": [
        "second quarter", "Q2", "Q2 2025", "the June quarter", "three months to June",
        "the three months ended June", "last quarter",
    ],
    "2024-10/2024-12": [
        "Q4 2024", "fourth quarter", "the final quarter of 2024", "the fourth quarter of last year", "Q4",
        "the last three months of 2024",
    ],
    "2025-01/2025-02": [
        "January and February", "January-February", "January and February combined",
        "January and February 2025",
    ],
    "2024-01/2024-07": ["the first seven months of 2024", "January-July 2024", "January to July of 2024"],
    "2024-11/2025-02": ["November 2024 to February 2025", "November 2024-February 2025"],
    "2024-07/2025-06": [
        "12 months to June", "the twelve months through June", "the year to June",
        "the 12 months ended June 30",
    ],
    "2023-04/2024-03": ["FY24", "FY2024", "FY2023-24", "fiscal 2024", "fiscal year 2023-24", "FY 2023-24"],
    "2020-01/2024-12": ["2020-2024"],
    "2025-07-01/2025-07-07": ["the week of July 1", "July 1-7"],
}  # fmt: skip
RELATIVE = {
    "2025-05": [
        "a month earlier", "the previous month", "the month before", "the preceding month", "a month ago",
        "month on month", "month-on-month", "m/m", "MoM", "on the month", "a month before",
        "the prior month",
    ],
    "2024-06": [
        "a year earlier", "a year ago", "the same month last year", "the same month a year earlier",
        "year on year", "year-on-year", "y/y", "YoY", "yoy", "on the year", "the same period of last year",
        "a year before", "the corresponding month of 2024", "the same month of 2024",
        "the same period a year ago", "the same month in 2024",
    ],
    "2023-06": ["two years earlier", "two years ago", "the same month of 2023"],
    "2025-06": ["that month", "the same month", "the same period"],
    "2025-03": ["three months earlier"],
}  # fmt: skip
LOOSE = [
    "July 14", "14 July", "Oct. 20", "Oct. 20, 2025", "late June", "mid-May", "next month",
    "next year", "since July 14", "until June", "by 2030", "this week", "last week", "earlier this month",
]  # fmt: skip
NONE = [
    "may",
    "march on",
    "",
    "second-largest",
    "the first",
    "Mayor",
    "Juneau",
    "2,024 tonnes",
    "H20",
    "20255",
]


def phrasings(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(wanted, words) for wanted, every in table.items() for words in every]


def settled(words: str, spoken_of: Period | None, published: date = PUBLISHED) -> Period | None:
    """The period that all of the words make up, in a text that speaks of another one."""
    found = periods.read(words, 0)
    assert found is not None
    assert found[1] == len(words)
    return timeline.resolve(found[0], published, spoken_of)


@pytest.mark.parametrize(("wanted", "words"), phrasings(NAMED))
def test_a_time_that_is_named_is_settled_by_the_day_of_publication(wanted: str, words: str) -> None:
    assert settled(words, None) == Period.parse(wanted)


@pytest.mark.parametrize(("wanted", "words"), phrasings(RELATIVE))
def test_a_time_beside_another_is_settled_by_the_one_spoken_of(wanted: str, words: str) -> None:
    assert settled(words, JUNE) == Period.parse(wanted)


@pytest.mark.parametrize(
    ("words", "spoken_of", "wanted"),
    [
        ("a year earlier", "2025-01/2025-06", "2024-01/2024-06"),
        ("the previous quarter", "2025-04/2025-06", "2025-01/2025-03"),
        ("the same period last year", "2025-01/2025-02", "2024-01/2024-02"),
        ("the same two months of 2024", "2025-01/2025-02", "2024-01/2024-02"),
        ("the previous year", "2024", "2023"),
        ("the year before", "2024", "2023"),
        ("a year earlier", "2024", "2023"),
        ("a month earlier", "2025-01", "2024-12"),
        ("year to date", "2025-06", "2025-01/2025-06"),
        ("so far this year", "2025-06", "2025-01/2025-06"),
        ("quarter on quarter", "2025-01/2025-03", "2024-10/2024-12"),
        ("the previous financial year", "2024-04/2025-03", "2023-04/2024-03"),
    ],
)
def test_a_shift_keeps_the_length_of_what_is_spoken_of(words: str, spoken_of: str, wanted: str) -> None:
    assert settled(words, Period.parse(spoken_of)) == Period.parse(wanted)


@pytest.mark.parametrize(
    ("words", "published", "wanted"),
    [
        ("December", date(2026, 1, 20), "2025-12"),
        ("last month", date(2026, 1, 20), "2025-12"),
        ("last year", date(2026, 1, 20), "2025"),
        ("January", date(2026, 2, 20), "2026-01"),
        ("the fourth quarter", date(2026, 1, 20), "2025-10/2025-12"),
        ("the second half", date(2026, 1, 20), "2025-07/2025-12"),
        ("the first half", date(2026, 1, 20), "2025-01/2025-06"),
        ("November", date(2025, 12, 20), "2025-11"),
        ("the year to March", date(2025, 4, 30), "2024-04/2025-03"),
        ("January and February", date(2026, 3, 20), "2026-01/2026-02"),
        ("November to January", date(2026, 2, 20), "2025-11/2026-01"),
        ("last quarter", date(2026, 1, 20), "2025-10/2025-12"),
        ("since January", date(2025, 7, 22), "2025-01"),  # the month that a "when" behind it tells of
    ],
)
def test_a_bare_time_is_the_latest_one_that_is_over(words: str, published: date, wanted: str) -> None:
    assert settled(words, None, published) == Period.parse(wanted)


def test_a_month_beside_a_dated_one_lies_in_its_year_or_before() -> None:
    """ "Exports fell in June 2023, after a rise in May": May 2023, though the page is of 2025."""
    found = periods.read("May", 0)
    assert found is not None
    anchor = Period.parse("2023-06")
    assert timeline.resolve(found[0], PUBLISHED, anchor, anchor) == Period.parse("2023-05")


@pytest.mark.parametrize("words", LOOSE)
def test_days_and_loose_dates_are_no_periods(words: str) -> None:
    assert settled(words, JUNE) is None


@pytest.mark.parametrize("words", ["a year earlier", "the previous month", "month on month"])
def test_what_hangs_in_the_air_is_no_period(words: str) -> None:
    assert settled(words, None) is None


@pytest.mark.parametrize("words", NONE)
def test_words_that_only_look_like_times_are_none(words: str) -> None:
    assert periods.read(words, 0) is None


days = st.dates(min_value=date(1995, 1, 1), max_value=date(2045, 12, 31))


@given(days, st.sampled_from([words for every in NAMED.values() for words in every]))
def test_no_bare_month_or_span_lies_wholly_in_the_future(published: date, words: str) -> None:
    """Whatever the day. Times with a year of their own ("June this year") are what they say."""
    found = periods.read(words, 0)
    assert found is not None
    settled_on = timeline.resolve(found[0], published, None)
    assert settled_on is not None
    assert found[0].year or found[0].kind in {"fiscal", "ago", "week"} or settled_on.start <= published


@given(st.text(max_size=60), days)
def test_no_text_makes_it_stumble(text: str, published: date) -> None:
    for start in range(len(text)):
        found = periods.read(text, start)
        assert found is None or start < found[1] <= len(text)
        if found:
            timeline.resolve(found[0], published, JUNE)
            timeline.resolve(found[0], published, None)
