"""A40: the short address of a map, its code, and that a whole room gets in by it."""

import pytest
from django.test import Client

from citizenspring.people.models import Person
from citizenspring.people.services.guests import GUESTS
from citizenspring.people.tests.conftest import run_dry

from .factories import close, make_map

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
VOTE = {"statement": "1", "vote": "agree"}


def test_a40_a_room_gets_in_by_the_short_address_when_its_network_is_full(client: Client) -> None:
    made = make_map()
    before = Person.objects.count()
    run_dry(GUESTS, "127.0.0.1")
    refused = client.post(made.get_absolute_url(), VOTE, headers=ENGLISH)
    assert refused.status_code == 429
    assert "type its short address" in refused.content.decode()
    page = client.get(f"/m/{made.code.lower()}", follow=True)
    assert page.redirect_chain == [(made.get_absolute_url(), 302)]
    assert client.post(made.get_absolute_url(), VOTE).status_code == 302
    assert Person.objects.count() == before + 1


def test_a40_a_map_that_is_closed_lets_nobody_in_any_more(client: Client) -> None:
    made = make_map()
    close(made)
    client.get(f"/m/{made.code}")
    assert "event" not in client.cookies


def test_the_page_for_a_room_shows_the_code_and_the_address(client: Client) -> None:
    made = make_map()
    page = client.get(made.page("invite"), headers=ENGLISH).content.decode()
    assert f"/m/{made.code}" in page
    assert "<svg" in page
    assert made.page("invite") in client.get(made.get_absolute_url()).content.decode()
