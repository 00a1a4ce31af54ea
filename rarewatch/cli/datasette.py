"""The command datasette-metadata: what Datasette is to tell about the database."""

from pathlib import Path
from typing import Annotated, Any

import typer

from rarewatch.cli.options import DbOption, database_path
from rarewatch.cli.terminal import save


def add_commands(app: typer.Typer) -> None:
    """Register datasette-metadata."""
    app.command("datasette-metadata")(write)


def write(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write; else, print it.")
    ] = None,
    db: DbOption = None,
) -> None:
    """Write what Datasette is to tell about the database: titles, columns, facets and ready-made queries.

    Datasette opens the database without it too. It finds what is said by the name of the database file.

    \b
    Example:
      rarewatch datasette-metadata -o metadata.json
      datasette "$(rarewatch where --json | jq -r .database)" --metadata metadata.json
    """
    import json

    text = json.dumps(metadata(database_path(db).stem), indent=2, ensure_ascii=False)
    save([text], output)


def metadata(database: str) -> dict[str, Any]:
    """Datasette's metadata for a database of this name."""
    from rarewatch.vocabulary import table

    told = table("datasette")
    words = {key: told[key] for key in ("title", "description", "source", "license")}
    parts = {key: told[key] for key in ("tables", "queries")}
    return words | {"databases": {database: words | parts}}
