"""A time as written settled against the day of publication and the period spoken of."""

from datetime import date, timedelta

from rarewatch.figures.whens import BEFORE, When
from rarewatch.model import Period


def resolve(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None = None, fiscal: int = 4
) -> Period | None:
    """The period meant; None where it is a loose date or hangs in the air.

    `spoken_of` is the period that the text is speaking of ("a year earlier" is relative to it); `anchor` is
    an explicitly dated period in the same passage, in or before which an undated month lies; `fiscal` is the
    first month of fiscal years.
    """
    if when.kind == "fiscal":
        return _resolve_fiscal(when, published, fiscal)
    if when.kind == "months of fiscal" and when.year:
        return Period.months(when.year - (when.first >= fiscal), when.first, when.count)
    if when.kind == "to a year told" and when.year:
        months = 12 * (published.year - when.shift - when.year) + when.count - when.first + 1
        return Period.months(when.year, when.first, months)
    maker = _RESOLVE.get(when.kind)
    return maker(when, published, spoken_of, anchor) if maker else None


def compared_with(period: Period, months: int) -> Period:
    """What growth of a period is compared with, by a convention: so many months back, or the one before."""
    return period.previous() if months == BEFORE else period.shifted(-months)


def _resolve_span(when: When, published: date, spoken_of: Period | None, anchor: Period | None) -> Period:
    if when.year:
        return Period.months(when.year, when.first, when.count)
    limit = published if anchor is None else min(published, anchor.end)
    year = limit.year
    span = Period.months(year, when.first, when.count)
    if anchor is not None and _follows(span, anchor, published):
        return span  # "5 t in October 2023 and 4 t in November"
    while (
        span.start > limit
        or (when.count > 1 and span.end > limit and anchor is None)
        or (anchor is None and span.start.replace(day=1) == published.replace(day=1))
    ):
        year -= 1
        span = Period.months(year, when.first, when.count)
    return span


def _follows(span: Period, anchor: Period, published: date) -> bool:
    """Whether a month is one of the next after a dated one: a text tells them in their order."""
    months = 12 * (span.start.year - anchor.start.year) + span.start.month - anchor.start.month
    single = span.whole_months == anchor.whole_months == 1
    return single and 0 < months <= _NEXT and span.end <= published


_NEXT = 2
"""Months behind a dated one that are still the next ones."""


def _resolve_month_back(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period:
    """ "July two years back"."""
    return _resolve_span(When("span", when.first, 1), published, None, None).shifted(-12 * when.shift)


def _resolve_fiscal(when: When, published: date, first: int) -> Period:
    """Fiscal years are named after the year in which they end; they begin in April in India and Japan."""
    year = when.year
    if year is None:
        year = published.year + (published.month >= first)
        if when.count == 12 or Period.months(year - 1, when.first + first - 1, when.count).end > published:
            year -= Period.months(year - 1, when.first + first - 1, when.count).end > published
    return Period.months(year - 1, when.first + first - 1, when.count)


def _resolve_ago(when: When, published: date, spoken_of: Period | None, anchor: Period | None) -> Period:
    if when.first:
        span = Period.months(published.year - when.shift // 12, when.first, when.count)
        return span if span.end <= published or when.shift else span.shifted(-12)
    month = published.month - (published.month - 1) % when.count
    return Period.months(published.year, month - when.shift * when.count, when.count)


def _resolve_rel(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period | None:
    if spoken_of is None:
        return None
    if when.shift == -2 and when.first:
        return _resolve_span(When("span", when.first, 1), published, None, spoken_of)
    if when.year:
        return spoken_of.shifted(12 * (when.year - spoken_of.end.year))
    if when.shift < 0:
        return spoken_of.previous()
    return spoken_of.shifted(-when.shift)


def _resolve_todate(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period | None:
    end = spoken_of.end if spoken_of else published - timedelta(days=published.day)
    return Period.months(end.year, 1, end.month)


def _resolve_by(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period | None:
    """ "By 2020": that year where it is over; else a date to come, of no figure."""
    span = _resolve_span(when, published, spoken_of, anchor)
    return None if when.count == 12 and span.end > published else span


def _resolve_later(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period | None:
    return spoken_of.shifted(when.shift) if spoken_of else None


def _resolve_through(when: When, published: date, spoken_of: Period | None, anchor: Period | None) -> Period:
    """ "Through September": the year up to then."""
    last = _resolve_span(when, published, spoken_of, anchor)
    return Period.months(last.start.year, 1, last.start.month)


def _resolve_to_last(when: When, published: date, spoken_of: Period | None, anchor: Period | None) -> Period:
    """ "From January to last month"."""
    end = published.year * 12 + published.month - 2
    count = (end % 12 + 1 - when.first) % 12 + 1
    return Period.months(end // 12, end % 12 + 2 - count, count)


def _resolve_month_before(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period:
    """ "The previous June": the last one before the month spoken of."""
    last = spoken_of.end if spoken_of else published
    return Period.months(last.year - (when.first >= last.month), when.first)


def _resolve_nth(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period | None:
    """ "In the first half, … In the second, …": the half, or the quarter, so many of the year spoken of."""
    length = spoken_of.whole_months if spoken_of else 0
    if spoken_of is None or length not in _PARTS_OF_YEAR:
        return None
    return Period.months(spoken_of.start.year, 1 + length * (when.first - 1), length)


_PARTS_OF_YEAR = (3, 6)


def _resolve_trailing(when: When, published: date, spoken_of: Period | None, anchor: Period | None) -> Period:
    year = published.year - when.shift // 12 if when.shift else when.year
    end = _resolve_span(When("span", when.first, 1, year), published, spoken_of, anchor)
    return Period.months(end.start.year, end.start.month - when.count + 1, when.count)


def _resolve_run(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period | None:
    """ "The six months": those that end with the period spoken of."""
    if spoken_of is None or spoken_of.whole_months == when.count:
        return spoken_of
    if spoken_of.whole_months == 12 and when.count < 12 and spoken_of.start.month == 1:
        return Period.months(spoken_of.start.year, 1, when.count)
    return Period.months(spoken_of.end.year, spoken_of.end.month - when.count + 1, when.count)


def _resolve_enclosing(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period | None:
    """ "The quarter", "the year": the calendar one that the period spoken of lies in."""
    if spoken_of is not None and when.count == 1:
        return Period.months(spoken_of.end.year, spoken_of.end.month)
    if spoken_of is None or spoken_of.whole_months > when.count:
        return spoken_of
    if spoken_of.whole_months == when.count:
        return spoken_of
    first = spoken_of.start.month - (spoken_of.start.month - 1) % when.count
    whole = Period.months(spoken_of.start.year, first, when.count)
    return whole if whole.end < published else spoken_of


def _resolve_full(when: When, published: date, spoken_of: Period | None, anchor: Period | None) -> Period:
    """ "The full year": the one that has just ended, or that of the period spoken of."""
    early = published.month <= 4 or spoken_of is None
    year = published.year - 1 if early else spoken_of.end.year if spoken_of else published.year
    return Period.months(year, 1, 12)


def _resolve_week(
    when: When, published: date, spoken_of: Period | None, anchor: Period | None
) -> Period | None:
    month = _resolve_span(When("span", when.first, 1, when.year), published + timedelta(days=31), None, None)
    first = month.start + timedelta(days=when.count - 1)
    return Period(first, first + timedelta(days=when.shift)) if when.shift >= 0 and when.count else None


_RESOLVE = {
    "span": _resolve_span,
    "to last month": _resolve_to_last,
    "later": _resolve_later,
    "month before": _resolve_month_before,
    "nth": _resolve_nth,
    "through": _resolve_through,
    "since": _resolve_span,
    "month back": _resolve_month_back,
    "by": _resolve_by,
    "ago": _resolve_ago,
    "rel": _resolve_rel,
    "rate": _resolve_rel,
    "todate": _resolve_todate,
    "trailing": _resolve_trailing,
    "week": _resolve_week,
    "run": _resolve_run,
    "full": _resolve_full,
    "enclosing": _resolve_enclosing,
}
