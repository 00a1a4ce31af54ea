"""Claims about order, tied to the figure in whose clause each stands, and so to a series and a period.

What is claimed of growth ("the fastest growth since"), of prices, or of what came before ("from August's
seven-month high") is another matter and not read. Places in an order are figures already, of kind rank.
"""

import re
from collections.abc import Iterator, Sequence

from rarewatch.figures.orders import Since, may_claim, other_words, said, speaks_back
from rarewatch.figures.sentences import Sentence, sentences
from rarewatch.model import WORLD, Article, Claim, Figure, Kind, Order, Period

_TIED_AFTER = re.compile(
    r"(?: level| figure| volume| total)?(?:,? (?:of|at|with)|:)? (?:only |just |some |about )?"
)
_TIED_BEFORE = re.compile(
    r"(?: \w+)?,? (?P<which>which (?:was|is|were) |that is )?(?:also )?(?:an?|the|its|their) "
)
_FROM_WHAT = re.compile(r"\b(?:from|than)(?: \w+){0,2} $")
_CUT = re.compile(r"; | (?:while|whereas|but|although|though) ")
_FROM = re.compile(
    r"\b(?:from|after|below|above|off|than|near|under|since|following)\s"
    r"(?:(?:an?|the|its|their|last|all|\w+['’]s)\s){0,3}$",
    re.IGNORECASE,
)
"""What makes the words after it another time's: "from August's seven-month high"."""


def find_claims(article: Article, figures: Sequence[Figure]) -> list[Claim]:
    """The claims about order in title and text, each once, in the order of the words.

    `figures` are those that were read from the article; a claim that stands beside none is not kept.
    """
    ranks = [_ranked(figure) for figure in figures if _is_place(figure)]
    if not figures or not may_claim(f"{article.title}\n{article.text}"):
        return ranks
    before: list[Figure] = []
    found: list[Claim] = []
    for sentence in sentences(article.title, article.text):
        mine = [figure for figure in figures if sentence.holds(figure.start, in_title=figure.in_title)]
        if may_claim(sentence.text):
            about = mine or (before if speaks_back(sentence.text) else [])
            found += _in_sentence(sentence, about, article) if about else []
        before = mine
    once = {_what(claim): claim for claim in reversed((*ranks, *found))}
    return sorted(once.values(), key=lambda claim: (not claim.in_title, claim.start))


def _in_sentence(sentence: Sentence, figures: Sequence[Figure], article: Article) -> Iterator[Claim]:
    """The claims of a sentence, each about one of the figures."""
    text = sentence.text
    for start, end, what in said(text):
        figure = _subject(sentence, start, end, figures) if _is_meant(text, start) else None
        if figure is None:
            continue
        year = article.published.year if article.published else None
        yield Claim(
            *(figure.commodity, figure.flow, figure.reporter, figure.partner, figure.measure, figure.period),
            order=what.order,
            since=_resolved(what.since, figure.period, year) if what.since else None,
            months=what.months,
            quote=text[start:end],
            sentence=text,
            in_title=sentence.paragraph < 0,
            start=sentence.start + start,
        )


def _is_meant(text: str, start: int) -> bool:
    """Whether a claim is about the amount of now: not about what it came from, nor a price."""
    return not _FROM.search(text, 0, start) and not other_words().search(text, *_clause(text, start))


def _subject(sentence: Sentence, start: int, end: int, figures: Sequence[Figure]) -> Figure | None:
    """The figure that a claim is about: the one beside it, else that of the latest period in its clause."""
    told = [figure for figure in figures if figure.kind in {Kind.LEVEL, Kind.CHANGE}]
    begin, stop = _clause(sentence.text, start)
    inside = [figure for figure in told if begin <= figure.start - sentence.start < stop] or told
    if not inside:
        return None

    def fits(figure: Figure) -> tuple[object, ...]:
        at = figure.start - sentence.start
        gap = at - end if at >= end else start - at
        latest = figure.period.end.toordinal() if figure.period else 0
        level = figure.kind is Kind.LEVEL
        return level and _beside(sentence.text, (start, end), figure, at), latest, level, at < end, -abs(gap)

    return max(inside, key=fits)


def _beside(text: str, claim: tuple[int, int], figure: Figure, at: int) -> bool:
    """Whether the words tie a claim to a number: "656 tons, the most", "a high of 500 tons"."""
    start, end = claim
    if at >= end:
        return _TIED_AFTER.fullmatch(text, end, at) is not None
    tied = _TIED_BEFORE.fullmatch(text, at + len(figure.quote), start)
    return tied is not None and (bool(tied["which"]) or not _FROM_WHAT.search(text, 0, at))


def _clause(text: str, at: int) -> tuple[int, int]:
    """Start and end of the clause around a place."""
    cuts = [0, *(cut.start() for cut in _CUT.finditer(text)), len(text)]
    return max(cut for cut in cuts if cut <= at), min(cut for cut in cuts[1:] if cut > at)


def _is_place(figure: Figure) -> bool:
    return figure.kind is Kind.RANK and figure.partner not in {None, WORLD}


def _ranked(figure: Figure) -> Claim:
    """The claim that a figure of kind rank makes."""
    return Claim(
        *(figure.commodity, figure.flow, figure.reporter, figure.partner, figure.measure, figure.period),
        order=Order.RANK,
        place=int(figure.value),
        quote=figure.quote,
        sentence=figure.sentence,
        in_title=figure.in_title,
        start=figure.start,
    )


def _what(claim: Claim) -> tuple[object, ...]:
    series = claim.commodity, claim.flow, claim.reporter, claim.partner, claim.measure
    return (*series, claim.period, claim.order, claim.since, claim.months, claim.place)


def _resolved(since: Since, period: Period | None, published: int | None) -> Period | None:
    """The month or year that is meant: a bare month is the last of its name before the period."""
    if since.month is None:
        return Period.months(since.year, 1, 12) if since.year else None
    if since.year:
        return Period.months(since.year, since.month)
    if period is None:
        return None
    if since.last_year:
        return Period.months((published or period.end.year) - 1, since.month)
    year = period.start.year - (since.month >= period.start.month)
    return Period.months(year, since.month)
