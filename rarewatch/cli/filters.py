"""The options that say which figures are meant: written once, taken by every command that asks the store."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from rarewatch.cli.options import (
    CommodityOption,
    CountryOption,
    FlowOption,
    KindOption,
    LimitOption,
    PartnerOption,
    PeriodOption,
    ReporterOption,
    SinceOption,
    SiteOption,
    UntilOption,
)
from rarewatch.errors import UsageError
from rarewatch.model import Period
from rarewatch.store import Query
from rarewatch.vocabulary import commodity_key, country_code

FILTERS: dict[str, Any] = {
    "country": CountryOption,
    "reporter": ReporterOption,
    "partner": PartnerOption,
    "commodity": CommodityOption,
    "flow": FlowOption,
    "kind": KindOption,
    "period": PeriodOption,
    "since": SinceOption,
    "until": UntilOption,
    "site": SiteOption,
    "limit": LimitOption,
}
"""Every option by the name of its slot in `Query`."""


def filtered(*, without: tuple[str, ...] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the filters as options, in the place of its parameter `query`, which gets the `Query`.

    The command raises UsageError where a value of theirs makes no sense. `without` names those that it has
    no use for.

    >>> @filtered(without=("limit",))
    ... def count(query: Query, exact: bool = False) -> None: ...
    >>> list(inspect.signature(count).parameters)[-3:]
    ['until', 'site', 'exact']
    """
    kept = {name: option for name, option in FILTERS.items() if name not in without}

    def give(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True).parameters.values()
        parameters: list[inspect.Parameter] = []
        for parameter in own:
            if parameter.name == "query":
                parameters += [_option(name, option) for name, option in kept.items()]
            else:
                parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
        parameters.sort(key=lambda parameter: parameter.default is not inspect.Parameter.empty)

        @wraps(command)
        def called(**given: Any) -> None:
            asked = {name: given.pop(name) for name in kept}
            command(query=_query(**asked), **given)

        del called.__wrapped__  # Typer would read the options from there
        called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        called.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return called

    return give


def _option(name: str, option: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)


def _query(**asked: Any) -> Query:
    """The filters as given on the command line, in the terms of the store."""
    given = {name: value for name, value in asked.items() if value is not None}
    return Query(**{name: _READ[name](value) if name in _READ else value for name, value in given.items()})


def _day(text: str) -> Period:
    if "/" in text:
        raise UsageError(f"{text!r} is a span. Write a day (2025-01-31), a month (2025-01) or a year (2025).")
    return Period.parse(text)


_READ: dict[str, Callable[[str], Any]] = {
    "country": country_code,
    "reporter": country_code,
    "partner": country_code,
    "commodity": commodity_key,
    "period": Period.parse,
    "since": lambda text: _day(text).start,
    "until": lambda text: _day(text).end,
}
