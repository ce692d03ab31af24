"""Members of a panel drawn by lot have a place, whoever waits."""

import pytest

from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.gatherings.services import (
    RegistrationFacts,
    register_member,
    release_member,
)
from citizenspring.people.tests.factories import make_guest

from .factories import make_gathering, registered

pytestmark = pytest.mark.django_db


def test_a_member_has_a_place_although_the_hall_is_full() -> None:
    gathering = make_gathering(capacity=1)
    registered(gathering)
    member = register_member(gathering, RegistrationFacts("Bo"))
    assert (member.is_coming, member.how, member.holds_invited) == (True, "lot", True)
    assert Gathering.objects.get().invited_capacity == 1


def test_who_waited_keeps_her_ticket_and_who_had_a_place_gives_it_on() -> None:
    gathering, ada = make_gathering(capacity=1), make_guest()
    first = registered(gathering, ada)
    waits = registered(gathering)
    member = register_member(gathering, RegistrationFacts("Ada"), person=ada)
    assert (member.pk, member.ticket) == (first.pk, first.ticket)
    assert Registration.objects.get(pk=waits.pk).is_coming
    assert register_member(gathering, RegistrationFacts("Ada"), person=ada).pk == first.pk


def test_the_place_of_a_member_who_leaves_is_kept_for_who_steps_in() -> None:
    gathering = make_gathering(capacity=1)
    release_member(register_member(gathering, RegistrationFacts("Bo")))
    held = Gathering.objects.get()
    assert (held.invited_taken, held.invited_capacity) == (0, 1)
    assert register_member(gathering, RegistrationFacts("Cy")).is_coming
