"""``citizenspring check``: whether settings, code and record are as they should be."""

import sys

import click

from ._platform import load_platform

__all__ = ["command"]


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
