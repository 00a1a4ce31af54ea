"""Rows for programs, from lines that the store has written: what `formats` makes of rows, at once.

A line is taken as it is where that is what `formats` would make of its row; where it may not be, since it
holds a letter out of the ordinary, the row is asked for by its number.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from typing import Any

from rarewatch.model import ROW_KEYS
from rarewatch.report.formats import Format, array, csv_line, harmless, to_csv, to_json, tsv, tsv_line

Line = tuple[str, float, str, int]
"""Before the value, the value, after the value, the figure's number."""
RowOf = Callable[[int], dict[str, Any]]

_TABS = len(ROW_KEYS) - 1
_PLAIN_BYTES = bytes(range(ord(" "), ord("~") + 1)) + b"\t"
_FORMULA = re.compile(r"\t[=+\-@][^\t]").search
"""A cell, not the first of a line, that a spreadsheet would run."""


def quick_tsv(lines: Iterable[Line], row_of: RowOf) -> Iterator[str]:
    """Of lines of cells."""
    yield from tsv(())
    for before, value, after, number in lines:
        line = f"{before}{_number(value)}{after}"
        yield line if _is_plain(line) else tsv_line(row_of(number))


def quick_csv(lines: Iterable[Line], row_of: RowOf) -> Iterator[str]:
    """Of lines of cells."""
    yield from to_csv(())
    for before, value, after, number in lines:
        line = f"{before}{_number(value)}{after}"
        if _is_plain(line) and not _FORMULA(f"\t{before}") and not _FORMULA(after):
            yield _quoted(line)
        else:
            yield csv_line(row_of(number))


def quick_array(lines: Iterable[Line]) -> Iterator[str]:
    """Of lines that are JSON objects."""
    return array(map(_object, lines))


def quick_objects(lines: Iterable[Line]) -> Iterator[str]:
    """Of lines that are JSON objects."""
    return map(_object, lines)


OF_CELLS: dict[Format, Callable[[Iterable[Line], RowOf], Iterator[str]]] = {
    Format.TSV: quick_tsv,
    Format.CSV: quick_csv,
}
"""Formats that are made of lines of cells, parted by tabs."""
OF_OBJECTS: dict[Format, Callable[[Iterable[Line]], Iterator[str]]] = {
    Format.JSON: quick_array,
    Format.JSONL: quick_objects,
}
"""Formats that are made of lines that are JSON objects."""


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _object(line: Line) -> str:
    before, value, after, _ = line
    return harmless(f"{before}{_number(value) if isfinite(value) else to_json(value)}{after}")


def _is_plain(line: str) -> bool:
    """Whether each cell is what `cells.plain` would make of it."""
    strange = line.encode().translate(None, _PLAIN_BYTES)
    return (
        line.count("\t") == _TABS
        and strange.decode().isprintable()
        and "  " not in line
        and " \t" not in line
        and "\t " not in line
        and not line.startswith(" ")
    )


def _quoted(line: str) -> str:
    """The cells parted by commas, in quotes where they hold a comma or a quote."""
    cells = line.split("\t")
    if '"' not in line:
        return ",".join([f'"{cell}"' if "," in cell else cell for cell in cells])
    doubled = [cell.replace('"', '""') for cell in cells]
    return ",".join([f'"{cell}"' if "," in cell or '"' in cell else cell for cell in doubled])
