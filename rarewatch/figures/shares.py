"""Rules: which per cents are shares, told by the words around them."""

from rarewatch.figures.mentions import Row
from rarewatch.figures.phrasings import Match
from rarewatch.figures.rules import Reading, Rule, reading_of
from rarewatch.model import Kind


def _kind_at(row: Row, index: int) -> str:
    return row.items[index].kind if index < len(row.items) else ""


def share_of(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """A per cent of a whole; none where it is of a growth: "5% or more"."""
    amount = row.items[row.at[match.start("n")]].value
    beyond = row.at[match.start("n")] + 1
    if (
        row.items[beyond : beyond + 1]
        and row.items[beyond].text == "or"
        and _kind_at(row, beyond + 1) == "more"
    ):
        return []
    if amount.signed or not 0 < amount.value <= 100:
        return []
    return [reading_of(rule, row, match, Kind.SHARE, amount.value)]


def _standing_share(rule: Rule, row: Row, match: Match) -> list[Reading]:
    """ "China mines 70 percent and refines 90 percent": of the world's, told in the present."""
    verb = row.lows[row.at[match.start("n")] - 1]
    return share_of(rule, row, match) if verb in _PRESENT else []


_PRESENT = frozenset(["mines", "makes", "produces", "refines", "processes", "separates", "digs up", "smelts"])


SHARES: tuple[Rule, ...] = (
    Rule(
        "a share of N%",
        r"{share} (?:(?!;|<(?:mass|pct|money|num|relies|prodv|impv|expv)>)\S+ ){0,16}?(?:(?<=> )had|to|at|of|was|were|is|are|be|been|stood|reached|hit|topped|totalled|came to|amounted to|exceeded|past|be|,|(?:peaked|stands|standing|running) at|<(?:less|more)> :|<compare>|worth|put|around) (?:now |still |already |thus |therefore |then |hence |again |even ){0,2}{n:pct}",
        share_of,
        "China had a share of 93% in India's magnet imports.",
        "Shares fell 3%.",
    ),
    Rule(
        "at N%, the share",
        r"at {n:pct} , (?:the )?(?:{place} 's|{adjective}|{pronoun}) (?:\w+ )?{share}",
        share_of,
        "At 65.9%, China's share of Germany's rare earth imports was nearly the same as in 2021.",
        "At 65.9%, China's share of the world's deposits of rare earths is the largest.",
    ),
    Rule(
        "an N% share",
        r"{n:pct} (?:market |: (?:\S+ ){0,3}?)?{share}",
        share_of,
        "The US took 619 tonnes, an 11% share of China's magnet exports.",
        "The Pentagon took an 11% share of the maker of magnets.",
    ),
    Rule(
        "accounted for N%",
        r"{makesup} (?:(?:for|an?|the|some|<pronoun>|<place>|just|<period>|<compare>|up) ){0,3}{n:pct}",
        share_of,
        "China accounted for 70% of world rare earth output.",
        "Magnets account for 30% of the cost of a motor made in China.",
    ),
    Rule(
        "relies on",
        r"{relies} (?:\S+ ){1,5}for (?:an? |the |<pronoun> )?{n:pct}",
        share_of,
        "Japan relies on China for 60% of its rare earth imports.",
        "Japan relies on China for 60% of its solar panels, and on rare earths for its cars.",
    ),
    Rule(
        "dependent, at N%",
        r"{relies} (?:(?!<(?:pct|mass|money)>)\S+ ){1,8}?at {n:pct}",
        share_of,
        "South Korea is heavily dependent on China for neodymium magnets, at 88%.",
        "South Korea is heavily dependent on China for solar panels, with a duty at 88%.",
    ),
    Rule(
        "took N%",
        r"{take} {n:pct}(?! (?:between|of|more|less|fewer|higher|lower|<more>|<less>|up|down|<up>|<down>) )",
        share_of,
        "Japan, at 61 tonnes of China's yttrium exports, received more than half.",
        "Shares in the miner took 5% more.",
    ),
    Rule(
        "of X, P bought N%",
        r"of (?:\S+ ){0,6}?<(?:exp|imp|same|mass)> (?:\S+ ){0,4}?, (?:the )?{place} {impv} {n:pct}(?! (?:of|in|from|<compare>|<more>|<less>))",
        share_of,
        "Of China's exports of rare earths last year, Japan bought 56 percent, the United States 14 percent.",
        "Of the shares of the miner of rare earths, Japan bought 56 percent, and a fund 14 percent.",
    ),
    Rule(
        "makes N% of",
        r"{prodv|procv|holds} (?:\w+ )?{n:pct} (?:of|<compare>|<commodity>)",
        share_of,
        "China refines 90% of the world's rare earths.",
        "China holds 44% of the world's reserves of rare earths.",
    ),
    Rule(
        "N% of A and M% of B from P",
        r"{n:pct} of (?:the |<pronoun> )?(?:(?!<pct>|,|;)\S+ ){1,4}?and <pct> of (?:the |<pronoun> )?(?:(?!<pct>|,|;)\S+ ){1,4}?(?:(?:came|come|comes|arrived|originated|was|were|<impv>) )?{compare} (?:the )?{place}",
        share_of,
        "The EU gets 71% of its gallium imports and 45% of its germanium imports from China.",
        "The price of gallium rose; 71% of its gain and 45% of its spread came from China.",
    ),
    Rule(
        "of X, P bought N% in Q",
        r"of (?:\S+ ){0,3}?{commodity} , (?:\S+ ){1,4}?<impv> {n:pct} (?:in|<compare>) (?:the )?{place}",
        share_of,
        "Of neodymium magnets, Korea bought 87.9 percent in China.",
        "Of all the makers of magnets, a bank bought 12 percent in Japan.",
    ),
    Rule(
        "N% was for P",
        r"(?:of <pronoun>|of which|, of (?:<pronoun>|which)) (?:, )?{n:pct} (?:was|were|is|are) (?:for|meant for|destined for|bound for) (?:the )?{place}",
        share_of,
        "China exported five tonnes of germanium, and of this a fifth was for Germany.",
        "Beijing gave licences for germanium, and of these a fifth was for Germany.",
    ),
    Rule(
        "N% of what arrived was Chinese",
        r"{n:pct} of what (?:(?!;|<(?:mass|pct|money)>)\S+ ){1,8}?(?:(?:is|are|was|were) {adjective}|(?:came|comes|was|is|arrived) {compare} (?:the )?{place})",
        share_of,
        "The US imported 470 tons of yttrium, and 93% of what arrived last year was Chinese.",
        "The mine of yttrium was insured, and 93% of what the bank lent was Chinese.",
    ),
    Rule(
        "the share of all that P sold was N%",
        r"{share} of (?:<every>|<all>|everything|all) (?:that |which |<pronoun> )?(?:(?:the )?<(?:place|country|adjective)> )?(?:<(?:expv|impv|exp|imp|leaves)> )(?:(?!;|<(?:pct|money)>)\S+ ){0,9}?(?:was|were|is|came to|stood at) (?:\w+ ){0,2}?{n:pct}",
        share_of,
        "Japan's share of all that China sold in November, 6,150 tons of magnets, was no more than 5 percent.",
        "Japan's share of all that China sold in stocks of magnet makers was no more than 5 percent.",
    ),
    Rule(
        "mines N%, refines N%",
        r"{place} (?:now |still |also |alone |itself |, )*{prodv|procv} {n:pct} (?:,|\.|;|and|$)",
        _standing_share,
        "For germanium China is the chief source; China produces about 60 per cent, and the rest comes from Canada.",
        "Of the price of a germanium lens, China makes about 60 per cent, and the rest goes to Japan.",
    ),
    Rule(
        "N% went to",
        r"{n:pct} (?:\( <(?:pct|mass|money)> \) )?(?:of (?:it|them|which|<pronoun>|(?:the |<pronoun> )?(?:<adjective> )?(?:<commodity> )?(?:tonnes|tons|cargo|cargoes|material|metal|ore|<same>|<exp>)) )?(?:(?:went|goes|going|headed|heading|bound|was shipped|were shipped|were bound) (?:to|for)|<expv>(?: to| for)?) (?:the )?{place}",
        share_of,
        "Of China's exports of rare earths, 41% went to Japan.",
        "Of China's patents on magnets, 41% went to Japan.",
    ),
    Rule(
        "for X it was N%",
        r"{share} (?:\S+ ){3,25}?<pronoun> (?:was|is|were) {n:pct}",
        share_of,
        "Japan's reliance on China was 71% of its gallium imports; for germanium it was 49%.",
        "China's share of the price of a magnet motor was 71%; for batteries it was 49%.",
    ),
    Rule(
        "and Japan's is N%",
        r"{share} (?:\S+ ){3,25}?<place> (?:'s|’s) (?:was|is|stood at|stands at) {n:pct}",
        share_of,
        "Korea's reliance on China for magnets is 88%, while Japan's is 31%.",
        "Korea's reliance on China for cars is 88%, while Japan's magnet tax is 31%.",
    ),
    Rule(
        "supplied N%",
        r"{expv|holds} {n:pct}(?! (?:{more|less|up|down}))",
        share_of,
        "Bolivia supplied 10% of US tungsten imports, Germany 9% and Spain 8%.",
        "A state bank supplied 10% of the loan for the rare earth mine, the owner 90%.",
    ),
    Rule(
        "N% of the total",
        r"{n:pct} (?:of(?! a (?:tonne|ton|kilo)| <place> (?!'s|’s|<(?:commodity|exp|imp|prod|proc)>))|by) (?:(?!<num>)\S+ ){0,5}?(?:{world|commodity|exp|imp|prod|proc|same|every|period|pronoun|expv|all|impv|inquantity|invalue|country}|raw material|material|feedstock|ore|concentrate|(?:the|those|these|which) (?:kilos|kilograms|tonnes|tons)\b)",
        share_of,
        "Japan alone took 55% of China's exports of spherical graphite.",
        "Half of the requests were granted.",
    ),
    Rule(
        "N% from",
        r"{n:pct} (?:\( <(?:pct|mass|money)> \) )?(?:(?:of|the|it|them|this|came|comes|come|coming|arrived|arriving|originated|originating|sourced|straight|directly|is|are|was|were|natural|artificial|synthetic|flake|kind|type|sort|variety|heavy|light|raw|imported|coveted|critical|strategic|metals|minerals|materials|elements|substances|<pronoun>|<commodity>|<imp>|<impv>|<pronoun>) ){0,7}(?:{compare}|out of|(?<=originated )in) (?:the )?(?:{place}|{adjective})",
        share_of,
        "Of Germany's rare earth imports, 5.6% arrived from Estonia.",
        "Of the capital of the magnet maker, 12% came from Germany.",
    ),
    Rule(
        "came from P to N%",
        r"{impv|expv|prodv} (?:{compare}|in) (?:the )?{place} to (?:<all> )?{n:pct} (?:,|\.|:|;|and|$)",
        share_of,
        "Germany's yttrium was imported from China to 94.4 per cent.",
        "The duty on yttrium bought from China rose from 25 to 94.4 per cent.",
    ),
    Rule(
        "N% were Chinese",
        r"{n:pct} (?:of <period> (?:'s|’s) <same> )?(?:is|are|was|were) {adjective}",
        share_of,
        "Of Germany's lanthanum imports, 76.3% were Chinese.",
        "Of the patents on magnets filed last year, 76.3% were Chinese.",
    ),
    Rule(
        "N% is made in P",
        r"of (?:the )?(?:{world} (?:'s |’s )?)?(?:\w+ ){0,2}?{commodity} , (?:\w+ ){0,2}?{n:pct} (?:is|are|was|were) (?:mined|made|dug|<prodv>|<procv>) in (?:the )?{place}",
        share_of,
        "Of the world's magnets, more than 90% are made in China.",
        "Of the cars with magnets, more than 90% are made in America.",
    ),
    Rule(
        "the leading supplier with N%",
        r"{best} {ranked} with {n:pct} (?:\.|,|;)",
        share_of,
        "In German imports of cerium, China has taken over as the leading supplier with 50.6%.",
        "In the poll on magnets, China came out as the leading supplier of bad news with 50.6%.",
    ),
    Rule(
        "N t came from P, or N%",
        r"of {mass} (?:\S+ ){0,9}, {mass} (?:(?!<pct>|<mass>|,)\S+ ){1,6}, or {n:pct} (?:\.|,|;)",
        share_of,
        "Of 220 tonnes of yttrium that Germany imported, 208 tonnes came from China, or 94.4%.",
        "Of a quota of 220 tonnes of yttrium, 208 tonnes were allotted to three firms, or 94.4%.",
    ),
    Rule(
        "ordinal with N%",
        r"{place} (?:, <voices> , )?(?:\S+ ){0,4}?(?:{ordinal|best}|next|then) (?:\S+ ){0,4}?(?:with|at) {n:pct}",
        share_of,
        "In German imports of rare earths, Austria came second with 23.2%.",
        "In the poll on magnets, Austria came second with 23.2% against.",
    ),
    Rule(
        "amount or N%",
        r"{mass} (?:, )?(?:\(|or|, or) (?:about )?{n:pct}(?! (?:{more|less|up|down}))",
        share_of,
        "China supplied 3,400 tonnes (65.5%) of Germany's rare earth imports.",
        "Beijing raised the quota for rare earths by 3,400 tonnes (65.5%).",
    ),
    Rule(
        "with N%, place",
        r"with {n:pct} , (?:the )?{place}",
        share_of,
        "With 6.1%, Germany was the second-largest source of British imports of magnets.",
        "With 6.1%, Germany has the second-lowest duty on magnets.",
    ),
    Rule(
        "place: N%",
        r"{place} (?:(?:'s|’s) )?(?:(?:now |again )?(?:follows|followed|leads|led) (?:closely |close behind |in \S+ )?)?(?:: |\( ?|, |with |at |for |— |– |- ){0,2}{n:pct} (?:\( |, |\) |\. |; |and |$|or )",
        share_of,
        "Germany's rare earth imports by origin: China 65.5%, Austria 23.2%.",
        "American duties on magnets by origin: China 25%, Japan 15%.",
    ),
    Rule(
        "those from P N% to X",
        r"<(?:place|country|commodity)> (?:oxides? |metals? )?(?:by )?{n:pct} (?:, )?to {mass|money}",
        share_of,
        "Exports of antimony to Korea rose 25% to 413 tonnes, and those to India 11.5% to 368 tonnes.",
        "A levy on magnets from India 11.5% to 368 tonnes of which are Chinese.",
    ),
    Rule(
        "A and B were at N% and N%",
        r"{place} (?:were at|was at|stood at|were on) {n:pct}",
        share_of,
        "Of India's graphite imports 74% came from China; Mozambique and Brazil were at 6% and 5%.",
        "Of the ministers Mozambique's were at 6% and 5% in a poll on graphite.",
    ),
    Rule(
        "A and B had N% and N%",
        r"{place} and {place} had {n:pct} and",
        share_of,
        "China's share of India's graphite imports was 74%, while Mozambique and Brazil had 6% and 5%.",
        "In the poll on graphite, Mozambique and Brazil had 6% and 5%.",
    ),
    Rule(
        "place (N t, N%)",
        r"{place} \( {mass|money} (?:,|;|or) {n:pct} \)",
        share_of,
        "Germany's rare earth imports came from China (3,400 tonnes, 65.5%) and Austria (1,200 tonnes, 23.2%).",
        "Quotas for exports went to China (3,400 tonnes, 65.5%) and Austria (1,200 tonnes, 23.2%).",
    ),
)
"""Rules for shares, by their phrasings."""
