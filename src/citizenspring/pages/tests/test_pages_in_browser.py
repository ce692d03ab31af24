from collections.abc import Callable

import pytest

from citizenspring.processes.tests.factories import make_open_activity, make_open_process
from citizenspring.testing.browsing import Visit

pytestmark = pytest.mark.browser

Arrive = Callable[..., Visit]
PAGES = ["/", "/about/", "/accessibility/", "/components/"]


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_no_known_barrier_stands_on_a_page_of_the_house(visit: Arrive, appearance: str) -> None:
    make_open_activity(make_open_process(themes=["housing"]))
    resident = visit(color_scheme=appearance)
    for path in PAGES:
        resident.open(path)
        assert resident.axe() == [], path


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_narrowest_screen_needs_no_scrolling_sideways(visit: Arrive, language: str) -> None:
    make_open_activity(make_open_process(themes=["mobility"]))
    resident = visit(language=language, width=320)
    for path in PAGES:
        resident.open(path)
        assert not resident.is_wider_than_window(), path


def test_language_and_appearance_change_without_scripts(visit: Arrive) -> None:
    resident = visit(java_script_enabled=False)
    page = resident.open("/about/")
    page.click(".menu > summary")
    page.click("button[value=nl]")
    assert page.locator("html").get_attribute("lang") == "nl"
    page.click(".menu > summary")
    page.click("button[value=dark]")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.url.endswith("/about/")


def test_the_keyboard_jumps_to_the_content_first(visit: Arrive) -> None:
    resident = visit(language="en")
    page = resident.open("/about/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_escape_closes_the_menu_and_returns_to_it(visit: Arrive) -> None:
    page = visit().open("/about/")
    page.click(".menu > summary")
    page.keyboard.press("Escape")
    assert page.locator(".menu").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
