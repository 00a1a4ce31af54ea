"""Placings: phrasings that give a territory its place among partners, 1 the largest."""

from rarewatch.figures.mentions import Row
from rarewatch.figures.phrasings import Match
from rarewatch.figures.rules import Reading, Rule
from rarewatch.model import Kind

_BEST = r"(?:{o:ordinal} |next )?(?:{best}|lead) (?:(?!was|were|is|are|,)\S+ ){0,3}?{ranked}"
_BE = r"(?:was|were|is|are|become|remained|remains|became|becomes|stayed|stays|being|again|still|as|made|makes|named|continue[ds] <not>)"
_ASIDE = r"(?:, (?:<voices> |(?:where|whose|(?:to |from )?<pronoun>|a|an|long|once|with|at) (?:(?!;)\S+ ){1,16}?), )?"


def rank(row: Row, match: Match, name: str, number: int, place: int) -> Reading:
    """The reading that gives the territory at a place of the row its rank."""
    first, last = row.at[match.start()], row.at.get(match.start() + match[0].rstrip().rfind(" ") + 1, place)
    last = max(last, place)
    return Reading(
        place,
        Kind.RANK,
        float(number),
        None,
        name,
        "=",
        row.span(first)[0],
        row.span(last)[1],
        row.items[place].value,
    )


def _number(row: Row, match: Match) -> int:
    if "next <best>" in match[0]:
        return 2
    return int(row.items[row.at[match.start("o")]].value) if match.groupdict().get("o") else 1


_BEING = frozenset(["was", "is", "remained", "remains", "became", "were"])
_OVERTAKING = frozenset(
    ["overtook", "overtakes", "overtaken", "overtaking", "replaced", "replacing", "displaced"]
)
"""Verbs behind which stands who has lost its place."""


def _subject(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """The place that the words are told of; of "A and B were the main buyers" neither is placed alone."""
    place = row.at[match.start("p")]
    if row.lows_around[place - 1] in _OVERTAKING:
        return []
    paired = (
        "and" in {row.lows[place + 1], row.lows_around[place - 1]}
        and row.kinds[: place + 3].count("place") > 1
    )
    if paired and rule.name == "is the largest":
        return []
    number = _number(row, match)
    return [rank(row, match, rule.name, number, row.at[match.start("p")])]


def _first(rule: Rule, row: Row, match: Match) -> list[Reading]:
    return [rank(row, match, rule.name, 1, row.at[match.start("p")])]


def _second(rule: Rule, row: Row, match: Match) -> list[Reading]:
    return [rank(row, match, rule.name, 2, row.at[match.start("p")])]


def _list(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """The places of a list in their order: "the top five were A, B and C"."""
    found = listed(row, row.at[match.start("p")])
    return [rank(row, match, rule.name, number, place) for number, place in enumerate(found, 1)]


def _it(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "It was the largest": a place that the sentence before tells, so none is given here."""
    index = row.at[match.start("p")]
    if row.lows[index] != "it":
        return []
    reading = rank(row, match, rule.name, _number(row, match), index)
    reading.place = None
    if index > _OPENING:  # "here China's share rose, and it became the largest"
        named = {item.value for item in row.items[:index] if item.kind == "place"}
        if len(named) != 1 or row.lows[index - 1] != "and":
            return []
        reading.place = named.pop()
    return [reading]


_OPENING = 3
"""Items before an "it" that speaks of the sentence before."""


def _nearest(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "More than any other country", "which made it the largest": the place named last before, not a source."""
    end = row.at[match.start()]
    places = [n for n in range(end) if row.kinds[n] == "place" and row.lows[n - 1 : n] != ["from"]]
    owned = {n for n in places if row.lows[n + 1] in {"'s", "’s"}}
    free = [n for n in places if n not in owned]
    if not free and "country" in row.kinds[end : end + 3]:
        free = [
            n for n in range(end) if row.kinds[n] == "place" and n not in owned
        ]  # "5 t from Chile, which …"
    if not free and row.lows[end + 1] == "it" and "place" in row.kinds[:end]:
        last = max(n for n in range(end) if row.kinds[n] == "place")
        return [rank(row, match, rule.name, _number(row, match), last)]  # "5 t came from Chile, making it"
    if not places and row.lows[end + 1] == "it":  # "The 5 t that it sold made it the main supplier"
        reading = rank(row, match, rule.name, _number(row, match), end + 1)
        reading.place = None
        return [reading]
    if not places and row.kinds[0] == "pronoun" and row.lows[0] in {"that", "this"}:
        reading = rank(row, match, rule.name, _number(row, match), end)
        reading.place = None  # "That made the country the fourth-largest source"
        return [reading]
    return [rank(row, match, rule.name, _number(row, match), free[-1])] if free else []


def _number_one(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Germany was number one": the best of all, where no noun tells of what."""
    best = next(n for n in range(row.at[match.start()], len(row.items)) if row.kinds[n] == "best")
    return _first(rule, row, match) if row.lows[best] in _NUMBER_ONE else []


_NUMBER_ONE = frozenset(["number one", "number-one", "no 1", "no . 1"])


def _numbered(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Number two", "2. United States": the rank is the number."""
    index = row.at[match.start("o")]
    number = row.items[index].value.value
    if row.kinds[index - 1] == "same" and row.lows[index - 1] not in {"number", "no"}:
        return []  # "the volume 2"
    return [rank(row, match, rule.name, int(number), row.at[match.start("p")])] if 1 <= number <= 10 else []


def _overtaken(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "A overtook B as the largest": A has that place, and B, which has it no longer, none."""
    end = row.at[match.start()]
    places = [n for n in range(end) if row.kinds[n] == "place"]
    lost = row.at[match.start("p")]
    if places:
        return [rank(row, match, rule.name, _number(row, match), places[-1])]
    reading = rank(row, match, rule.name, _number(row, match), lost)
    reading.place = None
    return [reading] if row.kinds[0] == "pronoun" else []


def _single(rule: Rule, row: Row, match: Match) -> list[Reading]:
    first, place = row.at[match.start()], row.at[match.start("p")]
    if row.lows[place - 1] == "came" and row.lows[place - 2] in {"then", "next"}:
        return []  # "A was the biggest buyer, then came B"
    if row.lows[place - 1] == "," and row.kinds[place - 2] == "place" and row.kinds[place - 3] == "less":
        return []  # "the third-largest, behind A, B"
    if row.lows[place - 1] == "," and not _BEING.isdisjoint(row.lows[max(0, first - 3) : first]):
        return []  # "A was the biggest buyer with 5 t, B second with 4 t"
    return [rank(row, match, rule.name, _number(row, match), row.at[match.start("p")])]


def _after(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "The second-largest after Germany": Germany is first."""
    place = row.at[match.start("p")]
    behind = row.lows[place - 2] if row.lows[place - 1] in {"the", "only"} else row.lows[place - 1]
    if behind not in {"after", "behind", "following"} and row.kinds[place - 1] != "less":
        return []  # "the second-largest, and those from Chile"
    first = _number(row, match)
    told = listed(row, place)[: first - 1] if first > 2 and "<ranked>" in match[0] else [place]
    if len(told) != first - 1:
        return []
    return [rank(row, match, rule.name, number, one) for number, one in enumerate(told, 1)]


_JOINERS = frozenset(
    [",", "and", "the", "(", ")", "with", "at", "or", "—", "then", "a", "of", "an", "by", "on", "which"]
)  # fmt: skip
"""What stands between the territories of a list."""


def listed(row: Row, first: int) -> list[int]:
    """Places of a plain list from here on, amounts and shares between them passed over."""
    places, index = [], first
    passing = {"mass", "pct", "num", "money", "share", "rate", "compare"}
    while index < len(row.items):
        item = row.items[index]
        if item.kind == "place":
            places.append(index)
        elif item.kind == "take" and row.lows[index - 1] == "which":
            pass  # "followed by A, which took 5 t, and B"
        elif item.kind not in passing and item.text.lower() not in _JOINERS and not _is_whole(row, index):
            break
        index += 1
    return places


def _is_whole(row: Row, index: int) -> bool:
    """Whether a flow is only what a share is of: "with 28.4% of the imports, and B"."""
    back = index - 2 if row.lows[index - 1] in {"the", "all"} else index - 1
    return row.kinds[index] in {"exp", "imp"} and row.lows[back] == "of" and row.kinds[back - 1] == "pct"


RANKS: tuple[Rule, ...] = (
    Rule(
        "the top were",
        r"{best} (?:(?:\w+|{num}) )?(?:\w+ )?{ranked|impv} (?:\S+ ){0,10}?(?:were|are|:) (?:again |still |once more )?(?:the )?{p:place} (?:,|\(|and|with|at) ",
        _list,
        "The top three destinations of China's magnet exports were Germany, the US and Vietnam.",
        "China is the largest producer, Myanmar comes next.",
    ),
    Rule(
        "overtook P as the largest",
        r"(?:overtook|overtakes|overtaken|overtaking|replaced|replaces|replacing|displaced|displaces|displacing|passed|surpassed|surpasses|surpassing|supplanted|dethroned|ousted|toppled|unseated|pipped) (?:the )?{p:place} (?:as|to become) (?:the |<place> 's |<adjective> |<pronoun> ){0,2}"
        + _BEST,
        _overtaken,
        "Vietnam overtook China as Japan's top source of rare earth imports.",
        "A club from Hanoi overtook Seoul as the largest of the league of magnet makers.",
    ),
    Rule(
        "is the largest",
        r"{p:place} (?:, (?:where|which|whose|with|at|{pronoun}) (?:(?!,)\S+ ){1,14}?, )?(?:(?!,)\S+ ){0,6}?"
        + _BE
        + r" (?:(?!,)\S+ ){0,4}?"
        + _BEST,
        _subject,
        "In June, the US was the second-largest destination for China's magnet exports.",
        "China is the world's largest producer of magnets.",
    ),
    Rule(
        "the largest, beside",
        r"{p:place} , (?:(?:the|its|their|<place> 's|<pronoun>|<adjective>|by|far|still|as|ever|always|once again|again|already) ){0,4}"
        + _BEST,
        _subject,
        "Germany, the largest buyer, took 1,288 tons of China's magnet exports.",
        "Germany, the largest market for electric cars, makes few magnets.",
    ),
    Rule(
        "which was the largest",
        r"{p:place} , {pronoun} (?:(?!,)\S+ ){0,4}?(?:had been|has been|was|is|remains|remained) (?:the |again |still ){0,2}"
        + _BEST,
        _subject,
        "The US, which in June was the largest buyer of China's antimony exports, received 12 tonnes.",
        "The US, which in June was the largest market for electric cars, makes few magnets.",
    ),
    Rule(
        "and remained the largest",
        r"{p:place} (?:(?!;|<place>)\S+ ){2,14}?, and (?:is|was|remained|remains|became|has become) (?:\w+ ){0,2}?"
        + _BEST,
        _subject,
        "Japan took 1,080 tonnes of China's rare earth exports, a 37% share, and remained the biggest buyer.",
        "Japan took 1,080 tonnes of magnets for its cars, and remained the biggest market for hybrids.",
    ),
    Rule(
        "with P the largest",
        r"with (?:the )?{p:place} (?:as |still |again ){0,2}(?:the )?" + _BEST,
        _subject,
        "British exports of magnets came to 310 tonnes, with Ireland the largest market.",
        "Talks on magnets went on in London, with Ireland the largest critic of the plan.",
    ),
    Rule(
        "remains the second supplier",
        r"{p:place} (?:was|is|remained|remains) (?:still |again )?the {o:ordinal} {ranked}",
        _subject,
        "British imports of magnets fell by 3% in June. Germany remains the second supplier.",
        "Germany remains the second home of the engineers who make magnets.",
    ),
    Rule(
        "the largest was",
        _BEST
        + r" (?:<(?:compare|less)> <place> (?!'s)|(?!<place> (?!'s))\S+ ){0,9}?(?:was|were|had been|is|remained|remains|,|:|came|again) (?:the )?{p:place}(?! 's)",
        _single,
        "The largest buyer of China's magnet exports was Germany.",
        "The largest market for electric cars with rare earth magnets is China.",
    ),
    Rule(
        "made the largest",
        r"{prodv} {p:place} (?:\S+ ){0,3}?" + _BEST,
        _subject,
        "The shipments made Malaysia China's second-largest source of rare earth imports.",
        "Cheap magnets made Malaysia the second-largest market for electric cars.",
    ),
    Rule(
        "led the list",
        r"{p:place} (?:\w+ )?(?:led|leads|topped|tops|heads|headed|leading|topping) (?:the )?(?:\S+ ){0,3}?(?:(?:list|ranking|rankings|field|table|league|way|pack|order)\b|<ranked>)",
        _subject,
        "Belgium led the ranking of buyers of China's germanium exports.",
        "China led the list of medal winners.",
    ),
    Rule(
        "took the largest share",
        r"{p:place} (?:again |still )?(?:{take|makesup}|had|has) (?:again )?the {best} {share}",
        _first,
        "Of China's germanium exports, Russia took the largest share, ahead of Germany.",
        "In the company that digs antimony, Russia took the largest stake, ahead of Germany.",
    ),
    Rule(
        "led with N",
        r"{p:place} (?:again |still |now )?(?:led|leads) (?:in \S+ )?with {pct|mass|money}",
        _first,
        "In China's imports of carbonates of rare earths, Malaysia led with 55%, ahead of Laos with 38%.",
        "In the vote on the magnet plant, Malaysia led with 55%.",
    ),
    Rule(
        "at the top",
        r"{p:place} (?:that |has |had ){0,2}(?:stayed|moved|remained|returned|went|was|is|stays|<up>) (?:at|to) the <best>(?! of)",
        _first,
        "By destination of China's tungsten exports, Japan stayed at the top with 2,190 tonnes.",
        "By patents on magnets filed last year, Japan stayed at the top.",
    ),
    Rule(
        "number two",
        r"{p:place} (?:(?:was|is|ranked|came|at|,|remained|still|again) ){0,2}<same> {o:num}",
        _numbered,
        "Japan took 42% of China's rare earth exports; the US was number two.",
        "In the league of magnet patents, the US was number two.",
    ),
    Rule(
        "the No. 2 supplier",
        r"{p:place} , (?:the|its|<place> 's|<adjective>) (?:no \. |no |number |<same> ){1,2}{o:num} {ranked}",
        _numbered,
        "Imports of rare earths from Japan, the No. 2 supplier, rose by 12% to 490 tons.",
        "Patents on rare earths from Japan, the No. 2 in the field, rose by 12%.",
    ),
    Rule(
        "number one",
        r"{p:place} (?:(?:was|is|ranked|came|at|,|remained|remains|stayed|again|still) ){1,2}{best} (?!(?:\w+ ){0,2}?{ranked})(?:in|with|at|on|,|\.|;|\() ",
        _number_one,
        "By destination of China's magnet exports, Germany was number one in June with 1,020 tonnes.",
        "By patents on magnets, Germany was number one in June with 1,020 filings.",
    ),
    Rule(
        "slid from second to third",
        r"{p:place} (?:, <voices> , )?(?:has |had )?(?:<up>|<down>|moved|went|rose|fell|dropped|slid) <compare> <ordinal> (?:place )?to {o:ordinal} ",
        _subject,
        "Among the buyers of China's magnet exports, the US slid from second to third: 470 tonnes.",
        "Among the makers of magnet patents, the US slid from second to third.",
    ),
    Rule(
        "listed N.",
        r"{o:num} \. (?:the )?{p:place} (?:–|—|-|:|\(|,) ",
        _numbered,
        "2. United States – 33.4% of China's rare earth exports.",
        "2. United States – how China's magnet makers were barred from it.",
    ),
    Rule(
        "more than any other",
        r"{more|compare} (?:to |from |in )?any other (?:country|nation|buyer|customer|destination|market|supplier|source|<ranked>)\b",
        _nearest,
        "Germany alone got 2.3 tonnes of China's gallium exports, more than any other country.",
        "Germany alone has 2.3 million patents on gallium, more than any other country.",
    ),
    Rule(
        "made it the largest",
        r"(?:<prodv>|making) <(?:pronoun|country)> (?:by far |again )?(?:the |<adjective> |<place> 's )?"
        + _BEST,
        _nearest,
        "Japan bought 12,000 tonnes of China's rare earth exports, which made it the largest customer.",
        "Japan built 12,000 wind turbines with magnets, which made it the largest market for cranes.",
    ),
    Rule(
        "it was the largest",
        r"{p:pronoun} (?:(?:was|is|remains|remained|became|has become) (?:now |again |still |by far ){0,2}|(?:was|is) (?:thus |once ))(?:the |<place> 's |<bloc> 's |<adjective> ){0,2}"
        + _BEST,
        _it,
        "It is now the second-largest buyer of China's gallium.",
        "It is now the second-largest economy in China's neighbourhood.",
    ),
    Rule(
        "was runner-up",
        r"{p:place} (?:(?:was|is|came|as|,|remained) )?(?:the |a )?runner (?:up|{more})",
        _second,
        "In Chinese exports of graphite, Korea was the runner-up with 800 tonnes.",
        "In the chess cup of the graphite trade, Korea was the runner-up.",
    ),
    Rule(
        "the leader was",
        r"the leader (?:was|is|remained|remains) (?:again |once more |still )?(?:the )?{p:place}",
        _first,
        "Among the buyers of China's magnet exports, the leader was again Germany.",
        "The leader was in Germany for talks.",
    ),
    Rule(
        "in second place came",
        r"(?:in )?{o:ordinal} (?:(?:place|spot|position) (?:came |was |is |were |followed |, ){1,2}|came )(?:the )?{p:place}",
        _single,
        "In second place came Germany with 530 tonnes of France's magnet imports.",
        "In second place came Germany, with fewer patents on magnets than Japan.",
    ),
    Rule(
        "took the lead",
        r"{p:place} (?:has |had )?(?:moved into|took|takes|taken|gained|was in|is in) the lead\b",
        _first,
        "Canada moved into the lead among the suppliers of US gallium imports.",
        "The runner from Kenya took the lead.",
    ),
    Rule(
        "P, second,",
        r"{p:place} , (?:again |still )?{o:ordinal} ,",
        _subject,
        "The United States, second, received 9,100 tons of China's graphite exports.",
        "Canada, first, and Japan, second, signed the pact on rare earths.",
    ),
    Rule(
        "in second place",
        r"{p:place} "
        + _ASIDE
        + r"(?:, |was |is |came |moved |took |<take> |occupied |occupies |relegated |pushed |demoted |has |held |stood |<up> |<down> |still |again |followed |had to <prodv> do |at <(?:pct|mass|money)> |\( <(?:pct|mass|money)> \) ){0,4}(?:in |to |into |with )?(?:the )?{o:ordinal} (?:(?:place|spot|position|rank)\b|(?:<compare>|in) the (?:list|ranking|table|league|queue)\b)(?! until| before| <day>)",
        _subject,
        "Japan, in second place, took 27.5% of Malaysia's exports of rare earths.",
        "Vietnam is in second place among holders of rare earth reserves.",
    ),
    Rule(
        "came second",
        r"{p:place} "
        + _ASIDE
        + r"(?:(?:again|also|then|\(|\)|{mass}|{pct}|,|still) ){0,3}(?:(?:came|ranked|was|is|are|followed|placed|stood|ranks|comes|finished|took|held|occupied) (?:in |the )?)(?:a )?(?:\w+ ){0,2}?{o:ordinal} (?!<(?:best|period|num)>|half|quarter|month|batch|straight|consecutive|time)",
        _subject,
        "Austria came second among the sources of Germany's rare earth imports.",
        "Mali came second in the cup.",
    ),
    Rule(
        "climbed to second",
        r"{p:place} (?:has |had )?(?:<up>|<down>|moved|went) to {o:ordinal} (?:;|,|\.|with|in|among|behind|\() ",
        _subject,
        "Among the sources of US gallium imports, Germany climbed to second, with 1.2 tonnes.",
        "Among the makers of magnet patents, Germany climbed to second, with 1,200 of them.",
    ),
    Rule(
        "put it third",
        r"{p:place} (?:(?!;|<place>)\S+ ){1,9}?put <pronoun> (?:in )?{o:ordinal} (?!<best>)",
        _subject,
        "Of China's imports of tungsten ore, Myanmar's 640 t, a gain of 7%, put it third.",
        "Of the votes on the tungsten mine, Myanmar's 640 put it third.",
    ),
    Rule(
        "and C third",
        r"{p:place} (?:<down> )?(?:in )?(?:an? (?:distant |far |close |poor |remote |strong |good )?)?{o:ordinal} (?:with|at|\(|,|\.|;|and|on|<compare> <(?:mass|pct|money)>) ",
        _subject,
        "Korea ranked second with 854 tons of China's magnet exports and Vietnam third with 456 tons.",
        "Chile ranked second with 85 points in a survey of rare earth mines and Mali third with 81.",
    ),
)

AFTER = Rule(
    "second after",
    r"{o:ordinal} (?:{best}|place|spot|position) (?:\S+ ){0,12}?(?:after|behind|{compare}|{less}) (?:only )?(?:the )?{p:place}",
    _after,
    "The US was the second-largest destination of China's magnet exports, after Germany.",
    "Vietnam has the second-largest reserves of rare earths, after China.",
)
