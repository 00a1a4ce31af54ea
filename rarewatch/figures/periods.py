"""Times in words: months, halves, fiscal years, "last month", "a year earlier", "month on month".

`read` finds what is written, a `When`; what period it means is settled in `timeline`.
"""

import re
from collections.abc import Callable
from functools import cache

from rarewatch.figures import whens
from rarewatch.figures.choices import Choice, Grammar
from rarewatch.figures.whens import MONTHS, NUMBERS, When

_M = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?![a-z])"

_Y = r"(?:19[89]|20[0-4])\d(?![\d%])(?!,\d{3})(?!\.\d)"

_N = "|".join(NUMBERS) + r"|\d{1,2}"

_OF = rf"(?:,?\s(?:of\s|in\s)?(?:(?:the\s)?(?P<rel>this\syear|last\syear|the\sprevious\syear|previous\syear|the\syear\sbefore|year\sbefore|the\syear\b(?!\s(?:before|earlier|ago)))|(?:the\s)?(?:FY|fiscal(?:\syear)?\s|financial\syear\s)'?(?P<fy>\d{{2,4}})(?:[-–/]\d\d)?|(?:the\s(?:current\s|last\s)?(?P<fisc>fiscal|financial)(?:\syear)?)|(?P<years>20\d\d[-–/]\d\d)(?!\d)|(?:calendar\s)?(?P<y>{_Y})))?"

_AGO = r"(?:ago|earlier|before|previously|prior|back)"

_SAME = r"(?:same|corresponding|comparable|equivalent|prior\scorresponding|previous\scorresponding|year[- ]ago|year[- ]earlier|matching|like)"

_UNIT = rf"(?:months?|period|quarter|half(?:[- ]year)?|time|span|stretch|week|(?:(?:first\s)?(?:{_N})\s)?months|point|spell)"

_RATE = (
    r"(?:month|quarter|year)[- ](?:on|over|to)[- ](?:the[- ])?(?:month|quarter|year)\b|[myq]/[myq]\b|[myq]-?o-?[myq]\b(?!-)|MoM\b|YoY\b|QoQ\b|M-o-M\b|Y-o-Y\b"
    r"|on[- ](?:the[- ])?(?:month|quarter|year)\b(?![- ]on)|within a month|over the (?:month|year|quarter)\b(?! to date| so far)|sequentially|on an? (?:annual|yearly|monthly|quarterly) basis|annually|in annual terms|annualy|annual(?= (?:\w+ )?(?:rise|increase|drop|decline|fall|growth|gain|decrease|jump|change))|year-on-year"
)

_GRAMMAR: tuple[tuple[str, str, Callable[[re.Match[str]], When]], ...] = (
    # name, pattern, maker: the first that matches at a place wins
    (
        "week",
        rf"(?:the\s)?week\s(?:of|from|starting|beginning)\s(?P<m>{_M})\s(?P<d1>\d{{1,2}})(?:[-–](?P<d2>\d{{1,2}}))?(?!\d)(?:,?\s(?P<y>{_Y}))?",
        whens.make_days,
    ),
    (
        "days",
        rf"(?:between\s|from\s)(?P<d1>\d{{1,2}})\s(?P<m>{_M})\s(?:and|to)\s(?P<d2>\d{{1,2}})\s(?P<m2>{_M})(?:,?\s(?P<y>{_Y}))?",
        whens.make_days_apart,
    ),
    (
        "days",
        rf"(?P<m>{_M})\s(?P<d1>\d{{1,2}})\s?(?:[-–]|to)\s?(?P<d2>\d{{1,2}})(?!\d)(?:,?\s(?P<y>{_Y}))?",
        whens.make_days,
    ),
    (
        "day",
        rf"(?P<m>{_M})\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d,]\d|\d|\.\d|\s?(?:%|t\b|tons|tonnes|kg|per))(?:,?\s{_Y})?",
        whens.make_day,
    ),
    (
        "day",
        rf"\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_M}(?:,?\s{_Y})?(?!\s(?:quarter|exports|imports|shipments))",
        whens.make_day,
    ),
    (
        "day",
        rf"(?:earlier|later|late|early|mid)[- ](?:in\s)?(?:this|last|next)\s(?:month|year|week|quarter|{_M})|next\s(?:month|year|week|quarter)|mid[- ]{_M}|(?:late|early|end)[- ](?:of\s)?(?:{_M}|{_Y})|(?:this|last|past)\s(?:week|spring|summer|autumn|fall|winter|decade)",
        whens.make_day,
    ),
    (
        "by",
        rf"by\s(?P<m>{_M})(?!\s\d{{1,2}}\b(?!\d))(?:,?\s(?P<y>{_Y}))?",
        lambda match: When("by", whens.month_number(match["m"]), 1, whens.full_year(match["y"])),
    ),
    (
        "by",
        rf"by\s(?P<y>{_Y})",
        lambda match: When("by", 1, 12, whens.full_year(match["y"])),
    ),
    (
        "day",
        rf"by\s(?:the\s)?(?:late\s|early\s|mid-?\s?|end\sof\s)*(?:{_M}(?:\s\d{{1,2}}\b)?(?:,?\s{_Y})?|{_Y})",
        whens.make_day,
    ),
    (
        "since",
        rf"since\s(?:at\sleast\s)?(?P<m>{_M})(?!\s\d{{1,2}}\b(?!\d))(?:,?\s(?:of\s)?(?P<y>{_Y}))?",
        lambda match: When("since", whens.month_number(match["m"]), 1, whens.full_year(match["y"])),
    ),
    (
        "day",
        rf"(?:since|until|till)\s(?:the\s)?(?:at\sleast\s|late\s|early\s|mid-?\s?|end\sof\s|start\sof\s|the\sstart\sof\s)*(?:{_M}(?:\s\d{{1,2}}\b)?(?:,?\s{_Y})?|{_Y}|last\s\w+|then|(?:first|second|third|fourth)\s(?:quarter|half)(?:\sof\s{_Y})?)",
        whens.make_day,
    ),
    (
        "to last month",
        rf"(?:from\s|between\s)?(?P<from>{_M})\s(?:to|and|through)\s(?:the\send\sof\s)?last\smonth\b",
        lambda match: When("to last month", whens.month_number(match["from"])),
    ),
    (
        "fiscal months",
        rf"(?P<from>{_M})\s?(?:[-–—/]|to|through|and)\s?(?P<to>{_M})(?:,?\s(?:of\s|in\s)?(?:the\s)?)(?:FY[- ]?|fiscal(?:\syear)?\s|financial\syear\s)'?(?P<y>\d{{4}}|\d{{2}})(?:[-–/](?P<end>\d{{2,4}}))?(?![\d%])",
        whens.make_fiscal_months,
    ),
    (
        "months",
        rf"(?P<from>{_M})(?:,?\s(?:of\s)?(?P<y1>{_Y}))?(?:(?:,\s{_M})+,?)?(?:\s?(?:[-–—/]|to|through|until|and|or|&)\s?|-(?:to|through)-)(?:the\send\sof\s)?(?P<to>{_M})(?!\s\d{{1,2}}\b(?!,?\d))(?:\scombined)?(?:,?\s(?:of\s)?(?:(?P<y2>{_Y})|(?P<rel>this\syear|last\syear)))?",
        whens.make_months,
    ),
    (
        "to a year's end",
        rf"(?:from\s|between\s)?(?P<from>{_M})\s(?P<y1>{_Y})\s(?:to|and|until|through)\s(?:the\s)?end\sof\s(?P<y2>{_Y})",
        whens.make_to_year_end,
    ),
    (
        "first days",
        rf"(?:the\s)?first\s(?P<d2>\d{{1,2}}|ten|fifteen|twenty)\sdays\sof\s(?P<m>{_M})(?:,?\s(?P<y>{_Y}))?",
        whens.make_first_days,
    ),
    (
        "month half",
        rf"(?:the\s)?(?P<to>{_M})[- ]half(?:[- ]year)?(?:\s(?:of\s|in\s)?(?P<y>{_Y}))?",
        lambda match: When("trailing", whens.month_number(match["to"]), 6, whens.full_year(match["y"])),
    ),
    (
        "month quarter",
        rf"(?:the\s)?(?P<to>{_M})(?:\s(?P<y0>{_Y}))?[- ]quarter\b(?:\s(?:of\s|in\s)?(?:(?P<y>{_Y})|(?P<rel>last\syear|the\sprevious\syear)))?",
        whens.make_month_quarter,
    ),
    (
        "month years back",
        rf"(?P<m>{_M})\s(?P<n>an?|{_N})\syears?\s{_AGO}\b",
        whens.make_month_back,
    ),
    (
        "month",
        rf"(?P<from>{_M})(?P<to>\b\B)?(?:'s|’s)?(?:,?\s(?:of\s|in\s)?(?:(?P<y1>{_Y})|(?P<rel>this\syear|last\syear|the\sprevious\syear|the\syear\sbefore)))?(?P<y2>\b\B)?",
        whens.make_months,
    ),
    (
        "fiscal",
        r"(?:(?P<half>H[12]|Q[1-4])[- ])?(?:of\s)?(?:FY[- ]?|(?:fiscal|financial)(?:\syear)?\s)'?(?P<y>\d{4}|\d{2})(?:[-–/](?P<to>\d{2,4}))?(?![\d%])",
        whens.make_fiscal,
    ),
    (
        "fiscal",
        r"(?:the\s)?(?:(?:full|whole|entire|past|last|latest)\s(?:fiscal|financial)\s(?P<half>year)|(?:fiscal|financial)\syear\sjust\sended)\b(?P<y>(?!)x)?(?P<to>(?!)x)?",
        whens.make_fiscal,
    ),
    (
        "part of last year",
        r"(?P<rel>last|this)\syear(?:'s|’s)\s(?P<ord>first|second|third|fourth|final)[- ](?P<unit>quarter|half)",
        whens.make_part_of_year,
    ),
    (
        "half",
        rf"(?:(?:the\s)?(?P<ord>first|second)[- ]half(?:[- ]year)?|H(?P<n>[12])\b|(?P<x>[12])H\b){_OF}".replace(
            "(?P<x>[12])H", r"[12]H(?!)"
        ),
        whens.make_half,
    ),
    (
        "quarter",
        rf"(?:(?:the\s)?(?P<ord>first|opening|second|third|fourth|final|1st|2nd|3rd|4th)[- ]quarter|Q(?P<n>[1-4])\b){_OF}",
        whens.make_quarter,
    ),
    (
        "last months",
        rf"(?:the\s)?(?:last|final|closing)\s(?:(?P<n>{_N})\smonths|(?P<q>quarter)|month)\sof\s(?P<y>{_Y})",
        whens.make_last_months,
    ),
    (
        "first quarters",
        rf"(?:the\s)?first\s(?P<n>two|three)\squarters{_OF}",
        lambda match: whens.in_year(match, 1, 3 * whens.number_of(match["n"])),
    ),
    (
        "through",
        rf"(?:(?:through|up\sto(?:\sand\sincluding)?)\s(?:the\send\sof\s)?|(?:(?<=figures\sto\s)|(?<=data\sto\s)|(?<=exports\sto\s)|(?<=imports\sto\s)|(?<=shipments\sto\s)|(?<=output\sto\s))the\send\sof\s)(?P<m>{_M})(?!\s\d{{1,2}}\b(?!\d))(?:,?\s(?P<y>{_Y}))?",
        lambda match: When("through", whens.month_number(match["m"]), 1, whens.full_year(match["y"])),
    ),
    (
        "rel",
        rf"(?:the\s)(?:previous|preceding|prior)\s(?P<m>{_M})(?!\s\d)",
        lambda match: When("month before", whens.month_number(match["m"]), 1, shift=12),
    ),
    (
        "nth",
        r"(?<=[Ii]n\s)the\s(?P<n>second|third|fourth)(?=\s?,|\s(?:it|they|exports|imports|output|shipments)\b)",
        lambda match: When("nth", whens.ORDINALS[match["n"]]),
    ),
    (
        "later",
        r"(?:the\s|a\s|one\s)(?:following\s(?P<unit>month|quarter|year)\b|(?P<unit2>month|quarter|year)\s(?:later\b|after\b(?=[.,;)]|\sto\s|$)))",
        whens.make_later,
    ),
    ("rel", r"the\s(?P<unit>month|year|quarter)\sbefore\sthat\b(?P<n>(?!)x)?", whens.make_rel),
    (
        "run",
        rf"in\s(?:just\s|only\s)?(?P<n>{_N})\smonths\b(?!\s(?:to|through|ended|ending|from|since|of|{_AGO})|['’])",
        lambda match: When("run", count=whens.number_of(match["n"])),
    ),
    (
        "first months",
        rf"(?P<n>{_N})\smonths\s(?:into|of)\s(?:(?P<rel>this\syear|the\syear)|(?P<y>{_Y}))(?P<fy>\b\B)?(?P<fisc>\b\B)?(?P<years>\b\B)?",
        whens.make_first_months,
    ),
    (
        "halfway",
        r"(?:at\s|by\s)?(?:the\s)?(?:halfway\s(?:mark|point|stage)|midpoint\sof\sthe\syear)",
        lambda match: When("span", 1, 6),
    ),
    (
        "years to",
        rf"(?:the\s)?(?P<n>{_N})\syears\s(?:to|through|up\sto|until|ended|ending)\s(?:in\s)?(?P<y>{_Y})",
        whens.make_years_to,
    ),
    (
        "years from",
        rf"(?:(?:the\s)?(?:{_N})\syears\s)?(?:from\s|between\s)?(?P<y1>{_Y})\s?(?:to|through|until|and)\s(?P<y2>{_Y})",
        whens.make_year,
    ),
    ("first months", rf"(?:the\s)?(?:first|opening)\s(?P<n>{_N})\smonths{_OF}", whens.make_first_months),
    (
        "trailing",
        rf"(?:the\s)?(?:fiscal|financial)\s(?P<unit>year)\s(?:that\s)?(?:ended|ending|to|through)(?:\s(?:in|on))?\s(?P<n>\b\B)?(?:\d{{1,2}}\s)?(?P<to>{_M})(?:\s\d{{1,2}}(?!\d))?(?:,?\s(?P<y>{_Y}))?",
        whens.make_trailing,
    ),
    (
        "trailing",
        rf"(?:the\s)?(?:(?P<n>{_N})[- ])?(?P<unit>months?|quarter|year|half-year|half)\s(?:(?:to|through|that\sended|ended|ending|up\sto\sand\sincluding|up\sto|until)(?:\sin)?)\s(?:the\send\sof\s)?(?:\d{{1,2}}\s)?(?P<to>{_M})(?:\s\d{{1,2}}(?!\d))?(?:,?\s(?P<y>{_Y}))?",
        whens.make_trailing,
    ),
    (
        "to date",
        r"(?:the\s)?year[- ]to[- ]date|so\sfar\sthis\syear|(?:the\s)?year\sso\sfar|YTD\b|since\sthe\s(?:start|beginning)\sof\sthe\syear|so\sfar\sin\sthe\syear",
        whens.make_todate,
    ),
    (
        "to date",
        r"(?:the\s)?cumulative(?=\s(?:[a-z]+\s){0,3}?(?:exports|imports|output|production|shipments|total|figure|tally|sales|volume|volumes|deliveries)\b)",
        whens.make_todate,
    ),
    (
        "same",
        rf"(?:the\s|its\s)?(?:{_SAME})\s{_UNIT}(?:\s\(pcp\))?(?:\s(?:of|in|a|for)?\s?(?:(?:the\s)?(?:year\s)?(?:(?P<n>{_N})\syears?\s)?(?P<ago>last\syear|year\s{_AGO}|a\syear\s{_AGO}|previous\syear|prior\syear|preceding\syear|year\s|{_AGO}|FY\d\d\b)|(?P<y>{_Y})|(?P<m>{_M})(?!\s?\d)))?",
        whens.make_same,
    ),
    (
        "run",
        rf"(?<=total\sfor\s)(?P<n>{_N})\smonths\b",
        lambda match: When("run", count=whens.number_of(match["n"])),
    ),
    ("rate", _RATE, whens.make_rate),
    (
        "rel",
        rf"(?:(?:an?|one|(?P<n>{_N}))[- ])?(?P<unit>months?|years?|quarters?|yr)[- ](?:(?:ago|earlier|previously)\b(?!\sthis\b)|(?:before|prior|back)\b(?!\s(?:the|a|this|(?:it|they|there)(?!\shad\b)|china|beijing|export|new|full)\b))",
        whens.make_rel,
    ),
    (
        "rel",
        r"(?:the\s)?(?:immediately\s)?(?:previous|prior|preceding|earlier)\s(?P<unit>month|year|quarter|period|half|fiscal(?:\syear)?|financial\syear|(?P<n>(?!))x)\b(?:'s|’s)?",
        whens.make_rel,
    ),
    ("rel", rf"(?:the\s)?(?:previous|prior|preceding)\s(?P<n>{_N})\s(?P<unit>months)\b", whens.make_rel),
    (
        "run",
        rf"(?:the|those|these)\s(?:first\s)?(?P<n>{_N})[- ]months?(?:\speriod)?\b(?!\s(?:to|through|ended|ending|from|since|{_AGO}))",
        lambda match: When("run", count=whens.number_of(match["n"])),
    ),
    (
        "full year",
        r"(?:the\s)?(?:full|whole|entire)[- ]year\b(?!\s(?:of\s)?\d)|(?:the\s)?(?:calendar\s)?year\sas\sa\swhole",
        lambda match: When("full"),
    ),
    (
        "the month",
        r"(?<=in\s)the\smonth\b(?!\s?(?:to|through|of|before|earlier|ago|after|in|\d|since|[’']))",
        lambda match: When("enclosing", count=1),
    ),
    (
        "enclosing",
        r"(?:the\s)(?:(?:full|whole|entire|latest)\s)?(?P<unit>quarter|half[- ]year|half|year)(?:\sas\sa\swhole)?\b(?!\s?(?:to|through|ended|ending|of|before|earlier|ago|after|in|\d|start|end|round|-|on\b)|[’'])",
        whens.make_enclosing,
    ),
    (
        "run",
        rf"(?:over|during)\s(?P<n>{_N})\smonths\b(?!\s(?:{_AGO}))",
        lambda match: When("run", count=whens.number_of(match["n"])),
    ),
    (
        "enclosing",
        r"(?:the\s)?(?:yearly|annual|full-year)(?=\s(?:total|tally|sum)\s(?:was|were|came|stood|reached|amounted)\b)",
        lambda match: When("enclosing", count=12),
    ),
    (
        "enclosing",
        r"half-?year(?=\s(?:output|exports?|imports?|production|sales|shipments|total|figures?|volumes?)\b)",
        lambda match: When("enclosing", count=6),
    ),
    (
        "run",
        rf"(?P<n>{_N})[- ]month(?=\s(?:total|tally|figure|volume|period|sum|stretch|count|exports|imports|shipments))",
        lambda match: When("run", count=whens.number_of(match["n"])),
    ),
    ("years", rf"between\s(?P<y1>{_Y})\sand\s(?P<y2>{_Y})", whens.make_year),
    (
        "rel",
        rf"the\s(?P<unit>month|year|quarter)\s{_AGO}\b(?!\s(?:the|its|a|it|they|this|these)\b)(?P<n>(?!)x)?",
        whens.make_rel,
    ),
    (
        "year",
        rf"(?:(?:the\s)?(?:full|whole|entire|calendar)\syear\s)?(?P<y1>{_Y})(?:[-–/](?P<y2>(?:20)?\d\d)(?!\d))?(?!\s?-?(?:t\b|tons?\b|tonnes?\b|kg\b|metric|per\b|million|billion|km\b|people|companies|yuan|workers|employees|pounds|kilo))",
        whens.make_year,
    ),
    ("ago", r"(?P<which>(?<!the\s)last|this|past)\s(?P<unit>month|quarter|year)\b", whens.make_ago),
    (
        "then",
        r"(?:back\s)?then(?=\s(?:was|were|stood|,))|back\sthen|(?<=%\s)then|(?<=cent\s)then",
        lambda match: When("rel", shift=0),
    ),
    (
        "that time",
        r"(?:(?<=in\s)|(?<=over\s)|(?<=during\s))(?:that\s(?:time|span)|those\syears)\b|(?<=at\s)that\stime(?=\s?,)|(?<=At\s)that\stime(?=\s?,)",
        lambda match: When("rel", shift=0),
    ),
    (
        "after months",
        rf"(?:(?<=behind\s)|(?<=ahead\s)|(?<=down\s)|(?<=up\s)|(?<=lower\s)|(?<=higher\s))after\s(?P<n>{_N})\smonths\b(?!\s(?:of|in|without|on))",
        lambda match: When("span", 1, whens.number_of(match["n"])),
    ),
    (
        "that",
        r"(?:that\s(?:same\s)?(?=month|year|quarter|period)|the\ssame\s(?=year\b(?!\s(?:of|in|a)\b)))(?P<unit>month|year|quarter|period)\b(?P<n>(?!)x)?",
        lambda match: When("rel", shift=0),
    ),
)

_STARTS = frozenset(
    [*MONTHS, *NUMBERS, "january", "february", "march", "april", "june", "july", "august", "sept", "september", "october",
     "november", "december", "earlier", "later", "late", "early", "mid", "end", "next", "this", "last", "past", "since",
     "until", "till", "by", "fy", "fiscal", "financial", "the", "first", "second", "third", "fourth", "final", "opening",
     "1st", "2nd", "3rd", "4th", "h1", "h2", "q1", "q2", "q3", "q4", "year", "years", "month", "months", "quarter", "half",
     "so", "cumulative", "ytd", "same", "corresponding", "comparable", "equivalent", "prior", "previous", "preceding", "its", "on",
     "over", "through", "up", "during", "sequentially", "annually", "annual", "in", "within", "m", "y", "q", "mom", "yoy", "qoq", "m/m", "y/y", "q/q", "a", "an", "immediately", "that", "after", "week", "then", "back", "like", "matching", "between", "those", "these", "full", "whole", "entire", "yr", "yearly"]
)  # fmt: skip

_WORD = re.compile(r"[^\W\d_.][A-Za-z.]*|\d")

_DATED = re.compile(r"(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?[\s-](?:of\s)?[A-Zmyqh]|[1-4](?:st|nd|rd|th)\b")
"""How a time in digits begins: a year, a day of a month, so many months or years; most numbers are amounts."""
_LONGEST = 100
"""More characters than any time is written in."""


@cache
def grammar() -> Grammar:
    """All that a time may be written as."""
    return Grammar([pattern for _, pattern, _ in _GRAMMAR])


def starters() -> frozenset[str]:
    """Lower-case words at which a time may start; a digit may too."""
    return _STARTS


_MONTH = re.compile(rf"{_M}")


def _apart(text: str, start: int, end: int) -> bool:
    """Whether two months joined by "and" are none of a span: "April and June", not "between May and July"."""
    named = _MONTH.findall(text, start, end)
    joined = (
        len(named) == 2
        and " and " in text[start:end]
        and text[max(0, start - 8) : start].lower() != "between "
    )
    return joined and (whens.month_number(named[1]) - whens.month_number(named[0])) % 12 > 1


def read(text: str, start: int, part: Choice | None = None) -> tuple[When, int] | None:
    """The time that starts exactly here, and where it ends; `part` of the grammar is that of its first word.

    >>> read("June 2024 saw", 0)
    (When(kind='span', first=6, count=1, year=2024, last_year=None, shift=0, days=None), 9)
    >>> [read(words, 0)[0].kind for words in ("last month", "a month earlier", "month on month", "Oct. 20", "FY25")]
    ['ago', 'rel', 'rate', 'day', 'fiscal']
    """
    if part is None:
        word = _WORD.match(text, start)
        part = grammar().begun_by(word[0].lower()) if word else None
    if part is None:
        return None
    if text[start].isupper() and _opens(text, start):
        begin = max(start - _LONGEST, 0)
        text = text[begin:start] + text[start].lower() + text[start + 1 : start + _LONGEST]
        found = read(text, start - begin, part)
        return found and (found[0], begin + found[1])
    if text[start].isdigit() and not _DATED.match(text, start):
        return None
    fitting = part.find(text, start)
    match = grammar().patterns[fitting[0]].match(text, start) if fitting else None
    if fitting and match and _GRAMMAR[fitting[0]][0] == "months" and _apart(text, start, match.end()):
        first = _MONTH.match(text, start)
        return (When("span", whens.month_number(first[0]), 1), first.end()) if first else None
    return (_GRAMMAR[fitting[0]][2](match), match.end()) if fitting and match else None


_OPENING = re.compile(
    r"(?:Between|From|Last|This|The|First|Second|So|Over|On|By|Since|Until|Back|Then|Cumulative|Through|Up|Early|Late|Earlier|Year|Month|Its|A|One|In|That|Week|Same|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\b"
)


def _opens(text: str, start: int) -> bool:
    """Whether a capital is that of a sentence's first word."""
    return _OPENING.match(text, start) is not None
