"""Who holds a phone in the room."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from citizenspring.gatherings.errors import TicketUnknown
from citizenspring.gatherings.here import (
    EVENT_TRIES,
    TRIES,
    claim,
    here_of,
    registration_of_ticket,
)
from citizenspring.gatherings.models import Registration
from citizenspring.gatherings.services import cancel_registration
from citizenspring.people.errors import TooMany
from citizenspring.people.events import come_by
from citizenspring.people.models import Person
from citizenspring.people.tests.conftest import run_dry
from citizenspring.people.tests.factories import make_guest

from .factories import arrived, make_gathering, registered

pytestmark = pytest.mark.django_db
HOME = "192.0.2.1"


def asking(person: Person | None = None, given: HttpResponse | None = None) -> HttpRequest:
    request = RequestFactory().get("/", REMOTE_ADDR=HOME)
    request.user = person or AnonymousUser()
    kept = given.cookies if given else {}
    request.COOKIES = {name: cookie.value for name, cookie in kept.items()}
    return request


def test_the_session_says_who_she_is() -> None:
    gathering, ada = make_gathering(), make_guest()
    mine = registered(gathering, ada)
    assert here_of(asking(ada), gathering) == mine
    assert here_of(asking(make_guest()), gathering) is None
    assert here_of(asking(), gathering) is None


def test_a_ticket_claimed_on_a_phone_without_account_says_so_too() -> None:
    gathering = make_gathering()
    mine = registered(gathering)
    found = registration_of_ticket(asking(), gathering, mine.ticket.lower())
    given = claim(HttpResponse(), found)
    assert here_of(asking(given=given), gathering) == mine
    assert here_of(asking(given=given), make_gathering()) is None
    assert Person.objects.filter(is_guest=True).count() == 1


def test_it_says_at_once_whether_she_came_in(django_assert_num_queries: object) -> None:
    gathering = make_gathering()
    mine = registered(gathering)
    came = arrived(mine)
    given = claim(HttpResponse(), mine)
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        found = here_of(asking(given=given), gathering)
        assert found is not None
        assert found.arrival == came


def test_whoever_gave_her_place_back_is_not_here() -> None:
    gathering, ada = make_gathering(), make_guest()
    mine = registered(gathering, ada)
    cancel_registration(mine, by=ada)
    assert here_of(asking(ada), gathering) is None
    Registration.objects.update(state="cancelled")
    arrived(mine)
    assert here_of(asking(ada), gathering) == mine


def test_a_note_that_nobody_signed_claims_nothing() -> None:
    gathering = make_gathering()
    mine = registered(gathering)
    request = asking()
    request.COOKIES = {"here": f"{gathering.pk}:{mine.pk}:1:forged"}
    assert here_of(request, gathering) is None


def test_a40_wrong_tickets_run_one_address_dry_and_the_room_goes_on() -> None:
    gathering = make_gathering()
    mine = registered(gathering)
    assert EVENT_TRIES.burst >= 1500 > TRIES.burst
    for _ in range(2):
        with pytest.raises(TicketUnknown):
            registration_of_ticket(asking(), gathering, "NOBODY2345")
    run_dry(TRIES, HOME)
    with pytest.raises(TooMany):
        registration_of_ticket(asking(), gathering, mine.ticket)
    by_poster = asking(given=come_by(HttpResponse(), gathering.code))
    assert registration_of_ticket(by_poster, gathering, mine.ticket) == mine
    assert registration_of_ticket(by_poster, gathering, mine.ticket) == mine
