"""Claims about order, tested against what was reported and what follows from it.

A claim holds or fails only where the amounts that it compares are known and far enough apart, whatever their
digits may stand for; else nobody can tell, and the reason says what is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from rarewatch.facts.derived import Derived
from rarewatch.facts.deriving import derived
from rarewatch.facts.intervals import Interval
from rarewatch.facts.series import Point, Series
from rarewatch.facts.wording import amount_words, period_words
from rarewatch.model import WORLD, Bound, Kind, Order, Period
from rarewatch.vocabulary import place_name

Row = dict[str, Any]

_FARTHEST = 600
"""Periods looked back at the most: fifty years of months."""
_ENOUGH = 24
"""Earlier amounts without which a record is not believed: two years of months."""
_NAMED = 3
"""Missing periods that a reason names."""
_SPANS = {1: ("month", 1), 3: ("quarter", 3), 6: ("half-year", 6), 12: ("year", 12)}
"""What a period of so many months is called, and how many later the next one of its kind starts."""


class Outcome(StrEnum):
    """What testing a claim came to."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True)
class Tested:
    """A claim with what testing it came to, and why."""

    claim: Row
    outcome: Outcome
    reason: str

    def as_dict(self) -> Row:
        """The claim's row with `verdict` and `reason`."""
        return self.claim | {"verdict": str(self.outcome), "reason": self.reason}


@dataclass(frozen=True)
class _Amount:
    interval: Interval
    words: str
    """How it was reported; what follows from others begins with "≈"."""


@dataclass
class _Known:
    """Everything that claims are tested against."""

    amounts: dict[Series, dict[Period, _Amount]] = field(default_factory=dict)
    growth: dict[Series, dict[tuple[Period, Period], Interval]] = field(default_factory=dict)
    partners: dict[tuple[Series, Period], dict[str, _Amount]] = field(default_factory=dict)
    """Amounts of all partners, by the series of their total."""


_Finding = tuple[Outcome, str]


def tested(claims: Iterable[Row], points: Iterable[Point]) -> list[Tested]:
    """Each claim with its outcome and the reason in words.

    `claims` have the keys of `model.CLAIM_KEYS` at least; `points` hold the whole trades that they are of.
    """
    known = _known(points)
    return [Tested(claim, *_TESTS[Order(claim["order"])](claim, known)) for claim in claims]


def _known(points: Iterable[Point]) -> _Known:
    known, told = _Known(), list(points)
    units: dict[Series, str] = {}
    for point in told:
        if point.period and point.level:
            row = point.level.row
            if units.setdefault(point.series, row["unit"]) == row["unit"]:
                words = amount_words(row["value"], row["unit"], Bound(row["bound"]))
                known.amounts.setdefault(point.series, {})[point.period] = _Amount(point.level.meant, words)
        for change in point.changes if point.period else ():
            if point.period and change.row["baseline"]:
                ends = point.period, Period.parse(change.row["baseline"])
                known.growth.setdefault(point.series, {})[ends] = change.meant
    for one in derived(told):
        _add_derived(known, one, units)
    for series, line in known.amounts.items():
        if series.partner not in {None, WORLD}:
            total = Series(series.commodity, series.flow, series.reporter, WORLD, series.measure)
            for period, amount in line.items():
                known.partners.setdefault((total, period), {})[series.partner or ""] = amount
    return known


def _add_derived(known: _Known, one: Derived, units: Mapping[Series, str]) -> None:
    if one.kind is Kind.LEVEL and units.get(one.series, one.unit) == one.unit:
        line = known.amounts.setdefault(one.series, {})
        line.setdefault(one.period, _Amount(one.interval, f"≈ {one.amount}"))


def _top(claim: Row, known: _Known) -> _Finding:
    """Whether no amount since then is higher (or lower)."""
    line, period = known.amounts.get(Series.of(claim), {}), _period(claim)
    if period is None or period not in line:
        return _unknown_now(period)
    since = Period.parse(claim["since"]) if claim["since"] else None
    if since is None and not claim["months"]:
        return Outcome.UNKNOWN, "since when is not told"
    earlier = list(_earlier(period, since, claim["months"]))
    high = claim["order"] == Order.HIGH
    found = _compared(line, period, earlier, high=high)
    holds = found[0] is Outcome.HOLDS and since and since in line
    if holds and since and _beats(line[period].interval, line[since].interval, high=high):
        return Outcome.FAILS, f"{_told(line, since)} was {'lower' if high else 'higher'} already"
    return found


def _record(claim: Row, known: _Known) -> _Finding:
    """Whether no earlier amount that is known is higher (or lower), of many."""
    line, period = known.amounts.get(Series.of(claim), {}), _period(claim)
    if period is None or period not in line:
        return _unknown_now(period)
    alike = (one for one in line if one.whole_months == period.whole_months and one.end < period.end)
    earlier = sorted(alike, reverse=True)
    found = _compared(line, period, earlier, high=claim["order"] == Order.RECORD_HIGH)
    if found[0] is Outcome.HOLDS and len(earlier) < _ENOUGH:
        what = f"only {len(earlier)} earlier amounts are known" if earlier else "no earlier amount is known"
        return Outcome.UNKNOWN, what
    return found


def _compared(
    line: Mapping[Period, _Amount], period: Period, earlier: Sequence[Period], *, high: bool
) -> _Finding:
    """Whether an amount tops all earlier ones, or is below them."""
    now, side = line[period], "higher" if high else "lower"
    told = [one for one in earlier if one in line]
    if above := [one for one in told if _beats(line[one].interval, now.interval, high=high)]:
        worst = max(above, key=lambda one: line[one].interval.middle * (1 if high else -1))
        return Outcome.FAILS, f"{_told(line, worst)} is {side} than {now.words} in {period_words(period)}"
    if missing := [one for one in earlier if one not in line]:
        return Outcome.UNKNOWN, f"{_missing(missing)} not known"
    if near := [one for one in told if line[one].interval.meets(now.interval)]:
        return Outcome.UNKNOWN, f"{_told(line, near[0])} is too close to tell"
    name = _SPANS.get(period.whole_months, ("period", 12))[0]
    if len(told) == 1:
        return Outcome.HOLDS, f"{_told(line, told[0])} is not {side}"
    return Outcome.HOLDS, f"none of the {len(told)} {name}s before is {side} than {now.words}"


def _first(claim: Row, known: _Known) -> _Finding:
    """Whether it rose (or fell) and did not before: on the period before or on the year, as may be meant."""
    series, period = Series.of(claim), _period(claim)
    if period is None or not (claim["since"] or claim["months"]):
        return _unknown_now(None) if period is None else (Outcome.UNKNOWN, "since when is not told")
    since = Period.parse(claim["since"]) if claim["since"] else None
    earlier = list(_earlier(period, since, claim["months"]))
    rising = claim["order"] == Order.FIRST_RISE
    found: list[_Finding] = []
    for back, words in _bases(period):
        moves = {one: _rose(known, series, one, back) for one in (period, *earlier)}
        now = moves.pop(period)
        if now is not None and now is not rising:
            found.append((Outcome.FAILS, f"it {'rose' if now else 'fell'} {words}"))
        elif now is not None:
            found.append(_first_of(moves, words, rising=rising))
    best = sorted(found, key=lambda one: _PREFERRED.index(one[0]))
    return best[0] if best else (Outcome.UNKNOWN, f"the growth of {period_words(period)} is not known")


def _first_of(moves: Mapping[Period, bool | None], words: str, *, rising: bool) -> _Finding:
    """Whether nothing moved the same way in the periods before."""
    verb = "rose" if rising else "fell"
    if same := [one for one, rose in moves.items() if rose is rising]:
        return Outcome.FAILS, f"it {verb} {words} in {period_words(same[0])} too"
    if missing := [one for one, rose in moves.items() if rose is None]:
        return Outcome.UNKNOWN, f"the growth of {_missing(missing)} not known"
    return Outcome.HOLDS, f"it {verb} {words} in none of the {len(moves)} periods before"


def _rank(claim: Row, known: _Known) -> _Finding:
    """Whether as many partners are larger as the place says, and none of the unknown ones can be."""
    series, period, place = Series.of(claim), _period(claim), claim["place"]
    if period is None or not place or series.partner in {None, WORLD}:
        return Outcome.UNKNOWN, "its period or partner is not told"
    total = Series(series.commodity, series.flow, series.reporter, WORLD, series.measure)
    others = dict(known.partners.get((total, period), {}))
    own = others.pop(series.partner or "", None)
    if own is None:
        return _unknown_now(period)
    larger = [code for code, one in others.items() if _beats(one.interval, own.interval, high=True)]
    if len(larger) >= place:
        named = ", ".join(f"{place_name(code)} ({others[code].words})" for code in larger[:place])
        return Outcome.FAILS, f"{named} {'is' if place == 1 else 'are'} larger than {own.words}"
    whole = known.amounts.get(total, {}).get(period)
    if unsure := _unsure(own, list(others.values()), whole):
        return Outcome.UNKNOWN, unsure
    if len(larger) < place - 1:
        return Outcome.FAILS, f"only {len(larger)} partners can be larger than {own.words}"
    return Outcome.HOLDS, f"{len(larger)} of {len(others) + 1} known partners are larger, and no other can be"


def _unsure(own: _Amount, others: Sequence[_Amount], whole: _Amount | None) -> str:
    """Why the place of a partner cannot be told; empty where it can."""
    if any(one.interval.meets(own.interval) for one in others):
        return f"another partner is too close to {own.words} to tell"
    left = whole.interval.high - sum(one.interval.low for one in (own, *others)) if whole else None
    if left is None or left >= own.interval.low:
        return f"only {len(others) + 1} partners are known, and another may be larger"
    return ""


_TESTS: dict[Order, Callable[[Row, _Known], _Finding]] = {
    Order.HIGH: _top,
    Order.LOW: _top,
    Order.RECORD_HIGH: _record,
    Order.RECORD_LOW: _record,
    Order.FIRST_RISE: _first,
    Order.FIRST_FALL: _first,
    Order.RANK: _rank,
}
_PREFERRED = (Outcome.HOLDS, Outcome.UNKNOWN, Outcome.FAILS)


def _earlier(period: Period, since: Period | None, months: int | None) -> Iterator[Period]:
    """The periods of its kind before it, back to a time or for so many months, the latest first."""
    step = _SPANS.get(period.whole_months, ("", 12))[1]
    most = _FARTHEST if since else max(0, -(-(months or 0) // step) - 1)
    for number in islice(range(1, _FARTHEST + 1), most):
        if period.start.year - number * step // 12 < 2:
            return
        one = period.shifted(-step * number)
        if since and one.start <= since.end:
            return
        yield one


def _bases(period: Period) -> list[tuple[int, str]]:
    """How many months back a period may be compared, and how that is called."""
    name, step = _SPANS.get(period.whole_months, ("period", 12))
    return [(12, "on the year")] if step == 12 else [(step, f"on the {name}"), (12, "on the year")]


def _rose(known: _Known, series: Series, period: Period, back: int) -> bool | None:
    """Whether it rose against the period so many months before; None where that is not known."""
    base = period.shifted(-back)
    growth = known.growth.get(series, {}).get((period, base))
    if growth is None:
        line = known.amounts.get(series, {})
        if period not in line or base not in line:
            return None
        now, then = line[period].interval, line[base].interval
        growth = Interval(now.low - then.high, now.high - then.low)
    if growth.low < 0 < growth.high or growth.low == growth.high == 0:
        return None
    return growth.high > 0


def _beats(one: Interval, other: Interval, *, high: bool) -> bool:
    """Whether an amount is above (or below) another, whatever their digits stand for."""
    return one.low > other.high if high else one.high < other.low


def _period(claim: Row) -> Period | None:
    return Period.parse(claim["period"]) if claim["period"] else None


def _told(line: Mapping[Period, _Amount], period: Period) -> str:
    return f"{line[period].words} in {period_words(period)}"


def _unknown_now(period: Period | None) -> _Finding:
    if period is None:
        return Outcome.UNKNOWN, "its period is not told"
    return Outcome.UNKNOWN, f"its amount in {period_words(period)} is not known"


def _missing(periods: Sequence[Period]) -> str:
    named = [period_words(one) for one in sorted(periods)[:_NAMED]]
    more = len(periods) - len(named)
    words = ", ".join(named) + (f" and {more} more" if more else "")
    return f"{words} {'is' if len(periods) == 1 else 'are'}"
