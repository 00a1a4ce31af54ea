"""Rows for people and programs: a table for a terminal; TSV, CSV, JSON and JSON lines for all else.

Rows are dicts with the keys of `model.ROW_KEYS`, wherever they come from.
"""

from rarewatch.report.blocks import block_lines, block_page, block_table
from rarewatch.report.cells import amount, number, plain
from rarewatch.report.conflicts import conflict_lines, conflict_sheet
from rarewatch.report.formats import FORMATS, Format, to_json
from rarewatch.report.mentions import mention_list
from rarewatch.report.points import point_table
from rarewatch.report.quick import OF_CELLS, OF_OBJECTS
from rarewatch.report.sheet import plain_sheet, sheet

__all__ = [
    "FORMATS",
    "OF_CELLS",
    "OF_OBJECTS",
    "Format",
    "amount",
    "block_lines",
    "block_page",
    "block_table",
    "conflict_lines",
    "conflict_sheet",
    "mention_list",
    "number",
    "plain",
    "plain_sheet",
    "point_table",
    "sheet",
    "to_json",
]
