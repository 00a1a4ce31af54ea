"""Names that are imported on first use, so that nobody pays for what others need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Elsewhere:
    """A function of a module that is imported when it is called; where it is sent to, it is that function.

    >>> Elsewhere("math", "sqrt")(9.0)
    3.0
    """

    module: str
    name: str

    def __call__(self, *words: Any, **options: Any) -> Any:
        """Call it."""
        return _found(self.module, self.name)(*words, **options)

    def __reduce__(self) -> tuple[Callable[[str, str], Any], tuple[str, str]]:
        """As pickle is to make it again."""
        return _found, (self.module, self.name)


def _found(module: str, name: str) -> Any:
    return getattr(import_module(module), name)
