"""Rows of a kind of their own, such as gaps or claims: a table for a terminal, lines for programs.

On a terminal, what cannot be said in a column (a sentence, a reason) stands beneath its row, wrapped to the
width and set in.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rarewatch.report.cells import plain
from rarewatch.report.formats import Format, to_csv, to_json, tsv
from rarewatch.report.table import Layout, table

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

Row = dict[str, Any]

_INDENT = "  "


def ledger_lines(rows: Sequence[Row], keys: Sequence[str], format_: Format) -> Iterator[str]:
    """The rows as JSON with all that they hold; as CSV or tab-separated lines with these keys."""
    if format_ is Format.JSON:
        yield to_json(rows, indent=2)
    elif format_ is Format.CSV:
        yield from to_csv(rows, keys)
    else:
        yield from tsv(rows, keys)


def ledger(
    layout: Layout, rows: Sequence[Row], width: int, notes: Callable[[Row], Sequence[str]] | None = None
) -> "Iterator[RenderableType]":
    """The rows as a table; with `notes`, what each has to say beneath it."""
    if not rows:
        return
    if notes is None:
        yield table(layout, rows, width)
        return
    heading, *lines = _drawn(layout, rows, width)
    yield heading
    for row, line in zip(rows, lines, strict=True):
        yield line
        for note in notes(row):
            yield from _wrapped(note, width)


def _drawn(layout: Layout, rows: Sequence[Row], width: int) -> "Iterator[Text]":
    """The lines of the table, the heading first: a row is one line."""
    from rich.console import Console
    from rich.text import Text

    lines = Console(width=width).render_lines(table(layout, rows, width), pad=False)
    for line in lines:
        drawn = Text.assemble(*((piece.text, piece.style or "") for piece in line))
        drawn.rstrip()
        yield drawn


def _wrapped(note: str, width: int) -> "Iterator[Text]":
    from rich.console import Console
    from rich.text import Text

    room = Console(width=width)
    for line in Text(plain(note), style="dim").wrap(room, max(width - len(_INDENT), 10)):
        line.rstrip()
        yield Text(_INDENT) + line
