"""Who acts when an act comes from the command line, and how a refusal reads there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from citizenspring.people.models import Person

__all__ = ["acting_organiser", "plain_refusals"]

BAD_INPUT = 2


def acting_organiser(email: str | None) -> "Person":
    """The organiser named by ``email``; without one the demo's, or the only one there is."""
    from django.conf import settings  # noqa: PLC0415  # because the platform must be loaded first

    from citizenspring.people.models import Person, Role  # noqa: PLC0415
    from citizenspring.people.services import demo_persona  # noqa: PLC0415

    if settings.DEMO and not email:
        return demo_persona("organiser")
    found = Person.objects.filter(roles__kind=Role.Kind.ORGANISER, roles__scope=None)
    if email:
        found = found.filter(email__iexact=email)
    people = list(found.distinct()[:2])
    if len(people) == 1:
        return people[0]
    said = f"{email} is not an organiser" if email else "Say who imports with --by ADDRESS"
    message = f"{said}: `citizenspring organiser ADDRESS` makes one."
    raise click.ClickException(message)


@contextmanager
def plain_refusals() -> Iterator[None]:
    """Turn a refusal, or input that is not what was expected, into one sentence and a code."""
    from citizenspring.common.errors import Refusal  # noqa: PLC0415
    from citizenspring.engines.errors import EngineError  # noqa: PLC0415

    try:
        yield
    except (Refusal, EngineError) as problem:
        click.echo(str(problem), err=True)
        sys.exit(BAD_INPUT)
