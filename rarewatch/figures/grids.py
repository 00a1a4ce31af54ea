"""Tables flattened into lines: each number bound by its row's label, its column's head and the caption."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from rarewatch.figures.amounts import either
from rarewatch.figures.frames import FLOW_KINDS, TRADE, Frame
from rarewatch.figures.mentions import Item, Row, read
from rarewatch.figures.sentences import Sentence
from rarewatch.figures.timeline import compared_with, resolve
from rarewatch.figures.whens import MONTHS
from rarewatch.model import WORLD, Figure, Flow, Kind, Measure, Period
from rarewatch.vocabulary import table

_MARKS = (
    re.compile(r":\s+(?=[\d$€(])"),
    re.compile(r"\t+"),
    re.compile(r"\s*\|\s*"),
    re.compile(r"\s+/\s+"),
    re.compile(r"\s+[–—]\s+"),
)
"""What parts the cells of a line, the surest first."""
_VALUES = re.compile(
    r"(?:\s+(?:[+\-−–]?\d[\d,.]*(?:\s?(?:%|pct?\b|per cent))?|[-–—]|n/?a|N/?A|W|\.\.)(?=\s|$))+$"
)
_NUMBER = re.compile(
    r"[+\-−–]?\d[\d,.]*(?:\s?(?:%|pct?\b|per cent))?|(?<=\s)(?:[-–—]|n/?a|N/?A|W|\.\.)(?=\s|$)"
)
_UNIT = re.compile(
    r"(?<![\w$€])(?:(thousand|million|’000|'000)\s)?"
    r"(metric tons?|tonnes|tons|t|kt|kg|kilograms|kilos|lb|pounds)\b(?![\w’'])",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:change|growth|y/y|yoy|m/m|on the year|on the month|[+-]/-)|±|%,? (?:on|vs\.?|against|from|over) ",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?:share|part|per cent of|% of)\b", re.IGNORECASE)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")
"""A number whose thousands are parted by blanks."""
_DIGIT = re.compile(r"\d")
_SHORT_MONTH = re.compile(r"((?:[A-Z][a-z]{2,8}[-–])?([A-Z][a-z]{2,8}))\.?[ -][’']?(\d\d)")
"""A month of a year in a head: "Dec 20" is no day there."""
_ESTIMATED = re.compile(r"((?:19|20)\d\d)[epr]$")
"""A year marked as estimated, preliminary or revised: "2020e"."""
_MONTH_NAMES = "|".join(f"{month.title()}[a-z]*" for month in MONTHS)
_TIMES = re.compile(rf"(?<!\S)(?:(?:Q[1-4]|H[12]|{_MONTH_NAMES})\.?[ -]?)?(?:FY)?(?:19|20)\d\d[epr]?(?!\S)")
"""A column's time in a head that has nothing but blanks between its cells."""
_YEARS_BACK = 4
"""Years before publication that such a head may name."""
_YEAR = re.compile(r"(?:FY)?(?:19|20)\d\d(?:[-–/]\d\d)?(?:\D.*)?")
_AVOIDED = frozenset(["price", "quota", "capacity", "reserve", "tariff", "stock", "need", "money", "permit"])
_LEAST = 2
"""Rows of the smallest table."""


@dataclass(frozen=True)
class Cell:
    """Words of a table's cell; `start` is its place in the line."""

    text: str
    start: int


@dataclass(frozen=True)
class Grid:
    """Lines that make up one table, split into cells; the first is its head."""

    lines: tuple[Sentence, ...]
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Unit:
    """What a bare number under a head is: `factor` turns it into `unit`."""

    unit: str | None = None
    factor: float = 1.0
    change: bool = False
    share: bool = False
    value: bool = False


def grids(sentences: list[Sentence]) -> dict[int, Grid]:
    """Every table among the sentences, by the index of its first line."""
    found: dict[int, Grid] = {}
    index = 0
    while index < len(sentences):
        grid = _grid(sentences, index)
        if grid:
            found[index] = grid
            index += len(grid.lines)
        else:
            index += 1
    return found


def _grid(sentences: list[Sentence], start: int) -> Grid | None:
    """The table that starts here, if one does."""
    if not all(_is_line(sentences, index) for index in range(start, start + 1 + _LEAST)):
        return None
    if not all(_DIGIT.search(row.text) for row in sentences[start + 1 : start + 1 + _LEAST]):
        return None
    for split in (*(_by(mark) for mark in _MARKS), _by_values):
        cells = _rows(sentences, start, split)
        if cells:
            return Grid(tuple(sentences[start : start + len(cells)]), cells)
    return None


def _is_line(sentences: list[Sentence], index: int) -> bool:
    """Whether a sentence is a whole line of the text, not a headline."""
    if index >= len(sentences) or not sentences[index].line_start:
        return False
    last = index + 1 == len(sentences) or sentences[index + 1].line_start
    return last and sentences[index].paragraph >= 0 and len(sentences[index].text) < 200


Split = Callable[[str], tuple[Cell, ...]]


def _by(mark: re.Pattern[str]) -> Split:
    def split(line: str) -> tuple[Cell, ...]:
        cells, start = [], 0
        for match in mark.finditer(line):
            cells.append(Cell(line[start : match.start()], start))
            start = match.end()
        cells.append(Cell(line[start:], start))
        return tuple(cells)

    return split


def _by_values(line: str) -> tuple[Cell, ...]:
    """A label, then numbers with only blanks between them."""
    match = _VALUES.search(line)
    label = line[: match.start()] if match else ""
    if match is None or not (re.search(r"[A-Za-z]", label) or _YEAR.fullmatch(label)):
        return ()
    cells = [Cell(line[: match.start()], 0)]
    cells += [Cell(one[0], one.start()) for one in _NUMBER.finditer(line, match.start())]
    return tuple(cells)


def _rows(sentences: list[Sentence], start: int, split: Split) -> tuple[tuple[Cell, ...], ...] | None:
    """Cells of the head and of the lines behind it that have equally many; None where they are no table."""
    head = _loose_head(sentences[start].text) if split is _by_values else split(sentences[start].text)
    if not _is_head(head):
        return None
    rows: list[tuple[Cell, ...]] = []
    for index in range(start + 1, len(sentences)):
        cells = split(sentences[index].text) if _is_line(sentences, index) else ()
        if len(cells) != len(head) or not (any(map(_valued, cells[1:])) or all(map(_withheld, cells[1:]))):
            break
        rows.append(cells)
    return (head, *rows) if len(rows) >= _LEAST else None


def _is_head(cells: tuple[Cell, ...]) -> bool:
    """Whether cells are names of columns, not numbers (years excepted)."""
    return len(cells) > 1 and not any(
        _valued(cell) and not _YEAR.fullmatch(cell.text.strip()) for cell in cells
    )


def _loose_head(line: str) -> tuple[Cell, ...]:
    """A head for rows of numbers: parted by marks, or a word followed by years."""
    for mark in _MARKS:
        cells = _by(mark)(line)
        if _is_head(cells):
            return cells
    years = list(_TIMES.finditer(line))
    if len(years) < 2 or re.search(r"\d", line[: years[0].start()]):
        return ()
    return (Cell(line[: years[0].start()], 0), *(Cell(year[0], year.start()) for year in years))


def _withheld(cell: Cell) -> bool:
    """Whether a cell says that its number is not told: "NA", "W"."""
    return cell.text.strip().upper() in {"NA", "N/A", "W"}


def _valued(cell: Cell) -> bool:
    return re.match(r"\s*(?:US)?[$€£+\-−–]?\s?\d", cell.text) is not None


class Reader:
    """Reads one table with the frame that its caption leaves."""

    def __init__(self, grid: Grid, caption: str, frame: Frame, published: date) -> None:
        self.grid, self.frame, self.published = grid, frame, published
        corner = grid.cells[0][0].text
        self.corner = read(corner)
        told = (_unit_of(corner), _unit_of(caption), *map(_unit_of, re.split(r"[;(]", caption)))
        self.whole = next((unit for unit in told if unit.unit not in {None, "%"}), Unit())
        self.shared = bool(_SHARE.search(caption))
        """Whether the caption tells of shares: those under a bare "China, %"."""
        self.heads = [(read(self._in_full(cell.text)), self._unit(cell.text)) for cell in grid.cells[0]]
        self.times = list(self._times())

    def _in_full(self, head: str) -> str:
        """A head with its year in four digits, where it has one of two: "Dec 20" as "Dec 2020"."""
        short = _SHORT_MONTH.fullmatch(head.strip())
        year = self.published.year // 100 * 100 + int(short[3]) if short else 0
        head = _ESTIMATED.sub(r"\1", head.strip())
        told = short and short[2][:3].lower() in MONTHS and 0 <= self.published.year - year < _YEARS_BACK
        return f"{short[1]} {year}" if short and told else head

    def _times(self) -> Iterator[Period | None]:
        """The period of each column; of growth, the latest of the columns before it, up to other growth."""
        latest: Period | None = None
        closed = False
        for head, unit in self.heads:
            named = [item for item in head.items if item.kind in {"period", "rel"}]
            if unit.change or not named:
                closed = closed or unit.change
                yield latest if unit.change else None
                continue
            latest, closed = (None if closed else latest), False
            told = resolve(named[0].value, self.published, self.frame.period, self.frame.anchor)
            latest = max(filter(None, [latest, told]), key=lambda one: one.end, default=None)
            yield told

    def _unit(self, head: str) -> Unit:
        own = _unit_of(head.partition("(")[0])
        own = own if own.unit else _unit_of(head)
        if own.unit is None and self.shared and "%" in head:
            return Unit("%", share=True)
        return own if own.unit or own.change or own.share else self.whole

    def figures(self) -> Iterator[Figure]:
        """A figure for every number of every row."""
        for line, cells in zip(self.grid.lines[1:], self.grid.cells[1:], strict=True):
            label = read(cells[0].text)
            if not _avoided(label):
                for column, cell in enumerate(cells[1:], 1):
                    if not _avoided(self.heads[column][0]):
                        yield from self._cell(line, label, cell, column)

    def _cell(self, line: Sentence, label: Row, cell: Cell, column: int) -> Iterator[Figure]:
        """The numbers of one cell: an amount, and a growth rate in brackets behind it."""
        frame, (head, unit) = self.frame.copy(), self.heads[column]
        for row in (self.corner, head, label):
            _take_in(frame, row, self.published, timed=row is not head or not unit.change)
        if unit.change and "period" not in label.kinds:
            frame.period = self.times[column] or frame.period
        if frame.flow is None or frame.commodity is None or frame.reporter is None:
            return
        items = read(cell.text, european=_SPACED.fullmatch(cell.text.strip()) is not None).items
        told = [(item, one) for item in items if (one := _told(item, unit))]
        times = [item for item in head.items if item.kind == "period"]
        frame.rate = next((item.value.shift for item in head.items if item.kind == "rate"), 0)
        for number, (item, one) in enumerate(told):
            if len(times) == len(told) > 1:
                frame.period = resolve(times[number].value, self.published, frame.period, frame.anchor)
            yield self._figure(line, cell, item, frame, one)

    def _figure(self, line: Sentence, cell: Cell, item: Item, frame: Frame, told: "Told") -> Figure:
        kind, value, measure, unit = told
        change = kind is Kind.CHANGE and frame.period is not None
        baseline = compared_with(frame.period, frame.rate or 12) if change and frame.period else None
        other = WORLD if frame.partner in {None, frame.reporter} else frame.partner
        return Figure(
            commodity=frame.commodity or "", flow=frame.flow or Flow.EXPORT, reporter=frame.reporter or "",
            partner=other if frame.flow in TRADE else None, period=frame.period, kind=kind, measure=measure,
            value=round(value, 6), unit=unit, baseline=baseline, quote=cell.text[item.start : item.end],
            sentence=line.text, rule="table cell", start=line.start + cell.start + item.start,
            assumed=("baseline",) if change and not frame.rate else (),
        )  # fmt: skip


def _avoided(row: Row) -> bool:
    """Whether a head or label names prices, quotas and the like, or what remains."""
    traded = not {"imp", "exp"}.isdisjoint(row.kinds)
    avoided = any(item.kind == "not" and item.value in _AVOIDED for item in row.items)
    return (
        (avoided and not traded)
        or row.lows[:1] in (["other"], ["others"])
        or row.lows[:2] == ["all", "other"]
    )


def _unit_of(text: str) -> Unit:
    """The unit that a head or caption names for bare numbers."""
    change, share = bool(_CHANGE.search(text)), bool(_SHARE.search(text))
    value = bool(re.search(r"\bvalue\b|[$€£]", text, re.IGNORECASE))
    if change or share:
        return Unit("%", change=change and not share, share=share, value=value)
    money, mass = _money().search(text), _UNIT.search(text)
    if money and not mass:
        sign, scale = money["before"] or money["after"], money["scale"] or money["first"]
        return Unit(_currencies()[sign.lower()], _scale(scale), value=True)
    if mass:
        return Unit("t", float(_units()["mass"].get(mass[2].lower(), 1.0)) * _scale(mass[1]))
    return Unit()


@cache
def _units() -> dict[str, Any]:
    return table("units")


@cache
def _currencies() -> dict[str, str]:
    """Currency signs and names, in lower case, and their codes."""
    units = _units()
    return {word.lower(): code for word, code in (units["after"] | units["before"]).items()}


@cache
def _money() -> re.Pattern[str]:
    """Money as a head names it: "US$ million", "million yuan", "€m", "Rs crore"."""
    units = _units()
    before, after, scale = (either(units[name]) for name in ("before", "after", "scale"))
    return re.compile(
        rf"(?<!\w)(?P<before>{before})\s?(?P<scale>{scale})?(?!\w)"
        rf"|\b(?:(?P<first>{scale})\s)?(?P<after>{after})\b",
        re.IGNORECASE,
    )


def _scale(word: str | None) -> float:
    """What "million" or "’000" multiplies by; 1 where no word does."""
    if not word:
        return 1.0
    scales = _units()["scale"]
    return 1e3 if word.endswith("000") else float(scales.get(word, scales.get(word.lower(), 1.0)))


def _take_in(frame: Frame, row: Row, published: date, *, timed: bool) -> None:
    """What a head or a label says: place, flow, commodity, and the period: not the "2022" of "% on 2022"."""
    for index, item in enumerate(row.items):
        if item.kind == "commodity" and row.kinds[index - 1 : index] != ["same"]:
            frame.commodity = str(item.value)
        elif item.kind in FLOW_KINDS and item.kind in {"exp", "imp", "prod", "proc"}:
            _turn(frame, FLOW_KINDS[item.kind])
        elif item.kind == "place":
            if frame.flow in TRADE:
                frame.meet(str(item.value))
            else:
                frame.maker = str(item.value)
        elif item.kind in {"period", "rel"} and timed:
            frame.period = resolve(item.value, published, frame.period, frame.anchor) or frame.period


def _turn(frame: Frame, flow: Flow) -> None:
    if frame.flow is flow:
        return
    own = frame.reporter
    frame.flow = flow
    if own:
        frame.own(own)
    frame.reset_partner()


Told = tuple[Kind, float, Measure, str | None]


def _told(item: Item, unit: Unit) -> Told | None:
    """Kind, value, measure and unit of a cell's number; None where it is none."""
    value = Measure.VALUE if unit.value else Measure.QUANTITY
    if item.kind == "pct":
        share = not item.value.signed and not unit.change
        return (Kind.SHARE if share else Kind.CHANGE, item.value.value, value, "%")
    if item.kind == "mass":
        return Kind.LEVEL, item.value.value, Measure.QUANTITY, "t"
    if item.kind == "money":
        return Kind.LEVEL, item.value.value, Measure.VALUE, item.value.unit
    if item.kind != "num" or unit.unit is None:
        return None
    if unit.unit == "%":
        return (Kind.SHARE if unit.share else Kind.CHANGE, item.value.value, value, "%")
    level = item.value.value * unit.factor
    return (Kind.LEVEL, level, value, unit.unit) if level >= 0 else None
