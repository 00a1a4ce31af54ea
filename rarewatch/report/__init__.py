"""Rows for people and programs: a table for a terminal; TSV, CSV, JSON and JSON lines for all else.

Rows are dicts with the keys of `model.ROW_KEYS`, wherever they come from.
"""

from rarewatch.report.blocks import block_lines, block_page, block_table
from rarewatch.report.cells import amount, number, plain
from rarewatch.report.flash import flash
from rarewatch.report.formats import FORMATS, Format, to_json
from rarewatch.report.sheet import plain_sheet, sheet
from rarewatch.report.table import table

__all__ = [
    "FORMATS",
    "Format",
    "amount",
    "block_lines",
    "block_page",
    "block_table",
    "flash",
    "number",
    "plain",
    "plain_sheet",
    "sheet",
    "table",
    "to_json",
]
