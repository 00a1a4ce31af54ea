"""One walk over a page: its text as blocks, its elements as boxes, both in the order of the page.

All that follows (cuts, container, dates) is computed on these two lists; the DOM is not asked again.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rarewatch.articles.clean import folded
from rarewatch.articles.tree import HEADINGS, Block, Box, Tree
from rarewatch.articles.words import Words

MARKER = "rarewatch-"
"""How the names of empty boxes begin that mark a place; other empty boxes are left out."""
INERT = frozenset(
    "script style noscript template svg math iframe object embed canvas video audio picture select option "  # noqa: SIM905
    "datalist textarea button input map link nav meta".split()
)
"""What never holds text of an article; the walk goes around it."""
_CONTROLS = frozenset(("button", "input"))
_OTHERS = INERT | {"br", "hr", "tr", "-comment", "-doctype"}
"""What is no box in any case, or holds no text."""
_FOLD = "summary"
"""What a button is whose words are a headline, which opens what follows."""
_FOLD_WORDS, _MAX_FOLD = 5, 160  # words that such a button has at least, and its characters at most
_INERT_CSS = ",".join(sorted(INERT))
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark "  # noqa: SIM905
    "nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr amp-img g".split()
)
_ABUTTING = frozenset(("a", "b", "span", "strong", "time"))
_BOLD = frozenset(("b", "strong", "big"))
_CONTAINERS = frozenset(("body", "div", "section", "article", "main"))
DROP_TAGS = frozenset(("nav", "footer", "aside", "menu", "dialog"))
DROP_ROLES = frozenset(
    ("navigation", "complementary", "contentinfo", "search", "dialog", "banner", "alert", "menu")
)
_STATING = frozenset(("role", "hidden", "aria-hidden", "style", "lang", "data-url", "data-href"))
"""Attributes that say more of an element than its names do."""
_OWNERS = HEADINGS | {"li"}
_JOINS = (
    "a|an|and|as|at|by|da|das|de|dem|den|der|des|di|die|du|e|el|en|et|for|her|his|il|im|in|its|la|las|le|les|lo|los|"
    "o|of|or|per|the|to|un|und|une|von|y|zu"
)
_RUNS_ON = re.compile(rf"(?:[^\W\d_],|\b(?:{_JOINS})|[^.!?:;\"”’)…]\n(?=[a-z\d]))(?:\n|(?<=\n))")
"""A comma or a word that ends no line by itself before the break, or a small letter or digit after it."""
_BREAK = "\x1e"
"""A line break in a line that is being gathered; white space like any other where a page holds it itself."""
_WORD = re.compile(r"\w")
_CLOSE = 2  # elements around a headline in which everything is read
_STORY = 100  # characters of a cell that can hold a linked headline and, after a break, its text
_MAX_CELL = 300  # characters; a longer cell belongs to a table that only lays out the page


def read_blocks(
    parser: LexborHTMLParser,
    words: Words,
    headline: LexborNode | None = None,
    home: LexborNode | None = None,
) -> Tree:
    """Walk the body once, or only the article's `home`. Table rows of the document lose what holds no text.

    Where `headline` is known, parts of the page that end well before it are left out: menus, mostly.
    """
    root = home or parser.body or parser.root
    if root is None:
        return Tree()
    walk = _Walk(words)
    if headline is not None:
        walk.lead_to(headline, root)
    walk.run(root)
    return walk.tree


class _Walk:
    """The state of one walk: the innermost open box and the line being gathered."""

    def __init__(self, words: Words) -> None:
        self.tree = Tree()
        self.words = words
        self.at = 0
        """The innermost open box."""
        self.pieces: list[str] = []
        """The texts of the line; breaks are `_BREAK`."""
        self.breaks: list[tuple[int, int]] = []
        """How many characters were linked and bold at each break."""
        self.links = 0
        """How many links are open."""
        self.bolds = 0
        """How many bold elements are open."""
        self.linked = self.bold = 0
        self.href = ""
        self.preformatted = 0
        self.hints: dict[str, tuple[bool, str]] = {}
        self.leading: list[int] = []
        """Elements that lead to the headline, from the outside in; empty where it was reached."""

    def lead_to(self, headline: LexborNode, root: LexborNode) -> None:
        """Go straight for a headline, but for what stands close to it: its day, its author."""
        around, node = [], headline.parent
        while node is not None and node.mem_id != root.mem_id:
            if node.tag not in INLINE:
                around.append(node.mem_id)
            node = node.parent
        self.leading = around[_CLOSE:][::-1]

    def aside(self, node: LexborNode) -> bool:
        """Whether an element ends well before the headline."""
        if node.mem_id != self.leading[0]:
            return True
        self.leading.pop(0)
        return False

    def run(self, root: LexborNode) -> None:
        """Depth first without recursion: pages nest deeper than Python's stack."""
        tag = root.tag or "body"
        self.enter(root, tag)
        stack: list[tuple[LexborNode, str]] = [(root, tag)]
        node, pieces = root.first_child, self.pieces
        while True:
            if node is None:
                node, tag = stack.pop()
                if tag not in INLINE:
                    self.leave(tag)
                elif tag == "a":
                    self.links -= 1
                elif tag in _BOLD:
                    self.bolds -= 1
                if not stack:
                    return
                node = node.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                content = node.text_content or ""
                if pieces or not content.isspace():
                    self.text(content)
            elif self.opens(node, tag):
                stack.append((node, tag))
                node = node.first_child if tag != "template" else _shadow(node)
                continue
            node = node.next

    def text(self, content: str) -> None:
        """Add to the line that is being gathered."""
        if self.preformatted and "\n" in content:
            self.breaks += [(self.linked, self.bold)] * content.count("\n")
            content = content.replace("\n", _BREAK)
        self.pieces.append(content)
        if self.links or self.bolds:
            size = len(content.strip())
            self.linked += size if self.links else 0
            self.bold += size if self.bolds else 0

    def opens(self, node: LexborNode, tag: str) -> bool:
        """Take one element; whether the walk goes into it."""
        if tag in INLINE:
            self.inline(node, tag)
            return True
        if tag in _OTHERS:
            return self.other(node, tag)
        return not (self.leading and self.aside(node)) and self.enter(node, tag)

    def other(self, node: LexborNode, tag: str) -> bool:
        """Take an element that holds no text, or a row; whether the walk goes into it after all."""
        if tag in INERT:
            if tag in _CONTROLS and self.control(node, tag):
                return self.enter(node, _FOLD)
            return tag == "template" and _shadow(node) is not None and self.enter(node, tag)
        if tag[0] == "-" or (self.leading and self.aside(node)):
            return False
        if tag == "tr":
            return not self.row(node) and self.enter(node, tag)
        if tag == "hr":
            self.flush()
            self.tree.rules.add(len(self.tree.blocks))
        elif self.pieces:
            self.pieces.append(_BREAK)
            self.breaks.append((self.linked, self.bold))
        return False

    def control(self, node: LexborNode, tag: str) -> bool:
        """Take a button or field; whether it is a headline under which something folds up."""
        self.tree.boxes[self.at].asks = True
        if tag != "button":
            return False
        text = folded(node.text(deep=True))
        self.tree.buttons.append((len(self.tree.blocks), text))
        return len(text) <= _MAX_FOLD and text.count(" ") >= _FOLD_WORDS - 1

    def inline(self, node: LexborNode, tag: str) -> None:
        """Take an element that goes on with the line."""
        if self.pieces and tag in _ABUTTING and self.abuts(node):
            self.flush()
        if tag == "a":
            self.links += 1
            self.href = self.href or (node.attributes.get("href") or "#")
        elif tag in _BOLD:
            self.bolds += 1
        elif tag == "time":
            _strip(node)
            stated = node.attributes.get("datetime") or ""
            self.tree.times.append((len(self.tree.blocks), stated, node.text(deep=True)))

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Open the element's box; whether it may hold text of an article."""
        boxes, box = self.tree.boxes, Box(self.at, tag)
        if attributes := node.attributes:
            box.names = attributes.get("class") or ""
            if "id" in attributes:
                box.names = f"{box.names} {attributes['id'] or ''}".strip()
            if not _STATING.isdisjoint(attributes):
                if attributes.get("role") == "navigation" and boxes:  # the outermost is read in any case
                    return False
                _describe(box, attributes)
        if tag in DROP_TAGS:
            if tag == "footer" and box.parent == 0 and boxes[0].tag == "body":
                return False
            box.dropped = box.dropped or tag
        if self.pieces:
            self.flush()
        box.start, self.at = len(self.tree.blocks), len(boxes)
        boxes.append(box)
        if tag == "pre":
            self.preformatted += 1
        return True

    def abuts(self, node: LexborNode) -> bool:
        """An element right after another, without a blank, straight in a container: two lines."""
        if self.tree.boxes[self.at].tag not in _CONTAINERS or self.pieces[-1][-1:].isspace():
            return False
        before = node.prev
        while before is not None and before.tag in INERT:
            before = before.prev
        return before is not None and before.tag in _ABUTTING

    def leave(self, tag: str) -> None:
        """Close the innermost box."""
        if self.pieces:
            self.flush()
        boxes = self.tree.boxes
        box = boxes[self.at]
        box.stop, box.last = len(self.tree.blocks), len(boxes) - 1
        if box.stop == box.start and self.at and not box.names.startswith(MARKER):
            boxes.pop()  # the last one: empty boxes within it are gone already
            if box.asks and box.parent:
                boxes[box.parent].asks = True
        elif box.names:
            hints = self.hints.get(box.names)
            hidden, dropped = hints or self.judge(box.names)
            if hidden:
                box.hidden = True
            if dropped and not box.dropped:
                box.dropped = dropped
        self.at = box.parent
        if tag == "pre":
            self.preformatted -= 1

    def judge(self, names: str) -> tuple[bool, str]:
        """What names say of an element that has them; those of elements without text are never asked."""
        self.hints[names] = hints = self.words.hints_of(names)
        return hints

    def row(self, node: LexborNode) -> bool:
        """A row of data becomes one block, its cells parted by " | "; one that lays out the page does not."""
        cells = [child for child in node.iter() if child.tag in ("td", "th")]
        if len(cells) <= 1 or node.css_first("table,h1,h2,h3,h4,ul,ol,form"):
            return False
        _strip(node)
        texts = [folded(cell.text(deep=True, separator=" ")) for cell in cells]
        if max(map(len, texts)) > _MAX_CELL or any(map(_is_story, cells, texts)):
            return False
        self.flush()
        linked = sum(len(link.text(deep=True).strip()) for link in node.css("a"))
        self.add(" | ".join(texts) if any(texts) else "", "tr", linked)
        return True

    def flush(self) -> None:
        """End the line being gathered."""
        pieces, href = self.pieces, self.href
        joined = pieces[0] if len(pieces) == 1 else "".join(pieces)
        tag, linked, bold = self.tree.boxes[self.at].tag, self.linked, self.bold
        pieces.clear()
        self.linked, self.bold, self.href = 0, 0, ""
        if _BREAK in joined:
            for line, in_links, in_bold in _lines(joined, [*self.breaks, (linked, bold)]):
                self.add(line, tag, min(in_links, len(line)), href, in_bold)
            self.breaks = []
        else:
            line = folded(joined)
            self.add(line, tag, min(linked, len(line)), href, bold)
        if self.links and not joined.isspace():
            self.href = href

    def add(self, text: str, tag: str, linked: int, href: str = "", bold: int = 0) -> None:
        """Add a line to the page, if it holds a letter or digit."""
        if text[:1].isalnum() or _WORD.search(text):
            if tag not in HEADINGS and tag != "tr":
                tag = self.owner(self.at, tag)
            block = Block(text, self.at, tag, linked, href)
            if bold:
                block.bold = min(bold, len(text))
            self.tree.blocks.append(block)

    def owner(self, at: int, tag: str) -> str:
        """A div or span within a heading or list item is that heading or list item."""
        boxes = self.tree.boxes
        for _ in range(4):
            box = boxes[at]
            if box.tag in _OWNERS:
                return box.tag
            at = box.parent
        return tag


def _is_story(cell: LexborNode, text: str) -> bool:
    """Whether a cell holds a linked headline with text under it."""
    if len(text) < _STORY or cell.css_first("br") is None:
        return False
    return cell.css_first("a>b,a>strong,b>a,strong>a") is not None


def _shadow(node: LexborNode) -> LexborNode | None:
    """The first node of a declarative shadow root, which is shown; None for the templates that are not."""
    attributes = node.attributes
    if not ("shadowrootmode" in attributes or "shadowroot" in attributes):
        return None
    fragments = node.template_fragments()
    return fragments[0].first_child if fragments else None


def _describe(box: Box, attributes: dict[str, str | None]) -> None:
    """What an element's attributes say of its part of the page, besides its names."""
    role = attributes.get("role")
    if role in DROP_ROLES:
        box.dropped = role or ""
    if is_hidden(attributes):
        box.hidden = True
    if lang := attributes.get("lang"):
        box.lang = lang.partition("-")[0].strip().lower()
    if href := attributes.get("data-url") or attributes.get("data-href"):
        box.href = href


def _strip(node: LexborNode) -> None:
    """Take out what holds no text, before the text of the whole is asked for."""
    inner = node.first_child
    if inner is None or (inner.is_text_node and inner.next is None):
        return
    for inert in node.css(_INERT_CSS):
        inert.decompose()


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether an element's own attributes say that it is not shown."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _lines(text: str, sums: list[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """Line breaks within a paragraph part it, but where a sentence plainly runs on over a single one.

    A line that is bold from end to end is a heading of what is not.

    Each line comes with how many of its characters are linked and bold; `sums` are these up to each break.
    """
    parts = text.split(_BREAK)
    sums = sums if len(sums) == len(parts) else [sums[-1]] * len(parts)
    lines: list[tuple[str, int, int]] = []
    before = (0, 0)
    for part, (linked, bold) in zip(parts, sums, strict=True):
        line, more = folded(part), (linked - before[0], bold - before[1])
        before = linked, bold
        last = lines[-1] if lines else ("", 0, 0)
        headed = last[2] == len(last[0]) and not more[1]
        if last[0] and line and not headed and _RUNS_ON.search(f"{last[0][-8:]}\n{line[:1]}"):
            lines[-1] = f"{last[0]} {line}", last[1] + more[0], last[2] + more[1]
        else:
            lines.append((line, *more))
    return lines
