"""Every page of a map carries the same tabs."""

import pytest
from django.test import Client

from citizenspring.opinions import services
from citizenspring.people.tests.factories import make_role, signed_in

from .factories import make_map, make_organiser

pytestmark = pytest.mark.django_db
PAGES = "vote", "results", "statements", "log", "common-ground"
ENGLISH = {"accept-language": "en"}


def tabs(client: Client, address: str) -> str:
    page = client.get(address, headers=ENGLISH).content.decode()
    return page.split('<nav class="tabs no-print"')[1].split("</nav>")[0]


def test_a_visitor_sees_the_same_public_tabs_on_every_page(client: Client) -> None:
    made = make_map()
    for name in PAGES:
        found = tabs(client, made.page(name))
        assert [made.page(one) in found for one in ("vote", "results", "log")] == [True] * 3
        assert "Moderation log" in found
        assert made.page("queue") + '"' not in found
        assert made.page("edit") + '"' not in found


@pytest.mark.slow
def test_who_moderates_or_organises_finds_her_tab_on_every_page() -> None:
    made = make_map()
    moderator = signed_in(make_role("moderator").person)
    organiser = signed_in(make_organiser(made.activity.process))
    for name in PAGES:
        assert made.page("queue") + '"' in tabs(moderator, made.page(name))
        assert made.page("edit") + '"' in tabs(organiser, made.page(name))


@pytest.mark.slow
def test_common_ground_has_a_tab_once_it_is_there(client: Client) -> None:
    made = make_map()
    ground = made.page("common-ground") + '"'
    assert ground not in tabs(client, made.page("statements"))
    organiser = make_organiser(made.activity.process)
    chosen = made.statements.all()
    services.close_into_common_ground(made, chosen, title="Shared", reason="All.", by=organiser)
    found = tabs(client, made.page("results"))
    assert ground in found
    assert made.page("vote") + '"' not in found
