"""From an article to its figures: sentences in their order, what each leaves unsaid, each fact once."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from rarewatch.figures.amounts import is_european
from rarewatch.figures.binding import Binder
from rarewatch.figures.distinct import distinct
from rarewatch.figures.flows import named
from rarewatch.figures.frames import TRADE, Frame, Walk
from rarewatch.figures.mentions import Row, find_commodities, read
from rarewatch.figures.sentences import Sentence, sentences
from rarewatch.figures.tables import LONGEST_LINE, tabled
from rarewatch.figures.walk import steps
from rarewatch.model import WORLD, Article, Figure, Flow, Kind, Period


def find_figures(article: Article) -> list[Figure]:
    """Every trade figure that title and text state, in the order of the words; the same fact once.

    A bare "June" is resolved against `article.published`; where that is None, against the latest year that
    the text names, and the figure's `assumed` says so.
    """
    if not find_commodities(article.title + "\n" + article.text):
        return []
    published = article.published or _latest(article)
    figures = _read_all(article, published)
    if article.published is None:
        figures = [replace(figure, assumed=(*figure.assumed, "published")) for figure in figures]
    return distinct(figures)


def _latest(article: Article) -> date:
    """A day after all the years that the text names: the best guess where the page gives no date."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", f"{article.title} {article.text}")]
    return date(max((year for year in years if year < 2100), default=2000), 12, 31)


def _read_all(article: Article, published: date) -> list[Figure]:
    """The figures in the order of the words; an opening without a period takes the first one named."""
    european = is_european(article.text)
    rows = [
        (sentence, read(sentence.text, european=european))
        for sentence in sentences(article.title, article.text)
    ]
    headed = _title_period(rows, published)
    found, opening = _pass(rows, published, headed)
    if opening and any(
        figure.period is None and figure.kind in {Kind.LEVEL, Kind.CHANGE} for figure in found
    ):
        found, _ = _pass(rows, published, opening)
    return found


def _title_period(rows: list[tuple[Sentence, Row]], published: date) -> Period | None:
    """The period that the headline speaks of, if it names one."""
    if not rows or rows[0][0].paragraph >= 0:
        return None
    walk = Walk(rows[0][1], Frame(), published)
    for _ in steps(walk):
        pass
    return walk.frame.period if "period" in walk.frame.said else None


def _pass(
    rows: list[tuple[Sentence, Row]], published: date, period: Period | None
) -> tuple[list[Figure], Period | None]:
    """One reading: the body first, then the headline with what the opening paragraph tells."""
    frame = Frame(period=period, main=period)
    _settle_home(frame, rows, published)
    title = [pair for pair in rows if pair[0].paragraph < 0]
    opening: Frame | None = None
    body: list[Figure] = []
    paragraph = -1
    for sentence, row in rows[len(title) :]:
        fresh = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        body += _read_sentence(sentence, row, frame, published, fresh=fresh)
        if opening is None and frame.period:
            opening = frame.copy()
    told = opening.period if opening else None
    head = [
        figure
        for sentence, row in title
        for figure in _read_sentence(sentence, row, opening or frame, published, fresh=True)
    ]
    return head + body, told


def _settle_home(frame: Frame, every: list[tuple[Sentence, Row]], published: date) -> None:
    """Whose flow the article's data are of: the flow and reporter that its words name most often."""
    counts: Counter[tuple[Flow, str]] = Counter()
    first: tuple[Flow, str] | None = None
    trial = Frame()
    for number, (sentence, row) in enumerate(every[:_OPENING]):
        walk = Walk(row, trial, published)
        trial.talked, trial.opening = trial.opening or trial.talked, None
        trial.subject = None
        trial.said = set()
        for index in steps(walk):
            owner = named(walk, index)
            if owner and trial.flow:
                counts[trial.flow, owner] += max(1, 4 - number)
            elif row.items[index].kind in _FLOWS and not counts and trial.flow and trial.reporter:
                first = first or (trial.flow, trial.reporter)
        if sentence.paragraph < 0 and trial.partner_said() and trial.ends < 2 and trial.partner != WORLD:
            frame.scope = trial.partner
        if "commodity" in trial.said:
            frame.theme = frame.theme or trial.commodity
            frame.commodity = trial.commodity if sentence.paragraph < 0 else frame.commodity
    frame.likely = _most_named(every)
    if counts or first:
        frame.home = counts.most_common(1)[0][0] if counts else first or (Flow.EXPORT, "")
        frame.flow = frame.home[0]
        frame.own(frame.home[1])
        frame.reset_partner()


def _most_named(every: list[tuple[Sentence, Row]]) -> str | None:
    """The territory that the opening names most often: the reporter where no words say whose flow it is."""
    names = Counter(
        str(item.value)
        for _, row in every[:_OPENING]
        for item in row.items
        if item.kind in {"place", "adjective"}
    )
    return names.most_common(1)[0][0] if names else None


_OPENING = 12
"""Sentences that are looked at for the article's own view: about the first third of a long one."""


_FLOWS = frozenset(["exp", "imp", "prod", "proc", "expv", "impv"])


def _read_sentence(
    sentence: Sentence, row: Row, frame: Frame, published: date, *, fresh: bool
) -> list[Figure]:
    _begin(frame, row, new_paragraph=fresh)
    row = tabled(row, frame, sentence, published)
    before = frame.copy()
    found = Binder(sentence, row, frame, published).together()
    if not found and not any(item.kind in _FLOWS for item in row.items):
        early = any(item.kind == "commodity" for item in row.items[:4])
        for slot in (
            "flow",
            "exporter",
            "importer",
            "maker",
            "period",
            "rate",
            "anchor",
            *(() if early else ("commodity",)),
        ):
            setattr(frame, slot, getattr(before, slot))
    _end(frame, row, before, published)
    return found


def _end(frame: Frame, row: Row, before: Frame, published: date) -> None:
    """What of this sentence the next one goes on with."""
    if row.text.endswith(":"):
        frame.listing = frame.flow is not None
    elif len(row.items) > LONGEST_LINE:
        frame.listing = False
    if "period" in frame.said and frame.period:
        background = any(item.text.lower() == "had" for item in row.items) or row.items[0].kind == "rel"
        older = before.period is not None and frame.period.end < before.period.end
        if older and (background or frame.period.whole_months in {1, 2, 3}):
            frame.period = before.period
        elif frame.main is None or frame.main.end < frame.period.end <= published:
            frame.main = frame.period


_GROUPS = frozenset(["rare-earths", "rare-earth-magnets"])
"""Commodities that single elements are a part of."""


def _begin(frame: Frame, row: Row, *, new_paragraph: bool) -> None:
    """A new sentence: what was said is now what is left unsaid."""
    frame.said = {"paragraph"} if new_paragraph else set()
    frame.near = {}
    frame.modal = False
    frame.base = None
    frame.measure = "quantity"
    if frame.period != frame.anchor:
        frame.anchor = None
    frame.joint = False
    frame.held = 0
    opening = row.kinds[:7]
    goes_on = not _ANAPHORA.isdisjoint(opening) and not {"exp", "imp"} & set(opening)
    if frame.topic not in {"flow", "again"} and not goes_on:
        frame.topic = ""
    elif frame.topic in {"flow", "again"}:
        frame.topic = "again" if goes_on or not new_paragraph else ""
    if frame.ends > 1 and frame.flow in TRADE:
        frame.reset_partner()
    frame.ends = 0
    if new_paragraph and not goes_on:
        frame.period = frame.main
        frame.anchor = None
        if frame.theme in _GROUPS and frame.commodity and frame.commodity not in _GROUPS:
            frame.commodity = frame.theme
        if frame.home and frame.home[0] is not frame.flow:
            frame.flow = frame.home[0]
            frame.own(frame.home[1])
            frame.reset_partner()
            frame.said = {"paragraph"}
    frame.talked, frame.opening = frame.opening or frame.talked, None
    frame.subject = None


_ANAPHORA = frozenset(["pronoun", "same", "share"])
