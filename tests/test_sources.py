"""The sources file: read strictly, edited gently."""

import re
import tomllib
from pathlib import Path

import pytest

from rarewatch import sources
from rarewatch.errors import UnknownNameError, UsageError
from rarewatch.model import Source

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
