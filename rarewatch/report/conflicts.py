"""Disputes side by side: for a terminal, and as tab-separated lines for a pipe.

Each dispute is a dict as `facts.Dispute.as_dict` gives it, with `says`: what contradicts, in sentences.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rarewatch.report import cells

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = dict[str, Any]

ERRORS = {
    "digits": "two digits are swapped",
    "decimal": "the decimal point is lost or has moved",
    "sign": "a rise is called a fall, or a fall a rise",
    "baseline": "it is growth from another period",
    "period": "it is the number of another period",
    "partner": "it is the number of another partner",
    "commodity": "it is the number of another commodity",
    "unit": "another unit is meant: kilograms, thousands or pounds",
}
"""The likely error in words."""

_HEADS = ("dispute", "subject", "suspect", "value", "unit", "url", "likely_error", "sentence")
_SHOWN = 6
"""Mentions of one dispute that a person reads on a terminal."""


def conflict_sheet(disputes: Sequence[Row], width: int) -> "Iterator[RenderableType]":
    """What a terminal shows: a heading for each dispute, what contradicts, and the sentences beneath."""
    from rich.padding import Padding
    from rich.text import Text

    for number, dispute in enumerate(disputes, 1):
        if number > 1:
            yield Text("")
        yield Text(f"{number}. {_subject(dispute)}", style="bold")
        for sentence in dispute["says"]:
            yield Padding(Text(cells.plain(sentence)), (0, 0, 0, 3))
        if error := dispute["likely_error"]:
            yield Padding(Text(f"Likely: {ERRORS[error]}.", style="yellow"), (0, 0, 0, 3))
        for mention in _shown(dispute):
            yield Padding(_mention(mention, dispute), (0, 0, 0, 3))
        if (left := len(dispute["mentions"]) - _SHOWN) > 0:
            yield Padding(Text(f"and {left} more (--json has all)", style="dim"), (0, 0, 0, 3))


def conflict_lines(disputes: Sequence[Row]) -> Iterator[str]:
    """A line a mention after a header, parted by tabs; the one that stands against the others is marked."""
    yield "\t".join(_HEADS)
    for number, dispute in enumerate(disputes, 1):
        for mention in dispute["mentions"]:
            suspected = "suspect" if mention["url"] == dispute["suspect"] else ""
            value = cells.number(mention["value"]).replace(",", "")
            subject, error = _subject(dispute), dispute["likely_error"] or ""
            texts = (str(number), subject, suspected, value, mention["unit"] or "", mention["url"], error)
            yield "\t".join(cells.plain(text or "") for text in (*texts, mention["sentence"]))


def _shown(dispute: Row) -> list[Row]:
    """The first mentions of each number, so that both sides are seen."""
    mentions = dispute["mentions"]
    seen: dict[tuple[Any, ...], int] = {}
    ranked = []
    for place, mention in enumerate(mentions):
        key = mention["value"], mention["unit"]
        seen[key] = seen.get(key, 0) + 1
        ranked.append((seen[key], place))
    chosen = sorted(sorted(ranked)[:_SHOWN], key=lambda one: one[1])
    return [mentions[place] for _, place in chosen]


def _mention(mention: Row, dispute: Row) -> "RenderableType":
    from rich.text import Text

    stands = mention["url"] == dispute["suspect"]
    text = Text()
    text.append(f"{'! ' if stands else '  '}{_amount(mention)}  ", style="bold red" if stands else "bold")
    text.append(_host(mention["url"]), style="cyan")
    text.append(f"  {cells.plain(mention['sentence'] or '')}")
    return text


def _amount(mention: Row) -> str:
    kind = "rank" if mention["unit"] is None else "level"
    return cells.amount({"kind": kind, "value": mention["value"], "unit": mention["unit"], "bound": "="})


def _subject(dispute: Row) -> str:
    """What it is about: "rare earth magnets, export, China → United States, 2025-06, change on 2025-05"."""
    against = f" on {cells.period(dispute, 'baseline')}" if dispute["baseline"] else ""
    parts = (cells.commodity(dispute), dispute["flow"], cells.route(dispute), cells.period(dispute))
    return ", ".join([*(part for part in parts if part), cells.kind(dispute) + against])


def _host(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        host = None
    return cells.plain((host or url or "").removeprefix("www."))
