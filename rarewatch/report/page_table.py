"""The tables of a report page: the points of each trade, and the disputes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from rarewatch.model import Flow, Kind, Measure, Verdict
from rarewatch.report.cells import amount, commodity, kind, period, route
from rarewatch.report.conflicts import ERRORS
from rarewatch.report.page_sources import Sources, text
from rarewatch.report.told import Told, TradePoint

Row = dict[str, Any]

_FLOWS = {
    Flow.EXPORT: "exports",
    Flow.IMPORT: "imports",
    Flow.PRODUCTION: "production",
    Flow.PROCESSING: "processing",
}
_MARKS = {Verdict.PROVED: "✓", Verdict.DISPUTED: "✗", Verdict.ALONE: "·"}


class Point(TradePoint, Protocol):
    """All that is said of a series in one period, as `facts.Point` has it."""

    @property
    def on_period(self) -> Told | None:
        """Growth against the period before."""

    @property
    def on_year(self) -> Told | None:
        """Growth against the year before."""

    @property
    def statements(self) -> Sequence[Told]:
        """All of it but the dissent."""

    @property
    def verdict(self) -> Verdict | None:
        """What checking it came to."""


Line = Sequence[Point]
"""The points of one series."""


def trades(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The lines of each trade under its name, the trade of which most is said first.

    A name is such as "China: exports of rare earth magnets".
    """
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(name_of(line[0]), []).append(line)
    return sorted(found.items(), key=lambda trade: -sum(map(len, trade[1])))


def trade_table(name: str, lines: Iterable[Line], sources: Sources) -> Iterator[str]:
    """One table: a group of rows a series, a row a period, the newest first."""
    yield f'<table role="table" class="points"><caption>{text(name)}, newest first</caption>'
    yield _heading("Period", "Amount", "On period before", "On year before", "Also", "Verdict", "Sources")
    for line in lines:
        yield '<tbody role="rowgroup">'
        yield '<tr class="line" role="row"><th role="rowheader" colspan="7" scope="rowgroup">'
        yield f"{text(route(_keys(line[0])))}</th></tr>"
        for point in reversed(line):
            yield "".join(_cells(point, sources))
        yield "</tbody>"
    yield "</table>"


def dispute_table(dispute: Row, sources: Sources) -> Iterator[str]:
    """A dispute as `conflicts` shows it: what it is about, what contradicts, the sentences side by side."""
    when = period(dispute) or "no period"
    against = f" against {period(dispute, 'baseline')}" if dispute["baseline"] else ""
    about = f"{commodity(dispute)} {_FLOWS[Flow(dispute['flow'])]}, {route(dispute)}, {when}{against}"
    yield f"<h3>{text(about)}</h3>"
    yield from (f'<p class="says">{text(sentence)}</p>' for sentence in dispute["says"])
    error = ERRORS.get(dispute["likely_error"] or "")
    caption = f"{kind(dispute)}: likely {error}" if error else f"{kind(dispute)}: who is wrong cannot be told"
    yield f'<table role="table" class="dispute"><caption>{text(caption)}</caption>'
    yield _heading("Figure", "Sentence", "Sources")
    yield '<tbody role="rowgroup">'
    same: dict[tuple[Any, ...], list[Row]] = {}
    for mention in dispute["mentions"]:
        suspect = dispute["suspect"] is not None and mention["url"] == dispute["suspect"]
        key = (mention["value"], mention["unit"], mention["sentence"], suspect)
        same.setdefault(key, []).append(mention)
    for (*_, suspect), mentions in same.items():
        yield _mention(dispute, mentions, sources, suspect=suspect)
    yield "</tbody></table>"


def name_of(point: TradePoint) -> str:
    """The name of the trade that a point is of: whose trade or making of what, without the other end."""
    keys = _keys(point)
    whose = route(keys | {"partner": None})
    valued = " by value" if keys["measure"] == Measure.VALUE else ""
    return f"{whose}: {_FLOWS[Flow(keys['flow'])]} of {commodity(keys)}{valued}"


def _keys(point: TradePoint) -> Row:
    series = point.series
    return {
        "commodity": series.commodity,
        "flow": series.flow,
        "reporter": series.reporter,
        "partner": series.partner,
        "measure": series.measure,
    }


def _heading(*names: str) -> str:
    numbers = {"Amount", "On period before", "On year before", "Figure"}
    looks = {name: ' class="number"' if name in numbers else "" for name in names}
    cells = "".join(
        f'<th role="columnheader" scope="col"{look}>{text(name)}</th>' for name, look in looks.items()
    )
    return f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>'


def _cell(name: str, inner: str, classes: str = "") -> str:
    classed = f' class="{classes}"' if classes else ""
    return f'<td role="cell" data-name="{text(name)}"{classed}>{inner}</td>'


def _cells(point: Point, sources: Sources) -> Iterator[str]:
    when = text(period({"period": str(point.period) if point.period else None}) or "no period")
    yield f'<tr role="row"><th role="rowheader" scope="row">{when}</th>'
    yield _cell("Amount", _shown(point.level), "number amount")
    yield _cell("On period before", _shown(point.on_period), "number")
    same = point.on_year is point.on_period
    yield _cell("On year before", "" if same else _shown(point.on_year), "number")
    yield _cell("Also", _also(point))
    yield _cell("Verdict", _verdict(point.verdict), "verdict")
    mentions = (row for statement in (*point.statements, *point.dissent) for row in statement.mentions)
    yield _cell("Sources", sources.refer(row["url"] for row in mentions), "refs")
    yield "</tr>"


def _shown(statement: Told | None) -> str:
    return text(amount(statement.row)) if statement else ""


def _also(point: Point) -> str:
    """Share, rank, growth against other periods, and what others say."""
    known = (point.on_period, point.on_year)
    parts = [
        f"{amount(change.row)} on {period(change.row, 'baseline') or 'an unnamed period'}"
        for change in point.changes
        if not any(change is one for one in known)
    ]
    if point.share:
        parts.append(f"{amount(point.share.row)} share")
    if point.rank:
        parts.append(amount(point.rank.row))
    parts += [f"others say {_dissent(other.row)}" for other in point.dissent]
    return "".join(f"<div>{text(part)}</div>" for part in parts)


def _dissent(row: Row) -> str:
    against = f" on {period(row, 'baseline')}" if row["kind"] == Kind.CHANGE and row["baseline"] else ""
    return f"{amount(row)}{against}"


def _verdict(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    return f'<span class="{verdict}">{_MARKS[verdict]} {verdict}</span>'


def _mention(dispute: Row, mentions: Sequence[Row], sources: Sources, *, suspect: bool) -> str:
    """A row for those who state one number in the same words."""
    row = {"bound": "=", **dispute, **mentions[0]}
    if row["unit"] != "%" and row["kind"] != Kind.RANK:
        row["kind"] = Kind.LEVEL  # an amount that a growth or a share was held against
    mark = ' <span class="others disputed">stands against the others</span>' if suspect else ""
    cells = (
        '<tr role="row" class="suspect">' if suspect else '<tr role="row">',
        _cell("Figure", text(amount(row)), "number amount"),
        _cell("Sentence", f"<q><bdi>{text(row['sentence'])}</bdi></q>{mark}"),
        _cell("Sources", sources.refer(mention["url"] for mention in mentions), "refs"),
        "</tr>",
    )
    return "".join(cells)
