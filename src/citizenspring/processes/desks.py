"""Where organisers and facilitators of processes begin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from citizenspring.people.desks import Desk
from citizenspring.people.models import Person, Role

from .models import Process

__all__ = ["desks"]

MOST = 5


def desks(person: Person) -> Iterator[Desk]:
    held = list(person.roles.values_list("kind", "scope"))
    if Role.Kind.ORGANISER in {kind for kind, _scope in held}:
        yield Desk(_("Set up and run processes"), reverse("processes:mine"))
    led = {scope for kind, scope in held if kind == Role.Kind.FACILITATOR}
    if not led:
        return
    found = Process.objects.filter(state=Process.State.OPEN).order_by("-opened_at")
    for process in (found if None in led else found.filter(pk__in=[*filter(None, led)]))[:MOST]:
        label = _("Lead: %(question)s") % {"question": process.question}
        yield Desk(label, reverse("processes:organise", args=[process.slug]))
