"""``citizenspring check``: whether settings, code and record are as they should be."""

import sys

import click

from ._platform import load_platform
from .migrate import missing_migrations

__all__ = ["command"]

MOST_SHOWN = 100


@click.command("check")
@click.option("--code", is_flag=True, help="Only what needs no data: checks and migrations.")
def command(*, code: bool) -> None:
    """Check settings and code, then the database and the public record."""
    load_platform()
    from django.core.management import CommandError, call_command  # noqa: PLC0415
    from django.core.management.base import SystemCheckError  # noqa: PLC0415

    try:
        call_command("check", databases=None if code else ["default"], fail_level="WARNING")
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except (SystemCheckError, CommandError) as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    if code:
        return
    if missing_migrations():
        click.echo("The database is not up to date: run `citizenspring migrate`.", err=True)
        sys.exit(1)
    if not _record_agrees():
        sys.exit(1)


def _record_agrees() -> bool:
    """Compare the rows of every app with what the public record says of them."""
    from citizenspring.ledger.checks import run_checks  # noqa: PLC0415  # Django is loaded by now

    found = 0
    for finding in run_checks():
        found += 1
        if found <= MOST_SHOWN:
            line = f"{finding.kind}, {finding.where}: {finding.sentence}"
            click.secho(line, fg="red", err=True)
    if found > MOST_SHOWN:
        click.echo(f"... and {found - MOST_SHOWN:,} more.", err=True)
    if not found:
        click.secho("The database agrees with the public record.", fg="green")
    return not found
