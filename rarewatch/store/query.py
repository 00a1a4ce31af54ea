"""What may be asked of the stored figures, and the SQL for it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rarewatch.model import ROW_KEYS, Flow, Kind, Period

Row = dict[str, Any]

_OF_ARTICLE = frozenset({"url", "title", "site", "published"})
_ORIGIN = "coalesce(firsts.site, firsts.url, articles.site, articles.url)"
"""Who told the story first; an article whose story is not known yet stands for itself."""


def column(key: str) -> str:
    """Where a key of ROW_KEYS comes from, in SQL."""
    if key == "origin":
        return _ORIGIN
    return f"{'articles' if key in _OF_ARTICLE else 'figures'}.{key}"


_COLUMNS = ", ".join(map(column, ROW_KEYS))
_TABLES = (
    "figures JOIN articles ON articles.id = figures.article_id "
    "LEFT JOIN stories ON stories.id = articles.story "
    "LEFT JOIN articles AS firsts ON firsts.id = stories.article_id"
)


def columns() -> str:
    """What is selected, and from where, to be made a row by `as_row`."""
    return f"{_COLUMNS} FROM {_TABLES}"


def as_row(found: Sequence[Any]) -> Row:
    """What was selected, under the keys of ROW_KEYS."""
    row = dict(zip(ROW_KEYS, found, strict=True))
    row["assumed"] = json.loads(row["assumed"])
    return row


@dataclass(frozen=True)
class Query:
    """Which figures; what is left None is not asked for.

    Places are territory codes, the commodity is a key. A figure is as old as the last day of its period:
    `since` and `until` are compared with that, so figures without a period have no place between them.
    """

    country: str | None = None
    """Reporter or partner."""
    reporter: str | None = None
    partner: str | None = None
    commodity: str | None = None
    flow: Flow | None = None
    kind: Kind | None = None
    period: Period | None = None
    since: date | None = None
    until: date | None = None
    site: str | None = None
    """Part of the site's name, or the beginning of its host; case ignored."""
    limit: int | None = None
    published_since: date | None = None
    """The first day of publication of the article; what has none is as old as it was fetched."""
    published_until: date | None = None
    article: int | None = None
    """The number of one version of one page."""
    arrived: tuple[int, int] | None = None
    """Only versions that came in after the first arrival, up to the second."""


def to_sql(query: Query, selected: str = _COLUMNS) -> tuple[str, dict[str, str | int]]:
    """The statement with its values, the newest period first, in a stable order.

    It gives the columns of ROW_KEYS unless others are named.
    """
    where, values = conditions(query)
    sql = (
        f"SELECT {selected} FROM {_TABLES} WHERE {where} "  # noqa: S608
        "ORDER BY figures.period_end DESC, figures.period_start DESC, articles.published DESC, figures.id"
    )
    return (sql + " LIMIT :limit" if "limit" in values else sql), values


def conditions(query: Query) -> tuple[str, dict[str, str | int]]:
    """What is asked of the tables `figures` and `articles`, with its values."""
    values = _values(query)
    dates = [condition for name, condition in _DATES.items() if name in values]
    asked = ["figures.current = 1", *dates]
    asked += [condition for name, condition in _CONDITIONS.items() if name in values]
    asked += of_articles(query)
    if query.country:
        asked.append(_either_end(dates))
    return " AND ".join(asked), values


def of_articles(query: Query) -> list[str]:
    """What is asked of the table `articles` alone; the values are among those of `conditions`."""
    values = _values(query)
    return [condition for name, condition in _OF_ARTICLES.items() if name in values]


def asks_for_figures(query: Query) -> bool:
    """Whether anything is asked that only a figure can answer."""
    return any(name in _values(query) for name in (*_DATES, *_CONDITIONS, "country"))


def _published(so: str) -> str:
    """Days of publication by their index: with a coalesce, SQLite would read every article."""
    return (
        f"articles.id IN (SELECT id FROM articles WHERE published {so} UNION ALL "  # noqa: S608
        f"SELECT id FROM articles WHERE published IS NULL AND date(fetched) {so})"
    )


_DATES = {
    "period_end": "figures.period_end = :period_end",
    "since": "figures.period_end >= :since",
    "until": "figures.period_end <= :until",
}
_CONDITIONS = {
    "reporter": "figures.reporter = :reporter",
    "partner": "figures.partner = :partner",
    "commodity": "figures.commodity = :commodity",
    "flow": "figures.flow = :flow",
    "kind": "figures.kind = :kind",
    "period": "figures.period = :period",
}
_OF_ARTICLES = {
    "site": "(instr(lower(articles.site), :site) OR instr(lower(articles.url), '//' || :site)"
    " OR instr(lower(articles.url), '//www.' || :site))",
    "published_since": _published(">= :published_since"),
    "published_until": _published("<= :published_until"),
    "article": "articles.id = :article",
    "after": "articles.id IN (SELECT article_id FROM arrivals WHERE id > :after AND id <= :upto)",
}


def _either_end(dates: list[str]) -> str:
    """Reporter or partner, each by its own index: a plain OR is seven times slower on a million figures."""
    ends = (
        " AND ".join(["figures.current = 1", f"figures.{end} = :country", *dates])
        for end in ("reporter", "partner")
    )
    return f"figures.id IN ({' UNION ALL '.join(f'SELECT id FROM figures WHERE {end}' for end in ends)})"  # noqa: S608


def _values(query: Query) -> dict[str, str | int]:
    asked: dict[str, str | int | None] = {
        "country": query.country,
        "reporter": query.reporter,
        "partner": query.partner,
        "commodity": query.commodity,
        "flow": query.flow and str(query.flow),
        "kind": query.kind and str(query.kind),
        "period": str(query.period) if query.period else None,
        "period_end": query.period.end.isoformat() if query.period else None,  # for the index
        "since": query.since.isoformat() if query.since else None,
        "until": query.until.isoformat() if query.until else None,
        "site": query.site.lower() if query.site else None,
        "after": query.arrived and query.arrived[0],
        "upto": query.arrived and query.arrived[1],
        "limit": query.limit,
        "published_since": query.published_since.isoformat() if query.published_since else None,
        "published_until": query.published_until.isoformat() if query.published_until else None,
        "article": query.article,
    }
    return {name: value for name, value in asked.items() if value is not None}
