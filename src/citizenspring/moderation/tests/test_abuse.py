"""Abuse of the pages of moderation themselves: scripts in words, names as advertising."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from citizenspring.moderation import services
from citizenspring.opinions.tests.factories import make_map, make_statement
from citizenspring.people.tests.factories import make_guest, signed_in

from .factories import hide, make_moderator, make_report

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
NAME = "Cheap benches at spam.example"


@pytest.mark.slow
def test_a51_scripts_in_reasons_reports_appeals_and_names_are_inert(client: Client) -> None:
    ada, mo = make_guest(), make_moderator(f"Mo {SCRIPT}")
    node = make_statement(make_map(), f"Look {SCRIPT} here.", by=ada).node
    make_report(node, words=f"Bad {SCRIPT}")
    team = signed_in(make_moderator("Zoe"))
    pages = [team.get(reverse("moderation:queue"))]
    decision = hide(node, mo, reason=f"It holds {SCRIPT}.")
    services.appeal(decision, f"No {SCRIPT}", by=ada)
    pages += [
        team.get(reverse("moderation:appeals")),
        team.get(reverse("moderation:about", args=[node.pk])),
        signed_in(ada).get(reverse("moderation:mine")),
        client.get(reverse("moderation:log")),
        client.get(reverse("moderation:feed")),
        client.get(node.url),
        client.get(node.get_absolute_url()),
    ]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.content.decode()


@pytest.mark.slow
def test_a61_a_name_used_as_advertising_is_shown_to_nobody(client: Client) -> None:
    ada = make_guest(name=NAME)
    statement = make_statement(make_map(), "More benches in the park.", by=ada)
    for address in (
        statement.get_absolute_url(),
        statement.node.get_absolute_url(),
        statement.map.page("statements"),
        reverse("people:rules"),
    ):
        assert NAME not in client.get(address).content.decode()


def test_a61_there_is_no_page_of_a_person() -> None:
    routes = str([str(pattern.pattern) for pattern in get_resolver().url_patterns])
    assert "person" not in routes
    assert "profile" not in routes


@pytest.mark.parametrize("route", ["moderation:log", "moderation:queue"])
@pytest.mark.parametrize("query", ["?page=-1", "?page=10000000000", "?page=x&act=%00", "?scope=x"])
def test_odd_addresses_are_no_faults(route: str, query: str) -> None:
    assert signed_in(make_moderator()).get(reverse(route) + query).status_code in {200, 400}
