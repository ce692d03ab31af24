"""Registering many people from a list."""

import pytest

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings import services
from citizenspring.gatherings.errors import GatheringCancelled
from citizenspring.gatherings.models import Registration
from citizenspring.gatherings.services import RegistrationFacts

from .factories import make_gathering, make_helper, organiser_of, registered

pytestmark = pytest.mark.django_db


def people(count: int) -> list[RegistrationFacts]:
    return [RegistrationFacts(f"Person {k}", speaks=("fr",), age="18_34") for k in range(count)]


def test_the_first_have_the_places_and_the_others_wait() -> None:
    gathering = make_gathering(capacity=3, asks=("gender",))
    registered(gathering)
    assert services.import_registrations(gathering, people(4), by=organiser_of(gathering)) == 4
    rows = Registration.objects.filter(how="list").order_by("number")
    assert [(one.number, one.state) for one in rows] == [
        (2, "coming"), (3, "coming"), (4, "waiting"), (5, "waiting"),
    ]  # fmt: skip
    gathering.refresh_from_db()
    assert (gathering.taken, gathering.last_number) == (3, 5)
    assert {one.age for one in rows} == {""}, "what is not asked is not kept"
    assert registered(gathering).number == 6


def test_the_same_list_sent_twice_registers_nobody_twice() -> None:
    gathering = make_gathering(capacity=10)
    olga = organiser_of(gathering)
    twins = [*people(2), *people(2)]
    assert services.import_registrations(gathering, twins, by=olga) == 4
    assert services.import_registrations(gathering, [*twins, *people(3)], by=olga) == 3
    assert gathering.registrations.count() == 7


def test_only_organisers_bring_in_a_list_and_none_once_it_is_called_off() -> None:
    gathering = make_gathering()
    with pytest.raises(NotAllowed):
        services.import_registrations(gathering, people(1), by=make_helper(gathering))
    olga = organiser_of(gathering)
    services.cancel_gathering(gathering, "Rain", by=olga)
    with pytest.raises(GatheringCancelled):
        services.import_registrations(gathering, people(1), by=olga)
