"""The options --since and --until where they are days of publication, as in summarise and search."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

import typer

from rarewatch.errors import UsageError
from rarewatch.model import Period
from rarewatch.store import Query

_AGE = re.compile(r"(\d{1,5})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}

PublishedSinceOption = Annotated[
    str | None,
    typer.Option(
        metavar="AGE|DATE", help="Articles published since: 7d, 2w, 3m, 1y, or 2025, 2025-06, 2025-06-30."
    ),
]
PublishedUntilOption = Annotated[
    str | None, typer.Option(metavar="AGE|DATE", help="Articles published until; written as for --since.")
]


def published(query: Query, since: str | None, until: str | None, today: date) -> Query:
    """The query for articles published between; UsageError where a day makes no sense.

    >>> asked = published(Query(), "7d", "2025-06", date(2025, 7, 21))
    >>> str(asked.published_since), str(asked.published_until)
    ('2025-07-14', '2025-06-30')
    """
    first = _day(since, today, last=False) if since else None
    last = _day(until, today, last=True) if until else None
    return replace(query, published_since=first, published_until=last)


def _day(text: str, today: date, *, last: bool) -> date:
    """A day so long ago; else the first or the last day of a year, month or day."""
    plain = text.strip().lower()
    if match := _AGE.fullmatch(plain):
        return today - min(timedelta(days=int(match[1]) * _DAYS[match[2]]), today - date.min)
    try:
        period = Period.parse(plain)
    except UsageError:
        period = None
    if period is None or "/" in plain:
        raise UsageError(
            f"{text!r} is no age and no day. Write 7d, 2w, 3m or 1y, or 2025, 2025-06 or 2025-06-30."
        )
    return period.end if last else period.start
