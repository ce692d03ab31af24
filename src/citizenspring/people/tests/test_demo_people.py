import pytest
from django.test import Client
from pytest_django import Settings

from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds
from citizenspring.people.services import PERSONAS, demo_persona

from .factories import make_guest, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", list(PERSONAS))
def test_one_press_makes_the_visitor_that_person(client: Client, kind: str) -> None:
    client.post(f"/demo/people/{kind}/")
    person = client.get("/me/").context["user"]
    assert person.name == PERSONAS[kind][0]
    role = kind.removeprefix("second-")
    assert role == "resident" or holds(person, Role.Kind(role))


def test_each_person_is_made_once() -> None:
    assert demo_persona("moderator") == demo_persona("moderator")
    assert Role.objects.count() == 1


def test_what_a_guest_did_stays_with_the_guest() -> None:
    guest = make_guest()
    signed_in(guest).post("/demo/people/resident/")
    guest.refresh_from_db()
    assert guest.merged_into is None
    assert guest.is_active


def test_outside_a_demo_there_is_nobody_to_try(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert client.get("/demo/people/").status_code == 404
    assert client.post("/demo/people/organiser/").status_code == 404
    assert not Person.objects.exists()


def test_a_persona_is_told_who_she_is_and_where_to_begin(client: Client) -> None:
    english = {"accept-language": "en"}
    for kind, words, address in (
        ("organiser", "You are now Amina El Khatib (Organiser)", "/organise/"),
        ("auditor", "You are now Sarah Goossens (Auditor)", "/record/"),
        ("resident", "You are now Mehmet Yilmaz (Resident)", "/#open"),
    ):
        client.post(f"/demo/people/{kind}/", headers=english)
        page = client.get("/", headers=english).content.decode()
        assert words in page
        assert f'Begin here: <a href="{address}">' in page
