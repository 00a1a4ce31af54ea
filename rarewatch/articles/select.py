"""The lines of an article, from a page's blocks: every cut in its order, then the lines that are controls."""

from rarewatch.articles.blocks import Block, Tree
from rarewatch.articles.boundaries import cut_tails
from rarewatch.articles.clean import plain
from rarewatch.articles.dates import day
from rarewatch.articles.identity import Identity
from rarewatch.articles.region import (
    cut_around,
    cut_before,
    cut_hidden,
    cut_hinted,
    cut_other_articles,
    find_headline,
)
from rarewatch.articles.words import Words

_MAX_DATELINE = 60  # characters of a line that says who or when
_TOP = 5  # kept lines in which it stands
_MOST_LINKED = 0.6  # share of link text from which a short line leads elsewhere
_RUNNING = 100  # characters from which a line full of links may still be a sentence


def cut_page(tree: Tree, identity: Identity, words: Words) -> int | None:
    """Mark every block that is no part of the article with the reason; returns where the headline stands."""
    cut_hidden(tree)
    headline = find_headline(tree, identity)
    cut_other_articles(tree, headline, identity)
    if headline is not None:
        cut_before(tree, headline)
    cut_tails(tree, headline or 0, identity, words)
    cut_hinted(tree, headline)
    cut_around(tree, headline)
    if headline is not None:
        tree.blocks[headline].cut = tree.blocks[headline].cut or "headline"
    cut_lines(tree, identity, words)
    return headline


def cut_lines(tree: Tree, identity: Identity, words: Words) -> None:
    """Cut lines that are controls, lead elsewhere, repeat the headline, or head nothing."""
    kept = [block for block in tree.blocks if not block.cut]
    for number, block in enumerate(kept):
        if number < 3 and identity.names(block.text):
            block.cut = "headline"
        else:
            block.cut = (number < _TOP and _dateline(block, words)) or _line_reason(block, words)
    for block in reversed(kept):
        if block.cut:
            continue
        if not block.heading:
            break
        block.cut = "heads nothing"


def _dateline(block: Block, words: Words) -> str:
    """A line under the headline that says only who wrote it or when."""
    if block.good or block.tag in ("tr", "li") or len(block.text) > _MAX_DATELINE:
        return ""
    if block.text.casefold().startswith(words.bylines):
        return "byline"
    aged = bool(words.ages.search(block.text)) and any(char.isdigit() for char in block.text)
    return "dateline" if aged or day(block.text, words.months) else ""


def _line_reason(block: Block, words: Words) -> str:
    if block.short and (
        plain(block.text) in words.drop_lines or block.text.casefold().startswith(words.drop_starts)
    ):
        return "a control of the page"
    size = len(block.text)
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
