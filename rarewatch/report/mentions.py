"""Every mention of what was reported: who says so, when, and in which words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rarewatch.model import Verdict
from rarewatch.report import cells

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = dict[str, Any]

_READABLE = 100
"""Characters of a line of prose, beyond which the eye loses its way back."""


def mention_list(
    points: Iterable[tuple[Row, Sequence[Row], Sequence[Row]]], width: int
) -> "Iterator[RenderableType]":
    """What a terminal shows: each point, then who says so and in which words, then who contradicts it.

    A point has the keys of `model.POINT_KEYS`; with it come the rows of its mentions, and of its dissent.
    """
    from rich.text import Text

    for place, (point, mentions, dissent) in enumerate(points):
        if place:
            yield Text("")
        yield Text(_about(point), style="bold")
        for row in mentions:
            yield from _mention(row, "", width)
        for row in dissent:
            yield from _mention(row, "≠ ", width)


def _about(point: Row) -> str:
    named = (cells.period(point), str(point["flow"]), cells.commodity(point), cells.route(point))
    return "  ".join(filter(None, named))


def _mention(row: Row, mark: str, width: int) -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.text import Text

    said = (
        cells.plain(row["site"] or row["url"] or "unnamed"),
        row["published"],
        row["verdict"],
        row["id"] and f"#{row['id']}",
    )
    source = Text(mark + cells.told(row), style="bold")
    source.append("  " + "  ".join(filter(None, said)), style="not bold")
    if mark or row["verdict"] == Verdict.DISPUTED:
        source.stylize("red")
    room = max(0, width - _READABLE)
    yield Padding(source, (0, 0, 0, 2), expand=False)
    yield Padding(Text(cells.plain(row["sentence"]), style="dim"), (0, room, 0, 4), expand=False)
