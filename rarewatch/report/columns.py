"""Periods of series for programs: TSV, CSV, JSON, and Parquet for what reads many of them.

Rows have the keys of `model.SERIES_KEYS`. Numbers are numbers, days are ISO 8601; what is not known is an
empty cell or null.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rarewatch.errors import UsageError
from rarewatch.model import SERIES_KEYS
from rarewatch.report.cells import plain
from rarewatch.report.formats import Format, to_json

Row = dict[str, Any]

_NUMBERS = {"value", "low", "high", "on_previous", "on_year"}
_COUNTS = {"outlets", "origins"}
_DAYS = {"start", "end"}


def series_lines(format_: Format, rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines of TSV, CSV or JSON; in a cell, semicolons part what is in a list."""
    if format_ is Format.JSON:
        told = [to_json({key: _number(row[key]) for key in SERIES_KEYS}) for row in rows]
        yield from ("[", *(f"{line}," for line in told[:-1]), *told[-1:], "]")
        return
    line: Callable[[Sequence[str]], str] = _csv_line if format_ is Format.CSV else "\t".join
    yield line(SERIES_KEYS)
    for row in rows:
        yield line([_cell(row[key]) for key in SERIES_KEYS])


def series_parquet(rows: Sequence[Row]) -> bytes:
    """The rows as a Parquet file; UsageError, saying what to install, where pyarrow is not there."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("--parquet needs pyarrow: pip install 'rarewatch[parquet]'.") from error
    text = pyarrow.string()
    types = (
        dict.fromkeys(SERIES_KEYS, text)
        | dict.fromkeys(_NUMBERS, pyarrow.float64())
        | dict.fromkeys(_COUNTS, pyarrow.int32())
        | dict.fromkeys(_DAYS, pyarrow.date32())
        | {"dissent": pyarrow.list_(pyarrow.float64()), "sites": pyarrow.list_(text)}
    )
    told = pyarrow.Table.from_pylist([_typed(row) for row in rows], schema=pyarrow.schema(types))
    file = io.BytesIO()
    parquet.write_table(told, file)
    return file.getvalue()


def _typed(row: Row) -> Row:
    """Days as days, words as plain text; all else as it is."""
    from datetime import date

    days = {key: date.fromisoformat(row[key]) for key in _DAYS}
    return {key: str(value) if isinstance(value, str) else value for key, value in row.items()} | days


def _number(value: Any) -> Any:
    """Whole numbers without a point."""
    if isinstance(value, list):
        return [_number(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return plain(str(_number(value)))


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
