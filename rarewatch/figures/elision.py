"""What numbers leave out: the unit of another amount, the noun of a part of the year."""

import re
from dataclasses import replace
from functools import cache

from rarewatch.figures.items import Item, Row, row
from rarewatch.vocabulary import table

_WITH_UNIT = frozenset(["mass", "money"])


_GIVING = frozenset(["place", "compare", "makesup", "take", "holds", "expv", "impv"])
_AFTER_LISTED = frozenset(
    ["and", "to", "from", "in", "(", ")", ",", ".", ";", "for", "respectively", "while"]
)


def repeat_unit(items: list[Item], unit: Item | None = None) -> list[Item]:
    """ "3,400 t from Japan, 2,000 from Korea", "to 2,900 t from 3,210": a bare number has the unit before."""
    rate: Item | None = None
    for index, item in enumerate(items):
        if item.kind in _WITH_UNIT:
            unit, rate = item, None
        elif item.kind == "pct":
            rate = item
        elif item.kind == "num" and rate is not None and _as_rate(items, index):
            items[index] = rate = replace(item, kind="pct", value=replace(rate.value, value=item.value.value))
        elif item.kind == "num" and unit is not None and item.value.value > 1 and _bare(items, index):
            items[index] = unit = _with_unit(item, unit)
    return items


def _with_unit(item: Item, unit: Item) -> Item:
    """A bare number in the unit of another amount."""
    times = factor(unit) if unit.kind == "mass" else 1.0
    value = replace(item.value, value=item.value.value * times, unit=unit.value.unit, kind=unit.kind)
    return replace(item, kind=unit.kind, value=replace(value, printed=unit.value.printed))


def _as_rate(items: list[Item], index: int) -> bool:
    """ "Austria with 21 percent, then Estonia with six", "the share was 23 per cent; now it was two"."""
    after = items[index + 1].text if index + 1 < len(items) else "."
    before = [item.text.lower() for item in items[max(0, index - 2) : index]]
    placed = before[-1:] == ["with"] and items[index - 2].kind == "place"
    shared = before == ["it", "was"] and any(item.kind == "share" for item in items[:index])
    return after in _CLOSING and (placed or shared) and 0 < items[index].value.value <= 100


def _bare(items: list[Item], index: int) -> bool:
    """Whether a number without a unit stands where an amount would."""
    return _listed(items, index) or _of_rest(items, index) or _stated(items, index) or _of_those(items, index)


_STATED = frozenset(
    ["was", "were", "been", "to", "from", "of", "reached", "totalled", "only", "just", "remaining", "other"]
)
_YEARS = range(1900, 2100)


def _stated(items: list[Item], index: int) -> bool:
    """ "In March they had been 262", "grew by a quarter, to 161", "on July's 430": only a mark behind."""
    after = items[index + 1].text if index + 1 < len(items) else "."
    if after not in _CLOSING or index < 2 or _is_year(items[index]):
        return False
    before = items[index - 1]
    if before.kind in {"period", "rel"}:
        return before.text.endswith(("'s", "’s"))
    if before.text.lower() not in _STATED:
        return False
    told = {item.kind for item in items[:index]}
    return not _SPEAKING.isdisjoint(told) and "not" not in told


_LEADING = frozenset(["with", "at", "managed", "mustered"])
_CLOSING = frozenset([".", ";", ","])
_SPEAKING = frozenset(
    ["pronoun", "up", "down", "same", "exp", "imp", "prod", "proc", "more", "less", "multiplied", "place"]
)
"""What a clause holds besides a bare number that tells of an amount told before."""


def _is_year(item: Item) -> bool:
    """Whether a number may be a year: four digits without a comma."""
    return len(item.text) == 4 and item.text.isdigit() and int(item.text) in _YEARS


def _of_those(items: list[Item], index: int) -> bool:
    """ "380 of them Chinese", "bought 540 of those", "352 to Japan", "nine went to them"."""
    words = [item.text.lower() for item in items[index + 1 : index + 3]]
    kinds = [item.kind for item in items[index + 1 : index + 4]]
    weighed = any(item.kind == "mass" for item in items[:index])
    if words[:1] == ["of"]:
        verb = items[index - 1].kind in _GIVING if index else False
        return words[1:] in (["them"], ["those"], ["these"]) and (weighed or verb)
    listed = index > 0 and items[index - 1].text in {",", "and", ";", "which"}
    place = "place" in kinds[1 : 2 + (words[1:] == ["the"])]
    goes = (words[:1] == ["to"] and place) or words == ["went", "to"]
    return weighed and listed and goes


def _listed(items: list[Item], index: int) -> bool:
    """Whether a bare number stands where an amount would: behind a giver or "with", without its own noun."""
    if index == 0:
        return False
    before, after = items[index - 1], items[index + 1] if index + 1 < len(items) else _STOP
    ends, low = after.text.lower() in _AFTER_LISTED, before.text.lower()
    if low in {",", "and"} and _dated(items, index):
        return True
    if before.kind == "period" and items[index].quote_start < items[index].start:
        return after.text in _CLOSING  # "in 2022 they were 5 t; in 2024 just 2"
    if low == ":" and items[index - 2].kind == "period":
        return after.text == ")"  # "227 tonnes in July (June: 221)"
    compares = before.kind == "compare" and low not in _ON and after.kind == "rel"
    given = (before.kind in _GIVING and low not in _ON) or low in _LEADING
    return compares or (given and ends)  # "against 300 the month before"


_STOP = Item("mark", -1, -1, ".", low=".")
_ON = frozenset(["on", "over", "as in", "following"])
"""Words of comparison behind which a number is no amount."""


def _dated(items: list[Item], index: int) -> bool:
    """ "450 t in 2018, 380 in 2017", "from 1,100 the month before and 4,000 a year earlier"."""
    beyond = items[index + 1 : index + 3]
    if [item.kind for item in beyond] == ["word", "period"]:
        return beyond[0].text == "in"
    compared = any(item.kind == "compare" for item in items[max(0, index - 6) : index])
    return compared and [item.kind for item in beyond[:1]] == ["rel"]


def _of_rest(items: list[Item], index: int) -> bool:
    """ "Germany got 74 of them and Russia the remaining 22"."""
    before = [item.text for item in items[max(0, index - 2) : index]]
    after = items[index + 1].text.lower() if index + 1 < len(items) else "."
    return before == ["the", "remaining"] and after in _AFTER_LISTED | {"went", "being"}


def elided(rows: list[Row]) -> list[Row]:
    """The rows of a text, each bare number in the unit of the sentence before: "In May it was 28,000"."""
    unit: Item | None = None
    told: list[Row] = []
    for line in rows:
        one = _in_rates(line, told[-1]) if told and "num" in line.kinds else line
        told.append(_lent(one, unit) if unit is not None and "num" in one.kinds else one)
        last = next((item for item in reversed(told[-1].items) if item.kind in _PAYING), None)
        unit = last if last is not None and last.kind == "mass" else None
    return told


def _in_rates(one: Row, before: Row) -> Row:
    """ "China's share is 93 per cent. In 2024 it was 90": a bare number behind "it was" is a share, too."""
    shared = "pct" in before.kinds and ("share" in before.kinds or before.lows[0] == "of")
    if not shared or not {"pct", "mass"}.isdisjoint(one.kinds):
        return one
    index = one.kinds.index("num")
    after = one.lows_around[index + 1]
    verb = index - 1 - (one.lows_around[index - 2 : index] == ["had", "been"])
    was = one.lows_around[verb] in _WAS and one.lows_around[verb - 1] in {"it", "share", "that"}
    if not was or after not in _CLOSING or not 0 < one.items[index].value.value <= _WHOLE:
        return one
    rate = before.items[before.kinds.index("pct")]
    items = list(one.items)
    items[index] = replace(
        items[index], kind="pct", value=replace(rate.value, value=items[index].value.value, note="")
    )
    return row(one.text, items)


_WAS = frozenset(["was", "is", "were", "stood", "had"])
_WHOLE = 100


def _lent(one: Row, unit: Item) -> Row:
    """A row to which the sentence before lends its unit; the same where it has no use for it."""
    items = repeat_unit(list(one.items), unit)
    return one if [item.kind for item in items] == one.kinds else row(one.text, items)


_PAYING = frozenset(["mass", "money", "price"])


def part_of_year(items: list[Item], text: str) -> list[Item]:
    """ "By 2% in the first half and by 20% in the second", "in the quarter, less than in the first"."""
    found: list[Item] = []
    last: Item | None = None
    for index, item in enumerate(items):
        if item.kind == "period" and ("quarter" in item.text or "half" in item.text):
            last = item
        elif item.kind == "ordinal" and last is not None and _parts_of(items, index):
            size = 3 if "quarter" in last.text else 6
            if item.value * size <= 12 and last.value.count == size:
                when = replace(last.value, first=item.value * size - size + 1)
                article = found.pop()
                start = text.rindex(article.text, 0, item.start)
                found.append(replace(item, kind="period", start=start, value=when))
                continue
        found.append(item)
    return found


def _parts_of(items: list[Item], index: int) -> bool:
    """Whether an ordinal stands for a part of the year: "in the second", with no noun behind."""
    after = items[index + 1] if index + 1 < len(items) else None
    alone = after is None or after.kind == "mark" or after.text.lower() in {",", "and", "to", "but"}
    before = [item.text.lower() for item in items[max(0, index - 2) : index]]
    return alone and before[1:] == ["the"] and before[0] in {"in", "from", "of", "during", "for"}


@cache
def _tonnes() -> dict[str, float]:
    """Tonnes in one of each unit of weight."""
    return dict(table("units")["mass"])


def factor(item: Item) -> float:
    """Tonnes in the unit of a weight."""
    return _tonnes().get(re.sub(r"[\s-]+", " ", item.value.printed), 1.0)
