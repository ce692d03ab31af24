"""``citizenspring record``: export the public record, show its key, append what waits."""

from pathlib import Path

import click

from ._endings import ended_by
from ._platform import load_platform

__all__ = ["command"]


@click.group("record")
def command() -> None:
    """The public record of this installation."""


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
def export(folder: Path) -> None:
    """Write the whole record to FOLDER, for anyone to keep and to verify."""
    load_platform()
    from citizenspring.common.errors import Refusal  # noqa: PLC0415  # Django is loaded only now
    from citizenspring.engines.errors import EngineError  # noqa: PLC0415  # the same
    from citizenspring.ledger.exporting import export_record  # noqa: PLC0415  # the same

    try:
        size = export_record(folder)
    except (EngineError, Refusal) as problem:
        raise ended_by(problem) from problem
    click.echo(f"{size:,} entries written to {folder}. Check them: citizenspring verify {folder}")


@command.command("key")
def key() -> None:
    """Show the public key, to be published where people will find it."""
    load_platform()
    from citizenspring.ledger.keys import public_key  # noqa: PLC0415  # Django is loaded only now

    click.echo(str(public_key()))


@command.command("grants")
@click.argument("role")
def grants(role: str) -> None:
    """Print the SQL that lets database role ROLE append to the record and no more."""
    from citizenspring.ledger.grants import grants_for  # noqa: PLC0415  # only this one needs it

    click.echo(grants_for(role))


@command.command("adopt")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def adopt_copy(folder: Path) -> None:
    """Add what FOLDER, a newer copy of this record, has beyond this database.

    After an older backup was restored: the site can be used again once the record is as long as
    the one that was published.
    """
    load_platform()
    from citizenspring.common.errors import Refusal  # noqa: PLC0415  # Django is loaded only now
    from citizenspring.engines.errors import EngineError  # noqa: PLC0415  # the same
    from citizenspring.ledger.services import adopt  # noqa: PLC0415  # the same

    try:
        added = adopt(folder)
    except (EngineError, Refusal) as problem:
        raise ended_by(problem) from problem
    click.echo(f"{added:,} entries added. Compare with the database: citizenspring check")


@command.command("append")
def append() -> None:
    """Give every waiting entry its place now, without waiting for others."""
    load_platform()
    from citizenspring.ledger.services import sequence  # noqa: PLC0415  # Django is loaded only now

    done = 0
    while placed := sequence(hold=False):
        done += placed
    click.echo(f"{done:,} entries got their place.")
