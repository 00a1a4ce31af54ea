"""Figures as lines that SQLite writes: with a million, most of the time would go into making rows of them.

A line stands as bytes (UTF-8), and so it goes out. What it holds is as it is stored, but for a value that is
no whole number: of that Python writes every digit, in the place that `VALUE` marks.
"""

from collections.abc import Sequence
from enum import StrEnum

from rarewatch.model import ROW_KEYS
from rarewatch.store.query import column

Line = tuple[bytes, float | None]
"""The line, and the value where it is still to be written."""

VALUE = b"\x1f"
"""Where the value stands: before it in a line of cells, in its place in a JSON object that is without it.

No JSON holds this letter; a cell that does has it twice in its line.
"""

_WHOLE = "figures.value = CAST(figures.value AS INTEGER)"
_OF_CHOICES = frozenset({"flow", "kind", "measure", "bound"})
"""Columns whose words the schema lists: there is nothing in them to be escaped."""


class Shape(StrEnum):
    """How the columns of ROW_KEYS stand in a line."""

    CELLS = "cells"
    """Parted by tabs; nothing for NULL."""
    OBJECT = "object"
    """A JSON object, written as Python writes it."""


def parts(shape: Shape) -> str:
    """What is selected to be a `Line`."""
    line = _cells(ROW_KEYS) if shape is Shape.CELLS else _members(ROW_KEYS)
    return f"CAST({line} AS BLOB), CASE WHEN NOT {_WHOLE} THEN figures.value END"


def _cells(keys: Sequence[str]) -> str:
    """By printf, which is faster than `||`; it would end a text at NUL, which none has that was saved."""
    pattern = "\t".join(f"{VALUE.decode()}%s" if key == "value" else "%s" for key in keys)
    return f"printf('{pattern}', {', '.join(map(_cell, keys))})"


def _cell(key: str) -> str:
    if key == "value":
        return _value("NULL")
    if key == "assumed":  # a JSON array of slots: what `"; ".join` makes of it
        return (
            "CASE WHEN figures.assumed <> '[]' "
            """THEN trim(replace(figures.assumed, '", "', '; '), '["]') END"""
        )
    return column(key)


def _members(keys: Sequence[str]) -> str:
    pattern = ", ".join(f'"{key}": "%s"' if key in _OF_CHOICES else f'"{key}": %s' for key in keys)
    return f"printf('{{{pattern}}}', {', '.join(map(_member, keys))})"


def _member(key: str) -> str:
    if key == "value":
        return _value(f"'{VALUE.decode()}'")
    return column(key) if key in _OF_CHOICES or key == "assumed" else f"json_quote({column(key)})"


def _value(otherwise: str) -> str:
    """The value where it is a whole number that SQLite can write."""
    return f"CASE WHEN {_WHOLE} THEN CAST(figures.value AS INTEGER) ELSE {otherwise} END"
