"""What a check says of each of the statements that it joins, by the others."""

from collections.abc import Callable

from rarewatch.facts.check import Check, CheckKind
from rarewatch.facts.intervals import Interval
from rarewatch.facts.statements import Statement


def expected(check: Check, statement: Statement) -> Interval | None:
    """What a statement may be by the others of a check; None where they set but a bound."""
    if check.bounded:
        return None
    if statement is check.statements[0]:
        return check.expected
    if check.kind is CheckKind.ROUND:
        return None
    others = [one.allowed for one in check.statements if one is not statement]
    return _SOLVED[check.kind](others, check.statements.index(statement))


def _by_growth(others: list[Interval], place: int) -> Interval:
    level, other = others
    return level.over(other.factor()) if place == 1 else _percent(level.over(other))


def _percent(factor: Interval) -> Interval:
    """A factor as growth in per cent."""
    return Interval((factor.low - 1) * 100, (factor.high - 1) * 100)


def _rest(others: list[Interval]) -> Interval:
    """What a part is, from the whole and the other parts."""
    whole, *parts = others
    least, most = sum(part.low for part in parts), sum(part.high for part in parts)
    return Interval(max(0.0, whole.low - most), max(0.0, whole.high - least))


def _by_share(others: list[Interval], place: int) -> Interval:
    share, other = others[0].scaled(0.01), others[1]
    return other.times(share) if place == 1 else other.over(share)


_SOLVED: dict[CheckKind, Callable[[list[Interval], int], Interval]] = {
    CheckKind.RIVALS: lambda others, _: others[0],
    CheckKind.GROWTH: _by_growth,
    CheckKind.CHAIN: lambda others, _: _percent(others[0].factor().over(others[1].factor())),
    CheckKind.SHARE: _by_share,
    CheckKind.PERIODS: lambda others, _: _rest(others),
}
"""What the others, in their order, say of the one in some place other than the first."""
