"""A door as its helper keeps it: an hour without network, a page loaded anew, two doors."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from citizenspring.gatherings import services
from citizenspring.gatherings.models import Arrival, Gathering
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import signed_in
from citizenspring.testing.browsing import Visit

from .factories import make_gathering, make_helper, registered

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]


def let_in(phone: Visit, ticket: str, verdict: str) -> str:
    phone.page.fill("#ticket", ticket)
    phone.page.keyboard.press("Enter")
    box = phone.page.locator(f".verdict--{verdict}")
    box.wait_for()
    return box.inner_text()


def keep_door(phone: Visit, helper: Person, gathering: Gathering) -> Page:
    session = signed_in(helper).cookies["sessionid"].value
    phone.context.add_cookies([{"name": "sessionid", "value": session, "url": phone.site}])
    return phone.open(f"{gathering.page('door')}?door=Nord")


def register(page: Page, name: str) -> None:
    page.locator("details.fold summary").click()
    page.fill("[name=name]", name)
    page.locator("[data-door-walk-in] .button").click()
    page.locator(".verdict--in", has_text=name).wait_for()


def without_network(phone: Visit, act: Callable[[Page], None]) -> None:
    """Do it while the network is gone; what browsers say of the cut line is no complaint."""
    phone.context.set_offline(offline=True)
    act(phone.page)
    phone.context.set_offline(offline=False)
    phone.page.locator("[data-door-net][data-state=online]").wait_for()
    phone.complaints[:] = [said for said in phone.complaints if "net::ERR" not in said]


def test_a_door_loses_and_doubles_nobody_while_its_network_is_gone(visit: Arrive) -> None:
    gathering = make_gathering(days=0.1, capacity=9)
    ada, bo, cleo = (registered(gathering, name=name) for name in ("Ada", "Bo", "Cléo"))
    helper, phone = make_helper(gathering), visit()
    page = keep_door(phone, helper, gathering)
    page.locator("[data-ready]").wait_for()
    assert "Ada" in let_in(phone, ada.ticket, "in")
    assert "Nord" in let_in(phone, ada.ticket, "again")
    assert phone.axe() == []

    def go_on(page: Page) -> None:
        assert "Bo" in let_in(phone, bo.ticket, "in")
        assert "Bo" in let_in(phone, bo.ticket, "again")
        services.check_in(gathering, cleo, by=helper, door="Sud")
        page.fill("#asked", "cleo")
        page.locator("[data-door-list] button").click()
        page.locator(".verdict--in", has_text="Cléo").wait_for()
        page.reload()
        page.locator("[data-ready]").wait_for()
        register(page, "Wim")
        page.locator("[data-door-net]", has_text="3").wait_for()

    without_network(phone, go_on)
    page.locator("[data-door-told] li", has_text="Sud").wait_for()
    came = Arrival.objects.order_by("registration__name").values_list("registration__name", "door")
    assert list(came) == [("Ada", "Nord"), ("Bo", "Nord"), ("Cléo", "Sud"), ("Wim", "Nord")]
    page.fill("#asked", "bo")
    page.locator("[data-door-list] [value=left]").wait_for()
    assert phone.axe() == []
    assert not phone.is_wider_than_window()


def test_without_scripts_the_same_door_lets_in_and_undoes(visit: Arrive) -> None:
    gathering = make_gathering(days=0.1, capacity=9)
    ada = registered(gathering)
    phone = visit(width=320, java_script_enabled=False)
    keep_door(phone, make_helper(gathering), gathering)
    page = phone.open(gathering.page("doors"))
    page.fill("[name=door]", "Nord")
    page.keyboard.press("Enter")
    page.wait_for_url("**/door/?door=Nord")
    assert "Ada" in let_in(phone, ada.ticket, "in")
    page.locator("[name=act][value=undo]").click()
    page.locator(".messages", has_text="Ada").wait_for()
    assert not Arrival.objects.exists()
