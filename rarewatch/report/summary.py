"""What was reported, as sentences made of figures: the most important first, each with who says so.

No model writes them: a sentence is filled with the numbers of the figures that it cites, none is computed.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Any

from rarewatch.model import Verdict
from rarewatch.report import english
from rarewatch.report.drafts import (
    Draft,
    contradicted,
    differing,
    placed,
    ranked,
    shipped,
    stated,
)
from rarewatch.report.told import Tested, Told, Trade, TradePoint

if TYPE_CHECKING:
    from datetime import date

Row = dict[str, Any]

_MOVES = 3
"""Moves that are told as such; what moved less stands among the partners."""
_CITED = 3
"""Articles cited for one number: more would not make it truer, and all are in `figures`."""


class Part(StrEnum):
    """What a sentence of a summary is about, in the order in which they are told."""

    TOTALS = "totals"
    """A trade with all partners, production, processing."""
    MOVES = "moves"
    """The trades with single partners that grew or shrank most."""
    PARTNERS = "partners"
    """The others: amounts, shares and ranks of single partners."""
    DISPUTES = "disputes"
    """Where reports contradict each other."""


@dataclass(frozen=True)
class Source:
    """An article that a summary cites; its number is its mark, counted from 1."""

    number: int
    url: str | None
    title: str
    site: str | None
    published: str | None
    """ISO 8601 date."""


@dataclass(frozen=True)
class Clause:
    """Words of a sentence, with the articles that state their numbers and the numbers of those figures."""

    text: str
    citations: tuple[Source, ...]
    figures: tuple[int, ...]


@dataclass(frozen=True)
class Sentence:
    """One sentence: never without a citation. The text is plain words, without marks, from no page."""

    part: Part
    clauses: tuple[Clause, ...]
    verdict: Verdict | None = None
    """Disputed where any of its figures is, proved where all are."""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(clause.text for clause in self.clauses) + "."

    @property
    def citations(self) -> tuple[Source, ...]:
        """The articles that it cites, by number."""
        found = {source.number: source for clause in self.clauses for source in clause.citations}
        return tuple(found[number] for number in sorted(found))

    @property
    def figures(self) -> tuple[int, ...]:
        """The `id` of every figure that states a number of it."""
        return tuple(dict.fromkeys(number for clause in self.clauses for number in clause.figures))

    def marked(self, mark: Callable[[Sequence[Source]], str], say: Callable[[str], str] = str) -> str:
        """The words, with `mark(citations)` behind each clause, once where clauses cite the same articles.

        The verdict stands in brackets at the end, but not of a dispute. `say` makes words fit for where they
        go, such as `html.escape`.
        """
        shown = []
        for clause, after in zip_longest(self.clauses, self.clauses[1:]):
            shown.append(say(clause.text))
            if after is None or after.citations != clause.citations:
                shown.append(mark(clause.citations))
        judged = f" ({self.verdict})" if self.verdict and self.part is not Part.DISPUTES else ""
        return f"{''.join(shown)}{judged}."


def summary(
    points: Sequence[TradePoint], checks: Sequence[Tested] = (), *, most: int | None = None
) -> list[Sentence]:
    """At most so many sentences on what points say, some of each `Part` that there is.

    `checks` that fail add to the disputes what contradicts by arithmetic, or stands in other articles. The
    articles are numbered in the order in which they are cited; `sources` lists them.
    """
    moves = _moves(points)
    told = {id(one) for draft in moves for one in _statements(draft)}
    every = {
        Part.TOTALS: _totals(points),
        Part.MOVES: iter(moves),
        Part.PARTNERS: _partners(points, told),
        Part.DISPUTES: _disputes(points, checks),
    }
    drafts = {part: list(islice(found, most)) for part, found in every.items()}
    room = _room({part: len(found) for part, found in drafts.items()}, most)
    chosen = [(part, draft) for part in Part for draft in drafts[part][: room[part]]]
    known: dict[tuple[Any, ...], Source] = {}
    return [_sentence(part, draft, known) for part, draft in chosen]


def sources(sentences: Sequence[Sentence]) -> list[Source]:
    """The articles that sentences cite, by number."""
    found = {source.number: source for sentence in sentences for source in sentence.citations}
    return [found[number] for number in sorted(found)]


def _totals(points: Sequence[TradePoint]) -> Iterator[Draft]:
    """Trades with all partners, each trade's newest period before any older one."""
    for point in _newest_first([point for point in points if english.is_total(point.series)]):
        yield from (draft for draft in (stated(point), placed(point)) if draft)


def _moves(points: Sequence[TradePoint]) -> list[Draft]:
    """The few trades with one partner that grew or shrank most, halving being as much as doubling."""
    order = _ages(points)
    moved = [point for point in points if point.changes and not english.is_total(point.series)]
    moved.sort(key=lambda point: (order[id(point)], -max(map(_move, point.changes))))
    return [draft for point in moved[:_MOVES] if (draft := stated(point))]


def _partners(points: Sequence[TradePoint], told: Set[int]) -> Iterator[Draft]:
    """What else is said of single partners: one trade and period after the other."""
    groups: dict[tuple[Any, ...], list[TradePoint]] = {}
    for point in _newest_first([point for point in points if not english.is_total(point.series)]):
        trade = point.series
        key = (trade.commodity, trade.flow, trade.reporter, trade.measure, point.period)
        groups.setdefault(key, []).append(point)
    for group in groups.values():
        yield from _of_partners(group, told)


def _disputes(points: Sequence[TradePoint], checks: Sequence[Tested]) -> Iterator[Draft]:
    """What contradicts each other in words, then by arithmetic; each once. Last what has no time."""
    dated, undated = ([point for point in points if bool(point.period) is has] for has in (True, False))
    known: set[str] = set()
    for draft in chain(
        chain.from_iterable(map(differing, dated)),
        (contradicted(check) for check in checks if not check.holds),
        chain.from_iterable(map(differing, undated)),
    ):
        if draft[0].text not in known:
            known.add(draft[0].text)
            yield draft


def _of_partners(group: Sequence[TradePoint], told: Set[int]) -> Iterator[Draft]:
    left = [point for point in group if not {id(one) for one in (point.level, *point.changes)} & told]
    yield from shipped(left)
    yield from (draft for point in left if point.level is None and (draft := stated(point)))
    yield from (draft for point in group if (draft := placed(point)))
    yield from ranked(group)


def _newest_first(points: Sequence[TradePoint]) -> list[TradePoint]:
    """What is newest of each trade first, however old that is; then by how many tell it on their own."""
    order = _ages(points)

    def key(point: TradePoint) -> tuple[Any, ...]:
        end = point.period.end.toordinal() if point.period else 0
        return order[id(point)], -end, -_origins(point)

    return sorted(points, key=key)


def _ages(points: Sequence[TradePoint]) -> dict[int, int]:
    """For each point, by its id, how many newer periods its trade has; what has no period is never new."""
    ends: dict[Trade, set[date]] = {}
    for point in points:
        ends.setdefault(point.series, set()).update([point.period.end] if point.period else [])
    places = {trade: sorted(found, reverse=True) for trade, found in ends.items()}
    return {
        id(point): places[point.series].index(point.period.end)
        if point.period
        else max(1, len(places[point.series]))
        for point in points
    }


def _move(change: Told) -> float:
    """How far a growth is from none: the same for halved and doubled."""
    factor = 1 + float(change.row["value"]) / 100
    return abs(math.log(factor)) if factor > 0 else math.inf


def _origins(point: TradePoint) -> int:
    told = (point.level, *point.changes, point.share, point.rank)
    return max((one.origins for one in told if one), default=0)


def _room(wanted: Mapping[Part, int], most: int | None) -> dict[Part, int]:
    """How many sentences each part gets: one after the other in turn, until there is no room."""
    if most is None:
        return dict(wanted)
    given = dict.fromkeys(wanted, 0)
    turns = [part for turn in range(max(wanted.values(), default=0)) for part in Part if turn < wanted[part]]
    for part in turns[:most]:
        given[part] += 1
    return given


def _statements(draft: Draft) -> list[Told]:
    return [one for piece in draft for one in piece.told]


def _sentence(part: Part, draft: Draft, known: dict[tuple[Any, ...], Source]) -> Sentence:
    """A draft with its articles numbered; words that state no number go with those that they stand before."""
    clauses: list[Clause] = []
    ahead = ""
    for piece in draft:
        if not piece.told:
            ahead += piece.text
            continue
        text = ahead + piece.text
        cited = _cited(piece.told, known)
        ids = [row["id"] for one in piece.told for row in one.mentions if row.get("id") is not None]
        clauses.append(
            Clause(english.sentence(text) if not clauses else text, cited, tuple(dict.fromkeys(ids)))
        )
        ahead = ""
    if ahead:
        clauses[-1] = replace(clauses[-1], text=clauses[-1].text + ahead)
    return Sentence(part, tuple(clauses), _verdict(_statements(draft)))


def _cited(told: Sequence[Told], known: dict[tuple[Any, ...], Source]) -> tuple[Source, ...]:
    """For each fact, an article of each who states that very number on his own, a few at most."""
    found: dict[int, Source] = {}
    for one in told:
        firsts: dict[str, Row] = {}
        for row in (row for row in one.mentions if _same_number(row, one.row)):
            firsts.setdefault(row.get("origin") or row["site"] or row["url"] or "", row)
        for row in list(firsts.values())[:_CITED]:
            key = tuple(row[name] for name in ("url", "title", "site", "published"))
            source = known.setdefault(key, Source(len(known) + 1, *key))
            found[source.number] = source
    return tuple(found[number] for number in sorted(found))


def _same_number(row: Row, other: Row) -> bool:
    """Whether the digits are the same; "160" may be the same fact as "157.5", and does not state it."""
    return (row["value"], row["bound"]) == (other["value"], other["bound"])


def _verdict(told: Sequence[Told]) -> Verdict | None:
    found = {one.verdict for one in told}
    if Verdict.DISPUTED in found:
        return Verdict.DISPUTED
    return Verdict.PROVED if found == {Verdict.PROVED} else None
