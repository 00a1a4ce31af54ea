"""Whether a time is what something is compared with, told by the words before it."""

from functools import cache

from rarewatch.figures.frames import Walk
from rarewatch.vocabulary import table


def compared(walk: Walk, index: int) -> bool:
    """Whether a time is what something is compared with: "than in June", "from May's 5 t"."""
    plainly = _plainly_compared(walk, index)
    if plainly is not None:
        return plainly
    if walk.text(index - 1) in {"from", "over"} and walk.items[index].kind == "period":
        opens = index <= 1 or walk.kind(index - 2) == "mark"
        low = walk.lows[index]
        part = walk.text(index - 1) == "from" and (
            "quarter" in low or "half" in low
        )  # "up 12% from the June quarter"
        long = walk.items[index].value.count not in {1, 12} and (opens or not (part or "-" in low))
        if long or (opens and " to " in walk.text(index)):
            return False
    beside = walk.text(index - 1) in {"in", "for", "during"} and not walk.text(index - 2).endswith("than")
    if beside and walk.kind(index - 2) in {"more", "less", "fold", "multiplied"}:
        return False
    for back in range(1, 9):
        verdict = _compares(walk, index, back)
        if verdict is not None:
            return verdict
    return False


def _of_other_deed(walk: Walk, index: int) -> bool:
    """ "It shipped more than it dug in May": both in the one time that is told."""
    deed = walk.kind(index - 2)
    than = walk.text(index - 4).endswith("than") and walk.text(index - 3) in {"it", "they"}
    if not than or deed not in _DEEDS or "period" in walk.kinds[:index]:
        return False
    before = [kind for kind in walk.kinds[: index - 4] if kind in _DEEDS]
    return bool(before) and before[-1] != deed


_DEEDS = frozenset(["expv", "impv", "prodv", "procv"])


def _plainly_compared(walk: Walk, index: int) -> bool | None:
    """Whether the word right before a time tells that something is compared with it; None where mute."""
    before = walk.text(index - 1)
    if walk.lows[index].startswith("after ") or _of_other_deed(walk, index):
        return False  # "18.9% behind after six months"
    if before in {"to", "with"} and walk.kind(index - 2) == "period":
        return "comparing" in walk.lows[max(0, index - 5) : index]  # "comparing Q1 2025 to Q1 2024"
    if _falls_short(walk, index):
        return True
    grown = before == "over" and walk.kind(index - 2) in {"up", "down"}
    verb = index - 3 if before == "of" and walk.kind(index - 2) == "pronoun" else index - 1
    outdone = walk.text(verb) in OUTDOING and "by" in walk.lows[index + 1 : index + 4]
    # "a threefold increase over the first half of 2024", "June's total beat May's by 12%"
    return True if grown or outdone else None


def _falls_short(walk: Walk, index: int) -> bool:
    """ "Fell short of 2023's by 36%", "trail last year's pace by 9%": what a verb holds against."""
    by = "by" in walk.lows[index + 1 : index + 4]
    owns = walk.text(index + 1) in {"'s", "’s"} and walk.kind(index - 1) in {"up", "down"}
    those = walk.text(index - 1) == "of" and walk.text(index - 2) in {"that", "those"}
    return by and (owns or (those and walk.kind(index - 3) in {"up", "down"}))


_PASSED = frozenset(
    [
        "expv",
        "impv",
        "take",
        "prodv",
        "pronoun",
        "same",
        "mass",
        "money",
        "bound",
        "word",
        "rel",
        "more",
        "less",
    ]
)
OUTDOING = frozenset(
    ["exceeded", "exceeds", "topped", "tops", "beat", "beats", "bettered", "outstripped", "outdid",
     "eclipsed", "surpassed", "passed", "undershot", "trailed", "lagged", "missed"]
)  # fmt: skip
"""Verbs behind which stands what a trade was more or less than."""
_STAYING = frozenset(
    ["stayed", "stay", "stays", "running", "run", "runs", "ran", "remain", "remained", "remains", "still",
     "keep", "kept", "pulled", "moved", "are", "is", "were", "was"]
)  # fmt: skip
"""Verbs of a trade that is "ahead of" what it was in another time."""
_BOOKS = frozenset(["books", "figures", "data", "statistics", "numbers", "line", "book", "report"])
"""What is told, closed or drawn "on" a time that nothing is compared with."""
_LOOSELY = frozenset(["after", "following", "as", "on"])
_TRAILING = frozenset(["trail", "trails", "trailed", "trailing", "lag", "lags", "lagged", "lagging"])
"""Verbs that hold one amount against another."""


@cache
def _passing() -> frozenset[str]:
    return frozenset(table("passing")["compared"])


def _compares(walk: Walk, index: int, back: int) -> bool | None:
    """Whether the item so far back compares with the time, or None where it leaves that open."""
    kind, text = walk.kind(index - back), walk.text(index - back)
    if text == "what" and walk.text(index + 1) in {"was", "were"} and walk.kind(index + 2) == "adjective":
        return False  # "93% of what arrived in 2023 was Chinese"
    if _holds_against(walk, index, back):
        return True
    reached = text == "to" and walk.kind(index - back - 1) == "rel"
    if reached or (text == "over" and back == index):
        return False  # "rose 41% from the previous month to 5 t in March", "Over all of 2024, they fell"
    if text == "on" and walk.text(index - back - 1) in _BOOKS:
        return False  # "customs has closed the books on 2024", "has released its data on May"
    if kind == "compare" or (kind in {"more", "less"} and back > 1):
        beside = walk.kind(index - back + 1) in {"mass", "money", "pct"}
        return text not in _LOOSELY or back == 1 or beside
    it_was = text in {"was", "were"} and walk.kind(index - back - 1) == "pronoun"  # "half of what it was in"
    passed = kind in _PASSED and (kind != "word" or text in _passing())
    return None if it_was or passed else False


def _holds_against(walk: Walk, index: int, back: int) -> bool:
    """Whether the item so far back can only compare: "than", "as much as", "twice what", "trails that of"."""
    at = index - back
    kind, text = walk.kind(at), walk.text(at)
    if text in {"what", "as much as", "as many as"} or kind in {"fold", "multiplied"}:
        return True
    if kind == "pct" and walk.text(index + 1) in {"'s", "’s"}:
        return True
    if kind in {"more", "less"} and (
        text.endswith(("than", " those of", " that of"))
        or text in {"above", "below", "under", "short of", "shy of", "behind"}
    ):
        return True
    ahead = back == 1 and text == "of" and walk.text(at - 1) == "ahead"
    if ahead and not _STAYING.isdisjoint(walk.lows[:index]):
        return True  # "exports have stayed ahead of 2023"
    return text in _TRAILING and walk.kind(at + 1) == "pronoun"  # "the tally trails that of 2024 by 10%"
