"""Passkeys in a real browser with a virtual key: added, used alone, used as the second step."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator

from citizenspring.people.models import Person
from citizenspring.people.tests.conftest import CodeReader
from citizenspring.testing.browsing import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]
ADA = "ada@example.org"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_key(resident: Visit) -> Visit:
    """The same visitor on a device that keeps keys; passkeys want a name, not a number."""
    resident.site = resident.site.replace("127.0.0.1", "localhost")
    device = resident.context.new_cdp_session(resident.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return resident


def enter(resident: Visit, then: str) -> None:
    page = resident.open(f"/sign-in/?next={then}")
    page.fill("[name=email]", ADA)
    page.click("main form:has([name=email]) button")
    page.wait_for_url("**/sign-in/code/")
    page.fill("[name=code]", CodeReader()(ADA))
    page.click("main form:has([name=code]) button")
    page.wait_for_url(lambda url: "/sign-in/code/" not in url)


def leave(resident: Visit) -> None:
    page = resident.open("/sign-out/")
    page.click("main form button")
    page.wait_for_url("**/")


def test_a_passkey_is_added_and_opens_the_door_alone(visit: Arrive) -> None:
    resident = with_key(visit(language="fr"))
    enter(resident, "/me/keys/passkeys/add/")
    page = resident.page
    page.fill("[name=name]", "Téléphone")
    page.click("form[data-key] button")
    page.wait_for_url("**/me/keys/recovery/")
    assert page.locator("main code").count() == 10
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Téléphone"
    resident.open("/me/keys/")
    assert resident.axe() == []
    assert not resident.is_wider_than_window()
    leave(resident)
    page = resident.open("/sign-in/?next=/me/levels/")
    page.click("form[data-key] button")
    page.wait_for_url("**/me/levels/")
    assert Person.objects.count() == 1


def test_after_the_mail_the_passkey_is_asked(visit: Arrive) -> None:
    resident = with_key(visit(language="nl"))
    enter(resident, "/me/keys/passkeys/add/")
    resident.page.click("form[data-key] button")
    resident.page.wait_for_url("**/me/keys/recovery/")
    leave(resident)
    enter(resident, "/me/levels/")
    page = resident.page
    page.wait_for_url("**/sign-in/second-step/")
    assert resident.axe() == []
    assert not resident.is_wider_than_window()
    page.click("form[data-key] button")
    page.wait_for_url("**/me/levels/")
