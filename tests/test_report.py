"""Rows for people and programs: what stands in fixtures/reports is what comes out."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch import report
from rarewatch.model import ROW_KEYS, Bound, Kind, Period
from rarewatch.report import FORMATS, Format, amount, plain
from rarewatch.report.cells import period, route
from tests.drawing import drawn
from tests.rows import GROWTH, MAGNETS, MINED, article, row

REPORTS = Path(__file__).parent.parent / "fixtures" / "reports"
ROWS: list[dict[str, Any]] = json.loads((REPORTS / "rows.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("wanted", sorted(REPORTS.glob("rows-as.*")), ids=lambda path: path.suffix)
def test_a_format_gives_what_stands_in_its_fixture(wanted: Path) -> None:
    lines = FORMATS[Format(wanted.suffix[1:])](iter(ROWS))
    assert "".join(f"{line}\n" for line in lines) == wanted.read_text(encoding="utf-8")


def test_every_format_has_a_function_and_a_fixture() -> None:
    assert set(FORMATS) == set(Format)
    assert {path.suffix[1:] for path in REPORTS.glob("rows-as.*")} == set(Format)


@pytest.mark.parametrize(
    ("figure", "wanted"),
    [
        (MAGNETS, "353 t"),
        (replace(MAGNETS, value=4343.5), "4,343.5 t"),
        (replace(MAGNETS, value=0.0), "0 t"),
        (replace(MAGNETS, value=0.07), "0.07 t"),
        (replace(MAGNETS, value=3188.0, bound=Bound.OVER), ">3,188 t"),
        (replace(MAGNETS, value=1.2e9, unit="USD"), "$1.2 bn"),
        (replace(MAGNETS, value=34_560_000.0, unit="EUR", bound=Bound.ABOUT), "~€34.56 m"),
        (replace(MAGNETS, value=950.0, unit="KRW"), "KRW 950"),
        (replace(GROWTH, value=157.5), "+157.5 %"),
        (replace(GROWTH, value=160.0, bound=Bound.ABOUT), "~+160 %"),
        (replace(GROWTH, value=-18.9), "-18.9 %"),
        (replace(GROWTH, value=-60.0, bound=Bound.OVER), "<-60 %"),
        (replace(GROWTH, value=0.0), "0 %"),
        (replace(GROWTH, kind=Kind.SHARE, value=90.0, bound=Bound.OVER), ">90 %"),
        (replace(MAGNETS, kind=Kind.RANK, unit=None, value=2.0), "no. 2"),
    ],
)
def test_an_amount_is_written_for_people(figure: Any, wanted: str) -> None:
    assert amount(row(figure)) == wanted


def test_goods_go_from_the_exporter_to_the_importer() -> None:
    imported = row(replace(MAGNETS, flow="import", reporter="US", partner="CN"))  # type: ignore[arg-type]
    assert route(row(MAGNETS)) == route(imported) == "China → United States"
    assert route(imported, codes=True) == "CN→US"
    assert route(row(MINED)) == "China"
    assert route(row(replace(MAGNETS, partner="001"))) == "China → world"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2025-06", "2025-06"), ("2025-01/2025-06", "2025-01/06"), ("2024-11/2025-02", "2024-11/2025-02")],
)
def test_a_period_is_shortened_where_nothing_is_lost(text: str, wanted: str) -> None:
    assert period(row(replace(MAGNETS, period=Period.parse(text)))) == wanted


def test_no_rows_are_an_empty_array_a_header_or_nothing() -> None:
    given = {format_: list(write([])) for format_, write in FORMATS.items()}
    assert json.loads("".join(given[Format.JSON])) == []
    assert given[Format.JSONL] == []
    assert len(given[Format.CSV]) == len(given[Format.TSV]) == 1


def test_rows_are_handed_on_as_they_come() -> None:
    """The first lines are written before the last row is read."""

    def endless() -> Any:
        while True:
            yield ROWS[0]

    for write in FORMATS.values():
        lines = write(endless())
        assert [next(lines) for _ in range(3)]


_STEERING = re.compile(
    "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]"
)
words = st.text(st.characters(codec="utf-8"), max_size=30)
numbers = st.floats(allow_nan=False, allow_infinity=False)


@given(words, words, numbers)
def test_whatever_the_words_each_format_can_be_read_back(title: str, sentence: str, value: float) -> None:
    hostile = row(replace(MAGNETS, value=value), title=title, sentence=sentence, quote=f"={title}")
    [tabbed] = list(FORMATS[Format.TSV]([hostile]))[1:]
    assert len(tabbed.split("\t")) == len(ROW_KEYS)
    [back] = json.loads("\n".join(FORMATS[Format.JSON]([hostile])))
    assert back == hostile
    [cells] = csv.DictReader(io.StringIO("\n".join(FORMATS[Format.CSV]([hostile]))))
    assert float(cells["value"]) == value
    assert not [cell for cell in cells.values() if len(cell) > 1 and cell[0] in "=+@"]
    for lines in (FORMATS[format_]([hostile]) for format_ in Format):
        assert not _STEERING.search("".join(lines))


@given(st.text())
def test_a_plain_line_steers_no_terminal(text: str) -> None:
    line = plain(text)
    assert not set(line) & set("\x1b\x9b\x07\r\n\t\u202e\u2066\u200b")
    assert plain(line) == line


@given(words)
def test_markdown_cells_hold_no_markup(words: str) -> None:
    [line] = list(FORMATS[Format.MARKDOWN]([row(title=f"a|b <i>{words}"[:30])]))[2:]
    cells = re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]
    assert len(cells) == len(ROW_KEYS)
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>`*_]", line)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_figures_of_a_page_fit(width: int) -> None:
    *_, figures = report.article_sheet(article(), ROWS, width)
    lines = drawn(figures, width).splitlines()
    assert len(lines) == 1 + len(ROWS)
    assert max(map(len, lines)) <= width
    if width >= 40:
        assert all(amount(shown) in line for shown, line in zip(ROWS, lines[1:], strict=True))


def test_a_sheet_shows_the_article_and_its_figures() -> None:
    story = article(
        "First.\n\nSecond \x1b[31m[red]line[/red].", author="A. Writer", url="https://a.example/1"
    )
    plain_lines = "\n".join(report.plain_sheet(story, [row()]))
    assert plain_lines.startswith(
        "Magnets to the US\n2025-07-21  A. Writer  https://a.example/1\n\nFirst.\n\nSecond"
    )
    shown = "\n".join(drawn(part, 60) for part in report.article_sheet(story, [row()], 60))
    assert "Second [31m[red]line[/red]." in shown
    assert "353 t" in shown
    assert "\x1b" not in shown + plain_lines
    assert next(report.plain_sheet(replace(story, title=""), [])) == "(no headline)"


def test_what_is_loaded_on_first_use_can_be_had_twice() -> None:
    """A function with the name of its module would be the module the second time."""
    for name in report.__all__:
        assert getattr(report, name) is getattr(report, name)
