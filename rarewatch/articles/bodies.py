"""The body of an article, as a site's data holds it, as HTML: a string, paragraphs, or blocks of any editor.

Editors differ in the names of their keys, hardly in their shape: a block has a kind, and text or blocks
within (ProseMirror, Slate, Lexical, Draft.js, Editor.js, Gutenberg, Portable Text, Contentful, DatoCMS, Arc).
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import Any

from rarewatch.articles.keys import Keys, bare, first_values
from rarewatch.articles.payloads import nested
from rarewatch.articles.words import Words

_MOST_NODES = 200_000  # values looked at in all bodies of a page
_DEEPEST = 60  # blocks within blocks; editors nest some ten deep
_MAX_HEADING = 200  # characters
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]+);", re.IGNORECASE)
_BLOCKS = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|table|tr|section|article|blockquote|figure|pre)\b", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(https?://|^[-*] \S+ ", re.MULTILINE)
_MARKED = re.compile(r"(?P<level>#{1,6} +)|(?P<item>[-*+] +|\d+\. +)")
_SPANS = re.compile(
    r"!\[[^\]\n]*\]\([^)\n]*\)|\[([^\]\n]+)\]\([^)\n]*\)|(?:\*\*|__)(?=\S)([^*_\n]+)(?:\*\*|__)"
)
_TAGS = re.compile(r"<[^<>]*>")
_SPACELESS = ("http://", "https://", "/", "data:", "#")


class HoldsArticleError(Exception):
    """A body holds this page's article as an object of its own, so it is no body but a list of articles."""


class Bodies:
    """Reads the bodies of one page. `is_own` says whether an object is this page's article."""

    def __init__(self, keys: Keys, words: Words, is_own: Callable[[dict[str, Any]], bool]) -> None:
        self.keys, self.words, self.is_own = keys, words, is_own
        self.names = (*keys.body, *keys.inner)
        self.left = _MOST_NODES

    def html(self, value: Any) -> str:
        """A value as HTML; empty where it is no body."""
        if isinstance(value, dict) and self.titled(value):
            return ""
        try:
            return self.render(value, 0, inline=False)
        except HoldsArticleError:
            return ""

    def titled(self, node: dict[str, Any]) -> bool:
        """Whether an object has a headline."""
        return any(isinstance(value, str) for value in first_values(node, self.keys.title))

    def render(self, value: Any, depth: int, *, inline: bool) -> str:
        """Text as a paragraph, or within one; a list as its parts; an object by its kind."""
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            return ""
        if isinstance(value, str):
            inner = nested(value) if not inline else None
            return (
                markup(value, inline=inline) if inner is None else self.render(inner, depth + 1, inline=False)
            )
        if isinstance(value, list):
            return "".join(self.render(part, depth + 1, inline=inline) for part in value)
        return self.block(value, depth + 1, inline=inline) if isinstance(value, dict) else ""

    def block(self, node: dict[str, Any], depth: int, *, inline: bool) -> str:
        """An object as the element that its kind names, else as what it holds."""
        tag = self.keys.tag(node, self.words)
        if tag == "br":
            return "<br>"
        if tag == "skip" or self.is_card(node):
            return ""
        if tag == "table" and (table := self.table(node, depth)):
            return table
        flat = inline or tag in ("p", "h2", "li")
        inner = self.first(node, depth, inline=flat)
        if not inner:
            return self.heading(node) if tag == "h2" else ""
        if tag:
            return f"<{tag}>{inner}</{tag}>" if tag != "p" or not _BLOCKS.match(inner) else inner
        return inner if inline else self.heading(node) + inner

    def first(self, node: dict[str, Any], depth: int, *, inline: bool) -> str:
        """The text of the first key that holds any."""
        for value in first_values(node, self.names):
            found = self.render(value, depth, inline=inline)
            if found and text_size(found):
                return found
        return ""

    def is_card(self, node: dict[str, Any]) -> bool:
        """Whether an object in a body is another article: headline and address, day or author."""
        if not self.titled(node):
            return False
        if self.is_own(node):
            raise HoldsArticleError
        if not self.keys.card.isdisjoint(map(bare, node)):
            return True
        links = first_values(node, self.keys.address)
        return any(isinstance(link, str) and link.startswith(("http", "/")) for link in links)

    def heading(self, node: dict[str, Any]) -> str:
        """The headline of a part of a body."""
        for value in first_values(node, self.keys.title):
            if isinstance(value, str) and len(value) <= _MAX_HEADING and not value.startswith("core/"):
                return f"<h2>{markup(value, inline=True)}</h2>"
        return ""

    def table(self, node: dict[str, Any], depth: int) -> str:
        """A table as rows of cells; empty where it holds none."""
        rows = []
        for row in self.rows(node, depth):
            cells = [_TAGS.sub(" ", self.render(cell, depth + 1, inline=True)) for cell in row]
            if any(cell.strip() for cell in cells):
                rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        return f"<table>{''.join(rows)}</table>" if rows else ""

    def rows(self, value: Any, depth: int) -> Iterator[list[Any]]:
        """The rows of a table: the innermost lists, or what is called a row."""
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            return
        if isinstance(value, dict):
            inner = [
                part
                for part in first_values(value, (*self.keys.header, *self.names))
                if isinstance(part, list | dict)
            ]
            lists = [part for part in inner if isinstance(part, list)]
            if self.keys.tag(value, self.words) == "tr" and lists:
                yield lists[0]
            else:
                for part in inner:
                    yield from self.rows(part, depth + 1)
        elif isinstance(value, list) and any(self.is_row(part) for part in value):
            for part in value:
                yield from self.rows(part, depth + 1)
        elif isinstance(value, list):
            yield [str(cell) if isinstance(cell, int | float) else cell for cell in value]

    def is_row(self, part: Any) -> bool:
        """Whether something in a table is a row, or holds rows."""
        if not isinstance(part, dict):
            return isinstance(part, list)
        return self.keys.tag(part, self.words) == "tr" or (
            not any(map(self.is_cell, name_values(part, self.keys)))
            and any(isinstance(inner, list) for inner in first_values(part, self.names))
        )

    @staticmethod
    def is_cell(kind: str) -> bool:
        """Whether a kind of block is a cell."""
        return "cell" in kind.lower() or kind.lower() in ("td", "th")


def name_values(node: dict[str, Any], keys: Keys) -> list[str]:
    """The kinds that an object says it is."""
    return [value for value in first_values(node, keys.kind) if isinstance(value, str)]


def text_size(html: str) -> int:
    """About how many characters of text HTML holds."""
    return len(_TAGS.sub("", html).strip())


def markup(text: str, *, inline: bool) -> str:
    """A string of data as HTML, plain text as paragraphs.

    >>> markup("Up 3 < 4\\n\\nTwo.", inline=False), markup("a <b>b</b>", inline=True)
    ('<p>Up 3 &lt; 4</p><p>Two.</p>', 'a <b>b</b>')
    """
    if text.startswith(_SPACELESS) and not any(map(str.isspace, text.strip())):
        return ""
    if "&lt;p" in text and "<" not in text:
        text = unescape(text)
    marked = bool(_MARKUP.search(text))
    if inline:
        return text if marked else escape(text, quote=False)
    if marked and _BLOCKS.search(text):
        return text
    if _MARKDOWN.search(text):
        return "".join(map(_markdown_line, text.splitlines()))
    lines = (line if marked else escape(line, quote=False) for line in text.splitlines() if line.strip())
    return "".join(f"<p>{line}</p>" for line in lines)


def _markdown_line(line: str) -> str:
    """A line of Markdown: a heading, an item or a paragraph."""
    line = line.strip()
    mark = _MARKED.match(line)
    text = _SPANS.sub(lambda found: found[1] or found[2] or "", line[mark.end() if mark else 0 :]).strip()
    if not text:
        return ""
    tag = "p" if mark is None else "h2" if mark["level"] else "li"
    return f"<{tag}>{escape(text, quote=False)}</{tag}>"
