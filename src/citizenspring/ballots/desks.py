"""Where those who keep the roll or key in paper ballots begin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from citizenspring.people.desks import Desk
from citizenspring.people.models import Person, Role

from .models import Poll

__all__ = ["desks"]

MOST = 5
KEEPS = (Role.Kind.VERIFIER, Role.Kind.ORGANISER)
KEYS = (*KEEPS, Role.Kind.FACILITATOR)


def desks(person: Person) -> Iterator[Desk]:
    """The open votes, and for the roll those being prepared, in which she has something to do."""
    for poll in _polls(person, KEEPS, Poll.State.DRAFT, Poll.State.OPEN):
        facts = {"vote": poll.title}
        yield Desk(_("Electoral roll: %(vote)s") % facts, reverse("ballots:roll", args=[poll.pk]))
        if poll.is_open:
            yield Desk(_("Desk: %(vote)s") % facts, reverse("ballots:desk", args=[poll.pk]))
    for poll in _polls(person, KEYS, Poll.State.OPEN):
        label = _("Key in paper ballots: %(vote)s") % {"vote": poll.title}
        yield Desk(label, reverse("ballots:sheets", args=[poll.pk]))


def _polls(person: Person, kinds: tuple[Role.Kind, ...], *states: Poll.State) -> list[Poll]:
    held = set(person.roles.filter(kind__in=kinds).values_list("scope", flat=True))
    found = Poll.objects.filter(state__in=states, is_imported=False)
    if None not in held:
        found = found.filter(process__in=held)
    return list(found.order_by("-pk")[:MOST])
