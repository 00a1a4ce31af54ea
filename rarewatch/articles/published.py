"""When an article was published and last changed, as a page states it.

    in the page's head -> near the headline -> in the address -> anywhere beside "Published", else "Updated"

A day later than the page can have been fetched is none. Ages ("3 hours ago") name no day.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from rarewatch.articles.clean import folded
from rarewatch.articles.dates import (
    Named,
    day_in_url,
    days_in,
    is_universal,
    names_year,
    stamped_day,
    told_order,
)
from rarewatch.articles.identity import Identity
from rarewatch.articles.stated import Stated
from rarewatch.articles.tree import Block, Tree
from rarewatch.articles.words import Words

_BEFORE, _AFTER = 4, 8  # blocks around the headline in which a day stands
_CLOSE = 5  # blocks after the headline in which a bare day is the article's own
_BARE = 60  # characters of a line that is little more than a day
_LINE, _LONG = 120, 200  # characters of a line that states a day; with a word such as "Published"
_REACH = 40  # characters between such a word and its day
_RARE = 12  # characters that such a word may stand further away before a day than after it
_LABEL = 30  # characters of a line that is only such a word, for the line after it
_DATELINE = 60  # characters of a paragraph before which the day of a dateline starts
_DATELINE_ENDS = re.compile(r"\s*(?:,?\s*[(/\[][^)/\]]{2,40}[)/\]])?\s*(?:--|[–—-]\s)")
_OTHERS = ("another article", "another story", "under ")
_HINTED = "beside the article: "
_DAY = timedelta(days=1)


class Days(NamedTuple):
    """The two days of an article."""

    published: date | None
    modified: date | None


class _Shown(NamedTuple):
    """A day in a line of the page."""

    at: int
    word: str
    """What a word beside it says: "published", "updated", "other", or nothing."""
    day: date
    bare: bool
    """Whether the line is no running text."""


@dataclass
class Asked:
    """One page, asked for its days."""

    tree: Tree
    headline: int | None
    identity: Identity
    stated: Stated
    words: Words
    fetched: date | None
    asked: dict[int, list[_Shown]] = field(default_factory=dict)

    def days(self, carried: date | None = None) -> Days:
        """The day of publication and that of the last change; a change before publication is none.

        `carried` is the day in the data that the page carries for its scripts, for where it says no other.
        """
        published, modified = self.published(), self.modified()
        if published is None and carried and self.can_be(carried):
            published = carried
        return Days(published, None if published and modified and modified < published else modified)

    def published(self) -> date | None:
        """The day that the head states, the headline's neighbours show, or the address names."""
        stated, universal = self.first(self.stated.published)
        shown = self.near
        if stated:
            return self.reconciled(stated, shown, universal=universal)
        told = next((one.day for one in shown if one.word == "published"), None)
        bare = next((one.day for one in shown if not one.word), None)
        address = self.address
        if bare and address and abs(bare - address) > _DAY:
            bare = address
        return told or bare or address or self.dateline() or self.anywhere()

    def anywhere(self) -> date | None:
        """The day beside a word anywhere: in a line of its own, in running text, or that of a change."""
        found = self.labelled("published", bare=True) or self.labelled("published")
        return found or self.changed(bare=True)

    def modified(self) -> date | None:
        """The day of the last change."""
        return self.first(self.stated.modified)[0] or self.changed()

    def changed(self, *, bare: bool = False) -> date | None:
        """The day beside a word such as "Updated"; with `bare`, not that of an editor's note."""
        near = next((one.day for one in self.near if one.word == "updated" and one.bare >= bare), None)
        if near or any(
            self.stated.published
        ):  # a page with a day in its head states its change there or near
            return near
        return self.labelled("updated", bare=bare)

    def reconciled(self, stated: date, shown: list[_Shown], *, universal: bool) -> date:
        """What stands beside the headline wins where it is earlier: systems restate the day of a new edition.

        A moment in universal time may be another day where the page was made: there it is the one shown.
        """
        own = [one for one in shown if one.word == "published" or (not one.word and self.is_bare(one))]
        for day in [one.day for one in own] + ([self.address] if self.address and universal else []):
            if universal and abs(day - stated) == _DAY:
                return day
        return min([stated, *(one.day for one in own)])

    def is_bare(self, one: _Shown) -> bool:
        """Whether a day without a word stands alone right under the headline."""
        start = self.headline or 0
        return start < one.at <= start + _CLOSE and len(self.tree.blocks[one.at].text) <= _BARE

    def first(self, texts: Iterable[str]) -> tuple[date | None, bool]:
        """The day of the first text that names one, and whether it is stated in universal time."""
        for text in texts:
            found = stamped_day(text, self.words.months, self.order)
            if found and self.can_be(found):
                return found, is_universal(text)
        return None, False

    def can_be(self, day: date) -> bool:
        """Not later than the day of fetching, in whatever zone."""
        return self.fetched is None or day <= self.fetched + _DAY

    @cached_property
    def address(self) -> date | None:
        """The day in the page's address."""
        found = day_in_url(self.identity.canonical, self.words.months)
        return found if found and self.can_be(found) else None

    @cached_property
    def near(self) -> list[_Shown]:
        """The days in lines around the headline, else around the first heading or the first paragraph."""
        for anchor, after in self.anchors():
            around = range(anchor - _BEFORE, anchor + after + 1)
            found = [one for at in around for one in self.shown(at, anchor)]
            if found:
                return found
        return []

    def anchors(self) -> Iterator[tuple[int, int]]:
        """Blocks near which an article states its day, and how many blocks after each."""
        blocks = self.tree.blocks
        if self.headline is not None:
            yield self.headline, _AFTER
        if (first := next((at for at, block in enumerate(blocks) if block.tag == "h1"), None)) is not None:
            yield first, _CLOSE
        for at, block in enumerate(blocks):
            if block.good and not block.cut:
                yield at, _CLOSE
                return

    def shown(self, at: int, anchor: int) -> list[_Shown]:
        """The days of a line near the headline; those of a masthead are no days of the article."""
        found = self.days_of(at)
        if at >= anchor:
            return found
        return [one for one in found if one.word or (one.day != self.fetched and not self.apart(at, anchor))]

    def apart(self, at: int, anchor: int) -> bool:
        """Whether a line before the headline stands in a part of its own, such as the masthead."""
        boxes = [self.tree.boxes[box] for box in self.tree.chain(self.tree.blocks[at].box)]
        return any(
            (box.tag == "header" or box.dropped in self.words.mastheads)
            and not box.start <= anchor < box.stop
            for box in boxes[:-1]
        )

    def days_of(self, at: int) -> list[_Shown]:
        """The days in one line that may be the article's, each with the word beside it."""
        if not 0 <= at < len(self.tree.blocks):
            return []
        if at not in self.asked:
            self.asked[at] = list(self.read_line(at, self.tree.blocks[at]))
        return self.asked[at]

    def read_line(self, at: int, block: Block) -> Iterator[_Shown]:
        """The days of a line; those of running text only where a word says what they are."""
        if len(block.text) > _LONG:
            return
        named = days_in(block.text, self.words.months, self.order) or self.timed(at, block.text)
        if not named or self.is_elsewhere(block):
            return
        labels = list(self.words.day_words.finditer(block.text.lower()))
        bare = len(block.text) <= _LINE and not block.good
        words = _beside(named, labels)
        days = [
            _Shown(at, word or self.before(at), one.day, bare) for one, word in zip(named, words, strict=True)
        ]
        days = [one for one in days if (one.word or bare) and self.can_be(one.day)]
        if sum(not one.word for one in days) > 1:
            days.sort(key=lambda one: one.day)
        yield from days

    def timed(self, at: int, text: str) -> list[Named]:
        """The time elements of a line that shows an age, an hour or a day without its year."""
        found = []
        for stated, shown in self.times.get(at, ()):
            if day := stamped_day(folded(stated), self.words.months):
                start = max(0, text.find(folded(shown)))
                found.append(Named(start, start + len(folded(shown)), day))
        return found

    @cached_property
    def times(self) -> dict[int, list[tuple[str, str]]]:
        """The time elements of each line: the moment stated, the text shown."""
        found: dict[int, list[tuple[str, str]]] = {}
        for at, stated, shown in self.tree.times:
            found.setdefault(at, []).append((stated, shown))
        return found

    def before(self, at: int) -> str:
        """What a line that is only a word such as "Published" says of the line after it."""
        text = self.tree.blocks[at - 1].text if at else ""
        match = self.words.day_words.search(text.lower()) if len(text) <= _LABEL else None
        return match.lastgroup or "" if match and not days_in(text, self.words.months) else ""

    def is_elsewhere(self, block: Block) -> bool:
        """Whether a line was cut as part of other articles."""
        if not block.cut:
            return False
        if block.cut.startswith(_OTHERS):
            return True
        return block.cut.startswith(_HINTED) and block.cut[len(_HINTED) :] in self.words.elsewhere

    def dateline(self) -> date | None:
        """The day in "BEIJING, July 22, 2025 (Agency) --", at the start of the first paragraph."""
        first = next((block.text for block in self.tree.blocks if block.good and not block.cut), "")
        for one in days_in(first[:_LONG], self.words.months, self.order)[:1]:
            if one.start <= _DATELINE and _DATELINE_ENDS.match(first, one.end) and self.can_be(one.day):
                return one.day
        return None

    def labelled(self, word: str, *, bare: bool = False) -> date | None:
        """The only day beside such a word, near the article or else anywhere; None where there are more."""
        found: dict[bool, set[date]] = {False: set(), True: set()}
        for one in self.worded:
            if one.word == word and one.bare >= bare:
                found[self.tree.blocks[one.at].cut == "outside the container"].add(one.day)
        days = found[False] or found[True]
        return days.pop() if len(days) == 1 else None

    @cached_property
    def worded(self) -> list[_Shown]:
        """All days of the page that stand beside a word."""
        blocks = enumerate(self.tree.blocks)
        lines = [at for at, block in blocks if len(block.text) <= _LONG and names_year(block.text)]
        return [one for at in lines for one in self.days_of(at) if one.word]

    def order(self) -> bool | None:
        """Whether the day comes first in numbers: as the page shows elsewhere, else as its place writes."""
        return self.told

    @cached_property
    def told(self) -> bool | None:
        """What `order` found."""
        lines = (block.text for block in self.tree.blocks if len(block.text) <= _LINE)
        found = next((told for line in lines if (told := told_order(line)) is not None), None)
        return self.order_of_place() if found is None else found

    def order_of_place(self) -> bool | None:
        """By the page's language and region, and by its host's country where that is English."""
        locale, words = self.stated.locale, self.words
        if locale and not locale.startswith("en"):
            return True
        host = _host(self.identity.canonical)
        if host.endswith((*words.day_first_hosts, *words.month_first_hosts)):
            return host.endswith(words.day_first_hosts)
        return locale not in words.month_first if "-" in locale else None


def _beside(named: list[Named], labels: list[re.Match[str]]) -> list[str]:
    """For each day the word that says what it is; else an empty string.

    Words and days may take turns; else each word speaks of the day nearest to it.
    """
    if len(labels) == len(named) and all(map(_follows, labels, named, [*named[1:], None])):
        return [label.lastgroup or "" for label in labels]
    found = [(_REACH, "")] * len(named)
    for label in labels:
        gap, at = min((_gap(label, one), at) for at, one in enumerate(named))
        found[at] = min(found[at], (gap, label.lastgroup or ""))
    return [word for _, word in found]


def _follows(label: re.Match[str], day: Named, after: Named | None) -> bool:
    return day.end <= label.start() and (after is None or label.end() <= after.start)


def _gap(label: re.Match[str], day: Named) -> int:
    """Characters between a word and a day; more where the word comes after it, which is rare."""
    return day.start - label.end() if label.end() <= day.start else label.start() - day.end + _RARE


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
