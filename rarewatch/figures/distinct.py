"""The same fact stated twice is one figure: its more exact statement."""

from rarewatch.model import Bound, Figure, Flow, Kind, Period

_RIVALS = 40
"""Numbers of one trade in one period that a further one is held against, so that time grows with the text."""


def distinct(figures: list[Figure], headed: Period | None = None) -> list[Figure]:
    """The same fact once: its more exact statement. `headed` is the period that the headline names."""
    kept: dict[int, Figure] = {}
    alike: dict[tuple[object, ...], list[int]] = {}
    told: dict[tuple[object, ...], int] = {}
    for place, figure in enumerate(figures):
        subject = _subject(figure)
        rivals = alike.setdefault(subject, [])
        number = (*subject, *_scale(figure), figure.value)
        same = told.get(number)
        if same is None:
            latest = rivals[-_RIVALS:]
            same = next((other for other in latest if _same_fact(figure, kept[other])), None)
        if same is None:
            kept[place] = figure
            rivals.append(place)
        elif _is_better(figure, kept[same]):
            kept[same] = figure
        told[number] = place if same is None else same
    return _without_loose_titles(list(kept.values()), headed)


def _is_better(figure: Figure, other: Figure) -> bool:
    """Whether a later statement of a fact is the more exact, or as exact and not of the headline's words."""
    more, less = _exactness(figure), _exactness(other)
    return more > less or (more == less and other.in_title and not figure.in_title)


def _without_loose_titles(figures: list[Figure], headed: Period | None) -> list[Figure]:
    """A headline's number that the body tells again is the body's, however loosely the headline binds it.

    An amount of another month than the body tells of is a number of its own, be it a mistaken one.
    """
    body = [figure for figure in figures if not figure.in_title]
    return [
        figure
        for figure in figures
        if not figure.in_title or not any(_retold(figure, other, headed) for other in body)
    ]


def _retold(title: Figure, other: Figure, headed: Period | None) -> bool:
    if (title.kind, title.unit) != (other.kind, other.unit) or title.kind is Kind.RANK:
        return False
    month = headed is not None and headed.whole_months == 1 and title.period == headed
    if month and title.kind is Kind.LEVEL and title.period != other.period:
        return False
    if title.commodity != other.commodity and not {title.commodity, other.commodity} & _GROUPS:
        return False
    if title.value * other.value < 0 or title.flow not in _SIDES.get(other.flow, (other.flow,)):
        return False
    over = title.bound is Bound.OVER and title.value <= other.value <= title.value * 1.1
    return over or _same_size(title, other) or abs(title.value - other.value) <= _LOOSE * abs(other.value)


_GROUPS = frozenset(["rare-earths", "rare-earth-magnets"])
"""Series that headlines mix up with one another and with their elements."""
_LOOSE = 0.03
"""How far a headline's number may be rounded, as a part of it: "30%" for 29.79 %."""
_SIDES = {Flow.EXPORT: (Flow.EXPORT, Flow.IMPORT), Flow.IMPORT: (Flow.EXPORT, Flow.IMPORT)}


def _subject(figure: Figure) -> tuple[object, ...]:
    """What two statements of one fact always share: only figures alike in this are compared."""
    return (figure.commodity, figure.flow, figure.reporter, figure.partner, figure.kind, figure.period)


def _same_fact(one: Figure, other: Figure) -> bool:
    """Whether two statements of one subject are of one fact; a headline need not say what growth is from."""
    if _vague(one, other) or _vague(other, one):
        return True
    loose = one.in_title != other.in_title and "baseline" in (one if one.in_title else other).assumed
    if not loose and _scale(one) != _scale(other):
        return False
    return one.value * other.value >= 0 and _same_size(one, other)


def _vague(rough: Figure, exact: Figure) -> bool:
    """ "Grew by more than half" without a baseline, where growth of 59.5 % from a year earlier is told."""
    if rough.kind is Kind.SHARE and rough.note == "stated as a part":
        return abs(rough.value - exact.value) <= _LOOSE * exact.value
    part = rough.bound is Bound.OVER and rough.note == "stated as a part" and "baseline" in rough.assumed
    near = 0 < abs(exact.value) - abs(rough.value) <= _PART * abs(exact.value)
    return part and near and rough.value * exact.value > 0 and rough.measure is exact.measure


def _scale(figure: Figure) -> tuple[object, ...]:
    return (figure.measure, figure.unit, figure.baseline)


def _same_size(one: Figure, other: Figure) -> bool:
    """Whether two numbers of one sign are one number, told more and less exactly."""
    low, high = sorted((abs(one.value), abs(other.value)))
    coarse = _COARSE & {one.rule, other.rule}
    if coarse:
        rough, exact = (one, other) if one.rule in coarse else (other, one)
        over = rough.bound is Bound.OVER and rough.value <= exact.value < rough.value + 100
        return over or high - low <= _TIMES * high
    if one.note.startswith("stated as") or other.note.startswith("stated as"):
        return high - low <= _PART * high
    if Bound.EXACT is not one.bound or Bound.EXACT is not other.bound:
        return high - low <= _ABOUT * high
    return high == low or _rounded(one.value, other.value)


_COARSE = frozenset(["multiplied", "grew N-fold", "N times as much"])
_TIMES = 0.35
"""How far "tripled" may be off, as a part of the growth: "tripled" (200 %) of 157.5 %."""
_PART = 0.2
"""How far "a third" may be off: of 29.3 %."""
_ABOUT = 0.04
"""How far "about" or "more than" may be off, as a part of the number: "around 160 %" of 157.5 %."""


def _rounded(one: float, other: float) -> bool:
    """Whether one number is the other in fewer digits, two at the least."""
    coarse, fine = sorted((one, other), key=_digits)
    digits = _digits(coarse)
    return digits > 1 and float(f"{fine:.{digits}g}") == coarse


def _digits(value: float) -> int:
    return len(f"{abs(value):.10g}".replace(".", "").strip("0"))


def _exactness(figure: Figure) -> tuple[int, int, int]:
    digits = len(f"{figure.value:g}".replace(".", "").replace("-", "").rstrip("0"))
    coarse = figure.rule in _COARSE or figure.note.startswith("stated as")
    return (int(figure.bound is Bound.EXACT and not coarse), digits, int(not figure.assumed))
