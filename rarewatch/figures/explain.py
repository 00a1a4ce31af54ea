"""Why the figures of an article read as they do: mentions, rules, and where each slot comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rarewatch.figures.amounts import is_european
from rarewatch.figures.frames import FLOW_KINDS, TRADE
from rarewatch.figures.mentions import Item, read
from rarewatch.figures.resolve import find_figures
from rarewatch.figures.sentences import Sentence, sentences
from rarewatch.figures.timeline import resolve
from rarewatch.model import WORLD, Article, Figure, Flow, Kind, Period


class Origin(StrEnum):
    """Where the value of a slot comes from."""

    SAID = "said"
    """By words in the number's own clause."""
    CLAUSE = "clause"
    """By words in another clause of the sentence."""
    PREVIOUS = "previous sentence"
    EARLIER = "earlier sentence"
    HEADLINE = "headline"
    LATER = "later sentence"
    """For a headline, and for what only the rest of the text makes plain."""
    CONTEXT = "context"
    """By what several words together tell, no single one."""
    CONVENTION = "convention"
    """By nothing that is said: all partners, the year before."""


class Mention(NamedTuple):
    """A piece of a sentence that means something; the span is that in the sentence, in characters."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Slot:
    """One thing that a figure is of, and where the reader has it from."""

    name: str
    value: str
    """As the figure's `as_dict` gives it."""
    origin: Origin
    words: str = ""
    """The mention that gives it, in this sentence or another; empty where no single mention does."""
    sentence: int | None = None
    """Number of the nearest other sentence that says it; None where this one does, or none by itself."""


@dataclass(frozen=True)
class Reason:
    """A figure (with its rule and quote) and its slots; a slot without a value is left out."""

    figure: Figure
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Explained:
    """A sentence with its mentions and the figures read from it."""

    number: int
    """0 for the headline; the sentences of the text count from 1."""
    text: str
    mentions: tuple[Mention, ...]
    reasons: tuple[Reason, ...] = ()


def explain(article: Article) -> list[Explained]:
    """Every sentence, in the order of the words; each figure that `find_figures` gives stands in just one.

    A figure told twice is explained where it was told most exactly.
    """
    every = _read_all(article)
    return [
        Explained(
            place.number,
            place.sentence.text,
            tuple(Mention(item.kind, item.start, item.end, item.text) for item in place.items),
            tuple(Reason(figure, tuple(_slots(figure, place, every))) for figure in place.figures),
        )
        for place in every
    ]


def unread(article: Article) -> list[str]:
    """Sentences that hold a commodity and an amount, and of which nothing was read.

    Amounts are weights, money, per cents and multiples. A sentence is left out when all of its amounts are
    numbers of figures that were read elsewhere.
    """
    every = _read_all(article)
    told = {(figure.unit, abs(figure.value)) for place in every for figure in place.figures}
    return [place.sentence.text for place in every if not place.figures and _holds_more(place, told)]


@dataclass(frozen=True)
class _Place:
    """A sentence as it was read; `day` is the one that relative times count from."""

    number: int
    sentence: Sentence
    items: tuple[Item, ...]
    figures: tuple[Figure, ...]
    spoken: tuple[Period, ...]
    """Periods that its figures, and those of the sentence with figures before it, speak of."""
    day: date


def _read_all(article: Article) -> list[_Place]:
    figures = find_figures(article)
    day, european = _day(article, figures), is_european(article.text)
    places: list[_Place] = []
    before: tuple[Period, ...] = ()
    number = 0
    for sentence in sentences(article.title, article.text):
        number += sentence.paragraph >= 0
        row = read(sentence.text, european=european)
        items = tuple(item for item in row.items if item.kind not in {"word", "mark"})
        own = tuple(figure for figure in figures if sentence.holds(figure.start, in_title=figure.in_title))
        periods = _periods(own)
        places.append(_Place(number, sentence, items, own, (*periods, *before), day))
        before = periods or before
    return places


def _day(article: Article, figures: list[Figure]) -> date:
    """The day of publication; where the page gives none, the end of the latest year that is spoken of."""
    years = (period.end.year for period in _periods(tuple(figures)))
    return article.published or date(max(years, default=2000), 12, 31)


def _periods(figures: tuple[Figure, ...]) -> tuple[Period, ...]:
    found = (period for figure in figures for period in (figure.period, figure.baseline) if period)
    return tuple(dict.fromkeys(found))


def _slots(figure: Figure, place: _Place, every: list[_Place]) -> Iterator[Slot]:
    for name in _NAMES:
        value = getattr(figure, name)
        if value is not None:
            yield _slot(name, value, figure, place, every)


_NAMES = ("commodity", "flow", "reporter", "partner", "period", "baseline")


def _slot(name: str, value: str | Period, figure: Figure, place: _Place, every: list[_Place]) -> Slot:
    """Where one value of a figure comes from."""
    if name in figure.assumed:
        return Slot(name, str(value), Origin.CONVENTION)
    at = figure.start - place.sentence.start
    near = sorted(place.items, key=lambda item: abs(item.start - at))
    item = next((item for item in near if _gives(item, value, place, figure.kind)), None)
    if item:
        guessed = isinstance(value, Period) and "published" in figure.assumed and not item.value.year
        return Slot(name, str(value), Origin.CONVENTION if guessed else _where(item, at, place), item.text)
    if value == WORLD and name == "partner":  # where words name no partner, the total over all is meant
        return Slot(name, value, Origin.CONVENTION)
    return _from_context(name, value, figure, place, every)


def _from_context(name: str, value: str | Period, figure: Figure, place: _Place, every: list[_Place]) -> Slot:
    """The nearest sentence before that says it; else, as for a headline, the first one behind."""
    here = every.index(place)
    for other in (*reversed(every[:here]), *every[here + 1 :]):
        for item in reversed(other.items):
            if _gives(item, value, other, figure.kind):
                return Slot(name, str(value), _distance(place, other), item.text, other.number)
    return Slot(name, str(value), Origin.CONTEXT)


_CLAUSES = re.compile(r"[,;:—–](?=\s)|\b(?:while|but|whereas|although|though)\b")


def _where(item: Item, at: int, place: _Place) -> Origin:
    """Whether a mention stands in the clause of the number that starts at `at`."""
    first, last = (item.end, at) if item.end <= at else (at, item.start)
    return Origin.CLAUSE if _CLAUSES.search(place.sentence.text, first, last) else Origin.SAID


def _distance(place: _Place, other: _Place) -> Origin:
    """How another sentence stands to this one."""
    if other.number == 0:
        return Origin.HEADLINE
    if other.number > place.number:
        return Origin.LATER
    return Origin.PREVIOUS if other.number == place.number - 1 else Origin.EARLIER


def _gives(item: Item, value: str | Period, place: _Place, kind: Kind) -> bool:
    """Whether a mention by itself gives a value."""
    if isinstance(value, Period):
        return item.kind in _TIMES and _tells(item, value, place)
    if isinstance(value, Flow):
        return value in _flows(item.kind, kind)
    if value == WORLD and item.kind == "all":
        return True
    return item.kind in _NAMED and item.value == value


_TIMES = frozenset(["period", "rel", "rate"])
_NAMED = frozenset(["commodity", "place", "adjective", "town", "world"])


def _flows(mention: str, kind: Kind) -> tuple[Flow, ...]:
    """The flows that a word may tell: "took" and, for a rank, "supplier" are of either side of trade."""
    if mention == "take" or (mention == "ranked" and kind is Kind.RANK):
        return TRADE
    if mention == "relies":
        return (Flow.IMPORT,)
    return (FLOW_KINDS[mention],) if mention in FLOW_KINDS else ()


def _tells(item: Item, period: Period, place: _Place) -> bool:
    """Whether a time means a period here; months without a year do in any year."""
    when = item.value
    if when.kind == "span" and when.year is None:
        return (period.start.month, period.whole_months) == (when.first, when.count)
    return any(resolve(when, place.day, spoken) == period for spoken in (None, *place.spoken))


_AMOUNTS = frozenset(["mass", "money", "pct", "fold", "multiplied"])


def _holds_more(place: _Place, told: set[tuple[str | None, float]]) -> bool:
    """Whether a sentence holds a commodity and an amount that no figure tells."""
    amounts = [item for item in place.items if item.kind in _AMOUNTS]
    named = any(item.kind == "commodity" for item in place.items)
    return named and any(_number(item) not in told for item in amounts)


def _number(item: Item) -> tuple[str | None, float]:
    """An amount's unit and size, as a figure has them."""
    if item.kind == "multiplied":
        return "%", abs(float(item.value))
    return item.value.unit, abs(round(item.value.value, 6))
