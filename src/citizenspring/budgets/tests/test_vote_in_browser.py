"""Voting on a phone: by keyboard alone, through a lost network, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from citizenspring.ballots.models import Ballot
from citizenspring.budgets.models import Round
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, signed_in
from citizenspring.testing.browsing import Visit

from .voting import letter_to, make_vote

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]
MANY = (600, 500, 400, 300, 200, 100, 90, 80, 70, 60, 50, 40)


def at_the_ballot(visit: Visit, person: Person | None, budget: Round) -> Page:
    if person:
        session = signed_in(person).cookies["sessionid"].value
        visit.context.add_cookies([{"name": "sessionid", "value": session, "url": visit.site}])
    return visit.open(budget.page("vote"))


def order_of(page: Page) -> list[str]:
    lines = page.locator("[data-lines] > li")
    return list(lines.evaluate_all("all => all.map(line => line.dataset.number)"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).press("Enter")


def send_through_a_lost_network(ada: Visit, page: Page) -> None:
    ada.context.set_offline(offline=True)
    press(page, "Review")
    page.get_by_text("There is no connection").wait_for()
    assert ada.axe() == []
    ada.context.set_offline(offline=False)
    page.get_by_text("The connection is back").wait_for()
    assert all("DISCONNECTED" in complaint for complaint in ada.complaints)
    ada.complaints.clear()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="This is what you send").wait_for()


def test_a_ranking_by_keyboard_through_a_lost_network_and_a_closed_window(visit: Arrive) -> None:
    person = make_person()
    budget = make_vote(projects=MANY, method=Round.Method.RANKING, most=3)
    ada = visit(language="en", width=320)
    page = at_the_ballot(ada, person, budget)
    for number in (2, 5, 9):
        page.locator(f'[name=choice][value="{number}"]').focus()
        page.keyboard.press("Space")
    assert "3 / 3" in page.locator(".tally").inner_text()
    order = order_of(page)
    page = ada.open(budget.page("vote"))
    assert order_of(page) == order != sorted(order, key=int)
    send_through_a_lost_network(ada, page)
    press(page, "Move up: Project 9")
    assert page.locator("[data-said]").inner_text() == "Place 2 of 3: Project 9"
    assert (ada.axe(), ada.is_wider_than_window()) == ([], False)
    page.go_back()
    page.get_by_text("What you chose before is still here").wait_for()
    press(page, "Review")
    press(page, "Send my ballot")
    page.get_by_text("Your ballot is in the box").wait_for()
    assert Ballot.objects.get().choices == [2, 9, 5]
    assert (ada.axe(), ada.is_wider_than_window()) == ([], False)


def test_a_receipt_stays_on_the_device_and_the_choice_does_not(visit: Arrive) -> None:
    person = make_person()
    budget = make_vote(projects=MANY)
    ada = visit(language="en")
    page = at_the_ballot(ada, person, budget)
    page.locator("[name=choice]").first.check()
    press(page, "Review")
    press(page, "Send my ballot")
    press(page, "Keep it on this device")
    page = ada.open(budget.page("vote"))
    page.get_by_text("You have already voted").wait_for()
    number = bytes(Ballot.objects.get().tracker).hex()
    assert page.locator("[data-tracker]").inner_text() == number
    kept = page.evaluate("Object.keys(localStorage)")
    assert sorted(kept) == ["citizenspring.order", f"citizenspring.receipt.{budget.poll_id}"]


def test_a_letter_lets_vote_without_scripts_and_without_an_account(visit: Arrive) -> None:
    budget = make_vote(projects=MANY, method=Round.Method.POINTS)
    code = letter_to(budget)
    ada = visit(language="en", java_script_enabled=False)
    page = at_the_ballot(ada, None, budget)
    assert page.locator("noscript p").is_visible()
    page.fill("[name=points-3]", "4")
    page.fill("[name=find-words]", "project 1")
    page.get_by_role("button", name="Show").click()
    assert not page.locator("[name=points-3]").is_visible()
    page.fill("[name=code]", code.lower())
    page.locator(".tally").get_by_role("button").click()
    page.get_by_role("button", name="Send my ballot").click()
    page.get_by_text("Your ballot is in the box").wait_for()
    kept = Ballot.objects.get()
    assert (kept.choices, kept.points) == ([3], [4])
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the receipt").click()
    assert bytes(kept.tracker).hex() in saved.value.path().read_text()


def test_from_right_to_left_nothing_leaves_the_window(visit: Arrive) -> None:
    person = make_person()
    budget = make_vote(projects=MANY, method=Round.Method.KNAPSACK, asks_age=True)
    ada = visit(width=320, color_scheme="dark")
    for name in ("vote", "sheet"):
        page = at_the_ballot(ada, person, budget)
        page.goto(ada.site + budget.page(name))
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert (name, ada.axe(), ada.is_wider_than_window()) == (name, [], False)
