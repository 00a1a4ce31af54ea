"""The command that tells why figures were read, and what was not: explain."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rarewatch import report
from rarewatch.cli.options import PublishedOption
from rarewatch.errors import UsageError
from rarewatch.report.sheet import NO_FIGURES

if TYPE_CHECKING:
    from rarewatch.figures.explain import Explained, Mention, Reason, Slot
    from rarewatch.model import Article


def add_commands(app: typer.Typer) -> None:
    """Register explain."""
    app.command()(explain)


def explain(
    target: Annotated[str, typer.Argument(help="A URL, a saved page, or - for standard input.")],
    sentence: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Only this sentence; 0 is the headline.")
    ] = None,
    unread: Annotated[
        bool, typer.Option("--unread", help="Sentences with a commodity and an amount, but no figure.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    published: PublishedOption = None,
) -> None:
    """Tell why the figures of a page were read: mentions, rule, and where each slot comes from.

    Each sentence that gave figures comes with its mentions in brackets, [words|kind], then a line a figure.
    A slot is said in the number's clause, or comes from another clause, the previous or an earlier sentence,
    the headline, or a convention.

    \b
    Examples:
      rarewatch explain saved.html
      rarewatch explain saved.html --sentence 4
      rarewatch explain https://example.org/article --unread
    """
    if unread and sentence is not None:
        raise UsageError("Choose one of --sentence, --unread.")
    article = _article(target, published.date() if published else None)
    if unread:
        _tell_unread(article, as_json=as_json)
        return
    chosen = _chosen(article, sentence)
    if as_json:
        typer.echo(report.to_json([_as_dict(explained) for explained in chosen], indent=2))
    else:
        typer.echo("\n\n".join("\n".join(_lines(explained)) for explained in chosen) or NO_FIGURES)


def _article(target: str, published: date | None) -> "Article":
    from rarewatch.cli.reading import reader
    from rarewatch.watch import open_page

    return reader().article(open_page(target), published)


def _tell_unread(article: "Article", *, as_json: bool) -> None:
    from rarewatch.figures.explain import unread

    found = unread(article)
    if as_json:
        typer.echo(report.to_json(found, indent=2))
    else:
        typer.echo("\n".join(map(report.plain, found)) or "No sentence with an amount was left unread.")


def _chosen(article: "Article", number: int | None) -> "list[Explained]":
    """The sentence asked for, else all that gave figures."""
    from rarewatch.figures.explain import explain as explained_in

    every = explained_in(article)
    if number is None:
        return [explained for explained in every if explained.reasons]
    chosen = [explained for explained in every if explained.number == number]
    if not chosen:
        known = f"{every[0].number} to {every[-1].number}" if every else "none"
        raise UsageError(f"There is no sentence {number}; the page has {known}.")
    return chosen


def _lines(explained: "Explained") -> Iterator[str]:
    """A sentence with its mentions marked, and a line a figure."""
    yield f"{explained.number}. {report.plain(_marked(explained.text, explained.mentions))}"
    for reason in explained.reasons:
        yield "   " + report.plain(_told(reason))
    if not explained.reasons:
        yield "   nothing read"


def _marked(text: str, mentions: "Iterable[Mention]") -> str:
    """The sentence with every mention as [words|kind]."""
    parts, done = [], 0
    for mention in mentions:
        parts += [text[done : mention.start], f"[{mention.text}|{mention.kind}]"]
        done = mention.end
    return "".join(parts) + text[done:]


def _told(reason: "Reason") -> str:
    """A figure in one line: amount, kind, rule, slots."""
    row = reason.figure.as_dict()
    slots = "; ".join(map(_slot, reason.slots))
    return f"{report.amount(row)} {row['kind']}, rule {reason.figure.rule!r}: {slots}"


def _slot(slot: "Slot") -> str:
    words = f' "{slot.words}"' if slot.words else ""
    place = f" in {slot.sentence}" if slot.sentence else ""
    return f"{slot.name} {slot.value} ({slot.origin}{words}{place})"


def _as_dict(explained: "Explained") -> dict[str, Any]:
    return {
        "number": explained.number,
        "sentence": explained.text,
        "mentions": [mention._asdict() for mention in explained.mentions],
        "figures": [
            reason.figure.as_dict()
            | {"rule": reason.figure.rule, "slots": [asdict(slot) for slot in reason.slots]}
            | {"assumed": list(reason.figure.assumed), "note": reason.figure.note}
            for reason in explained.reasons
        ],
    }
