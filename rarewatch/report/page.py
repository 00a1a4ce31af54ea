"""A report as one page for a browser or a printer: it loads nothing, runs nothing, and needs neither.

What it tells comes from pages of the web, so nothing of it is markup here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from rarewatch.report.charts import Chart, chart_svg
from rarewatch.report.charts.style import STYLE as CHART_STYLE
from rarewatch.report.page_sources import Sources, text
from rarewatch.report.page_style import STYLE, policy
from rarewatch.report.page_table import Line, dispute_table, trade_table, trades
from rarewatch.report.summary import Sentence, Source

Row = dict[str, Any]

_TITLE = "Rare-earth trade, as reported"
_GUIDE = (
    "What several sites say of one period is one line, newest first. The numbers in brackets lead to the "
    "articles that say so, with their sentences."
)
_FOOT = (
    "Figures were read out of news pages by rules, and some are wrong or missed: read the sentence before "
    "you cite one. Proved: others agree, by arithmetic or from a second origin; disputed: others contradict "
    "it; alone: nothing that is stored bears on it. “~” is about, “&lt;” less than, “&gt;” more than; t is "
    "metric tonnes. Made with rarewatch."
)


_WIDE, _SLIM = (900, 360), (320, 340)
"""Width and height of a chart in pixels, for a desk or paper and for a telephone: letters keep their size."""


@dataclass(frozen=True)
class Report:
    """What a report page tells."""

    made: date
    rows: Sequence[Row]
    """The figures, with the keys of `model.ROW_KEYS`."""
    lines: Sequence[Line]
    """The points that they make, a line a series, each by time."""
    sentences: Sequence[Sentence] = ()
    """The summary."""
    disputes: Sequence[Row] = ()
    """Objects as `conflicts --json` lists them, with `says`: what contradicts, in sentences."""
    further: Sequence[Row] = ()
    """Figures that were not asked for and take part in the disputes."""
    asked: Sequence[str] = ()
    """What the figures were chosen by, a phrase each."""
    charts: Mapping[str, Sequence[Chart]] = field(default_factory=dict)
    """The charts of each trade that has enough points, by the `name_of` its points."""


def report_page(report: Report) -> Iterator[str]:
    """The lines of the page."""
    sources = Sources([*report.rows, *report.further])
    yield from _head(report)
    yield '<body><div class="page">'
    yield from _header(report, sources)
    yield "<main>"
    if not report.rows:
        yield "<p>No figure fits what was asked for.</p>"
    else:
        yield from _summary(report, sources)
        yield from _trades(report, sources)
        yield from _disputes(report, sources)
        yield '<section aria-labelledby="sources"><h2 id="sources">Sources</h2>'
        yield from sources.items()
        yield "</section>"
    yield "</main>"
    yield f"<footer>{_FOOT}</footer>"
    yield "</div></body></html>"


def _head(report: Report) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    rules = policy([f"<style>{CHART_STYLE}</style>"] if report.charts else ())
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(rules)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{text(': '.join((_TITLE, *report.asked[:1])))}</title>"
    yield f"<style>{STYLE}</style></head>"


def _header(report: Report, sources: Sources) -> Iterator[str]:
    yield f'<header><p class="kicker">rarewatch report · <time>{report.made.isoformat()}</time></p>'
    yield f"<h1>{_TITLE}</h1>"
    if report.asked:
        phrases = "".join(f"<li>{text(phrase)}</li>" for phrase in report.asked)
        yield f'<ul class="asked" aria-label="Chosen by">{phrases}</ul>'
    if report.rows:
        counts = {
            "figures": len(report.rows),
            "articles": len({row["url"] for row in report.rows}),
            "outlets": len({(row["site"] or row["url"] or "").casefold() for row in report.rows}),
            "series": len(report.lines),
            "disputes": len(report.disputes),
        }
        shown = "".join(f"<div><dt>{name}</dt><dd>{count:,}</dd></div>" for name, count in counts.items())
        yield f'<dl class="counts">{shown}</dl>'
        parts = {"summary": "Summary", "figures": "Figures", "disputes": "Disputes", "sources": "Sources"}
        leads = "".join(f'<li><a href="#{place}">{name}</a></li>' for place, name in parts.items())
        yield f'<nav aria-label="Parts of this page"><ul>{leads}</ul></nav>'
    yield "</header>"


def _summary(report: Report, sources: Sources) -> Iterator[str]:
    def refer(cited: Sequence[Source]) -> str:
        return f' <span class="refs">{sources.refer(source.url or "" for source in cited)}</span>'

    yield '<section aria-labelledby="summary"><h2 id="summary">Summary</h2>'
    if not report.sentences:
        yield "<p>Nothing to sum up: no figure here has both a trade and a number of its own.</p>"
    else:
        yield '<ul class="told">'
        yield from (f"<li>{sentence.marked(refer, escape)}</li>" for sentence in report.sentences)
        yield "</ul>"
    yield "</section>"


def _trades(report: Report, sources: Sources) -> Iterator[str]:
    yield '<section aria-labelledby="figures"><h2 id="figures">Figures</h2>'
    yield f'<p class="soft">{_GUIDE}</p>'
    for name, lines in trades(report.lines):
        yield f"<h3>{text(name)}</h3>"
        for chart in report.charts.get(name, ()):
            yield f'<figure class="wide">{_drawn(chart, *_WIDE)}</figure>'
            yield f'<figure class="slim">{_drawn(chart, *_SLIM)}</figure>'
        yield from trade_table(name, lines, sources)
    yield "</section>"


def _drawn(chart: Chart, width: int, height: int) -> str:
    return chart_svg(chart.lines, chart.title, chart.note, width=width, height=height)


def _disputes(report: Report, sources: Sources) -> Iterator[str]:
    yield '<section aria-labelledby="disputes"><h2 id="disputes">Disputes</h2>'
    if not report.disputes:
        yield "<p>None: nothing that was reported here contradicts anything else that is stored.</p>"
    for dispute in report.disputes:
        yield from dispute_table(dispute, sources)
    yield "</section>"
