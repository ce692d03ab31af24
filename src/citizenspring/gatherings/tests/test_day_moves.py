"""What follows a guest who came in, what an erasure leaves of the day, what a copy holds."""

import json
from typing import Any

import pytest
from django.utils import translation

from citizenspring.gatherings import services
from citizenspring.gatherings.models import Arrival, Facilitator, Gathering, NextStep, Registration
from citizenspring.people.copying import own_data
from citizenspring.people.keeping import kept_about
from citizenspring.people.models import Person
from citizenspring.people.services import erase
from citizenspring.people.services.signing_in import merge
from citizenspring.people.tests.factories import make_guest, make_person

from .factories import (
    arrived,
    begun,
    day,
    make_gathering,
    make_helper,
    make_tables,
    organiser_of,
    registered,
    seated,
)

pytestmark = pytest.mark.django_db


def facilitator(gathering: Gathering, person: Person, **facts: Any) -> Facilitator:
    return Facilitator.objects.create(gathering=gathering, person=person, name="Fay", **facts)


def test_whoever_came_in_as_a_guest_is_in_as_the_account_she_is() -> None:
    gathering, guest, ada = make_gathering(), make_guest(), make_person()
    registered(gathering, ada)
    came = arrived(registered(gathering, guest))
    merge(guest, ada)
    assert Registration.objects.get().person == ada
    assert Arrival.objects.get() == came


def test_two_bodies_in_the_room_stay_two_when_their_accounts_become_one() -> None:
    gathering, guest, ada = make_gathering(), make_guest(), make_person()
    arrived(registered(gathering, ada))
    arrived(registered(gathering, guest))
    merge(guest, ada)
    assert Arrival.objects.count() == 2
    assert [row.person for row in Registration.objects.order_by("number")] == [ada, None]


def test_what_she_noted_at_a_door_and_led_at_a_table_becomes_the_accounts() -> None:
    gathering, other, ada = make_gathering(), make_gathering(), make_person()
    guest = make_guest()
    arrived(registered(gathering), by=guest)
    table = make_tables(gathering, 1)[0]
    facilitator(gathering, ada)
    facilitator(gathering, guest, table=table)
    facilitator(other, guest)
    merge(guest, ada)
    assert Facilitator.objects.get(table=table).person == ada
    assert Arrival.objects.get().by == ada
    assert Facilitator.objects.filter(person=ada).count() == Facilitator.objects.count() == 2


def test_a65_of_somebody_who_came_nothing_but_the_count_stays() -> None:
    gathering, ada = make_gathering(), make_person()
    mine = registered(gathering, ada, name="Ada Lovelace", needs="A ramp", age="18_34")
    came = arrived(mine)
    seated(gathering, {1: [mine]})
    erase(by=ada)
    left = Registration.objects.get()
    assert (left.person, left.name, left.needs, left.age, left.home) == (None, "-", "", "", None)
    assert left.ticket != mine.ticket
    assert Arrival.objects.get().voice == came.voice


def test_a65_the_name_of_a_facilitator_goes_and_before_the_day_her_place_too() -> None:
    past, future, ada = make_gathering(), make_gathering(), make_person()
    begun(past)
    facilitator(past, ada, table=make_tables(past, 1)[0])
    facilitator(future, ada)
    erase(by=ada)
    left = Facilitator.objects.get()
    assert (left.person, left.name, left.gathering) == (None, "-", past)


def test_a65_what_she_did_for_the_day_stays_without_her() -> None:
    gathering = make_gathering()
    organiser, helper = make_person(), make_helper(gathering)
    arrived(registered(gathering), by=helper)
    seated(gathering, {}, made_by=organiser)
    gathering.next_steps.create(text="On", due=day().date(), owner="Us", said_by=organiser)
    for one in (organiser, helper):
        erase(by=one)
    assert Arrival.objects.get().by is None
    assert gathering.plans.get().made_by is None
    assert NextStep.objects.get().said_by is None


def test_a66_her_copy_says_when_she_came_and_where_she_sat_and_nothing_of_others() -> None:
    gathering, ada = make_gathering(days=0.1), make_person()
    mine = registered(gathering, ada)
    services.check_in(gathering, mine, by=make_helper(gathering), door="North")
    seated(gathering, {4: [mine]})
    arrived(registered(gathering, name="Bo Secret"), by=ada)
    data = own_data(ada)
    assert data["tables"]["gatherings.Arrival"][0]["door"] == "North"
    assert data["tables"]["gatherings.Seat"][0]["table"] == 4
    told = json.dumps(data)
    assert "Bo Secret" not in told
    assert mine.arrival.voice not in told
    with translation.override("en"):
        assert any("1 gathering, when" in line for line in kept_about(ada))


def test_with_her_letter_she_comes_back_to_a_place_kept_for_it() -> None:
    gathering = make_gathering(capacity=1, invited=1)
    organiser, ada = organiser_of(gathering), make_guest()
    code = services.make_letters(gathering, 1, by=organiser)[0]
    registered(gathering)
    mine = registered(gathering, ada, code=code)
    services.cancel_registration(mine, by=ada)
    again = registered(gathering, ada)
    assert (again.state, again.how, again.holds_invited) == ("coming", "letter", True)
    services.cancel_registration(again, by=ada)
    assert registered(gathering, ada, code=code).holds_invited
