"""Lines through time as pictures: for a terminal, as SVG, as a page of their own.

A chart is made of `ChartLine`s, wherever they come from; `chart_lines` makes them of the rows of series.
"""

from rarewatch.report.charts.lines import ChartLine, ChartPoint, chart_lines, source_note
from rarewatch.report.charts.page import Chart, chart_page
from rarewatch.report.charts.pictures import png, stacked
from rarewatch.report.charts.svg import chart_svg
from rarewatch.report.charts.text import chart_text

__all__ = [
    "Chart",
    "ChartLine",
    "ChartPoint",
    "chart_lines",
    "chart_page",
    "chart_svg",
    "chart_text",
    "png",
    "source_note",
    "stacked",
]
