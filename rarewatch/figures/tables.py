"""Lines of tables and lists: the unit and the periods that a head gives to bare numbers."""

import re
from dataclasses import replace
from datetime import date

from rarewatch.figures.frames import Frame, Walk
from rarewatch.figures.mentions import Row
from rarewatch.figures.mentions import row as remade
from rarewatch.figures.sentences import Sentence

_UNIT_HEAD = re.compile(
    r"(?:\bin |, |\(|/ )(?:metric )?(?:(thousand) )?(tonnes|tons|t|kg|kilograms|mt)\b(?![\w’'])",
    re.IGNORECASE,
)


LONGEST_LINE = 24
"""Items of the longest line of a list or table."""
_LONGEST_HEAD = 30
_NUMBERS = frozenset(["num", "mass"])
_PARTING = frozenset("|;/\t")
"""Marks between the cells of a line."""


def _numbered(row: Row) -> bool:
    """ "1. China – 67,000"."""
    return row.kinds[0] == "num" and row.lows[1:2] in (["."], [")"]) and "place" in row.kinds[:4]


def _is_line(row: Row) -> bool:
    """Whether this is an item of a list that gives a place its amount."""
    kinds = row.kinds
    bullet = kinds[0] == "mark" and (row.lows[0] in {"•", "-", "–", "*"} or ":" in row.lows[:6])
    named = "place" in kinds[:3] or bullet
    short = len(kinds) <= LONGEST_LINE and (kinds[0] in {"place", "mark"} or _numbered(row)) and named
    return short and any(kind in {"mass", "pct", "money"} for kind in kinds)


def tabled(row: Row, frame: Frame, sentence: Sentence, published: date) -> Row:
    """A line of a table or list: bare numbers behind a place are amounts in the unit of the table's head."""
    if not (sentence.line_start or sentence.text.endswith(":")):
        return row
    frame.cells = {}
    first = 1 if row.items and _numbered(row) else 0
    numbers = [index for index, kind in enumerate(row.kinds) if kind == "num" and index >= first]
    parted = not _PARTING.isdisjoint(sentence.text) or (len(row.items) < 9 and row.kinds.count("period") > 1)
    if not numbers and parted:
        walk = Walk(row, frame.copy(), published)
        columns = [walk.when(item) for item in row.items if item.kind == "period"]
        frame.columns = tuple(period for period in columns if period)
    elif len(numbers) == len(frame.columns) > 1:
        frame.cells = dict(zip(numbers, frame.columns, strict=True))
    bare = len(row.items) < _LONGEST_HEAD and _NUMBERS.isdisjoint(row.kinds)
    head = _UNIT_HEAD.search(sentence.text) if bare else None
    if head:
        factor = 1e3 if head[1] else 1.0
        frame.unit = factor * (1e-3 if head[2].lower() in {"kg", "kilograms"} else 1.0)
        return row
    if frame.listing and _is_line(row):
        frame.topic = "again"
    if (
        not numbers
        or not frame.unit
        or len(row.items) > LONGEST_LINE
        or not (
            row.kinds[0] in {"place", "mark"}
            or row.kinds == ["period", "num"]
            or row.lows[:2] == ["total", ":"]
            or _numbered(row)
        )
    ):
        if len(row.items) > LONGEST_LINE:
            frame.unit = 0.0
        return row
    frame.topic = "again"
    items = [
        replace(item, kind="mass", value=replace(item.value, value=item.value.value * frame.unit, unit="t"))
        if item.kind == "num" and index >= first
        else item
        for index, item in enumerate(row.items)
    ]
    return remade(row.text, items)
