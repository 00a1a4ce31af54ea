"""All commands by name; each is loaded with its module when it is asked for, and none pays for another."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

COMMANDS = {
    "fetch": ("collect", "Collect pages: keep their articles, read the figures, store both."),
    "show": ("query", "Show stored figures, the newest period first."),
    "series": ("series", "Show what was reported of a trade as a table over time, the oldest period first."),
    "chart": ("chart", "Draw what was reported of a trade over time: as bars here, or into a file."),
    "summarise": ("summarise", "Sum up what was reported, in sentences made of the figures."),
    "summary": ("summarise", ""),
    "report": ("page", "Write a report as one HTML page."),
    "news": ("news", "Tell what is new: facts that nobody had told before."),
    "search": ("articles", "Find stored articles by their words, the best match first."),
    "article": ("articles", "Show one stored article as clean text."),
    "why": ("articles", "Tell why figures are believed."),
    "conflicts": ("trust", "Show what the press contradicts itself about."),
    "claims": ("timeline", "Show what articles claim of the order of figures."),
    "revisions": ("timeline", "Show values that later reports replaced."),
    "gaps": ("timeline", "Show which months nobody reported."),
    "compare": ("timeline", "Hold official figures against what the press said."),
    "extract": ("query", "Read one page: its article and the figures in it."),
    "explain": ("reasons", "Tell why the figures of a page were read."),
    "sources": ("collect", "List, add, remove, enable, disable or try the sources."),
    "where": ("collect", "Show where the database, the sources file and the rules for single sites are."),
    "runs": ("upkeep", "Show past runs of fetch, the latest first."),
    "reparse": ("upkeep", "Read the stored pages again by today's rules, without a network."),
    "prune": ("upkeep", "Drop raw pages by age."),
    "datasette-metadata": ("datasette", "Write what Datasette is to tell about the database."),
}
"""Every command in the order of `rarewatch --help`: the module whose `add_commands` registers it, and how its
own help begins; nothing for a second name of a command."""


def summary_of(name: str) -> str:
    """What `rarewatch --help` says of a command; nothing of a second name."""
    return COMMANDS[name][1]


class Loaded(Mapping[str, Any]):
    """The commands as Typer wants them, by name."""

    def __init__(self) -> None:
        self._ready: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._ready:
            self._ready |= _commands_of(COMMANDS[name][0])
        return self._ready[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _commands_of(module: str) -> dict[str, Any]:
    """The commands that a module of this room registers."""
    import typer
    from typer.main import get_group

    part = typer.Typer(rich_markup_mode=None)
    part.callback()(lambda: None)
    import_module(f"rarewatch.cli.{module}").add_commands(part)
    return dict(get_group(part).commands)
