"""search, article and why, as a person and as a program use them."""

import doctest
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.model import ROW_KEYS, Figure, Period
from rarewatch.report import hits, marked, proof
from rarewatch.store import Store
from rarewatch.watch import check
from tests.rows import GROWTH, MAGNETS, TOTAL, article, page
from tests.test_cli_query import HOSTILE, terminal

TEXT = "China sold 353 tons to Ohio.\n\nIn all it sold 3,188 tons, up 660%.\n- It rained."
SOLD = replace(MAGNETS, quote="353 tons", sentence="China sold 353 tons to Ohio.", start=11, rule="amount")
ALL = replace(TOTAL, quote="3,188 tons", sentence="In all it sold 3,188 tons, up 660%.", start=45)
UP = replace(GROWTH, quote="up 660%", sentence=ALL.sentence, start=57, note="A note.", assumed=("baseline",))

GREW = "The growth of China's exports of rare-earth magnets to the United States on the month in June 2025"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database that RAREWATCH_DB names in tests: a page that has changed, another that tells the same."""
    path = tmp_path / "rarewatch.db"
    keep(path, "https://a.example/1", [SOLD], "China sold 353 tons to Ohio.", content=b"old")
    keep(path, "https://a.example/1", [SOLD, ALL, UP], TEXT)
    keep(
        path,
        "https://b.example/2",
        [replace(SOLD, start=7, quote="353 t")],
        "It was 353 t of magnets.",
        "Other",
    )
    with Store.open(path) as store:
        check(store)
    return path


def keep(  # noqa: PLR0913, PLR0917 - all that a page is
    path: Path, url: str, figures: list[Figure], text: str, title: str = "Magnets", content: bytes = b"new"
) -> None:
    fetched = datetime(2025, 7, 22, 9, 30, tzinfo=UTC)
    with Store.open(path) as store:
        store.save(replace(page(url, content), fetched=fetched), article(text, title), figures)


def test_the_examples_hold() -> None:
    for module in (hits, marked, proof):
        assert doctest.testmod(module) == (0, 1), module


# search


def test_a_pipe_gets_a_line_an_article_with_what_was_found_marked(path: Path) -> None:
    assert run("search", "magnets").stdout.splitlines() == [
        "id\tpublished\tsite\tfigures\tcopies\turl\ttitle\tsnippet",
        "2\t2025-07-21\ta.example\t3\t0\thttps://a.example/1\t**Magnets**\t"
        "China sold 353 tons to Ohio. In all it sold 3,188 tons, up 660%. - It rained.",
        "3\t2025-07-21\tb.example\t1\t0\thttps://b.example/2\tOther\tIt was 353 t of **magnets**.",
    ]


def test_json_says_where_the_words_are(path: Path) -> None:
    [hit] = json.loads(run("search", "of", "magn*", "--json").stdout)
    assert [hit["snippet"][start:end] for start, end in hit["found"]] == ["of", "magnets"]
    assert (hit["id"], hit["title"], hit["figures"]) == (3, "Other", 1)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["353"], [3, 2]),
        (["353", "--limit", "1"], [3]),
        (["353", "--site", "a.example"], [2]),
        (["353", "--partner", "world"], [2]),
        (["353", "--since", "2025-07-22"], []),
        (["353", "--until", "2025-07"], [3, 2]),
        (['"sold 353"'], [2]),
        (["NEAR(", "OR", '"'], []),
    ],
)
def test_search_answers_what_is_asked(path: Path, words: list[str], ids: list[int]) -> None:
    told = run("search", "--json", "--", *words) if words[0][0] == "-" else run("search", "--json", *words)
    assert told.exit_code == 0
    assert [hit["id"] for hit in json.loads(told.stdout)] == ids
    assert ("No article has all of these words" in told.stderr) is (not ids)


def test_no_words_are_told(path: Path) -> None:
    assert run("search").exit_code == 2
    told = run("search", "()")
    assert (told.exit_code, told.stderr) == (2, "rarewatch: There is no word to search for in '()'.\n")


@given(st.lists(st.text(max_size=8), min_size=1, max_size=5))
def test_no_words_whatever_end_in_a_traceback(words: list[str]) -> None:
    """The database is that of the environment: none, so that each ends in an error told in a sentence."""
    told = run("search", "--db", "none.db", "--", *words)
    assert told.exit_code in {2, 3}
    assert told.stderr


# article


def test_figures_are_marked_in_the_text_and_listed_below_it(path: Path) -> None:
    assert run("article", "2").stdout.splitlines() == [
        "Magnets",
        "a.example, 2025-07-21, https://a.example/1",
        "",
        "China sold 353 tons[1] to Ohio.",
        "",
        "In all it sold 3,188 tons[2], up 660%[3].",
        "- It rained.",
        "",
        "[1] #2 China's exports of rare-earth magnets to the United States in June 2025: 353 t (proved)",
        "[2] #3 China's exports of rare-earth magnets in June 2025: 3,188 t (alone)",
        f"[3] #4 {GREW}: up 660% (alone)",
        "",
        "Version 2 of 2.",
        "Figures that are new:",
        "+ China's exports of rare-earth magnets in June 2025: 3,188 t",
        f"+ {GREW}: up 660%",
        "Sentences that are new:",
        "+ In all it sold 3,188 tons, up 660%.",
        "+ - It rained.",
    ]


@pytest.mark.parametrize(
    ("words", "version"),
    [
        (["1"], 1),
        (["2"], 2),
        (["https://a.example/1"], 2),
        (["a.example/1", "--version", "1"], 1),
        (["#2", "--version", "1"], 1),
    ],
)
def test_every_version_can_be_had(path: Path, words: list[str], version: int) -> None:
    told = json.loads(run("article", "--json", *words).stdout)
    assert (told["version"], [one["id"] for one in told["versions"]]) == (version, [1, 2])
    assert bool(told["changes"]) is (version == 2)
    assert told["id"] == version


def test_json_has_the_text_and_the_place_of_every_figure(path: Path) -> None:
    told = json.loads(run("article", "2", "--json").stdout)
    assert told["text"] == TEXT
    for row in told["figures"]:
        assert set(ROW_KEYS) <= set(row)
        assert TEXT[row["position"] :].startswith(row["quote"])
    assert len(told["sha256"]) == 64


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["99"], "`rarewatch search WORDS` finds"),
        (["nowhere.example"], "`rarewatch fetch ADDRESS` stores"),
        (["2", "--version", "3"], "There is no version 3; the page has 2."),
    ],
)
def test_what_is_not_there_is_told_with_a_way_out(path: Path, words: list[str], said: str) -> None:
    told = run("article", *words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr


def test_overlapping_quotes_are_one_mark_and_a_lost_quote_is_none() -> None:
    rows = [
        {"quote": "5 t of ore", "position": 3, "sentence": ""},
        {"quote": "ore", "position": 10, "sentence": ""},
        {"quote": "tin", "position": 0, "sentence": "No tin."},
        {"quote": "absent", "position": 0, "sentence": ""},
        {"quote": "", "position": 0, "sentence": ""},
    ]
    found = marked.segments("Of 5 t of ore. A tin. No tin.", list(enumerate(rows, 1)))
    assert found == [
        ("Of ", ()),
        ("5 t of ore", (1, 2)),
        (". A tin. No ", ()),
        ("tin", (3,)),
        (".", ()),
    ]


@given(st.text(), st.lists(st.tuples(st.text(max_size=3), st.integers(0, 20)), max_size=5))
def test_the_pieces_are_the_text(text: str, quotes: list[tuple[str, int]]) -> None:
    rows = [{"quote": quote, "position": place, "sentence": quote} for quote, place in quotes]
    assert "".join(words for words, _ in marked.segments(text, list(enumerate(rows, 1)))) == text


# why


def test_why_tells_the_words_the_rule_and_the_page(path: Path) -> None:
    digest = json.loads(run("article", "2", "--json").stdout)["sha256"]
    assert run("why", "4").stdout.splitlines() == [
        f"#4  {GREW}: up 660%",
        "Sentence: In all it sold 3,188 tons, [up 660%].",
        f"Assumed: baseline: {proof.ASSUMED['baseline']}",
        "Note: A note.",
        "Article: Magnets (article 2)",
        "Published: a.example, 2025-07-21",
        "Address: https://a.example/1",
        "Fetched: 2025-07-22T09:30:00+00:00",
        f"SHA-256: {digest} of the page as received",
        "Version: 2 of 2",
        "Verdict: alone",
    ]


def test_why_shows_an_example_of_the_rule_and_who_else_says_so(path: Path) -> None:
    told = run("why", "2").stdout
    assert "\nRule: amount, as in “China exported 353 tonnes of magnets to the US.”\n" in told
    assert "\nVerdict: proved\n" in told
    assert told.endswith("Also: #5 “353 t”, b.example, 2025-07-21\n")


def test_why_tells_what_agrees_and_what_contradicts(path: Path) -> None:
    may = replace(SOLD, period=Period.months(2025, 5), value=46.4)
    keep(path, "https://c.example/3", [replace(SOLD, value=999.0), may], "It was 999 t.", "Third")
    with Store.open(path) as store:
        check(store)
    told = json.loads(run("why", "2", "--json").stdout)[0]
    assert {check["holds"] for check in told["checks"]} == {True, False}
    assert [check["holds"] for check in told["checks"]] == sorted(check["holds"] for check in told["checks"])
    assert all(2 in check["figures"] for check in told["checks"])
    assert "\nContradicts: " in run("why", "2").stdout


def test_several_figures_and_earlier_ones_are_told(path: Path) -> None:
    told = json.loads(run("why", "1", "#3", "--json").stdout)
    assert [(one["figure"]["id"], one["version"], one["versions"]) for one in told] == [(1, 1, 2), (3, 2, 2)]
    assert tuple(told[0]["figure"]) == ROW_KEYS
    quote, start = told[1]["figure"]["quote"], told[1]["quote_start"]
    assert told[1]["figure"]["sentence"][start:].startswith(quote)
    assert "Version: 1 of 2; the page says otherwise now" in run("why", "1", "3").stdout


@pytest.mark.parametrize("number", ["99", "x", "1.5", "9" * 30, ""])
def test_a_figure_that_is_not_there_is_told_with_a_way_out(path: Path, number: str) -> None:
    told = run("why", "2", number)
    assert (told.exit_code, told.stdout) == (2, "")
    assert f"No figure {number!r} is stored. `rarewatch show --json` gives each its `id`" in told.stderr


# Hostile pages, and a real terminal

COMMANDS = [["search", "ohio"], ["article", "4"], ["why", "6"]]


@pytest.fixture
def hostile(path: Path) -> Path:
    """The same with a fourth article: what pages say does not steer a terminal."""
    figure = replace(
        SOLD, quote=HOSTILE, sentence=f"In Ohio {HOSTILE} fell.", note=HOSTILE, rule=HOSTILE, start=8
    )
    keep(path, "https://c.example/" + "long/" * 50, [figure], f"In Ohio {HOSTILE} fell.", HOSTILE)
    return path


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("as_json", [False, True])
def test_hostile_words_reach_no_terminal(hostile: Path, words: list[str], *, as_json: bool) -> None:
    shown = run(*words, *(["--json"] if as_json else [])).stdout
    assert "calc" in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown)


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("words", [*COMMANDS, ["article", "2"]])
def test_on_a_terminal_all_fits_but_addresses_that_stay_whole(
    hostile: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], columns: int, *, colour: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color" if colour else "dumb")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    seen = terminal(words, columns)
    assert ("\x1b[" in seen) is colour
    assert not re.search("\x1b\\[2J|\u202e", seen)
    lines = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen).splitlines()]
    assert max(len(line) for line in lines if "://" not in line) <= columns
    if words[-1] != "2":
        assert any("https://c.example/" + "long/" * 50 in line for line in lines)


@pytest.mark.parametrize("words", [["search", "x"], ["article", "1"], ["why", "1"]])
def test_an_empty_store_is_told(tmp_path: Path, words: list[str]) -> None:
    Store.open(tmp_path / "rarewatch.db").close()
    told = run(*words)
    assert (told.exit_code in {0, 2}, bool(told.stderr)) == (True, True)
    assert "Traceback" not in told.stderr
