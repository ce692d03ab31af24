"""An idea from the phone, by keyboard alone, and the same form without scripts."""

from collections.abc import Callable

import pytest

from citizenspring.budgets import services
from citizenspring.budgets.models import Idea, Round
from citizenspring.budgets.services import IdeaFacts
from citizenspring.city.services import load_city
from citizenspring.people.tests.factories import make_guest
from citizenspring.testing.browsing import Visit

from .factories import make_project, make_round_in_stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BENCHES = IdeaFacts(title="Benches in the shade", language="en", latitude=50.84, longitude=4.35)


def test_one_proposes_by_keyboard_sees_what_is_like_it_and_supports_it(
    visit: Callable[..., Visit],
) -> None:
    load_city()
    budget = make_round_in_stage(Round.Stage.IDEAS)
    services.propose_idea(budget, BENCHES, by=make_guest())
    make_project(budget, latitude=50.84, longitude=4.35)
    ada = visit(language="en")
    page = ada.open(budget.page("propose"))
    page.focus("[name=title]")
    page.keyboard.type("Banken in de schaduw")
    page.wait_for_selector(".similar")
    assert not ada.axe()
    ada.tab_to(BENCHES.title)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1")
    ada.tab_to("Support this idea")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You support it")
    assert Idea.objects.get().supporters == 1
    assert not ada.axe()
    for name in ("ideas", "idea-map", "projects"):
        ada.open(budget.page(name))
        assert not ada.axe()
        assert not ada.is_wider_than_window()


def test_a_point_of_the_map_is_kept_and_without_scripts_the_place_is_said_in_words(
    visit: Callable[..., Visit],
) -> None:
    load_city()
    budget = make_round_in_stage(Round.Stage.IDEAS)
    ada, bo = visit(language="en"), visit(language="en", java_script_enabled=False)
    page = ada.open(budget.page("propose"))
    page.fill("[name=title]", "A fountain")
    page.click("summary:has-text('Where, theme and cost')")
    page.locator("[data-place-map] svg").click(position={"x": 150, "y": 150})
    page.click("button:has-text('Propose this idea')")
    page.wait_for_selector("h1:has-text('A fountain')")
    assert Idea.objects.get().latitude == pytest.approx(50.84, abs=0.05)
    page = bo.open(budget.page("propose"))
    assert not page.is_visible("[data-place-map]")
    page.fill("[name=title]", "Slower cars near the school")
    page.click("summary:has-text('Where, theme and cost')")
    page.fill("[name=place]", "Rue Haute")
    page.click("button:has-text('Propose this idea')")
    page.wait_for_selector("h1:has-text('Slower cars')")
    assert Idea.objects.get(number=2).place == "Rue Haute"
