"""``citizenspring export``: take out what was decided here; one module for each kind."""

import click

from citizenspring.cli import Commands

__all__ = ["command"]


class Exports(Commands):
    """Each kind of export is a module of this package."""

    package = __name__


@click.group("export", cls=Exports)
def command() -> None:
    """Take out what was decided here, in formats that others read."""
