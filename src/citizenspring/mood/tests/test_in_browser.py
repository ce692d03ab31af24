"""From a flyer to a confirmed rung in a real browser, on a phone, without an account."""

from collections.abc import Callable

import pytest

from citizenspring.mood import services
from citizenspring.mood.models import Answer, MoodCheck
from citizenspring.testing.browsing import Visit

from .factories import choice, make_commune, make_mood, token_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]


def a_check() -> MoodCheck:
    make_commune()
    return make_mood(questions=[*services.usual_questions(), choice("Monday", "Tuesday")])


def fill(visit: Visit) -> None:
    page = visit.page
    page.locator('label:has(input[name="q1"][value="4"])').click()
    page.fill('textarea[name="q2"]', "Er zijn te weinig banken.")
    page.check('input[name="q3"][value="3"]')
    page.check('input[name="q4"][value="2"]')
    page.select_option('select[name="home"]', "21001")
    page.fill('input[name="email"]', "ada@example.org")


def test_from_a_flyer_to_a_confirmed_rung_on_a_phone(visit: Arrive) -> None:
    mood = a_check()
    ada = visit(language="fr")
    page = ada.open(f"/f/{mood.code}?lang=nl")
    assert page.locator("html").get_attribute("lang") == "nl"
    assert ada.axe() == []
    assert not ada.is_wider_than_window()
    fill(ada)
    page.click("form.answer .form-actions button")
    page.wait_for_url("**/mine/")
    assert ada.axe() == []
    page = ada.open(f"/moods/confirm/{token_of('ada@example.org')}/")
    assert ada.axe() == []
    page.click("main form button")
    assert "Ik help" in page.locator(".ask").inner_text()
    assert ada.axe() == []
    answer = Answer.objects.get()
    assert (answer.is_confirmed, answer.rung, answer.language) == (True, 3, "nl")


def test_it_works_without_scripts(visit: Arrive) -> None:
    mood = a_check()
    ada = visit(java_script_enabled=False)
    ada.open(f"/f/{mood.code}")
    fill(ada)
    ada.page.click("form.answer .form-actions button")
    assert Answer.objects.get().said == {"1": 4, "3": 3, "4": 2}


def test_it_can_be_answered_by_keyboard_alone(visit: Arrive) -> None:
    mood = a_check()
    ada = visit(language="en")
    page = ada.open(f"/f/{mood.code}?lang=en")
    page.locator('input[name="q1"]').first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.locator('select[name="home"]').focus()
    page.keyboard.press("O")
    ada.tab_to("Send my answer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mine/")
    assert Answer.objects.get().said["1"] == 2


def test_from_right_to_left_nothing_leaves_the_window(visit: Arrive) -> None:
    mood = a_check()
    ada = visit(width=320)
    for path in (mood.get_absolute_url(), mood.page("results"), mood.page("words")):
        page = ada.open(path)
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert not ada.is_wider_than_window()
        assert ada.axe() == []
