"""Homonyms: names of territories that are a person's or another place's where the text shows it."""

from dataclasses import replace
from functools import cache

from rarewatch.figures.items import Item, Row, row
from rarewatch.vocabulary import table


def settled_names(rows: list[Row], text: str) -> list[Row]:
    """The rows of a text with "Jordan Smith" as a person and "Georgia" as the American state where no word is
    of the Caucasus; the rows as they are where no such name stands in the text."""
    told = {name for name in _people() | {_STATE} if name in text}
    if not told:
        return rows
    state = _STATE in told and _is_american(text)
    return [_settled(one, told, state=state) for one in rows]


def _settled(one: Row, told: set[str], *, state: bool) -> Row:
    """A row in which no name of a person is a territory."""
    items = list(one.items)
    for index, item in enumerate(items):
        if item.text not in told or item.kind not in {"place", "town"}:
            continue
        if item.text in _people() and _is_person(items, index):
            items[index] = replace(item, kind="word", value=None)
        elif state and item.text == _STATE:
            items[index] = replace(item, kind="town", value="US")
    changed = any(new is not old for new, old in zip(items, one.items, strict=True))
    return row(one.text, items) if changed else one


def _is_person(items: list[Item], index: int) -> bool:
    """ "Chad Miller", "Mr. Jordan", "analyst Paris Jones": another name or a title stands beside."""
    behind = items[index + 1] if index + 1 < len(items) else None
    titles = {item.text.lower() for item in items[max(0, index - 2) : index]}
    return (behind is not None and _is_name(behind)) or not titles.isdisjoint(_TITLES)


def _is_name(item: Item) -> bool:
    return item.kind == "word" and item.text.istitle() and item.text.isalpha()


def _is_american(text: str) -> bool:
    """Whether words of the United States stand in a text, and none of the Caucasus."""
    caucasus = any(word in text for word in table("passing")["caucasus"])
    return not caucasus and any(word in text for word in table("passing")["american"])


@cache
def _people() -> frozenset[str]:
    return frozenset(table("passing")["given"])


_STATE = "Georgia"
_TITLES = frozenset(["mr", "mrs", "ms", "dr", "sir", "professor", "prof"])
