"""Figures, articles, pages and rows for tests of the rooms after reading."""

from dataclasses import replace
from datetime import date
from typing import Any

from rarewatch.model import Article, Figure, Flow, Kind, Measure, Page, Period

JUNE = Period.months(2025, 6)
MAGNETS = Figure(
    "rare-earth-magnets",
    Flow.EXPORT,
    "CN",
    "US",
    JUNE,
    Kind.LEVEL,
    Measure.QUANTITY,
    353.0,
    "t",
    sentence="S.",
)
TOTAL = replace(MAGNETS, partner="001", value=3188.0)
GROWTH = replace(
    MAGNETS, kind=Kind.CHANGE, value=660.0, unit="%", baseline=Period.months(2025, 5), assumed=("flow",)
)
MINED = replace(MAGNETS, commodity="rare-earths", flow=Flow.PRODUCTION, partner=None, period=None, value=70.0)


def page(url: str = "https://a.example/1", content: bytes = b"<p>353 tons</p>") -> Page:
    """A page as it came from the network."""
    return Page(url, content, "text/html", headers={"ETag": "x"})


def article(text: str = "353 tons", title: str = "Magnets to the US", **more: Any) -> Article:
    """What was read from it."""
    return Article(text, title=title, published=date(2025, 7, 21), **more)


def row(figure: Figure = MAGNETS, **more: Any) -> dict[str, Any]:
    """A row as the store gives it."""
    return figure.as_dict() | {
        "url": "https://a.example/1",
        "title": "Magnets to the US",
        "site": "a.example",
        "published": "2025-07-21",
        "sentence": figure.sentence,
        "rule": figure.rule,
        "assumed": list(figure.assumed),
        "note": figure.note,
        "origin": "a.example",
        "verdict": None,
        "id": None,
        **more,
    }
