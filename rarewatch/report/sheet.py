"""One article with its figures as a readable sheet."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rarewatch.model import Article
from rarewatch.report import cells
from rarewatch.report.cells import plain
from rarewatch.report.formats import tsv
from rarewatch.report.table import Column, Layout, table

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = dict[str, Any]

NO_FIGURES = "No trade figures found."

FIGURES = Layout(
    (
        Column("Period", cells.period),
        Column("Flow", lambda row: cells.plain(row["flow"])),
        Column("Commodity", cells.commodity, (lambda row: cells.commodity(row, short=True),), name=True),
        Column("From→to", cells.route, (lambda row: cells.route(row, codes=True),), name=True),
        Column("Kind", cells.kind),
        Column("Figure", cells.amount, right=True, style="bold"),
        Column("Against", lambda row: cells.period(row, "baseline")),
    ),
    ("+From→to", "-Kind", "-Against", "+Commodity", "-Flow"),
)
"""The figures of one article, each as it is read; and what gives way to a narrow terminal."""


def article_sheet(article: Article, rows: Sequence[Row], width: int) -> "Iterator[RenderableType]":
    """What a terminal shows: headline, where from, text, figures."""
    from rich.text import Text

    yield Text(plain(article.title) or "(no headline)", style="bold")
    if origin := _origin(article):
        yield Text(origin, style="dim")
    for paragraph in _paragraphs(article):
        yield Text(f"\n{paragraph}")
    yield Text("")
    yield table(FIGURES, rows, width) if rows else Text(NO_FIGURES)


def plain_sheet(article: Article, rows: Sequence[Row]) -> Iterator[str]:
    """The same for a pipe: paragraphs are lines, figures are tab-separated lines after a header."""
    yield plain(article.title) or "(no headline)"
    if origin := _origin(article):
        yield origin
    for paragraph in _paragraphs(article):
        yield f"\n{paragraph}"
    yield ""
    yield from tsv(rows) if rows else (NO_FIGURES,)


def _origin(article: Article) -> str:
    parts = (article.site, article.published and article.published.isoformat(), article.author, article.url)
    return "  ".join(plain(part) for part in parts if part)


def _paragraphs(article: Article) -> Iterator[str]:
    for paragraph in article.text.split("\n\n"):
        if lines := [plain(line) for line in paragraph.splitlines() if line.strip()]:
            yield "\n".join(lines)
