"""The same fact stated twice is one figure: its more exact statement."""

from rarewatch.model import Bound, Figure


def distinct(figures: list[Figure]) -> list[Figure]:
    """The same fact once: its more exact statement."""
    kept: list[Figure] = []
    for figure in figures:
        same = [other for other in kept if _same_fact(figure, other)]
        if not same:
            kept.append(figure)
        elif _exactness(figure) > _exactness(same[0]):
            kept[kept.index(same[0])] = figure
    return kept


def _same_fact(one: Figure, other: Figure) -> bool:
    keys: tuple[str, ...] = (
        "commodity",
        "flow",
        "reporter",
        "partner",
        "kind",
        "measure",
        "unit",
        "baseline",
    )
    if one.in_title != other.in_title and "baseline" in (one if one.in_title else other).assumed:
        keys = keys[:5]
    if any(getattr(one, key) != getattr(other, key) for key in keys):
        return False
    if one.period != other.period:
        return False
    low, high = sorted((abs(one.value), abs(other.value)))
    if one.value * other.value < 0:
        return False
    coarse = {"multiplied", "grew N-fold", "N times as much"} & {one.rule, other.rule}
    parts = one.note.startswith("stated as") or other.note.startswith("stated as")
    loose = 0.35 if coarse else 0.2 if parts else 0.03
    return high == low or high - low <= loose * high


def _exactness(figure: Figure) -> tuple[int, int, int]:
    digits = len(f"{figure.value:g}".replace(".", "").replace("-", "").rstrip("0"))
    coarse = figure.rule in {"multiplied", "grew N-fold", "N times as much"} or figure.note.startswith(
        "stated as"
    )
    return (int(figure.bound is Bound.EXACT and not coarse), digits, int(not figure.assumed))
