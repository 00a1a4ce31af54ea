"""Claims about order: what articles say of the place of an amount among others."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rarewatch.model import CLAIM_KEYS, Claim
from rarewatch.store.query import Query, conditions

Row = dict[str, Any]

CLAIMS = """
-- What articles say of the place of an amount among others: the highest since January.
CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)), -- follows the article's
    commodity TEXT NOT NULL REFERENCES commodities (key),
    flow TEXT NOT NULL CHECK (flow IN ('export', 'import', 'production', 'processing')),
    reporter TEXT NOT NULL REFERENCES places (code),
    partner TEXT REFERENCES places (code),
    measure TEXT NOT NULL CHECK (measure IN ('quantity', 'value')),
    period TEXT, -- ISO 8601 at month precision
    period_start TEXT, -- its first day
    period_end TEXT, -- its last day
    claimed TEXT NOT NULL, -- high, low, record high, record low, rank, first rise, first fall
    since TEXT, -- the month or year that is named, as a period
    months INTEGER, -- or so many months, the period's own included
    place INTEGER, -- of a rank
    quote TEXT NOT NULL,
    sentence TEXT NOT NULL,
    in_title INTEGER NOT NULL CHECK (in_title IN (0, 1)),
    position INTEGER NOT NULL -- where the quote starts in title or text, in characters
) STRICT;

CREATE INDEX claims_article ON claims (article_id);
CREATE INDEX claims_period ON claims (period_end) WHERE current = 1;

CREATE TRIGGER articles_current_changed_claims AFTER UPDATE OF current ON articles BEGIN
    UPDATE claims SET current = new.current WHERE article_id = new.id;
END;
"""

_ARTICLE = ("url", "title", "site", "published")
STORED_CLAIM_KEYS = (*CLAIM_KEYS, *_ARTICLE, "id")
"""The keys of a claim as it is stored, in their order."""


def row_of(claim: Claim) -> Row:
    """A claim as a row of its table."""
    period, named = claim.period, claim.as_dict()
    return {
        **{key: named[key] for key in ("commodity", "flow", "reporter", "partner", "measure", "period")},
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "claimed": named["order"],
        **{key: named[key] for key in ("since", "months", "place", "quote", "sentence")},
        "in_title": int(claim.in_title),
        "position": claim.start,
    }


def found(db: sqlite3.Connection, query: Query) -> Iterator[Row]:
    """The claims of the newest version of each page that fit, the newest period first."""
    where, values = conditions(replace(query, country=None, kind=None))
    if query.country:
        where += " AND :country IN (figures.reporter, figures.partner)"
        values["country"] = query.country
    columns = ["figures.claimed" if key == "order" else f"figures.{key}" for key in CLAIM_KEYS]
    columns += [*(f"articles.{key}" for key in _ARTICLE), "figures.id"]
    sql = (
        f"SELECT {', '.join(columns)} FROM claims AS figures "  # noqa: S608
        f"JOIN articles ON articles.id = figures.article_id WHERE {where} "
        "ORDER BY figures.period_end DESC, figures.period_start DESC, articles.published DESC, figures.id"
        f"{' LIMIT :limit' if 'limit' in values else ''}"
    )
    for row in db.execute(sql, values):
        yield dict(zip(STORED_CLAIM_KEYS, row, strict=True))
