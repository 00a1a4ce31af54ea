"""Rules: what a number in a sentence is, told by the words around it.

A pattern is written over the skeleton of a sentence, in which a mention stands as `<kind>`; `phrasings`
tells what else it may hold. The rule that comes first takes a number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rarewatch.figures.amounts import Amount
from rarewatch.figures.mentions import Row
from rarewatch.figures.phrasings import Match
from rarewatch.model import Kind


@dataclass(slots=True)
class Reading:
    """What a rule made of one number: `item` is its place in the row, `value` signed and in `unit`.

    Not frozen for the sake of speed, as items are not.
    """

    item: int
    kind: Kind
    value: float
    unit: str | None
    rule: str
    bound: str = "="
    start: int = 0
    """Span in the sentence of the words that state it."""
    end: int = 0
    place: str | None = None
    """For a rank, the territory that is placed."""


@dataclass(frozen=True)
class Rule:
    """A phrasing: its name, the pattern, what to make of a match, a sentence that it reads and a near miss."""

    name: str
    pattern: str
    make: Callable[["Rule", Row, Match], list[Reading]]
    example: str
    near_miss: str
    """A sentence that looks alike, best with a match of the pattern, and must stay silent; every rule has one."""


def reading_of(rule: Rule, row: Row, match: Match, kind: Kind, value: float) -> Reading:
    """The reading of a match's number."""
    at, begin = row.at, match.start()
    index = at[match.start("n")]
    item = row.items[index]
    first = at.get(begin, index)
    last = at.get(begin + match[0].rstrip().rfind(" ") + 1, index)
    start, end = row.span(index)
    if item.quote_start >= 0:
        start = item.quote_start
    if first < index:
        start = min(start, row.span(first)[0])
    if last > index:
        end = row.span(last)[1]
    unit = "%" if kind is not Kind.LEVEL else item.value.unit if isinstance(item.value, Amount) else "t"
    return Reading(index, kind, value, unit, rule.name, item.bound, start, end)


def _change(rule: Rule, row: Row, match: Match) -> list[Reading]:
    groups = match.groupdict()
    item = row.items[row.at[match.start("n")]]
    value = abs(item.value.value)
    if rule.name in _VERBAL and row.text[item.quote_start : item.start].strip().lower() in _TO_A_LEVEL:
        return []
    if groups.get("d") and row.items[row.at[match.start("d")]].kind in {"down", "less"}:
        value = -value
    return [reading_of(rule, row, match, Kind.CHANGE, value)]


OUTDONE = "exceeded May's by N%"
"""The rule whose baseline stands between verb and number."""


def _outdone(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Exceeded January's 940 t by 144%", "trailed last year's by 5%"."""
    first = row.at[match.start()]
    low = row.lows[first]
    if row.kinds[first] in {"more", "less"} and low not in _OUTDOING:
        return []
    value = row.items[row.at[match.start("n")]].value.value
    value = -abs(value) if low in _LAGGING else abs(value)
    return [reading_of(rule, row, match, Kind.CHANGE, value)]


_LAGGING = frozenset(["undershot", "trailed", "lagged", "missed"])
_OUTDOING = frozenset(["exceeded", "exceeds", "exceed", "surpassed", "passed", "topped"])


def _growth(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Growth slowed to 3%": still growth."""
    growing = row.lows[row.at[match.start("d")]] in _GROWING
    told = _change(rule, row, match) if growing else []
    sped = "sped" in match[0]  # "sped up to 20%" sets no bound
    return [replace(one, bound="=") for one in told] if sped else told


_GROWING = frozenset(["growth", "expansion", "increase"])
"""Nouns of growth that may itself slow down or speed up."""
_VERBAL = frozenset(["grew N%"])

_TO_A_LEVEL = frozenset(
    ["below", "above", "under", "just under", "well below", "just below", "well above", "just above"]
)


def _off(rule: Rule, row: Row, match: Match) -> list[Reading]:
    amount = row.items[row.at[match.start("n")]].value
    return [reading_of(rule, row, match, Kind.CHANGE, -abs(amount.value))]


def _signed(rule: Rule, row: Row, match: Match) -> list[Reading]:
    amount = row.items[row.at[match.start("n")]].value
    return [reading_of(rule, row, match, Kind.CHANGE, amount.value)] if amount.signed else []


def _multiplied(rule: Rule, row: Row, match: Match) -> list[Reading]:
    value = float(row.items[row.at[match.start("n")]].value)
    return [reading_of(rule, row, match, Kind.CHANGE, value)]


def _fold(rule: Rule, row: Row, match: Match) -> list[Reading]:
    times = row.items[row.at[match.start("n")]].value.value
    if times <= 1:
        return []
    return [reading_of(rule, row, match, Kind.CHANGE, round((times - 1) * 100, 1))]


def _as_much(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Half as much" is -50, "a third of what it was" -66.7; "93% of what arrived was Chinese" is a share."""
    if _OF_WHAT_IS.match(row.skeleton, match.start()):
        return []
    value = round(row.items[row.at[match.start("n")]].value.value - 100, 1)
    return [reading_of(rule, row, match, Kind.CHANGE, value)]


def _part_of_volume(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Half the volume of June", in words: in per cent it would be a share."""
    words = row.items[row.at[match.start("n")]].value.note == "stated as a part"
    return _as_much(rule, row, match) if words else []


_OF_WHAT_IS = re.compile(
    r"<pct> of what (?:(?!,|;)\S+ ){1,8}?(?:(?:is|are|was|were) <adjective>|(?:came|comes|was|is) <compare> <place>)"
)


def _plainly(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Half as much again" is +50."""
    return [reading_of(rule, row, match, Kind.CHANGE, row.items[row.at[match.start("n")]].value.value)]


def _flat(rule: Rule, row: Row, match: Match) -> list[Reading]:
    return [reading_of(rule, row, match, Kind.CHANGE, 0.0)]


def _level(rule: Rule, row: Row, match: Match) -> list[Reading]:
    amount = row.items[row.at[match.start("n")]].value
    if amount.value < 0:
        return []
    return [reading_of(rule, row, match, Kind.LEVEL, amount.value)]


def _not_one(rule: Rule, row: Row, match: Match) -> list[Reading]:
    amount = row.items[row.at[match.start("n")]]
    return (
        [reading_of(rule, row, match, Kind.LEVEL, 0.0)]
        if amount.text.lower().startswith(("one", "a "))
        else []
    )


GROWTH: tuple[Rule, ...] = (
    Rule(
        "signed per cent",
        r"{n:pct}",
        _signed,
        "Shipments to Japan: 228 t (+20.8% y/y).",
        "Japan took 20.8% of the total.",
    ),
    Rule(
        "half as much again",
        r"{n:pct} as (?:much|many) again",
        _plainly,
        "South Korea's 39 tons of exports of tungsten were half as much again as in September.",
        "Dysprosium from Rotterdam costs half as much again as in September.",
    ),
    Rule(
        "N% of what it was",
        r"{n:pct} (?:of )?(?:<compare> )?(?:what (?:<pronoun> )?(?:had|has|was|were|<rel>|<expv>|<impv>)|what <period>|<period> (?:'s|’s) <same>(?! (?:was|were|is|are|came|went) )|as (?:much|many|large|big|high|great|heavy) |the size|<pronoun> <same> of <rel>)",
        _as_much,
        "Exports in November were half as much as in October.",
        "Outside China, the price of gallium is half as much as in October.",
    ),
    Rule(
        "half the volume of June",
        r"{n:pct} the {same} (?:of|from) (?:the )?<(?:rel|period)>",
        _part_of_volume,
        "Exports of germanium came to 700 kilograms in June, half the volume of the preceding month.",
        "The quota for germanium was put at 700 kilograms in June, half the volume of the preceding month.",
    ),
    Rule(
        "shrank to N% of last year's",
        r"{up|down} to {n:pct} of (?:the )?<(?:period|rel)> (?:'s|’s)",
        _as_much,
        "China's antimony exports shrank to a quarter of last year's.",
        "China's antimony quotas shrank to a quarter of last year's.",
    ),
    Rule(
        "half of that of June",
        r"(?:was|were|to|at|only|just) {n:pct} of <pronoun> (?:of|in|from) <(?:period|rel)>",
        _as_much,
        "China's exports of germanium were 700 kilograms; the total was half of that of July 2024.",
        "The quota for germanium was 700 kilograms; the ceiling was half of that of July 2024.",
    ),
    Rule(
        "half of March's amount",
        r"(?:,|:|only|just|is|was|been|are|were) {n:pct} of <period> (?:(?:'s|’s) )?<same> (?:$|\.|,|;|as )",
        _as_much,
        "China's exports of magnets were cut to 2,626 tonnes in April, half of March's amount.",
        "The ministry cut its quota for magnets to 2,626 tonnes in April, half of March's amount.",
    ),
    Rule(
        "half the 5 t of June",
        r"(?:,|and|but|were|was) {n:pct} (?:of )?(?:the {mass} (?:of|in|from|for) {rel|period}|{period} {mass})",
        _as_much,
        "China's exports of gallium were 1,150 kilograms in June, less than half the 2,600 kilograms of May.",
        "The quota for gallium was 1,150 kilograms, less than half the 2,600 kilograms of 2024.",
    ),
    Rule(
        "grew N%",
        r"{d:up|down} (?:(?:much|far|even|<more>|,) ){0,3}{fill}{n:pct}(?! {share})(?! of (?:the )?{world})",
        _change,
        "Exports of rare earths rose by 32% in June.",
        "The duty rose by 25%.",
    ),
    Rule(
        "raised its X by N%",
        r"(?<!to ){d:up|down} (?:{pronoun} )?(?:own |(?:{commodity} )?(?:{exp|imp|prod|proc|same} ){1,2})(?:of (?:(?!,)\S+ ){1,4}?)?(?:<all> )?by {n:pct}",
        _change,
        "Japan reduced its purchases by 21% to 305 tonnes of rare earths.",
        "The cabinet cut its deficit by 21%.",
    ),
    Rule(
        OUTDONE,
        r"(?:<more>|<less>|exceeds?|topped|tops|beats?|bettered|outstripped|outdid|eclipsed|surpassed|passed|undershot|trailed|lagged|missed) (?:(?:that|those|<pronoun>|(?:the )?(?:<mass>|<same>|level)) (?:of|in|from|for) )?<(?:period|rel)> (?:(?:'s|’s) )?(?:<mass> |<same> |<exp> |<imp> |<commodity> |one ){0,2}by {n:pct}",
        _outdone,
        "China's exports of graphite were 2,295 tonnes in February and exceeded January's 940.61 tonnes by 144%.",
        "The price of graphite was $600 in February and exceeded January's by 14%.",
    ),
    Rule(
        "up N%",
        r"(?<!even )(?<!far )(?<!much ){d:more|less} (?!, ){fill}{n:pct}(?! (?:was|were|is|are) )",
        _change,
        "Exports were 3,188 tonnes, up a sharp 157.5% from May.",
        "Neodymium oxide was quoted at $81 a kilo, up a sharp 57.5% from May.",
    ),
    Rule(
        "growth of N%",
        r"{d:up|down} (?:{rate} )?(?:in )?(?:(?:{place} 's|{adjective}) {commodity} )?(?:{same|exp|imp|prod|invalue|inquantity|period} )?(?:(?:against|<compare>) <(?:period|rel)> )?(?:(?:had|was|is|been|still|then|thus|only|stood at|stands at|came to|comes to|amounted to|amounts to|one of|of|worked out at|works out at|an?|the) ){1,4}{n:pct}",
        _change,
        "Shipments of magnets shrank; the decline was 18.9%.",
        "Prices of magnets shrank; the decline was 18.9%.",
    ),
    Rule(
        "fell again, by N%",
        r"{d:up|down|more|less} (?:(?!<(?:pct|mass|exp|imp)>)\S+ ){0,6}, by {n:pct}",
        _change,
        "Exports of magnets contracted for a fifth month, by 9.5% from February.",
        "Prices of magnets fell for a fifth month, by 9.5% from February.",
    ),
    Rule(
        "fell: X by N%",
        r"{d:up|down} : (?:(?!<(?:pct|mass|exp|imp)>)\S+ ){0,4}?by {n:pct}",
        _change,
        "Exports of both metals fell: dysprosium by around 27% and terbium by 20%.",
        "Prices of both metals fell: dysprosium by around 27% and terbium by 20%.",
    ),
    Rule(
        "the drop was gentler, at N%",
        r"{d:up|down} (?:(?:<compare> )?<(?:period|rel)> )?(?:was|is|were|had been) (?:\w+ ){1,4}?(?:(?:, )?at|:) {n:pct}",
        _change,
        "Japan's imports of rare earths fell in May. By weight, the drop was gentler, at 38.1%.",
        "Prices of rare earths fell in May. In yuan, the drop was gentler, at 38.1%.",
    ),
    Rule(
        "lags last year's by N%",
        r"{d:up|down} (?:<compare> |<less> |<more> |the |<pronoun> |<rel> |<period> |'s |’s |one |level |pace |for |<same> ){1,6}by {n:pct}",
        _change,
        "The five-month total of China's magnet exports lags last year's by 8%.",
        "The five-month average of China's magnet prices lags last year's by 8%.",
    ),
    Rule(
        "growth slowed to N%",
        r"{d:up} (?:has |had |then |thus |later |since )?(?:(?:{m:up|down}|quickened|slackened|cooled|moderated) to (?:an? \w+ )?|sped (?:up to )?){n:pct}",
        _growth,
        "China exported 58 tonnes of gallium in 2024; growth slowed to 3% in the fourth quarter.",
        "The price of gallium rose by 9% in May; growth slowed to 3% in June.",
    ),
    Rule(
        "narrowed the fall to N%",
        r"(?:narrowed|slowed|widened|deepened|accelerated|<up>|<down>) (?:<pronoun> |the |its )?{d:up|down} to {n:pct}",
        _change,
        "China's rare earth exports narrowed their fall to 7% year on year in June.",
        "China's rare earth prices narrowed their fall to 7% year on year in June.",
    ),
    Rule(
        "the fall narrowed to N%",
        r"(?:the|its) (?:<rate> )?{d:up|down} (?:(?:for|in|of|over) (?:the |<pronoun> )?<(?:period|rel|imp|exp|same|commodity)> ){0,2}(?:has |had )?(?:narrowed|narrowing|slowed|slowing|widened|widening|deepened|accelerated|easing|<up>|<down>) to {n:pct}",
        _change,
        "China's imports of rare earths rose in June, and the fall for the first half narrowed to 7%.",
        "China's prices of rare earths rose in June, and the fall for the first half narrowed to 7%.",
    ),
    Rule(
        "it has narrowed to N%",
        r"{d:up|down} (?:(?!<(?:up|down)>)\S+ ){1,16}?{pronoun} (?:has |had )?(?:since |now |then |meanwhile )?(?:<up>|<down>) to {n:pct}",
        _change,
        "At the end of September the shortfall of China's magnet exports was 7.5%; it has since narrowed to 5.2%.",
        "At the end of September the drop in the price of magnets was 7.5%; it has since narrowed to 5.2%.",
    ),
    Rule(
        "N% went missing",
        r"{n:pct} (?:\( [^()]{1,40} \) )?(?:of (?:it|them|that) )?(?:went missing|vanished|disappeared|evaporated|melted away|was wiped out|were wiped out|fell away|has gone|is gone)\b",
        _off,
        "China's exports of rare earths were 4,000 tonnes in September, so almost a third went missing within a month.",
        "Almost a third of the drums with rare earths went missing within a month.",
    ),
    Rule(
        "off N%",
        r"off (?:by )?{n:pct}",
        _off,
        "Sales of magnets to the US were off 4.7% on the month.",
        "The price was off 5%.",
    ),
    Rule(
        "at N%, the rise",
        r"at {n:pct} , (?:the|this|that|its) (?:\w+ ){0,2}?{d:up|down}",
        _change,
        "At 19.2%, the rise in China's rare earth exports was the largest of the year.",
        "At 19.2%, the rise in China's rare earth prices was the largest of the year.",
    ),
    Rule(
        "N% more",
        r"{n:pct} (?:{rate} )?(?:or so )?{d:more|less}",
        _change,
        "Exports in June were 60% above their level of a year before.",
        "Magnets in June cost 60% more than a year before.",
    ),
    Rule(
        "N% and N% more",
        r"{n:pct} (?:and|or) <pct> (?:{rate} )?{d:more|less}",
        _change,
        "Madagascar and Norway sold Germany 62 and 61 tonnes of graphite, respectively, 22% and 5% more than in May.",
        "Graphite from Madagascar and Norway costs 22% and 5% more than in May, respectively.",
    ),
    Rule(
        "a N% rise",
        r"{n:pct} (?:(?:<rate>|<rel>|<inquantity>|<invalue>|annual|monthly|yearly|on|year|month|overall|quarterly) ){0,2}{d:up|down}",
        _change,
        "China's magnet exports saw a 660% increase in June.",
        "A fund that owns 9% gains a seat.",
    ),
    Rule(
        "multiplied",
        r"(?<!<num> )(?<!both )(?<!the ){n:multiplied}(?! (?:in <not>|digit|check|whammy|use|dip))",
        _multiplied,
        "Germanium exports more than quadrupled from November.",
        "The price of yttrium doubled.",
    ),
    Rule(
        "grew N-fold",
        r"(?:{up} (?:by )?|up (?:by )?|{more} ){n:fold}",
        _fold,
        "Exports of magnets had risen more than threefold in June.",
        "Prices of magnets had risen more than threefold in June.",
    ),
    Rule(
        "N times as much",
        r"{n:fold} (?:(?:as|what|the|that|those|their|its|more|<more>|<up>|<compare>|<pronoun>|<rel>|<rate>|<period>) )",
        _fold,
        "Thailand exported 27 times as much antimony as a year before.",
        "Thailand paid 27 times as much for antimony as a year before.",
    ),
    Rule(
        "flat",
        r"{n:flat} (?:in {period} )?(?:{rate}|(?:at {mass} )?{compare} (?:the )?{rel|period})",
        _flat,
        "Exports of magnets were flat on the month in July.",
        "Prices of magnets were flat on the month in July.",
    ),
)
"""Rules for growth."""

AMOUNTS: tuple[Rule, ...] = (
    Rule(
        "not one tonne",
        r"not (?:even |record |recorded |see |show |report |register )?{n:mass}",
        _not_one,
        "Not one gram of wrought germanium left China in August.",
        "Not one gram of germanium may leave China without a licence.",
    ),
    Rule(
        "amount",
        r"{n:mass|money}",
        _level,
        "China exported 353 tonnes of magnets to the US.",
        "Ore costs $500 a tonne.",
    ),
)
"""Rules for amounts; any amount that no other rule takes."""
