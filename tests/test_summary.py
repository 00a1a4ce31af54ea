"""Summaries: sentences made of figures, exact and cited."""

import doctest
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch import facts
from rarewatch.model import Bound, Figure, Flow, Kind, Measure, Period, Verdict
from rarewatch.report import english
from rarewatch.report.summary import Part, Sentence, Source, sources, summary
from tests.rows import GROWTH, MAGNETS, MINED, TOTAL, row

FELL = replace(TOTAL, kind=Kind.CHANGE, value=-38.1, unit="%", baseline=Period.months(2024, 6))
ROSE = replace(TOTAL, kind=Kind.CHANGE, value=157.5, unit="%", baseline=Period.months(2025, 5))
SHARE = replace(MAGNETS, kind=Kind.SHARE, value=11.1, unit="%")
RANK = replace(MAGNETS, kind=Kind.RANK, value=2.0, unit=None)


def told(*figures: Figure, most: int | None = None) -> list[Sentence]:
    """What is said of figures, each with its place as its number."""
    rows = [row(figure, id=number) for number, figure in enumerate(figures, 1)]
    return summary(facts.points(rows), most=most)


def texts(*figures: Figure) -> list[str]:
    return [sentence.text for sentence in told(*figures)]


def marks(cited: Any) -> str:
    return f" [{', '.join(str(source.number) for source in cited)}]"


def test_the_examples_of_the_words_hold() -> None:
    failed, tried = doctest.testmod(english)
    assert (failed, tried > 15) == (0, True)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([TOTAL], "China's exports of rare-earth magnets were 3,188 t in June 2025."),
        (
            [TOTAL, FELL],
            "China's exports of rare-earth magnets fell 38.1% on the year to 3,188 t in June 2025.",
        ),
        (
            [TOTAL, ROSE, FELL],
            "China's exports of rare-earth magnets fell 38.1% on the year but rose 157.5% on the month "
            "to 3,188 t in June 2025.",
        ),
        (
            [TOTAL, FELL, replace(ROSE, value=-5.0, bound=Bound.ABOUT)],
            "China's exports of rare-earth magnets fell 38.1% on the year and about 5% on the month "
            "to 3,188 t in June 2025.",
        ),
        ([ROSE], "China's exports of rare-earth magnets rose 157.5% on the month in June 2025."),
        (
            [replace(TOTAL, value=0.0), replace(ROSE, value=0.0)],
            "China's exports of rare-earth magnets were unchanged on the month at 0 t in June 2025.",
        ),
        (
            [replace(TOTAL, bound=Bound.OVER), replace(FELL, value=-50.0)],
            "China's exports of rare-earth magnets halved on the year to more than 3,188 t in June 2025.",
        ),
        (
            [replace(TOTAL, measure=Measure.VALUE, value=1_234_567_890.0, unit="USD")],
            "The value of China's exports of rare-earth magnets was $1,234,567,890 in June 2025.",
        ),
        ([MINED], "China's production of rare earths was 70 t (at a time not stated)."),
        (
            [replace(MAGNETS, flow=Flow.IMPORT, reporter="US", partner="CN")],
            "The United States' imports of rare-earth magnets from China were 353 t in June 2025.",
        ),
        (
            [SHARE],
            "The United States accounted for 11.1% of China's exports of rare-earth magnets in June 2025.",
        ),
        (
            [SHARE, RANK],
            "The United States, the second-largest destination, accounted for 11.1% of China's exports "
            "of rare-earth magnets in June 2025.",
        ),
        (
            [replace(RANK, value=1.0)],
            "The United States was the largest destination of China's exports of rare-earth magnets "
            "in June 2025.",
        ),
        (
            [RANK, replace(RANK, partner="DE", value=1.0), replace(RANK, partner="KR", value=12.0)],
            "Among the destinations of China's exports of rare-earth magnets in June 2025, Germany ranked "
            "first, the United States second and South Korea 12th.",
        ),
        (
            [MAGNETS, replace(MAGNETS, partner="DE", value=764.0), replace(MAGNETS, partner="PH", value=2.5)],
            "In June 2025, China exported 764 t of rare-earth magnets to Germany, 353 t to the United States "
            "and 2.5 t to the Philippines.",
        ),
        (
            [replace(MINED, kind=Kind.SHARE, value=70.0, unit="%", bound=Bound.ABOUT)],
            "China accounted for about 70% of the world's production of rare earths (at a time not stated).",
        ),
    ],
)
def test_each_figure_is_told_in_a_sentence(figures: list[Figure], said: str) -> None:
    assert texts(*figures) == [said]


def test_contradicting_numbers_are_told_as_such_with_both() -> None:
    other = replace(TOTAL, value=2901.0)
    rows = [row(TOTAL, id=1), row(other, id=2, url="https://b.example/2", site="b.example", origin="b")]
    first, dispute = summary(facts.points(rows))
    assert first.part is Part.TOTALS
    assert (dispute.part, dispute.figures) == (Part.DISPUTES, (1, 2))
    assert dispute.marked(marks) == (
        "Reports differ on China's exports of rare-earth magnets in June 2025: 3,188 t [1] or 2,901 t [2]."
    )


def test_an_article_is_marked_where_its_number_stands_and_once_where_it_states_all() -> None:
    one = summary(facts.points([row(TOTAL), row(FELL)]))
    assert one[0].marked(marks).endswith("fell 38.1% on the year to 3,188 t in June 2025 [1].")
    two = summary(facts.points([row(TOTAL), row(FELL, url="https://b.example/", site="b", origin="b")]))
    assert two[0].marked(marks).endswith("fell 38.1% on the year [1] to 3,188 t in June 2025 [2].")
    assert [source.site for source in sources(two)] == ["b", "a.example"]


def test_copies_of_one_story_are_cited_once_and_all_their_figures_stand() -> None:
    rows = [row(TOTAL, id=1), row(TOTAL, id=2, url="https://copy.example/", site="copy.example")]
    [sentence] = summary(facts.points(rows))
    assert sentence.citations == (
        Source(1, "https://a.example/1", "Magnets to the US", "a.example", "2025-07-21"),
    )
    assert sentence.figures == (1, 2)


def test_only_who_states_the_very_number_is_cited() -> None:
    rounded = replace(TOTAL, value=3200.0, bound=Bound.ABOUT)
    rows = [row(TOTAL, id=1), row(rounded, id=2, url="https://b.example/", site="b.example", origin="b")]
    [sentence] = summary(facts.points(rows))
    assert sentence.marked(marks) == "China's exports of rare-earth magnets were 3,188 t in June 2025 [1]."
    assert sentence.figures == (1, 2)


def test_totals_come_first_then_moves_then_partners_then_disputes() -> None:
    others = [replace(MAGNETS, partner=code, value=9.0) for code in ("DE", "JP")]
    found = told(*others, GROWTH, MAGNETS, TOTAL, replace(TOTAL, value=5.0))
    assert [sentence.part for sentence in found] == list(Part)
    assert "rose 660% on the month to 353 t" in found[1].text


def test_what_is_newest_of_a_trade_comes_before_what_is_older_of_another() -> None:
    old = replace(TOTAL, commodity="gallium", period=Period.months(2020, 1))
    newer = [replace(TOTAL, period=Period.months(2025, month), value=float(month)) for month in (5, 6)]
    assert [text.split(" in ")[-1] for text in texts(*newer, old)] == [
        "June 2025.",
        "January 2020.",
        "May 2025.",
    ]


def test_room_is_shared_out_among_the_parts() -> None:
    totals = [replace(TOTAL, commodity=key) for key in ("gallium", "germanium", "antimony")]
    found = told(*totals, MAGNETS, GROWTH, SHARE, most=3)
    assert [sentence.part for sentence in found] == [Part.TOTALS, Part.MOVES, Part.PARTNERS]
    assert told(*totals, most=2) == told(*totals)[:2]
    assert told() == []


@dataclass
class Check:
    """What a check is to a summary."""

    statements: list[facts.Statement]
    holds: bool = False
    says: str = ""


def test_what_arithmetic_contradicts_is_a_dispute_with_the_numbers_that_were_stated() -> None:
    figures = [replace(TOTAL, period=Period.months(2025, 5), value=3100.0), TOTAL, ROSE]
    stated = [facts.statements([row(figure, id=number)])[0] for number, figure in enumerate(figures)]
    checks = [Check(stated, holds=True), Check([stated[1], stated[0], stated[2]])]
    [sentence] = summary([], checks)
    assert (sentence.part, sentence.figures) == (Part.DISPUTES, (1, 0, 2))
    assert sentence.text == (
        "Not all of these can be right: China's exports of rare-earth magnets in June 2025, 3,188 t; "
        "China's exports of rare-earth magnets in May 2025, 3,100 t; the growth of China's exports of "
        "rare-earth magnets on the month in June 2025, up 157.5%."
    )


def test_what_contradicts_by_word_is_told_once_whoever_finds_it() -> None:
    other = replace(TOTAL, value=2901.0)
    rows = [row(TOTAL, id=1), row(other, id=2)]
    stated = facts.statements(rows)
    disputes = [one for one in summary(facts.points(rows), [Check(stated)]) if one.part is Part.DISPUTES]
    assert [one.text for one in disputes] == [
        "Reports differ on China's exports of rare-earth magnets in June 2025: 3,188 t or 2,901 t."
    ]


def test_the_verdict_is_that_of_the_weakest_figure() -> None:
    proved, disputed = (row(TOTAL, verdict=verdict) for verdict in (Verdict.PROVED, Verdict.DISPUTED))
    assert [one.verdict for one in summary(facts.points([proved]))] == [Verdict.PROVED]
    assert [one.verdict for one in summary(facts.points([disputed]))] == [Verdict.DISPUTED]
    assert [one.verdict for one in summary(facts.points([proved, row(FELL)]))] == [None]


# Properties

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WORDS = {
    "doubled": 100.0,
    "tripled": 200.0,
    "halved": 50.0,
    "unchanged": 0.0,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}

numbers = st.one_of(
    st.integers(0, 10**13).map(float),
    st.decimals(0, 10**6, places=3).map(float),
    st.sampled_from([0.0, 50.0, 100.0, 200.0, 1e-7, 0.023, 1e15]),
)
money = st.one_of(st.integers(10**6, 10**10), st.integers(1, 99_999).map(lambda number: number * 10**4)).map(
    float
)
months = st.builds(
    Period.months, st.integers(2019, 2026), st.integers(1, 12), st.sampled_from([1, 2, 3, 6, 7, 12])
)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    kind = draw(st.sampled_from(Kind))
    value = draw(numbers)
    unit: str | None = {Kind.LEVEL: "t", Kind.RANK: None}.get(kind, "%")
    measure = draw(st.sampled_from(Measure))
    if kind is Kind.LEVEL and measure is Measure.VALUE:
        unit = draw(st.sampled_from(["USD", "EUR", "XYZ"]))
        value = draw(st.one_of(numbers, money))
    if kind is Kind.CHANGE:
        value = draw(st.sampled_from([value, -min(value, 100.0)]))
    if kind is Kind.RANK:
        value = float(draw(st.integers(1, 130)))
    flow = draw(st.sampled_from(Flow))
    trading = flow in {Flow.EXPORT, Flow.IMPORT}
    return Figure(
        draw(st.sampled_from(["rare-earths", "rare-earth-magnets", "unheard-of"])),
        flow,
        draw(st.sampled_from(["CN", "US", "ZZ"])),
        draw(st.sampled_from(["001", "US", "JP", "DE", "MM", "VN", "NL"])) if trading else None,
        draw(st.one_of(st.none(), months)),
        kind,
        measure,
        value,
        unit,
        draw(st.one_of(st.none(), months)) if kind is Kind.CHANGE else None,
        draw(st.sampled_from(Bound)),
    )


def numbers_in(text: str) -> list[float]:
    """Every number of a text, `$764 million` as one; those in words too."""
    found = []
    for match in re.finditer(rf"({NUMBER.pattern})( (?:million|billion|trillion))?", text):
        found.append(float(match[1].replace(",", "")) * WORDS.get((match[2] or "").strip(), 1.0))
    return found + [WORDS[word] for word in WORDS if word in text and not word.endswith("ion")]


def allowed(rows: list[dict[str, Any]]) -> set[float]:
    """The values of rows, and the days and years of their periods."""
    values = {abs(float(one["value"])) for one in rows}
    for one in rows:
        for text in (one["period"], one["baseline"]):
            values |= {float(part) for part in re.findall(r"\d+", text or "")}
    return values


@given(st.lists(figures(), min_size=1, max_size=12), st.integers(1, 20))
def test_no_number_that_is_not_in_the_figures_cited_and_none_without_a_source(
    found: list[Figure], most: int
) -> None:
    rows = [
        row(
            figure,
            id=number,
            url=f"https://{number % 3}.example/",
            site=f"{number % 3}.example",
            origin=f"{number % 3}",
        )
        for number, figure in enumerate(found)
    ]
    sentences = summary(facts.points(rows), most=most)
    assert 1 <= len(sentences) <= most
    for sentence in sentences:
        assert sentence.citations
        assert all(clause.citations and clause.figures for clause in sentence.clauses)
        cited = [one for one in rows if one["id"] in sentence.figures]
        values = allowed(cited)
        assert [
            one
            for one in numbers_in(sentence.text)
            if not any(abs(one - value) <= 1e-9 * value for value in values)
        ] == []
        assert sentence.text[0] == sentence.text[0].upper()
        assert not re.search(r"  |\.\.| [.,]", sentence.text)


@given(st.lists(figures(), min_size=1, max_size=12))
def test_without_a_limit_every_figure_is_told(found: list[Figure]) -> None:
    """But where a fact stands in more than one sentence, as with disputes, nothing is left out either."""
    rows = [row(figure, id=number) for number, figure in enumerate(found)]
    told_ = {number for sentence in summary(facts.points(rows)) for number in sentence.figures}
    assert told_ == {one["id"] for one in rows}


@given(st.lists(figures(), max_size=12))
def test_sources_are_numbered_in_the_order_of_citation(found: list[Figure]) -> None:
    rows = [
        row(figure, url=f"https://{number}.example/", origin=str(number))
        for number, figure in enumerate(found)
    ]
    sentences = summary(facts.points(rows))
    cited = [
        source.number for sentence in sentences for clause in sentence.clauses for source in clause.citations
    ]
    assert list(dict.fromkeys(cited)) == list(range(1, len(set(cited)) + 1))
    assert [source.number for source in sources(sentences)] == sorted(set(cited))
