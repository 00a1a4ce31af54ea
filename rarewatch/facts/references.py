"""Official figures as a person gives them: a CSV file of amounts, read with errors that say what to write.

Columns go by their names in the first line, in any order: `commodity`, `flow`, `reporter`, `partner`,
`period`, `value` and `unit` must be there; `measure` and `released` may lack, and other columns are left
alone. Commodities and places go by any name or code (partner `world` is the total). A period is a month
(2025-06), a year or a span; a unit is t, kg, kt or a currency (USD); `measure` is quantity or value and
follows from the unit; `released` is the day of publication (2025-07-20). Commas, semicolons or tabs part the
cells.
"""

import csv
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from rarewatch.errors import UsageError
from rarewatch.facts.series import Series
from rarewatch.model import Flow, Measure, Period
from rarewatch.vocabulary import commodity_key, country_code

COLUMNS = ("commodity", "flow", "reporter", "partner", "period", "value", "unit")
"""The columns that must be there."""
OPTIONAL = ("measure", "released")

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:e\+?\d{1,2})?", re.IGNORECASE)
_CURRENCY = re.compile("[A-Z]{3}")
_TONNES = {"t": 1.0, "kg": 0.001, "kt": 1000.0}
_LARGEST = 1e18
_WANTED = {
    "commodity": "a commodity such as magnets",
    "flow": "export, import, production or processing",
    "reporter": "the country whose flow it is",
    "partner": "a country, or world for the total",
    "period": "a month (2025-06), a year (2025) or a span (2025-01/2025-06)",
    "value": "a number such as 3188.5",
    "unit": "t, kg, kt or a currency such as USD",
}
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Reference:
    """One official amount; `unit` is `t` or a currency."""

    series: Series
    period: Period
    value: float
    unit: str
    released: date | None = None
    row: int = 0
    """Which line of the file it stands in."""


def references(text: str) -> list[Reference]:
    """The official amounts of a CSV file; UsageError names the row, the column and what to write."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not any(line.strip() for line in lines):
        raise UsageError(f"The file is empty. Its first line names the columns: {','.join(COLUMNS)}.")
    head = next(line for line in lines if line.strip())
    reader = csv.reader(lines, delimiter=max((",", ";", "\t"), key=head.count), strict=True)
    heads: list[str] = []
    found: dict[tuple[Any, ...], Reference] = {}
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not heads:
                heads = _heads(cells)
                continue
            one = _reference(heads, cells, reader.line_num)
            key = one.series, one.period, one.unit
            if key in found:
                raise UsageError(f"Row {one.row} gives the same figure as row {found[key].row}: keep one.")
            found[key] = one
    except csv.Error as error:
        raise UsageError(f"Row {reader.line_num} is no CSV ({error}). Close every quotation mark.") from None
    return list(found.values())


def _heads(cells: Iterable[str]) -> list[str]:
    heads = [cell.strip().casefold() for cell in cells]
    if missing := [name for name in COLUMNS if name not in heads]:
        named = f"column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
        raise UsageError(f"The first line has no {named}. It must name: {','.join((*COLUMNS, *OPTIONAL))}.")
    if twice := [name for name in (*COLUMNS, *OPTIONAL) if heads.count(name) > 1]:
        raise UsageError(f"The first line names {twice[0]} twice: keep one column of that name.")
    return heads


def _reference(heads: list[str], cells: list[str], row: int) -> Reference:
    if len(cells) > len(heads):
        more = f"Row {row} has {len(cells)} cells, and there are {len(heads)} columns."
        raise UsageError(f'{more} Put a number with a comma in quotes: "3,188".')
    given = _Cells(dict(zip(heads, (cell.strip() for cell in cells), strict=False)), row)
    factor, unit = given.read("unit", _unit)
    usual = Measure.QUANTITY if unit == "t" else Measure.VALUE
    if given.text("measure") and given.read("measure", _measure) is not usual:
        wanted = "a currency such as USD" if unit == "t" else "t, kg or kt"
        raise UsageError(f"Row {row}, column unit: it does not go with the measure. Write {wanted}.")
    flow, partner = given.read("flow", _flow), None
    if given.text("partner") or flow in {Flow.EXPORT, Flow.IMPORT}:
        partner = given.read("partner", country_code)
    commodity, reporter = given.read("commodity", commodity_key), given.read("reporter", country_code)
    period, value = given.read("period", Period.parse), given.read("value", _value) * factor
    released = given.read("released", _day) if given.text("released") else None
    series = Series(commodity, flow, reporter, partner, usual)
    return Reference(series, period, value, unit, released, row)


@dataclass(frozen=True)
class _Cells:
    """The cells of one row, by their columns."""

    cells: dict[str, str]
    row: int

    def text(self, column: str) -> str:
        """What stands there; empty where the column lacks."""
        return self.cells.get(column, "")

    def read(self, column: str, reading: Callable[[str], _Read]) -> _Read:
        """What a cell says; UsageError names the row and the column."""
        where = f"Row {self.row}, column {column}:"
        if not self.text(column):
            raise UsageError(f"{where} it is empty. Write {_WANTED[column]}.")
        try:
            return reading(self.text(column))
        except UsageError as error:
            raise UsageError(f"{where} {error}") from None


def _value(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise UsageError(
            f"{text!r} is no amount. Write digits, with a point before decimals: 3188 or 3188.5."
        )
    value = float(text.replace(",", ""))
    if not math.isfinite(value) or value > _LARGEST:
        raise UsageError(f"{text!r} is more than any trade. Write the amount in the row's unit.")
    return value


def _unit(text: str) -> tuple[float, str]:
    if text.casefold() in _TONNES:
        return _TONNES[text.casefold()], "t"
    if _CURRENCY.fullmatch(text):
        return 1.0, text
    raise UsageError(f"{text!r} is no unit. Write t, kg, kt or a currency's code such as USD.")


def _flow(text: str) -> Flow:
    try:
        return Flow(text.casefold().removesuffix("s"))
    except ValueError:
        raise UsageError(f"{text!r} is no flow. Write {', '.join(Flow)}.") from None


def _measure(text: str) -> Measure:
    try:
        return Measure(text.casefold())
    except ValueError:
        raise UsageError(f"{text!r} is no measure. Write quantity or value.") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day. Write it as 2025-07-20.") from None
