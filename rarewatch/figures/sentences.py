"""Title and text cut into sentences, each with its place in the whole."""

import re
from dataclasses import dataclass


@dataclass(slots=True)
class Sentence:
    """A sentence, verbatim; `start` is its place in the title or text, in characters.

    Not frozen for the sake of speed, as items are not.
    """

    text: str
    start: int
    paragraph: int
    """Number of its paragraph; -1 for the title."""
    line_start: bool = False
    """Whether it begins a line of its own: a paragraph, a list item, a table row, a heading."""

    def holds(self, start: int, *, in_title: bool) -> bool:
        """Whether a place in the title or the text, in characters, lies in this sentence; none overlap."""
        inside = self.start <= start < self.start + len(self.text)
        return inside and in_title == (self.paragraph < 0)


_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"""[.!?…]["”’')\]]*(?=\s+["“‘'(\[•]?[A-Z0-9€$¥£•–—-])""")
_BULLET = re.compile(r"(?<!\s)\s+[-–—•]\s+(?=[A-Z][a-z]+:)")
"""What stands before an item "Japan: 5 t" of a list that runs on."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Mr|Mrs|Ms|Dr|St|Inc|Corp|Co|Ltd|vs|approx|ca|Gen|Sen|Rep|Gov|Lt|Prof|Rs|e\.g|i\.e|Fig|est|Jr|Sr|S|N|W|E)\.|\b(?:[A-Z]\.)+)$"
)
_OPENER = re.compile(
    r"\s+[\"“]?(?:The|In|It|That|This|They|These|But|And|For|At|On|As|By|A|An|Its|He|She|We|Of|To|From|With|After|Since|While|Last|Imports|Exports|Shipments|China|Beijing|Japan|Germany|South|Both|Chinese|Total|Those|Sales)\b"
)
_CLOCK = re.compile(
    r"\s*\[?\d{1,2}[:.h]\d{2}(?:\s?(?:[ap]\.?m\.?|GMT|BST|CET|EST|EDT|ET|IST|JST|UTC))*\]?(?:\s?[-–—:|])?\s+(?=[\"“]?[A-Z])"
)
"""The time of day with which an entry of a running report begins."""
_ITEM = re.compile(r"\s*(?:[-–—•*]|\(?\d{1,2}[.)])")
"""The mark or number of an item alone."""
_TAIL = 12
"""Characters in which an abbreviation is seen whole: the longest is "approx."."""
_LONGEST = 4000
"""Characters of the longest sentence: such are lists of every trading partner in one line."""


def sentences(title: str, text: str) -> list[Sentence]:
    """The title as one sentence, then those of the text; a line never runs into the next.

    >>> [s.text for s in sentences("", "It sold 5 t in Oct. 2024 to the U.S. in all. More followed.")]
    ['It sold 5 t in Oct. 2024 to the U.S. in all.', 'More followed.']
    """
    found: list[Sentence] = []
    if len(title) > _LONGEST:
        found += _one(title, 0, len(title), 0, -1)
    elif title.strip():
        found.append(Sentence(title, 0, -1, line_start=True))
    paragraph, previous = 0, 0
    for line in _LINE.finditer(text):
        start = line.start()
        if text.find("\n\n", previous, start) >= 0:
            paragraph += 1
        previous = line.end()
        found += _cut(line[0], start, paragraph)
    return found


def _cut(line: str, offset: int, paragraph: int) -> list[Sentence]:
    clock = _CLOCK.match(line)
    start = clock.end() if clock else 0
    found: list[Sentence] = []
    for end in _ends(line):
        if end <= start:
            continue
        if not _goes_on(line, start, end):
            found += _one(line, start, end, offset, paragraph)
            start = end
    return found + _one(line, start, len(line), offset, paragraph)


def _ends(line: str) -> list[int]:
    """Where a sentence may end."""
    ends = [end.end() for end in _END.finditer(line)]
    if ":" in line:
        ends = sorted([*ends, *(bullet.end() for bullet in _BULLET.finditer(line))])
    return ends


def _goes_on(line: str, start: int, end: int) -> bool:
    """Whether what ends here is an abbreviation, or the mere number of an item."""
    if _ABBREVIATION.search(line, max(start, end - _TAIL), end):
        return not (line.endswith((".S.", ".K.", ".U."), start, end) and _OPENER.match(line, end))
    return _ITEM.fullmatch(line, start, end) is not None


def _one(line: str, start: int, end: int, offset: int, paragraph: int) -> list[Sentence]:
    """A sentence; what is longer than any is cut at a blank, as any word may look at all others."""
    found: list[Sentence] = []
    while end - start > _LONGEST:
        cut = line.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        found += _one(line, start, cut, offset, paragraph)
        start = cut
    told = line[start:end].lstrip()
    if told:
        at = offset + end - len(told)
        found.append(Sentence(told.rstrip(), at, paragraph, line_start=start == 0))
    return found
