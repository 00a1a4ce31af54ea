"""Charts on a page of their own: it loads nothing, runs nothing, and has the numbers in a table too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rarewatch.report.cells import plain
from rarewatch.report.charts.lines import ChartLine
from rarewatch.report.charts.svg import chart_svg
from rarewatch.report.page_style import STYLE, policy


@dataclass(frozen=True)
class Chart:
    """A chart with its words: what is shown, and where that comes from."""

    title: str
    lines: tuple[ChartLine, ...]
    note: str = ""

    def svg(self) -> str:
        """The chart as an SVG picture."""
        return chart_svg(self.lines, self.title, self.note)


def chart_page(charts: Sequence[Chart]) -> Iterator[str]:
    """The lines of an HTML page with these charts, light or dark as the reader's system is."""
    pictures = [chart.svg() for chart in charts]
    title = _text(charts[0].title if len(charts) == 1 else "Charts")
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(pictures))}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>rarewatch: {title}</title>"
    yield f'<style>{STYLE}</style></head><body><div class="page"><main>'
    for chart, picture in zip(charts, pictures, strict=True):
        yield f"<figure>{picture}</figure>"
        yield from _numbers(chart)
    yield "</main></div></body></html>"


def _numbers(chart: Chart) -> Iterator[str]:
    """The same as a table, for whoever cannot see the picture or wants to copy a number."""
    periods = sorted({point.period for line in chart.lines for point in line.points}, key=lambda one: one.end)
    texts = [{point.period: point.text for point in line.points} for line in chart.lines]
    yield f"<details><summary>Numbers: {_text(chart.title)}</summary><table><thead><tr>"
    yield "<th scope='col'>Period</th>"
    yield from (f'<th class="number" scope="col">{_text(line.label)}</th>' for line in chart.lines)
    yield "</tr></thead><tbody>"
    for period in periods:
        cells = "".join(f'<td class="number">{_text(text.get(period, "") or "–")}</td>' for text in texts)
        yield f'<tr><th scope="row">{period}</th>{cells}</tr>'
    yield "</tbody></table></details>"


def _text(words: str) -> str:
    return escape(plain(words))
