"""Rows for people and programs: a table for a terminal; TSV, CSV, JSON and JSON lines for all else.

Rows are dicts with the keys of `model.ROW_KEYS`, wherever they come from.
"""

from rarewatch.report.blocks import block_lines, block_page, block_table
from rarewatch.report.cells import amount, number, plain
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
from rarewatch.report.columns import series_lines, series_parquet
from rarewatch.report.conflicts import conflict_lines, conflict_sheet
from rarewatch.report.formats import FORMATS, Format, to_json
from rarewatch.report.mentions import mention_list
from rarewatch.report.points import point_table
from rarewatch.report.series import Panel, panels, series_table
from rarewatch.report.sheet import plain_sheet, sheet

__all__ = [
    "FORMATS",
    "Chart",
    "ChartLine",
    "ChartPoint",
    "Format",
    "Panel",
    "amount",
    "block_lines",
    "block_page",
    "block_table",
    "chart_lines",
    "chart_page",
    "chart_svg",
    "chart_text",
    "conflict_lines",
    "conflict_sheet",
    "mention_list",
    "number",
    "panels",
    "plain",
    "plain_sheet",
    "png",
    "point_table",
    "series_lines",
    "series_parquet",
    "series_table",
    "sheet",
    "source_note",
    "stacked",
    "to_json",
]
