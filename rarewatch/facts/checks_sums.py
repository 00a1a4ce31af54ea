"""Checks by sums: partners against the total, months against the spans that they make up.

Partners may be missing, so that only their lower bounds speak: together they must not exceed the total.
Months that make up a whole span sum up to it; where some are missing, they must not exceed it.
"""

from collections.abc import Iterable, Iterator, Sequence

from rarewatch.facts import checks_words as words
from rarewatch.facts.check import Check, CheckKind, telling
from rarewatch.facts.checks_book import Book, Node, is_country, months_of
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement
from rarewatch.model import WORLD

Part = tuple[int, int, Statement]
"""The first month that it covers, the one after its last, and the amount."""

_MOST_PARTS = 12
"""Months of a year: spans of more are checked by their years and halves alone."""
_PLACES = 3
"""Partners that are named in a sentence about many."""


def partner_checks(book: Book) -> Iterator[Check]:
    """What went to the partners of a period, against its total."""
    groups: dict[tuple[Node, str], list[Statement]] = {}
    for node, levels in book.levels.items():
        if is_country(node.partner):
            for level in _one_a_unit(levels):
                groups.setdefault((Node(WORLD, node.period), level.row["unit"]), []).append(level)
    for (total, unit), parts in groups.items():
        for whole in book.levels.get(total, []):
            if whole.row["unit"] == unit:
                yield from _within_total(whole, parts)


def period_checks(book: Book) -> Iterator[Check]:
    """Spans of months against the parts that they consist of."""
    lines: dict[tuple[str | None, str], list[Part]] = {}
    for node, levels in book.levels.items():
        first, after = months_of(node.period)
        for level in levels if after else ():
            lines.setdefault((node.partner, level.row["unit"]), []).append((first, after, level))
    for parts in lines.values():
        yield from _along(parts)


def _within_total(whole: Statement, parts: Sequence[Statement]) -> Iterator[Check]:
    """Any partner alone that exceeds the total; else all of them together."""
    alone = [part for part in parts if part.allowed.low > whole.allowed.high]
    for part in alone:
        yield _bounded(whole, [part], CheckKind.PARTNERS)
    if len(parts) > 1 and not alone:
        yield _bounded(whole, parts, CheckKind.PARTNERS)


def _along(parts: list[Part]) -> Iterator[Check]:
    """The spans of one series: each against those that it holds."""
    starts: dict[int, list[Part]] = {}
    for part in sorted(parts, key=lambda part: part[:2]):
        starts.setdefault(part[0], []).append(part)
    for whole in parts:
        if 1 < whole[1] - whole[0] <= _MOST_PARTS:
            yield from _against_parts(whole, starts)


def _against_parts(whole: Part, starts: dict[int, list[Part]]) -> Iterator[Check]:
    first, after, level = whole
    inner = [
        part
        for month in range(first, after)
        for part in starts.get(month, ())
        if part[1] <= after and part[:2] != (first, after)
    ]
    exceeding = [part for part in inner if part[2].allowed.low > level.allowed.high]
    for _, _, part in exceeding:
        yield _bounded(level, [part], CheckKind.PERIODS)
    sums = list(_made_up(whole, inner))
    for parts in sums:
        yield _summed(level, parts)
    if not sums and not exceeding:
        apart = list(_apart(inner))
        if len(apart) > 1:
            yield _bounded(level, apart, CheckKind.PERIODS)


def _made_up(whole: Part, inner: list[Part]) -> Iterator[list[Statement]]:
    """The ways in which parts make up a span: two of them, or steps of one length."""
    first, after, _ = whole
    by_span: dict[tuple[int, int], list[Statement]] = {}
    for start, end, level in inner:
        by_span.setdefault((start, end), []).append(level)
    for (start, end), heads in by_span.items():
        if start == first:
            for head in heads:
                for tail in by_span.get((end, after), ()):
                    yield [head, tail]
    for step in (1, 3):
        edges = [(month, month + step) for month in range(first, after, step)]
        if len(edges) > 2 and edges[-1][1] == after and all(edge in by_span for edge in edges):
            yield [by_span[edge][0] for edge in edges]


def _apart(inner: list[Part]) -> Iterator[Statement]:
    """Parts that do not overlap, the shortest first: months where they are known."""
    covered: set[int] = set()
    for start, end, level in sorted(inner, key=lambda part: part[1] - part[0]):
        months = set(range(start, end))
        if not months & covered:
            covered |= months
            yield level


def _bounded(whole: Statement, parts: Sequence[Statement], kind: CheckKind) -> Check:
    """Whether parts, some of which may be missing, are no more than the whole."""
    least = sum(part.allowed.low for part in parts)
    holds = least <= whole.allowed.high * (1 + 1e-9)

    def tell() -> str:
        tell_part = words.placed if kind is CheckKind.PARTNERS else words.dated
        many = len(parts) > 1
        verb = ("do not exceed" if many else "does not exceed") if holds else "exceed" if many else "exceeds"
        together = " together" if many else ""
        total = f"{words.dated(whole)} {words.where(whole)}"
        return f"{_named(parts, tell_part)}{together} {verb} the whole: {total}"

    excess = least - whole.allowed.high
    able = [part for part in parts if part.allowed.low >= excess]
    expected = Interval(least, float("inf"))
    return Check(kind, (whole, *parts), holds, expected, tell, proves=False, able=(whole, *able))


def _summed(whole: Statement, parts: Sequence[Statement]) -> Check:
    """Whether parts that make up a whole come to it."""
    expected = _sum(part.allowed for part in parts)
    holds = expected.meets(whole.allowed)

    def tell() -> str:
        verb = "is" if holds else "is not"
        summed = words.between(expected, whole.row["unit"])
        return f"{words.dated(whole)} {verb} the sum of {_named(parts, words.dated)} ({summed})"

    proves = telling(whole, expected)
    return Check(CheckKind.PERIODS, (whole, *parts), holds, expected, tell, proves)


def _named(parts: Sequence[Statement], tell: words.Teller) -> str:
    most = sorted(parts, key=lambda part: -part.row["value"]) if len(parts) > _PLACES else parts
    shown = [tell(part) for part in most[:_PLACES]]
    return words.listed([*shown, f"{len(parts) - _PLACES} more"] if len(parts) > _PLACES else shown)


def _one_a_unit(levels: list[Statement]) -> Iterator[Statement]:
    """The best supported of each unit."""
    seen: set[str] = set()
    for level in levels:
        if level.row["unit"] not in seen:
            seen.add(level.row["unit"])
            yield level


def _sum(intervals: Iterable[Interval]) -> Interval:
    total = Interval(0.0, 0.0)
    for interval in intervals:
        total = total.plus(interval)
    return total
