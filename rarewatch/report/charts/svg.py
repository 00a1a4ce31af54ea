"""A chart as SVG: columns for one line, marks for several; gaps are bands, what only follows is hollow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from textwrap import wrap

from rarewatch.model import Period
from rarewatch.report import cells
from rarewatch.report.charts.lines import (
    Calendar,
    ChartLine,
    ChartPoint,
    axis_number,
    period_labels,
    ticks,
)
from rarewatch.report.charts.style import COLOURS, STYLE, marker
from rarewatch.report.series import unit_words

_MARGIN = 18
_LINE = 18  # pixels from one line of text to the next
_LEAST = 260  # below it there is no room for a chart
_LABEL = 40  # pixels that the name of a period takes
_EVERY = (1, 2, 3, 4, 6, 12, 24, 48, 120)  # of so many periods one is named: January among the months


def chart_svg(
    lines: Sequence[ChartLine], title: str = "", note: str = "", *, width: int = 680, height: int = 380
) -> str:
    """An SVG picture of lines that share a unit: one as columns, several as lines with a legend.

    `width` and `height` are in pixels; the picture grows beyond the height where title, legend and note need
    more lines. It holds its own style, loads nothing, and takes all words as text. Light or dark follows
    the reader's system.
    """
    width = max(width, _LEAST)
    head, top = _head(lines, title, width)
    foot = _foot(lines, note, width)
    bottom = max(height - len(foot) * 16 - 46, top + 140)
    frame = _Frame.of(lines, width, top, bottom)
    whole = bottom + 46 + len(foot) * 16
    body = [*head, *_grid(frame, lines), *_gaps(frame, lines)]
    body += _columns(frame, lines[0]) if len(lines) == 1 else _lines(frame, lines)
    body += [*_calendar(frame, lines), *_notes(foot, bottom + 58)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="rw-chart" viewBox="0 0 {width} {whole}" '
        f'width="{width}" height="{whole}" role="img" aria-label="{_text(title)}">'
        f'<style>{STYLE}</style><rect class="paper" width="{width}" height="{whole}"/>'
        f"{''.join(body)}</svg>"
    )


@dataclass(frozen=True)
class _Frame:
    """Where the plot is on the picture, and how values and periods become pixels."""

    left: float
    right: float
    top: float
    bottom: float
    ticks: list[float]
    unit: str | None
    calendar: Calendar

    @classmethod
    def of(cls, lines: Sequence[ChartLine], width: int, top: float, bottom: float) -> "_Frame":
        unit = lines[0].unit if lines else None
        values = [point.high or point.value or 0.0 for line in lines for point in line.known]
        steps = ticks(max(values, default=0.0))
        left = _MARGIN + max(_wide(axis_number(step, unit)) for step in steps) + 8
        return cls(left, width - _MARGIN, top, bottom, steps, unit, Calendar.of(lines))

    @property
    def slot(self) -> float:
        """The width of one period."""
        return (self.right - self.left) / self.calendar.slots

    def x(self, period: Period) -> float:
        """The middle of a period."""
        return self.left + (self.calendar.slot(period) + 0.5) * self.slot

    def at(self, point: ChartPoint) -> tuple[float, float]:
        """Where a point with a value is."""
        return self.x(point.period), self.y(point.value or 0.0)

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom - (self.bottom - self.top) * max(0.0, value) / self.ticks[-1]


def _head(lines: Sequence[ChartLine], title: str, width: int) -> tuple[list[str], int]:
    """Title, unit and legend, and where the plot may begin."""
    told: list[str] = []
    y = _MARGIN + 12
    for words in wrap(cells.plain(title), max(20, int((width - 2 * _MARGIN) / 9.6))):
        told.append(_words(words, "ink title", _MARGIN, y))
        y += 21
    unit = unit_words(lines[0].unit) if lines else ""
    told.append(_words(unit, "soft small", _MARGIN, y - 2))
    if len(lines) > 1:
        x, y = float(_MARGIN), y + _LINE
        for place, line in enumerate(lines):
            room = 20 + _wide(line.label) + 16
            if x > _MARGIN and x + room > width:
                x, y = float(_MARGIN), y + _LINE
            told.append(marker(place, x + 6, y - 4, hollow=False))
            told.append(_words(line.label, "ink", x + 17, y))
            x += room
    return told, y + 22


def _foot(lines: Sequence[ChartLine], note: str, width: int) -> list[str]:
    points = [point for line in lines for point in line.points]
    signs = (
        ("Hollow: not reported, follows from other figures.", any(point.derived for point in points)),
        ("≠: contradicted by other reports.", any(point.disputed for point in points)),
        ("Grey: nothing reported.", bool(_empty(lines))),
    )
    words = " ".join([*(text for text, occurs in signs if occurs), cells.plain(note)])
    return wrap(words, max(30, int((width - 2 * _MARGIN) / 6.1)))


def _notes(foot: Sequence[str], y: float) -> Iterator[str]:
    for place, line in enumerate(foot):
        yield _words(line, "soft small", _MARGIN, y + 16 * place)


def _grid(frame: _Frame, lines: Sequence[ChartLine]) -> Iterator[str]:
    for step in frame.ticks:
        y = frame.y(step)
        yield _tag("line", cls="grid" if step else "axis", x1=frame.left, x2=frame.right, y1=y, y2=y)
        yield _words(axis_number(step, frame.unit), "soft small", frame.left - 8, y + 4, "end")
    if not any(line.known for line in lines):
        middle = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
        yield _words("no amounts", "soft", *middle, "middle")


def _empty(lines: Sequence[ChartLine]) -> list[int]:
    """The slots of which no line has a value, between first and last."""
    calendar = Calendar.of(lines)
    known = {calendar.slot(point.period) for line in lines for point in line.known}
    return [slot for slot in range(calendar.slots) if slot not in known] if known else []


def _gaps(frame: _Frame, lines: Sequence[ChartLine]) -> Iterator[str]:
    """A band over each run of periods of which nothing is known."""
    for _, group in groupby(enumerate(_empty(lines)), key=lambda found: found[1] - found[0]):
        slots = [slot for _, slot in group]
        x, wide = frame.left + slots[0] * frame.slot, len(slots) * frame.slot
        yield _tag(
            "rect", cls="gap", x=x + 1, y=frame.top, width=max(1.0, wide - 2), height=frame.bottom - frame.top
        )


def _columns(frame: _Frame, line: ChartLine) -> Iterator[str]:
    wide = min(46.0, frame.slot * 0.68)
    labels = {point.period: _label(point, frame.unit) for point in line.known}
    room = all(_wide(label) * 0.9 <= frame.slot for label in labels.values())
    for point in line.known:
        x, y = frame.at(point)
        look = "hollow s0 mark dashed" if point.derived else "f0 mark"
        yield f"<g>{_tip(line, point)}"
        yield _tag("rect", cls=look, x=x - wide / 2, y=y, width=wide, height=max(0.5, frame.bottom - y))
        ink = "rival" if point.disputed else "ink"
        if room:
            yield _words(labels[point.period], f"{ink} small", x, y - 6, "middle")
        if point.disputed:
            yield _words("≠", "rival", x, y - (19 if room else 6), "middle")
        yield "</g>"


def _lines(frame: _Frame, lines: Sequence[ChartLine]) -> Iterator[str]:
    for place, line in reversed([*enumerate(lines)]):
        colour = place % len(COLOURS)
        for one, other in pairwise(line.known):
            if frame.calendar.slot(other.period) - frame.calendar.slot(one.period) == 1:
                look = f"line s{colour}{' dashed' if one.derived or other.derived else ''}"
                (x1, y1), (x2, y2) = frame.at(one), frame.at(other)
                yield _tag("line", cls=look, x1=x1, y1=y1, x2=x2, y2=y2)
        for point in line.known:
            x, y = frame.at(point)
            yield f"<g>{_tip(line, point)}{marker(place, x, y, hollow=point.derived)}"
            yield f"{_words('≠', 'rival', x, y - 9, 'middle') if point.disputed else ''}</g>"


def _calendar(frame: _Frame, lines: Sequence[ChartLine]) -> Iterator[str]:
    """The periods below the axis, as many as have room, and each year once."""
    if not any(line.points for line in lines):
        return
    every = next((count for count in _EVERY if frame.slot * count >= _LABEL), frame.calendar.slots)
    slots = [*enumerate(map(period_labels, frame.calendar.periods(lines)))]
    rounds = {slot for slot, _ in slots if frame.calendar.place(slot) % every == 0}
    years: list[tuple[float, str]] = []
    for slot, (within, year) in slots:
        x = frame.left + (slot + 0.5) * frame.slot
        if within and slot in rounds:
            yield _words(within, "soft small", x, frame.bottom + 17, "middle")
        if (within or slot in rounds) and (not years or years[-1][1] != year):
            years.append((x, year))
    low = frame.bottom + (34 if slots[0][1][0] else 17)
    for (x, year), (after, _) in pairwise([*years, (frame.right + _LABEL, "")]):
        if after - x >= _LABEL * 0.85:
            yield _words(year, "ink small", x, low, "middle")


def _label(point: ChartPoint, unit: str | None) -> str:
    """The amount without its unit; about where it lies, where it follows from others."""
    if point.derived:
        return f"≈{axis_number(cells.rounded(point.value or 0.0, point.low, point.high), unit)}"
    return point.text.partition(" ≠")[0].removesuffix(" t") or axis_number(point.value or 0.0, unit)


def _tip(line: ChartLine, point: ChartPoint) -> str:
    """What a pointer held over a mark is told."""
    return f"<title>{_text(f'{line.label}, {point.period}: {point.text}')}</title>"


def _tag(name: str, cls: str, **places: float) -> str:
    numbers = " ".join(f'{key}="{round(value, 1):g}"' for key, value in places.items())
    return f'<{name} class="{cls}" {numbers}/>'


def _words(words: str, cls: str, x: float, y: float, anchor: str = "start") -> str:
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{cls}"{side} x="{round(x, 1):g}" y="{round(y, 1):g}">{_text(words)}</text>'


def _text(words: str) -> str:
    return escape(cells.plain(words))


def _wide(words: str) -> float:
    """About how wide words are in pixels."""
    return 6.9 * len(words)
