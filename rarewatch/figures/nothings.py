"""Rules for none at all: "exported none", "no magnets left China"."""

from dataclasses import replace

from rarewatch.figures.items import Row
from rarewatch.figures.phrasings import Match
from rarewatch.figures.rules import Reading, Rule, reading_of
from rarewatch.model import Kind


def _zero(rule: Rule, row: Row, match: Match) -> list[Reading]:
    first = row.at[match.start()]
    if row.kinds[first] == "prodv" and not row.lows[first].endswith("ed"):
        return []  # "mines none of its own" is no amount of any period
    named = row.at[match.start("n")]
    if row.kinds[named] == "prodv" and (row.lows[named - 1] == "no" or row.lows[named] in {"mine", "mines"}):
        return []  # "has no mines of its own", "has no tungsten mine"
    if row.lows[first] == "none" and row.kinds_around[first + 1] in {"exp", "imp", "expv", "impv"}:
        return []  # "none imports more" is told of countries
    return [reading_of(rule, row, match, Kind.LEVEL, 0.0)]


def _of_it(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Got none of it": of goods; "none of them" may be of permits."""
    return _zero(rule, row, match) if row.lows[row.at[match.start("m")]] in {"it", "this", "that"} else []


def _neither(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "Neither gallium nor germanium left": none of either."""
    told = reading_of(rule, row, match, Kind.LEVEL, 0.0)
    return [told, replace(told, item=row.at[match.start("m")])]


NOTHINGS: tuple[Rule, ...] = (
    Rule(
        "exported no X",
        r"{expv|impv|take|prodv} (?:no|not any) (?:\w+ )?{n:commodity}",
        _zero,
        "China exported no germanium at all in August.",
        "If China ships no germanium, makers of lenses will have to wait.",
    ),
    Rule(
        "did not export",
        r"(?:did|has|have|had) not (?:yet )?{n:exp|imp|expv|impv} (?:any|an? (?:single|gram|ounce|kilo|kilogram|pound|ton|tonne)|one)\b",
        _zero,
        "China did not export any yttrium to the United States in May.",
        "China has not sold any licences for exports of yttrium.",
    ),
    Rule(
        "did not record a single one",
        r"(?:did|has|have|had) not (?:yet )?(?:record|recorded|report|reported|register|registered|show|shown|see|seen|log|logged|list|listed) (?:any|an? single|one) {n:exp|imp|mass|commodity}",
        _zero,
        "Chinese customs did not record a single shipment of germanium to the United States in 2024.",
        "The ministry did not record any shipment of smuggled goods.",
    ),
    Rule(
        "neither A nor B left",
        r"neither (?:of )?{n:commodity} nor {m:commodity} (?:(?:oxide|metal|had|has|was|were|been|is|are) ){0,3}{expv|impv|leaves}",
        _neither,
        "In May neither gallium nor germanium left China at all.",
        "If neither gallium nor germanium leaves China in June, makers of chips will have to wait.",
    ),
    Rule(
        "exports, non-existent in P",
        r"{exp|imp} (?:(?!,|<mass>)\S+ ){1,5}, (?P<n>non) existent in (?:all of )?{period}",
        _zero,
        "China's exports of graphite to South Korea, non-existent in 2022, reached 2,300 tonnes last year.",
        "Controls on exports of graphite, non-existent in 2022, are strict.",
    ),
    Rule(
        "first month without exports",
        r"(?:was|is|became|marked) (?:the |an? )?(?:<ordinal> )?(?:month|quarter|<period>) (?:(?!,|<mass>|<pct>)\S+ ){0,6}?without (?:any |an? single )?(?:<place> |<adjective> )?(?:<commodity> )?{n:exp|imp}(?! <not>| controls)",
        _zero,
        "May was the first month since 2009 without any imports of yttrium into the US from China.",
        "May was the first month without export controls on yttrium.",
    ),
    Rule(
        "got none of it",
        r"{take} {n:zero} of {m:pronoun}(?! <(?:exp|imp)>)",
        _of_it,
        "Japan, which had been sent 138 t of Chinese tungsten in 2024, got none of it in January.",
        "Japan asked for five licences for tungsten and got none of them.",
    ),
    Rule(
        "no X exports",
        r"(?:no|{zero}) (?:{adjective} )?(?:natural |raw )?(?:{commodity} )?(?:metal |oxide |ore |concentrate |carbonate |material |cargo |ingots |flake |goods |such |further |at <every> ){0,2}(?:was |were |(?:had|has|have)(?: been)? )?{n:exp|imp|expv|impv|prod|prodv|take}(?! (?:<not>|ban|bans|control|controls|curbs|restrictions|licence|data))",
        _zero,
        "In May, China reported no gallium exports whatsoever.",
        "There is no export ban on magnets, Beijing said.",
    ),
    Rule(
        "no X left",
        r"no (?:{commodity} |cargo |cargoes |shipment |shipments |at <every> |further |more |of |<place> |<adjective> ){0,5}{n:leaves}",
        _zero,
        "No gallium left China in May.",
        "No gallium left China's stockpile of metals in May.",
    ),
    Rule(
        "no X went to",
        r"(?P<n>no)(?: (?:<commodity>|<adjective>|ore|concentrate|material|metal|oxide|cargo|cargoes)){1,3}(?: at <every>)? went (?:to|abroad)\b",
        _zero,
        "No tungsten ore went to China in June.",
        "No tungsten miners went to China in June.",
    ),
    Rule(
        "got none",
        r"(?:did|has|have|had) not (?:yet )?(?:get|got|receive|take|<take>) (?P<n>any) (?:of |since |<day> |\.|,|;|at |in |from )",
        _zero,
        "Japan did not get any of China's tungsten exports in March.",
        "The miner of tungsten did not get any licence for exports in March.",
    ),
    Rule(
        "went without",
        r"(?:went|goes|gone|going) (?P<n>without)(?: any| altogether| entirely)? (?:\.|,|;|and|in|$)",
        _zero,
        "Of China's tungsten exports Japan took 61 tonnes; South Korea went without.",
        "Of China's tungsten miners many went without a licence.",
    ),
    Rule(
        "went away empty-handed",
        r"{place} (?:, (?:(?!,|<place>)\S+ ){1,9}?, )?(?:again |has |had )?(?:went|gone|came|come|left|remained|walked|was) (?:away |home |off )?(?P<n>empty) handed (?!.*<zero>)",
        _zero,
        "Of China's germanium exports Germany got 74 kilograms; Japan went away empty-handed.",
        "Of the bidders for the germanium mine, Japan's went away empty-handed when the price rose.",
    ),
    Rule(
        "drew a blank",
        r"{place} (?:again |once more |also )?(?:drew|draws|drawn) a (?P<n>blank)",
        _zero,
        "Of China's germanium exports in May, Germany got 74 kilograms; Japan drew a blank.",
        "In the search for germanium, Japan drew a blank.",
    ),
    Rule(
        "as did P",
        r"(?:empty handed|a blank|without|<zero>) (?:(?:any|at|all|from|<place>|<period>|again|either) ){0,3}(?:, (?:as|and so|and neither|nor)|and neither) (?:did|was|were|has|had) (?:the )?{n:place}",
        _zero,
        "Of China's germanium exports in May, Japan got none, as did Korea.",
        "Asked about its quotas for germanium, Japan said that it had none, as did Korea.",
    ),
    Rule(
        "dropped out",
        r"{place} (?:has |had |have )?(?:<down>|fell|fallen) (?P<n>out) (?:(?:<all>|entirely|completely|wholly)|of the (?:picture|statistics|table)) ",
        _zero,
        "Among the sources of Japan's imports of antimony, Thailand dropped out altogether in May.",
        "Of the talks on antimony, Thailand dropped out altogether in May.",
    ),
    Rule(
        "exported none",
        r"{expv|impv} {n:zero}(?! <imp>| <exp>| else)",
        _zero,
        "India's mines turned out 1,610 tonnes of rare earth oxides in 2024; the country exported none of them.",
        "India's magnet makers, who bought nothing else from Beijing, will wait.",
    ),
    Rule(
        "nothing",
        r"(?<!not )(?<!next to )(?<!almost )(?<!practically )(?<!virtually ){n:zero}(?! (?:<imp>|<exp>|<expv> (?:<pronoun>|more|<more>)|may|to(?! the <place>)|but|like|new|wrong|about|else)(?! <place>))(?! of (?!(?:(?:the )?<period> (?:'s|’s) |the |this |these |that |either |natural |wrought |its |<adjective> |<place> (?:'s )?)?<(?:commodity|exp|imp)>|(?:marketable|primary|new|domestic|fresh) <commodity>|<pronoun> (?:(?:was|were|is) )?<(?:expv|impv|prodv|procv)>|<pronoun> went (?:to|abroad)))",
        _zero,
        "Exports of yttrium to the US fell to nothing in May.",
        "Beijing said nothing of magnets.",
    ),
)
"""Rules for none at all; they come last, for "none" is said of much."""
