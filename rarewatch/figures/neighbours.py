"""Neighbours: what an amount takes from the items around it, words of bound and the unit of another."""

from dataclasses import replace
from functools import cache

from rarewatch.figures.elision import factor, part_of_year, repeat_unit
from rarewatch.figures.items import Item
from rarewatch.vocabulary import table

_AMOUNTS = frozenset(["mass", "money", "pct", "fold", "num", "multiplied", "price", "points"])
_RATED = frozenset(["mass", "money", "pct"])


def settled(items: list[Item], text: str) -> list[Item]:
    """The items with every bound and shared unit given to its amount; each pass only where it has work."""
    kinds = {item.kind for item in items}
    if "bound" in kinds and not _AMOUNTS.isdisjoint(kinds):
        items = _merge(items)
    for item in items:
        if item.kind in _AMOUNTS and item.quote_start < 0:
            item.quote_start = item.start
    if "mass" in kinds and "pound" in text:
        _in_sterling(items)
    if "num" in kinds:
        items = _with_units(items, kinds)
    if "ordinal" in kinds and "period" in kinds:
        items = part_of_year(items, text)
    if "take" in kinds and "period" in kinds:
        items = _bought_since(items)
    if "ordinal" in kinds and "impv" in kinds:
        items = _finishing(items)
    if "take" in kinds:
        items = _taking_nothing(items)
    return _loosen(items) if "bound" in kinds else items


def _finishing(items: list[Item]) -> list[Item]:
    """ "Estonia came in third place": who does so brings nothing in."""
    behind = [item.kind for item in items[1:]] + [""]
    return [
        replace(item, kind="word") if item.kind == "impv" and after == "ordinal" else item
        for item, after in zip(items, behind, strict=True)
    ]


_NOTHING = frozenset(["effect", "place", "part", "office", "shape", "root", "steps", "aim"])
"""What is taken without anything being bought: "the rules took effect"."""


def _taking_nothing(items: list[Item]) -> list[Item]:
    """ "The rules took effect": a verb of buying behind which nothing is bought."""
    behind = [item.text.lower() for item in items[1:]] + [""]
    return [
        replace(item, kind="word") if item.kind == "take" and after in _NOTHING else item
        for item, after in zip(items, behind, strict=True)
    ]


def _bought_since(items: list[Item]) -> list[Item]:
    """ "Imported from January to May": behind the verb stands a time, and no seller."""
    behind = [item.kind for item in items[1:]] + [""]
    return [
        replace(item, kind="impv")
        if item.kind == "take" and after == "period" and item.text.lower().endswith(" from")
        else item
        for item, after in zip(items, behind, strict=True)
    ]


def _with_units(items: list[Item], kinds: set[str]) -> list[Item]:
    """The items with the unit that each bare number leaves out."""
    if not _RATED.isdisjoint(kinds):
        items = _deal_unit(repeat_unit(_share_unit(items)))
    if "mass" in kinds:
        _part_of_weight(items)
    if not {"same", "inquantity"}.isdisjoint(kinds):
        _weigh(items)
    if "invalue" in kinds:
        _in_currency(items)
    if "pct" in kinds:
        _deal_rates(items)
    return items


def _part_of_weight(items: list[Item]) -> None:
    """ "67,000 of the 81,000 tonnes", "208 of 220 tonnes": the part has the unit of the whole."""
    for index, item in enumerate(items):
        behind = [other.text.lower() for other in items[index + 1 : index + 4]]
        if behind[:1] == ["out"]:
            behind = behind[1:]  # "208 out of 220 tonnes"
        if item.kind != "num" or behind[:1] != ["of"]:
            continue
        out = items[index + 1].text.lower() == "out"
        worldly = behind[1:3] == ["the", "world"] and index + 4 < len(
            items
        )  # "270,000 of the world's 390,000 t"
        ahead = index + (5 if worldly else 3 if behind[1:2] == ["the"] else 2) + out
        if ahead < len(items) and items[ahead].kind == "mass" and item.value.value > 1:
            value = item.value.value * factor(items[ahead])
            items[index] = replace(
                item, kind="mass", value=replace(item.value, value=value, unit="t", kind="mass", printed="t")
            )


def _weigh(items: list[Item]) -> None:
    """ "The tonnage was 19,300": a bare number of tonnes."""
    for index, item in enumerate(items):
        if item.kind != "num" or index < 2 or items[index - 1].text.lower() not in _AMOUNTING:
            continue
        told = any(before.text.lower() == "tonnage" for before in items[max(0, index - 4) : index])
        if told or any(before.text.lower() in _IN_TONNES for before in items[:index]):
            value = replace(item.value, unit="t", kind="mass", printed="tonnes")
            items[index] = replace(item, kind="mass", value=value)


_IN_TONNES = frozenset(["in tonnes", "in tons"])


def _in_sterling(items: list[Item]) -> None:
    """ "Spent 38 million pounds on magnets": what is paid in pounds is money, and no weight."""
    for index, item in enumerate(items):
        if item.kind != "mass" or not item.value.printed.lower().endswith(_POUNDS) or index == 0:
            continue
        sum_of = round(item.value.value / factor(item))
        behind = items[index + 1].text.lower() if index + 1 < len(items) else ""
        before = items[index - 1].text.lower()
        sold = before == "for" and any(one.kind in {"expv", "impv"} for one in items[:index])
        if (sold or before in _PAID) and sum_of >= _SUM and behind != "of":
            value = replace(item.value, value=float(sum_of), unit="GBP", kind="money", printed="£")
            items[index] = replace(item, kind="money", value=value)


_POUNDS = ("pound", "pounds")
_PAID = frozenset(
    ["spent", "paid", "pays", "worth", "cost", "earned", "fetched", "valued at", "brought in"]
)  # fmt: skip
"""What stands before a sum of money, where the unit alone could be one of weight."""


def _in_currency(items: list[Item]) -> None:
    """ "In euros, imports fell to 486 million": a bare sum is of the currency that is told of."""
    names = _currencies()
    said = next(
        (word for item in items if item.kind == "invalue" for word in item.text.split() if word in names), ""
    )
    for index, item in enumerate(items):
        sum_of = (
            item.kind == "num" and item.value.value >= _SUM and items[index - 1].text.lower() in _AMOUNTING
        )
        if said and sum_of:
            value = replace(item.value, unit=names[said], kind="money", printed=said)
            items[index] = replace(item, kind="money", value=value)


def _deal_rates(items: list[Item]) -> None:
    """ "6 and 5 per cent respectively", "6 and 5 per cent each": both are per cents."""
    if not any(item.text.lower() in {"respectively", "each"} for item in items):
        return
    rate: Item | None = None
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.kind == "pct":
            rate = item
        elif item.kind == "num" and rate is not None:
            items[index] = replace(item, kind="pct", value=replace(rate.value, value=item.value.value))
        elif item.text.lower() not in {"and", ","}:
            rate = None


_SUM = 1e5
"""A bare number from here on may be a sum of money."""
_AMOUNTING = frozenset(["was", "were", "to", "at", "reached", "hit", "from"])
_BOUNDS = {"over": ">", "under": "<", "about": "~", "exact": "="}


def _merge(items: list[Item]) -> list[Item]:
    """Words of bound and of mere emphasis before an amount become part of it."""
    merged: list[Item] = []
    for item in items:
        if item.kind in _AMOUNTS:
            item.quote_start = item.start
            while merged and (merged[-1].kind == "bound" or _mere(merged)) and not _comparing(merged):
                said = merged.pop()
                if said.kind == "bound":
                    item.quote_start = said.start
                    if _added_up(merged, said):
                        break
                    if item.bound == "=":
                        item.bound = _BOUNDS[said.value]
        merged.append(item)
    return merged


_LOOSE = {
    **dict.fromkeys(
        [
            "more than",
            "above",
            "in excess of",
            "exceeding",
            "exceeded",
            "topping",
            "topped",
            "surpassing",
            "surpassed",
            "well above",
            "just above",
            "north of",
        ],
        "more",
    ),
    **dict.fromkeys(
        [
            "less than",
            "fewer than",
            "below",
            "under",
            "short of",
            "shy of",
            "just below",
            "just under",
            "well under",
            "well below",
        ],
        "less",
    ),
    "over": "compare",
    "total": "same",
    "all": "every",
}


def _loosen(items: list[Item]) -> list[Item]:
    """Words of bound that stand before no amount mean something else: "57% more than in June"."""
    return [
        replace(item, kind=_LOOSE.get(item.text.lower(), "word")) if item.kind == "bound" else item
        for item in items
    ]


_SHARING = frozenset(["and", ",", "with", "the", "at", "for"])


def _share_unit(items: list[Item]) -> list[Item]:
    """ "Germany with 5,000 and Japan with 4,007 kilograms": the first number has the unit of the second."""
    for index in range(len(items) - 1, 0, -1):
        item = items[index]
        if item.kind != "num" or (
            items[index - 1].kind not in {"place"} and items[index - 1].text not in {"with", "at"}
        ):
            continue
        ahead, places = index + 1, 0
        while ahead < len(items) and (items[ahead].text.lower() in _SHARING or items[ahead].kind == "place"):
            places += items[ahead].kind == "place"
            ahead += 1
        if places == 1 and ahead < len(items) and items[ahead].kind == "money" and item.value.value >= _SUM:
            value = replace(item.value, unit=items[ahead].value.unit, kind="money")
            items[index] = replace(item, kind="money", value=value)
        elif places == 1 and ahead < len(items) and items[ahead].kind == "mass":
            value = replace(item.value, value=item.value.value * factor(items[ahead]), unit="t", kind="mass")
            items[index] = replace(item, kind="mass", value=value)
    return items


def _deal_unit(items: list[Item]) -> list[Item]:
    """ "5.15 and 8.63 tonnes respectively": all numbers of the list have the unit of the last."""
    respective = any(item.text.lower() == "respectively" for item in items)
    if not respective and sum(item.kind == "place" for item in items) < 2:
        return items
    unit: Item | None = None
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.kind == "mass":
            unit = item
        elif item.kind == "num" and unit is not None:
            value = replace(item.value, value=item.value.value * factor(unit), unit="t", kind="mass")
            items[index] = replace(item, kind="mass", value=value)
        elif item.text.lower() not in {"and", ","}:
            unit = None
    return items


@cache
def _currencies() -> dict[str, str]:
    """Currencies by the words that stand behind a sum."""
    return dict(table("units")["after"])


def _added_up(merged: list[Item], said: Item) -> bool:
    """ "Added up to 816 t": no bound at all."""
    return (
        said.text.lower() == "up to"
        and bool(merged)
        and merged[-1].text.lower() in {"added", "adds", "adding"}
    )


def _comparing(merged: list[Item]) -> bool:
    """ "22% less than the 701 t": the words compare two amounts, and bound neither."""
    at = len(merged) - 1
    while at > 0 and merged[at].kind != "bound":
        at -= 1
    return (
        at > 0
        and merged[at].text.lower() in _LOOSE
        and merged[at].text.lower() not in {"total", "all", "over"}
        and merged[at - 1].kind in {"pct", "fold", "multiplied"}
    )


def _mere(merged: list[Item]) -> bool:
    """An article or adverb between bound and number: "nearly a quarter", "up to the 5 tonnes"."""
    said = merged[-1]
    return (
        said.kind == "word"
        and said.text.lower() in {"a", "an", "the"}
        and len(merged) > 1
        and merged[-2].kind == "bound"
    )
