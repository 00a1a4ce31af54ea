"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

DbOption = Annotated[
    Path | None,
    typer.Option(
        "--db", envvar="RAREWATCH_DB", help="The database file.", show_default="in the user data folder"
    ),
]


def database_path(db: Path | None) -> Path:
    """The database file: as given, else in the platform's user data folder; nothing is made."""
    if db is not None:
        return db
    from platformdirs import user_data_path

    return user_data_path("rarewatch", appauthor=False) / "rarewatch.db"
