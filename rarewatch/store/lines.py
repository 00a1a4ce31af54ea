"""Figures as lines that SQLite writes: with a million, most of the time would go into making rows of them.

A line comes in parts: what stands before the value, the value, what stands after it, and the figure's number.
The value is left to Python, which writes every digit; what else a line holds is as it is stored.
"""

from collections.abc import Sequence
from enum import StrEnum

from rarewatch.model import ROW_KEYS
from rarewatch.store.query import column

Line = tuple[str, float, str, int]
"""Before the value, the value, after the value, the figure's number."""

_VALUE = ROW_KEYS.index("value")


class Shape(StrEnum):
    """How the columns of ROW_KEYS stand in a line."""

    CELLS = "cells"
    """Parted by tabs; nothing for NULL."""
    OBJECT = "object"
    """A JSON object, written as Python writes it."""


def parts(shape: Shape) -> str:
    """What is selected to be a `Line`."""
    before, after = ROW_KEYS[:_VALUE], ROW_KEYS[_VALUE + 1 :]
    if shape is Shape.CELLS:
        halves = _cells(before, "", "\t"), _cells(after, "\t", "")
    else:
        halves = _members(before, "{", ', "value": '), _members(after, ", ", "}")
    return f"{halves[0]}, figures.value, {halves[1]}, figures.id"


def _cells(keys: Sequence[str], start: str, end: str) -> str:
    """Joined by `||`, since printf would take NUL for the end of a text."""
    return f"'{start}' || " + " || '\t' || ".join(map(_cell, keys)) + f" || '{end}'"


def _cell(key: str) -> str:
    if key == "assumed":  # a JSON array of slots: what `"; ".join` makes of it
        return """trim(replace(figures.assumed, '", "', '; '), '["]')"""
    return f"ifnull({column(key)}, '')"


def _members(keys: Sequence[str], start: str, end: str) -> str:
    pattern = start + ", ".join(f'"{key}": %s' for key in keys) + end
    values = (column(key) if key == "assumed" else f"json_quote({column(key)})" for key in keys)
    return f"printf('{pattern}', {', '.join(values)})"
