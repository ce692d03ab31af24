"""The draw as a room sees it: an organiser presses balls, the wall shows them."""

from collections.abc import Callable

import pytest
from django.conf import settings

from citizenspring.panels.models import Member
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import signed_in
from citizenspring.testing.browsing import Visit

from .factories import codes_of, committed, inviting, make_panel, organiser_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]


def organiser(visit: Arrive, person: Person, **options: object) -> Visit:
    found = visit(**options)
    cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME]
    found.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": found.site}])
    return found


def test_the_wall_follows_the_balls_that_an_organiser_presses(visit: Arrive) -> None:
    panel = committed()
    wall = visit(width=1920)
    shown = wall.open(panel.page("ceremony"))
    desk = organiser(visit, organiser_of(panel.gathering))
    page = desk.open(panel.page("draw"))
    assert desk.axe() == []
    for place, ball in enumerate("407", 1):
        page.locator(f".ball[value='{ball}']").click()
        shown.locator(".digit--known").nth(place - 1).wait_for()
    page.locator("button[name=balls]").click()
    shown.locator(".ceremony-names li").first.wait_for()
    assert shown.locator(".ceremony-names li").count() == Member.objects.count() == 6
    assert wall.axe() == []
    assert not wall.is_wider_than_window()


def test_enter_in_a_number_saves_the_quotas_and_drops_none(visit: Arrive) -> None:
    panel = make_panel()
    desk = organiser(visit, organiser_of(panel.gathering), width=320)
    page = desk.open(panel.page("quotas"))
    page.locator("input.quota-number").first.fill("2")
    page.keyboard.press("Enter")
    page.locator("[role=status] >> text=.").first.wait_for()
    assert panel.quotas.all()[0].least == 2
    assert panel.quotas.values("feature").distinct().order_by().count() == 3
    assert desk.axe() == []
    assert not desk.is_wider_than_window()


def test_a_letter_is_answered_by_keyboard_without_scripts(visit: Arrive) -> None:
    panel = inviting()
    code = codes_of(panel, 4)[0]
    resident = visit(width=320, java_script_enabled=False)
    page = resident.open(panel.page("answer"))
    page.locator("input[name=code]").focus()
    page.keyboard.type(code)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator("h1").wait_for()
    assert panel.invitations.exclude(answer="").get().answer == "no"
    assert not resident.is_wider_than_window()
