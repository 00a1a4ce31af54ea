"""Charts: gaps stay gaps, what follows is hollow, words are text, each line can be told from the others."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.model import Period
from rarewatch.report import Chart, ChartLine, ChartPoint, chart_page, chart_svg, chart_text, png, stacked
from rarewatch.report.charts.lines import Calendar, ticks
from rarewatch.report.charts.style import COLOURS, STYLE, marker
from tests.desk import HOSTILE
from tests.drawing import drawn

SVG = "{http://www.w3.org/2000/svg}"


def line(label: str, *values: Any, unit: str | None = "t", by: int = 1) -> ChartLine:
    """A line from January 2025 on; None is a gap, a tuple holds a derived value, a list a disputed one."""
    points = []
    for place, value in enumerate(values):
        number = value[0] if isinstance(value, tuple | list) else value
        points.append(
            ChartPoint(
                Period.months(2025, 1 + place * by, by),
                number,
                derived=isinstance(value, tuple),
                disputed=isinstance(value, list),
                low=number,
                high=number,
                text="" if number is None else f"{number:g} t",
            )
        )
    return ChartLine(label, unit, tuple(points))


ONE = line("United States", 353.0, None, None, (46.5,), [619.0])
SIX = [line(f"Place {place}", 100.0 * place, 120.0 * place) for place in range(1, 7)]


def parsed(*lines: ChartLine, **more: Any) -> ET.Element:
    return ET.fromstring(chart_svg(lines, "Exports", "Source: a.", **more))


def with_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [found for found in root.iter() if name in (found.get("class") or "").split()]


def words(root: ET.Element) -> str:
    return " ".join(found.text or "" for found in root.iter(f"{SVG}text"))


def test_a_line_alone_is_a_column_for_each_amount_and_a_band_for_the_gap() -> None:
    root = parsed(ONE)
    columns = with_class(root, "mark")
    assert [found.tag for found in columns] == [f"{SVG}rect"] * 3
    heights = [float(found.get("height") or 0) for found in columns]
    assert heights[1] < heights[0] < heights[2]
    assert heights[0] / heights[2] == pytest.approx(353 / 619, abs=0.01)
    [gap] = with_class(root, "gap")
    assert float(gap.get("width") or 0) > 2 * float(columns[0].get("width") or 0)


def test_what_follows_from_others_is_hollow_and_what_is_disputed_is_marked() -> None:
    root = parsed(ONE)
    assert ["hollow" in (found.get("class") or "") for found in with_class(root, "mark")] == [
        False,
        True,
        False,
    ]
    assert [found.text for found in with_class(root, "rival")] == ["619", "≠"]
    assert "Hollow: not reported" in words(root)
    assert "≠: contradicted" in words(root)
    assert "Grey: nothing reported" in words(root)


def test_a_bound_stays_with_its_amount() -> None:
    point = ChartPoint(Period.months(2025, 1), 23.0, text="<23 t")
    assert "<23" in words(parsed(ChartLine("a", "t", (point,))))


def test_signs_that_do_not_occur_are_not_explained() -> None:
    assert not re.search("Hollow|≠|Grey", words(parsed(line("a", 1.0, 2.0))))


def test_several_lines_have_a_legend_and_differ_in_shape_and_colour() -> None:
    root = parsed(*SIX)
    assert all(one.label in words(root) for one in SIX)
    marks = [marker(place, 0, 0, hollow=False) for place in range(len(SIX))]
    assert len({re.sub('class="[^"]*"', "", mark) for mark in marks}) == len(SIX)
    assert len({re.search('class="([^"]*)"', mark)[1] for mark in marks}) == len(SIX)  # type: ignore[index]
    assert len(with_class(root, "mark")) == len(SIX) * 3


def test_a_line_breaks_where_a_period_is_missing() -> None:
    root = parsed(line("a", 1.0, 2.0, None, 3.0, 4.0), line("b", 1.0))
    assert len(with_class(root, "line")) == 2
    assert len(with_class(parsed(line("a", 1.0, 2.0, 2.5, 3.0, 4.0), line("b", 1.0)), "line")) == 4


def test_a_pointer_is_told_period_and_amount() -> None:
    titles = [found.text for found in parsed(ONE).iter(f"{SVG}title")]
    assert titles == [
        "United States, 2025-01: 353 t",
        "United States, 2025-04: 46.5 t",
        "United States, 2025-05: 619 t",
    ]


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_and_marks_can_be_seen_on_light_and_dark() -> None:
    """Contrast as WCAG asks for: 4.5 for words, 3 for marks (2.2 where the shape tells them too)."""
    light, dark = STYLE.split("@media", 1)
    for rules in (light, dark):
        fills = dict(re.findall(r"\.(\w+)\{fill:(#\w{6})\}", rules))
        for name in ("ink", "soft", "rival"):
            assert contrast(fills[name], fills["paper"]) >= 4.5
            assert contrast(fills[name], fills["gap"]) >= 4.5
        for place in range(len(COLOURS)):
            assert contrast(fills[f"f{place}"], fills["paper"]) >= 2.2
        assert contrast(fills["f0"], fills["paper"]) >= 3


@pytest.mark.parametrize("width", [260, 380, 760, 1400])
def test_a_picture_holds_all_that_is_drawn(width: int) -> None:
    root = parsed(*SIX, ONE, width=width)
    _, _, wide, high = (float(size) for size in (root.get("viewBox") or "").split())
    assert wide == width
    for found in root.iter():
        for key, most in (("x", wide), ("x1", wide), ("x2", wide), ("y", high), ("y1", high), ("y2", high)):
            assert 0 <= float(found.get(key) or 0) <= most
    lowest = max(float(found.get("y") or 0) for found in root.iter(f"{SVG}text"))
    assert high - 20 <= lowest <= high


def test_labels_of_periods_do_not_overlap() -> None:
    for count in (1, 2, 13, 60, 240):
        root = parsed(line("a", *[1.0] * count))
        shown = [found for found in with_class(root, "small") if found.get("text-anchor") == "middle"]
        rows = sorted((float(found.get("y") or 0), float(found.get("x") or 0)) for found in shown)[-400:]
        below = [(y, x) for y, x in rows if y > max(y for y, _ in rows) - 20]
        assert below
        assert all(other - one >= 30 for (y, one), (z, other) in pairwise(below) if y == z)


def test_january_is_named_where_not_all_months_have_room() -> None:
    root = parsed(line("a", *[1.0] * 40))
    named = [found.text for found in with_class(root, "soft") if (found.text or "").isalpha()]
    assert named.count("Jan") == 4


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_any_words_are_text(title: str, label: str, note: str) -> None:
    svg = chart_svg([line(label + HOSTILE, 1.0, [2.0]), line(label, 3.0)], title + HOSTILE, note + HOSTILE)
    tags = {found.tag.removeprefix(SVG) for found in ET.fromstring(svg).iter()}
    assert tags <= {"svg", "style", "rect", "line", "text", "polygon", "g", "title"}
    assert not any(letter in svg for letter in "\x1b\u202e")


values = st.one_of(st.none(), st.floats(min_value=0, max_value=1e15, allow_nan=False))


@given(st.lists(st.lists(values, max_size=30), max_size=4))
def test_any_numbers_make_a_picture(told: list[list[float | None]]) -> None:
    lines = [line(str(place), *numbers) for place, numbers in enumerate(told)]
    ET.fromstring(chart_svg(lines, "t"))
    if lines:
        assert "".join(drawn(part, 60) for part in chart_text(lines, "t", "", 60))


@given(st.floats(min_value=0, max_value=1e15, allow_nan=False))
def test_the_axis_is_round_and_reaches_the_highest(highest: float) -> None:
    steps = ticks(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest * (1 - 1e-8) or highest < 1e-6
    assert 2 <= len(steps) <= 7


def test_nothing_known_is_said() -> None:
    assert "no amounts" in words(parsed(line("a", None)))
    assert "no amounts" in words(parsed())


def test_half_years_and_years_have_places_of_their_own() -> None:
    assert Calendar.of([line("a", 1.0, None, 3.0, by=6)]).slots == 3
    assert "H1 H2 2025" in words(parsed(line("a", 1.0, 2.0, by=6)))
    assert "2025 2026" in words(parsed(line("a", 1.0, 2.0, by=12)))
    assert "$2 bn" in words(parsed(line("a", 2e9, unit="USD")))


def test_every_style_of_a_page_is_allowed_by_its_policy() -> None:
    text = "\n".join(chart_page([Chart("One", (ONE,)), Chart("Six", tuple(SIX))]))
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(styles) == 3
    for style in styles:
        assert f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}" in text


def test_a_page_loads_nothing_runs_nothing_and_has_the_numbers_in_a_table() -> None:
    text = "\n".join(chart_page([Chart(HOSTILE, (ONE,), HOSTILE), Chart("Second", tuple(SIX))]))
    assert "default-src &#x27;none&#x27;" in text
    assert not re.search(r"<script|<img|<link|\bon\w+=|https?://(?!www\.w3\.org)", text)
    assert "&lt;script&gt;" in text
    assert text.count("<svg") == 2
    assert '<td class="number">353 t</td>' in text
    assert '<td class="number">–</td>' in text


def test_charts_are_stacked_into_one_picture() -> None:
    one, other = chart_svg([ONE], "One"), chart_svg(SIX, "Other")
    root = ET.fromstring(stacked([one, other]))
    heights = [float(ET.fromstring(svg).get("height") or 0) for svg in (one, other)]
    assert float(root.get("height") or 0) == sum(heights)
    assert [float(inner.get("y") or 0) for inner in root.findall(f"{SVG}svg")] == [0, heights[0]]
    assert stacked([one]) == one


def test_png_is_a_picture_of_twice_the_size() -> None:
    svg = chart_svg([ONE], "One", width=500, height=300)
    picture = png(svg)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 1000


def in_terminal(width: int, *lines: ChartLine) -> list[str]:
    return "".join(
        drawn(part, width) for part in chart_text(lines, "Exports", "Source: a.", width)
    ).splitlines()


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_bars_in_a_terminal_are_as_long_as_amounts_are_large(width: int) -> None:
    told = in_terminal(width, line("a", 100.0, 50.0, None, (25.0,)))
    assert max(map(len, told)) <= width
    bars = [row.count("█") for row in told[1:3]]
    assert bars[0] == pytest.approx(2 * bars[1], abs=1)
    assert bars[0] >= 4
    assert told[3].split() == ["2025-03", "–"]
    assert "░" in told[4]
    assert "█" not in told[4]


def test_many_gaps_in_a_row_share_a_line() -> None:
    told = in_terminal(80, line("a", 1.0, None, None, 2.0, None, None, None, 3.0))
    assert [row.split()[0] for row in told[1:7]] == [
        "2025-01",
        "2025-02",
        "2025-03",
        "2025-04",
        "3",
        "2025-08",
    ]


def test_lines_stand_side_by_side_where_there_is_room() -> None:
    told = in_terminal(
        200, line("Big", 100.0, None, None, None, 50.0), line("Small", None, None, None, None, 10.0)
    )
    assert told[1].split() == ["Big", "Small"]
    assert [row.split()[0] for row in told[2:5]] == ["2025-01", "3", "2025-05"]
    assert told[2].split()[-2:] == ["2025-01", "–"]
    assert told[4].split()[-4:-1] == ["2025-05", "10", "t"]


def test_lines_stand_below_each_other_on_one_scale() -> None:
    told = in_terminal(80, line("Big", 100.0), line("Small", 10.0))
    assert [told[1], told[3]] == ["Big", "Small"]
    assert told[2].count("█") == pytest.approx(10 * told[4].count("█"), abs=9)


def test_years_to_date_have_no_gaps_between_them() -> None:
    told = [Period.months(2025, 1, count) for count in (2, 3, 7)]
    points = tuple(ChartPoint(period, 1.0, text="1 t") for period in told)
    rows = in_terminal(80, ChartLine("a", "t", points))[1:-1]
    assert [row.split()[0] for row in rows] == ["2025-01/02", "2025-01/03", "2025-01/07"]
    assert with_class(parsed(ChartLine("a", "t", points)), "gap") == []
