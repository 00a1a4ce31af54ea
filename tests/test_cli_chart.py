"""chart, as a person uses it: in a terminal, and into a file."""

import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.store import Store
from tests.desk import FIGURES, HOSTILE, bare, filled, keep, terminal
from tests.rows import MAGNETS

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("Germany", "United States", "Japan")
MAGNETS_OF_CHINA = ["chart", "--commodity", "magnets", "--reporter", "CN"]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "rarewatch.db"))
    return filled(tmp_path / "rarewatch.db")


@pytest.fixture
def _no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.mark.usefixtures("_no_colour")
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_in_a_terminal_the_total_comes_first_then_the_partners_on_one_scale(path: Path, columns: int) -> None:
    lines = terminal(MAGNETS_OF_CHINA, columns)
    text = "\n".join(lines)
    assert max(map(len, lines)) <= columns
    places = [text.index(words) for words in ("3,188 t", *NAMES)]
    assert places == sorted(places)
    side_by_side = any(all(name in line for name in NAMES) for line in lines)
    assert side_by_side == (columns == 200)
    assert "3,188 t" in text
    assert "353 t ≠335" in text
    assert "(45.8–47.1 t)" in text
    assert "Source: a.example, c.example" in " ".join(text.split())


@pytest.mark.parametrize("ending", ["svg", "html", "png"])
def test_a_file_is_made_by_its_ending(path: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"magnets.{ending}"
    shown = run(*MAGNETS_OF_CHINA, "-o", str(file))
    assert (shown.exit_code, shown.stdout) == (0, "")
    content = file.read_bytes()
    if ending == "png":
        assert content.startswith(b"\x89PNG")
        return
    assert b"Exports of rare earth magnets" in content
    assert b"Source: a.example" in content
    if ending == "svg":
        assert len(ET.fromstring(content).findall(f"{SVG}svg")) == 2


def test_only_so_many_partners_share_a_chart_and_the_others_are_named(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.svg"
    assert run(*MAGNETS_OF_CHINA, "--top", "2", "-o", str(file)).exit_code == 0
    words = " ".join(found.text or "" for found in ET.fromstring(file.read_bytes()).iter(f"{SVG}text"))
    assert "Smaller ones left out: Japan." in words


def test_one_partner_has_the_picture_for_itself(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.svg"
    assert run(*MAGNETS_OF_CHINA, "--partner", "US", "-o", str(file)).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert "China → United States" in text
    assert "Germany" not in text


@pytest.mark.parametrize("name", ["magnets", "magnets.pdf"])
def test_an_ending_that_says_nothing_is_told(path: Path, tmp_path: Path, name: str) -> None:
    shown = run(*MAGNETS_OF_CHINA, "-o", str(tmp_path / name))
    assert shown.exit_code == 2
    assert ".svg, .png or .html" in shown.stderr


def test_without_resvg_it_is_said_what_to_install(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    shown = run(*MAGNETS_OF_CHINA, "-o", str(tmp_path / "x.png"))
    assert shown.exit_code == 2
    assert "pip install 'rarewatch[png]'" in shown.stderr
    assert not (tmp_path / "x.png").exists()


def test_too_many_charts_for_a_file_are_refused_with_a_way_out(path: Path, tmp_path: Path) -> None:
    metals = ("gallium", "germanium", "antimony", "graphite", "tungsten", "dysprosium", "terbium", "yttrium")
    metals += ("samarium", "scandium", "neodymium", "cerium", "lanthanum")
    keep(path, "https://d.example/1", [replace(MAGNETS, commodity=metal) for metal in metals])
    shown = run("chart", "-o", str(tmp_path / "x.svg"))
    assert shown.exit_code == 2
    assert "Choose by --commodity" in shown.stderr
    assert run("chart", "--commodity", "gallium", "-o", str(tmp_path / "x.svg")).exit_code == 0


@pytest.mark.usefixtures("_no_colour")
def test_an_empty_store_and_hostile_names_harm_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAREWATCH_DB", str(tmp_path / "x.db"))
    Store.open(tmp_path / "x.db").close()
    assert terminal(["chart"], 80) == ["rarewatch: No series by month fits."]
    keep(tmp_path / "x.db", "https://a.example/1", FIGURES, HOSTILE)
    assert "\x1b" not in "\n".join(terminal(["chart"], 80))
    assert run("chart", "-o", str(tmp_path / "x.html")).exit_code == 0
    assert "<script" not in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_colour_says_nothing_that_words_do_not(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = terminal(MAGNETS_OF_CHINA, 80)
    monkeypatch.setenv("NO_COLOR", "1")
    assert bare(coloured) == bare(terminal(MAGNETS_OF_CHINA, 80))
    assert any("\x1b[31m" in line and "≠" in line for line in coloured)
