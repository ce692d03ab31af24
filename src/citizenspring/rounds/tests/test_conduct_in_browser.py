"""Keeping the clock in a real browser: two organisers see the same, and no barrier stands."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from citizenspring.people.models import Person
from citizenspring.people.tests.factories import signed_in
from citizenspring.rounds.queries import clock_of
from citizenspring.testing.browsing import Visit

from .factories import make_run, organiser_of, wait

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]


def comes(visitor: Visit, person: Person) -> Visit:
    session = signed_in(person).cookies["sessionid"].value
    visitor.context.add_cookies([{"name": "sessionid", "value": session, "url": visitor.site}])
    return visitor


def test_what_one_organiser_does_the_other_sees(visit: Arrive) -> None:
    run = make_run("blank-sheet", tables=3)
    phone = comes(visit(width=320), organiser_of(run))
    desk = comes(visit(width=1280, color_scheme="dark"), organiser_of(run))
    mine, hers = phone.open(run.conduct_page), desk.open(run.conduct_page)
    mine.locator("#act-start").click()
    hers.locator("#act-pause").wait_for()
    expect(hers.locator("[data-left-shown]")).not_to_have_text("10:00")
    hers.locator("#act-pause").click()
    mine.locator("[data-paused]").wait_for()
    assert clock_of(run).is_paused
    wait(run, 700)
    hers.locator("#act-pause").click()
    mine.locator("[data-run-clock]:not([data-paused])").wait_for()
    assert phone.axe() == desk.axe() == []
    assert not phone.is_wider_than_window()
