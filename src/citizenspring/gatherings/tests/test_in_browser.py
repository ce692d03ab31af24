"""Registering as a resident does: on a phone, by keyboard, with and without scripts."""

from collections.abc import Callable

import pytest

from citizenspring.gatherings.models import Registration
from citizenspring.testing.browsing import Visit

from .factories import make_gathering, registered

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]


@pytest.mark.parametrize("scripts", [True, False])
def test_she_registers_and_holds_her_ticket(visit: Arrive, *, scripts: bool) -> None:
    gathering = make_gathering(capacity=2)
    resident = visit(java_script_enabled=scripts)
    page = resident.open(gathering.get_absolute_url())
    page.locator("main a.button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/register/")
    page.locator("input[name=name]").focus()
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ticket/")
    assert Registration.objects.get().name == "Ada"
    assert page.locator("svg.ticket-code").is_visible()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_known_barrier_stands_on_its_pages(visit: Arrive, direction: str) -> None:
    gathering = make_gathering(capacity=1)
    registered(gathering)
    resident = visit(width=320, color_scheme="dark" if direction == "rtl" else "light")
    page = resident.open(gathering.get_absolute_url())
    page.evaluate("way => { document.documentElement.dir = way }", direction)
    assert resident.axe() == []
    assert not resident.is_wider_than_window()
    resident.open(gathering.page("register"))
    assert resident.axe() == []
    page.fill("input[name=name]", "Ada")
    page.locator("main form button").last.click()
    page.wait_for_url("**/ticket/")
    assert resident.axe() == []
    assert not resident.is_wider_than_window()
