"""Panels in the registries of people: what is kept, what a copy leaves out, what is erased."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from citizenspring.people import copying, erasing, keeping
from citizenspring.people.models import Person

from .models import Volunteer
from .services import forget_volunteer

__all__ = ["join"]


def _kept(person: Person) -> Iterable[str]:
    if Volunteer.objects.filter(person=person).exists():
        yield _(
            "Your answer to a letter that invites to a panel: name, how to reach you, and what you "
            "said so that the panel mirrors the city. In public you have another name there."
        )


def _erase(person: Person) -> None:
    for volunteer in Volunteer.objects.filter(person=person).select_related("panel__gathering"):
        forget_volunteer(volunteer)


def join() -> None:
    """Called when the app starts."""
    keeping.register(_kept)
    copying.leave_out("panels.Volunteer.receipt")
    copying.about_others("panels.Volunteer.keyed_by")
    copying.about_others("panels.Panel.made_by", "panels.Batch.made_by")
    erasing.register(_erase)
