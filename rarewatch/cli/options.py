"""Options that several commands share."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rarewatch import vocabulary
from rarewatch.cli.completing import offer_commodities, offer_flows, offer_places, offer_sites
from rarewatch.errors import UsageError
from rarewatch.model import Flow, Kind

if TYPE_CHECKING:
    from rarewatch.store import Holder

DbOption = Annotated[
    Path | None,
    typer.Option(
        "--db",
        envvar="RAREWATCH_DB",
        metavar="FILE",
        help="The database file.",
        show_default="in the user data folder",
    ),
]


def _that_has_come(day: datetime | None) -> datetime | None:
    """A day of publication; tomorrow's may have come elsewhere."""
    if day and day > datetime.now() + timedelta(days=1):
        raise typer.BadParameter(f"{day:%Y-%m-%d} has not come yet.")
    return day


PublishedOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Day of publication, for pages that state none.",
        callback=_that_has_come,
    ),
]
DelayOption = Annotated[
    float | None,
    typer.Option(
        min=0, help="Seconds between two requests to one host (1, and none for this machine itself)."
    ),
]
PerHostOption = Annotated[int, typer.Option(min=1, max=100, help="Requests to one host at a time.")]
ConcurrencyOption = Annotated[int, typer.Option(min=1, max=200, help="Requests to all hosts at a time.")]
TimeoutOption = Annotated[
    float | None,
    typer.Option(min=0.1, metavar="SECONDS", help="Time for one page with all its redirects (60)."),
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", help="Fetch again what is stored already, and what failed too often of late."),
]
MaxAgeOption = Annotated[
    float | None,
    typer.Option(
        min=0, metavar="DAYS", help="Ask whether stored articles have changed, when last asked so long ago."
    ),
]
MaxPagesOption = Annotated[
    int | None, typer.Option(min=1, help="Fetch at most so many articles in this run.")
]
CountryOption = Annotated[
    str | None,
    typer.Option(
        metavar="PLACE",
        help="Reporter or partner, by any name or code: US, usa, America.",
        autocompletion=offer_places,
    ),
]
ReporterOption = Annotated[
    str | None,
    typer.Option(
        metavar="PLACE",
        help="Whose flow it is: the exporter of an export, the importer of an import.",
        autocompletion=offer_places,
    ),
]
PartnerOption = Annotated[
    str | None,
    typer.Option(
        metavar="PLACE",
        help="The other end; `world` for totals over all partners.",
        autocompletion=offer_places,
    ),
]
CommodityOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Such as magnets, `rare earths`, dysprosium, gallium.",
        autocompletion=offer_commodities,
    ),
]
FlowOption = Annotated[Flow | None, typer.Option(help="What moves or is made.", autocompletion=offer_flows)]
KindOption = Annotated[
    Kind | None, typer.Option(help="An amount, its growth, a per cent of a whole, or a place in an order.")
]
PeriodOption = Annotated[
    str | None,
    typer.Option(metavar="PERIOD", help="Exactly this period: 2025-06, 2025 or 2025-01/2025-06."),
]
SinceOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Periods that end in or after: 2025, 2025-01 or 2025-01-31."),
]
UntilOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Periods that end in or before; written as for --since.")
]
SiteOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Part of the site's name, or its host.", autocompletion=offer_sites),
]
LimitOption = Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many, the newest.")]
WaitOption = Annotated[
    bool, typer.Option("--wait", help="Wait while another run is at work on the database.")
]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def this_run() -> "Holder":
    """What this process calls itself in locks and in the list of runs."""
    import shlex

    from rarewatch.store import Holder

    return Holder.this(shlex.join(["rarewatch", *sys.argv[1:]]), now())


def database_path(db: Path | None) -> Path:
    """The database file: as given, else in the platform's user data folder; nothing is made."""
    if db is not None:
        return db
    from platformdirs import user_data_path

    try:
        return user_data_path("rarewatch", appauthor=False) / "rarewatch.db"
    except RuntimeError:  # a user without a home
        raise UsageError(
            "It cannot be told where your home is. Set HOME, or name the database with --db."
        ) from None


def _print_schema(ctx: typer.Context, asked: bool) -> None:
    """Print the JSON Schema of the command, and nothing else."""
    if asked:
        typer.echo(vocabulary.schema(ctx.info_name or ""), nl=False)
        raise typer.Exit


SchemaOption = Annotated[
    bool,
    typer.Option(
        "--schema",
        is_eager=True,
        callback=_print_schema,
        help="Print the JSON Schema of --json, and nothing else.",
    ),
]
"""What the command itself need not look at: it is answered before anything else is asked for."""
