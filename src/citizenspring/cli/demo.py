"""``citizenspring demo``: the demo city, with life in it."""

import click

from ._platform import load_platform
from .migrate import bring_up_to_date

__all__ = ["command"]


@click.command("demo")
def command() -> None:
    """Build the demo city unless it is there."""
    load_platform()
    bring_up_to_date()
