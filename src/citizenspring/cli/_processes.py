"""The process that something is brought into from the command line."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from citizenspring.people.models import Person
    from citizenspring.processes.models import Process
    from citizenspring.processes.services import ProcessFacts

__all__ = ["imported_facts", "new_process", "process_named"]


def process_named(slug: str) -> "Process":
    from citizenspring.processes.models import Process  # noqa: PLC0415

    found = Process.objects.filter(slug=slug).first()
    if found is None:
        message = f"There is no process {slug}: the last part of its page's address is its name."
        raise click.ClickException(message)
    return found


def new_process(question: str, promise: str, language: str, by: "Person") -> "Process":
    from citizenspring.processes.services import create_process  # noqa: PLC0415

    return create_process(imported_facts(question, promise, language), by=by)


def imported_facts(question: str, promise: str, language: str) -> "ProcessFacts":
    """``promise`` is a sentence of the catalogues; it is said in the language of what comes in."""
    from django.utils.translation import gettext, override  # noqa: PLC0415

    from citizenspring.processes.services import ProcessFacts  # noqa: PLC0415

    with override(language):
        said = gettext(promise)
    return ProcessFacts(
        question={language: question}, promise={language: said}, languages=[language]
    )
