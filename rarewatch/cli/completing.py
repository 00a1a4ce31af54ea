"""What Tab offers for values: what there is in the database that the command would read.

It runs at a key press, so it is quick, and silent whatever goes wrong.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import typer

from rarewatch.model import WORLD
from rarewatch.store import names_in

Offer = tuple[str, str]
"""A value, and what shells that can show beside it."""

_HARMLESS = re.compile(r"\w[\w .-]*")
"""Names that no shell takes for more than words: a site names itself, and shells insert what is offered."""


def offer_places(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Countries by code, or by name where that was begun."""
    typed = incomplete.casefold()
    offers = []
    for code, name in _names(ctx, "places"):
        short = "world" if code == WORLD else code
        if short.casefold().startswith(typed):
            offers.append((short, name))
        elif name.casefold().startswith(typed):
            offers.append((incomplete + name[len(incomplete) :] if " " not in name else short, name))
    return offers


def offer_commodities(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Commodities by key, or by a shorter name where that was begun: `magnets`."""
    offers = []
    for key, name in _names(ctx, "commodities"):
        if key.startswith(incomplete.casefold()):
            offers.append((key, name))
        else:
            offers += [(short, name) for short in _endings(key) if short.startswith(incomplete.casefold())]
    return offers


def offer_sites(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Sites by name."""
    found = [name for name, _ in _names(ctx, "sites") if name.casefold().startswith(incomplete.casefold())]
    bare = "bash" in os.environ.get("_RAREWATCH_COMPLETE", "")  # which inserts a value without quoting it
    return [(name.replace(" ", "\\ ") if bare else name, "") for name in found if _HARMLESS.fullmatch(name)]


def offer_flows(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The flows of the figures that there are."""
    return [(flow, "") for flow, _ in _names(ctx, "flows") if flow.startswith(incomplete.casefold())]


def _names(ctx: typer.Context, what: str) -> list[Offer]:
    given = ctx.params.get("db") or os.environ.get("RAREWATCH_DB")
    if given:
        return names_in(Path(given), what)
    from rarewatch.cli.options import database_path

    return names_in(database_path(None), what)


def _endings(key: str) -> Iterator[str]:
    """What is left of a key without its first words, where that is a name of the same."""
    from rarewatch.errors import UnknownNameError
    from rarewatch.vocabulary import commodity_key

    words = key.split("-")
    for start in range(1, len(words)):
        short = "-".join(words[start:])
        try:
            if commodity_key(short) == key:
                yield short
        except UnknownNameError:
            continue
