"""Consistent trade stories made by program: many outlets, months, partners and commodities, with the honest
rounding of the press; and one of their mentions corrupted at a time.

Nothing here looks at how figures are checked: `World` knows the true amounts, each mention the true values
that its words may stand for, and `Evidence` what follows from mentions by interval arithmetic of its own.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rarewatch.model import WORLD, Bound, Figure, Flow, Kind, Measure, Period

MAGNETS, EARTHS, DYSPROSIUM = "rare-earth-magnets", "rare-earths", "dysprosium"
PARTNERS = ("US", "DE", "KR", "VN", "JP", "TH", "IN", "MX", "NL", "IT", "PL", "FR")
OUTLETS = tuple(f"{name}.example" for name in (
    "harbour-post", "metal-ledger", "pacific-ledger", "northern-dispatch", "the-assay", "trade-courier",
    "newsbasket", "tradewire", "ore-and-more", "daily-freight", "eastern-post", "magnet-news", "quayside",
))  # fmt: skip
COPYISTS = OUTLETS[8:]
"""Outlets that mostly print what a wire says."""
WIRE = "tradewire.example"
FIRST = 2023 * 12 + 6
"""July 2023, months counted through the years."""


@dataclass(frozen=True)
class Mention:
    """A figure as one story prints it, with all true values that it may honestly stand for."""

    figure: Figure
    low: float
    high: float
    site: str
    origin: str
    story: int
    published: str

    def row(self, number: int) -> dict[str, Any]:
        """A row as the store gives it."""
        figure = self.figure
        return figure.as_dict() | {
            "url": f"https://{self.site}/{self.story}",
            "title": f"Story {self.story}",
            "site": self.site,
            "published": self.published,
            "sentence": f"{figure.value:g} {figure.unit or ''} for {figure.period}.",
            "rule": "made",
            "assumed": [],
            "note": "",
            "origin": self.origin,
            "verdict": None,
            "id": number,
        }


def month(index: int, count: int = 1) -> Period:
    """`count` months from a month counted through the years."""
    return Period.months(index // 12, index % 12 + 1, count)


@dataclass
class World:
    """The true amounts, in tonnes a month, of every commodity to every partner and in total."""

    seed: int
    months: int = 30
    commodities: tuple[str, ...] = (MAGNETS, EARTHS, DYSPROSIUM)
    partners: tuple[str, ...] = PARTNERS
    flow: Flow = Flow.EXPORT
    amounts: dict[tuple[str, str, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = random.Random(f"world {self.seed}")  # noqa: S311
        for commodity in self.commodities:
            size = {MAGNETS: 500.0, EARTHS: 400.0}.get(commodity, 6.0) * chance.uniform(0.6, 1.6)
            usual = {partner: size * chance.lognormvariate(-0.8, 0.8) for partner in self.partners}
            rest = size * chance.uniform(0.5, 2.0)
            for index in range(FIRST, FIRST + self.months):
                mood = chance.lognormvariate(0, 0.15) * (0.3 if chance.random() < 0.06 else 1.0)
                total = rest * mood * chance.lognormvariate(0, 0.1)
                for partner in self.partners:
                    amount = usual[partner] * mood * chance.lognormvariate(0, 0.25)
                    self.amounts[commodity, partner, index] = amount
                    total += amount
                self.amounts[commodity, WORLD, index] = total

    def true(self, commodity: str, partner: str, period: Period) -> float | None:
        """The amount over a period; None where it reaches beyond what is known."""
        first = period.start.year * 12 + period.start.month - 1
        months = [(commodity, partner, first + step) for step in range(period.whole_months)]
        known = all(key in self.amounts for key in months)
        return math.fsum(self.amounts[key] for key in months) if known else None


# How the press prints a number


def printed(true: float, chance: random.Random, kind: Kind) -> tuple[float, Bound, float, float]:
    """A number as a desk may round it: the value, its bound, and the true values that it may stand for."""
    style = chance.random()
    size, sign = abs(true), math.copysign(1.0, true)
    if style < 0.62 or size == 0:
        step = _usual_step(size, chance, kind)
        value = round(size / step) * step
        found = value, Bound.EXACT, value - step / 2, value + step / 2
    else:
        step = _rough_step(size, chance)
        if style < 0.82:
            value = round(size / step) * step
            found = value, Bound.ABOUT, value - step / 2, value + step / 2
        elif style < 0.92:
            value = math.floor(size / step) * step
            found = value, Bound.OVER, value, value + step
        else:
            value = math.ceil(size / step) * step
            found = value, Bound.UNDER, value - step, value
    value, bound, low, high = found
    if value <= 0:
        step = 10 ** math.floor(math.log10(size)) / 100 if size else 0.1
        value, bound = round(size / step) * step, Bound.EXACT
        low, high = value - step / 2, value + step / 2
    ends = sorted((sign * low, sign * high))
    return round(sign * value, 6), bound, ends[0], ends[1]


def _usual_step(size: float, chance: random.Random, kind: Kind) -> float:
    """Whole tonnes, sometimes a decimal; per cent with a decimal or none."""
    if kind is Kind.LEVEL:
        if size < 20:
            return 0.1 if size >= 2 else 0.01
        if size > 1e5:
            return float(10 ** (math.floor(math.log10(size)) - chance.choice((2, 3))))
        return chance.choice((1.0, 1.0, 1.0, 0.1, 10.0 if size > 500 else 1.0))
    return 0.1 if size < 10 or chance.random() < 0.7 else 1.0


def _rough_step(size: float, chance: random.Random) -> float:
    """Two digits that count, or one and a half: 160, 350, 3,200."""
    step = float(10 ** (math.floor(math.log10(size)) - 1)) if size > 0 else 1.0
    step = step * chance.choice((1, 1, 1, 5)) if size / step > 50 else step
    return max(step, 0.1)


# Stories


@dataclass(frozen=True)
class _Desk:
    """One story in the making."""

    world: World
    commodity: str
    index: int
    chance: random.Random

    def level(self, partner: str, period: Period) -> Iterator[tuple[Figure, float, float]]:
        true = self.world.true(self.commodity, partner, period)
        if true:
            value, bound, low, high = printed(true, self.chance, Kind.LEVEL)
            yield self._figure(partner, period, Kind.LEVEL, value, "t", bound=bound), low, high

    def change(self, partner: str, period: Period, baseline: Period) -> Iterator[tuple[Figure, float, float]]:
        now, then = (self.world.true(self.commodity, partner, one) for one in (period, baseline))
        if now and then:
            value, bound, low, high = printed((now / then - 1) * 100, self.chance, Kind.CHANGE)
            figure = self._figure(partner, period, Kind.CHANGE, value, "%", bound=bound)
            yield replace(figure, baseline=baseline), low, high

    def share(self, partner: str, period: Period) -> Iterator[tuple[Figure, float, float]]:
        part, whole = (self.world.true(self.commodity, one, period) for one in (partner, WORLD))
        if part and whole:
            value, bound, low, high = printed(part / whole * 100, self.chance, Kind.SHARE)
            yield self._figure(partner, period, Kind.SHARE, value, "%", bound=bound), low, high

    def ranks(self, period: Period, count: int) -> Iterator[tuple[Figure, float, float]]:
        sizes = {one: self.world.true(self.commodity, one, period) or 0 for one in self.world.partners}
        for place, partner in enumerate(sorted(sizes, key=lambda one: -sizes[one])[:count], 1):
            yield self._figure(partner, period, Kind.RANK, float(place), None), place, place

    def _figure(  # noqa: PLR0913, PLR0917
        self,
        partner: str,
        period: Period,
        kind: Kind,
        value: float,
        unit: str | None,
        bound: Bound = Bound.EXACT,
    ) -> Figure:
        ends = self.commodity, self.world.flow, "CN", partner
        return Figure(*ends, period, kind, Measure.QUANTITY, value, unit, bound=bound)

    def told(self) -> Iterator[tuple[Figure, float, float]]:
        """What the story says: the month in total, some partners, and at times the year so far."""
        now, chance = month(self.index), self.chance
        wanted = [self.level(WORLD, now)]
        if chance.random() < 0.75:
            wanted.append(self.change(WORLD, now, now.previous()))
        if chance.random() < 0.6:
            wanted.append(self.change(WORLD, now, now.shifted(-12)))
        if chance.random() < 0.35:
            wanted.append(self.level(WORLD, now.previous()))
        if chance.random() < 0.15:
            wanted.append(self.level(WORLD, now.shifted(-12)))
        for partner in chance.sample(self.world.partners, chance.randint(0, 4)):
            wanted += self._on_partner(partner, now)
        wanted += self._on_spans()
        if chance.random() < 0.25:
            wanted.append(self.ranks(now, chance.randint(1, 5)))
        for figures in wanted:
            yield from figures

    def _on_partner(self, partner: str, now: Period) -> list[Iterator[tuple[Figure, float, float]]]:
        chance, wanted = self.chance, []
        if chance.random() < 0.85:
            wanted.append(self.level(partner, now))
        if chance.random() < 0.5:
            wanted.append(self.change(partner, now, now.previous()))
        if chance.random() < 0.3:
            wanted.append(self.change(partner, now, now.shifted(-12)))
        if chance.random() < 0.2:
            wanted.append(self.level(partner, now.previous()))
        if chance.random() < 0.2:
            wanted.append(self.share(partner, now))
        return wanted

    def _on_spans(self) -> list[Iterator[tuple[Figure, float, float]]]:
        """The year to date, and the quarter, half year or year that ends with the month."""
        number, chance, wanted = self.index % 12 + 1, self.chance, []
        if number > 1 and chance.random() < 0.5:
            span = month(self.index - number + 1, number)
            partner = WORLD if chance.random() < 0.7 else chance.choice(self.world.partners)
            wanted += [self.level(partner, span), self.change(partner, span, span.shifted(-12))]
        if number % 3 == 0 and chance.random() < 0.4:
            span = month(self.index - 2, 3)
            wanted += [self.level(WORLD, span), self.change(WORLD, span, span.shifted(-12))]
        return wanted


def stories(world: World, most_outlets: int = 6) -> list[Mention]:
    """Everything that the outlets print; copies of a wire's story repeat it word for word, or in part."""
    chance = random.Random(f"stories {world.seed}")  # noqa: S311
    found: list[Mention] = []
    number = 0
    for commodity in world.commodities:
        for index in range(FIRST + 1, FIRST + world.months):
            wire = list(_Desk(world, commodity, index, chance).told())
            for site in chance.sample(OUTLETS, chance.randint(1, most_outlets)):
                number += 1
                copies = site == WIRE or (site in COPYISTS and chance.random() < 0.7)
                own = [one for one in wire if site == WIRE or chance.random() < 0.9] if copies else None
                told = own or list(_Desk(world, commodity, index, chance).told())
                day = f"{month(index + 1).start:%Y-%m}-{chance.randint(7, 25):02}"
                origin = WIRE if own else site
                found += [Mention(*one, site, origin, number, day) for one in told]
    return found


# One mention corrupted


KINDS = ("digits", "decimal", "sign", "baseline", "period", "partner", "commodity", "unit")


def corrupted(mention: Mention, kind: str, world: World, chance: random.Random) -> Mention | None:
    """The mention with one error of a kind; None where it cannot have it."""
    figure = mention.figure
    changed = _CORRUPT[kind](figure, world, chance)
    if changed is None or changed == figure:
        return None
    if changed.value == figure.value:
        return replace(mention, figure=changed)
    half = (mention.high - mention.low) / 2 * max(1.0, abs(changed.value / figure.value))
    middle = (mention.low + mention.high) / 2 * changed.value / figure.value
    return replace(mention, figure=changed, low=middle - half, high=middle + half)


def _swap_digits(figure: Figure, _: World, chance: random.Random) -> Figure | None:
    text = f"{abs(figure.value):f}".rstrip("0").rstrip(".")
    places = [
        place
        for place in range(len(text) - 1)
        if text[place].isdigit() and text[place + 1].isdigit() and text[place] != text[place + 1]
        if not (place == 0 and text[1] == "0")
    ]
    if not places or figure.kind is Kind.RANK:
        return None
    place = chance.choice(places)
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return replace(figure, value=math.copysign(float(swapped), figure.value))


def _lose_point(figure: Figure, _: World, chance: random.Random) -> Figure | None:
    if figure.kind is Kind.RANK or not figure.value:
        return None
    if not figure.value.is_integer():
        text = f"{figure.value:f}".rstrip("0")
        return replace(figure, value=float(text.replace(".", "")))
    return replace(figure, value=round(figure.value / 10, 6)) if figure.kind is Kind.LEVEL else None


def _turn(figure: Figure, _: World, chance: random.Random) -> Figure | None:
    return replace(figure, value=-figure.value) if figure.kind is Kind.CHANGE and figure.value else None


def _from_in(figure: Figure, _: World, chance: random.Random) -> Figure | None:
    """ "75 % in June" for "75 % from June"."""
    if figure.kind is not Kind.CHANGE or not figure.baseline or not figure.period:
        return None
    yearly = figure.baseline == figure.period.shifted(-12)
    base = figure.baseline
    return replace(figure, period=base, baseline=base.shifted(-12) if yearly else base.previous())


def _other_span(figure: Figure, _: World, chance: random.Random) -> Figure | None:
    """A month for the year to date, or the year to date for its last month."""
    period = figure.period
    if period is None or figure.kind not in {Kind.LEVEL, Kind.CHANGE} or period.start.year != period.end.year:
        return None
    if figure.kind is Kind.CHANGE and figure.baseline != period.shifted(-12):
        return None
    year, last = period.end.year, period.end.month
    if last == 1 or (period.whole_months > 1 and period.start.month > 1):
        return None
    other = Period.months(year, 1, last) if period.whole_months == 1 else Period.months(year, last)
    return replace(figure, period=other, baseline=figure.baseline and other.shifted(-12))


def _other_partner(figure: Figure, world: World, chance: random.Random) -> Figure | None:
    if figure.partner == WORLD:
        return None
    return replace(figure, partner=chance.choice([one for one in world.partners if one != figure.partner]))


def _other_commodity(figure: Figure, world: World, chance: random.Random) -> Figure | None:
    others = [one for one in world.commodities if one != figure.commodity]
    return replace(figure, commodity=chance.choice(others))


def _other_unit(figure: Figure, _: World, chance: random.Random) -> Figure | None:
    factor = chance.choice((1000.0, 0.001))
    return replace(figure, value=figure.value * factor) if figure.kind is Kind.LEVEL else None


_CORRUPT = dict(
    zip(
        KINDS,
        (
            _swap_digits,
            _lose_point,
            _turn,
            _from_in,
            _other_span,
            _other_partner,
            _other_commodity,
            _other_unit,
        ),
        strict=True,
    )
)


def rows_of(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    """The mentions as rows, each numbered by its place."""
    return [mention.row(number) for number, mention in enumerate(mentions)]
