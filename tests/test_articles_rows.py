"""Where all texts of a page are about one thing, their words tell nothing: how lines are set does."""

import pytest

from rarewatch import read_article

TITLE = "Magnet exports to Europe recover as licences come faster"
LINES = [
    "Exporters shipped 1,940 tonnes of magnets to Europe in April, customs figures show, more than in March.",
    "Exports of magnets to all countries came to 5,310 tonnes, and the ministry granted more licences.",
    "The ministry needs 38 working days for licences, exporters say, and customs count each shipment.",
]
TEXTS = "Exporters shipped", "Exporters of magnets", "Exports of magnets"
HEADS = [
    "Carmakers in Korea order more magnets than ever before",
    "Buyers of magnets in America wait longer for licences",
    "Exporters ask the ministry for licences that last a year",
]
TEXT = [
    "Exporters shipped 1,1{at} tonnes of magnets to Korea, customs figures show, more than in April.",
    "Exports of magnets came {at} days faster because the ministry granted licences, exporters of them say.",
    "Exporters of magnets count {at} carmakers among the users that the ministry wants to see named.",
]


def read(rest: str) -> list[str]:
    """The lines of an article with something in the same element behind them."""
    text = "".join(f"<p>{line}</p>" for line in LINES)
    head = f"<html lang=en><head><title>{TITLE}</title></head>"
    article = read_article(f"{head}<body><div><h1>{TITLE}</h1>{text}{rest}</div></body></html>")
    return article.text.split("\n\n")


def row(pattern: str, heads: list[str] = HEADS) -> str:
    """One part for each head; `pattern` has {at}, {head}, {text} and {terms}."""
    text, terms = ("".join(f"<{tag}>{line}</{tag}>" for line in TEXT) for tag in ("p", "dd"))
    return "".join(
        pattern.format(head=head, text=text, terms=terms, at="{at}").format(at=at)
        for at, head in enumerate(heads, start=12)
    )


TOLD = {
    "a day under it": "<div class=c><h3>{head}</h3><i>{at} May 2026</i>{text}</div>",
    "an author under it": "<div class=c><h3>{head}</h3><div>By Nora Lindqvist</div>{text}</div>",
    "an age above it": "<div class=c><div>Delta Post</div><div>{at}h</div><h3>{head}</h3>{text}</div>",
    "a link on the site": "<div class=c><h3><a href=/news/{at}>{head}</a></h3>{text}</div>",
    "a word above it": "<div class=c><div>Business</div><div><b>{head}</b></div>{text}</div>",
    "a bold line, a break and a day": "<div class=c><b>{head}</b><br>{at} May 2026<br>{text}</div>",
    "a term of a list": "<dt>{head}</dt>{terms}",
    "a long source above it": (
        "<div class=c><p>The South Coast Morning Courier</p><h3><a href=https://n.example/{at}>{head}</a></h3>"
        "{text}</div>"
    ),
    "a folding button": "<div class=c><h2><button aria-expanded=false>{head}</button></h2>{text}</div>",
    "an element of their own": (
        "<x-more><template shadowrootmode=open><h3>{head}</h3>{text}</template></x-more>"
    ),
    "an age right above a flat line": "<p>Delta Post, {at} hours ago</p><p><b>{head}</b></p>{text}",
    "a term with a day": "<dt><b>{head}</b> <small>(2026-05-{at})</small></dt>{terms}",
    "a fold": "<details><summary>{head}</summary>{text}</details>",
}


@pytest.mark.parametrize("way", TOLD)
def test_a_row_is_told_to_be_stories(way: str) -> None:
    """None of their lines is kept, though their words are those of the article."""
    assert read(row(TOLD[way])) == LINES


SECTIONS = {
    "headings alone": "<section><h3>{head}</h3>{text}</section>",
    "links to other sites": "<section><h3><a href=https://shop.example/{at}>{head}</a></h3>{text}</section>",
    "numbers above": "<section><div>Part {at}</div><h3>{head}</h3>{text}</section>",
}


@pytest.mark.parametrize("way", SECTIONS)
def test_sections_about_the_same_stay(way: str) -> None:
    """Headings without a sign of another story are the article's own."""
    assert len([line for line in read(row(SECTIONS[way])) if line.startswith(TEXTS)]) == 11


@pytest.mark.parametrize("way", ["a term of a list", "a fold"])
def test_questions_with_answers_stay(way: str) -> None:
    asked = [f"{head}?" for head in HEADS]
    assert [line for line in read(row(TOLD[way], asked)) if line in asked] == asked


REST = [
    "Carmakers had complained in winter that the ministry kept licences for magnets longer than ships sail.",
    "Magnets for Italy came to 240 tonnes, and exporters expect customs to count more shipments in May.",
    "Prices moved little, and exporters sold magnets to Europe at 61 dollars a kilogram in the same week.",
]
MODAL = [
    "Thank you for joining our readers, we have sent a message with a button to your electronic mailbox.",
    "Press the button within two days, otherwise your address is deleted and nothing at all is sent to you.",
    "Questions about your account are answered by our desk from nine until five on each day of the week.",
]


def hidden(lines: list[str]) -> str:
    return "<div aria-hidden=true>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>"


def test_the_folded_rest_of_an_article_is_kept() -> None:
    assert read("<button>Read on</button>" + hidden(REST)) == LINES + REST


@pytest.mark.parametrize("part", [hidden(MODAL), hidden(LINES), hidden([TITLE, *TEXT, *TEXT])])
def test_other_hidden_parts_stay_hidden(part: str) -> None:
    """A message about other things, a second copy, and what has a headline are no rest of it."""
    assert read(part) == LINES


def test_a_translation_is_cut_and_a_wrong_language_is_not() -> None:
    """A part in another language goes where the page's own stands before it, not where it is all there is."""
    german = "".join(
        f"<p>{line}</p>" for line in ["Magnete aus China kamen im Mai schneller nach Europa."] * 6
    )
    assert read(f"<div lang=de>{german}</div>") == LINES
    page = f"<html lang=de><head><title>{TITLE}</title></head><body><div lang=en><h1>{TITLE}</h1>"
    assert read_article(page + "".join(f"<p>{line}</p>" for line in LINES)).text.split("\n\n") == LINES


def test_an_address_that_cannot_be_read_is_no_page_of_the_site() -> None:
    """Nothing is raised at a link with a broken address."""
    broken = row("<div class=c><h3><a href='http://[{at}'>{head}</a></h3>{text}</div>")
    assert read(broken)[:3] == LINES
