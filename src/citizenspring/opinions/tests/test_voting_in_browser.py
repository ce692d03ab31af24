"""Voting in a real browser: by keyboard alone, on a phone, without scripts, without a network."""

from collections.abc import Callable

import pytest

from citizenspring.opinions.models import OpinionMap, Statement, Vote
from citizenspring.testing.browsing import Visit

from .factories import make_map

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visit]
SEEDS = tuple(f"Statement about street number {n}." for n in range(1, 6))


@pytest.fixture
def open_map(site: str) -> OpinionMap:
    del site
    return make_map(*SEEDS)


def test_someone_votes_and_takes_it_back_by_keyboard_alone(
    visit: Arrive, open_map: OpinionMap
) -> None:
    visitor = visit(language="en")
    page = visitor.open(open_map.get_absolute_url())
    visitor.tab_to("Agree")
    page.keyboard.press("Enter")
    page.get_by_text("Your answer was: agree").wait_for()
    page.keyboard.press("4")
    page.keyboard.press("2")
    page.get_by_text("Your answer was: disagree").wait_for()
    votes = Vote.objects.order_by("cast_at").values_list("choice", "important")
    assert list(votes) == [(1, False), (-1, True)]
    page.keyboard.press("0")
    page.get_by_text("Your answer was: disagree").wait_for(state="detached")
    assert Vote.objects.count() == 1


def test_it_goes_to_the_end_without_a_reload(visit: Arrive, open_map: OpinionMap) -> None:
    visitor = visit(language="en")
    page = visitor.open(open_map.get_absolute_url())
    page.evaluate("window.isTheSamePage = true")
    for place in range(1, 6):
        page.get_by_text(f"Statement {place} of 5").wait_for()
        page.get_by_role("button", name="Pass").click()
    page.get_by_text("You have answered every statement").wait_for()
    assert page.evaluate("window.isTheSamePage")
    assert Vote.objects.count() == 5
    assert visitor.complaints == visitor.strangers == []


def test_without_a_network_it_says_that_nothing_was_counted(
    visit: Arrive, open_map: OpinionMap
) -> None:
    visitor = visit(language="en")
    page = visitor.open(open_map.get_absolute_url())
    visitor.context.set_offline(offline=True)
    page.get_by_role("button", name="Agree", exact=True).click()
    page.get_by_text("so your answer was not counted").wait_for()
    visitor.context.set_offline(offline=False)
    assert all("DISCONNECTED" in complaint for complaint in visitor.complaints)
    visitor.complaints.clear()
    page.get_by_role("button", name="Agree", exact=True).click()
    page.get_by_text("Your answer was: agree").wait_for()
    assert Vote.objects.count() == 1


def test_a_tab_left_open_while_signing_in_elsewhere_still_votes(
    visit: Arrive, open_map: OpinionMap
) -> None:
    visitor = visit(language="en")
    page = visitor.open(open_map.get_absolute_url())
    other = visitor.context.new_page()
    other.goto(f"{visitor.site}/demo/people/")
    other.get_by_role("button", name="Try it as Mehmet Yilmaz").click()
    other.wait_for_load_state()
    page.get_by_role("button", name="Agree", exact=True).click()
    page.get_by_text("Your answer was: agree").wait_for()
    assert Vote.objects.get().person.name == "Mehmet Yilmaz"


def test_a_statement_typed_before_signing_in_elsewhere_is_not_lost(
    visit: Arrive, open_map: OpinionMap
) -> None:
    visitor = visit(language="en")
    page = visitor.open(open_map.page("add"))
    # A look-up after the sign-in would renew the token of the form.
    with page.expect_response("**/similar/"):
        page.locator("textarea[name=text]").fill("Cinemas that stay open until midnight.")
    other = visitor.context.new_page()
    other.goto(f"{visitor.site}/demo/people/")
    other.get_by_role("button", name="Try it as Mehmet Yilmaz").click()
    other.wait_for_load_state()
    page.locator("[data-add] button").first.click()
    page.get_by_text("Your page was out of date").first.wait_for()
    assert visitor.axe() == []
    page.get_by_role("button", name="Yes, send it").click()
    page.get_by_text("Your statement is on the map").wait_for()
    assert Statement.objects.get(is_seed=False).author


def test_it_works_without_scripts(visit: Arrive, open_map: OpinionMap) -> None:
    visitor = visit(language="en", java_script_enabled=False)
    page = visitor.open(open_map.get_absolute_url())
    page.get_by_role("button", name="Disagree").click()
    page.get_by_text("Your answer was: disagree").wait_for()
    assert Vote.objects.get().choice == -1


def test_what_resembles_it_appears_while_typing(visit: Arrive, site: str) -> None:
    del site
    made = make_map("More trees in every street.")
    page = visit(language="nl").open(made.get_absolute_url())
    page.locator("textarea[name=text]").fill("Meer bomen in elke straat")
    page.locator("[data-similar-list]").get_by_text("More trees in every street.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_keeps_to_wcag(visit: Arrive, open_map: OpinionMap, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    for name in ("vote", "statements", "add", "log", "common-ground"):
        visitor.open(open_map.page(name))
        assert (name, visitor.axe()) == (name, [])
    visitor.open(open_map.page("statement", 1))
    assert visitor.axe() == []


def test_it_fits_the_smallest_phone_from_right_to_left_too(
    visit: Arrive, open_map: OpinionMap
) -> None:
    Statement.objects.filter(number=1).update(text="شجرة لكل عشرة أمتار في كل شارع.", language="ar")
    visitor = visit(width=320)
    page = visitor.open(f"{open_map.get_absolute_url()}?statement=1")
    assert page.locator(".statement-text").get_attribute("dir") == "rtl"
    assert not visitor.is_wider_than_window()
