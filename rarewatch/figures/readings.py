"""The reading of each number of a sentence: the rules applied, and what goes on as the number before it."""

from dataclasses import replace
from functools import cache

from rarewatch.figures.items import Item, Row
from rarewatch.figures.nothings import NOTHINGS
from rarewatch.figures.phrasings import Phrasings, compiled
from rarewatch.figures.rules import AMOUNTS, GROWTH, Reading, Rule
from rarewatch.figures.shares import SHARES, share_of
from rarewatch.model import Kind

PARTS: tuple[Rule, ...] = (
    Rule(
        "amount of this, or N%",
        r"{mass|money} (?:(?:of|worth|the|<pronoun>|<commodity>|<invalue>) ){0,4}(?:, )?(?:or|equal to) {n:pct}(?! (?:{more|less|up|down}))",
        share_of,
        "China bought 7,150 tonnes of this, or 39.2%, of Malaysia's exports of rare earths.",
        "China raised the quota for rare earths by 7,150 tonnes of this, or 39.2%.",
    ),
    Rule(
        "amount, up N%, or N%",
        r"{mass|money} , <(?:more|less|up|down)> (?:by )?<pct> (?:(?:<rate>|<compare>|<period>|<rel>|the) ){0,3}, (?:or|which is|or about) {n:pct}",
        share_of,
        "Of China's magnet exports the US bought 627 t, up 2.9% on the month, or 13%.",
        "The price of magnets rose to $627, up 2.9% on the month, or 13%.",
    ),
    Rule(
        "had shares of N%",
        r"{share} (?:(?:in|of) {pronoun} )?{n:pct}",
        share_of,
        "Vietnam and Japan had shares of 14% and 10% in China's antimony exports.",
        "Two funds had shares of 14% and 10% in the stock of an antimony mine.",
    ),
    Rule(
        "N% Belgian",
        r"{pct} (?:was |were |is |are )?{adjective} (?=(?:, and|,|and) {n:pct} {adjective})",
        share_of,
        "Of US germanium imports, 53% were Chinese and 22% Belgian.",
        "Of the patents on germanium, 53% were Chinese and 22% Belgian.",
    ),
    Rule(
        "in second place (N%)",
        r"{place} (?:(?:,|followed|was|came|ranked|in|with|<ordinal>|place|second|the|runner|up|<more>) ){1,6}\( {n:pct} \)",
        share_of,
        "Of Germany's magnet imports, Vietnam followed in second place (6%) and Japan in third (3%).",
        "In the poll on magnets, Vietnam followed in second place (6%).",
    ),
    Rule(
        "the largest customer (N%)",
        r"{place} (?:(?:was|is|remained|remains|were|again|still|by far) ){1,3}(?:the |its |their |<pronoun> )?{best} (?:\w+ )?{ranked} \( {n:pct} \)",
        share_of,
        "Exports of rare earths brought the EU 79 million euros; the United States was the biggest customer (28%).",
        "The United States was the biggest critic of the EU's magnet tariffs (28%).",
    ),
    Rule(
        "the largest, with N%",
        r"{best} (?:(?!;|<pct>|<mass>)\S+ ){1,10}?, with {n:pct} (?:\.|,|;|of)",
        share_of,
        "China was the leading source of US tungsten imports in 2015-18, with 31%.",
        "China was the leading critic of US tungsten tariffs in 2018, with 31%.",
    ),
)
"""Rules for shares that have only an amount or a place beside them."""

RULES: tuple[Rule, ...] = (*GROWTH, *SHARES, *AMOUNTS, *PARTS, *NOTHINGS)
"""All rules for numbers; the one that comes first takes a number."""


def readings(row: Row) -> dict[int, Reading]:
    """The reading of every number that some rule takes, by its item."""
    taken: dict[int, Reading] = {}
    for index, match in _phrasings().matches(row):
        rule = RULES[index]
        for reading in rule.make(rule, row, match):
            taken.setdefault(reading.item, reading)
    if "pct" not in row.kinds:
        return dict(sorted(taken.items()))
    _as_before(row, taken)
    _ahead_of_growth(row, taken)
    _exactly(row, taken)
    return dict(sorted(_continued(row, taken).items()))


@cache
def _phrasings() -> Phrasings:
    return Phrasings(rule.pattern for rule in RULES)


_ROUNDED = 3.0
"""Points by which "almost a quarter" may be off the per cent that stands behind it."""


_LOOSE = 15.0
"""The same for "more than half"."""


def _exactly(row: Row, taken: dict[int, Reading]) -> None:
    """ "By almost a quarter (24.4 per cent)": the per cent in brackets is the same growth or share, exactly."""
    for index in [place for place in taken if row.kinds[place] == "pct"]:
        told, near = taken[index], _stated_again(row, index)
        if near in taken or near == 0:
            continue
        exact = row.items[near].value.value
        off = abs(exact) - abs(told.value)
        loose = 0 < off <= _LOOSE and told.bound == ">"
        loose = loose or (-_LOOSE <= off < 0 and told.bound == "<")
        if abs(exact) != abs(told.value) and (abs(off) <= _ROUNDED or loose):
            value = -abs(exact) if told.value < 0 else abs(exact)
            del taken[index]
            taken[near] = replace(told, item=near, value=value, bound="=", end=row.items[near].end)


def _stated_again(row: Row, index: int) -> int:
    """Where a per cent stands again in brackets, or a loose share exactly behind a colon; 0 where none does.

    "By almost a quarter (24.4 per cent)", "less than half of what China imported: 44%".
    """
    if row.lows[index + 1 : index + 2] == ["("] and row.kinds[index + 2 : index + 3] == ["pct"]:
        return index + 2
    colon = row.lows.index(":", index) if ":" in row.lows[index:] else 0
    alone = colon and row.kinds[colon + 1 : colon + 2] == ["pct"]
    return colon + 1 if alone and _AMOUNT.isdisjoint(row.kinds[index + 1 : colon]) else 0


_AMOUNT = frozenset(["pct", "mass", "money"])


def _as_before(row: Row, taken: dict[int, Reading]) -> None:
    """ "Tumbled 84% and those to Germany 70%": a place's bare per cent after growth is growth."""
    before: Reading | None = None
    for index in sorted(taken):
        reading = taken[index]
        bare = reading.rule == "those from P N% to X"
        if bare and (before is None or before.kind is not Kind.CHANGE):
            del taken[index]
        elif (bare or reading.rule == "place: N%") and before is not None and before.kind is Kind.CHANGE:
            value = -reading.value if before.value < 0 else reading.value
            rule = reading.rule if bare else before.rule
            taken[index] = replace(reading, kind=Kind.CHANGE, value=value, rule=rule)
        elif row.items[index].kind == "pct":
            before = reading


def _ahead_of_growth(row: Row, taken: dict[int, Reading]) -> None:
    """ "22.4 per cent and 32.9 per cent less, respectively": both are growth."""
    for index in [place for place in taken if taken[place].rule == "N% more"]:
        one, told = index - 2, taken[index]
        pair = index > 1 and row.lows[index - 1] in {"and", "or"} and row.kinds[one] == "pct"
        if pair and one not in taken:
            item = row.items[one]
            value = -item.value.value if told.value < 0 else item.value.value
            taken[one] = replace(
                told, item=one, value=value, bound=item.bound, start=item.quote_start, end=item.end
            )


def _continued(row: Row, taken: dict[int, Reading]) -> dict[int, Reading]:
    """ "Down 28.7% on the month and 29.5% on the year": a bare per cent goes on as the one before it."""
    before: Reading | None = None
    for index in [place for place, kind in enumerate(row.kinds) if kind == "pct"]:
        item = row.items[index]
        if index in taken:
            before = taken[index]
        elif (
            before is not None
            and item.quote_start >= 0
            and (
                _joined(row, before.item, index)
                or (before.kind is Kind.CHANGE and _of_next_time(row, before.item, index))
            )
        ):
            value = item.value.value
            signed = -value if before.value < 0 and before.kind is Kind.CHANGE else value
            before = Reading(
                index, before.kind, signed, "%", before.rule, item.bound, item.quote_start, item.end
            )
            taken[index] = before
    return taken


def _joined(row: Row, first: int, second: int) -> bool:
    if second - first > _FARTHEST:
        return False
    between = row.items[first + 1 : second]
    if row.kinds[second - 1] == "compare" and row.lows[second - 1] in _AGAINST and len(between) < 14:
        return not {"mass", "up", "down", "pct"} & set(row.kinds[first + 1 : second])
    if (
        row.lows[second - 1] == "by"
        and len(between) < 13
        and not _STOPPING & set(row.kinds[first + 1 : second])
    ):
        return any(item.text in {"and", ",", ";"} or item.text.lower() == "while" for item in between)
    kept = _without_brackets(row, first + 1, second)
    if [one.text for one in kept[-1:]] == ["was"] and [one.text for one in kept[1:3]] == ["and", "that"]:
        kept = kept[:-1]  # "the gain over May was 8%, and that over June 2024 was 31%"
    return (
        any(item.text in {"and", ",", "to"} or item.kind == "compare" for item in kept)
        and all(
            item.kind in _JOINING_KINDS
            or item.text.lower() in _JOINERS
            or (item.kind == "word" and item.text.lower() in _JOINING_WORDS)
            for item in kept
        )
        and len(kept) < 12
    )


_STOPPING = frozenset(["up", "down", "more", "less", "not", "share", "makesup"])


def _of_next_time(row: Row, first: int, second: int) -> bool:
    """ "Growth was 20%; the fourth quarter alone brought 24%, and December 28%": that of a further time."""
    back = second - 1
    while row.lows[back] in _BRINGING:
        back -= 1
    led = row.lows[back - 1] in {",", ";", "and"} and row.kinds[back] == "period"
    told = row.kinds[first + 1 : back - 1]
    ends = row.lows_around[second + 1] in {",", ".", ";", "and", "", ")"}
    return led and ends and back - first < _NEAR and _NOT_BETWEEN.isdisjoint(told)


_BRINGING = frozenset(["alone", "brought", "saw", "had", "posted", "recorded", "showed", "registered"])
_NOT_BETWEEN = frozenset([*_STOPPING, "mass", "money", "commodity", "price", "holds", "relies"])
_NEAR = 9
_AGAINST = frozenset(["against", "as against", "compared with", "compared to", "versus", "as compared with"])

_JOINERS = frozenset(["and", ",", "or", "respectively", "by", "of", "(", "the", "a"])

_JOINING_WORDS = frozenset(["in", "to", "for", "with", "then", "going", "went"])

_JOINING_KINDS = frozenset(
    ["rate", "rel", "period", "compare", "place", "pronoun", "world", "all", "invalue", "inquantity",
     "commodity",      "same", "imp", "exp", "impv"]
)  # fmt: skip

_FARTHEST = 60
"""Items between two per cents that may still go together, those in brackets counted in."""


def _without_brackets(row: Row, first: int, second: int) -> list[Item]:
    """Items but for bracketed amounts, and for "up" and "down" right before what is compared with."""
    kept, inside = [], False
    for index in range(first, second):
        item = row.items[index]
        inside = item.text == "(" or (inside and item.text != ")")
        turned = item.kind in {"more", "less", "up", "down"} and row.kinds[index + 1] == "compare"
        if not inside and item.text != ")" and not turned:
            kept.append(item)
    return kept


_IT_WAS = (
    r"(?:{pronoun|same|share} (?:\S+ ){0,2}?|for (?:\S+ ){1,3}?{pronoun} )"
    r"(?:was|were|had been|is|(?:was|were) (?:down|up|<less>|<more>) to|had (?:\S+ )?been|stood at|stands at|came to|amounted to|exceeded|{bound}|{more|less}|reached|hit|peaked at|had peaked at) {n:pct}"
)

CARRIED: tuple[Rule, ...] = (
    Rule(
        "it was N%",
        _IT_WAS,
        share_of,
        "China's share of Korea's magnet imports was 78%. In 2010, it had been 65%.",
        "China's share of the world's reserves of rare earths was 49%. In 2010, it had been 37%.",
    ),
    Rule(
        "X's rose to N%",
        r"<place> (?:'s|’s) (?:(?:<up>|<down>|was|is|stood|reached|came) )?(?:(?:from <pct> )?to |at )?{n:pct}",
        share_of,
        "China's portion of Taiwan's gallium imports was 38% in June. Japan's rose to 30%, Germany's to 19%.",
        "China's portion of the world's reserves of gallium was 38%. Japan's rose to 30%.",
    ),
)
"""Rules for per cents that are shares since the sentence before told one."""


PARTED = Rule(
    "that works out to N%",
    r"{pronoun} (?:works out|worked out|works|came|comes|amounts|amounted|translates|translated) (?:<compare> )?(?:to|at|into) {n:pct}",
    share_of,
    "Japan imported 28,564 tons of rare earths in 2010. Of that, 23,300 tons were Chinese. That works out to 82%.",
    "Of the price of magnets, half is for gas. That works out to 82%.",
)
"""The rule for a per cent that is the share of the part that the sentence before told."""


def parted(row: Row, taken: dict[int, Reading]) -> dict[int, Reading]:
    """ "Of that, 5 t were Chinese. That works out to 82%, compared with 86% a year earlier"."""
    match = compiled(PARTED.pattern).match(row.skeleton)
    found = {one.item: one for one in PARTED.make(PARTED, row, match)} if match else {}
    return _continued(row, {**taken, **found}) if found else {}


def carried(row: Row, taken: dict[int, Reading]) -> dict[int, Reading]:
    """Per cents that are shares since the sentence before told one: "In 2010, it had been 65%"."""
    found: dict[int, Reading] = {}
    for rule in CARRIED:
        for match in compiled(rule.pattern).finditer(row.skeleton):
            for reading in rule.make(rule, row, match):
                if reading.item not in taken:
                    found.setdefault(reading.item, reading)
    return found
