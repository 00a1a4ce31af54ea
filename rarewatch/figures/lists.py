"""Lists with "respectively": each number of a list dealt out to its own place or commodity."""

from dataclasses import replace

from rarewatch.figures.frames import TRADE
from rarewatch.figures.mentions import Row
from rarewatch.model import Figure

_LONGEST = 6


def respectively(row: Row) -> int | None:
    """Where the word stands, or where a list ends that needs none; None where there is no such list."""
    return next((n for n, low in enumerate(row.lows) if low == "respectively"), None) or _paired(row)


def _paired(row: Row) -> int | None:
    """ "Bolivia and Rwanda managed 1,500 and 1,400 tons": two places, then two amounts."""
    for index in range(2, len(row.items) - 1):
        joined = row.lows[index] == "and" and row.kinds[index - 1] == row.kinds[index + 1] in {"mass", "pct"}
        if not joined:
            continue
        back = index - 2
        while back >= 0 and (
            row.kinds[back] in {"word", "take", "expv", "impv", "prodv", "holds", "makesup", "up", "down"}
        ):
            back -= 1
        if back >= 2 and row.kinds[back] == row.kinds[back - 2] == "place" and row.lows[back - 1] == "and":
            return index + 2
    return None


def dealt(found: list[Figure], row: Row, offset: int) -> list[Figure]:
    """The figures of a sentence whose place is `offset`; lists of unequal length stay as they are."""
    end = respectively(row)
    if end is None:
        return found
    before = [figure for figure in found if figure.start < offset + row.items[end].start]
    before.sort(key=lambda figure: figure.start)
    for kind in {figure.kind for figure in before}:
        found = _deal([figure for figure in before if figure.kind is kind][-_LONGEST:], found, row, offset)
    return found


def _deal(group: list[Figure], found: list[Figure], row: Row, offset: int) -> list[Figure]:
    """The last figures of one kind dealt out to as many names that stand before them."""
    for size in range(len(group), 1, -1):
        last = group[-size:]
        named = _named(row, last[0].start - offset, size, str(last[0].reporter))
        if named:
            changed = dict(zip(map(id, last), named, strict=True))
            return [
                _owned(figure, *changed[id(figure)]) if id(figure) in changed else figure for figure in found
            ]
    return found


def _named(row: Row, first: int, size: int, reporter: str) -> list[tuple[str, str]]:
    """So many places, else commodities, named last before the numbers; [] where there are fewer."""
    for kind in ("place", "commodity"):
        names = [str(item.value) for item in row.items if item.kind == kind and item.start < first]
        names = [name for name in dict.fromkeys(names) if name != reporter]
        if len(names) >= size and (kind == "place" or len(names) == size):
            return [(kind, name) for name in names[-size:]]
    return []


def _owned(figure: Figure, kind: str, name: str) -> Figure:
    if kind == "commodity":
        return replace(figure, commodity=name)
    return replace(figure, partner=name) if figure.flow in TRADE else replace(figure, reporter=name)
