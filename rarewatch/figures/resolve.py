"""From an article to its figures: sentences in their order, what each leaves unsaid, each fact once."""

import re
from dataclasses import dataclass, replace
from datetime import date

from rarewatch.figures.amounts import is_european
from rarewatch.figures.binding import Binder
from rarewatch.figures.cues import seizes_power
from rarewatch.figures.digests import View, views
from rarewatch.figures.distinct import distinct
from rarewatch.figures.elision import elided
from rarewatch.figures.frames import GROUPS, HOLD, TRADE, Frame, Walk
from rarewatch.figures.grids import Grid, Reader, grids
from rarewatch.figures.home import Home, settle
from rarewatch.figures.homonyms import settled_names
from rarewatch.figures.lexicon import policies
from rarewatch.figures.lists import for_each, for_either, headed
from rarewatch.figures.mentions import Row, names_commodity, read
from rarewatch.figures.seats import SEATED
from rarewatch.figures.sentences import Sentence, sentences
from rarewatch.figures.several import opens_in_province
from rarewatch.figures.starts import begin
from rarewatch.figures.sums import reconciled
from rarewatch.figures.tables import LONGEST_LINE, tabled
from rarewatch.figures.walk import steps
from rarewatch.model import WORLD, Article, Figure, Flow, Kind, Period

_NO_YEAR = date(2000, 12, 31)
"""What times are reckoned from where neither the page nor the text names a year: no period is told then."""


def find_figures(article: Article) -> list[Figure]:
    """Every trade figure that title and text state, in the order of the words; the same fact once.

    A bare "June" is resolved against `article.published`; where that is None, against the latest year that
    the text names, and the figure's `assumed` says so; where it names none, no period is told.
    """
    if not names_commodity(article.title + "\n" + article.text):
        return []
    published = article.published or _latest(article)
    figures, headed = _read_all(article, published)
    if article.published is None:
        figures = [replace(figure, assumed=(*figure.assumed, "published")) for figure in figures]
        if published == _NO_YEAR:
            figures = [replace(figure, period=None, baseline=None) for figure in figures]
    return distinct(reconciled(figures), headed)


def _latest(article: Article) -> date:
    """A day after all the years that the text names: the best guess where the page gives no date."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", f"{article.title} {article.text}")]
    return date(max((year for year in years if year < 2100), default=_NO_YEAR.year), 12, 31)


def _read_all(article: Article, published: date) -> tuple[list[Figure], Period | None]:
    """The figures in the order of the words, and the period that the headline names; an opening without a
    period takes the first one named."""
    european = is_european(article.text)
    every = list(sentences(article.title, article.text))
    read_all = settled_names([read(one.text, european=european) for one in every], article.text)
    rows = list(zip(every, elided(read_all), strict=True))
    tables = grids([sentence for sentence, _ in rows])
    plan = _Plan(rows, published, settle(rows, published), tables, views(rows, published))
    headed = _title_period(rows, published)
    found, opening = _pass(plan, headed, again=False)
    if opening and _undated(found):
        found, _ = _pass(plan, opening, again=True)
    return found, headed


def _undated(figures: list[Figure]) -> bool:
    """Whether an amount or its growth has no period."""
    return any(figure.period is None and figure.kind in {*_DATED, Kind.RANK} for figure in figures)


_DATED = frozenset([Kind.LEVEL, Kind.CHANGE])


def _title_period(rows: list[tuple[Sentence, Row]], published: date) -> Period | None:
    """The period that the headline speaks of, if it names one."""
    if not rows or rows[0][0].paragraph >= 0:
        return None
    walk = Walk(rows[0][1], Frame(), published)
    named = [n for n, kind in enumerate(walk.kinds) if kind in {"period", "rel"}]
    for stop in steps(walk, named):
        if "period" in walk.frame.said and walk.items[stop].value.kind not in _OPEN:
            return walk.frame.period
    return None


_OPEN = frozenset(["todate", "run"])
"""Times in a headline whose end the text tells: "exports top $5 million in eight months"."""


@dataclass(frozen=True)
class _Plan:
    """An article before it is read: its rows, whose flow it is of, its tables by their first line, and whose
    flow the items of a digest are of, by their paragraph."""

    rows: list[tuple[Sentence, Row]]
    published: date
    home: Home
    tables: dict[int, Grid]
    views: dict[int, View]


def _pass(plan: _Plan, period: Period | None, *, again: bool) -> tuple[list[Figure], Period | None]:
    """One reading: the body first, then the headline with what the opening paragraph tells.

    It ends early where it is the first and a second one has to be made.
    """
    rows, published, tables = plan.rows, plan.published, plan.tables
    frame = Frame(period=period, main=period)
    _settle_home(frame, rows, plan.home)
    whole = frame.home
    title = [pair for pair in rows if pair[0].paragraph < 0]
    opening: Frame | None = None
    body: list[Figure] = []
    paragraph = -1
    passed, told_yet, vain = 0, False, False
    for index, (sentence, row) in enumerate(rows[len(title) :], len(title)):
        if _NOTICE.match(sentence.text) or index < passed:
            continue
        if index in tables:
            caption = rows[index - 1][0].text if index else ""
            cells = list(Reader(tables[index], caption, frame, published).figures())
            body += cells
            frame.period = frame.main = max(
                _periods_of(cells, published, frame), key=lambda one: one.end, default=None
            )
            passed = index + len(tables[index].lines)
            continue
        fresh = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        if fresh and plan.views:
            frame.home = plan.views.get(paragraph, whole)
        found = _read_sentence(sentence, row, frame, published, fresh=fresh)
        if found and _CORRECT.search(row.text):
            body = _without_wrong(body, rows[index - 1][1].text)
        body += found
        vain = vain or (not again and _undated(found))
        if not told_yet and body:
            told_yet = True
            _take_scope(frame, body)
        if opening is None and frame.period:
            opening = frame.copy()
        if opening and vain:
            return body, opening.period
    head = [
        figure
        for sentence, row in title
        for figure in _read_sentence(sentence, row, opening or frame, published, fresh=True)
        if not _turned_away(figure, rows[len(title) :], body)
    ]
    return head + body, opening.period if opening else None


def _without_wrong(body: list[Figure], sentence: str) -> list[Figure]:
    """The figures without the amounts of a sentence that the next one corrects."""
    return [one for one in body if one.sentence != sentence or one.kind is not Kind.LEVEL]


def _turned_away(figure: Figure, rows: list[tuple[Sentence, Row]], body: list[Figure]) -> bool:
    """Whether the text tells the headline's amount as no figure: as a capacity, a quota."""
    if figure.kind is not Kind.LEVEL or any(one.value == figure.value for one in body):
        return False
    amounts = (item.value for _, row in rows for item in row.items if item.kind in _AMOUNTS)
    return any((one.value, one.unit) == (figure.value, figure.unit) for one in amounts)


_AMOUNTS = frozenset(["mass", "money"])


def _periods_of(figures: list[Figure], published: date, frame: Frame) -> list[Period]:
    """The periods over before publication that figures are of, and the latest one told so far."""
    told = [figure.period for figure in figures if figure.period and figure.period.end <= published]
    return [*told, frame.main] if frame.main else told


def _take_scope(frame: Frame, first: list[Figure]) -> None:
    """The partner of the first sentence with figures, where there is just one and the headline has none."""
    partners = {figure.partner for figure in first}
    part = all(figure.kind is Kind.SHARE for figure in first)  # "Two thirds of the magnets were Chinese"
    if frame.parted and (partners == {WORLD} or part):
        frame.scope = None  # "Germany gets two in three tonnes from China" is of a part of what it imports
    if frame.scope is None and len(partners) == 1 and frame.flow in TRADE and not part:
        frame.scope = partners.pop()


_NOTICE = re.compile(
    r"\((?:An earlier version|This (?:article|story|version)|Corrects|Updates|Adds|Refiles|Recasts|Repeats"
    r"|Fixes)\b"
)
"""How a wire marks what it has changed: those numbers are the story's own, or wrong ones."""


_CORRECT = re.compile(r"\b[Tt]he (?:correct|right) (?:figure|number|amount|total) (?:is|was|should be)\b")
"""How a notice goes on behind the number that it withdraws."""


_PARTS = frozenset(["pct", "share", "makesup", "relies", "holds"])
"""What a headline tells of a part of the trade with: the text begins with the whole."""


def _speaks_of(row: Row, seat: str) -> bool:
    """Whether a sentence names a territory, not only a town where it was written or somebody sits."""
    named = [
        n for n, item in enumerate(row.items) if item.kind in {"place", "adjective"} and item.value == seat
    ]
    return any(n > 0 and row.lows_around[n + 1] not in SEATED for n in named)


def _settle_home(frame: Frame, every: list[tuple[Sentence, Row]], home: Home) -> None:
    """Start from whose flow the article's data are of."""
    frame.theme = home.theme
    head = every[0][1]
    topics = {
        item.value for n, item in enumerate(head.items) if item.kind == "not" and not seizes_power(head, n)
    }
    frame.shady, frame.allotted = "illegal" in topics, "quota" in topics
    titled = every[0][0].paragraph < 0 and "commodity" in every[0][1].kinds
    frame.commodity = home.theme if titled else None
    named = every[0][1].items if titled else []
    frame.goods = frozenset(str(item.value) for item in named if item.kind == "commodity")
    frame.likely, frame.scope, frame.here = home.likely, home.scope, home.seat
    frame.at_home = home.seat is not None and any(_speaks_of(row, home.seat) for _, row in every)
    if home.flow and home.reporter:
        frame.home = home.flow, home.reporter
        frame.flow = home.flow
        frame.own(home.reporter)
        frame.reset_partner()
        frame.parted = not _PARTS.isdisjoint(every[0][1].kinds)
        if frame.scope and not frame.parted:
            frame.meet(frame.scope)
        frame.said.clear()


_DIRECTIONS = frozenset(["up", "down"])
_FLOWS = frozenset(["exp", "imp", "prod", "proc", "expv", "impv"])


def _read_sentence(
    sentence: Sentence, row: Row, frame: Frame, published: date, *, fresh: bool
) -> list[Figure]:
    begin(frame, row, new_paragraph=fresh)
    row = tabled(row, frame, sentence, published)
    before = frame.copy()
    found = for_each(Binder(sentence, row, frame, published).together(), row, frame.headed)
    found = for_either(found, row, before.before)
    leads = "commodity" in row.kinds and not _DIRECTIONS.isdisjoint(row.kinds)
    asks = row.text.endswith("?") and "prodv" in row.kinds  # "What does China itself produce?"
    if not found and not leads and not asks and not _names_flow(row):
        early = "commodity" in row.kinds[:4] and row.lows[0] not in {"like", "unlike"}
        if early and "makesup" in row.kinds:
            first = row.items[row.kinds.index("commodity")].value
            early = first in GROUPS  # not in "Cerium makes up most of the tonnage"
        early = early or row.text.endswith("?")  # "Does the number cover magnets?"
        early = early or "raw" in frame.said  # "Figures for raw materials pointed the other way"
        early = early or _tells_theme(frame, before)
        total = "all" in row.kinds or "total" in row.lows
        for slot in (
            *(() if total else ("flow", "exporter", "importer", "maker")),
            *(("period", "anchor") if before.main and not _names_time(row, frame, published) else ()),
            *(() if row.text.endswith(":") else ("rate",)),
            *(() if early else ("commodity",)),
        ):
            setattr(frame, slot, getattr(before, slot))
        if early and frame.commodity != before.commodity:
            frame.reset_partner()  # "2. Magnets." speaks of all partners again
    if not found and frame.topic in HOLD:
        if "commodity" not in row.kinds[:4]:
            frame.commodity = before.commodity  # "quotas fall short of the demand for magnets"
        if before.main and not _names_time_before(row, HOLD):
            frame.period, frame.anchor = before.period, before.anchor  # "the quota for the first half"
    frame.going = frame.told_last = bool(found)
    if found or "paragraph" in frame.said:
        shares = [figure for figure in found if figure.kind is Kind.SHARE]
        frame.shared = bool(shares)
        frame.part = next(
            ((one.flow, one.reporter, one.partner) for one in reversed(shares) if one.partner), None
        )
    _end(frame, row, before, published, found)
    _carry(frame, found)
    return found


def _names_time_before(row: Row, topics: frozenset[str]) -> bool:
    """Whether a time stands before the first word that turns to one of the topics."""
    first = next((n for n, item in enumerate(row.items) if item.kind == "not" and item.value in topics), 0)
    return "period" in row.kinds[:first]


def _tells_theme(frame: Frame, before: Frame) -> bool:
    """ "The pit is the only one in Australia that yields antimony": what an article on a mine is of."""
    of_output = frame.home is not None and frame.home[0] not in TRADE
    return of_output and before.commodity is None and frame.commodity == frame.theme


def _names_flow(row: Row) -> bool:
    """Whether a sentence speaks of a flow, and not of controls on it alone."""
    after = zip(row.kinds, [*row.lows[1:], ""], strict=True)
    return any(kind in _FLOWS and low not in policies() for kind, low in after)


def _whole_of(share: Figure) -> tuple[str | None, str | None] | None:
    """The ends of the trade that a share is of; None of what is no share."""
    if share.kind is not Kind.SHARE:
        return None
    return (WORLD, share.reporter) if share.flow is Flow.IMPORT else (share.reporter, WORLD)


def _carry(frame: Frame, found: list[Figure]) -> None:
    """What all amounts of a sentence were told of, the words behind them included, is spoken of on."""
    frame.first, frame.placed, frame.dated = None, 0, None
    if not found:
        return
    last = found[-1]
    if (last.flow, last.reporter) != (frame.flow, frame.reporter):
        frame.flow = last.flow  # "5 t were exported, as Myanmar's output fell" goes on with exports
        frame.own(last.reporter)
        frame.meet(last.partner if last.partner and last.kind in _DATED else WORLD)
    amounts = [one for one in found if one.kind in _DATED and one.flow in TRADE]
    ranked = [int(one.value) for one in found if one.kind is Kind.RANK]
    frame.placed = max(ranked, default=0)
    traded = [one for one in found if one.flow in TRADE]
    whole = frame.whole[traded[-1].flow is Flow.IMPORT] if frame.whole and traded else None
    if whole and traded[-1].reporter != whole:
        frame.whole = None  # the trade of another was told after the share
        if traded[-1].kind is Kind.SHARE and traded[-1] is last:
            frame.whole = (WORLD, last.reporter) if last.flow is Flow.IMPORT else (last.reporter, WORLD)
    frame.first = amounts[0].partner if amounts else None
    frame.dated = amounts[-1].period if amounts else None
    ends = {(one.flow, one.reporter, one.partner) for one in found if one.kind in _DATED}
    if len(ends) != 1 or any(one.kind not in _DATED for one in found):
        return
    flow, reporter, partner = ends.pop()
    if frame.book not in {None, reporter, partner}:
        frame.book = None  # Estonia's exports, by Eurostat: its imports are no one else's
    if flow in TRADE and frame.flow is flow and frame.reporter == reporter and partner:
        frame.meet(partner)
        frame.ends = min(frame.ends, 1)  # whoever else was named behind the numbers, these are of one


def _names_time(row: Row, frame: Frame, published: date) -> bool:
    """Whether a sentence without a figure is there to name a time: "June brought a fresh low"."""
    early = "period" in row.kinds[:5] and "not" not in row.kinds
    return early and "period" in frame.said and frame.period is not None and frame.period.end <= published


_TRADING = frozenset(["exp", "imp", "ranked", "prod"])


def _is_heading(row: Row) -> bool:
    """Whether a line stands over others: short, without a full stop."""
    return 1 < len(row.items) < 10 and row.text[-1] not in '.,;"”' and "place" not in row.kinds[:1]


_LABEL = 6
"""Items of the shortest sentence that is no mere label of what follows."""


def _end(frame: Frame, row: Row, before: Frame, published: date, found: list[Figure]) -> None:
    """What of this sentence the next one goes on with."""
    named = [index for index, kind in enumerate(row.kinds) if kind == "place"]
    if {"the former", "the latter"}.isdisjoint(row.lows):
        frame.before = row
    frame.mentioned = str(row.items[named[-1]].value) if named else None
    if row.lows[0] in {"it", "its"}:
        frame.opening = frame.opening or frame.named_before
    if "commodity" in row.kinds:
        frame.spoken = [item.value for item in row.items if item.kind == "commodity"][-1]
    frame.regional = not found and opens_in_province(row)
    heads = not found and _is_heading(row)
    frame.told_of = found[-1].commodity if found else frame.told_of
    goes_on = frame.passing or "commodity" in row.kinds
    leads = heads or row.text[-1] == ":" or len(row.items) < _LABEL  # "2. Magnets."
    frame.passing = goes_on and not leads and frame.told_of not in {None, frame.commodity}
    _end_heading(frame, row, heads=heads, found=found)
    if "period" in frame.said and frame.period:
        told = [figure.period for figure in found if figure.period and figure.period.end <= published]
        period = _end_period(frame.period, row, before, told)
        frame.period = period
        later = frame.main is None or frame.main.end < period.end <= published
        if period is not before.period and later:
            frame.main = period
    else:
        frame.period = _year_told(frame, row, found)


def _end_heading(frame: Frame, row: Row, *, heads: bool, found: list[Figure]) -> None:
    """What a heading, or a head with a colon, says of the lines under it."""
    if heads or (not found and headed(row)):
        frame.headed = headed(row)
    if heads:
        frame.section = frame.topic if frame.topic in HOLD | {"other"} else ""
    if row.text.endswith(":") or (heads and not frame.section and not _TRADING.isdisjoint(row.kinds)):
        frame.listing = frame.flow is not None
    elif len(row.items) > LONGEST_LINE:
        frame.listing = False


def _year_told(frame: Frame, row: Row, found: list[Figure]) -> Period | None:
    """ "China dug 60% of the 5 t that the world made in 2024", where months were told of before: what
    comes next is of that year."""
    told = {figure.period for figure in found}
    year = told.pop() if len(told) == 1 and row.kinds.count("period") == 1 else None
    made = all(figure.flow not in TRADE for figure in found)
    shorter = frame.period is not None and frame.period.whole_months < _YEAR
    return year if year and made and shorter and year.whole_months == _YEAR else frame.period


_YEAR = 12


def _tells_part(row: Row, period: Period, spoken: Period) -> bool:
    """ "February accounted for 5 t of this": a part of what was told of a longer time, which goes on."""
    within = spoken.start <= period.start and period.end <= spoken.end and period != spoken
    of_it = (n for n, kind in enumerate(row.kinds) if kind == "mass" and row.lows_around[n + 1] == "of")
    within = within and row.kinds[0] == "period"
    return within and any(row.lows_around[n + 2] in _OF_IT for n in of_it)


_OF_IT = frozenset(["this", "that", "it", "them", "these", "those", "which"])


def _end_period(period: Period, row: Row, before: Frame, told: list[Period]) -> Period:
    """The period that the next sentence speaks of: not an older one that was told by the way."""
    opens = zip(row.kinds[:2], row.lows[:2], strict=True)
    earlier = any(kind == "rel" and low != "that year" for kind, low in opens)
    background = "had" in row.lows or earlier
    labelled = row.kinds[0] == "period" and row.lows[1:2] in (["–"], ["—"])
    if before.period and _tells_part(row, period, before.period):
        return before.period
    wholly = bool(told) and set(told) == {period} and not background
    by_the_way = not labelled and not wholly and (background or period.whole_months in {1, 2, 3})
    if by_the_way and before.period is not None and period.end < before.period.end:
        period = before.period
    whole = period in told  # "5 t in January and February, 3 t of them in February"
    return max(told if whole else [period, *told], key=lambda one: one.end)
