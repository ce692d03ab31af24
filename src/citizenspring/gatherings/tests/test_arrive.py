"""Coming in by the doors."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils.timezone import now

from citizenspring.common.errors import NotAllowed
from citizenspring.common.ids import uuid7
from citizenspring.gatherings import services
from citizenspring.gatherings.errors import (
    AlreadyIn,
    DoorsClosed,
    HallFull,
    NotIn,
    PlacesKept,
    TicketUnknown,
)
from citizenspring.gatherings.models import Arrival, Gathering, Registration
from citizenspring.gatherings.queries import table_of
from citizenspring.gatherings.services import DoorNote, DoorRow, RegistrationFacts
from citizenspring.people.models import Person
from citizenspring.people.tests.conftest import at_once
from citizenspring.people.tests.factories import make_guest

from .factories import begun, make_gathering, make_helper, make_tables, registered, seated

pytestmark = pytest.mark.django_db


def today(**facts: Any) -> Gathering:
    return make_gathering(days=0.1, **facts)


def walk_in(gathering: Gathering, by: Person, **note: Any) -> Arrival:
    facts = RegistrationFacts(name="Wim", speaks=("nl",))
    return services.register_at_door(gathering, facts, by=by, note=DoorNote(**note))


def test_a_ticket_lets_in_however_its_signs_are_typed() -> None:
    gathering = today()
    ada, helper = registered(gathering), make_helper(gathering)
    typed = f" {ada.ticket[:5].lower()} - {ada.ticket[5:]}"
    arrival = services.check_in(gathering, typed, by=helper, door="North")
    assert (arrival.registration, arrival.door, arrival.by) == (ada, "North", helper)


def test_what_a_door_sends_twice_is_one_arrival() -> None:
    gathering = today()
    ada, helper, sent = registered(gathering), make_helper(gathering), uuid7()
    first = services.check_in(gathering, ada, by=helper, sent=sent)
    assert services.check_in(gathering, ada, by=helper, sent=sent) == first


def test_a_second_door_hears_since_when_and_by_which_door() -> None:
    gathering = today()
    ada, helper = registered(gathering), make_helper(gathering)
    services.check_in(gathering, ada, by=helper, door="North")
    with pytest.raises(AlreadyIn, match="North") as refused:
        services.check_in(gathering, ada.ticket, by=helper, door="South")
    assert refused.value.status == 409
    assert Arrival.objects.get().door == "North"


def test_tickets_of_another_gathering_let_nobody_in() -> None:
    gathering, other = today(), today()
    with pytest.raises(TicketUnknown):
        services.check_in(gathering, registered(other).ticket, by=make_helper(gathering))


def test_only_the_team_keeps_the_doors() -> None:
    gathering = today()
    with pytest.raises(NotAllowed):
        services.check_in(gathering, registered(gathering), by=make_guest())


def test_weeks_before_nobody_comes_in() -> None:
    gathering = make_gathering(days=30)
    with pytest.raises(DoorsClosed):
        services.check_in(gathering, registered(gathering), by=make_helper(gathering))


def test_who_waits_comes_in_once_the_places_of_the_others_are_free() -> None:
    gathering = today(capacity=1)
    registered(gathering)
    waits, helper = registered(gathering), make_helper(gathering)
    with pytest.raises(PlacesKept):
        services.check_in(gathering, waits, by=helper)
    begun(gathering)
    services.check_in(gathering, waits, by=helper)
    waits.refresh_from_db()
    assert waits.is_coming
    with pytest.raises(HallFull) as refused:
        walk_in(gathering, helper)
    assert refused.value.facts == {"count": 1}


def test_whoever_comes_without_a_ticket_is_registered_once_and_in() -> None:
    gathering, sent = today(), uuid7()
    helper = make_helper(gathering)
    arrival = walk_in(gathering, helper, sent=sent)
    assert walk_in(gathering, helper, sent=sent) == arrival
    made = Registration.objects.get()
    assert (made.how, made.state, made.speaks, made.number) == ("door", "coming", ["nl"], 1)


def test_a_door_gives_no_more_chairs_than_there_are() -> None:
    gathering = today(capacity=1)
    helper = make_helper(gathering)
    walk_in(gathering, helper)
    with pytest.raises(HallFull):
        walk_in(gathering, helper)
    gathering.refresh_from_db()
    assert gathering.taken == 1


def test_whoever_comes_when_all_are_seated_has_a_table_as_she_comes_in() -> None:
    gathering = today(capacity=9)
    make_tables(gathering, 1)
    seated(gathering, {1: [registered(gathering), registered(gathering)]})
    arrival = walk_in(gathering, make_helper(gathering))
    assert table_of(arrival.registration) == 1


def test_a_slip_is_undone_and_the_right_person_comes_in() -> None:
    gathering = today()
    ada, helper = registered(gathering), make_helper(gathering)
    arrival = services.check_in(gathering, ada, by=helper)
    services.undo_arrival(arrival, by=helper)
    with pytest.raises(NotIn):
        services.undo_arrival(arrival, by=helper)
    assert services.check_in(gathering, ada, by=helper).left_at is None


def test_a_line_without_a_ticket_that_was_undone_does_not_come_back_when_sent_again() -> None:
    gathering, sent = today(), uuid7()
    helper = make_helper(gathering)
    services.undo_arrival(walk_in(gathering, helper, sent=sent), by=helper)
    row = DoorRow(DoorNote(sent=sent), name="Wim", speaks=("nl",))
    assert [one.code for one in services.take_arrivals(gathering, [row], by=helper)] == ["not_in"]
    assert not Arrival.objects.exists()


def test_who_left_gives_her_chair_free_and_may_come_back() -> None:
    gathering = today(capacity=1)
    ada, helper = registered(gathering), make_helper(gathering)
    arrival = services.check_in(gathering, ada, by=helper)
    services.check_out(arrival, by=helper)
    begun(gathering)
    walk_in(gathering, helper)
    assert services.check_in(gathering, ada, by=helper).left_at is None


def test_a_line_noted_before_she_left_does_not_bring_her_back() -> None:
    gathering = today()
    ada, helper, before = registered(gathering), make_helper(gathering), now()
    services.check_out(services.check_in(gathering, ada, by=helper), by=helper)
    with pytest.raises(AlreadyIn):
        services.check_in(gathering, ada, by=helper, said_at=before)


def row(ticket: str = "", name: str = "", **note: Any) -> DoorRow:
    return DoorRow(DoorNote(**note), ticket=ticket, name=name)


def test_an_hour_without_network_is_told_line_by_line_and_twice_is_the_same() -> None:
    gathering = today(capacity=9)
    ada, bo, helper = registered(gathering), registered(gathering), make_helper(gathering)
    services.check_in(gathering, bo, by=helper, door="North")
    an_hour_ago = now() - timedelta(hours=1)
    rows = [
        row(ada.ticket, door="South", said_at=an_hour_ago, sent=uuid4()),
        row(bo.ticket, door="South", sent=uuid4()),
        row("NOBODY2345", sent=uuid4()),
        row(name="Wim", sent=uuid4()),
        row(name="  ", sent=uuid4()),
    ]
    said = ["in", "already_in", "ticket_unknown", "in", "name_missing"]
    assert [one.code for one in services.take_arrivals(gathering, rows, by=helper)] == said
    assert [one.code for one in services.take_arrivals(gathering, rows, by=helper)] == said
    assert Arrival.objects.count() == 3
    assert Arrival.objects.get(registration=ada).said_at == an_hour_ago


def test_two_people_under_one_key_are_two_arrivals() -> None:
    gathering, sent = today(), uuid4()
    ada, bo, helper = registered(gathering), registered(gathering), make_helper(gathering)
    rows = [row(one.ticket, sent=sent) for one in (ada, bo)]
    services.take_arrivals(gathering, rows, by=helper)
    assert Arrival.objects.count() == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_ticket_at_twenty_doors_at_once_lets_in_once() -> None:
    gathering = today()
    ada, helper = registered(gathering), make_helper(gathering)

    def come() -> str:
        try:
            return str(services.check_in(gathering, ada.ticket, by=helper).pk)
        except AlreadyIn as refusal:
            return refusal.code

    found = at_once(20, come)
    assert found.count("already_in") == 19
    assert Arrival.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_the_door_at_once_as_many_come_in_as_there_are_chairs() -> None:
    gathering = today(capacity=3)
    helper = make_helper(gathering)

    def come() -> str:
        try:
            return str(walk_in(gathering, helper).pk)
        except HallFull as refusal:
            return refusal.code

    assert at_once(20, come).count("hall_full") == 17
    numbers = Registration.objects.values_list("number", flat=True).order_by("number")
    assert list(numbers) == [1, 2, 3]
