"""Signing in and the pages of people, as a resident meets them."""

from collections.abc import Callable

import pytest

from citizenspring.people.models import Letter, Person
from citizenspring.people.tests.factories import make_role
from citizenspring.testing.browsing import Visit

pytestmark = pytest.mark.browser

Arrive = Callable[..., Visit]
PUBLIC = [
    "/sign-in/",
    "/sign-out/",
    "/who-may-do-what/",
    "/mailbox/",
    "/demo/people/",
    "/centres/",
]
HERS = [
    "/me/",
    "/me/levels/",
    "/me/consents/",
    "/me/erase/",
    "/me/keys/",
    "/roles/",
    "/centres/organise/",
    "/sign-out/",
]


def enter(resident: Visit, email: str = "ada@example.org") -> None:
    """Sign in with the code from the mailbox, by keyboard."""
    page = resident.open("/sign-in/")
    page.fill("input[name=email]", email)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code/")
    subject = Letter.objects.filter(to=email).latest("written_at").subject
    # The code has the focus when the page opens, soon after it is shown.
    page.wait_for_selector("input[name=code]:focus")
    page.keyboard.type("".join(sign for sign in subject if sign.isdigit()))
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_resident_signs_in_by_keyboard(visit: Arrive, *, scripts: bool) -> None:
    resident = visit(java_script_enabled=scripts)
    enter(resident)
    assert Person.objects.get().email == "ada@example.org"


def test_the_code_is_typed_on_the_keypad_of_a_phone(visit: Arrive) -> None:
    resident = visit()
    page = resident.open("/sign-in/")
    assert page.locator("input[name=email]").get_attribute("inputmode") == "email"
    page.fill("input[name=email]", "ada@example.org")
    page.keyboard.press("Enter")
    field = page.locator("input[name=code]")
    assert field.get_attribute("inputmode") == "numeric"
    assert field.get_attribute("autocomplete") == "one-time-code"


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_no_known_barrier_stands_on_the_pages_of_people(visit: Arrive, appearance: str) -> None:
    resident = visit(color_scheme=appearance)
    for path in PUBLIC:
        resident.open(path)
        assert resident.axe() == [], path
    page = resident.open("/sign-in/")
    page.fill("input[name=email]", "not an address at all@")
    written = page.locator("main form:has([name=email])")
    written.evaluate("form => { form.noValidate = true; form.submit() }")
    page.wait_for_selector(".field-error")
    assert resident.axe() == []
    enter(resident)
    make_role("organiser", Person.objects.get())
    for path in HERS:
        resident.open(path)
        assert resident.axe() == [], path


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_narrowest_screen_holds_the_pages_of_people(visit: Arrive, language: str) -> None:
    resident = visit(language=language, width=320)
    enter(resident)
    make_role("organiser", Person.objects.get())
    for path in [*PUBLIC, *HERS]:
        resident.open(path)
        assert not resident.is_wider_than_window(), path
