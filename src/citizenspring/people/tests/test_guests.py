from http.cookies import SimpleCookie

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from citizenspring.people.errors import TooMany, TooManyHere
from citizenspring.people.events import come_by
from citizenspring.people.models import Person
from citizenspring.people.services import acting_person, leave
from citizenspring.people.services.guests import EVENT_GUESTS, GUESTS

from .conftest import at_once, run_dry
from .factories import make_guest, make_person

SECRET = "s" * 32
OTHER_SECRET = "t" * 32


def act(form_secret: str = SECRET, address: str = "192.0.2.1") -> HttpRequest:
    """A request that acts, from a browser without a session."""
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.user = AnonymousUser()
    request.session = SessionStore()
    if form_secret:
        request.META["CSRF_COOKIE"] = form_secret
    return request


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/sign-in/", "/who-may-do-what/", "/sign-out/"])
def test_a_visit_makes_no_person_and_no_session(client: Client, page: str) -> None:
    client.get(page)
    assert not Person.objects.exists()
    assert not Session.objects.exists()
    assert "sessionid" not in client.cookies


@pytest.mark.django_db
def test_the_first_act_makes_a_guest() -> None:
    guest = acting_person(act())
    assert Person.objects.get() == guest
    assert guest.is_guest
    assert not guest.has_usable_password()


@pytest.mark.django_db
def test_someone_known_stays_who_she_is() -> None:
    request = act()
    request.user = make_person()
    assert acting_person(request) == request.user
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_two_acts_without_a_session_yet_are_of_one_guest() -> None:
    assert acting_person(act()) == acting_person(act())


@pytest.mark.django_db
def test_acts_of_two_browsers_are_of_two_guests() -> None:
    assert acting_person(act()) != acting_person(act(OTHER_SECRET))


@pytest.mark.django_db
def test_acts_without_any_cookie_are_never_joined() -> None:
    assert acting_person(act("")) != acting_person(act(""))


@pytest.mark.django_db
def test_the_forms_that_are_open_go_on_working() -> None:
    request = act()
    acting_person(request)
    assert request.META["CSRF_COOKIE"] == SECRET
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in request.META


@pytest.mark.django_db
def test_after_a_minute_the_form_secret_opens_nothing() -> None:
    guest = acting_person(act())
    Person.objects.update(created_at="2026-01-01T00:00:00Z")
    assert acting_person(act()) != guest
    assert Person.objects.count() == 2


@pytest.mark.django_db
def test_whoever_comes_after_someone_left_is_someone_else() -> None:
    guest = acting_person(act())
    leave(by=guest)
    assert acting_person(act()) != guest


def come_to(code: str) -> HttpRequest:
    """A request that acts, from a browser that came by the short address of an event."""
    given = come_by(HttpResponse(), code)
    request = act(OTHER_SECRET)
    request.COOKIES = {name: cookie.value for name, cookie in given.cookies.items()}
    return request


@pytest.mark.django_db
def test_a40_a_script_is_stopped_and_who_comes_by_the_address_of_the_event_gets_in(
    settings: Settings,
) -> None:
    assert settings.GUESTS_PER_EVENT >= 1500 > settings.GUESTS_PER_ADDRESS
    run_dry(GUESTS, "192.0.2.1")
    with pytest.raises(TooManyHere):
        acting_person(act())
    assert acting_person(come_to("ABC234")).is_guest
    assert acting_person(act(OTHER_SECRET, address="192.0.2.2")).is_guest


@pytest.mark.django_db
def test_a40_the_address_of_one_event_lets_in_so_many_and_no_other_one_less() -> None:
    run_dry(EVENT_GUESTS, "ABC234\n192.0.2.1")
    with pytest.raises(TooMany):
        acting_person(come_to("ABC234"))
    assert acting_person(come_to("XYZ789")).is_guest


@pytest.mark.django_db
def test_a40_a_note_that_nobody_signed_lets_nobody_in() -> None:
    run_dry(GUESTS, "192.0.2.1")
    request = act()
    request.COOKIES = {"event": "ABC234:1:forged"}
    with pytest.raises(TooManyHere):
        acting_person(request)


@pytest.mark.django_db
def test_a_guest_is_warned_before_she_leaves(client: Client) -> None:
    client.force_login(make_guest(), "citizenspring.people.backends.GuestBackend")
    client.cookies = SimpleCookie({**{k: v.value for k, v in client.cookies.items()}})
    page = client.get("/sign-out/", headers={"accept-language": "en"})
    assert b"nobody can bring you back" in page.content
    client.post("/sign-out/")
    assert client.get("/me/").status_code == 302


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_first_acts_at_once_make_one_guest() -> None:
    found = at_once(20, lambda: acting_person(act()).pk)
    assert len(found) == 20
    assert Person.objects.count() == len(set(found)) == 1
