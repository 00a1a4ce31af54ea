"""A store with a trade of several partners, and a look at it as a person has it."""

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pexpect

from rarewatch.model import Figure, Kind
from rarewatch.store import Store
from tests.rows import GROWTH, JUNE, MAGNETS, TOTAL, article, page

HOSTILE = "\x1b[2J[red]<script>alert(1)</script>[/nope]\u202e\t\n, \"x\" & 'y'"


def months(figure: Figure, *values: float | None) -> list[Figure]:
    """An amount a month, the last in June 2025; None leaves the month out."""
    first = 1 - len(values)
    return [
        replace(figure, value=value, period=JUNE.shifted(first + place))
        for place, value in enumerate(values)
        if value is not None
    ]


FIGURES = [
    *months(TOTAL, 5_000.0, None, 2_500.0, 1_238.0, 3_188.0),
    *months(MAGNETS, 600.0, 210.0, None, None, 353.0),
    *months(replace(MAGNETS, partner="DE"), 900.0, None, None, 500.0, 800.0),
    *months(replace(MAGNETS, partner="JP"), 250.0, 240.0),
    GROWTH,
]
"""Magnets of China: the total and three partners; that to the US in May follows from its growth."""


def keep(path: Path, url: str, figures: list[Figure], site: str | None = None) -> None:
    """Store a page with these figures."""
    with Store.open(path) as store:
        store.save(page(url, url.encode()), article(text=url, site=site or url.split("/")[2]), figures)


def filled(path: Path) -> Path:
    """The store; a second outlet says 335 where the first says 353, and a third agrees with that."""
    keep(path, "https://a.example/1", FIGURES)
    keep(path, "https://b.example/2", [replace(MAGNETS, value=335.0)])
    keep(path, "https://c.example/3", [MAGNETS])
    keep(path, "https://a.example/4", [replace(MAGNETS, kind=Kind.SHARE, unit="%", value=11.0)])
    return path


def terminal(words: list[str], columns: int, rows: int = 60) -> list[str]:
    """The lines that a person sees in a terminal of so many columns, blanks at their ends left out."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rarewatch", *words],
        dimensions=(rows, columns),
        encoding="utf-8",
        timeout=60,
        env=dict(os.environ),  # readline, once loaded, slips a COLUMNS into what is inherited otherwise
    )
    seen: str = child.read()
    child.close()
    assert child.exitstatus == 0, seen
    return [line.rstrip() for line in seen.splitlines()]


def bare(lines: list[str]) -> list[str]:
    """Without colours."""
    return [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in lines]
