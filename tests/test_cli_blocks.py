"""extract --blocks and --html: what became of each block of a page, for eye, pipe and browser."""

import base64
import hashlib
import json
import os
import re
import sys
from pathlib import Path

import pexpect
import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner, Result

from rarewatch import read_article
from rarewatch.articles import read_parts
from rarewatch.cli import app

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = sorted(FIXTURES.glob("*/*.html"))
SAVED = FIXTURES / "aggregator-before" / "magnets-september.html"
HOSTILE = "\x1b[2J[red]R[/nope]\u202e<script>alert(1)</script><b x=\"'&amp;\x07\x9b31m"
WORDS = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
LONG = "rose by a lot in the month of June. " * 9
BAD = f"""<html><head><title>Prices {WORDS}</title></head><body>
<div class="related {WORDS.replace('"', "")}"><p>{WORDS} in a box beside the article, not long.</p></div>
<x\x1by><h1>Prices {WORDS}</h1><p>{WORDS} {LONG}</p></body></html>"""


def run(*words: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["extract", *words], input=stdin)


def terminal(words: list[str], columns: int) -> list[str]:
    """The lines that a person sees in a terminal of so many columns."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rarewatch", "extract", *words],
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=60,
        env=dict(os.environ) | {"NO_COLOR": "1", "TERM": "dumb"},
    )
    seen: str = child.read()
    child.close()
    assert child.exitstatus == 0, seen
    return [line.rstrip() for line in seen.replace("\r", "").splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_kept_blocks_are_the_article_and_none_is_left_out(page: Path) -> None:
    """In their order; the headline is kept too, as the title."""
    article, parts = read_parts(page.read_bytes())
    assert article == read_article(page.read_bytes())
    kept = [part.text for part in parts if part.kept and part.reason != "headline"]
    assert kept == [line for line in article.text.split("\n\n") if line]
    assert all(part.reason for part in parts)


def test_a_pipe_gets_state_reason_tag_and_text_parted_by_tabs() -> None:
    rows = [line.split("\t") for line in run(str(SAVED), "--blocks").stdout.splitlines()]
    assert {len(row) for row in rows} == {4}
    assert {row[0] for row in rows} == {"kept", "cut"}
    assert ["kept", "headline", "h1", read_article(SAVED.read_bytes()).title] in rows
    assert any(row[:3] == ["cut", "under 'Hashtags'", "li"] for row in rows)


def test_json_is_a_list_of_the_same() -> None:
    rows = json.loads(run(str(SAVED), "--blocks", "--json").stdout)
    assert {tuple(row) for row in rows} == {("state", "reason", "tag", "text")}
    assert ["\t".join(row.values()) for row in rows] == run(str(SAVED), "--blocks").stdout.splitlines()


def test_plain_text_and_pages_without_text_have_blocks_or_none() -> None:
    plain = FIXTURES / "plain-text" / "exports-2023.txt"
    assert run(str(plain), "--blocks").stdout.startswith("cut\tdateline\tp\t12 January 2024\n")
    assert run("-", "--blocks", "--json", stdin="<html></html>").stdout.strip() == "[]"
    assert run("-", "--blocks", stdin="").stdout == ""


def test_a_page_that_is_no_article_keeps_nothing() -> None:
    links = "".join(f"<li><a href=/{n}>A headline of some length number {n}</a>" for n in range(9))
    rows = json.loads(run("-", "--blocks", "--json", stdin=f"<html><body><ul>{links}</ul>").stdout)
    assert len(rows) == 9
    assert {row["state"] for row in rows} == {"cut"}


def test_what_a_second_reader_finds_is_told_to_be_its() -> None:
    """Its text stands for the article where too little was kept at first."""
    lines = "".join(
        f"<a href=/{n}><p>Sentence {n} of a story that stands in a link, whole.</p></a>" for n in range(9)
    )
    article, parts = read_parts(f"<html><body><article><h1>A story in links</h1>{lines}</article>")
    assert (
        "\n\n".join(part.text for part in parts if "another reader" in part.reason and part.kept)
        == article.text
    )
    assert article.text


@pytest.mark.parametrize("columns", [40, 120])
def test_a_terminal_shows_a_table_that_fits(columns: int) -> None:
    lines = terminal([str(SAVED), "--blocks"], columns)
    assert max(map(len, lines)) <= columns
    assert lines[0].split() == ["State", "Why", *(["Tag"] if columns > 70 else []), "Text"]
    states = [line[:4] for line in lines[1:] if not line.startswith(" ")]
    assert states == [row[:4].strip().ljust(4) for row in run(str(SAVED), "--blocks").stdout.splitlines()]
    assert "headline" in "\n".join(lines)


@pytest.mark.parametrize("columns", [40, 120])
def test_hostile_words_do_nothing_to_a_terminal(tmp_path: Path, columns: int) -> None:
    saved = tmp_path / "a.html"
    saved.write_text(BAD, encoding="utf-8")
    lines = terminal([str(saved), "--blocks"], columns)
    assert max(map(len, lines)) <= columns
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set("".join(lines))
    assert "[red]R[/nope]" in re.sub(r"\s+", "", "".join(line[17:] for line in lines))


def test_hostile_words_do_nothing_to_a_pipe() -> None:
    for words in (["--blocks"], ["--blocks", "--json"]):
        shown = run("-", *words, stdin=BAD).stdout
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
    assert {line.count("\t") for line in run("-", "--blocks", stdin=BAD).stdout.splitlines()} == {3}


# A page for a browser


def test_the_page_shows_the_same_blocks_in_their_order(tmp_path: Path) -> None:
    written = tmp_path / "blocks.html"
    assert run(str(SAVED), "--html", "-o", str(written)).stdout == ""
    assert written.read_text(encoding="utf-8") == run(str(SAVED), "--html").stdout
    shown = LexborHTMLParser(written.read_bytes()).css("article > div")
    rows = json.loads(run(str(SAVED), "--blocks", "--json").stdout)
    assert len(shown) == len(rows)
    for node, row in zip(shown, rows, strict=True):
        label = node.css_first("small")
        assert label is not None
        assert node.attributes["title"] == f"{row['state']}: {row['reason']}"
        assert row["reason"] in label.text()
        assert row["state"] in (node.attributes["class"] or "").split()
        label.decompose()
        assert node.text() == row["text"]


def test_the_page_loads_runs_and_links_nothing() -> None:
    """Its policy allows one style, by its digest; nothing of the page shown is markup in it."""
    page = LexborHTMLParser(run("-", "--html", stdin=BAD).stdout)
    assert page.css("script,link,img,iframe,a,form,object,x,b,[onload],[style],[src],[href]") == []
    [policy] = page.css('meta[http-equiv="Content-Security-Policy"]')
    [style] = page.css("style")
    digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
    assert (policy.attributes["content"] or "").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "<script>alert(1)</script>" in (page.body or page.root).text()  # type: ignore[union-attr]
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(page.html or "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--html", "--json"], "Choose one of --json, --html"),
        (["--html", "--blocks"], "Choose one of --blocks, --html"),
        (["--blocks", "-o", "x.html"], "--output goes with --html"),
        (["-o", "x.html"], "--output goes with --html"),
    ],
)
def test_options_that_do_not_go_together_are_told(words: list[str], said: str) -> None:
    shown = run(str(SAVED), *words)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert said in shown.stderr


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    shown = run(str(SAVED), "--html", "-o", str(tmp_path / "none" / "x.html"))
    assert shown.exit_code == 1
    assert shown.stderr.startswith("rarewatch: The file ")
