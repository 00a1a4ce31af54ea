"""Series as tables over time: one series with all that is known of it, or several side by side.

Rows have the keys of `model.SERIES_KEYS`. What nobody reported and what follows from other figures stands in
brackets; a period of which nothing is known has a dash.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rarewatch.model import WORLD, Flow, Kind, Measure, Status
from rarewatch.report import cells
from rarewatch.report.points import outlets, verdict_column
from rarewatch.report.table import Cell, Column, Layout, fitted, table

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = dict[str, Any]

NARROWING = (
    "-Follows_from",
    "+Verdict",
    "+Outlets",
    "-Outlets",
    "-On_previous",
    "-On_year",
    "-Verdict",
    "+Amount",
)
"""What gives way to a narrow terminal where one series is shown; of several, the smallest partners do."""

MISSING = "–"
_HEADINGS = {"month": "Month", "quarter": "Quarter", "half": "Half", "year": "Year", "ytd": "Period"}
_ON_PREVIOUS = {"month": "m/m", "quarter": "q/q", "half": "On prev.", "year": "", "ytd": ""}
_FLOWS = {"export": "Exports", "import": "Imports", "production": "Production", "processing": "Processing"}


@dataclass(frozen=True)
class Panel:
    """Lines that belong into one table or chart: one trade, one unit, its partners (or those who produce)."""

    lines: tuple[tuple[Row, ...], ...]

    @property
    def row(self) -> Row:
        """Any row: all have the trade, the unit and the frequency."""
        return self.lines[0][0]

    @property
    def title(self) -> str:
        """What is shown, without the unit."""
        row, what = self.row, _FLOWS[self.row["flow"]]
        if row["measure"] == Measure.VALUE:
            what = f"Value of {what.lower()}"
        what = f"{what} of {cells.commodity(row)}"
        if len(self.lines) == 1:
            return f"{what}, {cells.route(row)}"
        if not row["partner"]:
            return what
        return f"{what} {'to' if row['flow'] == Flow.IMPORT else 'from'} {cells.place(row['reporter'])}"

    @property
    def has_amounts(self) -> bool:
        """Whether there is anything to draw."""
        return any(row["value"] is not None for line in self.lines for row in line)

    def apart(self, most: int) -> "list[tuple[Panel, list[str]]]":
        """The total over all partners by itself, then the partners, at most so many; and who was left out."""
        found: list[tuple[Panel, list[str]]]
        total = tuple(line for line in self.lines if line[0]["partner"] == WORLD)
        others = tuple(line for line in self.lines if line[0]["partner"] != WORLD)
        left_out = Panel(others[most:]).labels
        found = [(Panel(total), [])] if total else []
        return found + ([(Panel(others[:most]), left_out)] if others else [])

    @property
    def labels(self) -> list[str]:
        """What each line is called among the others."""
        return [cells.place(_end(line)) for line in self.lines]


def panels(lines: Iterable[Sequence[Row]]) -> list[Panel]:
    """Lines by the table or chart in which they belong, in their order.

    Of several, those without any amount are left out: they have no place beside the others.
    """
    found: dict[tuple[Any, ...], list[tuple[Row, ...]]] = {}
    for line in lines:
        found.setdefault(_trade(line[0]), []).append(tuple(line))
    return [Panel(_with_amounts(group)) for group in found.values()]


def _with_amounts(lines: Sequence[tuple[Row, ...]]) -> tuple[tuple[Row, ...], ...]:
    kept = tuple(line for line in lines if any(row["value"] is not None for row in line))
    return kept or tuple(lines[:1])


def series_table(panel: Panel, width: int) -> "Iterator[RenderableType]":
    """What a terminal shows of a panel: its title, a table no wider than `width`, and what its signs mean."""
    from rich.text import Text

    yield Text(f"{panel.title}, {unit_words(panel.row['unit'])}", style="bold")
    rest: list[str] = []
    if len(panel.lines) == 1:
        yield table(_layout(panel.row), panel.lines[0], width)
    else:
        drawn, rest = _grid(panel, width)
        yield drawn
    for line in (*legend(panel, rest),):
        yield Text(line, style="dim")


def legend(panel: Panel, left_out: Sequence[str] = ()) -> Iterator[str]:
    """What the signs in a table mean, as far as they occur, and who has no room in it."""
    rows = [row for line in panel.lines for row in line]
    if any(row["status"] == Status.DERIVED or Status.DERIVED in _growth_status(row) for row in rows):
        yield "( ) not reported: it follows from other figures"
    if any(row["dissent"] for row in rows):
        yield "≠ contradicted by other reports"
    if any(row["status"] == Status.MISSING for row in rows):
        yield f"{MISSING} no amount reported"
    if left_out:
        yield f"No room for {', '.join(left_out)}: widen the terminal, or ask for --partner or --csv"


def unit_words(unit: str | None) -> str:
    """A unit as a title has it."""
    return {"t": "tonnes", None: "no amounts"}.get(unit, str(unit))


def amount(row: Row, *, bare: bool = False, short: bool = False) -> str:
    """The amount of one period; in brackets where it follows from others; bare is without its unit.

    >>> row = {"status": "reported", "value": 353.0, "unit": "t", "bound": "=", "dissent": [335.0]}
    >>> amount(row), amount(row, short=True), amount({"status": "missing"})
    ('353 t ≠335', '353 t ≠', '–')
    >>> amount({"status": "derived", "value": 46.4, "unit": "t", "low": 46.08, "high": 46.82, "dissent": []})
    '(46.1–46.8 t)'
    """
    if row["status"] == Status.MISSING:
        return MISSING
    if row["status"] == Status.DERIVED:
        said = f"({cells.span(row['low'], row['high'], row['unit'])})"
    else:
        said = cells.amount(row | {"kind": Kind.LEVEL})
    if bare and row["unit"] == "t":
        said = said.replace(" t", "")
    against = [""] if short and row["dissent"] else [_number(value, row["unit"]) for value in row["dissent"]]
    return " ".join([said, *(f"≠{value}" for value in against)])


def _number(value: float, unit: str | None) -> str:
    return cells.number(value) if unit == "t" else cells.amount(_level(value, unit))


def _level(value: float, unit: str | None) -> Row:
    return {"kind": Kind.LEVEL, "value": value, "unit": unit, "bound": "="}


def _layout(row: Row) -> Layout:
    frequency = str(row["frequency"])
    columns = [
        Column(_HEADINGS[frequency], cells.period, key="Period"),
        Column("Amount", amount, (lambda row: amount(row, short=True),), right=True, style="bold"),
        Column(_ON_PREVIOUS[frequency], _growth("on_previous"), right=True, key="On previous"),
        Column("y/y", _growth("on_year"), right=True, key="On year"),
        Column("Outlets", _outlets, (lambda row: str(row["outlets"] or ""),), right=True),
        verdict_column(),
        Column("Follows from", lambda row: cells.plain(row["proof"].partition(": ")[2])),
    ]
    if not _ON_PREVIOUS[frequency]:
        columns = [column for column in columns if column.called != "On previous"]
    return Layout(tuple(columns), NARROWING, "Amount")


def _outlets(row: Row) -> str:
    return outlets(row) if row["outlets"] else ""


def _growth(key: str) -> Cell:
    def cell(row: Row) -> str:
        if row[key] is None:
            return ""
        derived = row[f"{key}_status"] == Status.DERIVED
        value = round(row[key], 1) if derived else row[key]
        said = cells.amount({"kind": Kind.CHANGE, "value": value, "unit": "%", "bound": "="})
        return f"({said})" if derived else said

    return cell


def _growth_status(row: Row) -> tuple[str, str]:
    return row["on_previous_status"], row["on_year_status"]


def _grid(panel: Panel, width: int) -> "tuple[RenderableType, list[str]]":
    """A column a line, the smallest left out where room lacks; and the labels of those."""
    by_period: dict[str, dict[int, Row]] = {}
    for place, line in enumerate(panel.lines):
        for row in line:
            by_period.setdefault(row["period"], {})[place] = row
    ends = {row["period"]: (row["end"], row["start"]) for line in panel.lines for row in line}
    rows = [
        {"period": period, "lines": by_period[period]} for period in sorted(by_period, key=ends.__getitem__)
    ]
    period = Column(_HEADINGS[str(panel.row["frequency"])], cells.period, key="Period")
    columns = [_column(place, line) for place, line in enumerate(panel.lines)]
    shorter = " ".join(f"+Line_{place}" for place in range(len(columns)))
    narrowing = (shorter, *(f"-Line_{place}" for place in range(len(columns) - 1, 0, -1)))
    layout = Layout((period, *columns), narrowing, "Period")
    shown = {column.called for column in fitted(layout, rows, width)[0]}
    left_out = [label for place, label in enumerate(panel.labels) if f"Line {place}" not in shown]
    return table(layout, rows, width), left_out


def _column(place: int, line: Sequence[Row]) -> Column:
    code = _end(line)
    names = cells.place(code), cells.place(code, codes=True)
    shorter = (_of_line(place, short=True),)
    return Column(names[0], _of_line(place), shorter, names[1], right=True, key=f"Line {place}")


def _of_line(place: int, *, short: bool = False) -> Cell:
    def cell(row: Row) -> str:
        found = row["lines"].get(place)
        return amount(found, bare=True, short=short) if found else MISSING

    return cell


def _end(line: Sequence[Row]) -> str:
    """The place that tells a line from the others."""
    return str(line[0]["partner"] or line[0]["reporter"])


def _trade(row: Row) -> tuple[Any, ...]:
    reporter = row["reporter"] if row["partner"] else None
    return row["commodity"], row["flow"], reporter, row["measure"], row["unit"], row["frequency"]
