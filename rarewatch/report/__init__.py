"""Rows for people and programs: a table for a terminal; TSV, CSV, JSON and JSON lines for all else.

Rows are dicts with the keys of `model.ROW_KEYS`, wherever they come from.
"""

from rarewatch.report.blocks import block_lines, block_page, block_table
from rarewatch.report.cells import amount, number, plain
from rarewatch.report.claims import CLAIM_LAYOUT, claim_notes
from rarewatch.report.compared import compared_summary, compared_table
from rarewatch.report.conflicts import conflict_lines, conflict_sheet
from rarewatch.report.flash import flash
from rarewatch.report.formats import FORMATS, Format, to_json
from rarewatch.report.gaps import gap_table, release_line
from rarewatch.report.ledger import ledger, ledger_lines
from rarewatch.report.mentions import mention_list
from rarewatch.report.points import point_table
from rarewatch.report.revisions import REVISION_LAYOUT, revision_note
from rarewatch.report.sheet import plain_sheet, sheet

__all__ = [
    "CLAIM_LAYOUT",
    "FORMATS",
    "REVISION_LAYOUT",
    "Format",
    "amount",
    "block_lines",
    "block_page",
    "block_table",
    "claim_notes",
    "compared_summary",
    "compared_table",
    "conflict_lines",
    "conflict_sheet",
    "flash",
    "gap_table",
    "ledger",
    "ledger_lines",
    "mention_list",
    "number",
    "plain",
    "plain_sheet",
    "point_table",
    "release_line",
    "revision_note",
    "sheet",
    "to_json",
]
