"""``citizenspring import``: bring in what was gathered elsewhere; one module for each kind."""

import click

from citizenspring.cli import Commands

__all__ = ["command"]


class Imports(Commands):
    """Each kind of import is a module of this package."""

    package = __name__


@click.group("import", cls=Imports)
def command() -> None:
    """Bring in what was gathered elsewhere; all of it or nothing."""
