"""Several charts in one picture file: as SVG, or as PNG drawn by resvg."""

import re
from collections.abc import Sequence

from rarewatch.errors import UsageError

_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')


def stacked(pictures: Sequence[str]) -> str:
    """One SVG picture with the given ones below each other."""
    if len(pictures) == 1:
        return pictures[0]
    sizes = [_size(picture) for picture in pictures]
    width, height = max(wide for wide, _ in sizes), sum(high for _, high in sizes)
    body, y = [], 0
    for picture, (_, high) in zip(pictures, sizes, strict=True):
        body.append(picture.replace("<svg ", f'<svg y="{y}" ', 1))
        y += high
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}">{"".join(body)}</svg>'
    )


def png(picture: str) -> bytes:
    """An SVG picture as PNG, two dots to a pixel; UsageError, saying what to install, without resvg_py."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise UsageError("A PNG file needs resvg-py: pip install 'rarewatch[png]'. Or write .svg.") from error
    return bytes(svg_to_bytes(svg_string=picture, zoom=2))


def _size(picture: str) -> tuple[int, int]:
    found = _SIZE.search(picture)
    assert found, "a chart states its size"  # noqa: S101 - as chart_svg writes it
    return int(found[1]), int(found[2])
