"""The look at a page's bytes is never wrong where it says that no commodity is named there."""

import codecs
import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rarewatch import Article, find_figures, mentions_commodity, read_article
from rarewatch.figures.lexicon import names_commodity
from rarewatch.vocabulary import commodities

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = [page for page in sorted(FIXTURES.glob("*/*")) if page.suffix in {".html", ".txt", ".xml"}]
GOLD = [
    json.loads(line)
    for path in sorted((FIXTURES / "gold").glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]
SPELLED = [
    "REEs",
    "TREO",
    "NdPr",
    "NdFeB",
    "SmCo",
    "bastnäsite",
    "bastnaesite",
    "monazite",
    "xenotime",
    "didymium",
]
SPELLED += [
    "lanthanides",
    "ferro-tungsten",
    "ferrotungsten",
    "APT",
    "wolfram",
    "ammonium paratungstate",
    "rareearth",
]
SPELLED += [
    "samarium–cobalt",
    "neodymium-iron-boron",
    "rare earth",
    "rare-earths",
    "permanent magnet material",
]
NAMES = sorted(
    {name for entry in commodities().values() for name in (entry.name, *entry.also) if names_commodity(name)}
    | set(SPELLED)
)
WITHIN = [
    "&shy;",
    "&#173;",
    "\u00ad",
    "\u200b",
    "&#x200B;",
    "&zwnj;",
    "\u2060",
    "\ufeff",
    "<b>",
    "</i>",
    "<wbr>",
    "<!-- > -->",
]
WITHIN += [
    "<a href='/x?a>b'>",
    "</span><em class=x>",
    "<script>var a = 1 < 2;</script>",
    "\x01",
    "&ZeroWidthSpace;",
    "\0",
]
BETWEEN = [
    "&nbsp;",
    "&#160;",
    "\u00a0",
    "&#8209;",
    "&#x2011;",
    "\u2011",
    "-",
    "<b> </b>",
    "\n",
    "&ensp;",
    "<br>",
    "</p><p>",
]


def holds(page: bytes) -> bool:
    """Whether a commodity is named in what is read of a page; without, there is no figure."""
    article = read_article(page)
    return names_commodity(f"{article.title}\n\n{article.text}")


def wrapped(article: dict[str, str], change: Callable[[str], str] = str) -> str:
    """An article as a web page, its text changed after it was escaped."""
    lines = "".join(f"<p>{change(escape(line))}</p>\n" for line in article["text"].split("\n\n"))
    title = change(escape(article["title"]))
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{lines}</body></html>"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_no_fixture_with_a_figure_is_passed_over(page: Path) -> None:
    content = page.read_bytes()
    assert mentions_commodity(content) or not find_figures(read_article(content))
    assert mentions_commodity(content) or not holds(content)


def test_pages_on_other_things_are_told() -> None:
    """Otherwise the answer might always be yes."""
    others = [
        b"<h1>Used cars</h1><p>Exports of used cars rose by 5% to 1,200 tons, premium and medium.</p>",
        "<p>Steel, 30\u202f% cheaper, was freely agreed upon &mdash; &#8220;aptly&#8221;.</p>".encode(),
        b"Plain text on cars from Japan.",
        b"<script>screen.free(3 < 4)</script><style>.tree{}</style><p>Copper",
        b"",
    ]
    assert [mentions_commodity(page) for page in others] == [False] * len(others)


def test_no_gold_article_is_passed_over_as_text() -> None:
    for article in GOLD:
        named = names_commodity(f"{article['title']}\n\n{article['text']}")
        assert named >= bool(article["figures"]), article["id"]
        said = mentions_commodity(f"{article['title']}\n\n{article['text']}".encode())
        assert said or not named, article["id"]


CHANGES = {
    "nothing": str,
    "entities for blanks": lambda text: text.replace(" ", "&nbsp;"),
    "hyphens that do not break": lambda text: re.sub("[- ]", "&#8209;", text),
    "soft hyphens": lambda text: re.sub(r"(?<=\w\w)(?=\w\w)", "&shy;", text),
    "letters as numbers": lambda text: re.sub("[a-zA-Z]", lambda letter: f"&#{ord(letter[0])};", text),
    "bold letters": lambda text: re.sub(r"\b(\w)(\w+)", r"\1<b>\2</b>", text),
    "spans": lambda text: re.sub(r"(\w)(?=\w)", r"<span class='a'>\1</span>", text),
    "capitals": lambda text: re.sub(r"(&\w+;)|(.)", lambda found: found[1] or found[2].upper(), text),
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_gold_article_is_passed_over_as_a_page(change: str) -> None:
    """The commodity's first places in the head are left out, so that the whole page is looked through."""
    for article in GOLD:
        page = wrapped(article, CHANGES[change]).encode()
        padded = page.replace(b"<head>", b"<head><style>" + b".a{}" * 2100 + b"</style>")
        named = names_commodity(f"{article['title']}\n\n{article['text']}")
        assert (mentions_commodity(page) and mentions_commodity(padded)) or not named, article["id"]


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "gb18030", "utf-8-sig", "cp037"]
)
def test_no_gold_article_is_passed_over_in_another_encoding(encoding: str) -> None:
    """Whether or not the page says which."""
    for article in GOLD:
        soft = wrapped(article, lambda text: re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", text))
        for page in (wrapped(article), soft, soft.replace("<head>", f"<head><meta charset={encoding}>")):
            content = page.encode(encoding, "xmlcharrefreplace")
            assert mentions_commodity(content), (article["id"], encoding)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_found_in_every_disguise(name: str) -> None:
    """One thing at one place in the name, on a page that says nothing else of the kind."""
    for at in range(1, len(name)):
        pieces = [between for between in BETWEEN if name[at] in " -"]
        pages = [name[:at] + piece + name[at:] for piece in WITHIN] + [
            name[:at] + piece + name[at + 1 :] for piece in pieces
        ]
        for words in (*pages, f"{name[:at]}&#{ord(name[at])};{name[at + 1 :]}", name.upper()):
            page = f"<div><p>Many</p><li>{words}</li><li>Exports</li></div>".encode()
            assert mentions_commodity(page) or not holds(page), page


@example("APT", [(0, "ſ")], "", "utf-8")
@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from([*WITHIN, *BETWEEN, "<p>", "x", "ſ", "ı"])), max_size=5
    ),
    st.sampled_from(["", "Many", "é", "</p>", "<td>", "&amp;", "5", "Exports"]),
    st.sampled_from(["utf-8", "cp1252", "gb18030", "utf-16"]),
)
def test_what_is_read_was_never_ruled_out(
    name: str, pieces: list[tuple[int, str]], around: str, encoding: str
) -> None:
    letters = [*name, ""]
    for at, piece in pieces:
        letters[at % len(letters)] = piece + letters[at % len(letters)]
    name = "".join(letters)
    page = f"<p>{around}{name}{around}</p><p>And so on.</p>".encode(encoding, "xmlcharrefreplace")
    assert mentions_commodity(page) or not holds(page)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_it_never_raises(content: bytes) -> None:
    assert mentions_commodity(content) in {True, False}
    assert mentions_commodity(content) or not find_figures(Article(read_article(content).text))


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<!--", "<script>", "<b title='", '<b title="a>', "&", "&#", "\\u00", "'>x", "ium", "r<e"],
)
def test_a_hostile_page_is_looked_through_to_its_end(piece: str) -> None:
    """A pattern that went back and forth over such a page would not come to an end."""
    page = b"<p>" + piece.encode() * (300_000 // len(piece))
    assert mentions_commodity(page) in {True, False}
    assert mentions_commodity(page + b"</p><p>rare earths</p>") or not holds(page + b"</p><p>rare earths</p>")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0", b"\x1b$B"])
def test_in_doubt_the_answer_is_yes(mark: bytes) -> None:
    assert mentions_commodity(mark + b"<p>cars")
