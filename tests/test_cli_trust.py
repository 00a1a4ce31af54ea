"""Verdicts are kept up to date by every run, and `conflicts` shows where the press contradicts itself."""

import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pexpect
import pytest
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.model import Verdict
from rarewatch.store import Store
from rarewatch.watch import check
from tests.rows import MAGNETS, article, page

DAYS = {"May": "2025-06-20", "June": "2025-07-21", "July": "2025-08-20", "October": "2025-11-20"}
MORE = (
    "Makers of motors had waited for weeks. Officials in Brussels said that talks on licences would go on "
    "through the summer, and a carmaker in Bavaria said its stocks would last until autumn."
)
HONEST = {
    "daily": (
        "June",
        "China's exports of rare earth magnets rose to 3,188 metric tons in June, up 157.5% from 1,238 tons "
        "in May, customs data showed. Shipments to the United States rose to 353 tons in June, 660% more "
        "than in May.",
    ),
    "ledger": (
        "June",
        "Exports of rare earth magnets from China totalled 3,188 tons in June, around 160% more than in May. "
        "Germany took 764 tons in June and the United States 353 tons. In the first half of 2025, China's "
        "exports of rare earth magnets fell 18.9% from a year earlier to 22,319 tons.",
    ),
    "post": (
        "July",
        "China's exports of rare earth magnets rose 75% in July from June to 5,577 tons, data showed.",
    ),
    "metal": (
        "October",
        "China exported 5,473 tons of rare earth magnets in October, down 5.2% from September, when it "
        "shipped 5,774 tons.",
    ),
    "wire": ("October", "China's exports of rare earths rose 9% from September to 4,343.5 tons in October."),
}
WRONG = {
    "digits": ("June", "China's exports of rare earth magnets to the U.S. came to 335 tons in June."),
    "decimal": (
        "June",
        "China's exports of rare earth magnets to America came to 35.3 tons in June.",
    ),
    "sign": (
        "June",
        "Exports of rare earth magnets from China fell 157.5% in June from May, data showed.",
    ),
    "baseline": ("June", "China's exports of rare earth magnets climbed 75% in June from May, data showed."),
    "period": (
        "June",
        "In the first half of 2025, China exported 3,188 tons of rare earth magnets.",
    ),
    "partner": ("June", "China exported 353 tons of rare earth magnets to Germany in June, data showed."),
    "commodity": ("October", "China exported 4,343.5 tons of rare earth magnets in October, data showed."),
    "unit": ("June", "China exported 353,000 tons of rare earth magnets to the United States in June."),
}


def invoke(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def save(folder: Path, name: str, month: str, text: str) -> Path:
    """A saved page of an outlet."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.html"
    path.write_text(
        f'<html lang="en"><head><title>Magnets, by {name}</title>'
        f'<link rel="canonical" href="https://{name}.example/story">'
        f'<meta property="og:site_name" content="{name}.example">'
        f'<meta property="article:published_time" content="{DAYS[month]}"></head>'
        f"<body><article><h1>Magnets, by {name}</h1><p>{text}</p><p>{MORE}</p></article></body></html>"
    )
    return path


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    for name, (month, text) in HONEST.items():
        save(folder, name, month, text)
    return folder


def verdicts_of(path: str) -> dict[tuple[str, str, float], str]:
    with Store.read(Path(path)) as store:
        assert store.unchecked() == []
        return {(row["period"], row["kind"], row["value"]): row["verdict"] for row in store.rows()}


# conflicts


def test_pages_that_agree_have_no_conflict(pages: Path) -> None:
    assert invoke("fetch", str(pages)).exit_code == 0
    shown = invoke("conflicts", "--json")
    assert (shown.exit_code, json.loads(shown.stdout)) == (0, [])
    said = invoke("conflicts")
    assert (said.exit_code, said.stdout) == (0, "")
    assert "No figure is disputed." in said.stderr


@pytest.mark.parametrize("error", WRONG)
def test_the_wrong_page_among_saved_pages_is_named_with_its_error(pages: Path, error: str) -> None:
    save(pages, "wrong", *WRONG[error])
    assert invoke("fetch", str(pages)).exit_code == 0
    [dispute] = json.loads(invoke("conflicts", "--json").stdout)
    assert dispute["suspect"] == "https://wrong.example/story"
    assert dispute["likely_error"] == error
    assert {mention["url"] for mention in dispute["mentions"]} > {dispute["suspect"]}
    assert all(mention["sentence"] for mention in dispute["mentions"])


def test_conflicts_are_filtered_by_what_is_disputed(pages: Path) -> None:
    save(pages, "wrong", *WRONG["digits"])
    save(pages, "other", *WRONG["commodity"])
    invoke("fetch", str(pages))
    asked = {
        ("--country", "US"): 1,
        ("--partner", "world"): 1,
        ("--site", "ledger"): 1,
        ("--site", "wrong"): 1,
        ("--limit", "1"): 1,
        ("--since", "2026"): 0,
        (): 2,
    }
    shown = [json.loads(invoke("conflicts", "--json", *words).stdout) for words in asked]
    assert [len(found) for found in shown] == list(asked.values())
    assert shown[0][0]["partner"] == "US"


def test_on_a_pipe_each_mention_is_a_line(pages: Path) -> None:
    save(pages, "wrong", *WRONG["unit"])
    invoke("fetch", str(pages))
    head, first, *others = (line.split("\t") for line in invoke("conflicts").stdout.splitlines())
    assert dict(zip(head, first, strict=True))["suspect"] == "suspect"
    assert first[3] == "353000"
    assert others
    assert not any(line[2] for line in others)


def test_without_a_database_conflicts_says_what_to_do(tmp_path: Path) -> None:
    shown = invoke("conflicts", "--db", str(tmp_path / "none.db"))
    assert shown.exit_code == 3
    assert "run `rarewatch fetch` first" in shown.stderr


def test_a_filter_that_makes_no_sense_is_told(pages: Path) -> None:
    invoke("fetch", str(pages))
    shown = invoke("conflicts", "--country", "Untied States")
    assert shown.exit_code == 2
    assert "United States" in shown.stderr


def hostile(path: Path) -> None:
    """Two numbers for one fact, in sentences that would steer a terminal."""
    words = "It [bold]rose[/nope] \x1b[31m\x1b]0;owned\x07 to \u202e" + "335 tons " * 30
    with Store.open(path) as store:
        for number, value in enumerate((353.0, 335.0)):
            figure = replace(MAGNETS, value=value, sentence=words)
            store.save(page(f"https://h{number}.example/", b"%d" % number), article(str(number)), [figure])
        check(store)


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("colour", [True, False])
def test_a_terminal_of_any_width_shows_hostile_sentences_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, *, colour: bool
) -> None:
    hostile(tmp_path / "rarewatch.db")
    monkeypatch.setenv("TERM", "xterm-256color" if colour else "dumb")
    monkeypatch.delenv("COLUMNS", raising=False)
    if colour:
        monkeypatch.delenv("NO_COLOR", raising=False)
    else:
        monkeypatch.setenv("NO_COLOR", "1")
    words = ["-m", "rarewatch", "conflicts"]
    child = pexpect.spawn(
        sys.executable,
        words,
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=60,
        env=dict(os.environ),  # readline, once loaded, slips a COLUMNS into what is inherited otherwise
    )
    seen: str = child.read()
    child.close()
    assert child.exitstatus == 0, seen
    assert "\x1b[31m]0;owned" not in seen
    assert not any(letter in seen for letter in "\u202e\x07")
    bare = re.sub(r"\x1b\[[0-9;]*m", "", seen)
    assert ("\x1b[" in seen) == colour
    assert "\x1b" not in bare
    lines = [line.rstrip() for line in bare.splitlines()]
    assert max(map(len, lines)) <= columns
    text = " ".join(" ".join(lines).split())
    assert "[bold]rose[/nope]" in text
    assert "353 t h0.example" in text
    assert "335 t h1.example" in text


# Verdicts kept up to date


def test_every_run_leaves_nothing_unchecked(pages: Path, tmp_path: Path) -> None:
    invoke("fetch", str(pages))
    path = str(tmp_path / "rarewatch.db")
    found = verdicts_of(path)
    proved = {("2025-06", "level", 3188.0), ("2025-06", "change", 157.5), ("2025-06", "change", 160.0)}
    assert {key for key in proved if found[key] == "proved"} == proved
    assert found["2025-10", "change", 9.0] == "alone"
    save(pages, "wrong", *WRONG["digits"])
    invoke("fetch", str(pages))
    assert verdicts_of(path)["2025-06", "level", 335.0] == "disputed"


def test_a_page_that_is_mended_is_disputed_no_more(pages: Path, tmp_path: Path) -> None:
    save(pages, "wrong", *WRONG["digits"])
    invoke("fetch", str(pages))
    save(pages, "wrong", WRONG["digits"][0], WRONG["digits"][1].replace("335", "353"))
    invoke("fetch", str(pages))
    assert "disputed" not in verdicts_of(str(tmp_path / "rarewatch.db")).values()
    assert json.loads(invoke("conflicts", "--json").stdout) == []


def test_reparse_leaves_nothing_unchecked(pages: Path, tmp_path: Path) -> None:
    invoke("fetch", str(pages))
    path = tmp_path / "rarewatch.db"
    with Store.open(path) as store:
        store.save(page("file:///x.html"), article("x"), [MAGNETS])
    assert invoke("reparse").exit_code in {0, 1}
    with Store.read(path) as store:
        assert store.unchecked() == []


def test_what_a_cut_off_run_left_is_checked_by_the_next_and_shown_before(tmp_path: Path) -> None:
    path = tmp_path / "rarewatch.db"
    with Store.open(path) as store:
        for site, value in (("a", 353.0), ("b", 335.0)):
            figure = replace(MAGNETS, value=value)
            store.save(page(f"https://{site}.example/1", site.encode()), article(site), [figure])
        assert len(store.unchecked()) == 1
    assert len(json.loads(invoke("conflicts", "--json").stdout)) == 1
    save(tmp_path / "more", "metal", *HONEST["metal"])
    invoke("fetch", str(tmp_path / "more"))
    with Store.read(path) as store:
        assert store.unchecked() == []
        values = {row["value"]: row["verdict"] for row in store.rows()}
    assert (values[353.0], values[335.0], values[5774.0]) == ("disputed", "disputed", "proved")


def test_only_trades_that_changed_are_checked_anew(tmp_path: Path) -> None:
    with Store.open(tmp_path / "rarewatch.db") as store:
        other = replace(MAGNETS, commodity="gallium")
        store.save(page("https://a.example/1"), article("a"), [MAGNETS, other])
        assert check(store) == 2
        assert check(store) == 0
        store.save(page("https://b.example/1"), article("b"), [other])
        assert check(store) == 1
        assert {row["verdict"] for row in store.rows()} == {Verdict.ALONE, Verdict.PROVED}


def test_a_dry_run_checks_nothing(pages: Path, tmp_path: Path) -> None:
    assert invoke("fetch", "--dry-run", str(pages)).exit_code == 0
    assert not (tmp_path / "rarewatch.db").exists()
