"""Rules for single sites: read strictly, and doing what they say and no more."""

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rarewatch import read_article
from rarewatch.articles import read_parts
from rarewatch.articles.sites import rule_for
from rarewatch.cli import app
from rarewatch.errors import UsageError
from rarewatch.model import SiteRule
from rarewatch.sources import load_sites, sites_path

ROOT = Path(__file__).parent.parent
SHIPPED = tomllib.loads((ROOT / "rarewatch" / "data" / "sites.toml").read_text("utf-8"))
FIXTURES = [
    page for page in sorted((ROOT / "fixtures").glob("*/*.html")) if page.with_suffix(".json").exists()
]
URL = "https://www.news.example/a"
LINES = [f"Sentence number {n} of a story about exports of magnets, which goes on and on." for n in range(8)]
PAGE = f"""<html><head><title>Exports of magnets go on</title></head><body><main>
<h1>Exports of magnets go on</h1>
<div class="first"><p>{LINES[0]}</p></div>
<div class="story"><p>{LINES[1]}</p><p>{LINES[2]}</p><span class="ad">{LINES[3]}</span><p>{LINES[4]}</p></div>
<hr class="end"><div class="story more"><p>{LINES[5]}</p></div>
<p class="last">{LINES[6]}</p><p>{LINES[7]}</p>
</main></body></html>"""


def lines(**rule: str) -> list[int]:
    """Which of the lines are read under a rule for the page's host."""
    article = read_article(PAGE, URL, sites={"news.example": SiteRule(**rule)})
    assert article.title == "Exports of magnets go on"
    return [LINES.index(line) for line in article.text.split("\n\n")]


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ({}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"keep": ".story"}, [1, 2, 3, 4, 5]),
        ({"keep": "p.last, .story.more"}, [5, 6]),
        ({"keep": "main, .story, main p"}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"keep": ".nowhere"}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"keep": "hr"}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"keep": "body"}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"drop": ".ad"}, [0, 1, 2, 4, 5, 6, 7]),
        ({"drop": ".story, .story p, .ad"}, [0, 6, 7]),
        ({"stop": ".end"}, [0, 1, 2, 3, 4]),
        ({"stop": "p.last"}, [0, 1, 2, 3, 4, 5]),
        ({"stop": "h1"}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"keep": ".story", "drop": ".ad", "stop": ".end"}, [1, 2, 4]),
    ],
)
def test_a_rule_keeps_drops_and_stops(rule: dict[str, str], left: list[int]) -> None:
    """A rule that finds nothing, or would leave nothing, changes nothing."""
    assert lines(**rule) == left


def test_a_rule_is_named_as_the_reason() -> None:
    sites = {"news.example": SiteRule(keep=".story", stop=".end")}
    reasons = {part.text: part.reason for part in read_parts(PAGE, URL, sites=sites)[1]}
    assert reasons[LINES[0]] == "site rule: outside of '.story'"
    assert reasons[LINES[5]] == reasons[LINES[7]] == "site rule: stop '.end'"
    assert reasons["Exports of magnets go on"] == "headline"


def test_what_a_rule_takes_out_comes_back_through_no_other_reader() -> None:
    page = f"<html><body><p>{'<p>'.join(LINES)}</body></html>"
    assert read_article(page, URL, sites={"news.example": SiteRule(drop="p")}).text == ""


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://news.example/a", "news"),
        ("https://www.news.example:8080/a", "news"),
        ("HTTP://WWW.NEWS.EXAMPLE", "news"),
        ("https://live.news.example/a", "live"),
        ("https://oldnews.example/a", None),
        ("https://news.example.org/a", None),
        ("https://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_a_rule_is_for_a_host_and_all_beneath_it(address: str | None, found: str | None) -> None:
    sites = {"news.example": SiteRule(keep="news"), "live.news.example": SiteRule(keep="live")}
    rule = rule_for([address], sites)
    assert (rule.keep if rule else None) == found


def test_a_saved_page_is_known_by_the_address_in_it() -> None:
    page = PAGE.replace("<head>", f'<head><link rel="canonical" href="{URL}">')
    sites = {"news.example": SiteRule(stop=".end")}
    assert LINES[5] not in read_article(page, sites=sites).text
    assert (
        LINES[5]
        in read_article(page, "https://other.example/", sites={"third.example": SiteRule(stop="p")}).text
    )


# The files


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's file, named by the environment."""
    file = tmp_path / "mine.toml"
    monkeypatch.setenv("RAREWATCH_SITES", str(file))
    return file


def test_the_file_is_beside_the_sources_unless_the_environment_names_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sites_path() == tmp_path / "sites.toml"
    assert load_sites() == {host: SiteRule(**rule) for host, rule in SHIPPED.items()}
    monkeypatch.setenv("RAREWATCH_SITES", "/other.toml")
    assert sites_path() == Path("/other.toml")


def test_the_users_rules_are_read(path: Path) -> None:
    path.write_text('# mine\n["News.example"]\nkeep = ".story"\n["other.example"]\n', encoding="utf-8")
    assert load_sites().items() >= {"news.example": SiteRule(".story"), "other.example": SiteRule()}.items()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["a.example"]\nkeep = "p["', "'a.example': keep is no CSS selector that can be read: 'p['"),
        ('["a.example"]\ndrop = ":nonsense"', "drop is no CSS selector"),
        ('["a.example"]\nstop = ""', "stop must be a CSS selector in quotes"),
        ('["a.example"]\nstop = 3', "stop must be a CSS selector in quotes"),
        (
            '["a.example"]\nkep = "p"',
            "'a.example' has a key 'kep', which means nothing. Known are keep, drop, stop",
        ),
        ('["https://a.example/x"]\nkeep = "p"', "is no host"),
        ('[a.example]\nkeep = "p"', "'a' is no rule"),
        ('keep = "p"', "'keep' is no rule"),
        ("[", "are broken"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(path: Path, text: str, said: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_sites()
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=stdin)


@pytest.mark.parametrize(
    "words",
    [
        ["extract", "-"],
        ["extract", "-", "--blocks"],
        ["extract", "-", "--html"],
        ["explain", "-"],
        ["fetch", "-"],
    ],
)
def test_a_bad_file_ends_a_command_with_a_sentence(path: Path, words: list[str]) -> None:
    path.write_text('["a.example"]\nkeep = "p["', encoding="utf-8")
    ended = run(*words, stdin=PAGE)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr.startswith("rarewatch: The site rules ")
    path.unlink()
    ended = run(*words, stdin=PAGE)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert f"There is no file {path}" in ended.stderr
    path.mkdir()
    assert "cannot be read" in run(*words, stdin=PAGE).stderr


def test_the_commands_read_by_the_users_rules(path: Path) -> None:
    path.write_text('["news.example"]\nstop = ".end"\n', encoding="utf-8")
    page = PAGE.replace("<head>", f'<head><link rel="canonical" href="{URL}">')
    assert LINES[5] not in json.loads(run("extract", "-", "--json", stdin=page).stdout)["text"]
    assert f"cut\tsite rule: stop '.end'\tp\t{LINES[5]}" in run("extract", "-", "--blocks", stdin=page).stdout
    assert json.loads(run("where", "--json").stdout)["sites"] == str(path)


# What ships


def test_every_shipped_rule_is_needed_by_a_fixture() -> None:
    """Its page reads otherwise without it."""
    sites = {host: SiteRule(**rule) for host, rule in SHIPPED.items()}
    for host in sites:
        pages = [page.read_bytes() for page in FIXTURES if host.encode() in page.read_bytes()]
        needed = [page for page in pages if read_article(page, sites=sites) != read_article(page)]
        assert needed, f"no page in fixtures/ needs the rule for {host}"
