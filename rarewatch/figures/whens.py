"""What a time in words says: months, a year, so many months back. Settled in `timeline`."""

import re
from dataclasses import dataclass
from datetime import date

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

NUMBERS = {
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

ORDINALS = {
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


def month_number(name: str) -> int:
    """1 to 12, of a name or its short form."""
    return MONTHS.index(name[:3].lower()) + 1


def number_of(word: str) -> int:
    """A small number in words or digits."""
    return NUMBERS.get(word.lower()) or int(word)


def full_year(text: str | None) -> int | None:
    """A year of two or four digits in four; None where there is none."""
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text[-2:])


def in_year(match: re.Match[str], first: int, count: int) -> When:
    """A span of a year that may be named, relative, or fiscal."""
    if match["fy"] or match["fisc"] or match["years"]:
        years = match["years"]
        return When("fiscal", first, count, int(years[:2] + years[-2:]) if years else full_year(match["fy"]))
    if match["rel"]:
        return When("ago", first, count, shift=0 if match["rel"] in {"this year", "the year"} else 12)
    return When("span", first, count, full_year(match["y"]))


def make_day(match: re.Match[str]) -> When:
    """A day, of no period."""
    return When("day")


def make_months(match: re.Match[str]) -> When:
    """ "June 2024", "January to June": months of a year."""
    first = month_number(match["from"])
    last = month_number(match["to"]) if match["to"] else first
    from_year, year = full_year(match["y1"]), full_year(match["y2"])
    if from_year and match["to"] and match["rel"]:
        return When(
            "to a year told", first, last, from_year, shift=0 if match["rel"].startswith("this") else 1
        )
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


def make_to_year_end(match: re.Match[str]) -> When:
    """ "Between November 2022 and the end of 2023": months up to a December."""
    first, year = month_number(match["from"]), int(match["y1"])
    return When("span", first, 12 * (int(match["y2"]) - year) + 13 - first, year)


def make_year(match: re.Match[str]) -> When:
    """ "2024", "2020-22": years."""
    first, last = int(match["y1"]), match["y2"]
    if not last:
        return When("span", 1, 12, first)
    end = full_year(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if (end or 0) <= first:
        return When("span", 1, 12, first)
    if end == first + 1 and len(last) == 2:
        return When("fiscal", 1, 12, end)
    return When("span", 1, 12 * ((end or first) - first + 1), first)


def make_fiscal(match: re.Match[str]) -> When:
    """ "FY25", "fiscal 2024-25": a fiscal year by the year it ends in."""
    half = {"h1": (1, 6), "h2": (7, 6)}.get((match["half"] or "").lower())
    quarter = re.fullmatch(r"q([1-4])", (match["half"] or "").lower())
    first, count = half or ((int(quarter[1]) * 3 - 2, 3) if quarter else (1, 12))
    return When("fiscal", first, count, full_year(match["to"] or match["y"]), shift=int(not match["to"]))


def make_fiscal_months(match: re.Match[str]) -> When:
    """ "April-December FY25": months of a fiscal year, counted from its first."""
    first, last = month_number(match["from"]), month_number(match["to"])
    return When("months of fiscal", first, (last - first) % 12 + 1, full_year(match["end"] or match["y"]))


def make_first_days(match: re.Match[str]) -> When:
    """ "The first 20 days of July"."""
    words = {"ten": 10, "fifteen": 15, "twenty": 20}
    last = words.get(match["d2"].lower()) or int(match["d2"])
    return When("week", month_number(match["m"]), 1, full_year(match["y"]), shift=last - 1)


def make_half(match: re.Match[str]) -> When:
    """ "H1", "the first half of 2024"."""
    number = int(match["n"]) if match["n"] else ORDINALS[match["ord"].lower()]
    return in_year(match, 1 if number == 1 else 7, 6)


def make_part_of_year(match: re.Match[str]) -> When:
    """ "Last year's third quarter", "this year's first half"."""
    length = {"quarter": 3, "half": 6}[match["unit"]]
    number = 12 // length if match["ord"] == "final" else ORDINALS[match["ord"]]
    return When("ago", length * (number - 1) + 1, length, shift=12 * (match["rel"] == "last"))


def make_quarter(match: re.Match[str]) -> When:
    """ "Q3", "the third quarter"."""
    number = int(match["n"]) if match["n"] else ORDINALS[match["ord"].lower()]
    return in_year(match, number * 3 - 2, 3)


def make_first_months(match: re.Match[str]) -> When:
    """ "The first seven months": from January on."""
    return in_year(match, 1, number_of(match["n"]))


def make_last_months(match: re.Match[str]) -> When:
    """ "The last four months of 2024": up to December."""
    count = 3 if match["q"] else number_of(match["n"]) if match["n"] else 1
    return When("span", 13 - count, count, full_year(match["y"]))


def make_years_to(match: re.Match[str]) -> When:
    """ "The three years to 2024"."""
    count = number_of(match["n"])
    return When("span", 1, 12 * count, int(match["y"]) - count + 1)


def make_trailing(match: re.Match[str]) -> When:
    """ "The 12 months ended June": so many months up to one."""
    unit = match["unit"].lower()
    count = {"year": 12, "quarter": 3, "half": 6, "half-year": 6, "month": 1}.get(unit) or number_of(
        match["n"] or "1"
    )
    return When("trailing", month_number(match["to"]), count, full_year(match["y"]))


def make_month_quarter(match: re.Match[str]) -> When:
    """ "The June quarter": the three months up to one."""
    back = 12 if match["rel"] else 0
    return When("trailing", month_number(match["to"]), 3, full_year(match["y"] or match["y0"]), shift=back)


def make_ago(match: re.Match[str]) -> When:
    """ "Last month", "this year": counted from the day of publication."""
    unit, back = match["unit"].lower(), match["which"].lower() in {"last", "past"}
    return When("ago", 0, {"month": 1, "quarter": 3, "year": 12}[unit], shift=int(back))


def make_rel(match: re.Match[str]) -> When:
    """ "A year earlier", "the previous month": counted from the period spoken of."""
    groups = match.groupdict()
    unit = groups.get("unit") or groups.get("unit2") or "month"
    months = {"m": 1, "y": 12, "q": 3, "f": 12, "p": -1, "h": -1}.get(unit[0].lower(), 0)
    count = number_of(groups["n"]) if groups.get("n") else 1
    return When("rel", shift=months * count)


def make_month_back(match: re.Match[str]) -> When:
    """ "July two years back": so many years before the last such month."""
    count = 1 if match["n"] in {"a", "an"} else number_of(match["n"])
    return When("month back", month_number(match["m"]), 1, shift=count)


def make_later(match: re.Match[str]) -> When:
    """ "The following month", "a year later": counted on from the period spoken of."""
    return When("later", shift={"m": 1, "q": 3, "y": 12}[(match["unit"] or match["unit2"])[0]])


def make_same(match: re.Match[str]) -> When:
    """ "The same month of 2024", "the corresponding period"."""
    if match["y"]:
        return When("rel", shift=12, year=int(match["y"]))
    if match["m"]:
        return When("rel", first=month_number(match["m"]), shift=-2)
    if match["ago"] or "year" in match[0].lower() or "corresponding" in match[0].lower():
        return When("rel", shift=12 * (number_of(match["n"]) if match["n"] else 1))
    return When("rel", shift=0)


BEFORE = -1
"""The shift of "sequentially": growth from the period before, as long as the one told."""


def make_rate(match: re.Match[str]) -> When:
    """ "Month on month", "year on year": a convention of growth."""
    first = match[0].lower()
    unit = (
        "y"
        if "annual" in first
        else "s"
        if first.startswith("seq")
        else re.sub(r"^(?:on|over|within)[- ](?:the |a |the-)?", "", first)[0]
    )
    return When("rate", shift={"y": 12, "m": 1, "q": 3, "s": BEFORE}.get(unit, 1))


def make_enclosing(match: re.Match[str]) -> When:
    """ "The year", "the whole quarter": the longer period around the one spoken of."""
    return When("enclosing", count={"q": 3, "h": 6, "y": 12}[match["unit"][0]])


def make_todate(match: re.Match[str]) -> When:
    """ "The year to date", "so far this year"."""
    return When("todate")


def make_days(match: re.Match[str]) -> When:
    """ "October 1 to 20": days of one month."""
    year = full_year(match["y"]) or 0
    month, first, last = month_number(match["m"]), int(match["d1"]), int(match["d2"] or int(match["d1"]) + 6)
    return When("week", first=month, count=first, year=year or None, shift=last - first)


def make_days_apart(match: re.Match[str]) -> When:
    """ "From 20 May to 5 June": days of two months; a loose date if there is no such day."""
    year, first = full_year(match["y"]) or 2001, month_number(match["m"])
    try:
        begin, end = (
            date(year, first, int(match["d1"])),
            date(year, month_number(match["m2"]), int(match["d2"])),
        )
    except ValueError:  # no such day
        return When("day")
    return When(
        "week",
        first=first,
        count=int(match["d1"]),
        year=full_year(match["y"]),
        shift=(end - begin).days % 365,
    )
