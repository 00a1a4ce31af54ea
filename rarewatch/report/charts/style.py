"""Colours and shapes of a chart: to be told apart without colour, by the colour-blind, on light and dark."""

import math

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#5b5b5b")
"""Okabe and Ito's palette, its yellow darkened for white paper; the first is for a line alone."""

_ON_DARK = ("#4ea8de", "#ff8a4c", "#2fc79a", "#e59fc4", "#f0c53d", "#9ad4f5", "#b9b9b9")

_INKS = {
    "paper": ("#ffffff", "#1b2024"),
    "ink": ("#1b2126", "#e5e9ea"),
    "soft": ("#566069", "#a4afb6"),
    "grid": ("#e3e7e5", "#30383e"),
    "axis": ("#8b959c", "#7d8890"),
    "gap": ("#f1f3f2", "#242b30"),
    "rival": ("#a3260f", "#ff9d86"),
}
_STROKED = {"grid", "axis"}


def _rules(dark: bool) -> str:
    told = []
    for name, inks in _INKS.items():
        told.append(f".rw-chart .{name}{{{'stroke' if name in _STROKED else 'fill'}:{inks[dark]}}}")
    for place, colour in enumerate(_ON_DARK if dark else COLOURS):
        told.append(f".rw-chart .f{place}{{fill:{colour}}}.rw-chart .s{place}{{stroke:{colour}}}")
    told.append(f".rw-chart .hollow{{fill:{_INKS['paper'][dark]}}}")
    return "".join(told)


STYLE = (
    ".rw-chart{font-family:system-ui,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif;font-size:13px}"
    ".rw-chart .title{font-size:16px;font-weight:600}.rw-chart .small{font-size:11.5px}"
    ".rw-chart .line{fill:none;stroke-width:2}.rw-chart .mark{stroke-width:1.6}"
    ".rw-chart .dashed{stroke-dasharray:4 3}"
    f"{_rules(dark=False)}"
    f"@media screen and (prefers-color-scheme:dark){{{_rules(dark=True)}}}"
)
"""The same in every chart, so that one hash in a page's policy allows them all."""


def _corners(count: int, turn: float, size: float) -> tuple[tuple[float, float], ...]:
    angles = (turn + 2 * math.pi * place / count for place in range(count))
    return tuple((round(size * math.cos(angle), 2), round(size * math.sin(angle), 2)) for angle in angles)


_UP, _DOWN = -math.pi / 2, math.pi / 2
_SHAPES = (
    _corners(16, 0.0, 4.4),  # as good as round
    _corners(4, math.pi / 4, 5.4),
    _corners(3, _UP, 6.0),
    _corners(4, _UP, 5.6),
    _corners(3, _DOWN, 6.0),
    _corners(5, _UP, 5.4),
)


def marker(place: int, x: float, y: float, *, hollow: bool) -> str:
    """The mark of the line at a place, around a point: its own shape in its own colour."""
    corners = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in _SHAPES[place % len(_SHAPES)])
    colour = place % len(COLOURS)
    fill = "hollow" if hollow else f"f{colour}"
    return f'<polygon class="mark {fill} s{colour}" points="{corners}"/>'
