"""Points of series as lines of a table: what was reported of one trade in one period.

Rows have the keys of `model.POINT_KEYS`. On a narrow terminal NARROWING says what gives way; a line that
would then say nothing names its growth, share or rank in the place of the amount.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rarewatch.model import Measure, Verdict
from rarewatch.report import cells
from rarewatch.report.table import Cell, Column, Layout, table

if TYPE_CHECKING:
    from rich.table import Table

Row = dict[str, Any]

NARROWING = (
    "+From→to",
    "+Commodity",
    "-On_others -Share -Rank",
    "+Verdict",
    "+Outlets",
    "+Flow",
    "-Outlets",
    "-On_previous",
    "-On_year",
    "-Verdict",
    "-Flow",
    "+Amount",
)
"""What gives way to a narrow terminal, in this order: `-` is left out, `+` is said more shortly."""

_MARKS = {Verdict.PROVED: "✓", Verdict.DISPUTED: "≠", Verdict.ALONE: "·"}
_STYLES = {Verdict.PROVED: "green", Verdict.DISPUTED: "bold red", Verdict.ALONE: "dim"}
_SHORT_FLOWS = {"export": "exp", "import": "imp", "production": "prod", "processing": "proc"}


def point_table(rows: Sequence[Row], width: int) -> "Table":
    """A Rich table of points, no wider than `width` characters."""
    return table(layout(rows), rows, width)


def layout(rows: Sequence[Row]) -> Layout:
    """The columns; growth on the period before is called m/m where all who have it are months."""
    with_growth = [row for row in rows if row["on_previous"]]
    months = all(_is_month(row["period"]) for row in with_growth)
    columns = (
        Column("Period", cells.period),
        Column("Flow", _flow, (lambda row: _flow(row, short=True),)),
        Column("Commodity", cells.commodity, (lambda row: cells.commodity(row, short=True),), name=True),
        Column("From→to", cells.route, (lambda row: cells.route(row, codes=True),), name=True),
        Column("Amount", amount, (lambda row: amount(row, short=True),), right=True, style="bold"),
        Column("m/m" if months else "On prev.", _told("on_previous"), right=True, key="On previous"),
        Column("y/y", _told("on_year"), right=True, key="On year"),
        Column("Other growth", _on_others, key="On others"),
        Column("Share", _told("share"), right=True),
        Column("Rank", _told("rank"), right=True),
        Column("Outlets", outlets, (lambda row: str(row["outlets"]),), right=True),
        verdict_column(),
    )
    instead = {
        "On previous": lambda row: _after(_told("on_previous")(row), "m/m" if months else "on prev."),
        "On year": lambda row: _after(_told("on_year")(row), "y/y"),
        "On others": _on_others,
        "Share": lambda row: _after(_told("share")(row), "share"),
        "Rank": _told("rank"),
    }
    return Layout(columns, NARROWING, "Amount", instead)


def verdict_column() -> Column:
    """What checking came to: in a word, or shortly as a mark."""
    return Column("Verdict", verdict, (_mark,), "✓≠", style_of=_verdict_style)


def amount(row: Row, *, short: bool = False) -> str:
    """The amount, with the numbers that contradict it; short, with a mark that some do.

    >>> level = {"kind": "level", "value": 353.0, "unit": "t", "bound": "=", "baseline": None}
    >>> amount({"level": level, "dissent": [level | {"value": 335.0}]})
    '353 t ≠335'
    """
    return _with_dissent(row["level"], row["dissent"], short=short)


def outlets(row: Row) -> str:
    """How many sites say so; in brackets, how many of them on their own, where those are fewer.

    >>> outlets({"outlets": 7, "origins": 2}), outlets({"outlets": 2, "origins": 2})
    ('7 (2)', '2')
    """
    said, own = row["outlets"], row["origins"]
    return f"{said} ({own})" if own < said else str(said)


def verdict(row: Row) -> str:
    """What checking came to; empty before it."""
    return str(row["verdict"] or "")


def _mark(row: Row) -> str:
    return _MARKS[row["verdict"]] if row["verdict"] else ""


def _verdict_style(row: Row) -> str:
    return _STYLES[row["verdict"]] if row["verdict"] else ""


def _flow(row: Row, *, short: bool = False) -> str:
    """The flow; of money, where no amount tells that by its unit."""
    flow = _SHORT_FLOWS[row["flow"]] if short else str(row["flow"])
    return f"{flow} value" if row["measure"] == Measure.VALUE and not row["level"] else flow


def _told(key: str) -> Cell:
    return lambda row: _with_dissent(row[key], row["dissent"])


def _on_others(row: Row) -> str:
    """Growth on periods that are neither the one before nor a year before."""
    told = (
        f"{_with_dissent(one, row['dissent'])} on {cells.period(one, 'baseline') or '?'}"
        for one in row["on_others"]
    )
    return ", ".join(told)


def _with_dissent(one: Row | None, dissent: Sequence[Row], *, short: bool = False) -> str:
    if one is None:
        return ""
    against = [rival for rival in dissent if _thing(rival) == _thing(one)]
    if not against:
        return cells.amount(one)
    rivals = (
        [""] if short else [cells.amount(rival).removesuffix(" t").removesuffix(" %") for rival in against]
    )
    return " ".join([cells.amount(one), *(f"≠{rival.removeprefix('no. ')}" for rival in rivals)])


def _thing(row: Row) -> tuple[Any, ...]:
    return row["kind"], row["unit"], row["baseline"]


def _after(text: str, word: str) -> str:
    return f"{text} {word}" if text else ""


def _is_month(period: str | None) -> bool:
    return period is not None and len(period) == len("2025-06")
