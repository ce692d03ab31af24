"""``citizenspring import pb FILE``: a past vote of Pabulib becomes a counted budget round."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_noop

from citizenspring.cli._people import acting_organiser, plain_refusals
from citizenspring.cli._platform import load_platform
from citizenspring.cli._processes import new_process, process_named
from citizenspring.cli._progress import Progress

if TYPE_CHECKING:
    from citizenspring.budgets.pabulib import Imported
    from citizenspring.people.models import Person

__all__ = ["command"]

PROMISE = gettext_noop("This vote was held elsewhere. Here it is counted again, and explained.")


@click.command("pb")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--process", "slug", help="Put the round in this process; else a new one is made.")
@click.option("--title", default="", help="Name of the round; else what the file says.")
@click.option("--by", "email", help="Mail address of the organiser who imports.")
def command(file: Path, slug: str | None, title: str, email: str | None) -> None:
    """Bring in the vote in FILE, a .pb file of Pabulib, and count it: all of it or nothing."""
    load_platform()
    progress = Progress()
    with plain_refusals():
        imported = _import(file, slug, title, acting_organiser(email), progress)
    progress.end()
    for note in imported.notes:
        click.echo(f"Note: {note}")
    click.echo(f"Imported {imported.projects} projects and {imported.ballots} ballots.")
    _count(imported)
    _say_where(imported)


def _import(
    file: Path, slug: str | None, title: str, by: "Person", progress: Progress
) -> "Imported":
    from django.db import transaction  # noqa: PLC0415  # because the platform must be loaded first

    from citizenspring.budgets.pabulib import import_pb  # noqa: PLC0415
    from citizenspring.engines.budgeting import pb_text  # noqa: PLC0415
    from citizenspring.processes.services import open_process  # noqa: PLC0415

    text = pb_text(file.read_bytes(), file=file.name)
    with transaction.atomic():
        process = (
            process_named(slug) if slug else new_process(title or file.stem, PROMISE, "en", by)
        )
        if not slug:
            open_process(process, by=by)
        return import_pb(text, process, file=file.name, title=title, by=by, progress=progress)


def _count(imported: "Imported") -> None:
    """Count here and now: where only this command runs, there is no worker."""
    from citizenspring.budgets.models import Round  # noqa: PLC0415
    from citizenspring.budgets.services import count_waiting  # noqa: PLC0415

    click.echo("Counting, and looking for the reasons …")
    count_waiting()
    if not Round.objects.get(pk=imported.budget.pk).is_decided:
        click.echo("The worker counts it; its page says how far it is.")


def _say_where(imported: "Imported") -> None:
    from django.conf import settings  # noqa: PLC0415  # because the platform must be loaded first

    address = f"{settings.PUBLIC_ADDRESS}{imported.budget.get_absolute_url()}"
    click.echo(f"The round is at {address}.")
