"""The schema, written out: named migrations, applied in order, each once and as a whole.

A migration that has been released is never edited; a change is a new entry at the end of MIGRATIONS.
Tables that Datasette labels by itself have a `name` or a `title`.
"""

import sqlite3
from collections.abc import Callable, Iterator

from rarewatch.store.claimed import CLAIMS
from rarewatch.store.fulltext import BY_HAND
from rarewatch.store.marks import NEWS
from rarewatch.store.views import VIEWS_FOR_TOOLS

APPLICATION_ID = 0x52575443
"""Marks a SQLite file as rarewatch's ("RWTC"); see PRAGMA application_id."""

_TABLES = """
CREATE TABLE places (
    code TEXT PRIMARY KEY, -- Unicode CLDR territory code
    name TEXT NOT NULL
) STRICT;

CREATE TABLE commodities (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL DEFAULT '' -- name of the source that announced it first
) STRICT;

-- Every address under which a page was had: the one asked for, and its canonical URL.
CREATE TABLE addresses (
    url TEXT PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX addresses_page ON addresses (page_id);

-- One row a version of a page; the newest is current.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT, -- ISO 8601 date
    modified TEXT,
    site TEXT,
    language TEXT,
    author TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    fetched TEXT, -- ISO 8601 with time zone
    hash TEXT NOT NULL, -- SHA-256 of the bytes received
    reading TEXT NOT NULL -- SHA-256 of what was read out of them
) STRICT;

CREATE UNIQUE INDEX articles_current ON articles (page_id) WHERE current = 1;
CREATE INDEX articles_page ON articles (page_id);
CREATE INDEX articles_published ON articles (published);

-- The bytes as received, apart from the articles so that reading those stays fast.
CREATE TABLE contents (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    content_type TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL, -- JSON object
    body BLOB NOT NULL -- zlib
) STRICT;

CREATE TABLE figures (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)), -- follows the article's
    commodity TEXT NOT NULL REFERENCES commodities (key),
    flow TEXT NOT NULL CHECK (flow IN ('export', 'import', 'production', 'processing')),
    reporter TEXT NOT NULL REFERENCES places (code),
    partner TEXT REFERENCES places (code),
    period TEXT, -- ISO 8601 at month precision
    period_start TEXT, -- its first day
    period_end TEXT, -- its last day
    kind TEXT NOT NULL CHECK (kind IN ('level', 'change', 'share', 'rank')),
    measure TEXT NOT NULL CHECK (measure IN ('quantity', 'value')),
    value REAL NOT NULL,
    unit TEXT, -- t, an ISO 4217 currency, %, or nothing for a rank
    baseline TEXT,
    bound TEXT NOT NULL CHECK (bound IN ('=', '~', '>', '<')),
    quote TEXT NOT NULL,
    sentence TEXT NOT NULL,
    rule TEXT NOT NULL,
    in_title INTEGER NOT NULL CHECK (in_title IN (0, 1)),
    position INTEGER NOT NULL, -- where the quote starts in title or text, in characters
    assumed TEXT NOT NULL, -- JSON array of slots
    note TEXT NOT NULL
) STRICT;

CREATE INDEX figures_article ON figures (article_id);
CREATE INDEX figures_reporter ON figures (reporter, period_end) WHERE current = 1;
CREATE INDEX figures_partner ON figures (partner, period_end) WHERE current = 1;
CREATE INDEX figures_commodity ON figures (commodity, period_end) WHERE current = 1;
CREATE INDEX figures_period ON figures (period_end) WHERE current = 1;

CREATE TRIGGER articles_current_changed AFTER UPDATE OF current ON articles BEGIN
    UPDATE figures SET current = new.current WHERE article_id = new.id;
END;

-- Pages that could not be had or read; a later success takes the row away.
CREATE TABLE failures (
    url TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    first_failed TEXT NOT NULL,
    last_failed TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1
) STRICT;
"""

_SEARCH = """
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content="articles", content_rowid="id");

INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
END;

CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
"""

_VIEWS = """
-- What is known now, one figure a row, with names in place of codes.
CREATE VIEW figures_full AS
SELECT
    figures.id, figures.period, commodities.name AS commodity, figures.flow,
    reporters.name AS reporter, partners.name AS partner,
    figures.kind, figures.measure, figures.value, figures.unit, figures.bound, figures.baseline,
    articles.title, articles.site, articles.published, articles.url,
    figures.sentence, figures.rule, figures.assumed, figures.note
FROM figures
JOIN articles ON articles.id = figures.article_id
JOIN commodities ON commodities.key = figures.commodity
JOIN places AS reporters ON reporters.code = figures.reporter
LEFT JOIN places AS partners ON partners.code = figures.partner
WHERE figures.current = 1;
"""

_VISITS = """
-- What the last visit of each address came to, and when it may be asked again.
CREATE TABLE visits (
    url TEXT PRIMARY KEY,
    state TEXT NOT NULL, -- in the words of a run's report: new, unchanged, skipped, blocked, failed, listed
    reason TEXT NOT NULL,
    at TEXT NOT NULL, -- ISO 8601 in UTC, as all moments here
    due TEXT, -- not to be asked for before
    failures INTEGER NOT NULL, -- in a row
    etag TEXT NOT NULL,
    modified TEXT NOT NULL -- the Last-Modified header, verbatim
) STRICT, WITHOUT ROWID;

CREATE INDEX visits_state ON visits (state);

-- What each web server asks of us, and whether it answers.
CREATE TABLE hosts (
    origin TEXT PRIMARY KEY, -- scheme, host and port
    due TEXT, -- nothing is asked of it before
    reason TEXT NOT NULL,
    failures INTEGER NOT NULL, -- in a row
    robots TEXT NOT NULL, -- its robots.txt
    robots_until TEXT, -- when that is to be asked for again
    robots_open INTEGER NOT NULL CHECK (robots_open IN (0, 1)) -- 0: it cannot be had; nothing may be fetched
) STRICT, WITHOUT ROWID;
"""

_RUNS = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    pid INTEGER NOT NULL,
    host TEXT NOT NULL,
    started TEXT NOT NULL, -- ISO 8601 with time zone
    noted TEXT NOT NULL, -- when its counts were written last
    ended TEXT, -- nothing while it goes on, and for ever where it was killed
    counts TEXT NOT NULL DEFAULT '{}', -- JSON object: pages by what became of them
    error TEXT NOT NULL DEFAULT '' -- what ended it early
) STRICT;

CREATE TABLE run_failures (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX run_failures_run ON run_failures (run_id);
"""

_STORIES = """
-- Copies of one story have one number: the id of the version that was stored first.
ALTER TABLE articles ADD COLUMN story INTEGER;

CREATE INDEX articles_story ON articles (story);

-- Who told each story first: the earliest published, then the earliest fetched.
CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX stories_article ON stories (article_id);

-- What versions are compared by: see store/sketches.py.
CREATE TABLE sketches (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    sketch BLOB NOT NULL
) STRICT;

-- What copies of an article are found by: hashes of its words, addresses and figures.
CREATE TABLE story_keys (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (key, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX story_keys_article ON story_keys (article_id);

-- Versions that were stored before there were stories; the next run sorts them in.
CREATE TABLE unsorted (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
) STRICT;

INSERT INTO unsorted SELECT id FROM articles WHERE current = 1;
"""

_GIVEN = """
-- The day that a listing or the user gave, which wins over the page's; before it was kept, the day read.
ALTER TABLE articles ADD COLUMN given TEXT;

UPDATE articles SET given = published;
"""

_PASSED_OVER = """
-- Pages that were read and are not kept, so that no later run asks for them again.
CREATE TABLE passed_over (
    url TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('off-topic')),
    hash TEXT NOT NULL, -- SHA-256 of the bytes received
    source TEXT NOT NULL DEFAULT '', -- name of the source that announced it
    seen TEXT NOT NULL -- ISO 8601 with time zone
) STRICT;

CREATE TRIGGER passed_over_no_more AFTER INSERT ON addresses BEGIN
    DELETE FROM passed_over WHERE url = new.url;
END;
"""

_VERDICTS = """
-- What checking the figure against all others came to; nothing before it was checked.
ALTER TABLE figures ADD COLUMN verdict TEXT CHECK (verdict IN ('proved', 'disputed', 'alone'));

CREATE INDEX figures_disputed ON figures (period_end) WHERE current = 1 AND verdict = 'disputed';

-- The trades whose figures have changed since they were checked.
CREATE TABLE unchecked (
    commodity TEXT NOT NULL,
    flow TEXT NOT NULL,
    reporter TEXT NOT NULL,
    measure TEXT NOT NULL,
    PRIMARY KEY (commodity, flow, reporter, measure)
) STRICT, WITHOUT ROWID;

INSERT INTO unchecked SELECT DISTINCT commodity, flow, reporter, measure FROM figures WHERE current = 1;
"""

MIGRATIONS = (
    ("pages, articles and figures", _TABLES),
    ("full-text search over articles", _SEARCH),
    ("figures with names", _VIEWS),
    ("visits and hosts", _VISITS),
    ("runs and what failed in them", _RUNS),
    ("copies of one story", _STORIES),
    ("the day that a listing gave", _GIVEN),
    ("pages off topic", _PASSED_OVER),
    ("verdicts", _VERDICTS),
    ("views for other tools", VIEWS_FOR_TOOLS),
    ("news", NEWS),
    ("claims about order", CLAIMS),
    ("full text for many articles at a time", BY_HAND),
)

VERSION = len(MIGRATIONS)
"""The schema's version, kept as PRAGMA user_version so that it can be checked without reading a table."""


def migrate(db: sqlite3.Connection, stop_before: str | None = None) -> None:
    """Apply what is pending. One writer at a time; a migration that fails leaves nothing behind."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("rarewatch")
    for version, (name, script) in enumerate(MIGRATIONS, 1):
        migrations(name=name)(_step(version, script))
    db.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(db), stop_before=stop_before)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _step(version: int, script: str) -> Callable[..., None]:
    def step(db: object) -> None:
        connection: sqlite3.Connection = db.conn  # type: ignore[attr-defined]
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")

    return step


def _statements(script: str) -> Iterator[str]:
    """The statements one by one: `executescript` would commit what was begun."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
