"""The room in a real browser: seats appear by themselves, and the wall turns by keys."""

from collections.abc import Callable

import pytest

from citizenspring.gatherings import queries, services
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.services import RegistrationFacts
from citizenspring.people.tests.factories import signed_in
from citizenspring.testing.browsing import Visit

from .factories import make_gathering, organiser_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]


def a_room() -> Gathering:
    gathering = make_gathering(capacity=120, asks=("age",), languages=("fr",))
    rows = [RegistrationFacts(f"P{k}", age="18_34" if k % 2 else "65_plus") for k in range(120)]
    services.import_registrations(gathering, rows, by=organiser_of(gathering))
    return gathering


def olga_in(visit: Visit, gathering: Gathering) -> Visit:
    cookie = signed_in(organiser_of(gathering)).cookies["sessionid"].value
    visit.context.add_cookies([{"name": "sessionid", "value": cookie, "url": visit.site}])
    return visit


@pytest.mark.usefixtures("worker")
def test_seats_are_worked_out_beside_the_page_and_shown_on_the_wall(visit: Arrive) -> None:
    gathering = a_room()
    olga = olga_in(visit(language="en"), gathering)
    page = olga.open(gathering.page("seat"))
    page.locator("main form button[type=submit], main form button").last.click()
    page.wait_for_url("**/organise/room/")
    page.get_by_text("as mixed as can be").wait_for(timeout=60_000)
    assert olga.axe() == []
    assert not olga.is_wider_than_window()
    page.get_by_role("button", name="Show the seats to everybody").click()
    page.get_by_text("shown to everybody").wait_for()
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
