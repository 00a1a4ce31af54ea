"""Times in words: months, halves, fiscal years, "last month", "a year earlier", "month on month".

`read` finds what is written, a `When`; what period it means is settled in `timeline`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from rarewatch.figures.choices import Choice, Grammar
from rarewatch.model import Period


@dataclass(frozen=True, slots=True)
class When:
    """A time as written.

    kind: span (months of a year, known or not), fiscal (April to March), ago (relative to publication),
    rel (relative to the period spoken of), rate (a growth's convention), todate (January up to now),
    trailing (so many months up to one), day (a day or a loose date: no period of a figure).
    """

    kind: str
    first: int = 1
    count: int = 12
    year: int | None = None
    last_year: int | None = None
    shift: int = 0
    """Months back, for ago, rel and rate; 0 in rel: the period spoken of itself."""
    days: Period | None = None


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_M = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?![a-z])"
_Y = r"(?:19[89]|20[0-4])\d(?![\d%])(?!,\d{3})(?!\.\d)"
_NUM = {
    word: n
    for n, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
        ],
        1,
    )
}
_N = "|".join(_NUM) + r"|\d{1,2}"
_ORD = {
    "first": 1,
    "opening": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_OF = rf"(?:,?\s(?:of\s|in\s)?(?:(?:the\s)?(?P<rel>this\syear|last\syear|the\sprevious\syear|previous\syear|the\syear\sbefore|year\sbefore|the\syear\b(?!\s(?:before|earlier|ago)))|(?:the\s)?(?:FY|fiscal(?:\syear)?\s|financial\syear\s)'?(?P<fy>\d{{2,4}})(?:[-–/]\d\d)?|(?:the\s(?:current\s|last\s)?(?P<fisc>fiscal|financial)(?:\syear)?)|(?P<years>20\d\d[-–/]\d\d)(?!\d)|(?:calendar\s)?(?P<y>{_Y})))?"
_AGO = r"(?:ago|earlier|before|previously|prior|back)"
_SAME = r"(?:same|corresponding|comparable|equivalent|prior\scorresponding|previous\scorresponding|year[- ]ago|year[- ]earlier|matching|like)"
_UNIT = rf"(?:months?|period|quarter|half(?:[- ]year)?|time|span|stretch|week|(?:(?:first\s)?(?:{_N})\s)?months|point|spell)"


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _count(word: str) -> int:
    return _NUM.get(word.lower()) or int(word)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text[-2:])


def _with_year(match: re.Match[str], first: int, count: int) -> When:
    """A span of a year that may be named, relative, or fiscal."""
    if match["fy"] or match["fisc"] or match["years"]:
        years = match["years"]
        return When("fiscal", first, count, int(years[:2] + years[-2:]) if years else _year(match["fy"]))
    if match["rel"]:
        return When("ago", first, count, shift=0 if match["rel"] in {"this year", "the year"} else 12)
    return When("span", first, count, _year(match["y"]))


def _make_day(match: re.Match[str]) -> When:
    return When("day")


def _make_months(match: re.Match[str]) -> When:
    first = _month(match["from"])
    last = _month(match["to"]) if match["to"] else first
    from_year, year = _year(match["y1"]), _year(match["y2"])
    if year is None and match["rel"]:
        shift = 0 if match["rel"].startswith("this") else 12
        return When("ago", first, (last - first) % 12 + 1, shift=shift)
    if from_year and not match["to"]:
        return When("span", first, 1, from_year)
    if from_year and year:
        return When("span", first, (year - from_year) * 12 + last - first + 1, from_year)
    count = (last - first) % 12 + 1
    start = from_year or (year - (last < first) if year else None)
    return When("span", first, count, start)


def _make_year(match: re.Match[str]) -> When:
    first, last = int(match["y1"]), match["y2"]
    if not last:
        return When("span", 1, 12, first)
    end = _year(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if (end or 0) <= first:
        return When("span", 1, 12, first)
    if end == first + 1 and len(last) == 2:
        return When("fiscal", 1, 12, end)
    return When("span", 1, 12 * ((end or first) - first + 1), first)


def _make_fiscal(match: re.Match[str]) -> When:
    half = {"h1": (1, 6), "h2": (7, 6)}.get((match["half"] or "").lower())
    quarter = re.fullmatch(r"q([1-4])", (match["half"] or "").lower())
    first, count = half or ((int(quarter[1]) * 3 - 2, 3) if quarter else (1, 12))
    return When("fiscal", first, count, _year(match["to"] or match["y"]))


def _make_half(match: re.Match[str]) -> When:
    number = int(match["n"]) if match["n"] else _ORD[match["ord"].lower()]
    return _with_year(match, 1 if number == 1 else 7, 6)


def _make_quarter(match: re.Match[str]) -> When:
    number = int(match["n"]) if match["n"] else _ORD[match["ord"].lower()]
    return _with_year(match, number * 3 - 2, 3)


def _make_first_months(match: re.Match[str]) -> When:
    return _with_year(match, 1, _count(match["n"]))


def _make_last_months(match: re.Match[str]) -> When:
    count = 3 if match["q"] else _count(match["n"]) if match["n"] else 1
    return When("span", 13 - count, count, _year(match["y"]))


def _make_years_to(match: re.Match[str]) -> When:
    count = _count(match["n"])
    return When("span", 1, 12 * count, int(match["y"]) - count + 1)


def _make_trailing(match: re.Match[str]) -> When:
    unit = match["unit"].lower()
    count = {"year": 12, "quarter": 3, "half": 6, "half-year": 6, "month": 1}.get(unit) or _count(
        match["n"] or "1"
    )
    return When("trailing", _month(match["to"]), count, _year(match["y"]))


def _make_month_quarter(match: re.Match[str]) -> When:
    return When("trailing", _month(match["to"]), 3, _year(match["y"]))


def _make_ago(match: re.Match[str]) -> When:
    unit, back = match["unit"].lower(), match["which"].lower() in {"last", "past"}
    return When("ago", 0, {"month": 1, "quarter": 3, "year": 12}[unit], shift=int(back))


def _make_rel(match: re.Match[str]) -> When:
    groups = match.groupdict()
    unit = groups.get("unit") or groups.get("unit2") or "month"
    months = {"m": 1, "y": 12, "q": 3}.get(unit[0].lower(), 0)
    if unit.lower().startswith(("period", "half", "fiscal")):
        months = -1 if not unit.lower().startswith("fiscal") else 12
    count = _count(groups["n"]) if groups.get("n") else 1
    return When("rel", shift=months * count)


def _make_same(match: re.Match[str]) -> When:
    if match["y"]:
        return When("rel", shift=12, year=int(match["y"]))
    if match["m"]:
        return When("rel", first=_month(match["m"]), shift=-2)
    if match["ago"] or "year" in match[0].lower() or "corresponding" in match[0].lower():
        return When("rel", shift=12 * (_count(match["n"]) if match["n"] else 1))
    return When("rel", shift=0)


def _make_rate(match: re.Match[str]) -> When:
    first = match[0].lower()
    unit = (
        "y"
        if "annual" in first
        else "m"
        if first.startswith("seq")
        else re.sub(r"^(?:on|over|within)[- ](?:the |a |the-)?", "", first)[0]
    )
    return When("rate", shift={"y": 12, "m": 1, "q": 3}.get(unit, 1))


def _make_enclosing(match: re.Match[str]) -> When:
    return When("enclosing", count={"q": 3, "h": 6, "y": 12}[match["unit"][0]])


def _make_todate(match: re.Match[str]) -> When:
    return When("todate")


def _make_days(match: re.Match[str]) -> When:
    year = _year(match["y"]) or 0
    month, first, last = _month(match["m"]), int(match["d1"]), int(match["d2"] or int(match["d1"]) + 6)
    return When("week", first=month, count=first, year=year or None, shift=last - first)


def _make_days_apart(match: re.Match[str]) -> When:
    year, first = _year(match["y"]) or 2001, _month(match["m"])
    try:
        begin, end = date(year, first, int(match["d1"])), date(year, _month(match["m2"]), int(match["d2"]))
    except ValueError:  # no such day
        return When("day")
    return When(
        "week", first=first, count=int(match["d1"]), year=_year(match["y"]), shift=(end - begin).days % 365
    )


_RATE = (
    r"(?:month|quarter|year)[- ](?:on|over|to)[- ](?:the[- ])?(?:month|quarter|year)\b|[myq]/[myq]\b|[myq]-?o-?[myq]\b(?!-)|MoM\b|YoY\b|QoQ\b|M-o-M\b|Y-o-Y\b"
    r"|on[- ](?:the[- ])?(?:month|quarter|year)\b(?![- ]on)|within a month|over the (?:month|year|quarter)\b|sequentially|on an annual basis|annually|in annual terms|annualy|annual(?= (?:\w+ )?(?:rise|increase|drop|decline|fall|growth|gain|decrease|jump|change))|year-on-year"
)
_GRAMMAR: tuple[tuple[str, str, Callable[[re.Match[str]], When]], ...] = (
    # name, pattern, maker: the first that matches at a place wins
    (
        "week",
        rf"(?:the\s)?week\s(?:of|from|starting|beginning)\s(?P<m>{_M})\s(?P<d1>\d{{1,2}})(?:[-–](?P<d2>\d{{1,2}}))?(?!\d)(?:,?\s(?P<y>{_Y}))?",
        _make_days,
    ),
    (
        "days",
        rf"(?:between\s|from\s)(?P<d1>\d{{1,2}})\s(?P<m>{_M})\s(?:and|to)\s(?P<d2>\d{{1,2}})\s(?P<m2>{_M})(?:,?\s(?P<y>{_Y}))?",
        _make_days_apart,
    ),
    (
        "days",
        rf"(?P<m>{_M})\s(?P<d1>\d{{1,2}})\s?(?:[-–]|to)\s?(?P<d2>\d{{1,2}})(?!\d)(?:,?\s(?P<y>{_Y}))?",
        _make_days,
    ),
    (
        "day",
        rf"(?P<m>{_M})\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d,]\d|\d|\.\d|\s?(?:%|t\b|tons|tonnes|kg|per))(?:,?\s{_Y})?",
        _make_day,
    ),
    (
        "day",
        rf"\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_M}(?:,?\s{_Y})?(?!\s(?:quarter|exports|imports|shipments))",
        _make_day,
    ),
    (
        "day",
        rf"(?:earlier|later|late|early|mid)[- ](?:in\s)?(?:this|last|next)\s(?:month|year|week|quarter|{_M})|next\s(?:month|year|week|quarter)|mid[- ]{_M}|(?:late|early|end)[- ](?:of\s)?(?:{_M}|{_Y})|(?:this|last|past)\s(?:week|spring|summer|autumn|fall|winter|decade)",
        _make_day,
    ),
    (
        "day",
        rf"by\s(?:the\s)?(?:late\s|early\s|mid-?\s?|end\sof\s)*(?:{_M}(?:\s\d{{1,2}}\b)?(?:,?\s{_Y})?|{_Y})",
        _make_day,
    ),
    (
        "since",
        rf"since\s(?:at\sleast\s)?(?P<m>{_M})(?!\s\d{{1,2}}\b(?!\d))(?:,?\s(?:of\s)?(?P<y>{_Y}))?",
        lambda match: When("since", _month(match["m"]), 1, _year(match["y"])),
    ),
    (
        "day",
        rf"(?:since|until|till)\s(?:the\s)?(?:at\sleast\s|late\s|early\s|mid-?\s?|end\sof\s|start\sof\s|the\sstart\sof\s)*(?:{_M}(?:\s\d{{1,2}}\b)?(?:,?\s{_Y})?|{_Y}|last\s\w+|then|(?:first|second|third|fourth)\s(?:quarter|half)(?:\sof\s{_Y})?)",
        _make_day,
    ),
    (
        "to last month",
        rf"(?:from\s|between\s)?(?P<from>{_M})\s(?:to|and|through)\s(?:the\send\sof\s)?last\smonth\b",
        lambda match: When("to last month", _month(match["from"])),
    ),
    (
        "months",
        rf"(?P<from>{_M})(?:,?\s(?:of\s)?(?P<y1>{_Y}))?\s?(?:[-–—/]|to|through|until|and|&)\s?(?P<to>{_M})(?!\s\d{{1,2}}(?:,|\b)(?!\d))(?:\scombined)?(?:,?\s(?:of\s)?(?:(?P<y2>{_Y})|(?P<rel>this\syear|last\syear)))?",
        _make_months,
    ),
    (
        "month half",
        rf"(?:the\s)?(?P<to>{_M})[- ]half(?:[- ]year)?(?:\s(?:of\s|in\s)?(?P<y>{_Y}))?",
        lambda match: When("trailing", _month(match["to"]), 6, _year(match["y"])),
    ),
    (
        "month quarter",
        rf"(?:the\s)?(?P<to>{_M})[- ]quarter(?:\s(?:of\s|in\s)?(?P<y>{_Y}))?",
        _make_month_quarter,
    ),
    (
        "month",
        rf"(?P<from>{_M})(?P<to>\b\B)?(?:'s|’s)?(?:,?\s(?:of\s|in\s)?(?:(?P<y1>{_Y})|(?P<rel>this\syear|last\syear|the\sprevious\syear|the\syear\sbefore)))?(?P<y2>\b\B)?",
        _make_months,
    ),
    (
        "fiscal",
        r"(?:(?P<half>H[12]|Q[1-4])[- ])?(?:of\s)?(?:FY[- ]?|(?:fiscal|financial)(?:\syear)?\s)'?(?P<y>\d{4}|\d{2})(?:[-–/](?P<to>\d{2,4}))?(?![\d%])",
        _make_fiscal,
    ),
    (
        "half",
        rf"(?:(?:the\s)?(?P<ord>first|second)[- ]half(?:[- ]year)?|H(?P<n>[12])\b|(?P<x>[12])H\b){_OF}".replace(
            "(?P<x>[12])H", r"[12]H(?!)"
        ),
        _make_half,
    ),
    (
        "quarter",
        rf"(?:(?:the\s)?(?P<ord>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ]quarter|Q(?P<n>[1-4])\b){_OF}",
        _make_quarter,
    ),
    (
        "last months",
        rf"(?:the\s)?(?:last|final|closing)\s(?:(?P<n>{_N})\smonths|(?P<q>quarter)|month)\sof\s(?P<y>{_Y})",
        _make_last_months,
    ),
    (
        "first quarters",
        rf"(?:the\s)?first\s(?P<n>two|three)\squarters{_OF}",
        lambda match: _with_year(match, 1, 3 * _count(match["n"])),
    ),
    ("rel", r"the\s(?P<unit>month|year|quarter)\sbefore\sthat\b(?P<n>(?!)x)?", _make_rel),
    (
        "run",
        rf"in\s(?:just\s|only\s)?(?P<n>{_N})\smonths\b(?!\s(?:to|through|ended|ending|from|since|of|{_AGO})|['’])",
        lambda match: When("run", count=_count(match["n"])),
    ),
    (
        "first months",
        rf"(?P<n>{_N})\smonths\s(?:into|of)\s(?:(?P<rel>this\syear|the\syear)|(?P<y>{_Y}))(?P<fy>\b\B)?(?P<fisc>\b\B)?(?P<years>\b\B)?",
        _make_first_months,
    ),
    (
        "halfway",
        r"(?:at\s|by\s)?(?:the\s)?(?:halfway\s(?:mark|point|stage)|midpoint\sof\sthe\syear)",
        lambda match: When("span", 1, 6),
    ),
    (
        "years to",
        rf"(?:the\s)?(?P<n>{_N})\syears\s(?:to|through|up\sto|until|ended|ending)\s(?:in\s)?(?P<y>{_Y})",
        _make_years_to,
    ),
    (
        "years from",
        rf"(?:(?:the\s)?(?:{_N})\syears\s)?(?:from\s|between\s)?(?P<y1>{_Y})\s?(?:to|through|until|and)\s(?P<y2>{_Y})",
        _make_year,
    ),
    ("first months", rf"(?:the\s)?(?:first|opening)\s(?P<n>{_N})\smonths{_OF}", _make_first_months),
    (
        "trailing",
        rf"(?:the\s)?(?:fiscal|financial)\s(?P<unit>year)\s(?:that\s)?(?:ended|ending|to|through)(?:\s(?:in|on))?\s(?P<n>\b\B)?(?:\d{{1,2}}\s)?(?P<to>{_M})(?:\s\d{{1,2}}(?!\d))?(?:,?\s(?P<y>{_Y}))?",
        _make_trailing,
    ),
    (
        "trailing",
        rf"(?:the\s)?(?:(?P<n>{_N})[- ])?(?P<unit>months?|quarter|year|half-year|half)\s(?:(?:to|through|that\sended|ended|ending|up\sto\sand\sincluding|up\sto|until)(?:\sin)?)\s(?:the\send\sof\s)?(?:\d{{1,2}}\s)?(?P<to>{_M})(?:\s\d{{1,2}}(?!\d))?(?:,?\s(?P<y>{_Y}))?",
        _make_trailing,
    ),
    (
        "to date",
        r"(?:the\s)?year[- ]to[- ]date|so\sfar\sthis\syear|(?:the\s)?year\sso\sfar|YTD\b|since\sthe\s(?:start|beginning)\sof\sthe\syear|so\sfar\sin\sthe\syear",
        _make_todate,
    ),
    (
        "same",
        rf"(?:the\s|its\s)?(?:{_SAME})\s{_UNIT}(?:\s(?:of|in|a|for)?\s?(?:(?:the\s)?(?:year\s)?(?:(?P<n>{_N})\syears?\s)?(?P<ago>last\syear|year\s{_AGO}|a\syear\s{_AGO}|previous\syear|prior\syear|preceding\syear|year\s|{_AGO}|FY\d\d\b)|(?P<y>{_Y})|(?P<m>{_M})(?!\s?\d)))?",
        _make_same,
    ),
    ("rate", _RATE, _make_rate),
    (
        "rel",
        rf"(?:(?:an?|one|(?P<n>{_N}))[- ])?(?P<unit>months?|years?|quarters?|yr)[- ]{_AGO}\b(?!\s(?:the|a|this|it|they|china|beijing|export|new|full)\b)",
        _make_rel,
    ),
    (
        "rel",
        r"(?:the\s)?(?:immediately\s)?(?:previous|prior|preceding|earlier)\s(?P<unit>month|year|quarter|period|half|fiscal(?:\syear)?|financial\syear|(?P<n>(?!))x)\b(?:'s|’s)?",
        _make_rel,
    ),
    ("rel", rf"(?:the\s)?(?:previous|prior|preceding)\s(?P<n>{_N})\s(?P<unit>months)\b", _make_rel),
    (
        "run",
        rf"(?:the|those|these)\s(?:first\s)?(?P<n>{_N})[- ]months?(?:\speriod)?\b(?!\s(?:to|through|ended|ending|from|since|{_AGO}))",
        lambda match: When("run", count=_count(match["n"])),
    ),
    (
        "full year",
        r"(?:the\s)?(?:full|whole|entire)[- ]year\b(?!\s(?:of\s)?\d)|(?:the\s)?(?:calendar\s)?year\sas\sa\swhole",
        lambda match: When("full"),
    ),
    (
        "enclosing",
        r"(?:the\s)(?:(?:full|whole|entire|latest)\s)?(?P<unit>quarter|half[- ]year|half|year)(?:\sas\sa\swhole)?\b(?!\s?(?:to|through|ended|ending|of|before|earlier|ago|after|in|\d|start|end|round|-|on\b)|[’'])",
        _make_enclosing,
    ),
    (
        "run",
        rf"(?:over|during)\s(?P<n>{_N})\smonths\b(?!\s(?:{_AGO}))",
        lambda match: When("run", count=_count(match["n"])),
    ),
    (
        "enclosing",
        r"half-?year(?=\s(?:output|exports?|imports?|production|sales|shipments|total|figures?|volumes?)\b)",
        lambda match: When("enclosing", count=6),
    ),
    (
        "run",
        rf"(?P<n>{_N})[- ]month(?=\s(?:total|tally|figure|volume|period|sum|stretch|count|exports|imports|shipments))",
        lambda match: When("run", count=_count(match["n"])),
    ),
    ("years", rf"between\s(?P<y1>{_Y})\sand\s(?P<y2>{_Y})", _make_year),
    ("rel", rf"the\s(?P<unit>month|year|quarter)\s{_AGO}\b(?P<n>(?!)x)?", _make_rel),
    (
        "year",
        rf"(?P<y1>{_Y})(?:[-–/](?P<y2>(?:20)?\d\d)(?!\d))?(?!\s?-?(?:t\b|tons?\b|tonnes?\b|kg\b|metric|per\b|million|billion|km\b|people|companies|yuan|workers|employees|pounds|kilo))",
        _make_year,
    ),
    ("ago", r"(?P<which>(?<!the\s)last|this|past)\s(?P<unit>month|quarter|year)\b", _make_ago),
    (
        "that",
        r"that\s(?:same\s)?(?P<unit>month|year|quarter|period)\b(?P<n>(?!)x)?",
        lambda match: When("rel", shift=0),
    ),
)
_STARTS = frozenset(
    [*MONTHS, *_NUM, "january", "february", "march", "april", "june", "july", "august", "sept", "september", "october",
     "november", "december", "earlier", "later", "late", "early", "mid", "end", "next", "this", "last", "past", "since",
     "until", "till", "by", "fy", "fiscal", "financial", "the", "first", "second", "third", "fourth", "final", "opening",
     "1st", "2nd", "3rd", "4th", "h1", "h2", "q1", "q2", "q3", "q4", "year", "years", "month", "months", "quarter", "half",
     "so", "ytd", "same", "corresponding", "comparable", "equivalent", "prior", "previous", "preceding", "its", "on",
     "over", "during", "sequentially", "annually", "annual", "in", "within", "m", "y", "q", "mom", "yoy", "qoq", "m/m", "y/y", "q/q", "a", "an", "immediately", "that", "week", "like", "matching", "between", "those", "these", "full", "whole", "entire", "yr"]
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_.][A-Za-z.]*|\d")
_LONGEST = 100
"""More characters than any time is written in."""


@cache
def grammar() -> Grammar:
    """All that a time may be written as."""
    return Grammar([pattern for _, pattern, _ in _GRAMMAR])


def starters() -> frozenset[str]:
    """Lower-case words at which a time may start; a digit may too."""
    return _STARTS


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
    fitting = part.find(text, start)
    match = grammar().patterns[fitting[0]].match(text, start) if fitting else None
    return (_GRAMMAR[fitting[0]][2](match), match.end()) if fitting and match else None


_OPENING = re.compile(
    r"(?:Between|From|Last|This|The|First|Second|So|Over|On|By|Since|Until|Early|Late|Earlier|Year|Month|Its|A|One|In|That|Week|Same)\b"
)


def _opens(text: str, start: int) -> bool:
    """Whether a capital is that of a sentence's first word."""
    return _OPENING.match(text, start) is not None
