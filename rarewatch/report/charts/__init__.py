"""Lines through time as pictures: for a terminal, as SVG, as a page of their own.

A chart is made of `ChartLine`s, wherever they come from; `chart_lines` makes them of the rows of series.
"""

from rarewatch.report.charts.lines import ChartLine, ChartPoint, chart_lines
from rarewatch.report.charts.svg import chart_svg

__all__ = ["ChartLine", "ChartPoint", "chart_lines", "chart_svg"]
