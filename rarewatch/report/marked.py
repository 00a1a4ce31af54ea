"""A stored article as clean text, with the words that state its figures marked and numbered.

A mark is the number of a figure among those of the article, from 1. In lines it stands behind the words in
brackets, `353 tons[2]`; on a terminal the words are set off as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from rarewatch.report.cells import plain
from rarewatch.report.english import statement

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

Row = dict[str, Any]
Segment = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Changes:
    """What a version says that the one before did not, and the reverse."""

    added: Sequence[str] = ()
    """Sentences."""
    removed: Sequence[str] = ()
    figures_added: Sequence[str] = ()
    """Figures in words, see `english.statement`."""
    figures_removed: Sequence[str] = ()

    def __bool__(self) -> bool:
        return any(asdict(self).values())


@dataclass(frozen=True)
class Sheet:
    """One version of an article, with its figures in the order of the words."""

    number: int
    """Of the article in the database."""
    title: str
    text: str
    about: Sequence[str]
    """Site, day, author: what is known of it."""
    url: str
    rows: Sequence[Row]
    """With the keys `in_title` and `position`."""
    version: int = 1
    versions: int = 1
    changes: Changes | None = None
    """Against the version before, where there is one."""


def segments(text: str, marks: Sequence[tuple[int, Row]]) -> list[Segment]:
    """The text in pieces, each with the numbers of the figures that its words state.

    Where words of two figures overlap, they are one piece. A quote that is not where it should be is looked
    for in its sentence; one that is nowhere is not marked.

    >>> segments("It sold 5 t.", [(1, {"quote": "5 t", "position": 8, "sentence": ""})])
    [('It sold ', ()), ('5 t', (1,)), ('.', ())]
    """
    pieces: list[Segment] = []
    done = 0
    for start, end, numbers in _spans(text, marks):
        pieces += [(text[done:start], ()), (text[start:end], numbers)]
        done = end
    pieces.append((text[done:], ()))
    return [piece for piece in pieces if piece[0]]


def changes(
    before: tuple[Sequence[str], Sequence[Row]], after: tuple[Sequence[str], Sequence[Row]]
) -> Changes:
    """What became of an article: sentences and figures of both versions."""
    (old, old_rows), (new, new_rows) = before, after
    added: list[str] = []
    removed: list[str] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += old[start:end]
            added += new[first:last]
    told, was = (list(dict.fromkeys(map(statement, rows))) for rows in (new_rows, old_rows))
    figures_added = [words for words in told if words not in was]
    return Changes(added, removed, figures_added, [words for words in was if words not in told])


def sheet_lines(sheet: Sheet) -> Iterator[str]:
    """The article for a pipe: paragraphs are lines, marks stand in brackets, then a line a figure."""
    yield "".join(_bracketed(piece) for piece in _title(sheet)) or "(no headline)"
    yield ", ".join(plain(part) for part in (*sheet.about, sheet.url))
    for line in _lines(sheet):
        yield "".join(map(_bracketed, line))
    if sheet.rows:
        yield ""
    yield from (" ".join(_listed(number, row)) for number, row in enumerate(sheet.rows, 1))
    yield from _told_versions(sheet)


def sheet_drawn(sheet: Sheet) -> "Iterator[RenderableType]":
    """The same for a terminal."""
    from rich.text import Text

    yield _styled(_title(sheet) or [("(no headline)", ())], "bold")
    yield Text(", ".join(plain(part) for part in sheet.about), style="dim")
    yield Text(plain(sheet.url), style="dim", no_wrap=True)
    yield from (_styled(line) for line in _lines(sheet))
    yield Text()
    yield _list(sheet.rows)
    yield from map(Text, _told_versions(sheet))


def _title(sheet: Sheet) -> list[Segment]:
    marks = [(number, row) for number, row in enumerate(sheet.rows, 1) if row["in_title"]]
    return [(_within(words), numbers) for words, numbers in segments(sheet.title.strip(), marks)]


def _lines(sheet: Sheet) -> Iterator[list[Segment]]:
    """The lines of the text; an empty one before each paragraph."""
    marks = [(number, row) for number, row in enumerate(sheet.rows, 1) if not row["in_title"]]
    line: list[Segment] = []
    yield []
    for words, numbers in segments(sheet.text, marks):
        first, *others = words.split("\n")
        line.append((_within(first), numbers))
        for other in others:
            yield line
            line = [(_within(other), numbers)]
    yield line


def _within(words: str) -> str:
    """Words without what steers a terminal, the blanks at their ends kept."""
    return plain(f"|{words}|")[1:-1]


def _spans(text: str, marks: Sequence[tuple[int, Row]]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Where figures are stated, in order; what overlaps is one."""
    found = sorted((*span, number) for number, row in marks if (span := _span(text, row)))
    merged: list[tuple[int, int, tuple[int, ...]]] = []
    for start, end, number in found:
        if merged and start < merged[-1][1]:
            first, last, numbers = merged[-1]
            merged[-1] = (first, max(last, end), (*numbers, number))
        else:
            merged.append((start, end, (number,)))
    return merged


def _span(text: str, row: Row) -> tuple[int, int] | None:
    quote, start = row["quote"], row["position"]
    if not quote:
        return None
    if text[start : start + len(quote)] != quote:
        sentence = max(0, text.find(row["sentence"]))
        start = text.find(quote, sentence)
    return (start, start + len(quote)) if start >= 0 else None


def _bracketed(piece: Segment) -> str:
    words, numbers = piece
    return words + _mark(numbers)


def _mark(numbers: Sequence[int]) -> str:
    return f"[{', '.join(map(str, numbers))}]" if numbers else ""


def _styled(line: Sequence[Segment], style: str = "") -> "Text":
    from rich.text import Text

    drawn = Text(style=style)
    for words, numbers in line:
        drawn.append(words, style="bold underline" if numbers else "")
        drawn.append(_mark(numbers), style="dim")
    return drawn


def _list(rows: Sequence[Row]) -> "Table":
    """The figures, further lines beneath the words."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for number, row in enumerate(rows, 1):
        mark, known, words = _listed(number, row)
        grid.add_row(Text(mark), Text(known), Text(words))
    return grid


def _listed(number: int, row: Row) -> tuple[str, str, str]:
    """A figure: its mark, what `why` finds it by, what it says."""
    judged = f" ({row['verdict']})" if row["verdict"] else ""
    return _mark([number]), f"#{row['id']}", f"{statement(row)}{judged}"


def _told_versions(sheet: Sheet) -> Iterator[str]:
    if sheet.versions == 1:
        return
    yield from ("", f"Version {sheet.version} of {sheet.versions}.")
    if sheet.changes is None:
        return
    if not sheet.changes:
        yield "It says what the version before said."
    groups = {
        "Figures that are new:": sheet.changes.figures_added,
        "Figures that are gone:": sheet.changes.figures_removed,
        "Sentences that are new:": sheet.changes.added,
        "Sentences that are gone:": sheet.changes.removed,
    }
    for heading, told in groups.items():
        if told:
            yield from (
                heading,
                *(f"{'+' if heading.endswith('new:') else '-'} {plain(words)}" for words in told),
            )
