"""A hearing as people in the room use it: on a phone, by keyboard, without scripts too."""

from collections.abc import Callable

import pytest

from citizenspring.gatherings.tests.factories import organiser_of
from citizenspring.hearings import services
from citizenspring.hearings.models import Question, Support
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, signed_in
from citizenspring.testing.browsing import Visit

from .factories import answered, asked, make_brief, make_expert, make_hearing

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]


def as_person(visitor: Visit, person: Person) -> Visit:
    cookies = [(name, one.value) for name, one in signed_in(person).cookies.items()]
    visitor.context.add_cookies(
        [{"name": name, "value": value, "url": visitor.site} for name, value in cookies]
    )
    return visitor


def test_without_scripts_she_asks_by_keyboard_and_another_supports(visit: Arrive) -> None:
    ada, bo = make_person(), make_person()
    hearing = make_hearing(ada, bo)
    hers = as_person(visit(java_script_enabled=False, language="en"), ada)
    page = hers.open(hearing.page("ask"))
    page.locator("textarea[name=text]").focus()
    page.keyboard.type("Who pays for the trees?")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/1/")
    assert Question.objects.get().text == "Who pays for the trees?"
    his = as_person(visit(java_script_enabled=False, language="en"), bo)
    page = his.open(hearing.get_absolute_url())
    page.locator("#want1").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/hearing/#q1")
    assert Support.objects.count() == 2


def test_no_known_barrier_stands_in_a_hearing(visit: Arrive) -> None:
    ada = make_person()
    hearing = make_hearing(ada)
    question = asked(hearing)
    expert = make_expert(hearing)
    make_brief(hearing, expert=expert)
    answered(question, expert)
    hers = as_person(visit(width=320, color_scheme="dark"), ada)
    page = hers.open(hearing.get_absolute_url())
    services.close_asking(hearing, by=organiser_of(hearing.gathering))
    page.locator("[data-hearing-news] a").wait_for(state="visible")
    assert hers.axe() == []
    assert not hers.is_wider_than_window()
    for address in (hearing.page("brief", 1), hearing.page("question", 1), hearing.page("wall")):
        page = hers.open(address)
        page.evaluate("() => { document.documentElement.dir = 'rtl' }")
        assert hers.axe() == []
        assert not hers.is_wider_than_window()
