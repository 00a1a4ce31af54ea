"""A chart in a terminal: a bar a period, lines below each other on one scale; gaps are dashes."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rarewatch.model import Period
from rarewatch.report.cells import plain
from rarewatch.report.charts.lines import Calendar, ChartLine, ChartPoint
from rarewatch.report.series import unit_words

if TYPE_CHECKING:
    from rich.text import Text

_EIGHTHS = " ▏▎▍▌▋▊▉"
_LONGEST = 60  # characters of a bar: longer ones tell no more
_FEW = 2  # gaps in a row that are shown one by one
_BLANK = ChartPoint(Period.months(2000, 1), None)


def chart_text(lines: Sequence[ChartLine], title: str, note: str, width: int) -> "Iterator[Text]":
    """What a terminal of some width shows: title, a bar for each period of each line, what the signs mean.

    Bars of light dots stand for amounts that follow from other figures. Many gaps in a row share a line.
    """
    from rich.text import Text

    yield Text(f"{plain(title)}, {unit_words(lines[0].unit)}", style="bold")
    if not any(line.points for line in lines):
        return
    highest = max((point.value or 0.0 for line in lines for point in line.known), default=0.0)
    rows = {line.label: [*_rows(lines, line)] for line in lines}
    first = max(len(period) for told in rows.values() for period, _ in told)
    amounts = max(len(point.text or "–") for told in rows.values() for _, point in told)
    room = max(4, min(_LONGEST, width - first - amounts - 4))
    for line in lines:
        if len(lines) > 1:
            yield Text(plain(line.label), style="bold", no_wrap=True, overflow="ellipsis")
        for period, point in rows[line.label]:
            yield _row(period.ljust(first), point, amounts, _bar(point, highest, room))
    for sign in _signs(lines):
        yield Text(sign, style="dim")
    if note:
        yield Text(plain(note), style="dim")


def _rows(lines: Sequence[ChartLine], line: ChartLine) -> Iterator[tuple[str, ChartPoint]]:
    """Every period of the chart with the line's point there; of many gaps in a row their number."""
    calendar = Calendar.of(lines)
    periods = calendar.periods(lines)
    points = {calendar.slot(point.period): point for point in line.known}
    for missing, group in groupby(range(calendar.slots), key=lambda slot: slot not in points):
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

    row = Text(f"{period}  ", no_wrap=True, overflow="ellipsis")
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
