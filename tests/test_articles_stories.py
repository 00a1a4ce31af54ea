"""Other stories are cut for their place, their dress or their words; what goes on is kept."""

import pytest

from rarewatch import read_article

TITLE = "Magnet plant in Silesia doubles its output with scrap from lifts"
MAIN = [
    "A magnet maker in Silesia turned out 410 tonnes of magnets last year, twice the output of 2024.",
    "The plant takes a third of its metal from motors of lifts that were torn out of houses in Katowice.",
    "Recycled metal costs the plant 38 euros a kilogram, about nine euros less than alloy bought in Baotou.",
    "Its owner wants to build a second furnace, which would lift the output to 900 tonnes by 2028.",
]
MORE = [
    "Lifts from the seventies hold up to twelve kilograms of magnets, its manager said on Tuesday.",
    "Scrap of that kind runs out in ten years, after which the furnace must live on motors of old cars.",
]
STORIES = {
    "Night train from Vienna to the Baltic returns after nineteen years": [
        "A sleeper will run between Vienna and the Baltic from December, the first in nineteen winters.",
        "Tickets cost 59 euros with a couchette, and bicycles travel free of charge until February.",
        "Railway unions had asked for extra guards, since thieves robbed passengers on the earlier service.",
    ],
    "Phone ban in Danish schools lifts marks in mathematics, study finds": [
        "Pupils at 112 schools that lock telephones away in the morning scored higher marks in mathematics.",
        "Researchers compared 31,000 children whose teachers introduced lockers with classmates elsewhere.",
        "Reading did not improve, and parents in Aarhus demanded exceptions for children with diabetes.",
    ],
    "Corals on the outer reef survive a third hot summer, divers report": [
        "Divers returning from the outer reef counted living corals on nearly half of all marked colonies.",
        "Staghorn species suffered worst, whereas boulder corals lost one colony among every dozen observed.",
        "Fishers agreed to stay away from three lagoons until September in exchange for monthly payments.",
    ],
}


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def stories(pattern: str) -> str:
    """All other stories; `pattern` has {href}, {title} and {text}."""
    return "".join(
        pattern.format(href=f"/news/{number}", title=title, text=paragraphs(lines))
        for number, (title, lines) in enumerate(STORIES.items())
    )


def page(body: str) -> str:
    return f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>"


CARDS = {
    "linked headings": "<div class=card><h3><a href={href}>{title}</a></h3>{text}</div>",
    "linked lines": "<div class=card><a href={href}>{title}</a>{text}</div>",
    "headings without links": "<div class=card><h3>{title}</h3>{text}</div>",
    "lines without links": "<div class=card><div class=t>{title}</div>{text}</div>",
    "a source and an age above": "<div class=card><i>Gazette, 3 hours ago</i><h3>{title}</h3>{text}</div>",
    "details": "<details><summary>{title}</summary>{text}</details>",
    "items of a list": "<li class=item><h4>{title}</h4>{text}</li>",
    "bold lines among paragraphs": "<p><strong>{title}</strong></p>{text}",
}


@pytest.mark.parametrize("place", ["behind", "inside the container", "before"])
@pytest.mark.parametrize("card", CARDS)
def test_full_stories_without_a_telling_heading_are_cut(card: str, place: str) -> None:
    """No word says "related", and the others are longer than the article."""
    others = stories(CARDS[card])
    main = f"<h1>{TITLE}</h1>{paragraphs(MAIN)}"
    bodies = {
        "behind": f"<div class=a>{main}</div><div class=b>{others}</div>",
        "inside the container": f"<div class=a>{main}<div class=b>{others}</div></div>",
        "before": f"<div class=b>{others}</div><div class=a>{main}</div>",
    }
    assert read_article(page(bodies[place])).text.split("\n\n") == MAIN


def test_an_article_among_its_likes_is_the_one_that_the_page_names() -> None:
    """Several stories in one dress: the headline tells which is meant."""
    card = "<div class=st><h2>{title}</h2>{text}</div>"
    own = card.format(title=TITLE, text=paragraphs(MAIN))
    html = page(stories(card) + own + stories(card))
    assert read_article(html).text.split("\n\n") == MAIN


def test_sections_of_an_article_stay() -> None:
    """Headings that part one text, in parts of their own as well as flat, open no other story."""
    parts = f"<section><h2>Where the metal comes from</h2>{paragraphs(MORE)}</section>"
    html = page(f"<main><h1>{TITLE}</h1><section>{paragraphs(MAIN)}</section>{parts}</main>")
    assert read_article(html).text.split("\n\n") == [*MAIN, "Where the metal comes from", *MORE]


def test_a_story_in_the_middle_leaves_the_second_half() -> None:
    """What goes on about the same things behind a box is the article."""
    box = stories("<div class=box><h4><a href={href}>{title}</a></h4>{text}</div>")
    html = page(f"<div><h1>{TITLE}</h1><div>{paragraphs(MAIN)}</div>{box}<div>{paragraphs(MORE)}</div></div>")
    assert read_article(html).text.split("\n\n") == [*MAIN, *MORE]


@pytest.mark.parametrize("how", ["hidden", 'style="display:none"', "aria-hidden=true"])
def test_hidden_stories_are_cut_however_long(how: str) -> None:
    """What nobody sees and is about other things is no article, be it ten times as long."""
    others = stories("<h3>{title}</h3>{text}") * 3
    html = page(f"<div><h1>{TITLE}</h1>{paragraphs(MAIN)}</div><div {how}>{others}</div>")
    assert read_article(html).text.split("\n\n") == MAIN


@pytest.mark.parametrize(
    "note",
    [
        "Ada Nowak has written about metals for twelve years.",
        "Disclaimer: this text is no advice to buy or sell anything at all.",
        "© 2026 The Harbour Post. All rights reserved.",
    ],
)
def test_notes_at_the_end_are_no_part_of_it(note: str) -> None:
    """Author, law and copyright stand behind the article, in a paragraph like its own."""
    html = page(f"<div><h1>{TITLE}</h1><p>By Ada Nowak</p>{paragraphs([*MAIN, *MORE, note])}</div>")
    assert read_article(html).text.split("\n\n") == [*MAIN, *MORE]
