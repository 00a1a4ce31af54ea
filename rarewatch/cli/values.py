"""Values from the command line, read without the library that Typer checks them with.

Typer has every value checked by pydantic, also those that nobody gave, and loading that takes longer than
most answers. What is plainly right is read here; all else is left to Typer, as is telling what is wrong.
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any


def read_plainly(parameters: Iterable[Any]) -> None:
    """Have the values of Typer's parameters read here first; a Typer without such checks is left as it is."""
    for parameter in parameters:
        if hasattr(parameter, "get_runtime_param"):
            parameter.get_runtime_param = _Reader(parameter.get_runtime_param).itself


class _Reader:
    """Stands in the place of Typer's reader of one parameter, and asks that one where it has no answer."""

    def __init__(self, typers: Any) -> None:
        self._typers = typers

    def itself(self) -> "_Reader":
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command takes it; raises what Typer raises."""
        if value is None:
            return None if param.nargs == 1 and not param.multiple else ()
        descriptor = param.type_descriptor
        plain = _plain(value, descriptor.annotation, descriptor.parameter_info)
        return self._typers().coerce(value, param=param, ctx=ctx) if plain is None else plain


def _plain(value: Any, kind: Any, asked: Any) -> Any:
    """A value of a simple kind; None where it is not plainly one, or where there is more to check."""
    if kind == list[str]:
        return list(value) if isinstance(value, tuple | list) and set(map(type, value)) == {str} else None
    if not isinstance(kind, type) or isinstance(value, kind):
        return value if isinstance(kind, type) else None
    if not isinstance(value, str):
        return None
    if issubclass(kind, StrEnum):
        return kind(value) if value in set(kind) else None
    if kind in {int, float}:
        return _within(value, kind, asked.min, asked.max)
    checked = asked.exists or asked.writable or asked.resolve_path or not (asked.file_okay and asked.dir_okay)
    return Path(value) if kind is Path and not checked else None


def _within(text: str, kind: type[float], least: float | None, most: float | None) -> float | None:
    """Digits as the number that they are, if it lies within the bounds."""
    if not (text.isascii() and text.replace(".", "", kind is float).isdigit()):
        return None
    number = kind(text)
    return number if (least is None or number >= least) and (most is None or number <= most) else None
