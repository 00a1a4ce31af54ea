"""The sources file: read strictly, edited gently."""

import re
import tomllib
from pathlib import Path

import pytest

from rarewatch import sources
from rarewatch.errors import UnknownNameError, UsageError
from rarewatch.model import Link, Source

HAND_MADE = """# my sources

# the first one
[one]  # good
url = "https://example.org/one"   # never moves

# about two
[two]
enabled = false
url = "https://example.org/two"
follow = '/\\d+$'

# about three
["the third"]
url = "https://example.org/three"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "config" / "sources.toml"
    file.parent.mkdir()
    file.write_text(HAND_MADE)
    return file


def names(path: Path) -> list[str]:
    return [source.name for source in sources.load(path)]


def test_the_shipped_list_is_sound_and_names_what_is_off(tmp_path: Path) -> None:
    shipped = sources.load(tmp_path / "none.toml")
    off = [source.name for source in shipped if not source.enabled]
    assert off == ["google-news", "bing-news", "gdelt"]
    assert all(source.note for source in shipped if not source.enabled)
    hosts = {source.url.split("/")[2] for source in shipped if source.enabled}
    assert {"www.daily8.com", "rss.dw.com", "www.mining.com", "apnews.com", "www.cnbc.com"} <= hosts


def test_the_shipped_tag_pages_follow_articles_alone(tmp_path: Path) -> None:
    tag = sources.named(sources.load(tmp_path / "none.toml"), "daily8-rareearth")
    assert re.search(tag.follow, "https://www.daily8.com/en/article/" + "0a" * 16)
    assert not re.search(tag.follow, "https://www.daily8.com/en/hashtag/China")


def test_a_hand_made_file_is_the_whole_list(path: Path) -> None:
    one, two, third = sources.load(path)
    assert one == Source("one", "https://example.org/one")
    assert two == Source("two", "https://example.org/two", enabled=False, follow=r"/\d+$")
    assert third.name == "the third"


def test_turning_on_and_off_keeps_every_comment(path: Path) -> None:
    sources.set_enabled(path, "TWO", enabled=True)
    sources.set_enabled(path, "one", enabled=False)
    assert [source.enabled for source in sources.load(path)] == [False, True, True]
    kept = path.read_text()
    assert all(comment in kept for comment in re.findall(r"#.*", HAND_MADE))


def test_adding_keeps_the_file_and_leaves_defaults_out(path: Path) -> None:
    sources.add(path, Source("new one", "https://example.org/new", match="rare.?earth"))
    text = path.read_text()
    assert text.startswith(HAND_MADE)
    assert tomllib.loads(text)["new one"] == {"url": "https://example.org/new", "match": "rare.?earth"}


@pytest.mark.parametrize("name", ["one", "two", "the third"])
def test_removing_takes_one_source_and_leaves_the_comments_of_others(path: Path, name: str) -> None:
    sources.remove(path, name)
    assert names(path) == [kept for kept in ("one", "two", "the third") if kept != name]
    if name != "the third":
        assert "# about three" in path.read_text()


def test_a_bracket_within_a_text_is_no_source(path: Path) -> None:
    path.write_text('[a]\nurl = "https://e.org/"\nnote = """\n[b]\n"""\n[b]\nurl = "https://e.org/b"\n')
    sources.remove(path, "a")
    assert names(path) == ["b"]


def test_the_first_change_copies_the_shipped_list_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "sources.toml"
    sources.set_enabled(path, "gdelt", enabled=True)
    assert sources.named(sources.load(path), "gdelt").enabled
    assert "answers 429 whenever it is busy" in path.read_text()
    assert [file.name for file in path.parent.iterdir()] == ["sources.toml"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[a]\nurl = 'https://e.org'\n[b\n", 3, "broken"),
        ("\n[a]\nurl = 'ftp://e.org'\n", 2, "no web address"),
        ("[a]\nurl = 'https://e.org'\n[b]\nfollow = 'x'\n", 3, "no url"),
        ("[a]\nurl = 'https://e.org'\nfollow = '('\n", 1, "regular expression"),
        ("[a]\nurl = 'https://e.org'\nenabled = 'yes'\n", 1, "true or false"),
        ("[a]\nurl = 'https://e.org'\nfolow = 'x'\n", 1, "'folow'"),
        ("x = 1\n", 1, "outside of any source"),
        ("[a]\nurl = 'https://e.org'\ndepth = true\n", 1, "whole number"),
        ("[a]\nurl = 'https://e.org'\ndepth = 0\n", 1, "from 1 to 100"),
        ("[a]\nurl = 'https://e.org'\nmatch = []\n", 1, "list of words"),
        ("[a]\nurl = 'https://e.org'\nhosts = 'e.org'\n", 1, "table of hosts"),
        ("[a]\nurl = 'https://e.org'\nhosts = { a = 'https://e.org' }\n", 1, "no host"),
        ("[a]\nurl = 'https://e.org'\npages = '?page=2'\n", 1, "page's number"),
        ("[a]\nurl = 'https://e.org'\narticles = 'a[['\n", 1, "CSS selector"),
    ],
)
def test_a_broken_file_is_named_with_its_line(path: Path, text: str, line: int, says: str) -> None:
    path.write_text(text)
    with pytest.raises(UsageError, match=says) as caught:
        sources.load(path)
    assert str(path) in str(caught.value)
    assert f"line {line}" in str(caught.value)


def test_a_broken_file_is_never_changed(path: Path) -> None:
    path.write_text("[one")
    for change in (
        lambda: sources.remove(path, "one"),
        lambda: sources.add(path, Source("x", "https://e.org")),
    ):
        with pytest.raises(UsageError):
            change()
    assert path.read_text() == "[one"


def test_an_unknown_name_suggests_the_nearest(path: Path) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean the third"):
        sources.remove(path, "the thrid")


@pytest.mark.parametrize(
    "source",
    [
        Source("ONE", "https://example.org"),
        Source("-", "https://example.org"),
        Source("a/b", "https://example.org"),
        Source("x", "example.org"),
        Source("x", "https://[::1"),
        Source("x", "https://example.org", match="("),
        Source("x", "https://example.org", articles="a[["),
        Source("x", "https://example.org", pages="?page=2"),
        Source("x", "https://example.org", depth=101),
        Source("x", "https://example.org", hosts=(("a b", "c"),)),
    ],
)
def test_what_could_never_work_is_not_added(path: Path, source: Source) -> None:
    with pytest.raises(UsageError):
        sources.add(path, source)
    assert path.read_text() == HAND_MADE


def test_the_environment_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAREWATCH_SOURCES", "/somewhere/s.toml")
    assert sources.sources_path() == Path("/somewhere/s.toml")
    monkeypatch.delenv("RAREWATCH_SOURCES")
    assert sources.sources_path().name == "sources.toml"


FULL = Source(
    "full",
    "https://example.org/full",
    articles="h3 > a",
    pages="?page={n}",
    depth=3,
    hosts=(("staging.example.org:8000", "example.org"), ("www.example.org", "example.org")),
)


def test_what_a_listing_holds_and_where_it_goes_on_is_written_and_read_again(path: Path) -> None:
    sources.add(path, FULL)
    assert sources.named(sources.load(path), "full") == FULL
    assert tomllib.loads(path.read_text())["full"]["hosts"] == dict(FULL.hosts)


@pytest.mark.parametrize(
    ("title", "matches"),
    [
        ("Rare earths up", True),
        ("rare-earths", True),
        ("MAGNET", True),
        ("Magnetic fields", False),
        ("earths", False),
    ],
)
def test_a_match_may_be_a_list_of_words(path: Path, title: str, matches: bool) -> None:
    path.write_text("[a]\nurl = 'https://e.org'\nmatch = ['rare earths', 'magnet']\n")
    [source] = sources.load(path)
    assert (re.search(source.match, title, re.IGNORECASE) is not None) == matches


def test_feeds_are_added_under_names_of_their_own(path: Path) -> None:
    feeds = [
        Link("https://e.org/1", "Mining: the <News>"),
        Link("https://e.org/2", "mining the news"),
        Link("https://example.org/two", "known already"),
        Link("https://www.e.org/3"),
        Link("https://e.org/4", "\u2603"),
        Link("https://e.org/1", "twice"),
    ]
    added, there = sources.add_feeds(path, feeds, match="magnet")
    assert [source.name for source in added] == ["mining-the-news", "mining-the-news-2", "e.org", "e.org-2"]
    assert [feed.title for feed in there] == ["known already", "twice"]
    assert path.read_text().startswith(HAND_MADE)
    assert [source.match for source in sources.load(path)][-4:] == ["magnet"] * 4


def test_no_feed_is_added_where_one_could_never_work(path: Path) -> None:
    with pytest.raises(UsageError):
        sources.add_feeds(path, [Link("https://e.org/1", "One")], match="(")
    assert path.read_text() == HAND_MADE
