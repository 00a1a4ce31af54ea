"""The commands that collect: what they print where, and how they end."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rarewatch.cli import app
from tests.server import Site

TEXT = "China exported 353 tons of rare earths to the United States in June 2025, customs figures showed. "


def invoke(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=stdin)


def page(number: int) -> str:
    body = "".join(f"<p>{TEXT}</p>" for _ in range(6))
    return (
        f"<html><head><title>Story {number}</title></head><body><h1>Story {number}</h1>{body}</body></html>"
    )


@pytest.fixture
def listing(site: Site) -> str:
    for number in range(3):
        site.add(f"/a{number}.html", page(number))
    return site.add("/listing.html", "".join(f"<li><a href='a{n}.html'>Story {n}</a></li>" for n in range(3)))


def test_a_run_off_a_terminal_is_silent(listing: str) -> None:
    result = invoke("fetch", listing)
    assert (result.exit_code, result.output) == (0, "")


def test_verbose_names_each_page_and_sums_up(listing: str) -> None:
    result = invoke("fetch", "-v", listing)
    assert result.stdout.startswith("3 new, 0 unchanged, 0 failed, ")
    assert result.stderr.count("new ") == 3


def test_json_counts_the_run(listing: str, site: Site) -> None:
    invoke("fetch", listing)
    result = invoke("fetch", listing, site.url("/missing"), "--json")
    report = json.loads(result.stdout)
    assert (report["new"], report["unchanged"], report["failed"], report["figures"]) == (0, 3, 1, 0)
    assert report["failures"] == [
        {"url": site.url("/missing"), "state": "failed", "reason": "the server answered 404 Not Found"}
    ]
    assert result.exit_code == 1


def test_a_failure_is_one_line_on_standard_error(site: Site) -> None:
    result = invoke("fetch", site.url("/missing"))
    assert result.stdout == ""
    assert result.stderr == f"rarewatch: {site.url('/missing')}: the server answered 404 Not Found\n"
    assert result.exit_code == 1


def test_a_dry_run_makes_no_database(listing: str, tmp_path: Path) -> None:
    result = invoke("fetch", "--dry-run", listing)
    assert "3 new" in result.stdout
    assert "nothing was stored" in result.stdout
    assert not list(tmp_path.glob("*.db"))


def test_a_page_comes_by_standard_input(tmp_path: Path) -> None:
    assert "1 new" in invoke("fetch", "-v", "-", stdin=page(1)).stdout
    assert (tmp_path / "rarewatch.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("fetch", "nonsense"),
        ("fetch", "missing.html"),
        ("fetch", "--published", "soon"),
        ("fetch", "--delay", "-1"),
        ("sources", "remove", "nonsense"),
        ("sources", "add", "x", "y"),
        ("sources", "try", "nonsense"),
    ],
)
def test_nonsense_ends_with_two(words: tuple[str, ...]) -> None:
    result = invoke(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_no_enabled_source_is_said(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[a]\nurl = "https://example.org/"\nenabled = false\n')
    result = invoke("fetch")
    assert result.exit_code == 2
    assert "No source is enabled" in result.stderr


def test_sources_are_listed_as_lines_and_as_json() -> None:
    lines = invoke("sources").stdout.splitlines()
    rows = json.loads(invoke("sources", "--json").stdout)
    assert [line.split("\t")[0] for line in lines] == [row["name"] for row in rows]
    assert any(line.split("\t")[1] == "off" for line in lines)


def test_a_source_is_added_tried_fetched_turned_off_and_removed(listing: str) -> None:
    assert (
        invoke("sources", "add", "mine", listing, "--follow", r"a\d\.html", "--note", "a test").exit_code == 0
    )
    tried = invoke("sources", "try", "mine")
    assert [line.split("\t")[1] for line in tried.stdout.splitlines()] == ["Story 0", "Story 1", "Story 2"]
    assert [link["opaque"] for link in json.loads(invoke("sources", "try", "mine", "--json").stdout)] == [
        False
    ] * 3
    assert json.loads(invoke("fetch", "mine", "--json").stdout)["new"] == 3
    invoke("sources", "disable", "mine")
    assert "mine\toff" in invoke("sources").stdout
    invoke("sources", "enable", "mine")
    assert "mine\ton" in invoke("sources").stdout
    assert invoke("sources", "remove", "mine").exit_code == 0
    assert "mine\t" not in invoke("sources").stdout


def test_sources_say_which_of_them_fail_and_when_they_are_tried_again(site: Site) -> None:
    invoke("sources", "add", "gone", site.url("/gone"))
    assert "failed" not in invoke("sources").stdout
    invoke("fetch", "gone")
    told = invoke("sources").stdout
    assert "failed once: the server answered 404 Not Found; tried again in the next run" in told
    invoke("fetch", "gone")
    told = invoke("sources").stdout
    assert "failed 2 times in a row" in told
    assert "tried again from 2" in told
    [row] = [row for row in json.loads(invoke("sources", "--json").stdout) if row["name"] == "gone"]
    assert (row["state"], row["failures"], row["due"] > row["visited"]) == ("failed", 2, True)


def test_sources_say_until_when_a_server_asked_to_be_left_alone(site: Site) -> None:
    invoke("sources", "add", "busy", site.add("/busy", status=503, headers={"retry-after": "7200"}))
    [row] = [row for row in json.loads(invoke("sources", "--json").stdout) if row["name"] == "busy"]
    assert (row["host_due"], row["host_reason"]) == (None, "")
    invoke("fetch", "busy")
    assert "its server is not asked before 2" in invoke("sources").stdout
    [row] = [row for row in json.loads(invoke("sources", "--json").stdout) if row["name"] == "busy"]
    assert (bool(row["host_due"]), "503" in row["host_reason"]) == (True, True)


def test_a_page_that_checks_who_asks_is_a_block_though_it_answers_200(site: Site) -> None:
    wall = "<title>Just a moment...</title><p>Verifying you are human. This may take a few seconds.</p>"
    result = invoke("fetch", "-v", site.add("/wall", wall))
    assert "instead of showing the article" in result.stderr
    assert (result.exit_code, "1 blocked" in result.stdout) == (1, True)


def test_a_block_is_named_and_ends_with_one(site: Site) -> None:
    result = invoke("fetch", "-v", site.add("/a", status=403))
    assert "403 Forbidden" in result.stderr
    assert "1 blocked" in result.stdout
    assert result.exit_code == 1


def test_what_is_left_for_later_is_no_failure(site: Site) -> None:
    url = site.add("/a", status=429, headers={"Retry-After": "7200"})
    result = invoke("fetch", "--json", "--per-host", "1", "--concurrency", "2", "--timeout", "5", url)
    assert (json.loads(result.stdout)["deferred"], result.exit_code, result.stderr) == (1, 0, "")


def test_old_articles_are_asked_about_with_max_age(listing: str, site: Site) -> None:
    invoke("fetch", listing)
    invoke("fetch", "--max-age", "0", listing)
    assert site.asked("/a0.html") == 2


def test_a_headline_cannot_steer_the_terminal(site: Site) -> None:
    url = site.add(
        "/l",
        "<a href='/x1'>\x1b[31mRed \u202eheadline of some length</a><a href='/x2'>Another long headline</a>",
    )
    invoke("sources", "add", "red", url, "--follow", "x")
    output = invoke("sources", "try", "red").stdout
    assert "Red" in output
    assert not {"\x1b", "\u202e"} & set(output)


def test_where_names_the_files(tmp_path: Path) -> None:
    assert str(tmp_path / "sources.toml") in invoke("where").stdout
    assert json.loads(invoke("where", "--json").stdout)["database"] == str(tmp_path / "rarewatch.db")
