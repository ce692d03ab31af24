"""``citizenspring import polis DIR``: a conversation exported by Polis becomes an opinion map."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_noop

from citizenspring.cli._people import acting_organiser, plain_refusals
from citizenspring.cli._platform import load_platform
from citizenspring.cli._processes import imported_facts, new_process, process_named
from citizenspring.cli._progress import Progress

if TYPE_CHECKING:
    from citizenspring.opinions.imports import Imported
    from citizenspring.people.models import Person
    from citizenspring.processes.models import Process

__all__ = ["command"]

PROMISE = gettext_noop("This conversation was brought in from elsewhere, and goes on here.")


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
        process = _process(slug, title or folder.name, language, by)
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


def _process(slug: str | None, question: str, language: str, by: "Person") -> "Process":
    return process_named(slug) if slug else new_process(question, PROMISE, language, by)


def _call_it_by_its_topic(imported: "Imported", language: str, by: "Person") -> None:
    from citizenspring.processes.services import edit_process  # noqa: PLC0415

    activity = imported.opinion_map.activity
    facts = imported_facts(str(activity.title), PROMISE, language)
    edit_process(activity.process, facts, by=by)


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
