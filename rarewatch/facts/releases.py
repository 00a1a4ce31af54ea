"""When the figures of a month are published: which month is out by a day, and which comes next.

The days are in `data/en/releases.toml`, by reporter; they are "about", so a month counts as out only once the
last of its days is over.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from rarewatch.facts.series import Series
from rarewatch.model import WORLD, Flow, Period
from rarewatch.vocabulary import table

_TRADED = {Flow.EXPORT, Flow.IMPORT}


@dataclass(frozen=True)
class Release:
    """A month (or months that come together), and the days between which its figures are usually out."""

    period: Period
    first: date
    last: date

    def as_dict(self) -> dict[str, str]:
        """Plain values, the period and the days as ISO 8601."""
        return {"period": str(self.period), "first": str(self.first), "last": str(self.last)}


def release_of(series: Series, month: Period) -> Release | None:
    """When the figures of a month come; None where nobody knows, as of what is made or processed.

    >>> from rarewatch.model import Measure
    >>> total = Series("rare-earths", Flow.EXPORT, "CN", "001", Measure.QUANTITY)
    >>> found = release_of(total, Period.parse("2025-01"))
    >>> str(found.period), str(found.first), str(found.last)
    ('2025-01/2025-02', '2025-03-07', '2025-03-14')
    """
    calendar = _calendars().get(series.reporter)
    if calendar is None or series.flow not in _TRADED:
        return None
    together = calendar.get("together", [])
    if month.start.month in together:
        month = Period.months(month.start.year, together[0], len(together))
    days = calendar["totals" if series.partner in {None, WORLD} else "partners"]
    out = Period.months(month.end.year, month.end.month + days["after"])
    return Release(month, _day(out, days["first"]), _day(out, days["last"]))


def last_out(series: Series, today: date) -> Period | None:
    """The last month whose figures should be out by a day; None where nobody knows."""
    month = Period.months(today.year, today.month)
    release = release_of(series, month)
    while release and release.last > today:
        month = month.previous()
        release = release_of(series, month)
    return month if release else None


def next_out(series: Series, known: Period | None, today: date) -> Release | None:
    """The first release that is still to come, after the last month that is known or should be."""
    out = last_out(series, today)
    if out is None:
        return None
    last = max(out, known) if known else out
    return release_of(series, Period.months(last.end.year, last.end.month + 1))


@cache
def _calendars() -> dict[str, Any]:
    return table("releases")


def _day(month: Period, day: int) -> date:
    last = monthrange(month.start.year, month.start.month)[1]
    return month.start.replace(day=min(day, last))
