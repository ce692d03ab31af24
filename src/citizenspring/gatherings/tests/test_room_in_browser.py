"""The room in a real browser: seats appear by themselves, and the wall turns by keys."""

from collections.abc import Callable
from typing import Any

import pytest

from citizenspring.gatherings import queries, services
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.services import RegistrationFacts
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, signed_in
from citizenspring.testing.browsing import Visit

from .factories import arrived, make_gathering, organiser_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]


def a_room() -> Gathering:
    gathering = make_gathering(capacity=120, asks=("age",), languages=("fr",))
    rows = [RegistrationFacts(f"P{k}", age="18_34" if k % 2 else "65_plus") for k in range(120)]
    services.import_registrations(gathering, rows, by=organiser_of(gathering))
    return gathering


def olga_in(visit: Visit, gathering: Gathering) -> Visit:
    visit.context.add_cookies([session_of(organiser_of(gathering), visit.site)])
    return visit


def session_of(person: Person, site: str) -> Any:
    cookie = signed_in(person).cookies["sessionid"].value
    return {"name": "sessionid", "value": cookie, "url": site}


@pytest.mark.usefixtures("worker")
def test_seats_are_worked_out_beside_the_page_and_shown_on_phones_and_the_wall(
    visit: Arrive,
) -> None:
    gathering = a_room()
    ada = make_guest()
    gathering.registrations.filter(number=7).update(person=ada)
    arrived(gathering.registrations.get(number=7))
    olga = olga_in(visit(language="en"), gathering)
    page = olga.open(gathering.page("seat"))
    page.locator("main form button[type=submit], main form button").last.click()
    page.wait_for_url("**/organise/room/")
    page.get_by_text("as mixed as can be").wait_for(timeout=60_000)
    assert olga.axe() == []
    assert not olga.is_wider_than_window()
    participant = visit(language="en")
    participant.context.add_cookies([session_of(ada, participant.site)])
    phone = participant.open(gathering.page("here"))
    phone.get_by_text("Your table is not known yet").wait_for()
    page.get_by_role("button", name="Show the seats to everybody").click()
    page.get_by_text("shown to everybody").wait_for()
    phone.get_by_text("You sit at table").wait_for(timeout=30_000)
    assert queries.shown_plan(gathering) is not None
    wall = olga_in(visit(language="en", width=1280), gathering)
    page = wall.open(gathering.page("seats-wall"))
    page.locator(".wall-screen.is-now").wait_for()
    assert not page.get_by_text("120", exact=True).is_visible()
    page.keyboard.type("120")
    assert page.get_by_text("120", exact=True).is_visible()
    assert wall.axe() == []


def test_without_scripts_the_whole_wall_stands_below(visit: Arrive) -> None:
    gathering = a_room()
    plan = services.seat(gathering, rounds=1, size=9, by=organiser_of(gathering))
    services.show(plan, by=organiser_of(gathering))
    wall = olga_in(visit(java_script_enabled=False), gathering)
    page = wall.open(gathering.page("seats-wall"))
    assert page.get_by_text("120", exact=True).is_visible()
    page = wall.open(gathering.page("ticket").replace("ticket", "organise/room"))
    assert page.get_by_role("link", name="Écran des places").is_visible()
