"""What follows from honest mentions of trade, by interval arithmetic of its own, and what contradicts it.

Written for tests, apart from the checks of the package: every amount that is spoken of has an interval, which
each mention tightens until nothing changes. A mention contradicts where its own interval is left outside.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rarewatch.model import WORLD, Figure, Kind, Period
from tests.trade_stories import Mention

Amount = tuple[str, int, int]
"""Partner, first month counted through the years, number of months."""
Range = tuple[float, float]

_PASSES = 6
_SLACK = 1e-9


@dataclass
class Evidence:
    """What mentions of one commodity say of its amounts."""

    ranges: dict[Amount, Range] = field(default_factory=dict)
    rates: list[tuple[Amount, Amount, Range]] = field(default_factory=list)
    """An amount, the one that it is measured by, and the factor between them."""
    ranks: dict[tuple[str, Period], float] = field(default_factory=dict)
    tightened: bool = False

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> "Evidence":
        """Take down all mentions, and draw every conclusion."""
        evidence = cls()
        for mention in mentions:
            evidence._take(mention)
        for _ in range(_PASSES):
            evidence.tightened = False
            evidence._follow_rates()
            evidence._follow_partners()
            evidence._follow_spans()
            if not evidence.tightened:
                break
        return evidence

    def contradicts(self, mention: Mention) -> bool:
        """Whether no true amounts are left that would let an honest desk print this."""
        figure = mention.figure
        if figure.kind is Kind.LEVEL:
            return _apart((mention.low, mention.high), self.ranges.get(_amount(figure), (0.0, math.inf)))
        if figure.kind is Kind.RANK:
            return self._out_of_order(mention)
        ends = _rated(mention)
        return ends is not None and _apart(ends[2], self._factor(*ends[:2]))

    def _take(self, mention: Mention) -> None:
        figure = mention.figure
        if figure.kind is Kind.LEVEL:
            self._tighten(_amount(figure), (mention.low, mention.high))
        elif figure.kind is Kind.RANK and figure.period:
            self.ranks[figure.partner or "", figure.period] = figure.value
        elif rated := _rated(mention):
            self.rates.append(rated)
            for end in rated[:2]:
                self.ranges.setdefault(end, (0.0, math.inf))

    def _tighten(self, amount: Amount, to: Range) -> None:
        low, high = self.ranges.get(amount, (0.0, math.inf))
        tight = max(low, to[0]), min(high, to[1])
        if tight[0] > tight[1]:  # rounding of floats, at the edge
            tight = (tight[1], tight[0])
        if tight[0] > low * (1 + 1e-6) or tight[1] < high * (1 - 1e-6):
            self.ranges[amount] = tight
            self.tightened = True

    def _follow_rates(self) -> None:
        for one, base, (low, high) in self.rates:
            first, second = self.ranges[one], self.ranges[base]
            self._tighten(one, (second[0] * low, second[1] * high))
            self._tighten(base, (_over(first[0], high), _over(first[1], low)))

    def _follow_partners(self) -> None:
        groups: dict[tuple[int, int], list[Amount]] = {}
        for amount in self.ranges:
            if amount[0] != WORLD:
                groups.setdefault(amount[1:], []).append(amount)
        for span, amounts in groups.items():
            total = (WORLD, *span)
            least = sum(self.ranges[one][0] for one in amounts)
            if total in self.ranges:
                self._tighten(total, (least, math.inf))
                most = self.ranges[total][1]
                for one in amounts:
                    self._tighten(one, (0.0, most - least + self.ranges[one][0]))

    def _follow_spans(self) -> None:
        spans = [amount for amount in self.ranges if amount[2] > 1]
        for whole in spans:
            partner, first, count = whole
            months = [(partner, first + step, 1) for step in range(count)]
            self._follow_sum(whole, months)
            for length in range(1, count):
                parts = [(partner, first, length), (partner, first + length, count - length)]
                self._follow_sum(whole, parts)

    def _follow_sum(self, whole: Amount, parts: Sequence[Amount]) -> None:
        known = [self.ranges.get(part, (0.0, math.inf)) for part in parts]
        if all(one == (0.0, math.inf) for one in known):
            return
        low, high = sum(one[0] for one in known), sum(one[1] for one in known)
        self._tighten(whole, (low, high))
        least, most = self.ranges[whole]
        for part, (part_low, part_high) in zip(parts, known, strict=True):
            if part in self.ranges:
                rest_high = high - part_high if math.isfinite(high) else math.inf
                self._tighten(part, (least - rest_high, most - (low - part_low)))

    def _factor(self, one: Amount, base: Amount) -> Range:
        """What an amount may be as a factor of another: by the amounts, and by what is said of just that."""
        first, second = (self.ranges.get(end, (0.0, math.inf)) for end in (one, base))
        low, high = _over(first[0], second[1]), _over(first[1], second[0])
        steps: dict[tuple[Amount, Amount], Range] = {}
        for upper, lower, rate in self.rates:
            known = steps.get((upper, lower), (0.0, math.inf))
            steps[upper, lower] = max(known[0], rate[0]), min(known[1], rate[1])
        direct = steps.get((one, base), (0.0, math.inf))
        low, high = max(low, direct[0]), min(high, direct[1])
        for (upper, lower), rate in steps.items():
            if upper == one and (lower, base) in steps:
                other = steps[lower, base]
                low, high = max(low, rate[0] * other[0]), min(high, rate[1] * other[1])
            if upper == one and (base, lower) in steps:
                other = steps[base, lower]
                low, high = max(low, _over(rate[0], other[1])), min(high, _over(rate[1], other[0]))
        return low, high

    def _out_of_order(self, mention: Mention) -> bool:
        figure = mention.figure
        if figure.period is None:
            return False
        held = self.ranks.get((figure.partner or "", figure.period), figure.value)
        taken = any(
            place == figure.value and partner != figure.partner and period == figure.period
            for (partner, period), place in self.ranks.items()
        )
        _, first, count = _amount(figure)
        own = self.ranges.get(_amount(figure), (0.0, math.inf))
        larger = sum(
            known[0] > own[1]
            for (partner, start, length), known in self.ranges.items()
            if partner not in {WORLD, figure.partner} and (start, length) == (first, count)
        )
        return held != figure.value or taken or larger >= figure.value


def _amount(figure: Figure, period: Period | None = None) -> Amount:
    span = period or figure.period
    assert span is not None
    return figure.partner or WORLD, span.start.year * 12 + span.start.month - 1, span.whole_months


def _rated(mention: Mention) -> tuple[Amount, Amount, Range] | None:
    figure, low, high = mention.figure, mention.low, mention.high
    if figure.kind is Kind.CHANGE and figure.baseline:
        factor = max(0.0, 1 + low / 100), max(0.0, 1 + high / 100)
        return _amount(figure), _amount(figure, figure.baseline), factor
    if figure.kind is Kind.SHARE:
        part = _amount(figure)
        return part, (WORLD, *part[1:]), (low / 100, high / 100)
    return None


def _apart(one: Range, other: Range) -> bool:
    slack = _SLACK * max(abs(one[0]), abs(one[1]), 1.0)
    return one[0] > other[1] + slack or other[0] > one[1] + slack


def _over(one: float, other: float) -> float:
    if other <= 0:
        return math.inf if one > 0 or other <= 0 else 0.0
    return one / other if math.isfinite(other) else 0.0
