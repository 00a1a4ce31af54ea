"""Which months are what is left of a longer span, once all else in it is taken away."""

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache

from rarewatch.model import Period

_LONGEST = 12
"""Months in a span: a year less eleven months is the most that the press makes one add up."""

_Piece = tuple[int, int, float, Period]
"""First month, month after the last, width, and the span itself."""
_Tiling = tuple[float, tuple[Period, ...]]


def remainders(
    widths: Mapping[Period, float], said: Set[Period]
) -> Iterator[tuple[Period, Period, tuple[Period, ...]]]:
    """Each month that is not said with a span around it and the spans that make up all the rest of that.

    `widths` has the spans whose amounts are known, with the widths of their intervals: of several ways to
    fill the rest, the narrowest is taken.

    >>> known = {Period.parse(text): 1.0 for text in ("2025-01/2025-05", "2025-01/2025-06", "2025-02")}
    >>> [(str(month), str(span), [*map(str, rest)]) for month, span, rest in remainders(known, {*known})]
    [('2025-06', '2025-01/2025-06', ['2025-01/2025-05'])]
    """
    starts: dict[int, list[_Piece]] = {}
    ends: dict[int, list[_Piece]] = {}
    for period, width in widths.items():
        first, count = _months(period)
        if 0 < count <= _LONGEST:
            piece = (first, first + count, width, period)
            starts.setdefault(first, []).append(piece)
            ends.setdefault(first + count, []).append(piece)
    for first, stop, _, span in (piece for group in starts.values() for piece in group):
        if stop - first == 1:
            continue
        before, after = _before(starts, first, stop), _after(ends, first, stop)
        for month in sorted(before):
            if month + 1 in after and (period := _month(month)) not in said:
                yield period, span, (*before[month][1], *after[month + 1][1])


def _before(starts: Mapping[int, list[_Piece]], first: int, stop: int) -> dict[int, _Tiling]:
    """How the span up to each month is filled without a gap."""
    found: dict[int, _Tiling] = {first: (0.0, ())}
    for month in range(first, stop):
        if month in found:
            width, tiles = found[month]
            for _, end, more, period in starts.get(month, ()):
                shorter = end <= stop and end - month < stop - first
                if shorter and (end not in found or width + more < found[end][0]):
                    found[end] = width + more, (*tiles, period)
    return found


def _after(ends: Mapping[int, list[_Piece]], first: int, stop: int) -> dict[int, _Tiling]:
    """How the span from each month on is filled without a gap."""
    found: dict[int, _Tiling] = {stop: (0.0, ())}
    for month in range(stop, first, -1):
        if month in found:
            width, tiles = found[month]
            for begin, _, more, period in ends.get(month, ()):
                shorter = begin >= first and month - begin < stop - first
                if shorter and (begin not in found or width + more < found[begin][0]):
                    found[begin] = width + more, (period, *tiles)
    return found


@lru_cache(maxsize=4096)
def _months(period: Period) -> tuple[int, int]:
    """The first month and how many; kept, since few periods have many figures."""
    return period.start.year * 12 + period.start.month - 1, period.whole_months


@lru_cache(maxsize=4096)
def _month(index: int) -> Period:
    return Period.months(index // 12, index % 12 + 1)
