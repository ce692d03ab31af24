"""``citizenspring import city FILE``: the city and its territories, as its file describes them."""

from pathlib import Path

import click

from citizenspring.cli._people import plain_refusals
from citizenspring.cli._platform import load_platform

__all__ = ["command"]


@click.command("city")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Load the city described in FILE; again, to bring its names and figures up to date."""
    load_platform()
    from citizenspring.city.models import Territory  # noqa: PLC0415  # because of load_platform
    from citizenspring.city.services import load_city  # noqa: PLC0415  # because of load_platform

    with plain_refusals():
        city = load_city(file)
    click.echo(f"Loaded {city} with {Territory.objects.count()} territories.")
