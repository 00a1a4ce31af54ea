"""Names of a package that are imported on first use, so that `rarewatch show` never pays for the rest."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def deferred(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """A `__getattr__` for a package (PEP 562): it looks a name up in the module of the package that has it.

    `modules` gives the module by name. A name that is not among them raises AttributeError.

    >>> __getattr__ = deferred("rarewatch", {"Period": "model"})
    >>> str(__getattr__("Period").parse("2025-06"))
    '2025-06'
    """

    def getattr_of_package(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return getattr_of_package
