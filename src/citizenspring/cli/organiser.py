"""``citizenspring organiser``: the first organiser of a city, made by whoever runs it."""

import click

from ._platform import load_platform
from .migrate import bring_up_to_date

__all__ = ["command"]


@click.command("organiser")
@click.argument("address")
def command(address: str) -> None:
    """Make the owner of a mail ADDRESS an organiser of the whole space.

    Further organisers are made by organisers, on the page where roles are given.
    """
    load_platform()
    bring_up_to_date()
    from django.conf import settings  # noqa: PLC0415  # because it is loaded only now
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils.translation import override  # noqa: PLC0415

    from citizenspring.people.services import first_organiser  # noqa: PLC0415

    try:
        person = first_organiser(address)
    except ValidationError as problem:
        with override("en"):
            raise click.BadParameter(problem.messages[0]) from problem
    door = f"{settings.PUBLIC_ADDRESS}{reverse('account_login')}"
    click.echo(f"{person.email} is an organiser. Sign in with that address at {door}")
    if settings.DEMO and not settings.MAIL_SERVER:
        box = f"{settings.PUBLIC_ADDRESS}{reverse('people:mailbox')}"
        click.echo(f"No mail server is set: the code arrives at {box}")
