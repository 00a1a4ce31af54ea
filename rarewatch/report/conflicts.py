"""Disputes side by side: for a terminal, and as tab-separated lines for a pipe.

Each dispute is a dict as `facts.Dispute.as_dict` gives it, with `says`: what contradicts, in sentences.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rarewatch.report import cells

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

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
_REASONS = 3
"""Contradictions of one dispute that are spelled out there: the nearest come first."""
_SHOWN = 6
"""Sentences on one dispute that a person reads on a terminal."""


def conflict_sheet(disputes: Sequence[Row], width: int) -> "Iterator[RenderableType]":
    """What a terminal shows: a heading for each dispute, what contradicts, and the sentences beneath."""
    from rich.text import Text

    for number, dispute in enumerate(disputes, 1):
        if number > 1:
            yield Text("")
        yield Text(f"{number}. {_subject(dispute)}", style="bold")
        lines = [Text(cells.plain(sentence)) for sentence in dispute["says"][:_REASONS]]
        if error := dispute["likely_error"]:
            lines.append(Text(f"Likely: {ERRORS[error]}.", style="yellow"))
        yield from (_indented(line, 3) for line in lines)
        for quoted in (sentences := _by_sentence(dispute))[:_SHOWN]:
            yield _indented(_who(quoted, dispute), 3 if _stands_against(quoted, dispute) else 5)
            yield _indented(Text(cells.plain(quoted[0]["sentence"] or "")), 7)
        if (left := len(sentences) - _SHOWN) > 0:
            yield _indented(Text(f"and {left} more sentences (--json has all)", style="dim"), 5)


def conflict_lines(disputes: Sequence[Row]) -> Iterator[str]:
    """A line a mention after a header, parted by tabs; the one that stands against the others is marked."""
    yield "\t".join(_HEADS)
    for number, dispute in enumerate(disputes, 1):
        for mention in dispute["mentions"]:
            suspected = "suspect" if _stands_against([mention], dispute) else ""
            value = cells.number(mention["value"]).replace(",", "")
            subject, error = _subject(dispute), dispute["likely_error"] or ""
            texts = (str(number), subject, suspected, value, mention["unit"] or "", mention["url"], error)
            yield "\t".join(cells.plain(text or "") for text in (*texts, mention["sentence"]))


def _by_sentence(dispute: Row) -> list[list[Row]]:
    """Mentions that stand in one sentence together; the first of each number first, so that both sides are
    seen."""
    quoted: dict[tuple[Any, ...], list[Row]] = {}
    seen: dict[tuple[Any, ...], int] = {}
    order: dict[tuple[Any, ...], int] = {}
    for mention in dispute["mentions"]:
        number, key = (mention["value"], mention["unit"]), (mention["url"], mention["sentence"])
        seen[number] = seen.get(number, 0) + 1
        quoted.setdefault(key, []).append(mention)
        order.setdefault(key, seen[number])
    return [quoted[key] for key in sorted(quoted, key=lambda key: order[key])]


def _who(quoted: list[Row], dispute: Row) -> "Text":
    """The numbers of a sentence and the site that printed them; "!" marks the one against the others."""
    from rich.text import Text

    stands = _stands_against(quoted, dispute)
    text = Text("! " if stands else "", style="bold red" if stands else "bold")
    text.append(", ".join(dict.fromkeys(map(_amount, quoted))))
    text.append(f"  {_host(quoted[0]['url'])}", style="not bold cyan")
    return text


def _stands_against(quoted: list[Row], dispute: Row) -> bool:
    """Whether a sentence holds the number that stands against the others; a page may hold both."""
    wrong = dispute["mentions"][0]["value"]
    return any(one["url"] == dispute["suspect"] and one["value"] == wrong for one in quoted)


def _indented(text: "Text", columns: int) -> "RenderableType":
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, columns), expand=False)


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
