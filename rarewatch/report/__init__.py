"""Rows for people and programs: a table for a terminal; TSV, CSV, JSON and JSON lines for all else.

Rows are dicts with the keys of `model.ROW_KEYS`, wherever they come from.
"""

from typing import TYPE_CHECKING

from rarewatch.deferred import deferred
from rarewatch.report.cells import amount, number, plain
from rarewatch.report.formats import FORMATS, Format, to_json
from rarewatch.report.quick import OF_CELLS, OF_OBJECTS

if TYPE_CHECKING:
    from rarewatch.report.blocks import block_lines, block_page, block_table
    from rarewatch.report.charts import (
        Chart,
        ChartLine,
        ChartPoint,
        chart_lines,
        chart_page,
        chart_svg,
        chart_text,
        png,
        source_note,
        stacked,
    )
    from rarewatch.report.claims import CLAIM_LAYOUT, claim_notes
    from rarewatch.report.columns import series_lines, series_parquet
    from rarewatch.report.compared import compared_summary, compared_table
    from rarewatch.report.conflicts import conflict_lines, conflict_sheet
    from rarewatch.report.flash import news_lines
    from rarewatch.report.gaps import gap_table, release_line
    from rarewatch.report.ledgers import ledger, ledger_lines
    from rarewatch.report.mentions import mention_list
    from rarewatch.report.points import point_table
    from rarewatch.report.revisions import REVISION_LAYOUT, revision_note
    from rarewatch.report.series import Panel, panels, series_table
    from rarewatch.report.sheet import article_sheet, plain_sheet

__all__ = [
    "CLAIM_LAYOUT",
    "FORMATS",
    "OF_CELLS",
    "OF_OBJECTS",
    "REVISION_LAYOUT",
    "Chart",
    "ChartLine",
    "ChartPoint",
    "Format",
    "Panel",
    "amount",
    "article_sheet",
    "block_lines",
    "block_page",
    "block_table",
    "chart_lines",
    "chart_page",
    "chart_svg",
    "chart_text",
    "claim_notes",
    "compared_summary",
    "compared_table",
    "conflict_lines",
    "conflict_sheet",
    "gap_table",
    "ledger",
    "ledger_lines",
    "mention_list",
    "news_lines",
    "number",
    "panels",
    "plain",
    "plain_sheet",
    "png",
    "point_table",
    "release_line",
    "revision_note",
    "series_lines",
    "series_parquet",
    "series_table",
    "source_note",
    "stacked",
    "to_json",
]

_LATER = {
    "block_lines": "blocks",
    "block_page": "blocks",
    "block_table": "blocks",
    "Chart": "charts",
    "ChartLine": "charts",
    "ChartPoint": "charts",
    "chart_lines": "charts",
    "chart_page": "charts",
    "chart_svg": "charts",
    "chart_text": "charts",
    "png": "charts",
    "source_note": "charts",
    "stacked": "charts",
    "series_lines": "columns",
    "series_parquet": "columns",
    "CLAIM_LAYOUT": "claims",
    "claim_notes": "claims",
    "compared_summary": "compared",
    "compared_table": "compared",
    "conflict_lines": "conflicts",
    "conflict_sheet": "conflicts",
    "news_lines": "flash",
    "gap_table": "gaps",
    "release_line": "gaps",
    "ledger": "ledgers",
    "ledger_lines": "ledgers",
    "REVISION_LAYOUT": "revisions",
    "revision_note": "revisions",
    "mention_list": "mentions",
    "point_table": "points",
    "Panel": "series",
    "panels": "series",
    "series_table": "series",
    "article_sheet": "sheet",
    "plain_sheet": "sheet",
}

__getattr__ = deferred(__name__, _LATER)
