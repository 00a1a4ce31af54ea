"""A summary with its sources, for people and programs: lines, a terminal, Markdown, HTML, JSON."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rarewatch.report.cells import plain
from rarewatch.report.page_sources import is_linked, link, text
from rarewatch.report.page_style import STYLE, policy
from rarewatch.report.summary import Sentence, Source, sources

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

Row = dict[str, Any]

QUOTED = "In the article's own words"
"""What stands above sentences that are an article's own."""

_MARKUP = re.compile(r"[\\`*_\[\]<>#|&!~$]")
"""What would be Markdown or HTML in Markdown."""


@dataclass(frozen=True)
class Briefing:
    """What was reported of something, as told to someone."""

    heading: str
    """What it is of; it may be a headline from the web."""
    sentences: Sequence[Sentence]
    quotes: Sequence[str] = ()
    """Sentences of the one article that it is of, verbatim."""
    about: str = ""
    """Who published that article, and when."""
    url: str = ""


def as_lines(briefing: Briefing) -> Iterator[str]:
    """Plain lines, a sentence each, unbroken; an empty one between parts; then the sources."""
    yield from filter(None, (plain(briefing.heading), plain(_origin(briefing))))
    for group in _groups(briefing):
        yield ""
        yield from (sentence.marked(_marks) for sentence in group)
    if briefing.quotes:
        yield from ("", f"{QUOTED}:", *(f"“{plain(words)}”" for words in briefing.quotes))
    if cited := sources(briefing.sentences):
        yield from ("", "Sources:")
        yield from (f"[{source.number}] {_named(source)} <{plain(source.url or '')}>" for source in cited)


def as_drawn(briefing: Briefing) -> "Iterator[RenderableType]":
    """What a terminal shows: broken between words, with addresses whole so that they can be copied."""
    from rich.text import Text

    yield Text(plain(briefing.heading), style="bold")
    if briefing.about:
        yield Text(plain(briefing.about), style="dim")
    if briefing.url:
        yield Text(plain(briefing.url), style="dim", no_wrap=True)
    for group in _groups(briefing):
        yield Text()
        for sentence in group:
            words = Text(sentence.marked(_marks))
            words.highlight_regex(r"\[[\d, ]+\]|\((?:proved|alone)\)", "dim")
            words.highlight_regex(r"\(disputed\)", "bold red")
            yield _hung("•", words)
    if briefing.quotes:
        yield Text(f"\n{QUOTED}", style="bold")
        for quote_ in briefing.quotes:
            yield _hung("", Text(f"“{plain(quote_)}”", style="italic"))
    if cited := sources(briefing.sentences):
        yield Text("\nSources", style="bold")
    for source in cited:
        yield _hung(f"[{source.number}]", Text(_named(source)))
        yield Text(plain(source.url or ""), style="dim", no_wrap=True)


def as_markdown(briefing: Briefing) -> Iterator[str]:
    """Markdown: a list with links to the sources, which stand below it."""
    yield f"## {_markdown(briefing.heading)}"
    if origin := _origin(briefing):
        yield from ("", _markdown(origin))
    for group in _groups(briefing):
        yield ""
        yield from (f"- {sentence.marked(_links, _markdown)}" for sentence in group)
    if briefing.quotes:
        yield from ("", f"**{QUOTED}**", "")
        yield from (f"> “{_markdown(words)}”\n>" for words in briefing.quotes)
    if cited := sources(briefing.sentences):
        yield from ("", "**Sources**", "")
        yield from (f"{source.number}. {_linked(source)}" for source in cited)


def as_html(briefing: Briefing) -> Iterator[str]:
    """One page for a browser: it loads nothing, runs nothing, and is not led astray by a headline."""
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(()))}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{text(briefing.heading)}</title>"
    yield f'<style>{STYLE}</style></head><body><div class="page"><main>'
    yield f"<h1><bdi>{text(briefing.heading)}</bdi></h1>"
    if origin := _origin(briefing):
        yield f'<p class="soft">{text(origin)}</p>'
    yield from html_parts(briefing)
    yield "</main></div></body></html>"


def html_parts(briefing: Briefing) -> Iterator[str]:
    """The sentences, the quotes and the sources as elements, for within a page."""
    for group in _groups(briefing):
        items = "".join(f"<li>{sentence.marked(_references, escape)}</li>" for sentence in group)
        yield f'<ul class="summary {group[0].part}">{items}</ul>'
    if briefing.quotes:
        yield f"<h2>{QUOTED}</h2>"
        yield from (f"<blockquote><bdi>{text(words)}</bdi></blockquote>" for words in briefing.quotes)
    if cited := sources(briefing.sentences):
        yield '<h2>Sources</h2><ol class="sources">'
        for source in cited:
            told = " · ".join(text(part) for part in (source.site, source.published) if part)
            headline = link(source.url or "", source.title or source.url or "")
            yield f'<li id="source-{source.number}">{headline} <span class="soft">{told}</span></li>'
        yield "</ol>"


def as_json(briefing: Briefing) -> Row:
    """The sentences with the numbers of their figures and sources, and the sources."""
    return {
        "heading": briefing.heading,
        "sentences": [
            {
                "text": sentence.text,
                "part": sentence.part,
                "verdict": sentence.verdict,
                "figures": list(sentence.figures),
                "sources": [source.number for source in sentence.citations],
            }
            for sentence in briefing.sentences
        ],
        "quotes": list(briefing.quotes),
        "sources": [asdict(source) for source in sources(briefing.sentences)],
    }


def _origin(briefing: Briefing) -> str:
    return ", ".join(filter(None, (briefing.about, briefing.url)))


def _groups(briefing: Briefing) -> list[list[Sentence]]:
    """The sentences part by part."""
    groups: dict[str, list[Sentence]] = {}
    for sentence in briefing.sentences:
        groups.setdefault(sentence.part, []).append(sentence)
    return list(groups.values())


def _marks(cited: Sequence[Source]) -> str:
    return f" [{', '.join(str(source.number) for source in cited)}]"


def _links(cited: Sequence[Source]) -> str:
    """Marks that are links, where the address is one of the web."""
    shown = [
        f"[{source.number}](<{_address(source)}>)" if is_linked(source.url or "") else f"{source.number}"
        for source in cited
    ]
    return f" \\[{', '.join(shown)}\\]"


def _references(cited: Sequence[Source]) -> str:
    shown = (f'<a href="#source-{source.number}">[{source.number}]</a>' for source in cited)
    return " " + " ".join(shown)


def _named(source: Source) -> str:
    """Who, when, under which headline."""
    where = ", ".join(plain(part) for part in (source.site, source.published) if part)
    return ": ".join(part for part in (where, plain(source.title)) if part)


def _linked(source: Source) -> str:
    named = _markdown(_named(source) or source.url or "")
    return (
        f"[{named}](<{_address(source)}>)"
        if is_linked(source.url or "")
        else f"{named} ({_markdown(source.url or '')})"
    )


def _address(source: Source) -> str:
    """The address, with what would end a link in Markdown written as escapes."""
    return quote(plain(source.url or ""), safe=":/?#[]@!$&'()*+,;=%-._~")


def _markdown(words: str) -> str:
    return _MARKUP.sub(lambda match: f"\\{match[0]}", words if words.isprintable() else plain(words))


def _hung(mark: str, words: Any) -> "Table":
    """Words beside a mark, further lines beneath the words."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(mark, words)
    return grid
