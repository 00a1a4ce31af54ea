"""A store as years of collecting would leave it, made in a minute or two for the benches.

It is written by plain inserts into the schema, so that it takes little time; what stands in it is drawn from
the same lists in every run. Outlets tell the same trades month after month, a few weeks late, partly as
copies of one story; one page in eight has been left for a newer version.
"""

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from rarewatch.model import Period
from rarewatch.store import Store

PER_ARTICLE = 8
WORDS = 250
"""Of an article."""
TEXTS = 500
"""Different ones: no answer that is measured looks into them."""
FIRST = date(2020, 1, 1)
DAYS = 2500
SITES = 400
COMMODITIES = (
    "rare-earths",
    "rare-earth-magnets",
    "dysprosium",
    "terbium",
    "gallium",
    "germanium",
    "antimony",
)
PLACES = ("CN", "US", "JP", "DE", "KR", "VN", "AU", "MY", "IN", "TH", "MM", "FR", "NL", "EE", "CA", "001")
WEIGHTS = (30, 14, 10, 8, 7, 5, 5, 4, 4, 3, 3, 2, 2, 1, 2, 20)
KINDS = (("level", "t"), ("level", "t"), ("level", "USD"), ("change", "%"), ("share", "%"), ("rank", None))
VERDICTS = ("alone", "alone", "proved", "proved", "disputed", None)
NOTES = ("", "", "", "", "tons are taken as metric")
COLUMNS = (
    "article_id, current, commodity, flow, reporter, partner, period, period_start, period_end, kind, "
    "measure, value, unit, baseline, bound, quote, sentence, rule, in_title, position, assumed, note, verdict"
)

Draw = random.Random


def make(path: Path, figures: int) -> None:
    """Fill a new store with so many figures, those of earlier versions counted."""
    with Store.open(path):
        pass
    draw = random.Random(1)  # noqa: S311 - the same store in every run
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    db.executemany("INSERT INTO places VALUES (?, ?)", [(code, code) for code in PLACES])
    db.executemany("INSERT INTO commodities VALUES (?, ?)", [(key, key) for key in COMMODITIES])
    _add_articles(db, draw, figures // PER_ARTICLE)
    rows = islice(_figures(db, draw), figures)
    db.executemany(f"INSERT INTO figures ({COLUMNS}) VALUES ({', '.join('?' * 23)})", rows)  # noqa: S608
    db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    db.execute("COMMIT")
    db.close()


def _add_articles(db: sqlite3.Connection, draw: Draw, count: int) -> None:
    """Versions of pages in the order of their days; a third are copies of a story of the last days."""
    words = [f"{stem}{end}" for stem in ("trade", "magnet", "ore", "market") for end in range(1500)]
    texts = [" ".join(draw.choices(words, k=WORDS)) for _ in range(TEXTS)]
    for number in range(1, count + 1):
        site = draw.randrange(SITES)
        day = FIRST + timedelta(days=DAYS * number // count)
        old = number > 10 and draw.random() < 0.12
        page_id = number
        db.execute(
            "INSERT INTO pages (id, url) VALUES (?, ?)", [page_id, f"https://site{site}.example/{number}"]
        )
        story = number - draw.randrange(1, 10) if number > 10 and draw.random() < 0.3 else number
        db.execute(
            "INSERT INTO articles (id, page_id, current, url, title, published, site, language, kind, text, "
            "fetched, hash, reading, story) VALUES (?, ?, ?, ?, ?, ?, ?, 'en', 'article', ?, ?, ?, ?, ?)",
            [
                number,
                page_id,
                int(not old),
                f"https://site{site}.example/{day:%Y/%m}/exports-of-magnets-{number}",
                f"Exports of rare earth magnets to the United States fell in {day:%B}, {number} says",
                day.isoformat(),
                f"Site {site}",
                draw.choice(texts),
                f"{day}T12:00:00+00:00",
                f"{number:064x}",
                f"{number:064x}",
                story,
            ],
        )
        db.execute("INSERT OR IGNORE INTO stories VALUES (?, ?)", [story, min(story, number)])


def _figures(db: sqlite3.Connection, draw: Draw) -> Iterator[tuple[Any, ...]]:
    found = db.execute("SELECT id, current, published FROM articles ORDER BY id").fetchall()
    for article_id, current, published in found:
        day = date.fromisoformat(published)
        for place in range(PER_ARTICLE):
            yield _figure(draw, article_id, current, day, place)


def _figure(draw: Draw, article_id: int, current: int, day: date, place: int) -> tuple[Any, ...]:
    reporter, partner = draw.choices(PLACES, WEIGHTS, k=2)
    flow = draw.choice(("export", "export", "export", "import", "production"))
    period, start, end, year_before = _period(draw, day)
    kind, unit = draw.choice(KINDS)
    value = float(draw.randrange(1, 90_000)) if kind == "level" else draw.randrange(1, 900) / 10
    quote = f"{value:,} {unit or 'th place'}"
    return (
        article_id,
        current,
        draw.choice(COMMODITIES),
        flow,
        reporter if reporter != "001" else "CN",
        partner if flow != "production" else None,
        period,
        start,
        end,
        kind,
        "value" if unit == "USD" else "quantity",
        value,
        unit,
        year_before if kind == "change" else None,
        draw.choice("====~><"),
        quote,
        f"China’s exports of rare earth magnets to {partner} came to {quote} in {period}, customs data show.",
        "amount of a flow",
        int(place == 0),
        40 * place,
        draw.choice(("[]", "[]", "[]", '["baseline"]', '["flow", "period"]')),
        draw.choice(NOTES),
        draw.choice(VERDICTS),
    )


def _period(draw: Draw, day: date) -> tuple[str, str, str, str]:
    """Mostly the month before, else one of the last two years, some months together, or a year."""
    back = draw.choice((1, 1, 1, 2, 2, 3, draw.randrange(1, 25)))
    span = draw.choice(("month", "month", "month", "month", "months", "year"))
    return _told(day.year, day.month - back, span)


@cache
def _told(year: int, month: int, span: str) -> tuple[str, str, str, str]:
    """A period with its first and last day, and the one a year before."""
    period = Period.months(year, month)
    if span == "months":
        period = Period(period.start.replace(month=1), period.end)
    elif span == "year":
        period = Period.months(period.start.year - 1, 1, 12)
    return str(period), period.start.isoformat(), period.end.isoformat(), str(period.shifted(-12))
