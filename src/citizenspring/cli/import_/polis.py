"""``citizenspring import polis DIR``: a conversation exported by Polis becomes an opinion map."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from citizenspring.cli._people import acting_organiser, plain_refusals
from citizenspring.cli._platform import load_platform
from citizenspring.cli._progress import Progress

if TYPE_CHECKING:
    from citizenspring.opinions.imports import Imported
    from citizenspring.people.models import Person
    from citizenspring.processes.models import Process
    from citizenspring.processes.services import ProcessFacts

__all__ = ["command"]


@click.command("polis")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--process", "slug", help="Put the map in this process; else a new one is made.")
@click.option("--title", default="", help="Name of the map; else the conversation's own topic.")
@click.option("--language", default="en", show_default=True, help="Language of the statements.")
@click.option("--by", "email", help="Mail address of the organiser who imports.")
@click.option("--open", "is_opened", is_flag=True, help="Show the map to all and let voting go on.")
def command(
    folder: Path, slug: str | None, title: str, language: str, email: str | None, *, is_opened: bool
) -> None:
    """Bring in the conversation in FOLDER, as Polis exports it: all of it or nothing."""
    load_platform()
    from django.db import transaction  # noqa: PLC0415  # because the platform must be loaded first

    with plain_refusals(), transaction.atomic():
        by = acting_organiser(email)
        process = _process_named(slug) if slug else _new_process(title or folder.name, language, by)
        imported = _import(folder, process, title, language, by)
        if not (slug or title):
            _call_it_by_its_topic(imported, language, by)
        if is_opened:
            _open(imported, by)
    for note in imported.notes:
        click.echo(f"Note: {note}")
    click.echo(
        f"Imported {imported.people} people, {imported.statements} statements and "
        f"{imported.votes} votes."
    )
    _say_where(imported, is_opened=is_opened)


def _process_named(slug: str) -> "Process":
    from citizenspring.processes.models import Process  # noqa: PLC0415

    found = Process.objects.filter(slug=slug).first()
    if found is None:
        message = f"There is no process {slug}: the last part of its page's address is its name."
        raise click.ClickException(message)
    return found


def _new_process(question: str, language: str, by: "Person") -> "Process":
    from citizenspring.processes.services import create_process  # noqa: PLC0415

    return create_process(_facts(question, language), by=by)


def _facts(question: str, language: str) -> "ProcessFacts":
    from django.utils.translation import gettext, override  # noqa: PLC0415

    from citizenspring.processes.services import ProcessFacts  # noqa: PLC0415

    with override(language):
        promise = gettext("This conversation was brought in from elsewhere, and goes on here.")
    return ProcessFacts(
        question={language: question}, promise={language: promise}, languages=[language]
    )


def _call_it_by_its_topic(imported: "Imported", language: str, by: "Person") -> None:
    from citizenspring.processes.services import edit_process  # noqa: PLC0415

    activity = imported.opinion_map.activity
    edit_process(activity.process, _facts(str(activity.title), language), by=by)


def _import(
    folder: Path, process: "Process", title: str, language: str, by: "Person"
) -> "Imported":
    from citizenspring.opinions.imports import import_polis  # noqa: PLC0415

    progress = Progress()
    try:
        return import_polis(
            folder, process, title=title, language=language, by=by, progress=progress
        )
    finally:
        progress.end()


def _open(imported: "Imported", by: "Person") -> None:
    from citizenspring.processes.models import Process  # noqa: PLC0415
    from citizenspring.processes.services import open_activity, open_process  # noqa: PLC0415

    process = imported.opinion_map.activity.process
    if process.state == Process.State.DRAFT:
        open_process(process, by=by)
    open_activity(imported.opinion_map.activity, by=by)


def _say_where(imported: "Imported", *, is_opened: bool) -> None:
    from django.conf import settings  # noqa: PLC0415  # because the platform must be loaded first

    where = f"{settings.PUBLIC_ADDRESS}{imported.opinion_map.get_absolute_url()}"
    todo = "" if is_opened else " It is a draft: open it from its page."
    click.echo(f"The map is at {where}.{todo}")
