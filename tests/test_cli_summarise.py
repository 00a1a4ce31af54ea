"""summarise, as a person and as a program use it."""

import doctest
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from rarewatch.cli import published as of_publication
from rarewatch.cli.published import published
from rarewatch.errors import UsageError
from rarewatch.model import Figure
from rarewatch.report import quotes
from rarewatch.report.quotes import key_sentences
from rarewatch.store import Query, Store
from tests.rows import GROWTH, MAGNETS, TOTAL, article, page
from tests.test_cli_query import HOSTILE, terminal

HOSTILE_HEADLINE = f"{HOSTILE} </style><script>alert(1)</script> [x](javascript:alert) `*_#| $1"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["summarise", *words])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The database that RAREWATCH_DB names in tests: two sites, a month apart."""
    path = tmp_path / "rarewatch.db"
    keep(path, "https://a.example/1", [MAGNETS, TOTAL, GROWTH], date(2025, 7, 21))
    keep(path, "https://b.example/2", [replace(TOTAL, value=3191.0)], date(2025, 8, 20))
    return path


def keep(path: Path, url: str, figures: list[Figure], day: date | None = None, **more: str) -> None:
    with Store.open(path) as store:
        store.save(page(url), replace(article(**more), published=day), figures)


def test_the_examples_hold() -> None:
    assert doctest.testmod(of_publication) == (0, 2)
    assert doctest.testmod(quotes) == (0, 1)


def test_a_pipe_gets_a_sentence_a_line_and_the_sources(path: Path) -> None:
    assert run().stdout.splitlines() == [
        "All that was reported",
        "",
        "China's exports of rare-earth magnets were 3,191 t in June 2025 [1].",
        "",
        "China's exports of rare-earth magnets to the United States rose 660% on the month to 353 t "
        "in June 2025 [2].",
        "",
        "Reports differ on China's exports of rare-earth magnets in June 2025: 3,191 t [1] or 3,188 t [2].",
        "",
        "Sources:",
        "[1] b.example, 2025-08-20: Magnets to the US <https://b.example/2>",
        "[2] a.example, 2025-07-21: Magnets to the US <https://a.example/1>",
    ]


def test_summary_is_the_same_command(path: Path) -> None:
    assert CliRunner().invoke(app, ["summary", "--json"]).stdout == run("--json").stdout != ""


def test_json_names_the_figures_and_the_sources(path: Path) -> None:
    told = json.loads(run("--json", "--kind", "level", "--partner", "US").stdout)
    assert told == {
        "heading": "Levels only, the United States",
        "sentences": [
            {
                "text": "China's exports of rare-earth magnets to the United States were 353 t in June 2025.",
                "part": "partners",
                "verdict": None,
                "figures": [1],
                "sources": [1],
            }
        ],
        "quotes": [],
        "sources": [
            {
                "number": 1,
                "url": "https://a.example/1",
                "title": "Magnets to the US",
                "site": "a.example",
                "published": "2025-07-21",
            }
        ],
    }


@pytest.mark.parametrize(
    ("words", "sites", "heading"),
    [
        (["--since", "2025-08"], ["b.example"], "Published since 2025-08-01"),
        (["--until", "2025-07"], ["a.example"], "Published until 2025-07-31"),
        (["--since", "2025-07-21", "--until", "2025"], ["b.example", "a.example"], None),
        (["--since", "1d"], [], None),
        (["--since", "99999d"], ["b.example", "a.example"], None),
        (["--period", "2025-06"], ["b.example", "a.example"], "June 2025"),
        (["--period", "2025-07"], [], "July 2025"),
        (["--country", "US"], ["a.example"], "The United States"),
        (["--site", "b.example", "--flow", "export"], ["b.example"], "Exports, by b.example"),
        (["--commodity", "magnets"], ["b.example", "a.example"], "Rare-earth magnets"),
    ],
)
def test_the_filters_say_what_is_told_of(
    path: Path, words: list[str], sites: list[str], heading: str | None
) -> None:
    told = json.loads(run("--json", *words).stdout)
    assert [source["site"] for source in told["sources"]] == sites
    assert heading in {None, told["heading"]}


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2w", None, ("2025-07-07", None)),
        ("1m", None, ("2025-06-21", None)),
        ("1Y", None, ("2024-07-21", None)),
        ("99999y", None, ("0001-01-01", None)),
        ("2025", "2025", ("2025-01-01", "2025-12-31")),
        (None, "2025-06-30", (None, "2025-06-30")),
    ],
)
def test_days_of_publication_are_ages_or_dates(
    since: str | None, until: str | None, days: tuple[str | None]
) -> None:
    asked = published(Query(), since, until, date(2025, 7, 21))
    shown = tuple(day and day.isoformat() for day in (asked.published_since, asked.published_until))
    assert shown == days


@pytest.mark.parametrize("text", ["7", "d", "last week", "2025-01/2025-06", "2025-13", "-7d"])
def test_what_is_no_day_is_told_with_a_way_out(text: str) -> None:
    with pytest.raises(UsageError, match="Write 7d, 2w"):
        published(Query(), text, None, date(2025, 7, 21))


def test_room_is_limited(path: Path) -> None:
    assert len(json.loads(run("--limit", "2", "--json").stdout)["sentences"]) == 2


def test_nothing_to_tell_is_said_and_is_no_failure(path: Path) -> None:
    told = run("--country", "Peru")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "No figure fits" in told.stderr
    assert json.loads(run("--country", "Peru", "--json").stdout)["sentences"] == []


def test_an_empty_store_and_none_are_told(tmp_path: Path) -> None:
    assert run().exit_code == 3
    Store.open(tmp_path / "rarewatch.db").close()
    assert (run().exit_code, run().stdout) == (0, "")


def test_two_formats_are_one_too_many(path: Path) -> None:
    told = run("--json", "--html")
    assert (told.exit_code, told.stderr) == (2, "rarewatch: Choose one of --html, --json.\n")


# One article


@pytest.mark.parametrize(
    "target", ["2", "#2", "https://b.example/2", "HTTPS://B.example:443/2?utm_source=x", "b.example/2"]
)
def test_one_article_by_its_number_or_its_address(path: Path, target: str) -> None:
    lines = run(target).stdout.splitlines()
    assert lines[:2] == ["Magnets to the US", "b.example, 2025-08-20, https://b.example/2"]
    assert lines[3] == "China's exports of rare-earth magnets were 3,191 t in June 2025 [1]."


def test_what_is_disputed_in_an_article_is_told_with_what_stands_against_it(path: Path) -> None:
    with Store.open(path) as store:
        from rarewatch.watch import check

        check(store)
    told = json.loads(run("2", "--json").stdout)
    assert [sentence["verdict"] for sentence in told["sentences"]] == ["disputed", "disputed"]
    assert told["sentences"][1]["text"].startswith("Reports differ on China's exports of rare-earth magnets")
    assert {source["site"] for source in told["sources"]} == {"a.example", "b.example"}


def test_a_saved_file_is_an_address_too(tmp_path: Path) -> None:
    saved = tmp_path / "a.txt"
    saved.write_text(
        "China's exports of rare earth magnets to Japan fell to 99 tons in June 2024, data showed."
    )
    assert CliRunner().invoke(app, ["fetch", str(saved)]).exit_code == 0
    assert "to Japan were 99 t in June 2024 [1]" in run(str(saved)).stdout


@pytest.mark.parametrize(
    "target", ["99", "https://nowhere.example/", "nonsense", "9" * 40, "http://[", "-1x"]
)
def test_an_article_that_is_not_there_is_told_with_a_way_out(path: Path, target: str) -> None:
    told = run("--", target)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "`rarewatch search WORDS` finds" in told.stderr


LONG = "It rained. " * 200 + "\n\nChina exported 353 tons to [b]Ohio[/b].\n\nMore rain fell."


def test_a_long_article_is_quoted_in_its_own_words(path: Path) -> None:
    figure = replace(MAGNETS, quote="353 tons", sentence="China exported 353 tons to [b]Ohio[/b].")
    keep(path, "https://c.example/3", [figure], text=LONG)
    told = json.loads(run("https://c.example/3", "--json").stdout)
    assert told["quotes"] == ["It rained.", "China exported 353 tons to [b]Ohio[/b]."]
    assert all(words in LONG for words in told["quotes"])
    assert "“China exported 353 tons to [b]Ohio[/b].”" in run("3").stdout
    assert json.loads(run("1", "--json").stdout)["quotes"] == []


def test_an_article_without_figures_is_told_by_how_it_begins(path: Path) -> None:
    keep(path, "https://c.example/3", [], text="By A. Writer\n\nIt rained in Ohio. It went on.")
    told = run("3")
    assert told.stdout.splitlines()[-1] == "“It rained in Ohio.”"
    assert "No figure" in told.stderr


def test_key_sentences_are_those_that_state_most() -> None:
    sentences = [f"Sentence {number}." for number in range(6)]
    rows = [{"sentence": sentences[number]} for number in (5, 5, 3, 3, 3, 1, 4, 4)]
    assert key_sentences(sentences, rows) == ["Sentence 3.", "Sentence 4.", "Sentence 5."]
    assert key_sentences(sentences, rows, 5) == ["Sentence 0.", *(f"Sentence {n}." for n in (1, 3, 4, 5))]
    assert key_sentences([], rows) == []


# Markup


def test_markdown_links_each_number_to_its_source(path: Path) -> None:
    lines = run("--markdown").stdout.splitlines()
    assert lines[0] == "## All that was reported"
    assert lines[2].endswith(" in June 2025 \\[[1](<https://b.example/2>)\\].")
    assert lines[-1] == "2. [a.example, 2025-07-21: Magnets to the US](<https://a.example/1>)"


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_needs_nothing_and_runs_nothing(path: Path) -> None:
    elements = Elements(run("--html").stdout)
    policy = next(more["content"] for tag, more in elements.found if more.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    names = {tag for tag, _ in elements.found}
    assert names.isdisjoint({"script", "link", "img", "iframe", "form"})
    links = [more["href"] for tag, more in elements.found if tag == "a"]
    assert set(links) == {"#source-1", "#source-2", "https://a.example/1", "https://b.example/2"}
    assert "Reports differ on China's exports" in elements.words


@pytest.mark.parametrize(
    "words", [[], ["--markdown"], ["--html"], ["--json"], ["1"], ["1", "--markdown"], ["1", "--html"]]
)
def test_a_hostile_headline_steers_nothing(tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "rarewatch.db"
    keep(path, "https://c.example/3", [MAGNETS], title=HOSTILE_HEADLINE)
    shown = run(*words).stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    if "--html" in words:
        elements = Elements(shown)
        assert "script" not in {tag for tag, _ in elements.found}
        assert "alert(1)" in elements.words
    if "--markdown" in words:
        assert "<script" not in shown.replace("\\<script", "")
        assert "[x](javascript" not in shown


def test_an_address_that_is_none_of_the_web_is_no_link(tmp_path: Path) -> None:
    keep(tmp_path / "rarewatch.db", "javascript:alert(1)", [MAGNETS])
    assert "](<" not in run("--markdown").stdout
    assert 'href="javascript' not in run("--html").stdout


# A real terminal


def words_of(seen: str) -> str:
    return " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen).split())


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("colour", [False, True])
def test_on_a_terminal_sentences_are_broken_between_words(
    path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, *, colour: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color" if colour else "dumb")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    keep(path, "https://c.example/" + "long/" * 50, [replace(TOTAL, partner="JP")], title=HOSTILE)
    seen = terminal(["summarise"], columns)
    assert ("\x1b[" in seen) is colour
    assert not re.search("\x1b\\[2J|\u202e", seen)
    lines = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen).splitlines()]
    assert max(len(line) for line in lines if "://" not in line) <= columns
    assert "https://c.example/" + "long/" * 50 in lines
    assert "rose 660% on the month to 353 t in June 2025 [2]." in words_of(seen)


def test_an_empty_store_prints_nothing_on_a_terminal_but_why(tmp_path: Path) -> None:
    Store.open(tmp_path / "rarewatch.db").close()
    assert words_of(terminal(["summarise"], 80)).startswith("rarewatch: No figure fits.")
