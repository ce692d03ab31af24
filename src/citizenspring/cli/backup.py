"""``citizenspring backup FILE``: everything that cannot be made again, in one file."""

import tempfile
from pathlib import Path

import click
import psycopg

from ._archive import dump, pack
from ._platform import load_platform, platform_keys

__all__ = ["command"]


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace FILE if it is there.")
def command(file: Path, *, yes: bool) -> None:
    """Copy the database and the keys into FILE while the platform goes on working."""
    if file.exists() and not yes:
        message = f"{file} is there already: choose another name, or add --yes to replace it."
        raise click.ClickException(message)
    if not file.absolute().parent.is_dir():
        message = f"There is no folder {file.absolute().parent}: make it first."
        raise click.ClickException(message)
    load_platform()
    from citizenspring.common.connecting import own_connection  # noqa: PLC0415  # Django is loaded now

    with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".backup-") as work:
        copy = Path(work) / "database.dump"
        click.echo("Copying the database …")
        with own_connection() as connection:
            connection.autocommit = False
            try:
                manifest = dump(connection, copy)
            except psycopg.errors.UndefinedTable:
                message = "This database is not that of the platform: check DATABASE_URL."
                raise click.ClickException(message) from None
        pack(file.absolute(), manifest, copy, platform_keys())
    size = file.stat().st_size / 2**20
    click.echo(f"{file}: {size:.1f} MB, {manifest.record_size} entries of the public record.")
    click.echo("It holds the keys of this installation: keep it where only you can read it.")
