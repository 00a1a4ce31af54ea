"""Rows for programs, from lines that the store has written: what `formats` makes of rows, at once.

Lines come and go in batches of bytes (UTF-8, each with a line end). They are taken as they are where that is
what `formats` would make of their rows. A batch in which it may not be, since it holds a letter out of the
ordinary, is looked through line by line, and what is to be written anew is asked for by its number.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import isfinite
from typing import Any

from rarewatch.model import ROW_KEYS
from rarewatch.report.formats import Format, csv_line, harmless, to_csv, to_json, tsv, tsv_line

Line = tuple[bytes, float | None]
"""A line with `VALUE` where its value stands, and the value where it is still to be written."""
Batches = Iterable[Sequence[Line]]
RowOf = Callable[[int], dict[str, Any]]

VALUE = b"\x1f"
"""Before the value of a line of cells; in its place in an object without it, and nowhere else there."""
_BEFORE = ROW_KEYS.index("value")
_FRAME = b"\t" * _BEFORE + VALUE + b"\t" * (len(ROW_KEYS) - 1 - _BEFORE) + b"\n"
"""What is left of a line without its cells."""
_LETTERS = bytes(range(ord(" "), ord("~") + 1))
_BEYOND = bytes(range(128, 256))
_EDGES = (b"  ", b" \t", b"\t ")
"""White space that `cells.plain` would take out."""
_FORMULA = re.compile(rb"\t[=+\-@][^\t]").search
"""A cell that a spreadsheet would run; a value is none. `_FIRST_FORMULA` looks at the start of a line."""
_FIRST_FORMULA = re.compile(rb"\n[=+\-@][^\t]").search


def quick_tsv(batches: Batches, row_of: RowOf) -> Iterator[bytes]:
    """Of lines of cells."""
    yield _ended(tsv(()))
    for batch in batches:
        lines = [*map(_cells, batch)]
        text = _plain(lines)
        yield _tsv(text) if text else b"".join([_tsv_line(line, row_of) for line in lines])


def _tsv(plain: bytes) -> bytes:
    return plain.replace(VALUE, b"")


def _tsv_line(line: bytes, row_of: RowOf) -> bytes:
    text = _plain([line])
    return _tsv(text) if text else _ended([tsv_line(row_of(_number_of(line)))])


def quick_csv(batches: Batches, row_of: RowOf) -> Iterator[bytes]:
    """Of lines of cells."""
    yield _ended(to_csv(()))
    for batch in batches:
        lines = [*map(_cells, batch)]
        text = _harmless_cells(lines)
        yield _csv(text) if text else b"".join([_csv_line(line, row_of) for line in lines])


def _csv(plain: bytes) -> bytes:
    """Commas in the place of tabs: there is none within a cell."""
    quoted = [_quoted(line) for line in plain.replace(VALUE, b"").split(b"\n")]
    return b"\n".join(quoted).replace(b"\t", b",")


def _csv_line(line: bytes, row_of: RowOf) -> bytes:
    text = _harmless_cells([line])
    return _csv(text) if text else _ended([csv_line(row_of(_number_of(line)))])


def quick_array(batches: Batches) -> Iterator[bytes]:
    """Of lines that are JSON objects."""
    before = b"[\n"
    for batch in batches:
        yield before + _harmless(b",\n".join(map(_object, batch)))
        before = b",\n"
    yield b"[\n]\n" if before.startswith(b"[") else b"\n]\n"


def quick_objects(batches: Batches) -> Iterator[bytes]:
    """Of lines that are JSON objects."""
    for batch in batches:
        yield _harmless(b"\n".join(map(_object, batch))) + b"\n"


OF_CELLS: dict[Format, Callable[[Batches, RowOf], Iterator[bytes]]] = {
    Format.TSV: quick_tsv,
    Format.CSV: quick_csv,
}
"""Formats that are made of lines of cells, parted by tabs."""
OF_OBJECTS: dict[Format, Callable[[Batches], Iterator[bytes]]] = {
    Format.JSON: quick_array,
    Format.JSONL: quick_objects,
}
"""Formats that are made of lines that are JSON objects."""


def _ended(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _number(value: float) -> bytes:
    return (str(int(value)) if value.is_integer() else repr(value)).encode()


def _cells(line: Line) -> bytes:
    written, value = line
    return written if value is None else written.replace(VALUE, VALUE + _number(value), 1)


def _object(line: Line) -> bytes:
    written, value = line
    if value is None:
        return written
    return written.replace(VALUE, _number(value) if isfinite(value) else to_json(value).encode())


def _harmless(objects: bytes) -> bytes:
    """With characters that would steer a terminal written as escapes."""
    if objects.translate(None, _LETTERS + b"\n").decode().isprintable():
        return objects
    return harmless(objects.decode()).encode()


def _plain(lines: Sequence[bytes]) -> bytes | None:
    """The lines in one, where each of their cells is what `cells.plain` would make of it."""
    text = b"\n".join([*lines, b""])
    strange = text.translate(None, _LETTERS)
    as_they_are = (
        strange.translate(None, _BEYOND) == _FRAME * len(lines)
        and strange.translate(None, _FRAME).decode().isprintable()
        and not any(edge in text for edge in _EDGES)
        and not min(lines).startswith(b" ")
    )
    return text if as_they_are else None


def _harmless_cells(lines: Sequence[bytes]) -> bytes | None:
    """The same, where no cell is a formula besides."""
    text = _plain(lines)
    return None if text is None or _FORMULA(text) or _FIRST_FORMULA(b"\n" + text) else text


def _number_of(line: bytes) -> int:
    """The figure's number, which stands last."""
    return int(line.rpartition(b"\t")[2])


def _quoted(line: bytes) -> bytes:
    """The cells in quotes where they hold a comma or a quote, still parted by tabs."""
    if b'"' in line:
        doubled = [cell.replace(b'"', b'""') for cell in line.split(b"\t")]
        return b"\t".join([b'"%b"' % cell if b"," in cell or b'"' in cell else cell for cell in doubled])
    parts: list[bytes] = []
    done = 0
    while (comma := line.find(b",", done)) >= 0:
        start = line.rfind(b"\t", done, comma) + 1 or done
        end = line.find(b"\t", comma)
        parts += line[done:start], line[start:end]
        done = end
    return b'"'.join([*parts, line[done:]])
