"""Ranks: words that place a territory among partners, 1 the largest."""

import re
from functools import cache

from rarewatch.figures.mentions import Row
from rarewatch.figures.phrasings import Match, Phrasings, compiled
from rarewatch.figures.placings import AFTER, RANKS, listed, rank
from rarewatch.figures.rules import Reading

_FOLLOWED = compiled(
    r"(?:followed by|ahead of|(?:behind|<less>) <pronoun> (?:came|was|were)|then came|then|trailed by|next <pronoun> was|before|next (?:in line )?(?:was|were|came|come|comes)) (?:the )?{p:place} "
)
_OPENS = compiled(
    r"(?:next|(?:behind|<less>) <pronoun>|then|after <pronoun>|{place} (?:, (?:(?!;)\S+ ){1,16}?, )?(?:followed|follows|(?:came|was|is|comes) next))(?= )"
)
_NEXT = compiled(
    r"{p:place} (?:, (?:where|whose|(?:to )?<pronoun>) (?:(?!;)\S+ ){1,16}?, )?(?:(?:(?:was|came|is|comes|ranked|were) )?next (?!to )|(?:followed|follows) (?:closely |close behind |suit )?(?:with|at|on|,|by a) )"
)
_ORDINALS = compiled(r"{ordinal} (?:, {ordinal} )*(?:,? ?and ){ordinal}(?! (?:half|quarter|<best> <best>))")
_IN_ORDER = compiled(
    r"{p:place} (?:were|are) (?:(?:\S+ ){0,5}?{best} (?:\w+ ){0,2}?{ranked} (?:\S+ ){0,10}?, in <pronoun> <not>"
    r"|, in <pronoun> <not> , the (?:\S+ ){0,2}?{best} (?:\w+ )?{ranked})"
)
_IN_TURN = compiled(
    r"{ranked} (?:(?!;|<mass>)\S+ ){0,9}?(?:and|while) (?:the )?{p:place} (?:was |is )?(?:the )?{o:ordinal} {best} (?=\.|,|;|$)"
)
_TOP = compiled(
    r"{p:place} (?:were|are|remained|(?:ranked|were ranked)(?: as)?) (?:again |still )?(?:<pronoun> |the |<place> 's |<adjective> ){0,2}{best} {n:num} (?:\w+ ){0,2}?{ranked}"
)
_LISTED = frozenset(["place", "mass", "pct", "money"])
_RANKING = (
    "<best>", " led ", "the lead", "topped", "runner", " tops ", "headed", "<ordinal>", "followed by",
    "ahead of", " lead ", "<num> <ranked>", " next ", "next come", "next in line", "trailed by", "at the top", "to the <best>", "<same> <num>",
    "next came", " follows ",
    "<num> . ", " any other ", " followed ", "then ",
)  # fmt: skip
"""Some of which stands in every sentence that ranks."""


@cache
def _phrasings() -> Phrasings:
    return Phrasings(rule.pattern for rule in (*RANKS, AFTER))


def readings(row: Row, told: int = 0) -> dict[int, Reading]:
    """The rank of every place that some words rank, by the place's item.

    `told` is the last rank that the sentence before gave: "Next came Austria" goes on with it.
    """
    taken: dict[int, Reading] = {}
    ranked = not {"place", "bloc"}.isdisjoint(row.kinds) or ("it" in row.lows and "best" in row.kinds)
    if not ranked or not any(map(row.skeleton.__contains__, _RANKING)):
        return taken
    for index, match in _phrasings().matches(row):
        rule = (*RANKS, AFTER)[index]
        for reading in rule.make(rule, row, match):
            if not _worldly(row, match):
                taken.setdefault(reading.item, reading)
    _in_a_row(row, taken)
    _in_brackets(row, taken, told)
    _go_on(row, taken, told)
    return taken


def _in_a_row(row: Row, taken: dict[int, Reading]) -> None:
    """ "A, B and C ranked first, second and third"; "A, B and C were the largest buyers, in that order"."""
    for match in _ORDINALS.finditer(row.skeleton) if row.kinds.count("ordinal") > 1 else ():
        first, end = row.at[match.start()], row.at[match.start()] + match[0].count(" ") + 1
        numbers = [int(row.items[n].value) for n in range(first, end) if row.kinds[n] == "ordinal"]
        places = [n for n in range(first) if row.kinds[n] == "place"][-len(numbers) :]
        if len(places) == len(numbers):
            for number, place in zip(numbers, places, strict=True):
                taken[place] = rank(row, match, "ranked in a row", number, place)
    for match in _IN_TURN.finditer(row.skeleton) if "ordinal" in row.kinds else ():
        place = row.at[match.start("p")]
        number = int(row.items[row.at[match.start("o")]].value)
        taken.setdefault(place, rank(row, match, "and C the third-largest", number, place))
    for match in _TOP.finditer(row.skeleton) if "best" in row.kinds and "num" in row.kinds else ():
        places = _listed_back(row, row.at[match.start("p")])
        if len(places) == row.items[row.at[match.start("n")]].value.value:
            for number, place in enumerate(places, 1):
                taken[place] = rank(row, match, "were the top three", number, place)
    for match in _IN_ORDER.finditer(row.skeleton) if "best" in row.kinds else ():
        places = _listed_back(row, row.at[match.start("p")])
        for number, place in enumerate(places, 1):
            taken[place] = rank(row, match, "in that order", number, place)


_BRACKETED = compiled(
    r"{p:place} \( <(?:pct|mass|money)> \) (?:(?:were|are|as|being) )?(?:<pronoun> |the |<place> 's ){0,2}(?P<next>next )?{best} (?:\w+ )?{ranked|impv}"
)


def _in_brackets(row: Row, taken: dict[int, Reading], told: int) -> None:
    """ "A (21%) and B (6%) were the next most important sources": in the order of their amounts."""
    for match in _BRACKETED.finditer(row.skeleton) if "best" in row.kinds and "(" in row.lows else ():
        places = _listed_back(row, row.at[match.start("p")])
        if all(row.lows_around[place + 1] == "(" for place in places):
            first = max(told, 1) + 1 if match["next"] else 1
            for number, place in enumerate(places, first):
                taken[place] = rank(row, match, "in brackets", number, place)


def _worldly(row: Row, match: Match) -> bool:
    """Whether the words place a producer in the world, or among several: "one of the largest"."""
    words = match[0]
    if _ONE_OF.search(words):
        return True
    return "<world> 's <best>" in words or "<world> <best>" in words or "<best> <world>" in words


_ONE_OF = re.compile(r"\bone of (?:\S+ ){0,2}<best>")


def _listed_back(row: Row, last: int) -> list[int]:
    """The places of a list that ends here, amounts between them passed over."""
    places, index = [last], last - 1
    while index >= 0 and (row.lows[index] in {",", "and", "the", "(", ")"} or row.kinds[index] in _LISTED):
        if row.kinds[index] == "place":
            places.insert(0, index)
        index -= 1
    return places


def _listed_before(row: Row, last: int) -> list[int]:
    """The places of a list that ends here: "with A, B and C next"."""
    places, index = [last], last - 1
    while index >= 0 and (row.lows[index] in {",", "and", "the"} or row.kinds[index] == "place"):
        if row.kinds[index] == "place":
            places.insert(0, index)
        index -= 1
    return places if row.lows[index : index + 1] == ["with"] else [last]


def _go_on(row: Row, taken: dict[int, Reading], before: int) -> None:
    """ "Followed by A and B", "ahead of A": the next ranks after the last one given."""
    told_to = passed = 0
    highest = before if before and _OPENS.match(row.skeleton) else 0
    told = [(match.start(), match, True) for match in _FOLLOWED.finditer(row.skeleton)]
    told += [(match.start(), match, False) for match in _NEXT.finditer(row.skeleton)]
    may_open = bool(told) and _may_open(row)
    for _, match, followed in sorted(told, key=lambda one: one[0]):
        place = row.at[match.start("p")]
        if followed and place < told_to:
            continue  # a list that has been told from its start
        for item in range(passed, place):
            highest = max(highest, int(taken[item].value) if item in taken else 0)
        passed = max(passed, place)
        if followed and not highest and not may_open:
            ahead = _leader(row, row.at[match.start()]) if match[0].startswith("followed") else None
            if ahead is None:
                continue
            taken[ahead] = rank(row, match, "followed by", 1, ahead)
        back = _listed_back if "followed" in match[0] else _listed_before
        places = listed(row, place) if followed else back(row, place)
        name = "followed by" if followed else "came next"
        for number, other in enumerate(places, (highest or 1) + 1):
            if other not in taken:
                taken[other] = rank(row, match, name, number, other)
                highest = max(highest, number) if other < passed else highest
        told_to = places[-1] + 1 if followed else told_to


def _leader(row: Row, followed: int) -> int | None:
    """ "China was the source of 70%, followed by Japan with 6%": the one territory told of before, with a number."""
    named = [n for n in range(followed) if row.kinds[n] in {"place", "mass", "pct", "money"}]
    kinds = [row.kinds[n] for n in named]
    numbers = sum(kind != "place" for kind in kinds)
    alone = numbers == 1 and kinds[:1] == ["place"] != kinds[1:2] and row.lows[followed - 1] == ","
    between = row.kinds[named[0] + 1 : named[1]] if alone else []
    leads = not _LEADING.isdisjoint(between) and row.lows_around[named[0] + 1 if alone else 0] not in {
        "'s",
        "’s",
    }
    return named[0] if alone and leads else None


_LEADING = frozenset(["take", "makesup", "holds", "expv", "ranked"])
"""What stands between a territory and its number where it comes first."""


def _may_open(row: Row) -> bool:
    """Whether "followed by" may give the second rank though the sentence gives no first."""
    first = "<best>" in row.skeleton or "first place" in row.skeleton
    spoken = row.skeleton.startswith("<pronoun> ") and "<less> <place>" not in row.skeleton
    return first or spoken or "was followed by" in row.skeleton
