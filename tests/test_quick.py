"""Lines that the store writes come to what the formats make of rows, letter by letter."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.model import Article, Figure
from rarewatch.report import FORMATS, OF_CELLS, OF_OBJECTS, Format
from rarewatch.store import Shape, Store
from tests.rows import GROWTH, MAGNETS, MINED, article, page

HOSTILE = "\x1b[2J\0\x1f=cmd|' /C calc'!A0\x7f\x9b\u202e\u200b\u2028\t\r\n, \"x\" \\ '\xa0\xad"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("lines") / "rarewatch.db") as store:
        yield store


def keep(store: Store, read: Article, figures: list[Figure]) -> None:
    """Make this the newest version of the one page in the store."""
    store.save(page(content=repr((read, figures)).encode("utf-8", "replace")), read, figures)


def by_lines(store: Store, format_: Format) -> str:
    if format_ in OF_CELLS:
        batches = OF_CELLS[format_](store.lines(Shape.CELLS), store.row)
    else:
        batches = OF_OBJECTS[format_](store.lines(Shape.OBJECT))
    return b"".join(batches).decode()


def check(store: Store) -> None:
    for format_ in (*OF_CELLS, *OF_OBJECTS):
        written = "".join(f"{line}\n" for line in FORMATS[format_](store.rows()))
        assert by_lines(store, format_) == written, format_


def test_there_is_a_way_by_lines_for_every_format_but_markdown() -> None:
    assert {*OF_CELLS, *OF_OBJECTS} == set(Format) - {Format.MARKDOWN}


words = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.text(st.sampled_from([*HOSTILE, *"=+-@ ,;|%sä→’"]), max_size=8),
    st.sampled_from(["", "Exports fell.", "=1+1", "-5", "-", "%s %d %", "a, b", 'says "no"', HOSTILE]),
)
numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**18), 10**18).map(float),
    st.sampled_from([0.1 + 0.2, -0.0, 1e16, 1e22, 5e-324, 123456789.123456789, float("inf"), float("-inf")]),
)


@given(words, words, words, words, st.one_of(st.none(), words), numbers)
def test_whatever_the_words_and_numbers(  # noqa: PLR0913, PLR0917 - one for each column from the web
    store: Store, title: str, sentence: str, quote: str, site: str, url: str | None, value: float
) -> None:
    told = [
        replace(figure, sentence=sentence, quote=quote, value=value, note=quote, rule=site)
        for figure in (MAGNETS, GROWTH, MINED)
    ]
    keep(store, article(title=title, site=site, url=url), told)
    check(store)


@pytest.mark.parametrize("column", ["quote", "sentence", "note", "rule", "unit", "commodity"])
@pytest.mark.parametrize(
    "words",
    [HOSTILE, "a\0b", "a\x1fb", " a", "a ", "a  b", "a\tb", "a\nb", "=1", ",", "'", '"', 'a,"', "%s", "\xa0"],
)
def test_in_each_column_of_a_figure(store: Store, column: str, words: str) -> None:
    keep(store, article(), [replace(MAGNETS, **{column: words}), MAGNETS])
    check(store)


@pytest.mark.parametrize("words", [HOSTILE, "=1", "a, b", "a\x1fb"])
def test_one_strange_line_among_many(store: Store, words: str) -> None:
    """Those beside it are taken as they are, and it stays in its place, wherever a batch ends."""
    told = [replace(MAGNETS, start=at, value=at / 4, note="a, b") for at in range(450)]
    told[7:8] = [replace(MAGNETS, note=words, value=value) for value in (-0.5, -1.0)]
    keep(store, article(title=words), told)
    check(store)


@pytest.mark.parametrize("slots", [(), ("flow",), ("flow", "period", "baseline")])
def test_slots_that_were_assumed(store: Store, slots: tuple[str, ...]) -> None:
    keep(store, article(title=str(slots)), [replace(MAGNETS, assumed=slots)])
    check(store)


def test_without_a_figure(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db") as empty:
        check(empty)


def test_what_is_plain_asks_for_no_row(store: Store) -> None:
    """So that it stays fast: commas, quotes, letters of any language and negative numbers are plain."""
    plain = replace(MAGNETS, value=-0.5, sentence='“Exports”, so der Zoll, "fielen" → 中国 um ½ %.')
    keep(store, article(), [plain])
    for write in OF_CELLS.values():
        written = write(store.lines(Shape.CELLS), lambda number: pytest.fail(f"asked for {number}"))
        assert b"".join(written).count(b"\n") == 2
