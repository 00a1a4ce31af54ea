"""Rows as a table for a terminal, fitted to its width.

What does not fit goes in the order that the layout states, the least needed first; names are cut with an
ellipsis only when nothing more can go, numbers never, and lines never wrap. A column that would be empty in
every line is left out, but for the main one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

Row = dict[str, Any]
Cell = Callable[[Row], str]


@dataclass(frozen=True, eq=False)
class Column:
    """A column: its heading, what stands in its cells, and ever shorter forms of that."""

    heading: str
    cell: Cell
    shorter: tuple[Cell, ...] = ()
    short_heading: str = ""
    """Its heading above the shorter forms, where another than above the full one."""
    right: bool = False
    style: str = ""
    style_of: Callable[[Row], str] | None = None
    """The style of a single cell; colour only repeats what the words say."""
    name: bool = False
    """Whether it holds names, which may be cut where all else fails."""
    key: str = ""
    """What the layout calls it, where that is not its heading."""

    @property
    def called(self) -> str:
        """Its name in a layout."""
        return self.key or self.heading


@dataclass(frozen=True)
class Layout:
    """The columns of a table, and how they give way to a narrow terminal.

    A step of `narrowing` is a list of words: `-Share` leaves a column out, `+Flow` takes its next shorter
    form (`_` is a blank).
    `instead` says, for columns that may go, what then stands in `main` where a line would say nothing else.
    """

    columns: tuple[Column, ...]
    narrowing: tuple[str, ...]
    main: str = ""
    instead: Mapping[str, Cell] | None = None


def table(layout: Layout, rows: Sequence[Row], width: int) -> "Table":
    """A Rich table of the rows, no wider than `width` characters."""
    from rich.table import Table
    from rich.text import Text

    columns, gap = fitted(layout, rows, width)
    drawn = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, collapse_padding=True)
    names = _room_for_names(columns, rows, width - gap * (len(columns) - 1))
    for column in columns:
        heading = Text(column.heading, justify=_side(column))
        most = names if column.name else None
        drawn.add_column(heading, no_wrap=True, overflow="ellipsis", max_width=most)
    for row in rows:
        drawn.add_row(
            *(Text(column.cell(row), _style(column, row), justify=_side(column)) for column in columns)
        )
    return drawn


def fitted(layout: Layout, rows: Sequence[Row], width: int) -> tuple[tuple[Column, ...], int]:
    """The columns that fit, and the blanks between them: two, or one where there is no room for more."""
    columns = tuple(
        column for column in layout.columns if column.called == layout.main or any(map(column.cell, rows))
    )
    wide = cache(lambda column: _natural(column, rows))
    for step in ("", *layout.narrowing):
        columns = _narrowed(columns, step)
        shown = _standing_in(layout, columns)
        for gap in (2, 1):
            if sum(map(wide, shown)) + gap * (len(shown) - 1) <= width:
                return shown, gap
    return shown, 1


def _narrowed(columns: tuple[Column, ...], step: str) -> tuple[Column, ...]:
    for word in step.split():
        how, called = word[0], word[1:].replace("_", " ")
        if how == "-":
            columns = tuple(column for column in columns if column.called != called)
        else:
            columns = tuple(_shorter(column) if column.called == called else column for column in columns)
    return columns


def _shorter(column: Column) -> Column:
    if not column.shorter:
        return column
    heading = column.short_heading or column.heading
    return replace(
        column, heading=heading, key=column.called, cell=column.shorter[0], shorter=column.shorter[1:]
    )


def _standing_in(layout: Layout, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The same columns, the main one saying what a line would else not say at all."""
    shown = {column.called: column for column in columns}
    gone = [cell for called, cell in (layout.instead or {}).items() if called not in shown]
    if not gone:
        return columns
    rest = [shown[called].cell for called in layout.instead or {} if called in shown]
    main = shown[layout.main].cell

    def cell(row: Row) -> str:
        said = main(row)
        if said or any(other(row) for other in rest):
            return said
        return next(filter(None, (other(row) for other in gone)), "")

    return tuple(replace(column, cell=cell) if column.called == layout.main else column for column in columns)


def _room_for_names(columns: Sequence[Column], rows: Sequence[Row], width: int) -> int | None:
    """How wide a column of names may be where not even the shortest fit; None where they do."""
    widths = [_natural(column, rows) for column in columns]
    if sum(widths) <= width:
        return None
    names = [size for size, column in zip(widths, columns, strict=True) if column.name]
    room = width - (sum(widths) - sum(names))
    return next((most for most in range(max(names, default=1), 1, -1) if _cut(names, most) <= room), 1)


def _cut(widths: Sequence[int], most: int) -> int:
    return sum(min(size, most) for size in widths)


def _natural(column: Column, rows: Sequence[Row]) -> int:
    """The width of its widest cell in terminal columns."""
    from rich.cells import cell_len

    return max(map(cell_len, (column.heading, *map(column.cell, rows))))


def _side(column: Column) -> Any:
    return "right" if column.right else "left"


def _style(column: Column, row: Row) -> str:
    return column.style_of(row) if column.style_of else column.style
