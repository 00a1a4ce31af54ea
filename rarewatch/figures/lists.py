"""Lists with "respectively": each number of a list dealt out to its own place or commodity."""

from collections.abc import Iterator
from dataclasses import replace

from rarewatch.figures.frames import TRADE
from rarewatch.figures.mentions import Row
from rarewatch.model import Figure, Flow, Kind, Period

_LONGEST = 6
_PAIR = 2


def respectively(row: Row) -> int | None:
    """Where the word stands, or where a list ends that needs none; None where there is no such list."""
    if "respectively" in row.lows:
        return row.lows.index("respectively") or _paired(row)[0]
    return _paired(row)[0]


def _paired(row: Row) -> tuple[int | None, int]:
    """Where a list ends that needs no "respectively", and its length: "A and B sold 15 and 14 tons"."""
    if row.kinds.count("mass") < _PAIR and row.kinds.count("pct") < _PAIR:
        return None, 0
    for index in range(2, len(row.items) - 1):
        last = index - 2 if row.lows[index - 1] == "," else index - 1
        kind = row.kinds[last]
        if row.lows[index] == "and" and kind == row.kinds[index + 1] and kind in {"mass", "pct"}:
            first, size = _run(row, last, kind)
            back = first - 1
            while back >= 0 and (row.kinds[back] in _DOING or row.lows[back] in _COPULAS):
                back -= 1
            if back >= 2 and size < max(_run(row, back, "place")[1], _run(row, back, "commodity")[1]):
                return min(index + 2, len(row.items) - 1), size + 1
    return None, 0


_DOING = frozenset(["word", "take", "expv", "impv", "prodv", "holds", "makesup", "up", "down"])
_COPULAS = frozenset(["were", "was", "to", "came", "amounted", ",", "with", "at", "which"])


def _run(row: Row, last: int, kind: str) -> tuple[int, int]:
    """Where a list of one kind that ends at `last` begins, and how many it holds."""
    first, size = last, 1 if row.kinds[last] == kind else 0
    back = last - 1
    while size and back > 0:
        while back > 0 and row.lows[back] in {"the", "and", ","}:
            back -= 1
        if back == first - 1 or row.kinds[back] != kind:
            break
        first, size, back = back, size + 1, back - 1
    return first, size


def dealt(found: list[Figure], row: Row, offset: int) -> list[Figure]:
    """The figures of a sentence whose place is `offset`; lists of unequal length stay as they are."""
    end = respectively(row)
    if end is None:
        return found
    longest = _LONGEST if "respectively" in row.lows else _paired(row)[1]
    before = [figure for figure in found if figure.start < offset + row.span(end)[0]]
    before.sort(key=lambda figure: figure.start)
    for kind in {figure.kind for figure in before} - {Kind.RANK}:
        found = _deal([figure for figure in before if figure.kind is kind][-longest:], found, row, offset)
    again = [figure for figure in found if figure.kind is Kind.CHANGE and figure.start not in _starts(before)]
    amounts = sum(figure.kind is Kind.LEVEL for figure in before)
    if _PAIR <= amounts == len(again) and {figure.kind for figure in before} == {Kind.LEVEL}:
        found = _deal(again, found, row, offset)  # "sold 62t and 61t, respectively, 22% and 5% more"
    return found


def _starts(figures: list[Figure]) -> set[int]:
    return {figure.start for figure in figures}


def headed(row: Row) -> tuple[str, ...]:
    """The territories of a heading that names nothing else: "2. United States", "4. Mali, Niger and Togo"."""
    first = 2 * (row.kinds[0] == "num" and row.lows[1:2] in (["."], [")"]))
    kinds, lows = row.kinds[first:], row.lows[first:]
    if kinds[:1] != ["place"] or row.text[-1] in ".,;:" or not all(map(_heads, kinds, lows)):
        return ()
    return tuple(str(item.value) for item in row.items if item.kind == "place")


def _heads(kind: str, low: str) -> bool:
    return kind == "place" or low in {",", "and", "&", "the"}


def for_either(found: list[Figure], row: Row, before: Row | None) -> list[Figure]:
    """ "In May, no shipments of either element were recorded": none of both goods told of before."""
    if _EITHER.isdisjoint(row.lows) or "commodity" in row.kinds or before is None:
        return found
    goods = list(dict.fromkeys(str(one.value) for one in before.items if one.kind == "commodity"))
    none = [one for one in found if one.kind is Kind.LEVEL and one.value == 0]
    if len(goods) != _PAIR or len(none) != 1:
        return found
    kept = [one for one in found if one is not none[0]]
    return kept + [replace(none[0], commodity=each) for each in goods]


_EITHER = frozenset(["either", "neither"])


def for_each(found: list[Figure], row: Row, territories: tuple[str, ...]) -> list[Figure]:
    """ "Mine production: 13,000 t each", under a heading of several territories: the amount of each."""
    if len(territories) < _PAIR or "each" not in row.lows:
        return found
    told = [one for one in found if one.kind is Kind.LEVEL and one.reporter == territories[0]]
    return found + [replace(one, reporter=code) for one in told for code in territories[1:]]


_EACH = frozenset(["each", "apiece"])


def each_of(row: Row) -> dict[int, list[str]]:
    """ "Germany and Japan 13% each", "Spain and Portugal each mined 700 t": the territories of a number."""
    told: dict[int, list[str]] = {}
    for index in [n for n, low in enumerate(row.lows) if low in _EACH]:
        near = range(index - 1, max(-1, index - 4), -1)
        if row.kinds[index - 1] == "place":
            near = range(index + 1, min(index + 8, len(row.items)))
        number = next((n for n in near if row.kinds[n] in {"mass", "money", "pct"}), None)
        if number is None:
            continue
        last = next((n for n in range(number - 1, -1, -1) if row.kinds[n] in _NAMING), 0)
        first, size = _run(row, last, "place")
        if size < _PAIR and row.lows[index + 1 : index + 2] in (["for"], ["to"], ["from"]):
            first, last = index + 2, _last_place(row, index + 2)
            size = row.kinds[first : last + 1].count("place")
        codes = [str(item.value) for item in row.items[first : last + 1] if item.kind == "place"]
        if size >= _PAIR and "and" in row.lows[first:last]:
            told[number] = codes
    return told


def _last_place(row: Row, first: int) -> int:
    """Where a list of territories ends: "13% each for Mexico and Mozambique"."""
    last = index = first
    while index < len(row.items) and (row.kinds[index] == "place" or row.lows[index] in {"and", ",", "the"}):
        last = index if row.kinds[index] == "place" else last
        index += 1
    return last


def none_for_all(found: list[Figure], row: Row) -> list[Figure]:
    """ "Exports to Japan and the US fell to zero": what is none for several together is none for each."""
    every = list(found)
    for one in [one for one in found if one.kind is Kind.LEVEL and one.value == 0 and one.flow in TRADE]:
        for codes in _joined(row):
            every += [replace(one, partner=code) for code in codes - {one.partner} if one.partner in codes]
    return every


def _joined(row: Row) -> Iterator[set[str]]:
    """The territories of each list in a row: "to Germany, Japan and the US"."""
    for last, kind in enumerate(row.kinds):
        first, size = _run(row, last, "place") if kind == "place" else (last, 0)
        led = row.lows_around[first - 1] in {"to", "from", "the"}
        if led and size >= _PAIR and "and" in row.lows[first:last]:
            yield {str(item.value) for item in row.items[first : last + 1] if item.kind == "place"}


_NAMING = frozenset(["place", "mass", "money", "pct"])


def shared_out(found: list[Figure], row: Row, offset: int) -> list[Figure]:
    """The figures, that of several territories "each" once for each of them."""
    if _EACH.isdisjoint(row.lows):
        return found
    every = list(found)
    for number, codes in each_of(row).items():
        at = offset + row.span(number)[0]
        for one in [one for one in found if one.start <= at < one.start + len(one.quote)]:
            if one.partner in codes:
                every += [replace(one, partner=code) for code in codes if code != one.partner]
            elif one.reporter in codes:
                every += [replace(one, reporter=code) for code in codes if code != one.reporter]
    return every


def _deal(group: list[Figure], found: list[Figure], row: Row, offset: int) -> list[Figure]:
    """The last figures of one kind dealt out to as many names that stand before them."""
    for size in range(len(group), 1, -1):
        last = group[-size:]
        named = _named(row, last[1].start - offset, size, str(last[0].reporter)) or _months(last)
        named = named or _named_months(row, last, offset) or _named_flows(row, last, offset)
        if named:
            changed = dict(zip(map(id, last), named, strict=True))
            return [
                _owned(figure, *changed[id(figure)]) if id(figure) in changed else figure for figure in found
            ]
    return found


def _named(row: Row, first: int, size: int, reporter: str) -> list[tuple[str, str | Period | Flow]]:
    """So many places, else commodities, named last before the numbers; [] where there are fewer."""
    for kind in ("place", "commodity"):
        names = [str(item.value) for item in row.items if item.kind == kind and item.start < first]
        names = [name for name in dict.fromkeys(names) if name != reporter]
        if len(names) >= size and (kind == "place" or len(names) == size):
            return [(kind, name) for name in names[-size:]]
    return []


def _months(group: list[Figure]) -> list[tuple[str, str | Period | Flow]]:
    """The single months of the figures' period: "in April and May … 9,100 and 8,400 tonnes respectively"."""
    period = group[0].period
    if period is None or period.whole_months != len(group) or any(one.period != period for one in group):
        return []
    first = Period.months(period.start.year, period.start.month)
    return [("period", first.shifted(months)) for months in range(len(group))]


def _named_months(row: Row, group: list[Figure], offset: int) -> list[tuple[str, str | Period | Flow]]:
    """ "April and June were the leanest, with 98 and 96 kilograms respectively": months named one by one."""
    first, period = group[0].start - offset, group[0].period
    months = [item.value for item in row.items if item.kind == "period" and item.start < first]
    if period is None or len(months) != len(group) or any(one.count != 1 or not one.first for one in months):
        return []
    return [("period", Period.months(one.year or period.end.year, one.first)) for one in months]


def _named_flows(row: Row, group: list[Figure], offset: int) -> list[tuple[str, str | Period | Flow]]:
    """ "Exports and imports came to $5m and $3m, respectively"."""
    first = group[0].start - offset
    flows = [n for n, item in enumerate(row.items) if item.kind in _FLOWS and item.start < first]
    paired = len(flows) == _PAIR == len(group) and row.lows[flows[0] + 1 : flows[1]] == ["and"]
    return [("flow", _FLOWS[row.kinds[n]]) for n in flows] if paired else []


_FLOWS = {"exp": Flow.EXPORT, "imp": Flow.IMPORT}


def _owned(figure: Figure, kind: str, name: str | Period | Flow) -> Figure:
    if isinstance(name, Flow):
        return replace(figure, flow=name)
    if isinstance(name, Period):
        return replace(figure, period=name)
    if kind == "commodity":
        return replace(figure, commodity=name)
    return replace(figure, partner=name) if figure.flow in TRADE else replace(figure, reporter=name)
