"""Why one figure is believed: the words that state it, the rule, the page, and what bears on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rarewatch.model import ROW_KEYS
from rarewatch.report.cells import plain
from rarewatch.report.english import statement
from rarewatch.report.told import Tested

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = dict[str, Any]

_MOST = 10
"""Checks, and others who state the same, that are told to a person."""

ASSUMED = {
    "baseline": "no words say what it is compared with: by convention the month before for a month, "
    "the year before for a longer period",
    "published": "the page states no day of publication: times count from the latest year that it names",
}
"""What a convention filled, and how."""


@dataclass(frozen=True)
class Proof:
    """All that is known of how a figure came to be."""

    row: Row
    article: int
    """Number of the version that states it."""
    version: int
    versions: int
    fetched: str | None
    """ISO 8601 with time zone; None where it was read from a file."""
    hash: str
    """SHA-256 of the bytes received."""
    example: str = ""
    """A sentence that the rule reads."""
    others: Sequence[Row] = ()
    """What else states the same."""
    checks: Sequence[Tested] = ()
    """What it was held against."""


def before_quote_behind(row: Row) -> tuple[str, str, str]:
    """The sentence, parted by the words that state the number.

    >>> before_quote_behind({"sentence": "It sold 5 t.", "quote": "5 t"})
    ('It sold ', '5 t', '.')
    """
    before, quote, behind = (
        row["sentence"].partition(row["quote"]) if row["quote"] else (row["sentence"], "", "")
    )
    return before, quote, behind


def proof_lines(proof: Proof) -> Iterator[str]:
    """For a pipe: a line each, named; the words that state the number in brackets."""
    before, quote, behind = before_quote_behind(proof.row)
    yield _heading(proof)
    yield f"Sentence: {plain(f'{before}[{quote}]{behind}' if quote else before)}"
    yield from (f"{name}: {told}" for name, told in _told(proof))


def proof_drawn(proof: Proof) -> "Iterator[RenderableType]":
    """For a terminal: names beside what they stand for, the address whole."""
    from rich.table import Table
    from rich.text import Text

    before, quote, behind = before_quote_behind(proof.row)
    yield Text(_heading(proof), style="bold")
    yield Text()
    words = Text("“")
    for part, style in ((before, ""), (f"[{quote}]" if quote else "", "bold underline"), (behind, "")):
        words.append(plain(f"|{part}|")[1:-1], style=style)
    yield words.append("”")
    yield Text()
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for name, told in _told(proof):
        if name != "Address":
            grid.add_row(name, Text(told))
    yield grid
    yield Text(plain(proof.row["url"] or ""), style="dim", no_wrap=True)


def proof_json(proof: Proof) -> Row:
    """The figure under the keys of ROW_KEYS, and beside it how it came to be."""
    before, _, _ = before_quote_behind(proof.row)
    return {
        "figure": {key: proof.row[key] for key in ROW_KEYS},
        "says": statement(proof.row),
        "quote_start": len(before) if proof.row["quote"] else None,
        "rule_example": proof.example or None,
        "article": proof.article,
        "version": proof.version,
        "versions": proof.versions,
        "fetched": proof.fetched,
        "sha256": proof.hash,
        "others": [
            {key: row[key] for key in ("id", "value", "quote", "url", "site", "published")}
            for row in proof.others
        ],
        "checks": [
            {
                "holds": check.holds,
                "says": check.says,
                "figures": [row["id"] for one in check.statements for row in one.mentions],
            }
            for check in proof.checks
        ],
    }


def _heading(proof: Proof) -> str:
    return f"#{proof.row['id']}  {statement(proof.row)}"


def _told(proof: Proof) -> Iterator[tuple[str, str]]:
    """What is known, by name."""
    row = proof.row
    example = f", as in “{plain(proof.example)}”" if proof.example else ""
    if row["rule"]:
        yield "Rule", f"{plain(row['rule'])}{example}"
    for slot in row["assumed"]:
        yield "Assumed", f"{plain(slot)}: {ASSUMED.get(slot, 'no words state it')}"
    if row["note"]:
        yield "Note", plain(row["note"])
    yield "Article", f"{plain(row['title']) or '(no headline)'} (article {proof.article})"
    yield (
        "Published",
        ", ".join(plain(part) for part in (row["site"], row["published"] or "no day stated") if part),
    )
    yield "Address", plain(row["url"] or "")
    yield "Fetched", proof.fetched or "not from the network: it was read from a file"
    yield "SHA-256", f"{proof.hash} of the page as received"
    now = "" if proof.version == proof.versions else "; the page says otherwise now"
    yield "Version", f"{proof.version} of {proof.versions}{now}"
    yield "Verdict", str(row["verdict"] or "not checked yet")
    for check in proof.checks[:_MOST]:
        yield "Agrees" if check.holds else "Contradicts", plain(check.says)
    if len(proof.checks) > _MOST:
        yield "", f"and {len(proof.checks) - _MOST} checks more; --json has all"
    for other in proof.others[:_MOST]:
        where = plain(other["site"] or other["url"] or "")
        yield (
            "Also",
            f"#{other['id']} “{plain(other['quote'])}”, {where}, {other['published'] or 'no day stated'}",
        )
