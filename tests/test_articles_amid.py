"""What stands amid an article or right behind it: offers, asides, its own hidden rest, notes at its foot."""

import pytest

from rarewatch import read_article

TITLE = "Separation plant at Narva doubles its intake of magnet scrap"
LINES = [
    "The separation plant at Narva took in 1,210 tonnes of magnet scrap last year, twice as much as in 2024.",
    "Two thirds of the scrap came from Germany, most of it out of motors of washing machines and lifts.",
    "The plant pays 11 euros a kilogram for scrap with dysprosium in it and half of that for the rest.",
    "Its owner, Balt Oxides, expects 1,500 tonnes this year, of which 400 tonnes would come from Poland.",
]
OTHER = [
    "A sleeper will run between Vienna and the Baltic from December, the first in nineteen winters.",
    "Tickets cost 59 euros with a couchette, and bicycles travel free of charge until February.",
    "Railway unions had asked for extra guards, since thieves robbed passengers on the earlier service.",
]
LINK = "<h4><a href=/n/1>Night train to the Baltic is back again</a></h4>"


def paragraphs(lines: list[str], attributes: str = "") -> str:
    return "".join(f"<p{attributes}>{line}</p>" for line in lines)


def read(body: str) -> list[str]:
    html = f"<html lang=en><head><title>{TITLE}</title></head><body>{body}</body></html>"
    return read_article(html).text.split("\n\n")


OFFERS = {
    "a field and words": (
        "<div class=box><h4>The Kiln</h4>"
        "<p>Every Friday we send the five stories that mattered, and a chart.</p>"
        "<input type=email><button>Go</button></div>"
    ),
    "strong words in another dress": (
        "<div class=note><p>Have our newsletter on oxides and scrap brought to you for nothing.</p></div>"
    ),
}


@pytest.mark.parametrize("way", OFFERS)
def test_offers_amid_an_article_are_cut(way: str) -> None:
    """A newsletter's box is no part of an article, and the paragraphs around it are."""
    body = f"{paragraphs(LINES[:2])}{OFFERS[way]}{paragraphs(LINES[2:])}"
    assert read(f"<main><h1>{TITLE}</h1>{body}</main>") == LINES


def test_an_article_may_speak_of_newsletters() -> None:
    """Words that win readers say nothing in a paragraph that is set as all others."""
    line = "The owner tells buyers of its prices in a newsletter, to which 300 of them subscribe."
    assert read(f"<main><h1>{TITLE}</h1>{paragraphs([*LINES, line, OTHER[0]])}</main>")[4] == line


@pytest.mark.parametrize(
    "rest",
    [
        "<div style='display:none'>{set}</div>",
        "<button>Story continues</button><div hidden>{bare}</div>",
        "<a href=#full>Show full article</a><div hidden id=full>{bare}</div>",
    ],
)
def test_the_hidden_rest_of_a_short_article_is_its_own(rest: str) -> None:
    """One paragraph that a button shows belongs to the article, as it is set alike or asked for."""
    hidden = rest.format(set=paragraphs(LINES[1:2], " class=par-x1"), bare=paragraphs(LINES[1:2]))
    shown = paragraphs(LINES[:1], " class=par-x1")
    stories = f"<div class=more>{LINK}{paragraphs(OTHER)}</div>"
    assert read(f"<div><h1>{TITLE}</h1><div class=body>{shown}</div>{hidden}</div>{stories * 3}") == LINES[:2]


def test_an_aside_is_cut_even_where_it_is_longer() -> None:
    """A whole story in an aside takes more room than a short article, and is none of it."""
    aside = f"<aside>{LINK}{paragraphs(OTHER * 2)}</aside>"
    body = f"{paragraphs(LINES[:2])}{aside}{paragraphs(LINES[2:])}"
    assert read(f"<main><h1>{TITLE}</h1>{body}</main>") == LINES


def test_a_card_early_in_an_article_is_cut() -> None:
    """A linked headline and its text between the second paragraph and the third are another story."""
    card = f"<div class=card>{LINK}{paragraphs(OTHER)}</div>"
    body = f"{paragraphs(LINES[:2])}{card}{paragraphs(LINES[2:])}"
    assert read(f"<main><h1>{TITLE}</h1><div>{body}</div></main>") == LINES


def test_short_first_paragraphs_before_the_container_stay() -> None:
    """A lead in an element of its own, set as the rest, opens the article however short it is."""
    body = f"<div class=a>{paragraphs(LINES[:1])}</div><div class=b>{paragraphs(LINES[1:] * 1)}"
    more = paragraphs(
        [
            f"In {year} the plant took in {year - 1400} tonnes of scrap from all countries together, "
            "with copper, iron and glue weighed in, as the customs office counts."
            for year in range(2012, 2024)
        ]
    )
    assert read(f"<div><h1>{TITLE}</h1>{body}{more}</div></div>")[:4] == LINES


@pytest.mark.parametrize(
    "note",
    [
        "Nora Lindqvist writes about metals and lives with two cats near the harbour.",
        "What stands on this page comes without any warranty and binds nobody.",
    ],
)
def test_notes_at_the_foot_are_told_by_their_words(note: str) -> None:
    """The page names no author, and still a note on one, or on the law, ends no article."""
    assert read(f"<main><h1>{TITLE}</h1>{paragraphs([*LINES, note])}</main>") == LINES


OTHERS = {
    "Night train from Vienna to the Baltic returns after nineteen years": OTHER,
    "Phone ban in Danish schools lifts the marks in mathematics": [
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


@pytest.mark.parametrize("size", [1, 2])
def test_a_flash_among_whole_stories(size: int) -> None:
    """One or two sentences under the headline are the article, however long the others are."""
    rows = "".join(
        f"<div class=r><h3>{head}</h3>{paragraphs(lines * 2)}</div>" for head, lines in OTHERS.items()
    )
    own = f"<div class=a><h1>{TITLE}</h1><div>{paragraphs(LINES[:size])}</div></div>"
    assert read(f"{own}<div>{rows}</div>") == LINES[:size]
