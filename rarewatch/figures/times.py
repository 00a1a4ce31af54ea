"""Times as they update the frame: the period spoken of, and what is only compared with."""

from rarewatch.figures.comparisons import compared
from rarewatch.figures.frames import AMOUNTS, REACHING, Frame, Walk
from rarewatch.figures.lexicon import policies
from rarewatch.figures.mentions import Item
from rarewatch.figures.whens import MONTHS, When
from rarewatch.model import Period


def on_period(walk: Walk, index: int, item: Item) -> None:
    """A time: the period spoken of, unless something is only compared with it."""
    frame = walk.frame
    when: When = item.value
    if _tells_no_period(walk, index):
        return
    if compared(walk, index) or _of_compared(walk, index):
        frame.base = frame.versus = walk.settle(when, frame.period, _anchor(frame, when))
        alike = "as in" in walk.lows[max(0, index - 4) : index]
        if alike and walk.text(index + 1) == "," and walk.text(index + 2) == "when":
            frame.named = frame.base or frame.named  # "as in 2021, when it was 5 t. That year"
        return
    period = walk.when(item)
    if _in_passing(walk, index) or is_idle(walk, index):
        return
    frame.named = period or frame.named
    if period is not None and period.end > walk.published and period.whole_months > 1:
        opens = index <= 1 and walk.text(index + 1) not in {"'s", "’s"}
        if opens and when.kind == "ago" and not frame.modal:
            _this_year(frame, period)
        return
    if _in_comma_aside(walk, index) or _fronted_base(walk, index):
        if frame.period is None and _in_comma_aside(walk, index):
            frame.say(period=period)
        else:
            frame.base = period
        return
    if period is None or _of_part(walk, index, period) or _told_already(walk, index, period):
        return
    _move_anchor(walk, when, period)
    frame.say(period=period)
    frame.base = None


def _told_already(walk: Walk, index: int, period: Period) -> bool:
    """Whether the sentence speaks of another time, and this one is of a number or a noun alone."""
    alone = _local(walk, index) or is_aside(walk, index) or period.end > walk.published
    return "period" in walk.frame.said and alone


def _of_part(walk: Walk, index: int, period: Period) -> bool:
    """ "Exports came to 2,567 t, with 1,549 t in February and 1,017 t in January": a part of what is told."""
    whole = walk.frame.period
    if whole is None or not whole.contains(period) or whole == period or "number" not in walk.frame.said:
        return False
    amount = walk.text(index - 1) in {"in", "for"} and walk.kind(index - 2) == "mass"
    opens = [n for n in range(1, index - 2) if walk.lows[n] == "with" and walk.lows[n - 1] == ","]
    return amount and bool(opens) and walk.kind(opens[-1] + 1) == "mass"


def _move_anchor(walk: Walk, when: When, period: Period) -> None:
    """What undated months lie before, or follow: "In May 2025 it was 46 t. In July it was 620 t"."""
    frame = walk.frame
    dated = when.year and when.kind == "span" and when.count <= 12  # of several years no month is the next
    if dated:
        frame.anchor = period if period.end < walk.published else None
    elif frame.anchor is not None and period.start > frame.anchor.end:
        frame.anchor = period


def _this_year(frame: Frame, year: Period) -> None:
    """ "This year, nothing has come from there": what is told of the year so far, else all of it."""
    main = frame.main
    told = main is not None and main.start == year.start and main.whole_months > 1
    frame.anchor = None
    frame.say(period=main if told else year)
    frame.base = None


def _tells_no_period(walk: Walk, index: int) -> bool:
    """Whether a time only says how often, how far back, when something came out or began."""
    often = superlative(walk, index) or walk.text(index - 1) in {"every", "each"}
    return often or _of_issue(walk, index) or _of_policy(walk, index) or _last_full(walk, index)


def _last_full(walk: Walk, index: int) -> bool:
    """ "In 2009, the last full year before the collision": which of them that was."""
    full = walk.items[index].value.kind == "full" and walk.text(index - 1) in {"last", "first", "only"}
    return full and walk.text(index + 1) in {"before", "after", "since", "without", "with", "of", "under"}


def _of_issue(walk: Walk, index: int) -> bool:
    """ "In its September quarterly", "the June issue": when something came out."""
    return walk.text(index + 1) in {"quarterly", "issue", "edition", "bulletin", "outlook", "update"}


def _of_policy(walk: Walk, index: int) -> bool:
    """ "The rebound follows April export curbs": when a policy began."""
    ahead = index + 1
    while walk.kind(ahead) in {"commodity", "exp", "imp", "adjective"}:
        ahead += 1
    return ahead > index + 1 and walk.text(ahead) in policies() and walk.text(index - 1) != "in"


def on_since(walk: Walk, index: int, item: Item) -> None:
    """ "Since January, exports amount to", "has exported 5 t since April": up to the latest month told."""
    frame, when = walk.frame, item.value
    if when.kind == "since":
        frame.since = walk.settle(when, None, None)
    if when.kind == "day":
        month = _month_of(item.text)
        frame.named = walk.settle(When("span", month, 1), None, None) if month else frame.named
    if index in walk.asides():
        return
    had = "had" in walk.lows[max(0, index - 4) : index]
    if when.kind == "by" and (index == 0 or had) and not frame.modal:
        period = walk.settle(when, None, None)  # "By July they were back at 5 t", "had reached 5 t by July"
        if period and period.end <= walk.published:
            frame.say(period=period)
        return
    opens = index == 0 and walk.text(1) == ","
    perfect = not {"has", "have"}.isdisjoint(walk.lows[:index])
    extreme = _EXTREME - {"any"} if "not" in walk.lows[:index] else _EXTREME  # "has not shipped any since"
    ranked = "best" in walk.kinds or not extreme.isdisjoint(walk.lows)
    beside = walk.kind(index - 1) in {"mass", "money"}  # "that makes 32,054 t since January"
    if when.kind != "since" or not (opens or perfect or beside) or ranked or "period" in frame.said:
        return
    since = up_to_now(walk, item)
    if since:
        frame.say(period=since)
        frame.base = None


def up_to_now(walk: Walk, item: Item) -> Period | None:
    """From the month since which something is told to the latest one told."""
    first = walk.when(item)
    last = walk.frame.main or Period.months(walk.published.year, walk.published.month - 1)
    lasts = first and first.start < last.start and first.whole_months == 1
    return Period(first.start, last.end) if first and lasts else None


def _month_of(day: str) -> int:
    """The month in which a day lies, 1 to 12, which "that month" means later; 0 where none is named."""
    words = (word[:3] for word in day.lower().split() if word[:1].isalpha())
    return next((MONTHS.index(word) + 1 for word in words if word in MONTHS), 0)


_EXTREME = frozenset(
    ["most", "least", "first", "lowest", "highest", "fewest", "best", "weakest", "when", "any"]
)


def superlative(walk: Walk, index: int) -> bool:
    """ "The most in nine months" tells of no span, "5 t in nine months" does."""
    spans = walk.lows[index].startswith("in ") and walk.items[index].value.kind == "run"
    if spans and AMOUNTS.isdisjoint(walk.kinds):
        return "best" in walk.kinds[:index] or "most" in walk.lows[:index]
    return spans and walk.kind(index - 1) not in {"mass", "money", "commodity", "place"}


def _in_passing(walk: Walk, index: int) -> bool:
    """A time told by the way: "(2022: 5 t)", "to which nothing had gone in 2018"."""
    if walk.text(index - 1) == "(" and walk.text(index + 1) == ":":
        return True
    words = [walk.text(back) for back in range(index - 1, max(-1, index - 12), -1)]
    clause = words[: words.index(",")] if "," in words else words
    return "had" in clause and not {"which", "where"}.isdisjoint(clause)


_WORKING = AMOUNTS | frozenset(
    ["exp", "expv", "imp", "impv", "take", "prod", "prodv", "proc", "procv", "up", "down", "more",
     "less", "same",
     "pronoun",
     "share", "num", "flat", "compare", "best", "ordinal", "ranked", "makesup", "relies", "holds"]
)  # fmt: skip
_PARTS = frozenset(
    ["since", ",", ";", "—", "that", "which", "whose", "as", "when", "because", "after", "(", ")"]
)


def is_idle(walk: Walk, index: int) -> bool:
    """Whether a time stands in a part of the sentence that tells of no flow: "data that start in 2012"."""
    if walk.text(index - 1) in {"(", "|", "as"} or walk.text(index + 1) in {":", "'s", "’s", "|"}:
        return False
    first = index
    while first > 0 and walk.lows[first - 1] not in _PARTS:
        first -= 1
    if first == 0 or walk.lows[first - 1] not in _OPENERS or walk.lows[first] in _LINKED:
        return False
    if walk.lows[first - 1] == "that" and first == index - 1 and walk.lows[first] in {"in", "for", "over"}:
        return False  # "believes that for 2010 as a whole, at 5 t, they were the same"
    last = index
    while last < walk.last and walk.lows[last + 1] not in _PARTS:
        last += 1
    reached = any(
        walk.lows[n] in REACHING and walk.kind(n + 1) == "place" for n in range(first, index)
    )  # "the ore that reached Germany in May"
    works = (n for n in range(first, last + 1) if walk.kinds[n] in _WORKING and walk.lows[n] not in _MERE)
    return not reached and next(works, None) is None


_MERE = frozenset(["on", "over", "from", "after", "following"])
"""Words of comparison that may only join: "agreed in July on a faster track"."""
_LINKED = frozenset(["way", "much", "many", "large", "high"])
"""What follows "that" and "as" where these open no clause."""
_OPENERS = frozenset(["since", "that", "which", "whose", "as", "when", "because", "after"])


def _anchor(frame: Frame, when: When) -> Period | None:
    """Undated months of a comparison lie before the period spoken of."""
    return frame.period if when.kind == "span" and when.count < 12 and frame.period else frame.anchor


def is_aside(walk: Walk, index: int) -> bool:
    """A time that belongs to some other noun: "the peak of 2025"."""
    named = walk.kind(index - 2) in {"word", "best", "ordinal"} and walk.text(index - 2) not in _WHOLE
    return walk.text(index - 1) == "of" and named


_WHOLE = frozenset(["whole", "entirety", "rest", "remainder", "course", "duration"])
"""Of these a time is no part: "in the whole of May"."""


def _of_compared(walk: Walk, index: int) -> bool:
    """ "That was less than the $380 million of 2022": the time of the amount that is compared with."""
    amount = walk.items[index - 2] if index > 1 and walk.text(index - 1) == "of" else None
    if amount is None or amount.kind not in {"mass", "money"}:
        return False
    return "than the" in walk.row.text[amount.quote_start : amount.start].lower()


def _local(walk: Walk, index: int) -> bool:
    """Whether a time belongs to one number alone: "619 tons in July", "(2023: 5 t)"."""
    before = walk.kind(index - 1)
    if walk.kind(index + 1) == "same" and walk.text(index - 1) == "the":
        return True
    if _after_background(walk, index):
        return False
    if before in {"mass", "money", "num", "pct"}:
        return True
    if _in_comma_aside(walk, index):
        return True
    if walk.text(index - 1) in {"in", "of", "for", "during", "("} and walk.kind(index - 2) in {
        "mass",
        "money",
        "pct",
        "zero",
    }:
        return True
    return walk.text(index + 1) in {":", "'s", "’s"} and walk.text(index - 1) == "("


def _after_background(walk: Walk, index: int) -> bool:
    """ "They had surged in May, but exports fell by 9% to 5 t in June": the past is over."""
    grown = walk.text(index - 3) == "to" and walk.kind(index - 4) in {"pct", "rate"}
    if not (walk.text(index - 1) == "in" and walk.kind(index - 2) == "mass" and grown):
        return False
    turn = next((n for n in range(index - 4) if walk.lows[n] in {"but", "yet"}), 0)
    return "had" in walk.lows[:turn] and "had" not in walk.lows[turn:index]


def _in_comma_aside(walk: Walk, index: int) -> bool:
    """ "Exports, at 5 t in May, fell": the time belongs to the amount in the aside."""
    last = walk.text(index + 1) == ","
    number = walk.kind(index - 2) in {"mass", "money"}
    return last and number and walk.text(index - 3) in {"at", "with"} and walk.text(index - 4) == ","


def _fronted_base(walk: Walk, index: int) -> bool:
    """ "After 5 t in November, exports …": the time of an amount that only goes before."""
    fronted = walk.text(0) in {"after", "following", "from", "having"} and walk.kind(index - 2) in {
        "mass",
        "money",
        "pct",
    }
    return fronted and "," not in walk.lows[:index] and walk.text(index + 1) == ","


def on_rel(walk: Walk, index: int, item: Item) -> None:
    """A relative time is that of the number beside it; at a sentence's start, that of the sentence."""
    frame = walk.frame
    period = walk.when(item)
    if item.text.lower().endswith("same time"):
        return
    if item.value.kind == "rel" and not item.value.shift and not item.value.year and frame.named:
        before = (
            frame.versus if index <= 1 and walk.lows[index] == "that month" and "had" in walk.lows else None
        )
        frame.say(period=before or same_again(frame, item))
        return
    if period is None:
        return
    if "change" in walk.lows and AMOUNTS.isdisjoint(walk.kinds) and item.value.shift > 0:
        frame.rate = item.value.shift  # "with the change from the previous month": of the list to come
        return
    against = walk.text(index - 1) in {"compared with", "compared to", "against", "as compared with"}
    opens = index <= 3 and (walk.text(0) in {"in", "but", "and"} or _owns_sum(walk, index))
    if not against and (index <= 1 or opens):
        if item.value.shift:
            frame.say(period=period)
        return
    frame.base = period


def _owns_sum(walk: Walk, index: int) -> bool:
    """ "The number for the year before, 5 t, is lower": what is told is of that time."""
    return (
        walk.kinds[1] == "same"
        and walk.text(index - 1) in {"for", "of", "in"}
        and walk.text(index + 1) != "'s"
    )


def same_again(frame: Frame, item: Item) -> Period | None:
    """What "that month", "the same quarter" means: the last period named, or the article's of that length."""
    low = item.text.lower()
    if low == "that time" and frame.since:
        return frame.since  # "The least since January 2015. At that time, 5 t were shipped"
    length = 3 if "quarter" in low or "three months" in low else 12 if low.endswith("year") else 0
    lasting = low.startswith(("the same", "same")) and frame.main and frame.main.whole_months == length
    return frame.main if lasting else frame.named


_OVER = {"over the year": 12, "over the quarter": 3}
"""What opens a sentence on a whole year or quarter."""


def on_rate(walk: Walk, index: int, item: Item) -> None:
    """ "Month on month": the convention of growth until another is told."""
    frame = walk.frame
    months = _OVER.get(walk.lows[0], 0)
    if index == 0 and walk.text(1) == "," and months:
        amounts = [kind for kind in walk.kinds if kind in AMOUNTS]
        year = walk.settle(When("enclosing", count=months), frame.period, None)
        if amounts[:1] in (["mass"], ["money"]) and year:
            frame.say(period=year)  # "Over the year, the deliveries came to 5 t"
    frame.rate = max(item.value.shift, 0)
