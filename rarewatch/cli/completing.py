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
    offers = []
    for code, name in _names(ctx, "places"):
        short = "world" if code == WORLD else code.lower() if incomplete.islower() else code
        offers += _going_on(incomplete, short, name) or (
            _going_on(incomplete, name, name) if incomplete else []
        )
    return offers


def offer_commodities(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Commodities by key, or by a shorter name where that was begun: `magnets`."""
    offers = []
    for key, name in _names(ctx, "commodities"):
        begun = _going_on(incomplete, key, name)
        offers += begun or [offer for short in _endings(key) for offer in _going_on(incomplete, short, name)]
    return offers


def offer_sites(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Sites by name."""
    return [offer for name, _ in _names(ctx, "sites") for offer in _going_on(incomplete, name, "")]


def offer_flows(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The flows of the figures that there are."""
    return [offer for flow, _ in _names(ctx, "flows") for offer in _going_on(incomplete, flow, "")]


def _going_on(incomplete: str, value: str, beside: str) -> list[Offer]:
    """The value where it goes on with what was typed, case ignored: shells take no other."""
    if not value.casefold().startswith(incomplete.casefold()) or not _HARMLESS.fullmatch(value):
        return []
    whole = incomplete + value[len(incomplete) :]
    unquoted = "bash" in os.environ.get("_RAREWATCH_COMPLETE", "")  # it inserts what is offered as it is
    return [(whole.replace(" ", "\\ ") if unquoted else whole, beside)]


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
