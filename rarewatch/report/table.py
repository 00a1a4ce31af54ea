"""Rows as a table for a terminal, fitted to its width.

What does not fit goes in a fixed order, the least needed first (see NARROWING); names are cut with an
ellipsis only when nothing more can go, numbers never, and lines never wrap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rarewatch.report import cells

if TYPE_CHECKING:
    from rich.table import Table

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: its heading, what stands in its cells, and the shorter form of that for a narrow terminal."""

    heading: str
    cell: Callable[[Row], str]
    short: Callable[[Row], str] | None = None
    right: bool = False
    style: str = ""


COLUMNS: tuple[Column, ...] = (
    Column("Period", cells.period),
    Column("Commodity", cells.commodity, lambda row: cells.commodity(row, short=True)),
    Column("Flow", lambda row: cells.plain(row["flow"])),
    Column("From→to", cells.route, lambda row: cells.route(row, codes=True)),
    Column("Kind", cells.kind),
    Column("Figure", cells.amount, right=True, style="bold"),
    Column("Against", lambda row: cells.period(row, "baseline")),
    Column("Origins", lambda row: str(row.get("origins", 1)), right=True),
    Column("Published", lambda row: row["published"] or ""),
    Column("Site", lambda row: cells.plain(row["site"] or "")),
)

NARROWING = (
    "-Site",
    "-Published",
    "-Origins",
    "short From→to",
    "-Kind",
    "-Against",
    "short Commodity",
    "-Flow",
)
"""What gives way to a narrow terminal, in this order."""


def table(rows: Sequence[Row], width: int) -> "Table":
    """A Rich table no wider than `width` characters; `origins` of a row counts who says so on his own."""
    from rich.table import Table
    from rich.text import Text

    columns, gap = fitted(rows, width)
    drawn = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, collapse_padding=True)
    names = _room_for_names(columns, rows, width - gap * (len(columns) - 1))
    for column in columns:
        heading = Text(column.heading, justify="right" if column.right else "left")
        most = names if column.short else None
        drawn.add_column(heading, style=column.style, no_wrap=True, overflow="ellipsis", max_width=most)
    for row in rows:
        drawn.add_row(
            *(Text(column.cell(row), justify="right" if column.right else "left") for column in columns)
        )
    return drawn


def fitted(rows: Sequence[Row], width: int) -> tuple[tuple[Column, ...], int]:
    """The columns that fit, and the blanks between them: two, or one where there is no room for more."""
    columns = COLUMNS
    for step in ("", *NARROWING):
        columns = _narrowed(columns, step)
        for gap in (2, 1):
            if _width(columns, rows, gap) <= width:
                return columns, gap
    return columns, 1


def _narrowed(columns: tuple[Column, ...], step: str) -> tuple[Column, ...]:
    if step.startswith("-"):
        return tuple(column for column in columns if column.heading != step[1:])
    heading = step.removeprefix("short ")
    return tuple(
        replace(column, cell=column.short) if column.heading == heading and column.short else column
        for column in columns
    )


def _width(columns: Sequence[Column], rows: Sequence[Row], gap: int) -> int:
    return sum(_natural(column, rows) for column in columns) + gap * (len(columns) - 1)


def _room_for_names(columns: Sequence[Column], rows: Sequence[Row], width: int) -> int | None:
    """How wide a column of names may be where not even the shortest fit; None where they do."""
    if sum(_natural(column, rows) for column in columns) <= width:
        return None
    numbers = [_natural(column, rows) for column in columns if not column.short]
    return max(1, (width - sum(numbers)) // (len(columns) - len(numbers)))


def _natural(column: Column, rows: Sequence[Row]) -> int:
    """The width of its widest cell in terminal columns."""
    from rich.cells import cell_len

    return max(map(cell_len, (column.heading, *map(column.cell, rows))))
