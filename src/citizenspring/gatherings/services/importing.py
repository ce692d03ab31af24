"""Registering many people at once, from a list that an organiser has."""

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID, uuid5

from django.db import transaction

from citizenspring.common.bulk import copy_in
from citizenspring.common.clock import database_now
from citizenspring.gatherings.errors import GatheringCancelled, TooManyAtOnce
from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.gatherings.permissions import may_import_registrations
from citizenspring.ledger.services import record
from citizenspring.people.models import Person

from .registering import RegistrationFacts, say

__all__ = ["MOST_AT_ONCE", "import_registrations"]

MOST_AT_ONCE = 20_000
State = Registration.State
Keyed = tuple[UUID, RegistrationFacts]


@transaction.atomic
def import_registrations(
    gathering: Gathering, rows: Iterable[RegistrationFacts], *, by: Person
) -> int:
    """Register those who are not yet: returns how many came.

    The first have the places that are free, the others wait. The same list sent twice registers
    nobody twice: whoever says the same as an earlier row of a list is that row.
    """
    may_import_registrations.require(by, gathering)
    held = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if held.is_cancelled:
        raise GatheringCancelled
    keyed = list(_keyed(held, rows))
    if len(keyed) > MOST_AT_ONCE:
        raise TooManyAtOnce(most=MOST_AT_ONCE)
    known = set(held.registrations.filter(how=Registration.How.LIST).values_list("pk", flat=True))
    fresh = [(key, facts) for key, facts in keyed if key not in known]
    made = list(_registrations(held, fresh, by))
    copy_in(made)
    held.taken += sum(one.is_coming for one in made)
    held.last_number += len(made)
    held.save(update_fields=["taken", "last_number"])
    about = gathering.activity.node_id
    record("registration.list", by=by, about=about, facts={"registrations": len(made)})
    return len(made)


def _keyed(held: Gathering, rows: Iterable[RegistrationFacts]) -> Iterator[Keyed]:
    """Each row with its id; two people of one list may say the very same."""
    seen: Counter[str] = Counter()
    for facts in rows:
        said = "\n".join(
            (
                "list",
                facts.name,
                facts.language,
                "+".join(facts.speaks),
                facts.home.code if facts.home else "",
                facts.age,
                facts.gender,
                facts.education,
                facts.needs,
            )
        )
        seen[said] += 1
        yield uuid5(held.pk, f"{said}\n{seen[said]}"), facts


def _registrations(held: Gathering, rows: list[Keyed], by: Person) -> Iterator[Registration]:
    moment, places = database_now(), held.places_left
    for place, (key, facts) in enumerate(rows):
        made = Registration(pk=key, how=Registration.How.LIST, keyed_by=by, made_at=moment)
        say(held, made, facts)
        made.number = held.last_number + place + 1
        made.state = State.COMING if place < places else State.WAITING
        yield made
