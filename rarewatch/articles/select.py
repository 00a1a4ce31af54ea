"""The lines of an article, from a page's blocks: every cut in its order, then the lines that are controls."""

import re

from rarewatch.articles.asides import beside, cut_hinted
from rarewatch.articles.boundaries import Tails
from rarewatch.articles.dates import day
from rarewatch.articles.headlines import CLOCK
from rarewatch.articles.identity import Identity, same_headline
from rarewatch.articles.offers import cut_offers
from rarewatch.articles.posts import cut_posts
from rarewatch.articles.region import (
    cut_around,
    cut_before,
    cut_hidden,
    cut_other_articles,
    cut_translations,
    find_headline,
    find_lead,
)
from rarewatch.articles.stories import cut_stories
from rarewatch.articles.tree import Block, Tree
from rarewatch.articles.words import Words

_MAX_DATELINE = 60  # characters of a line that says who or when
_REPEATED = 60  # characters from which a line is not said twice in one article
_DOTS = " .…"  # by which a summary may differ from the paragraph that it repeats
_LEAD = 3  # kept lines among which a paragraph may still be the headline again
_BODY = 1  # kept lines with which any article begins
_BOTTOM = 4  # kept lines among which notes on the author and the law stand
_NAME = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){1,3}")  # of a person, alone in a line
_TOP = 5  # kept lines in which it stands
_ADDRESS = ("http://", "https://", "www.")
_PART = 0.5  # share of link text of a longer line that is a control
_MOST_LINKED = 0.6  # share of link text from which a short line leads elsewhere
_RUNNING = 100  # characters from which a line full of links may still be a sentence


def cut_page(tree: Tree, identity: Identity, words: Words) -> int | None:
    """Mark every block that is no part of the article with the reason; returns where the headline stands."""
    cut_hidden(tree, identity, words)
    headline = find_headline(tree, identity)
    cut_other_articles(tree, headline, identity)
    if headline is not None:
        cut_before(tree, headline)
        cut_translations(tree, headline, identity)
    tails = Tails(tree, headline or 0, identity, words)
    tails.cut("strong")
    anchor = headline if headline is not None else find_lead(tree, identity)
    if anchor is not None:
        cut_posts(tree, anchor, words, tails.ages)
        cut_stories(tree, anchor, identity, words, beside(tree, headline))
    tails.cut("weak")
    cut_hinted(tree, headline)
    cut_around(tree, headline, words)
    if headline is not None:
        cut_offers(tree, headline, words)
        tree.blocks[headline].cut = "headline"
    cut_lines(tree, identity, words)
    return headline


def _is_headline(block: Block, number: int, identity: Identity) -> bool:
    """Whether a line only says the headline again; a paragraph that begins so and goes on says more."""
    if block.good and number >= _LEAD:
        return False
    return identity.names(block.text) and (not block.good or identity.holds(block.text))


def cut_lines(tree: Tree, identity: Identity, words: Words) -> None:
    """Cut lines that are controls, lead elsewhere, repeat the headline, or head nothing."""
    kept = [block for block in tree.blocks if not block.cut]
    said: set[str] = set()
    for number, block in enumerate(kept):
        if _is_headline(block, number, identity):
            block.cut = "headline"
        elif said and block.text.rstrip(_DOTS) in said:
            block.cut = "said before"
        else:
            block.cut = (number < _TOP and _dateline(block, number, identity, words)) or _line_reason(
                block, words
            )
        if len(block.text) >= _REPEATED:
            said.add(block.text.rstrip(_DOTS))
    lines = [block for block in kept if block.cut in ("", "a control of the page")]
    _cut_closing(lines, _authors(tree, identity, words), words)
    for block in reversed(kept):
        if block.cut:
            continue
        if not block.heading:
            break
        block.cut = "heads nothing"


def _authors(tree: Tree, identity: Identity, words: Words) -> tuple[str, ...]:
    """The names of the authors, as the page's head and its bylines state them; lower case."""
    bylines = (block.text.casefold() for block in tree.blocks if block.cut.endswith("byline"))
    names = [line.removeprefix(next(filter(line.startswith, words.bylines), "")) for line in bylines]
    names += identity.author.casefold().split(", ")
    return tuple(name for name in names if " " in name)


def _cut_closing(kept: list[Block], authors: tuple[str, ...], words: Words) -> None:
    """Cut the notes on the author, the law and the newsletter with which an article may end."""
    starts = (*words.closing_starts, *authors, *(line + name for line in words.bylines for name in authors))
    closing = False
    for block in kept[max(_BODY, len(kept) - _BOTTOM) :]:
        line = block.text.casefold()
        signed = not block.good and len(line) <= _MAX_DATELINE and line.startswith(words.bylines)
        closing = closing or signed or line.startswith(starts) or _is_note(block, words)
        if closing:
            block.cut = "a closing note"


def _is_note(block: Block, words: Words) -> bool:
    """Whether a line tells of a person as its author, or what the law wants said."""
    name = _NAME.match(block.text)
    about = name is not None and block.text[name.end() :].strip().startswith(words.author_verbs)
    line = block.text.casefold()
    return about or any(phrase in line for phrase in words.disclaimers)


def _dateline(block: Block, number: int, identity: Identity, words: Words) -> str:
    """A line under the headline that says only who wrote it or when."""
    if block.good or block.tag in ("tr", "li") or len(block.text) > _MAX_DATELINE:
        return ""
    if block.text.casefold().startswith(words.bylines) or same_headline(block.text, identity.author):
        return "byline"
    if number < 2 and _NAME.fullmatch(block.text) and not block.heading:
        return "byline"
    aged = words.tells_age(block.text)
    return "dateline" if aged or day(block.text, words.months) else ""


def _line_reason(block: Block, words: Words) -> str:
    size = len(block.text)
    if block.short and block.plain in words.drop_lines:
        return "a control of the page"
    if (block.short or block.linked >= size * _PART) and block.text.casefold().startswith(words.drop_starts):
        return "a control of the page"
    if block.text[0].isdigit() and CLOCK.fullmatch(block.text):
        return "a time of day"
    if block.text.startswith(_ADDRESS) and " " not in block.text:
        return "an address"
    if (
        block.tag != "tr"
        and block.linked >= size * _MOST_LINKED
        and (size < _RUNNING or block.linked >= size * 0.9)
    ):
        return "a link"
    return ""


def article_text(tree: Tree) -> str:
    """The kept blocks, parted by blank lines."""
    return "\n\n".join(block.text for block in tree.blocks if not block.cut)
