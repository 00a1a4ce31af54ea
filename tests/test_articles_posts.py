"""What readers wrote under an article is cut by its shape; what only looks like it stays."""

from rarewatch import read_article

HEADLINE = "Ferry to the outer islands sails again after the long winter storms"
LEAD = "The ferry to the outer islands left the harbour on Monday, the first time since December."
MORE = (
    "It carried post, hay and a piano, and the crew was greeted with a brass band on every one of the piers."
)
NAMES = ("Ada Holm", "Ben Reuter", "Cleo Fast", "Dora Lind")
SAID = (
    "My grandmother took this boat to school and always spoke of it with the greatest of affection.",
    "Nobody mentions the price of a ticket, which has doubled since my children were small.",
    "We waited on the pier with soup, and the captain had three bowls of it before he said a single word.",
    "The piano is mine! It arrived hardly out of tune, and the neighbours have asked me to close the window.",
)


def page(inner: str) -> str:
    """An article with a headline, two paragraphs, and what stands behind or amid them."""
    return f"<body><main><h1>{HEADLINE}</h1><p>{LEAD}</p><p>{MORE}</p>{inner}</main></body>"


def test_names_and_ages_over_text_are_posts_of_readers() -> None:
    """No class or heading says that they are comments; their shape does."""
    posts = (
        f"<div><b>{name}</b> <i>2d</i><p>{said}</p></div>" for name, said in zip(NAMES, SAID, strict=True)
    )
    assert read_article(page("".join(posts))).text == f"{LEAD}\n\n{MORE}"


def test_a_ticker_by_one_reporter_stays() -> None:
    """Its entries have an age and a name, too, but it is always the same name."""
    posts = (f"<div><b>Ada Holm</b> <i>{at}h</i><p>{said}</p></div>" for at, said in enumerate(SAID, 2))
    text = read_article(page("".join(posts))).text
    assert all(said in text for said in SAID)


def test_a_chronicle_stays() -> None:
    """Its paragraphs stand under days, and nobody signs them."""
    days = (f"<p><b>{day} March 2026</b></p><p>{said}</p>" for day, said in enumerate(SAID, 2))
    text = read_article(page("".join(days))).text
    assert all(said in text for said in SAID)


def test_sections_that_close_with_a_call_to_read_more_stay() -> None:
    """A link closes them as it does cards, but it reads like no headline."""
    parts = (
        f'<div class=x><p>{said}</p><p>{said} {at}.</p><a href="/{at}">Click to read all of it.</a></div>'
        for at, said in enumerate(SAID)
    )
    text = read_article(page("".join(parts))).text
    assert all(said in text for said in SAID)


def test_numbered_tips_stay_under_a_headline_without_a_number() -> None:
    """Only where the article itself is one of a numbered row are the others stories."""
    tips = (
        f"<h2>{at}. What the crew of the ferry told us about {name} and her boat</h2><p>{said}</p>"
        for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True), 1)
    )
    text = read_article(page("".join(tips))).text
    assert all(said in text for said in SAID)


def test_a_number_before_a_headline_is_no_part_of_the_title() -> None:
    """The head of the page states it without."""
    html = f"<title>{HEADLINE}</title><body><h2>3. {HEADLINE}</h2><p>{LEAD}</p><p>{MORE}</p></body>"
    assert read_article(html).title == HEADLINE
