"""A participant's own phone in the room."""

import pytest
from django.test import Client

from citizenspring.people.models import Person
from citizenspring.people.tests.factories import signed_in

from .factories import arrived, make_gathering, registered
from .test_pages import english

pytestmark = pytest.mark.django_db


def content(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_on_the_day_the_poster_leads_to_the_ticket_and_then_to_the_room() -> None:
    gathering, phone = make_gathering(days=0.1), english()
    mine = registered(gathering)
    before = Person.objects.count()
    assert "The ten signs of your ticket" in content(phone, f"/g/{gathering.code}")
    wrong = phone.post(gathering.page("here"), {"ticket": "NOBODY2345"})
    assert (wrong.status_code, b"Nobody has this ticket" in wrong.content) == (422, True)
    phone.post(gathering.page("here"), {"ticket": mine.ticket.lower()})
    assert "Show this at the door" in content(phone, gathering.page("here"))
    arrived(mine)
    assert "Welcome!" in content(phone, gathering.page("here"))
    assert Person.objects.count() == before


def test_the_next_who_holds_the_phone_types_another_ticket() -> None:
    gathering, phone = make_gathering(days=0.1), english()
    phone.post(gathering.page("here"), {"ticket": registered(gathering).ticket})
    phone.post(gathering.page("here"), {"forget": "1"})
    assert "The ten signs of your ticket" in content(phone, gathering.page("here"))


def test_with_her_own_session_she_types_nothing() -> None:
    gathering = make_gathering(days=0.1)
    mine = registered(gathering)
    arrived(mine)
    assert mine.person
    assert "Welcome!" in content(signed_in(mine.person, english()), gathering.page("here"))


@pytest.mark.parametrize(("days", "page"), [(30, ""), (0.1, "here/")])
def test_the_poster_leads_where_the_day_asks(days: float, page: str) -> None:
    gathering = make_gathering(days=days)
    answer = Client().get(f"/g/{gathering.code}")
    assert answer.headers["Location"] == f"{gathering.get_absolute_url()}{page}"
    assert "event" in answer.cookies
