"""A chart in a terminal: a bar a period, lines below each other on one scale; gaps are dashes."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rarewatch.model import Period
from rarewatch.report.cells import plain
from rarewatch.report.charts.lines import Calendar, ChartLine, ChartPoint
from rarewatch.report.series import unit_words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_EIGHTHS = " ▏▎▍▌▋▊▉"
_LONGEST = 60  # characters of a bar: longer ones tell no more
_BLOCK = 44  # characters of a line with its bars, where several stand side by side
_BETWEEN = 3  # blanks between them
_FEW = 2  # gaps in a row that are shown one by one
_BLANK = ChartPoint(Period.months(2000, 1), None)


def chart_text(lines: Sequence[ChartLine], title: str, note: str, width: int) -> "Iterator[RenderableType]":
    """What a terminal shows: title, a bar for each period of each line, what the signs mean.

    Bars of light dots stand for amounts that follow from other figures. Many gaps in a row share a line.
    Where there is room, lines stand side by side.
    """
    from rich.table import Table
    from rich.text import Text

    yield Text(f"{plain(title)}, {unit_words(lines[0].unit)}", style="bold")
    if any(line.points for line in lines):
        beside = max(1, min(len(lines), (width + _BETWEEN) // (_BLOCK + _BETWEEN)))
        room = (width + _BETWEEN) // beside - _BETWEEN
        blocks = _blocks(lines, room, aligned=beside > 1)
        for first in range(0, len(blocks), beside):
            grid = Table.grid(padding=(0, _BETWEEN, 0, 0), pad_edge=False)
            for _ in range(beside):
                grid.add_column(width=room)
            grid.add_row(*blocks[first : first + beside])
            yield grid
    for sign in (*_signs(lines), plain(note)):
        if sign:
            yield Text(sign, style="dim")


def _blocks(lines: Sequence[ChartLine], width: int, *, aligned: bool) -> "list[Text]":
    """Each line with its bars, no wider than `width`; aligned, all have the same periods in the same rows."""
    from rich.text import Text

    highest = max((point.value or 0.0 for line in lines for point in line.known), default=0.0)
    told = [[*_rows(lines, line, lines if aligned else [line])] for line in lines]
    first = max(len(period) for rows in told for period, _ in rows)
    amounts = max(len(point.text or "–") for rows in told for _, point in rows)
    room = max(4, min(_LONGEST, width - first - amounts - 4))
    blocks = []
    for line, rows in zip(lines, told, strict=True):
        named = [Text(plain(line.label), style="bold")] if len(lines) > 1 else []
        bars = [
            _row(period.ljust(first), point, amounts, _bar(point, highest, room)) for period, point in rows
        ]
        for row in (*named, *bars):
            row.truncate(width, overflow="ellipsis")
        blocks.append(Text("\n").join([*named, *bars]))
    return blocks


def _rows(
    lines: Sequence[ChartLine], line: ChartLine, beside: Sequence[ChartLine]
) -> Iterator[tuple[str, ChartPoint]]:
    """Every period of the chart with the line's point there; of many gaps in a row, which all lines beside it
    share, their number."""
    calendar = Calendar.of(lines)
    periods = calendar.periods(lines)
    points = {calendar.slot(point.period): point for point in line.known}
    known = {calendar.slot(point.period) for one in beside for point in one.known}
    for missing, group in groupby(range(calendar.slots), key=lambda slot: slot not in known):
        slots = [*group]
        if missing and len(slots) > _FEW:
            yield f"{len(slots)} gaps", _BLANK
            continue
        for slot in slots:
            yield _name(periods[slot]), points.get(slot, _BLANK)


def _name(period: Period) -> str:
    from rarewatch.report.cells import period as named

    return named({"period": str(period)})


def _row(period: str, point: ChartPoint, room: int, bar: str) -> "Text":
    from rich.text import Text

    row = Text(f"{period}  ")
    row.append((point.text or "–").rjust(room), style="red" if point.disputed else "")
    row.append(f"  {bar}", style="cyan")
    return row


def _bar(point: ChartPoint, highest: float, room: int) -> str:
    """As long as the amount is large, to an eighth of a character."""
    if not point.value or highest <= 0:
        return ""
    eighths = max(1, round(max(0.0, point.value) / highest * room * 8))
    if point.derived:
        return "░" * max(1, round(eighths / 8))
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def _signs(lines: Sequence[ChartLine]) -> Iterator[str]:
    points = [point for line in lines for point in line.points]
    if any(point.derived for point in points):
        yield "( ) ░ not reported: it follows from other figures"
    if any(point.disputed for point in points):
        yield "≠ contradicted by other reports"
    if any(point.value is None for point in points):
        yield "– no amount reported"
