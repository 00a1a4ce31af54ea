"""Rows for programs: whole, one figure a row, under the names of `model.ROW_KEYS`.

Each format is a function from rows to lines; it takes the rows as they come and holds none back.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from rarewatch.model import ROW_KEYS
from rarewatch.report.cells import plain

Row = dict[str, Any]

_FORMULA = ("=", "+", "-", "@")
"""A cell that starts with one of these is run as a formula by spreadsheets."""

_STEERING = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What JSON leaves as it is though it steers a terminal: C1 controls, marks of direction, zero width."""


_MARKUP = re.compile(r"[\\`*_\[\]<>|#~&]")
"""What Markdown might take for markup within a cell."""


class Format(StrEnum):
    """How rows are handed on."""

    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"


def tsv(rows: Iterable[Row], keys: Sequence[str] = ROW_KEYS) -> Iterator[str]:
    """Tab-separated lines after a header; a cell never holds a tab or a line break."""
    yield "\t".join(keys)
    for row in rows:
        yield tsv_line(row, keys)


def tsv_line(row: Row, keys: Sequence[str] = ROW_KEYS) -> str:
    """One row of it."""
    return "\t".join(str(_cell(row[key])) for key in keys)


def to_csv(rows: Iterable[Row], keys: Sequence[str] = ROW_KEYS) -> Iterator[str]:
    """CSV (RFC 4180 but for the line end) after a header; no text cell is a formula to a spreadsheet."""
    yield _csv_line(keys)
    for row in rows:
        yield csv_line(row, keys)


def csv_line(row: Row, keys: Sequence[str] = ROW_KEYS) -> str:
    """One row of it."""
    return _csv_line([_harmless(_cell(row[key])) for key in keys])


def json_array(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON array, an object a line."""
    return array(map(_object, rows))


def array(objects: Iterable[str]) -> Iterator[str]:
    """One JSON array of what is JSON already, an object a line."""
    held: str | None = None
    yield "["
    for written in objects:
        if held is not None:
            yield held + ","
        held = written
    if held is not None:
        yield held
    yield "]"


def jsonl(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON object a line."""
    return map(_object, rows)


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    """A table of GitHub's Markdown after a header; no cell is markup or ends its column."""
    yield f"| {' | '.join(ROW_KEYS)} |"
    yield f"|{'|'.join(' --: ' if key == 'value' else ' --- ' for key in ROW_KEYS)}|"
    for row in rows:
        yield f"| {' | '.join(_unmarked(_cell(row[key])) for key in ROW_KEYS)} |"


FORMATS: dict[Format, Callable[[Iterable[Row]], Iterator[str]]] = {
    Format.TSV: tsv,
    Format.CSV: to_csv,
    Format.JSON: json_array,
    Format.JSONL: jsonl,
    Format.MARKDOWN: markdown,
}
"""Every format with the function that writes it."""


def to_json(value: object, indent: int | None = None) -> str:
    """JSON as people read it, with characters that would steer a terminal written as escapes."""
    return harmless(json.dumps(value, ensure_ascii=False, indent=indent))


def harmless(text: str) -> str:
    """JSON with characters that would steer a terminal written as escapes."""
    if text.isprintable():
        return text
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _object(row: Row) -> str:
    return to_json({key: _number(row[key]) for key in ROW_KEYS})


def _number(value: Any) -> Any:
    """Whole numbers without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return plain("; ".join(map(str, value)))
    number = _number(value)
    return number if isinstance(number, int | float) else plain(str(number))


def _harmless(cell: str | float) -> str | float:
    """Text that would be a formula gets a quote before it; a bound alone is none."""
    return f"'{cell}" if isinstance(cell, str) and len(cell) > 1 and cell.startswith(_FORMULA) else cell


def _unmarked(cell: str | float) -> str:
    """Text whose letters stand for themselves in Markdown; addresses stay whole."""
    return _MARKUP.sub(r"\\\g<0>", cell) if isinstance(cell, str) else str(cell)


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
