"""Sentences before they are chosen: each a row of pieces with the facts that state the numbers in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rarewatch.model import Flow, Measure
from rarewatch.report import english
from rarewatch.report.told import Tested, Told, Trade, TradePoint, trade_of

T = TypeVar("T")

_IN_ONE = 4
"""Partners in one sentence: more cannot be taken in at once."""

_SENT = {Flow.EXPORT: ("exported", "to"), Flow.IMPORT: ("imported", "from")}
_ENDS = {Flow.EXPORT: "destination", Flow.IMPORT: "source"}


@dataclass(frozen=True)
class Piece:
    """Words of a sentence, and what states the numbers in them."""

    text: str
    told: tuple[Told, ...] = ()


Draft = tuple[Piece, ...]


def stated(point: TradePoint) -> Draft | None:
    """The amount and its growth: `China's exports … fell 38.1% on the year to 3,188 t in June 2025`."""
    trade, when = point.series, english.within(point.period)
    subject, verb = english.subject(trade), english.were(trade)
    level = (point.level,) if point.level else ()
    if not point.changes:
        words = [Piece(f"{subject} {verb} {english.amount(one.row)}{when}", (one,)) for one in level]
        return tuple(words) or None
    changes = sorted(point.changes, key=lambda change: english.against(change.row) != " on the year")
    grown = _growth(changes, verb)
    to = "to" if changes[-1].row["value"] else "at"
    ending = [Piece(f" {to} {english.amount(one.row)}{when}", (one,)) for one in level] or [Piece(when)]
    return (Piece(subject), *grown, *ending)


def placed(point: TradePoint) -> Draft | None:
    """The share, with the rank beside it; the rank alone only of what has no partner, see `ranked`."""
    trade, share, rank = point.series, point.share, point.rank
    total, when = english.is_total(trade), english.within(point.period)
    owner = english.place(trade.reporter if total else str(trade.partner))
    whole = english.of_the_world(trade) if total else english.whole(trade)
    if share is None:
        return (
            (Piece(f"{owner} ranked {_ordinal(rank)} in {whole}{when}", (rank,)),) if rank and total else None
        )
    part = f"accounted for {english.percent(share.row)} of {whole}{when}"
    if rank is None:
        return (Piece(f"{owner} {part}", (share,)),)
    place = f"ranked {_ordinal(rank)}" if total else f"the {_largest(rank)} {_end(trade)}"
    return (Piece(f"{owner}, {place},", (rank,)), Piece(f" {part}", (share,)))


def ranked(points: Sequence[TradePoint]) -> Iterator[Draft]:
    """The ranks of partners of one trade in one period, those with a share left out; a few in a sentence."""
    alone = [(point.series, point.rank) for point in points if point.rank and not point.share]
    found = sorted(alone, key=lambda pair: float(pair[1].row["value"]))
    for batch in _few(found):
        trade, first = batch[0]
        end = _end(trade)
        of = f"of {english.whole(trade)}{english.within(points[0].period)}"
        if len(batch) == 1:
            owner = english.place(str(trade.partner))
            yield (Piece(f"{owner} was the {_largest(first)} {end} {of}", (first,)),)
            continue
        names = [
            f"{english.place(str(one.partner))} {'ranked ' if not place else ''}{_ordinal(rank)}"
            for place, (one, rank) in enumerate(batch)
        ]
        pieces = _joined([(name, (rank,)) for name, (_, rank) in zip(names, batch, strict=True)])
        yield (Piece(f"among the {end}s {of}, "), *pieces)


def shipped(points: Sequence[TradePoint]) -> Iterator[Draft]:
    """The amounts of partners of one trade in one period, the largest first; a few in a sentence."""
    found = [(point, point.level) for point in points if point.level is not None]
    found.sort(key=lambda pair: (pair[1].row["unit"] or "", -float(pair[1].row["value"])))
    for batch in _few(found):
        point = batch[0][0]
        if len(batch) == 1 or point.series.flow not in _SENT:
            yield from (draft for draft in (stated(one) for one, _ in batch) if draft)
        else:
            yield _shipment([(one.series, level, one.changes) for one, level in batch], points[0])


def differing(point: TradePoint) -> Iterator[Draft]:
    """Where there are several numbers for one thing: each, with those who state it.

    They contradict each other only where they are of one time.
    """
    for held in (point.level, *point.changes, point.share, point.rank):
        others = [one for one in point.dissent if held and _thing(one) == _thing(held)]
        if held and others:
            matter = english.matter(point.series, held.row)
            if point.period:
                yield _rivals(matter, (held, *others))
            else:
                numbers = [(english.number(one.row), (one,)) for one in (held, *others)]
                yield (Piece(f"more than one number is given for {matter}: "), *_joined(numbers))


def contradicted(check: Tested) -> Draft:
    """What does not agree: the numbers of the facts, none of those that follow from them."""
    first, *others = check.statements
    matters = [english.matter(trade_of(one.row), one.row) for one in check.statements]
    if all(_fact(one) == _fact(first) for one in others):
        return _rivals(matters[0], check.statements)
    told = [
        f"{matter}, {english.number(one.row)}" for matter, one in zip(matters, check.statements, strict=True)
    ]
    opening = Piece(f"not all of these can be right: {told[0]}", (first,))
    return (opening, *(Piece(f"; {words}", (one,)) for words, one in zip(told[1:], others, strict=True)))


def _rivals(matter: str, rivals: Sequence[Told]) -> Draft:
    numbers = _joined([(english.number(one.row), (one,)) for one in rivals], "or")
    return (Piece(f"reports differ on {matter}: "), *numbers)


def _growth(changes: Sequence[Told], verb: str) -> Iterator[Piece]:
    """Growth against each time: `fell 38.1% on the year but rose 157.5% on the month`."""
    before: float | None = None
    for change in changes:
        value = float(change.row["value"])
        same = before is not None and (value > 0) == (before > 0) and bool(value) == bool(before)
        words = english.grew(change.row, verb)
        joint = "" if before is None else "and " if same else "but "
        if same and words.startswith(("rose ", "fell ")):
            words = english.percent(change.row)
        yield Piece(f" {joint}{words}{english.against(change.row)}", (change,))
        before = value


def _shipment(batch: Sequence[tuple[Trade, Told, Sequence[Told]]], point: TradePoint) -> Draft:
    trade = point.series
    verb, preposition = _SENT[trade.flow]
    goods, worth = english.goods(trade.commodity), trade.measure is Measure.VALUE
    said: list[tuple[str, tuple[Told, ...]]] = []
    before = ""
    for one, level, changes in batch:
        amount = english.amount(level.row)
        bought = amount if said else f"{goods} worth {amount}" if worth else f"{amount} of {goods}"
        aside, before = _aside(changes, before)
        words = f"{bought} {preposition} {english.place(str(one.partner))}{aside}"
        said.append((words, (level, *changes)))
    start = f"{english.within(point.period).strip()}, " if point.period else ""
    pieces = _joined(said)
    opening = Piece(f"{start}{english.place(trade.reporter)} {verb} ")
    closing = () if point.period else (Piece(english.within(None)),)
    return (opening, *pieces, *closing)


def _aside(changes: Sequence[Told], before: str) -> tuple[str, str]:
    """The growth in brackets; what it compares with only where that was not just said."""
    compared = [english.against(change.row) for change in changes]
    if compared == [before]:
        return f" ({english.up_or_down(changes[0].row)})", before
    words = [
        english.up_or_down(change.row) + against for change, against in zip(changes, compared, strict=True)
    ]
    return (f" ({', '.join(words)})" if words else ""), compared[-1] if compared else before


def _end(trade: Trade) -> str:
    return _ENDS.get(trade.flow, "partner")


def _largest(rank: Told) -> str:
    return "largest" if rank.row["value"] == 1 else f"{_ordinal(rank)}-largest"


def _ordinal(rank: Told) -> str:
    return english.ordinal(float(rank.row["value"]))


def _thing(one: Told) -> tuple[str, str | None, str | None]:
    return one.row["kind"], one.row["unit"], one.row["baseline"]


def _fact(one: Told) -> tuple[Any, ...]:
    """What two statements have in common when they are of one thing."""
    return trade_of(one.row), one.row["period"], *_thing(one)


def _few(found: Sequence[T]) -> Iterator[Sequence[T]]:
    return (found[start : start + _IN_ONE] for start in range(0, len(found), _IN_ONE))


def _joined(said: Sequence[tuple[str, tuple[Told, ...]]], last: str = "and") -> list[Piece]:
    """Pieces of a list, with commas and a word before the last."""
    pieces = []
    for place, (words, told) in enumerate(said):
        before = "" if not place else f" {last} " if place == len(said) - 1 else ", "
        pieces.append(Piece(before + words, told))
    return pieces
